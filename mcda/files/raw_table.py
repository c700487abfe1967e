"""A table as it was written: cells that know their place, not yet read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property
from typing import Literal

from mcda.errors import Place, Problem
from mcda.exact import plain
from mcda.files.columns import BOUND, EVERY_TABLE, find_column
from mcda.files.headers import without_unit


@dataclass(frozen=True)
class Percent:
    """A number that a spreadsheet shows as a percentage."""

    number: Fraction
    """In percent: 15 for `15 %`."""


Cell = str | Fraction | Percent
"""Text, or a number that a workbook or Python already holds as one; a blank is ""."""

Style = Literal["french", "english", "neutral"]
"""Habit in which numbers are written: CSV with `;`, CSV with `,`, anything else."""


@dataclass(frozen=True, eq=False)
class RawTable:
    """Rows of cells under headers."""

    name: str
    """Canonical name of the table."""
    headers: tuple[str, ...]
    """As they were written."""
    rows: tuple[tuple[Cell, ...], ...]
    """As long as the headers; blank rows are left out."""
    lines: tuple[int, ...]
    """Line of each row in its file."""
    style: Style = "neutral"
    file: str | None = None
    sheet: str | None = None
    header_line: int | None = 1
    slipped: frozenset[int] = frozenset()
    """Rows with another number of cells than headers: only their first cell means anything."""
    overridden: Mapping[tuple[int, str], Place] = field(default_factory=dict)
    """Where the cells that an override wrote come from, by row and column; an added row has "" too."""

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """Canonical name of each column; its own header where it is not known."""
        return tuple(canonical_name(self.name, header) for header in self.headers)

    @cached_property
    def index(self) -> Mapping[str, int]:
        """Position of each column; the first where two have the same name."""
        first: dict[str, int] = {}
        for position, name in enumerate(self.columns):
            first.setdefault(name, position)
        return first

    def column(self, name: str) -> Sequence[Cell]:
        """Cells of a column; blanks where the table has none of that name."""
        position = self.index.get(name)
        return [""] * len(self.rows) if position is None else [row[position] for row in self.rows]

    def text(self, row: int, column: str) -> str:
        """Text of a cell; "" where there is none."""
        position = self.index.get(column)
        return "" if position is None else as_text(self.rows[row][position])

    def place(self, row: int | None = None, column: str | None = None) -> Place:
        """Where a cell stands, or a row, a header, the table."""
        for written in (column or "", ""):
            if row is not None and (row, written) in self.overridden:
                return self.overridden[row, written]
        header = column
        if column is not None and column in self.index:
            header = self.headers[self.index[column]]
        line = self.header_line if row is None else self.lines[row]
        if row is None and column is None:
            line = None
        return Place(self.file, self.sheet, line, header, self._path(row, column))

    def _path(self, row: int | None, column: str | None) -> str:
        """`actions.W1.cost`, as an override would name it."""
        keys = KEYS.get(self.name, ())
        ids = [] if row is None else [self.text(row, key) for key in keys]
        return ".".join([self.name, *(key for key in ids if key), *([column] if column else [])])

    def with_cell(self, row: int, column: str, cell: Cell, place: Place) -> RawTable:
        """The table with one cell written by an override; a missing column is added."""
        table = self if column in self.index else self.with_column(column)
        position = table.index[column]
        cells = list(table.rows[row])
        cells[position] = cell
        rows = (*table.rows[:row], tuple(cells), *table.rows[row + 1 :])
        return replace(table, rows=rows, overridden={**table.overridden, (row, column): place})

    def with_row(self, cells: Mapping[str, Cell], places: Mapping[str, Place]) -> RawTable:
        """The table with a row more, written by an override; missing columns are added."""
        table = self
        for column in cells:
            table = table if column in table.index else table.with_column(column)
        row = len(table.rows)
        written = {(row, column): place for column, place in places.items()}
        return replace(
            table,
            rows=(*table.rows, tuple(cells.get(column, "") for column in table.columns)),
            lines=(*table.lines, places[""].row or 0),
            overridden={**table.overridden, **written},
        )

    def with_column(self, header: str) -> RawTable:
        """The table with a blank column more."""
        return replace(
            self, headers=(*self.headers, header), rows=tuple((*row, "") for row in self.rows)
        )

    def without_columns(self, names: Iterable[str]) -> RawTable:
        """The table without some columns."""
        gone = set(names)
        kept = [i for i, name in enumerate(self.columns) if name not in gone]
        return replace(
            self,
            headers=tuple(self.headers[i] for i in kept),
            rows=tuple(tuple(row[i] for i in kept) for row in self.rows),
        )

    def without_rows(self, gone: set[int]) -> RawTable:
        """The table without some rows; the others keep their places."""
        kept = [i for i in range(len(self.rows)) if i not in gone]
        new = {old: position for position, old in enumerate(kept)}
        overridden = {
            (new[row], column): place for (row, column), place in self.overridden.items() if row in new
        }
        return replace(
            self,
            rows=tuple(self.rows[i] for i in kept),
            lines=tuple(self.lines[i] for i in kept),
            slipped=frozenset(new[row] for row in self.slipped if row in new),
            overridden=overridden,
        )


KEYS: Mapping[str, tuple[str, ...]] = {
    **{table.name: (table.key,) for table in EVERY_TABLE.values() if table.key},
    "shares": ("action", "partner", "criterion"),
    "links": ("type", "action", "other"),
    "weights": ("college", "criterion"),
    "ahp": ("criterion", "other"),
}
"""Columns whose cells together name a row, as in `shares.M1.CLM.pays`."""


def canonical_name(table: str, header: str) -> str:
    """Canonical name of a column; its own header where it is not known."""
    known = find_column(table, header)
    if known is not None:
        return known[0]
    bare = without_unit(header) or header
    bound = BOUND.fullmatch(bare) if table == "impacts" else None
    return f"{bound['of']}.{'low' if bound['low'] else 'high'}" if bound else bare


def as_text(cell: Cell) -> str:
    """What a cell says, trimmed."""
    if isinstance(cell, Percent):
        return f"{plain(cell.number)} %"
    return cell.strip() if isinstance(cell, str) else plain(cell)


def build(
    name: str,
    lines: Iterable[tuple[int, Sequence[Cell]]],
    *,
    style: Style = "neutral",
    file: str | None = None,
    sheet: str | None = None,
    square: bool = False,
) -> tuple[RawTable, list[Problem]]:
    """A table from numbered lines, the first one that is not blank being the headers.

    `square`: a row with fewer cells than headers has slipped too (in a CSV file, where a
    spreadsheet writes them all).
    """
    numbered = [(number, cells) for number, cells in lines if not _is_blank(cells)]
    if not numbered:
        empty = RawTable(name, (), (), (), style, file, sheet, None)
        return empty, [
            Problem("E040", empty.place(), details={"table": name, "french": EVERY_TABLE[name].french})
        ]
    (header_line, first), body = numbered[0], numbered[1:]
    used = max((len(_trimmed(cells)) for _, cells in body), default=0)
    headers = [as_text(cell) for cell in first[: max(len(_trimmed(first)), used)]]
    slipped = {
        row: Problem("E043", Place(file, sheet, number), str(len(cells)), {"expected": len(headers)})
        for row, (number, cells) in enumerate(body)
        if len(_trimmed(cells)) > len(headers) or (square and len(cells) < len(headers))
    }
    rows = tuple(_padded(cells, len(headers)) for _, cells in body)
    numbers = tuple(number for number, _ in body)
    table = RawTable(
        name, tuple(headers), rows, numbers, style, file, sheet, header_line, frozenset(slipped)
    )
    return table, [*slipped.values(), *_header_problems(table)]


def _header_problems(table: RawTable) -> Iterator[Problem]:
    seen: dict[str, str] = {}
    for position, (name, header) in enumerate(zip(table.columns, table.headers, strict=True)):
        if not header:
            if any(row[position] != "" for row in table.rows):
                place = Place(table.file, table.sheet, table.header_line, str(position + 1))
                yield Problem("E046", place, details={"position": position + 1})
        elif name in seen:
            place = Place(table.file, table.sheet, table.header_line, header)
            yield Problem("E042", place, header, {"first": seen[name], "column": name})
        seen.setdefault(name, header)


def _is_blank(cells: Sequence[Cell]) -> bool:
    return all(isinstance(cell, str) and not cell.strip() for cell in cells)


def _trimmed(cells: Sequence[Cell]) -> Sequence[Cell]:
    """Cells without the blanks at the end that spreadsheets leave."""
    end = len(cells)
    while end and isinstance(cells[end - 1], str) and not str(cells[end - 1]).strip():
        end -= 1
    return cells[:end]


def _padded(cells: Sequence[Cell], width: int) -> tuple[Cell, ...]:
    return (*cells[:width], *[""] * (width - len(cells)))
