"""Funds and decided splits on random scenarios: every combination is what an oracle says it is."""

from __future__ import annotations

import random
from fractions import Fraction
from functools import cache

import pytest
from funds_oracle import Oracle, Way, draw
from loading import load

from mcda.errors import Infeasible
from mcda.optimise import solve
from mcda.optimise.engines import Clock
from mcda.optimise.programme import formulate
from mcda.optimise.prove import choose_engines
from mcda.optimise.search import maximise
from mcda.portfolio.columns import Columns
from mcda.portfolio.enumeration import Enumeration, all_relations
from mcda.portfolio.portfolio import Portfolio, Proof, assemble
from mcda.portfolio.quantities import ScenarioQuantities
from mcda.portfolio.tally import Tally
from mcda.rules.base import Measure
from mcda.scoring import Scores, score

SEEDS = range(100)
LOOKED_AT = 12
"""Portfolios of each scenario that are looked at in every detail."""


@cache
def oracle(seed: int) -> Oracle:
    return Oracle(draw(seed))


@cache
def scores(seed: int) -> Scores:
    return score(load(draw(seed)))


def some(seed: int) -> list[dict[str, Way]]:
    everything = list(oracle(seed).portfolios())
    return random.Random(seed).sample(everything, min(LOOKED_AT, len(everything)))  # noqa: S311


def options(portfolio: dict[str, Way]) -> frozenset[str]:
    return frozenset().union(*(way.options for way in portfolio.values()))


@pytest.mark.parametrize("seed", SEEDS)
def test_the_same_portfolios_meet_the_rules(seed: int) -> None:
    """On every combination of options, and no other: enumeration agrees with the oracle."""
    relations = all_relations(ScenarioQuantities(scores(seed)))
    found = set(Enumeration(Columns(scores(seed)), relations).feasible())
    assert scores(seed).combinations == sum(1 for _ in oracle(seed).portfolios())
    assert found == set(oracle(seed).feasible)


@pytest.mark.parametrize("seed", SEEDS)
def test_amounts_and_verdicts(seed: int) -> None:
    for portfolio in some(seed):
        found = assemble(scores(seed), options(portfolio), Proof("judged"))
        assert scores(seed).is_consistent(found.options)
        same_money(found, oracle(seed).amounts(portfolio))
        slacks = {verdict.rule: verdict.slack for verdict in found.verdicts}
        assert slacks == oracle(seed).slacks(portfolio)


def same_money(found: Portfolio, expected: dict[str, Way]) -> None:
    """Cost, grants, and every flow; sum E = sum K = local cost = cost - co-funding - grants."""
    flows: dict[tuple[str, str], Fraction] = {}
    for way in expected.values():
        for pair, cents in way.flows.items():
            flows[pair] = flows.get(pair, Fraction(0)) + Fraction(cents, 100)
    assert dict(found.ledger.flows) == flows
    assert all(amount > 0 for amount in flows.values())
    assert found.cost == Fraction(sum(way.cost for way in expected.values()), 100)
    assert found.local_cost == sum(flows.values())
    if found.financing is None:
        return
    for plan in found.financing.actions:
        way = expected[plan.action]
        assert plan.grants == {f: Fraction(cents, 100) for f, cents in way.grants.items()}
        assert sum(plan.payments.values()) == plan.local_cost
        assert plan.cost == plan.cofinancing + sum(plan.grants.values()) + plan.local_cost
        assert plan.cofinancing >= 0
    for use in found.financing.funds:
        granted = sum(
            way.grants.get(use.fund, 0)
            for way in expected.values()
            if use.year is None or way.year == use.year
        )
        assert use.granted == Fraction(granted, 100)


@pytest.mark.parametrize("seed", [seed for seed in SEEDS if seed % 3 == 0])
def test_the_years_add_up_and_no_flow_is_negative(seed: int) -> None:
    years = (*map(str, (2027, 2028)), "after")
    for portfolio in some(seed):
        tally = Tally(scores(seed), options(portfolio))
        for payer in ("P1", "P2", "P3"):
            for receiver in ("P1", "P2", "P3"):
                flow = tally.measure(Measure("flow", (payer, receiver)))
                for kind in ("paid", "delivered"):
                    by_year = [tally.measure(Measure(kind, (payer, receiver, year))) for year in years]
                    assert sum(by_year) == flow
                    assert min(by_year) >= 0


@pytest.mark.parametrize("seed", SEEDS)
def test_solve_finds_the_best(seed: int) -> None:
    best = max(oracle(seed).feasible.values(), default=None)
    try:
        found = solve(load(draw(seed)))
    except Infeasible:
        assert best is None
        return
    assert (found.value, found.proof.verified) == (best, "enumeration")
    assert found.options in oracle(seed).feasible


@pytest.mark.parametrize("seed", range(0, 100, 10))
def test_engines_find_the_best_without_enumeration(seed: int) -> None:
    """What an engine answers is consistent at once: the rows of tranches say what enumeration says."""
    programme = formulate(scores(seed))
    for engine in choose_engines("auto"):
        found = maximise(programme, programme.q.value(), engine, Clock.of(None))
        assert found.level == max(oracle(seed).feasible.values(), default=None)
