"""What lies above the values of the portfolios found, over all admissible weights, by its corners.

    v(w) = max over portfolios of w . y

is convex and piecewise linear in w. The portfolios found so far bound it from below; the set above
them all is a polyhedron whose corners are known exactly. Wherever a corner lies on v itself nothing
is missing there, and if all corners do nothing is missing anywhere: any weights are a mixture of the
corners of one face, and v is convex. At a corner that may lie below v somebody must solve.

Weights and values are whole numbers: a corner is a ray (d, t), standing for weights d / sum(d) and
value t / sum(d). What is known to be the most at corners bounds v everywhere from above, since new
corners are mixtures of old ones.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property

from mcda.elicitation.polytope import Ray, cut


@dataclass(frozen=True)
class Corner:
    """A corner above all portfolios found."""

    ray: Ray
    """Parameters, then the value, in whole numbers; which constraints and portfolios meet there."""
    most: int
    """No portfolio is worth more there, in the same scale."""

    @property
    def parameters(self) -> tuple[int, ...]:
        return self.ray.direction[:-1]

    @property
    def value(self) -> int:
        """Of the best portfolio found, times the sum of the parameters."""
        return self.ray.direction[-1]

    @property
    def scale(self) -> int:
        """Sum of the parameters; 0 of the ray that points upward."""
        return sum(self.parameters)

    @property
    def gap(self) -> Fraction:
        """What a better portfolio could still be worth more."""
        return Fraction(self.most - self.value, self.scale)


@dataclass(frozen=True)
class Epigraph:
    """The corners above some portfolios."""

    above: Corner
    """The ray that points upward."""
    corners: tuple[Corner, ...]
    facets: int
    """Constraints on parameters; portfolios are numbered after them."""
    portfolios: int

    @cached_property
    def open(self) -> tuple[Corner, ...]:
        """Corners at which something better is not ruled out."""
        return tuple(corner for corner in self.corners if corner.most > corner.value)

    @property
    def regret(self) -> Fraction:
        """No portfolio is worth more than the best one found plus this, whatever the weights."""
        return max((corner.gap for corner in self.open), default=Fraction(0))

    @property
    def widest(self) -> Corner:
        """The open corner with the widest gap; of equals the first."""
        return max(self.open, key=lambda c: ((c.most - c.value) / c.scale, c.parameters))

    def at_most(self, most: Mapping[tuple[int, ...], int]) -> Epigraph:
        """The same corners, knowing that nothing is worth more than that at some, by their parameters."""
        return replace(self, corners=tuple(_at_most(c, most.get(c.parameters)) for c in self.corners))

    def plus(self, worth: Sequence[int]) -> Epigraph:
        """The corners above one more portfolio, given by its value at each parameter."""
        old = (self.above, *self.corners)
        most = {corner.ray.direction: corner.most for corner in old}
        number = self.facets + self.portfolios
        found = cut([corner.ray for corner in old], (*(-part for part in worth), 1), number)
        kept = [Corner(ray, most[ray.direction]) for ray in found.kept]
        new = [
            Corner(
                edge.ray,
                _mixed(
                    edge.ahead,
                    most[edge.above.direction],
                    edge.back,
                    most[edge.below.direction],
                    edge.divisor,
                ),
            )
            for edge in found.edges
        ]
        above, *corners = kept
        return replace(self, above=above, corners=(*corners, *new), portfolios=self.portfolios + 1)

    def touching(self, portfolio: int) -> tuple[Corner, ...]:
        """Corners at which a portfolio is the best one found."""
        bit = 1 << (self.facets + portfolio)
        return tuple(corner for corner in self.corners if corner.ray.tight & bit)


def _at_most(corner: Corner, most: int | None) -> Corner:
    if most is None or most >= corner.most:
        return corner
    return replace(corner, most=max(most, corner.value))


def _mixed(ahead: int, above: int, back: int, below: int, divisor: int) -> int:
    """What is the most at a mixture of two corners: values there are whole, so rounded down."""
    return (ahead * above + back * below) // divisor


def epigraph(rays: Sequence[Ray], facets: int, worth: Sequence[int], most: Sequence[int]) -> Epigraph:
    """What lies above one portfolio.

    Parameters
    ----------
    rays
        Vertices of the parameters' polytope; `facets` is the number of its constraints.
    worth
        Value of the portfolio at each parameter.
    most
        No portfolio is worth more at the vertex, in the scale of its ray.
    """
    bit = 1 << facets
    corners = tuple(
        Corner(
            Ray((*ray.direction, _dot(ray.direction, worth)), ray.tight | bit),
            most_there,
        )
        for ray, most_there in zip(rays, most, strict=True)
    )
    size = len(worth)
    upward = Corner(Ray((*(0,) * size, 1), bit - 1), 0)
    return Epigraph(upward, corners, facets, 1)


def _dot(one: Sequence[int], other: Sequence[int]) -> int:
    return sum(a * b for a, b in zip(one, other, strict=True))
