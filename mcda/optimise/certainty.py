"""Core and exterior actions, proven without all non-dominated portfolios.

An action is exterior if every portfolio with it is dominated, core if every one without it is. Guards
are asked for what none of them dominates on the side in question: where two engines find nothing, that
is proven. Where there is something, the best that dominates it, or itself, joins the guards; a
non-dominated portfolio on each side shows that an action is borderline.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal

from mcda.optimise.engines import Clock, Engine
from mcda.optimise.guards import Guarded, beyond
from mcda.optimise.programme import Programme
from mcda.optimise.search import maximise
from mcda.optimise.uncertain import UncertainModel
from mcda.portfolio.tally import Tally
from mcda.rules.base import Amount, Measure, Relation, fixed
from mcda.rules.curved import reaches

Class = Literal["core", "borderline", "exterior", "unknown"]
ROUNDS = 24
"""Guards that one question may add before it is left open."""


@dataclass(frozen=True)
class _Known:
    """Guards, and those of them that nothing dominates."""

    guarded: Guarded
    efficient: tuple[frozenset[str], ...] = ()

    def shows(self, action: str, *, selected: bool) -> bool:
        """Whether a non-dominated portfolio is known on that side."""
        return any((action in chosen) == selected for chosen in self.efficient)

    def with_best(self, chosen: frozenset[str], engine: Engine, clock: Clock) -> _Known | None:
        """With the best portfolio that dominates one, or itself; None if that is not found in time."""
        best = _best_above(self.guarded.model, chosen, engine, clock)
        if best is None:
            return None
        return _Known(self.guarded.joined_by(best), (*self.efficient, best))


def certain_classes(
    model: UncertainModel,
    known: Iterable[frozenset[str]],
    pair: tuple[Engine, Engine],
    clock: Clock,
) -> dict[str, Class]:
    """The class of each action, `unknown` where neither is proven in time.

    `known`: some portfolios of the model, to begin with.
    """
    found: dict[str, Class] = {}
    state = _Known(Guarded(model, model.programme))
    for chosen in known:
        if clock.over:
            break
        state = state.with_best(chosen, pair[0], clock) or state
    for action in model.programme.scores.actions:
        state, inside = _possible(state, action, True, pair, clock)
        state, outside = _possible(state, action, False, pair, clock)
        found[action] = _class(inside, outside)
    return found


def _class(inside: bool | None, outside: bool | None) -> Class:
    if inside is False:
        return "exterior"
    if outside is False:
        return "core"
    return "borderline" if inside and outside else "unknown"


def _possible(
    state: _Known, action: str, selected: bool, pair: tuple[Engine, Engine], clock: Clock
) -> tuple[_Known, bool | None]:
    """Whether some non-dominated portfolio has the action, or has it not; None if not proven."""
    count = Amount({Measure("count", (), frozenset({action})): Fraction(1)})
    side = Relation("side", count, "==", fixed(int(selected)))
    for _ in range(ROUNDS):
        if state.shows(action, selected=selected):
            return state, True
        if clock.over:
            break
        sought = beyond(state.guarded, side, pair, clock)
        if sought.chosen is None:
            return state, False if sought.nothing else None
        more = state.with_best(sought.chosen, pair[0], clock)
        if more is None:
            break
        state = more
        if state.guarded.dominate(sought.chosen):
            state = replace(state, guarded=state.guarded.without(sought.chosen))
    return state, None


def _best_above(
    model: UncertainModel, chosen: frozenset[str], engine: Engine, clock: Clock
) -> frozenset[str] | None:
    """A portfolio that dominates the given one and that nothing dominates; itself if nothing does.

    None if that is not known in time.
    """
    asked = _as_good_as(model, chosen)
    while not clock.over:
        found = maximise(asked, model.dominance.roughly(), engine, clock)
        if found.status == "infeasible":
            return chosen
        if found.chosen is None or found.status != "optimal":
            return None
        chosen = found.chosen
        asked = _as_good_as(model, chosen)
    return None


def _as_good_as(model: UncertainModel, chosen: frozenset[str]) -> Programme:
    """Portfolios that dominate one: never worse, and better with figures in the middle."""
    by, overall = model.dominance, model.dominance.overall()
    tally = Tally(model.programme.scores, chosen)
    over = model.programme.columns.decisions(tally)
    never_worse = (reaches("never_worse", by.worst_case(e, over), Fraction(0)) for e in by.extremes)
    return model.programme.plus(*never_worse, reaches("better", overall, tally.of(overall), ">"))
