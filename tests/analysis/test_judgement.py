"""A hand-made portfolio beside what the rules would allow: as enumeration finds it."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

import pytest
from loading import load
from oracle import Oracle
from random_scenarios import Scenario, seeded
from tiny import tiny

from mcda.analysis.judgement import Judgement, judge
from mcda.errors import UsageProblem
from mcda.portfolio import Portfolio


@dataclass(frozen=True)
class Candidate:
    """A portfolio that meets every rule."""

    actions: frozenset[str]
    value: Fraction
    cost: Fraction
    local_cost: Fraction


class Alternatives:
    """What enumeration says of a hand-made portfolio."""

    def __init__(self, oracle: Oracle, chosen: frozenset[str]) -> None:
        self.oracle, self.own = oracle, oracle.tally(chosen)
        self.breaks = "NOT MET" in oracle.verdicts(chosen).values()

    @cached_property
    def affordable(self) -> list[Candidate]:
        """Portfolios that meet every rule and cost no more, in all and locally."""
        return [
            c for c in self._sound()
            if c.cost <= self.own.cost and c.local_cost <= self.own.local_cost
        ]  # fmt: skip

    def _sound(self) -> Iterator[Candidate]:
        for value, actions in self.oracle.feasible_portfolios():
            tally = self.oracle.tally(actions)
            yield Candidate(actions, value, tally.cost, tally.local_cost)

    @property
    def best(self) -> Fraction | None:
        return max((c.value for c in self.affordable), default=None)

    @property
    def better(self) -> Fraction | None:
        """Its value: worth more, or as much where the portfolio breaks a rule."""
        if self.best is None or (self.best, self.breaks) <= (self.own.value, False):
            return None
        return self.best

    @property
    def cheaper(self) -> Fraction | None:
        """Its local cost: worth no less, no dearer in all, cheaper for the partners."""
        costs = [
            c.local_cost for c in self._sound()
            if c.value >= self.own.value and c.cost <= self.own.cost
        ]  # fmt: skip
        least = min(costs, default=None)
        return least if least is not None and least < self.own.local_cost else None

    @property
    def within_rules(self) -> Fraction | None:
        """Its value: the best that costs no more, where rules are broken and nothing is better."""
        return self.best if self.breaks and self.better is None else None


def agree(tables: Scenario, judged: Judgement, chosen: frozenset[str]) -> None:
    oracle = Oracle(tables)
    expected = Alternatives(oracle, chosen)
    assert judged.portfolio.actions == tuple(sorted(chosen))
    assert judged.portfolio.value == expected.own.value
    assert judged.portfolio.proof.status == "judged"
    assert value(judged.better) == expected.better
    assert value(judged.within_rules) == expected.within_rules
    assert (judged.cheaper and judged.cheaper.local_cost) == expected.cheaper
    for other in (judged.better, judged.cheaper, judged.within_rules):
        if other is not None:
            assert oracle.feasible(other.actions)
            assert other.cost <= expected.own.cost
            assert other.local_cost <= expected.own.local_cost
    if judged.cheaper is not None:
        assert judged.cheaper.value >= expected.own.value


def value(portfolio: Portfolio | None) -> Fraction | None:
    return None if portfolio is None else portfolio.value


@pytest.mark.parametrize("seed", range(25))
def test_better_cheaper_and_within_rules_are_those_of_enumeration(seed: int) -> None:
    tables = seeded(9000 + seed, max_actions=8, min_actions=4)
    dice = random.Random(seed)  # noqa: S311 - a draw that repeats
    chosen = frozenset(row["action"] for row in tables["actions"] if dice.random() < 0.6)
    agree(tables, judge(load(tables), chosen), chosen)


@pytest.mark.parametrize("seed", range(8))
def test_nothing_is_better_than_the_best(seed: int) -> None:
    tables = seeded(9100 + seed, max_actions=7, min_actions=4)
    expected = Oracle(tables).best()
    if expected is not None:
        judged = judge(load(tables), expected[1][0])
        assert judged.better is None
        assert judged.within_rules is None


@pytest.mark.parametrize("engine", ["cpsat", "highs"])
def test_every_engine_gives_the_same_judgement(engine: str) -> None:
    tables = seeded(9203, max_actions=8, min_actions=6)
    chosen = frozenset(row["action"] for row in tables["actions"][::2])
    agree(tables, judge(load(tables), chosen, engine=engine), chosen)


def test_nothing_selected_can_be_judged() -> None:
    judged = judge(load(tiny({"budget": {"type": "budget", "max": 250}})), [])
    assert (judged.portfolio.value, judged.better, judged.cheaper) == (0, None, None)


def test_an_action_named_twice_counts_once() -> None:
    judged = judge(load(tiny()), ["A1", "A1"])
    assert judged.portfolio.actions == ("A1",)
    assert judged.portfolio.value == 10


def test_an_unknown_action_is_refused_with_the_nearest() -> None:
    with pytest.raises(UsageProblem) as caught:
        judge(load(tiny()), ["A1", "AA3"])
    problem = caught.value.problem
    assert (problem.code, problem.value, problem.suggestion) == ("E093", "AA3", "A3")
