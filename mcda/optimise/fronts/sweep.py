"""A sweep: all portfolios that may reach one of a few targets, grown option by option."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from mcda.optimise.engines import Clock
from mcda.optimise.fronts import kernel_numpy
from mcda.optimise.fronts.archive import dominated
from mcda.optimise.fronts.kernel_numpy import Bits
from mcda.optimise.fronts.multipliers import Reals
from mcda.optimise.fronts.plan import Checks, Directions, Step, checks_of, plan
from mcda.optimise.fronts.problem import FrontProblem, Selected, Whole

NUMBERS = 2**19
"""Amounts of the labels of one block; a sweep that leaves nothing out holds a few for each option."""
LEAST_BLOCK = 256
FEW = 3
"""Directions that a limit of labels is meant for."""
Extend = Callable[[Reals, Bits, Step, Checks], tuple[Reals, Bits]]


@dataclass(frozen=True)
class Width:
    """How many labels a sweep may hold at once, and what it does when there are more."""

    most: int
    keep: int | None = None
    """Go on with so many of the best, and find only some portfolios. None: go on with one block of
    them after another, and find them all."""
    labels: int | None = None
    """Give up after so many labels in all, each tested in a few directions (`FEW`)."""
    portfolios: int | None = None
    """Give up once more portfolios than that are found."""

    def tested(self, checks: int) -> Width:
        """The same effort where each label is tested in so many directions."""
        if self.labels is None:
            return self
        return replace(self, labels=self.labels * FEW // max(FEW, checks))

    def is_spent(self, labels: int, portfolios: int) -> bool:
        """Whether to give up."""
        too_long = self.labels is not None and labels > self.labels
        return too_long or (self.portfolios is not None and portfolios > self.portfolios)


@dataclass(frozen=True)
class Swept:
    """What a sweep found."""

    points: Whole
    """(k, p) exact objectives of portfolios that meet every rule and reach a target."""
    portfolios: Selected
    whole: bool
    """Whether these are all of them."""
    labels: int
    """How many labels it looked at."""


@dataclass(frozen=True)
class Aim:
    """Targets, one direction for each, that are swept together; or several directions of one target."""

    targets: Whole
    directions: Directions
    checks: int = 5
    """Directions that a label is tested in for each target."""


def sweep(
    problem: FrontProblem, aim: Aim, width: Width, clock: Clock, extend: Extend = kernel_numpy.extend
) -> Swept:
    """Portfolios whose objectives are at least one of the targets in every component.

    Bounds are whole numbers below 2^53: a label that is dropped has no completion that reaches a
    target. All of these are found unless labels had to be left out (`width.keep`) or time is over.
    """
    steps = plan(problem, aim.directions, alone=len(aim.targets) == 1)
    roots = aim.directions.roots(problem)
    checks = checks_of(aim.targets, aim.directions, roots, aim.checks)
    words = (problem.options + 63) // 64
    root = np.zeros((len(problem.objectives), 1)), np.zeros((words, 1), dtype=np.uint64)
    waiting = [(0, *root)]
    finished: list[Swept] = []
    whole, labels, found = True, 0, 0
    while waiting:
        number, amounts, taken = waiting.pop()
        if number == len(steps):
            finished.append(_judged(problem, aim.targets, taken))
            found += len(finished[-1].points)
            continue
        if clock.over or width.is_spent(labels, found):
            whole = False
            break
        step = steps[number]
        amounts, taken = extend(amounts, taken, step, checks)
        count = amounts.shape[1]
        labels += count
        if count > width.most and width.keep is not None:
            best = _best(amounts, step, checks, width.keep)
            amounts, taken, whole = amounts[:, best], taken[:, best], False
        block = _block(amounts, width)
        for start in range(0, amounts.shape[1], block):
            part = slice(start, start + block)
            waiting.append((number + 1, amounts[:, part], taken[:, part]))
    return _together(finished, problem, whole, labels)


def _block(amounts: Reals, width: Width) -> int:
    """Labels that go on together: all, where a sweep is cut off; else as many as memory is meant for."""
    if width.keep is not None:
        return width.most
    return max(LEAST_BLOCK, min(width.most, NUMBERS // len(amounts)))


def _best(amounts: Reals, step: Step, checks: Checks, keep: int) -> np.ndarray:
    """Places of the labels whose bound is furthest above each target in its own direction."""
    bounds = step.gains[:, step.stays] @ amounts + step.constant[:, None]
    above = bounds[checks.direction[:, 0]]
    each = max(1, keep // len(above))
    return np.unique(np.argpartition(-above, each, axis=1)[:, :each])


def _judged(problem: FrontProblem, targets: Whole, taken: Bits) -> Swept:
    """Finished labels, judged exactly."""
    portfolios = unpacked(taken, problem.options)
    points, meets = problem.evaluate(portfolios)
    kept = meets & reaching(points, targets)
    return Swept(points[kept], portfolios[kept], True, 0)


def reaching(points: Whole, targets: Whole) -> NDArray[np.bool_]:
    """Which points (k, p) are at least one of the targets in every objective."""
    return dominated(-points, -targets)


def unpacked(taken: Bits, options: int) -> Selected:
    """Portfolios, one per row, of packed options (words, labels)."""
    words = np.ascontiguousarray(taken.T).astype("<u8").view(np.uint8)
    return np.unpackbits(words, axis=1, bitorder="little", count=options).astype(np.bool_)


def _together(finished: list[Swept], problem: FrontProblem, whole: bool, labels: int) -> Swept:
    none = np.zeros((0, len(problem.objectives)), dtype=np.int64)
    points = np.vstack([none, *(part.points for part in finished)])
    empty = np.zeros((0, problem.options), dtype=np.bool_)
    portfolios = np.vstack([empty, *(part.portfolios for part in finished)])
    return Swept(points, portfolios, whole, labels)
