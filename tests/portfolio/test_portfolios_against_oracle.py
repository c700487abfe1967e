"""P3: what a portfolio adds up to, and how every rule stands, equals full enumeration."""

from __future__ import annotations

import random
from collections.abc import Iterable
from fractions import Fraction

import pytest
from hypothesis import given
from loading import load
from oracle import Oracle
from random_scenarios import Scenario, scenarios, seeded

from mcda.optimise.programme import formulate
from mcda.portfolio.columns import Columns
from mcda.portfolio.enumeration import Enumeration, all_relations
from mcda.portfolio.portfolio import Portfolio, Proof, assemble
from mcda.portfolio.quantities import ScenarioQuantities
from mcda.portfolio.tally import Tally
from mcda.rules.base import Amount
from mcda.scoring import Scores, score

JUDGED = Proof("judged")


def agree(scores: Scores, oracle: Oracle, portfolios: Iterable[frozenset[str]]) -> None:
    """Amounts, ledger and verdicts are the oracle's, exactly."""
    for chosen in portfolios:
        portfolio = assemble(scores, chosen, JUDGED)
        same_amounts(portfolio, oracle, chosen)
        same_verdicts(portfolio, oracle, chosen)
        adds_up(portfolio)


def same_amounts(portfolio: Portfolio, oracle: Oracle, chosen: frozenset[str]) -> None:
    expected = oracle.tally(chosen)
    assert portfolio.value == expected.value
    assert portfolio.common == expected.common
    assert portfolio.cost == expected.cost
    assert portfolio.local_cost == expected.local_cost
    assert portfolio.value_from_records == expected.value_of_records
    assert portfolio.value_by_criterion == expected.value_by_criterion
    assert portfolio.impacts == expected.impacts
    lines = portfolio.ledger.partners
    assert {line.partner: line.benefit for line in lines} == expected.benefit
    assert {line.partner: line.burden for line in lines} == expected.burden
    assert {line.partner: line.received for line in lines} == expected.received
    assert portfolio.ledger.flows == expected.flows
    if expected.net is not None:
        assert {line.partner: line.net for line in lines} == expected.net


def same_verdicts(portfolio: Portfolio, oracle: Oracle, chosen: frozenset[str]) -> None:
    assert {v.rule: v.verdict for v in portfolio.verdicts} == oracle.verdicts(chosen)
    slacks = oracle.slacks(chosen)
    assert {v.rule: v.slack for v in portfolio.verdicts if v.rule in slacks} == slacks


def adds_up(portfolio: Portfolio) -> None:
    """V = sum B + common, sum E = sum K = sum F = local cost: no rounding is lost anywhere."""
    lines, flows = portfolio.ledger.partners, portfolio.ledger.flows
    assert sum(line.benefit for line in lines) + portfolio.common == portfolio.value
    assert sum(line.burden for line in lines) == portfolio.local_cost
    assert sum(line.received for line in lines) == portfolio.local_cost
    assert sum(flows.values()) == portfolio.local_cost
    for line in lines:
        assert line.burden == sum(f for (payer, _), f in flows.items() if payer == line.partner)
        assert line.received == sum(f for (_, receiver), f in flows.items() if receiver == line.partner)
    assert sum(portfolio.value_by_criterion.values()) == portfolio.value
    scopes = {leaf.criterion: leaf.scope for leaf in portfolio.scenario.leaves}
    met = sum(v for c, v in portfolio.value_by_criterion.items() if scopes[c] == "partner")
    assert sum(portfolio.value_by_theme.values()) + portfolio.common + met == portfolio.value
    assert abs(portfolio.value - portfolio.value_from_records) <= portfolio.rounding_bound


@given(scenarios(max_actions=5))
def test_every_portfolio_of_a_small_scenario_is_the_oracles(tables: Scenario) -> None:
    oracle = Oracle(tables)
    agree(score(load(tables)), oracle, oracle.portfolios())


@pytest.mark.parametrize("seed", range(8))
def test_every_portfolio_of_seven_actions_is_the_oracles(seed: int) -> None:
    tables = seeded(1000 + seed, max_actions=7, min_actions=7)
    oracle = Oracle(tables)
    agree(score(load(tables)), oracle, oracle.portfolios())


@pytest.mark.parametrize("seed", range(24))
def test_portfolios_of_up_to_fourteen_actions_are_the_oracles(seed: int) -> None:
    tables = seeded(2000 + seed, max_actions=14, min_actions=10, max_partners=6, max_rules=9)
    oracle, source = Oracle(tables), random.Random(seed)  # noqa: S311
    sample = [frozenset(a for a in oracle.actions if source.random() < 0.5) for _ in range(15)]
    agree(score(load(tables)), oracle, [*sample, frozenset(), frozenset(oracle.actions)])


@pytest.mark.parametrize("seed", range(16))
def test_enumeration_admits_exactly_the_feasible_portfolios(seed: int) -> None:
    """Ten to twelve actions: all portfolios are sorted into feasible or not as the oracle does."""
    tables = seeded(3000 + seed, max_actions=12, min_actions=10)
    scores, oracle = score(load(tables)), Oracle(tables)
    q = ScenarioQuantities(scores)
    admitted = set(Enumeration(Columns(scores), all_relations(q)).feasible())
    expected = {chosen for _, chosen in oracle.feasible_portfolios()}
    assert admitted == expected


@given(scenarios(max_actions=9))
def test_enumeration_finds_the_best_portfolio(tables: Scenario) -> None:
    scores, oracle = score(load(tables)), Oracle(tables)
    programme = formulate(scores)
    enumeration = Enumeration(programme.columns, programme.relations)
    found, expected = enumeration.better_than(programme.q.value(), None), oracle.best()
    if expected is None:
        assert found is None
        return
    value, best = expected
    assert found in best
    assert enumeration.better_than(programme.q.value(), value) is None
    just_less = value - scores.unit
    assert enumeration.better_than(programme.q.value(), just_less) in best


@given(scenarios(max_actions=6, max_rules=0))
def test_an_amount_over_decisions_is_the_amount_of_the_portfolio(tables: Scenario) -> None:
    """One text, two readings: solver columns and finished portfolios give the same number."""
    scores, oracle = score(load(tables)), Oracle(tables)
    programme = formulate(scores)
    cost = programme.q.size("cost") * Fraction(-2, 3) + Fraction(5, 7)
    for amount in (programme.q.value(), cost, Amount()):
        whole = programme.columns.combination(amount)
        for chosen in oracle.portfolios():
            decisions = _decisions(programme.columns, chosen, scores)
            units = whole.constant + sum(
                int(c) * decisions[p] for p, c in zip(whole.places, whole.coefficients, strict=True)
            )
            assert units / whole.multiple == programme.level(amount, chosen)


def _decisions(columns: Columns, chosen: frozenset[str], scores: Scores) -> dict[int, int]:
    found = {place: int(action in chosen) for action, place in columns.position.items()}
    found |= {place: int({*pair} <= chosen) for pair, place in columns.pair_position.items()}
    tally = Tally(scores, chosen)
    return found | {place: int(tally.units(curve)) for curve, place in columns.goal_position.items()}
