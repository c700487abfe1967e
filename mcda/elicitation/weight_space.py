"""Sets of admissible weights, in few numbers: leaves, branches, or the voices of colleges.

A weight space is a polytope of *parameters* (non-negative, summing to 1) and what each parameter is
worth in weights of the leaves. Where the parameters are the leaves themselves these are unit vectors;
where they are branches, the shares inside each branch stay as stated; where they are colleges, any
mixture of their weights is admissible.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Literal

from mcda.elicitation.polytope import Halfspace, Ray, corner_rays
from mcda.elicitation.statements import halfspaces
from mcda.elicitation.tree import ROOT, families, leaves_below
from mcda.elicitation.weigh import scenario_colleges
from mcda.model import Scenario
from mcda.model.expression import Statement

Parameters = Literal["leaves", "branches", "colleges"]
MOST_LEAVES = 4
"""With more leaves, branches vary and not every leaf."""
ONE = Fraction(1)


@dataclass(frozen=True)
class WeightSpace:
    """Admissible weights: `w = sum of parameter_k * corners_k`."""

    kind: Parameters
    names: tuple[str, ...]
    """Ids of the parameters: leaves, branches or colleges."""
    leaves: tuple[str, ...]
    """In order of ids."""
    corners: tuple[tuple[Fraction, ...], ...]
    """For each parameter, the weights of the leaves where it is 1 and the others are 0."""
    halfspaces: tuple[Halfspace, ...] = ()
    """Over the parameters, beside non-negative and summing to 1."""

    @cached_property
    def rays(self) -> tuple[Ray, ...]:
        """Vertices of the parameters' polytope; none if nothing is admissible.

        `TooManyVerticesError` is raised where there are too many.
        """
        return tuple(corner_rays(self.names, self.halfspaces))

    @property
    def facets(self) -> int:
        """Number of constraints, as the rays count them."""
        return len(self.names) + len(self.halfspaces)

    @property
    def is_simplex(self) -> bool:
        """Whether the parameters are free."""
        return not self.halfspaces

    def weights(self, parameters: Sequence[Fraction]) -> dict[str, Fraction]:
        """Weights of the leaves that parameters stand for."""
        columns = zip(*self.corners, strict=True)
        return {
            leaf: sum((p * c for p, c in zip(parameters, column, strict=True)), Fraction(0))
            for leaf, column in zip(self.leaves, columns, strict=True)
        }


def leaf_space(
    scenario: Scenario, statements: Sequence[Statement] = (), cuts: Sequence[Halfspace] = ()
) -> WeightSpace:
    """All weights of the leaves that agree with statements (and other halfspaces over leaves)."""
    leaves = tuple(sorted(leaf.criterion for leaf in scenario.leaves))
    units = tuple(tuple(Fraction(a == b) for b in leaves) for a in leaves)
    told = tuple(cut for statement in statements for cut in halfspaces(scenario, statement))
    return WeightSpace("leaves", leaves, leaves, units, (*told, *cuts))


def branch_space(
    scenario: Scenario, weights: Mapping[str, Fraction], around: Fraction | None = None
) -> WeightSpace:
    """Weights of the branches at the top of the tree; inside each, leaves keep their proportions.

    With `around`, each branch stays within that share of its own weight (0.2: 20 % less or more).
    A branch without weight of its own shares equally between its leaves.
    """
    below = leaves_below(scenario)
    leaves = tuple(sorted(leaf.criterion for leaf in scenario.leaves))
    tops = tuple(sorted(families(scenario)[ROOT]))
    own = {top: sum((weights[leaf] for leaf in below[top]), Fraction(0)) for top in tops}
    corners = tuple(_inside(below[top], own[top], weights, leaves) for top in tops)
    cuts = () if around is None else intervals(own, around)
    return WeightSpace("branches", tops, leaves, corners, cuts)


def college_space(scenario: Scenario) -> WeightSpace:
    """Every mixture of the weights of the colleges."""
    colleges = scenario_colleges(scenario)
    leaves = tuple(sorted(leaf.criterion for leaf in scenario.leaves))
    corners = tuple(tuple(college.weights[leaf] for leaf in leaves) for college in colleges)
    return WeightSpace("colleges", tuple(c.name for c in colleges), leaves, corners)


def intervals(weights: Mapping[str, Fraction], around: Fraction) -> tuple[Halfspace, ...]:
    """Each weight within a share of itself, below and above."""
    low = (Halfspace({name: ONE}, w * (1 - around)) for name, w in weights.items())
    high = (Halfspace({name: -ONE}, -w * (1 + around)) for name, w in weights.items())
    return (*low, *high)


def _inside(
    members: Sequence[str], whole: Fraction, weights: Mapping[str, Fraction], leaves: Sequence[str]
) -> tuple[Fraction, ...]:
    """Weights of the leaves when one branch has all."""
    if not whole:
        return tuple(Fraction(leaf in members, len(members)) for leaf in leaves)
    return tuple(weights[leaf] / whole if leaf in members else Fraction(0) for leaf in leaves)
