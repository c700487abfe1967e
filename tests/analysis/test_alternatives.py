"""The next best and the most different portfolios, against full enumeration."""

from __future__ import annotations

import random
from fractions import Fraction
from itertools import combinations
from typing import Any

import pytest
from loading import load
from oracle import Oracle
from random_equity import Drawer, equitable
from random_scenarios import seeded, with_needs
from random_years import years_scenario
from time_oracle import TimeOracle
from tiny import tiny

from mcda.analysis.alternatives import alternatives
from mcda.errors import Infeasible, UsageProblem
from mcda.optimise import diverse, ranked
from mcda.optimise.solve import solve

Tables = dict[str, Any]


def in_order(tables: Tables) -> list[tuple[Fraction, Fraction, frozenset[str]]]:
    """(value, cost, portfolio) of every feasible portfolio, the best first, equals cheapest first."""
    oracle = Oracle(tables)
    found = [
        (value, oracle.tally(chosen).cost, chosen) for value, chosen in oracle.feasible_portfolios()
    ]
    return sorted(found, key=lambda one: (-one[0], one[1]))


def some_tables(seed: int) -> Tables:
    tables = seeded(9100 + seed, max_actions=7, min_actions=4)
    return with_needs(seed, tables) if seed % 5 == 4 else tables


