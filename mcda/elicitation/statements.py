"""Statements of a scenario as halfspaces over its leaves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from mcda.elicitation.polytope import Halfspace, clashing, vertices
from mcda.elicitation.tree import leaves_below
from mcda.model import Scenario
from mcda.model.expression import Comparison, Linear, Statement


def polytope(
    scenario: Scenario, statements: Sequence[Statement]
) -> tuple[tuple[str, ...], tuple[tuple[Fraction, ...], ...]]:
    """Ids of the leaves, and the vertices of the weights that agree with all statements."""
    names = tuple(leaf.criterion for leaf in scenario.leaves)
    cuts = [cut for statement in statements for cut in halfspaces(scenario, statement)]
    return names, vertices(names, cuts)


def contradictions(scenario: Scenario, statements: Sequence[Statement]) -> list[Statement]:
    """Statements that no weights meet together, none of which can be spared; empty if some do."""
    names = [leaf.criterion for leaf in scenario.leaves]
    groups = [halfspaces(scenario, statement) for statement in statements]
    return [statements[place] for place in clashing(names, groups)]


def halfspaces(scenario: Scenario, statement: Statement) -> list[Halfspace]:
    """One halfspace for each inequality, two for each equality."""
    below = leaves_below(scenario)
    return [cut for comparison in statement.comparisons for cut in _cuts(comparison, below)]


def _cuts(comparison: Comparison, below: Mapping[str, tuple[str, ...]]) -> list[Halfspace]:
    cuts = []
    if comparison.sign in (">=", "="):
        cuts.append(_cut(comparison.left - comparison.right, below))
    if comparison.sign in ("<=", "="):
        cuts.append(_cut(comparison.right - comparison.left, below))
    return cuts


def _cut(difference: Linear, below: Mapping[str, tuple[str, ...]]) -> Halfspace:
    """`difference >= 0`; the name of a branch means the sum of its leaves."""
    coefficients: dict[str, Fraction] = {}
    for name, coefficient in difference.coefficients.items():
        for leaf in below[name]:
            coefficients[leaf] = coefficients.get(leaf, Fraction(0)) + coefficient
    return Halfspace(coefficients, -difference.constant)
