"""Exact frontiers of random scenarios against an enumeration: points, portfolios, who is supported."""

from __future__ import annotations

import random
from collections import Counter

import pytest
from exploration_oracle import Exploration
from loading import load
from random_exploration import exact
from random_scenarios import Scenario, seeded

import mcda
from mcda.errors import Infeasible


def names(tables: Scenario, seed: int, count: int) -> list[str]:
    """Some of the objectives that a scenario knows."""
    source = random.Random(seed)  # noqa: S311
    exploration = Exploration(tables)
    partners = exploration.oracle.partners.values()
    whose = [p.id for p in partners] + sorted({group for p in partners for group in p.groups})
    known = ["value", "cost", "local_cost", *(["worst_off"] if exploration.heads else [])]
    known += [f"impact:{c.id}" for c in exploration.oracle.valued]
    known += [f"{kind}:{name}" for kind in ("benefit", "burden") for name in whose]
    return source.sample(known, count)


def is_the_front(tables: Scenario, objectives: list[str], engine: str = "auto") -> None:
    """The same points; with ties, the same portfolios at each of them."""
    exploration = Exploration(tables)
    if not exploration.tallies:
        with pytest.raises(Infeasible):
            mcda.frontier(load(tables), objectives, engine=engine)
        return
    expected = {point.levels: point for point in exploration.front(objectives)}
    for ties in (False, True):
        found = mcda.frontier(load(tables), objectives, ties=ties, engine=engine)
        assert found.complete
        assert [o.name for o in found.objectives] == objectives
        copies = Counter(point.levels for point in found.points)
        assert set(copies) == set(expected)
        for levels, point in expected.items():
            assert copies[levels] == (len(point.portfolios) if ties else 1)
        for point in found.points:
            assert frozenset(point.actions) in expected[point.levels].portfolios
            assert point.supported == expected[point.levels].supported
        assert len({point.actions for point in found.points}) == len(found.points)


@pytest.mark.parametrize("seed", range(12))
def test_the_front_of_any_scenario(seed: int) -> None:
    tables = seeded(24_000 + seed, max_actions=7, min_actions=4)
    is_the_front(tables, names(tables, seed, 2 + seed % 3))


@pytest.mark.parametrize("engine", ["auto", "cpsat", "highs"])
@pytest.mark.parametrize("seed", range(4))
def test_the_front_where_many_are_as_good(seed: int, engine: str) -> None:
    tables = exact(25_000 + seed, max_actions=7, coarse=True)
    is_the_front(tables, names(tables, seed, 2 + seed % 2), engine)
