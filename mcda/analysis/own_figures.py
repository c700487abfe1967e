"""The least change of an action's own figure that turns whether it is selected, exactly.

No portfolio without the action depends on its figures: the best of them is a fixed mark. An action that
is in stays in as long as some portfolio with it reaches the mark. Each such portfolio does so on an
interval of levels, its amounts being linear in the figure; so the end is walked to from interval to
interval. For an action that is out, the nearest level at which some portfolio reaches the mark is asked
of one model (`mcda.optimise.parametric`); where there is none, levels are sampled, and nobody claims
that the change found is the least.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from math import floor

from mcda.analysis.knobs import Knob
from mcda.analysis.standing import Inquiry, Standing, Turn
from mcda.optimise.parametric import nearest
from mcda.portfolio.enumeration import all_relations
from mcda.portfolio.quantities import ScenarioQuantities
from mcda.portfolio.tally import Tally
from mcda.portfolio.verdicts import slack
from mcda.rules.base import Amount
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
        inside = 0
        while True:
            last = self._last(inside, direction, reach)
            if last >= reach:
                return None
            if not self._at(direction * (last + 1)).selected:
                break
            inside = last + 1
        end = last + 1
        if not self._at(direction * last).selected:  # equals, told apart by what comes after
            inside, end = self._bisected(inside, last, direction)
        return self._turned(direction * end, direction, first=True)

    def _last(self, inside: int, direction: int, reach: int) -> int:
        """The last level at which the portfolio of a level inside would still be good enough."""
        side = self._at(direction * inside).inside
        if side is None:
            return inside
        here = self._slacks(direction * inside, side.chosen)
        low, high = inside, reach
        there = self._slacks(direction * high, side.chosen)
        if min(there) >= 0:
            return reach
        while high - low > 1:
            crossings = [
                low + (high - low) * max(one, Fraction(0)) / (max(one, Fraction(0)) - other)
                for one, other in zip(here, there, strict=True)
                if other < 0
            ]
            middle = min(max(floor(min(crossings)), low + 1), high - 1)
            slacks = self._slacks(direction * middle, side.chosen)
            if min(slacks) >= 0:
                low, here = middle, slacks
                after = self._slacks(direction * (low + 1), side.chosen)
                if min(after) < 0:
                    return low
            else:
                high, there = middle, slacks
        return low

    def _slacks(self, steps: int, chosen: frozenset[str]) -> list[Fraction]:
        """What a portfolio has left of each rule, and above the mark, at a level."""
        scores = score(self.knob.scenario(steps))
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
        far = self.inquiry.programme(self.knob.scenario(direction * reach))
        mark = self.base.outside
        if far is None or mark is None:
            return self._sampled(direction, reach)
        inquiry = self.inquiry
        found = nearest(
            self.base.programme, far, reach, inquiry.action, mark.levels[0], inquiry.pair, inquiry.clock
        )
        if found.status == "none":
            return None
        if found.status == "unknown":
            return self._sampled(direction, reach)
        end = self._just_inside(max(1, found.steps), direction, reach)
        if end is None:
            return self._sampled(direction, reach)
        first = found.verified and end - found.steps <= GAP
        return self._turned(direction * end, direction, first=first)

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
        near = 0
        for power in range(SAMPLES - 1, -1, -1):
            steps = max(1, reach // 4**power)
            if steps > near and self._at(direction * steps).selected not in (self.base.selected, None):
                turned, _ = self._bisected(steps, near, direction)
                return self._turned(direction * turned, direction, first=False)
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

    def _turned(self, steps: int, direction: int, *, first: bool) -> Turn:
        return Turn(steps, self._at(steps), self._at(steps - direction), first)
