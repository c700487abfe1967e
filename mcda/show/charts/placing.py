"""Labels beside points: where each has room, so that none touches another label or a point.

Greedy and the same each time: those with the least room choose first, each the free side where it can
least be taken for the label of another point.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, hypot, log10

from mcda.show.charts.style import TEXT

Place = tuple[float, float]
"""Pixels from the left and from the top."""
LETTER = 0.62 * TEXT
"""Pixels that a letter of a label takes, on average; capitals and figures are wide."""
MARK = 5.5
"""Pixels from the middle of a point to its edge."""
NEAR = 7.5
"""Pixels from the middle of a point to its label."""
SLANT = 0.6
"""Of that distance, both ways, at the corners."""
CLEAR = 16.0
"""Pixels to another point beyond which nobody takes a label for its."""
BEYOND = 40
"""Pixels at the right of a plot where a label may still stand."""
STEPS = (1, 2, 5, 10)


@dataclass(frozen=True)
class Box:
    """A rectangle by its middle and half its sides."""

    x: float
    y: float
    wide: float
    high: float

    def touches(self, other: Box) -> bool:
        across = abs(self.x - other.x) < self.wide + other.wide
        return across and abs(self.y - other.y) < self.high + other.high

    def far_from(self, marks: Sequence[Box]) -> float:
        """Pixels to the middle of the nearest mark, `CLEAR` at most."""
        gaps = (
            hypot(max(abs(self.x - m.x) - self.wide, 0), max(abs(self.y - m.y) - self.high, 0))
            for m in marks
        )
        return min((CLEAR, *gaps))


def sides(place: Place, text: str) -> tuple[Box, ...]:
    """Where a label may stand: right, left, above, below, then the corners."""
    x, y = place
    wide, high = LETTER * len(text) / 2, TEXT / 2
    along, up = NEAR + wide, NEAR + high
    slant = SLANT * NEAR + wide, SLANT * NEAR + high
    corners = (
        (slant[0], -slant[1]),
        (slant[0], slant[1]),
        (-slant[0], -slant[1]),
        (-slant[0], slant[1]),
    )
    moves = ((along, 0.0), (-along, 0.0), (0.0, -up), (0.0, up), *corners)
    return tuple(Box(x + right, y + down, wide, high) for right, down in moves)


def labelled(
    named: Sequence[tuple[Place, str]], others: Sequence[Place], width: float, height: float
) -> tuple[Place | None, ...]:
    """The middle of each label in a plot of so many pixels; None where there is no room for it."""
    marks = [Box(x, y, MARK, MARK) for x, y in (*(place for place, _ in named), *others)]

    def free(number: int) -> list[Box]:
        """The clearest first, else in the order of `sides`."""
        place, text = named[number]
        around = [mark for other, mark in enumerate(marks) if other != number]
        boxes = [
            box
            for box in sides(place, text)
            if box.wide <= box.x <= width + BEYOND - box.wide and box.high <= box.y <= height - box.high
            if not any(box.touches(mark) for mark in around)
        ]
        return sorted(boxes, key=lambda box: -box.far_from(around))

    room = {number: free(number) for number in range(len(named))}
    taken: dict[int, Box] = {}
    for number in sorted(room, key=lambda number: (len(room[number]), number)):
        boxes = (box for box in room[number] if not any(box.touches(other) for other in taken.values()))
        found = next(boxes, None)
        if found is not None:
            taken[number] = found
    return tuple((taken[n].x, taken[n].y) if n in taken else None for n in range(len(named)))


def span(figures: Sequence[float], steps: int = 6) -> tuple[float, float]:
    """Round ends of an axis from 0, or below it, to the greatest figure, some `steps` apart."""
    low, high = min((0.0, *figures)), max((0.0, *figures))
    rough = (high - low or 1.0) / steps
    power = 10.0 ** floor(log10(rough))
    step = next(size * power for size in STEPS if size * power >= rough * 0.999)
    return floor(low / step) * step, max(ceil(high / step), 1) * step
