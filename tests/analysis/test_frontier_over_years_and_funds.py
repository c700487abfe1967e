"""Exact frontiers where years of start and funds are decided too, against two enumerations."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from fractions import Fraction
from typing import Any

import funds_oracle
import pytest
from exploration_oracle import efficient
from loading import load
from random_years import years_scenario
from time_oracle import TimeOracle

import mcda
from mcda.analysis.frontier import Point
from mcda.errors import Infeasible

OBJECTIVES = ["value", "local_cost", "burden:P1"]
Reached = dict[tuple[Fraction, ...], set[Hashable]]


def front(portfolios: Iterable[tuple[Hashable, int, int, int]]) -> Reached:
    """The efficient (points, local cost, burden of P1), from cents, and who reaches them."""
    reached: Reached = {}
    for portfolio, points, cents, burden in portfolios:
        point = (Fraction(points), -Fraction(cents, 100), -Fraction(burden, 100))
        reached.setdefault(point, set()).add(portfolio)
    return {(v, -cost, -burden): reached[v, cost, burden] for v, cost, burden in efficient(reached)}


def of_funds(tables: dict[str, Any]) -> Reached:
    """Portfolios as sets of options."""
    oracle = funds_oracle.Oracle(tables)
    found = []
    for portfolio in oracle.portfolios():
        options = frozenset().union(*(way.options for way in portfolio.values()))
        if options in oracle.feasible:
            ways = oracle.amounts(portfolio)
            cents = sum(sum(way.flows.values()) for way in ways.values())
            found.append((options, oracle.feasible[options], cents, funds_oracle.paid(ways, "P1")))
    return front(found)


def of_years(tables: dict[str, Any]) -> Reached:
    """Portfolios as actions with their years."""
    oracle = TimeOracle(tables)
    found = []
    for chosen in oracle.schedules():
        if oracle.admits(chosen):
            paid = oracle.paid(chosen)
            burden = sum(cents for (payer, *_), cents in paid.items() if payer == "P1")
            points = sum(oracle.points[action] for action in chosen)
            found.append((frozenset(chosen.items()), points, sum(paid.values()), burden))
    return front(found)


def is_the_front(tables: dict[str, Any], objectives: list[str], expected: Reached, key: Any) -> None:
    if not expected:
        with pytest.raises(Infeasible):
            mcda.frontier(load(tables), objectives)
        return
    for ties in (False, True):
        found = mcda.frontier(load(tables), objectives, ties=ties)
        assert found.complete
        reached: Reached = {}
        for point in found.points:
            reached.setdefault(point.levels, set()).add(key(point))
        assert set(reached) == set(expected)
        assert all(reached[levels] <= expected[levels] for levels in expected)
        assert sum(map(len, reached.values())) == len(found.points)
        if ties:
            assert reached == expected


def by_options(point: Point) -> Hashable:
    return point.options


def by_years(point: Point) -> Hashable:
    return frozenset(point.starts.items())


@pytest.mark.parametrize("seed", range(8))
def test_where_funds_are_decided(seed: int) -> None:
    tables = funds_oracle.draw(300 + seed)
    is_the_front(tables, OBJECTIVES, of_funds(tables), by_options)


@pytest.mark.parametrize("seed", range(8))
def test_where_years_are_decided(seed: int) -> None:
    tables = years_scenario(300 + seed, 400)
    is_the_front(tables, OBJECTIVES, of_years(tables), by_years)
