"""One step of a sweep in numpy: every label with the next variable decided both ways."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from mcda.optimise.fronts.multipliers import Reals
from mcda.optimise.fronts.plan import Checks, Step

Bits = NDArray[np.uint64]
CHUNK = 1024
"""Labels looked at together: their bounds stay in the cache."""


def extend(amounts: Reals, taken: Bits, step: Step, checks: Checks) -> tuple[Reals, Bits]:
    """The labels (amounts by label, packed options by label) that may still reach a target."""
    kept: list[tuple[Reals, Bits]] = []
    count = amounts.shape[1]
    for value in values(step):
        for start in range(0, count, CHUNK):
            part = slice(start, start + CHUNK)
            kept.append(_decided(amounts[:, part], taken[:, part], step, checks, value))
    return np.concatenate([a for a, _ in kept], axis=1), np.concatenate([t for _, t in kept], axis=1)


def values(step: Step) -> tuple[int, ...]:
    """What the variable of a step may be; a pair is looked up (-1)."""
    if step.option < 0:
        return (-1,)
    return (0, 1) if step.fixed < 0 else (step.fixed,)


def _decided(amounts: Reals, taken: Bits, step: Step, checks: Checks, value: int) -> tuple[Reals, Bits]:
    held = amounts[step.source]
    if len(step.entering):
        held[step.entering] = step.entry[:, None]
    if value < 0:
        held += step.change[:, None] * (_bit(taken, step.pair[0]) & _bit(taken, step.pair[1]))
    elif value:
        held += step.change[:, None]
    if len(held) > step.objectives:
        slack = held[step.objectives :]
        fits: NDArray[np.bool_] = np.all(slack >= step.floor[step.objectives :, None], axis=0)
        np.minimum(slack, step.ceiling[step.objectives :, None], out=slack)
        alive = _alive(held, fits, step, checks)
    else:
        alive = _alive(held, np.ones(held.shape[1], np.bool_), step, checks)
    held, taken = held[step.stays[:, None], alive], taken[:, alive]
    if value > 0:
        taken[step.option >> 6] |= np.uint64(1 << (step.option & 63))
    return held, taken


def _alive(held: Reals, fits: NDArray[np.bool_], step: Step, checks: Checks) -> NDArray[np.intp]:
    """Places of the labels that fit and pass the checks of some target: its own first."""
    if len(checks.direction) == 1:
        return _alive_for_one(held, fits, step, checks)
    bounds = step.gains @ held
    bounds += step.constant[:, None]
    fits &= (bounds[checks.direction[:, 0]] >= checks.least[:, :1]).any(axis=0)
    live = fits.nonzero()[0]
    if not len(live) or checks.direction.shape[1] == 1:
        return live
    passes = bounds[checks.flat, live] >= checks.flat_least
    return live[passes.reshape(*checks.direction.shape, -1).all(axis=1).any(axis=0)]


def _alive_for_one(held: Reals, fits: NDArray[np.bool_], step: Step, checks: Checks) -> NDArray[np.intp]:
    """The same for one target: what fails its own direction is not tested in the others."""
    directions, least = checks.direction[0], checks.least[0]
    own, others = directions[0], directions[1:]
    fits &= step.gains[own] @ held + step.constant[own] >= least[0]
    live = fits.nonzero()[0]
    if not len(live) or not len(others):
        return live
    bounds = step.gains[others] @ held[:, live] + step.constant[others, None]
    passes: NDArray[np.bool_] = (bounds >= least[1:, None]).all(axis=0)
    return live[passes]


def _bit(taken: Bits, option: int) -> NDArray[np.uint64]:
    return np.asarray((taken[option >> 6] >> np.uint64(option & 63)) & np.uint64(1))
