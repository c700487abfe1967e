"""Weights of the leaves of the criteria tree."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from fractions import Fraction

from mcda.model import Criterion, Scenario


def leaf_weights(scenario: Scenario) -> dict[str, Fraction]:
    """W_j of each leaf of role `value`, summing to 1.

    Swing points are normalised among siblings and multiplied down the tree. Siblings of which
    none has a weight weigh the same.
    """
    families: dict[str | None, list[Criterion]] = defaultdict(list)
    for criterion in scenario.criteria:
        if criterion.role == "value":
            families[criterion.parent].append(criterion)
    weights: dict[str, Fraction] = {}
    pending: list[tuple[str | None, Fraction]] = [(None, Fraction(1))]
    while pending:
        parent, worth = pending.pop()
        shares = _normalised(families[parent], scenario.weights)
        for criterion in families[parent]:
            own = worth * shares[criterion.criterion]
            if criterion.criterion in families:
                pending.append((criterion.criterion, own))
            else:
                weights[criterion.criterion] = own
    return dict(sorted(weights.items()))


def _normalised(siblings: list[Criterion], stated: Mapping[str, Fraction]) -> dict[str, Fraction]:
    points = {c.criterion: stated.get(c.criterion, c.weight) for c in siblings}
    if all(point is None for point in points.values()):
        points = dict.fromkeys(points, Fraction(1))
    known = {criterion: point or Fraction(0) for criterion, point in points.items()}
    whole = sum(known.values())
    return {criterion: point / whole for criterion, point in known.items()}
