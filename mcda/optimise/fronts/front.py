"""The whole front of a programme, by whatever is quickest, and how it was checked.

Few combinations are all looked at. Else labels are enumerated with low caps first, on while the
share of proved zones rises, and what is left open goes to the engines, zone by zone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from mcda.optimise.engines import Clock
from mcda.optimise.fronts.engine_loop import EngineLoop, Pair
from mcda.optimise.fronts.enumerated import enumerated_front
from mcda.optimise.fronts.goals import Goal, Vector
from mcda.optimise.programme import Programme
from mcda.portfolio.enumeration import MOST_COMBINATIONS, Enumeration
from mcda.runs.journal import FORGETFUL, Journal
from mcda.runs.progress import Listener, unheard

AT_ONCE = 2**17
"""Combinations that are looked at without further ado."""


@dataclass(frozen=True)
class Front:
    """Efficient portfolios by point, as far as they are known."""

    portfolios: Mapping[Vector, tuple[frozenset[str], ...]]
    """At least one of each point."""
    complete: bool
    """No point is missing, and none is dominated."""
    verified: str
    """How that is known: `enumeration`, `bounds`, the engine that was asked last, or `no`."""
    share_open: float
    """Part of the box around the points of which nothing is known yet, 0 where complete."""
    all_ties: bool
    """Every efficient portfolio is among them."""


def front_of(
    programme: Programme,
    goals: Sequence[Goal],
    pair: Pair,
    clock: Clock,
    by_engines: bool = False,
    *,
    journal: Journal = FORGETFUL,
    listen: Listener = unheard,
) -> Front:
    """All points that no portfolio dominates, in whole units of the goals, with their portfolios.

    `by_engines` searches zone by zone whatever the size, and enumerates only to check.
    """
    enumeration = Enumeration(programme.columns, programme.relations)
    combinations = programme.scores.combinations
    if combinations <= AT_ONCE and not by_engines:
        return _enumerated(enumeration, goals)
    countable = combinations <= MOST_COMBINATIONS
    loop = EngineLoop(programme, goals, pair, clock, not countable, journal, listen)
    found = loop.run({})
    if countable and not found.corners:
        return _enumerated(enumeration, goals)
    return Front(
        {point: (chosen,) for point, chosen in found.points.items()},
        complete=not found.corners,
        verified=pair[1].name if not found.corners else "no",
        share_open=found.share(),
        all_ties=False,
    )


def _enumerated(enumeration: Enumeration, goals: Sequence[Goal]) -> Front:
    found = enumerated_front(enumeration, goals)
    portfolios = {point: tuple(chosen) for point, chosen in found.items()}
    return Front(portfolios, complete=True, verified="enumeration", share_open=0.0, all_ties=True)
