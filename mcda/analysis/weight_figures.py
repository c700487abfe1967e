"""The least change of a criterion's weight that turns whether an action is selected.

Points of a swing, those of its siblings as they are: the value of a portfolio is linear in the part that
the criterion has of its family. So the best of either side, with the action and without it, is convex
(Eisner and Severance 1976): a chord bounds it from above, the lines of known portfolios from below.
Where the chord of the other side stays below the lines of its own, nothing turns; where they meet, both
sides are looked at, until nothing is left.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from math import floor

from mcda.analysis.knobs import Knob
from mcda.analysis.standing import Inquiry, Standing, Turn, stages_of
from mcda.portfolio.verdicts import POINTS
from mcda.rules.base import Amount, Relation

ROUNDS = 24
"""Looks along one weight; after them halves are taken, and nobody claims that the turn is the first."""
ROUNDS_WITHOUT_CLAIM = 6
"""The same where that cannot be claimed anyway."""


@dataclass
class WeightFigure:
    """One weight, with everything that was asked about it."""

    inquiry: Inquiry
    knob: Knob
    base: Standing
    _known: dict[int, Standing] = field(default_factory=dict)
    _guessed: bool = False

    def turn(self, direction: int) -> Turn | None:
        """Where it turns, going up (1) or down (-1); None where it does nowhere in range."""
        reach = self.knob.most if direction > 0 else -self.knob.fewest
        if reach < 1:
            return None
        steps = self._first(direction, 0, reach, [ROUNDS if self.certain else ROUNDS_WITHOUT_CLAIM])
        if steps is None:
            return None
        before = self._at(direction * (steps - 1))
        return Turn(direction * steps, self._at(direction * steps), before, self.certain)

    @property
    def certain(self) -> bool:
        """Whether the rules hold whatever the weights, and one linear stage is all there is."""
        programme = self.base.programme
        linear = all(isinstance(relation, Relation) for relation in programme.relations)
        read = (
            measure.kind
            for relation in programme.relations
            if isinstance(relation, Relation)
            for measure in relation.margin.terms
        )
        stages = stages_of(programme)
        plain = len(stages) == 1 and isinstance(stages[0], Amount)
        return linear and plain and not self._guessed and not any(kind in POINTS for kind in read)

    def _at(self, steps: int) -> Standing:
        if steps == 0:
            return self.base
        if steps not in self._known:
            self._known[steps] = self.inquiry.at(self.knob.scenario(steps)) or self.base
        return self._known[steps]

    def _is_turned(self, steps: int) -> bool:
        return self._at(steps).selected is (not self.base.selected)

    def _first(self, direction: int, near: int, far: int, rounds: list[int]) -> int | None:
        """The first level after `near`, where nothing has turned, up to `far`, that turns it."""
        while far - near > 1:
            if not rounds[0]:
                return self._bisected(direction, near, far)
            middle = self._doubtful(direction, near, far)
            if middle is None and not self._is_turned(direction * far):
                return None
            rounds[0] -= 1
            middle = (near + far) // 2 if middle is None else middle
            if self._is_turned(direction * middle):
                far = middle
                continue
            early = self._first(direction, near, middle, rounds)
            if early is not None:
                return early
            near = middle
        return far if self._is_turned(direction * far) else None

    def _bisected(self, direction: int, near: int, far: int) -> int | None:
        """The end between two levels, without a claim that it is the first."""
        self._guessed = True
        if not self._is_turned(direction * far):
            return None
        while far - near > 1:
            middle = (near + far) // 2
            if self._is_turned(direction * middle):
                far = middle
            else:
                near = middle
        return far

    def _doubtful(self, direction: int, near: int, far: int) -> int | None:
        """A level between two at which the other side may be as good; None where it cannot."""
        ends = [self._at(direction * steps) for steps in (near, far)]
        own = [standing.side(bool(self.base.selected)) for standing in ends]
        other = [standing.side(not self.base.selected) for standing in ends]
        if None in own or None in other:
            return None
        chord = [side.levels[0] for side in other if side is not None]
        lines = [
            [self._level(standing, side.chosen) for standing in ends] for side in own if side is not None
        ]
        allowance = sum((_rounding(standing) for standing in ends), Fraction(0))
        gaps = [[top - low for top, low in zip(chord, line, strict=True)] for line in lines]
        return self._where(direction * near, direction * far, gaps, allowance)

    def _level(self, standing: Standing, chosen: frozenset[str]) -> Fraction:
        programme = standing.programme
        return programme.level(stages_of(programme)[0], chosen)

    def _where(self, near: int, far: int, gaps: list[list[Fraction]], allowance: Fraction) -> int | None:
        """Where the least of two lines is not clearly negative first, as a level between two."""
        parts = [self._part(near), self._part(far)]
        corners = sorted({Fraction(0), Fraction(1), *_crossing(*gaps)})
        heights = [min(low + (high - low) * t for low, high in gaps) + allowance for t in corners]
        place = next((n for n, height in enumerate(heights) if n and height >= 0), None)
        if place is None:
            return None
        t0, t1, h0, h1 = corners[place - 1], corners[place], heights[place - 1], heights[place]
        root = t0 if h0 >= 0 else t0 + (t1 - t0) * -h0 / (h1 - h0)
        part = parts[0] + (parts[1] - parts[0]) * root
        steps = abs(self._steps(part))
        low, high = sorted((abs(near), abs(far)))
        return min(max(steps, low + 1), high - 1)

    def _part(self, steps: int) -> Fraction:
        """What the criterion has of its family."""
        points = self.knob.level(steps)
        whole = points + self.knob.beside
        return points / whole if whole else Fraction(0)

    def _steps(self, part: Fraction) -> int:
        """The level, rounded towards now, at which the criterion has a part of its family."""
        if part >= 1:
            return self.knob.most
        points = self.knob.beside * part / (1 - part)
        exact = (points - self.knob.now) / self.knob.step
        return floor(abs(exact)) * (1 if exact > 0 else -1)


def _rounding(standing: Standing) -> Fraction:
    """How far the values of the best of both sides may be from straight lines."""
    scores = standing.programme.scores
    sides = (side for side in (standing.inside, standing.outside) if side is not None)
    return sum((2 * scores.rounding_bound(side.chosen) for side in sides), Fraction(0))


def _crossing(one: list[Fraction], other: list[Fraction]) -> list[Fraction]:
    """Where two lines over 0..1, given by their ends, cross in between."""
    near, far = one[0] - other[0], one[1] - other[1]
    return [near / (near - far)] if near * far < 0 else []
