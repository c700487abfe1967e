"""Search zones: where a point could lie that no known point dominates or equals.

Each zone is given by its corner u, and holds the points y >= u + 1 in every objective. Corners are the
local upper bounds of Klamroth, Lacour and Vanderpooten (2015), mirrored because we maximise; a zone
inside another is left out by their redundancy test, which needs no general position.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from mcda.optimise.fronts.archive import dominated, nondominated
from mcda.optimise.fronts.problem import Whole


def split(corners: Whole, points: Whole, most: int | None = None) -> Whole:
    """Corners (z, p) of what is left of zones when some points (k, p) are known.

    Once there are more than `most` corners the other points are left aside: the zones then hold all
    that they should, and some known points besides.
    """
    for point in points:
        if most is not None and len(corners) > most:
            break
        corners = _split_by(corners, point)
    return corners


def _split_by(corners: Whole, point: Whole) -> Whole:
    hit = (corners < point).all(axis=1)
    if not hit.any():
        return corners
    left, parents = corners[~hit], corners[hit]
    parts = [left]
    for objective in range(len(point)):
        children = parents.copy()
        children[:, objective] = point[objective]
        beside = left[left[:, objective] == point[objective]]
        others = np.arange(len(point)) != objective
        beside = beside[(beside[:, others] < point[others]).all(axis=1)]
        parts.append(_outermost(children, beside))
    return np.vstack(parts)


def _outermost(children: Whole, beside: Whole) -> Whole:
    """Children whose zones lie in that of no other child, nor of a corner beside them."""
    children = children[~inside(children, beside)]
    return children if len(children) < 2 else children[nondominated(-children)]


def inside(corners: Whole, known: Whole) -> NDArray[np.bool_]:
    """Which zones lie in the zone of one of the corners `known`."""
    return dominated(-corners, -known)
