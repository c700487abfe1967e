"""A scenario as it is written: settings as a tree, tables as pages of cells without habits.

Cells of a page hold what was read, written once: numbers are exact, percentages are in percent,
choices are in English. Columns that mean nothing to the program keep their header and their text.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from mcda.exact import plain
from mcda.files.cells import Habits, reader
from mcda.files.columns import BOUND, KEPT, TABLES, find_column, find_table
from mcda.files.headers import Column, Kind
from mcda.files.raw_table import Cell, RawTable, as_text
from mcda.files.sources import Raw
from mcda.model import Scenario

IN_PERCENT = frozenset({"percent", "effect"})
KEPT_NAMES = frozenset(column.name for column in KEPT)
Written = str | Fraction
"""A cell without habits."""


@dataclass(frozen=True)
class Page:
    """A table ready to be written."""

    table: str
    """Canonical name."""
    columns: tuple[str, ...]
    """Canonical names; their own headers for columns that are kept as they are."""
    kinds: tuple[Kind, ...]
    rows: tuple[tuple[Written, ...], ...]

    def column(self, name: str) -> tuple[Written, ...]:
        """Cells of a column; none where there is no such column."""
        return tuple(row[self.columns.index(name)] for row in self.rows) if name in self.columns else ()


@dataclass(frozen=True)
class Content:
    """Everything that a scenario says, in the form in which it is written."""

    settings: Mapping[str, Any]
    pages: tuple[Page, ...]


def content_of(raw: Raw) -> Content:
    """What to write of a raw scenario that was read without a problem."""
    settings = raw.settings.value or {}
    own = {key: value for key, value in settings.items() if find_table(key) is None and key != "tables"}
    money = Scenario(money=own["money"]) if own.get("money") else Scenario()
    habits = Habits(money=money.money, cent=money.cent)
    units = _units(raw.tables["criteria"]) if "criteria" in raw.tables else {}
    pages = [page_of(raw.tables[name], habits, units) for name in TABLES if name in raw.tables]
    return Content(own, tuple(page for page in pages if page.columns))


def page_of(table: RawTable, habits: Habits, units: Mapping[str, str]) -> Page:
    """One table as it is written; `units` are those of the criteria."""
    habits = replace(habits, style=table.style)
    positions = [i for i in range(len(table.headers)) if _says_something(table, i)]
    kinds = [_kind(table, i, units) for i in positions]
    writers = [
        _Writer(kind, replace(habits, unit=_unit(table.columns[i], units)), _column(table, i))
        for i, kind in zip(positions, kinds, strict=True)
    ]
    rows = tuple(
        tuple(write(row[i]) for i, write in zip(positions, writers, strict=True)) for row in table.rows
    )
    names = tuple(_header(table, i, kind) for i, kind in zip(positions, kinds, strict=True))
    return Page(table.name, names, tuple(kinds), rows)


def _says_something(table: RawTable, position: int) -> bool:
    """Whether a column has cells, must be there, or is the planner's own."""
    column = _column(table, position)
    is_own = column is None and table.headers[position] != ""
    is_required = column is not None and column.required
    return is_own or is_required or any(as_text(row[position]) for row in table.rows)


class _Writer:
    """What a cell is once its habits are taken off."""

    def __init__(self, kind: Kind, habits: Habits, column: Column | None) -> None:
        self.kind = kind
        self.read = reader(kind, habits, column)

    def __call__(self, cell: Cell) -> Written:
        if self.kind == "text":
            return cell if isinstance(cell, Fraction) else as_text(cell).replace("\r\n", "\n")
        return "" if as_text(cell) == "" else self.normal(self.read(cell))

    def normal(self, value: Any) -> Written:
        """A value that was read, as it is written."""
        if isinstance(value, bool):
            return "yes" if value else "no"
        if isinstance(value, Fraction | int):
            return Fraction(value) * (100 if self.kind in IN_PERCENT else 1)
        if self.kind == "shape":
            return _shape(value)
        if self.kind == "profile":
            return " ".join(plain(100 * share) for share in value)
        return " ".join(value) if isinstance(value, tuple) else str(value)


def _shape(points: tuple[tuple[Fraction, Fraction], ...] | None) -> str:
    if points is None:
        return "linear"
    return " ".join(f"{_unambiguous(level)}:{_unambiguous(value)}" for level, value in points)


def _unambiguous(number: Fraction) -> str:
    """The text of a number, a zero added where three decimals could be taken for thousands."""
    text = plain(number)
    return f"{text}0" if len(text.rpartition(".")[2]) == 3 and "." in text else text


def _kind(table: RawTable, position: int, units: Mapping[str, str]) -> Kind:
    known = find_column(table.name, table.headers[position])
    if known is not None:
        return known[1]
    is_level = table.name == "impacts" and _criterion(table.columns[position]) in units
    return "level" if is_level else "text"


def _header(table: RawTable, position: int, kind: Kind) -> str:
    name, header = table.columns[position], table.headers[position]
    is_kept = find_column(table.name, header) is None and kind == "text"
    return header if is_kept or name in KEPT_NAMES else name


def _column(table: RawTable, position: int) -> Column | None:
    return TABLES[table.name].by_name.get(table.columns[position])


def _criterion(name: str) -> str:
    bound = BOUND.fullmatch(name)
    return bound["of"] if bound else name


def _unit(name: str, units: Mapping[str, str]) -> str:
    return units.get(_criterion(name), "")


def _units(criteria: RawTable) -> dict[str, str]:
    """Unit of each criterion."""
    return {
        as_text(name): as_text(unit)
        for name, unit in zip(criteria.column("criterion"), criteria.column("unit"), strict=True)
    }
