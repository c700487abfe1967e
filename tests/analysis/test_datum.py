"""A figure of a scenario is named as overrides name it, and changing it is what an override does."""

from __future__ import annotations

from fractions import Fraction

import pytest

import mcda
from mcda.analysis.datum import Datum, interval_of, numeric_bounds, value_of, with_figures
from mcda.scoring import leaf_weights

CAEN = "scenarios/caen"


@pytest.mark.parametrize(
    ("datum", "figure"),
    [
        (Datum("actions", "W1", "cost"), Fraction(3000)),
        (Datum("actions", "W1", "cofinancing"), Fraction(1, 4)),
        (Datum("impacts", "W1", "water"), Fraction(17)),
        (Datum("rules", "budget", "max"), Fraction(9000)),
    ],
)
def test_a_changed_figure_is_what_an_override_gives(datum: Datum, figure: Fraction) -> None:
    written = f"{datum}={figure * 100} %" if datum.field == "cofinancing" else f"{datum}={figure}"
    overridden = mcda.read(CAEN, settings=[written])
    changed = with_figures(mcda.read(CAEN), {datum: figure})
    assert value_of(changed, datum) == figure == value_of(overridden, datum)
    assert mcda.solve(changed).value == mcda.solve(overridden).value


def test_a_weight_leaves_the_others_their_proportions() -> None:
    scenario = mcda.read(CAEN)
    before = leaf_weights(scenario)
    after = leaf_weights(with_figures(scenario, {Datum("weights", "trips"): Fraction(1, 2)}))
    assert after["trips"] == Fraction(1, 2)
    assert sum(after.values()) == 1
    assert after["water"] / after["care"] == before["water"] / before["care"]


def test_figures_that_cannot_be_are_refused() -> None:
    scenario = mcda.read(CAEN)
    with pytest.raises(ValueError, match="cannot be"):
        with_figures(scenario, {Datum("rules", "budget", "max"): Fraction(-1)})
    with pytest.raises(ValueError, match="sum to 1"):
        with_figures(scenario, {Datum("weights", "trips"): Fraction(2)})


def test_intervals_and_bounds_are_those_that_are_stated() -> None:
    scenario = mcda.read(CAEN)
    assert Datum("rules", "budget", "max") in list(numeric_bounds(scenario))
    low, high = interval_of(scenario, Datum("actions", "W1", "cost")) or (None, None)
    record = scenario.action_by_id["W1"]
    assert (low, high) == (record.cost_low or record.cost, record.cost_high or record.cost)
    assert interval_of(scenario, Datum("weights", "trips")) is None
