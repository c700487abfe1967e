"""Which points of a front some weights would choose.

A point is supported if it maximises a weighted sum of the objectives, weights not negative and not
all zero; it need not be the only one. Equivalently, no mixture of points exceeds it in every
objective. Each answer has its certificate in whole numbers: the weights, or the mixture.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import lcm

import numpy as np

from mcda.optimise.fronts.goals import Vector
from mcda.portfolio.columns import SAFE, Integers
from mcda.simplex import Tableau


def supported(points: Sequence[Vector]) -> list[bool]:
    """Whether each of some points, none of which dominates another, is supported by all of them."""
    found = _Hull(points)
    return [found.supports(point) for point in points]


class _Hull:
    """Some points, and those of them that have been seen to matter."""

    def __init__(self, points: Sequence[Vector]) -> None:
        self._points = points
        most = max((abs(level) for point in points for level in point), default=0)
        self._reach = most * len(points[0]) if points else 0
        self._array = np.array(points, dtype=np.int64 if most < SAFE else object)
        self._mattering: list[Vector] = []

    def supports(self, point: Vector) -> bool:
        """Whether a point is supported: weights are looked for against the points that matter so far."""
        while True:
            weights = _weights(point, self._mattering)
            if weights is None:
                return False
            sums = self._sums(weights)
            best = self._points[int(np.argmax(sums))]
            if _sum(weights, best) <= _sum(weights, point):
                return True
            self._mattering.append(best)

    def _sums(self, weights: Sequence[int]) -> Integers:
        """The weighted sum of each point, exact."""
        small = self._reach * max(weights) < SAFE
        factors = np.array(weights, dtype=np.int64 if small else object)
        array = self._array if small else self._array.astype(object)
        sums: Integers = array @ factors
        return sums


def _sum(weights: Sequence[int], point: Vector) -> int:
    return sum(weight * level for weight, level in zip(weights, point, strict=True))


def _weights(point: Vector, others: Sequence[Vector]) -> list[int] | None:
    """Weights by which none of the others exceeds a point; None if a mixture exceeds it everywhere.

    maximise s  subject to  sum_i m_i (z_i - z) >= s in each objective,  sum_i m_i = 1: at 0 the
    multipliers of the objectives are the weights.
    """
    size = len(point)
    columns = [[z - other for z, other in zip(point, o, strict=True)] + [1] for o in others]
    columns.append([0] * size + [1])
    columns.append([1] * size + [0])
    columns += [[int(row == k) for row in range(size + 1)] for k in range(size)]
    rows = [[column[row] for column in columns] + [int(row == size)] for row in range(size + 1)]
    first = len(others)
    tableau = Tableau(rows, [*range(first + 2, first + 2 + size), first])
    costs = [0] * len(columns)
    costs[first + 1] = -1
    if tableau.minimise(costs) < 0:
        return None
    prices = [tableau.reduced(costs, first + 2 + k) for k in range(size)]
    whole = lcm(*(price.denominator for price in prices))
    return [int(price * whole) for price in prices]
