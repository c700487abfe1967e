"""Bounds in natural units and linear bounds, worked out by hand (see `tiny`)."""

from __future__ import annotations

from typing import Any

import pytest
from tiny import verdict


@pytest.mark.parametrize(
    ("rule", "chosen", "expected", "slack"),
    [
        ({"min": 15}, "A1", "NOT MET", -5),
        ({"min": 15}, "A2", "MET", 5),
        ({"min": 15}, "", "NOT MET", -15),
        ({"max": 25}, "A1 A2", "NOT MET", -5),
        ({"min": 15, "max": 25}, "A1 A3", "MET", 0),
    ],
)
def test_impact(rule: dict[str, Any], chosen: str, expected: str, slack: int) -> None:
    found = verdict({"type": "impact", "criterion": "gain", **rule}, chosen)
    assert (found.verdict, found.slack) == (expected, slack)


def test_an_impact_is_expected_and_never_clipped() -> None:
    """Value stops at 100 points; the total of 120 units at 50 % chance is 60."""
    gain = {"criterion": "gain", "name": "Gain", "unit": "u", "zero": 0, "full": 100, "clip": "true"}
    odds = {
        "criterion": "odds",
        "name": "Odds",
        "unit": "mark",
        "role": "success",
        "shape": "1:50 2:100",
    }
    levels = [{"action": a, "gain": 120, "odds": 1} for a in ("A1", "A2", "A3")]
    rule = {"type": "impact", "criterion": "gain", "min": 60}
    assert verdict(rule, "A1", criteria=[gain, odds], impacts=levels).slack == 0


def test_an_impact_is_fragile_to_its_interval() -> None:
    found = verdict({"type": "impact", "criterion": "gain", "min": 15}, "A2", A2_gain={"gain.low": 12})
    assert found.fragility is not None
    assert (found.verdict, found.fragility.kind, found.fragility.margin) == ("FRAGILE", "impacts", -3)


@pytest.mark.parametrize(
    ("chosen", "expected", "relation", "slack"),
    [
        ("A1", "MET", "min", 0),
        ("A2", "MET", "max", 0),
        ("A1 A2", "NOT MET", "max", -1),
        ("A3", "NOT MET", "min", -1),
    ],
)
def test_linear(chosen: str, expected: str, relation: str, slack: int) -> None:
    found = verdict({"type": "linear", "terms": {"A1": 1, "A2": 2}, "min": 1, "max": 2}, chosen)
    assert (found.verdict, found.relation, found.slack) == (expected, relation, slack)
