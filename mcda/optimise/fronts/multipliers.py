"""Multipliers of a target: how much each objective and each row counts in the bound that misses it.

For a target the linear programme

    maximise e   subject to   C v >= target + e s,   A v <= b,   low <= v <= high

(s the reach of each objective) is solved by HiGHS, warm from the last one. Its duals are taken for
what they are, a good guess: any multipliers that are not negative give a valid bound.
"""

from __future__ import annotations

import highspy
import numpy as np
from numpy.typing import NDArray

from mcda.optimise.fronts.problem import FrontProblem, Whole

Reals = NDArray[np.float64]
EXACT = 2.0**52
"""Whole numbers up to here, and sums that stay below, are exact in doubles."""
DIVIDED = 8
"""Options whose two cases give multipliers of their own: more hardly drop another label."""
WHOLE = 1e-6
"""A linear programme's variable so near to an end is at the end."""


class Relaxation:
    """The linear programme of a problem, kept warm between targets."""

    def __init__(self, problem: FrontProblem) -> None:
        self._rows = len(problem.rows)
        self._reach = np.maximum(1.0, _reach(problem.objectives, problem))
        self._solver = highspy.Highs()
        for option, value in {"output_flag": False, "threads": 1, "random_seed": 1}.items():
            self._solver.setOptionValue(option, value)
        self._solver.passModel(_model(problem, self._reach))
        self._boxes = problem.low[: problem.options], problem.high[: problem.options]

    def multipliers(self, target: Whole) -> tuple[Reals, Reals]:
        """Of the objectives (p,) and of the rows (m,), none negative, not all of the objectives 0."""
        for place, least in enumerate(target / self._reach, start=self._rows):
            self._solver.changeRowBounds(place, float(least), highspy.kHighsInf)
        self._solver.run()
        duals = np.array(self._solver.getSolution().row_dual, dtype=float)
        if len(duals) != self._rows + len(target) or not np.isfinite(duals).all():
            return 1 / self._reach, np.zeros(self._rows)
        objectives, rows = np.maximum(0.0, -duals[self._rows :]), np.maximum(0.0, duals[: self._rows])
        if not objectives.any() and not rows.any():
            objectives = np.ones(len(target))
        return objectives / self._reach, rows

    def around(self, target: Whole) -> list[tuple[Reals, Reals]]:
        """The multipliers of a target, and those with each divided option left out, and taken.

        All of them hold for every portfolio; a label that fails one of them is out. Only the options
        that the linear programme divides most evenly, `DIVIDED` of them.
        """
        found = [self.multipliers(target)]
        low, high = self._boxes
        values = np.array(self._solver.getSolution().col_value, dtype=float)[: len(low)]
        for option in _divided(values, low, high):
            for value in (low[option], high[option]):
                self._solver.changeColBounds(option, float(value), float(value))
                found.append(self.multipliers(target))
            self._solver.changeColBounds(option, float(low[option]), float(high[option]))
        return found


def _divided(values: Reals, low: Whole, high: Whole) -> list[int]:
    """Options taken in part by a solution (n,), those nearest to one half first."""
    if not len(values):
        return []
    inside = (low < high) & (values > low + WHOLE) & (values < high - WHOLE)
    order = np.argsort(abs(values - 0.5), kind="stable")
    return [int(option) for option in order if inside[option]][:DIVIDED]


def whole(objectives: Reals, rows: Reals, problem: FrontProblem) -> tuple[Reals, Reals]:
    """Multipliers (d, p) and (d, m) as whole numbers, so small that every bound is exact in doubles."""
    reach = 1.0 + _reach(problem.objectives, problem)
    reach_of_rows = 1.0 + _reach(problem.rows, problem) + abs(problem.bounds)

    def size(objectives: Reals, rows: Reals) -> Reals:
        return 4 * (objectives @ reach + rows @ reach_of_rows)

    scale = EXACT / np.maximum(size(objectives, rows), 1e-300)
    while True:
        wholes = np.rint(objectives * scale[:, None]), np.rint(rows * scale[:, None])
        too_large = size(*wholes) > EXACT
        if not too_large.any():
            return wholes
        scale = np.where(too_large, scale / 2, scale)


def _reach(rows: Whole, problem: FrontProblem) -> Reals:
    """Largest absolute amount of each row over the boxes of the variables."""
    reach: Reals = abs(rows).astype(float) @ np.maximum(abs(problem.low), abs(problem.high))
    return reach


def _model(problem: FrontProblem, reach: Reals) -> object:
    rows, objectives = problem.rows.astype(float), problem.objectives / reach[:, None]
    matrix = np.vstack(
        [
            np.column_stack([rows, np.zeros(len(rows))]),
            np.column_stack([objectives, -np.ones(len(reach))]),
        ]
    )
    used = matrix != 0
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = matrix.shape[1], len(matrix)
    model.sense_ = highspy.ObjSense.kMaximize
    model.col_cost_ = np.append(np.zeros(len(problem.low)), 1.0)
    model.col_lower_ = np.append(problem.low.astype(float), -1e6)
    model.col_upper_ = np.append(problem.high.astype(float), 1e6)
    model.row_lower_ = np.append(np.full(len(rows), -highspy.kHighsInf), np.zeros(len(reach)))
    model.row_upper_ = np.append(problem.bounds.astype(float), np.full(len(reach), highspy.kHighsInf))
    model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    model.a_matrix_.start_ = np.append(0, np.cumsum(used.sum(axis=1))).astype(np.int32)
    model.a_matrix_.index_ = np.nonzero(used)[1].astype(np.int32)
    model.a_matrix_.value_ = matrix[used]
    return model
