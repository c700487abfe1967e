"""Measures as integer columns over decisions, relations as integer rows.

Decisions are numbered: one per option (actions in order of ids, then their starts), one per pair of
options that change each other (1 when both are taken), one per curve over summed effects (its units:
common value of a criterion, or the need of a partner that is met; another for each college whose eyes
count). Solver rows and enumeration are made from the same columns.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import gcd, lcm
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from mcda.portfolio.tally import Tally, measured, scale
from mcda.rules.base import Amount, Measure, Relation, points_for
from mcda.scoring import Scores

Integers = NDArray[Any]
"""int64, or Python integers (dtype object) where 63 bits are not enough."""
SAFE = 2**62


class Column(NamedTuple):
    """A sparse column: `scale * sum(values * decisions[places])` in the user's units."""

    places: NDArray[np.int64]
    values: Integers
    owner: NDArray[np.int64]
    """Position of the action that each value is credited to; -1 for curves over summed effects."""
    scale: Fraction


@dataclass(frozen=True)
class Row:
    """`sum(coefficients * decisions[places]) sense bound` in whole numbers, `<=` or `==`."""

    name: str
    places: NDArray[np.int64]
    coefficients: Integers
    sense: str
    bound: int


class Combination(NamedTuple):
    """An amount in whole numbers: `multiple * amount = constant + sum(coefficients * decisions)`."""

    places: NDArray[np.int64]
    coefficients: Integers
    constant: int
    multiple: Fraction
    """Positive."""


