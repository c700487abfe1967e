"""How every equity rule stands on every portfolio of random scenarios equals the oracle's answer."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace
from typing import Final

import pytest
from equity_oracle import EquityOracle
from loading import load
from oracle import MET, VACUOUS
from random_equity import TIMES, WITH_POTENTIAL, Drawer, Record, equitable, with_rules
from tiny import verdict

from mcda.portfolio.portfolio import Portfolio, Proof, assemble
from mcda.scoring import Scores, score

INDICES: Final = ("gini", "jain", "theil", "atkinson")
KINDS: Final = (*INDICES, "floor", "no_loser", "burden", "compensation")
BLOCK, BLOCKS = 10, 30 * TIMES
JUDGED = Proof("judged")


def ruled(seed: int) -> Record:
    """A scenario with an equity rule of each kind."""
    tables = equitable(seed, max_actions=4, min_actions=2)
    source = random.Random(f"rules {seed}")  # noqa: S311
    drawer = Drawer(tables, source, WITH_POTENTIAL)
    return with_rules(tables, {f"e_{kind}": getattr(drawer, kind)() for kind in KINDS})


def scored(tables: Record, oracle: EquityOracle) -> Scores:
    """The potentials are found by solving, which is tested elsewhere: here they are the oracle's."""
    return replace(score(load(tables)), potentials=oracle.potentials)


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
        oracle = EquityOracle(tables)
        scores = scored(tables, oracle)
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
    portfolio = assemble(scored(tables, EquityOracle(tables)), (), JUDGED)
    verdicts = {v.rule: v.verdict for v in portfolio.verdicts}
    assert {verdicts[f"e_{kind}"] for kind in INDICES} == {VACUOUS}


@pytest.mark.parametrize("per", ["need", "head"])
def test_a_floor_leaves_out_a_partner_of_size_nothing(per: str) -> None:
    """As the indices do. In A3 only V pays and receives: 5 points for 50 EUR, at 1 EUR a point."""
    rule = {"type": "floor", "of": "net", "per": per, "min": 0}
    nothing = {"need": 0, "population": 0}
    assert verdict(rule, "A3", point_worth=1, V=nothing, U={"need": 1}).verdict == MET
