"""Sets of weights side by side, worked out by hand on the tiny scenario with a second criterion.

Two criteria, gain (0 to 100 u) and calm (40 to 0 dB, less is better). Under the budget of 200 a list
is A2, or one or both of A1 and A3.

    points of    A1 (gain 10, 30 dB less)   A2 (gain 20)   A3 (gain 5)   best
    Town         10                         20             5             A2: 20
    Country      0.25 x 10 + 0.75 x 75      5              1.25          A1, A3: 60

Town gives gain everything; Country gives it a quarter.
"""

from __future__ import annotations

from fractions import Fraction
from math import isnan
from typing import Any

import pytest
from loading import load
from tiny import tiny

import mcda
from mcda.errors import UsageProblem
from mcda.model import Scenario

COLLEGES = [
    {"college": "Town", "criterion": "gain", "weight": 100},
    {"college": "Country", "criterion": "gain", "weight": 10},
    {"college": "Country", "criterion": "calm", "weight": 30},
]


def two(weights: Any = None, rules: Any = None, **changes: Any) -> Scenario:
    """The scenario of the table above."""
    tables = tiny(
        {"budget": {"type": "budget", "max": 200}, **(rules or {})},
        A1_gain={"calm": -30},
        weights=weights or {"gain": 3, "calm": 1},
        colleges=COLLEGES,
        **changes,
    )
    calm = {"criterion": "calm", "name": "Calm", "unit": "dB", "zero": 40, "full": 0}
    tables["criteria"] = [*tables["criteria"], calm]
    return load(tables)


def by_heading(found: mcda.WeightSets) -> dict[str, dict[str, Fraction]]:
    return {one.heading: dict(one.weights) for one in found.sets}


# ---------------------------------------------------------------- sets


def test_the_sets_of_the_scenario_of_the_colleges_and_between() -> None:
    found = mcda.weight_sets(two(), consensus=False)
    quarter = Fraction(1, 4)
    assert by_heading(found) == {
        "scenario": {"calm": quarter, "gain": 1 - quarter},
        "Country": {"calm": 1 - quarter, "gain": quarter},
        "Town": {"calm": 0, "gain": 1},
        "mean": {"calm": Fraction(3, 8), "gain": Fraction(5, 8)},
        "geometric": {"calm": 0, "gain": 1},
    }
    assert [one.voice for one in found.sets] == [None, 1, 1, None, None]


def test_the_table_has_a_row_for_each_leaf_and_a_column_for_each_set() -> None:
    table = mcda.weight_sets(two(), consensus=False).table
    assert list(table.index) == ["calm", "gain"]
    assert list(table.columns) == ["scenario", "Country", "Town", "mean", "geometric"]
    assert table.loc["calm"].tolist() == [0.25, 0.75, 0, 0.375, 0]
    assert table.sum().tolist() == [1, 1, 1, 1, 1]


def test_without_colleges_there_is_one_set_and_no_consensus() -> None:
    found = mcda.weight_sets(load(tiny()))
    assert by_heading(found) == {"scenario": {"gain": 1}}
    assert (found.consensus, found.disagreements, dict(found.distances)) == (None, (), {})
    assert found.exchange_rates.loc["gain", "scenario"] == 1


def test_where_the_colleges_differ() -> None:
    found = mcda.weight_sets(two(), consensus=False)
    three_quarters = Fraction(3, 4)
    assert found.disagreements == (
        ("calm", "Town", "Country", three_quarters),
        ("gain", "Country", "Town", three_quarters),
    )
    assert dict(found.distances) == {("Country", "Town"): three_quarters}


# ---------------------------------------------------------------- exchange rates


