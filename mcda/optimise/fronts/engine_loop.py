"""A front by solves: one search for each zone of objective space that is left open.

A zone is searched for the best weighted sum above its corner. What is found is efficient among all
portfolios, since whatever dominates it lies in the same zone and has a larger sum; it closes its
surroundings and leaves smaller zones. In the end there are only zones that an engine calls empty.
About each of them there is a second opinion: a portfolio found there, checked exactly, is a point
like any other, and its zone is open again. Nothing else that an engine claims matters.

Sources: Haimes, Lasdon, Wismer (1971) for constraints on objectives; Guddat et al. (1985) for sums
above a corner; Klamroth, Lacour, Vanderpooten (EJOR 245, 2015) for the zones.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from math import inf, prod
from time import monotonic, process_time
from typing import cast

import numpy as np

from mcda.optimise.engines import Clock, Engine
from mcda.optimise.fronts.goals import Goal, Vector, vector_of
from mcda.optimise.fronts.local_bounds import exceeds, holds, outside, share_of, without
from mcda.optimise.linear import LIMIT, Bounds
from mcda.optimise.programme import Programme
from mcda.optimise.search import HEAD_START, Found, contest, maximise, run
from mcda.portfolio.columns import Row
from mcda.portfolio.enumeration import Enumeration
from mcda.rules.base import Amount, total
from mcda.rules.curved import Target
from mcda.runs.journal import FORGETFUL, Journal
from mcda.runs.progress import Listener, Progress, unheard
from mcda.wording import N_

POINTS, CLAIMED, EMPTY = "front_points", "front_claimed", "front_empty"
"""Kinds of facts in the journal: a point with its portfolio; a zone that one engine calls empty; one of
which there is a second opinion."""
EVERY = 0.2
"""Seconds between two words about progress, at least."""
WEIGHT = 4
"""Of the objective with the widest range left; those with less left weigh more."""

Pair = tuple[Engine, Engine]
Ask = Callable[[Programme, Target], Found]
"""One search for the most of something."""


@dataclass
class Open:
    """A front in the making: points found, zones still open, zones known to be empty."""

    corners: list[Vector]
    points: dict[Vector, frozenset[str]] = field(default_factory=dict)
    empty: list[Vector] = field(default_factory=list)
    claimed: dict[Vector, str] = field(default_factory=dict)
    """Those of the empty zones of which one engine alone says so, and which."""

    def add(self, point: Vector, chosen: frozenset[str]) -> bool:
        """Take in a point; False if it, or a better one, is known. Zones called empty it refutes."""
        if any(holds(point, known) for known in self.points):
            return False
        for refuted in [corner for corner in self.empty if exceeds(point, corner)]:
            self.empty.remove(refuted)
            self.claimed.pop(refuted, None)
            self.corners.append(refuted)
        self.points = {known: c for known, c in self.points.items() if not holds(known, point)}
        self.points[point] = chosen
        before = set(self.corners)
        left = without(self.corners, point)
        fresh = outside([corner for corner in left if corner not in before], self.empty)
        self.corners = [corner for corner in left if corner in before] + fresh
        return True

    def split_again(self) -> None:
        """Leave known points out of every zone: somebody handed over zones that hold some."""
        for point in self.points:
            self.corners = without(self.corners, point)

    def close(self, corner: Vector, engine: str) -> None:
        """Take in that a zone is empty, with those that it holds."""
        self.empty.append(corner)
        self.claimed[corner] = engine
        self.corners = [open_one for open_one in self.corners if not holds(corner, open_one)]

    def share(self) -> float:
        """The part of the box around the points that is still open."""
        if not self.corners or not self.points:
            return float(bool(self.corners))
        return share_of(self.corners, self.points)


@dataclass(frozen=True)
class EngineLoop:
    """The search for a front, zone by zone."""

    programme: Programme
    goals: Sequence[Goal]
    pair: Pair
    clock: Clock
    journal: Journal = FORGETFUL
    listen: Listener = unheard

    def begin(self) -> Open:
        """What the journal knows, else one zone that holds everything."""
        confirmed = set(self.journal.known(EMPTY))
        claimed = self.journal.known(CLAIMED)
        front = Open([self._boxes[0]], empty=[read(key) for key in claimed])
        front.claimed = {read(key): name for key, name in claimed.items() if key not in confirmed}
        front.corners = [c for c in front.corners if c not in front.empty]
        for chosen in map(frozenset, self.journal.known(POINTS).values()):
            point = self._point(chosen)
            if point is not None:
                front.add(point, chosen)
        return front

    def run(self, front: Open | None = None, work: float = inf) -> Open:
        """Search zone by zone until none is open, the clock stops, or so many CPU seconds are spent."""
        front = self.begin() if front is None else front
        told, enough = monotonic(), process_time() + work
        while front.corners and not self.clock.over and process_time() < enough:
            self._step(front)
            if monotonic() > told + EVERY and self.listen is not unheard:
                self._tell(front)
                told = monotonic()
        return front

    @cached_property
    def _boxes(self) -> tuple[Vector, Vector]:
        """Below and above everything that any portfolio reaches."""
        bounds = self.programme.form.bounds
        ends = [[_ends(line, bounds) for line in goal.lines] for goal in self.goals]
        low = tuple(min(least for least, _ in lines) - 1 for lines in ends)
        return low, tuple(min(most for _, most in lines) for lines in ends)

    def _step(self, front: Open) -> None:
        """Search one zone: at first for much of one objective, then where most room is left."""
        lowest, highest = self._boxes
        best = highest
        if front.points:
            best = tuple(max(levels) for levels in zip(*front.points, strict=True))
        corner = max(front.corners, key=lambda c: _room(c, best))
        extents = [max(1, most - u) for most, u in zip(best, corner, strict=True)]
        if corner == lowest and not front.points:
            extents[0] = 1
        aim = self._sum(extents)
        found = self._search(corner, aim, self._soon)
        taken = found.chosen is not None and self._take_in(front, found.chosen)
        if not taken and found.status != "infeasible":
            found = self._search(corner, aim, self._contest)
            if found.chosen is not None and not self._take_in(front, found.chosen):
                front.split_again()
        if found.chosen is None and found.status == "infeasible":
            front.close(corner, found.engine)
            self.journal.note(CLAIMED, written(corner), found.engine)

    def confirm(self, front: Open, clock: Clock, work: float = inf) -> None:
        """Ask the other engine about each zone that one alone calls empty; so many CPU seconds at most.

        A portfolio that it finds there counts: its zone is open again, and searched.
        """
        enough = process_time() + work
        while front.claimed and not clock.over and process_time() < enough:
            corner, name = next(iter(front.claimed.items()))
            found = self._doubt(corner, name, clock.within(enough - process_time()))
            if found.chosen is not None:
                self._take_in(front, found.chosen)
                self.run(front)
            elif found.status == "infeasible":
                self.believe(front, corner, found.engine)
            else:
                break

    def _doubt(self, corner: Vector, name: str, clock: Clock) -> Found:
        """What the other engine finds in a zone."""
        first, second = self.pair
        other = second if name == first.name else first

        def ask(programme: Programme, target: Target) -> Found:
            return maximise(programme, target, other, clock)

        return self._search(corner, self._sum([1] * len(self.goals)), ask)

    def believe(self, front: Open, corner: Vector, name: str) -> None:
        """There is a second opinion on an empty zone."""
        del front.claimed[corner]
        self.journal.note(EMPTY, written(corner), name)

    def _soon(self, programme: Programme, target: Target) -> Found:
        """What the first engine answers at once, unchecked; `unsolved` where it does not."""
        first = self.pair[0]
        aiming, aim = programme.aiming(target)
        answer = run(aiming.form, aim.terms, first, self.clock.within(HEAD_START))
        if answer.status == "infeasible":
            return Found("infeasible", None, None, None, first.name)
        if answer.status != "optimal" or answer.x is None:
            return Found("unsolved", None, None, None, first.name)
        return Found("optimal", aiming.chosen(answer.x), None, None, first.name)

    def _contest(self, programme: Programme, target: Target) -> Found:
        return contest(programme, target, self.pair, self.clock)

    def _take_in(self, front: Open, chosen: frozenset[str]) -> bool:
        """A portfolio, if it is one: checked exactly whoever found it. False if it is of no use."""
        point = self._point(chosen)
        if point is None or not front.add(point, chosen):
            return False
        self.journal.note(POINTS, written(point), sorted(chosen))
        return True

    def _point(self, chosen: frozenset[str]) -> Vector | None:
        """The point of a portfolio, in whole numbers; None if it breaks a rule, or is none."""
        if not self.programme.scores.is_consistent(chosen):
            return None
        options = self.programme.columns.position
        decisions = self._enumeration.decisions_of(np.array([[option in chosen for option in options]]))
        if not self._enumeration.meets(decisions)[0]:
            return None
        return tuple(int(goal.amounts(self._enumeration, decisions)[0]) for goal in self.goals)

    @cached_property
    def _enumeration(self) -> Enumeration:
        """The rules in whole numbers."""
        return Enumeration(self.programme.columns, self.programme.relations)

    def _search(self, corner: Vector, aim: Amount, ask: Ask) -> Found:
        """A portfolio above a corner: most of a sum of amounts, then most of what is curved."""
        found = ask(self._above(corner, range(len(self.goals))), aim)
        curved = [goal.target for goal in self.goals if not isinstance(goal.target, Amount)]
        if not curved or found.status != "optimal" or found.chosen is None:
            return found
        reached = vector_of(self.goals, self.programme, found.chosen)
        plain = [n for n, goal in enumerate(self.goals) if isinstance(goal.target, Amount)]
        better = ask(self._above(tuple(level - 1 for level in reached), plain), curved[0])
        return found if better.chosen is None else better

    def _above(self, corner: Vector, numbers: Iterable[int]) -> Programme:
        """The programme, asked for more than a corner of some objectives."""
        lowest, _ = self._boxes
        asked = [n for n in numbers if corner[n] > lowest[n]]
        return self.programme.plus(*(self.goals[n].at_least(corner[n] + 1) for n in asked))

    def _sum(self, extents: Sequence[int]) -> Amount:
        """A weighted sum of the objectives that are amounts: about the same for each extent."""
        plain = [(g, e) for g, e in zip(self.goals, extents, strict=True) if _is_plain(g)]
        widest = max(extent for _, extent in plain)
        return total(
            min(max(1, round(Fraction(WEIGHT * widest, extent))), _heaviest(goal))
            * (1 / goal.step)
            * cast("Amount", goal.target)
            for goal, extent in plain
        )

    def _tell(self, front: Open) -> None:
        share = front.share()
        text = N_("{points} points found, {share} of the space still open")
        self.listen(Progress(text, {"points": len(front.points), "share": share}, 1 - share))


def _room(corner: Vector, best: Vector) -> float:
    """How much lies between a corner and the best known levels; a little where nothing does."""
    return prod(max(0.5, float(most - u)) for u, most in zip(corner, best, strict=True))


def _ends(line: Row, bounds: Sequence[Bounds]) -> tuple[int, int]:
    """Least and most of a line within the bounds of the decisions."""
    pairs = zip(line.places.tolist(), line.coefficients.tolist(), strict=True)
    ends = [sorted((c * bounds[v].low, c * bounds[v].high)) for v, c in pairs]
    return sum(low for low, _ in ends), sum(high for _, high in ends)


def _is_plain(goal: Goal) -> bool:
    return isinstance(goal.target, Amount)


def _heaviest(goal: Goal) -> int:
    """The greatest weight that keeps the coefficients of a goal small."""
    largest = max((abs(int(c)) for line in goal.lines for c in line.coefficients), default=1)
    return max(1, LIMIT // (4 * largest))


def written(vector: Vector) -> str:
    """A point or a corner as a key of the journal."""
    return ",".join(map(str, vector))


def read(text: str) -> Vector:
    """A point or a corner from its key."""
    return tuple(map(int, text.split(",")))
