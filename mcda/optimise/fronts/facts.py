"""What a run notes of a front in its journal: zones closed, with the portfolios found in them.

A fact holds whatever else was known when it was noted: no portfolio has y >= u + 1 for a corner u of
the fact, unless one of those noted has a point at least as good.
"""

from __future__ import annotations

import numpy as np

from mcda.optimise.fronts.archive import Archive
from mcda.optimise.fronts.problem import FrontProblem, Whole
from mcda.runs.journal import Journal

KIND = "zones of a front"


def note(journal: Journal, corners: Whole, found: Archive) -> None:
    """Remember that a sweep of these zones found these portfolios, and that no other point is there."""
    portfolios = [np.flatnonzero(portfolio).tolist() for portfolio in found.portfolios]
    key = " ".join(map(str, corners[0].tolist()))
    journal.note(KIND, key, {"corners": corners.tolist(), "portfolios": portfolios})


def remembered(journal: Journal, problem: FrontProblem) -> tuple[Archive, Whole]:
    """The archive and the closed corners that a journal knows."""
    facts = list(journal.known(KIND).values())
    none = np.zeros((0, len(problem.objectives)), dtype=np.int64)
    closed = np.vstack([none, *(np.array(fact["corners"], dtype=np.int64) for fact in facts)])
    lists = [portfolio for fact in facts for portfolio in fact["portfolios"]]
    portfolios = np.zeros((len(lists), problem.options), dtype=np.bool_)
    for line, options in zip(portfolios, lists, strict=True):
        line[options] = True
    archive = Archive.empty(problem)
    if len(portfolios):
        points, meets = problem.evaluate(portfolios)
        archive = archive.plus(points[meets], portfolios[meets])
    return archive, closed
