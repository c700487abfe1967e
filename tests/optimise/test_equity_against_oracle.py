"""The best portfolio under each equity rule and objective, by `solve` and by enumeration."""

from __future__ import annotations

import random
from typing import Final

import pytest
from equity_oracle import EquityOracle
from loading import load
from oracle import MET
from random_equity import TIMES, Drawer, Record, equitable, with_rules

from mcda.errors import Infeasible
from mcda.optimise import solve
from mcda.portfolio.portfolio import Portfolio

RULES: Final = ("gini", "jain", "theil", "atkinson", "floor", "no_loser", "burden")
OBJECTIVES: Final = ("worst_off", "leximin", "welfare", "threshold")
EACH = 20 * TIMES
BLOCK = 5


def drawer(seed: int) -> Drawer:
    tables = equitable(10_000 + seed, max_actions=7, min_actions=4)
    return Drawer(tables, random.Random(f"solve {seed}"))  # noqa: S311


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
