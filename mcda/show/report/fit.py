"""How close the note has to be set to fill two pages of A4, and no more."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import ceil

from mcda.show.charts import Chart
from mcda.show.datatables import DataTable
from mcda.show.report.content import Paragraph, Part, Points, Section

WIDE = 118
"""Characters of a line of text, at the usual size."""
CHART = 15
"""Lines that a chart of the note takes."""
PAGE = 62
"""Lines of a page, at the usual size."""
CLOSER = ((PAGE * 2, ""), (PAGE * 2.22, "close"), (PAGE * 2.5, "closer"))
"""Most lines of a note that is set so."""


def setting(pages: Sequence[Sequence[Section]]) -> str:
    """`apart`: each page as it is; else the second goes on where the first ends, closer and closer."""
    heights = [sum(map(_lines, page)) for page in pages]
    if max(heights, default=0) <= PAGE:
        return "apart"
    whole = sum(heights)
    return next((name for most, name in CLOSER if whole <= most), "closest")


def _lines(section: Section) -> float:
    return 2.2 + sum(map(_height, section.parts))


def _height(part: Part) -> float:
    if isinstance(part, DataTable):
        return _rows(part)
    if isinstance(part, Chart):
        return CHART
    if isinstance(part, Paragraph):
        return _wrapped([part.text])
    if isinstance(part, Points):
        return _wrapped(part.items)
    return _wrapped(f"{term.name} {term.text}" for term in part.items)


def _wrapped(texts: Iterable[str]) -> float:
    return 0.3 + sum(ceil(len(text) / WIDE) for text in texts)


def _rows(table: DataTable) -> float:
    """A row is as high as its longest cell, which has its part of the width."""
    share = WIDE / max(1, len(table.columns)) * 1.3
    cells = ([len(cell) for cell in row if isinstance(cell, str)] for row in table.rows)
    rows = sum(max((ceil(length / share) for length in lengths), default=1) for lengths in cells)
    return 3.5 + rows + len(table.totals)
