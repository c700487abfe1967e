"""The account of reciprocity, worked out by hand (see `tiny`).

A1  U pays 100: 50 for U, 50 for R          given by the town: 50
A2  U pays 100, R pays 100, all for R       given: 100, received by the town: 0
A4  R pays 80, all for U                    received: 80
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from loading import load
from tiny import Tables, tiny

from mcda.portfolio.account import accounts
from mcda.portfolio.portfolio import Portfolio, Proof, assemble
from mcda.portfolio.quantities import ScenarioQuantities
from mcda.portfolio.tally import Tally
from mcda.portfolio.verdicts import Verdict
from mcda.scoring import score, start_id

BOTH = {"type": "ledger", "between": ["urban", "rural"]}


def mutual(rules: Tables, **changes: Any) -> Tables:
    """The tiny scenario over 2027 to 2029, with an action that the country pays for the town."""
    tables = tiny(years=[2027, 2029])
    tables["actions"].append({"action": "A4", "name": "Four", "theme": "food", "cost": 80})
    tables["impacts"].append({"action": "A4", "gain": 1})
    tables["shares"] += [
        {"action": "A4", "partner": "R", "pays": 100, "receives": 0},
        {"action": "A4", "partner": "U", "pays": 0, "receives": 100},
    ]
    for row in tables["actions"]:
        row.update({"delivers": 0, **changes.get(row["action"], {})})
    tables["rules"] = rules
    return tables


def judged(tables: Tables, starts: dict[str, int]) -> Portfolio:
    options = {*starts, *(start_id(action, year) for action, year in starts.items())}
    return assemble(score(load(tables)), options, Proof("judged"))


def standing(rule: Tables, starts: dict[str, int], **changes: Any) -> Verdict:
    return judged(mutual({"rule": BOTH | rule}, **changes), starts).verdicts[0]


TOGETHER = {"A1": 2027, "A4": 2027}
"""Given 50 in 2027; received 80 over three years: 26.67, 26.67, 26.66."""


@pytest.mark.parametrize(
    ("rule", "expected", "relation", "slack"),
    [
        # after 2027: 50 - 26.67 of 76.67; after 2029: -30 of 130
        ({"tolerance": "31 %"}, "MET", "2027", Fraction("0.4377")),
        ({"tolerance": "30 %"}, "NOT MET", "2027", Fraction("-0.329")),
        ({"tolerance": ["40 %", "24 %"]}, "MET", "2029", Fraction("1.2")),
        ({"tolerance": ["31 %", "10 %", "23 %"]}, "NOT MET", "2029", Fraction("-0.1")),
        ({"tolerance": "100 %", "opening": 30}, "MET", "2027", Fraction("23.34")),
        ({"tolerance": "100 %", "opening": -160}, "NOT MET", "2027", Fraction("-60")),
        ({"tolerance": "100 %", "min_volume": 27}, "NOT MET", "2029 volume", Fraction("-0.34")),
        (
            {"tolerance": "100 %", "both_ways_each_year": True},
            "NOT MET",
            "2028 given",
            Fraction("-0.01"),
        ),
    ],
)
def test_an_account_by_hand(rule: Tables, expected: str, relation: str, slack: Fraction) -> None:
    found = standing(rule, TOGETHER)
    assert (found.verdict, found.relation, found.slack) == (expected, relation, slack)


def test_what_is_received_later_is_discounted() -> None:
    """With 50 % a year: 50 - 26.67 - 26.67 / 1.5 - 26.66 / 2.25 of 50 + the same."""
    rule = BOTH | {"tolerance": "31 %", "discount": "50 %"}
    (account, *_) = judged(mutual({"rule": rule}), TOGETHER).accounts
    received = (
        Fraction("26.67") + Fraction("26.67") / Fraction("1.5") + Fraction("26.66") / Fraction("2.25")
    )
    assert (account.last.balance, account.last.volume) == (50 - received, 50 + received)


def test_nothing_between_the_sides_is_vacuous() -> None:
    assert standing({"tolerance": "50 %"}, {"A3": 2027}).verdict == "VACUOUS"


def test_when_it_is_paid_and_when_it_delivers_decides() -> None:
    """The same two actions balance in the end or not, by the delay of the second."""
    rule = {"tolerance": ["100 %", "100 %", "25 %"]}
    assert standing(rule, TOGETHER).verdict == "MET"
    late = standing(rule, TOGETHER, A4={"delivers": 3})
    assert (late.verdict, late.left) == ("NOT MET", 50)


def test_a_theme_may_be_out_of_balance_where_the_whole_is_not() -> None:
    """Water gives 50 and receives nothing; food receives."""
    rule = {"tolerance": "31 %", "by_theme": True}
    found = standing(rule, TOGETHER)
    assert (found.verdict, found.relation) == ("NOT MET", "2029 theme food")
    assert found.slack == Fraction("0.31") * 80 - 80


def test_membership_of_two_groups_counts_in_part() -> None:
    """R is rural for 60 percent: 30 given, 48 received."""
    tables = mutual({"rule": BOTH | {"tolerance": "100 %"}})
    rural = next(row for row in tables["partners"] if row["partner"] == "R")
    del rural["group"]
    rural |= {"group.rural": "0.6", "group.periurban": "0.4"}
    (account, *_) = judged(tables, TOGETHER).accounts
    assert (account.given, account.received) == (30, 48)


def test_an_account_that_rests_on_the_classification_is_fragile() -> None:
    """The belt gets the 50 of A1; in another classification it belongs to the town."""
    rule = {"type": "ledger", "between": ["urban", ["periurban", "rural"]], "tolerance": "31 %"}
    tables = mutual({"rule": rule})
    tables["shares"][1]["partner"] = "V"
    for row, group in zip(tables["partners"], ("urban", "urban", "rural"), strict=True):
        row["group@basin"] = group
    found = judged(tables, TOGETHER).verdicts[0]
    assert found.verdict == "FRAGILE"
    assert found.fragility is not None
    assert (found.fragility.kind, found.fragility.name) == ("classification", "basin")
    assert (found.fragility.relation, found.fragility.margin) == ("2029", Fraction("0.31") * 80 - 80)


def test_an_account_that_rests_on_a_cost_is_fragile() -> None:
    """A4 may cost 160: received 53.34 in 2027, with 50 given; in the end 110 more than given."""
    found = standing({"tolerance": "31 %"}, TOGETHER, A4={"delivers": 0, "cost.high": 160})
    assert found.verdict == "FRAGILE"
    assert found.fragility is not None
    assert (found.fragility.kind, found.fragility.relation) == ("costs", "2029")
    assert found.fragility.margin == Fraction("0.31") * 210 - 110


def test_the_year_of_catching_up() -> None:
    rule = BOTH | {"tolerance": ["100 %", "24 %"]}
    (account, *_) = judged(mutual({"rule": rule}), TOGETHER).accounts
    # differences: 30.4 %, 3.2 %, 23.1 % of the volume
    assert account.balanced_from == 2028
    rule = BOTH | {"tolerance": ["100 %", "24 %", "20 %"]}
    (account, *_) = judged(mutual({"rule": rule}), TOGETHER).accounts
    assert account.balanced_from is None
    assert [at.inside for at in account.years] == [True, True, False]


def test_what_comes_after_the_last_year_is_told_apart() -> None:
    rule = BOTH | {"tolerance": "100 %"}
    starts = {"A1": 2029, "A4": 2028}
    changes = {"A1": {"profile": "40 60"}, "A4": {"delivers": 2}}
    (account, *_) = judged(mutual({"rule": rule}, **changes), starts).accounts
    assert (account.given, account.given_after) == (20, 30)
    assert (account.received, account.received_after) == (0, 80)


def test_without_a_rule_each_group_has_its_account_with_all_others() -> None:
    scores = score(load(mutual({})))
    tally = Tally(scores, frozenset({"A1", "A1@2027", "A4", "A4@2027"}))
    found = [a for a in accounts(ScenarioQuantities(scores), tally) if a.theme is None]
    assert [(a.between[0], a.given, a.received) for a in found] == [
        (("periurban",), 0, 0),
        (("rural",), 80, 50),
        (("urban",), 50, 80),
    ]
    assert {a.balanced_from for a in found} == {None}


def test_without_years_there_is_no_account() -> None:
    tables = mutual({})
    del tables["years"]
    assert assemble(score(load(tables)), ["A1"], Proof("judged")).accounts == ()
