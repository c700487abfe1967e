"""Compensation: partners may pay each other, so that everybody gains; what that takes.

Given the nets N_p of a portfolio, transfers t_pq >= 0 must satisfy, for every partner,

    N_p + (1 - fee) sum_q t_qp - sum_q t_pq + u_p >= margin_p     (u_p: what is still missing)
    sum_q t_pq <= room_p                                          (cap on what is given)
    t_pq <= F_qp                                                  (in kind only)

The least sum of u_p is a convex function of N, room and F, zero where transfers suffice. The
multipliers of this linear programme give the cuts: any that are feasible bound it from below.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import permutations
from math import lcm
from typing import TYPE_CHECKING, ClassVar, Literal, NamedTuple

from mcda.exact import Exact, Share01
from mcda.rules.base import Amount, Named, Outcome, Quantities, Relation, RelativeRule, fixed
from mcda.rules.curved import WORST, AnyRelation, Curved, Cut, Level
from mcda.rules.no_loser import margin_names, margin_of
from mcda.simplex import Tableau

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Pair = tuple[int, int]
Transfers = Mapping[tuple[str, str], Fraction]
"""Money by (payer, receiver)."""


class Terms(NamedTuple):
    """Between whom transfers are possible, and what is lost on the way. Partners by number."""

    partners: tuple[str, ...]
    pairs: tuple[Pair, ...]
    """(payer, receiver) that may pay."""
    fee: Fraction
    margins: tuple[Fraction, ...]


class _Solved(NamedTuple):
    """The programme at its least."""

    missing: Fraction
    multipliers: tuple[Fraction, ...]
    """Of the parts: how much each unit of them saves."""
    tableau: Tableau
    scale: int


@dataclass(frozen=True, eq=False)
class Missing(Curved):
    """Minus the least money that is missing for everybody to reach the margin, after transfers.

    `parts`: net of each partner, then the rooms, then the limits of pairs.
    """

    terms: Terms
    rooms: tuple[int, ...] = ()
    """Partner of each room."""
    unit: ClassVar[str] = "money"

    def at(self, numbers: Sequence[Fraction]) -> Fraction:
        return -self._solved(numbers).missing

    def cut(self, numbers: Sequence[Fraction], level: Fraction) -> Cut:
        slopes = self._solved(numbers).multipliers
        needed = zip(slopes, self.terms.margins, strict=False)
        return Cut(slopes, -sum((x * margin for x, margin in needed), Fraction(0)) - level)

    def estimates(self, numbers: NDArray[np.float64]) -> NDArray[np.float64]:
        """What is missing even if everybody could pay everybody; unknown where that is nothing."""
        import numpy as np

        size = len(self.terms.partners)
        above = numbers[:, :size] - np.array([float(margin) for margin in self.terms.margins])
        given = above.clip(min=0)
        for place, partner in enumerate(self.rooms):
            given[:, partner] = np.minimum(given[:, partner], numbers[:, size + place].clip(min=0))
        missing = -above.clip(max=0).sum(axis=1) - (1 - float(self.terms.fee)) * given.sum(axis=1)
        estimates: NDArray[np.float64] = np.where(missing > 1e-6, -missing, np.nan)
        return estimates

    def transfers(self, numbers: Sequence[Fraction]) -> Transfers | None:
        """The least transfers that let everybody reach the margin; None where none do."""
        solved = self._solved(numbers)
        if solved.missing:
            return None
        pairs, partners, size = self.terms.pairs, self.terms.partners, len(self.terms.partners)
        lacking = frozenset(range(len(pairs), len(pairs) + size))
        width = len(solved.tableau.rows[0]) - 1
        solved.tableau.minimise([1] * len(pairs) + [0] * (width - len(pairs)), lacking)
        paid = {pair: solved.tableau.value(n) / solved.scale for n, pair in enumerate(pairs)}
        return {(partners[p], partners[q]): money for (p, q), money in paid.items() if money}

    def _solved(self, numbers: Sequence[Fraction]) -> _Solved:
        """The programme solved: columns are the pairs, what is missing, what is spare, the limits."""
        size, pairs, keep = len(self.terms.partners), len(self.terms.pairs), 1 - self.terms.fee
        lacks = [m - net for m, net in zip(self.terms.margins, numbers[:size], strict=True)]
        limits = [max(number, Fraction(0)) for number in numbers[size:]]
        scale = lcm(*(x.denominator for x in (*lacks, *limits)))
        width = pairs + 2 * size + len(limits)
        rows, basis = [], []
        for partner, lack in enumerate(lacks):
            rows.append(self._row_of_net(partner, int(lack * scale), width))
            basis.append(pairs + partner + (0 if lack >= 0 else size))
        for place, limit in enumerate(limits):
            slack = pairs + 2 * size + place
            rows.append([*self._drawing_on(place), *[0] * (width - pairs), int(limit * scale)])
            rows[-1][slack] = 1
            basis.append(slack)
        tableau = Tableau(rows, basis)
        costs = [0] * pairs + [1] * size + [0] * (size + len(limits))
        missing = tableau.minimise(costs) / (scale * keep.denominator)
        reduced = [tableau.reduced(costs, column) for column in range(pairs + size, width)]
        on_limits = [multiplier / keep.denominator for multiplier in reduced[size:]]
        return _Solved(missing, (*reduced[:size], *on_limits), tableau, scale)

    def _row_of_net(self, partner: int, lack: int, width: int) -> list[int]:
        """What a partner gets less what it gives, and is missing, less what is spare = its lack."""
        size, pairs, keep = len(self.terms.partners), self.terms.pairs, 1 - self.terms.fee
        row = [0] * (width + 1)
        for number, (payer, receiver) in enumerate(pairs):
            if partner == payer:
                row[number] = -keep.denominator
            elif partner == receiver:
                row[number] = keep.numerator
        row[len(pairs) + partner], row[len(pairs) + size + partner] = 1, -1
        row[-1] = lack * keep.denominator
        return row if lack >= 0 else [-x for x in row]

    def _drawing_on(self, place: int) -> list[int]:
        """Which pairs draw on a limit: those of a payer, or the one pair."""
        if place < len(self.rooms):
            return [int(payer == self.rooms[place]) for payer, _ in self.terms.pairs]
        return [int(number == place - len(self.rooms)) for number in range(len(self.terms.pairs))]


@dataclass(frozen=True, eq=False)
class Untransferred(Curved):
    """Minus the least total of transfers that let everybody reach the margin."""

    missing: Missing
    unit: ClassVar[str] = "money"

    def at(self, numbers: Sequence[Fraction]) -> Fraction:
        transfers = self.missing.transfers(numbers)
        return WORST if transfers is None else -sum(transfers.values(), Fraction(0))

    def cut(self, numbers: Sequence[Fraction], level: Fraction) -> None:
        return None

    def estimates(self, numbers: NDArray[np.float64]) -> NDArray[np.float64]:
        import numpy as np

        return np.full(len(numbers), np.nan)


class Compensation(RelativeRule):
    """Each partner's net, after transfers between partners, is at least a margin.

    u B_p - K_p + in_p - out_p >= margin_p; what is given is capped, a fee is lost on the way. Most
    value comes first, then the least transfers.
    """

    type: Literal["compensation"] = "compensation"
    equity: ClassVar[bool] = True
    margin: Exact | dict[str, Exact] = Fraction(0)
    """Least net after transfers, in money: one for all, or by partner."""
    cap: Share01 | None = None
    """Most that a partner gives, as a share of `cap_of`; no limit without it."""
    cap_of: Literal["burden", "cap", "benefit", "received"] = "burden"
    """What the cap is a share of: what the partner pays, its stated ceiling, what its benefit is worth,
    what is spent for it."""
    fee: Share01 = Fraction(0)
    """Share of each transfer that is lost on the way."""
    forbidden: tuple[tuple[str, str], ...] = ()
    """Pairs of which the first may not pay the second."""
    in_kind_only: bool = False
    """A partner pays another at most what the other spent for it."""

    def relations(self, q: Quantities) -> Iterator[AnyRelation]:
        for partner, cap in self._ceilings(q).items():
            yield Relation(partner, q.outcome("burden", partner=partner), "<=", fixed(cap))
        yield Level("transfers", self.missing(q), ">=", Fraction(0), q.size("actions"), sign=-1)

    def afterwards(self, q: Quantities) -> Iterator[Curved]:
        """Of portfolios that are worth the same, the one with the least transfers."""
        missing = self.missing(q)
        yield Untransferred(missing.parts, missing)

    def missing(self, q: Quantities) -> Missing:
        """What is still missing after the best transfers."""
        partners = q.leaves()
        terms = Terms(
            partners=partners,
            pairs=self._pairs(partners),
            fee=self.fee,
            margins=tuple(margin_of(self.margin, partner) for partner in partners),
        )
        nets = [q.net(partner) for partner in partners]
        rooms = list(self._rooms(q, partners))
        flows = [q.flow(partners[b], partners[a]) for a, b in terms.pairs] if self.in_kind_only else []
        parts = (*nets, *(room for _, room in rooms), *flows)
        return Missing(parts, terms, tuple(partner for partner, _ in rooms))

    def _pairs(self, partners: tuple[str, ...]) -> tuple[tuple[int, int], ...]:
        number = {partner: place for place, partner in enumerate(partners)}
        barred = {(number.get(a), number.get(b)) for a, b in self.forbidden}
        return tuple(pair for pair in permutations(range(len(partners)), 2) if pair not in barred)

    def _rooms(self, q: Quantities, partners: tuple[str, ...]) -> Iterator[tuple[int, Amount]]:
        """What each partner may give: a share of something, and what its ceiling leaves."""
        ceilings = self._ceilings(q)
        for number, partner in enumerate(partners):
            base = self._base(q, partner)
            if self.cap is not None and base is not None:
                yield number, self.cap * base
            if partner in ceilings:
                yield number, fixed(ceilings[partner]) - q.outcome("burden", partner=partner)

    def _base(self, q: Quantities, partner: str) -> Amount | None:
        """What the cap is a share of; None for a partner without the ceiling it would be."""
        if self.cap_of == "cap":
            cap = q.caps().get(partner)
            return None if cap is None else fixed(cap)
        if self.cap_of == "benefit":
            return q.point_worth() * q.outcome("benefit", partner=partner)
        of: Outcome = "received" if self.cap_of == "received" else "burden"
        return q.outcome(of, partner=partner)

    def _ceilings(self, q: Quantities) -> dict[str, Fraction]:
        leaves = frozenset(q.leaves())
        return {partner: cap for partner, cap in q.caps().items() if partner in leaves}

    def names(self) -> Iterator[Named]:
        yield from margin_names(self.margin)
        for place, pair in enumerate(self.forbidden):
            for side, partner in enumerate(pair):
                yield Named("partner", partner, ("forbidden", place, side))

    def needs(self) -> Iterator[str]:
        yield "partners"
        yield "point_worth"
        if self.cap_of == "cap":
            yield "caps"
