"""Several sets of weights, one for each college, and what lies between them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from math import exp, log
from typing import Literal, NamedTuple

from mcda.elicitation.rounding import exact_weights
from mcda.elicitation.tree import Shares, compared, normalised, weights_from
from mcda.model import Scenario


@dataclass(frozen=True)
class College:
    """A group of people who speak with one set of weights."""

    name: str
    voice: Fraction
    """How much it counts in a compromise, relative to the others."""
    weights: dict[str, Fraction]
    """Of the leaves, summing to 1."""


class Disagreement(NamedTuple):
    """The largest distance between two colleges on one criterion."""

    criterion: str
    low: str
    """College that gives it least."""
    high: str
    """College that gives it most."""
    distance: Fraction
    """Difference of their weights."""


def colleges_of(scenario: Scenario, otherwise: Mapping[str, Shares]) -> tuple[College, ...]:
    """The colleges of the table `weights`, in order of names.

    Families of which a college says nothing weigh as in `otherwise`, the scenario's own shares.
    """
    points: dict[str, dict[str, Fraction]] = {}
    voices: dict[str, Fraction] = {}
    for row in scenario.college_weights:
        points.setdefault(row.college, {})[row.criterion] = row.weight
        if row.voice is not None:
            voices.setdefault(row.college, row.voice)
    return tuple(
        College(name, voices.get(name, Fraction(1)), _weights(scenario, points[name], otherwise))
        for name in sorted(points)
    )


def _weights(
    scenario: Scenario, points: Mapping[str, Fraction], otherwise: Mapping[str, Shares]
) -> dict[str, Fraction]:
    zero = Fraction(0)
    shares = {
        branch: normalised({name: points.get(name, zero) for name in family})
        for branch, family in compared(scenario, points).items()
    }
    return weights_from(scenario, shares, otherwise)


def compromise(colleges: Sequence[College], how: Literal["mean", "geometric"]) -> dict[str, Fraction]:
    """Mean of the weights, each college counted by its voice, or their geometric mean, normalised.

    In the geometric mean a criterion to which one college gives nothing has no weight; where that
    leaves no criterion, the mean is taken (Aczel, Saaty 1983 on aggregating judgements).
    """
    voices = sum((college.voice for college in colleges), Fraction(0))
    names = colleges[0].weights
    shares = {college.name: college.voice / voices for college in colleges}
    mean = {
        name: sum((shares[c.name] * c.weights[name] for c in colleges), Fraction(0)) for name in names
    }
    if how == "mean":
        return mean
    kept = [name for name in names if all(c.weights[name] or not shares[c.name] for c in colleges)]
    if not kept:
        return mean
    logs = {
        name: sum(
            float(shares[c.name]) * log(float(c.weights[name])) for c in colleges if shares[c.name]
        )
        for name in kept
    }
    geometric = exact_weights({name: exp(part) for name, part in logs.items()})
    return {name: geometric.get(name, Fraction(0)) for name in names}


def disagreements(colleges: Sequence[College]) -> tuple[Disagreement, ...]:
    """For each criterion the two colleges farthest apart; the largest distance first."""
    found = []
    for criterion in colleges[0].weights if len(colleges) > 1 else ():
        ordered = sorted(colleges, key=lambda college: college.weights[criterion])
        low, high = ordered[0], ordered[-1]
        distance = high.weights[criterion] - low.weights[criterion]
        found.append(Disagreement(criterion, low.name, high.name, distance))
    return tuple(sorted(found, key=lambda d: (-d.distance, d.criterion)))


def distances(colleges: Sequence[College]) -> dict[tuple[str, str], Fraction]:
    """Share of the weight that two colleges place differently: half the sum of differences."""
    return {
        (a.name, b.name): sum((abs(a.weights[c] - b.weights[c]) for c in a.weights), Fraction(0)) / 2
        for a, b in combinations(colleges, 2)
    }
