"""Objectives of a front in whole units: amounts, or the least of several, always maximised.

All are whole numbers, so that of two different points one is ahead by at least one unit somewhere:
nothing lies between "more than u" and "at least u + 1".
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from math import gcd, lcm
from typing import Literal

import numpy as np

from mcda.optimise.fronts.problem import MOST, FrontProblem, Selected, Whole, front_problem
from mcda.optimise.programme import Programme
from mcda.portfolio.columns import SAFE, Columns, Combination, Integers, Row
from mcda.portfolio.enumeration import Enumeration
from mcda.portfolio.tally import Tally
from mcda.rules.base import Amount
from mcda.rules.curved import AnyRelation, reaches
from mcda.rules.orders import Least

Direction = Literal["max", "min"]
Vector = tuple[int, ...]
"""A point of objective space, in whole units, every one of them the more the better."""


@dataclass(frozen=True)
class Goal:
    """One objective: `units * step` is what is maximised, in the user's units."""

    name: str
    sense: Direction
    """How the user reads it; what is minimised is maximised with the opposite sign."""
    target: Amount | Least
    """What is maximised."""
    columns: Columns

    @cached_property
    def lines(self) -> tuple[Row, ...]:
        """Whole combinations of the decisions: the least of them is the objective."""
        rows = zip(self._wholes, self._sizes, strict=True)
        return tuple(self._line(whole, size) for whole, size in rows)

    @cached_property
    def step(self) -> Fraction:
        """The user's units in one whole unit: every level is a multiple of it."""
        grains = [1 / (w.multiple * s) for w, s in zip(self._wholes, self._sizes, strict=True)]
        whole = lcm(*(grain.denominator for grain in grains))
        return Fraction(gcd(*(int(grain * whole) for grain in grains)), whole)

    def units(self, tally: Tally) -> int:
        """Whole units that a portfolio reaches, exact."""
        target = self.target
        level = tally.of(target) if isinstance(target, Amount) else tally.at(target)
        return int(level / self.step)

    def shown(self, units: int) -> Fraction:
        """The user's figure: of what is minimised the opposite of what was maximised."""
        return units * self.step * (1 if self.sense == "max" else -1)

    def at_least(self, units: int) -> AnyRelation:
        """The relation that asks for so many units."""
        return reaches("front", self.target, units * self.step)

    def amounts(self, enumeration: Enumeration, decisions: Integers) -> Integers:
        """Units of many portfolios; Python integers where 63 bits are not enough."""
        columns = [_whole(enumeration.amounts(line, decisions)) for line in self.lines]
        least: Integers = np.column_stack(columns).min(axis=1)
        return least

    @cached_property
    def _wholes(self) -> tuple[Combination, ...]:
        target = self.target
        parts: Sequence[Amount] = target.parts if isinstance(target, Least) else (target,)
        return tuple(self.columns.combination(part) for part in parts)

    @cached_property
    def _sizes(self) -> tuple[Fraction, ...]:
        target = self.target
        return target.sizes if isinstance(target, Least) else (Fraction(1),)

    def _line(self, whole: Combination, size: Fraction) -> Row:
        factor = int(1 / (whole.multiple * size * self.step))
        largest = max((abs(int(c)) for c in whole.coefficients), default=0) * factor
        coefficients = whole.coefficients if largest < SAFE else whole.coefficients.astype(object)
        return Row(self.name, whole.places, coefficients * factor, ">=", 0)


def vector_of(goals: Iterable[Goal], programme: Programme, chosen: frozenset[str]) -> Vector:
    """The point of a portfolio."""
    tally = Tally(programme.scores, chosen)
    return tuple(goal.units(tally) for goal in goals)


def problem_of(programme: Programme, goals: Sequence[Goal]) -> FrontProblem | None:
    """The goals over the portfolios of a programme; None where numbers are too large."""
    amounts = [goal.target for goal in goals if isinstance(goal.target, Amount)]
    problem = front_problem(programme, [programme.columns.combination(amount) for amount in amounts])
    for goal in goals:
        if any(line.coefficients.dtype == object for line in goal.lines):
            return None
        if isinstance(goal.target, Least) and problem is not None:
            problem = _with_least(problem, goal)
    if problem is None:
        return None
    order = sorted(range(len(goals)), key=lambda n: isinstance(goals[n].target, Least))
    objectives = problem.objectives[np.argsort(order)]
    return replace(problem, objectives=objectives, evaluate=_evaluation(programme, goals, problem))


def _evaluation(
    programme: Programme, goals: Sequence[Goal], problem: FrontProblem
) -> Callable[[Selected], tuple[Whole, Selected]]:
    """Exact units of portfolios, and which of them are some and meet every rule."""
    enumeration = Enumeration(programme.columns, programme.relations)

    def evaluate(selected: Selected) -> tuple[Whole, Selected]:
        _, meets = problem.evaluate(selected)
        decisions = enumeration.decisions_of(selected)
        units = [goal.amounts(enumeration, decisions) for goal in goals]
        return np.column_stack(units).astype(np.int64), meets

    return evaluate if any(isinstance(goal.target, Least) for goal in goals) else problem.evaluate


def _with_least(problem: FrontProblem, goal: Goal) -> FrontProblem | None:
    """A problem with one more variable, below each of the lines, as its last objective."""
    size = len(problem.low)
    rows = np.zeros((len(goal.lines), size + 1), dtype=np.int64)
    for row, line in zip(rows, goal.lines, strict=True):
        row[line.places], row[-1] = -line.coefficients.astype(np.int64), 1
    lowest = (rows[:, :-1].clip(max=0) * problem.high + rows[:, :-1].clip(min=0) * problem.low).sum(1)
    highest = (rows[:, :-1].clip(min=0) * problem.high + rows[:, :-1].clip(max=0) * problem.low).sum(1)
    if max(abs(lowest).max(), abs(highest).max()) > MOST:
        return None
    objective = np.zeros(size + 1, dtype=np.int64)
    objective[-1] = 1
    return replace(
        problem,
        objectives=np.vstack([_wider(problem.objectives), objective]),
        rows=np.vstack([_wider(problem.rows), rows]),
        bounds=np.append(problem.bounds, np.zeros(len(rows), dtype=np.int64)),
        low=np.append(problem.low, -highest.max()),
        high=np.append(problem.high, -lowest.max()),
    )


def _wider(matrix: Whole) -> Whole:
    return np.column_stack([matrix, np.zeros(len(matrix), dtype=np.int64)])


def _whole(amounts: Integers) -> Integers:
    """Doubles that hold whole numbers as such."""
    return amounts if amounts.dtype == object else amounts.astype(np.int64)
