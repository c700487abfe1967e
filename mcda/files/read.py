"""Reading a scenario: a folder, a workbook, a participatory-budget file, or YAML alone.

files -> raw (settings tree, raw tables) -> overrides -> records -> checks -> Scenario
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from mcda.errors import InvalidScenario, Problem
from mcda.files.columns import find_table
from mcda.files.csv_table import read_csv
from mcda.files.records import read_tables
from mcda.files.settings import read_settings
from mcda.files.yaml_tree import parse
from mcda.model import Scenario


def read(
    source: str | Path, *, variant: str | None = None, settings: Sequence[str] = ()
) -> Scenario:
    folder = Path(source)
    tree = parse((folder / "scenario.yaml").read_text(encoding="utf-8"), "scenario.yaml")
    tables = {}
    problems: list[Problem] = []
    for path in sorted(folder.glob("*.csv")):
        name = find_table(path.stem)
        if name:
            table, found = read_csv(path, name, path.name)
            problems += found
            if table:
                tables[name] = table
    values, found = read_settings(tree)
    problems += found
    blank = Scenario.model_validate(values)
    sheets, found = read_tables(tables, blank.money, blank.cent)
    problems += found
    if any(p.severity == "error" for p in problems):
        raise InvalidScenario(problems)
    records = {
        name: tuple(sorted(getattr(sheets, name).records, key=lambda r: tuple(map(str, list(vars(r).values())[:3]))))
        for name in ("partners", "criteria", "actions", "impacts", "shares", "links")
    }
    return blank.model_copy(update={**records, "origin": str(source)})
