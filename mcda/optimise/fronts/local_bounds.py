"""Search zones of any size of numbers: what is left of objective space beside known points.

As `zones`, of which it is made, for points that are Python integers: a zone is a corner u, and holds
everything that exceeds u in every objective.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from mcda.optimise.fronts.goals import Vector
from mcda.optimise.fronts.shares import share_open
from mcda.optimise.fronts.zones import inside, split

STEPS = 2**20
"""In which the extent of a box is measured."""
EVERY_ONE = 2**62
"""Zones are never too many to be split."""


def without(corners: Sequence[Vector], point: Vector) -> list[Vector]:
    """The zones that remain when a point is known."""
    if not corners:
        return []
    ranks, levels = _ranked([*corners, point])
    left = split(ranks[:-1], ranks[-1:], EVERY_ONE)
    return [tuple(level[rank] for level, rank in zip(levels, row, strict=True)) for row in left.tolist()]


def outside(corners: Sequence[Vector], known: Sequence[Vector]) -> list[Vector]:
    """The zones that lie in none of the zones `known`."""
    if not corners or not known:
        return list(corners)
    ranks, _ = _ranked([*corners, *known])
    within = inside(ranks[: len(corners)], ranks[len(corners) :])
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


def _ranked(vectors: Sequence[Vector]) -> tuple[NDArray[np.int64], list[list[int]]]:
    """Vectors with each level replaced by its rank, and the levels by rank: zones compare, no more."""
    levels = [sorted(set(column)) for column in zip(*vectors, strict=True)]
    ranks = [{level: rank for rank, level in enumerate(column)} for column in levels]
    rows = [[rank[units] for rank, units in zip(ranks, vector, strict=True)] for vector in vectors]
    return np.array(rows, dtype=np.int64), levels
