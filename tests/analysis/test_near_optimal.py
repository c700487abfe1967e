"""Near-optimal portfolios, prices of rules and reasons, against independent recomputation."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations

import pytest
from loading import load
from oracle import Oracle
from random_scenarios import seeded
from tiny import BASE

from mcda.analysis.near_optimal import near_optimal
from mcda.analysis.reasons import Reason, reasons
from mcda.analysis.rule_prices import rule_prices
from mcda.errors import Infeasible
from mcda.files.read import read
from mcda.model import Scenario
from mcda.optimise import solve
from mcda.optimise.prompt import solve_promptly
from mcda.portfolio import Portfolio
from mcda.portfolio.portfolio import Proof, assemble
from mcda.rules import Status
from mcda.scoring import score
from mcda.show.reasons import sentence
from mcda.wording import Words

TENTH = Fraction(1, 10)


@pytest.fixture(scope="module")
def brest() -> Portfolio:
    return solve_promptly(read("scenarios/brest"))


@pytest.fixture(scope="module")
def about(brest: Portfolio) -> dict[str, Reason]:
    return {reason.action: reason for reason in reasons(brest, near_optimal(brest))}


def test_everything_within_a_tenth_is_what_the_oracle_finds() -> None:
    compared = 0
    for seed in range(24):
        tables = seeded(83_000 + seed, max_actions=7, min_actions=4)
        try:
            best = solve_promptly(load(tables))
        except Infeasible:
            continue
        near = near_optimal(best, TENTH)
        assert near is not None
        assert near.complete
        oracle = Oracle(tables)
        ids = sorted(load(tables).action_by_id)
        sets = [frozenset(c) for n in range(len(ids) + 1) for c in combinations(ids, n)]
        values = {chosen: oracle.tally(chosen).value for chosen in sets if oracle.feasible(chosen)}
        top = max(values.values())
        least = top - TENTH * abs(top)
        found = {one.actions: one.level for one in near.portfolios}
        assert found == {chosen: value for chosen, value in values.items() if value >= least}
        for action in load(tables).action_by_id:
            flipped = [
                v for chosen, v in values.items() if (action in chosen) != (action in best.actions)
            ]
            loss = top - max(flipped, default=top - 2 * abs(top) - 1)
            assert near.losses.get(action) == (loss if loss <= top - least else None)
        compared += len(found)
    assert compared > 40


def test_an_objective_of_several_stages_has_no_order_of_near_ones() -> None:
    found = solve(load({**BASE, "objective": "leximin"}))
    assert near_optimal(found) is None


def test_a_list_made_by_hand_has_no_near_ones(brest: Portfolio) -> None:
    assert near_optimal(judged(brest.scenario, brest.actions)) is None


def test_firm_negotiable_and_outside_are_all_actions(brest: Portfolio) -> None:
    near = near_optimal(brest)
    assert near is not None
    every = {*near.firm, *near.negotiable, *near.outside}
    assert every == set(brest.scenario.action_by_id)
    assert set(near.losses) == {*near.negotiable}


def test_each_price_is_that_of_a_solve_without_the_rule(brest: Portfolio) -> None:
    prices = {price.rules: price for price in rule_prices(brest)}
    rules = brest.scenario.rules
    assert {name for names in prices for name in names} == set(rules)
    equity = tuple(name for name, rule in rules.items() if rule.concerns_equity)
    for names in (("return",), ("budget",), ("themes",), equity):
        left = {name: rule for name, rule in rules.items() if name not in names}
        without = solve(brest.scenario.changed(rules=left))
        price = prices[names]
        assert price.price == without.value - brest.value
        assert price.share == price.price / brest.value
        assert {*price.entered} == {*without.actions} - {*brest.actions}
        assert {*price.left} == {*brest.actions} - {*without.actions}
        assert price.verified == "bounds"
        assert price.is_equity == (names != ("budget",) and names != ("themes",))


def test_prices_of_equity_alone_come_first(brest: Portfolio) -> None:
    alone = rule_prices(brest, equity_only=True)
    assert alone == rule_prices(brest)[: len(alone)]
    assert all(price.is_equity for price in alone)


def test_no_time_is_told() -> None:
    best = solve_promptly(load(BASE | {"rules": {"budget": {"type": "budget", "max": 250}}}))
    (price,) = rule_prices(best, limit=0)
    assert (price.level, price.price, price.verified) == (None, None, "no")


# ---------------------------------------------------------------- reasons


def judged(scenario: Scenario, actions: tuple[str, ...]) -> Portfolio:
    return assemble(score(scenario), actions, Proof("judged"))


def test_what_an_action_brings_is_what_is_lost_without_it(
    brest: Portfolio, about: dict[str, Reason]
) -> None:
    assert set(about) == set(brest.scenario.action_by_id)
    for action, reason in about.items():
        assert reason.selected == (action in brest.actions)
        other = judged(brest.scenario, tuple({*brest.actions} ^ {action}))
        sign = 1 if reason.selected else -1
        assert reason.value == sign * (brest.value - other.value)
        assert reason.local_cost == sign * (brest.local_cost - other.local_cost)
        failed = {v.rule: -v.slack for v in other.verdicts if not v.holds}
        breached = {b.rule for b in reason.breaches}
        assert {rule for rule in failed if brest.scenario.all_rules[rule].type != "links"} <= breached
        for rule in breached & failed.keys():
            assert max(b.amount for b in reason.breaches if b.rule == rule) >= failed[rule]


def test_reasons_know_what_the_opposite_costs(brest: Portfolio, about: dict[str, Reason]) -> None:
    scenario = brest.scenario
    without = solve(scenario.changed(rules={**scenario.rules, **status(excluded=("N3",))}))
    assert about["N3"].loss == brest.value - without.value
    assert about["E3"].loss is None
    assert about["E3"].within == Fraction(2, 100)


def status(**lists: tuple[str, ...]) -> dict[str, Status]:
    return {"stated": Status(**lists)}


TINY = {
    **BASE,
    "rules": {"budget": {"type": "budget", "max": 300}},
    "links": [
        {"type": "requires", "action": "A3", "other": "A1"},
        {"type": "excludes", "action": "A1", "other": "A2"},
    ],
}


def kinds(tables: dict[str, object], *actions: str) -> dict[str, tuple[str, tuple[str, ...]]]:
    found = reasons(judged(load(tables), actions))
    return {reason.action: (reason.kind, reason.others) for reason in found}


def test_links_are_the_reason_before_anything_else() -> None:
    assert kinds(TINY, "A1", "A3") == {
        "A1": ("required", ("A3",)),
        "A2": ("barred", ("A1",)),
        "A3": ("worth", ()),
    }
    assert kinds(TINY, "A2") == {
        "A1": ("barred", ("A2",)),
        "A2": ("worth", ()),
        "A3": ("lacks", ("A1",)),
    }


def test_rules_that_impose_exclude_or_bind() -> None:
    rules = {
        "budget": {"type": "budget", "max": 120},
        "stated": {"type": "status", "mandatory": ["A1"], "excluded": ["A2"]},
    }
    assert kinds({**BASE, "rules": rules}, "A1") == {
        "A1": ("imposed", ()),
        "A2": ("excluded", ()),
        "A3": ("breaks", ()),
    }
    (reason,) = [r for r in reasons(judged(load({**BASE, "rules": rules}), ("A1",))) if r.action == "A3"]
    (breach,) = reason.breaches
    assert (breach.rule, breach.amount, breach.unit) == ("budget", 30, "money")


def test_what_fits_or_is_worth_nothing_is_said() -> None:
    actions = [*BASE["actions"], {"action": "A4", "name": "Four", "theme": "food", "cost": 1}]
    shares = [*BASE["shares"], {"action": "A4", "partner": "U", "pays": 100, "receives": 100}]
    tables = {**BASE, "actions": actions, "shares": shares, "rules": {}}
    assert kinds(tables, "A1")["A3"] == ("fits", ())
    assert kinds(tables, "A1")["A4"] == ("worthless", ())
    assert kinds(tables, "A4")["A4"] == ("idle", ())


@pytest.mark.parametrize("language", ["en", "fr"])
def test_sentences_hold_the_figures(brest: Portfolio, about: dict[str, Reason], language: str) -> None:
    words = Words(language)
    for reason in about.values():
        told = sentence(reason, brest.scenario, words)
        assert words.number(reason.value, 2) in told
        assert "{" not in told
    assert words.number(about["N3"].loss or 0, 2) in sentence(about["N3"], brest.scenario, words)
