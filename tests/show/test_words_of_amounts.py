"""Amounts in words: singular and plural with decimals, values cut short."""

from __future__ import annotations

from fractions import Fraction

import pytest

from mcda.files.settings import shown
from mcda.wording import words


@pytest.mark.parametrize(
    ("language", "number", "said"),
    [
        ("fr", Fraction(6, 100), "0,06 point"),
        ("fr", Fraction(-3, 2), "\u22121,5 point"),
        ("fr", Fraction(2), "2 points"),
        ("en", Fraction(6, 100), "0.06 points"),
        ("en", Fraction(1), "1 point"),
    ],
)
def test_points_agree_with_their_number(language: str, number: Fraction, said: str) -> None:
    assert words(language).plural("{n} point", "{n} points", number, places=2) == said


def test_a_value_cut_short_shows_that_it_is() -> None:
    assert shown({"type": "budget", "max": Fraction(100)}) == "{type: budget, max: 100}"
    long = shown({"label": "x" * 100})
    assert (len(long), long[-2:]) == (78, "…}")
