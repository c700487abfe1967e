"""Alpha-fair welfare: sum_p e_p u(v_p), u(v) = ln v or v^(1 - alpha) / (1 - alpha).

Mo and Walrand (IEEE/ACM Trans. Networking 8, 2000): 0 is the plain sum, 1 Nash's product, and the
larger alpha, the more the worst off count. Logarithms and roots are taken in fifty decimal digits;
the welfare itself is counted in whole steps of a declared unit, so that it is an exact number.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Context, Decimal, localcontext
from fractions import Fraction
from math import floor
from typing import TYPE_CHECKING

from mcda.rules.curved import WORST, Cut
from mcda.rules.orders import Comparison

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

DIGITS = 50
"""Of every logarithm and power; errors stay below the last of the forty that count."""
SLOPE_DIGITS = 9
"""Of the slope of a tangent: its height is then found for that very slope."""


def decimal(number: Fraction) -> Decimal:
    """A fraction in fifty digits."""
    with localcontext(Context(prec=DIGITS)):
        return Decimal(number.numerator) / Decimal(number.denominator)


def rounded(number: Decimal, digits: int, *, up: bool) -> Fraction:
    """A number of fifty digits to fewer, on the safe side."""
    way = ROUND_CEILING if up else ROUND_FLOOR
    return Fraction(Context(prec=digits, rounding=way).create_decimal(number))


def power(base: Fraction, exponent: Fraction) -> Decimal:
    """`base ** exponent` for a positive base."""
    with localcontext(Context(prec=DIGITS)):
        return decimal(base) ** decimal(exponent)


def log(number: Fraction) -> Decimal:
    """Natural logarithm of a positive number."""
    with localcontext(Context(prec=DIGITS)):
        return decimal(number).ln()


@dataclass(frozen=True, eq=False)
class AlphaFair(Comparison):
    """sum_p e_p u(v_p), rounded down to whole units; all v_p must be positive."""

    alpha: Fraction
    step: Fraction
    """The step in which welfare is counted."""
    least: Fraction
    """What every partner has at least (y_p), by a relation beside it."""

    @property
    def grain(self) -> Fraction:
        return self.step

    def at(self, numbers: Sequence[Fraction]) -> Fraction:
        if min(numbers) <= 0:
            return WORST
        with localcontext(Context(prec=DIGITS)):
            parts = zip(self.sizes, self.compared(numbers), strict=True)
            welfare = sum((decimal(size) * self.utility(v) for size, v in parts), Decimal(0))
        slack = Fraction(1, 10**35) * (1 + abs(Fraction(welfare)))
        return floor((Fraction(welfare) + slack) / self.step) * self.step

    def utility(self, v: Fraction) -> Decimal:
        """u(v), v > 0."""
        if self.alpha == 1:
            return log(v)
        with localcontext(Context(prec=DIGITS)):
            return power(v, 1 - self.alpha) / decimal(1 - self.alpha)

    def tangent(self, v: Fraction) -> tuple[Fraction, Fraction]:
        """(slope, height) of a line above u that touches it next to v: u(x) <= height + slope x."""
        slope = rounded(power(v, -self.alpha), SLOPE_DIGITS, up=True)
        touching = rounded(power(slope, -1 / self.alpha), DIGITS - 10, up=True)
        with localcontext(Context(prec=DIGITS)):
            height = self.utility(touching) - decimal(slope) * decimal(touching)
        return slope, rounded(height, DIGITS - 15, up=True)

    def cut(self, numbers: Sequence[Fraction], level: Fraction) -> Cut:
        """The tangents at each v_p, added; where a v_p is not positive, that it must be."""
        if min(numbers) <= 0:
            worst = min(range(len(numbers)), key=numbers.__getitem__)
            return Cut(tuple(Fraction(place == worst) for place in range(len(numbers))))
        lines = [self.tangent(v) for v in self.compared(numbers)]
        heights = (size * height for size, (_, height) in zip(self.sizes, lines, strict=True))
        return Cut(tuple(slope for slope, _ in lines), sum(heights, Fraction(0)) - level)

    def estimates(self, numbers: NDArray[np.float64]) -> NDArray[np.float64]:
        import numpy as np

        compared = self._estimated(numbers)
        positive = (compared > 0).all(axis=1)
        safe, alpha = np.where(compared > 0, compared, 1.0), float(self.alpha)
        utility = np.log(safe) if alpha == 1 else safe ** (1 - alpha) / (1 - alpha)
        welfare = utility @ np.array([float(size) for size in self.sizes])
        found: NDArray[np.float64] = np.where(positive, welfare, float(WORST))
        return found
