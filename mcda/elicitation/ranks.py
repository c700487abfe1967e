"""Weights from a ranking alone."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Literal

Formula = Literal["roc", "sum", "reciprocal"]


def rank_weights(order: Sequence[Sequence[str]], formula: Formula = "roc") -> dict[str, Fraction]:
    """Weights of criteria ranked from most to least worth, summing to 1; equals share their places.

    `roc`: rank-order centroid, `w_i = (1/n) sum_{k>=i} 1/k` (Barron, Barrett 1996); `sum`:
    `2 (n + 1 - i) / (n (n + 1))`; `reciprocal`: `(1/i) / sum_k 1/k` (Stillwell, Seaver, Edwards 1981).
    """
    size = sum(len(tied) for tied in order)
    places = _places(size, formula)
    weights: dict[str, Fraction] = {}
    first = 0
    for tied in order:
        shared = sum(places[first : first + len(tied)], Fraction(0)) / max(len(tied), 1)
        weights.update(dict.fromkeys(tied, shared))
        first += len(tied)
    return weights


def _places(size: int, formula: Formula) -> list[Fraction]:
    """Weight of each place, best first."""
    ranks = range(1, size + 1)
    if formula == "sum":
        return [Fraction(2 * (size + 1 - rank), size * (size + 1)) for rank in ranks]
    inverse = [Fraction(1, rank) for rank in ranks]
    if formula == "reciprocal":
        return [part / sum(inverse) for part in inverse]
    return [sum(inverse[rank - 1 :], Fraction(0)) / size for rank in ranks]
