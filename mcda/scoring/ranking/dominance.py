"""Dominance: what is no better on any criterion and worse on one, whatever the weights."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mcda.scoring.ranking.matrix import DecisionMatrix, Floats

CELLS = 2**22
"""Pairs compared at a time: some megabytes."""


@dataclass(frozen=True)
class Dominance:
    """Who dominates whom: no worse on every criterion that weighs, better on one (Pareto)."""

    alternatives: tuple[str, ...]
    bits: NDArray[np.uint8]
    """(alternatives, alternatives / 8): row dominates column, eight columns in a byte."""
    dominated_by: NDArray[np.int64]
    """(alternatives,): by how many each is dominated."""
    dominates: NDArray[np.int64]
    """(alternatives,): how many each dominates."""
    equals: tuple[tuple[str, ...], ...]
    """Groups of alternatives that are the same on every criterion that weighs: none dominates
    another of its group."""

    @property
    def undominated(self) -> tuple[str, ...]:
        """Alternatives that nobody dominates, in the order of the matrix."""
        return tuple(self.alternatives[row] for row in np.flatnonzero(self.dominated_by == 0))

    def dominated(self, name: str) -> tuple[str, ...]:
        """What an alternative dominates."""
        return self._named(self._row(self.alternatives.index(name)))

    def dominators(self, name: str) -> tuple[str, ...]:
        """What dominates an alternative."""
        column = self.alternatives.index(name)
        return self._named(self.bits[:, column // 8] >> (7 - column % 8) & 1)

    def pairs(self) -> Iterator[tuple[str, str]]:
        """Every dominator with each that it dominates."""
        for row, name in enumerate(self.alternatives):
            yield from ((name, other) for other in self._named(self._row(row)))

    def _row(self, row: int) -> NDArray[np.uint8]:
        return np.unpackbits(self.bits[row], count=len(self.alternatives))

    def _named(self, flags: NDArray[Any]) -> tuple[str, ...]:
        return tuple(self.alternatives[row] for row in np.flatnonzero(flags))


def dominance(matrix: DecisionMatrix) -> Dominance:
    """Weak Pareto dominance on gains; criteria of weight 0 say nothing.

    Every pair is compared, in blocks: time grows as n² m, memory as n² / 8 bytes.
    """
    gains = matrix.gains[:, matrix.weights > 0] + 0.0
    _, group, sizes = np.unique(gains, axis=0, return_inverse=True, return_counts=True)
    group = group.reshape(-1)
    number = len(gains)
    bits = np.empty((number, (number + 7) // 8), dtype=np.uint8)
    dominated_by, dominates = np.zeros(number, dtype=np.int64), np.zeros(number, dtype=np.int64)
    step = max(1, CELLS // number)
    for start in range(0, number, step):
        rows = slice(start, start + step)
        block = _dominate(gains[rows], gains) & (group[rows, None] != group)
        bits[rows] = np.packbits(block, axis=1)
        dominates[rows] = block.sum(axis=1)
        dominated_by += block.sum(axis=0)
    return Dominance(
        matrix.alternatives, bits, dominated_by, dominates, _groups(matrix.alternatives, group, sizes)
    )


def _dominate(some: Floats, others: Floats) -> NDArray[np.bool_]:
    """Which of some are at least as good on everything as which others."""
    as_good = np.ones((len(some), len(others)), dtype=bool)
    for mine, theirs in zip(some.T, others.T, strict=True):
        as_good &= mine[:, None] >= theirs
    return as_good


def _groups(
    names: tuple[str, ...], group: NDArray[np.int64], sizes: NDArray[np.int64]
) -> tuple[tuple[str, ...], ...]:
    members: dict[int, list[str]] = {}
    for row in np.flatnonzero(sizes[group] > 1):
        members.setdefault(int(group[row]), []).append(names[row])
    return tuple(tuple(found) for found in members.values())
