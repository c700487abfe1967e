"""Value functions: straight pieces say what the curve says."""

from __future__ import annotations

from fractions import Fraction
from math import expm1

import pytest
from hypothesis import given
from hypothesis import strategies as st
from loading import load
from tiny import tiny

from mcda.errors import InvalidScenario
from mcda.model.curve import Curve, exponential, is_monotone, straight

LEVELS = st.fractions(-50, 150, max_denominator=8)


@st.composite
def curves(draw: st.DrawFn) -> Curve:
    """Monotone curves, rising or falling, flat parts included, through 0 and 100 points."""
    count = draw(st.integers(2, 5))
    levels = sorted(draw(st.sets(st.integers(-20, 120), min_size=count, max_size=count)))
    inner = sorted(draw(st.lists(st.integers(0, 100), min_size=count - 2, max_size=count - 2)))
    values = [0, *inner, 100]
    if draw(st.booleans()):
        values.reverse()
    points = [(Fraction(x), Fraction(y)) for x, y in zip(levels, values, strict=True)]
    return Curve(tuple(points), draw(st.booleans()))


def on_segments(curve: Curve, level: Fraction) -> set[Fraction]:
    return {
        slope * level + intercept
        for low, high, slope, intercept in curve.segments()
        if (low is None or low <= level) and (high is None or level <= high)
    }


@given(curves(), LEVELS)
def test_segments_are_the_curve(curve: Curve, level: Fraction) -> None:
    assert on_segments(curve, level) == {curve(level)}


@given(curves(), LEVELS, LEVELS)
def test_curves_are_monotone_and_clipped_ones_stay_within_0_and_100(
    curve: Curve, one: Fraction, other: Fraction
) -> None:
    low, high = curve(min(one, other)), curve(max(one, other))
    rising = curve.points[0][1] < curve.points[-1][1]
    assert low <= high if rising else low >= high
    if curve.clipped:
        assert 0 <= low <= 100


def test_end_segments_continue_unless_clipped() -> None:
    points = ((Fraction(0), Fraction(0)), (Fraction(200), Fraction(60)), (Fraction(500), Fraction(100)))
    assert Curve(points)(Fraction(800)) == 140
    assert Curve(points)(Fraction(-100)) == -30
    assert Curve(points, clipped=True)(Fraction(800)) == 100
    assert Curve(points, clipped=True)(Fraction(-100)) == 0


def test_less_may_be_better() -> None:
    falling = straight(Fraction(30), Fraction(10), clipped=False)
    assert [falling(Fraction(level)) for level in (30, 20, 10, 0)] == [0, 50, 100, 150]


@pytest.mark.parametrize(
    ("points", "expected"),
    [
        ([(0, 0), (1, 5), (2, 5)], True),
        ([(0, 9), (1, 5), (2, 5)], True),
        ([(0, 0), (1, 5), (2, 4)], False),
        ([(0, 0), (0, 5)], False),
        ([(1, 0), (0, 5)], False),
    ],
)
def test_monotone_is_strict_in_levels_and_weak_in_points(
    points: list[tuple[int, int]], expected: bool
) -> None:
    assert is_monotone([(Fraction(x), Fraction(y)) for x, y in points]) is expected


@pytest.mark.parametrize("shape", ["0:0 100:60 200:60", "0:20 30:60 40:100"])
def test_a_shape_that_misses_0_or_100_points_is_refused(shape: str) -> None:
    """So that a clipped curve always has a level where it reaches either."""
    gain = {"criterion": "gain", "name": "Gain", "unit": "u", "zero": 0, "full": 40, "shape": shape}
    with pytest.raises(InvalidScenario, match="E122"):
        load(tiny(criteria=[gain]))


def test_a_shape_may_end_flat_at_100() -> None:
    flat = Curve(
        ((Fraction(0), Fraction(0)), (Fraction(30), Fraction(100)), (Fraction(40), Fraction(100))), True
    )
    assert [flat(Fraction(level)) for level in (15, 30, 35, 90)] == [50, 100, 100, 100]
    assert all(
        on_segments(flat, Fraction(level)) == {flat(Fraction(level))} for level in (-5, 15, 35, 90)
    )


# ---------------------------------------------------------------- exponentials

ANCHORS = st.tuples(st.integers(-50, 50), st.integers(1, 400), st.booleans())
MIDDLE = st.integers(20, 980).map(lambda thousandths: Fraction(thousandths, 1000))


