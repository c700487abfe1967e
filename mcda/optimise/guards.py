"""Known portfolios on guard: what none of them dominates is looked for, and joins them.

A portfolio is not dominated by a guard if, at some extreme point, its best case against it is not
below zero (or they are tied). One of as many switches is on; rows are rounded outward, so that nothing
which is not dominated is lost. Where nothing is left, the guards dominate everything else.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from time import monotonic

import numpy as np

from mcda.optimise.engines import Clock, Engine
from mcda.optimise.linear import LIMB, Bounds, Term, rounded
from mcda.optimise.programme import Programme
from mcda.optimise.search import is_empty, maximise, patience_after
from mcda.optimise.uncertain import UncertainModel
from mcda.portfolio.columns import Integers
from mcda.portfolio.dominance import Worth
from mcda.portfolio.tally import Tally
from mcda.rules.base import Amount, Measure, Relation, fixed


@dataclass(frozen=True)
class Guarded:
    """A model, known portfolios, and a form that admits what none of them dominates."""

    model: UncertainModel
    form: Programme
    guards: tuple[frozenset[str], ...] = ()

    def dominate(self, chosen: frozenset[str]) -> bool:
        """Whether a guard dominates a portfolio, exactly."""
        worth, by = worth_of(self.model, chosen), self.model.dominance
        return any(bool(by.dominated(worth, worth_of(self.model, g))[0]) for g in self.guards)

    def joined_by(self, chosen: frozenset[str]) -> Guarded:
        """With one more guard."""
        if chosen in self.guards:
            return self
        form = _not_dominated_by(self.model, self.form, chosen)
        return replace(self, form=form, guards=(*self.guards, chosen))

    def without(self, chosen: frozenset[str]) -> Guarded:
        """No longer looking for these actions."""
        return replace(self, form=self.form.plus(another(self.model, chosen)))


@dataclass(frozen=True)
class Sought:
    """What a search beyond the guards ends with."""

    chosen: frozenset[str] | None
    nothing: bool
    """Whether two engines find that nothing is left."""


def beyond(guarded: Guarded, side: Relation | None, pair: tuple[Engine, Engine], clock: Clock) -> Sought:
    """A good portfolio that no guard dominates, on one side if named."""
    started = monotonic()
    asked = guarded.form if side is None else guarded.form.plus(side)
    found = maximise(asked, guarded.model.dominance.roughly(), pair[0], clock)
    if found.status != "infeasible":
        return Sought(found.chosen, nothing=False)
    soon = clock.within(patience_after(monotonic() - started))
    return Sought(None, nothing=is_empty(asked, pair[1], soon))


def _not_dominated_by(model: UncertainModel, programme: Programme, guard: frozenset[str]) -> Programme:
    over = model.programme.columns.decisions(Tally(model.programme.scores, guard))
    switches = []
    for extreme in model.dominance.extremes:
        programme, aim = programme.aiming(model.dominance.best_case(extreme, over))
        switch, form = programme.form.size, programme.form
        form = form.with_variable(f"switch{switch}", Bounds(0, 1))
        least = sum(min(c * form.bounds[v].low, c * form.bounds[v].high) for v, c in aim.terms)
        asked = aim.least(Fraction(0))
        reach = max(0, asked - least)
        row = [*(Term(v, -c) for v, c in aim.terms), Term(switch, reach)]
        row, bound = rounded(row, reach - asked, form.bounds, LIMB)
        programme = replace(programme, form=form.plus(row, "<=", bound))
        switches.append(Term(switch, 1))
    return replace(programme, form=programme.form.plus(switches, ">=", 1))


def another(model: UncertainModel, chosen: frozenset[str]) -> Relation:
    """Not the same actions."""
    actions = model.programme.scores.actions
    signs = {a: Fraction(1 if a in chosen else -1) for a in actions}
    amount = Amount({Measure("count", (), frozenset({a})): sign for a, sign in signs.items()})
    return Relation("another", amount, "<=", fixed(len(chosen & actions.keys()) - 1))


def row_of(model: UncertainModel, chosen: frozenset[str]) -> Integers:
    """All decisions of a portfolio, as one row."""
    columns = model.programme.columns
    decisions = columns.decisions(Tally(model.programme.scores, chosen))
    return np.array([[decisions[place] for place in range(columns.size)]], dtype=np.int64)


def worth_of(model: UncertainModel, chosen: frozenset[str]) -> Worth:
    """What a portfolio is worth."""
    return model.dominance.worth(row_of(model, chosen))
