"""Overrides, variants and `--set`: changes to a raw scenario, before anything is checked.

A key is a path: `rules.budget.max`, `weights.water`, `actions.W1.cost`, `shares.M1.CLM.pays`,
`links.synergy.M1.M7.effect`. Each change is logged, and what it writes keeps its own place.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from mcda.errors import Problem
from mcda.files.cells import IF_NOT, action_of, doing_of, is_if_not
from mcda.files.columns import EVERY_TABLE, TABLES, find_choice, find_column, find_inline
from mcda.files.headers import Table
from mcda.files.raw_table import KEYS, Cell, RawTable, as_text, canonical_name
from mcda.files.settings import OUTSIDE, shown, top_level_keys
from mcda.files.sources import Raw, inline_cell
from mcda.files.steps import Step, adds_row, expanded, set_steps, steps_of
from mcda.files.tree import Path, Tree, get, holds, moved, with_part, without_part
from mcda.model import Change

OPENED: Mapping[str | int, str] = {"objective": "type", "weights": "answers"}
"""Settings that may be one word, and the key under which that word stands in a record."""


@dataclass(frozen=True)
class Applied:
    """A raw scenario after overrides, with what they changed and what is wrong with them."""

    raw: Raw
    changes: tuple[Change, ...] = ()
    problems: tuple[Problem, ...] = ()


def apply(raw: Raw, variant: str | None = None, settings: Sequence[str] = ()) -> Applied:
    """The raw scenario under a variant (or an override's name), then under `--set` arguments."""
    steps, problems = steps_of(raw, variant)
    last_steps, last_problems = set_steps(settings)
    current = raw
    changes: list[Change] = []
    for written in [*steps, *last_steps]:
        for step in expanded(current, [written]):
            current, change, wrong = _applied(current, step, raw)
            changes += change
            problems += wrong
    return Applied(current, tuple(changes), (*problems, *last_problems))


Outcome = tuple[Raw, list[Change], list[Problem]]


def _applied(raw: Raw, step: Step, base: Raw) -> Outcome:
    table = find_inline(step.key.partition(".")[0])
    if table is None:
        return _to_settings(raw, step, base)
    if adds_row(raw, step):
        return _with_row(raw, step, EVERY_TABLE[table])
    if table not in raw.tables or not KEYS.get(table):
        return raw, [], [step.refused(list(raw.tables), step.key.partition(".")[0])]
    return _to_table(raw, step, raw.tables[table])


def _to_settings(raw: Raw, step: Step, base: Raw) -> Outcome:
    path: Path = tuple(step.key.split("."))
    tree, new = raw.settings, step.written.value
    refused = _refused_setting(tree, step, path, base)
    if refused is not None:
        return raw, [], [refused]
    exists = holds(tree.value, path)
    old = get(tree.value, path) if exists else None
    change = Change(step.override, step.key, shown(old) if exists else None, _new_text(new))
    if new is None:
        value = without_part(tree.value, path) if exists else tree.value
    else:
        value = with_part(_with_open_record(tree.value, path), path, new)
    keys = {**tree.keys, path: step.place, **moved(step.written.keys, path)}
    keys[path] = step.place
    values = {**tree.values, path: step.place, **moved(step.written.values, path)}
    return replace(raw, settings=Tree(value, keys, values)), [change], []


def _with_open_record(value: Any, path: Path) -> Any:
    """`objective: value` or `weights: swing` as the record it stands for, when a key goes into it."""
    if not isinstance(value, Mapping) or len(path) < 2 or path[0] not in OPENED:
        return value
    short = value.get(path[0])
    return {**value, str(path[0]): {OPENED[path[0]]: short}} if isinstance(short, str) else value


def _new_text(value: Any) -> str | None:
    return None if value is None else shown(value)


def _refused_setting(tree: Tree, step: Step, path: Path, base: Raw) -> Problem | None:
    """Why a key of the settings names nothing."""
    head = str(path[0])
    known = sorted({*top_level_keys()} - OUTSIDE)
    if head not in known:
        return step.refused(known, head)
    was_there = holds(base.settings.value, path[:2]) and not holds(tree.value, path[:2])
    if len(path) == 1 or holds(tree.value, path) or (was_there and step.written.value is None):
        return None
    if head == "rules":
        return _refused_rule(tree, step, path)
    above = get(tree.value, path[:-1]) if holds(tree.value, path[:-1]) else {}
    if step.written.value is None:
        return step.refused(list(above) if isinstance(above, Mapping) else (), str(path[-1]))
    return None


def _refused_rule(tree: Tree, step: Step, path: Path) -> Problem | None:
    """A new rule needs a full record; a new key, a rule that is there."""
    rules = tree.value.get("rules") or {}
    is_known = holds(tree.value, path[:2])
    if len(path) == 2 and isinstance(step.written.value, Mapping):
        return None
    if len(path) == 3 and is_known and step.written.value is not None:
        return None
    wrong, known = (str(path[2]), list(rules[path[1]])) if is_known else (str(path[1]), list(rules))
    return step.refused(known, wrong)


def _to_table(raw: Raw, step: Step, table: RawTable) -> Outcome:
    ids = step.key.split(".")[1:]
    rows, column_parts, wrong = _find_rows(table, ids)
    if not rows:
        known = sorted({as_text(cell) for key in KEYS[table.name] for cell in table.column(key)})
        return raw, [], [step.refused(known, wrong)]
    if not column_parts:
        return _without_rows(raw, step, table, rows)
    column = canonical_name(table.name, ".".join(column_parts))
    known = _known_columns(raw, table)
    is_known = column in known or find_column(table.name, column) is not None
    if not is_known or isinstance(step.written.value, Mapping):
        return raw, [], [step.refused(known, ".".join(column_parts))]
    row, cell = min(rows), inline_cell(step.written.value)
    old = table.text(row, column) or None
    changed = table.with_cell(row, column, cell, step.written.place(()))
    change = Change(step.override, step.key, old, as_text(cell) or None)
    return replace(raw, tables={**raw.tables, table.name: changed}), [change], []


def _with_row(raw: Raw, step: Step, known: Table) -> Outcome:
    """A row added by a full record, to a table that may not have been there."""
    record, key = step.written.value, str(known.key)
    table = raw.tables.get(known.name) or RawTable(known.name, (key,), (), (), header_line=None)
    cells: dict[str, Cell] = {key: step.key.partition(".")[2]}
    places = {key: step.place, "": step.place}
    for header, value in record.items():
        column = canonical_name(known.name, str(header))
        columns = _known_columns(raw, table)
        unknown = column not in columns and find_column(known.name, column) is None
        if unknown or isinstance(value, Mapping):
            return raw, [], [step.below(str(header)).refused(columns, str(header))]
        cells[column] = inline_cell(value)
        places[column] = step.written.place((header,))
    changed = table.with_row(cells, places)
    change = Change(step.override, step.key, None, shown(record))
    return replace(raw, tables={**raw.tables, known.name: changed}), [change], []


def _find_rows(table: RawTable, parts: Sequence[str]) -> tuple[set[int], list[str], str]:
    """Rows that the ids of a key name, what is left of the key, and the id that is not known."""
    rows = set(range(len(table.rows)))
    left = list(parts)
    if table.name == "impacts" and is_if_not(".".join(parts[:2])):
        left = [f"{parts[0]}{IF_NOT}", *parts[2:]]
    for key in KEYS[table.name]:
        if key == "criterion" and table.name == "shares":
            rows, left = _of_criterion(table, rows, left)
            continue
        if not left:
            break
        matching = {row for row in rows if _matches(table, row, key, left[0])}
        if not matching:
            return set(), [], left[0]
        rows, left = matching, left[1:]
    return rows if parts else set(), left, table.name


def _matches(table: RawTable, row: int, key: str, wanted: str) -> bool:
    """Whether a cell holds an id; types of links are the same in English and French."""
    text = doing_of(table.text(row, key)) if table.name == "impacts" else table.text(row, key)
    if key != "type" or text == wanted:
        return text == wanted
    column = TABLES["links"].by_name["type"]
    return find_choice(column, text) == (find_choice(column, wanted) or wanted)


def _of_criterion(table: RawTable, rows: set[int], left: list[str]) -> tuple[set[int], list[str]]:
    """Rows of `shares` for the criterion that a key names, or without criterion."""
    if left and find_column("shares", ".".join(left)) is None:
        return {row for row in rows if table.text(row, "criterion") == left[0]}, left[1:]
    if left:
        return {row for row in rows if not table.text(row, "criterion")}, left
    return rows, left


def _known_columns(raw: Raw, table: RawTable) -> list[str]:
    columns = [*table.columns, *(column.name for column in EVERY_TABLE[table.name].columns)]
    if table.name == "impacts" and "criteria" in raw.tables:
        criteria = [as_text(cell) for cell in raw.tables["criteria"].column("criterion")]
        columns += [f"{criterion}{end}" for criterion in criteria for end in ("", ".low", ".high")]
    return list(dict.fromkeys(columns))


def _without_rows(raw: Raw, step: Step, table: RawTable, rows: set[int]) -> Outcome:
    """Rows removed by `null`, and with an action, partner or criterion all that is about it."""
    if step.written.value is not None:
        return raw, [], [step.refused(_known_columns(raw, table), step.key)]
    keys = KEYS[table.name]
    old = ", ".join(" ".join(table.text(row, key) for key in keys).strip() for row in sorted(rows))
    tables = {**raw.tables, table.name: table.without_rows(rows)}
    if len(keys) == 1:
        gone = {table.text(row, keys[0]) for row in rows}
        tables = {name: _without_mentions(other, keys[0], gone) for name, other in tables.items()}
    return replace(raw, tables=tables), [Change(step.override, step.key, old[:80], None)], []


def _without_mentions(table: RawTable, key: str, gone: set[str]) -> RawTable:
    """A table without the rows and columns about something that was removed."""
    if table.name == "impacts" and key == "criterion":
        return table.without_columns(f"{name}{end}" for name in gone for end in ("", ".low", ".high"))
    columns = MENTIONS.get(key, ())
    about = (
        {row for row, cell in enumerate(table.column(column)) if _is_about(as_text(cell), table, gone)}
        for column in columns
        if column in table.index
    )
    return table.without_rows(set().union(*about))


MENTIONS: Mapping[str, tuple[str, ...]] = {
    "action": ("action", "other"),
    "partner": ("partner",),
    "criterion": ("criterion",),
}
"""Columns that are about something, by the kind of thing."""


def _is_about(text: str, table: RawTable, gone: set[str]) -> bool:
    """Whether a cell names something that was removed; not doing an action is about it too."""
    return text in gone or (table.name == "impacts" and action_of(text) in gone)
