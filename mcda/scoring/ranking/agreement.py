"""How far rankings agree, in three figures that are 1 for the same order."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from mcda.scoring.ranking.matrix import Floats

Integers = NDArray[np.int64]


@dataclass(frozen=True)
class Agreement:
    """Agreement of each ranking with each; arrays (rankings, rankings).

    A ranking where all are equal has no order to agree with: its tau and its rho are NaN, on the
    diagonal too, and None in `record`.
    """

    names: tuple[str, ...]
    kendall: Floats
    """tau-b, from -1 (reversed) to 1 (the same order)."""
    spearman: Floats
    """rho, from -1 to 1."""
    weighted_similarity: Floats
    """WS, up to 1, where the top counts most. Not symmetric: the row is the reference."""

    def record(self) -> dict[str, Any]:
        """As plain lists, None for what is undefined: JSON knows no NaN."""
        figures = {
            "kendall": self.kendall,
            "spearman": self.spearman,
            "weighted_similarity": self.weighted_similarity,
        }
        return {"names": list(self.names)} | {name: _plain(table) for name, table in figures.items()}


def agreement(rankings: Mapping[str, ArrayLike]) -> Agreement:
    """All pairs of some rankings of the same alternatives, in the same order.

    Raises
    ------
    ValueError
        The rankings are not of the same length.
    """
    names = tuple(rankings)
    ranks = [average_ranks(rankings[name]) for name in names]
    if len({len(row) for row in ranks}) > 1:
        raise ValueError("rankings of different lengths")
    kendall, spearmans, similar = (np.empty((len(names), len(names))) for _ in range(3))
    for row, first in enumerate(ranks):
        for column, second in enumerate(ranks):
            similar[row, column] = weighted_similarity(first, second)
            if column >= row:
                kendall[row, column] = kendall[column, row] = kendall_tau_b(first, second)
                spearmans[row, column] = spearmans[column, row] = spearman(first, second)
    return Agreement(names, kendall, spearmans, similar)


def kendall_tau_b(first: ArrayLike, second: ArrayLike) -> float:
    """(C - D) / sqrt((N - T1)(N - T2)) of the N pairs: concordant, discordant, tied (Kendall 1945).

    Discordant pairs are counted as inversions (Knight 1966), in n log² n and without a table of
    pairs. NaN if all are equal in a ranking.
    """
    one, other = (_dense(ranks) for ranks in (first, second))
    pairs = len(one) * (len(one) - 1) // 2
    tied, tied_too = _tied(one), _tied(other)
    tied_in_both = _tied(one * (int(other.max(initial=0)) + 1) + other)
    apart = (pairs - tied) * (pairs - tied_too)
    if apart == 0:
        return math.nan
    discordant = discordant_pairs(one, other)
    concordant = pairs - tied - tied_too + tied_in_both - discordant
    return (concordant - discordant) / math.sqrt(apart)


def spearman(first: ArrayLike, second: ArrayLike) -> float:
    """Pearson's correlation of average ranks (Spearman 1904). NaN if all are equal in a ranking."""
    # Twice a rank less the mean is whole: the sums are exact.
    one, other = (np.rint(2 * average_ranks(ranks)).astype(np.int64) for ranks in (first, second))
    one, other = one - (len(one) + 1), other - (len(other) + 1)
    spread = int(one @ one) * int(other @ other)
    return int(one @ other) / math.sqrt(spread) if spread else math.nan


def weighted_similarity(reference: ArrayLike, tested: ArrayLike) -> float:
    """WS = 1 - sum of 2^-R |R - Q| / max(|1 - R|, |n - R|), R in the reference, Q in the other.

    Sałabun and Urbaniak (2020), ICCS, LNCS 12138. Not symmetric: what stands first in the reference
    counts most. Equals take their average rank. One alternative alone: 1.
    """
    one, other = average_ranks(reference), average_ranks(tested)
    if len(one) < 2:
        return 1.0
    furthest = np.maximum(one - 1, len(one) - one)
    return float(1 - (2.0**-one * np.abs(one - other) / furthest).sum())


def average_ranks(ranks: ArrayLike) -> Floats:
    """Ranks 1, 2.5, 2.5, 4: equals share the mean of their places. Lower is better."""
    _, place, counts = np.unique(np.asarray(ranks), return_inverse=True, return_counts=True)
    last = np.cumsum(counts)
    means: Floats = last - (counts - 1) / 2
    return means[place]


def discordant_pairs(first: ArrayLike, second: ArrayLike) -> int:
    """Number of pairs that the two rankings put in strictly opposite orders."""
    one, other = _dense(first), _dense(second)
    return int(greater_before(other[np.lexsort((other, one))]).sum())


def greater_before(values: Integers) -> Integers:
    """For each of some whole numbers from 0 on, how many greater ones stand before it.

    Two numbers differ first in one bit, from the top: among those alike above that bit, a 0 counts
    the 1s before it. So one pass over the sorted numbers per bit.
    """
    found = np.zeros(len(values), dtype=np.int64)
    for bit in range(int(values.max(initial=0)).bit_length()):
        above = values >> (bit + 1)
        order = np.argsort(above, kind="stable")
        ones = (values[order] >> bit) & 1
        before = np.concatenate(([0], np.cumsum(ones)))
        first = np.searchsorted(above[order], above[order], side="left")
        found[order] += np.where(ones == 0, before[:-1] - before[first], 0)
    return found


def _dense(ranks: ArrayLike) -> Integers:
    """0, 1, 1, 2: the same order in small whole numbers."""
    return np.unique(np.asarray(ranks), return_inverse=True)[1].astype(np.int64)


def _tied(values: Integers) -> int:
    counts = np.unique(values, return_counts=True)[1]
    return int((counts * (counts - 1) // 2).sum())


def _plain(table: Floats) -> list[list[float | None]]:
    return [[None if math.isnan(value) else float(value) for value in row] for row in table]
