"""Weights of the leaves of the criteria tree."""

from __future__ import annotations

from fractions import Fraction

from mcda.elicitation import Elicited, elicit
from mcda.model import Scenario
from mcda.model.weighting import DataWeights


def leaf_weights(scenario: Scenario) -> dict[str, Fraction]:
    """W_j of each leaf of role `value`, summing to 1, in order of ids."""
    return weigh(scenario).weights


def weigh(scenario: Scenario) -> Elicited:
    """The weights of a scenario, and how firm they are, by whatever method it asks for.

    `UsageProblem` is raised where weights cannot be computed from the impacts.
    """
    if not isinstance(scenario.weights, DataWeights):
        return elicit(scenario)
    from mcda.elicitation.rounding import exact_weights
    from mcda.scoring.ranking.data_weights import data_weights

    names = [leaf.criterion for leaf in scenario.leaves]
    found = data_weights(_levels(scenario), _maximised(scenario), scenario.weights.objective)
    weights = exact_weights(dict(zip(names, found.weights.tolist(), strict=True)))
    return Elicited(scenario.weights.method, weights)


def _levels(scenario: Scenario) -> list[list[float]]:
    """Impacts as they are written, a row for each action and a column for each leaf."""
    written = {(impact.action, impact.criterion): float(impact.level) for impact in scenario.impacts}
    leaves = [leaf.criterion for leaf in scenario.leaves]
    return [[written.get((action, leaf), 0.0) for leaf in leaves] for action in scenario.action_by_id]


def _maximised(scenario: Scenario) -> list[bool]:
    return [(leaf.full or 0) > (leaf.zero or 0) for leaf in scenario.leaves]
