"""Targets with their multipliers, those with similar ones together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import takewhile

import numpy as np
from numpy.typing import NDArray

from mcda.optimise.engines import Clock
from mcda.optimise.fronts.multipliers import Reals, Relaxation, whole
from mcda.optimise.fronts.plan import Directions, Places
from mcda.optimise.fronts.problem import FrontProblem, Whole
from mcda.optimise.fronts.sweep import Aim

UNLIMITED = Clock.of(None)
TOGETHER = 24
"""Targets in one sweep: more share the labels, fewer share the order of the options."""


class Aiming:
    """Multipliers of targets, each asked for once."""

    def __init__(self, problem: FrontProblem) -> None:
        self._problem = problem
        self._relaxation = Relaxation(problem)
        self._known: dict[bytes, tuple[Reals, Reals]] = {}

    def directions(self, targets: Whole, clock: Clock = UNLIMITED) -> Directions:
        """One direction for each target (t, p), in order; only the first ones if time is over."""
        pairs = [self._multipliers(target) for target in takewhile(lambda _: not clock.over, targets)]
        targets = targets[: len(pairs)]
        objectives = np.array([pair[0] for pair in pairs]).reshape(targets.shape)
        rows = np.array([pair[1] for pair in pairs]).reshape(len(targets), len(self._problem.rows))
        return Directions.of(*whole(objectives, rows, self._problem), self._problem)

    def around(self, target: Whole) -> Directions:
        """Directions of one target (p,): its own first, then some that sharpen it."""
        pairs = self._relaxation.around(target)
        objectives, rows = (np.array([pair[place] for pair in pairs]) for place in (0, 1))
        return Directions.of(*whole(objectives, rows, self._problem), self._problem)

    def missed(self, targets: Whole, directions: Directions) -> NDArray[np.bool_]:
        """Targets that no portfolio reaches, by their own direction, in whole numbers."""
        levels = (targets.astype(float) * directions.objectives).sum(axis=1)
        return np.asarray(directions.roots(self._problem) < levels)

    def aims(self, targets: Whole, directions: Directions) -> list[Aim]:
        """Targets in groups of similar directions."""
        worth = directions.objectives * np.maximum(1, self._problem.most - self._problem.least)
        shares = worth / np.maximum(worth.sum(axis=1, keepdims=True), 1.0)
        return [Aim(targets[group], directions.some(group)) for group in _grouped(shares)]

    def _multipliers(self, target: Whole) -> tuple[Reals, Reals]:
        key = target.tobytes()
        if key not in self._known:
            self._known[key] = self._relaxation.multipliers(target)
        return self._known[key]


def ideal(problem: FrontProblem) -> Whole:
    """(p,): no portfolio has more in an objective, by the linear programme's bound on each alone."""
    bounds = []
    for objective, most in zip(problem.objectives, problem.most, strict=True):
        alone = replace(problem, objectives=objective[None])
        directions = Aiming(alone).directions(most[None, None] + 1)
        worth = directions.objectives[0, 0]
        bound = directions.roots(alone)[0] // worth if worth else float(most)
        bounds.append(min(int(most), int(bound)))
    return np.array(bounds, dtype=np.int64)


def _grouped(shares: Reals) -> Iterator[Places]:
    """Places of rows, halved along the widest column until groups are small."""
    waiting = [np.arange(len(shares))] if len(shares) else []
    while waiting:
        group = waiting.pop()
        if len(group) <= TOGETHER:
            yield group
            continue
        widest = int(np.argmax(np.ptp(shares[group], axis=0)))
        ordered = group[np.argsort(shares[group, widest], kind="stable")]
        half = len(ordered) // 2
        waiting += [ordered[half:], ordered[:half]]
