"""The ledger by theme adds up exactly to the ledger, and equals the oracle's sums."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any

import pytest
from loading import load
from oracle import Amounts, Oracle
from random_scenarios import seeded
from tiny import judge, tiny

from mcda.portfolio.certify import verify_result
from mcda.portfolio.portfolio import Portfolio, Proof, assemble
from mcda.portfolio.result import as_json
from mcda.portfolio.themes import OUTSIDE, ThemeLedger
from mcda.scoring import score

KINDS = ("benefit", "burden", "received")


def added(of: str, brought: Iterable[Amounts]) -> dict[str, Fraction]:
    """An amount of every partner over some actions."""
    found: dict[str, Fraction] = {}
    for amounts in brought:
        for partner, amount in getattr(amounts, of).items():
            found[partner] = found.get(partner, Fraction(0)) + amount
    return found


def same_as(oracle: Oracle, chosen: frozenset[str], theme: ThemeLedger) -> None:
    """Every partner's amounts, and the flows between groups, are those the oracle adds up."""
    brought = [a for a in oracle._selected(chosen) if a.theme == theme.theme]
    for kind in KINDS:
        expected = added(kind, brought)
        lines = {line.partner: getattr(line, kind) for line in theme.partners}
        assert {p: amount for p, amount in lines.items() if amount} == {
            p: amount for p, amount in expected.items() if amount
        }
        for group in theme.groups:
            shares = ((p.groups.get(group.group, 0), p.id) for p in oracle.partners.values())
            assert getattr(group, kind) == sum(s * expected.get(p, 0) for s, p in shares)
    flows: dict[tuple[str, str], Fraction] = {}
    for amounts in brought:
        for (payer, receiver), flow in amounts.flows.items():
            for giving, part in sides(oracle, payer).items():
                for taking, share in sides(oracle, receiver).items():
                    pair = (giving, taking)
                    flows[pair] = flows.get(pair, Fraction(0)) + flow * part * share
    assert theme.flows == {pair: flow for pair, flow in flows.items() if flow}
    assert theme.value == sum(amounts.value for amounts in brought)
    assert theme.local_cost == sum(amounts.local_cost for amounts in brought)


def sides(oracle: Oracle, partner: str) -> Mapping[str, Fraction]:
    groups = oracle.partners[partner].groups
    return {**groups, OUTSIDE: 1 - sum(groups.values(), Fraction(0))}


def adds_up(portfolio: Portfolio) -> None:
    for place, line in enumerate(portfolio.ledger.partners):
        parts = [theme.partners[place] for theme in portfolio.themes]
        assert [sum(getattr(part, kind) for part in parts) for kind in KINDS] == [
            getattr(line, kind) for kind in KINDS
        ]
    assert sum(theme.value for theme in portfolio.themes) == portfolio.value
    assert sum(sum(theme.flows.values()) for theme in portfolio.themes) == portfolio.local_cost


@pytest.mark.parametrize("seed", range(40))
def test_themes_of_random_portfolios_are_the_oracles(seed: int) -> None:
    tables = seeded(61_000 + seed)
    oracle, scores = Oracle(tables), score(load(tables))
    dice = random.Random(seed)  # noqa: S311
    for _ in range(6):
        chosen = frozenset(a for a in oracle.actions if dice.random() < 0.6)
        portfolio = assemble(scores, chosen, Proof("judged"))
        for theme in portfolio.themes:
            if theme.theme is None:
                assert theme.value == portfolio.common
                assert not any(line.benefit for line in theme.partners)
            else:
                same_as(oracle, chosen, theme)
        adds_up(portfolio)


def test_the_tiny_scenario_by_hand() -> None:
    """Water: A1 (100, U pays, U and R receive half each), A3 (50, V pays and receives)."""
    food, water = judge(tiny(point_worth=10), "A1 A2 A3").themes
    assert (food.theme, water.theme) == ("food", "water")
    assert (water.value, water.local_cost) == (15, 150)
    assert {line.partner: line.net for line in water.partners} == {"R": 50, "U": -50, "V": 0}
    assert water.flows == {
        ("periurban", "periurban"): 50, ("urban", "rural"): 50, ("urban", "urban"): 50,
    }  # fmt: skip
    assert food.flows == {("rural", "rural"): 100, ("urban", "rural"): 100}
    (rural,) = [line for line in food.groups if line.group == "rural"]
    assert (rural.benefit_share, rural.burden_share, rural.net) == (1, Fraction(1, 2), 100)


def test_a_scenario_without_partners_has_themes_too() -> None:
    tables = {key: v for key, v in tiny().items() if key not in ("partners", "shares")}
    for row in tables["actions"]:
        row.pop("lead", None)
    themes = judge(tables, "A1 A2").themes
    assert [(theme.theme, theme.value, theme.partners) for theme in themes] == [
        ("food", 20, ()), ("water", 10, ()),
    ]  # fmt: skip


@pytest.mark.parametrize("path", [(0, "value"), (1, "partners", 0, "received"), (1, "groups", 1, "net")])
def test_a_theme_that_was_tampered_with_is_refuted(path: tuple[Any, ...]) -> None:
    tables = tiny(point_worth=10)
    result = as_json(judge(tables, "A1 A2"), "judge")
    assert all(check.ok for check in verify_result(result, load(tables)))
    place: Any = result["themes"]
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] += 1
    failed = [check.name for check in verify_result(result, load(tables)) if not check.ok]
    assert failed == ["themes"]
