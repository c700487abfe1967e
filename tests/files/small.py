"""A small sound scenario as a Python mapping, and ways of looking at what is wrong with others."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from typing import Any

from mcda.errors import InvalidScenario, Problem
from mcda.files.read import read_mapping

SMALL: dict[str, Any] = {
    "mcda": 1,
    "money": "k€",
    "weights": {"trips": 2, "water": 1},
    "rules": {
        "budget": {"type": "budget", "max": 500},
        "rural": {"type": "share", "of": "benefit", "group": "rural", "min": "50 %"},
    },
    "overrides": {
        "frugal": {"rules.budget.max": 300},
        "no_equity": {"rules.rural": None},
        "dearer": {"actions.A.cost": 250},
    },
    "variants": {"prudent": ["frugal", "dearer"]},
    "partners": [
        {"partner": "TOWN", "name": "Town", "group": "urban", "cap": 400},
        {"partner": "HILL", "name": "Hill", "group": "rural", "cap": 100},
    ],
    "criteria": [
        {"criterion": "trips", "name": "Trips", "unit": "a day", "zero": 0, "full": 1000},
        {"criterion": "water", "name": "Water", "unit": "m3", "zero": 0, "full": 50},
    ],
    "actions": [
        {"action": "A", "name": "Bus", "theme": "mobility", "cost": 200},
        {"action": "B", "name": "Pipe", "theme": "water", "cost": "150,5"},
    ],
    "impacts": [{"action": "A", "trips": 300}, {"action": "B", "water": 20, "trips": None}],
    "shares": [
        {"action": "A", "partner": "TOWN", "pays": 60, "receives": "30 %"},
        {"action": "A", "partner": "HILL", "pays": 40, "receives": 70},
        {"action": "B", "partner": "HILL", "pays": 100, "receives": 100},
    ],
    "links": [{"type": "synergy", "action": "A", "other": "B", "effect": 10}],
}


def changed(**tables: Any) -> dict[str, Any]:
    """The small scenario with some of its keys replaced."""
    return {**deepcopy(SMALL), **tables}


def rows(table: str, *more: dict[str, Any], **cells: Any) -> list[dict[str, Any]]:
    """The rows of a table, cells changed in the first of them, rows added."""
    first, *rest = deepcopy(SMALL[table])
    return [{**first, **cells}, *rest, *more]


def problems_of(content: dict[str, Any], **options: Any) -> Sequence[Problem]:
    """What is wrong with a scenario; nothing where it is sound."""
    try:
        read_mapping(content, **options)
    except InvalidScenario as invalid:
        return invalid.problems
    return ()


def codes(content: dict[str, Any], **options: Any) -> set[str]:
    """Codes of what is wrong with a scenario."""
    return {problem.code for problem in problems_of(content, **options)}
