"""Who is asked whether a better portfolio exists at some weights, and answers exactly.

`Listed` knows every portfolio of a small scenario. `Solved` asks an engine, and puts what that
calls impossible to the other one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from time import monotonic
from typing import ClassVar, NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from mcda.optimise.engines import Clock, Engine
from mcda.optimise.envelope.relaxation import Relaxation
from mcda.optimise.linear import LIMIT
from mcda.optimise.programme import Programme
from mcda.optimise.search import contest, patience_after, verify
from mcda.portfolio.columns import Combination, Row
from mcda.portfolio.criterion_points import EYE, leaf_points
from mcda.portfolio.enumeration import Enumeration
from mcda.rules.base import Amount, Relation, fixed, total

Weights = Sequence[int]
"""Of the leaves in order of ids, in whole numbers."""
MARGIN = 1e-9
"""Doubles of sums that differ by less, relatively, are compared in whole numbers."""


class Answer(NamedTuple):
    """What is known at some weights."""

    chosen: frozenset[str] | None
    """A portfolio worth more than was asked for; None where there is none, or none was found."""
    points: tuple[int, ...]
    """Its units on each leaf."""
    most: int | None
    """Nothing is worth more, in weights times units; None where nothing is known."""
    verified: str
    """Who else found nothing better: `enumeration`, an engine, or `no`."""


class Oracle(Protocol):
    """Knows what is worth most."""

    @property
    def name(self) -> str:
        """Who vouches for a bound."""

    def bound(self, weights: Weights) -> int:
        """No portfolio is worth more at some weights: found quickly, perhaps not the least such bound."""

    def above(self, weights: Weights, least: int | None) -> Answer:
        """A portfolio worth more than `least` at some weights."""


@dataclass(frozen=True)
class LeafPoints:
    """Units of each leaf as whole combinations of the decisions of a programme with points apart."""

    programme: Programme

    @property
    def unit(self) -> Fraction:
        """Points in one unit."""
        return self.programme.scores.views[EYE].unit

    @cached_property
    def amounts(self) -> tuple[Amount, ...]:
        """In order of the leaves' ids."""
        return tuple(leaf_points(self.programme.scores).values())

    @cached_property
    def combinations(self) -> tuple[Combination, ...]:
        """Multiples are whole: units of a leaf may have a common divisor."""
        return tuple(self.programme.columns.combination(amount) for amount in self.amounts)

    @cached_property
    def ranges(self) -> tuple[tuple[int, int], ...]:
        """Least and largest units of each leaf over the boxes of all decisions."""
        return tuple(self._range(whole) for whole in self.combinations)

    def of(self, chosen: frozenset[str]) -> tuple[int, ...]:
        """Units of a portfolio."""
        return tuple(int(self.programme.level(amount, chosen) / self.unit) for amount in self.amounts)

    def weighed(self, weights: Weights) -> Amount:
        """`sum of weights * points`."""
        return total(w * amount for w, amount in zip(weights, self.amounts, strict=True) if w)

    def objective(self, weights: Weights) -> list[int]:
        """Units of each variable of the form, weighed."""
        coefficients = [0] * self.programme.form.size
        for weight, whole in zip(weights, self.combinations, strict=True):
            each = int(weight / (whole.multiple * self.unit))
            for place, units in zip(whole.places.tolist(), whole.coefficients.tolist(), strict=True):
                coefficients[place] += each * units
        return coefficients

    def _range(self, whole: Combination) -> tuple[int, int]:
        bounds = self.programme.form.bounds
        ends = [
            sorted((c * bounds[v].low, c * bounds[v].high))
            for v, c in zip(whole.places.tolist(), whole.coefficients.tolist(), strict=True)
        ]
        times = 1 / (whole.multiple * self.unit)
        return int(sum(low for low, _ in ends) * times), int(sum(high for _, high in ends) * times)


