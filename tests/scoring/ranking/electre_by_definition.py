"""ELECTRE III and TRI written out from their definitions, in fractions, pair by pair.

Shares no code with the program; hypothesis compares the two.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from hypothesis import strategies as st

from mcda.scoring.ranking.matrix import DecisionMatrix, Thresholds

Row = Sequence[Fraction]
Square = list[list[Fraction]]
TENTH = Fraction(1, 10)


@dataclass(frozen=True)
class Case:
    """A small decision problem; thresholds are (q, p, v), None where nothing is stated."""

    levels: list[list[Fraction]]
    weights: list[int]
    maximise: list[bool]
    thresholds: list[tuple[Fraction | None, Fraction | None, Fraction | None]]

    @property
    def gains(self) -> list[list[Fraction]]:
        return [self.turned(row) for row in self.levels]

    def turned(self, row: Row) -> list[Fraction]:
        return [x if up else -x for x, up in zip(row, self.maximise, strict=True)]

    def matrix(self) -> DecisionMatrix:
        return DecisionMatrix.of(
            floats(self.levels),
            maximise=self.maximise,
            weights=[float(weight) for weight in self.weights],
            thresholds=thresholds(*zip(*self.thresholds, strict=True)),
        )


def floats(rows: Sequence[Row]) -> list[list[float]]:
    return [[float(x) for x in row] for row in rows]


def thresholds(
    q: Sequence[Fraction | float | None],
    p: Sequence[Fraction | float | None],
    v: Sequence[Fraction | float | None],
) -> Thresholds:
    blank = Thresholds.none(len(q))
    given = (np.array([np.nan if x is None else float(x) for x in column]) for column in (q, p, v))
    return Thresholds(*given, blank.gaussian, blank.functions)


@st.composite
def cases(draw: st.DrawFn, *, veto: bool = True, most: int = 6) -> Case:
    """Levels in tenths, few of them, so that ties and losses equal to a threshold abound."""
    rows, columns = draw(st.integers(1, most)), draw(st.integers(1, 4))
    tenths = st.integers(0, 7).map(lambda n: n * TENTH)
    level_rows = st.lists(tenths, min_size=columns, max_size=columns)
    weights = draw(st.lists(st.integers(0, 4), min_size=columns, max_size=columns).filter(any))
    limits = []
    for _ in range(columns):
        q, p, v = sorted(draw(st.tuples(tenths, tenths, tenths)))
        stated = draw(st.tuples(st.booleans(), st.booleans(), st.booleans()))
        limits.append(
            (
                q if stated[0] else None,
                p if stated[1] else None,
                v if stated[2] and veto else None,
            )
        )
    return Case(
        draw(st.lists(level_rows, min_size=rows, max_size=rows)),
        weights,
        draw(st.lists(st.booleans(), min_size=columns, max_size=columns)),
        limits,
    )


def agreement(loss: Fraction, q: Fraction, p: Fraction) -> Fraction:
    if loss <= q:
        return Fraction(1)
    return Fraction(0) if loss >= p else (p - loss) / (p - q)


def opposition(loss: Fraction, q: Fraction, p: Fraction, v: Fraction | None) -> Fraction:
    if v is None or loss <= q:
        return Fraction(0)
    if loss >= v:
        return Fraction(1)
    return Fraction(0) if loss <= p else (loss - p) / (v - p)


def outranks(case: Case, a: Row, b: Row) -> tuple[Fraction, Fraction]:
    """Concordance and credibility of "a is at least as good as b" (gains)."""
    agrees, opposes, weights = [], [], []
    for x, y, weight, (q, p, v) in zip(a, b, case.weights, case.thresholds, strict=True):
        if weight == 0:
            continue
        low = q if q is not None else Fraction(0)
        high = p if p is not None else low
        agrees.append(agreement(y - x, low, high))
        opposes.append(opposition(y - x, low, high, v))
        weights.append(weight)
    whole = sum(weights)
    concordance = sum(Fraction(w) * c for w, c in zip(weights, agrees, strict=True)) / whole
    credibility = concordance
    for against in opposes:
        if against > concordance:
            credibility *= (1 - against) / (1 - concordance)
    return concordance, credibility


def distillation(sigma: Square, slope: Fraction, height: Fraction, *, best_first: bool) -> list[int]:
    """Class of each alternative, 1 is best."""

    def s(level: Fraction) -> Fraction:
        return slope * level + height

    left = list(range(len(sigma)))
    found: list[list[int]] = []
    while left:
        group = list(left)
        level = max((sigma[a][b] for a in group for b in group if a != b), default=Fraction(0))
        while len(group) > 1 and level > 0:
            below = [
                sigma[a][b] for a in group for b in group if a != b and sigma[a][b] < level - s(level)
            ]
            level = max(below, default=Fraction(0))
            quality = dict.fromkeys(group, 0)
            for a in group:
                for b in group:
                    if a != b and sigma[a][b] > level and sigma[a][b] - sigma[b][a] > s(sigma[a][b]):
                        quality[a] += 1
                        quality[b] -= 1
            wanted = max(quality.values()) if best_first else min(quality.values())
            group = [a for a in group if quality[a] == wanted]
        found.append(group)
        left = [a for a in left if a not in group]
    if not best_first:
        found.reverse()
    return [next(i for i, group in enumerate(found, 1) if a in group) for a in range(len(sigma))]


def median(descending: list[int], ascending: list[int]) -> tuple[list[int], list[int], int]:
    """Positions in the partial preorder, ranks of the median preorder, number of incomparable pairs."""
    everyone = range(len(descending))

    def before(a: int, b: int) -> bool:
        here, there = (descending[a], ascending[a]), (descending[b], ascending[b])
        return here != there and here[0] <= there[0] and here[1] <= there[1]

    positions, left, turn = {}, list(everyone), 0
    while left:
        turn += 1
        first = [a for a in left if not any(before(b, a) for b in left)]
        positions.update(dict.fromkeys(first, turn))
        left = [a for a in left if a not in first]
    keys = [(positions[a], descending[a] + ascending[a]) for a in everyone]
    ranks = [1 + sum(key < keys[a] for key in keys) for a in everyone]
    apart = sum(
        (descending[a] - descending[b]) * (ascending[a] - ascending[b]) < 0
        for a in everyone
        for b in everyone
        if a < b
    )
    return [positions[a] for a in everyone], ranks, apart


def assignments(case: Case, profiles: Sequence[Row], cut: Fraction) -> tuple[list[int], list[int]]:
    """Pessimistic and optimistic classes, 0 is best; `profiles` from the best class downward."""
    pessimistic, optimistic = [], []
    limits = [case.turned(profile) for profile in profiles]
    for a in case.gains:
        low = len(limits)
        for h, b in enumerate(limits):
            if outranks(case, a, b)[1] >= cut:
                low = h
                break
        high = 0
        for h in reversed(range(len(limits))):
            if outranks(case, limits[h], a)[1] >= cut > outranks(case, a, limits[h])[1]:
                high = h + 1
                break
        pessimistic.append(low)
        optimistic.append(high)
    return pessimistic, optimistic
