"""Shares of samples: how often actions and portfolios are best, what one portfolio turns out to be."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import floor
from typing import Any, NamedTuple

import numpy as np

from mcda.analysis.frequency import Frequency, frequency
from mcda.analysis.information import Weights
from mcda.analysis.uncertain_samples import Distribution
from mcda.analysis.weight_samples import Method, Reals
from mcda.elicitation.weight_space import WeightSpace
from mcda.model import Scenario

TAIL = Fraction(1, 10)
"""The worst part of the samples, whose mean is told."""


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


Best = Sequence[frozenset[str] | None]


def ranked(best: Best) -> list[tuple[frozenset[str], int]]:
    """Portfolios with the samples in which they are best, the most first."""
    counted = Counter(chosen for chosen in best if chosen is not None)
    return sorted(counted.items(), key=lambda pair: (-pair[1], sorted(pair[0])))


def by_action(scenario: Scenario, best: Best) -> dict[str, Frequency]:
    """Of all samples in which some portfolio is possible or not."""
    seen = Counter(option for chosen in best if chosen is not None for option in chosen)
    return {action: frequency(seen[action], len(best)) for action in sorted(scenario.action_by_id)}


def accepted(
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
        for chosen, seen in ranked(best)
    )


def centres(
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
