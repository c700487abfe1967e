"""Partners that nothing affordable serves are named before anything is solved."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from loading import load
from tiny import tiny, verdict

from mcda.files.unserved import service_warnings

WORST = {"type": "worst_off"}


def warned(rules: dict[str, Any], **changes: Any) -> list[tuple[str | None, Any]]:
    found = service_warnings(load(tiny(rules, **changes)))
    return [(problem.value, problem.details["record"]) for problem in found]


def test_a_partner_whose_only_action_is_too_dear() -> None:
    """A3 alone serves V."""
    budget = {"budget": {"type": "budget", "max": 400}}
    assert warned(budget, objective=WORST) == []
    assert warned(budget, objective=WORST, A3={"cost": 500}) == [("V", "objective")]
    assert warned(budget, objective={**WORST, "exempt": ["V"]}, A3={"cost": 500}) == []


@pytest.mark.parametrize(
    "rule",
    [
        {"type": "gini", "max": "30 %"},
        {"type": "floor", "of": "benefit", "min": 1},
        {"type": "jain", "min": "80 %", "per": "partner"},
    ],
)
def test_rules_that_compare_name_it_too(rule: dict[str, Any]) -> None:
    excluded = {"out": {"type": "status", "excluded": ["A3"]}, "fair": rule}
    assert warned(excluded) == [("V", "fair")]
    capped = {"caps": {"type": "caps"}, "fair": rule}
    assert warned(capped, V={"cap": 40}) == [("V", "fair")]


def test_a_floor_that_asks_nothing_of_it_does_not() -> None:
    excluded = {"out": {"type": "status", "excluded": ["A3"]}}
    floors = {"net": {"type": "floor", "of": "net", "min": 1}}
    assert warned({**excluded, **floors}, point_worth=1) == []
    assert warned({**excluded, "u": {"type": "floor", "of": "benefit", "min": 1, "only": ["U"]}}) == []


def test_actions_that_are_worth_something_to_a_partner() -> None:
    """R gets 5 points of A1 and 20 of A2: one action is worth 6 points or more to it."""
    rule = {"type": "floor", "min_actions": 1, "worth": 6, "only": ["R"]}
    assert verdict(rule, "A1").slack == -1
    assert verdict(rule, "A1 A2").slack == Fraction(0)
