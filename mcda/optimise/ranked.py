"""The best portfolio, the second best, and so on: each proven, each another set of actions.

A set of actions that was found is cut off, and the search goes on: best of what is left. Over years
and with funds a set of actions counts once, with the best options for it. Equals follow each other in
the order in which `solve` would take them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from time import monotonic

from mcda.optimise.engines import Clock, heeding_ctrl_c
from mcda.optimise.programme import Programme
from mcda.optimise.prove import Pair, Proven, prove_in_turn
from mcda.optimise.search import Found, Verification, contest, patience_after, verify
from mcda.optimise.ties import preferred
from mcda.portfolio.quantities import ScenarioQuantities
from mcda.rules.base import Amount, Relation, fixed
from mcda.rules.curved import Target

MOST_EQUALS = 20
"""Equals beyond those asked for that are listed to put them in order; more are told apart by solves."""

Levels = tuple[Fraction, ...]


@dataclass(frozen=True)
class Ranking:
    """Portfolios from the best down, each with its proof."""

    found: tuple[Proven, ...]
    complete: bool
    """As many as were asked for, or all there are; nothing was left unproven."""


def other_than(q: ScenarioQuantities, actions: Iterable[str]) -> Relation:
    """Not just this set of actions: at least one enters or leaves."""
    return Relation("other", flips(q, actions, q.scores.actions), ">=", fixed(1))


def flips(q: ScenarioQuantities, actions: Iterable[str], among: Iterable[str]) -> Amount:
    """How many actions of `among` are selected and not in a set, or in it and not selected."""
    inside = sorted(set(actions) & set(among))
    outside = sorted(set(among) - set(inside))
    entered = q.size("actions", outside) if outside else Amount()
    left = q.size("actions", inside) if inside else Amount()
    return entered - left + len(inside)


def actions_of(programme: Programme, chosen: frozenset[str] | None) -> frozenset[str]:
    """The actions among what a portfolio takes."""
    return (chosen or frozenset()).intersection(programme.scores.actions)


def levels_of(programme: Programme, stages: Sequence[Target], chosen: frozenset[str]) -> Levels:
    """What a portfolio reaches on each stage."""
    return tuple(programme.level(stage, chosen) for stage in stages)


def k_best(programme: Programme, stages: Sequence[Target], k: int, pair: Pair, clock: Clock) -> Ranking:
    """The k best portfolios, different sets of actions; fewer where there are no more.

    Where the clock stops first, those proven so far.
    """
    options = programme.scores
    if len(stages) > 1 or options.starts or options.tranches:
        return _one_by_one(programme, stages, k, pair, clock)
    listed = _all_together(programme, stages[0], k, pair, clock)
    return _one_by_one(programme, stages, k, pair, clock) if listed is None else listed


def _one_by_one(
    programme: Programme, stages: Sequence[Target], k: int, pair: Pair, clock: Clock
) -> Ranking:
    """Each proven as `solve` proves it, those before it cut off."""
    found: list[Proven] = []
    while len(found) < k:
        proven = prove_in_turn(programme, stages, pair, clock, gap=programme.tolerance)
        if proven.found.status == "infeasible":
            return Ranking(tuple(found), True)
        if proven.found.chosen is not None:
            found.append(proven)
        if proven.found.status != "optimal":
            return Ranking(tuple(found), False)
        programme = programme.plus(other_than(programme.q, actions_of(programme, proven.found.chosen)))
    return Ranking(tuple(found), True)


def _all_together(
    programme: Programme, objective: Target, k: int, pair: Pair, clock: Clock
) -> Ranking | None:
    """The same with one second opinion on all of them: nothing else is better than the last.

    Equals of the last are found too and put in order, which saves the solves that break ties. None
    where they are too many, or the second engine knows better.
    """
    started = monotonic()
    with heeding_ctrl_c(clock):
        found, last, others = _listed(programme, objective, k, pair, clock)
        if len(found) == k + MOST_EQUALS:
            return None
        nothing_left = last.status == "infeasible" or not found
        asked = replace(last, level=None if nothing_left else found[-1].level, bound=None)
        checked = Verification(asked, "no")
        if last.status in ("optimal", "infeasible") and not clock.over:
            patience = clock.within(patience_after(monotonic() - started))
            checked = verify(others, objective, asked, pair, patience)
    if checked.found != asked and checked.verified != "no":
        return None
    is_whole = last.status == "infeasible" or len(found) >= k
    unproven = [last] if not found and last.status == "feasible" else []
    listed = (_in_order(programme, found) or unproven)[:k]
    seconds = (monotonic() - started) / max(1, len(listed))
    return Ranking(
        tuple(
            Proven(one, replace(checked, found=one), is_whole, clock.cancelled.is_set(), seconds)
            for one in listed
        ),
        is_whole,
    )


def _listed(
    programme: Programme, objective: Target, k: int, pair: Pair, clock: Clock
) -> tuple[list[Found], Found, Programme]:
    """The k best with the equals of the last, the answer after them, and what was asked then."""
    found: list[Found] = []
    while True:
        last = contest(programme, objective, pair, clock)
        ahead = last.level is not None and len(found) >= k and last.level < (found[k - 1].level or 0)
        if last.status != "optimal" or last.chosen is None or ahead or len(found) == k + MOST_EQUALS:
            return found, last, programme
        found.append(last)
        programme = programme.plus(other_than(programme.q, actions_of(programme, last.chosen)))


def _in_order(programme: Programme, found: Sequence[Found]) -> list[Found]:
    """Portfolios in order of their levels, equals as `solve` prefers them."""

    def key(one: Found) -> tuple[Fraction, tuple[Fraction, ...]]:
        return one.level or Fraction(0), preferred(programme, one.chosen or frozenset())

    return sorted(found, key=key, reverse=True)
