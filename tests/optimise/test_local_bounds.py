"""Zones of objective space: together they hold what no known point weakly dominates, and no more."""

from __future__ import annotations

from itertools import product
from random import Random

import pytest

from mcda.optimise.fronts.local_bounds import exceeds, holds, outside, share_of, without

HUGE = 2**70


@pytest.mark.parametrize("factor", [1, HUGE], ids=["small", "huge"])
@pytest.mark.parametrize("objectives", [2, 3, 4])
@pytest.mark.parametrize("seed", range(5))
def test_zones_are_what_points_leave(seed: int, objectives: int, factor: int) -> None:
    dice = Random(seed)  # noqa: S311
    points = [tuple(factor * dice.randint(0, 4) for _ in range(objectives)) for _ in range(10)]
    corners = [(-1,) * objectives]
    for point in points:
        corners = without(corners, point)
    for place in product(range(6), repeat=objectives):
        place = tuple(factor * units for units in place)
        known = any(holds(place, point) for point in points)
        assert known != any(exceeds(place, corner) for corner in corners)
    for corner in corners:
        assert not any(holds(other, corner) for other in corners if other != corner)
        assert outside([corner], [corner]) == []


def test_the_share_of_the_plane_that_is_open() -> None:
    """Points (0, 4) and (4, 0): all of the box is open; with (2, 2) two squares of a quarter each."""
    ends = [(0, 4), (4, 0)]
    corners = [(-1, -1)]
    for point in ends:
        corners = without(corners, point)
    assert share_of(corners, ends) == pytest.approx(1)
    assert share_of(without(corners, (2, 2)), [*ends, (2, 2)]) == pytest.approx(3 / 4)
    assert share_of([], ends) == 0
