"""Computed weights as exact numbers."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

STEP = 10**9
"""Weights that are computed in floats are rounded to a billionth, and exact from there on."""


def exact_weights(weights: Mapping[str, float]) -> dict[str, Fraction]:
    """Weights rounded to a billionth, summing to exactly 1: the largest takes what is left."""
    whole = sum(weights.values())
    steps = {name: round(weight / whole * STEP) for name, weight in weights.items()}
    largest = max(steps, key=lambda name: (steps[name], name))
    steps[largest] += STEP - sum(steps.values())
    return {name: Fraction(step, STEP) for name, step in steps.items()}
