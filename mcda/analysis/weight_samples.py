"""Weights drawn uniformly from a weight space."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import islice
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from mcda.elicitation.triangulation import Vertex, independent_axes, simplices, size
from mcda.elicitation.weight_space import WeightSpace

Reals = NDArray[np.float64]
Method = Literal["dirichlet", "triangulation", "hit_and_run"]
MOST_CUT = 150
"""With more vertices, or more than a hundred times as many simplices, a walk replaces exact draws."""
MOST_PARAMETERS = 7
STEPS = 50
"""Steps of the walk before a sample, for each dimension: every sample has a walk of its own."""


@dataclass(frozen=True)
class Sampler:
    """Draws from a weight space; each draw is exactly uniform, save that of a walk."""

    space: WeightSpace

    @property
    def method(self) -> Method:
        """How weights are drawn.

        `dirichlet`: the simplex of all weights; `triangulation`: a simplex by its volume, then a point
        in it; `hit_and_run`: where the polytope has too many vertices for that, the end of a random
        walk (Smith 1984) that starts at a random mixture of vertices.
        """
        if not self.space.cuts:
            return "dirichlet"
        return "hit_and_run" if self._pieces is None else "triangulation"

    def draw(self, number: int, generator: np.random.Generator) -> Reals:
        """(number, parameters)."""
        if self.method == "dirichlet":
            free: Reals = generator.dirichlet(np.ones(len(self.space.names)), number)
            return free
        if self._pieces is None:
            return self._walked(number, generator)
        points, shares = self._pieces
        which = generator.choice(len(points), number, p=shares)
        inside = generator.dirichlet(np.ones(points.shape[1]), number)
        drawn: Reals = np.einsum("nk,nkp->np", inside, points[which])
        return drawn

    def weights(self, parameters: Reals) -> Reals:
        """(n, leaves) weights of the leaves, in order of ids."""
        corners = np.array([[float(w) for w in corner] for corner in self.space.corners])
        found: Reals = parameters @ corners
        return found

    @cached_property
    def _vertices(self) -> list[Vertex]:
        return vertices_of(self.space)

    @cached_property
    def _pieces(self) -> tuple[Reals, Reals] | None:
        """Simplices (k, dimension + 1, parameters), and their shares of the volume; None if too many."""
        if len(self._vertices) > MOST_CUT or len(self.space.names) > MOST_PARAMETERS:
            return None
        found = list(islice(simplices(self._vertices), 100 * MOST_CUT + 1))
        if len(found) > 100 * MOST_CUT:
            return None
        axes = independent_axes([vertex.point for vertex in self._vertices])
        volumes = np.array([float(size(simplex, axes)) for simplex in found])
        points = np.array([[[float(x) for x in point] for point in simplex] for simplex in found])
        return points, volumes / volumes.sum()

    def _walked(self, number: int, generator: np.random.Generator) -> Reals:
        """As many random walks inside, all at once."""
        corners = np.array([[float(x) for x in vertex.point] for vertex in self._vertices])
        _, spread, basis = np.linalg.svd(corners - corners.mean(axis=0), full_matrices=False)
        basis = basis[spread > 1e-12 * spread[0]]
        normals, bounds = self._halfspaces
        at: Reals = generator.dirichlet(np.ones(len(corners)), number) @ corners
        for _ in range(STEPS * len(basis)):
            ways = generator.standard_normal((number, len(basis))) @ basis
            room, speed = at @ normals.T - bounds, ways @ normals.T
            with np.errstate(divide="ignore", invalid="ignore"):
                ends = np.where(abs(speed) > 1e-15, -room / speed, np.inf)
            forward = np.where(speed < 0, ends, np.inf).min(axis=1)
            back = np.where(speed > 0, ends, -np.inf).max(axis=1)
            at = at + (back + (forward - back) * generator.random(number))[:, None] * ways
        return at

    @cached_property
    def _halfspaces(self) -> tuple[Reals, Reals]:
        """`normals @ parameters >= bounds`; what holds with equality everywhere never binds."""
        names, cuts = self.space.names, self.space.cuts
        told = [[float(cut.coefficients.get(name, 0)) for name in names] for cut in cuts]
        normals = np.vstack([np.eye(len(names)), np.array(told)])
        return normals, np.array([0.0] * len(names) + [float(cut.bound) for cut in cuts])


def vertices_of(space: WeightSpace) -> list[Vertex]:
    """Vertices of the parameters' polytope with the facets that they lie on."""
    return [Vertex(normalised(ray.direction), ray.tight) for ray in space.rays]


def normalised(direction: Sequence[int]) -> tuple[Fraction, ...]:
    """Whole parameters as parts of 1."""
    return tuple(Fraction(part, sum(direction)) for part in direction)
