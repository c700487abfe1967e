"""A scenario as it is written: settings as a tree, tables as pages of cells without habits.

Cells of a page hold what was read, written once: numbers are exact, percentages are in percent,
choices are in English. Columns that mean nothing to the program keep their header and their text.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any, NamedTuple

from mcda.exact import plain
from mcda.files.cells import Habits, reader
from mcda.files.columns import BOUND, EVERY_TABLE, find_column, find_inline
from mcda.files.contours import files_beside, with_contours_at
from mcda.files.headers import KEPT, Column, Kind
from mcda.files.raw_table import Cell, RawTable, as_text
from mcda.files.sources import Raw
from mcda.model import NamedLevels, Scenario
from mcda.model.shapes import shape_text

IN_PERCENT = frozenset({"percent", "effect"})
KEPT_NAMES = frozenset(column.name for column in KEPT)


class Scale(NamedTuple):
    """In what the levels of a criterion are told."""

    unit: str
    names: NamedLevels | None


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
    files: Mapping[str, bytes] = field(default_factory=dict)
    """Files that a folder holds beside them, as they are: contours."""


def content_of(raw: Raw) -> Content:
    """What to write of a raw scenario that was read without a problem."""
    settings = raw.settings.value or {}
    own = {key: value for key, value in settings.items() if find_inline(key) is None and key != "tables"}
    money = Scenario(money=own["money"]) if own.get("money") else Scenario()
    habits = Habits(money=money.money, cent=money.cent)
    scales = _scales(raw.tables["criteria"]) if "criteria" in raw.tables else {}
    pages = [page_of(raw.tables[name], habits, scales) for name in EVERY_TABLE if name in raw.tables]
    files = files_beside(own, raw.folder)
    own = with_contours_at(own, next(iter(files), None))
    return Content(own, tuple(page for page in pages if page.columns), files)


def page_of(table: RawTable, habits: Habits, scales: Mapping[str, Scale]) -> Page:
    """One table as it is written; `scales` are those of the criteria."""
    habits = replace(habits, style=table.style)
    positions = [i for i in range(len(table.headers)) if _says_something(table, i)]
    kinds = [_kind(table, i, scales) for i in positions]
    writers = [
        _Writer(kind, _scaled(habits, scales.get(_criterion(table.columns[i]))), _column(table, i))
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
            return shape_text(value, _unambiguous)
        if self.kind == "profile":
            return " ".join(plain(100 * share) for share in value)
        return " ".join(value) if isinstance(value, tuple) else str(value)


def _unambiguous(number: Fraction) -> str:
    """The text of a number, a zero added where three decimals could be taken for thousands."""
    text = plain(number)
    return f"{text}0" if len(text.rpartition(".")[2]) == 3 and "." in text else text


def _kind(table: RawTable, position: int, scales: Mapping[str, Scale]) -> Kind:
    known = find_column(table.name, table.headers[position])
    if known is not None:
        return known[1]
    scale = scales.get(_criterion(table.columns[position])) if table.name == "impacts" else None
    if scale is None:
        return "text"
    return "level" if scale.names is None else "name"


def _header(table: RawTable, position: int, kind: Kind) -> str:
    name, header = table.columns[position], table.headers[position]
    is_kept = find_column(table.name, header) is None and kind == "text"
    return header if is_kept or name in KEPT_NAMES else name


def _column(table: RawTable, position: int) -> Column | None:
    return EVERY_TABLE[table.name].by_name.get(table.columns[position])


def _criterion(name: str) -> str:
    bound = BOUND.fullmatch(name)
    return bound["of"] if bound else name


def _scaled(habits: Habits, scale: Scale | None) -> Habits:
    return habits if scale is None else replace(habits, unit=scale.unit, names=scale.names)


def _scales(criteria: RawTable) -> dict[str, Scale]:
    """In what the levels of each criterion are told."""
    read = reader("shape", Habits(criteria.style))
    columns = (criteria.column(name) for name in ("criterion", "unit", "shape"))
    scales = {}
    for name, unit, shape in zip(*columns, strict=True):
        found = read(shape) if as_text(shape) else None
        names = found if isinstance(found, NamedLevels) else None
        scales[as_text(name)] = Scale(as_text(unit), names)
    return scales
