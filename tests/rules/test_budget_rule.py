"""Budgets and caps, worked out by hand (see `tiny`)."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from tiny import tiny, verdict, verdict_in

CO_FUNDED = {"A2": {"cofinancing": 75}}
"""A2 costs 200, of which its payers bear 50."""


@pytest.mark.parametrize(
    ("rule", "chosen", "expected", "relation", "slack"),
    [
        ({"max": 150}, "A1 A3", "MET", "total", 0),
        ({"max": 150}, "A2", "NOT MET", "total", -50),
        ({"max": 0}, "", "MET", "total", 0),
        ({"max": 160, "per": "theme"}, "A1 A3", "MET", "water", 10),
        ({"max": 160, "per": "theme"}, "A1 A2", "NOT MET", "food", -40),
        ({"max": 199, "per": "lead"}, "A1 A2", "NOT MET", "R", -1),
        ({"max": 200, "per": "lead"}, "A1 A2", "MET", "R", 0),
        ({"max": 150, "per": "partner"}, "A1 A2", "NOT MET", "U", -50),
        ({"max": 150, "per": "partner"}, "A2 A3", "MET", "R", 50),
    ],
)
def test_budget(rule: dict[str, Any], chosen: str, expected: str, relation: str, slack: int) -> None:
    found = verdict({"type": "budget", **rule}, chosen)
    assert (found.verdict, found.relation, found.slack) == (expected, relation, slack)


@pytest.mark.parametrize(
    ("of", "expected", "slack"), [("local_cost", "MET", 50), ("cost", "NOT MET", -100)]
)
def test_budget_counts_local_cost_or_all_cost(of: str, expected: str, slack: int) -> None:
    found = verdict({"type": "budget", "max": 100, "of": of}, "A2", **CO_FUNDED)
    assert (found.verdict, found.slack) == (expected, slack)


def test_budget_is_tested_against_costs_only_on_demand() -> None:
    dearer = {"A1": {"cost.high": 170}}
    assert verdict({"type": "budget", "max": 150}, "A1", **dearer).verdict == "MET"
    found = verdict({"type": "budget", "max": 150, "fragile_to": "costs"}, "A1", **dearer)
    assert found.verdict == "FRAGILE"
    assert found.fragility is not None
    assert (found.fragility.kind, found.fragility.margin) == ("costs", -20)


CAPPED = {"U": {"cap": 150}, "R": {"cap": "99.99"}}


@pytest.mark.parametrize(
    ("chosen", "expected", "relation", "slack"),
    [
        ("A1", "MET", "U", 50),
        ("A1 A2", "NOT MET", "U", -50),
        ("A2", "NOT MET", "R", Fraction(-1, 100)),
        ("", "MET", "R", Fraction("99.99")),
    ],
)
def test_caps(chosen: str, expected: str, relation: str, slack: Fraction) -> None:
    found = verdict({"type": "caps"}, chosen, **CAPPED)
    assert (found.verdict, found.relation, found.slack) == (expected, relation, slack)


def test_a_cap_bears_on_members_too() -> None:
    """V is a member of R: what both pay counts against the cap of R."""
    tables = tiny({"caps": {"type": "caps"}}, V={"parent": "R"}, R={"cap": 140})
    assert verdict_in(tables, "caps", "A2").slack == 40
    found = verdict_in(tables, "caps", "A2 A3")
    assert (found.verdict, found.slack) == ("NOT MET", -10)


def test_caps_are_tested_against_costs_only_on_demand() -> None:
    dearer = {**CAPPED, "A1": {"cost.high": 151}}
    assert verdict({"type": "caps"}, "A1", **dearer).verdict == "MET"
    found = verdict({"type": "caps", "fragile_to": "costs"}, "A1", **dearer)
    assert found.fragility is not None
    assert (found.verdict, found.fragility.margin) == ("FRAGILE", -1)
