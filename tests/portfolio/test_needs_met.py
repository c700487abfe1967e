"""Criteria valued against the need of each partner (scope `partner`): by hand, and by the oracle."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from loading import load
from oracle import Oracle
from random_scenarios import leaves, seeded, with_needs
from test_portfolios_against_oracle import agree
from tiny import judge, tiny, verdict_in

from mcda.portfolio.columns import Columns
from mcda.portfolio.enumeration import Enumeration, all_relations
from mcda.portfolio.quantities import ScenarioQuantities
from mcda.portfolio.tally import Tally
from mcda.scoring import score

Tables = dict[str, Any]


def by_need(rules: Tables | None = None, **changes: Any) -> Tables:
    """The tiny scenario; `gain` counts against needs 6 : 3 : 1, and less beyond half of them."""
    gain = {"scope": "partner", "shape": "0:0 50:80 100:100"}
    needs = {name: {"need": need} for name, need in (("U", 6), ("V", 3), ("R", 1))}
    return tiny(rules, **{"gain": gain, **needs, **changes})


def benefits(tables: Tables, chosen: str) -> dict[str, Fraction]:
    return {line.partner: line.benefit for line in judge(tables, chosen).ledger.partners}


STRAIGHT = {"scope": "partner", "clip": "yes"}


def test_needs_met_by_hand() -> None:
    """A1: 5 for U, 5 for R; A2: 20 for R; A3: 5 for V.

    U: 0.6 v(5 / 0.6) = 0.6 x 1.6 x 5 / 0.6 = 8. V: 0.3 v(5 / 0.3) = 8. R gets 25 of a need of 0.1:
    0.1 v(250) = 0.1 (80 + 0.4 x 200) = 16.
    """
    found = judge(by_need(), "A1 A2 A3")
    assert {line.partner: line.benefit for line in found.ledger.partners} == {"U": 8, "V": 8, "R": 16}
    assert (found.value, found.common) == (32, 0)
    assert found.value_by_criterion == {"gain": 32}
    assert found.impacts == {"gain": 35}
    assert set(found.value_by_theme.values()) == {0}
    assert [line.value for line in found.by_action] == [0, 0, 0]


def test_a_clipped_need_is_met_once() -> None:
    assert benefits(by_need(gain=STRAIGHT), "A1 A2 A3") == {"U": 5, "V": 5, "R": 10}


def test_rows_about_the_criterion_say_who_gets_it() -> None:
    tables = by_need(gain=STRAIGHT)
    tables["shares"].append({"action": "A1", "partner": "V", "criterion": "gain", "receives": 100})
    assert benefits(tables, "A1") == {"U": 0, "V": 10, "R": 0}
    received = {line.partner: line.received for line in judge(tables, "A1").ledger.partners}
    assert received == {"U": 50, "V": 0, "R": 50}


def test_what_partners_without_need_get_counts_for_nothing() -> None:
    tables = by_need(R={"need": 0}, gain=STRAIGHT)
    assert benefits(tables, "A1 A2 A3") == {"U": 5, "V": 5, "R": 0}
    assert judge(tables, "A1 A2 A3").impacts == {"gain": 35}


def test_members_have_needs_of_their_own_and_count_in_the_household() -> None:
    """R becomes the parent of V: its own need is left aside; its floor counts what V has."""
    tables = by_need(
        {"floor": {"type": "floor", "of": "benefit", "min": 1, "only": ["R"]}},
        V={"need": 3, "parent": "R"},
    )
    # needs are 6 : 3 of 9: V gets 5 of a third, 1/3 v(15) = 8
    assert benefits(tables, "A2 A3") == {"U": 0, "V": 8, "R": 0}
    assert verdict_in(tables, "floor", "A2 A3").left == 8


def test_a_column_of_the_criterion_replaces_the_column_need() -> None:
    tables = by_need(gain=STRAIGHT, U={"need": 6, "need.gain": 4}, R={"need": 1, "need.gain": 12})
    assert benefits(tables, "A1 A2 A3") == {"U": 5, "V": 0, "R": 25}


# ---------------------------------------------------------------- doubts


def test_an_interval_of_effects_makes_a_need_fragile() -> None:
    """R has 0.1 v(10 level): 14 points at 20, 12 at 15."""
    rule = {"floor": {"type": "floor", "of": "benefit", "min": 13, "only": ["R"]}}
    tables = by_need(rule, A2_gain={"gain.low": 15, "gain.high": 25})
    found = verdict_in(tables, "floor", "A2")
    assert (found.verdict, found.left) == ("FRAGILE", 14)
    assert found.fragility is not None
    assert (found.fragility.kind, found.fragility.margin) == ("impacts", -1)


def test_an_interval_of_shares_makes_a_need_fragile() -> None:
    """A1 gives R 5 (8 points); 4 at worst (6.4)."""
    rule = {"floor": {"type": "floor", "of": "benefit", "min": 7, "only": ["R"]}}
    half = {"receives.low": 40, "receives.high": 60}
    found = verdict_in(by_need(rule, A1_U=half, A1_R=half), "floor", "A1")
    assert (found.verdict, found.left) == ("FRAGILE", 8)
    assert found.fragility is not None
    assert (found.fragility.kind, found.fragility.margin) == ("receives", Fraction(-6, 10))


# ---------------------------------------------------------------- as the oracle does


@pytest.mark.parametrize("seed", range(12))
def test_portfolios_and_verdicts_are_the_oracles(seed: int) -> None:
    tables = with_needs(seed, seeded(8000 + seed, max_actions=4))
    oracle = Oracle(tables)
    agree(score(load(tables)), oracle, oracle.portfolios())


@pytest.mark.parametrize("first", range(0, 150, 15))
def test_values_and_benefits_of_every_portfolio_are_the_oracles(first: int) -> None:
    """And enumeration admits exactly what the oracle does."""
    for seed in range(first, first + 15):
        tables = with_needs(seed, seeded(seed, max_actions=5))
        scores, oracle = score(load(tables)), Oracle(tables)
        q = ScenarioQuantities(scores)
        for chosen in oracle.portfolios():
            tally, expected = Tally(scores, chosen), oracle.tally(chosen)
            found = {p: tally.of(q.own("benefit", p)) for p in q.partners()}
            assert tally.of(q.value()) == expected.value
            assert found == expected.benefit
            assert sum(found.values()) == tally.of(q.outcome("benefit"))
            assert sum(found.values()) + expected.common == expected.value
        admitted = set(Enumeration(Columns(scores), all_relations(q)).feasible())
        assert admitted == {chosen for _, chosen in oracle.feasible_portfolios()}


@given(st.integers(0, 5000))
def test_straight_lines_from_zero_are_worth_the_same_in_every_scope(seed: int) -> None:
    """Before rounding, where everybody who receives has a need."""
    tables = seeded(seed, max_actions=4, max_rules=0)
    tables["impacts"] = [row for row in tables["impacts"] if not row["action"].endswith(".if_not")]
    for n, row in enumerate(tables["partners"]):
        row.pop("parent", None)
        row["need"] = 3 + 2 * n
    for leaf in leaves(tables["criteria"]):
        leaf.update(zero=0, full=leaf["full"] - leaf["zero"])
        leaf.pop("shape", None)
        leaf.pop("clip", None)
    values = []
    for scope in ("action", "portfolio", "partner"):
        for leaf in leaves(tables["criteria"]):
            leaf["scope"] = scope
        scores = score(load(tables))
        values.append([scores.exact_value(chosen) for chosen in Oracle(tables).portfolios()])
    assert values[0] == values[1] == values[2]
