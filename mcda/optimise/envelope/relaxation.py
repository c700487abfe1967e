"""Bounds from the model without whole numbers, made exact.

For any multipliers m of the rows (not negative, except of equations) and every portfolio

    c x  <=  m b + sum over variables of max((c - m A) x within the variable's box)

(weak duality). HiGHS is asked for good multipliers; they are rounded to whole numbers before they are
used, so that the bound holds whatever it answers.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mcda.optimise.engines import SEED, highs_model
from mcda.optimise.linear import LinearForm

FINE = 2**20
"""Multipliers are counted in this part of a unit."""


class Relaxation:
    """A form without whole numbers, kept warm between objectives."""

    def __init__(self, form: LinearForm) -> None:
        self._form = form

    def bound(self, objective: Sequence[int]) -> int:
        """No portfolio exceeds this in an objective, given by a coefficient for each variable."""
        whole = np.array(objective, dtype=object)
        multipliers = self._multipliers(whole)
        reduced = FINE * whole - multipliers @ self._rows
        low, high = self._boxes
        ends: Any = np.maximum(reduced * low, reduced * high)
        return int(multipliers @ self._bounds + ends.sum()) // FINE

    def _multipliers(self, objective: NDArray[np.object_]) -> NDArray[np.object_]:
        """Near the best ones for an objective, in whole parts of a unit; all 0 where there are none."""
        solver, size = self._solver, self._form.size
        costs = objective.astype(float)
        solver.changeColsCost(size, np.arange(size, dtype=np.int32), costs)
        solver.run()
        duals = np.array(solver.getSolution().row_dual, dtype=float)
        rows = len(self._form.rows)
        if len(duals) != rows or not np.isfinite(duals).all():
            return np.array([0] * rows, dtype=object)
        free = np.array([row.sense == "==" for row in self._form.rows], dtype=bool)
        kept = np.where(free, duals, np.maximum(duals, 0.0))
        return np.array([round(m * FINE) for m in kept.tolist()], dtype=object)

    @cached_property
    def _solver(self) -> Any:
        import highspy

        solver = highspy.Highs()
        for option, value in {"output_flag": False, "threads": 1, "random_seed": SEED}.items():
            solver.setOptionValue(option, value)
        model: Any = highs_model(self._form)
        model.integrality_ = []
        solver.passModel(model)
        return solver

    @cached_property
    def _rows(self) -> NDArray[np.object_]:
        rows = np.zeros((len(self._form.rows), self._form.size), dtype=object)
        for line, row in zip(rows, self._form.rows, strict=True):
            for variable, coefficient in row.terms:
                line[variable] += coefficient
        return rows

    @cached_property
    def _bounds(self) -> NDArray[np.object_]:
        return np.array([row.bound for row in self._form.rows], dtype=object)

    @cached_property
    def _boxes(self) -> tuple[NDArray[np.object_], NDArray[np.object_]]:
        low = np.array([bounds.low for bounds in self._form.bounds], dtype=object)
        high = np.array([bounds.high for bounds in self._form.bounds], dtype=object)
        return low, high
