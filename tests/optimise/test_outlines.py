"""Outlines: never below the function, and exact where the data allow it."""

from __future__ import annotations

from fractions import Fraction

import pytest
from loading import load
from oracle import Oracle
from random_scenarios import seeded
from tiny import tiny

from mcda.optimise.engines import Clock, CpSat
from mcda.optimise.linear import Term
from mcda.optimise.programme import formulate
from mcda.rules import Alpha, Leximin, Threshold, Welfare, WorstOff
from mcda.rules.base import Relation, fixed
from mcda.rules.curved import Curved
from mcda.rules.objectives import Objective
from mcda.scoring import score

OBJECTIVES: tuple[Objective, ...] = (
    WorstOff(),
    WorstOff(per="partner"),
    Leximin(),
    Welfare(preset="sen"),
    Welfare(weights=(Fraction(5), Fraction(1)), per="partner"),
    Alpha(alpha=Fraction(1)),
    Threshold(gap=Fraction(1, 1000)),
    Threshold(gap=Fraction(1), per="partner"),
)


@pytest.mark.parametrize("seed", range(6))
def test_a_portfolio_is_worth_no_more_than_its_outline(seed: int) -> None:
    """With the actions fixed, the most that the outline allows is at least what they are worth."""
    tables = seeded(300 + seed, max_actions=4, min_actions=4, max_rules=0)
    programme = formulate(score(load(tables)))
    for objective in OBJECTIVES:
        for stage in objective.stages(programme.q):
            if not isinstance(stage, Curved):
                continue
            for chosen in Oracle(tables).portfolios():
                relations = list(objective.relations(programme.q))
                fixed_actions = programme.plus(*relations)
                for action in programme.columns.position:
                    count = programme.q.size("actions", (action,))
                    only = Relation("only", count, "==", fixed(int(action in chosen)))
                    fixed_actions = fixed_actions.plus(only)
                drawn, aim = fixed_actions.aiming(stage)
                solution = CpSat().solve(
                    drawn.form.maximising([Term(*term) for term in aim.terms]), Clock.of(None)
                )
                if solution.bound is not None and fixed_actions.admits(chosen):
                    assert aim.level(solution.bound) >= programme.level(stage, chosen)


def test_an_outline_is_exact_where_outcomes_have_few_levels() -> None:
    """Benefits of 5, 10 and 20 points: steps of 5."""
    programme = formulate(score(load(tiny())))
    (least, _) = WorstOff(per="partner").stages(programme.q)
    drawn, aim = programme.aiming(least)
    (steps,) = drawn.steps.values()
    assert (steps.exact, steps.step) == (True, 5)
    solution = CpSat().solve(drawn.form.maximising(aim.terms), Clock.of(None))
    assert solution.objective is not None
    assert aim.level(solution.objective) == programme.level(least, frozenset({"A1", "A2", "A3"})) == 5
