"""The least change of a rule's bound that turns whether an action is selected, exactly.

Loosened: the tightest level at which some portfolio of the other side is worth as much as the best is
found, and the best there; until the other side has overtaken. Tightened: the tightest level that any
portfolio of its own side reaches that is worth as much as the best of the other side; beyond it the
other side is ahead, unless it has lost as much. Levels are walked to as those of the price of a rule are
(`mcda.optimise.staircase`).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from math import ceil, floor

from mcda.analysis.knobs import Knob
from mcda.analysis.standing import Inquiry, Side, Standing, Turn, stages_of
from mcda.optimise.programme import Programme, formulate
from mcda.optimise.replacement import forced
from mcda.optimise.staircase import Walk
from mcda.portfolio.strictness import Strictness
from mcda.rules.curved import reaches

ROUNDS = 60
"""Steps along one bound."""


@dataclass
class RuleBound:
    """One bound of one rule, with everything that was asked about it."""

    inquiry: Inquiry
    knob: Knob
    base: Standing
    _known: dict[int, Standing | None] = field(default_factory=dict)

    def turn(self, direction: int) -> Turn | None:
        """Where it turns, going up (1) or down (-1); None where it does nowhere."""
        tightens = (direction > 0) == self._strictness.rises
        return self._tightened(direction) if tightens else self._loosened(direction)

    @property
    def _own(self) -> bool:
        return bool(self.base.selected)

    @cached_property
    def _others(self) -> Programme:
        """All other rules, and what this one asks whatever its level."""
        scores, name = self.base.programme.scores, self.knob.datum.id
        rules = {other: rule for other, rule in scores.scenario.all_rules.items() if other != name}
        programme = formulate(scores, rules)
        return programme.plus(*self._strict(programme).ground)

    @cached_property
    def _strictness(self) -> Strictness:
        return self._strict(self.base.programme)

    def _strict(self, programme: Programme) -> Strictness:
        rule = programme.scores.scenario.all_rules[self.knob.datum.id]
        return Strictness(rule, self.knob.datum.field, programme.columns, programme.q)

    @cached_property
    def certain(self) -> bool:
        """Whether nothing that rules must know beforehand hangs on this one; one stage is all."""
        scores = self.base.programme.scores
        return not scores.potentials and not scores.alone and len(stages_of(self.base.programme)) == 1

    def _at(self, steps: int) -> Standing | None:
        """None where the rule cannot take the level, or what rules must know is impossible."""
        if steps not in self._known:
            try:
                scenario = self.knob.scenario(steps)
            except ValueError:
                self._known[steps] = None
            else:
                self._known[steps] = self.inquiry.at(scenario)
        return self.base if steps == 0 else self._known[steps]

    def _loosened(self, direction: int) -> Turn | None:
        own, sense = self.base.side(self._own), ">="
        for _ in range(ROUNDS):
            if own is None:
                return None
            level, sure = self._tightest(not self._own, own, sense)
            if level is None:
                return None
            exact = direction * (level - self.knob.now) / self.knob.step
            steps = max(1, ceil(exact))
            there = self._at(direction * steps)
            if there is None:
                return None
            if there.selected is (not self._own):
                return self._turned(direction, steps, there, sure)
            own = there.side(self._own)
            sense = ">" if there.is_tie else ">="
        return None

    def _tightened(self, direction: int) -> Turn | None:
        other = self.base.side(not self._own)
        for _ in range(ROUNDS):
            if other is None:
                return None
            level, sure = self._tightest(self._own, other, ">=")
            if level is None:
                return None
            steps = max(0, floor(direction * (level - self.knob.now) / self.knob.step)) + 1
            there = self._at(direction * steps)
            if there is None or there.selected is None:
                return None
            if there.selected is (not self._own):
                return self._before_equals(direction, steps, sure, other)
            other = there.side(not self._own)
        return None

    def _before_equals(self, direction: int, steps: int, sure: bool, other: Side) -> Turn:
        """The turn, or where equals have turned it before: those of least cost are shown."""
        before = self._at(direction * (steps - 1)) or self.base
        if before.selected is not self._own or before.is_tie:
            level, known = self._tightest(self._own, other, ">")
            inside = 0
            if level is not None:
                inside = max(0, floor(direction * (level - self.knob.now) / self.knob.step))
            if self._is_turned(direction * (inside + 1)):
                steps, sure = inside + 1, sure and known
            elif before.selected is not self._own:
                sure = False
                while steps - inside > 1:
                    middle = (inside + steps) // 2
                    turned = self._is_turned(direction * middle)
                    inside, steps = (inside, middle) if turned else (middle, steps)
            else:
                sure = False
        return self._turned(direction, steps, self._at(direction * steps) or self.base, sure)

    def _is_turned(self, steps: int) -> bool:
        there = self._at(steps)
        return there is not None and there.selected is (not self._own)

    def _tightest(self, selected: bool, mark: Side, sense: str) -> tuple[Fraction | None, bool]:
        """The tightest level that a portfolio of one side reaches which is as good as a mark.

        None where there is no such portfolio, or it meets the rule at every level.
        """
        stage = stages_of(self._others)[0]
        worth = reaches("mark", stage, mark.levels[0], ">" if sense == ">" else ">=")
        programme = forced(self._others, self.inquiry.action, selected).plus(worth)
        best = self.inquiry.best_of(programme)
        if best is None:
            return None, True
        strictness = self._strict(programme)
        walk = Walk(programme, strictness, self.inquiry.pair, self.inquiry.clock)
        level, sure = walk.last_feasible(best.chosen)
        return (None, True) if strictness.is_edge(level) and selected == self._own else (level, sure)

    def _turned(self, direction: int, steps: int, there: Standing, sure: bool) -> Turn:
        before = self._at(direction * (steps - 1))
        kept = before is not None and before.selected is self._own
        return Turn(direction * steps, there, before or self.base, sure and kept and self.certain)
