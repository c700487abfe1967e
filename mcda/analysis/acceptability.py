"""How often an action is in the best portfolio, and a portfolio the best, where chances are meant.

Stochastic multicriteria acceptability analysis (Lahdelma, Hokkanen, Salminen 1998; Lahdelma, Salminen
2001), for portfolios: weights uniform over what is admitted, figures spread over their intervals. What
comes of it are shares of samples, told with their error; a core index is none of them.

Where only weights vary, the regions of the weights answer for all samples at once. Where data vary,
every sample is solved and put to a second engine, as any other portfolio.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil
from typing import Any

import numpy as np

from mcda.analysis.accepted import (
    Acceptability,
    Followed,
    Sampling,
    accepted,
    by_action,
    centres,
    ranked,
    spread,
)
from mcda.analysis.datum import with_leaf_weights
from mcda.analysis.frequency import Frequency, frequency
from mcda.analysis.information import Weights, information
from mcda.analysis.uncertain_samples import EVALUATE, has_intervals
from mcda.analysis.weight_regions import By, WeightRegions, space_of, weight_regions
from mcda.analysis.weight_samples import Reals, Sampler
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
        central = centres(self.space.leaves, best, weights)
        order = [chosen for chosen, _ in ranked(best)]
        confident = {
            chosen: [r["is_best"] for r in run(self.confidence_tasks(chosen, central[chosen]))]
            for chosen in order[:CONFIDENT]
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
            actions=by_action(self.scenario, best),
            portfolios=accepted(self.scenario, best, central, sure),
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
    central = centres(
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
        actions=by_action(regions.scenario, best),
        portfolios=accepted(regions.scenario, best, central, sure),
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
