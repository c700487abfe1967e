"""Whole units shared out so that they add up exactly."""

from __future__ import annotations

from collections.abc import Sequence


def apportion(units: int, weights: Sequence[int]) -> list[int]:
    """Largest remainder (Hamilton) on the absolute value of `units`; ties go to the first.

    `weights` are not negative and not all zero; the result has the same length, the sign of
    `units` and its sum.
    """
    whole = sum(weights)
    size, sign = abs(units), -1 if units < 0 else 1
    parts = [divmod(size * weight, whole) for weight in weights]
    shares = [quotient for quotient, _ in parts]
    missing = size - sum(shares)
    if missing:
        order = sorted(range(len(parts)), key=lambda place: -parts[place][1])
        for place in order[:missing]:
            shares[place] += 1
    return [sign * share for share in shares]
