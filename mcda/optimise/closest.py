"""The portfolio that comes closest to relations which cannot all hold, exactly.

Every portfolio found violates some relation most; the next is asked to violate all of them by
less, first in coarse steps, in the end by one unit.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import lcm

from mcda.errors import Stopped
from mcda.optimise.engines import Clock, Engine
from mcda.optimise.linear import Bounds, Term
from mcda.optimise.programme import Programme, terms_of
from mcda.optimise.search import maximise
from mcda.portfolio.tally import Tally
from mcda.portfolio.verdicts import slack
from mcda.rules.base import Amount, Relation, fixed
from mcda.rules.curved import AnyRelation, Level
from mcda.scoring import Scores

STEPS = 2**12
"""Levels of violation that one solve tells apart."""


@dataclass(frozen=True)
class Closest:
    """A portfolio, and how far it is from the relations."""

    chosen: frozenset[str]
    violation: Fraction
    """The largest, in the user's unit of the relation; no portfolio has a smaller one."""
    relation: AnyRelation
    """The relation that is violated most."""


def closest(
    programme: Programme,
    relations: Sequence[AnyRelation],
    found: frozenset[str],
    engine: Engine,
    clock: Clock,
) -> Closest:
    """The least violation of `relations` by a portfolio of the programme, starting from one.

    `Stopped` is raised when the clock is over before the answer is certain.
    """
    while True:
        violation, relation = violation_of(programme.scores, relations, found)
        nearer = _coarsely_closer(programme, relations, violation, engine, clock)
        nearer = nearer or closer(programme, relations, violation, engine, clock)
        if nearer is None or violation == 0:
            return Closest(found, violation, relation)
        found = nearer


def any_portfolio(programme: Programme, engine: Engine, clock: Clock) -> frozenset[str] | None:
    """Some portfolio that meets the relations, None if there is none; `Stopped` without an answer."""
    found = maximise(programme, Amount(), engine, clock)
    if found.status == "unsolved":
        raise Stopped(interrupted=clock.cancelled.is_set())
    return found.chosen


def violation_of(
    scores: Scores, relations: Sequence[AnyRelation], chosen: frozenset[str]
) -> tuple[Fraction, AnyRelation]:
    """The largest violation of a portfolio, and the relation that it violates."""
    tally = Tally(scores, chosen)
    least, worst = min(((slack(r, tally), r) for r in relations), key=lambda pair: pair[0])
    return max(Fraction(0), -least), worst


def _margins(relations: Sequence[AnyRelation]) -> list[Amount]:
    """Amounts of linear relations that must not be negative."""
    straight = [relation for relation in relations if isinstance(relation, Relation)]
    return [r.margin for r in straight] + [-r.margin for r in straight if r.sense == "=="]


def closer(
    programme: Programme,
    relations: Sequence[AnyRelation],
    violation: Fraction,
    engine: Engine,
    clock: Clock,
) -> frozenset[str] | None:
    """A portfolio that violates the relations by strictly less."""
    return any_portfolio(programme.plus(*within(programme, relations, violation)), engine, clock)


def within(
    programme: Programme, relations: Sequence[AnyRelation], violation: Fraction, *, strictly: bool = True
) -> tuple[AnyRelation, ...]:
    """Relations that a portfolio meets if it violates the given ones by less (or by no more)."""
    allowed: list[AnyRelation] = [
        replace(relation, sense=">" if strictly else ">=", level=relation.level - violation)
        for relation in relations
        if isinstance(relation, Level)
    ]
    for margin in _margins(relations):
        steps = programme.columns.combination(margin).multiple.numerator
        finest = Fraction(1, lcm(steps, violation.denominator)) if strictly else Fraction(0)
        allowed.append(Relation("closer", margin + violation, ">=", fixed(finest)))
    return tuple(allowed)


def _coarsely_closer(
    programme: Programme,
    relations: Sequence[AnyRelation],
    violation: Fraction,
    engine: Engine,
    clock: Clock,
) -> frozenset[str] | None:
    """A portfolio with the least violation, told apart in steps of `violation / STEPS`."""
    if violation == 0:
        return None
    if any(isinstance(relation, Level) for relation in relations):
        return closer(programme, relations, violation / 2, engine, clock)
    form = programme.form.with_variable("violation", Bounds(0, STEPS - 1))
    steps = form.size - 1
    for margin in _margins(relations):
        whole = programme.columns.combination(margin)
        size = whole.multiple * violation / STEPS
        terms = [Term(v, c * size.denominator) for v, c in terms_of(whole)]
        terms.append(Term(steps, size.numerator))
        form = form.plus(terms, ">=", -whole.constant * size.denominator)
    solution = engine.solve(form.maximising([Term(steps, -1)]), clock)
    if solution.x is None:
        return None
    chosen = programme.chosen(solution.x)
    is_closer = (
        programme.admits(chosen) and violation_of(programme.scores, relations, chosen)[0] < violation
    )
    return chosen if is_closer else None
