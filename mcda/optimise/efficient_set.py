"""All portfolios that no other dominates under incomplete information."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from mcda.optimise.efficient_labels import efficient_by_labels, label_problem
from mcda.optimise.engines import Clock, Engine
from mcda.optimise.fronts.problem import Selected
from mcda.optimise.guards import Guarded, beyond, row_of
from mcda.optimise.uncertain import UncertainModel
from mcda.portfolio.columns import Integers
from mcda.portfolio.dominance import Worth
from mcda.portfolio.enumeration import MOST_COMBINATIONS, Enumeration
from mcda.runs.journal import FORGETFUL, Journal
from mcda.runs.progress import Listener, Progress, unheard
from mcda.wording import N_

MOST_SOLVES = 60
"""Portfolios found one by one; each more makes the next solve larger."""
MOST_PORTFOLIOS = 20_000
"""More non-dominated portfolios than that are not listed: the answer is then incomplete."""


@dataclass(frozen=True)
class EfficientSet:
    """Non-dominated portfolios, one per row; portfolios that differ by dates or payers alone are one."""

    decisions: Integers
    worth: Worth
    complete: bool
    """Whether these are all of them; otherwise some of these may be dominated."""

    def __len__(self) -> int:
        return len(self.decisions)

    def portfolios(self, model: UncertainModel) -> list[frozenset[str]]:
        """Their options."""
        place = model.programme.columns.position
        return [frozenset(o for o, p in place.items() if row[p]) for row in self.decisions.tolist()]

    def at(self, rows: NDArray[np.intp]) -> EfficientSet:
        """Some of them."""
        return EfficientSet(self.decisions[rows], self.worth.at(rows), self.complete)


def efficient_set(
    model: UncertainModel,
    pair: tuple[Engine, Engine],
    clock: Clock,
    *,
    journal: Journal = FORGETFUL,
    listen: Listener = unheard,
) -> EfficientSet:
    """All non-dominated portfolios, as far as time and their number allow."""
    if model.programme.scores.combinations <= MOST_COMBINATIONS:
        return _by_enumeration(model, clock)
    problem = label_problem(model)
    if problem is None:
        return one_by_one(model, pair, clock, listen)
    most = MOST_PORTFOLIOS + 1
    selected, complete = efficient_by_labels(problem, most, clock, journal=journal, listen=listen)
    known = of_options(model, selected, complete=complete)
    if known.complete or clock.over:
        return known
    return one_by_one(model, pair, clock, listen, known)


def of_options(model: UncertainModel, selected: Selected, *, complete: bool) -> EfficientSet:
    """The non-dominated ones of portfolios that are given by their options."""
    enumeration = Enumeration(model.programme.columns, model.programme.relations)
    found = _merged(model, _nothing(model), enumeration.decisions_of(selected))
    if found is None:
        return replace(_nothing(model), complete=False)
    return replace(found, complete=complete)


def one_by_one(
    model: UncertainModel,
    pair: tuple[Engine, Engine],
    clock: Clock,
    listen: Listener = unheard,
    known: EfficientSet | None = None,
) -> EfficientSet:
    """What the portfolios known so far do not dominate, until nothing is left."""
    known = known or _nothing(model)
    guarded, rows = Guarded(model, model.programme), [known.decisions]
    for chosen in known.portfolios(model)[:MOST_SOLVES]:
        guarded = guarded.joined_by(chosen).without(chosen)
    complete = False
    while len(rows) <= MOST_SOLVES and not clock.over:
        listen(Progress(N_("{n} portfolios found"), {"n": len(rows) - 1}))
        sought = beyond(guarded, None, pair, clock)
        if sought.chosen is None:
            complete = sought.nothing
            break
        if not guarded.dominate(sought.chosen):
            rows.append(row_of(model, sought.chosen))
            guarded = guarded.joined_by(sought.chosen)
        guarded = guarded.without(sought.chosen)
    found = _merged(model, _nothing(model), np.concatenate(rows))
    return replace(_nothing(model) if found is None else found, complete=complete)


def _by_enumeration(model: UncertainModel, clock: Clock) -> EfficientSet:
    enumeration = Enumeration(model.programme.columns, model.programme.relations)
    found = _nothing(model)
    for decisions in enumeration.admitted():
        merged = _merged(model, found, decisions)
        if merged is None or clock.over:
            return EfficientSet(found.decisions, found.worth, complete=False)
        found = merged
    return found


def _nothing(model: UncertainModel) -> EfficientSet:
    none = np.zeros((0, model.programme.columns.size), dtype=np.int64)
    return EfficientSet(none, model.dominance.worth(none), complete=True)


def _merged(model: UncertainModel, found: EfficientSet, decisions: Integers) -> EfficientSet | None:
    """The non-dominated ones of those found and others; None where they are too many."""
    together = np.concatenate([found.decisions, decisions])
    together = together[_distinct(model, together)]
    worth = model.dominance.worth(together)
    kept = model.dominance.nondominated(worth, MOST_PORTFOLIOS)
    return None if kept is None else EfficientSet(together[kept], worth.at(kept), found.complete)


def _distinct(model: UncertainModel, decisions: Integers) -> NDArray[np.intp]:
    """Rows of portfolios with different actions, the first of each."""
    scores = model.programme.scores
    if not scores.starts and not scores.sharings:
        return np.arange(len(decisions))
    columns = [model.programme.columns.position[action] for action in scores.actions]
    _, first = np.unique(decisions[:, columns], axis=0, return_index=True)
    return np.asarray(np.sort(first))
