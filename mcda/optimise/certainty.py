"""Core and exterior actions, proven without all non-dominated portfolios.

An action is exterior if every portfolio with it is dominated, core if every one without it is. Known
portfolios stand guard: a solve looks for one on the side in question that none of them dominates.
Where there is none, that is proven. Where there is one, the best that dominates it, or itself, joins
the guards; a non-dominated portfolio on each side proves an action borderline.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal

import numpy as np

from mcda.optimise.engines import Clock, Engine
from mcda.optimise.linear import LIMB, Bounds, Term, rounded
from mcda.optimise.programme import Programme
from mcda.optimise.search import Found, is_empty, maximise
from mcda.optimise.uncertain import UncertainModel
from mcda.portfolio.columns import Integers
from mcda.portfolio.dominance import Worth
from mcda.portfolio.tally import Tally
from mcda.rules.base import Amount, Measure, Relation, fixed
from mcda.rules.curved import reaches

Class = Literal["core", "borderline", "exterior", "unknown"]
ROUNDS = 24
"""Guards that one question may add before it is left open."""


@dataclass(frozen=True)
class _Guarded:
    """A model, known portfolios, and the form in which none of them may dominate."""

    model: UncertainModel
    form: Programme
    guards: tuple[frozenset[str], ...] = ()
    efficient: tuple[frozenset[str], ...] = ()
    """Those of which it is known that nothing dominates them."""

    def with_guard(self, chosen: frozenset[str], *, efficient: bool) -> _Guarded:
        known = self.efficient + ((chosen,) if efficient and chosen not in self.efficient else ())
        if chosen in self.guards:
            return replace(self, efficient=known)
        return replace(
            self,
            form=_not_dominated_by(self.model, self.form, chosen),
            guards=(*self.guards, chosen),
            efficient=known,
        )

    def shows(self, action: str, *, selected: bool) -> bool:
        """Whether a non-dominated portfolio is known on that side."""
        return any((action in chosen) == selected for chosen in self.efficient)

    def worth(self, chosen: frozenset[str]) -> Worth:
        return self.model.dominance.worth(_row(self.model, chosen))

    def dominates_one(self, chosen: frozenset[str]) -> bool:
        """Whether a guard dominates a portfolio."""
        worth = self.worth(chosen)
        by = self.model.dominance
        return any(bool(by.dominated(worth, self.worth(guard))[0]) for guard in self.guards)


def certain_classes(
    model: UncertainModel, pair: tuple[Engine, Engine], clock: Clock
) -> Mapping[str, Class]:
    """The class of each action, `unknown` where neither is proven in time."""
    guarded = _Guarded(model, model.programme)
    found: dict[str, Class] = {}
    best = _best(model, model.programme, pair[0], clock)
    if best.chosen is not None:
        guarded, _ = _with_best(guarded, best.chosen, pair, clock)
    for action in model.programme.scores.actions:
        guarded, inside = _possible(guarded, action, True, pair, clock)
        guarded, outside = _possible(guarded, action, False, pair, clock)
        found[action] = _class(inside, outside)
    return found


def _class(inside: bool | None, outside: bool | None) -> Class:
    if inside is False:
        return "exterior"
    if outside is False:
        return "core"
    return "borderline" if inside and outside else "unknown"


def _possible(
    guarded: _Guarded, action: str, selected: bool, pair: tuple[Engine, Engine], clock: Clock
) -> tuple[_Guarded, bool | None]:
    """Whether some non-dominated portfolio has the action, or has it not; None if not proven."""
    side = Relation("side", _count(action), "==", fixed(int(selected)))
    for _ in range(ROUNDS):
        if guarded.shows(action, selected=selected):
            return guarded, True
        if clock.over:
            break
        asked = guarded.form.plus(side)
        found = _best(guarded.model, asked, pair[0], clock)
        if found.status == "infeasible":
            confirmed = is_empty(asked, pair[1], clock)
            return guarded, False if confirmed else None
        if found.chosen is None:
            break
        before = len(guarded.guards)
        guarded, settled = _with_best(guarded, found.chosen, pair, clock)
        if not settled:
            break
        if len(guarded.guards) == before or guarded.dominates_one(found.chosen):
            guarded = replace(guarded, form=guarded.form.plus(_another(guarded.model, found.chosen)))
    return guarded, None


def _with_best(
    guarded: _Guarded, chosen: frozenset[str], pair: tuple[Engine, Engine], clock: Clock
) -> tuple[_Guarded, bool]:
    """With the best portfolio that dominates one, or itself where none does."""
    better = _dominating(guarded.model, chosen, pair, clock)
    if better is None:
        return guarded, False
    return guarded.with_guard(better, efficient=True), True


def _dominating(
    model: UncertainModel, chosen: frozenset[str], pair: tuple[Engine, Engine], clock: Clock
) -> frozenset[str] | None:
    """A non-dominated portfolio that is the given one or dominates it; None if not proven."""
    asked = _as_good_as(model, chosen)
    while not clock.over:
        found = _best(model, asked, pair[0], clock)
        if found.status == "infeasible":
            return chosen if is_empty(asked, pair[1], clock) else None
        if found.chosen is None or found.status != "optimal":
            return None
        by = model.dominance
        if by.dominated(by.worth(_row(model, chosen)), by.worth(_row(model, found.chosen)))[0]:
            chosen = found.chosen
            asked = _as_good_as(model, chosen)
        else:
            asked = asked.plus(_another(model, found.chosen))
    return None


def _as_good_as(model: UncertainModel, chosen: frozenset[str]) -> Programme:
    """Portfolios that are never worse than one, and better with figures in the middle."""
    by, overall = model.dominance, model.dominance.overall()
    tally = Tally(model.programme.scores, chosen)
    over = model.programme.columns.decisions(tally)
    never_worse = (reaches("never_worse", by.worst_case(e, over), Fraction(0)) for e in by.extremes)
    return model.programme.plus(*never_worse, reaches("better", overall, tally.of(overall), ">"))


def _best(model: UncertainModel, programme: Programme, engine: Engine, clock: Clock) -> Found:
    return maximise(programme, model.dominance.overall(), engine, clock)


def _not_dominated_by(model: UncertainModel, programme: Programme, guard: frozenset[str]) -> Programme:
    """A form in which a portfolio is no worse than a guard for some admissible data.

    One of as many switches is on, each of which asks that of one extreme point; rows are rounded
    outward, so that nothing which is not dominated is lost.
    """
    over = model.programme.columns.decisions(Tally(model.programme.scores, guard))
    switches = []
    for extreme in model.dominance.extremes:
        programme, aim = programme.aiming(model.dominance.best_case(extreme, over))
        switch, form = programme.form.size, programme.form
        form = form.with_variable(f"switch{switch}", Bounds(0, 1))
        least = sum(min(c * form.bounds[v].low, c * form.bounds[v].high) for v, c in aim.terms)
        reach = max(0, aim.least(Fraction(0)) - least)
        row = [*(Term(v, -c) for v, c in aim.terms), Term(switch, reach)]
        row, bound = rounded(row, reach - aim.least(Fraction(0)), form.bounds, LIMB)
        programme = replace(programme, form=form.plus(row, "<=", bound))
        switches.append(Term(switch, 1))
    return replace(programme, form=programme.form.plus(switches, ">=", 1))


def _another(model: UncertainModel, chosen: frozenset[str]) -> Relation:
    """Not the same actions."""
    actions = model.programme.scores.actions
    signs = {a: Fraction(1 if a in chosen else -1) for a in actions}
    amount = Amount({Measure("count", (), frozenset({a})): sign for a, sign in signs.items()})
    return Relation("another", amount, "<=", fixed(len(chosen & actions.keys()) - 1))


def _count(action: str) -> Amount:
    return Amount({Measure("count", (), frozenset({action})): Fraction(1)})


def _row(model: UncertainModel, chosen: frozenset[str]) -> Integers:
    columns = model.programme.columns
    decisions = columns.decisions(Tally(model.programme.scores, chosen))
    return np.array([[decisions[place] for place in range(columns.size)]], dtype=np.int64)
