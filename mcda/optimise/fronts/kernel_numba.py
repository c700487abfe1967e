"""One step of a sweep, compiled (extra `fast`): the same labels as in numpy, in the same order."""

from __future__ import annotations

import numba
import numpy as np

from mcda.optimise.fronts.kernel_numpy import Bits, values
from mcda.optimise.fronts.multipliers import Reals
from mcda.optimise.fronts.plan import Places, Step, Tests


def extend(amounts: Reals, taken: Bits, step: Step, tests: Tests) -> tuple[Reals, Bits]:
    """The labels (amounts by label, packed options by label) that may still reach a target."""
    kept = [
        _decided(
            amounts,
            taken,
            _sources(step),
            _entries(step),
            step.change,
            step.floor,
            step.ceiling,
            step.gains,
            step.constant,
            step.stays,
            tests.direction,
            tests.least,
            step.option,
            step.pair[0],
            step.pair[1],
            value,
        )
        for value in values(step)
    ]
    if len(kept) == 1:
        return kept[0]
    return np.hstack([a for a, _ in kept]), np.hstack([t for _, t in kept])


def _sources(step: Step) -> Places:
    """Where each amount comes from, -1 for a row that comes in."""
    if not len(step.entering):
        return step.source
    source = step.source.copy()
    source[step.entering] = -1
    return source


def _entries(step: Step) -> Reals:
    entries = np.zeros(len(step.source))
    entries[step.entering] = step.entry
    return entries


@numba.njit(cache=True, nogil=True)
def _decided(
    amounts: Reals,
    taken: Bits,
    source: Places,
    entry: Reals,
    change: Reals,
    floor: Reals,
    ceiling: Reals,
    gains: Reals,
    constant: Reals,
    stays: Places,
    direction: Places,
    least: Reals,
    option: int,
    one: int,
    other: int,
    value: int,
) -> tuple[Reals, Bits]:
    """Labels with a variable at a value (-1: that of a pair), without those that miss every target."""
    count = amounts.shape[1]
    kept = np.empty((len(stays), count))
    packed = np.empty((taken.shape[0], count), dtype=np.uint64)
    held = np.empty(len(source))
    bounds = np.empty(len(constant))
    witness = 0
    end = 0
    for label in range(count):
        takes = value
        if value < 0:
            takes = _bit(taken, label, one) & _bit(taken, label, other)
        if not _moved(amounts, label, source, entry, change, floor, ceiling, takes, held):
            continue
        for d in range(len(constant)):
            bounds[d] = constant[d]
            for h in range(len(held)):
                bounds[d] += gains[d, h] * held[h]
        witness = _witness(bounds, direction, least, witness)
        if witness < 0:
            witness = 0
            continue
        for h in range(len(stays)):
            kept[h, end] = held[stays[h]]
        for w in range(taken.shape[0]):
            packed[w, end] = taken[w, label]
        if value > 0:
            packed[option >> 6, end] |= np.uint64(1) << np.uint64(option & 63)
        end += 1
    return kept[:, :end].copy(), packed[:, :end].copy()


@numba.njit(cache=True, nogil=True, inline="always")
def _bit(taken: Bits, label: int, option: int) -> int:
    return int((taken[option >> 6, label] >> np.uint64(option & 63)) & np.uint64(1))


@numba.njit(cache=True, nogil=True, inline="always")
def _moved(
    amounts: Reals,
    label: int,
    source: Places,
    entry: Reals,
    change: Reals,
    floor: Reals,
    ceiling: Reals,
    takes: int,
    held: Reals,
) -> bool:
    """Write the amounts of a label after a step; whether its rows can still hold."""
    for h in range(len(source)):
        amount = amounts[source[h], label] if source[h] >= 0 else entry[h]
        if takes == 1:
            amount += change[h]
        if amount < floor[h]:
            return False
        held[h] = min(amount, ceiling[h])
    return True


@numba.njit(cache=True, nogil=True, inline="always")
def _witness(bounds: Reals, direction: Places, least: Reals, first: int) -> int:
    """A target all of whose tests are passed, looked for from one on; -1 if there is none."""
    for k in range(len(direction)):
        target = (first + k) % len(direction)
        passes = True
        for test in range(direction.shape[1]):
            if bounds[direction[target, test]] < least[target, test]:
                passes = False
                break
        if passes:
            return target
    return -1
