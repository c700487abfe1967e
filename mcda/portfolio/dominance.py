"""Dominance between portfolios under incomplete information (Liesiö, Mild, Salo 2007, 2008).

Weights lie in a polytope, given by its extreme points; points of some actions on some leaves lie in
intervals. At one extreme point the best case of Q against P is

    sum_j W_j (z_j(Q) - z_j(P)) + sum over intervals of W_j max over both ends of (v_ij(Q) - v_ij(P))

where v_ij(P) is what action i adds on leaf j to P, its synergies included: data count only where the
portfolios differ. P dominates Q if that is at most 0 at every extreme point, and P is better for some
admissible data: then it is better with figures in the middle of their intervals, over all extremes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from math import ceil, gcd, lcm

import numpy as np
from numpy.typing import NDArray

from mcda.portfolio.columns import SAFE, Columns, Integers
from mcda.rules.base import Amount, Measure, points_for, total
from mcda.rules.curved import Curved, Cut, Target
from mcda.scoring.leafwise import COST, HIGH, LOW, STATED

Places = NDArray[np.intp]
Choice = Callable[[Sequence[Fraction]], Fraction]
"""`min` or `max`."""


@dataclass(frozen=True)
class Extreme:
    """An extreme point of what is known: weights of leaves, or the cost where it is a criterion."""

    weights: Mapping[str, Fraction]
    """By leaf; `{COST: 1}` for the cost."""

    @property
    def is_cost(self) -> bool:
        return COST in self.weights

    @cached_property
    def whole(self) -> Mapping[str, int]:
        """The weights in whole numbers without common divisor, and not zero."""
        scale = lcm(*(weight.denominator for weight in self.weights.values()))
        numbers = {leaf: int(weight * scale) for leaf, weight in self.weights.items() if weight}
        divisor = gcd(*numbers.values())
        return {leaf: number // divisor for leaf, number in numbers.items()}

    @cached_property
    def scale(self) -> Fraction:
        """What a whole number stands for."""
        leaf, number = next(iter(self.whole.items()))
        return self.weights[leaf] / number


@dataclass(frozen=True)
class Worth:
    """What portfolios, one per row, are worth: whole numbers."""

    exact: Integers
    """(n, extremes): what is certain."""
    low: Integers
    high: Integers
    """(n, intervals): what uncertain figures add at their two ends."""

    def __len__(self) -> int:
        return len(self.exact)

    def at(self, rows: Places | NDArray[np.bool_] | slice) -> Worth:
        """Some of the portfolios."""
        return Worth(self.exact[rows], self.low[rows], self.high[rows])

    @staticmethod
    def together(parts: Sequence[Worth]) -> Worth:
        """All portfolios of several lists."""
        return Worth(
            np.concatenate([part.exact for part in parts]),
            np.concatenate([part.low for part in parts]),
            np.concatenate([part.high for part in parts]),
        )


@dataclass(frozen=True)
class Dominance:
    """What tells portfolios apart: extreme points, and figures that are intervals."""

    columns: Columns
    """Of scores with the views of `mcda.scoring.leafwise`."""
    extremes: tuple[Extreme, ...]
    uncertain: tuple[tuple[str, str], ...] = ()
    """(action, leaf) pairs that are intervals, of leaves that an extreme point weighs."""

    def worth(self, decisions: Integers) -> Worth:
        """What portfolios are worth, given by all their decisions, one row each."""
        return Worth(
            self._product(decisions, self._exact),
            self._product(decisions, self._ends(LOW)),
            self._product(decisions, self._ends(HIGH)),
        )

    def objectives(self) -> Integers:
        """(decisions, extremes): what is certain, as sums over decisions."""
        return self._exact

    def advantage(self, of: Worth, over: Worth) -> Integers:
        """(n, extremes): the best case of each portfolio against one."""
        gain: Integers = of.exact - over.exact
        if self.uncertain:
            gain = gain + np.maximum(of.low - over.low, of.high - over.high) @ self._weights
        return gain

    def setback(self, of: Worth, over: Worth) -> Integers:
        """(n, extremes): the worst case of each portfolio against one."""
        gain: Integers = of.exact - over.exact
        if self.uncertain:
            gain = gain + np.minimum(of.low - over.low, of.high - over.high) @ self._weights
        return gain

    def range(self, of: Worth) -> tuple[Integers, Integers]:
        """(n, extremes) each: least and greatest worth."""
        if not self.uncertain:
            return of.exact, of.exact
        low = of.exact + np.minimum(of.low, of.high) @ self._weights
        return low, of.exact + np.maximum(of.low, of.high) @ self._weights

    def dominated(self, of: Worth, by: Worth) -> NDArray[np.bool_]:
        """Which portfolios one portfolio dominates."""
        never_better = (self.advantage(of, by) <= 0).all(axis=1)
        return np.asarray(never_better & (self._overall(of) < self._overall(by)))

    def nondominated(self, of: Worth, most: int | None = None) -> Places | None:
        """Rows of the portfolios that none of the others dominates; None beyond `most` of them.

        In descending order of a sum that no dominated portfolio has as large as one that dominates
        it, the first of those that are left is never dominated.
        """
        left = np.argsort(-self._overall(of), kind="stable")
        kept: list[int] = []
        while len(left):
            if most is not None and len(kept) >= most:
                return None
            first, left = left[0], left[1:]
            kept.append(int(first))
            left = left[~self.dominated(of.at(left), of.at(slice(first, first + 1)))]
        return np.array(sorted(kept), dtype=np.intp)

    def _overall(self, of: Worth) -> Integers:
        """Twice the worth with figures in the middle of their intervals, over all extremes."""
        overall: Integers = 2 * of.exact.sum(axis=1)
        if self.uncertain:
            overall = overall + (of.low + of.high) @ self._weights.sum(axis=1)
        return overall

    def best_case(self, extreme: Extreme, over: Mapping[int, int]) -> Target:
        """The best case of any portfolio against a given one, at an extreme point.

        In points, or in money; linear unless an action with an interval has synergies on that leaf.
        `over`: the decisions of the given portfolio.
        """
        certain, turning = self._case(extreme, over, max)
        return BestCase((certain, *turning)) if turning else certain

    def worst_case(self, extreme: Extreme, over: Mapping[int, int]) -> Target:
        """The worst case of any portfolio against a given one, likewise."""
        certain, turning = self._case(extreme, over, min)
        return WorstCase((certain, *turning)) if turning else certain

    def overall(self) -> Amount:
        """A sum that is larger for a portfolio than for any that it dominates."""
        middle = [
            Fraction(1, 2) * self._at_end(action, leaf, end, extreme)
            for extreme in self.extremes
            for action, leaf in self._weighed(extreme)
            for end in (LOW, HIGH)
        ]
        return total([*map(self._certain, self.extremes), *middle])

    def roughly(self) -> Amount:
        """About as `overall`, in coefficients that are easy on a solver: weights in sixteenths."""
        leaves = {leaf for extreme in self.extremes for leaf in extreme.whole}
        means = {leaf: [e.weights.get(leaf, Fraction(0)) for e in self.extremes] for leaf in leaves}
        rough = {leaf: Fraction(ceil(16 * sum(ws) / len(ws)), 16) for leaf, ws in means.items()}
        return replace(self, extremes=(Extreme(rough),)).overall()

    def _case(
        self, extreme: Extreme, over: Mapping[int, int], choose: Choice
    ) -> tuple[Amount, list[Amount]]:
        """What one end of each interval is known to decide, and pairs of which either end may."""
        certain = self._certain(extreme)
        settled, turning = [certain - self._units(certain, over)], list[Amount]()
        for action, leaf in self._weighed(extreme):
            ends = [self._at_end(action, leaf, end, extreme) for end in (LOW, HIGH)]
            gains = [end - self._units(end, over) for end in ends]
            if self._is_alone(action, leaf):
                settled.append(self._chosen(gains, over[self.columns.position[action]], choose))
            else:
                turning += gains
        return total(settled), turning

    def _chosen(self, gains: Sequence[Amount], is_in: int, choose: Choice) -> Amount:
        """Of `a (x - is_in)` and `b (x - is_in)`, x one decision: the one that is always the choice."""
        slopes = [self.columns.combination(gain) for gain in gains]
        sizes = [sum(map(Fraction, s.coefficients.tolist()), Fraction(0)) / s.multiple for s in slopes]
        signed = [-size for size in sizes] if is_in else sizes
        return gains[signed.index(choose(signed))]

    def _weighed(self, extreme: Extreme) -> Iterable[tuple[str, str]]:
        return ((action, leaf) for action, leaf in self.uncertain if extreme.whole.get(leaf))

    def _is_alone(self, action: str, leaf: str) -> bool:
        """Whether no synergy changes what an action is worth on a leaf."""
        ends = (self.columns.of(_points(leaf, end, action)) for end in (LOW, HIGH))
        return all(set(column.places.tolist()) <= {self.columns.position[action]} for column in ends)

    def _at_end(self, action: str, leaf: str, end: str, extreme: Extreme) -> Amount:
        return Amount({_points(leaf, end, action): extreme.weights[leaf] * self._in_units(extreme)})

    def _certain(self, extreme: Extreme) -> Amount:
        terms = {m: extreme.weights[leaf] for leaf in extreme.whole for m in self._measures(leaf)}
        return Amount(terms) * self._in_units(extreme)

    def _in_units(self, extreme: Extreme) -> Fraction:
        """The user's unit over that of the views: 1 for points."""
        stated = self.columns.scores.views[STATED]
        return self.columns.scores.cent / stated.unit if extreme.is_cost else Fraction(1)

    def unit(self, extreme: Extreme) -> Fraction:
        """Points, or money, in one whole number of `Worth`."""
        scores = self.columns.scores
        return extreme.scale * (scores.cent if extreme.is_cost else scores.views[STATED].unit)

    def _units(self, amount: Amount, over: Mapping[int, int]) -> Fraction:
        whole = self.columns.combination(amount)
        pairs = zip(whole.places.tolist(), whole.coefficients.tolist(), strict=True)
        units = whole.constant + sum(int(c) * over[v] for v, c in pairs)
        return units / whole.multiple

    def _measures(self, leaf: str) -> list[Measure]:
        """What is certain of a leaf: actions without intervals on it, curves over summed effects."""
        uncertain = {action for action, other in self.uncertain if other == leaf}
        scores = self.columns.scores
        certain = frozenset(scores.actions.keys() - uncertain)
        own = Measure("points", (leaf, STATED), certain if uncertain else None)
        goals = (goal for goal in scores.valuation.goals if goal[0] == leaf)
        return [own, *(points_for(goal, STATED) for goal in goals)]

    @cached_property
    def _exact(self) -> Integers:
        """(decisions, extremes)."""
        leaves = {leaf for extreme in self.extremes for leaf in extreme.whole}
        columns = {leaf: self._dense(self._measures(leaf)) for leaf in leaves}
        lines = [
            sum((number * columns[leaf] for leaf, number in extreme.whole.items()), self._nothing)
            for extreme in self.extremes
        ]
        return _narrow(np.column_stack(lines))

    def _ends(self, end: str) -> Integers:
        """(decisions, intervals)."""
        lines = [self._dense([_points(leaf, end, action)]) for action, leaf in self.uncertain]
        return _narrow(np.column_stack(lines)) if lines else np.zeros((self.columns.size, 0), np.int64)

    @cached_property
    def _weights(self) -> Integers:
        """(intervals, extremes)."""
        lines = [[e.whole.get(leaf, 0) for e in self.extremes] for _, leaf in self.uncertain]
        weights = np.array(lines, dtype=object).reshape(len(lines), len(self.extremes))
        ends = [abs(self._ends(end)).sum(axis=0).astype(object) for end in (LOW, HIGH)]
        reach = (sum(ends) @ abs(weights)).max(initial=0)
        return weights.astype(np.int64) if reach < SAFE // 2**12 else weights

    @property
    def _nothing(self) -> Integers:
        return np.zeros(self.columns.size, dtype=object)

    def _dense(self, measures: Iterable[Measure]) -> Integers:
        dense = self._nothing
        for measure in measures:
            column = self.columns.of(measure)
            for place, value in zip(column.places.tolist(), column.values.tolist(), strict=True):
                dense[place] += value
        return dense

    def _product(self, decisions: Integers, columns: Integers) -> Integers:
        """Sums over decisions, in 63 bits where they fit."""
        most = abs(decisions).max(axis=0, initial=0).astype(object)
        fits = not columns.size or (most @ abs(columns).astype(object)).max() < SAFE // 2**12
        return decisions @ columns if fits else decisions.astype(object) @ columns.astype(object)


