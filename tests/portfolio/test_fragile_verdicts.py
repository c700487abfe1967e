"""FRAGILE: one kind of doubt at a time, each datum at its own worst end (see `tiny`)."""

from __future__ import annotations

from fractions import Fraction

import pytest
from tiny import Tables, verdict

from mcda.portfolio.verdicts import Fragility

RURAL = {"type": "share", "of": "benefit", "group": "rural", "min": "50 %"}
RETURN = {"type": "floor", "return_on_burden": "50 %", "by": "value", "only": ["U"]}
UNSURE = {
    "A1_U": {"receives.low": 40, "receives.high": 60},
    "A1_R": {"receives.low": 40, "receives.high": 60},
}
OTHERWISE = {"U": {"group@alt": "rural"}, "V": {"group@alt": "urban"}, "R": {"group@alt": "urban"}}


def test_under_another_classification() -> None:
    """A2 serves R, which the other classification calls urban: 0 of 20 points are rural."""
    found = verdict(RURAL, "A2", **OTHERWISE)
    assert (found.verdict, found.slack) == ("FRAGILE", 10)
    assert found.fragility == Fragility("classification", "alt", "min", Fraction(-10))


def test_inside_the_interval_of_receives() -> None:
    found = verdict(RURAL, "A1", **UNSURE)
    assert found.fragility == Fragility("receives", "", "min", Fraction(-1))


def test_inside_the_interval_of_impacts() -> None:
    """8 points to U rather than 10: 4 x 12 = 48 money where 50 are asked."""
    found = verdict(RETURN, "A1", A1_gain={"gain.low": 8}, point_worth=12)
    assert found.fragility == Fragility("impacts", "", "U", Fraction(-2))


def test_inside_the_interval_of_costs() -> None:
    found = verdict(RETURN, "A1", A1={"cost.high": 130}, point_worth=12)
    assert found.fragility == Fragility("costs", "", "U", Fraction(-5))


def test_inside_the_interval_of_the_worth_of_a_point() -> None:
    found = verdict(RETURN, "A1", point_worth={"low": 8, "high": 16})
    assert found.fragility == Fragility("point_worth", "low", "U", Fraction(-10))


def test_kinds_are_looked_at_one_at_a_time() -> None:
    """U gets 54 for 50 with impacts at worst, 60 for 57.5 with costs; with both 54 for 57.5."""
    changes: Tables = {"A1_gain": {"gain.low": 9}, "A1": {"cost.high": 115}, "point_worth": 12}
    found = verdict(RETURN, "A1", **changes)
    assert (found.verdict, found.slack) == ("MET", 10)


def test_every_action_stands_at_its_own_worst_end() -> None:
    """Of A1 R has half: its worst end is low. Of A3 it has nothing: its worst end is high."""
    ends = {"A1_gain": {"gain.low": 8, "gain.high": 12}, "A3_gain": {"gain.low": 4, "gain.high": 6}}
    found = verdict({**RURAL, "min": "30 %"}, "A1 A3", **ends)
    assert found.slack == Fraction("0.5")
    assert found.fragility == Fragility("impacts", "", "min", Fraction("-0.2"))


def test_receives_stay_at_100_in_all() -> None:
    """R may fall by 20 but U may rise by 10 only."""
    narrow = {
        "A1_U": {"receives.low": 40, "receives.high": 60},
        "A1_R": {"receives.low": 30, "receives.high": 60},
    }
    found = verdict(RURAL, "A1", **narrow)
    assert found.fragility is not None
    assert found.fragility.margin == -1


@pytest.mark.parametrize(
    ("chosen", "expected"), [("A1 A3", "NOT MET"), ("", "VACUOUS"), ("A1", "FRAGILE"), ("A1 A2", "MET")]
)
def test_not_met_before_vacuous_before_fragile_before_met(chosen: str, expected: str) -> None:
    assert verdict(RURAL, chosen, **UNSURE).verdict == expected


def test_an_interval_of_an_action_that_is_not_selected_does_not_matter() -> None:
    assert verdict(RURAL, "A2", **UNSURE).verdict == "MET"


def test_who_receives_may_decide_what_a_cost_share_counts() -> None:
    """A theme's cost does not depend on who receives, a group's coverage does."""
    by_group = {"type": "coverage", "per": "group", "only": ["rural"], "from": "50 %", "min_actions": 1}
    by_theme = {"type": "coverage", "per": "theme", "only": ["water"], "min_actions": 1}
    assert verdict(by_group, "A1", **UNSURE).verdict == "FRAGILE"
    assert verdict(by_theme, "A1", **UNSURE).verdict == "MET"


def test_a_negative_effect_turns_the_worst_end_around() -> None:
    """At worst A1 takes 12 points away, not 8."""
    rule = {"type": "impact", "criterion": "gain", "min": 10}
    found = verdict(rule, "A1 A2", A1_gain={"gain": -10, "gain.low": -12, "gain.high": -8})
    assert found.fragility == Fragility("impacts", "", "min", Fraction(-2))


def test_synergies_carry_the_doubt_along() -> None:
    """+50 % on A1 with A3: 15 points at best guess, 12 at worst."""
    synergy = [{"type": "synergy", "action": "A1", "other": "A3", "effect": 50, "on": "gain"}]
    rule = {"type": "impact", "criterion": "gain", "min": 20}
    found = verdict(rule, "A1 A3", links=synergy, A1_gain={"gain.low": 8})
    assert (found.verdict, found.slack) == ("FRAGILE", Fraction("2.5"))
    assert found.fragility is not None
    assert found.fragility.margin == Fraction("-0.5")
