"""The best portfolio under each equity rule and objective, by `solve` and by enumeration."""

from __future__ import annotations

import random
from typing import Final

import pytest
from equity_oracle import EquityOracle
from loading import load
from oracle import MET
from random_equity import PER, TIMES, Drawer, Record, equitable, with_rules

from mcda.errors import Infeasible
from mcda.optimise import solve
from mcda.portfolio.portfolio import Portfolio

RULES: Final = ("gini", "jain", "theil", "atkinson", "floor", "no_loser", "burden")
OBJECTIVES: Final = ("worst_off", "leximin", "welfare", "threshold", "alpha")
EQUALITY: Final[tuple[Record, ...]] = (
    {"type": "gini", "max": 0},
    {"type": "jain", "min": 1},
    {"type": "theil", "max": 0},
    {"type": "atkinson", "order": 1, "max": 0},
)
EACH = 20 * TIMES
BLOCK = 5


def drawer(seed: int, per: tuple[str, ...] = PER) -> Drawer:
    tables = equitable(10_000 + seed, max_actions=7, min_actions=4)
    return Drawer(tables, random.Random(f"solve {seed}"), per)  # noqa: S311


def answer(tables: Record) -> Portfolio | None:
    """The proven portfolio, or None where there is none."""
    try:
        portfolio = solve(load(tables))
    except Infeasible:
        return None
    assert portfolio.proof.status == "optimal"
    assert portfolio.proof.verified == "enumeration"
    return portfolio


def one_of(portfolio: Portfolio | None, expected: list[frozenset[str]], oracle: EquityOracle) -> None:
    """The answer is one of the best, which tie on value and cost; or neither has any."""
    assert (portfolio is None) == (not expected)
    if portfolio is not None:
        assert frozenset(portfolio.actions) in expected
        tally = oracle.tally(expected[0])
        assert (portfolio.value, portfolio.cost) == (tally.value, tally.cost)


def blocks(kinds: tuple[str, ...]) -> list[tuple[str, int]]:
    return [(kind, block) for kind in kinds for block in range(EACH // BLOCK)]


@pytest.mark.parametrize(("kind", "block"), blocks(RULES))
def test_the_most_value_under_an_equity_rule(kind: str, block: int) -> None:
    for seed in range(block * BLOCK, (block + 1) * BLOCK):
        draw = drawer(seed)
        tables = with_rules(draw.tables, {"fair": getattr(draw, kind)()})
        oracle, found = EquityOracle(tables), answer(tables)
        one_of(found, oracle.most_valuable(), oracle)
        if found is not None:
            assert next(v.verdict for v in found.verdicts if v.rule == "fair") in {MET, "FRAGILE"}


@pytest.mark.parametrize(("kind", "block"), blocks(OBJECTIVES))
def test_the_best_of_an_equity_objective(kind: str, block: int) -> None:
    for seed in range(block * BLOCK, (block + 1) * BLOCK):
        draw = drawer(seed)
        objective = draw.objective(kind)
        found = answer({**draw.tables, "objective": objective})
        one_of(found, draw.oracle.best(objective), draw.oracle)


@pytest.mark.parametrize(("kind", "block"), blocks(("worst_off", "leximin", "welfare")))
def test_an_equity_objective_among_equity_rules(kind: str, block: int) -> None:
    """Two rules and an objective together; the scenario has others besides."""
    for seed in range(block * BLOCK, (block + 1) * BLOCK):
        draw = drawer(50_000 + seed)
        first, second = draw.source.sample(RULES, 2)
        both = {"one": getattr(draw, first)(), "two": getattr(draw, second)()}
        objective = draw.objective(kind)
        tables = with_rules({**draw.tables, "objective": objective}, both)
        oracle = EquityOracle(tables)
        one_of(answer(tables), oracle.best(objective), oracle)


@pytest.mark.parametrize("block", range(EACH // BLOCK))
def test_transfers_are_the_least_that_the_most_value_needs(block: int) -> None:
    """`compensation`: the most value for which some transfers help everybody, then the least of them."""
    for seed in range(block * BLOCK, (block + 1) * BLOCK):
        draw = drawer(60_000 + seed)
        rule = draw.compensation()
        tables = with_rules(draw.tables, {"fair": rule})
        oracle, found = EquityOracle(tables), answer(tables)
        if found is None:
            assert not oracle.feasible
            continue
        most = max(oracle.tally(chosen).value for chosen in oracle.feasible)
        tied = [chosen for chosen in oracle.feasible if oracle.tally(chosen).value == most]
        assert frozenset(found.actions) in tied
        moved = sum(found.transfers["fair"].values())
        assert moved == oracle.transfers(rule, frozenset(found.actions))
        assert moved == min(oracle.transfers(rule, chosen) or 0 for chosen in tied)


@pytest.mark.parametrize("block", range(EACH // BLOCK))
def test_what_each_could_get_at_best_is_known_before_it_is_compared(block: int) -> None:
    """`per: potential`, in rules and in objectives."""
    for seed in range(block * BLOCK, (block + 1) * BLOCK):
        draw = drawer(70_000 + seed, ("potential",) * len(PER))
        rule, objective = getattr(draw, RULES[seed % len(RULES)])(), draw.objective("leximin")
        tables = with_rules({**draw.tables, "objective": objective}, {"fair": rule})
        oracle, found = EquityOracle(tables), answer(tables)
        one_of(found, oracle.best(objective), oracle)
        if found is not None and "potential" in (rule.get("per"), objective.get("per")):
            assert found.potentials == oracle.potentials


@pytest.mark.parametrize("rule", EQUALITY, ids=lambda rule: rule["type"])
def test_an_empty_portfolio_is_never_a_success(rule: Record) -> None:
    """Nothing for everybody is equal: it is not an answer to a ceiling of inequality."""
    for seed in range(8 * TIMES):
        draw = drawer(80_000 + seed)
        tables = with_rules(draw.tables, {"fair": rule | {"of": "benefit", "per": "head"}})
        found = answer(tables)
        if found is not None:
            assert found.actions
            assert next(v.verdict for v in found.verdicts if v.rule == "fair") == MET
        oracle = EquityOracle(tables)
        one_of(found, oracle.most_valuable(), oracle)
