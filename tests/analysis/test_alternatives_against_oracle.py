"""The next best portfolios, and near-optimal ones that differ most, against an enumeration."""

from __future__ import annotations

from fractions import Fraction

import pytest
from exploration_oracle import Exploration, least_distance
from loading import load
from random_exploration import exact
from random_scenarios import Scenario, seeded

import mcda
from mcda.errors import Infeasible


def are_the_next_best(tables: Scenario, count: int) -> None:
    exploration = Exploration(tables)
    if not exploration.tallies:
        with pytest.raises(Infeasible):
            mcda.alternatives(load(tables), k=count)
        return
    answer = mcda.alternatives(load(tables), k=count)
    found = [frozenset(each.portfolio.actions) for each in answer.found]
    assert answer.complete
    assert found[0] in exploration.chosen()
    assert len(set(found)) == len(found)
    assert [exploration.values.get(chosen) for chosen in found] == exploration.best_values(count)
    for each, chosen in zip(answer.found, found, strict=True):
        tally = exploration.tallies[chosen]
        assert (each.portfolio.value, each.portfolio.cost) == (tally.value, tally.cost)
        assert set(each.entered) == chosen - found[0]
        assert set(each.left) == found[0] - chosen
        assert each.value == tally.value - exploration.values[found[0]]
        assert each.cost == tally.cost - exploration.tallies[found[0]].cost


@pytest.mark.parametrize("seed", range(5))
def test_the_next_best_of_any_scenario(seed: int) -> None:
    are_the_next_best(seeded(21_000 + seed, max_actions=9, min_actions=5), 7)


@pytest.mark.parametrize("seed", range(5))
def test_the_next_best_where_many_are_as_good(seed: int) -> None:
    are_the_next_best(exact(22_000 + seed, max_actions=8, coarse=True), 9)


def test_the_next_best_when_more_are_asked_for_than_there_are() -> None:
    are_the_next_best(exact(3, max_actions=5), 40)


@pytest.mark.parametrize("count", [2, 3, 4])
@pytest.mark.parametrize("seed", range(5))
def test_near_optimal_portfolios_that_differ_most(seed: int, count: int) -> None:
    tables = exact(23_000 + seed, max_actions=7, coarse=bool(seed % 2))
    differ_most(tables, count, Fraction(15, 100))


def differ_most(tables: Scenario, count: int, within: Fraction) -> None:
    exploration = Exploration(tables)
    if not exploration.tallies:
        return
    near = exploration.near_optimal(within)
    answer = mcda.alternatives(load(tables), k=count, diverse=True, within=within)
    found = [frozenset(each.portfolio.actions) for each in answer.found]
    assert found[0] in exploration.chosen()
    assert set(found) <= set(near)
    assert len(set(found)) == len(found) == min(count, len(near))
    if len(found) > 1:
        widest = exploration.most_diverse(found[0], len(found), within)
        assert answer.distance == least_distance(found) == widest
