"""What there is to explore, by enumeration: fronts, next best portfolios, why an action is in or out.

Built on the oracle of `oracle.py`, and like it shares nothing with the program: every feasible
portfolio of a small scenario, in fractions and whole numbers.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import combinations
from typing import Any

from exact_simplex import least
from oracle import Oracle, Tally

ZERO, ONE = Fraction(0), Fraction(1)
Portfolio = frozenset[str]
Point = tuple[Fraction, ...]


# ---------------------------------------------------------------- points, all of them to be maximised


def dominates(one: Point, other: Point) -> bool:
    """At least as good everywhere, better somewhere."""
    return one != other and all(a >= b for a, b in zip(one, other, strict=True))


def efficient(points: Iterable[Point]) -> list[Point]:
    """The points that no other dominates, each once, the largest first.

    Who dominates a point stands before it in descending order.
    """
    found: list[Point] = []
    for point in sorted(set(points), reverse=True):
        if not any(dominates(better, point) for better in found):
            found.append(point)
    return found


def supported(point: Point, points: Sequence[Point]) -> bool:
    """Whether some w >= 0 other than 0 makes the point maximal: no mixture beats it everywhere.

    The most t with ``sum_k l_k y_k >= y + t`` is 0, over l >= 0 of sum 1; t is a ceiling less a
    slack s >= 0, since `least` minimises.
    """
    ahead = [[a - b for a, b in zip(each, point, strict=True)] for each in points]
    ceiling = max((max(row) for row in ahead), default=ZERO)
    rows = [([*(-row[n] for row in ahead), -ONE], -ceiling) for n in range(len(point))]
    slack = least([*[ZERO] * len(points), ONE], [*rows, *_mixture(len(points), 1)])
    return slack == ceiling


def strictly_supported(point: Point, points: Sequence[Point]) -> bool:
    """Whether some w > 0 makes the point maximal: no mixture beats it anywhere without losing elsewhere.

    ``sum_k l_k y_k - y >= d >= 0`` has most sum of d 0; d_n is a ceiling less a slack s_n >= 0.
    """
    ahead = [[a - b for a, b in zip(each, point, strict=True)] for each in points]
    size = len(point)
    ceilings = [max((row[n] for row in ahead), default=ZERO) for n in range(size)]
    rows: list[tuple[list[Fraction], Fraction]] = []
    for n, ceiling in enumerate(ceilings):
        own = [ONE if k == n else ZERO for k in range(size)]
        rows.append(([*(-row[n] for row in ahead), *(-one for one in own)], -ceiling))
        rows.append(([*[ZERO] * len(points), *own], ceiling))
    costs = [*[ZERO] * len(points), *[ONE] * size]
    return least(costs, [*rows, *_mixture(len(points), size)]) == sum(ceilings, ZERO)


def _mixture(count: int, others: int) -> list[tuple[list[Fraction], Fraction]]:
    """Rows that make the first variables sum to 1."""
    return [([*[sign] * count, *[ZERO] * others], sign) for sign in (ONE, -ONE)]


@dataclass(frozen=True)
class FrontPoint:
    """One efficient point in the user's units, with every portfolio that reaches it."""

    levels: Point
    portfolios: tuple[Portfolio, ...]
    supported: bool
    strictly_supported: bool


# ---------------------------------------------------------------- the oracle


