"""What a table is before it is shown anywhere: columns that know their unit, cells that are exact."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from mcda.wording import Words

Kind = Literal["text", "number", "money", "share", "year"]
"""`text` stands to the left, everything else to the right. A `share` is a fraction of 1."""
Cell = str | int | Fraction | None
"""Exact; None is an empty cell."""
Row = tuple[Cell, ...]
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
    if column.kind == "year":
        return str(cell)
    if column.kind == "share":
        return words.percent(cell, min(column.places, 1))
    figure = words.fixed(cell, column.places)
    if column.kind == "money":
        return words.with_unit(figure, column.unit)
    return f"{figure}\u00a0{column.unit}" if column.unit else figure
