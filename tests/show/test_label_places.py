"""Labels of points: none touches another label or a point of another."""

from __future__ import annotations

from random import Random

import pytest

from mcda.show.charts.placing import CLEAR, MARK, Box, labelled, sides, span

WIDE, HIGH = 620.0, 360.0


def test_alone_it_stands_at_the_right() -> None:
    place, text = (100.0, 100.0), "M1"
    assert labelled([(place, text)], [], WIDE, HIGH) == ((sides(place, text)[0].x, 100.0),)


@pytest.mark.parametrize("seed", range(20))
def test_no_label_touches_another_or_the_point_of_another(seed: int) -> None:
    draw = Random(seed)  # noqa: S311 - nothing secret
    places = [(draw.uniform(0, 200), draw.uniform(0, 150)) for _ in range(40)]
    named = [(place, draw.choice(["M1", "NCPA", "C12", "W"])) for place in places[:20]]
    found = labelled(named, places[20:], WIDE, HIGH)
    boxes = [
        next(box for box in sides(place, text) if (box.x, box.y) == at)
        for (place, text), at in zip(named, found, strict=True)
        if at is not None
    ]
    assert len(boxes) > 5
    assert not any(one.touches(other) for one in boxes for other in boxes if one is not other)
    for (own, _), at in zip(named, found, strict=True):
        marks = [Box(x, y, MARK, MARK) for x, y in places if (x, y) != own]
        label = next((box for box in boxes if (box.x, box.y) == at), None)
        assert label is None or not any(label.touches(mark) for mark in marks)


def test_without_room_a_label_is_left_out() -> None:
    crowd = [(100.0 + 6 * across, 100.0 + 6 * down) for across in range(-4, 5) for down in range(-4, 5)]
    crowd.remove((100.0, 100.0))
    assert labelled([((100.0, 100.0), "M1")], crowd, WIDE, HIGH) == (None,)


def test_it_keeps_away_from_other_points() -> None:
    neighbour = (100.0 + 7.5 + 14 + MARK + 1, 100.0)
    ((x, _),) = labelled([((100.0, 100.0), "M1")], [neighbour], WIDE, HIGH)
    assert x < 100
    assert CLEAR > MARK


def test_ends_of_an_axis_are_round() -> None:
    assert span([120.0, 2400.0]) == (0, 2500)
    assert span([7.4]) == (0, 8)
    assert span([-30.0, 100.0]) == (-50, 100)
    low, high = span([])
    assert low < high
