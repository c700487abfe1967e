"""The least change of an action's own figure that turns whether it is selected, exactly.

No portfolio without the action depends on its figures: the best of them is a fixed mark. An action that
is in stays in as long as some portfolio with it reaches the mark. Each such portfolio does so on an
interval of levels, its amounts being linear in the figure; so the end is walked to from interval to
interval, between the knots of a value function. For an action that is out, the nearest level at which
some portfolio reaches the mark is asked of one model (`mcda.optimise.parametric`); where there is none,
levels are sampled, and nobody claims that the change found is the least.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from itertools import pairwise
from math import ceil, floor

from mcda.analysis.knobs import Knob
from mcda.analysis.standing import Inquiry, Standing, Turn, stages_of
from mcda.optimise.parametric import UNKNOWN, Nearest, nearest
from mcda.optimise.programme import Programme
from mcda.portfolio.enumeration import all_relations
from mcda.portfolio.quantities import ScenarioQuantities
from mcda.portfolio.tally import Tally
from mcda.portfolio.verdicts import POINTS, slack
from mcda.rules.base import Amount, Measure, Relation
from mcda.rules.curved import AnyRelation
from mcda.scoring import score

SAMPLES = 8
"""Levels that are looked at where no model finds the nearest, each four times as far as the last."""
GAP = 64
"""Steps within which rounding, or equals, may hide the end that was found."""


@dataclass
class OwnFigure:
    """One own figure of an action, with everything that was asked about it."""

    inquiry: Inquiry
    knob: Knob
    base: Standing
    _known: dict[int, Standing] = field(default_factory=dict)
    _programmes: dict[int, Programme | None] = field(default_factory=dict)
    _guessed: bool = False

    @property
    def certain(self) -> bool:
        """Whether nothing nearer than what was found turns it, and nothing at all where nothing was.

        Not where levels were sampled, where rules read what is no straight line in the figure, where
        options beside actions are decided, or later stages of the objective.
        """
        programme = self.base.programme
        scores = programme.scores
        plain = not (scores.starts or scores.sharings or scores.potentials or scores.alone)
        ends = (self._programme(self.knob.fewest), self._programme(self.knob.most))
        straight = all(end is not None and same_measures(programme, end) for end in ends)
        bent = self.knob.datum.table == "impacts" and self.knob.datum.field not in scores.valuation.own
        alone = len(stages_of(programme)) == 1
        return (
            plain
            and straight
            and alone
            and not self._guessed
            and not (bent and _reads_points(programme))
        )

    def _programme(self, steps: int) -> Programme | None:
        if steps == 0:
            return self.base.programme
        if steps not in self._programmes:
            self._programmes[steps] = self.inquiry.programme(self.knob.scenario(steps))
        return self._programmes[steps]

    def _pieces(self, direction: int, reach: int) -> list[int]:
        """The ends of the stretches on which the figure is a straight line in points."""
        knots = [reach]
        if self.knob.datum.table == "impacts":
            worth, leaf = self.base.programme.scores.valuation, self.knob.datum.field
            for start, *_ in worth.curves[leaf].segments():
                if start is not None:
                    exact = direction * (start - worth.zeros[leaf] - self.knob.now) / self.knob.step
                    knots += [floor(exact), ceil(exact)]
        found = [0, *sorted({knot for knot in knots if 0 < knot <= reach})]
        changes = [end for pair in pairwise(found) for end in self._changes_of_unit(direction, *pair)]
        return sorted({*found[1:], *changes})

    def _changes_of_unit(self, direction: int, start: int, end: int) -> list[int]:
        """Both sides of each level between two at which points are counted in another unit."""
        if end - start < 2 or self._unit(direction * start) == self._unit(direction * end):
            return []
        low, high = start, end
        while high - low > 1:
            middle = (low + high) // 2
            same = self._unit(direction * middle) == self._unit(direction * start)
            low, high = (middle, high) if same else (low, middle)
        return [low, high, *self._changes_of_unit(direction, high, end)]

    def _unit(self, steps: int) -> Fraction:
        return score(self.knob.scenario(steps)).unit

    def turn(self, direction: int) -> Turn | None:
        """Where it turns, going up (1) or down (-1); None where it does nowhere in range."""
        reach = self.knob.most if direction > 0 else -self.knob.fewest
        if reach < 1:
            return None
        if self.base.selected:
            return self._leaves(direction, reach)
        return self._enters(direction, reach)

    def _at(self, steps: int) -> Standing:
        if steps == 0:
            return self.base
        if steps not in self._known:
            standing = self.inquiry.at(self.knob.scenario(steps), self.base)
            self._known[steps] = standing or self.base
        return self._known[steps]

    # ---------------------------------------------------------------- out of the portfolio

    def _leaves(self, direction: int, reach: int) -> Turn | None:
        """Walk from interval to interval until no portfolio with the action is good enough."""
        if self.base.outside is None:  # without it there is nothing, whatever its figures
            return None
        inside, pieces = 0, self._pieces(direction, reach)
        while True:
            end = next(piece for piece in pieces if piece > inside)
            last = self._last(inside, direction, end)
            if last >= reach:
                return None
            if last == end and self._at(direction * end).selected:
                inside = end
                continue
            if not self._at(direction * (last + 1)).selected:
                break
            inside = last + 1
        end = last + 1
        if last and not self._at(direction * last).selected:  # equals, told apart by what comes after
            inside, end = self._bisected(inside, last, direction)
        return self._turned(direction * end, direction)

    def _last(self, inside: int, direction: int, reach: int) -> int:
        """The last level at which the portfolio of a level inside would still be good enough."""
        side = self._at(direction * inside).inside
        if side is None:
            return inside
        here = self._slacks(direction * inside, side.chosen)
        low, high = inside, reach
        there = self._slacks(direction * high, side.chosen)
        if there and min(there) >= 0:
            return reach
        while high - low > 1:
            middle = min(max(_crossing(low, high, here, there), low + 1), high - 1)
            slacks = self._slacks(direction * middle, side.chosen)
            if slacks and min(slacks) >= 0:
                low, here = middle, slacks
                after = self._slacks(direction * (low + 1), side.chosen)
                if not after or min(after) < 0:
                    return low
            else:
                high, there = middle, slacks
        return low

    def _slacks(self, steps: int, chosen: frozenset[str]) -> list[Fraction]:
        """What a portfolio has left of each rule, and above the mark, at a level.

        Nothing where some of its options are not there: a fund gives no more than what is to be paid.
        """
        scores = score(self.knob.scenario(steps))
        if not chosen <= scores.options.keys():
            return []
        q, tally = ScenarioQuantities(scores), Tally(scores, chosen)
        rooms = [slack(relation, tally) for relation in all_relations(q)]
        mark = self.base.outside
        if mark is not None:
            target = next(iter(scores.scenario.objective.stages(q)))
            level = tally.of(target) if isinstance(target, Amount) else tally.at(target)
            rooms.append(level - mark.levels[0])
        return rooms

    # ---------------------------------------------------------------- into the portfolio

    def _enters(self, direction: int, reach: int) -> Turn | None:
        start = 0
        for piece in self._pieces(direction, reach):
            found = self._nearest(direction, start, piece)
            if found.status == "none":
                start = piece
                continue
            steps = start + found.steps
            end = self._just_inside(max(1, steps), direction, reach) if found.status == "found" else None
            if end is None:
                return self._sampled(direction, reach)
            self._guessed |= not found.verified or end - steps > GAP
            return self._turned(direction * end, direction)
        return None

    def _nearest(self, direction: int, start: int, end: int) -> Nearest:
        """The nearest level of a stretch at which some portfolio with the action is good enough."""
        now, far = self._programme(direction * start), self._programme(direction * end)
        if end - start == 1:
            is_in = self._at(direction * end).selected
            return Nearest("found", 1, verified=True) if is_in else Nearest("none", verified=True)
        if now is None or far is None or not same_measures(now, far):
            return UNKNOWN
        mark, inquiry = self.base.outside, self.inquiry
        if now.scores.unit != self.base.programme.scores.unit:
            mark = self._at(direction * start).outside
        if mark is None:
            return UNKNOWN
        level, pair = mark.levels[0], inquiry.pair
        return nearest(now, far, end - start, inquiry.action, level, pair, inquiry.clock)

    def _just_inside(self, steps: int, direction: int, reach: int) -> int | None:
        """The first level from here on at which the action is in, but for rounding and equals."""
        if self._at(direction * steps).selected:
            return steps
        outside, ahead = steps, 1
        while steps + ahead <= reach:
            if self._at(direction * (steps + ahead)).selected:
                return self._bisected(steps + ahead, outside, direction)[0]
            outside, ahead = steps + ahead, 2 * ahead
        return None

    # ---------------------------------------------------------------- both

    def _sampled(self, direction: int, reach: int) -> Turn | None:
        """The nearest of some levels that turns it, and the end between it and the one before."""
        self._guessed, near = True, 0
        for power in range(SAMPLES - 1, -1, -1):
            steps = max(1, reach // 4**power)
            if steps > near and self._at(direction * steps).selected not in (self.base.selected, None):
                turned, _ = self._bisected(steps, near, direction)
                return self._turned(direction * turned, direction)
            near = max(near, steps)
        return None

    def _bisected(self, one: int, other: int, direction: int) -> tuple[int, int]:
        """Neighbours between two levels at which the action stands otherwise, each like its own end."""
        kind = self._at(direction * one).selected
        while abs(one - other) > 1:
            middle = (one + other) // 2
            if self._at(direction * middle).selected == kind:
                one = middle
            else:
                other = middle
        return one, other

    def _turned(self, steps: int, direction: int) -> Turn:
        return Turn(steps, self._at(steps), self._at(steps - direction), self.certain)


def _crossing(low: int, high: int, here: list[Fraction], there: list[Fraction]) -> int:
    """Where the first slack would be used up on straight lines; the middle where there are none."""
    if len(here) != len(there):
        return (low + high) // 2
    return min(
        floor(low + (high - low) * max(one, Fraction(0)) / (max(one, Fraction(0)) - other))
        for one, other in zip(here, there, strict=True)
        if other < 0
    )


def same_measures(one: Programme, other: Programme) -> bool:
    """Whether the rules of both add up the same measures: none that counts actions above a level."""
    pairs = zip(one.relations, other.relations, strict=False)
    alike = all(_measures(here) == _measures(there) for here, there in pairs)
    return alike and len(one.relations) == len(other.relations)


def _measures(relation: AnyRelation) -> list[Measure]:
    parts = [relation.margin] if isinstance(relation, Relation) else relation.function.parts
    return [measure for part in parts for measure in part.terms]


def _reads_points(programme: Programme) -> bool:
    return any(m.kind in POINTS for relation in programme.relations for m in _measures(relation))
