"""How every equity rule stands on every portfolio of random scenarios equals the oracle's answer."""

from __future__ import annotations

import random
from collections import Counter
from typing import Final

import pytest
from equity_oracle import EquityOracle
from loading import load
from oracle import MET, VACUOUS
from random_equity import TIMES, Drawer, Record, equitable, with_rules

from mcda.portfolio.portfolio import Portfolio, Proof, assemble
from mcda.scoring import score

KINDS: Final = ("gini", "jain", "theil", "atkinson", "floor", "no_loser", "burden")
INDICES: Final = ("gini", "jain", "theil", "atkinson")
BLOCK, BLOCKS = 10, 30 * TIMES
JUDGED = Proof("judged")


def ruled(seed: int) -> Record:
    """A scenario with an equity rule of each kind."""
    tables = equitable(seed, max_actions=5, min_actions=3)
    drawer = Drawer(tables, random.Random(f"rules {seed}"))  # noqa: S311
    return with_rules(tables, {f"e_{kind}": getattr(drawer, kind)() for kind in KINDS})


def adds_up(portfolio: Portfolio) -> None:
    """sum B + common = V, sum E = sum K = sum F."""
    lines = portfolio.ledger.partners
    assert sum(line.benefit for line in lines) + portfolio.common == portfolio.value
    paid = sum(line.burden for line in lines)
    assert paid == sum(line.received for line in lines) == sum(portfolio.ledger.flows.values())


@pytest.mark.parametrize("block", range(BLOCKS))
def test_every_equity_rule_stands_as_the_oracle_says(block: int) -> None:
    for seed in range(block * BLOCK, (block + 1) * BLOCK):
        tables = ruled(seed)
        oracle, scores = EquityOracle(tables), score(load(tables))
        for chosen in oracle.portfolios:
            portfolio = assemble(scores, chosen, JUDGED)
            adds_up(portfolio)
            found = {v.rule: v.verdict for v in portfolio.verdicts if v.rule in oracle.rules}
            expected = {name: oracle.verdict(name, chosen) for name in oracle.rules}
            assert found == expected, (seed, sorted(chosen))


def test_the_scenarios_above_show_every_verdict_of_every_rule() -> None:
    """A test that only ever saw one verdict would say little."""
    seen: Counter[tuple[str, str]] = Counter()
    for seed in range(40):
        oracle = EquityOracle(ruled(seed))
        for chosen in oracle.portfolios[:: max(len(oracle.portfolios) // 6, 1)]:
            seen.update(
                (rule["type"], oracle.verdict(name, chosen)) for name, rule in oracle.rules.items()
            )
    assert {kind for kind, _ in seen} == set(KINDS)
    for kind in KINDS:
        assert seen[kind, MET] >= 10
        assert seen[kind, "NOT MET"] >= 10
    assert all(seen[kind, VACUOUS] >= 5 for kind in INDICES)


@pytest.mark.parametrize("seed", range(20))
def test_an_empty_portfolio_is_no_success_of_an_index(seed: int) -> None:
    """Nobody has anything: not equality, but nothing to be equal about."""
    tables = ruled(seed)
    portfolio = assemble(score(load(tables)), (), JUDGED)
    verdicts = {v.rule: v.verdict for v in portfolio.verdicts}
    assert {verdicts[f"e_{kind}"] for kind in INDICES} == {VACUOUS}
