"""Checks on the shapes of value functions: midvalues and named levels."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from mcda.errors import Problem
from mcda.files.draft import Draft
from mcda.model import Criterion, Exponential, NamedLevels
from mcda.model.curve import MIDDLES

ENDS = (Fraction(0), Fraction(100))
"""Points of the two anchors."""


def check_shapes(draft: Draft) -> Iterator[Problem]:
    """Everything about shapes that needs the other cells of the criterion."""
    for row, criterion in draft.sheets.criteria.numbered():
        if criterion.criterion in draft.scenario.branches:
            continue
        if isinstance(criterion.shape, Exponential):
            yield from _midvalue(draft, row, criterion, criterion.shape)
        elif isinstance(criterion.shape, NamedLevels):
            yield from _named(draft, row, criterion, criterion.shape)


def has_curve(criterion: Criterion) -> bool:
    """Whether levels of a criterion can be turned into points."""
    if isinstance(criterion.shape, tuple | NamedLevels):
        return True
    if criterion.zero is None or criterion.full is None or criterion.zero == criterion.full:
        return False
    return not isinstance(criterion.shape, Exponential) or _is_within(criterion, criterion.shape)


def _is_within(criterion: Criterion, shape: Exponential) -> bool:
    """Whether a midvalue leaves room on both sides."""
    zero, full = criterion.zero or Fraction(0), criterion.full or Fraction(0)
    return MIDDLES[0] <= (shape.midvalue - zero) / (full - zero) <= MIDDLES[1]


def _midvalue(draft: Draft, row: int, criterion: Criterion, shape: Exponential) -> Iterator[Problem]:
    table = draft.sheets.criteria.table
    zero, full = criterion.zero, criterion.full
    if zero is None or full is None:
        if criterion.role != "value":  # a leaf is told so anyway
            yield Problem("E127", table.place(row, "shape"), table.text(row, "shape"))
    elif zero != full and not _is_within(criterion, shape):
        low, high = sorted(zero + middle * (full - zero) for middle in MIDDLES)
        details = {"midvalue": shape.midvalue, "low": low, "high": high}
        yield Problem("E181", table.place(row, "shape"), table.text(row, "shape"), details)


def _named(draft: Draft, row: int, criterion: Criterion, shape: NamedLevels) -> Iterator[Problem]:
    table = draft.sheets.criteria.table
    anchors = zip(("zero", "full"), (criterion.zero, criterion.full), ENDS, strict=True)
    for column, anchor, expected in anchors:
        if anchor != expected:
            details = {"column": column, "expected": expected}
            yield Problem("E188", table.place(row, column), table.text(row, column), details)
    points = {worth for _, worth in shape.levels}
    missing = next((end for end in ENDS if end not in points), None)
    if criterion.role == "value" and missing is not None:
        place = table.place(row, "shape")
        yield Problem("E184", place, table.text(row, "shape"), {"missing": missing})
