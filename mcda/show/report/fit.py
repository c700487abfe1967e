"""How close the note has to be set to fill two pages of A4, and no more."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import ceil

from mcda.show.charts import Chart
from mcda.show.datatables import Cell, DataTable
from mcda.show.report.content import Paragraph, Part, Points, Section

WIDE = 118
"""Characters of a line of text, at the usual size."""
WIDE_TABLE = 128
"""Characters of a row of a table."""
FIGURE = 13
"""Characters that a column of figures takes."""
ROW = 1.08
"""Lines of text that a row of a table is high."""
CHART = 15
"""Lines that a chart of the note takes."""
FIRST, SECOND = 64, 66
"""Lines of the two pages, at the usual size; the title takes some of the first."""
CLOSER = ((121, ""), (153, "close"), (168, "closer"))
"""Most lines of a note that is set so, measured."""


def setting(pages: tuple[Sequence[Section], Sequence[Section]]) -> str:
    """`apart`: each page as it is; else the second goes on where the first ends, closer and closer."""
    first, second = (sum(map(_lines, page)) for page in pages)
    if first <= FIRST and second <= SECOND:
        return "apart"
    whole = first + second
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
    """A row is as high as its longest cell; texts share what width figures leave."""
    figures = sum(column.is_numeric for column in table.columns)
    texts = [n for n, column in enumerate(table.columns) if not column.is_numeric]
    longest = {n: max((len(_text(row[n])) for row in table.rows), default=0) for n in texts}
    room = (WIDE_TABLE - FIGURE * figures) / max(1, sum(longest.values()))
    rows = sum(
        max((ceil(len(_text(row[n])) / max(1, longest[n] * room)) for n in texts), default=1)
        for row in table.rows
    )
    note = _wrapped([table.note]) if table.note else 0
    return 3.2 + ROW * (rows + len(table.totals)) + note


def _text(cell: Cell) -> str:
    return cell if isinstance(cell, str) else ""
