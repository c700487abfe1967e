"""Published fronts and the published question of robustness, as the command line answers them."""

from __future__ import annotations

import json
from typing import Any

import pytest
from published import BENEFITS, PROBE_DEPARTMENTS, PROBE_SMALL
from running import run

ONE_EACH = {"each": {"type": "coverage", "per": "theme", "min_actions": 1}}


def asked(tables: dict[str, Any], command: str, *options: str) -> Any:
    answer = run(command, "-", *options, "--json", stdin=json.dumps(tables))
    assert answer.code == 0, answer.err
    return answer.json


def test_four_projects() -> None:
    """P1: Lourenço, Morton, Bana e Costa (2012)."""
    front = asked(PROBE_SMALL, "frontier", "--objectives", "cost,value")
    assert front["schema"] == "mcda/frontier/1"
    assert front["objectives"] == [{"name": "cost", "sense": "min"}, {"name": "value", "sense": "max"}]
    assert front["complete"]
    told = {tuple(p["objectives"].values()): (p["actions"], p["supported"]) for p in front["points"]}
    assert told == {
        (0, 0): ([], True),
        (4, 3): (["P1"], True),
        (8, 4): (["P2"], False),
        (12, 7): (["P1", "P2"], True),
        (20, 9): (["P1", "P2", "P4"], False),
        (22, 10): (["P1", "P2", "P3"], True),
        (30, 12): (["P1", "P2", "P3", "P4"], True),
    }


@pytest.mark.parametrize(("rules", "efficient", "supported"), [({}, 31, 13), (ONE_EACH, 23, 11)])
def test_twelve_projects(rules: dict[str, Any], efficient: int, supported: int) -> None:
    """P2: the same paper, over all budgets."""
    tables = PROBE_DEPARTMENTS | {"rules": rules}
    points = asked(tables, "frontier", "--objectives", "value,cost", "--ties")["points"]
    assert len(points) == efficient
    assert sum(point["supported"] for point in points) == supported


def test_twelve_projects_under_uncertainty() -> None:
    """P2 with scores +-10, weights +-.05 and the budget of 5: project 7 may take the place of 10."""
    rows = PROBE_DEPARTMENTS["impacts"]
    ends = {"low": -10, "high": 10}
    spread = [
        row | {f"{b}.{end}": int(row[b]) + by for b in BENEFITS for end, by in ends.items()}
        for row in rows
    ]
    budget = {"budget": {"type": "budget", "of": "cost", "max": 5}}
    found = asked(
        PROBE_DEPARTMENTS | {"rules": budget, "impacts": spread}, "robust", "--weights", "interval:0.05"
    )
    assert (found["core"], found["borderline"]) == (["P03", "P04", "P09", "P12"], ["P07", "P10"])
    assert found["core_index"]["P10"] == 0.5
    (only,) = found["competitors"]
    assert only == {
        "actions": ["P03", "P04", "P07", "P09", "P12"],
        "value_difference_min": -5.16,
        "value_difference_max": 40.74,
        "cost_difference_min": 0.0,
        "cost_difference_max": 0.0,
    }
