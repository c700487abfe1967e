"""The portfolio is a frozen record of exact amounts, with tidy frames beside."""

from __future__ import annotations

import pickle
from dataclasses import FrozenInstanceError, fields
from fractions import Fraction

import pytest
from tiny import judge, tiny

from mcda.portfolio.portfolio import Portfolio, Proof

RULES = {"budget": {"type": "budget", "max": 400}, "caps": {"type": "caps"}}


@pytest.fixture(name="portfolio")
def a_portfolio() -> Portfolio:
    return judge(tiny(RULES, U={"cap": 250}, point_worth=12, A2={"cofinancing": 25}), "A2 A1")


def test_it_is_frozen(portfolio: Portfolio) -> None:
    for record in (portfolio, portfolio.proof, portfolio.ledger, portfolio.ledger.partners[0]):
        for name in (field.name for field in fields(record)):
            with pytest.raises(FrozenInstanceError):
                setattr(record, name, None)


def test_actions_are_sorted(portfolio: Portfolio) -> None:
    assert portfolio.actions == ("A1", "A2")


def test_money_is_exact(portfolio: Portfolio) -> None:
    amounts = [portfolio.value, portfolio.cost, portfolio.local_cost, *portfolio.ledger.flows.values()]
    amounts += [
        a for line in portfolio.ledger.partners for a in (line.benefit, line.burden, line.received)
    ]
    assert all(isinstance(amount, Fraction) for amount in amounts)
    assert (portfolio.cost, portfolio.local_cost, portfolio.cofinancing) == (300, 250, 50)
    assert portfolio.ledger.flows == {
        ("U", "U"): 50, ("U", "R"): 125, ("R", "R"): 75
    }  # fmt: skip


def test_ledger_by_partner_and_group(portfolio: Portfolio) -> None:
    lines = {p.partner: (p.benefit, p.burden, p.received, p.net) for p in portfolio.ledger.partners}
    assert lines == {"U": (5, 175, 50, -115), "V": (0, 0, 0, 0), "R": (25, 75, 200, 225)}
    groups = {g.group: g for g in portfolio.ledger.groups}
    assert set(groups) == {"urban", "periurban", "rural"}
    rural = groups["rural"]
    assert (rural.benefit_share, rural.burden_share, rural.received_share) == (
        Fraction(25, 30), Fraction(75, 250), Fraction(200, 250)
    )  # fmt: skip
    assert rural.population_share == Fraction(200, 1700)
    assert portfolio.ledger.outside is None


def test_a_ledger_without_money_has_no_shares() -> None:
    rural = judge(tiny(), "").ledger.groups[1]
    assert (rural.benefit_share, rural.burden_share, rural.received_share) == (None, None, None)


def test_bodies_outside_groups_are_a_line_of_their_own() -> None:
    ledger = judge(tiny(V={"group": ""}), "A1 A2 A3").ledger
    assert ledger.outside is not None
    assert (ledger.outside.benefit, ledger.outside.burden) == (5, 50)


def test_members_are_rolled_up_into_their_parent() -> None:
    ledger = judge(tiny(V={"parent": "R"}), "A2 A3").ledger
    assert [(line.partner, line.burden) for line in ledger.roll_up] == [("R", 150)]
    assert {line.partner: line.burden for line in ledger.partners} == {"U": 100, "V": 50, "R": 100}


def test_frames_are_tidy(portfolio: Portfolio) -> None:
    partners = portfolio.partners
    assert {"partner", "benefit", "burden", "received", "net"} <= set(partners.columns)
    assert partners.set_index("partner").loc["R", "received"] == 200
    flows = portfolio.flows
    assert list(flows.columns) == ["payer", "receiver", "amount"]
    assert flows["amount"].sum() == 250
    rules = portfolio.rules.set_index("rule")
    assert rules.loc["caps", "slack"] == 75
    assert rules.loc["budget", "verdict"] == "MET"
    assert all(dtype.kind != "O" for dtype in partners.drop(columns="partner").dtypes)


def test_frames_of_an_empty_portfolio_keep_their_columns() -> None:
    empty = judge(tiny(RULES, U={"cap": 250}), "")
    assert list(empty.flows.columns) == ["payer", "receiver", "amount"]
    assert len(empty.flows) == 0
    assert len(empty.partners) == 3


def test_value_by_criterion_and_theme(portfolio: Portfolio) -> None:
    assert portfolio.value_by_criterion == {"gain": 30}
    assert portfolio.value_by_theme == {"water": 10, "food": 20}


def test_it_survives_the_way_to_another_process(portfolio: Portfolio) -> None:
    assert pickle.loads(pickle.dumps(portfolio)) == portfolio  # noqa: S301


@pytest.mark.parametrize(
    ("achieved", "bound", "gap"),
    [(100, 110, Fraction(1, 11)), (100, 100, 0), (0, 0, 0), (-10, -5, 1), (100, None, None)],
)
def test_the_gap_is_relative_to_the_bound(
    achieved: int, bound: int | None, gap: Fraction | None
) -> None:
    proof = Proof(
        "feasible", achieved=Fraction(achieved), bound=None if bound is None else Fraction(bound)
    )
    assert proof.gap == gap
