"""Raw tables -> records. A row with a cell that cannot be read gives no record, but its id counts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from mcda.errors import Problem
from mcda.files.cells import Habits, RefusedError, check_own_id
from mcda.files.levels import read_impacts
from mcda.files.raw_table import RawTable
from mcda.files.rows import Rows, Values
from mcda.files.sheet import R, Sheet
from mcda.model import Action, CollegeWeight, Criterion, Fund, Impact, Link, NamedLevels, Partner, Share


@dataclass(frozen=True)
class Sheets:
    """What was read of all tables."""

    partners: Sheet[Partner]
    criteria: Sheet[Criterion]
    actions: Sheet[Action]
    impacts: Sheet[Impact]
    shares: Sheet[Share]
    links: Sheet[Link]
    funds: Sheet[Fund]
    weights: Sheet[CollegeWeight]
    impact_extra: Mapping[str, Mapping[str, str]]
    """Other columns of the table of impacts, by action."""


REMEMBERED = 8
"""Sets of tables kept as they were read: changes to settings leave them as they are."""


def read_tables(
    tables: Mapping[str, RawTable], money: str, cent: Fraction, language: str
) -> tuple[Sheets, tuple[Problem, ...]]:
    """Records of all tables, and everything that is wrong with single cells.

    A name without a language is in the `language` of the scenario.
    """
    return _tables_read(tuple(tables.items()), money, cent, language)


@lru_cache(REMEMBERED)
def _tables_read(
    tables: tuple[tuple[str, RawTable], ...], money: str, cent: Fraction, language: str
) -> tuple[Sheets, tuple[Problem, ...]]:
    problems: list[Problem] = []
    named = dict(tables)

    def rows(name: str) -> Rows:
        table = named.get(name) or RawTable(name, (), (), ())
        return Rows(table, Habits(table.style, money, cent), language, problems)

    criteria = _sheet(rows("criteria"), Criterion, _criterion)
    levels, extra = read_impacts(rows("impacts"), criteria)
    sheets = Sheets(
        partners=_sheet(rows("partners"), Partner, _partner),
        criteria=criteria,
        actions=_sheet(rows("actions"), Action, _plain),
        impacts=levels,
        shares=_sheet(rows("shares"), Share, _plain),
        links=_sheet(rows("links"), Link, _link),
        funds=_sheet(rows("funds"), Fund, _fund),
        weights=_sheet(rows("weights"), CollegeWeight, _plain),
        impact_extra=extra,
    )
    return sheets, tuple(problems)


def _sheet(rows: Rows, record: type[R], shape: Callable[[Values], Values]) -> Sheet[R]:
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


def _is_allowed(rows: Rows, row: int, key: str, identifier: str) -> bool:
    try:
        check_own_id(identifier)
    except RefusedError as refused:
        rows.refuse_cell(refused, row, key, identifier)
        return False
    return True


def _is_complete(rows: Rows, values: Values) -> bool:
    """Whether the columns that must be filled are there (a missing one is told once)."""
    return all(not column.filled or column.name in values for column in rows.spec.columns)


def _plain(values: Values) -> Values:
    return values


def _criterion(values: Values) -> Values:
    """Named levels are points already: without anchors they go from 0 to 100."""
    if isinstance(values.get("shape"), NamedLevels):
        return {"zero": Fraction(0), "full": Fraction(100), **values}
    return values


def _link(values: Values) -> Values:
    """A synergy that does not say on what is on value."""
    return {"on": "value", **values} if values["type"] == "synergy" else values


def _fund(values: Values) -> Values:
    """Columns `envelope.2027` gathered into a dict, themes as a list."""
    years = {name: value for name, value in values.items() if name.startswith("envelope.")}
    themes = (theme.strip() for theme in str(values.get("themes", "")).split(";"))
    return {
        **{name: value for name, value in values.items() if name not in years},
        "envelopes": {int(name.removeprefix("envelope.")): value for name, value in years.items()},
        "themes": tuple(theme for theme in themes if theme),
    }


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