def exponentially(zero: float, full: float, midvalue: float, level: float) -> float:
    """100 (1 - exp(-c t)) / (1 - exp(-c)), c by bisection in floats: another way to the same curve."""
    middle, t = ((x - zero) / (full - zero) for x in (midvalue, level))
    if abs(middle - 0.5) < 1e-9:
        return 100 * t
    low, high = -50.0, 50.0
    for _ in range(200):
        c = (low + high) / 2 or 1e-12
        low, high = (low, c) if expm1(-c * middle) / expm1(-c) > 0.5 else (c, high)
    return 100 * expm1(-c * t) / expm1(-c)


@given(ANCHORS, MIDDLE, st.booleans())
def test_an_exponential_goes_through_0_50_and_100_points(
    anchors: tuple[int, int, bool], middle: Fraction, clipped: bool
) -> None:
    """In 64 equal steps and the midvalue, each within half a millionth of the formula."""
    zero, swing, falls = Fraction(anchors[0]), anchors[1], anchors[2]
    full = zero + (-swing if falls else swing)
    midvalue = zero + middle * (full - zero)
    curve = exponential(zero, full, midvalue, clipped=clipped)
    assert [curve(level) for level in (zero, midvalue, full)] == [0, 50, 100]
    assert is_monotone(curve.points)
    for level, points in curve.points:
        exact = exponentially(float(zero), float(full), float(midvalue), float(level))
        assert float(points) == pytest.approx(exact, abs=1e-6)
    steps = {(level - zero) / (full - zero) for level, _ in curve.points}
    assert steps in ({*SIXTY_FOURTHS, middle}, {Fraction(0), Fraction(1)})


SIXTY_FOURTHS = {Fraction(step, 64) for step in range(65)}


def test_a_midvalue_halfway_is_exactly_a_straight_line() -> None:
    half = exponential(Fraction(10), Fraction(40), Fraction(25), clipped=True)
    assert half == straight(Fraction(10), Fraction(40), clipped=True)


def test_between_its_knots_an_exponential_stays_near_the_formula() -> None:
    """With the midvalue at 30 % of the way, at most 0.02 points."""
    curve = exponential(Fraction(0), Fraction(1), Fraction(3, 10), clipped=False)
    gaps = [abs(float(curve(Fraction(k, 997))) - exponentially(0, 1, 0.3, k / 997)) for k in range(998)]
    assert max(gaps) < 0.02


@given(MIDDLE)
def test_an_exponential_turned_around_is_the_one_that_bends_the_other_way(middle: Fraction) -> None:
    rising = exponential(Fraction(0), Fraction(1), middle, clipped=False)
    turned = exponential(Fraction(0), Fraction(1), 1 - middle, clipped=False)
    levels = [Fraction(k, 64) for k in range(65)]
    assert all(abs(rising(t) + turned(1 - t) - 100) <= Fraction(1, 10**6) for t in levels)


def test_the_end_segments_of_an_exponential_continue_unless_clipped() -> None:
    free = exponential(Fraction(0), Fraction(64), Fraction(20), clipped=False)
    last, before = free(Fraction(64)) - free(Fraction(63)), free(Fraction(1))
    assert free(Fraction(66)) == 100 + 2 * last
    assert free(Fraction(-2)) == -2 * before
    held = exponential(Fraction(0), Fraction(64), Fraction(20), clipped=True)
    assert [held(Fraction(level)) for level in (-2, 66)] == [0, 100]


@given(ANCHORS, MIDDLE, st.booleans(), LEVELS)
def test_segments_of_an_exponential_are_the_curve(
    anchors: tuple[int, int, bool], middle: Fraction, clipped: bool, level: Fraction
) -> None:
    zero, swing = Fraction(anchors[0]), -anchors[1] if anchors[2] else anchors[1]
    curve = exponential(zero, zero + swing, zero + middle * swing, clipped=clipped)
    assert on_segments(curve, level) == {curve(level)}


@pytest.mark.parametrize(
    ("shape", "code"),
    [
        ("exponential 20", None),
        ("exponentielle 39", None),
        ("exponential 0", "E181"),
        ("exponential 40", "E181"),
        ("exponential 0.7", "E181"),
        ("exponential 39.3", "E181"),
        ("exponential -3", "E181"),
        ("exponential", "E180"),
        ("exponential soon", "E012"),
    ],
)
def test_the_midvalue_leaves_room_on_both_sides(shape: str, code: str | None) -> None:
    """From 2 to 98 % of the way."""
    gain = {"criterion": "gain", "name": "Gain", "unit": "u", "zero": 0, "full": 40, "shape": shape}
    if code is None:
        assert load(tiny(criteria=[gain])).leaves[0].curve(Fraction(40)) == 100
    else:
        with pytest.raises(InvalidScenario, match=code):
            load(tiny(criteria=[gain]))
