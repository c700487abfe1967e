"""How much of the objective space is still open."""

from __future__ import annotations

import numpy as np

from mcda.optimise.fronts.archive import dominated
from mcda.optimise.fronts.problem import Whole

SAMPLES = 2**14
EXACT_UP_TO = 3
"""Objectives for which the volume is computed; above, it is estimated."""


def share_open(corners: Whole, low: Whole, high: Whole) -> float:
    """Volume of the zones of some corners as a share of a box, 0..1.

    Exact for up to three objectives; above, the share of 16,384 points that are spread evenly over
    the box (the same ones every time), good to about one percent.
    """
    size = np.maximum(1, high - low).astype(float)
    ends = 1 - (np.clip(corners, low, high) - low) / size
    if not len(ends) or not (ends > 0).all(axis=1).any():
        return 0.0
    if ends.shape[1] <= EXACT_UP_TO:
        return _volume(ends)
    points = np.random.default_rng(0).random((SAMPLES, ends.shape[1]))
    return float(dominated(points, ends).mean())


def _volume(ends: np.ndarray) -> float:
    """Volume of the union of boxes from the origin to each end, slice by slice of the last axis."""
    if ends.shape[1] == 1:
        return float(ends.max())
    ends = ends[np.argsort(-ends[:, -1], kind="stable")]
    heights = ends[:, -1] - np.append(ends[1:, -1], 0.0)
    return sum(
        float(height) * _volume(ends[: k + 1, :-1]) for k, height in enumerate(heights) if height > 0
    )