@dataclass(frozen=True)
class Listed:
    """Every portfolio of a small scenario, one for each combination of points."""

    leaf_points: LeafPoints
    name: ClassVar[str] = "enumeration"

    def bound(self, weights: Weights) -> int:
        return self.above(weights, None).most or 0

    def above(self, weights: Weights, least: int | None) -> Answer:
        points, portfolios = self._known
        if not portfolios:
            return Answer(None, (), None, "enumeration")
        values = points.astype(float) @ np.array([float(w) for w in weights])
        near = np.flatnonzero(values >= values.max() - MARGIN * abs(values).max())
        exact = {row: dot(weights, points[row].tolist()) for row in near.tolist()}
        row = max(exact, key=lambda r: exact[r])
        if least is not None and exact[row] <= least:
            return Answer(None, (), least, "enumeration")
        return Answer(portfolios[row], tuple(points[row].tolist()), exact[row], "enumeration")

    @cached_property
    def _known(self) -> tuple[NDArray[np.int64], list[frozenset[str]]]:
        """Units of the leaves, one row for each of the portfolios beside it."""
        programme = self.leaf_points.programme
        enumeration = Enumeration(programme.columns, programme.relations)
        first: dict[tuple[int, ...], frozenset[str]] = {}
        for block in enumeration.admitted():
            for row, place in self._distinct(enumeration, block):
                if row not in first:
                    first[row] = enumeration.named(block[place])
        return np.array(list(first), dtype=np.int64), list(first.values())

    def _distinct(
        self, enumeration: Enumeration, block: NDArray[np.int64]
    ) -> list[tuple[tuple[int, ...], int]]:
        """Combinations of points in a block, each with the first portfolio that has it."""
        if not len(block):
            return []
        columns = [
            enumeration.amounts(Row("points", whole.places, whole.coefficients, "<=", 0), block)
            * int(1 / (whole.multiple * self.leaf_points.unit))
            for whole in self.leaf_points.combinations
        ]
        rows, places = np.unique(np.column_stack(columns).astype(np.int64), axis=0, return_index=True)
        return [(tuple(row), int(place)) for row, place in zip(rows.tolist(), places, strict=True)]


@dataclass(frozen=True)
class Solved:
    """Engines, asked for more than is known."""

    leaf_points: LeafPoints
    pair: tuple[Engine, Engine]
    clock: Clock = field(compare=False)
    name: ClassVar[str] = "bounds"

    def bound(self, weights: Weights) -> int:
        return self._relaxation.bound(self.leaf_points.objective(weights))

    @cached_property
    def _relaxation(self) -> Relaxation:
        return Relaxation(self.leaf_points.programme.form)

    def above(self, weights: Weights, least: int | None) -> Answer:
        programme, points = self.leaf_points.programme, self.leaf_points
        if least is not None:
            more = Relation("more", points.weighed(weights), ">", fixed(least * points.unit))
            programme = programme.plus(more)
        aim, step = self._aim(weights)
        started = monotonic()
        target = points.weighed(aim)
        found = contest(programme, target, self.pair, self.clock)
        verified = "no"
        if found.status == "infeasible" and not self.clock.over:
            patience = self.clock.within(patience_after(monotonic() - started))
            opinion = verify(programme, target, found, self.pair, patience)
            found, verified = opinion.found, opinion.verified
        if found.status == "infeasible":
            return Answer(None, (), least, verified)
        most = None if found.bound is None else self._bound(weights, aim, step, found.bound)
        if found.chosen is None:
            return Answer(None, (), most, "no")
        return Answer(found.chosen, points.of(found.chosen), most, "no")

    def _aim(self, weights: Weights) -> tuple[tuple[int, ...], int]:
        """Weights in coarser steps, so that an objective has small coefficients; the step.

        What is better than known is decided by a row with the weights themselves.
        """
        sizes = [
            max((abs(int(c)) for c in whole.coefficients), default=0)
            / (whole.multiple * self.leaf_points.unit)
            for whole in self.leaf_points.combinations
        ]
        reach = int(sum(w * size for w, size in zip(weights, sizes, strict=True))) + sum(map(int, sizes))
        step = 1 << max(0, reach.bit_length() - LIMIT.bit_length() + 1)
        return tuple((w + step // 2) // step for w in weights), step

    def _bound(self, weights: Weights, aim: Weights, step: int, bound: Fraction) -> int:
        """What follows for the weights themselves of a bound for coarser ones."""
        known = int(bound / self.leaf_points.unit) * step
        for w, coarse, (low, high) in zip(weights, aim, self.leaf_points.ranges, strict=True):
            rest = w - step * coarse
            known += max(rest * low, rest * high)
        return known


def dot(one: Sequence[int], other: Sequence[int]) -> int:
    """The sum of products, in whole numbers of any size."""
    return sum(a * b for a, b in zip(one, other, strict=True))
