"""The one-page map shows the house as it is, and each dependency has its reason."""

from __future__ import annotations

import re
import tomllib

import pytest
from rewrite import ROOT

ARCHITECTURE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
ROOMS = sorted(path.parent.name for path in (ROOT / "mcda").glob("*/__init__.py"))
DESCRIBED = {"files", "rules"}
"""Rooms of many small files: described, not listed."""


@pytest.mark.parametrize("room", ROOMS)
def test_every_room_and_its_modules_are_on_the_map(room: str) -> None:
    assert f"\nmcda/{room}/" in ARCHITECTURE
    modules = {path.stem for path in (ROOT / "mcda" / room).glob("[!_]*.py")}
    if room not in DESCRIBED:
        assert {name for name in modules if name not in ARCHITECTURE} == set()


def test_every_module_outside_rooms_is_on_the_map() -> None:
    modules = (path.name for path in (ROOT / "mcda").glob("[!_]*.py"))
    assert {name for name in modules if name not in ARCHITECTURE} == set()


PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
REASONS = (ROOT / "docs" / "decisions" / "dependencies.md").read_text(encoding="utf-8")
BOUND = re.compile(r"(?=[<>=~!])")


def test_every_dependency_has_its_reason() -> None:
    for needed in PROJECT["dependencies"]:
        name, bound = BOUND.split(needed, maxsplit=1)
        assert f"| {name} | `{bound}` |" in REASONS
    table = REASONS.partition("## Extras")[0]
    assert table.count("\n| ") - 1 == len(PROJECT["dependencies"])


def test_every_distribution_of_an_extra_has_its_reason() -> None:
    extras = PROJECT["optional-dependencies"]
    needed = {
        (extra, *BOUND.split(line, maxsplit=1))
        for extra, lines in extras.items()
        for line in lines
        if not line.startswith(PROJECT["name"])
    }
    rows = re.findall(r"^\| (\w+) \| ([\w-]+) \| `([^`]+)` \| \w.+ \|$", REASONS, re.MULTILINE)
    assert sorted(needed) == sorted(rows)
