"""What must not matter does not: order of rows, names, labels, unit of money, engine."""

from __future__ import annotations

import random
from collections.abc import Mapping
from copy import deepcopy
from decimal import Decimal
from typing import Any

import pytest
from loading import TABLES, load
from oracle import Oracle
from random_scenarios import Scenario, seeded

from mcda.optimise import solve
from mcda.portfolio.portfolio import Portfolio


def feasible(seed: int, money: str | None = None) -> Scenario:
    """The first scenario at or after a seed that some portfolio meets."""
    tables = seeded(seed, max_actions=12, min_actions=7, max_partners=5)
    if money in (None, tables["money"]) and Oracle(tables).best():
        return tables
    return feasible(seed + 1, money)


SEEDS = pytest.mark.parametrize("seed", range(30_000, 30_100, 5))
TIED = pytest.mark.parametrize("seed", range(6))


def picture(portfolio: Portfolio) -> dict[str, Any]:
    """Everything that a portfolio says, without names."""
    return {
        "actions": portfolio.actions,
        "value": portfolio.value,
        "common": portfolio.common,
        "money": (portfolio.cost, portfolio.local_cost),
        "criteria": portfolio.value_by_criterion,
        "impacts": portfolio.impacts,
        "partners": [
            (line.benefit, line.burden, line.received, line.net) for line in portfolio.ledger.partners
        ],
        "verdicts": {v.rule: (v.verdict, v.slack) for v in portfolio.verdicts},
    }


def shuffled(tables: Scenario, seed: int) -> Scenario:
    """The rows of every table, and the rules, in another order."""
    source, copy = random.Random(seed), deepcopy(tables)  # noqa: S311
    for name in TABLES:
        source.shuffle(copy[name])
    rules = list(copy["rules"].items())
    source.shuffle(rules)
    return {**copy, "rules": dict(rules)}


@SEEDS
def test_the_order_of_rows_does_not_matter(seed: int) -> None:
    tables = feasible(seed)
    expected = picture(solve(load(tables)))
    assert picture(solve(load(shuffled(tables, seed)))) == expected


@SEEDS
def test_the_engine_does_not_matter(seed: int) -> None:
    tables = feasible(seed)
    assert picture(solve(load(tables), engine="cpsat")) == picture(solve(load(tables), engine="highs"))


@TIED
def test_of_many_equal_portfolios_it_is_always_the_same(seed: int) -> None:
    """Ten actions of equal value and cost, room for four: 210 optimal portfolios."""
    tables = _tied(10, 4)
    expected = solve(load(tables)).actions
    assert len(expected) == 4
    for engine in ("cpsat", "highs"):
        assert solve(load(shuffled(tables, seed)), engine=engine).actions == expected


def _tied(count: int, room: int) -> Scenario:
    names = [f"T{n}" for n in range(count)]
    return {
        "mcda": 1,
        "title": "Ties",
        "language": "en",
        "money": "€",
        "partners": [],
        "criteria": [{"criterion": "gain", "name": "Gain", "unit": "u", "zero": 0, "full": 100}],
        "actions": [{"action": a, "name": a, "theme": "none", "cost": 10} for a in names],
        "impacts": [{"action": a, "gain": 1} for a in names],
        "shares": [],
        "links": [],
        "rules": {"budget": {"type": "budget", "max": 10 * room}},
    }


def test_of_equal_values_the_cheaper_portfolio_is_chosen() -> None:
    tables = _tied(6, 3)
    for row, cost in zip(tables["actions"], (10, 9, 10, 8, 10, 7), strict=True):
        row["cost"] = cost
    assert solve(load(tables)).actions == ("T1", "T3", "T5")


RENAMED = {f"P{n}": f"Q{n}_renamed" for n in range(1, 9)}
"""New ids of partners, in the same order: odd units are dealt in order of ids."""


def renamed(tables: Scenario, names: Mapping[str, str]) -> Scenario:
    """The same scenario, its partners with other ids, everything with other labels."""
    copy = _substituted(tables, names)
    for table in ("partners", "criteria", "actions"):
        for row in copy[table]:
            row["name"] = f"Another name for {row['name']}"
    return {**copy, "title": "Another title", "language": "fr"}


def _substituted(value: Any, names: Mapping[str, str]) -> Any:
    if isinstance(value, dict):
        return {key: _substituted(cell, names) for key, cell in value.items()}
    if isinstance(value, list):
        return [_substituted(cell, names) for cell in value]
    if isinstance(value, str):
        return " ".join(names.get(word, word) for word in value.split(" "))
    return value


@SEEDS
def test_names_of_partners_and_labels_do_not_matter(seed: int) -> None:
    tables = feasible(seed)
    words = {**RENAMED, "rural": "zone_r", "urban": "zone_u", "periurban": "zone_p"}
    words |= {"mobility": "theme a", "water": "theme c", "food": "theme b"}
    other = renamed(tables, words)
    for row in other["partners"]:
        for column in [c for c in row if c.startswith("group.")]:
            row[f"group.zone_{column.removeprefix('group.')[0]}"] = row.pop(column)
    assert picture(solve(load(other))) == picture(solve(load(tables)))


MONEY = {"cost", "cost.low", "cost.high", "cap"}


def in_euros(tables: Scenario) -> Scenario:
    """A scenario in k€ written in €: every amount of money is a thousand times as large."""
    copy = deepcopy(tables)
    for table in ("actions", "partners"):
        for row in copy[table]:
            row.update({column: _thousand(cell) for column, cell in row.items() if column in MONEY})
    worth = copy.get("point_worth")
    if isinstance(worth, dict):
        copy["point_worth"] = {end: _thousand(cell) for end, cell in worth.items()}
    elif worth is not None:
        copy["point_worth"] = _thousand(worth)
    rules = {name: {**rule, **_money_of(rule)} for name, rule in copy["rules"].items()}
    return {**copy, "money": "€", "rules": rules}


def _thousand(cell: Any) -> str:
    return f"{Decimal(cell) * 1000:f}"


def _money_of(rule: dict[str, Any]) -> dict[str, Any]:
    """The keys of a rule that are money."""
    keys = ["max"] if rule["type"] == "budget" else []
    if rule["type"] == "floor" and rule.get("of") in ("received", "net"):
        keys.append("min")
    if rule.get("of") not in ("benefit", "value", "actions"):
        keys.append("at_least_total")
    return {key: _thousand(rule[key]) for key in keys if key in rule}


@pytest.mark.parametrize("seed", range(31_000, 31_400, 30))
def test_the_unit_of_money_does_not_matter(seed: int) -> None:
    tables = feasible(seed, "k€")
    in_thousands, in_units = solve(load(tables)), solve(load(in_euros(tables)))
    assert in_units.actions == in_thousands.actions
    assert in_units.value == in_thousands.value
    assert in_units.cost == 1000 * in_thousands.cost
    assert in_units.local_cost == 1000 * in_thousands.local_cost
    for one, other in zip(in_units.ledger.partners, in_thousands.ledger.partners, strict=True):
        assert (one.benefit, one.burden) == (other.benefit, 1000 * other.burden)
        assert one.received == 1000 * other.received
    standing = {v.rule: v.verdict for v in in_thousands.verdicts}
    assert {v.rule: v.verdict for v in in_units.verdicts} == standing
