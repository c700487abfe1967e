"""Fronts by label enumeration against every portfolio looked at."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from mcda.optimise.engines import Clock
from mcda.optimise.fronts.above import everything_above
from mcda.optimise.fronts.label_enumeration import label_front
from mcda.optimise.fronts.problem import FrontProblem, Whole, knapsack

UNLIMITED = Clock.of(None)
PROBE = np.array([[3, 4, 3, 2], [-4, -8, -10, -8]])
"""Value and minus cost of four projects (Lourenço, Morton, Bana e Costa 2012)."""


def random_problem(seed: int, most: int = 11) -> tuple[FrontProblem, Whole]:
    """A problem with 1 to 5 objectives and up to 4 rows of any sign, and all its portfolios."""
    draw = np.random.default_rng(seed)
    size, count, rows = (
        int(draw.integers(1, most + 1)),
        int(draw.integers(1, 6)),
        int(draw.integers(0, 4)),
    )
    reach = int(draw.choice([2, 5, 50, 1000]))
    objectives = draw.integers(-reach * int(draw.integers(0, 2)), reach + 1, (count, size))
    left = draw.integers(-reach * int(draw.integers(0, 2)), reach + 1, (rows, size))
    share = draw.random((2, rows))
    bounds = left.clip(0).sum(axis=1) * share[0] + left.clip(max=0).sum(axis=1) * share[1] / 2
    bounds = np.floor(bounds).astype(np.int64)
    if rows and draw.random() < 0.3:  # an equation that some portfolio meets
        met = left[0] @ draw.integers(0, 2, size)
        left, bounds = np.vstack([left, left[:1], -left[:1]]), np.append(bounds, [met, -met])
    everything = np.array(list(product([0, 1], repeat=size)))
    return knapsack(objectives, left, bounds), everything


def points_of(problem: FrontProblem, everything: Whole) -> tuple[Whole, Whole]:
    """Portfolios that meet the rows, and their points, from the definition."""
    meets = (everything @ problem.rows.T <= problem.bounds).all(axis=1)
    return everything[meets], everything[meets] @ problem.objectives.T


def front_of(points: Whole) -> set[tuple[int, ...]]:
    """Points that no other dominates, from the definition."""
    distinct = np.unique(points, axis=0)
    return {
        tuple(y.tolist())
        for y in distinct
        if not ((distinct >= y).all(axis=1) & (distinct > y).any(axis=1)).any()
    }


def as_set(rows: Whole) -> set[tuple[int, ...]]:
    return {tuple(row) for row in rows.tolist()}


@pytest.mark.parametrize("seed", range(60))
def test_fronts_and_ties_are_those_of_the_enumeration(seed: int) -> None:
    problem, everything = random_problem(seed)
    portfolios, points = points_of(problem, everything)
    best = front_of(points)
    front = label_front(problem, UNLIMITED)
    assert front.complete
    assert front.share_open == 0
    assert len(front.points) == len(as_set(front.points))
    assert as_set(front.points) == best
    assert np.array_equal(front.portfolios @ problem.objectives.T, front.points)
    assert as_set(front.portfolios) <= as_set(portfolios)
    above = everything_above(problem, front.points, UNLIMITED)
    efficient = [x for x, y in zip(portfolios, points, strict=True) if tuple(y.tolist()) in best]
    assert above.complete
    assert sorted(above.portfolios.astype(int).tolist()) == sorted(x.tolist() for x in efficient)


@pytest.mark.parametrize("seed", range(30))
def test_everything_above_targets_is_found_once(seed: int) -> None:
    problem, everything = random_problem(seed)
    portfolios, points = points_of(problem, everything)
    targets = np.random.default_rng(seed).permutation(everything)[:5] @ problem.objectives.T - 1
    wanted = (points[:, None] >= targets).all(axis=2).any(axis=1)
    above = everything_above(problem, targets, UNLIMITED)
    assert above.complete
    assert sorted(above.portfolios.astype(int).tolist()) == sorted(portfolios[wanted].tolist())
    assert np.array_equal(above.portfolios @ problem.objectives.T, above.points)
    if wanted.sum() > 1:
        some = everything_above(problem, targets, UNLIMITED, most=1)
        assert (len(some.points), some.complete) == (1, False)


def test_four_projects_of_probe() -> None:
    front = label_front(knapsack(PROBE, np.zeros((0, 4), np.int64), np.zeros(0, np.int64)), UNLIMITED)
    published = {(0, 0), (3, -4), (4, -8), (7, -12), (9, -20), (10, -22), (12, -30)}
    assert as_set(front.points) == published
