"""Years: money by year, verdicts and the best portfolio, against an independent enumeration."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

import pytest
from loading import load
from random_years import Tables, years_scenario
from time_oracle import Schedule, TimeOracle

from mcda.errors import Infeasible
from mcda.optimise import solve
from mcda.optimise.engines import Clock, CpSat, Engine, Highs
from mcda.optimise.programme import formulate
from mcda.optimise.search import maximise
from mcda.portfolio.columns import Columns
from mcda.portfolio.enumeration import Enumeration, all_relations
from mcda.portfolio.portfolio import judge_all
from mcda.portfolio.quantities import ScenarioQuantities
from mcda.portfolio.tally import Tally
from mcda.rules.base import Measure
from mcda.scoring import Scores, score, start_id

ENGINES: tuple[Engine, ...] = (CpSat(), Highs())
Amounts = Mapping[tuple[str, ...], int]
BOTH = pytest.mark.parametrize("engine", ENGINES, ids=lambda engine: engine.name)


def scored(tables: Tables) -> Scores:
    return score(load(tables))


def options(schedule: Schedule) -> frozenset[str]:
    return frozenset(schedule) | {start_id(action, year) for action, year in schedule.items()}


@pytest.mark.parametrize("seed", range(150))
def test_every_schedule_is_judged_as_the_oracle_judges_it(seed: int) -> None:
    tables = years_scenario(seed, 100 if seed % 10 == 0 else 24)
    oracle, scores = TimeOracle(tables), scored(tables)
    q = ScenarioQuantities(scores)
    for schedule in oracle.schedules():
        found = {v.rule: v.verdict for v in judge_all(q, Tally(scores, options(schedule)))}
        expected = {name: oracle.standing(rule, schedule) for name, rule in tables["rules"].items()}
        assert found == expected, schedule


def test_the_scenarios_show_every_verdict() -> None:
    """What all comparisons above rest on: no rule that always or never holds."""
    shown = Counter(
        (rule["type"], oracle.standing(rule, schedule))
        for oracle in (TimeOracle(years_scenario(seed, 24)) for seed in range(0, 150, 2))
        for schedule in list(oracle.schedules())[::2]
        for rule in oracle.tables["rules"].values()
    )
    for verdict in ("MET", "NOT MET", "VACUOUS", "FRAGILE"):
        assert shown["ledger", verdict] >= 3
    for kind in ("budget", "caps"):
        assert min(shown[kind, "MET"], shown[kind, "NOT MET"]) >= 50


@pytest.mark.parametrize("seed", range(60))
def test_years_and_what_comes_after_add_up_to_each_flow(seed: int) -> None:
    scores = scored(years_scenario(seed))
    for start in scores.starts.values():
        undated = scores.actions[start.action]
        for other, entry in [("", undated.base), *undated.increments.items()]:
            dated = start.score.increments.get(other) if other else start.score.base
            if dated is None:
                assert not entry.cost
                continue
            assert summed(dated.paid) == summed(dated.delivered) == nonzero(entry.flows)
            assert summed(dated.spent) == nonzero(
                {("cost",): entry.cost, ("local_cost",): entry.local_cost}
            )


def summed(dated: Amounts) -> dict[tuple[str, ...], int]:
    """Amounts over all years."""
    sums: Counter[tuple[str, ...]] = Counter()
    for ids, cents in dated.items():
        sums[ids[:-1]] += cents
    return nonzero(sums)


def nonzero(amounts: Mapping[Any, int]) -> dict[tuple[str, ...], int]:
    return {ids: cents for ids, cents in amounts.items() if cents}


@pytest.mark.parametrize("seed", range(40))
def test_money_by_year_is_that_of_the_oracle(seed: int) -> None:
    tables = years_scenario(seed)
    oracle, scores = TimeOracle(tables), scored(tables)
    for schedule in list(oracle.schedules())[::7]:
        tally = Tally(scores, options(schedule))
        for kind, moved in (("paid", oracle.paid(schedule)), ("delivered", oracle.delivered(schedule))):
            expected: Counter[tuple[str, str, str]] = Counter()
            for (payer, receiver, year, _), cents in moved.items():
                expected[payer, receiver, str(year)] += cents
            for ids, cents in expected.items():
                assert tally.units(Measure(kind, ids)) == cents  # type: ignore[arg-type]


@pytest.mark.parametrize("seed", range(200, 230))
def test_enumeration_looks_at_every_schedule_and_no_other(seed: int) -> None:
    tables = years_scenario(seed, 60)
    oracle, scores = TimeOracle(tables), scored(tables)
    columns = Columns(scores)
    everything = set(Enumeration(columns, ()).feasible())
    assert everything == set(map(options, oracle.schedules()))
    assert len(everything) == scores.combinations
    assert all(map(scores.is_consistent, everything))
    admitted = set(Enumeration(columns, all_relations(ScenarioQuantities(scores))).feasible())
    assert admitted == {options(schedule) for schedule in oracle.schedules() if oracle.admits(schedule)}


@BOTH
@pytest.mark.parametrize("seed", range(300, 325))
def test_an_engine_finds_the_best_schedule(engine: Engine, seed: int) -> None:
    tables = years_scenario(seed, 150)
    programme, best = formulate(scored(tables)), TimeOracle(tables).best()
    found = maximise(programme, programme.q.value(), engine, Clock.of(None))
    if best is None:
        assert found.status == "infeasible"
        return
    assert (found.status, found.level, found.bound) == ("optimal", best, best)
    assert found.chosen is not None
    assert programme.scores.is_consistent(found.chosen)


@pytest.mark.parametrize("seed", range(400, 412))
def test_solve_gives_one_schedule_whichever_engine_solves(seed: int) -> None:
    tables = years_scenario(seed, 100)
    oracle = TimeOracle(tables)
    best = oracle.best()
    if best is None:
        with pytest.raises(Infeasible):
            solve(load(tables))
        return
    found = [solve(load(tables), engine=engine.name) for engine in ENGINES]
    assert found[0].options == found[1].options
    assert found[0].value == best
    assert found[0].proof.verified == "enumeration"
    assert oracle.admits(dict(found[0].starts))
    assert set(found[0].starts) == set(found[0].actions)
