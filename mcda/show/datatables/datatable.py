"""What a table is before it is shown anywhere: columns that know their unit, cells that are exact."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import takewhile
from typing import Literal

from mcda.wording import Words

Kind = Literal["text", "number", "money", "share", "year"]
"""`text` stands to the left, everything else to the right. A `share` is a fraction of 1."""


@dataclass(frozen=True)
class Measured:
    """A figure with a unit of its own, in a column whose figures have different ones."""

    amount: Fraction | int
    kind: Kind = "number"
    unit: str = ""
    places: int = 2
    before: str = ""
    """Written before it: `≥ `."""
    after: str = ""
    """Written behind it."""


Cell = str | int | Fraction | Measured | None
"""Exact; None is an empty cell."""
Row = tuple[Cell, ...]
WIDE = 14
"""Tables of more columns are printed on pages turned on their side."""
LENGTHY = 18
"""Headings of more characters get more width than the figures below them need."""
NOTHING = "–"
"""What stands in an empty cell on a page."""


@dataclass(frozen=True)
class Column:
    """A column of a table, its heading in the reader's language."""

    heading: str
    kind: Kind = "text"
    unit: str = ""
    """Of numbers and money, as it is written behind them."""
    places: int = 2
    """Decimals."""

    @property
    def is_numeric(self) -> bool:
        return self.kind != "text"

    @property
    def is_lengthy(self) -> bool:
        """A heading that needs more width than figures, not to be a tower of words."""
        return len(self.heading) > LENGTHY


@dataclass(frozen=True)
class DataTable:
    """A table in the reader's language; figures are exact, to be written as each medium does."""

    name: str
    """Short, the same in every language: `ledger`. An anchor on a page, a file in an archive."""
    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    totals: tuple[Row, ...] = ()
    """Below a line: what the rows add up to."""
    note: str = ""
    """A sentence below the table."""
    tab: str = ""
    """The title in a few words, where it is too long for the tab of a sheet."""

    @property
    def is_wide(self) -> bool:
        return len(self.columns) > WIDE

    def named(self, total: Row) -> int:
        """How many columns the name of a total may take: its own, and empty ones of text behind it."""
        behind = zip(total[1:], self.columns[1:], strict=True)
        empty = takewhile(lambda pair: not pair[0] and not pair[1].is_numeric, behind)
        return 1 + sum(1 for _ in empty)

    def records(self) -> list[Mapping[str, Cell]]:
        """The rows, each by heading."""
        headings = [column.heading for column in self.columns]
        return [dict(zip(headings, row, strict=True)) for row in self.rows]


def shown(cell: Cell, column: Column, words: Words) -> str:
    """A cell as a page shows it, in figures of the reader's language."""
    if cell is None or cell == "":
        return NOTHING if column.is_numeric else ""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, Measured):
        return f"{cell.before}{_figure(cell.amount, cell, words)}{cell.after}"
    return _figure(cell, column, words)


def _figure(amount: Fraction | int, measure: Column | Measured, words: Words) -> str:
    if measure.kind == "year":
        return str(amount)
    if measure.kind == "share":
        return words.percent(amount, min(measure.places, 1))
    figure = words.fixed(amount, measure.places)
    if measure.kind == "money":
        return words.with_unit(figure, measure.unit)
    return f"{figure}\u00a0{measure.unit}" if measure.unit else figure
