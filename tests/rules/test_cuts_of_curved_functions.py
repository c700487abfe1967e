"""Cuts: they hold wherever a function reaches the level, and fail where they were made."""

from __future__ import annotations

import random
from collections.abc import Sequence
from fractions import Fraction

import numpy as np
import pytest

from mcda.rules.base import Amount
from mcda.rules.curved import Curved, Cut
from mcda.rules.indices import Atkinson, Gini, Jain, Theil
from mcda.rules.orders import Least, LeastThenSum, OrderedSum, sum_of_least
from mcda.rules.utility import AlphaFair

HALF, ONE = Fraction(1, 2), Fraction(1)
Numbers = list[Fraction]


def functions(source: random.Random, count: int) -> list[Curved]:
    """One of each kind, of `count` amounts."""
    parts = (Amount(),) * count
    sizes = tuple(Fraction(source.randint(1, 400), source.choice([1, 7])) for _ in range(count))
    weights = sizes if source.random() < 0.5 else (ONE,) * count
    falling = tuple(sorted((Fraction(source.randint(0, 9)) for _ in range(count)), reverse=True))
    least = Least(parts, sizes)
    return [
        least,
        OrderedSum(parts, sizes, falling),
        sum_of_least(least, source.randint(1, count)),
        AlphaFair(parts, sizes, source.choice([HALF, ONE, Fraction(2)]), Fraction(1, 10**6), ONE),
        Gini(parts, sizes, weights),
        Jain(parts, sizes, weights),
        Theil(parts, sizes, weights),
        Atkinson(parts, sizes, weights, source.choice([HALF, ONE, Fraction(2)])),
    ]


def numbers(source: random.Random, count: int, *, some_zero: bool) -> Numbers:
    low = 0 if some_zero else 1
    return [Fraction(source.randint(low, 60), source.choice([1, 10])) for _ in range(count)]


def value(cut: Cut, at: Sequence[Fraction]) -> Fraction:
    return sum((s * y for s, y in zip(cut.slopes, at, strict=True)), cut.constant)


@pytest.mark.parametrize("seed", range(60))
def test_a_cut_excludes_what_misses_the_level_and_nothing_that_reaches_it(seed: int) -> None:
    source = random.Random(seed)  # noqa: S311
    count = source.randint(2, 6)
    for function in functions(source, count):
        zero = not isinstance(function, AlphaFair)
        points = [numbers(source, count, some_zero=zero) for _ in range(12)]
        points = [point for point in points if any(point)]
        levels = [function.at(point) for point in points]
        for missing, low in zip(points, levels, strict=True):
            level = max(levels)
            if low == level:
                continue
            cut = function.cut(missing, level)
            assert cut is not None
            reaching = [p for p, reached in zip(points, levels, strict=True) if reached >= level]
            assert all(value(cut, point) >= 0 for point in reaching)
            if low < level - Fraction(1, 10**4) * (1 + abs(level)):
                assert value(cut, missing) < 0


@pytest.mark.parametrize("seed", range(30))
def test_estimates_are_what_exact_numbers_give(seed: int) -> None:
    source = random.Random(seed)  # noqa: S311
    count = source.randint(2, 6)
    parts = (Amount(),) * count
    every = [*functions(source, count), LeastThenSum(parts, (ONE,) * count, Fraction(3))]
    for function in every:
        points = [numbers(source, count, some_zero=True) for _ in range(8)]
        estimates = function.estimates(np.array([[float(y) for y in point] for point in points]))
        exact = [float(function.at(point)) for point in points]
        assert estimates == pytest.approx(exact, rel=1e-9, abs=1e-6 + float(function.grain))


def test_an_index_knows_neither_nothing_nor_debts() -> None:
    parts, sizes = (Amount(), Amount()), (ONE, Fraction(2))
    for kind in (Gini, Theil):
        index = kind(parts, sizes, sizes)
        assert index.at([Fraction(0), Fraction(0)]) == 0
        assert index.at([Fraction(1), Fraction(2)]) == 0
        assert index.at([Fraction(-1), Fraction(2)]) < -1000
        assert value(index.cut([Fraction(-1), Fraction(2)], Fraction(-1, 5)), [ONE, ONE]) > 0
    assert Jain(parts, sizes, sizes).at([Fraction(0), Fraction(0)]) == 1


def test_hooker_and_williams_by_hand() -> None:
    """Gap 3: of (1, 2, 9) the first two count as the least, the third less the gap."""
    parts = (Amount(),) * 3
    welfare = LeastThenSum(parts, (ONE,) * 3, Fraction(3))
    assert welfare.at([Fraction(1), Fraction(2), Fraction(9)]) == 2 * 3 + 1 + 1 + 6
    assert welfare.at([Fraction(4), Fraction(5), Fraction(6)]) == 2 * 3 + 3 * 4
    assert welfare.cut([Fraction(1)] * 3, Fraction(20)) is None
