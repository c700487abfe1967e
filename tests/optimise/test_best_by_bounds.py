"""The best portfolio by bounds alone, against what `solve` finds."""

from __future__ import annotations

import pytest
from loading import load
from random_scenarios import seeded

from mcda.errors import Infeasible
from mcda.optimise.engines import Clock
from mcda.optimise.fronts.best import Contender
from mcda.optimise.programme import formulate
from mcda.optimise.solve import solve
from mcda.portfolio.enumeration import Enumeration
from mcda.scoring import score


@pytest.mark.parametrize("seed", range(6))
def test_any_known_portfolio_leads_to_the_best(seed: int) -> None:
    scenario, clock = load(seeded(9_700 + seed, max_actions=7, min_actions=4)), Clock.of(None)
    programme = formulate(score(scenario))
    value = programme.q.value()
    try:
        best = solve(scenario).value
    except Infeasible:
        return
    some = next(Enumeration(programme.columns, programme.relations).feasible())
    contender = Contender.of(programme, value)
    assert contender is not None
    assert contender.best([], clock) is None
    found = contender.best([some], clock)
    assert found is not None
    assert programme.admits(found)
    assert programme.level(value, found) == best
    assert contender.beats(found, clock) is False
    assert contender.beats(some, clock) is (programme.level(value, some) < best)
