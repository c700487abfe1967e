"""Several objectives over yes/no options, in whole numbers, as label enumeration takes them.

Options are enumerated. Everything else that a model holds (pairs, curves, carries, outlines of curved
functions) follows from them: it is bounded by the rows and the boxes of its variables while options
are open, and known exactly once they are all decided. So any model can be asked, whatever its rules.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from mcda.optimise.programme import Programme
from mcda.portfolio.columns import Combination, Row
from mcda.portfolio.enumeration import Enumeration

Whole = NDArray[np.int64]
Selected = NDArray[np.bool_]
"""(k, options): one portfolio per row."""
MOST = 2**40
"""Largest sum of absolute coefficients of an objective: sums and bounds stay exact in doubles."""
WIDEST = 2**48
"""Largest amount that a row may reach and still be used for bounds."""


@dataclass(frozen=True)
class FrontProblem:
    """Maximise every objective over the portfolios of a model.

    `objectives @ v` and `rows @ v <= bounds`, for `low <= v <= high`, hold for every portfolio: its
    options come first in v, the other variables follow. They are exact where there are no others;
    else `evaluate` decides.
    """

    objectives: Whole
    """(p, variables)."""
    rows: Whole
    """(m, variables); coefficients of any sign."""
    bounds: Whole
    """(m,)."""
    low: Whole
    high: Whole
    """(variables,)."""
    options: int
    """Number of options, the first of the variables."""
    evaluate: Callable[[Selected], tuple[Whole, NDArray[np.bool_]]]
    """Exact objectives (k, p) of portfolios, and which of them meet every rule."""
    pairs: Whole = field(default_factory=lambda: np.zeros((0, 3), dtype=np.int64))
    """(k, 3): a variable that is the product of two options, and those two."""

    @property
    def is_plain(self) -> bool:
        """Whether rows and objectives say everything."""
        return len(self.low) == self.options

    @cached_property
    def least(self) -> Whole:
        """(p,): no portfolio has less."""
        return np.asarray(uses(self.objectives, self)[0].sum(axis=1))

    @cached_property
    def most(self) -> Whole:
        """(p,): no portfolio has more."""
        return np.asarray(uses(self.objectives, self)[1].sum(axis=1))


def uses(rows: Whole, problem: FrontProblem) -> tuple[Whole, Whole]:
    """What each variable adds to each row, at least and at most: twice (rows, variables)."""
    at_low, at_high = rows * problem.low, rows * problem.high
    return np.minimum(at_low, at_high), np.maximum(at_low, at_high)


def lean(problem: FrontProblem) -> FrontProblem:
    """The problem without rows that always hold, or that doubles could not add up exactly."""
    reach = abs(problem.rows).astype(float) @ np.maximum(abs(problem.low), abs(problem.high))
    small = np.maximum(reach, abs(problem.bounds)) <= WIDEST
    rows, bounds = problem.rows[small], problem.bounds[small]
    binding = uses(rows, problem)[1].sum(axis=1) > bounds
    return replace(problem, rows=rows[binding], bounds=bounds[binding])


def knapsack(objectives: Whole, rows: Whole, bounds: Whole) -> FrontProblem:
    """Maximise `objectives @ x` over x in {0, 1}^n with `rows @ x <= bounds`.

    Raises
    ------
    ValueError
        The absolute coefficients of an objective or a row sum to more than 2^40 or 2^48.
    """
    reach = [int(sum(map(abs, line))) for line in objectives.tolist()]
    reach_of_rows = [int(sum(map(abs, line))) for line in rows.tolist()]
    if max(reach, default=0) > MOST or max(reach_of_rows, default=0) > WIDEST:
        raise ValueError("numbers are too large")
    columns = np.vstack([objectives, rows]).T.astype(float)

    def evaluate(selected: Selected) -> tuple[Whole, NDArray[np.bool_]]:
        amounts = np.rint(selected.astype(float) @ columns).astype(np.int64)  # exact: below 2^53
        points, used = amounts[:, : len(objectives)], amounts[:, len(objectives) :]
        return points, np.asarray((used <= bounds).all(axis=1))

    size = objectives.shape[1]
    low, high = np.zeros(size, dtype=np.int64), np.ones(size, dtype=np.int64)
    return FrontProblem(objectives, rows, bounds, low, high, size, evaluate)


def front_problem(programme: Programme, objectives: Sequence[Combination]) -> FrontProblem | None:
    """A programme with several linear objectives, all maximised, in their whole units.

    None where numbers are too large.
    """
    form, columns = programme.form, programme.columns
    enumeration = Enumeration(columns, programme.relations)
    if any(abs(goal.constant) + _reach(goal, programme) > MOST for goal in objectives):
        return None
    goals = np.zeros((len(objectives), form.size), dtype=np.int64)
    for line, goal in zip(goals, objectives, strict=True):
        line[goal.places] = goal.coefficients.astype(np.int64)
    lines = [(row.terms, sign, sign * row.bound) for row in form.rows for sign in _signs(row.sense)]
    rows = np.zeros((len(lines), form.size), dtype=np.int64)
    for line, (terms, sign, _) in zip(rows, lines, strict=True):
        line[[v for v, _ in terms]] = [sign * c for _, c in terms]

    options = len(columns.position)
    bounds = np.array([bound for _, _, bound in lines], dtype=np.int64)
    own = ~rows[:, options:].any(axis=1)
    """Rows of options alone: also what goes together, which is no rule."""

    def evaluate(selected: Selected) -> tuple[Whole, NDArray[np.bool_]]:
        decisions = enumeration.decisions_of(selected)
        amounts = [enumeration.amounts(_as_row(goal), decisions) for goal in objectives]
        possible = (selected.astype(np.int64) @ rows[own, :options].T <= bounds[own]).all(axis=1)
        return np.column_stack(amounts).astype(np.int64), possible & enumeration.meets(decisions)

    place = columns.position
    pairs = [(both, place[a], place[b]) for (a, b), both in columns.pair_position.items()]
    return FrontProblem(
        goals,
        rows,
        bounds,
        np.array([bounds.low for bounds in form.bounds], dtype=np.int64),
        np.array([bounds.high for bounds in form.bounds], dtype=np.int64),
        options,
        evaluate,
        np.array(pairs, dtype=np.int64).reshape(-1, 3),
    )


def amount_of(goal: Combination, units: int) -> Fraction:
    """An objective in the user's units, of what was maximised in whole units."""
    return (units + goal.constant) / goal.multiple


def _signs(sense: str) -> tuple[int, ...]:
    return (1, -1) if sense == "==" else (1,)


def _as_row(goal: Combination) -> Row:
    return Row("objective", goal.places, goal.coefficients, "<=", 0)


def _reach(goal: Combination, programme: Programme) -> int:
    """Largest absolute value of an objective over the boxes of its variables."""
    boxes = programme.form.bounds
    return sum(
        abs(int(c)) * max(abs(boxes[v].low), abs(boxes[v].high))
        for v, c in zip(goal.places.tolist(), goal.coefficients.tolist(), strict=True)
    )
