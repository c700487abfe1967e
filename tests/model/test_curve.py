"""Value functions: straight pieces say what the curve says."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from loading import load
from tiny import tiny

from mcda.errors import InvalidScenario
from mcda.model.curve import Curve, is_monotone, straight

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
