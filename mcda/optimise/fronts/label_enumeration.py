"""Exact fronts by Lagrangian label enumeration: every non-dominated point, nothing sampled.

Round by round: the zones that could still hold a point, multipliers for each, zones with similar ones
swept together, what is found taken into the archive. A zone is closed once a sweep that left nothing
out has been through it, or where a bound in whole numbers misses it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from mcda.optimise.engines import Clock
from mcda.optimise.fronts.aims import Aiming, ideal
from mcda.optimise.fronts.archive import Archive
from mcda.optimise.fronts.facts import note, remembered
from mcda.optimise.fronts.kernels import kernel
from mcda.optimise.fronts.local_search import improved
from mcda.optimise.fronts.problem import FrontProblem, Selected, Whole, lean
from mcda.optimise.fronts.shares import share_open
from mcda.optimise.fronts.sweep import Aim, Swept, Width, sweep
from mcda.optimise.fronts.zones import inside, split
from mcda.runs.journal import FORGETFUL, Journal
from mcda.runs.progress import Listener, Progress, unheard
from mcda.wording import N_

BLOCK = 2**14
"""Labels at once in a sweep that leaves nothing out."""


@dataclass(frozen=True)
class Effort:
    """How much is spent before open zones are left to others."""

    widths: tuple[Width, ...] = (
        Width(3_000, 750),
        Width(20_000, 5_000),
        Width(100_000, 25_000),
        Width(BLOCK, labels=2**23),
        Width(BLOCK, labels=2**27),
    )
    """Of one sweep, round by round; the last one stays."""
    patience: int = 2**27
    """Labels since a zone was last closed."""
    local_search: int = 2**27
    """Neighbours looked at each time, times objectives and rows."""
    rays: int = 16
    """Directions of the first, narrow sweep, for each objective but one."""


@dataclass(frozen=True)
class LabelFront:
    """A front, or what is known of it."""

    points: Whole
    """(k, p) in descending order of their sums: feasible, and none dominates another."""
    portfolios: Selected
    """(k, options): one portfolio for each point."""
    open: Whole
    """(z, p) corners u of the zones that are not proved: another point of the front has
    y >= u + 1 in every objective for one of them."""
    share_open: float
    """Volume of the open zones as a share of the box from the worst value of each objective among the
    points to the most it can reach; 1.0 if no point is known."""

    @property
    def complete(self) -> bool:
        """Whether these are all non-dominated points."""
        return not len(self.open)


@dataclass(frozen=True)
class _State:
    """What is known between rounds."""

    archive: Archive
    corners: Whole
    """Zones that the archive leaves."""
    closed: Whole
    """Corners of zones whose points, if any, are in the archive."""
    labels: int = 0
    idle: int = 0
    """Labels since a zone was last closed."""

    @property
    def open(self) -> Whole:
        return self.corners[~inside(self.corners, self.closed)]

    def knowing(self, archive: Archive) -> _State:
        """With a better archive."""
        known = {point.tobytes() for point in self.archive.points}
        fresh = [point.tobytes() not in known for point in archive.points]
        corners = split(self.corners, archive.points[fresh])
        return replace(self, archive=archive, corners=corners)


def label_front(
    problem: FrontProblem,
    clock: Clock,
    *,
    start: Selected | None = None,
    journal: Journal = FORGETFUL,
    listen: Listener = unheard,
    effort: Effort | None = None,
) -> LabelFront:
    """All non-dominated points of a problem, each with one portfolio.

    Stops early when the clock is over, or when `effort` is spent without closing zones; what is found
    and proved by then is kept. Closed zones are noted in the journal with the portfolios found in
    them, so that a run that was killed goes on from there.

    Parameters
    ----------
    start
        Portfolios to begin with, in whatever order; those that break a rule are left out.
    """
    effort = effort or Effort()
    problem = lean(problem)
    search = _Search(problem, Aiming(problem), clock, journal, effort)
    state = search.begin(start)
    for width in _rising(effort.widths):
        listen(_progress(state))
        after = search.round(state, width)
        stuck = len(after.closed) == len(state.closed) and len(after.archive.points) == len(
            state.archive.points
        )
        state = after
        over = clock.over or state.idle > effort.patience
        if over or not len(state.open) or (stuck and width == effort.widths[-1]):
            break
    return search.told(state)


def _rising(widths: tuple[Width, ...]) -> Iterator[Width]:
    yield from widths
    while True:
        yield widths[-1]


def _progress(state: _State) -> Progress:
    counts = {"points": len(state.archive.points), "zones": len(state.open)}
    return Progress(N_("{points} points of the front known, {zones} zones to be searched"), counts)


@dataclass(frozen=True)
class _Search:
    """One search for a front."""

    problem: FrontProblem
    aiming: Aiming
    clock: Clock
    journal: Journal
    effort: Effort

    def begin(self, start: Selected | None) -> _State:
        """What the journal and the caller know, else what a narrow sweep finds; improved."""
        archive, closed = remembered(self.journal, self.problem)
        if start is not None and len(start):
            archive = self._with(archive, start)
        if not len(closed):
            scouted = self._scouted()
            archive = archive.plus(scouted.points, scouted.portfolios)
        archive = improved(self.problem, archive, self.clock, self.effort.local_search)
        state = _State(Archive.empty(self.problem), self.problem.least[None] - 1, closed)
        return state.knowing(archive)

    def round(self, state: _State, width: Width) -> _State:
        """Every open zone swept once, unless time or patience ends."""
        corners = state.open
        directions = self.aiming.directions(corners + 1)
        missed = self.aiming.missed(corners + 1, directions)
        state = replace(state, closed=np.vstack([state.closed, corners[missed]]))
        left = np.flatnonzero(~missed)
        archive = state.archive
        every: list[Archive] = []
        for aim in self.aiming.aims(corners[left] + 1, directions.some(left)):
            swept = sweep(self.problem, aim, width, self.clock, kernel(state.labels))
            found = Archive.empty(self.problem).plus(swept.points, swept.portfolios)
            every.append(found)
            state = self._after(state, aim, swept, found)
            if self.clock.over or state.idle > self.effort.patience:
                break
        for found in every:
            archive = archive.plus(found.points, found.portfolios)
        archive = improved(self.problem, archive, self.clock, self.effort.local_search, state.archive)
        return state.knowing(archive)

    def told(self, state: _State) -> LabelFront:
        """The state as a result."""
        points, corners = state.archive.points, state.open
        if len(points):
            share = share_open(
                corners, points.min(axis=0) - 1, np.maximum(ideal(self.problem), points.max(axis=0))
            )
        else:
            share = float(len(corners) > 0)
        return LabelFront(points, state.archive.portfolios, corners, share)

    def _after(self, state: _State, aim: Aim, swept: Swept, found: Archive) -> _State:
        labels = state.labels + swept.labels
        if not swept.whole:
            return replace(state, labels=labels, idle=state.idle + swept.labels)
        corners = aim.targets - 1
        note(self.journal, corners, found)
        return replace(state, labels=labels, idle=0, closed=np.vstack([state.closed, corners]))

    def _with(self, archive: Archive, portfolios: Selected) -> Archive:
        points, meets = self.problem.evaluate(portfolios)
        return archive.plus(points[meets], portfolios[meets])

    def _scouted(self) -> Swept:
        """A narrow sweep in directions all over the weights, aiming at nothing in particular."""
        objectives = len(self.problem.objectives)
        weights = np.random.default_rng(0).dirichlet(
            np.ones(objectives), self.effort.rays * (objectives - 1)
        )
        axes = np.eye(objectives) * 0.98 + 0.02 / objectives
        rays = np.vstack([axes, np.full((1, objectives), 1 / objectives), weights])
        far = self._towards(rays)
        directions = self.aiming.directions(far)
        lowest = np.repeat(self.problem.least[None], len(far), axis=0)
        each = 30 * len(far)
        return sweep(self.problem, Aim(lowest, directions, tests=1), Width(2 * each, each), self.clock)

    def _towards(self, rays: np.ndarray) -> Whole:
        """Targets that lie beyond the front, one along each ray of weights."""
        most, least = self.problem.most.astype(float), self.problem.least.astype(float)
        back = (1 / rays) / (1 / rays).max(axis=1, keepdims=True)
        return np.asarray(np.rint(most - 0.5 * (most - least) * back), dtype=np.int64)
