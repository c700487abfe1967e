"""Rank reversal: does the order of two alternatives depend on what should not matter to it?

A third alternative that leaves or comes (Belton and Gear 1983; Wang and Triantaphyllou 2008), or
the unit in which a criterion is counted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from mcda.scoring.ranking.agreement import discordant_pairs
from mcda.scoring.ranking.matrix import DecisionMatrix, Floats, Ranking, Ranks, Thresholds, ranks_of

Rank = Callable[[DecisionMatrix], Ranking]
FACTOR = 1000.0
"""From thousands to units."""


@dataclass(frozen=True)
class Trials:
    """Rankings made again after a change, each compared with the first one.

    Compared are the alternatives that stand in both. A pair is reversed when one was strictly
    before the other and is strictly after it now; a tie made or broken is no reversal, but a move.
    """

    names: tuple[str, ...]
    """What was changed in each trial: an alternative or a criterion."""
    shares: Floats
    """(trials,): share of the pairs that are reversed, from 0 to 1."""
    moved: NDArray[np.bool_]
    """(trials,): whether any rank among the compared is another one, ties included."""
    best_changed: NDArray[np.bool_]
    """(trials,): whether the best of the compared, one or several, are not the same."""

    @property
    def share_with_reversal(self) -> float:
        """Share of the trials with at least one reversed pair; 0 without trials."""
        return _mean(self.shares > 0)

    @property
    def mean_share(self) -> float:
        """Mean share of reversed pairs; 0 without trials."""
        return _mean(self.shares)

    @property
    def share_best_changed(self) -> float:
        """Share of the trials after which another one is best; 0 without trials."""
        return _mean(self.best_changed)

    @property
    def worst(self) -> str | None:
        """The change that reverses most pairs, the first of several; None if none does."""
        return self.names[int(self.shares.argmax())] if (self.shares > 0).any() else None

    @property
    def moving(self) -> tuple[str, ...]:
        """The changes that move ranks."""
        return tuple(name for name, moved in zip(self.names, self.moved, strict=True) if moved)


@dataclass(frozen=True)
class Reversal:
    """What moves the ranks of a method on a matrix."""

    removals: Trials
    """Each alternative taken out."""
    copies: Trials
    """Each alternative there twice."""
    worst: Trials
    """One more alternative, as bad as the worst on every criterion; one trial."""
    scale: Trials
    """The levels and thresholds of each criterion times 1000."""
    shift: Trials
    """The levels of each criterion moved up by the range of its levels (by 1 if they are all the
    same); differences and thresholds stay."""


def reversal(
    matrix: DecisionMatrix, rank: Rank, *, removals: Literal["each"] | Sequence[str] = "each"
) -> Reversal:
    """Rank again after each change; `removals` names what is taken out, and copied.

    With n alternatives and m criteria that makes 2n + 2m + 2 rankings. Problems of `rank` come
    through, those of a matrix too small for a method included. A single alternative is not taken out.

    Raises
    ------
    ValueError
        `removals` names an unknown alternative.
    """
    names = matrix.alternatives if removals == "each" else tuple(removals)
    rows = [matrix.alternatives.index(name) for name in names]
    before = rank(matrix).ranks

    def trials(changes: Iterator[tuple[str, DecisionMatrix]]) -> Trials:
        return _trials(matrix, before, rank, changes)

    return Reversal(
        removals=trials(_without(matrix, rows)),
        copies=trials(_twice(matrix, rows)),
        worst=trials(_with_worst(matrix)),
        scale=trials(_scaled(matrix)),
        shift=trials(_shifted(matrix)),
    )


# ---------------------------------------------------------------- changes


def _without(matrix: DecisionMatrix, rows: Sequence[int]) -> Iterator[tuple[str, DecisionMatrix]]:
    if len(matrix.alternatives) > 1:
        everyone = np.arange(len(matrix.alternatives))
        for row in rows:
            yield matrix.alternatives[row], matrix.among(np.delete(everyone, row))


def _twice(matrix: DecisionMatrix, rows: Sequence[int]) -> Iterator[tuple[str, DecisionMatrix]]:
    for row in rows:
        yield matrix.alternatives[row], _with(matrix, matrix.levels[row])


def _with_worst(matrix: DecisionMatrix) -> Iterator[tuple[str, DecisionMatrix]]:
    levels = np.where(matrix.maximise, matrix.levels.min(axis=0), matrix.levels.max(axis=0))
    larger = _with(matrix, levels)
    yield larger.alternatives[-1], larger


def _with(matrix: DecisionMatrix, levels: Floats) -> DecisionMatrix:
    """One more alternative, last, under a name that nobody has."""
    name = "+"
    while name in matrix.alternatives:
        name += "+"
    names = (*matrix.alternatives, name)
    return replace(matrix, alternatives=names, levels=np.vstack((matrix.levels, levels)))


def _scaled(matrix: DecisionMatrix) -> Iterator[tuple[str, DecisionMatrix]]:
    for column, criterion in enumerate(matrix.criteria):
        factors = np.ones(len(matrix.criteria))
        factors[column] = FACTOR
        stated = matrix.thresholds
        thresholds = Thresholds(
            stated.indifference * factors,
            stated.preference * factors,
            stated.veto * factors,
            stated.gaussian * factors,
            stated.functions,
        )
        yield criterion, replace(matrix, levels=matrix.levels * factors, thresholds=thresholds)


def _shifted(matrix: DecisionMatrix) -> Iterator[tuple[str, DecisionMatrix]]:
    for column, criterion in enumerate(matrix.criteria):
        levels = matrix.levels.copy()
        levels[:, column] += np.ptp(levels[:, column]) or 1.0
        yield criterion, replace(matrix, levels=levels)


# ---------------------------------------------------------------- comparison


def _trials(
    matrix: DecisionMatrix, before: Ranks, rank: Rank, changes: Iterator[tuple[str, DecisionMatrix]]
) -> Trials:
    place = {name: row for row, name in enumerate(matrix.alternatives)}
    names, shares, moved, best_changed = [], [], [], []
    for name, changed in changes:
        common = [row for row, each in enumerate(changed.alternatives) if each in place]
        kept = [place[changed.alternatives[row]] for row in common]
        old, new = (_among(ranks) for ranks in (before[kept], rank(changed).ranks[common]))
        pairs = len(kept) * (len(kept) - 1) // 2
        names.append(name)
        shares.append(discordant_pairs(old, new) / max(pairs, 1))
        moved.append(bool((old != new).any()))
        best_changed.append(bool(((old == 1) != (new == 1)).any()))
    flags = np.array(moved, dtype=bool), np.array(best_changed, dtype=bool)
    return Trials(tuple(names), np.array(shares, dtype=float), *flags)


def _among(ranks: Ranks) -> Ranks:
    """Competition ranks among those kept."""
    return ranks_of(ranks, higher_is_better=False)


def _mean(values: NDArray[np.bool_] | Floats) -> float:
    return float(values.mean()) if len(values) else 0.0
