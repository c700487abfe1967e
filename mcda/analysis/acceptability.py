"""How often an action is in the best portfolio, and a portfolio the best, where chances are meant.

Stochastic multicriteria acceptability analysis (Lahdelma, Hokkanen, Salminen 1998; Lahdelma, Salminen
2001), for portfolios: weights uniform over what is admitted, figures spread over their intervals. What
comes of it are shares of samples, told with their error; a core index is none of them.

Where only weights vary, the regions of the weights answer for all samples at once. Where data vary,
every sample is solved and put to a second engine, as any other portfolio.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor
from typing import Any, NamedTuple

import numpy as np

from mcda.analysis.datum import with_leaf_weights
from mcda.analysis.frequency import Frequency, frequency
from mcda.analysis.information import Weights, information
from mcda.analysis.uncertain_samples import EVALUATE, Distribution, has_intervals
from mcda.analysis.weight_regions import By, WeightRegions, space_of, weight_regions
from mcda.analysis.weight_samples import Method, Reals, Sampler
from mcda.elicitation.weight_space import WeightSpace
from mcda.model import Scenario
from mcda.optimise.engines import Clock, heeding_ctrl_c
from mcda.optimise.solve import solve
from mcda.portfolio.ledger import ledger
from mcda.portfolio.listing import options_of
from mcda.portfolio.quantities import ScenarioQuantities
from mcda.portfolio.tally import Tally
from mcda.rules import Value
from mcda.runs.journal import FORGETFUL, Fact, Journal
from mcda.runs.many import ALONE, Hands, many
from mcda.runs.progress import Listener, unheard
from mcda.scoring import score

BLOCK = 10
"""Samples in a task."""
FINE = 2**26
"""Drawn parameters are whole numbers of these parts."""
CONFIDENT = 3
"""Portfolios, the most accepted first, whose confidence is asked for ..."""
FOR_CONFIDENCE = 10
"""... on one sample in so many."""
TAIL = Fraction(1, 10)


class Spread(NamedTuple):
    """How an amount is spread over the samples."""

    p10: float
    median: float
    p90: float
    cvar: float
    """Mean of the worst tenth (conditional value at risk: Rockafellar, Uryasev 2000)."""


@dataclass(frozen=True)
class Accepted:
    """A portfolio that is the best one in some samples."""

    actions: tuple[str, ...]
    options: frozenset[str]
    acceptability: Frequency
    """Share of the samples in which it is the best."""
    central: Mapping[str, float]
    """Mean of the weights at which it is."""
    confidence: Frequency | None
    """Share of the samples of data in which it is the best at these weights; None where not asked."""


@dataclass(frozen=True)
class Followed:
    """What a portfolio turns out to be."""

    actions: tuple[str, ...]
    value: Spread
    nets: Mapping[str, Spread]
    """By partner, in money; empty in a scenario without `point_worth`."""
    rules: Mapping[str, Frequency]
    """By rule, the share of the samples in which it is met; empty where only weights vary."""


@dataclass(frozen=True)
class Acceptability:
    """Shares of samples."""

    scenario: Scenario
    weights: Weights
    space: WeightSpace
    samples: int
    """Evaluated."""
    asked: int
    seed: int
    method: Method
    """How weights are drawn."""
    distribution: Distribution | None
    """Of figures within their intervals; None where only weights vary."""
    actions: Mapping[str, Frequency]
    """By action, the share of the samples in which it is in the best portfolio."""
    portfolios: tuple[Accepted, ...]
    """The most accepted first."""
    followed: Followed | None
    """The portfolio that was named, or is the best as stated; None without a sample."""
    impossible: Frequency
    """Samples in which no portfolio meets all rules."""
    verified: Frequency
    """Samples whose best portfolio somebody else agreed to."""
    regret: Fraction
    """In points: where only weights vary, how much better another portfolio could be at most."""
    interrupted: bool = False

    @property
    def complete(self) -> bool:
        """Whether every sample is evaluated, and nothing is left open in any."""
        return self.samples == self.asked and self.regret == 0


@dataclass(frozen=True)
class Sampling:
    """What is drawn."""

    samples: int = 1000
    seed: int = 0
    distribution: Distribution = "triangular"
    """Of figures: triangular around what is stated, or uniform."""
    data: bool | None = None
    """Whether figures vary within their intervals; None: where some are stated."""
    portfolio: tuple[str, ...] | None = None
    """A list made by hand, to be followed in place of the best portfolio."""


def acceptability(
    scenario: Scenario,
    weights: Weights | None = None,
    by: By | None = None,
    sampling: Sampling | None = None,
    *,
    engine: str = "auto",
    limit: float | None = None,
    hands: Hands = ALONE,
    journal: Journal = FORGETFUL,
    listen: Listener = unheard,
) -> Acceptability:
    """Sampled acceptability of actions and portfolios.

    The same seed gives the same result, whatever the number of workers. Parameters as in
    `weight_regions`; raises what it raises, and `UsageProblem` for an unknown action in the list.
    """
    sampling = sampling or Sampling()
    varies = has_intervals(scenario) if sampling.data is None else sampling.data
    admitted = information(scenario, scores="nominal").weights if weights is None else weights
    clock = Clock.of(limit)
    if not varies:
        regions = weight_regions(
            scenario, admitted, by, engine=engine, limit=limit, journal=journal, listen=listen
        )
        return _by_regions(regions, sampling, _chosen(scenario, sampling, engine, clock))
    study = _Study(scenario, admitted, space_of(scenario, admitted, by), sampling, engine, clock)

    def run(tasks: Sequence[Fact]) -> list[Fact]:
        results = many(
            EVALUATE,
            tasks,
            journal=journal,
            **vars(hands),
            listen=listen,
            stop=lambda: clock.over,
        )
        return [sample for block in results for sample in block]

    with heeding_ctrl_c(clock):
        return study.told(run(study.tasks), run)


@dataclass(frozen=True)
class _Study:
    """Samples of data, and of weights."""

    scenario: Scenario
    admitted: Weights
    space: WeightSpace
    sampling: Sampling
    engine: str
    clock: Clock

    @property
    def tasks(self) -> list[Fact]:
        """All samples, a few in each task."""
        follow = sorted(self.followed)
        return [
            self._task(number, [self.space.weights(p) for p in drawn], follow, None)
            for number, drawn in enumerate(drawn_parameters(self.space, self.sampling))
        ]

    @property
    def followed(self) -> frozenset[str]:
        """Options of the portfolio to follow."""
        return _chosen(self.scenario, self.sampling, self.engine, self.clock)

    def confidence_tasks(self, options: frozenset[str], central: Mapping[str, float]) -> list[Fact]:
        """Some of the same samples of data, at one set of weights."""
        exact = _summing_to_one(central)
        number = ceil(self.sampling.samples / FOR_CONFIDENCE / BLOCK)
        return [self._task(n, [exact] * BLOCK, None, sorted(options)) for n in range(number)]

    def _task(self, number: int, weights: list[dict[str, Fraction]], follow: Any, watch: Any) -> Fact:
        return {
            "scenario": self.scenario.model_dump_json(),
            "seed": self.sampling.seed,
            "number": number,
            "weights": [{leaf: str(w) for leaf, w in point.items()} for point in weights],
            "distribution": self.sampling.distribution,
            "follow": follow,
            "watch": watch,
            "engine": self.engine,
        }

    def told(self, results: Sequence[Fact], run: Any) -> Acceptability:
        """What the samples say together."""
        points = [p for drawn in drawn_parameters(self.space, self.sampling) for p in drawn]
        weights = [self.space.weights(point) for point in points[: len(results)]]
        best = [None if r["best"] is None else frozenset(r["best"]) for r in results]
        central = _centres(self.space.leaves, best, weights)
        ranked = [chosen for chosen, _ in _ranked(best)]
        confident = {
            chosen: [r["is_best"] for r in run(self.confidence_tasks(chosen, central[chosen]))]
            for chosen in ranked[:CONFIDENT]
        }
        sure = {chosen: frequency(sum(seen), len(seen)) for chosen, seen in confident.items() if seen}
        return Acceptability(
            scenario=self.scenario,
            weights=self.admitted,
            space=self.space,
            samples=len(results),
            asked=self.sampling.samples,
            seed=self.sampling.seed,
            method=Sampler(self.space).method,
            distribution=self.sampling.distribution,
            actions=_by_action(self.scenario, best),
            portfolios=_accepted(self.scenario, best, central, sure),
            followed=self._followed(results),
            impossible=frequency(best.count(None), len(best)),
            verified=frequency(sum(r["verified"] != "no" for r in results), len(results)),
            regret=Fraction(0),
            interrupted=self.clock.cancelled.is_set(),
        )

    def _followed(self, results: Sequence[Fact]) -> Followed | None:
        seen = [result["followed"] for result in results]
        if not seen:
            return None
        nets = {p: [s["nets"][p] for s in seen] for p, net in seen[0]["nets"].items() if net is not None}
        return Followed(
            actions=tuple(sorted(self.followed & self.scenario.action_by_id.keys())),
            value=spread([s["value"] for s in seen]),
            nets={partner: spread(amounts) for partner, amounts in nets.items()},
            rules={
                rule: frequency(sum(s["met"][rule] for s in seen), len(seen)) for rule in seen[0]["met"]
            },
        )


def _chosen(scenario: Scenario, sampling: Sampling, engine: str, clock: Clock) -> frozenset[str]:
    """Options of the list, else of the best portfolio."""
    if sampling.portfolio is not None:
        return options_of(score(scenario), sampling.portfolio)
    return solve(scenario, engine=engine, limit=clock.left).options


def drawn_parameters(space: WeightSpace, sampling: Sampling) -> list[list[tuple[Fraction, ...]]]:
    """Exact parameters of all samples, task by task: each task has a random stream of its own."""
    sampler, left, blocks = Sampler(space), sampling.samples, []
    for number in range(ceil(sampling.samples / BLOCK)):
        stream = np.random.SeedSequence(sampling.seed, spawn_key=(number, 0))
        drawn = sampler.draw(min(BLOCK, left), np.random.default_rng(stream))
        blocks.append([_exact(row) for row in drawn.tolist()])
        left -= len(drawn)
    return blocks


def _exact(parameters: Sequence[float]) -> tuple[Fraction, ...]:
    """Parameters in whole parts, summing to 1."""
    parts = [max(0, round(p * FINE)) for p in parameters]
    return tuple(Fraction(part, sum(parts)) for part in parts)


def _summing_to_one(weights: Mapping[str, float]) -> dict[str, Fraction]:
    return dict(zip(weights, _exact(list(weights.values())), strict=True))


def _by_regions(regions: WeightRegions, sampling: Sampling, follow: frozenset[str]) -> Acceptability:
    """Only weights vary: all samples at once."""
    blocks = drawn_parameters(regions.space, sampling)
    points = np.array([[float(x) for x in point] for block in blocks for point in block])
    sampler = Sampler(regions.space)
    points = points.reshape(-1, len(regions.space.names))
    weights = sampler.weights(points)
    _, numbers = regions.values(weights)
    best = [regions.regions[number].options for number in numbers.tolist()]
    central = _centres(
        regions.leaves, best, [dict(zip(regions.leaves, row, strict=True)) for row in weights.tolist()]
    )
    sure = {chosen: _confidence(regions, chosen, centre) for chosen, centre in central.items()}
    return Acceptability(
        scenario=regions.scenario,
        weights=regions.weights,
        space=regions.space,
        samples=len(best),
        asked=sampling.samples,
        seed=sampling.seed,
        method=sampler.method,
        distribution=None,
        actions=_by_action(regions.scenario, best),
        portfolios=_accepted(regions.scenario, best, central, sure),
        followed=_followed_at(points, regions, follow),
        impossible=frequency(0, len(best)),
        verified=frequency(0 if regions.verified == "no" else len(best), len(best)),
        regret=regions.regret,
        interrupted=regions.interrupted,
    )


def _followed_at(points: Reals, regions: WeightRegions, follow: frozenset[str]) -> Followed:
    """What a portfolio is worth at many weights: value and benefits are linear in them."""
    scenario, space = regions.scenario, regions.space
    units = [tuple(Fraction(i == k) for i in range(len(space.names))) for k in range(len(space.names))]
    values, nets = [], []
    for unit in units:
        scores = score(with_leaf_weights(scenario, space.weights(unit)).changed(objective=Value()))
        tally, q = Tally(scores, follow), ScenarioQuantities(scores)
        values.append(float(tally.of(q.value())))
        nets.append({line.partner: line.net for line in ledger(q, tally).partners})
    known = [partner for partner, net in nets[0].items() if net is not None]
    return Followed(
        actions=tuple(sorted(follow & scenario.action_by_id.keys())),
        value=spread(points @ np.array(values)),
        nets={p: spread(points @ np.array([float(net[p] or 0) for net in nets])) for p in known},
        rules={},
    )


def _confidence(
    regions: WeightRegions, chosen: frozenset[str], centre: Mapping[str, float]
) -> Frequency:
    """With certain data a portfolio is the best at its central weights, or not."""
    _, number = regions.values(np.array([[centre[leaf] for leaf in regions.leaves]]))
    sure = float(regions.regions[int(number[0])].options == chosen)
    return Frequency(sure, sure, sure, 0, 0)


Best = Sequence[frozenset[str] | None]


def _ranked(best: Best) -> list[tuple[frozenset[str], int]]:
    """Portfolios with the samples in which they are best, the most first."""
    counted = Counter(chosen for chosen in best if chosen is not None)
    return sorted(counted.items(), key=lambda pair: (-pair[1], sorted(pair[0])))


def _by_action(scenario: Scenario, best: Best) -> dict[str, Frequency]:
    """Of all samples in which some portfolio is possible or not."""
    seen = Counter(option for chosen in best if chosen is not None for option in chosen)
    return {action: frequency(seen[action], len(best)) for action in sorted(scenario.action_by_id)}


def _accepted(
    scenario: Scenario,
    best: Best,
    central: Mapping[frozenset[str], Mapping[str, float]],
    sure: Mapping[frozenset[str], Frequency],
) -> tuple[Accepted, ...]:
    return tuple(
        Accepted(
            actions=tuple(sorted(chosen & scenario.action_by_id.keys())),
            options=chosen,
            acceptability=frequency(seen, len(best)),
            central=central[chosen],
            confidence=sure.get(chosen),
        )
        for chosen, seen in _ranked(best)
    )


def _centres(
    leaves: Sequence[str], best: Best, weights: Sequence[Mapping[str, Any]]
) -> dict[frozenset[str], dict[str, float]]:
    """Mean weights of the samples in which each portfolio is best."""
    rows: dict[frozenset[str], list[list[float]]] = {}
    for chosen, point in zip(best, weights, strict=True):
        if chosen is not None:
            rows.setdefault(chosen, []).append([float(point[leaf]) for leaf in leaves])
    return {
        chosen: dict(zip(leaves, np.mean(points, axis=0).tolist(), strict=True))
        for chosen, points in rows.items()
    }


def spread(amounts: Sequence[float] | Reals) -> Spread:
    """Quantiles, and the mean of the lowest tenth."""
    ordered: Reals = np.sort(np.array(amounts, dtype=float))
    p10, median, p90 = np.quantile(ordered, [0.1, 0.5, 0.9]).tolist()
    tail = float(TAIL) * len(ordered)
    whole = floor(tail + 1e-9)
    below = ordered[:whole].sum() + (tail - whole) * ordered[min(whole, len(ordered) - 1)]
    return Spread(p10, median, p90, float(below / tail))
