"""Of a list of sets, k that differ as much as possible: max-min dispersion, exact.

The distance of two sets is the number of members that they do not share (Hamming). The first of the list
is always among the k. Sets far enough from each other are the neighbours of a graph; k of them that
are all neighbours, a clique, are looked for by branch and bound, distance by distance.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mcda.optimise.engines import Clock

Sets = NDArray[np.bool_]
"""(number of sets, members): one set per row."""
MOST_BRANCHES = 200_000
"""Of one search for a clique, before it is given up."""


@dataclass(frozen=True)
class Dispersed:
    """Rows of the list, the first included, and how far apart they are."""

    rows: tuple[int, ...]
    distance: int
    """Of the two that are nearest to each other."""
    bound: int
    """No k of the list, the first among them, are farther apart."""


def dispersed(sets: Sets, k: int, clock: Clock) -> Dispersed:
    """The k sets, of at least two, whose smallest distance is largest; 2 <= k <= number of sets."""
    distances = distances_between(sets)
    best = _greedy(distances, k)
    bound = min(int(distances[0].max()), balance_bound(sets, k))
    while best.distance < bound:
        answer = _clique(distances >= best.distance + 1, k, clock)
        if answer is None:
            return Dispersed(best.rows, best.distance, bound)
        if not answer:
            break
        rows = tuple(answer)
        best = Dispersed(rows, _nearest(distances, rows), bound)
    return Dispersed(best.rows, best.distance, best.distance)


def distances_between(sets: Sets) -> NDArray[np.int64]:
    """(n, n) numbers of members that two sets do not share; sums of doubles, exact."""
    inside, outside = sets.astype(float), (~sets).astype(float)
    one_way = inside @ outside.T
    whole: NDArray[np.int64] = (one_way + one_way.T).astype(np.int64)
    return whole


def balance_bound(sets: Sets, k: int) -> int:
    """A member that differs at all splits k sets into two parts, at best even ones (Plotkin 1960)."""
    varying = int((sets.any(axis=0) & ~sets.all(axis=0)).sum())
    return most_apart(varying, k)


def most_apart(members: int, k: int) -> int:
    """The largest smallest distance between k sets that differ in so many members at most."""
    return members * (k // 2) * ((k + 1) // 2) * 2 // (k * (k - 1))


def _greedy(distances: NDArray[np.int64], k: int) -> Dispersed:
    """The first, then always the one farthest from those taken."""
    rows, nearest = [0], distances[0].copy()
    while len(rows) < k:
        rows.append(int(nearest.argmax()))
        nearest = np.minimum(nearest, distances[rows[-1]])
        nearest[rows] = -1
    return Dispersed(tuple(rows), _nearest(distances, tuple(rows)), int(distances[0].max()))


def _nearest(distances: NDArray[np.int64], rows: tuple[int, ...]) -> int:
    among = distances[np.ix_(rows, rows)]
    return int(among[np.triu_indices(len(rows), 1)].min())


def _clique(near: NDArray[np.bool_], k: int, clock: Clock) -> list[int] | None:
    """Rows that are all neighbours, 0 among them; empty if there are no k, None if given up."""
    masks = [int.from_bytes(np.packbits(row, bitorder="little").tobytes(), "little") for row in near]
    branches = [MOST_BRANCHES]

    def extend(taken: list[int], candidates: int) -> list[int] | None:
        missing = k - len(taken)
        if not missing:
            return taken
        if not branches[0] or clock.over:
            return None
        branches[0] -= 1
        if candidates.bit_count() < missing or _colours(candidates, masks, missing) < missing:
            return []
        for row in _members(candidates):
            answer = extend([*taken, row], candidates & masks[row])
            if answer is None or answer:
                return answer
            candidates ^= 1 << row
            if candidates.bit_count() < missing:
                break
        return []

    return extend([0], masks[0])


def _colours(candidates: int, masks: list[int], enough: int) -> int:
    """At least as many as a clique of the candidates has rows: classes without neighbours, greedily."""
    classes = 0
    while candidates and classes < enough:
        classes += 1
        free = candidates
        while free:
            row = (free & -free).bit_length() - 1
            candidates ^= 1 << row
            free &= ~masks[row] & ~(1 << row)
    return classes


def _members(mask: int) -> Iterator[int]:
    while mask:
        yield (mask & -mask).bit_length() - 1
        mask &= mask - 1
