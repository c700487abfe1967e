"""What an engine claims is a claim: false ones are found out by exact arithmetic or the other engine."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np
import pytest
from loading import load
from oracle import Oracle
from random_scenarios import Scenario, seeded

from mcda.errors import Infeasible
from mcda.optimise import solve
from mcda.optimise.engines import Clock, CpSat, Engine, Highs, Solution
from mcda.optimise.linear import LinearForm
from mcda.optimise.programme import Programme, formulate
from mcda.optimise.prove import prove
from mcda.optimise.search import Found, maximise, verify
from mcda.portfolio.portfolio import Portfolio
from mcda.scoring import score


@dataclass(frozen=True)
class Liar:
    """CP-SAT, whose answers pass through a `twist`."""

    twist: Callable[[LinearForm, Solution], Solution]
    name: str = "liar"

    def solve(self, form: LinearForm, clock: Clock, gap: float = 0.0) -> Solution:
        return self.twist(form, CpSat().solve(form, clock))


def no_portfolio(form: LinearForm, honest: Solution) -> Solution:
    """Whatever there is: infeasible."""
    return Solution("infeasible")


def any_portfolio(form: LinearForm, honest: Solution) -> Solution:
    """The worst point that meets the rows, as the optimum."""
    worst = CpSat().solve(form.maximising([]), Clock.of(None))
    lowest = CpSat().solve(replace(form, objective=-form.objective), Clock.of(None))
    x = worst.x if lowest.x is None else lowest.x
    if x is None:
        return honest
    return Solution("optimal", x, form.value(x), form.value(x))


def beyond_the_rules(form: LinearForm, honest: Solution) -> Solution:
    """The first time: every action at once, with what that would be worth, as the optimum."""
    x = np.array([bounds.high for bounds in form.bounds], dtype=np.int64)
    place = np.array([name.startswith("x_") for name in form.names])
    already = any(len(row.terms) == place.sum() and row.bound == place.sum() - 1 for row in form.rows)
    return honest if already else Solution("optimal", x, form.value(x), form.value(x))


def too_good(form: LinearForm, honest: Solution) -> Solution:
    """The right portfolio, said to be worth more."""
    if honest.objective is None:
        return honest
    return replace(honest, objective=honest.objective + 7, bound=honest.objective + 7)


LIES = {"no portfolio": no_portfolio, "any portfolio": any_portfolio, "beyond": beyond_the_rules}
EVERY = pytest.mark.parametrize("lie", LIES.values(), ids=LIES)


def large(seed: int) -> Scenario:
    """Twenty-two actions: too many to be enumerated by the program, not by patience."""
    tables = seeded(seed, max_actions=22, min_actions=22, max_rules=0, max_partners=3)
    total = sum(Fraction(row["cost"]) for row in tables["actions"])
    tables["rules"] = {"budget": {"type": "budget", "of": "cost", "max": f"{float(total) / 3:.2f}"}}
    return tables


def small(seed: int) -> Scenario:
    """Something is possible, and not everything."""
    tables = seeded(seed, max_actions=10, min_actions=8)
    oracle = Oracle(tables)
    best = oracle.best()
    if best and best[0] > 0 and not oracle.feasible(oracle.actions):
        return tables
    return small(seed + 1)


def solved(programme: Programme, *pair: Engine) -> Portfolio:
    proven = prove(programme, programme.q.value(), (pair[0], pair[1]), Clock.of(None))
    return proven.portfolio(programme, "value")


@EVERY
@pytest.mark.parametrize("seed", range(40_000, 40_060, 12))
def test_enumeration_finds_a_lie_out(seed: int, lie: Callable[[LinearForm, Solution], Solution]) -> None:
    tables = small(seed)
    best = Oracle(tables).best()
    assert best is not None
    portfolio = solved(formulate(score(load(tables))), Liar(lie), Highs())
    assert portfolio.value == best[0]
    assert frozenset(portfolio.actions) in best[1]
    assert portfolio.proof.status == "optimal"
    assert portfolio.proof.verified == "enumeration"


@EVERY
@pytest.mark.parametrize("seed", [9, 21])
def test_the_second_engine_finds_a_lie_out(
    seed: int, lie: Callable[[LinearForm, Solution], Solution]
) -> None:
    """Above twenty actions rule V is all there is: the other engine is asked for one unit more."""
    programme = formulate(score(load(large(seed))))
    honest = maximise(programme, programme.q.value(), CpSat(), Clock.of(None))
    portfolio = solved(programme, Liar(lie), Highs())
    assert portfolio.value == honest.level
    assert portfolio.meets_all_rules
    assert portfolio.proof.bound == honest.level


def test_a_portfolio_worth_less_than_claimed_is_cut_off_until_the_claim_is_met() -> None:
    """The claim of seven units too much is never believed; what was found stays, and is the best."""
    tables = small(41_000)
    best = Oracle(tables).best()
    assert best is not None
    portfolio = solved(formulate(score(load(tables))), Liar(too_good), Highs())
    assert portfolio.value == best[0]


def test_a_false_proof_of_impossibility_is_not_believed() -> None:
    programme = formulate(score(load(large(9))))
    claim = Found("infeasible", None, None, None, "liar")
    objective = programme.q.value()
    checked = verify(programme, objective, claim, (Liar(no_portfolio), Highs()), Clock.of(None))
    assert checked.found.status == "optimal"
    assert checked.found.chosen is not None


def test_two_honest_engines_agree_that_nothing_is_possible() -> None:
    tables = large(9)
    tables["rules"]["none"] = {"type": "linear", "terms": {"A01": 1}, "min": 2}
    programme = formulate(score(load(tables)))
    proven = prove(programme, programme.q.value(), (CpSat(), Highs()), Clock.of(None))
    assert (proven.found.status, proven.verification.verified) == ("infeasible", "highs")
    with pytest.raises(Infeasible) as caught:
        solve(load(tables))
    assert caught.value.clash == ("none",)


@dataclass
class Stubborn:
    """Every action at once, however often that is cut off."""

    name: str = "stubborn"
    calls: int = 0

    def solve(self, form: LinearForm, clock: Clock, gap: float = 0.0) -> Solution:
        self.calls += 1
        assert self.calls < 50, "the search goes round and round"
        x = np.array([bounds.high for bounds in form.bounds], dtype=np.int64)
        return Solution("optimal", x, form.value(x), form.value(x))


def test_an_engine_that_repeats_an_impossible_answer_ends_in_an_answer() -> None:
    """Cut off, and given again all the same: that is no answer."""
    programme = formulate(score(load(small(42_000))))
    found = maximise(programme, programme.q.value(), Stubborn(), Clock.of(None))
    assert found.status == "unsolved"


@dataclass
class Tired:
    """Solves once, then finds nothing more before its time is over."""

    name: str = "tired"
    calls: int = 0

    def solve(self, form: LinearForm, clock: Clock, gap: float = 0.0) -> Solution:
        self.calls += 1
        return CpSat().solve(form, clock) if self.calls == 1 else Solution("unsolved", bound=0)


def test_the_first_stage_of_a_large_objective_is_kept_when_the_second_has_no_time() -> None:
    """Its portfolio is an incumbent, and the bound of the second stage alone is no bound."""
    tables = large(9)
    programme = formulate(score(load(tables)))
    amount = programme.q.size("cost") * 1_234_567 + programme.q.size("local_cost")
    best = maximise(programme, amount, CpSat(), Clock.of(None))
    found = maximise(programme, amount, Tired(), Clock.of(None))
    assert best.level is not None
    assert found.bound is None or found.bound >= best.level
    assert found.status == "feasible"
    assert found.chosen is not None
