"""Small linear programmes solved exactly, with the multipliers that prove the answer.

    minimise  c x   subject to   A x = b,   x >= 0,   from a basis that is feasible

The tableau is kept in whole numbers over one common denominator (Edmonds 1967), so that no digit is
lost. The most promising column enters; after a step without progress the first one (Bland 1977),
which ends every stall.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction


@dataclass
class Tableau:
    """Rows `[A | b]` of a programme in whole numbers, b not negative, with a basis of unit columns."""

    rows: list[list[int]]
    basis: list[int]
    """The basic column of each row: 1 in that row, 0 in the others."""
    denominator: int = 1
    """What every entry is divided by."""

    def minimise(self, costs: Sequence[int], barred: frozenset[int] = frozenset()) -> Fraction:
        """Move to a basis of least cost; columns in `barred` stay out. The programme must be bounded."""
        prices = self._prices(costs)
        first = False
        while (entering := self._entering(prices, barred, first=first)) is not None:
            leaving = self._leaving(entering)
            stalled = self.rows[leaving][-1] == 0
            self._pivot(leaving, entering, prices)
            first = stalled
        return Fraction(-prices[-1], self.denominator)

    def value(self, column: int) -> Fraction:
        """What a variable is worth at the basis."""
        if column not in self.basis:
            return Fraction(0)
        return Fraction(self.rows[self.basis.index(column)][-1], self.denominator)

    def reduced(self, costs: Sequence[int], column: int) -> Fraction:
        """The reduced cost of a column: for the unit column of a row, its cost less the multiplier."""
        inner = sum(costs[b] * row[column] for b, row in zip(self.basis, self.rows, strict=True))
        return costs[column] - Fraction(inner, self.denominator)

    def _prices(self, costs: Sequence[int]) -> list[int]:
        """Reduced costs and minus the objective, times the denominator."""
        width = len(self.rows[0]) if self.rows else 1
        prices = [cost * self.denominator for cost in costs] + [0] * (width - len(costs))
        for column, row in zip(self.basis, self.rows, strict=True):
            if costs[column]:
                prices = [p - costs[column] * x for p, x in zip(prices, row, strict=True)]
        return prices

    def _entering(self, prices: Sequence[int], barred: frozenset[int], *, first: bool) -> int | None:
        best, place = 0, None
        for column, price in enumerate(prices[:-1]):
            if price < best and column not in barred:
                best, place = price, column
                if first:
                    break
        return place

    def _leaving(self, entering: int) -> int:
        rows = [(n, row[entering], row[-1]) for n, row in enumerate(self.rows) if row[entering] > 0]
        return min(rows, key=lambda item: (Fraction(item[2], item[1]), self.basis[item[0]]))[0]

    def _pivot(self, leaving: int, entering: int, prices: list[int]) -> None:
        row, pivot, before = self.rows[leaving], self.rows[leaving][entering], self.denominator
        for other in [*self.rows, prices]:
            if other is not row:
                factor = other[entering]
                other[:] = [(pivot * x - factor * y) // before for x, y in zip(other, row, strict=True)]
        self.denominator, self.basis[leaving] = pivot, entering
