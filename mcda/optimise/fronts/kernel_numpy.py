"""One step of a sweep in numpy: every label with the next variable decided both ways."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from mcda.optimise.fronts.multipliers import Reals
from mcda.optimise.fronts.plan import Step, Tests

Bits = NDArray[np.uint64]
CHUNK = 1024
"""Labels looked at together: their bounds stay in the cache."""


def extend(amounts: Reals, taken: Bits, step: Step, tests: Tests) -> tuple[Reals, Bits]:
    """The labels (amounts by label, packed options by label) that may still reach a target."""
    kept: list[tuple[Reals, Bits]] = []
    count = amounts.shape[1]
    for value in values(step):
        for start in range(0, count, CHUNK):
            part = slice(start, start + CHUNK)
            kept.append(_decided(amounts[:, part], taken[:, part], step, tests, value))
    return np.concatenate([a for a, _ in kept], axis=1), np.concatenate([t for _, t in kept], axis=1)


def values(step: Step) -> tuple[int, ...]:
    """What the variable of a step may be; a pair is looked up (-1)."""
    if step.option < 0:
        return (-1,)
    return (0, 1) if step.fixed < 0 else (step.fixed,)


def _decided(amounts: Reals, taken: Bits, step: Step, tests: Tests, value: int) -> tuple[Reals, Bits]:
    held = amounts[step.source]
    if len(step.entering):
        held[step.entering] = step.entry[:, None]
    if value < 0:
        held += step.change[:, None] * (_bit(taken, step.pair[0]) & _bit(taken, step.pair[1]))
    elif value:
        held += step.change[:, None]
    if len(held) > step.objectives:
        slack = held[step.objectives :]
        fits = (slack >= step.floor[step.objectives :, None]).all(axis=0)
        np.minimum(slack, step.ceiling[step.objectives :, None], out=slack)
        alive = _alive(held, fits, step, tests)
    else:
        alive = _alive(held, np.ones(held.shape[1], np.bool_), step, tests)
    held, taken = held[step.stays[:, None], alive], taken[:, alive]
    if value > 0:
        taken[step.option >> 6] |= np.uint64(1 << (step.option & 63))
    return held, taken


def _alive(held: Reals, fits: NDArray[np.bool_], step: Step, tests: Tests) -> NDArray[np.intp]:
    """Places of the labels that fit and pass all tests of some target: first its own, then the others."""
    bounds = step.gains @ held
    bounds += step.constant[:, None]
    fits &= (bounds[tests.direction[:, 0]] >= tests.least[:, :1]).any(axis=0)
    live = fits.nonzero()[0]
    if not len(live) or tests.direction.shape[1] == 1:
        return live
    passes = bounds[tests.flat, live] >= tests.flat_least
    return live[passes.reshape(*tests.direction.shape, -1).all(axis=1).any(axis=0)]


def _bit(taken: Bits, option: int) -> NDArray[np.uint64]:
    return np.asarray((taken[option >> 6] >> np.uint64(option & 63)) & np.uint64(1))
