"""Best portfolios where criteria are valued against the need of each partner (scope `partner`)."""

from __future__ import annotations

import pytest
from loading import load
from oracle import Oracle
from random_scenarios import Scenario, seeded, with_needs
from test_solve_against_oracle import BOTH, ENGINES, _only, agree
from tiny import tiny

from mcda.optimise import solve
from mcda.optimise.engines import Clock, Engine
from mcda.optimise.linear import Term
from mcda.optimise.programme import formulate
from mcda.rules.base import Amount
from mcda.scoring import score


@BOTH
@pytest.mark.parametrize("first", range(0, 150, 30))
def test_an_engine_finds_the_best_value(first: int, engine: Engine) -> None:
    for seed in range(first, first + 30, 2 if engine.name == "highs" else 1):
        agree(with_needs(seed, seeded(seed, max_actions=5)), engine)


@pytest.mark.parametrize("seed", range(5))
def test_rows_admit_exactly_the_values_of_portfolios(seed: int) -> None:
    """With the actions fixed, no need can be met by more or by less than it is."""
    tables = with_needs(seed, seeded(9100 + seed, max_actions=4, min_actions=4, max_rules=0))
    programme, oracle = formulate(score(load(tables))), Oracle(tables)
    curves = [Amount({curve: 1}) for curve in programme.columns.goal_position]
    for chosen in oracle.portfolios():
        fixed = _only(programme, chosen)
        if not programme.admits(chosen):
            continue
        for amount in (programme.q.value(), *curves):
            whole = programme.columns.combination(amount)
            terms = list(zip(whole.places.tolist(), whole.coefficients.tolist(), strict=True))
            for sign in (1, -1):
                signed = [Term(v, sign * c) for v, c in terms]
                solution = ENGINES[0].solve(fixed.form.maximising(signed), Clock.of(None))
                assert solution.objective is not None
                assert sign * solution.objective / whole.multiple == programme.level(amount, chosen)


def colleges() -> Scenario:
    """Two colleges that weigh two criteria differently, one of them valued against needs."""
    other = {"criterion": "calm", "name": "Calm", "unit": "u", "zero": 0, "full": 40}
    gain = {"criterion": "gain", "name": "Gain", "unit": "u", "zero": 0, "full": 40, "scope": "partner",
            "shape": "0:0 10:70 40:100"}  # fmt: skip
    tables = tiny({"budget": {"type": "budget", "max": 250}}, U={"need": 5, "college": "town"},
                  V={"need": 2, "college": "land"}, R={"need": 3, "college": "land"})  # fmt: skip
    tables["criteria"] = [gain, other]
    for row, calm in zip(tables["impacts"], (2, 30, 12), strict=True):
        row["calm"] = calm
    return tables


def test_colleges_value_needs_by_their_own_weights() -> None:
    tables = colleges() | {
        "objective": "consensus",
        "colleges": [
            {"college": "town", "criterion": "gain", "weight": 90},
            {"college": "town", "criterion": "calm", "weight": 10},
            {"college": "land", "criterion": "gain", "weight": 20},
            {"college": "land", "criterion": "calm", "weight": 80},
        ],
    }
    found = solve(load(tables))
    assert found.proof.verified == "enumeration"
    assert {r.college for r in found.proof.regrets} == {"town", "land"}
    for regret, weights in zip(found.proof.regrets, ({"gain": 20, "calm": 80}, {"gain": 90, "calm": 10}),
                               strict=True):  # fmt: skip
        seen = Oracle(colleges() | {"weights": weights})
        assert regret.value == seen.tally(found.actions).value
        best = seen.best()
        assert best is not None
        assert regret.best == best[0]


@pytest.mark.parametrize("seed", range(12))
def test_the_worst_off_is_told_with_its_needs_met(seed: int) -> None:
    """Needs that are met count in what a curved objective compares."""
    tables = with_needs(seed, seeded(9200 + seed, max_actions=5, max_rules=2))
    oracle = Oracle(tables)
    portfolios = list(oracle.feasible_portfolios())
    tables["objective"] = {"type": "worst_off", "per": "partner"}
    parents = {row.get("parent") for row in tables["partners"]}
    leaves = [row["partner"] for row in tables["partners"] if row["partner"] not in parents]
    if not portfolios:
        return
    least = {c: min(oracle.tally(c).benefit[p] for p in leaves) for _, c in portfolios}
    best = max((least[chosen], value) for value, chosen in portfolios)
    found = solve(load(tables))
    assert (least[frozenset(found.actions)], found.value) == best