@dataclass(frozen=True)
class Columns:
    """Every measure of a scored scenario, as columns."""

    scores: Scores

    @cached_property
    def position(self) -> Mapping[str, int]:
        """Number of the decision of each option."""
        return {option: place for place, option in enumerate(self.scores.options)}

    @cached_property
    def pair_position(self) -> Mapping[tuple[str, str], int]:
        """Number of the decision of each pair."""
        return {pair: len(self.position) + k for k, pair in enumerate(self.scores.pairs)}

    @cached_property
    def goal_position(self) -> Mapping[Measure, int]:
        """Number of the decision of each curve over summed effects, also as colleges see it."""
        first = len(self.position) + len(self.pair_position)
        eyes = (None, *self.scores.views)
        seen = [points_for(goal, eye) for eye in eyes for goal in self.scores.valuation.goals]
        return {measure: first + k for k, measure in enumerate(seen)}

    def decisions(self, tally: Tally) -> Mapping[int, int]:
        """Decisions of a portfolio by number: options, pairs, goals."""
        chosen = tally.chosen
        own = {place: int(option in chosen) for option, place in self.position.items()}
        pairs = {place: int(chosen.issuperset(pair)) for pair, place in self.pair_position.items()}
        goals = {place: int(tally.units(measure)) for measure, place in self.goal_position.items()}
        return {**own, **pairs, **goals}

    @property
    def size(self) -> int:
        """Number of decisions."""
        return len(self.position) + len(self.pair_position) + len(self.goal_position)

    def of(self, measure: Measure) -> Column:
        """The column of a measure."""
        if measure.is_goal:
            place = self.goal_position[measure]
            return Column(_array([place]), _array([1]), _array([-1]), scale(measure, self.scores))
        if measure.college is not None:
            return self._views[measure.college].of(measure._replace(ids=measure.goal))
        if measure.kind == "count":
            return self._count(measure.actions)
        column = self._all[measure.kind].get(measure.ids) or self._empty(measure)
        if measure.actions is None:
            return column
        kept = np.isin(column.owner, [self.position[a] for a in measure.actions if a in self.position])
        return Column(column.places[kept], column.values[kept], column.owner[kept], column.scale)

    def row(self, relation: Relation) -> Row:
        """A relation in whole numbers, divided by their greatest common divisor."""
        index, coefficients, constant, _ = self.combination(relation.margin)
        if relation.sense == "==":
            divisor = gcd(constant, *coefficients.tolist()) or 1
            return Row(relation.name, index, coefficients // divisor, "==", -constant // divisor)
        constant -= relation.sense == ">"
        divisor = gcd(*coefficients.tolist()) or 1
        return Row(relation.name, index, -(coefficients // divisor), "<=", constant // divisor)

    def combination(self, amount: Amount) -> Combination:
        """A positive multiple of an amount, in whole numbers without common divisor."""
        columns = [(self.of(measure), factor) for measure, factor in amount.terms.items() if factor]
        factors = [factor * column.scale for column, factor in columns]
        multiple = lcm(amount.constant.denominator, *(f.denominator for f in factors))
        whole = [int(factor * multiple) for factor in factors]
        index, coefficients = _sum([c for c, _ in columns], whole, self.size)
        constant = int(amount.constant * multiple)
        divisor = gcd(constant, *coefficients.tolist()) or 1
        return Combination(
            index, coefficients // divisor, constant // divisor, Fraction(multiple, divisor)
        )

    def _count(self, options: frozenset[str] | None) -> Column:
        counted = self.scores.actions if options is None else sorted(options)
        places = _array([self.position[option] for option in counted])
        return Column(places, np.ones(len(places), dtype=np.int64), places, Fraction(1))

    @cached_property
    def _views(self) -> Mapping[str, Columns]:
        """Columns in the eyes of each college: the same decisions, other points."""
        return {college: Columns(scores) for college, scores in self.scores.views.items()}

    def _empty(self, measure: Measure) -> Column:
        nothing = _array([])
        return Column(nothing, nothing, nothing, scale(measure, self.scores))

    @cached_property
    def _all(self) -> Mapping[str, Mapping[tuple[str, ...], Column]]:
        lists: dict[str, dict[tuple[str, ...], list[tuple[int, Fraction | int, int]]]] = {}
        for option in self.scores.options.values():
            owner = self.position[option.action]
            increments = {
                self.pair_position[min(option.id, other), max(option.id, other)]: entry
                for other, entry in option.score.increments.items()
            }
            for place, entry in [(self.position[option.id], option.score.base), *increments.items()]:
                for kind, amounts in measured(entry).items():
                    columns = lists.setdefault(kind, {})
                    for ids, amount in amounts.items():
                        if amount:
                            columns.setdefault(ids, []).append((place, amount, owner))
        return {
            kind: {ids: self._column(kind, cells) for ids, cells in columns.items()}
            for kind, columns in lists.items()
        }

    def _column(self, kind: Any, cells: list[tuple[int, Fraction | int, int]]) -> Column:
        places, amounts, owners = zip(*cells, strict=True)
        multiple = lcm(*(Fraction(amount).denominator for amount in amounts)) if kind == "impact" else 1
        values = [int(amount * multiple) for amount in amounts]
        unit = scale(Measure(kind), self.scores) / multiple
        return Column(_array(places), _array(values), _array(owners), unit)


def _array(values: Any) -> Integers:
    """Whole numbers as int64 where they fit, else as Python integers."""
    values = list(values)
    fits = all(abs(value) < SAFE for value in values)
    return np.array(values, dtype=np.int64 if fits else object)


def _sum(columns: list[Column], factors: list[int], size: int) -> tuple[NDArray[np.int64], Integers]:
    """Weighted sum of columns as one sparse row, zero coefficients left out."""
    reach = sum(
        abs(factor) * int(abs(column.values).sum())
        for column, factor in zip(columns, factors, strict=True)
        if len(column.values)
    )
    if reach < SAFE and sum(len(column.places) for column in columns) > 64:
        dense = np.zeros(size, dtype=np.int64)
        for column, factor in zip(columns, factors, strict=True):
            np.add.at(dense, column.places, factor * column.values)
        index = np.flatnonzero(dense)
        return index, dense[index]
    sparse: dict[int, int] = {}
    for column, factor in zip(columns, factors, strict=True):
        for place, value in zip(column.places.tolist(), column.values.tolist(), strict=True):
            sparse[place] = sparse.get(place, 0) + factor * value
    kept = sorted((place, value) for place, value in sparse.items() if value)
    return _array([place for place, _ in kept]), _array([value for _, value in kept])