def _points(leaf: str, end: str, action: str) -> Measure:
    return Measure("points", (leaf, end), frozenset({action}))


def _narrow(numbers: Integers) -> Integers:
    """Whole numbers as int64 where they fit."""
    return numbers.astype(np.int64) if (abs(numbers) < SAFE).all() else numbers


@dataclass(frozen=True, eq=False)
class BestCase(Curved):
    """What is certain, and of each interval the better end: p_0 + sum_k max(p_2k-1, p_2k)."""

    def at(self, numbers: Sequence[Fraction]) -> Fraction:
        return numbers[0] + sum(map(max, numbers[1::2], numbers[2::2]), Fraction(0))

    def cut(self, numbers: Sequence[Fraction], level: Fraction) -> Cut | None:
        """None: it is convex, and what reaches a level is no convex set."""
        return None

    def estimates(self, numbers: NDArray[np.float64]) -> NDArray[np.float64]:
        better = np.maximum(numbers[:, 1::2], numbers[:, 2::2]).sum(axis=1)
        return np.asarray(numbers[:, 0] + better)


@dataclass(frozen=True, eq=False)
class WorstCase(Curved):
    """What is certain, and of each interval the worse end: p_0 + sum_k min(p_2k-1, p_2k)."""

    rises = True

    def at(self, numbers: Sequence[Fraction]) -> Fraction:
        return numbers[0] + sum(map(min, numbers[1::2], numbers[2::2]), Fraction(0))

    def cut(self, numbers: Sequence[Fraction], level: Fraction) -> Cut:
        """It is below the sum with any ends."""
        ends = [
            slope for a, b in zip(numbers[1::2], numbers[2::2], strict=True) for slope in (a <= b, a > b)
        ]
        return Cut((Fraction(1), *map(Fraction, ends)), -level)

    def estimates(self, numbers: NDArray[np.float64]) -> NDArray[np.float64]:
        worse = np.minimum(numbers[:, 1::2], numbers[:, 2::2]).sum(axis=1)
        return np.asarray(numbers[:, 0] + worse)
