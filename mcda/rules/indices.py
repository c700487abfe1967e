"""Indices of inequality of v_p = y_p / e_p between partners of weight a_p, as curved functions.

Each says how unequal, turned so that more is better: the opposite of an index that is 0 for
equality (Gini, Theil, Atkinson), Jain's index as it is. With weights equal to sizes (the default:
every inhabitant counts once) a_p v_p = y_p. An index knows shares only: it is not defined where
nothing is shared, nor where some amounts are negative.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Context, Decimal, localcontext
from fractions import Fraction
from itertools import combinations
from math import isqrt
from typing import TYPE_CHECKING, ClassVar

from mcda.rules.curved import WORST, Cut
from mcda.rules.orders import Comparison
from mcda.rules.utility import DIGITS, decimal, log, power, rounded

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

ALMOST_NOTHING = Fraction(1, 10**6)
"""Of the mean: where a tangent is taken in place of zero, at which it would be vertical."""
CUT_DIGITS = 12
"""Of the slopes of cuts; rounded so that a cut admits too much, never too little."""


@dataclass(frozen=True, eq=False)
class Index(Comparison):
    """An index of inequality; homogeneous of degree 0."""

    weights: tuple[Fraction, ...]
    """a_p, positive."""
    equality: ClassVar[Fraction] = Fraction(0)
    """The function where everybody has the same, also nothing."""
    rises = False
    unit = "index"

    def at(self, numbers: Sequence[Fraction]) -> Fraction:
        if min(numbers) < 0:
            return WORST
        return self._of(self.compared(numbers)) if any(numbers) else self.equality

    def cut(self, numbers: Sequence[Fraction], level: Fraction) -> Cut:
        if min(numbers) < 0:
            worst = min(range(len(numbers)), key=numbers.__getitem__)
            return Cut(tuple(Fraction(place == worst) for place in range(len(numbers))))
        slopes = self._slopes(self.compared(numbers), level)
        return Cut(tuple(slope / size for slope, size in zip(slopes, self.sizes, strict=True)))

    def estimates(self, numbers: NDArray[np.float64]) -> NDArray[np.float64]:
        import numpy as np

        compared = self._estimated(numbers)
        sound = np.logical_and((compared >= 0).all(axis=1), (compared > 0).any(axis=1))
        safe = np.where(sound[:, None], compared, 1.0)
        found: NDArray[np.float64] = np.where(sound, self._estimates_of(safe), float(self.equality))
        found[(compared < 0).any(axis=1)] = float(WORST)
        return found

    def mean(self, compared: Sequence[Fraction]) -> Fraction:
        """Weighted mean of v."""
        return self._total(compared) / sum(self.weights)

    def _total(self, compared: Sequence[Fraction]) -> Fraction:
        return sum((a * v for a, v in zip(self.weights, compared, strict=True)), Fraction(0))

    @abstractmethod
    def _of(self, v: Sequence[Fraction]) -> Fraction:
        """The function at v >= 0, not all zero."""

    @abstractmethod
    def _slopes(self, v: Sequence[Fraction], level: Fraction) -> list[Fraction]:
        """Slopes with sum c_p v_p >= 0 wherever the function is at least `level`."""

    @abstractmethod
    def _estimates_of(self, v: NDArray[np.float64]) -> NDArray[np.float64]: ...

    def _floats(self) -> NDArray[np.float64]:
        import numpy as np

        return np.array([float(weight) for weight in self.weights])


@dataclass(frozen=True, eq=False)
class Gini(Index):
    """-G, G = sum_{p<q} a_p a_q |v_p - v_q| / (sum a * sum a v) (Gini 1912)."""

    def _of(self, v: Sequence[Fraction]) -> Fraction:
        pairs = combinations(zip(self.weights, v, strict=True), 2)
        gaps = sum((a * b * abs(x - y) for (a, x), (b, y) in pairs), Fraction(0))
        return -gaps / (sum(self.weights) * self._total(v))

    def _slopes(self, v: Sequence[Fraction], level: Fraction) -> list[Fraction]:
        """|x| >= s x for any s from -1 to 1: the signs of the gaps, held."""
        whole = sum(self.weights)
        slopes = []
        for a, x in zip(self.weights, v, strict=True):
            signs = (b * ((x > y) - (x < y)) for b, y in zip(self.weights, v, strict=True))
            slopes.append(a * (-level * whole - sum(signs, Fraction(0))))
        return slopes

    def _estimates_of(self, v: NDArray[np.float64]) -> NDArray[np.float64]:
        a = self._floats()
        gaps = v @ a * 0.0
        for p, q in combinations(range(len(a)), 2):
            gaps -= a[p] * a[q] * abs(v[:, p] - v[:, q])
        estimates: NDArray[np.float64] = gaps / (a.sum() * (v @ a))
        return estimates


@dataclass(frozen=True, eq=False)
class Jain(Index):
    """(sum a v)^2 / (sum a * sum a v^2), from 1/m to 1 (Jain, Chiu, Hawe 1984)."""

    equality = Fraction(1)

    def _of(self, v: Sequence[Fraction]) -> Fraction:
        return self._total(v) ** 2 / (sum(self.weights) * self._squares(v))

    def _squares(self, v: Sequence[Fraction]) -> Fraction:
        return self._total([x * x for x in v])

    def _slopes(self, v: Sequence[Fraction], level: Fraction) -> list[Fraction]:
        """Cauchy-Schwarz: sum a v* v <= |v*| |v|, and |v| <= sum a v / sqrt(level sum a)."""
        if level <= 0:
            return [Fraction(1)] * len(self.weights)
        radius = _root_above(self._squares(v) / (level * sum(self.weights)))
        return [a * (radius - x) for a, x in zip(self.weights, v, strict=True)]

    def _estimates_of(self, v: NDArray[np.float64]) -> NDArray[np.float64]:
        a = self._floats()
        estimates: NDArray[np.float64] = (v @ a) ** 2 / (a.sum() * (v**2 @ a))
        return estimates


@dataclass(frozen=True, eq=False)
class Theil(Index):
    """-T, T = sum s_p ln(s_p / r_p), s_p share of what is shared, r_p of weight (Theil 1967)."""

    def _of(self, v: Sequence[Fraction]) -> Fraction:
        mean = self.mean(v)
        with localcontext(Context(prec=DIGITS)):
            terms = (decimal(a * x) * log(x / mean) for a, x in zip(self.weights, v, strict=True) if x)
            return _settled(-sum(terms, Decimal(0)) / decimal(self._total(v)))

    def _slopes(self, v: Sequence[Fraction], level: Fraction) -> list[Fraction]:
        """Y T is convex, with gradient ln(v_p / mean), and homogeneous."""
        lifted = _lifted(v, self.mean(v))
        mean = self.mean(lifted)
        return [
            a * (-level - rounded(log(x / mean), CUT_DIGITS, up=False))
            for a, x in zip(self.weights, lifted, strict=True)
        ]

    def _estimates_of(self, v: NDArray[np.float64]) -> NDArray[np.float64]:
        import numpy as np

        a = self._floats()
        ratio = v / ((v @ a) / a.sum())[:, None]
        estimates: NDArray[np.float64] = -(ratio * np.log(np.where(ratio > 0, ratio, 1.0))) @ a / a.sum()
        return estimates


@dataclass(frozen=True, eq=False)
class Atkinson(Index):
    """-A, A = 1 - EDE / mean; EDE is the equal level as good as these (Atkinson 1970).

    EDE = (sum r_p v_p^(1 - epsilon))^(1 / (1 - epsilon)), for epsilon = 1 the geometric mean. Of
    order 1 or more a partner with nothing makes it 1.
    """

    order: Fraction
    """epsilon, positive."""

    def _of(self, v: Sequence[Fraction]) -> Fraction:
        if self.order >= 1 and not all(v):
            return Fraction(-1)
        with localcontext(Context(prec=DIGITS)):
            return _settled(self._equivalent(v) / decimal(self.mean(v)) - 1)

    def _equivalent(self, v: Sequence[Fraction]) -> Decimal:
        """EDE in fifty digits."""
        whole = sum(self.weights)
        with localcontext(Context(prec=DIGITS)):
            rates = [decimal(a / whole) for a in self.weights]
            if self.order == 1:
                logs = (r * log(x) for r, x in zip(rates, v, strict=True))
                return sum(logs, Decimal(0)).exp()
            powers = (r * power(x, 1 - self.order) for r, x in zip(rates, v, strict=True) if x)
            return Decimal(sum(powers, Decimal(0)) ** decimal(1 / (1 - self.order)))

    def _slopes(self, v: Sequence[Fraction], level: Fraction) -> list[Fraction]:
        """EDE is concave, homogeneous, with derivative r_p (EDE / v_p)^epsilon."""
        lifted = _lifted(v, self.mean(v))
        with localcontext(Context(prec=DIGITS)):
            same = self._equivalent(lifted)
            slopes = [(same / decimal(x)) ** decimal(self.order) for x in lifted]
        least = 1 + level
        return [
            a * (rounded(slope, CUT_DIGITS, up=True) - least)
            for a, slope in zip(self.weights, slopes, strict=True)
        ]

    def _estimates_of(self, v: NDArray[np.float64]) -> NDArray[np.float64]:
        import numpy as np

        rates = self._floats() / self._floats().sum()
        order, empty = float(self.order), (v == 0).any(axis=1)
        safe = np.where(v > 0, v, 1.0)
        if order == 1:
            same = np.exp(np.log(safe) @ rates)
        else:
            same = (np.where(v > 0, safe ** (1 - order), 0.0) @ rates) ** (1 / (1 - order))
        estimates: NDArray[np.float64] = same / (v @ rates) - 1
        return np.where(empty, -1.0, estimates) if order >= 1 else estimates


def _lifted(v: Sequence[Fraction], mean: Fraction) -> list[Fraction]:
    return [max(x, ALMOST_NOTHING * mean) for x in v]


def _settled(number: Decimal) -> Fraction:
    """An index to forty digits: zero where only the rounding is left."""
    return Fraction(round(number, DIGITS - 10))


def _root_above(square: Fraction) -> Fraction:
    """A fraction next above a square root."""
    scale = 10**24
    return Fraction(isqrt(square.numerator * scale**2 // square.denominator) + 1, scale)