@pytest.mark.parametrize("solved", [False, True], ids=["enumerated", "solved"])
@pytest.mark.parametrize("seed", [0, 2, 4, 5, 8, 9])
def test_the_k_best_are_those_of_enumeration(
    seed: int, solved: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    tables = some_tables(seed)
    expected = in_order(tables)
    if solved:
        monkeypatch.setattr("mcda.optimise.search.MOST_COMBINATIONS", 0)
    if not expected:
        with pytest.raises(Infeasible):
            alternatives(load(tables), 6)
        return
    found = alternatives(load(tables), 6)
    assert found.complete
    assert found.exact
    assert [(one.portfolio.value, one.portfolio.cost) for one in found.found] == [
        (value, cost) for value, cost, _ in expected[:6]
    ]
    chosen = [frozenset(one.portfolio.actions) for one in found.found]
    assert len(set(chosen)) == len(chosen)
    assert set(chosen) <= {portfolio for _, _, portfolio in expected}
    assert found.found[0].portfolio.actions == solve(load(tables)).actions
    assert {one.portfolio.proof.verified for one in found.found} == {
        "highs" if solved else "enumeration"
    }


def test_equals_come_in_the_same_order_however_they_are_told_apart(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Three equals: listed and sorted, or each broken by solves of their own."""
    tables = tiny({"one": {"type": "linear", "terms": {"A1": 1, "A2": 1, "A3": 1}, "max": 1}})
    for action in ("A1", "A2", "A3"):
        next(row for row in tables["actions"] if row["action"] == action)["cost"] = 100
        next(row for row in tables["impacts"] if row["action"] == action)["gain"] = 10
    listed = [one.portfolio.actions for one in alternatives(load(tables), 4).found]
    assert len(listed) == 4
    assert listed[3] == ()
    monkeypatch.setattr(ranked, "MOST_EQUALS", 0)
    assert [one.portfolio.actions for one in alternatives(load(tables), 4).found] == listed
    assert [one.portfolio.actions for one in alternatives(load(tables), 2).found] == listed[:2]


def spread(chosen: tuple[frozenset[str], ...]) -> int:
    return min(len(one ^ other) for one, other in combinations(chosen, 2))


def widest(tables: Tables, best: frozenset[str], within: Fraction, k: int) -> tuple[int | None, int]:
    """The largest smallest distance of k portfolios, the best among them; how many there are."""
    ordered = in_order(tables)
    least = ordered[0][0] - within * abs(ordered[0][0])
    pool = [chosen for value, _, chosen in ordered if value >= least and chosen != best]
    taken = min(k - 1, len(pool))
    groups = ((best, *others) for others in combinations(pool, taken))
    return (max(map(spread, groups)) if taken else None), taken + 1


@pytest.mark.parametrize("solved", [False, True], ids=["enumerated", "solved"])
@pytest.mark.parametrize("seed", range(10))
def test_the_most_different_are_as_far_apart_as_possible(
    seed: int, solved: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    tables = seeded(9200 + seed, max_actions=7, min_actions=5, max_rules=3)
    if not in_order(tables):
        return
    if solved:
        monkeypatch.setattr(diverse, "MOST_COMBINATIONS", 0)
        monkeypatch.setattr(diverse, "MOST_SOLVED", 0)
    k, within = 2 + seed % 3, Fraction(1 + 3 * (seed % 3), 10)
    found = alternatives(load(tables), k, diverse=True, within=within)
    chosen = tuple(frozenset(one.portfolio.actions) for one in found.found)
    distance, number = widest(tables, chosen[0], within, k)
    assert chosen[0] == frozenset(solve(load(tables)).actions)
    assert (found.distance, len(chosen)) == (distance, number)
    assert found.exact
    if number > 1:
        assert spread(chosen) == distance
    floor = found.found[0].portfolio.value - within * abs(found.found[0].portfolio.value)
    assert all(one.portfolio.value >= floor for one in found.found)


@pytest.mark.parametrize("kind", ["worst_off", "leximin", "welfare", "threshold", "alpha"])
@pytest.mark.parametrize("seed", range(2))
def test_objectives_of_several_stages_rank_all_portfolios(seed: int, kind: str) -> None:
    draw = Drawer(equitable(20_000 + seed, max_actions=5), random.Random(f"rank {seed}"))  # noqa: S311
    objective = draw.objective(kind)
    oracle = draw.oracle
    ordered = sorted(
        ((oracle.level(objective, one), -oracle.tally(one).cost) for one in oracle.reachable(objective)),
        reverse=True,
    )
    tables = {**draw.tables, "objective": objective}
    if not ordered:
        with pytest.raises(Infeasible):
            alternatives(load(tables), 4)
        return
    found = alternatives(load(tables), 4)
    chosen = [frozenset(one.portfolio.actions) for one in found.found]
    assert found.complete
    assert len(set(chosen)) == len(chosen)
    assert [(oracle.level(objective, one), -oracle.tally(one).cost) for one in chosen] == ordered[
        : len(chosen)
    ]
    assert len(chosen) == min(4, len(ordered))


@pytest.mark.parametrize("seed", range(6))
def test_over_years_a_set_of_actions_counts_once(seed: int) -> None:
    tables = years_scenario(9300 + seed, 24)
    oracle = TimeOracle(tables)
    admitted = {frozenset(schedule) for schedule in oracle.schedules() if oracle.admits(schedule)}
    if not admitted:
        with pytest.raises(Infeasible):
            alternatives(load(tables), 5)
        return
    found = alternatives(load(tables), 5)
    chosen = [frozenset(one.portfolio.actions) for one in found.found]
    assert len(chosen) == min(5, len(admitted))
    assert set(chosen) <= admitted
    assert all(one.portfolio.starts.keys() == set(one.portfolio.actions) for one in found.found)
    values = [one.portfolio.value for one in found.found]
    assert values == sorted(values, reverse=True)
    assert len(set(chosen)) == len(chosen)


def test_what_an_alternative_exchanges_is_told_against_the_best() -> None:
    found = alternatives(load(tiny({"budget": {"type": "budget", "max": 250}})), 2)
    best, second = found.found
    assert best.portfolio.actions == ("A2", "A3")
    assert second.portfolio.actions == ("A2",)
    assert (second.entered, second.left) == ((), ("A3",))
    assert (second.value, second.objective, second.cost, second.local_cost) == (-5, -5, -50, -50)
    assert dict(second.groups) == {"periurban": -5, "rural": 0, "urban": 0}


def test_what_cannot_be_asked_is_refused() -> None:
    scenario = load(tiny({}))
    with pytest.raises(UsageProblem, match="E311"):
        alternatives(scenario, 0)
    for within in ("much", "150 %"):
        with pytest.raises(UsageProblem, match="E312"):
            alternatives(scenario, diverse=True, within=within)
