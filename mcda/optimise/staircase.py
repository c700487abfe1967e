"""What a rule costs, level by level: an exact staircase, walked without bisection.

The best value under a level of a parameter falls in steps as the level is tightened. The best
portfolio reaches some level; the best one among those that reach a strictly tighter level is the
next step, or, worth the same, shows that the step is longer. Where there is none, the last level
that anything reaches is known. Every answer is proven and put to the second engine.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from mcda.optimise.engines import Clock, Engine
from mcda.optimise.programme import Programme
from mcda.optimise.prove import Proven, prove
from mcda.optimise.recorded import proven_once
from mcda.optimise.search import maximise
from mcda.portfolio.strictness import Strictness
from mcda.rules.base import Relation, fixed
from mcda.rules.curved import AnyRelation
from mcda.runs.journal import FORGETFUL, Journal

Pair = tuple[Engine, Engine]


@dataclass(frozen=True)
class Step:
    """The best value from the step before, or from the level asked for, up to a level."""

    level: Fraction | None
    """The tightest level at which this value is possible; None where every level is met."""
    value: Fraction
    """Points."""
    chosen: frozenset[str]
    """A portfolio that is worth this and meets the rule at this level: what it selects."""
    asked: Fraction | None = None
    """The level asked for; None where the step begins just beyond the one before."""


@dataclass(frozen=True)
class Staircase:
    """Steps, from loose to tight."""

    steps: tuple[Step, ...]
    complete: bool
    """Nothing that was asked is left open: no portfolio reaches a tighter level than the last."""
    verified: bool
    """The second engine, or enumeration, agreed with every answer."""

    def since(self, start: Fraction | None) -> tuple[Step, ...]:
        """The steps, of which nothing is known at levels looser than the first asked for, if any."""
        if start is None:
            return self.steps
        return (*(replace(step, asked=start) for step in self.steps[:1]), *self.steps[1:])


@dataclass(frozen=True)
class Walk:
    """How a staircase is walked."""

    programme: Programme
    """The other rules, and what the rule asks whatever its level (`Strictness.ground`)."""
    strictness: Strictness
    pair: Pair
    clock: Clock
    canonical: bool = False
    """Break ties at every step, as `solve` does: two more solves each."""
    journal: Journal = FORGETFUL
    """What is known of this rule and parameter, among the same other rules."""

    def best_at(self, level: Fraction | None, known: Proven) -> Proven:
        """The best portfolio at a level (any, for None): `known`, best under less, if it will do."""
        relations = () if level is None else self.strictness.at(level)
        chosen = known.found.chosen
        if chosen is not None and self.programme.plus(*relations).admits(chosen):
            return known
        return self._best(f"at {level}", relations)

    def all_steps(self, first: Proven, end: Fraction | None = None) -> Staircase:
        """Every step from the best portfolio at the first level until level `end` is passed."""
        proven, steps, verified = first, list[Step](), True
        while proven.found.status == "optimal":
            verified = verified and proven.verification.verified != "no"
            step = self._step(proven)
            if steps and steps[-1].value == step.value:
                steps.pop()
            steps.append(step)
            if step.level is None or self._is_last(step.level, end):
                return Staircase(self._settled(steps), True, verified)
            proven = self._best(f"beyond {step.level}", self.strictness.beyond(step.level))
        return self._ended(steps, proven, verified)

    def steps_at(self, levels: Sequence[Fraction], first: Proven) -> Staircase:
        """The steps that hold these levels, from loose to tight; `first` is the best at any level."""
        proven, steps, verified = first, list[Step](), True
        for level in levels:
            if steps and not self.strictness.tighter(level, steps[-1].level):
                continue
            proven = self.best_at(level, proven)
            if proven.found.status != "optimal":
                return self._ended(steps, proven, verified)
            verified = verified and proven.verification.verified != "no"
            steps.append(self._step(proven, level))
        return Staircase(self._settled(steps), True, verified)

    def last_feasible(self, chosen: frozenset[str]) -> tuple[Fraction | None, bool]:
        """The tightest level that any portfolio reaches, from one of the ground; whether it is proven.

        What keeps a portfolio from a tighter level is pushed as far as it goes, as long as there is
        something (Dinkelbach 1967, for a ratio). In the end both engines find nothing tighter; where
        the clock stops first, the level so far.
        """
        asker, other = self.pair
        agreed = False
        while True:
            level = self.strictness.reached(chosen)
            if level is None or self.strictness.is_edge(level):
                return level, True
            tighter = self.programme.plus(*self.strictness.beyond(level))
            answer = maximise(tighter, self.strictness.binding(chosen, level), asker, self.clock)
            if answer.chosen is not None:
                chosen, agreed = answer.chosen, False
            elif answer.status != "infeasible" or agreed:
                return level, agreed and answer.status == "infeasible"
            else:
                asker, other, agreed = other, asker, True

    def _best(self, where: str, relations: tuple[AnyRelation, ...]) -> Proven:
        def proven() -> Proven:
            programme = self.programme.plus(*relations)
            return prove(programme, programme.q.value(), self.pair, self.clock, canonical=False)

        return proven_once(self.journal, where, proven)

    def _step(self, proven: Proven, asked: Fraction | None = None) -> Step:
        chosen, value = proven.found.chosen, proven.found.level
        if chosen is None or value is None:
            raise ValueError("a proven optimum has a portfolio")
        return Step(self.strictness.reached(chosen), value, chosen, asked)

    def _is_last(self, level: Fraction, end: Fraction | None) -> bool:
        past = end is not None and not self.strictness.tighter(end, level)
        return past or self.strictness.is_edge(level)

    def _ended(self, steps: list[Step], proven: Proven, verified: bool) -> Staircase:
        """After an answer that is no optimum: nothing tighter is possible, or the clock stopped."""
        complete = proven.found.status == "infeasible"
        agreed = verified and (proven.verification.verified != "no" or not complete)
        return Staircase(self._settled(steps), complete, agreed)

    def _settled(self, steps: list[Step]) -> tuple[Step, ...]:
        return tuple(self._tied(steps) if self.canonical else steps)

    def _tied(self, steps: list[Step]) -> Iterator[Step]:
        """The steps with the portfolio that `solve` would give of those that are worth as much."""
        value = self.programme.q.value()
        for step in steps:
            if step.level is None:
                yield step
                continue
            level = self.strictness.at(step.level)
            kept = Relation("value", value, ">=", fixed(step.value))
            proven = prove(self.programme.plus(*level, kept), value, self.pair, self.clock)
            chosen = proven.found.chosen if proven.canonical else step.chosen
            yield Step(step.level, step.value, chosen or step.chosen, step.asked)
