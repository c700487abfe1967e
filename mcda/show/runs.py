"""Stored runs on a terminal, as JSON and as rows."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from fractions import Fraction
from itertools import islice
from shlex import join
from typing import Any

from rich.text import Text

from mcda.runs.differences import Difference, differences
from mcda.runs.store import Summary
from mcda.show.layout import Screen, add_columns, moves, new_table
from mcda.wording import N_, Words

Json = dict[str, Any]
LIST = ("run", "command", "scenario", "state", "facts", "started", "ended")
FIELDS = ("field", "value")
DIFF = ("part", "path", "one", "other")
PARTS = {
    "options": N_("What was asked"),
    "scenario": N_("Scenarios"),
    "result": N_("Results"),
}
STATES = {
    "running": N_("running"),
    "complete": N_("complete"),
    "stopped": N_("stopped"),
    "failed": N_("failed"),
}
ABOUT_READING = ("origin", "changes", "settings", "variant")
"""Of a scenario: how it was read, which is told by what it holds."""
MOST = 40
"""Differences of one part on a screen."""
WIDEST = 60
"""Characters of a value on a screen."""


# ---------------------------------------------------------------- list


def list_screen(found: Iterable[Summary], words: Words) -> Screen:
    """A table of runs, the latest first."""
    table = new_table(words(N_("Stored runs")))
    add_columns(table, words, (N_("Run"), N_("Command"), N_("Scenario"), N_("State")), ())
    add_columns(table, words, (), (N_("Facts"), N_("Age")))
    rows = 0
    for run in found:
        rows += 1
        study = run.study
        facts = words.number(run.facts)
        state = words(STATES[run.state])
        table.add_row(run.short, study.command, study.scenario, state, facts, age(run, words))
    yield table if rows else Text(words(N_("No run is stored.")))


def age(run: Summary, words: Words) -> str:
    """How long ago it was worked on."""
    seconds = (datetime.now(UTC) - run.touched).total_seconds()
    units = (
        (86_400, N_("{n} day"), N_("{n} days")),
        (3_600, N_("{n} hour"), N_("{n} hours")),
        (60, N_("{n} minute"), N_("{n} minutes")),
        (1, N_("{n} second"), N_("{n} seconds")),
    )
    for length, one, many in units[:-1]:
        if seconds >= length:
            return words.plural(one, many, int(seconds // length))
    return words.plural(units[-1][1], units[-1][2], int(seconds))


def list_record(found: Iterable[Summary]) -> Json:
    """`mcda runs list --json`."""
    return {"schema": "mcda/runs/1", "runs": [_summary(run) for run in found]}


def list_rows(found: Iterable[Summary]) -> list[Json]:
    """A row for each run."""
    return [{column: _summary(run)[column] for column in LIST} for run in found]


def _summary(run: Summary) -> Json:
    return {
        "run": run.key,
        "command": run.study.command,
        "scenario": run.study.scenario,
        "state": run.state,
        "facts": run.facts,
        "started": run.started.isoformat(),
        "ended": None if run.ended is None else run.ended.isoformat(),
    }


# ---------------------------------------------------------------- show


def run_record(run: Summary, facts: Mapping[str, int], result: Any) -> Json:
    """`mcda runs show --json`."""
    return {
        "schema": "mcda/run/1",
        **_summary(run),
        "line": list(run.line),
        "options": dict(run.study.options),
        "seed": run.study.seed,
        "scenario_sha256": run.study.content,
        "versions": dict(run.study.versions),
        "resumed": run.resumed,
        "worker": run.worker,
        "facts_by_kind": dict(facts),
        "result": result,
    }


def run_rows(record: Json) -> list[Json]:
    """A row for each field, the result aside."""
    return [
        {"field": field, "value": value if isinstance(value, str | int) else json.dumps(value)}
        for field, value in record.items()
        if field not in ("schema", "result")
    ]


def run_screen(run: Summary, facts: Mapping[str, int], result: Any, words: Words) -> Screen:
    """What was asked, how far it is, and the figures of the result."""
    table = new_table(words(N_("Run {key}"), key=run.short))
    table.show_header = False
    add_columns(table, words, ("", ""), ())
    for name, value in _asked(run, words):
        table.add_row(words(name), Text(value))
    for kind, number in facts.items():
        table.add_row(words(N_("Facts: {kind}"), kind=kind), words.number(number))
    yield table
    if result is None:
        yield Text(words(N_("No result yet.")))
        return
    yield from _result(result, words)


def _asked(run: Summary, words: Words) -> Iterable[tuple[str, str]]:
    study = run.study
    yield N_("Key"), run.key
    yield N_("Command line"), join(run.line)
    yield N_("Scenario"), f"{study.scenario} ({study.content[:12]})"
    yield N_("State"), words(STATES[run.state])
    yield N_("Started"), f"{run.started:%Y-%m-%d %H:%M} UTC"
    yield N_("Ended"), "–" if run.ended is None else f"{run.ended:%Y-%m-%d %H:%M} UTC"
    yield N_("Resumed"), words.plural(N_("{n} time"), N_("{n} times"), run.resumed)
    yield N_("Options"), _text(dict(study.options))
    yield N_("Seed"), "–" if study.seed is None else str(study.seed)
    yield N_("Versions"), ", ".join(f"{name} {version}" for name, version in study.versions.items())


def _result(result: Json, words: Words) -> Screen:
    table = new_table(words(N_("Result")))
    table.show_header = False
    add_columns(table, words, ("", ""), ())
    for name, value in result.items():
        if name in ("schema", "provenance"):
            continue
        if isinstance(value, list | dict) and len(_text(value)) > WIDEST:
            shown = words.plural(N_("{n} entry"), N_("{n} entries"), len(value))
        else:
            shown = figure(value, words)
        table.add_row(name, Text(shown))
    yield table
    yield Text(words(N_("In full: mcda runs show {key} --json"), key=result_key(result)))


def result_key(result: Json) -> str:
    """The key in the provenance of a result."""
    return str(result.get("provenance", {}).get("run", "RUN"))[:12]


# ---------------------------------------------------------------- diff


@dataclass(frozen=True)
class Compared:
    """Two runs, and what differs."""

    one: Summary
    other: Summary
    parts: Mapping[str, tuple[Difference, ...]]
    """By part: `options` (versions and seed too), `scenario`, `result`."""


def compared(one: tuple[Summary, str, Any], other: tuple[Summary, str, Any]) -> Compared:
    """Two runs, each with its scenario as JSON and its result."""
    parts = {
        "options": (_settings(one[0]), _settings(other[0])),
        "scenario": (_content(one[1]), _content(other[1])),
        "result": (_outcome(one[2]), _outcome(other[2])),
    }
    found = {part: tuple(differences(*pair)) for part, pair in parts.items()}
    return Compared(one[0], other[0], found)


def _settings(run: Summary) -> Json:
    study = run.study
    asked = {"command": study.command, **study.options}
    return {**asked, "seed": study.seed, "versions": dict(study.versions)}


def _content(snapshot: str) -> Json:
    return {name: value for name, value in json.loads(snapshot).items() if name not in ABOUT_READING}


def _outcome(result: Any) -> Any:
    if not isinstance(result, dict):
        return result
    return {name: value for name, value in result.items() if name != "provenance"}


def diff_record(found: Compared) -> Json:
    """`mcda runs diff --json`."""
    return {
        "schema": "mcda/runs-diff/1",
        "one": _summary(found.one),
        "other": _summary(found.other),
        **{part: [_difference(item) for item in found.parts[part]] for part in PARTS},
    }


def _difference(found: Difference) -> Json:
    told: Json = {"path": found.path, "one": found.one, "other": found.other}
    if found.entered or found.left:
        told |= {"entered": list(found.entered), "left": list(found.left)}
    return told


def diff_rows(found: Compared) -> list[Json]:
    """A row for each difference."""
    return [
        {"part": part, "path": item.path, "one": _text(item.one), "other": _text(item.other)}
        for part in PARTS
        for item in found.parts[part]
    ]


def diff_screen(found: Compared, words: Words) -> Screen:
    """A table for each part."""
    for part, title in PARTS.items():
        items = found.parts[part]
        if not items:
            yield Text(words(N_("{part}: the same."), part=words(title)))
            continue
        table = new_table(words(title))
        add_columns(table, words, (N_("Where"),), ())
        table.add_column(found.one.short)
        table.add_column(found.other.short)
        for item in islice(items, MOST):
            table.add_row(Text(item.path), *_sides(item, words))
        yield table
        if len(items) > MOST:
            more = (N_("and {n} more difference"), N_("and {n} more differences"))
            yield Text(words.plural(*more, len(items) - MOST))


def _sides(item: Difference, words: Words) -> tuple[Text, Text]:
    """Both values; of two lists of ids, what enters and what leaves."""
    if item.entered or item.left:
        return Text(""), Text(moves(item.entered, item.left))
    return Text(figure(item.one, words)), Text(figure(item.other, words))


def figure(value: Any, words: Words) -> str:
    """A value as a reader writes it, cut short."""
    if isinstance(value, bool):
        return words(N_("yes")) if value else words(N_("no"))
    if isinstance(value, int | float):
        return words.number(Fraction(value), 3)
    if value is None:
        return "–"
    text = value if isinstance(value, str) else _text(value)
    return text if len(text) <= WIDEST else f"{text[: WIDEST - 1]}…"


def _text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
