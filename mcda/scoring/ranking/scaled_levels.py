"""Levels made comparable for one method: what is left out, how costs turn, which figures are refused."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from mcda.errors import Problem, UsageProblem
from mcda.problems import Term
from mcda.scoring.ranking.matrix import DecisionMatrix, Floats
from mcda.wording import N_

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    from mcda.scoring.ranking.aggregator_catalogue import Aggregator

NORMALISATIONS = ("vector", "sum", "max", "min_max", "none")
"""Levels divided by the root of the sum of their squares, by their sum or by the largest; stretched
to 0..1; or left as they are."""

EVEN = 1e-12
"""A criterion whose levels differ by less, relative to the largest, separates nothing."""

UNDEMANDING = ("topsis", "vikor", "spotis")
"""Methods that take any figure, to recommend."""

NEEDS = {
    "positive": Term(N_("levels above zero")),
    "non_negative": Term(N_("levels of zero or more")),
}

_SIZES: dict[str, Callable[[Floats], Floats]] = {
    "vector": lambda table: _length(table),
    "sum": lambda table: table.sum(axis=0),
    "max": lambda table: table.max(axis=0),
    "none": lambda table: np.ones(table.shape[1]),
}


def _length(table: Floats) -> Floats:
    """Root of the sum of squares of each column, whatever their size."""
    largest = np.abs(table).max(axis=0)
    length: Floats = largest * np.sqrt(((table / largest) ** 2).sum(axis=0))
    return length


@dataclass(frozen=True)
class Scaled:
    """The criteria that count for one call of a method, on its scale."""

    kept: NDArray[np.int64]
    """(k,) positions of these criteria in the matrix."""
    table: Floats
    """(alternatives, k) scaled levels."""
    maximise: NDArray[np.bool_]
    """(k,) whether more is better on the scale: everywhere, where the method wants gains alone."""
    weights: Floats
    """(k,) summing to 1."""
    low: Floats
    """(k,) lower bound of the scale: the smallest level, or an anchor beyond it."""
    high: Floats
    """(k,) upper bound of the scale."""
    reference: Floats
    """(k,) the anchor `zero`, or the middle of the levels."""
    best: Floats
    """(k,) the anchor `full`, or the best level."""
    anchored: bool
    """Whether anchors were given."""


def even(levels: Floats) -> NDArray[np.bool_]:
    """(criteria,) whether all alternatives have the same level."""
    largest = np.abs(levels).max(axis=0)
    return np.asarray(np.ptp(levels, axis=0) <= EVEN * largest, dtype=bool)


def informative(matrix: DecisionMatrix) -> NDArray[np.int64]:
    """Positions of the criteria that have a weight and separate somebody."""
    return np.nonzero(~even(matrix.levels) & (matrix.weights > 0))[0]


def chosen_normalisation(aggregator: Aggregator, asked: str | None) -> str:
    """The normalisation asked for, or the method's own.

    Raises
    ------
    UsageProblem
        E171 one that does not exist or that the method does not take.
    """
    if asked is None:
        return aggregator.normalisation
    if asked not in aggregator.normalisations:
        known = {"known": ", ".join(aggregator.normalisations), "method": aggregator.name}
        raise UsageProblem(Problem("E171", value=asked, details=known))
    return asked


def scaled(
    matrix: DecisionMatrix,
    aggregator: Aggregator,
    normalisation: str,
    zero: ArrayLike | None = None,
    full: ArrayLike | None = None,
) -> Scaled:
    """The levels as the method wants them.

    Costs keep their direction where the method knows it. Where it wants gains alone, min-max counts
    them from the worst level, and the other normalisations take their reciprocal first.

    Raises
    ------
    UsageProblem
        E172 levels whose sign the normalisation or the method cannot take, E174 costs that the
        normalisation would leave as costs to a method of gains, E175 anchors of another length.
    """
    kept = informative(matrix)
    levels, better = matrix.levels[:, kept], matrix.maximise[kept]
    turned = ~better if aggregator.costs == "turned" else np.zeros(len(kept), dtype=bool)
    _check_signs(matrix, kept, aggregator, normalisation, turned)
    reciprocal = turned & (normalisation not in ("min_max", "none"))
    with np.errstate(all="ignore"):
        levels = np.where(reciprocal, 1 / np.where(reciprocal, levels, 1.0), levels)
    with np.errstate(all="ignore"):
        shift, size = _affine(levels, normalisation, turned)
        table = (levels - shift) / size
    if not (np.isfinite(table) & np.isfinite(size)).all():
        raise refused(N_("levels too large or too close to zero to be compared"), aggregator.name)
    _check_scaled(matrix, kept, table, aggregator)
    stated = [(anchor - shift) / size for anchor in _anchors(matrix, kept, zero, full)]
    ends = np.vstack([table, *stated])
    weights = matrix.weights[kept] / matrix.weights[kept].sum()
    more = better | turned
    return Scaled(
        kept,
        table,
        more,
        weights,
        low=ends.min(axis=0),
        high=ends.max(axis=0),
        reference=stated[0] if zero is not None else (table.min(axis=0) + table.max(axis=0)) / 2,
        best=stated[-1] if full is not None else np.where(more, table.max(axis=0), table.min(axis=0)),
        anchored=bool(stated),
    )


def _affine(levels: Floats, normalisation: str, turned: NDArray[np.bool_]) -> tuple[Floats, Floats]:
    """What to subtract and what to divide by, per criterion."""
    if normalisation == "min_max":
        low, high = levels.min(axis=0), levels.max(axis=0)
        return np.where(turned, high, low), np.where(turned, low - high, high - low)
    return np.zeros(levels.shape[1]), _SIZES[normalisation](levels)


def _anchors(
    matrix: DecisionMatrix, kept: NDArray[np.int64], *anchors: ArrayLike | None
) -> list[Floats]:
    """The anchors that are given, for the criteria that count."""
    stated = [np.asarray(anchor, dtype=float) for anchor in anchors if anchor is not None]
    for anchor in stated:
        if anchor.shape != (len(matrix.criteria),) or not np.isfinite(anchor).all():
            raise refused(N_("anchors must be figures, one for each criterion"), str(anchor.size))
    return [anchor[kept] for anchor in stated]


def _check_signs(
    matrix: DecisionMatrix,
    kept: NDArray[np.int64],
    aggregator: Aggregator,
    normalisation: str,
    turned: NDArray[np.bool_],
) -> None:
    """A sum or a maximum of negative levels would reverse them, a reciprocal needs more than zero."""
    if turned.any() and normalisation == "none":
        others = ", ".join(name for name in aggregator.normalisations if name != "none")
        head = matrix.criteria[kept[np.argmax(turned)]]
        details = {"known": others, "method": aggregator.name}
        raise UsageProblem(Problem("E174", value=head, details=details))
    levels = matrix.levels[:, kept]
    if normalisation in ("sum", "max"):
        _refuse(matrix, kept, levels < 0, aggregator, "non_negative")
    if normalisation in ("sum", "max", "vector"):
        _refuse(matrix, kept, (levels <= 0) & turned, aggregator, "positive")


def _check_scaled(
    matrix: DecisionMatrix, kept: NDArray[np.int64], table: Floats, aggregator: Aggregator
) -> None:
    if aggregator.needs == "positive":
        _refuse(matrix, kept, table <= 0, aggregator, "positive")
    elif aggregator.needs == "non_negative":
        _refuse(matrix, kept, table < 0, aggregator, "non_negative")


def _refuse(
    matrix: DecisionMatrix,
    kept: NDArray[np.int64],
    wrong: NDArray[np.bool_],
    aggregator: Aggregator,
    need: str,
) -> None:
    if not wrong.any():
        return
    row, column = (int(position) for position in np.argwhere(wrong)[0])
    level = matrix.levels[row, kept[column]]
    stretched = "min_max" in aggregator.normalisations and aggregator.needs != "positive"
    ways = (("--normalisation min_max",) if stretched else ()) + UNDEMANDING
    details = {
        "method": aggregator.name,
        "need": NEEDS[need],
        "action": matrix.alternatives[row],
        "level": f"{level:g}",
        "known": ", ".join(ways),
    }
    raise UsageProblem(Problem("E172", value=matrix.criteria[kept[column]], details=details))


def refused(reason: str, value: str) -> UsageProblem:
    """E175 with a marked reason."""
    return UsageProblem(Problem("E175", value=value, details={"reason": Term(reason)}))
