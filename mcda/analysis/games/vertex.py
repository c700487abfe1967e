"""The smallest largest excess, by the simplex method in fractions.

    minimise    e
    subject to  x(S) + e >= v(S)          demands of coalitions        (multipliers sum to 1)
                x(S)     >= v(S)          demands that leave no room
                x(S)      = v(S)          fixed coalitions

with as many variables as players, and as many rows as coalitions. The basis therefore belongs to the
dual: as many coalitions as there are variables; the most violated demand enters. Every number
is a fraction, so what ends it, *no demand is violated and no multiplier is negative*, is a proof.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from typing import NamedTuple

from mcda.analysis.games.game import members, sums_over

Vector = list[Fraction]


class Demand(NamedTuple):
    """`x(coalition) + room * e >= value` (or `=` where it is fixed)."""

    coalition: int
    value: Fraction | int
    room: int = 1


class Basic(NamedTuple):
    """A column of the basis."""

    demand: Demand
    number: int
    """Its place among the demands; before all of them where it is none of these."""
    fixed: bool = False


FLOOR = -1
"""Number of the floor under e, with which the search begins."""
NEVER = -2
"""Number of fixed coalitions, which stay in the basis."""


@dataclass(frozen=True)
class Vertex:
    """The optimum: payoffs, the largest excess, and the demands that hold it there."""

    payoffs: tuple[Fraction, ...]
    excess: Fraction
    binding: tuple[Demand, ...]
    """Demands with a positive multiplier: they hold with equality at every optimum."""
    basis: tuple[Demand, ...]


def lowest(
    size: int, demands: Sequence[Demand], fixed: Sequence[Demand], floor: int, start: Sequence[Demand]
) -> Vertex:
    """The least e, with multipliers that prove it.

    `fixed` must be independent and hold the coalition of all players; `floor` is a number that e
    cannot go below; `start` are demands to begin with.
    """
    coalitions = [demand.coalition for demand in demands]
    number = {demand: place for place, demand in enumerate(demands)}
    begin = [Basic(d, NEVER, fixed=True) for d in fixed]
    begin += [Basic(d, number[d]) for d in start if d in number]
    singletons = [Basic(d, n) for n, d in enumerate(demands) if d.coalition.bit_count() == 1]
    simplex = _Simplex(size, [*begin, *singletons], floor)
    stalled = False
    while True:
        payoffs, excess = simplex.point()
        entering = _violated(demands, coalitions, payoffs, excess, first=stalled)
        if entering is None:
            return Vertex(payoffs, excess, simplex.binding(), simplex.demands())
        stalled = simplex.enter(Basic(demands[entering], entering))


def _violated(
    demands: Sequence[Demand],
    coalitions: Sequence[int],
    payoffs: Sequence[Fraction],
    excess: Fraction,
    *,
    first: bool,
) -> int | None:
    """The most violated demand, or the first (Bland's rule, which ends a stall); None if none is."""
    scale = lcm(excess.denominator, *(x.denominator for x in payoffs))
    whole = [int(x * scale) for x in payoffs]
    room = int(excess * scale)
    given = sums_over(coalitions, whole, len(payoffs))
    lacks = (d.value * scale - x - d.room * room for d, x in zip(demands, given, strict=True))
    worst: Fraction | int = 0
    place = None
    for number, lack in enumerate(lacks):
        if lack > worst:
            worst, place = lack, number
            if first:
                break
    return place


class _Simplex:
    """A basis with its inverse: rows by basic column, columns by variable (players, then e)."""

    def __init__(self, size: int, candidates: Sequence[Basic], floor: int) -> None:
        self._size = size
        chosen = _independent(size, candidates)
        self._basis = [*chosen, Basic(Demand(0, floor), FLOOR)]
        inverse = _inverse([_bits(basic.demand.coalition, size) for basic in chosen])
        rooms = [0 if basic.fixed else basic.demand.room for basic in chosen]
        last = [-_dot(rooms, [row[k] for row in inverse]) for k in range(size)]
        self._rows = [[*row, Fraction(0)] for row in inverse] + [[*last, Fraction(1)]]

    def point(self) -> tuple[tuple[Fraction, ...], Fraction]:
        """Payoffs and e where every basic demand holds with equality."""
        values = [basic.demand.value for basic in self._basis]
        at = [_dot(values, [row[k] for row in self._rows]) for k in range(self._size + 1)]
        return tuple(at[:-1]), at[-1]

    def binding(self) -> tuple[Demand, ...]:
        """Basic demands with a positive multiplier."""
        pairs = zip(self._basis, self._rows, strict=True)
        return tuple(b.demand for b, row in pairs if row[-1] > 0 and b.number >= 0)

    def demands(self) -> tuple[Demand, ...]:
        return tuple(basic.demand for basic in self._basis if basic.number >= 0)

    def enter(self, basic: Basic) -> bool:
        """Exchange a demand for the one that stops it; whether nothing moved."""
        demand = basic.demand
        step = [
            sum((row[k] for k in members(demand.coalition)), demand.room * row[-1]) for row in self._rows
        ]
        limits = [
            (row[-1] / d, old.number, place)
            for place, (old, row, d) in enumerate(zip(self._basis, self._rows, step, strict=True))
            if d > 0 and not old.fixed
        ]
        ratio, _, leaving = min(limits)
        pivot = [x / step[leaving] for x in self._rows[leaving]]
        for place, row in enumerate(self._rows):
            if place == leaving:
                self._rows[place] = pivot
            elif step[place]:
                self._rows[place] = [
                    x - step[place] * p if p else x for x, p in zip(row, pivot, strict=True)
                ]
        self._basis[leaving] = basic
        return ratio == 0


def _bits(coalition: int, size: int) -> list[int]:
    return [coalition >> place & 1 for place in range(size)]


def _dot(one: Sequence[Fraction | int], other: Sequence[Fraction]) -> Fraction:
    return sum((a * b for a, b in zip(one, other, strict=True) if a and b), Fraction(0))


def _independent(size: int, candidates: Sequence[Basic]) -> list[Basic]:
    """The first candidates that are independent of those before, as many as there are players."""
    echelon = Echelon(size)
    return [basic for basic in candidates if echelon.add(basic.demand.coalition)]


class Echelon:
    """Coalitions as vectors: which ones follow from those already there."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._rows: list[tuple[int, Vector]] = []

    @property
    def rank(self) -> int:
        return len(self._rows)

    def add(self, coalition: int) -> bool:
        """Take a coalition in, unless it is a combination of others."""
        vector = [Fraction(x) for x in _bits(coalition, self._size)]
        for at, row in self._rows:
            if factor := vector[at]:
                vector = [x - factor * y for x, y in zip(vector, row, strict=True)]
        lead = next((place for place, x in enumerate(vector) if x), None)
        if lead is None:
            return False
        reduced = [x / vector[lead] for x in vector]
        self._rows = [
            (at, [x - row[lead] * y for x, y in zip(row, reduced, strict=True)])
            for at, row in self._rows
        ]
        self._rows.append((lead, reduced))
        return True

    def loose(self, coalitions: Sequence[int]) -> Iterator[int]:
        """Places of the coalitions that do not follow from those there.

        They are those that some direction, along which all that are there stay as they are, changes.
        """
        changes = [sums_over(coalitions, way, self._size) for way in self._directions()]
        return (place for place, moves in enumerate(zip(*changes, strict=True)) if any(moves))

    def _directions(self) -> Iterator[list[int]]:
        """A basis, in whole numbers, of the directions that change nothing."""
        leads = {lead for lead, _ in self._rows}
        for free in range(self._size):
            if free not in leads:
                scale = lcm(*(row[free].denominator for _, row in self._rows))
                way = [0] * self._size
                way[free] = scale
                for lead, row in self._rows:
                    way[lead] = int(-row[free] * scale)
                yield way


def _inverse(columns: Sequence[Sequence[int]]) -> list[Vector]:
    """Inverse of the matrix of these columns (rows by column), by Gauss-Jordan elimination."""
    size = len(columns)
    rows = [
        [*(Fraction(column[k]) for column in columns), *(Fraction(k == j) for j in range(size))]
        for k in range(size)
    ]
    for place in range(size):
        pivot = next(k for k in range(place, size) if rows[k][place])
        rows[place], rows[pivot] = rows[pivot], rows[place]
        head = rows[place][place]
        rows[place] = [x / head for x in rows[place]]
        for k in range(size):
            if k != place and (factor := rows[k][place]):
                rows[k] = [x - factor * y for x, y in zip(rows[k], rows[place], strict=True)]
    return [row[size:] for row in rows]
