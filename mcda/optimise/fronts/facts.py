"""What a run notes of a front in its journal: portfolios, and zones closed.

A closed zone holds whatever else is known: no portfolio has y >= u + 1, u its corner, unless a
portfolio noted before it is at least as good.
"""

from __future__ import annotations

from hashlib import sha256

import numpy as np

from mcda.optimise.fronts.archive import Archive
from mcda.optimise.fronts.problem import FrontProblem, Whole
from mcda.runs.journal import Journal

PORTFOLIOS = "portfolios of a front"
ZONES = "closed zones of a front"


def note_portfolios(journal: Journal, found: Archive) -> None:
    """Remember portfolios."""
    if len(found.points):
        lists = [np.flatnonzero(portfolio).tolist() for portfolio in found.portfolios]
        journal.note(PORTFOLIOS, _key(found.points), lists)


def note_zones(journal: Journal, corners: Whole, found: Archive) -> None:
    """Remember that a sweep of these zones found these portfolios, and that no other point is there."""
    note_portfolios(journal, found)
    journal.note(ZONES, _key(corners), corners.tolist())


def remembered(journal: Journal, problem: FrontProblem) -> tuple[Archive, Whole]:
    """The archive and the closed corners that a journal knows."""
    none = np.zeros((0, len(problem.objectives)), dtype=np.int64)
    zones = journal.known(ZONES).values()
    closed = np.vstack([none, *(np.array(fact, dtype=np.int64) for fact in zones)])
    lists = [options for fact in journal.known(PORTFOLIOS).values() for options in fact]
    portfolios = np.zeros((len(lists), problem.options), dtype=np.bool_)
    for line, options in zip(portfolios, lists, strict=True):
        line[options] = True
    archive = Archive.empty(problem)
    if len(portfolios):
        points, meets = problem.evaluate(portfolios)
        archive = archive.plus(points[meets], portfolios[meets])
    return archive, closed


def _key(rows: Whole) -> str:
    """Of zones or points, none of which is noted again in other company."""
    return sha256(rows.astype("<i8").tobytes()).hexdigest()
