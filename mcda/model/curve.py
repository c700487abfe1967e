"""Piecewise linear curves: value functions, and marks read as probabilities."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise

STEPS = 64
"""Equal steps between the anchors in which an exponential is followed."""
PLACES = 6
"""Decimals of its points."""
DIGITS = 50
"""Decimals with which it is computed, so that every machine finds the same points."""
MIDDLES = (Fraction(1, 50), Fraction(49, 50))
"""Where the level worth 50 points may lie, 0 being `zero` and 1 `full`."""


@dataclass(frozen=True)
class Curve:
    """A continuous, monotone, piecewise linear function, exact.

    Beyond the first and last points the end segments continue, unless `floor` and `ceiling`
    bound the result.
    """

    points: tuple[tuple[Fraction, Fraction], ...]
    """At least two (level, points) pairs, levels increasing."""
    clipped: bool = False
    """Whether the result stays within 0 and 100."""

    def __call__(self, level: Fraction) -> Fraction:
        position = bisect_right([x for x, _ in self.points], level)
        left = min(max(position - 1, 0), len(self.points) - 2)
        (x0, y0), (x1, y1) = self.points[left], self.points[left + 1]
        result = y0 + (y1 - y0) * (level - x0) / (x1 - x0)
        return min(max(result, Fraction(0)), Fraction(100)) if self.clipped else result

    def segments(self) -> list[tuple[Fraction | None, Fraction | None, Fraction, Fraction]]:
        """`(from, to, slope, intercept)` of each straight piece; None at the open ends."""
        pieces: list[tuple[Fraction | None, Fraction | None, Fraction, Fraction]] = []
        for (x0, y0), (x1, y1) in pairwise(self._unclipped()):
            slope = (y1 - y0) / (x1 - x0)
            pieces.append((x0, x1, slope, y0 - slope * x0))
        if self.clipped:
            (x0, y0), (x1, y1) = self._unclipped()[0], self._unclipped()[-1]
            return [(None, x0, Fraction(0), y0), *pieces, (x1, None, Fraction(0), y1)]
        pieces[0] = (None, *pieces[0][1:])
        pieces[-1] = (pieces[-1][0], None, *pieces[-1][2:])
        return pieces

    def _unclipped(self) -> tuple[tuple[Fraction, Fraction], ...]:
        """The points between which the curve is not clipped."""
        if not self.clipped:
            return self.points
        inner = [(x, y) for x, y in self.points if 0 < y < 100]
        ends = [(self.level_at(Fraction(bound)), Fraction(bound)) for bound in (0, 100)]
        return tuple(sorted({*inner, *ends}))

    def level_at(self, target: Fraction) -> Fraction:
        """The level nearest to the middle at which the unclipped curve reaches `target`."""
        pieces = list(pairwise(self.points))
        for (x0, y0), (x1, y1) in pieces:
            if y0 != y1 and min(y0, y1) <= target <= max(y0, y1):
                return x0 + (x1 - x0) * (target - y0) / (y1 - y0)
        rising = self.points[0][1] < self.points[-1][1]
        (x0, y0), (x1, y1) = pieces[0] if (target < self.points[0][1]) == rising else pieces[-1]
        return x0 + (x1 - x0) * (target - y0) / (y1 - y0)


def straight(zero: Fraction, full: Fraction, *, clipped: bool) -> Curve:
    """0 points at `zero`, 100 at `full`."""
    ends = sorted([(zero, Fraction(0)), (full, Fraction(100))])
    return Curve(tuple(ends), clipped)


@lru_cache(maxsize=512)
def exponential(zero: Fraction, full: Fraction, midvalue: Fraction, *, clipped: bool) -> Curve:
    """The exponential value function through 0, 50 and 100 points, followed in straight steps.

    v(t) = 100 (1 - exp(-c t)) / (1 - exp(-c)) with t = (level - zero) / (full - zero) and c such that
    v(midvalue) = 50 (Keeney and Raiffa 1976; Kirkwood 1997). Points are rounded to 10^-6 at 64 equal
    steps, exact at the anchors and at the midvalue. `midvalue` must lie within `MIDDLES`.
    """
    middle = (midvalue - zero) / (full - zero)
    if middle == Fraction(1, 2):
        return straight(zero, full, clipped=clipped)
    rate = steepness(middle)
    points = {Fraction(step, STEPS): _exponential_points(rate, step) for step in range(1, STEPS)}
    points |= {Fraction(0): Fraction(0), middle: Fraction(50), Fraction(1): Fraction(100)}
    return Curve(tuple(sorted((zero + t * (full - zero), v) for t, v in points.items())), clipped)


def steepness(middle: Fraction) -> Decimal:
    """C such that (1 - exp(-c m)) / (1 - exp(-c)) = 1/2: positive if m < 1/2, by bisection."""
    if middle > Fraction(1, 2):
        return -steepness(1 - middle)
    with localcontext(prec=DIGITS):
        m = Decimal(middle.numerator) / Decimal(middle.denominator)
        low, high = Decimal(0), Decimal(1) / m
        while high - low > high * Decimal(10) ** -25:
            c = (low + high) / 2
            is_too_steep = 1 - (-c * m).exp() > (1 - (-c).exp()) / 2
            low, high = (low, c) if is_too_steep else (c, high)
        return (low + high) / 2


def _exponential_points(rate: Decimal, step: int) -> Fraction:
    with localcontext(prec=DIGITS):
        value = 100 * (1 - (-rate * step / STEPS).exp()) / (1 - (-rate).exp())
        return Fraction(round(value, PLACES))


def is_monotone(points: Sequence[tuple[Fraction, Fraction]]) -> bool:
    """Whether levels strictly increase and values never turn back."""
    steps = list(pairwise(points))
    if not all(x0 < x1 for (x0, _), (x1, _) in steps):
        return False
    values = [y1 - y0 for (_, y0), (_, y1) in steps]
    return all(step >= 0 for step in values) or all(step <= 0 for step in values)
