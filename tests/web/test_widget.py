"""Sliders in a notebook give the figures of the command line."""

from __future__ import annotations

from fractions import Fraction

import mcda
from mcda.web.widget import settings

BREST = "scenarios/brest"


def test_where_nothing_is_moved_it_is_the_scenarios_own_portfolio() -> None:
    widget = mcda.sliders(BREST)
    assert widget.portfolio.actions == mcda.solve(mcda.read(BREST)).actions
    assert widget.controls
    assert all(
        Fraction(c["low"]) <= Fraction(c["value"]) <= Fraction(c["high"]) for c in widget.controls
    )


def test_a_moved_slider_is_a_setting() -> None:
    widget = mcda.sliders(BREST)
    widget.moved = {"rules.budget.max": "2000", "rules.rural.min": "65/100"}
    asked = mcda.read(BREST, settings=["rules.budget.max=2000", "rules.rural.min=0.65"])
    assert widget.portfolio.actions == mcda.solve(asked).actions
    assert settings(widget.moved) == ["rules.budget.max=2000", "rules.rural.min=0.65"]


def test_rules_that_clash_are_told() -> None:
    widget = mcda.sliders(BREST)
    widget.moved = {"rules.budget.max": "1"}
    assert widget.portfolio is None
    assert "budget" in widget.shown.lower()
