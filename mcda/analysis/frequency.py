"""Shares of samples, and how far the truth may lie from them."""

from __future__ import annotations

from math import sqrt
from typing import NamedTuple

NORMAL = 1.959963984540054
"""Of a two-sided interval at 95 %."""


class Frequency(NamedTuple):
    """How often something was seen, with Wilson's interval at 95 percent (Wilson 1927)."""

    share: float
    low: float
    high: float
    seen: int
    samples: int


def frequency(seen: int, samples: int) -> Frequency:
    """The share of samples, and its interval; from 0 to 1 without samples."""
    if not samples:
        return Frequency(0.0, 0.0, 1.0, 0, 0)
    share, square = seen / samples, NORMAL**2
    centre = (share + square / (2 * samples)) / (1 + square / samples)
    half = (
        NORMAL * sqrt(share * (1 - share) / samples + square / (4 * samples**2)) / (1 + square / samples)
    )
    low = 0.0 if not seen else max(0.0, centre - half)
    high = 1.0 if seen == samples else min(1.0, centre + half)
    return Frequency(share, low, high, seen, samples)
