"""The rows of a raw table as values, and everything that is wrong with single cells."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from typing import Any, NamedTuple

from mcda.errors import Problem
from mcda.files.cells import EURO_NAMES, Habits, RefusedError, nearest, reader
from mcda.files.columns import EVERY_TABLE, find_column
from mcda.files.headers import Table, unit_of
from mcda.files.raw_table import Cell, RawTable, as_text
from mcda.wording import LANGUAGES

Values = dict[str, Any]
"""Values of a row by column; blank cells are left out."""
NAMES_BY_LANGUAGE = tuple(f"name.{language}" for language in LANGUAGES)


class _Reader(NamedTuple):
    """How one column is read."""

    name: str
    position: int
    filled: bool
    """A blank is a problem."""
    read: Callable[[Cell], Any] | None
    """None for a column that is only kept ..."""
    kept_as: str
    """... under its own header, if the program does not know it."""


class Rows:
    """The rows of a raw table as values; problems go to the common list."""

    def __init__(self, table: RawTable, habits: Habits, language: str, problems: list[Problem]) -> None:
        self.table = table
        self.spec: Table = EVERY_TABLE[table.name]
        self.habits = habits
        self.language = language
        self.problems = problems
        if table.headers:
            problems += _missing_columns(table, self.spec)
            problems += _unit_doubts(table, self.habits)

    def readers(self) -> list[_Reader]:
        """The columns, each with its reader; no reader for one that is only kept."""
        found = []
        for name, position in self.table.index.items():
            known = find_column(self.table.name, self.table.headers[position])
            column = self.spec.by_name.get(name)
            kept = known is None or name in ("source", "mark", "note")
            read = None if known is None or kept else reader(known[1], self.habits, column)
            kept_as = self.table.headers[position] if known is None else name
            filled = column is not None and column.filled
            found.append(_Reader(name, position, filled, read, kept_as))
        return found

    def values(self, skipped: Collection[str] = ()) -> Iterator[tuple[int, Values, bool]]:
        """Row, values by column, and whether every cell could be read. Blanks are left out."""
        readers = [column for column in self.readers() if column.name not in skipped]
        for row, cells in enumerate(self.table.rows):
            values: Values = {}
            sound = row not in self.table.slipped
            for column in readers if sound else readers[:1]:
                cell = cells[column.position]
                if isinstance(cell, str) and (not cell or cell.isspace()):
                    if column.filled and not self._named_elsewhere(row, column.name):
                        self.refuse("E010", row, column.name)
                        sound = False
                elif column.read is None:
                    values.setdefault("extra", {})[column.kept_as] = as_text(cell)
                else:
                    try:
                        values[column.name] = column.read(cell)
                    except RefusedError as refused:
                        self.refuse_cell(refused, row, column.name, cell)
                        sound = False
            yield row, self._with_name(values), sound

    def _named_elsewhere(self, row: int, column: str) -> bool:
        """Whether a blank name is given in a language."""
        return column == "name" and any(self.table.text(row, name) for name in NAMES_BY_LANGUAGE)

    def _with_name(self, values: Values) -> Values:
        """Columns `name`, `name.fr`, `name.en` as one name: a text, or one text per language."""
        texts = {name[5:]: values.pop(name) for name in NAMES_BY_LANGUAGE if name in values}
        if texts and "name" in values:
            texts.setdefault(self.language, values["name"])
        return {**values, "name": texts} if texts else values

    def refuse_cell(self, refused: RefusedError, row: int, name: str, cell: Cell) -> None:
        place, value = self.table.place(row, name), as_text(cell)[:80]
        self.problems.append(Problem(refused.code, place, value, refused.details, refused.suggestion))

    def refuse(self, code: str, row: int | None, name: str, **details: Any) -> None:
        place = self.table.place(row, name)
        self.problems.append(Problem(code, place, None, {"column": name} | details))


def _missing_columns(table: RawTable, spec: Table) -> Iterator[Problem]:
    """Required columns that are not there; perhaps one is, under a misspelt header."""
    unknown = [
        name
        for name, header in zip(table.columns, table.headers, strict=True)
        if header and find_column(table.name, header) is None
    ]
    for column in spec.columns:
        names = {column.name, *(NAMES_BY_LANGUAGE if column.name == "name" else ())}
        if column.required and not names & table.index.keys():
            details = {"french": column.french}
            found = nearest(column.name, unknown) or nearest(column.french, unknown)
            if found is None:
                yield Problem("E041", table.place(), column.name, details)
            else:
                details["found"] = found
                yield Problem("E118", table.place(None, found), column.name, details)


def _unit_doubts(table: RawTable, habits: Habits) -> Iterator[Problem]:
    """Columns of money whose header names another unit than the scenario's."""
    for name, position in table.index.items():
        header = table.headers[position]
        known, unit = find_column(table.name, header), unit_of(header)
        if known and known[1] == "money" and unit in EURO_NAMES and unit != habits.money:
            yield Problem("W015", table.place(None, name), unit, {"money": habits.money})
