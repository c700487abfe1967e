"""Coverage and leadership, worked out by hand (see `tiny`)."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from tiny import verdict

MOST = {"type": "coverage", "per": "theme", "max_share": "60 %", "of": "local_cost"}


@pytest.mark.parametrize(
    ("rule", "chosen", "expected", "relation", "slack"),
    [
        ({"per": "theme", "min_actions": 1}, "A1", "NOT MET", "food", -1),
        ({"per": "theme", "min_actions": 1}, "A1 A2", "MET", "food", 0),
        ({"per": "theme", "min_actions": 1, "only": ["water"]}, "A1", "MET", "water", 0),
        ({"per": "theme", "max_actions": 1}, "A1 A3", "NOT MET", "water", -1),
        ({"per": "lead", "min_actions": 1}, "A1 A3", "NOT MET", "R", -1),
        ({"per": "group", "min_actions": 1}, "A2 A3", "NOT MET", "urban", -1),
        ({"per": "group", "min_actions": 1}, "A1 A2 A3", "MET", "periurban", 0),
        ({"per": "group", "min_actions": 1, "from": "60 %"}, "A1 A2 A3", "NOT MET", "urban", -1),
        ({"per": "partner", "min_actions": 2, "only": ["R"]}, "A1 A2", "MET", "R", 0),
        (MOST, "A1 A2", "NOT MET", "food", -20),
        (MOST, "A1 A2 A3", "MET", "food", 10),
        (MOST, "", "VACUOUS", "food", 0),
        ({"per": "lead", "min_share": "20 %", "of": "value"}, "A1 A2", "MET", "U", 4),
        ({"per": "theme", "min_share": "50 %"}, "A1 A2", "MET", "food", 0),
        ({"per": "theme", "min_share": "50 %"}, "A1 A2 A3", "NOT MET", "food", Fraction(-1, 2)),
    ],
)
def test_coverage(
    rule: dict[str, Any], chosen: str, expected: str, relation: str, slack: Fraction
) -> None:
    found = verdict({"type": "coverage", **rule}, chosen)
    assert (found.verdict, found.relation, found.slack) == (expected, relation, slack)


def test_a_share_of_all_cost_counts_co_funding() -> None:
    """A2 costs 200 (50 to its payers), A1 100: two thirds, or one third, is for food."""
    co_funded = {"A2": {"cofinancing": 75}}
    assert verdict(MOST, "A1 A2", **co_funded).verdict == "NOT MET"
    assert verdict(MOST, "A1 A2", **co_funded).relation == "water"
    assert verdict({**MOST, "of": "cost"}, "A1 A2", **co_funded).relation == "food"


def test_every_theme_of_the_table_counts_even_if_its_actions_are_set_aside() -> None:
    """The maturity of A2, the only action on food, is below the threshold."""
    ripe = {"criterion": "ripe", "name": "Ripe", "unit": "mark", "role": "threshold", "at_least": 3}
    gain = {"criterion": "gain", "name": "Gain", "unit": "u", "zero": 0, "full": 100}
    levels = [
        {"action": "A1", "gain": 10, "ripe": 3},
        {"action": "A2", "gain": 20, "ripe": 2},
        {"action": "A3", "gain": 5, "ripe": 5},
    ]
    rule = {"type": "coverage", "per": "theme", "min_actions": 1}
    found = verdict(rule, "A1 A3", criteria=[gain, ripe], impacts=levels)
    assert (found.verdict, found.relation) == ("NOT MET", "food")


@pytest.mark.parametrize(
    ("rule", "changes", "kind", "margin"),
    [
        (MOST, {"A2": {"cost.high": 260}}, "costs", -14),
        ({"type": "coverage", "per": "group", "min_actions": 1, "from": "50 %"},
         {"A1_U": {"receives.low": 30, "receives.high": 70},
          "A1_R": {"receives.low": 30, "receives.high": 70}}, "receives", -1),
        ({"type": "coverage", "per": "lead", "min_share": "40 %", "of": "value"},
         {"A1_gain": {"gain.low": 6}}, "impacts", Fraction("-1.4")),
        ({"type": "coverage", "per": "group", "min_actions": 1},
         {"U": {"group@alt": "urban"}, "V": {"group@alt": "urban"}, "R": {"group@alt": "rural"}},
         "classification", -1),
    ],
)  # fmt: skip
def test_coverage_fragile(
    rule: dict[str, Any], changes: dict[str, Any], kind: str, margin: Fraction
) -> None:
    found = verdict(rule, "A1 A2 A3", **changes)
    assert found.verdict == "FRAGILE"
    assert found.fragility is not None
    assert (found.fragility.kind, found.fragility.margin) == (kind, margin)


LEAD = {"type": "lead", "max_share": "60 %"}


@pytest.mark.parametrize(
    ("rule", "chosen", "expected", "relation", "slack"),
    [
        (LEAD, "A1 A3", "NOT MET", "U", -60),
        (LEAD, "A1 A2", "NOT MET", "R", -20),
        (LEAD, "A1 A2 A3", "MET", "R", 10),
        (LEAD, "", "VACUOUS", "R", 0),
        ({**LEAD, "of": "actions", "max_share": "0.7"}, "A1 A2 A3", "MET", "U", Fraction("0.1")),
    ],
)
def test_lead(rule: dict[str, Any], chosen: str, expected: str, relation: str, slack: Fraction) -> None:
    found = verdict(rule, chosen)
    assert (found.verdict, found.relation, found.slack) == (expected, relation, slack)


def test_lead_counts_all_cost_on_demand() -> None:
    co_funded = {"A2": {"cofinancing": 50}}
    assert verdict(LEAD, "A1 A2", **co_funded).slack == 20
    assert verdict({**LEAD, "of": "cost"}, "A1 A2", **co_funded).slack == -20


def test_an_action_without_lead_counts_in_the_whole_only() -> None:
    found = verdict(LEAD, "A1 A2", A1={"lead": ""})
    assert (found.relation, found.slack) == ("R", -20)


def test_lead_is_fragile_to_costs() -> None:
    found = verdict(LEAD, "A1 A2 A3", A2={"cost.high": 260})
    assert found.fragility is not None
    assert (found.verdict, found.fragility.margin) == ("FRAGILE", -14)
