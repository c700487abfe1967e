"""The decision matrix of a scenario: its actions on its criteria, as they are written."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

import numpy as np

from mcda.errors import Problem, UsageProblem
from mcda.model import Criterion, Scenario
from mcda.scoring.ranking.matrix import DecisionMatrix, Floats, Thresholds
from mcda.scoring.weights import leaf_weights


def decision_matrix(scenario: Scenario) -> DecisionMatrix:
    """Actions by id on the leaves of role `value`, impacts as written: a blank does nothing, 0.

    Where the scenario says what happens if an action is not done, the difference of the two.

    More is better where `full` exceeds `zero`. Weights are those of the leaves, thresholds the
    columns of the table of criteria. Success, scope, curves and synergies play no part here.

    Raises
    ------
    UsageProblem
        E152 if the scenario has no action or no criterion.
    """
    weights = leaf_weights(scenario)
    leaves = [scenario.criterion_by_id[criterion] for criterion in weights]
    written = {(impact.action, impact.criterion): impact.change for impact in scenario.impacts}
    actions = sorted(scenario.action_by_id)
    levels = [[float(written.get((a, c.criterion), 0)) for c in leaves] for a in actions]
    return DecisionMatrix.of(
        levels,
        maximise=[is_maximised(leaf) for leaf in leaves],
        weights=[float(weight) for weight in weights.values()],
        alternatives=actions,
        criteria=list(weights),
        thresholds=_thresholds(leaves),
    )


def is_maximised(leaf: Criterion) -> bool:
    """Whether more is better."""
    return leaf.swing > 0


def anchors(scenario: Scenario) -> tuple[Floats, Floats]:
    """Doing nothing, and what is worth 100 points, as impacts: two arrays (criteria,)."""
    leaves = [scenario.criterion_by_id[criterion] for criterion in leaf_weights(scenario)]
    return np.zeros(len(leaves)), _floats(leaf.swing for leaf in leaves)


def class_limits(scenario: Scenario) -> Floats:
    """Lower limits of the classes `priority` and `to_mature`: (2, criteria), the best first.

    Raises
    ------
    UsageProblem
        E179 if a criterion states none.
    """
    leaves = [scenario.criterion_by_id[criterion] for criterion in leaf_weights(scenario)]
    missing = [c.criterion for c in leaves if c.priority_from is None or c.mature_from is None]
    if missing:
        raise UsageProblem(Problem("E179", value=", ".join(missing)))
    return np.array([_floats(c.priority_from for c in leaves), _floats(c.mature_from for c in leaves)])


def _thresholds(leaves: list[Criterion]) -> Thresholds:
    return Thresholds(
        indifference=_floats(leaf.indifference for leaf in leaves),
        preference=_floats(leaf.preference for leaf in leaves),
        veto=_floats(leaf.veto for leaf in leaves),
        gaussian=_floats(leaf.gaussian for leaf in leaves),
        functions=tuple(leaf.preference_function for leaf in leaves),
    )


def _floats(stated: Iterable[Fraction | None]) -> Floats:
    """Numbers, NaN where nothing is stated."""
    return np.array([np.nan if number is None else float(number) for number in stated])
