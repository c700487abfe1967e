"""Of several optimal portfolios, always the same one.

Equal value: what rules ask of equals, such as the least transfers; then least cost; then least local
cost, where funds have a say in it; then the earliest starts in all, where there are years; then the
largest sum of 24-bit hashes of the ids. Neither the order of rows nor the engine has a say.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from hashlib import sha256

from mcda.optimise.engines import Clock, Engine
from mcda.optimise.programme import Programme
from mcda.optimise.search import Found, contest
from mcda.rules.base import Amount, Measure
from mcda.rules.curved import Target, reaches


def break_ties(
    programme: Programme,
    objective: Target,
    found: Found,
    pair: tuple[Engine, Engine],
    clock: Clock,
) -> tuple[Found, bool]:
    """The canonical portfolio among those as good as `found`, and whether it is certain."""
    if found.level is None:
        return found, False
    programme = programme.plus(reaches("objective", objective, found.level))
    for criterion in _criteria(programme):
        best = contest(programme, criterion, pair, clock)
        if best.status != "optimal" or best.level is None:
            return found, False
        found = replace(found, chosen=best.chosen)
        programme = programme.plus(reaches("tie", criterion, best.level))
    return found, True


def preferred(programme: Programme, chosen: frozenset[str]) -> tuple[Fraction, ...]:
    """What tells a portfolio apart from those as good: the greatest of these goes first."""
    return tuple(programme.level(criterion, chosen) for criterion in _criteria(programme))


def _criteria(programme: Programme) -> Iterator[Target]:
    """What tells apart portfolios that are as good, in order of preferred; more is better.

    Over several years equals differ by starts, too many to compare what rules ask of each.
    """
    for rule in programme.rules.values() if not programme.scores.starts else ():
        yield from rule.afterwards(programme.q)
    yield -programme.q.size("cost")
    if programme.scores.tranches:
        yield -programme.q.size("local_cost")
    if programme.scores.starts:
        yield _sooner(programme)
    yield _preference(programme)


def _sooner(programme: Programme) -> Amount:
    """Minus the years that the starts of a portfolio come after the first one, added."""
    starts = programme.scores.starts
    first = min((start.year or 0 for start in starts.values()), default=0)
    return Amount(
        {
            Measure("count", (), frozenset({option})): Fraction(first - (start.year or 0))
            for option, start in starts.items()
        }
    )


def _preference(programme: Programme) -> Amount:
    return Amount(
        {
            Measure("count", (), frozenset({option})): Fraction(_hash(option))
            for option in programme.scores.options
        }
    )


def _hash(option: str) -> int:
    return int.from_bytes(sha256(option.encode()).digest()[:3]) + 1
