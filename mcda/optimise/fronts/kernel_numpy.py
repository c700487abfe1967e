"""One step of a sweep in numpy: every label with the next variable decided both ways."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from mcda.optimise.fronts.multipliers import Reals
from mcda.optimise.fronts.plan import Step, Tests

Bits = NDArray[np.uint64]
CHUNK = 4096
"""Labels looked at together: their bounds stay in the cache."""


def extend(amounts: Reals, taken: Bits, step: Step, tests: Tests) -> tuple[Reals, Bits]:
    """The labels (amounts by label, packed options by label) that may still reach a target."""
    kept: list[tuple[Reals, Bits]] = []
    count = amounts.shape[1]
    for value in values(step):
        for start in range(0, count, CHUNK):
            part = slice(start, start + CHUNK)
            kept.append(_decided(amounts[:, part], taken[:, part], step, tests, value))
    return np.hstack([a for a, _ in kept]), np.hstack([t for _, t in kept])


def values(step: Step) -> tuple[int, ...]:
    """What the variable of a step may be; a pair is looked up (-1)."""
    if step.option < 0:
        return (-1,)
    return (0, 1) if step.fixed < 0 else (step.fixed,)


def _decided(amounts: Reals, taken: Bits, step: Step, tests: Tests, value: int) -> tuple[Reals, Bits]:
    held = amounts[step.source]
    held[step.source < 0] = step.entry[step.source < 0, None]
    if value < 0:
        held += step.change[:, None] * (_bit(taken, step.pair[0]) & _bit(taken, step.pair[1]))
    elif value:
        held += step.change[:, None]
    rows = slice(tests_start := int(np.isinf(step.floor).sum()), None)
    fits = (held[rows] >= step.floor[rows, None]).all(axis=0)
    if not fits.all():
        held, taken = held[:, fits], taken[:, fits]
    if len(step.floor) > tests_start:
        np.minimum(held[rows], step.ceiling[rows, None], out=held[rows])
    alive = np.flatnonzero(_alive(held, step, tests))
    held, taken = held[step.stays][:, alive], taken[:, alive]
    if value > 0:
        taken[step.option >> 6] |= np.uint64(1 << (step.option & 63))
    return held, taken


def _alive(held: Reals, step: Step, tests: Tests) -> NDArray[np.bool_]:
    """Whether each label passes all tests of some target."""
    bounds = step.gains @ held + step.constant[:, None]
    passes = bounds[tests.direction[:, 0]] >= tests.least[:, :1]
    alive: NDArray[np.bool_] = np.any(passes, axis=0)
    live = np.flatnonzero(alive)
    if not len(live):
        return alive
    bounds, passes = bounds[:, live], passes[:, live]
    for number in range(1, tests.direction.shape[1]):
        passes &= bounds[tests.direction[:, number]] >= tests.least[:, number, None]
    alive[live] = passes.any(axis=0)
    return alive


def _bit(taken: Bits, option: int) -> NDArray[np.uint64]:
    return np.asarray((taken[option >> 6] >> np.uint64(option & 63)) & np.uint64(1))
