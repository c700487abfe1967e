"""Core, least core and nucleolus, exact."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import lcm

from mcda.analysis.games.game import Game, Payoffs
from mcda.analysis.games.vertex import Demand, Echelon, Vertex, lowest


@dataclass(frozen=True)
class LeastCore:
    """The smallest e such that no coalition lacks more than e, and payoffs that reach it.

    The core is empty if and only if e is positive (Maschler, Peleg, Shapley 1979). Where some
    coalitions are unknown e is a lower bound: a positive one still proves the core empty.
    """

    epsilon: Fraction | None
    """None where no coalition but the whole is known."""
    payoffs: Payoffs
    binding: tuple[int, ...]
    """Coalitions whose demands, weighed together, allow no smaller e."""

    @property
    def core_is_empty(self) -> bool:
        return self.epsilon is not None and self.epsilon > 0


@dataclass(frozen=True)
class Nucleolus:
    """The payoffs whose excesses, the largest first, are the least (Schmeidler 1969)."""

    payoffs: Payoffs
    rational: bool
    """Whether it was sought among payoffs that give each player what it has alone. It is not where
    what all have together is less than that: this is then the prenucleolus."""


def least_core(game: Game) -> LeastCore:
    """The least core: `x(S) >= v(S) - e` for every known coalition but the whole, `x(N) = v(N)`."""
    if not game.proper:
        return LeastCore(None, (game.total / game.size,) * game.size, ())
    scaled = _Scaled(game)
    vertex = lowest(game.size, scaled.demands, [scaled.whole], scaled.floor, ())
    binding = tuple(sorted(demand.coalition for demand in vertex.binding))
    known = vertex.excess > scaled.floor
    return LeastCore(vertex.excess / scaled.factor if known else None, scaled.payoffs(vertex), binding)


def nucleolus(game: Game) -> Nucleolus:
    """The nucleolus of a complete game.

    The largest excess is made least; coalitions whose multiplier is positive have that excess at
    every optimum, and are fixed with it (Maschler, Peleg, Shapley 1979); then the largest excess of
    those that are still free, until the payoffs are fixed. The search is among payoffs that give
    each player what it has alone, if there are any.
    """
    scaled = _Scaled(game)
    rational = sum(game.alone, Fraction(0)) <= game.total
    fixed, echelon = [scaled.whole], Echelon(game.size)
    echelon.add(game.whole)
    payoffs: Payoffs = (game.total,)
    basis: tuple[Demand, ...] = ()
    while echelon.rank < game.size:
        free = [scaled.demands[place] for place in echelon.loose(game.proper)]
        bounds = [d._replace(room=0) for d in free if d.coalition.bit_count() == 1 and rational]
        vertex = lowest(game.size, [*free, *bounds], fixed, scaled.floor, basis)
        payoffs, basis = scaled.payoffs(vertex), vertex.basis
        held = [demand for demand in vertex.binding if echelon.add(demand.coalition)]
        fixed += [Demand(d.coalition, d.value - d.room * vertex.excess, 0) for d in held]
    return Nucleolus(payoffs, rational)


class _Scaled:
    """A game in whole numbers."""

    def __init__(self, game: Game) -> None:
        known = [*game.proper, game.whole]
        self.factor = lcm(*(game.value(mask).denominator for mask in known))
        values = {mask: int(game.value(mask) * self.factor) for mask in known}
        self.demands = [Demand(mask, values[mask]) for mask in game.proper]
        self.whole = Demand(game.whole, values[game.whole], 0)
        self.floor = min((self._least(mask, values, game.whole) for mask in game.proper), default=0)

    def _least(self, mask: int, values: dict[int, int], whole: int) -> int:
        """Below any e: a coalition and the others share what there is, so both cannot lack less."""
        others = values.get(whole ^ mask, -sum(map(abs, values.values())))
        return (values[mask] + others - values[whole]) // 2 - 1

    def payoffs(self, vertex: Vertex) -> Payoffs:
        """The payoffs of a vertex in the game's own unit."""
        return tuple(amount / self.factor for amount in vertex.payoffs)
