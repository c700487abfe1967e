"""Portfolios that reach the same point of a front: all of them, or always the same one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from mcda.optimise.engines import Clock, Engine
from mcda.optimise.fronts.goals import Goal, Vector
from mcda.optimise.programme import Programme
from mcda.optimise.search import Found, is_empty, maximise
from mcda.optimise.ties import break_ties, preferred

Pair = tuple[Engine, Engine]


@dataclass(frozen=True)
class Equals:
    """Portfolios of one point."""

    portfolios: tuple[frozenset[str], ...]
    complete: bool
    """There is no other; both engines say so."""


def same_one(programme: Programme, portfolios: Iterable[frozenset[str]]) -> frozenset[str]:
    """Of all portfolios of a point, the one that `solve` would choose."""
    return max(portfolios, key=lambda chosen: preferred(programme, chosen))


def chosen_at(
    programme: Programme,
    goals: Sequence[Goal],
    point: Vector,
    known: frozenset[str],
    pair: Pair,
    clock: Clock,
) -> frozenset[str] | None:
    """The portfolio of a point that `solve` would choose; None where there was no time to tell."""
    here = _at(programme, goals, point)
    if is_empty(here.tighter(known), pair[0], clock):
        return known
    level = here.level(goals[0].target, known)
    found = Found("optimal", known, level, level, pair[0].name)
    settled, certain = break_ties(here, goals[0].target, found, pair, clock)
    return settled.chosen if certain else None


def all_at(
    programme: Programme,
    goals: Sequence[Goal],
    point: Vector,
    known: Sequence[frozenset[str]],
    pair: Pair,
    clock: Clock,
) -> Equals:
    """Every portfolio of a point: each is cut off when it is found, until none is left."""
    others = _at(programme, goals, point)
    found = list(known)
    for chosen in found:
        others = others.tighter(chosen)
    first, second = pair
    asked = first
    while not clock.over:
        answer = maximise(others, -programme.q.size("cost"), asked, clock)
        if answer.chosen is not None and answer.chosen not in found:
            found.append(answer.chosen)
            others, asked = others.tighter(answer.chosen), first
        elif answer.status != "infeasible":
            break
        elif asked is second:
            return Equals(tuple(found), complete=True)
        else:
            asked = second
    return Equals(tuple(found), complete=False)


def _at(programme: Programme, goals: Sequence[Goal], point: Vector) -> Programme:
    """The programme, asked for a point or better."""
    pairs = zip(goals, point, strict=True)
    return programme.plus(*(goal.at_least(units) for goal, units in pairs))
