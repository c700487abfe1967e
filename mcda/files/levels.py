"""The table of impacts: one record per filled cell."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any

from mcda.files.cells import RefusedError, reader
from mcda.files.raw_table import Cell, as_text
from mcda.files.rows import Rows
from mcda.files.sheet import Sheet
from mcda.model import Criterion, Impact


def read_impacts(
    rows: Rows, criteria: Sheet[Criterion]
) -> tuple[Sheet[Impact], Mapping[str, Mapping[str, str]]]:
    """One record per filled cell; `trips.low` and `trips.high` go with `trips`."""
    table = rows.table
    units = {record.criterion: record.unit for record in criteria.records}
    columns = _level_columns(rows, criteria.ids, units)
    own = {name for bounds in columns.values() for _, _, name, _ in bounds}
    records: list[Impact] = []
    numbers: list[int] = []
    flawed: set[str] = set()
    extra: dict[str, Mapping[str, str]] = {}
    for row, values, sound in rows.values(skipped=own):
        action = values.get("action")
        if action is None:
            continue
        for criterion, bounds in columns.items() if row not in table.slipped else ():
            levels = _levels(rows, row, criterion, bounds)
            if levels is None:
                sound = False
            elif levels:
                records.append(Impact(action=action, criterion=criterion, **levels))
                numbers.append(row)
        if not sound:
            flawed.add(action)
        if "extra" in values:
            extra[action] = values["extra"]
    ids = frozenset(as_text(cell) for cell in table.column("action"))
    return Sheet(table, tuple(records), tuple(numbers), ids, frozenset(flawed)), extra


_Bounds = list[tuple[str, int, str, Callable[[Cell], Any]]]


def _level_columns(rows: Rows, criteria: Iterable[str], units: Mapping[str, str]) -> dict[str, _Bounds]:
    """Of each criterion: field, position, name and reader of its columns."""
    columns: dict[str, _Bounds] = {}
    for criterion in sorted(criteria):
        habits = replace(rows.habits, unit=units.get(criterion, ""))
        read = reader("level", habits)
        for field, name in (
            ("level", criterion),
            ("low", f"{criterion}.low"),
            ("high", f"{criterion}.high"),
        ):
            if name in rows.table.index:
                entry = (field, rows.table.index[name], name, read)
                columns.setdefault(criterion, []).append(entry)
    return columns


def _levels(rows: Rows, row: int, criterion: str, bounds: _Bounds) -> dict[str, Fraction] | None:
    """Level, low and high of one criterion; None if a cell cannot be read."""
    cells = rows.table.rows[row]
    levels: dict[str, Fraction] = {}
    sound = True
    for field, position, name, read in bounds:
        cell = cells[position]
        if isinstance(cell, str) and (not cell or cell.isspace()):
            continue
        try:
            levels[field] = read(cell)
        except RefusedError as refused:
            rows.refuse_cell(refused, row, name, cell)
            sound = False
    if sound and levels and "level" not in levels:
        rows.refuse("E010", row, criterion)
        return None
    return levels if sound else None
