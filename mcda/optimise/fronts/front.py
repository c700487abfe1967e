"""The whole front of a programme, by whatever is quickest, and how it was checked.

Few combinations are all looked at. Else engines have a moment, zone by zone, which is enough where few
points are left by many rules; then labels are enumerated, as long as they close zones; what they
leave open goes to the engines again. About the zones that an engine calls empty there is a
second opinion: bounds and sweeps of labels, as long as these end soon, then the other engine.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from time import process_time

import numpy as np

from mcda.optimise.engines import Clock
from mcda.optimise.fronts.above import everything_above
from mcda.optimise.fronts.engine_loop import EngineLoop, Open, Pair
from mcda.optimise.fronts.enumerated import enumerated_front
from mcda.optimise.fronts.goals import Goal, Vector, problem_of
from mcda.optimise.fronts.label_enumeration import Effort, LabelFront, label_front
from mcda.optimise.fronts.local_bounds import EVERY_ONE, outside
from mcda.optimise.fronts.problem import FrontProblem, Selected, Whole
from mcda.optimise.fronts.zone_proofs import empty_zones
from mcda.optimise.fronts.zones import split
from mcda.optimise.programme import Programme
from mcda.portfolio.enumeration import MOST_COMBINATIONS, Enumeration
from mcda.runs.journal import FORGETFUL, Journal
from mcda.runs.progress import Listener, unheard

AT_ONCE = 2**17
"""Combinations that are looked at without further ado."""
FIRST_TURN = 20.0
"""CPU seconds of the engines before labels have their turn: with thirty rules they find some ten points
a second, where labels take as long to close a single zone."""
LABELS = 2**19
"""That are extended without closing a zone, before engines have their turn."""
PATIENCE = 10.0
"""CPU seconds that a second opinion, or looking for equals, may take; or as long as the front took."""


@dataclass(frozen=True)
class Front:
    """Efficient portfolios by point, as far as they are known."""

    portfolios: Mapping[Vector, tuple[frozenset[str], ...]]
    """At least one of each point."""
    complete: bool
    """No point is missing, and none is dominated."""
    verified: str
    """How that is known: `enumeration`, `bounds` (in whole numbers), the engine that was asked last, or
    `no`."""
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
    problem = problem_of(programme, goals)
    loop = EngineLoop(programme, goals, pair, clock, journal, listen)
    if problem is not None and not by_engines:
        return _in_turns(loop, problem)
    found = loop.run()
    if not found.corners and combinations <= MOST_COMBINATIONS:
        return _enumerated(enumeration, goals)
    return _confirmed(loop, found, problem)


def _enumerated(enumeration: Enumeration, goals: Sequence[Goal]) -> Front:
    found = enumerated_front(enumeration, goals)
    portfolios = {point: tuple(chosen) for point, chosen in found.items()}
    return Front(portfolios, complete=True, verified="enumeration", share_open=0.0, all_ties=True)


def _confirmed(loop: EngineLoop, found: Open, problem: FrontProblem | None, spent: float = 0.0) -> Front:
    """What the engines ended with, after a second opinion, which takes no longer than the front.

    `spent` CPU seconds on it: other work on the machine does not cut the second opinion short.
    """
    verified = "no"
    if not found.corners:
        work = max(PATIENCE, spent)
        verified = "bounds"
        if problem is not None and found.claimed:
            for corner in empty_zones(problem, list(found.claimed), loop.clock.within(work)):
                loop.believe(found, corner, verified)
        if found.claimed:
            verified = loop.pair[1].name
            loop.confirm(found, loop.clock, work)
    return Front(
        {point: (chosen,) for point, chosen in found.points.items()},
        complete=not found.corners,
        verified="no" if found.claimed or found.corners else verified,
        share_open=found.share(),
        all_ties=False,
    )


def _in_turns(loop: EngineLoop, problem: FrontProblem) -> Front:
    """Engines for a moment, labels as long as they close zones, then engines on what is open.

    A front with few points under many rules is soon done by engines; where rows say everything,
    labels have the first turn.
    """
    options = tuple(loop.programme.columns.position)
    started, known = process_time(), loop.begin()
    if not problem.is_plain:
        loop.run(known, work=FIRST_TURN)
    if not known.corners:
        return _confirmed(loop, known, problem, process_time() - started)
    found = _by_labels(loop, problem, options, known.points.values())
    if found.complete or loop.clock.over:
        return _with_equals(loop, problem, found, options, process_time() - started)
    left = _open(found, options, known)
    loop.run(left)
    return _confirmed(loop, left, problem, process_time() - started)


def _by_labels(
    loop: EngineLoop,
    problem: FrontProblem,
    options: tuple[str, ...],
    known: Iterable[frozenset[str]],
) -> LabelFront:
    portfolios = [[option in chosen for option in options] for chosen in known]
    start = np.array(portfolios, dtype=np.bool_).reshape(len(portfolios), len(options))
    effort = Effort(patience=LABELS)
    journal, listen = loop.journal, loop.listen
    return label_front(problem, loop.clock, start=start, journal=journal, listen=listen, effort=effort)


def _open(found: LabelFront, options: tuple[str, ...], known: Open) -> Open:
    """What labels leave to the engines, and these have not closed before.

    Where zones were too many, labels leave some that hold known points: they are split here.
    """
    points = _portfolios(found.points, found.portfolios, options)
    closed = known.empty
    corners = outside(_vectors(split(found.open, found.points, EVERY_ONE)), closed)
    return Open(corners, points, list(closed), dict(known.claimed))


def _vectors(array: Whole) -> list[Vector]:
    return [tuple(row) for row in array.tolist()]


def _portfolios(
    points: Whole, portfolios: Selected, options: tuple[str, ...]
) -> dict[Vector, frozenset[str]]:
    names = np.array(options, dtype=object)
    chosen = (frozenset(names[row].tolist()) for row in portfolios)
    return dict(zip(_vectors(points), chosen, strict=True))


def _with_equals(
    loop: EngineLoop,
    problem: FrontProblem,
    found: LabelFront,
    options: tuple[str, ...],
    seconds: float,
) -> Front:
    """A front that labels ended with; with every portfolio of each point, where that is soon done."""
    own = _portfolios(found.points, found.portfolios, options)
    everyone = {point: [chosen] for point, chosen in own.items()}
    all_ties = False
    if found.complete and own and not loop.clock.over:
        soon = loop.clock.within(max(PATIENCE, seconds))
        above = everything_above(problem, found.points, soon)
        names = np.array(options, dtype=object)
        for point, row in zip(_vectors(above.points), above.portfolios, strict=True):
            chosen = frozenset(names[row].tolist())
            if chosen not in everyone[point]:
                everyone[point].append(chosen)
        all_ties = above.complete
    return Front(
        {point: tuple(portfolios) for point, portfolios in everyone.items()},
        complete=found.complete,
        verified="bounds" if found.complete else "no",
        share_open=found.share_open,
        all_ties=all_ties,
    )
