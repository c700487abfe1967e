"""Fronts by label enumeration against every portfolio looked at, and published ones."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import combinations, product
from json import dumps, loads
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mcda.optimise.engines import Clock
from mcda.optimise.fronts.above import everything_above
from mcda.optimise.fronts.facts import PORTFOLIOS
from mcda.optimise.fronts.label_enumeration import Effort, label_front
from mcda.optimise.fronts.problem import FrontProblem, Selected, Whole, knapsack
from mcda.optimise.fronts.sweep import Width

UNLIMITED = Clock.of(None)
NARROW = Effort((Width(20, 5),), patience=400, local_search=0, rays=1)
"""Leaves much open."""
PROBE = np.array([[3, 4, 3, 2], [-4, -8, -10, -8]])
"""Value and minus cost of four projects (Lourenço, Morton, Bana e Costa 2012)."""
TWELVE = """
A 11 67 40 30 50   B 13 42 64 80 55
A 19 55 37 40 20   B 11 40 50 44 20
A 9 100 90 80 90   C 9 80 90 78 66
A 9 90 80 70 95    C 13 88 66 80 70
B 18 48 35 40 33   D 7 41 48 49 25
B 13 43 32 25 44   D 8 86 88 90 72
"""
"""Department, cost in tenths and four benefits of twelve projects, two to a line (same source)."""


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


@pytest.mark.parametrize("seed", range(40))
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


@pytest.mark.parametrize("seed", range(20))
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


def front_without_rows(objectives: Whole) -> set[tuple[int, ...]]:
    size = objectives.shape[1]
    problem = knapsack(objectives, np.zeros((0, size), np.int64), np.zeros(0, np.int64))
    return as_set(label_front(problem, UNLIMITED).points)


def test_four_projects_of_probe() -> None:
    published = {(0, 0), (3, -4), (4, -8), (7, -12), (9, -20), (10, -22), (12, -30)}
    assert front_without_rows(PROBE) == published


def twelve_projects() -> tuple[list[str], Whole, Whole]:
    """Departments, costs in tenths and values in hundredths, by project."""
    cells = np.array(TWELVE.split()).reshape(6, 2, 6).swapaxes(0, 1).reshape(12, 6)
    figures = cells[:, 1:].astype(np.int64)
    return cells[:, 0].tolist(), figures[:, 0], figures[:, 1:] @ np.array([31, 19, 29, 21])


def supported(points: Whole) -> int:
    """Points of a bi-objective front that are corners of its upper hull."""
    return sum(
        not any(
            (b[0] - a[0]) * (y[1] - a[1]) <= (b[1] - a[1]) * (y[0] - a[0])
            for a, b in combinations(sorted(points.tolist()), 2)
            if a[0] < y[0] < b[0]
        )
        for y in points.tolist()
    )


def test_twelve_projects_of_probe_over_all_budgets() -> None:
    departments, costs, values = twelve_projects()
    objectives = np.vstack([values, -costs])
    coverage = np.array([[-(d == one) for d in departments] for one in "ABCD"]).astype(np.int64)
    free = label_front(knapsack(objectives, coverage[:0], np.zeros(0, np.int64)), UNLIMITED)
    fair = label_front(knapsack(objectives, coverage, -np.ones(4, np.int64)), UNLIMITED)
    assert (len(free.points), supported(free.points)) == (31, 13)
    assert (len(fair.points), supported(fair.points)) == (23, 11)
    assert max(y[0] for y in free.points.tolist() if y[1] >= -50) == 41_425
    assert max(y[0] for y in fair.points.tolist() if y[1] >= -50) == 39_646


def test_numbers_near_the_limit_are_exact() -> None:
    """Points that differ by one unit in 2^40."""
    draw = np.random.default_rng(7)
    size = 10
    objectives = 2**36 + draw.integers(-3, 4, (3, size)) * draw.choice([1, 2**30], (3, size))
    left = 2**44 + draw.integers(-2, 3, (2, size))
    problem = knapsack(objectives, left, left.sum(axis=1) // 2)
    _, points = points_of(problem, np.array(list(product([0, 1], repeat=size))))
    assert as_set(label_front(problem, UNLIMITED).points) == front_of(points)


def test_numbers_beyond_the_limit_are_refused() -> None:
    large = np.full((1, 4), 2**39)
    with pytest.raises(ValueError, match="too large"):
        knapsack(large, large[:0], np.zeros(0, np.int64))


@given(st.integers(0, 10**6), st.integers(2, 9))
@settings(max_examples=20, deadline=None)
def test_scaled_objectives_have_the_scaled_front(seed: int, factor: int) -> None:
    problem, _ = random_problem(seed, 9)
    factors = np.arange(len(problem.objectives)) + factor
    scaled = knapsack(problem.objectives * factors[:, None], problem.rows, problem.bounds)
    expected = label_front(problem, UNLIMITED).points * factors
    assert as_set(label_front(scaled, UNLIMITED).points) == as_set(expected)


@given(st.integers(0, 10**6))
@settings(max_examples=20, deadline=None)
def test_order_and_implied_rows_change_nothing(seed: int) -> None:
    problem, _ = random_problem(seed, 9)
    order = np.random.default_rng(seed).permutation(problem.options)
    implied = problem.rows.sum(axis=0, keepdims=True), [problem.bounds.sum() + 1]
    rows = np.vstack([problem.rows, implied[0]])[:, order]
    other = knapsack(problem.objectives[:, order], rows, np.append(problem.bounds, implied[1]))
    assert as_set(label_front(other, UNLIMITED).points) == as_set(label_front(problem, UNLIMITED).points)


@pytest.mark.parametrize("seed", range(12))
def test_what_is_left_open_is_said(seed: int) -> None:
    """Points known are feasible; each point of the front is known or lies in an open zone."""
    draw = np.random.default_rng(seed)
    objectives = draw.integers(1, 100, (3, 11))
    problem = knapsack(objectives, objectives[::-1] + 1, objectives.sum(axis=1)[::-1] // 2)
    portfolios, points = points_of(problem, np.array(list(product([0, 1], repeat=11))))
    front = label_front(problem, UNLIMITED, effort=NARROW)
    assert as_set(front.portfolios) <= as_set(portfolios)
    missing = np.array(sorted(front_of(points) - as_set(front.points))).reshape(-1, 3)
    assert all((front.open < y).all(axis=1).any() for y in missing)
    assert front.complete == (len(front.open) == 0)
    assert (front.share_open > 0) == (not front.complete)
    assert not front.complete or seed > 0  # else nothing was tested


def test_a_clock_that_is_over_leaves_the_start() -> None:
    problem, everything = random_problem(3)
    start = points_of(problem, everything)[0][:4].astype(np.bool_)
    stopped = label_front(problem, Clock.of(0), start=start)
    assert not stopped.complete
    assert as_set(stopped.points) == front_of(start @ problem.objectives.T)
    assert not everything_above(problem, stopped.points, Clock.of(0)).complete


@dataclass
class Notes:
    """A journal that is killed when it is full."""

    facts: dict[tuple[str, str], Any] = field(default_factory=dict)
    most: int = 10**9

    def known(self, kind: str) -> Mapping[str, Any]:
        return {key: fact for (of, key), fact in self.facts.items() if of == kind}

    def note(self, kind: str, key: str, fact: Any) -> None:
        if len(self.facts) == self.most:
            raise KeyboardInterrupt
        assert kind == PORTFOLIOS or (kind, key) not in self.facts, "done twice"
        self.facts[kind, key] = loads(dumps(fact))


def test_a_killed_run_goes_on_from_its_journal() -> None:
    draw = np.random.default_rng(1)
    objectives = draw.integers(1, 1000, (3, 25))
    problem = knapsack(objectives, objectives[:1][:, ::-1], objectives[:1].sum(axis=1) // 2)
    effort = Effort(local_search=0, rays=1)  # leaves work to the sweeps
    whole = Notes()
    expected = label_front(problem, UNLIMITED, journal=whole, effort=effort)
    assert len(whole.facts) > 3
    for most in range(1, len(whole.facts), 3):
        notes = Notes(most=most)
        with pytest.raises(KeyboardInterrupt):
            label_front(problem, UNLIMITED, journal=notes, effort=effort)
        notes.most = 10**9
        resumed = label_front(problem, UNLIMITED, journal=notes, effort=effort)
        assert as_set(resumed.points) == as_set(expected.points)
    known = Notes(dict(whole.facts), most=len(whole.facts))
    assert as_set(label_front(problem, UNLIMITED, journal=known).points) == as_set(expected.points)


def test_both_kernels_grow_the_same_labels(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("numba")
    from mcda.optimise.fronts import kernels

    results: list[list[tuple[Whole, Selected]]] = []
    for worthwhile in (10**18, 0):
        monkeypatch.setattr(kernels, "WORTHWHILE", worthwhile)
        fronts = [label_front(random_problem(seed)[0], UNLIMITED, effort=NARROW) for seed in range(12)]
        results.append([(front.points, front.portfolios) for front in fronts])
    for one, other in zip(*results, strict=True):
        assert np.array_equal(one[0], other[0])
        assert np.array_equal(one[1], other[1])
