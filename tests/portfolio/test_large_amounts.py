"""Doubles may leave a portfolio in doubt, but never exclude one that reaches a level."""

from __future__ import annotations

import random
from fractions import Fraction

import numpy as np
import pytest

from mcda.portfolio.enumeration import doubt
from mcda.rules.base import Amount
from mcda.rules.orders import Least
from mcda.rules.transfers import Missing, Terms

NOTHING = Fraction(0)


@pytest.mark.parametrize("digits", [6, 10, 13])
def test_transfers_that_just_suffice_stay_in_doubt(digits: int) -> None:
    terms = Terms(
        ("A", "B", "C"), ((0, 1), (0, 2), (1, 0), (1, 2), (2, 0), (2, 1)), NOTHING, (NOTHING,) * 3
    )
    missing, dice = Missing((Amount(),) * 3, terms), random.Random(digits)  # noqa: S311
    for _ in range(200):
        nets = [Fraction(dice.randint(-(10**digits), 10**digits), 100) for _ in range(2)]
        nets.append(-sum(nets))
        assert missing.at(nets) == 0
        numbers = np.array([[float(net) for net in nets]])
        estimate = missing.estimates(numbers)[0]
        assert np.isnan(estimate) or abs(estimate) <= doubt(missing, NOTHING, numbers)


def test_a_small_size_makes_a_large_number_of_a_small_one() -> None:
    least = Least((Amount(),), (Fraction(1, 10**6),))
    numbers = np.array([[1e9]])
    assert doubt(least, NOTHING, numbers) >= 1e-16 * 1e15
