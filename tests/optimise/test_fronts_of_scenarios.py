"""Fronts and ties of random scenarios, against every portfolio judged by its tally.

Synergies, curves over summed effects, needs, years and curved rules among them: label enumeration
decides the options, all else is bounded while they are open.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest
from loading import load
from random_equity import equitable
from random_scenarios import seeded, with_needs
from random_years import years_scenario

from mcda.optimise.engines import Clock
from mcda.optimise.fronts.above import everything_above
from mcda.optimise.fronts.label_enumeration import label_front
from mcda.optimise.fronts.problem import amount_of, front_problem
from mcda.optimise.programme import Programme, formulate
from mcda.portfolio.enumeration import Enumeration
from mcda.portfolio.tally import Tally
from mcda.rules.base import Amount
from mcda.scoring import score

CASES = [
    *((f"plain {seed}", seeded(seed, max_actions=8)) for seed in range(12)),
    *((f"needs {seed}", with_needs(seed, seeded(seed, max_actions=7))) for seed in range(8)),
    *((f"years {seed}", years_scenario(seed, 100)) for seed in range(12)),
    *((f"equity {seed}", equitable(seed)) for seed in range(8)),
]


def objectives_of(programme: Programme) -> list[Amount]:
    """Value, minus cost, and the benefit of one partner."""
    q = programme.q
    return [q.value(), -q.size("cost"), q.outcome("benefit", partner=q.partners()[0])]


def best(points: Sequence[tuple[Any, ...]]) -> set[tuple[Any, ...]]:
    distinct = set(points)
    return {
        y
        for y in distinct
        if not any(z != y and all(b >= a for a, b in zip(y, z, strict=True)) for z in distinct)
    }


@pytest.mark.parametrize(("name", "tables"), CASES, ids=[name for name, _ in CASES])
def test_the_front_of_a_scenario_is_that_of_its_portfolios(name: str, tables: Any) -> None:
    programme = formulate(score(load(tables)))
    amounts = objectives_of(programme)
    goals = [programme.columns.combination(amount) for amount in amounts]
    problem = front_problem(programme, goals)
    assert problem is not None
    portfolios = list(Enumeration(programme.columns, programme.relations).feasible())
    tallies = [Tally(programme.scores, chosen) for chosen in portfolios]
    points = [tuple(tally.of(amount) for amount in amounts) for tally in tallies]
    front = label_front(problem, Clock.of(None))
    assert front.complete
    told = [
        tuple(amount_of(goal, units) for goal, units in zip(goals, point, strict=True))
        for point in front.points.tolist()
    ]
    assert len(told) == len(set(told))
    assert set(told) == best(points)
    options = np.array(list(programme.columns.position))
    above = everything_above(problem, front.points, Clock.of(None))
    assert above.complete
    found = [frozenset(options[taken].tolist()) for taken in above.portfolios]
    assert len(found) == len(set(found))
    assert set(found) == {p for p, y in zip(portfolios, points, strict=True) if y in set(told)}