class Exploration:
    """Every feasible portfolio of a small scenario, and what it is worth."""

    def __init__(self, tables: Mapping[str, Any]) -> None:
        self.oracle = Oracle(dict(tables))

    @cached_property
    def tallies(self) -> dict[Portfolio, Tally]:
        """The feasible portfolios."""
        return {chosen: self.oracle.tally(chosen) for _, chosen in self.oracle.feasible_portfolios()}

    @cached_property
    def values(self) -> dict[Portfolio, Fraction]:
        return {chosen: tally.value for chosen, tally in self.tallies.items()}

    # ------------------------------------------------------------ the front

    def sense(self, objective: str) -> int:
        """1 where more is better. Costs and burdens are minimised, an impact follows its anchors."""
        kind, _, name = objective.partition(":")
        if kind in {"cost", "local_cost", "burden"}:
            return -1
        if kind != "impact":
            return 1
        curve = self.oracle.criteria[name].curve
        assert curve is not None
        return 1 if curve.points[-1][1] > curve.points[0][1] else -1

    def level(self, objective: str, chosen: Portfolio) -> Fraction:
        """What a portfolio reaches, in the user's units."""
        kind, _, name = objective.partition(":")
        tally = self.tallies[chosen]
        if kind in {"value", "cost", "local_cost"}:
            return Fraction(getattr(tally, kind))
        if kind == "impact":
            return tally.impacts[name]
        if kind == "worst_off":
            return min(tally.benefit[p] / heads for p, heads in self.heads.items())
        amounts = {"benefit": tally.benefit, "burden": tally.burden}[kind]
        return sum((part * amounts[p] for p, part in self.membership(name).items()), ZERO)

    @property
    def leaves(self) -> list[str]:
        """The partners without descendants."""
        parents = {p.parent for p in self.oracle.partners.values()}
        return [p for p in self.oracle.partners if p not in parents]

    @property
    def heads(self) -> dict[str, Fraction]:
        """The population of the partners without descendants, where it is known."""
        populations = {p: self.oracle.partners[p].population for p in self.leaves}
        return {p: heads for p, heads in populations.items() if heads}

    def membership(self, name: str) -> dict[str, Fraction]:
        """How much of each partner a name means: a partner with its descendants, else a group."""
        partners = self.oracle.partners
        if name not in partners:
            return {p.id: p.groups[name] for p in partners.values() if name in p.groups}
        household = {name}
        while more := {p.id for p in partners.values() if p.parent in household} - household:
            household |= more
        return dict.fromkeys(household, ONE)

    def front(self, objectives: Sequence[str]) -> list[FrontPoint]:
        """The efficient points, the best in the first objective first."""
        senses = [self.sense(objective) for objective in objectives]
        reached: dict[Point, list[Portfolio]] = {}
        for chosen in self.tallies:
            levels = [self.level(objective, chosen) for objective in objectives]
            point = tuple(s * y for s, y in zip(senses, levels, strict=True))
            reached.setdefault(point, []).append(chosen)
        kept = efficient(reached)
        return [
            FrontPoint(
                tuple(s * y for s, y in zip(senses, point, strict=True)),
                tuple(reached[point]),
                supported(point, kept),
                strictly_supported(point, kept),
            )
            for point in kept
        ]

    # ------------------------------------------------------------ next best

    def best(self, among: Iterable[Portfolio] | None = None) -> tuple[Fraction, list[Portfolio]] | None:
        """The best value and every portfolio that reaches it; None when there is no portfolio."""
        values = {chosen: self.values[chosen] for chosen in (self.tallies if among is None else among)}
        if not values:
            return None
        most = max(values.values())
        return most, [chosen for chosen, value in values.items() if value == most]

    def chosen(self) -> list[Portfolio]:
        """Best value, then least cost."""
        found = self.best()
        if found is None:
            return []
        cheapest = min(self.tallies[chosen].cost for chosen in found[1])
        return [chosen for chosen in found[1] if self.tallies[chosen].cost == cheapest]

    def best_values(self, count: int) -> list[Fraction]:
        """The values of the ``count`` best portfolios, in descending order."""
        return sorted(self.values.values(), reverse=True)[:count]

    def near_optimal(self, within: Fraction) -> list[Portfolio]:
        """The portfolios that lose at most this share of the best value."""
        found = self.best()
        if found is None:
            return []
        least_value = found[0] - within * abs(found[0])
        return [chosen for chosen, value in self.values.items() if value >= least_value]

    def most_diverse(self, start: Portfolio, count: int, within: Fraction) -> int:
        """The largest least distance of ``count`` near-optimal portfolios of which one is given."""
        others = [chosen for chosen in self.near_optimal(within) if chosen != start]
        return max(least_distance([start, *some]) for some in combinations(others, count - 1))

    # ------------------------------------------------------------ why

    def with_and_without(self, action: str) -> tuple[list[Portfolio], list[Portfolio]]:
        """The feasible portfolios that contain an action, and those that do not."""
        having = [chosen for chosen in self.tallies if action in chosen]
        return having, [chosen for chosen in self.tallies if action not in chosen]

    def replacement_cost(self, action: str, selected: bool) -> Fraction | None:
        """The value lost when an action is forced out (or in); None when no portfolio is left."""
        having, lacking = self.with_and_without(action)
        best, forced = self.best(), self.best(lacking if selected else having)
        return None if best is None or forced is None else best[0] - forced[0]


def least_distance(portfolios: Sequence[Portfolio]) -> int:
    """The least number of actions in which two of them differ."""
    return min(len(one ^ other) for one, other in combinations(portfolios, 2))
