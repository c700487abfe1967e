"""The value of Shapley (1953): what each player adds, on average over all orders of arrival."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import factorial
from random import Random
from statistics import stdev

from mcda.analysis.games.game import Game, Payoffs

CONFIDENCE = 1.96
"""Standard errors in half an interval that holds the value 95 times in 100."""


@dataclass(frozen=True)
class Sampled:
    """An estimate: means over sampled orders, exact sums of what was looked at."""

    payoffs: Payoffs
    errors: tuple[float, ...]
    """Half the 95 % interval of each payoff."""
    orders: int


def shapley(game: Game) -> Payoffs:
    """Exact, by `sum over S of (s! (n-s-1)! / n!) (v(S + p) - v(S))`, for a complete game."""
    n = game.size
    weight = [Fraction(factorial(s) * factorial(n - s - 1), factorial(n)) for s in range(n)]
    payoffs = []
    for place in range(n):
        bit = 1 << place
        added = [Fraction(0)] * n
        for mask in range(game.whole + 1):
            if not mask & bit:
                added[mask.bit_count()] += game.value(mask | bit) - game.value(mask)
        payoffs.append(sum((w * a for w, a in zip(weight, added, strict=True)), Fraction(0)))
    return tuple(payoffs)


def sampled_shapley(size: int, value: Callable[[int], Fraction], *, samples: int, seed: int) -> Sampled:
    """An estimate from random orders, each looked at forwards and backwards (antithetic pairs).

    The first players of one pair after the other are stratified: every player opens about as many
    orders. `value` is asked for the coalitions that the orders pass through. Payoffs sum to the
    value of the whole, whatever the sample. At least two pairs are looked at.
    """
    random = Random(seed)  # noqa: S311 - a simulation, no secret
    pairs = max(2, (samples + 1) // 2)
    openers: list[int] = []
    means = []
    for _ in range(pairs):
        openers = openers or random.sample(range(size), size)
        first = openers.pop()
        rest = [place for place in range(size) if place != first]
        order = [first, *random.sample(rest, size - 1)]
        there, back = _added(order, value), _added(order[::-1], value)
        means.append([(a + b) / 2 for a, b in zip(there, back, strict=True)])
    payoffs = tuple(sum(column, Fraction(0)) / pairs for column in zip(*means, strict=True))
    errors = tuple(
        CONFIDENCE * stdev(float(x) for x in column) / pairs**0.5 for column in zip(*means, strict=True)
    )
    return Sampled(payoffs, errors, 2 * pairs)


def _added(order: Sequence[int], value: Callable[[int], Fraction]) -> list[Fraction]:
    """What each player adds on arrival, by player."""
    added = [Fraction(0)] * len(order)
    mask, before = 0, Fraction(0)
    for place in order:
        mask |= 1 << place
        after = value(mask)
        added[place] = after - before
        before = after
    return added
