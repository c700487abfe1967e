"""Second opinions on zones without an engine: bounds in whole numbers, then a sweep of labels."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from mcda.optimise.engines import Clock
from mcda.optimise.fronts.aims import Aiming
from mcda.optimise.fronts.goals import Vector
from mcda.optimise.fronts.kernels import kernel
from mcda.optimise.fronts.problem import FrontProblem, lean
from mcda.optimise.fronts.sweep import Width, sweep

BLOCK = 2**14
LABELS = 2**17
"""Of one sweep over at most sixteen zones, before it gives up."""


def empty_zones(problem: FrontProblem, corners: Sequence[Vector], clock: Clock) -> Iterator[Vector]:
    """Those of some zones that are proven to hold no portfolio, as they are proven.

    It ends with the first sweep that is too long: where rules are many, the next are no shorter.
    """
    problem = lean(problem)
    aiming = Aiming(problem)
    targets = np.clip(np.array(corners, dtype=np.int64) + 1, problem.least, problem.most + 1)
    zones = {tuple(target): corner for target, corner in zip(targets.tolist(), corners, strict=True)}
    directions = aiming.directions(targets)
    missed = aiming.missed(targets, directions)
    yield from (corner for corner, beyond in zip(corners, missed, strict=True) if beyond)
    left = np.flatnonzero(~missed)
    labels = 0
    for aim in aiming.aims(targets[left], directions.some(left)):
        if clock.over:
            break
        swept = sweep(problem, aim, Width(BLOCK, labels=LABELS), clock, kernel(labels))
        labels += swept.labels
        if not swept.whole:
            break
        if not len(swept.points):
            yield from (zones[tuple(target)] for target in aim.targets.tolist())
