"""What label enumeration is made of: zones, archives, shares of space, steps of a sweep."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from mcda.optimise.engines import Clock
from mcda.optimise.fronts import kernel_numpy
from mcda.optimise.fronts.archive import nondominated
from mcda.optimise.fronts.multipliers import DIVIDED, EXACT, Relaxation, whole
from mcda.optimise.fronts.plan import Checks, Directions, checks_of, plan
from mcda.optimise.fronts.problem import FrontProblem, Whole, knapsack
from mcda.optimise.fronts.shares import share_open
from mcda.optimise.fronts.sweep import FEW, Aim, Width, sweep
from mcda.optimise.fronts.zones import inside, split


def grid(objectives: int, size: int = 6) -> Whole:
    return np.array(list(product(range(size), repeat=objectives)))


@pytest.mark.parametrize(("seed", "objectives"), [(seed, p) for seed in range(5) for p in (1, 2, 3, 4)])
def test_zones_hold_what_no_point_dominates_and_none_lies_in_another(seed: int, objectives: int) -> None:
    cells = grid(objectives)
    points = np.random.default_rng(seed).permutation(cells)[:9]  # ties and dominated ones among them
    corners = split(np.full((1, objectives), -1), points, 10**6)
    free = ~(cells[:, None] <= points).all(axis=2).any(axis=1)
    held = (cells[:, None] > corners).all(axis=2).any(axis=1)
    assert np.array_equal(free, held)
    others = (corners[:, None] >= corners).all(axis=2)
    np.fill_diagonal(others, val=False)
    assert not others.any()


def test_too_many_zones_hold_too_much_if_anything() -> None:
    points = np.random.default_rng(0).permutation(grid(3))[:30]
    whole_zones, some = (split(np.full((1, 3), -1), points, most) for most in (10**6, 3))
    assert inside(whole_zones, some).all()


@pytest.mark.parametrize("objectives", [1, 2, 3])
def test_the_share_that_is_open_is_the_volume(objectives: int) -> None:
    corners = np.random.default_rng(1).integers(-2, 8, (5, objectives))
    cells = grid(objectives, 6)
    held = (cells[:, None] >= corners).all(axis=2).any(axis=1)  # cell c is the cube from c to c + 1
    low, high = np.zeros(objectives, np.int64), np.full(objectives, 6)
    assert share_open(corners, low, high) == pytest.approx(held.mean())
    assert share_open(corners[:0], low, high) == 0


def test_the_share_of_four_objectives_is_estimated() -> None:
    corners = np.array([[3, 0, 0, 0], [0, 3, 0, 0]])
    assert share_open(corners, np.zeros(4, np.int64), np.full(4, 6)) == pytest.approx(0.75, abs=0.01)


@pytest.mark.parametrize("seed", range(6))
def test_the_archive_keeps_each_point_that_none_dominates_once(seed: int) -> None:
    points = np.random.default_rng(seed).integers(0, 9, (700, 3))
    kept = points[nondominated(points)]
    best = [
        y for y in np.unique(points, axis=0) if not ((points >= y).all(1) & (points > y).any(1)).any()
    ]
    assert sorted(kept.tolist()) == sorted(y.tolist() for y in best)


def with_pairs(seed: int) -> FrontProblem:
    """Seven options, three pairs of them and one more variable within a box."""
    draw = np.random.default_rng(seed)
    lines = draw.integers(-9, 10, (4, 11))
    none = knapsack(lines[:2, :7], lines[2:, :7], np.array([4, 4]))
    high = np.append(np.ones(10, np.int64), 3)
    low = np.append(np.zeros(10, np.int64), -2)
    pairs = np.array([[7, 0, 3], [8, 6, 1], [9, 2, 3]])
    return FrontProblem(lines[:2], lines[2:], none.bounds, low, high, 7, none.evaluate, pairs)


@pytest.mark.parametrize("seed", range(10))
def test_the_bound_of_a_label_is_never_below_its_completions(seed: int) -> None:
    """Every label whose every completion is known keeps its best one in each direction."""
    problem = with_pairs(seed)
    draw = np.random.default_rng(seed)
    multipliers = whole(draw.random((3, 2)), draw.random((3, 2)), problem)
    directions = Directions.of(*multipliers, problem)
    assert abs(multipliers[0]).max() < EXACT
    x = np.array(list(product([0, 1], repeat=7)))
    y = np.column_stack([x, x[:, 0] * x[:, 3], x[:, 6] * x[:, 1], x[:, 2] * x[:, 3]])
    loose = np.arange(-2, 4)
    points = np.vstack([np.column_stack([y, np.full(len(y), e)]) for e in loose])
    meets = (points @ problem.rows.T <= problem.bounds).all(axis=1)
    if not meets.any():
        pytest.skip("no portfolio")
    values = points[meets] @ problem.objectives.T @ directions.objectives.T
    for direction in range(3):
        best = points[meets][values[:, direction].argmax(), :7]
        checks = Checks(np.array([[direction]]), values[:, direction].max()[None, None])
        amounts, taken = np.zeros((2, 1)), np.zeros((1, 1), dtype=np.uint64)
        for step in plan(problem, directions):
            amounts, taken = kernel_numpy.extend(amounts, taken, step, checks)
        assert sum(int(bit) << place for place, bit in enumerate(best)) in taken[0].tolist()


@pytest.mark.parametrize("seed", range(4))
def test_both_kernels_take_the_same_steps(seed: int) -> None:
    kernel_numba = pytest.importorskip("mcda.optimise.fronts.kernel_numba")
    problem = with_pairs(seed)
    draw = np.random.default_rng(seed)
    multipliers = whole(draw.random((3, 2)), draw.random((3, 2)), problem)
    directions = Directions.of(*multipliers, problem)
    targets = draw.integers(-5, 6, (3, 2))
    checks = checks_of(targets, directions, directions.roots(problem), 2)
    labels = np.zeros((2, 1)), np.zeros((1, 1), dtype=np.uint64)
    for step in plan(problem, directions):
        compiled = kernel_numba.extend(*labels, step, checks)
        labels = kernel_numpy.extend(*labels, step, checks)
        assert np.array_equal(labels[0], compiled[0])
        assert np.array_equal(labels[1], compiled[1])
    assert labels[0].shape[1] or seed


def tight(seed: int) -> FrontProblem:
    """Values near to costs under three budgets: a linear programme divides three options."""
    draws = np.random.default_rng(seed)
    costs = draws.integers(50, 100, size=(3, 14))
    values = costs.sum(axis=0)[None] + draws.integers(0, 9, size=14)
    return knapsack(values, costs, costs.sum(axis=1) // 2)


@pytest.mark.parametrize("seed", range(8))
def test_each_divided_option_sharpens_the_bound_and_no_portfolio_is_lost(seed: int) -> None:
    problem = tight(seed)
    portfolios = np.array([*product((False, True), repeat=14)])
    points, meets = problem.evaluate(portfolios)
    target = np.sort(points[meets, 0])[-6:-5]
    pairs = Relaxation(problem).around(target)
    assert 3 <= len(pairs) <= 1 + 2 * DIVIDED
    assert len(pairs) % 2
    objectives, rows = (np.array([pair[place] for pair in pairs]) for place in (0, 1))
    directions = Directions.of(*whole(objectives, rows, problem), problem)
    labels = []
    for checks in (1, len(pairs)):
        aim = Aim(target[None], directions, checks)
        found = sweep(problem, aim, Width(1000), Clock.of(None))
        wanted = {line.tobytes() for line in portfolios[meets & (points[:, 0] >= target)]}
        assert {line.tobytes() for line in found.portfolios} == wanted
        labels.append(found.labels)
    assert labels[1] < labels[0]


def test_labels_tested_in_more_directions_are_fewer() -> None:
    width = Width(1000, labels=900)
    assert width.tested(FEW - 1) == width
    assert width.tested(2 * FEW).labels == 450
    assert Width(1000).tested(17).labels is None
