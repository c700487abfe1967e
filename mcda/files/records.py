"""Raw tables -> records. A row with a cell that cannot be read gives no record, but its id counts."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Generic, NamedTuple, TypeVar

from mcda.errors import Problem
from mcda.files.cells import Habits, RefusedError, check_own_id, nearest, reader
from mcda.files.columns import TABLES, find_column
from mcda.files.headers import Table, unit_of
from mcda.files.raw_table import Cell, RawTable, as_text
from mcda.model import Action, Criterion, Impact, Link, Partner, Share
from mcda.rules.base import Record
from mcda.wording import LANGUAGES

NAMES_BY_LANGUAGE = tuple(f"name.{language}" for language in LANGUAGES)

R = TypeVar("R", bound=Record)
Values = dict[str, Any]


@dataclass(frozen=True)
class Sheet(Generic[R]):
    """What was read of one table."""

    table: RawTable
    records: tuple[R, ...] = ()
    rows: tuple[int, ...] = ()
    """Row of each record."""
    ids: frozenset[str] = frozenset()
    """Ids of all rows, also of those that gave no record."""
    flawed: frozenset[str] = frozenset()
    """First ids of the rows that gave no record: sums about them mean nothing."""

    def numbered(self) -> Iterator[tuple[int, R]]:
        """Records with their rows."""
        return zip(self.rows, self.records, strict=True)


@dataclass(frozen=True)
class Sheets:
    """What was read of all tables."""

    partners: Sheet[Partner]
    criteria: Sheet[Criterion]
    actions: Sheet[Action]
    impacts: Sheet[Impact]
    shares: Sheet[Share]
    links: Sheet[Link]
    impact_extra: Mapping[str, Mapping[str, str]]
    """Other columns of the table of impacts, by action."""


def read_tables(
    tables: Mapping[str, RawTable], money: str, cent: Fraction, language: str
) -> tuple[Sheets, list[Problem]]:
    """Records of all tables, and everything that is wrong with single cells.

    A name without a language is in the `language` of the scenario.
    """
    problems: list[Problem] = []

    def rows(name: str) -> _Rows:
        table = tables.get(name) or RawTable(name, (), (), ())
        return _Rows(table, Habits(table.style, money, cent), language, problems)

    criteria = _sheet(rows("criteria"), Criterion, _plain)
    levels, extra = _impacts(rows("impacts"), criteria)
    sheets = Sheets(
        partners=_sheet(rows("partners"), Partner, _partner),
        criteria=criteria,
        actions=_sheet(rows("actions"), Action, _plain),
        impacts=levels,
        shares=_sheet(rows("shares"), Share, _plain),
        links=_sheet(rows("links"), Link, _link),
        impact_extra=extra,
    )
    return sheets, problems


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


class _Rows:
    """The rows of a raw table as values; problems go to the common list."""

    def __init__(self, table: RawTable, habits: Habits, language: str, problems: list[Problem]) -> None:
        self.table = table
        self.spec: Table = TABLES[table.name]
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


def _sheet(rows: _Rows, record: type[R], shape: Callable[[Values], Values]) -> Sheet[R]:
    key = rows.spec.key
    records: list[R] = []
    numbers: list[int] = []
    ids: set[str] = set()
    flawed: set[str] = set()
    for row, values, sound in rows.values():
        identifier = values.get(key or "action")
        if key and identifier is not None:
            ids.add(identifier)
            sound = _is_allowed(rows, row, key, identifier) and sound
        if sound and _is_complete(rows, values):
            records.append(record(**shape(values)))
            numbers.append(row)
        elif identifier is not None:
            flawed.add(identifier)
    return Sheet(rows.table, tuple(records), tuple(numbers), frozenset(ids), frozenset(flawed))


def _is_allowed(rows: _Rows, row: int, key: str, identifier: str) -> bool:
    try:
        check_own_id(identifier)
    except RefusedError as refused:
        rows.refuse_cell(refused, row, key, identifier)
        return False
    return True


def _is_complete(rows: _Rows, values: Values) -> bool:
    """Whether the columns that must be filled are there (a missing one is told once)."""
    return all(not column.filled or column.name in values for column in rows.spec.columns)


def _plain(values: Values) -> Values:
    return values


def _link(values: Values) -> Values:
    """A synergy that does not say on what is on value."""
    return {"on": "value", **values} if values["type"] == "synergy" else values


def _partner(values: Values) -> Values:
    """Columns `group`, `group.urban`, `group@NAME`, `need.ID` gathered into dicts."""
    gathered: Values = {"groups": {}, "classifications": {}, "needs": {}}
    for name, value in values.items():
        if name == "group":
            gathered["groups"][value] = Fraction(1)
        elif name.startswith("group."):
            gathered["groups"][name[6:]] = value
        elif name.startswith("group@"):
            which, _, group = name[6:].partition(".")
            membership = {group: value} if group else {value: Fraction(1)}
            gathered["classifications"].setdefault(which, {}).update(membership)
        elif name.startswith("need."):
            gathered["needs"][name[5:]] = value
        else:
            gathered[name] = value
    gathered["groups"] = {group: share for group, share in gathered["groups"].items() if share}
    return gathered


def _impacts(
    rows: _Rows, criteria: Sheet[Criterion]
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


def _level_columns(rows: _Rows, criteria: Iterable[str], units: Mapping[str, str]) -> dict[str, _Bounds]:
    """Of each criterion: field, position, name and reader of its columns."""
    columns: dict[str, _Bounds] = {}
    for criterion in sorted(criteria):
        habits = Habits(rows.habits.style, rows.habits.money, rows.habits.cent, units.get(criterion, ""))
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


def _levels(rows: _Rows, row: int, criterion: str, bounds: _Bounds) -> dict[str, Fraction] | None:
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
    from mcda.files.cells import EURO_NAMES

    for name, position in table.index.items():
        header = table.headers[position]
        known, unit = find_column(table.name, header), unit_of(header)
        if known and known[1] == "money" and unit in EURO_NAMES and unit != habits.money:
            yield Problem("W015", table.place(None, name), unit, {"money": habits.money})
