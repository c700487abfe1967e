"""Own shares, worked out by hand (see `tiny`), and what two readings of the law do to Caen."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from tiny import judge, tiny, verdict

from mcda.files.read import check, read
from mcda.portfolio.portfolio import Proof, assemble
from mcda.scoring import score

CAEN = Path(__file__).parents[2] / "scenarios" / "caen"
LEAD: dict[str, Any] = {"type": "own_share", "min": "60 %", "counting": "lead"}
ALL = {**LEAD, "counting": "partners"}


@pytest.mark.parametrize(
    ("rule", "chosen", "changes", "expected", "slack"),
    [
        (LEAD, "A1", {}, "MET", 0),  # others do not count: the least of 40 (A1), 0 (A2, A3)
        (LEAD, "A2", {}, "NOT MET", -20),  # R pays 100 of 200
        (LEAD, "A3", {}, "NOT MET", -30),  # U leads, V pays
        (ALL, "A1 A2 A3", {}, "MET", 20),
        (ALL, "A1", {"A1": {"cofinancing": 50}}, "NOT MET", -10),
        (LEAD, "A2", {"A2": {"kind": "operating"}}, "MET", 0),
        ({**LEAD, "kind": "operating"}, "A2", {"A2": {"kind": "operating"}}, "NOT MET", -20),
    ],
)
def test_own_share(
    rule: dict[str, Any], chosen: str, changes: dict[str, Any], expected: str, slack: Fraction
) -> None:
    found = verdict(rule, chosen, **changes)
    assert (found.verdict, found.slack) == (expected, slack)


def test_what_a_synergy_adds_to_the_cost_counts() -> None:
    """A1 costs 100 and 50 more with A2, half of it paid by U."""
    links = [{"type": "synergy", "action": "A1", "other": "A2", "on": "cost", "effect": 50}]
    tables = tiny({"own": {**LEAD, "min": "90 %"}}, links=links)
    tables["shares"][0]["pays"], tables["shares"][1]["pays"] = 50, 50
    tables["actions"][1]["kind"] = "operating"
    found = next(v for v in judge(tables, "A1 A2").verdicts if v.rule == "own")
    assert (found.left, found.right) == (75, 135)


@pytest.mark.parametrize(
    ("counting", "every_kind", "number"),
    [("lead", True, 18), ("lead", False, 10), ("partners", True, 0), ("partners", False, 0)],
)
def test_the_two_readings_on_caen(counting: str, every_kind: bool, number: int) -> None:
    """Counting only what leads pay, 18 of the 40 actions are out, 10 of them investments; else none."""
    record = f"{{type: own_share, min: 20 %, counting: {counting}}}"
    scenario = read(CAEN, settings=[f"rules.own={record}"])
    if every_kind:
        blank = tuple(action.model_copy(update={"kind": None}) for action in scenario.actions)
        scenario = scenario.model_copy(update={"actions": blank})
    scores = score(scenario)
    alone = (assemble(scores, [action], Proof("judged")) for action in scores.actions)
    standing = [next(v for v in found.verdicts if v.rule == "own").verdict for found in alone]
    assert (standing.count("NOT MET"), len(standing)) == (number, 40)


def test_the_shipped_scenario_says_nothing_of_it() -> None:
    assert [p.code for p in check(CAEN) if p.code in ("E246", "W045", "W046")] == []
