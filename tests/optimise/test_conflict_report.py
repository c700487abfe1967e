"""Why nothing is possible: the clash is minimal, the relaxation the smallest of all portfolios'."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import Any

import pytest
from loading import load
from oracle import Oracle
from random_scenarios import Scenario, seeded
from tiny import tiny

from mcda.errors import Infeasible, Stopped
from mcda.optimise import solve
from mcda.optimise.conflicts import conflicts_of
from mcda.optimise.engines import Clock, CpSat
from mcda.optimise.programme import formulate
from mcda.scoring import score


@cache
def impossible(seed: int) -> Scenario:
    """The first scenario at or after a seed that no portfolio meets."""
    tables = _demanding(seeded(seed, max_actions=8, min_actions=4, max_rules=8))
    return tables if Oracle(tables).best() is None else impossible(seed + 1)


def _demanding(tables: Scenario) -> Scenario:
    """More is asked: less money, one action more, every theme."""
    rules = {name: dict(rule) for name, rule in tables["rules"].items()}
    for rule in rules.values():
        if rule["type"] == "budget":
            rule["max"] = str(round(Decimal(rule["max"]) / 4, 2))
        if "min_actions" in rule:
            rule["min_actions"] += 1
    every = {"type": "coverage", "per": "theme", "min_actions": 1}
    return {**tables, "rules": {**rules, "every": every}}


SEEDS = pytest.mark.parametrize("seed", range(20_000, 20_080, 4))


class Misses:
    """By how much each portfolio misses each rule."""

    def __init__(self, tables: Scenario) -> None:
        oracle = Oracle(tables)
        portfolios = list(oracle.portfolios())
        self.rules = list(oracle.rules)
        self.amounts = {
            name: [oracle.violation(name, chosen) for chosen in portfolios] for name in self.rules
        }

    def possible(self, rules: Iterable[str]) -> bool:
        return any(self._meeting(rules))

    def least(self, rule: str) -> Fraction | None:
        """The least violation of a rule by portfolios that meet all others."""
        others = self._meeting(name for name in self.rules if name != rule)
        return min((m for m, ok in zip(self.amounts[rule], others, strict=True) if ok), default=None)

    def _meeting(self, rules: Iterable[str]) -> list[bool]:
        columns = [self.amounts[name] for name in rules]
        count = len(next(iter(self.amounts.values())))
        return [all(column[n] == 0 for column in columns) for n in range(count)]


def clash_of(tables: Scenario, engine: str) -> Infeasible:
    with pytest.raises(Infeasible) as caught:
        solve(load(tables), engine=engine)
    return caught.value


@pytest.mark.parametrize("engine", ["cpsat", "highs"])
@SEEDS
def test_the_clash_cannot_hold_and_none_of_its_rules_is_superfluous(seed: int, engine: str) -> None:
    tables = impossible(seed)
    clash, misses = clash_of(tables, engine).clash, Misses(tables)
    assert not misses.possible(clash)
    for rule in clash:
        assert misses.possible(other for other in clash if other != rule)


@SEEDS
def test_the_relaxation_is_the_least_violation_over_all_portfolios(seed: int) -> None:
    tables = impossible(seed)
    found, misses = clash_of(tables, "cpsat"), Misses(tables)
    assert found.relaxation
    for rule, relaxation in found.relaxation.items():
        assert (None if relaxation is None else relaxation.amount) == misses.least(rule)


@SEEDS
def test_the_portfolio_named_with_a_relaxation_meets_everything_else(seed: int) -> None:
    tables = impossible(seed)
    oracle = Oracle(tables)
    for rule, relaxation in clash_of(tables, "cpsat").relaxation.items():
        if relaxation is not None:
            misses = {name: oracle.violation(name, relaxation.actions) for name in oracle.rules}
            assert {name for name, amount in misses.items() if amount} <= {rule}
            assert misses[rule] == relaxation.amount


BUDGET: Mapping[str, Any] = {"type": "budget", "max": 120}
BOTH: Mapping[str, Any] = {"type": "status", "mandatory": ["A1", "A2"]}


def test_relaxations_are_in_the_unit_of_the_rule() -> None:
    """A1 and A2 cost 300: 180 € more, or one action less; the share plays no part."""
    rural = {"type": "share", "of": "benefit", "group": "rural", "min": "10 %"}
    found = clash_of(tiny({"budget": BUDGET, "rural": rural, "both": BOTH}), "cpsat")
    assert found.clash == ("budget", "both")
    amounts = {rule: relaxation.amount for rule, relaxation in found.relaxation.items()}
    assert amounts == {"budget": 180, "both": 1}


def test_a_rule_that_cannot_help_alone_has_no_relaxation() -> None:
    """Two pairs clash at once: giving way in one of them leaves the other."""
    rules = {
        "budget": {"type": "budget", "max": 0},
        "one": {"type": "status", "mandatory": ["A1"]},
        "none": {"type": "linear", "terms": {"A3": 1}, "min": 2},
    }
    found = clash_of(tiny(rules), "cpsat")
    assert found.clash == ("none",)
    assert found.relaxation == {"none": None}


def test_a_report_that_has_no_time_says_so() -> None:
    """With the clock over, `None` (giving way alone does not help) would be untrue."""
    programme = formulate(score(load(tiny({"budget": BUDGET, "both": BOTH}))))
    with pytest.raises(Stopped):
        conflicts_of(programme, CpSat(), Clock.of(0.0))
