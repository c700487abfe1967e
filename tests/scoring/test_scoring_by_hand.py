"""From levels to whole units, worked out by hand."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from loading import load
from random_scenarios import Scenario, scenarios
from tiny import Tables, judge, tiny

from mcda.scoring import leaf_weights, score
from mcda.scoring.apportion import apportion


@given(st.integers(-(10**9), 10**9), st.lists(st.integers(0, 10**6), min_size=1, max_size=8).filter(any))
def test_apportioned_units_add_up_and_stay_within_one_of_their_quota(
    units: int, weights: list[int]
) -> None:
    shares = apportion(units, weights)
    assert sum(shares) == units
    for share, weight in zip(shares, weights, strict=True):
        assert abs(share - Fraction(units * weight, sum(weights))) < 1
        assert share * units >= 0


def test_apportionment_is_by_largest_remainder_ties_to_the_first() -> None:
    assert apportion(10, [1, 1, 1]) == [4, 3, 3]
    assert apportion(-10, [1, 1, 1]) == [-4, -3, -3]
    assert apportion(7, [50, 30, 20]) == [4, 2, 1]
    assert apportion(1, [1, 0, 2]) == [0, 0, 1]


LEAF = {"unit": "u", "zero": 0, "full": 100}


def test_weights_are_normalised_among_siblings_and_multiplied_down() -> None:
    tables = tiny(
        criteria=[
            {"criterion": "gain", "name": "Gain", **LEAF, "weight": 30},
            {"criterion": "care", "name": "Care"},
            {"criterion": "beds", "name": "Beds", **LEAF, "parent": "care", "weight": 100},
            {"criterion": "calls", "name": "Calls", **LEAF, "parent": "care", "weight": 300},
        ],
        weights={"care": 90, "gain": 10},
    )
    weights = leaf_weights(load(tables))
    assert weights == {"gain": Fraction(1, 10), "beds": Fraction(9, 40), "calls": Fraction(27, 40)}


def test_siblings_without_weights_weigh_the_same() -> None:
    tables = tiny(criteria=[{"criterion": c, "name": c, **LEAF} for c in ("gain", "b", "c")])
    assert set(leaf_weights(load(tables)).values()) == {Fraction(1, 3)}


@pytest.mark.parametrize(
    ("points", "unit"),
    [
        ("0.0001", 6),
        ("9.999999", 6),
        (10, 5),
        (99, 5),
        (100, 4),
        ("99999.9", 2),
        ("9999999", 0),
        (10**8, 0),
    ],
)
def test_the_unit_of_value_keeps_the_sum_of_values_below_ten_million(points: Any, unit: int) -> None:
    """10^-k points, k in 0..6 the largest for which absolute values sum below 10^7 units."""
    levels = [{"action": "A1", "gain": points}, {"action": "A2"}, {"action": "A3", "gain": 0}]
    assert score(load(tiny(impacts=levels))).unit == Fraction(1, 10**unit)


def test_losses_and_synergy_increments_count_in_the_unit_of_value() -> None:
    """6 and -3 points, and 50 % of each: 13.5 points in all, so five decimals."""
    levels = [{"action": "A1", "gain": 6}, {"action": "A2", "gain": -3}]
    synergy = [{"type": "synergy", "action": "A1", "other": "A2", "effect": 50, "on": "value"}]
    assert score(load(tiny(impacts=levels))).unit == Fraction(1, 10**6)
    assert score(load(tiny(impacts=levels, links=synergy))).unit == Fraction(1, 10**5)


@pytest.mark.parametrize(
    ("money", "cent"), [("€", 100), ("EUR", 100), ("k€", 100_000), ("M€", 100_000_000), ("CHF", 100)]
)
def test_a_cent_is_a_hundredth_of_a_euro(money: str, cent: int) -> None:
    assert score(load(tiny(money=money))).cent == Fraction(1, cent)


def test_value_and_money_round_half_to_even() -> None:
    """0.005 € and 0.015 € at 50 % co-funding of 0.01 € and 0.03 €; cents 0 and 2."""
    tables = tiny(A1={"cost": "0.01", "cofinancing": 50}, A2={"cost": "0.03", "cofinancing": 50})
    assert judge(tables, "A1").local_cost == 0
    assert judge(tables, "A2").local_cost == Fraction(2, 100)


def test_synergies_of_both_signs_act_on_both_actions() -> None:
    """+50 % on value, -30 % on cost: (10 + 20) 1.5 points, (100 + 200) 0.7 euros."""
    links = [
        {"type": "synergy", "action": "A1", "other": "A2", "effect": 50, "on": "value"},
        {"type": "synergy", "action": "A1", "other": "A2", "effect": -30, "on": "cost"},
    ]
    tables = tiny(links=links)
    both = judge(tables, "A1 A2")
    assert (both.value, both.cost, both.local_cost) == (45, 210, 210)
    assert (judge(tables, "A1").value, judge(tables, "A1").cost) == (10, 100)


def test_effects_of_several_partners_add_up() -> None:
    """A1 gains 10 % with A2 and 20 % with A3: 13 points, not 13.2."""
    links = [
        {"type": "synergy", "action": "A1", "other": "A2", "effect": 10, "on": "gain"},
        {"type": "synergy", "action": "A3", "other": "A1", "effect": 20, "on": "gain"},
    ]
    assert judge(tiny(links=links), "A1 A2 A3").value == 13 + 22 + 6


def test_success_scales_effects_good_and_bad_but_never_costs() -> None:
    criteria = [
        {"criterion": "gain", "name": "Gain", **LEAF},
        {"criterion": "odds", "name": "Odds", "unit": "mark", "role": "success", "shape": "1:20 5:100"},
        {"criterion": "will", "name": "Will", "unit": "mark", "role": "success", "shape": "1:50 2:100"},
    ]
    levels = [
        {"action": "A1", "gain": 10, "odds": 2, "will": 1},
        {"action": "A2", "gain": -20, "odds": 5, "will": 1},
        {"action": "A3", "gain": 5, "odds": 5, "will": 2},
    ]
    tables = tiny(criteria=criteria, impacts=levels)
    assert [judge(tables, a).value for a in ("A1", "A2", "A3")] == [2, -10, 5]
    assert [judge(tables, a).cost for a in ("A1", "A2", "A3")] == [100, 200, 50]
    assert judge(tables, "A1 A2 A3").impacts == {"gain": -3}


SATURATING = {"criterion": "gain", "name": "Gain", "unit": "u", "scope": "portfolio"}


def test_common_value_saturates_and_belongs_to_nobody() -> None:
    """30 units reach the first knee (60 points), 35 the second slope."""
    curve = {"zero": 0, "full": 40, "shape": "0:0 30:60 40:100", "clip": "true"}
    tables = tiny(criteria=[{**SATURATING, **curve}])
    found = judge(tables, "A1 A2 A3")
    assert (found.value, found.common) == (80, 80)
    assert all(line.benefit == 0 for line in found.ledger.partners)
    assert judge(tables, "A1").value == 20
    assert sum(found.value_by_theme.values()) == 0


def test_common_value_is_rounded_down_to_the_unit() -> None:
    tables = tiny(criteria=[{**SATURATING, "zero": 0, "full": 3}], A1_gain={"gain": 1})
    found = judge(tables, "A1")
    assert found.unit == Fraction(1, 10**6)
    assert found.value == Fraction("33.333333")
    assert found.value_from_records == Fraction(100, 3)


def test_rows_for_one_criterion_move_its_benefit_only() -> None:
    tables = tiny()
    tables["shares"].append({"action": "A1", "partner": "V", "criterion": "gain", "receives": 100})
    lines = {line.partner: line for line in judge(tables, "A1").ledger.partners}
    assert {p: line.benefit for p, line in lines.items()} == {"U": 0, "V": 10, "R": 0}
    assert {p: line.received for p, line in lines.items()} == {"U": 50, "V": 0, "R": 50}


def test_rows_for_one_criterion_that_do_not_sum_to_100_replace_the_plain_ones() -> None:
    tables = tiny()
    tables["shares"] += [
        {"action": "A1", "partner": "U", "criterion": "gain", "receives": 20},
        {"action": "A1", "partner": "V", "criterion": "gain", "receives": 30},
    ]
    lines = {line.partner: line.benefit for line in judge(tables, "A1").ledger.partners}
    assert lines == {"U": 2, "V": 3, "R": 5}


def test_an_odd_cent_of_a_flow_goes_to_the_first_pair() -> None:
    """1.01 € paid by U for R and U in halves: 51 and 50 cents, pairs in order of ids."""
    found = judge(tiny(A1={"cost": "1.01"}), "A1")
    assert found.ledger.flows == {("U", "U"): Fraction("0.50"), ("U", "R"): Fraction("0.51")}


@given(scenarios(max_actions=5, max_rules=0))
def test_a_linear_criterion_from_zero_is_worth_the_same_in_either_scope(tables: Scenario) -> None:
    """DESIGN: for linear shapes with `zero` = 0 the scopes give the same V, from the records."""
    for row in tables["criteria"]:
        if "zero" in row:
            row.update(zero=0, full=row["full"] - row["zero"])
            for key in ("shape", "clip", "scope"):
                row.pop(key, None)
    tables["shares"] = [row for row in tables["shares"] if "criterion" not in row]
    tables["impacts"] = [row for row in tables["impacts"] if not row["action"].endswith(".if_not")]
    apart: Tables = {**tables, "criteria": [_common(row) for row in tables["criteria"]]}
    one, other = score(load(tables)), score(load(apart))
    chosen = frozenset(one.actions)
    assert one.exact_value(chosen) == other.exact_value(chosen)


def _common(row: Tables) -> Tables:
    return {**row, "scope": "portfolio"} if "zero" in row else row
