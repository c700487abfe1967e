"""Fronts by pairwise comparison, in fractions: shares nothing with the program."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from itertools import combinations
from typing import Any

from oracle import Oracle

Point = tuple[Fraction, ...]
Portfolio = frozenset[str]


def beats(one: Point, other: Point) -> bool:
    """At least as much of everything, and more of something."""
    return one != other and all(a >= b for a, b in zip(one, other, strict=True))


def front(points: Mapping[Portfolio, Point]) -> dict[Portfolio, Point]:
    """The portfolios that no other one beats, equals kept."""
    different = set(points.values())
    kept = {point for point in different if not any(beats(other, point) for other in different)}
    return {chosen: point for chosen, point in points.items() if point in kept}


def reached(oracle: Oracle, chosen: Portfolio, names: Sequence[str]) -> Point:
    """What a portfolio reaches of each objective."""
    tally = oracle.tally(chosen)
    groups = {p.id: p.groups for p in oracle.partners.values()}

    def level(name: str) -> Fraction:
        kind, _, identifier = name.partition(":")
        if kind in ("benefit", "burden"):
            amounts: Mapping[str, Fraction] = getattr(tally, kind)
            return sum(
                (groups[p].get(identifier, Fraction(0)) * amounts[p] for p in groups), Fraction(0)
            )
        if kind == "impact":
            return tally.impacts[identifier]
        if kind == "worst_off":
            parents = {p.parent for p in oracle.partners.values()}
            leaves = [p for p in oracle.partners.values() if p.id not in parents and p.population]
            return min(tally.benefit[p.id] / Fraction(p.population or 1) for p in leaves)
        amount: Fraction = getattr(tally, kind)
        return amount

    return tuple(level(name) for name in names)


def sign(tables: Mapping[str, Any], name: str) -> int:
    """-1 where less is better."""
    kind, _, identifier = name.partition(":")
    if kind == "impact":
        row = next(row for row in tables["criteria"] if row["criterion"] == identifier)
        return 1 if Fraction(str(row["full"])) > Fraction(str(row["zero"])) else -1
    return -1 if kind in ("cost", "local_cost", "burden") else 1


def signed(tables: Mapping[str, Any], point: Point, names: Sequence[str]) -> Point:
    """A point of which more is better."""
    pairs = zip(point, names, strict=True)
    return tuple(level * sign(tables, name) for level, name in pairs)


def expected(tables: dict[str, Any], names: Sequence[str]) -> dict[Portfolio, Point]:
    """Every efficient portfolio of a scenario with its point, by enumeration."""
    oracle = Oracle(tables)
    feasible = (chosen for chosen in oracle.portfolios() if oracle.feasible(chosen))
    points = {chosen: signed(tables, reached(oracle, chosen, names), names) for chosen in feasible}
    return front(points)


def is_on_upper_hull(point: Point, points: Iterable[Point]) -> bool:
    """In the plane: whether no two points have a mixture that is more of both."""
    others = set(points)
    return not any(
        _crosses(point, low, high) for low, high in combinations(sorted(others), 2) if low[0] < high[0]
    )


def _crosses(point: Point, low: Point, high: Point) -> bool:
    """Whether the segment between two points passes strictly beyond a third one between them."""
    if not low[0] < point[0] < high[0]:
        return False
    share = (point[0] - low[0]) / (high[0] - low[0])
    return low[1] + share * (high[1] - low[1]) > point[1]
