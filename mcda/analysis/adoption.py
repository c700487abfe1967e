"""In which order to adopt actions as the budget grows.

The order ends at the best portfolio of the front and goes through as many efficient portfolios as can
be nested in one another. Between two of them the actions enter one by one, those that bring most
for their cost first; what each stop loses against the front at the same cost is told.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from mcda.analysis.named_objectives import MONEY
from mcda.errors import Problem, UsageProblem
from mcda.optimise.fronts.goals import Goal, Vector, vector_of
from mcda.optimise.programme import Programme

Listed = Sequence[tuple[Vector, frozenset[str]]]
"""Points of a front with their portfolios, as sets of options."""


@dataclass(frozen=True)
class Stop:
    """A portfolio on the way: those before it, with some more actions."""

    entered: tuple[str, ...]
    """Actions adopted since the stop before; of the first stop, all that it has."""
    cost: Fraction
    """Of the objective that is a cost."""
    gain: Fraction
    """Of the other objective."""
    efficient: bool
    """Whether it lies on the front."""
    loss: Fraction
    """What the front has more at this cost or less; 0 where the stop is efficient."""
    meets_rules: bool
    """Whether one may stop here."""


@dataclass(frozen=True)
class Adoption:
    """An order of adoption, from the first stop to the best portfolio."""

    cost: str
    """Objective that grows with the budget."""
    gain: str
    stops: tuple[Stop, ...]

    @property
    def efficient_stops(self) -> int:
        return sum(stop.efficient for stop in self.stops)


def check_adoption(goals: Sequence[Goal]) -> None:
    """Refuse objectives along which no budget grows (E306)."""
    costs = [goal for goal in goals if goal.name in MONEY]
    if len(goals) != 2 or len(costs) != 1:
        raise UsageProblem(Problem("E306"))


def adoption(programme: Programme, goals: Sequence[Goal], listed: Listed) -> Adoption:
    """The order of adoption along a front of two objectives, one of them a cost."""
    money = next(n for n, goal in enumerate(goals) if goal.name in MONEY)
    way = _Way(programme, goals, money, listed)
    return Adoption(goals[money].name, goals[1 - money].name, tuple(way.stops()))


@dataclass(frozen=True)
class _Chain:
    """Nested portfolios, and the area below their steps, in whole units."""

    portfolios: tuple[frozenset[str], ...]
    cost: int
    gain: int
    area: int = 0

    def then(self, gain: int, cost: int, chosen: frozenset[str]) -> _Chain:
        area = self.area + self.gain * (cost - self.cost)
        return _Chain((*self.portfolios, chosen), cost, gain, area)

    def rank(self) -> tuple[int, int]:
        return len(self.portfolios), self.area


@dataclass(frozen=True)
class _Way:
    """The way along a front."""

    programme: Programme
    goals: Sequence[Goal]
    money: int
    """Which of the two objectives is the cost."""
    listed: Listed

    def stops(self) -> Iterator[Stop]:
        nested = self._longest()
        yield self._stop(frozenset(), nested[0])
        for before, after in pairwise(nested):
            current = before
            for reached in self._between(before, after):
                yield self._stop(current, reached)
                current = reached

    def _longest(self) -> list[frozenset[str]]:
        """The longest chain of nested portfolios that ends at the best one.

        Of several the one that gains early: with the largest area below its steps.
        """
        rising = sorted(self.listed, key=lambda item: (-item[0][self.money], sorted(item[1])))
        lowest = min(point[1 - self.money] for point, _ in rising)
        best = max(point[1 - self.money] for point, _ in rising)
        chains: list[_Chain] = []
        for point, chosen in rising:
            longer = (
                chain.then(point[1 - self.money] - lowest, -point[self.money], chosen)
                for chain in chains
                if chain.portfolios[-1] < chosen and chain.cost < -point[self.money]
            )
            alone = _Chain((chosen,), -point[self.money], point[1 - self.money] - lowest)
            chains.append(max(longer, key=_Chain.rank, default=alone))
        ends = [c for c, (point, _) in zip(chains, rising, strict=True) if point[1 - self.money] == best]
        return list(max(ends, key=_Chain.rank).portfolios)

    def _between(self, before: frozenset[str], after: frozenset[str]) -> Iterator[frozenset[str]]:
        """From one portfolio to a larger one, action by action, most for its cost first."""
        current = before
        while current != after:
            ways = [current | part for part in self._parts(after - current)]
            current = max(ways, key=lambda way: self._worth(current, way))
            yield current

    def _parts(self, options: frozenset[str]) -> Iterable[frozenset[str]]:
        """Options by action, in order of ids."""
        known = self.programme.scores.options
        parts: dict[str, set[str]] = {}
        for option in sorted(options):
            parts.setdefault(known[option].action, set()).add(option)
        return map(frozenset, parts.values())

    def _worth(self, before: frozenset[str], after: frozenset[str]) -> tuple[bool, Fraction]:
        """What a step brings for its cost; steps that cost nothing come first."""
        (cost, gain), (dearer, more) = self._amounts(before), self._amounts(after)
        spent = dearer - cost
        return (True, more - gain) if spent <= 0 else (False, (more - gain) / spent)

    def _amounts(self, chosen: frozenset[str]) -> tuple[Fraction, Fraction]:
        """Cost and gain."""
        point = vector_of(self.goals, self.programme, chosen)
        cost, gain = self.goals[self.money], self.goals[1 - self.money]
        return cost.shown(point[self.money]), gain.shown(point[1 - self.money])

    def _stop(self, before: frozenset[str], chosen: frozenset[str]) -> Stop:
        point = vector_of(self.goals, self.programme, chosen)
        goal = self.goals[1 - self.money]
        affordable = [p[1 - self.money] for p, _ in self.listed if p[self.money] >= point[self.money]]
        most = max(affordable, default=point[1 - self.money])
        meets = self.programme.admits(chosen)
        cost, gain = self._amounts(chosen)
        return Stop(
            entered=tuple(sorted((chosen - before) & self.programme.scores.actions.keys())),
            cost=cost,
            gain=gain,
            efficient=meets and any(point == p for p, _ in self.listed),
            loss=max(0, most - point[1 - self.money]) * goal.step,
            meets_rules=meets,
        )
