"""FRAGILE where partners may compensate each other, against every combination of ends."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

import pytest
from tiny import tiny, verdict_in

GAINS = {"A1": (1, 14), "A2": (2, 25), "A3": (3, 5)}
COSTS = {"A1": (90, 150), "A2": (170, 230), "A3": (50, 90)}
CHOSEN = "A1 A2 A3"


@pytest.mark.parametrize("margin", [-30, -5, 0, 20, 35, 58])
@pytest.mark.parametrize(("kind", "ends"), [("impacts", GAINS), ("costs", COSTS)])
def test_transfers_that_suffice_as_stated_and_fail_at_some_ends_are_fragile(
    kind: str, ends: dict[str, tuple[int, int]], margin: int
) -> None:
    rules = {"rule": {"type": "compensation", "margin": margin}}
    stated = tiny(rules, point_worth=15)
    for action, (low, high) in ends.items():
        row, column = _cell(stated, kind, action)
        row[f"{column}.low"], row[f"{column}.high"] = low, high
    worst = min(
        _slack(rules, kind, dict(zip(ends, chosen, strict=True))) for chosen in product(*ends.values())
    )
    found = verdict_in(stated, "rule", CHOSEN)
    assert found.slack == 0
    assert (found.verdict == "FRAGILE") == (worst < 0)
    if found.fragility is not None:
        assert found.fragility.margin == worst


def _cell(tables: dict, kind: str, action: str) -> tuple[dict, str]:
    name, column = ("impacts", "gain") if kind == "impacts" else ("actions", "cost")
    return next(row for row in tables[name] if row["action"] == action), column


def _slack(rules: dict, kind: str, levels: dict[str, int]) -> Fraction:
    tables = tiny(rules, point_worth=15)
    for action, level in levels.items():
        row, column = _cell(tables, kind, action)
        row[column] = level
    return verdict_in(tables, "rule", CHOSEN).slack
