"""Points of each leaf apart, at the ends of stated intervals: what incomplete information is told in.

A view of the scores in which entries hold nothing but points: of every leaf before weights, by its
id, and under the reserved id `cost` minus the cost in cents. `V(w) = sum_j w_j z_j` follows for any
weights; with every stated interval at its low end, or at its high one, there are two more views.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from mcda.model import Scenario
from mcda.scoring.entries import ActionScore, Entry
from mcda.scoring.scores import Scores, unweighted
from mcda.scoring.values import ActionData

STATED, LOW, HIGH = " stated", " low", " high"
"""Names of the views: texts of tables are trimmed, so that no college has such a name."""
COST = "cost"
"""Stands among the leaves for minus the cost."""
NOBODY = ""
"""Who gets the points: they are not told apart."""


@dataclass(frozen=True)
class Leafwise:
    """The views, and which figures of which actions are intervals."""

    views: Mapping[str, Scores]
    uncertain: tuple[tuple[str, str], ...]
    """(action, leaf) pairs whose points differ between the ends; the leaf may be `COST`."""


def leafwise(scenario: Scenario, *, intervals: bool) -> Leafwise:
    """The points of each leaf as stated; where asked for, also at the ends of stated intervals.

    Intervals of costs are always told apart; those of impacts with `intervals`.
    """
    stated = unweighted(scenario)
    ends = {name: _at_end(stated, name, intervals=intervals) for name in (LOW, HIGH)}
    uncertain = tuple(
        (action, leaf)
        for action in stated.actions
        for leaf in (*sorted(stated.valuation.own), COST)
        if _points(ends[LOW], action, leaf) != _points(ends[HIGH], action, leaf)
    )
    views = {STATED: stated, **(ends if uncertain else {})}
    return Leafwise({name: _points_only(view) for name, view in views.items()}, uncertain)


def _at_end(stated: Scores, end: str, *, intervals: bool) -> Scores:
    scenario, data = stated.scenario, dict(stated.data)
    for action in scenario.actions:
        cost = action.cost_low if end == LOW else action.cost_high
        if cost is not None:
            data[action.action] = replace(data[action.action], cost=cost)
    for impact in scenario.impacts if intervals else ():
        level = impact.low if end == LOW else impact.high
        if level is not None:
            data[impact.action] = _with_level(data[impact.action], impact.criterion, level)
    return replace(stated, actions={action: stated.rescored(item) for action, item in data.items()})


def _with_level(data: ActionData, criterion: str, level: Fraction) -> ActionData:
    return replace(data, levels={**data.levels, criterion: level})


def _points(scores: Scores, action: str, leaf: str) -> list[int]:
    """What an action, and each synergy of it, is worth on a leaf, in whole units."""
    score = scores.actions[action]
    entries = (score.base, *(entry for _, entry in sorted(score.increments.items())))
    return [_worth(entry).get((leaf, NOBODY), 0) for entry in entries]


def _points_only(scores: Scores) -> Scores:
    starts = {
        name: replace(start, score=_stripped(start.score)) for name, start in scores.starts.items()
    }
    actions = {action: _stripped(score) for action, score in scores.actions.items()}
    return replace(scores, actions=actions, starts=starts)


def _stripped(score: ActionScore) -> ActionScore:
    increments = {other: Entry(points=_worth(entry)) for other, entry in score.increments.items()}
    return replace(score, base=Entry(points=_worth(score.base)), increments=increments)


def _worth(entry: Entry) -> dict[tuple[str, str], int]:
    worth: dict[tuple[str, str], int] = {}
    for (leaf, _), units in entry.points.items():
        worth[leaf, NOBODY] = worth.get((leaf, NOBODY), 0) + units
    return {**worth, (COST, NOBODY): -entry.cost} if entry.cost else worth
