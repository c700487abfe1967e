"""Welfare as a function of who is worst off: the least, ordered sums, a threshold.

Each is a function of v_p = y_p / e_p, what partner p gets per unit of what it is compared by.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from mcda.rules.base import Relation, Sense, fixed
from mcda.rules.curved import Curved, Cut

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, eq=False)
class Comparison(Curved):
    """A function of v_p = y_p / e_p."""

    sizes: tuple[Fraction, ...]
    """e_p, positive."""
    rises = True

    def compared(self, numbers: Sequence[Fraction]) -> list[Fraction]:
        """v_p of each partner."""
        return [number / size for number, size in zip(numbers, self.sizes, strict=True)]

    def _estimated(self, numbers: NDArray[np.float64]) -> NDArray[np.float64]:
        divided: NDArray[np.float64] = numbers / [float(size) for size in self.sizes]
        return divided


@dataclass(frozen=True, eq=False)
class Least(Comparison):
    """min_p v_p."""

    def at(self, numbers: Sequence[Fraction]) -> Fraction:
        return min(self.compared(numbers))

    def cut(self, numbers: Sequence[Fraction], level: Fraction) -> Cut:
        compared = self.compared(numbers)
        worst = compared.index(min(compared))
        slopes = tuple(Fraction(place == worst) for place in range(len(self.parts)))
        return Cut(slopes, -level * self.sizes[worst])

    def estimates(self, numbers: NDArray[np.float64]) -> NDArray[np.float64]:
        least: NDArray[np.float64] = self._estimated(numbers).min(axis=1)
        return least

    def linear(self, level: Fraction, sense: Sense) -> tuple[Relation, ...]:
        """Every partner reaches the level."""
        pairs = zip(self.parts, self.sizes, strict=True)
        return tuple(Relation("least", part, sense, fixed(level * size)) for part, size in pairs)


@dataclass(frozen=True, eq=False)
class OrderedSum(Comparison):
    """sum_k w_k v_(k), v_(1) <= v_(2) <= ..., with weights that do not increase.

    An ordered weighted average with the larger weights on those who have least (Yager 1988;
    Ogryczak and Sliwinski 2003); with k weights of 1 the sum of the k smallest.
    """

    weights: tuple[Fraction, ...]

    def at(self, numbers: Sequence[Fraction]) -> Fraction:
        ordered = sorted(self.compared(numbers))
        return sum((w * v for w, v in zip(self.weights, ordered, strict=True)), Fraction(0))

    def cut(self, numbers: Sequence[Fraction], level: Fraction) -> Cut:
        """With the weights in any other order the sum is at least as large."""
        compared = self.compared(numbers)
        order = sorted(range(len(compared)), key=compared.__getitem__)
        slopes = [Fraction(0)] * len(compared)
        for rank, place in enumerate(order):
            slopes[place] = self.weights[rank] / self.sizes[place]
        return Cut(tuple(slopes), -level)

    def estimates(self, numbers: NDArray[np.float64]) -> NDArray[np.float64]:
        ordered = self._estimated(numbers)
        ordered.sort(axis=1)
        summed: NDArray[np.float64] = ordered @ [float(weight) for weight in self.weights]
        return summed


def sum_of_least(outcomes: Comparison, count: int) -> OrderedSum:
    """The sum of the `count` smallest."""
    weights = tuple(Fraction(rank < count) for rank in range(len(outcomes.parts)))
    return OrderedSum(outcomes.parts, outcomes.sizes, weights)


@dataclass(frozen=True, eq=False)
class LeastThenSum(Comparison):
    """(m - 1) D + sum_p max(w, v_p - D), w = min_p v_p: Hooker and Williams (Manag. Sci. 58, 2012).

    While no two partners are further apart than D it is m times the least, beyond that the sum
    counts. It is not quasi-concave: there are no cuts.
    """

    gap: Fraction
    """D, in the unit of v."""

    def at(self, numbers: Sequence[Fraction]) -> Fraction:
        compared = self.compared(numbers)
        least = min(compared)
        above = (max(least, v - self.gap) for v in compared)
        return (len(compared) - 1) * self.gap + sum(above, Fraction(0))

    def cut(self, numbers: Sequence[Fraction], level: Fraction) -> None:
        return None

    def estimates(self, numbers: NDArray[np.float64]) -> NDArray[np.float64]:
        compared, gap = self._estimated(numbers), float(self.gap)
        least = compared.min(axis=1, keepdims=True)
        above = (compared - gap).clip(min=least).sum(axis=1)
        summed: NDArray[np.float64] = above + (compared.shape[1] - 1) * gap
        return summed
