"""Fronts of small scenarios: every portfolio looked at, in exact whole numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from mcda.optimise.fronts.goals import Goal, Vector
from mcda.portfolio.columns import Integers
from mcda.portfolio.enumeration import Enumeration

CHUNK = 256


def enumerated_front(
    enumeration: Enumeration, goals: Sequence[Goal]
) -> Mapping[Vector, list[frozenset[str]]]:
    """Every efficient portfolio, by the point that it reaches."""
    vectors: Integers = np.empty((0, len(goals)), dtype=np.int64)
    taken = np.empty((0, len(enumeration.columns.position)), dtype=bool)
    for decisions in enumeration.admitted():
        reached = np.column_stack([goal.amounts(enumeration, decisions) for goal in goals])
        kept = efficient(reached)
        vectors = np.concatenate([vectors, reached[kept]])
        taken = np.concatenate([taken, decisions[kept][:, : taken.shape[1]].astype(bool)])
        kept = efficient(vectors)
        vectors, taken = vectors[kept], taken[kept]
    options = np.array(list(enumeration.columns.position), dtype=object)
    found: dict[Vector, list[frozenset[str]]] = {}
    for vector, row in zip(vectors.tolist(), taken, strict=True):
        found.setdefault(tuple(vector), []).append(frozenset(options[row].tolist()))
    return found


def efficient(vectors: Integers) -> NDArray[np.bool_]:
    """Which rows no other row dominates (at least as much of everything, more of something).

    Equal rows are kept together. The more of everything the better.
    """
    if not len(vectors):
        return np.zeros(0, dtype=bool)
    ranks = np.column_stack([np.unique(column, return_inverse=True)[1] for column in vectors.T])
    points, which = np.unique(ranks, axis=0, return_inverse=True)
    order = np.argsort(-points.sum(axis=1), kind="stable")
    kept = np.zeros(len(points), dtype=bool)
    archive = points[:0]
    for first in range(0, len(order), CHUNK):
        places = order[first : first + CHUNK]
        places = places[~_dominated(points[places], archive)]
        places = places[~_dominated(points[places], points[places])]
        kept[places] = True
        archive = np.concatenate([archive, points[places]])
    beaten: NDArray[np.bool_] = kept[which.reshape(-1)]
    return beaten


def _dominated(points: Integers, others: Integers) -> NDArray[np.bool_]:
    """Which of some different points another one dominates."""
    dominated = np.zeros(len(points), dtype=bool)
    for first in range(0, len(others), CHUNK):
        block = others[first : first + CHUNK]
        left = np.flatnonzero(~dominated)
        above = (block[None, :, :] >= points[left, None, :]).all(axis=2)
        different = (block[None, :, :] != points[left, None, :]).any(axis=2)
        dominated[left] = (above & different).any(axis=1)
    return dominated
