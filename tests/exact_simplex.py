"""Linear programmes of a dozen variables in fractions: a two-phase tableau with Bland's rule."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

ZERO, ONE = Fraction(0), Fraction(1)
Vector = Sequence[Fraction]
Tableau = list[list[Fraction]]


def least(costs: Vector, rows: Sequence[tuple[Vector, Fraction]]) -> Fraction | None:
    """``min costs . x`` over ``x >= 0`` and ``coefficients . x <= bound`` for each row.

    None when no point meets the rows. Costs are >= 0, so the minimum exists.
    """
    if any(cost < 0 for cost in costs):
        raise ValueError("with a negative cost there may be no minimum")
    tableau, basis = _start(len(costs), rows)
    real = len(costs) + len(rows)
    artificial = [ZERO] * real + [ONE] * (len(tableau[0]) - 1 - real) if tableau else []
    if _descend(tableau, basis, artificial) > 0:
        return None
    _expel(tableau, basis, real)
    tableau = [[*row[:real], row[-1]] for row in tableau]
    return _descend(tableau, basis, [*costs, *[ZERO] * len(rows)])


def _start(count: int, rows: Sequence[tuple[Vector, Fraction]]) -> tuple[Tableau, list[int]]:
    """Columns: variables, slacks, an artificial for each negative bound; then the right side."""
    negative = [n for n, (_, bound) in enumerate(rows) if bound < 0]
    tableau: Tableau = []
    basis = []
    for n, (coefficients, bound) in enumerate(rows):
        sign = -ONE if bound < 0 else ONE
        slacks = [sign if k == n else ZERO for k in range(len(rows))]
        helpers = [ONE if k == n else ZERO for k in negative]
        tableau.append([*(sign * c for c in coefficients), *slacks, *helpers, sign * bound])
        basis.append(count + len(rows) + negative.index(n) if bound < 0 else count + n)
    return tableau, basis


def _descend(tableau: Tableau, basis: list[int], costs: Vector) -> Fraction:
    """Pivots until no column lowers the cost; the least cost."""
    while True:
        prices = [costs[b] for b in basis]
        entering = next((j for j, cost in enumerate(costs) if cost < _worth(prices, tableau, j)), None)
        if entering is None:
            return _worth(prices, tableau, -1)
        leaving = min(
            (n for n, row in enumerate(tableau) if row[entering] > 0),
            key=lambda n: (tableau[n][-1] / tableau[n][entering], basis[n]),
        )
        _pivot(tableau, basis, leaving, entering)


def _worth(prices: Vector, tableau: Tableau, column: int) -> Fraction:
    return sum((price * row[column] for price, row in zip(prices, tableau, strict=True) if price), ZERO)


def _pivot(tableau: Tableau, basis: list[int], leaving: int, entering: int) -> None:
    scale = tableau[leaving][entering]
    pivot = tableau[leaving] = [cell / scale for cell in tableau[leaving]]
    for n, row in enumerate(tableau):
        if n != leaving and row[entering]:
            tableau[n] = [a - row[entering] * b for a, b in zip(row, pivot, strict=True)]
    basis[leaving] = entering


def _expel(tableau: Tableau, basis: list[int], real: int) -> None:
    """Artificials at zero leave the basis; a row that holds nothing else is dropped."""
    for n in reversed(range(len(tableau))):
        if basis[n] >= real:
            entering = next((j for j in range(real) if tableau[n][j]), None)
            if entering is None:
                del tableau[n], basis[n]
            else:
                _pivot(tableau, basis, n, entering)
