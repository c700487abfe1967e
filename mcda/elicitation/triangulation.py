"""Polytopes cut into simplices, given by their vertices and the facets on which these lie."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

Point = tuple[Fraction, ...]


class Vertex(NamedTuple):
    """A vertex, and the facets that it lies on, as bits."""

    point: Point
    tight: int


def simplices(vertices: Sequence[Vertex]) -> Iterator[tuple[Point, ...]]:
    """Simplices that make up the convex hull of vertices, without overlap.

    From one vertex to every facet that it does not lie on, facets cut likewise (pulling: Bueler,
    Enge, Fukuda 2000). Every facet must be a bit that its vertices share.
    """
    if len(vertices) == 1:
        yield (vertices[0].point,)
        return
    apex = vertices[0]
    for facet in _facets(vertices):
        if apex not in facet:
            for rest in simplices(facet):
                yield (apex.point, *rest)


def _facets(vertices: Sequence[Vertex]) -> list[list[Vertex]]:
    """Largest proper sets of vertices that lie on one facet."""
    shared = -1
    union = 0
    for vertex in vertices:
        shared &= vertex.tight
        union |= vertex.tight
    bits = [1 << k for k in range(union.bit_length()) if union >> k & 1 and not shared >> k & 1]
    places = {frozenset(n for n, v in enumerate(vertices) if v.tight & bit) for bit in bits}
    largest = [one for one in places if not any(one < other for other in places)]
    return [[vertices[n] for n in sorted(one)] for one in sorted(largest, key=sorted)]


def size(simplex: Sequence[Point], axes: Sequence[int]) -> Fraction:
    """Volume of a simplex, up to a factor that is the same for all, seen along some coordinates."""
    first = simplex[0]
    return abs(_determinant([[p[k] - first[k] for k in axes] for p in simplex[1:]]))


def independent_axes(points: Sequence[Point]) -> tuple[int, ...]:
    """Coordinates along which the points can be told apart: as many as the dimension of their hull."""
    first = points[0]
    rows = [[a - b for a, b in zip(point, first, strict=True)] for point in points[1:]]
    axes = []
    for column in range(len(first)):
        pivot = next((row for row in rows if row[column]), None)
        if pivot is not None:
            axes.append(column)
            rows = [
                [a - row[column] / pivot[column] * b for a, b in zip(row, pivot, strict=True)]
                for row in rows
                if row is not pivot
            ]
    return tuple(axes)


def _determinant(rows: list[list[Fraction]]) -> Fraction:
    product = Fraction(1)
    while rows:
        pivot = next((row for row in rows if row[0]), None)
        if pivot is None:
            return Fraction(0)
        others = [row for row in rows if row is not pivot]
        product *= pivot[0]
        rows = [
            [a - row[0] / pivot[0] * b for a, b in zip(row[1:], pivot[1:], strict=True)]
            for row in others
        ]
    return product
