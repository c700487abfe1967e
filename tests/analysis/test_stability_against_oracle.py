"""How far each figure may move, against an enumeration with lines that cross."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

import pytest
from exploration_oracle import Exploration
from loading import load
from random_exploration import exact
from random_scenarios import Scenario
from stability_oracle import End, Figure, Stability, bound, cost, impact, weight

import mcda
from mcda.analysis import stability
from mcda.analysis.datum import Datum
from mcda.analysis.factors import data_of

KINDS = ("weights", "costs", "scores", "rules")
Reach = tuple[Fraction | None, Fraction | None]
PROBES = (Fraction(2), Fraction(4))
HUNDREDS = (Fraction(200), Fraction(400))
SHARES = (Fraction(1, 4), Fraction(1, 2))


def moved(datum: Datum) -> tuple[Figure, tuple[Fraction, Fraction], Reach]:
    """How the oracle moves a figure, two figures it can be read at, and how far it can go at all."""
    none: Fraction | None = None
    if datum.table == "weights":
        return weight(datum.id), SHARES, (Fraction(0), Fraction(1))
    if datum.table == "actions":
        return cost(datum.id), HUNDREDS, (Fraction(0), none)
    if datum.table == "impacts":
        return impact(datum.id, datum.field), PROBES, (none, none)
    return bound(datum.id, datum.field), SHARES, (Fraction(0), none)


def intervals(tables: Scenario) -> Iterator[tuple[stability.Stability, Stability]]:
    """What is said of every figure that can be followed, and the oracle of it."""
    scenario = load(tables)
    portfolio = mcda.solve(scenario)
    for said in stability.stabilities(portfolio, list(data_of(scenario, KINDS))):
        if isinstance(said, stability.Stability):
            figure, probes, reach = moved(said.datum)
            yield said, Stability(tables, figure, said.value, probes, reach)


def agree(said: stability.End, known: End | None, outwards: int) -> bool:
    """The same end, or none; or none as far as was looked."""
    if said.at is not None:
        return known == End(said.at, said.included)
    return known is None or (said.looked is not None and outwards * (known.figure - said.looked) >= 0)


def is_stable(tables: Scenario) -> None:
    if not Exploration(tables).tallies:
        return
    chosen = frozenset(mcda.solve(load(tables)).actions)
    for said, known in intervals(tables):
        low, high = known.interval(chosen)
        assert agree(said.low, low, -1), (str(said.datum), said.low, low)
        assert agree(said.high, high, 1), (str(said.datum), said.high, high)


@pytest.mark.parametrize("seed", range(4))
def test_every_figure_of_a_random_scenario(seed: int) -> None:
    is_stable(exact(26_000 + seed, max_actions=5, coarse=bool(seed % 2)))
