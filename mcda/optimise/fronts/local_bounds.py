"""What is left of objective space beside known points, as zones.

A zone is a corner u: everything that exceeds u in every objective. Together the zones of some points
hold all that none of them weakly dominates, and no more. A new point z in a zone replaces it by one
zone per objective, from (u_1 .. z_k .. u_p) on; zones within others are left out.

Source: Klamroth, Lacour, Vanderpooten (EJOR 245, 2015), local upper bounds, seen from above.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from mcda.optimise.fronts.goals import Vector

SAMPLES = 4096
"""Evenly spread points by which the share of a box is estimated."""


def without(corners: Sequence[Vector], point: Vector) -> list[Vector]:
    """The zones that remain when a point is known."""
    hit = [corner for corner in corners if exceeds(point, corner)]
    if not hit:
        return list(corners)
    kept = [corner for corner in corners if not exceeds(point, corner)]
    children = dict.fromkeys(child for corner in hit for child in _children(corner, point))
    everything = [*kept, *children]
    return [*kept, *(c for c in children if not any(holds(o, c) for o in everything if o != c))]


def _children(corner: Vector, point: Vector) -> Iterator[Vector]:
    for k, level in enumerate(point):
        yield (*corner[:k], level, *corner[k + 1 :])


def exceeds(point: Vector, corner: Vector) -> bool:
    """Whether a point lies in the zone of a corner."""
    return all(z > u for z, u in zip(point, corner, strict=True))


def holds(outer: Vector, inner: Vector) -> bool:
    """Whether one zone holds another; of points, whether the second weakly dominates the first."""
    return all(a <= b for a, b in zip(outer, inner, strict=True))


def share_of(corners: Iterable[Vector], low: Vector, high: Vector) -> float:
    """The part of a box that lies in zones, estimated on evenly spread points."""
    extent = np.array([float(b - a) for a, b in zip(low, high, strict=True)])
    samples = np.array([float(a) for a in low]) + _spread(len(low)) * extent
    inside = np.zeros(len(samples), dtype=bool)
    for corner in corners:
        inside |= (samples > np.array([float(u) for u in corner])).all(axis=1)
    return float(inside.mean())


def _spread(dimensions: int) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    """Points of the unit cube: multiples of an irrational step in each direction (Kronecker)."""
    root = 2.0
    for _ in range(64):
        root = (1 + root) ** (1 / (dimensions + 1))
    steps = root ** -np.arange(1.0, dimensions + 1)
    multiples: np.ndarray[tuple[int, int], np.dtype[np.float64]] = np.outer(
        np.arange(1, SAMPLES + 1), steps
    )
    return multiples % 1.0
