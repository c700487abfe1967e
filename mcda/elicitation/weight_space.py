"""Sets of admissible weights in few numbers: leaves, branches of the tree, or what colleges say.

A weight space is a polytope of *parameters* (not negative, summing to 1) and what each parameter
stands for in weights of the leaves. Where parameters are the leaves these are unit vectors; where they
are branches, the leaves inside each keep their proportions; where they are the weights of colleges,
anything between these is admitted.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from typing import Literal

from mcda.elicitation.polytope import Halfspace, Ray, corner_rays
from mcda.elicitation.tree import ROOT, families, leaves_below
from mcda.model import Scenario

Parameters = Literal["leaves", "branches", "points"]
Point = Mapping[str, Fraction]
"""Weight of each leaf, summing to 1."""


@dataclass(frozen=True)
class WeightSpace:
    """Admissible weights: `w = sum of parameter_k * corners_k`."""

    kind: Parameters
    names: tuple[str, ...]
    """Of the parameters: ids of leaves or branches, or names of the points."""
    leaves: tuple[str, ...]
    """In order of ids."""
    corners: tuple[tuple[Fraction, ...], ...]
    """For each parameter, the weights of the leaves where it is 1 and the others are 0."""
    cuts: tuple[Halfspace, ...] = ()
    """Over the parameters, beside not negative and summing to 1."""

    @cached_property
    def rays(self) -> tuple[Ray, ...]:
        """Vertices of the parameters' polytope; none if nothing is admitted.

        `TooManyVerticesError` is raised where there are too many.
        """
        return tuple(corner_rays(self.names, self.cuts))

    @property
    def facets(self) -> int:
        """Number of constraints, as the rays count them."""
        return len(self.names) + len(self.cuts)

    def meeting(self, cuts: Iterable[Halfspace]) -> WeightSpace:
        """The part of the space that also meets halfspaces over the leaves."""
        more = tuple(self._over_parameters(cut) for cut in cuts)
        return replace(self, cuts=(*self.cuts, *more))

    def weights(self, parameters: Sequence[Fraction]) -> dict[str, Fraction]:
        """Weights of the leaves that parameters stand for."""
        columns = zip(*self.corners, strict=True)
        return {
            leaf: sum((p * c for p, c in zip(parameters, column, strict=True)), Fraction(0))
            for leaf, column in zip(self.leaves, columns, strict=True)
        }

    def _over_parameters(self, cut: Halfspace) -> Halfspace:
        worth = {
            name: sum(
                (cut.coefficients.get(leaf, 0) * w for leaf, w in zip(self.leaves, corner, strict=True)),
                Fraction(0),
            )
            for name, corner in zip(self.names, self.corners, strict=True)
        }
        return Halfspace(worth, cut.bound)


def leaf_space(scenario: Scenario) -> WeightSpace:
    """All weights of the leaves."""
    leaves = _leaves(scenario)
    units = tuple(tuple(Fraction(a == b) for b in leaves) for a in leaves)
    return WeightSpace("leaves", leaves, leaves, units)


def branch_space(scenario: Scenario, weights: Point) -> WeightSpace:
    """All weights of the branches at the top of the tree; inside each, leaves keep their proportions.

    A branch without weight shares equally between its leaves.
    """
    below, leaves = leaves_below(scenario), _leaves(scenario)
    tops = tuple(sorted(families(scenario)[ROOT]))
    corners = tuple(_inside(below[top], weights, leaves) for top in tops)
    return WeightSpace("branches", tops, leaves, corners)


def space_between(points: Mapping[str, Point]) -> WeightSpace:
    """All mixtures of named weights of the leaves."""
    leaves = tuple(sorted(next(iter(points.values()))))
    corners = tuple(tuple(point[leaf] for leaf in leaves) for point in points.values())
    return WeightSpace("points", tuple(points), leaves, corners)


def _leaves(scenario: Scenario) -> tuple[str, ...]:
    return tuple(sorted(leaf.criterion for leaf in scenario.leaves))


def _inside(members: Sequence[str], weights: Point, leaves: Sequence[str]) -> tuple[Fraction, ...]:
    """Weights of the leaves when one branch has all."""
    whole = sum((weights[leaf] for leaf in members), Fraction(0))
    if not whole:
        return tuple(Fraction(leaf in members, len(members)) for leaf in leaves)
    return tuple(weights[leaf] / whole if leaf in members else Fraction(0) for leaf in leaves)
