"""Weights that agree with incomplete statements: a polytope, described by its vertices.

With `w >= 0` and `sum w = 1` a statement `sum c_j w_j >= b` is `sum (c_j - b) w_j >= 0`: a cut
through a cone. The extreme rays are updated cut by cut in whole numbers (double description:
Motzkin, Raiffa, Thompson, Thrall 1953; adjacency as in Fukuda, Prodon 1996), so that vertices are
exact and none is missed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice, product
from math import gcd, lcm
from typing import NamedTuple

MOST_VERTICES = 20_000
"""More vertices than that are neither shown nor explored."""


@dataclass(frozen=True)
class Halfspace:
    """`sum of coefficients * weights >= bound`."""

    coefficients: Mapping[str, Fraction]
    bound: Fraction = Fraction(0)


class TooManyVerticesError(ValueError):
    """The statements leave a polytope with more than `MOST_VERTICES` vertices."""


class Ray(NamedTuple):
    """A direction in whole numbers, and the constraints that hold with equality on it, as bits."""

    direction: tuple[int, ...]
    tight: int


def vertices(names: Sequence[str], halfspaces: Sequence[Halfspace]) -> tuple[tuple[Fraction, ...], ...]:
    """Distinct vertices of `{w >= 0, sum w = 1, halfspaces}`, sorted; weights in the order of `names`.

    Empty if no weights agree with everything. `TooManyVerticesError` is raised beyond
    `MOST_VERTICES`.
    """
    rays = corner_rays(names, halfspaces)
    points = {tuple(Fraction(part, sum(ray.direction)) for part in ray.direction) for ray in rays}
    return tuple(sorted(points))


def corner_rays(names: Sequence[str], halfspaces: Sequence[Halfspace]) -> list[Ray]:
    """The vertices as rays in whole numbers; constraints are `w_j >= 0` in order, then halfspaces.

    `TooManyVerticesError` is raised beyond `MOST_VERTICES`.
    """
    size = len(names)
    everything = (1 << size) - 1
    rays = [Ray(tuple(int(i == j) for j in range(size)), everything & ~(1 << i)) for i in range(size)]
    for number, halfspace in enumerate(halfspaces):
        rays = cut(rays, _normal(names, halfspace), size + number).rays
        if len(rays) > MOST_VERTICES:
            raise TooManyVerticesError(f"more than {MOST_VERTICES} vertices")
    return rays


def centre(points: Sequence[tuple[Fraction, ...]]) -> tuple[Fraction, ...]:
    """Mean of the distinct vertices."""
    return tuple(sum(column, Fraction(0)) / len(points) for column in zip(*points, strict=True))


def clashing(names: Sequence[str], groups: Sequence[Sequence[Halfspace]]) -> list[int]:
    """Positions of groups of halfspaces that leave nothing together, none of which can be spared.

    Empty if something is left. Each group is dropped in turn and stays out if nothing is left
    without it (deletion filter: Chinneck, Dravnieks 1991).
    """

    def leaves_nothing(kept: Sequence[int]) -> bool:
        return not vertices(names, [halfspace for k in kept for halfspace in groups[k]])

    kept = list(range(len(groups)))
    if not leaves_nothing(kept):
        return []
    for candidate in range(len(groups)):
        without = [k for k in kept if k != candidate]
        if leaves_nothing(without):
            kept = without
    return kept


def _normal(names: Sequence[str], halfspace: Halfspace) -> tuple[int, ...]:
    """The halfspace as `normal . w >= 0` in whole numbers."""
    parts = [halfspace.coefficients.get(name, Fraction(0)) - halfspace.bound for name in names]
    scale = lcm(*(part.denominator for part in parts))
    return tuple(int(part * scale) for part in parts)


Side = tuple[Ray, int]
"""A ray, and how far it lies on one side of a constraint."""
Pair = tuple[Side, Side]
FEW_PAIRS = 2_000
"""Up to which arrays are not worth their while."""
BITS = 63
"""Of constraints that an array holds."""


class Edge(NamedTuple):
    """A new ray between two old ones: `(ahead * above + back * below) / divisor`."""

    ray: Ray
    above: Ray
    ahead: int
    below: Ray
    back: int
    divisor: int


class Cut(NamedTuple):
    """Extreme rays after one more constraint: those that stay, and new ones on cut edges."""

    kept: list[Ray]
    edges: list[Edge]

    @property
    def rays(self) -> list[Ray]:
        return [*self.kept, *(edge.ray for edge in self.edges)]


def cut(rays: Sequence[Ray], normal: Sequence[int], number: int) -> Cut:
    """The constraint `normal . direction >= 0`, the one of that number, added to a cone."""
    sides = [sum(a * b for a, b in zip(normal, ray.direction, strict=True)) for ray in rays]
    bit = 1 << number
    kept = [
        ray if side > 0 else Ray(ray.direction, ray.tight | bit)
        for ray, side in zip(rays, sides, strict=True)
        if side >= 0
    ]
    above = [(ray, side) for ray, side in zip(rays, sides, strict=True) if side > 0]
    below = [(ray, side) for ray, side in zip(rays, sides, strict=True) if side < 0]
    edges = []
    for (one, up), (other, down) in _adjacent(above, below, rays):
        mixed = [up * b - down * a for a, b in zip(one.direction, other.direction, strict=True)]
        divisor = gcd(*mixed)
        ray = Ray(tuple(part // divisor for part in mixed), one.tight & other.tight | bit)
        edges.append(Edge(ray, one, -down, other, up, divisor))
    return Cut(kept, edges)


def _adjacent(above: Sequence[Side], below: Sequence[Side], rays: Sequence[Ray]) -> Iterator[Pair]:
    """Pairs of extreme rays that span an edge: no third one lies on all that they share."""
    if len(above) * len(below) > FEW_PAIRS and all(ray.tight < 1 << BITS for ray in rays):
        yield from _adjacent_of_many(above, below, rays)
        return
    for one, other in product(above, below):
        shared = one[0].tight & other[0].tight
        if shared.bit_count() >= len(one[0].direction) - 2:
            within = (ray for ray in rays if ray.tight & shared == shared)
            if sum(1 for _ in islice(within, 3)) == 2:
                yield one, other


def _adjacent_of_many(
    above: Sequence[Side], below: Sequence[Side], rays: Sequence[Ray]
) -> Iterator[Pair]:
    """The same on arrays of bits."""
    import numpy as np

    tight, others = (
        np.array([ray.tight for ray in some], dtype=np.uint64)
        for some in (rays, [ray for ray, _ in below])
    )
    for one in above:
        shared = others & np.uint64(one[0].tight)
        for place in np.flatnonzero(np.bitwise_count(shared) >= len(one[0].direction) - 2).tolist():
            if np.count_nonzero(tight & shared[place] == shared[place]) == 2:
                yield one, below[place]
