"""Every portfolio that reaches one of some targets: ties, the k best, everything within two percent."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from mcda.optimise.engines import Clock
from mcda.optimise.fronts.aims import Aiming
from mcda.optimise.fronts.kernels import kernel
from mcda.optimise.fronts.problem import FrontProblem, Selected, Whole, lean
from mcda.optimise.fronts.sweep import Width, reaching, sweep

BLOCK = 2**14
"""Labels at once."""


@dataclass(frozen=True)
class Above:
    """Portfolios that reach a target."""

    points: Whole
    """(k, p): exact objectives."""
    portfolios: Selected
    """(k, options), no two alike."""
    complete: bool
    """Whether these are all of them."""


def everything_above(
    problem: FrontProblem, targets: Whole, clock: Clock, *, most: int | None = None
) -> Above:
    """Every portfolio that meets all rules with objectives of at least some target, each once.

    Parameters
    ----------
    targets
        (t, p): a portfolio counts if it is at least as good as one of them in every objective. Aim
        at the points of a front for all its efficient portfolios, at a threshold (p = 1) for the best.
    most
        Stop once so many are found. `complete` is False then, as it is when the clock stopped it.
    """
    problem = lean(problem)
    targets = np.unique(np.clip(targets, problem.least, problem.most + 1), axis=0)
    aiming = Aiming(problem)
    directions = aiming.directions(targets, clock)
    in_time = len(directions.objectives) == len(targets)
    targets = targets[: len(directions.objectives)]
    possible = np.flatnonzero(~aiming.missed(targets, directions))
    points, portfolios = (
        np.zeros((0, targets.shape[1]), np.int64),
        np.zeros((0, problem.options), np.bool_),
    )
    earlier, labels = targets[:0], 0
    for aim in aiming.aims(targets[possible], directions.some(possible)):
        left = None if most is None else most - len(points)
        swept = sweep(problem, aim, Width(BLOCK, portfolios=left), clock, kernel(labels))
        labels += swept.labels
        fresh = ~reaching(swept.points, earlier)
        points = np.vstack([points, swept.points[fresh]])
        portfolios = np.vstack([portfolios, swept.portfolios[fresh]])
        if not swept.whole or (most is not None and len(points) > most):
            return Above(points[:most], portfolios[:most], False)
        earlier = np.vstack([earlier, aim.targets])
    return Above(points, portfolios, in_time)
