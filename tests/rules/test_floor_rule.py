"""Floors, worked out by hand (see `tiny`)."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from tiny import verdict

WORTH = {"point_worth": 12}


@pytest.mark.parametrize(
    ("rule", "chosen", "expected", "relation", "slack"),
    [
        ({"of": "benefit", "min": 5, "only": ["R"]}, "A3", "NOT MET", "R", -5),
        ({"of": "benefit", "min": 5, "only": ["R"]}, "A1", "MET", "R", 0),
        ({"of": "benefit", "min": 5}, "A1 A2 A3", "MET", "U", 0),
        ({"of": "benefit", "min": 5}, "A1 A2", "NOT MET", "V", -5),
        ({"of": "received", "per": "head", "min": "0.05"}, "A1 A2 A3", "MET", "U", 0),
        ({"of": "received", "per": "head", "min": "0.05"}, "A2 A3", "NOT MET", "U", -50),
        ({"of": "received", "per": "fiscal_capacity", "min": 1}, "A1 A2 A3", "NOT MET", "U", -50),
        ({"of": "net", "min": 0, "only": ["U"]}, "A1", "NOT MET", "U", -40),
        ({"of": "net", "min": 0, "only": ["R"]}, "A2", "MET", "R", 140),
        ({"min_actions": 1, "only": ["V"]}, "A3", "MET", "V", 0),
        ({"min_actions": 1, "only": ["V"]}, "A1 A2", "NOT MET", "V", -1),
        ({"min_actions": 1, "only": ["R"]}, "A1", "MET", "R", 0),
        ({"min_actions": 1, "only": ["R"], "from": "60 %"}, "A1", "NOT MET", "R", -1),
        ({"return_on_burden": "70 %", "by": "spending"}, "A1", "NOT MET", "U", -20),
        ({"return_on_burden": "70 %", "by": "spending", "only": ["R"]}, "A2", "MET", "R", 130),
        ({"return_on_burden": "70 %", "by": "spending", "only": ["R"]}, "A1", "VACUOUS", "R", 50),
        ({"return_on_burden": "70 %", "by": "value", "only": ["U"]}, "A1", "NOT MET", "U", -10),
        ({"return_on_burden": "50 %", "by": "value", "only": ["U"]}, "A1", "MET", "U", 10),
        ({"return_on_burden": "120 %", "by": "value", "only": ["R"]}, "A2", "MET", "R", 120),
    ],
)
def test_floor(rule: dict[str, Any], chosen: str, expected: str, relation: str, slack: int) -> None:
    found = verdict({"type": "floor", **rule}, chosen, **WORTH)
    assert (found.verdict, found.relation, found.slack) == (expected, relation, slack)


def test_nobody_pays_so_a_return_is_vacuous() -> None:
    assert (
        verdict({"type": "floor", "return_on_burden": "70 %", "by": "spending"}, "").verdict == "VACUOUS"
    )


def test_a_body_without_population_is_left_out_of_floors_per_head() -> None:
    rule = {"type": "floor", "of": "received", "per": "head", "min": "0.05"}
    found = verdict(rule, "A1 A2", V={"population": ""})
    assert (found.verdict, found.relation) == ("MET", "U")


def test_a_parent_has_what_its_members_have_and_only_leaves_need_the_floor() -> None:
    """R is the parent of V: V alone must have 5 points, and R may be named with both."""
    child = {"V": {"parent": "R"}}
    rule = {"type": "floor", "of": "benefit", "min": 5}
    assert verdict(rule, "A1 A3", **child).verdict == "MET"
    assert verdict({**rule, "only": ["R"]}, "A1 A3", **child).slack == 5


RETURN = {"type": "floor", "return_on_burden": "50 %", "by": "value", "only": ["U"]}
SERVED = {"type": "floor", "min_actions": 1, "only": ["R"], "from": "50 %"}
UNSURE = {
    "A1_U": {"receives.low": 40, "receives.high": 60},
    "A1_R": {"receives.low": 40, "receives.high": 60},
}


@pytest.mark.parametrize(
    ("rule", "changes", "kind", "margin"),
    [
        (RETURN, {**WORTH, "A1_gain": {"gain.low": 8}}, "impacts", -2),
        (RETURN, {**WORTH, "A1": {"cost.high": 130}}, "costs", -5),
        (RETURN, {**WORTH, **UNSURE}, "receives", -2),
        (RETURN, {"point_worth": {"low": 8, "high": 16}}, "point_worth", -10),
        (SERVED, UNSURE, "receives", -1),
        ({"type": "floor", "of": "net", "min": -50, "only": ["U"]},
         {"point_worth": {"low": 8, "high": 16}}, "point_worth", -10),
    ],
)  # fmt: skip
def test_floor_fragile(rule: dict[str, Any], changes: dict[str, Any], kind: str, margin: int) -> None:
    """U pays 100 for A1 and gets 5 points; at 12 a point that is 60 where 50 are asked."""
    found = verdict(rule, "A1", **changes)
    assert found.verdict == "FRAGILE"
    assert found.fragility is not None
    assert (found.fragility.kind, found.fragility.margin) == (kind, Fraction(margin))
