"""Search zones of any size of numbers: what is left of objective space beside known points.

As `zones`, of which it is made, for points that are Python integers: a zone is a corner u, and holds
everything that exceeds u in every objective.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mcda.optimise.fronts.goals import Vector
from mcda.optimise.fronts.shares import share_open
from mcda.optimise.fronts.zones import inside, split
from mcda.portfolio.columns import SAFE


def without(corners: Sequence[Vector], point: Vector) -> list[Vector]:
    """The zones that remain when a point is known."""
    if not corners:
        return []
    together = _array([*corners, point])
    return [tuple(corner) for corner in split(together[:-1], together[-1:]).tolist()]


def outside(corners: Sequence[Vector], known: Sequence[Vector]) -> list[Vector]:
    """The zones that lie in none of the zones `known`."""
    if not corners or not known:
        return list(corners)
    together = _array([*corners, *known])
    within = inside(together[: len(corners)], together[len(corners) :])
    return [corner for corner, closed in zip(corners, within, strict=True) if not closed]


def exceeds(point: Vector, corner: Vector) -> bool:
    """Whether a point lies in the zone of a corner."""
    return all(z > u for z, u in zip(point, corner, strict=True))


def holds(outer: Vector, inner: Vector) -> bool:
    """Whether one zone holds another; of points, whether the second weakly dominates the first."""
    return all(a <= b for a, b in zip(outer, inner, strict=True))


def share_of(corners: Sequence[Vector], points: Iterable[Vector]) -> float:
    """The part, 0..1, that zones have of the box from the least to the most of some points."""
    known = np.array(list(points), dtype=np.float64)
    low, high = known.min(axis=0), known.max(axis=0)
    if not corners or (low == high).all():
        return float(bool(corners))
    width = np.maximum(high - low, 1.0)
    scaled = (np.array(corners, dtype=np.float64) - low) / width
    steps = np.rint(np.clip(scaled, -1.0, 2.0) * STEPS).astype(np.int64)
    return share_open(steps, np.zeros(len(low), np.int64), np.full(len(low), STEPS))


STEPS = 2**20
"""In which an extent is measured."""


def _array(vectors: Sequence[Vector]) -> NDArray[Any]:
    """Whole numbers as int64 where they fit, else as Python integers."""
    most = max(abs(units) for vector in vectors for units in vector)
    return np.array(vectors, dtype=np.int64 if most < SAFE else object)
