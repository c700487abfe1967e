"""The best portfolio by bounds alone, where one nearly as good is known: no engine is asked.

What reaches more than the known level is enumerated (`sweep`); that there is nothing is a proof in whole
numbers, and a second opinion on what engines claim. Where that takes too many labels nobody knows.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from fractions import Fraction
from itertools import compress
from math import ceil

import numpy as np

from mcda.optimise.engines import Clock
from mcda.optimise.fronts.aims import Aiming
from mcda.optimise.fronts.problem import (
    FrontProblem,
    Selected,
    Whole,
    amount_of,
    front_problem,
    lean,
)
from mcda.optimise.fronts.sweep import Aim, Swept, Width, sweep
from mcda.optimise.programme import Programme
from mcda.portfolio.columns import Combination
from mcda.rules.base import Amount

LABELS = 2**16
"""After so many labels an engine is quicker."""
BLOCK = 2**14
"""Labels at once."""
WIDTH = Width(BLOCK, labels=LABELS)
Chosen = frozenset[str]


@dataclass(frozen=True)
class Reached:
    """A portfolio that reaches a level."""

    chosen: Chosen
    level: Fraction
    """Of the objective, in the user's units, exact."""


@dataclass(frozen=True)
class Contender:
    """A programme with one linear objective, in whole units."""

    programme: Programme
    problem: FrontProblem
    objective: Combination

    @classmethod
    def of(cls, programme: Programme, objective: Amount) -> Contender | None:
        """None where numbers are too large."""
        whole = programme.columns.combination(objective)
        problem = front_problem(programme, [whole])
        return None if problem is None else cls(programme, lean(problem), whole)

    def best(self, known: Collection[Chosen], clock: Clock) -> Chosen | None:
        """The best portfolio, sure to be so; None where none of the known ones helps to find it."""
        if not known:
            return None
        portfolios = np.array([self._line(chosen) for chosen in known], dtype=np.bool_)
        points, meets = self.problem.evaluate(portfolios)
        if not meets.any():
            return None
        first, level = _top(points[meets], portfolios[meets])
        better = self._reaching(level + 1, clock)
        if better is None:
            return None
        if len(better.points):
            first, _ = _top(better.points, better.portfolios)
        place = self.programme.columns.position
        return frozenset(option for option, n in place.items() if first[n])

    def beats(self, chosen: Chosen, clock: Clock) -> bool | None:
        """Whether some portfolio has more than a given one, of these or not; None where nobody knows."""
        points, _ = self.problem.evaluate(self._line(chosen)[None])
        found = self._reaching(int(points[0, 0]) + 1, clock)
        return None if found is None else bool(len(found.points))

    def reaching(
        self, level: Fraction, clock: Clock, *, labels: int, most: int
    ) -> tuple[Reached, ...] | None:
        """Every portfolio of at least a level of the objective, the best first; None where nobody knows.

        That is where it takes more labels, or there are more portfolios, or time is over.
        """
        units = ceil(level * self.objective.multiple) - self.objective.constant
        width = Width(BLOCK, labels=labels, portfolios=most)
        found = self._reaching(units, clock, width)
        if found is None or len(found.points) > most:
            return None
        options = list(self.programme.columns.position)
        reached = [
            Reached(
                frozenset(compress(options, line.tolist())), amount_of(self.objective, int(point[0]))
            )
            for point, line in zip(found.points, found.portfolios, strict=True)
        ]
        return tuple(sorted(reached, key=lambda one: (-one.level, sorted(one.chosen))))

    def _line(self, chosen: Chosen) -> Selected:
        return np.array([option in chosen for option in self.programme.columns.position], dtype=np.bool_)

    def _reaching(self, level: int, clock: Clock, width: Width = WIDTH) -> Swept | None:
        """All portfolios of at least a level; None where they are too many, or time is over."""
        targets = np.array([[min(level, int(self.problem.most[0]) + 1)]], dtype=np.int64)
        if clock.over:
            return None
        directions = Aiming(self.problem).around(targets[0])
        aim = Aim(targets, directions, checks=len(directions.objectives))
        found = sweep(self.problem, aim, width.tested(aim.checks), clock)
        return found if found.whole else None


def _top(points: Whole, portfolios: Selected) -> tuple[Selected, int]:
    place = int(points[:, 0].argmax())
    return portfolios[place], int(points[place, 0])
