"""An archive: points that no other point known dominates, each with a portfolio that has it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mcda.optimise.fronts.problem import FrontProblem, Selected, Whole

Reals = NDArray[np.float64]
Flags = NDArray[np.bool_]
BLOCK = 256
"""Points that are compared with all others at once."""


@dataclass(frozen=True)
class Archive:
    """Points that do not dominate each other, in descending order of their sums."""

    points: Whole
    """(k, p), no two alike."""
    portfolios: Selected
    """(k, options)."""

    @classmethod
    def empty(cls, problem: FrontProblem) -> Archive:
        """Nothing known yet."""
        objectives = len(problem.objectives)
        return cls(np.zeros((0, objectives), np.int64), np.zeros((0, problem.options), np.bool_))

    def plus(self, points: Whole, portfolios: Selected) -> Archive:
        """With more points; of portfolios with the same point the one known first stays."""
        fresh = ~dominated(points, self.points)
        if not fresh.any():
            return self
        points, portfolios = points[fresh], portfolios[fresh]
        points = np.vstack([self.points, points])
        kept = nondominated(points)
        return Archive(points[kept], np.vstack([self.portfolios, portfolios])[kept])


def nondominated(points: Whole) -> NDArray[np.intp]:
    """Places of the points (k, p) that none dominates, the first of those alike, largest sums first.

    A point that dominates another has a larger sum: each is compared with those before it.
    """
    _, first = np.unique(points, axis=0, return_index=True)
    first.sort()
    order = first[np.argsort(-points[first].sum(axis=1), kind="stable")]
    kept = order[:0]
    for start in range(0, len(order), BLOCK):
        block = order[start : start + BLOCK]
        block = block[~dominated(points[block], points[kept])]
        within: Flags = np.all(points[block][:, None] <= points[block][None], axis=2)
        np.fill_diagonal(within, val=False)
        kept = np.concatenate([kept, block[~within.any(axis=1)]])
    return kept


def dominated(points: Whole | Reals, by: Whole | Reals) -> Flags:
    """Which points (k, p) are nowhere above some of the points `by`, equal ones included."""
    found = np.zeros(len(points), dtype=np.bool_)
    for start in range(0, len(points), BLOCK):
        block = points[start : start + BLOCK]
        below = np.ones((len(block), len(by)), dtype=np.bool_)
        for objective in range(points.shape[1]):
            below &= block[:, None, objective] <= by[None, :, objective]
        found[start : start + BLOCK] = below.any(axis=1)
    return found
