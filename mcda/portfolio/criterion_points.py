"""Points of each criterion apart, before weights: what incomplete weights are applied to.

`V(w) = sum_j w_j z_j`, z_j the points of a portfolio on leaf j if a full swing of it were worth 100.
Each z_j is counted in whole units of its own, so that V(w) is exact for whatever weights; at the
scenario's own weights it may differ from the value that `solve` shows by the rounding of actions.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property

import numpy as np

from mcda.portfolio.columns import Columns, Combination
from mcda.rules.base import Amount, Measure, points_for, total
from mcda.scoring import Scores
from mcda.scoring.entries import Entry
from mcda.scoring.scores import unweighted


@dataclass(frozen=True)
class CriterionPoints:
    """The points of each leaf, as whole combinations of the decisions of a scenario."""

    columns: Columns
    """Of the unweighted scores (`mcda.scoring.unweighted`); decisions are numbered as in the others."""

    @property
    def unit(self) -> Fraction:
        """Points in one unit."""
        return self.columns.scores.unit

    @cached_property
    def leaves(self) -> tuple[str, ...]:
        """Criteria that have a weight, in order of ids."""
        return tuple(sorted(self.columns.scores.valuation.weights))

    @cached_property
    def of(self) -> Mapping[str, Combination]:
        """Units of each leaf, by its id."""
        return {leaf: self._combination(leaf) for leaf in self.leaves}

    def _combination(self, leaf: str) -> Combination:
        places: dict[int, int] = {}
        for place, entry in self._entries:
            units = sum(points for (criterion, _), points in entry.points.items() if criterion == leaf)
            if units:
                places[place] = places.get(place, 0) + units
        goals = self.columns.goal_position.items()
        places.update({place: 1 for measure, place in goals if measure.goal[0] == leaf})
        kept = sorted(places.items())
        return Combination(
            np.array([place for place, _ in kept], dtype=np.int64),
            np.array([units for _, units in kept], dtype=np.int64),
            0,
            1 / self.unit,
        )

    @cached_property
    def _entries(self) -> tuple[tuple[int, Entry], ...]:
        """What each decision adds: options alone, then what pairs add to both."""
        columns, found = self.columns, []
        for option in columns.scores.options.values():
            found.append((columns.position[option.id], option.score.base))
            for other, entry in option.score.increments.items():
                pair = min(option.id, other), max(option.id, other)
                found.append((columns.pair_position[pair], entry))
        return tuple(found)


EYE = "*"
"""Who sees a full swing of every leaf as 100 points, where scores are to tell the leaves apart."""


def apart(scores: Scores) -> Scores:
    """Scores that also tell the points of each leaf apart, for models that maximise with any weights."""
    return replace(scores, views={EYE: unweighted(scores.scenario)})


def leaf_points(scores: Scores) -> dict[str, Amount]:
    """z_j of every leaf as an amount, of scores that are `apart`; leaves in order of ids."""
    worth = scores.views[EYE].valuation
    return {
        leaf: total(
            Amount({measure: Fraction(1)})
            for measure in (
                Measure("points", (leaf, EYE)),
                *(points_for(goal, EYE) for goal in worth.goals if goal[0] == leaf),
            )
        )
        for leaf in sorted(worth.weights)
    }


def criterion_points(scores: Scores) -> CriterionPoints:
    """The points of each criterion apart, of unweighted scores."""
    return CriterionPoints(Columns(scores))
