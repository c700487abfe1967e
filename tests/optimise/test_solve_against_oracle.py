"""P3: the best portfolio of random scenarios, by both engines and by enumeration."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from loading import load
from oracle import Oracle
from random_scenarios import Scenario, scenarios, seeded

from mcda.errors import Infeasible
from mcda.optimise import solve
from mcda.optimise.engines import Clock, CpSat, Engine, Highs
from mcda.optimise.linear import Term
from mcda.optimise.programme import Programme, formulate
from mcda.optimise.search import Verification, maximise, verify
from mcda.rules.base import Measure, Relation, fixed
from mcda.scoring import score

ENGINES: tuple[Engine, ...] = (CpSat(), Highs())
BOTH = pytest.mark.parametrize("engine", ENGINES, ids=lambda engine: engine.name)


def agree(tables: Scenario, engine: Engine) -> None:
    """The engine finds the oracle's best value, or that there is no portfolio."""
    programme, expected = formulate(score(load(tables))), Oracle(tables).best()
    found = maximise(programme, programme.q.value(), engine, Clock.of(None))
    if expected is None:
        assert found.status == "infeasible"
        return
    value, portfolios = expected
    assert found.status == "optimal"
    assert found.level == found.bound == value
    assert found.chosen in portfolios


@BOTH
@given(tables=scenarios(max_actions=9))
def test_an_engine_finds_the_best_value(engine: Engine, tables: Scenario) -> None:
    agree(tables, engine)


@BOTH
@pytest.mark.parametrize("seed", range(25))
def test_an_engine_finds_the_best_value_of_up_to_fourteen_actions(seed: int, engine: Engine) -> None:
    agree(seeded(4000 + seed, max_actions=14, min_actions=11, max_partners=6, max_rules=9), engine)


@pytest.mark.parametrize("seed", range(24))
def test_solve_gives_the_same_canonical_portfolio_from_every_engine(seed: int) -> None:
    """Best value, then least cost: the oracle's, whichever engine solves."""
    tables = seeded(5000 + seed, max_actions=12, min_actions=6)
    oracle = Oracle(tables)
    expected = oracle.best()
    if expected is None:
        for engine in ENGINES:
            with pytest.raises(Infeasible):
                solve(load(tables), engine=engine.name)
        return
    value, portfolios = expected
    cheapest = min(oracle.tally(chosen).cost for chosen in portfolios)
    found = [solve(load(tables), engine=engine.name) for engine in ENGINES]
    assert found[0].actions == found[1].actions
    for portfolio in found:
        assert (portfolio.value, portfolio.cost) == (value, cheapest)
        assert frozenset(portfolio.actions) in portfolios
        assert portfolio.meets_all_rules
        assert portfolio.proof.status == "optimal"
        assert portfolio.proof.gap == 0
        assert portfolio.proof.canonical
        assert portfolio.proof.verified == "enumeration"


@pytest.mark.parametrize("seed", range(12))
@BOTH
def test_the_rows_of_the_solver_admit_exactly_the_feasible_portfolios(engine: Engine, seed: int) -> None:
    """With the actions fixed, value can be neither burnt nor invented: most is least is exact."""
    tables = seeded(6000 + seed, max_actions=5, min_actions=5)
    programme, oracle = formulate(score(load(tables))), Oracle(tables)
    feasible = {chosen: value for value, chosen in oracle.feasible_portfolios()}
    value = programme.columns.combination(programme.q.value())
    terms = list(zip(value.places.tolist(), value.coefficients.tolist(), strict=True))
    for chosen in oracle.portfolios():
        form = _only(programme, chosen).form
        for sign in (1, -1):
            signed = [Term(v, sign * c) for v, c in terms]
            solution = engine.solve(form.maximising(signed), Clock.of(None))
            if chosen not in feasible:
                assert solution.status == "infeasible"
            else:
                assert solution.objective is not None
                assert sign * Fraction(solution.objective) / value.multiple == feasible[chosen]


def _only(programme: Programme, chosen: frozenset[str]) -> Programme:
    """The programme with every action fixed."""
    for action in programme.columns.position:
        count = programme.q.size("actions", (action,))
        programme = programme.plus(Relation("only", count, "==", fixed(int(action in chosen))))
    return programme


@pytest.mark.parametrize("seed", range(10))
def test_rule_v_confirms_what_enumeration_confirms(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Above twenty actions the second engine is asked; here it is asked on what can be enumerated."""
    tables = seeded(7000 + seed, max_actions=12, min_actions=8)
    programme, oracle = formulate(score(load(tables))), Oracle(tables)
    expected = oracle.best()
    found = maximise(programme, programme.q.value(), ENGINES[0], Clock.of(None))
    monkeypatch.setattr("mcda.optimise.search.MOST_COMBINATIONS", 0)
    asked = verify(programme, programme.q.value(), found, (ENGINES[0], ENGINES[1]), Clock.of(None))
    assert asked == Verification(found, "highs")
    assert found.level == (None if expected is None else expected[0])


def test_an_objective_beyond_the_coefficient_limit_is_maximised_exactly() -> None:
    """Money in odd cents up to 12 M€ passes 2^24: the objective is maximised in two stages."""
    tables = seeded(8, max_actions=8, min_actions=8, max_rules=0)
    tables["money"], tables["rules"] = "€", {}
    for n, row in enumerate(tables["actions"]):
        row["cost"] = f"{12_000_000 - 1234567 * n}.{n + 1:02d}"
        row.pop("cost.low", None)
        row.pop("cost.high", None)
    programme, oracle = formulate(score(load(tables))), Oracle(tables)
    amount = programme.q.size("cost") - 13 * programme.q.size("local_cost")
    best = max(
        oracle.tally(c).cost - 13 * oracle.tally(c).local_cost for _, c in oracle.feasible_portfolios()
    )
    for engine in ENGINES:
        found = maximise(programme, amount, engine, Clock.of(None))
        assert (found.status, found.level, found.bound) == ("optimal", best, best)


def test_measures_of_common_value_are_columns_of_their_own() -> None:
    """A sanity check of the scenarios above: some have common value, synergies and carries."""
    programmes = [
        formulate(score(load(seeded(4000 + s, max_actions=14, min_actions=11)))) for s in range(25)
    ]
    assert any(p.columns.goal_position for p in programmes)
    assert any(p.columns.pair_position for p in programmes)
    assert any(name.startswith("carry") for p in programmes for name in p.form.names)
    assert any(
        m.kind == "common" for p in programmes for m in p.q.value().terms if isinstance(m, Measure)
    )
