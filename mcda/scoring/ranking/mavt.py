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
    is not done, and W_j v_j(s_i impact_ij) over those of scope `portfolio`; synergies are left out.
    Value functions, weights and probabilities of success are the scenario's own; levels are those
    of the matrix, so that fewer or other alternatives can be ranked. One that is no action of the
    scenario succeeds for certain. Details: `points`, (alternatives, criteria).
    """
    points = _points(matrix, scenario, valuation(scenario))
    scores = points.sum(axis=1)
    return Ranking("mavt", ranks_of(scores), scores, details={"points": points})


def points_before_weights(matrix: DecisionMatrix, scenario: Scenario) -> Floats:
    """(alternatives, criteria) points of each action alone, 100 for a full swing of each criterion.

    Their product with any weights is the score of `mavt` under these weights.
    """
    worth = valuation(scenario)
    plain = replace(worth, weights=dict.fromkeys(worth.weights, Fraction(1)))
    return _points(matrix, scenario, plain)


def _points(matrix: DecisionMatrix, scenario: Scenario, worth: Valuation) -> Floats:
    """(alternatives, criteria) points of each action alone, times the weights of `worth`."""
    data = action_data(scenario)
    points = np.zeros(matrix.levels.shape)
    for row, action in enumerate(matrix.alternatives):
        success = worth.success(data[action]) if action in data else Fraction(1)
        if_not = data[action].if_not if action in data else {}
        changes = dict(zip(matrix.criteria, map(Fraction, matrix.levels[row].tolist()), strict=True))
        scored = points_alone(worth, changes, if_not, success)
        points[row] = [float(scored[criterion]) for criterion in matrix.criteria]
    return points


def points_alone(
    worth: Valuation,
    changes: Mapping[str, Fraction],
    if_not: Mapping[str, Fraction],
    success: Fraction,
) -> dict[str, Fraction]:
    """Points by criterion of one action that is selected alone.

    `changes` are what doing it changes beside not doing it, `if_not` what not doing it changes.
    """
    levels = {criterion: change + if_not.get(criterion, 0) for criterion, change in changes.items()}
    alone = ActionData("", Fraction(0), Fraction(0), levels, {}, {}, {}, {}, if_not)
    own, expected = worth.points(alone, success), worth.expected(alone, success)
    common = {c: worth.common_points(c, expected.get(c, Fraction(0))) for c in worth.common}
    return {**dict.fromkeys(worth.weights, Fraction(0)), **own, **common}
