"""`mcda robust --regions` and `--samples`: answers, formats, what is stored."""

from __future__ import annotations

from pathlib import Path

import pytest
from ruamel.yaml import YAML

TABLES = {
    "mcda": 1,
    "title": "Two aims",
    "language": "en",
    "money": "EUR",
    "criteria": [
        {"criterion": c, "name": c, "unit": "u", "zero": 0, "full": 100} for c in ("jobs", "water")
    ],
    "actions": [{"action": a, "name": a, "theme": "t", "cost": 10} for a in ("A1", "A2", "A3")],
    "impacts": [
        {"action": "A1", "jobs": 10, "water": 0, "jobs.low": 5, "jobs.high": 12},
        {"action": "A2", "jobs": 0, "water": 10},
        {"action": "A3", "jobs": 6, "water": 6},
    ],
    "rules": {"budget": {"type": "budget", "of": "cost", "max": 10}},
}


@pytest.fixture
def source(tmp_path: Path) -> str:
    path = tmp_path / "two"
    path.mkdir()
    with (path / "scenario.yaml").open("w") as file:
        YAML(typ="safe").dump(TABLES, file)
    return str(path)
