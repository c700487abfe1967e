"""docs/format.md names everything that a planner or a program may write or read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from rewrite import ROOT, with_columns
from tiny import judge, tiny

from mcda.commands import REGISTRY
from mcda.files.columns import EVERY_TABLE, SETTINGS_SHEETS
from mcda.files.headers import KEPT
from mcda.files.settings import rule_types, top_level_keys
from mcda.portfolio.result import as_json
from mcda.problems import CATALOGUE

FORMAT = (ROOT / "docs" / "format.md").read_text(encoding="utf-8")
CODE = frozenset(re.findall(r"`([^`\n]+)`", FORMAT))
"""Everything in code type."""


def part(start: str, end: str) -> str:
    """The text from one heading to another."""
    return FORMAT.split(f"\n{start}\n")[1].split(f"\n{end}")[0]


def test_every_column_of_every_table_is_documented() -> None:
    assert with_columns(FORMAT) == FORMAT, "python -m tests.docs.rewrite writes the columns again"
    for table in EVERY_TABLE.values():
        assert f"<!-- columns of {table.name} -->" in FORMAT
        assert f"### `{table.name}` (French `{table.french}`" in FORMAT
    assert {name for column in KEPT for name in (column.name, column.french)} - CODE == set()


@pytest.mark.parametrize("name", rule_types())
def test_every_rule_and_each_of_its_keys_is_documented(name: str) -> None:
    assert f"| `{name}` |" in part("## Rules", "### Keys")
    text = re.search(rf"^`{name}`.*?(?=^`[a-z]+`|^## )", part("### Keys", "## "), re.M | re.S)
    own = text[0] if text else f"`{name}`"
    fields = rule_types()[name].model_fields
    keys = {field.alias or key for key, field in fields.items()} - {"type", "label"}
    assert {key for key in keys if f"`{key}`" not in own} == set()


def test_every_setting_is_documented() -> None:
    assert set(top_level_keys()) - CODE == set()
    assert set(SETTINGS_SHEETS) - CODE == set()


@pytest.mark.parametrize("command", REGISTRY)
def test_every_command_and_its_options_are_documented(command: str) -> None:
    from importlib import import_module

    import click

    text = part("## Commands and exit codes", "## JSON")
    assert re.search(rf"^\| `{command}\b", text, re.M)
    found = getattr(import_module(f"mcda.commands.{REGISTRY[command].module}"), command)
    options = [p.opts[0] for p in found.params if isinstance(p, click.Option)]
    assert [option for option in options if option not in text] == []


def test_every_field_of_a_result_is_documented() -> None:
    rules = {"budget": {"type": "budget", "max": 500}}
    funds = [{"fund": "F", "name": "Fund", "max_rate": 50, "envelope": 100}]
    result = as_json(judge(tiny(rules, point_worth=1, funds=funds), "A1 A2"))
    text = part("## JSON", "## Python")
    assert sorted({key for key in _fields(result) if f"`{key}`" not in text}) == []


NAMED_BY_THE_SCENARIO = {
    "impacts",
    "value_by_criterion",
    "value_by_theme",
    "versions",
    "grants",
    "payments",
}


def _fields(record: Any, name: str = "") -> Iterator[str]:
    """Keys of a record and of the records in it, save those that are ids."""
    if isinstance(record, list):
        for item in record:
            yield from _fields(item, name)
    elif isinstance(record, dict) and name not in NAMED_BY_THE_SCENARIO:
        for key, below in record.items():
            if key != "schema":
                yield key
            if not (key == "groups" and isinstance(below, dict)):
                yield from _fields(below, key)


def test_codes_in_the_guide_exist() -> None:
    guide = (ROOT / "docs" / "guide-fr.md").read_text(encoding="utf-8")
    rows = [line for line in guide.splitlines() if re.match(r"\| [EW]\d", line)]
    cited = {code for row in rows for code in re.findall(r"\b[EW]\d{3}\b", row.split("|")[1])}
    assert cited
    assert cited - CATALOGUE.keys() == set()
