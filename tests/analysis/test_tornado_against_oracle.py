"""What each figure alone does to the best value, against an enumeration at both ends of its range."""

from __future__ import annotations

from fractions import Fraction

import pytest
from exploration_oracle import Exploration
from loading import load
from random_exploration import exact
from random_scenarios import Scenario
from test_stability_against_oracle import moved

import mcda
from mcda.analysis.sensitivity import Asked, sensitivity
from mcda.analysis.tornado import Tip


def is_right(tables: Scenario, tip: Tip, chosen: frozenset[str], best: Fraction) -> None:
    """The best value there, and what has become of the chosen portfolio."""
    exploration = Exploration(tables)
    found = exploration.best()
    assert (tip.best is None) == (found is None)
    if found is not None and tip.best is not None:
        assert abs(found[0] - tip.best) <= Fraction(1, 1000), (found[0], tip.best)
    tally = exploration.oracle.tally(chosen)
    assert abs(tally.value - tip.kept) <= Fraction(1, 1000)
    assert (chosen in exploration.tallies) == (not tip.fails)
    slacks = exploration.oracle.slacks(chosen)
    assert {rule for rule in tip.fails if rule in slacks} >= {r for r, s in slacks.items() if s < 0}


def is_told(tables: Scenario) -> None:
    if not Exploration(tables).tallies:
        return
    scenario = load(tables)
    chosen = frozenset(mcda.solve(scenario).actions)
    kinds = ("weights", "costs", "scores", "rules")
    found = sensitivity(scenario, Asked(only=kinds, stability=False))
    assert found.complete
    for bar in found.tornado:
        figure = moved(bar.factor.datum)[0]
        for tip in (bar.low, bar.high):
            is_right(figure(tables, tip.figure), tip, chosen, found.portfolio.value)


@pytest.mark.parametrize("seed", range(3))
def test_a_tornado_of_every_figure(seed: int) -> None:
    is_told(exact(27_500 + seed, max_actions=5))
