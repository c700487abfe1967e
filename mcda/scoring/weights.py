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
    found = data_weights(
        _levels(scenario),
        [leaf.swing > 0 for leaf in scenario.leaves],
        scenario.weights.objective,
        criteria=names,
        alternatives=[*scenario.action_by_id],
    )
    weights = exact_weights(dict(zip(names, found.weights.tolist(), strict=True)))
    about_criteria = tuple(note for note in found.notes if note.parameters)  # units are gone already
    return Elicited(scenario.weights.method, weights, notes=about_criteria)


def _levels(scenario: Scenario) -> list[list[float]]:
    """What actions change, a row for each and a column for each leaf, in swings of the leaf.

    Without units, so that standard deviations can be compared; the other methods do not mind.
    """
    swings = {leaf.criterion: abs(leaf.swing) for leaf in scenario.leaves}
    written = {(impact.action, impact.criterion): impact.change for impact in scenario.impacts}
    return [
        [float(written.get((action, leaf), 0) / swing) for leaf, swing in swings.items()]
        for action in scenario.action_by_id
    ]
