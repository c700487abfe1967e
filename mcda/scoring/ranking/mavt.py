"""MAVT: the actions one by one, by the very value that the portfolio adds up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

import numpy as np

from mcda.model import Scenario
from mcda.scoring.ranking.matrix import DecisionMatrix, Floats, Ranking, ranks_of
from mcda.scoring.values import ActionData, Valuation, action_data, valuation


def mavt(matrix: DecisionMatrix, scenario: Scenario) -> Ranking:
    """Additive value in points (Keeney and Raiffa 1976), each action as if it were alone.

    sum_j W_j s_i v_j(zero_j + impact_ij) over criteria of scope `action`, less what happens if it
    is not done, and of its expected effects over those of scope `portfolio` or `partner`; synergies are
    left out. Value functions, weights and probabilities of success are the scenario's own; levels are
    those of the matrix, so that fewer or other alternatives can be ranked. One that is no action of the
    scenario succeeds for certain, and partners receive it in proportion to their need. Details:
    `points`, (alternatives, criteria).
    """
    points = _points(matrix, scenario, valuation(scenario))
    scores = points.sum(axis=1)
    return Ranking("mavt", ranks_of(scores), scores, details={"points": points})


def points_before_weights(matrix: DecisionMatrix, scenario: Scenario) -> Floats:
    """(alternatives, criteria) points of each action alone, 100 for a full swing of each criterion.

    Their product with any weights is the score of `mavt` under these weights.
    """
    return _points(matrix, scenario, valuation(scenario).unweighted())


def _points(matrix: DecisionMatrix, scenario: Scenario, worth: Valuation) -> Floats:
    """(alternatives, criteria) points of each action alone, times the weights of `worth`."""
    data = action_data(scenario)
    unknown = ActionData("", Fraction(0), Fraction(0), {}, {}, {}, worth.needs, {})
    points = np.zeros(matrix.levels.shape)
    for row, action in enumerate(matrix.alternatives):
        success = worth.success(data[action]) if action in data else Fraction(1)
        changes = dict(zip(matrix.criteria, map(Fraction, matrix.levels[row].tolist()), strict=True))
        scored = points_alone(worth, changes, data.get(action, unknown), success)
        points[row] = [float(scored[criterion]) for criterion in matrix.criteria]
    return points


def points_alone(
    worth: Valuation, changes: Mapping[str, Fraction], data: ActionData, success: Fraction
) -> dict[str, Fraction]:
    """Points by criterion of one action that is selected alone.

    `changes` are what doing it changes beside not doing it; `data` says what not doing it changes, and
    who receives it.
    """
    levels = {criterion: change + data.if_not.get(criterion, 0) for criterion, change in changes.items()}
    alone = replace(data, levels=levels)
    own, expected = worth.points(alone, success), worth.expected(alone, success)
    summed = {c: worth.alone(c, alone, level) for c, level in expected.items() if c not in worth.own}
    return {**dict.fromkeys(worth.weights, Fraction(0)), **own, **summed}
