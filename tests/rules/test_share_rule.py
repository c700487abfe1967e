"""Shares, worked out by hand (see `tiny`)."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from tiny import verdict

RURAL = {"type": "share", "of": "benefit", "group": "rural", "min": "50 %"}
UNSURE = {
    "A1_U": {"receives.low": 40, "receives.high": 60},
    "A1_R": {"receives.low": 40, "receives.high": 60},
}


@pytest.mark.parametrize(
    ("rule", "chosen", "expected", "slack"),
    [
        (RURAL, "A1", "MET", 0),
        (RURAL, "A1 A3", "NOT MET", Fraction("-2.5")),
        (RURAL, "A1 A2", "MET", 10),
        (RURAL, "", "VACUOUS", 0),
        ({"of": "benefit", "group": "rural", "max": "0.6"}, "A1", "MET", 1),
        ({"of": "benefit", "group": "rural", "max": "0.6"}, "A2", "NOT MET", -8),
        ({"of": "burden", "partner": "R", "max": "40 %"}, "A2", "NOT MET", -20),
        ({"of": "burden", "partner": "R", "max": "40 %"}, "A1 A2", "MET", 20),
        ({"of": "burden", "partner": "R", "max": "40 %"}, "", "VACUOUS", 0),
        ({"of": "received", "group": "periurban", "min": "20 %"}, "A1 A3", "MET", 20),
        ({"of": "received", "group": "periurban", "min": "20 %"}, "A1", "NOT MET", -20),
    ],
)
def test_share(rule: dict[str, Any], chosen: str, expected: str, slack: Fraction) -> None:
    found = verdict({"type": "share", **rule}, chosen)
    assert (found.verdict, found.slack) == (expected, slack)


def test_a_share_of_a_negative_total_is_not_met() -> None:
    """-5 is half of -10, but half of a loss is no fair share."""
    found = verdict(RURAL, "A1", A1_gain={"gain": -10})
    assert (found.verdict, found.slack) == ("NOT MET", 0)


def test_a_partner_in_two_groups_counts_in_each_by_its_fraction() -> None:
    half = {"U": {"group": None, "group.urban": "0.5", "group.rural": "0.5"}}
    found = verdict({**RURAL, "min": "75 %"}, "A1", **half)
    assert (found.verdict, found.left, found.slack) == ("MET", Fraction("7.5"), 0)


def test_a_share_is_fragile_to_who_receives() -> None:
    """At worst R receives 40 % of A1: 4 of 10 points where 5 are asked."""
    found = verdict(RURAL, "A1", **UNSURE)
    assert found.fragility is not None
    assert (found.verdict, found.slack) == ("FRAGILE", 0)
    assert (found.fragility.kind, found.fragility.margin) == ("receives", -1)


def test_a_share_that_holds_at_the_worst_is_met() -> None:
    assert verdict({**RURAL, "min": "40 %"}, "A1", **UNSURE).verdict == "MET"
