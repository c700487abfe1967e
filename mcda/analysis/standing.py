"""Where one action stands in a scenario: the best portfolio with it beside the best without it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from mcda.errors import Infeasible
from mcda.model import Scenario
from mcda.optimise.engines import Clock
from mcda.optimise.fronts.best import Contender
from mcda.optimise.prepare import prepared
from mcda.optimise.programme import Programme, formulate
from mcda.optimise.prove import Pair, choose_engines, prove_in_turn
from mcda.optimise.replacement import forced
from mcda.optimise.search import contest, is_empty, patience_after
from mcda.portfolio.enumeration import MOST_COMBINATIONS, Enumeration
from mcda.rules.base import Amount
from mcda.rules.curved import Target, reaches

Levels = tuple[Fraction, ...]
KEPT = 64
"""Portfolios that were best somewhere, of which one may be nearly the best elsewhere."""


@dataclass(frozen=True)
class Side:
    """The best portfolio with an action, or without it."""

    chosen: frozenset[str]
    levels: Levels
    """Of each stage of the objective."""


@dataclass(frozen=True)
class Standing:
    """Both sides; None where the rules leave no portfolio."""

    programme: Programme
    inside: Side | None
    outside: Side | None
    selected: bool | None
    """Whether `solve` would select the action; None where no portfolio is left."""

    @property
    def is_tie(self) -> bool:
        """Whether both sides are worth the same, so that the order among equals decides."""
        sides = self.inside, self.outside
        return sides[0] is not None and sides[1] is not None and sides[0].levels == sides[1].levels

    def side(self, selected: bool) -> Side | None:
        return self.inside if selected else self.outside


@dataclass(frozen=True)
class Turn:
    """Where a figure turns whether the action is selected."""

    steps: int
    """From now to the first level at which it stands otherwise."""
    standing: Standing
    """There."""
    before: Standing
    """One step nearer."""
    first: bool
    """Nothing nearer turns it, the same way."""


@dataclass(frozen=True)
class Inquiry:
    """How one action is asked about."""

    action: str
    engine: str
    clock: Clock
    _best: dict[frozenset[str], None] = field(default_factory=dict, compare=False)
    """What was best so far, the latest last."""

    @property
    def pair(self) -> Pair:
        return choose_engines(self.engine)

    def programme(self, scenario: Scenario) -> Programme | None:
        """The model of a scenario; None where what its rules must know beforehand is impossible."""
        try:
            return formulate(prepared(scenario, engine=self.engine, clock=self.clock))
        except Infeasible:
            return None

    def best(self, programme: Programme, selected: bool) -> Side | None:
        """The best portfolio with the action, or without it."""
        return self.best_of(forced(programme, self.action, selected))

    def best_of(self, programme: Programme) -> Side | None:
        """The best portfolio of a programme, ties aside; `TimeoutError` where the clock stops first."""
        stages = stages_of(programme)
        chosen = self._near_known(programme, stages)
        if chosen is not None:
            return self._side(programme, stages, chosen)
        if len(stages) == 1:
            found = contest(programme, stages[0], self.pair, self.clock)
        else:
            found = prove_in_turn(programme, stages, self.pair, self.clock, canonical=False).found
        if found.status == "infeasible":
            return None
        if found.status != "optimal" or found.chosen is None:
            raise TimeoutError
        return self._side(programme, stages, found.chosen)

    def _side(self, programme: Programme, stages: Sequence[Target], chosen: frozenset[str]) -> Side:
        self._best.pop(chosen, None)
        self._best[chosen] = None
        return Side(chosen, tuple(programme.level(stage, chosen) for stage in stages))

    def _near_known(self, programme: Programme, stages: Sequence[Target]) -> frozenset[str] | None:
        """The best portfolio, where bounds alone settle it from what was best elsewhere."""
        if len(stages) > 1 or not isinstance(stages[0], Amount) or programme.tolerance:
            return None
        one = Contender.of(programme, stages[0]) if self.engine == "auto" else None
        return None if one is None else one.best(list(self._best)[-KEPT:], self.clock)

    def at(self, scenario: Scenario, known: Standing | None = None) -> Standing | None:
        """Where the action stands in a changed scenario.

        `known` is a standing whose best portfolio without the action is that of this scenario too,
        save where the unit of value is another.
        """
        programme = self.programme(scenario)
        if programme is None:
            return None
        inside = self.best(programme, selected=True)
        same = known is not None and known.programme.scores.unit == programme.scores.unit
        outside = known.outside if known is not None and same else self.best(programme, selected=False)
        return self.judged(programme, inside, outside)

    def judged(self, programme: Programme, inside: Side | None, outside: Side | None) -> Standing:
        """Which of the two sides `solve` would show."""
        if inside is None or outside is None:
            selected = None if inside is outside else inside is not None
        elif inside.levels != outside.levels:
            selected = inside.levels > outside.levels
        else:
            stages = stages_of(programme)
            chosen = prove_in_turn(programme, stages, self.pair, self.clock).found.chosen
            selected = chosen is not None and self.action in chosen
        return Standing(programme, inside, outside, selected)

    def is_confirmed(self, standing: Standing) -> bool:
        """Whether a second engine, or enumeration, finds no better portfolio of the side that lost."""
        if standing.selected is None:
            return False
        programme = forced(standing.programme, self.action, not standing.selected)
        won = standing.side(standing.selected)
        if won is None:
            return False
        stages = stages_of(programme)
        level = reaches("better", stages[0], won.levels[0], ">")
        if programme.scores.combinations <= MOST_COMBINATIONS:
            every = Enumeration(programme.columns, (*programme.relations, level))
            return next(every.feasible(), None) is None
        if isinstance(stages[0], Amount):
            one = Contender.of(programme, stages[0])
            beaten = None if one is None else one.beats(won.chosen, self.clock)
            if beaten is not None:
                return not beaten
        return is_empty(programme.plus(level), self.pair[1], self.clock.within(patience_after(1)))


def stages_of(programme: Programme) -> Sequence[Target]:
    """What the scenario of a programme maximises in turn."""
    return tuple(programme.scores.scenario.objective.stages(programme.q))
