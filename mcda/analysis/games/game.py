"""The characteristic function: what each coalition can have alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import NamedTuple

Payoffs = tuple[Fraction, ...]
"""One amount for each player."""


class Shortfall(NamedTuple):
    """Two coalitions without a common player that have more apart than together."""

    one: int
    other: int
    amount: Fraction
    """`v(one) + v(other) - v(both)`, positive."""


@dataclass(frozen=True)
class Game:
    """`values[S]` is what coalition S can have alone; `values[0]` is 0 and need not be given.

    The value of the whole must be known. Where some coalitions are missing the game is a partial
    one: what is said of it holds for the coalitions that are known.
    """

    players: tuple[str, ...]
    values: Mapping[int, Fraction]

    @classmethod
    def of(cls, players: Iterable[str], values: Mapping[frozenset[str], Fraction | int]) -> Game:
        """A game from sets of names."""
        names = tuple(players)
        bit = {name: 1 << place for place, name in enumerate(names)}
        masks = {sum(bit[name] for name in who): Fraction(v) for who, v in values.items()}
        return cls(names, masks)

    @property
    def size(self) -> int:
        """Number of players."""
        return len(self.players)

    @property
    def whole(self) -> int:
        """The coalition of all players."""
        return (1 << self.size) - 1

    @property
    def total(self) -> Fraction:
        """What all players have together."""
        return self.value(self.whole)

    @cached_property
    def proper(self) -> tuple[int, ...]:
        """The known coalitions but the empty one and the whole, in order."""
        return tuple(sorted(mask for mask in self.values if 0 < mask < self.whole))

    @property
    def complete(self) -> bool:
        """Whether the value of every coalition is known."""
        return len(self.proper) == max(0, self.whole - 1)

    @cached_property
    def alone(self) -> Payoffs:
        """What each player can have alone."""
        return tuple(self.value(1 << place) for place in range(self.size))

    def value(self, coalition: int) -> Fraction:
        return self.values[coalition] if coalition else Fraction(0)

    def names(self, coalition: int) -> tuple[str, ...]:
        """The players of a coalition."""
        return tuple(self.players[place] for place in members(coalition))

    def excess(self, coalition: int, payoffs: Sequence[Fraction]) -> Fraction:
        """What a coalition lacks: `v(S) - x(S)`."""
        given = sum((payoffs[place] for place in members(coalition)), Fraction(0))
        return self.value(coalition) - given

    def blocking(self, payoffs: Sequence[Fraction]) -> list[tuple[int, Fraction]]:
        """Coalitions that can have more alone than they are given, with how much.

        The one that lacks most first; of equals the smaller one.
        """
        lacking = ((mask, self.excess(mask, payoffs)) for mask in self.proper)
        return sorted((pair for pair in lacking if pair[1] > 0), key=_most_first)

    def shortfalls(self) -> list[Shortfall]:
        """Every failure of superadditivity among the known coalitions, most first."""
        found = list(self._shortfalls())
        return sorted(found, key=lambda failure: (-failure.amount, failure.one, failure.other))

    def _shortfalls(self) -> Iterator[Shortfall]:
        known = {**self.values, self.whole: self.total}
        for both in sorted(known):
            first = both & -both
            one = (both - 1) & both
            while one:
                other = both ^ one
                if one & first and one in known and other in known:
                    missing = known[one] + known[other] - known[both]
                    if missing > 0:
                        yield Shortfall(one, other, missing)
                one = (one - 1) & both

    def is_convex(self) -> bool:
        """Whether joining is worth more to larger coalitions (Shapley 1971), in a complete game.

        `v(S + i + j) - v(S + i) >= v(S + j) - v(S)` for every S and every two players outside it.
        """
        bits = [1 << place for place in range(self.size)]
        return all(
            self.value(mask | i | j) + self.value(mask) >= self.value(mask | i) + self.value(mask | j)
            for mask in range(self.whole + 1)
            for i in bits
            for j in bits
            if i < j and not mask & (i | j)
        )


def _most_first(lacking: tuple[int, Fraction]) -> tuple[Fraction, int, int]:
    """The largest amount first; of equals the smaller coalition."""
    mask, amount = lacking
    return -amount, mask.bit_count(), mask


def members(coalition: int) -> list[int]:
    """The players of a coalition by number."""
    return [place for place in range(coalition.bit_length()) if coalition >> place & 1]


def sums_over(coalitions: Iterable[int], amounts: Sequence[int], size: int) -> list[int]:
    """What each coalition adds up to.

    Two tables of half the players: one addition for each coalition, however many players.
    """
    half = size // 2
    low, high = _subset_sums(amounts[:half]), _subset_sums(amounts[half:])
    mask = (1 << half) - 1
    return [low[coalition & mask] + high[coalition >> half] for coalition in coalitions]


def _subset_sums(amounts: Sequence[int]) -> list[int]:
    sums = [0]
    for amount in amounts:
        sums += [amount + other for other in sums]
    return sums
