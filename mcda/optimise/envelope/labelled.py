"""What is worth more at some weights, by label enumeration: nothing is left out, no engine is trusted.

The objective is rounded up to numbers that doubles add up exactly, so that whatever is worth more than
asked for also reaches the rounded target. What reaches it is weighed in whole numbers of any size.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from mcda.optimise.envelope.oracles import Answer, Solved, Weights, dot
from mcda.optimise.fronts.multipliers import Relaxation, whole
from mcda.optimise.fronts.plan import Directions
from mcda.optimise.fronts.problem import MOST, FrontProblem, Selected, Whole, front_problem, lean
from mcda.optimise.fronts.sweep import Aim, Width, sweep

SWEEPS = ((1, 2**15), (16, 2**17), (4, 2**17), (1, 2**19))
"""Which part of what lies between the bound and what is asked for a sweep looks at, and after how many
labels it gives up. After the last an engine is asked."""
BLOCK = 2**14
"""Labels at once."""


@dataclass(frozen=True)
class Labelled:
    """Label enumeration, and engines where it would take too many labels."""

    engines: Solved
    problem: FrontProblem
    """With the points of each leaf as objectives."""
    name = "bounds"

    @classmethod
    def of(cls, engines: Solved) -> Labelled | None:
        """None where numbers are too large."""
        points = engines.leaf_points
        problem = front_problem(points.programme, points.combinations)
        return None if problem is None else cls(engines, lean(problem))

    def bound(self, weights: Weights) -> int:
        return self.engines.bound(weights)

    def above(self, weights: Weights, least: int | None) -> Answer:
        for target in self._targets(weights, least):
            answer = self._sweep(weights, least, target)
            if answer is not None and (answer.chosen is not None or target.last):
                return answer
        return self.engines.above(weights, least)

    @cached_property
    def _times(self) -> tuple[int, ...]:
        """Units in one whole number of each objective."""
        points = self.engines.leaf_points
        return tuple(int(1 / (c.multiple * points.unit)) for c in points.combinations)

    def _targets(self, weights: Weights, least: int | None) -> Iterator[_Target]:
        """What is asked for; where that takes too many labels, higher ones first."""
        rounded = _rounded(self.engines.leaf_points.objective(weights), self.problem)
        one = replace(self.problem, objectives=rounded.objective[None])
        lowest = (
            int(one.least[0]) if least is None else max(int(one.least[0]), rounded.target(least + 1))
        )
        objectives, rows = Relaxation(one).multipliers(np.array([lowest]))
        directions = Directions.of(*whole(objectives[None], rows[None], one), one)
        scale = float(directions.objectives[0, 0])
        top = int(one.most[0])
        if scale:
            top = min(top, int(directions.roots(one)[0] // scale))
        for part, labels in SWEEPS:
            level = max(lowest, top - (top - lowest) // part)
            yield _Target(one, directions, rounded, level, part == 1, labels)

    def _sweep(self, weights: Weights, least: int | None, target: _Target) -> Answer | None:
        """What is worth more and reaches a target; None where there were too many labels."""
        scaled = [w * t for w, t in zip(weights, self._times, strict=True)]

        def evaluate(selected: Selected) -> tuple[Whole, NDArray[np.bool_]]:
            points, meets = self.problem.evaluate(selected)
            more = [least is None or dot(scaled, line) > least for line in points.tolist()]
            reached = np.where(np.array(more, dtype=bool), target.level, target.level - 1)
            return reached[:, None].astype(np.int64), meets

        left = _narrowed(replace(target.problem, evaluate=evaluate), target)
        aim = Aim(np.array([[left.level]], dtype=np.int64), left.directions)
        found = sweep(left.problem, aim, Width(BLOCK, labels=target.labels), self.engines.clock)
        if not found.whole:
            return None
        portfolios = left.widened(found.portfolios)
        below = target.rounded.most(target.level - 1)
        if not len(portfolios):
            return Answer(None, (), least if target.last else below, "labels")
        points, _ = self.problem.evaluate(portfolios)
        worth = [dot(scaled, line) for line in points.tolist()]
        best = max(range(len(worth)), key=lambda n: worth[n])
        units = tuple(z * t for z, t in zip(points[best].tolist(), self._times, strict=True))
        programme = self.engines.leaf_points.programme
        chosen = frozenset(
            o for o, place in programme.columns.position.items() if portfolios[best, place]
        )
        return Answer(chosen, units, max(worth[best], below), "labels")


@dataclass(frozen=True)
class _Rounded:
    """`objective . v <= 2^shift (coarse . v) + rest`, coarse the objective rounded up."""

    objective: Whole
    shift: int
    rest: int

    def target(self, level: int) -> int:
        """What the coarse objective reaches at least, where the objective reaches a level."""
        return -((self.rest - level) >> self.shift)

    def most(self, coarse: int) -> int:
        """What the objective is at most, where the coarse one is at most this."""
        return (coarse << self.shift) + self.rest


@dataclass(frozen=True)
class _Target:
    """What a sweep aims at."""

    problem: FrontProblem
    directions: Directions
    rounded: _Rounded
    level: int
    last: bool
    """Whether it is all that was asked for."""
    labels: int
    """After so many a sweep gives up."""


@dataclass(frozen=True)
class _Narrowed:
    """A problem without the options that are the same in everything that reaches a target."""

    problem: FrontProblem
    directions: Directions
    level: int
    base: NDArray[np.bool_]
    """What the options are where they are settled."""
    free: NDArray[np.int64]
    """Places of the others."""

    def widened(self, portfolios: Selected) -> Selected:
        """Portfolios with the settled options."""
        whole = np.repeat(self.base[None], len(portfolios), axis=0)
        whole[:, self.free] = portfolios
        return whole


def _narrowed(problem: FrontProblem, target: _Target) -> _Narrowed:
    """Options whose other choice would cost more than the bound leaves are settled."""
    base, every = np.zeros(problem.options, dtype=bool), np.arange(problem.options)
    if not problem.is_plain:
        return _Narrowed(problem, target.directions, target.level, base, every)
    reduced = target.directions.reduced[0]
    room = float(target.directions.roots(problem)[0] - target.directions.objectives[0, 0] * target.level)
    base = reduced > 0
    free = np.flatnonzero((abs(reduced) <= room) | (problem.low != 0) | (problem.high != 1))
    free = free if len(free) else every[:1]
    settled = base.astype(np.int64)
    settled[free] = 0

    def evaluate(selected: Selected) -> tuple[Whole, NDArray[np.bool_]]:
        points, meets = problem.evaluate(narrow.widened(selected))
        return points - shift, meets

    shift = int(problem.objectives[0] @ settled)
    narrow = _Narrowed(
        replace(
            problem,
            objectives=problem.objectives[:, free],
            rows=problem.rows[:, free],
            bounds=problem.bounds - problem.rows @ settled,
            low=problem.low[free],
            high=problem.high[free],
            options=len(free),
            evaluate=evaluate,
        ),
        replace(target.directions, reduced=target.directions.reduced[:, free]),
        target.level - shift,
        base,
        free,
    )
    return narrow


def _rounded(objective: list[int], problem: FrontProblem) -> _Rounded:
    boxes = list(zip(problem.low.tolist(), problem.high.tolist(), strict=True))
    reach = sum(
        abs(c) * max(abs(low), abs(high), 1) for c, (low, high) in zip(objective, boxes, strict=True)
    )
    shift = max(0, reach.bit_length() + 1 - MOST.bit_length())
    coarse = [-(-c >> shift) for c in objective]
    rest = sum((c - (d << shift)) * low for c, d, (low, _) in zip(objective, coarse, boxes, strict=True))
    return _Rounded(np.array(coarse, dtype=np.int64), shift, rest)