def test_exchange_rates_in_the_heaviest_criterion() -> None:
    """Gain: 75 points over 100 u. Calm: 25 points over 40 dB, so 0.625 / 0.75 u each."""
    found = mcda.weight_sets(two(point_worth=200), consensus=False)
    assert found.reference == "gain"
    calm, gain = found.sets[0].rates
    assert (calm.points, calm.in_reference, calm.money) == (Fraction(5, 8), Fraction(5, 6), 125)
    assert (gain.points, gain.in_reference, gain.money) == (Fraction(3, 4), 1, 150)
    rates = found.exchange_rates
    assert rates.loc["calm", "Country"] == 7.5
    assert rates.loc["gain"].tolist() == [1] * 5


def test_a_reference_without_weight_has_no_rate() -> None:
    found = mcda.weight_sets(two(), reference="calm", consensus=False)
    assert found.exchange_rates.loc["gain", "scenario"] == pytest.approx(1.2)
    assert found.sets[2].heading == "Town"
    assert [rate.in_reference for rate in found.sets[2].rates] == [None, None]
    assert isnan(found.exchange_rates.loc["gain", "Town"])


def test_no_money_without_point_worth() -> None:
    found = mcda.weight_sets(two(), consensus=False)
    assert {rate.money for one in found.sets for rate in one.rates} == {None}


def test_an_unknown_reference_is_refused_with_the_nearest() -> None:
    with pytest.raises(UsageProblem) as refused:
        mcda.weight_sets(two(), reference="gains", consensus=False)
    problem = refused.value.problem
    assert (problem.code, problem.value, problem.suggestion) == ("E210", "gains", "gain")
    assert problem.details == {"known": "calm, gain"}


# ---------------------------------------------------------------- statements


def test_intervals_and_centre_of_statements() -> None:
    """Calm between a fifth and a half; the centre is the mean of the two vertices."""
    scenario = two({"statements": ["gain >= calm", "calm >= 0.2"]})
    found = mcda.weight_sets(scenario, consensus=False)
    fifth, half = Fraction(1, 5), Fraction(1, 2)
    assert found.intervals == {"calm": (fifth, half), "gain": (half, 1 - fifth)}
    assert by_heading(found)["scenario"] == {"calm": Fraction(7, 20), "gain": Fraction(13, 20)}


def test_no_interval_where_one_set_was_stated() -> None:
    assert mcda.weight_sets(two(), consensus=False).intervals == {}


# ---------------------------------------------------------------- regrets


def test_the_consensus_and_what_another_list_costs_each_college() -> None:
    found = mcda.weight_sets(two())
    assert found.consensus is not None
    assert found.consensus.actions == ("A1", "A3")
    assert told(found, found.consensus.actions) == {"Country": (60, 60, 0), "Town": (15, 20, 5)}
    assert found.regrets(["A1", "A3"]) == found.consensus.proof.regrets
    assert told(found, ["A2"]) == {"Country": (5, 60, 55), "Town": (20, 20, 0)}
    assert told(found, []) == {"Country": (0, 60, 60), "Town": (0, 20, 20)}


def told(found: mcda.WeightSets, actions: Any) -> dict[str, tuple[Fraction, Fraction, Fraction]]:
    return {one.college: (one.value, one.best, one.points) for one in found.regrets(actions)}


def test_a_list_may_bring_more_than_the_rules_allow() -> None:
    """All three cost 350: Town would have 35 points, 15 more than its best within the budget."""
    assert told(mcda.weight_sets(two()), ["A1", "A2", "A3"])["Town"] == (35, 20, -15)


def test_no_regrets_where_no_consensus_was_looked_for() -> None:
    assert mcda.weight_sets(two(), consensus=False).regrets(["A1"]) == ()


def test_an_unknown_action_is_refused() -> None:
    with pytest.raises(UsageProblem) as refused:
        mcda.weight_sets(two(), consensus=False).regrets(["A1", "B2"])
    assert (refused.value.problem.code, refused.value.problem.value) == ("E093", "B2")


def test_rules_that_clash_leave_a_reason() -> None:
    rule = {"type": "linear", "terms": {"A1": 1, "A2": 1}, "min": 2}
    found = mcda.weight_sets(two(rules={"both": rule}))
    assert found.consensus is None
    assert isinstance(found.without_consensus, mcda.Infeasible)
