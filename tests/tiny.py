"""A scenario small enough to be worked out by hand, and how its rules stand.

    action  theme  lead  cost  points   pays            receives          flows
    A1      water  U     100   10       U 100           U 50, R 50        UU 50, UR 50
    A2      food   R     200   20       U 50, R 50      R 100             UR 100, RR 100
    A3      water  U      50    5       V 100           V 100             VV 50

One criterion, `gain`: 1 unit is 1 point. Money is in euros. U is urban, V periurban, R rural;
U and V touch each other.
"""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from loading import load

from mcda.portfolio.portfolio import Portfolio, Proof, assemble
from mcda.portfolio.verdicts import Verdict
from mcda.scoring import score

Tables = dict[str, Any]

BASE: Tables = {
    "mcda": 1,
    "title": "Tiny",
    "language": "en",
    "money": "EUR",
    "partners": [
        {"partner": "U", "name": "Town", "group": "urban", "population": 1000,
         "fiscal_capacity": 100, "contiguous_with": "V"},
        {"partner": "V", "name": "Belt", "group": "periurban", "population": 500, "fiscal_capacity": 40},
        {"partner": "R", "name": "Country", "group": "rural", "population": 200, "fiscal_capacity": 10},
    ],
    "criteria": [{"criterion": "gain", "name": "Gain", "unit": "u", "zero": 0, "full": 100}],
    "actions": [
        {"action": "A1", "name": "One", "theme": "water", "cost": 100, "lead": "U"},
        {"action": "A2", "name": "Two", "theme": "food", "cost": 200, "lead": "R"},
        {"action": "A3", "name": "Three", "theme": "water", "cost": 50, "lead": "U"},
    ],
    "impacts": [
        {"action": "A1", "gain": 10},
        {"action": "A2", "gain": 20},
        {"action": "A3", "gain": 5},
    ],
    "shares": [
        {"action": "A1", "partner": "U", "pays": 100, "receives": 50},
        {"action": "A1", "partner": "R", "pays": 0, "receives": 50},
        {"action": "A2", "partner": "U", "pays": 50, "receives": 0},
        {"action": "A2", "partner": "R", "pays": 50, "receives": 100},
        {"action": "A3", "partner": "V", "pays": 100, "receives": 100},
    ],
    "links": [],
    "rules": {},
}  # fmt: skip


def tiny(rules: Tables | None = None, **changes: Any) -> Tables:
    """The tiny scenario with these rules.

    ``A1={"cost.low": 80}`` changes the row of an action, partner or criterion;
    ``A1_R={...}`` that of a share; ``A1_gain={"gain.low": 8}`` an impact; other keys are settings.
    """
    tables = deepcopy(BASE)
    tables["rules"] = rules or {}
    found = _rows(tables)
    for key, change in changes.items():
        if key in found:
            found[key].update(change)
        else:
            tables[key] = change
    return tables


def _rows(tables: Tables) -> dict[str, Tables]:
    rows = {row["action"]: row for row in tables["actions"]}
    rows |= {row["partner"]: row for row in tables["partners"]}
    rows |= {row["criterion"]: row for row in tables["criteria"]}
    rows |= {f"{row['action']}_{row['partner']}": row for row in tables["shares"]}
    return rows | {f"{row['action']}_gain": row for row in tables["impacts"]}


def judge(tables: Tables, chosen: str) -> Portfolio:
    """A portfolio given by the ids of its actions, separated by spaces."""
    return assemble(score(load(tables)), chosen.split(), Proof("judged"))


def verdict(rule: Tables, chosen: str, **changes: Any) -> Verdict:
    """How one rule stands on a portfolio of the tiny scenario."""
    return verdict_in(tiny({"rule": rule}, **changes), "rule", chosen)


def verdict_in(tables: Tables, name: str, chosen: str) -> Verdict:
    return next(v for v in judge(tables, chosen).verdicts if v.rule == name)
