"""Splits that need no more than what each player has alone, and who pays whom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from mcda.analysis.games.game import Payoffs


class Payment(NamedTuple):
    """Money from one player to another."""

    payer: str
    receiver: str
    amount: Fraction


def nash(total: Fraction, alone: Sequence[Fraction]) -> Payoffs | None:
    """The bargaining solution of Nash (1950) where utility is money that can be handed over.

    The product of the gains over `alone` is greatest where all gains are equal:
    `x_p = d_p + (total - sum d) / n`. None where there is nothing to share: the surplus is negative.
    """
    surplus = total - sum(alone, Fraction(0))
    if surplus < 0 or not alone:
        return None
    return tuple(amount + surplus / len(alone) for amount in alone)


def least_transfers(nets: Sequence[Fraction], floors: Sequence[Fraction]) -> Payoffs | None:
    """The smallest transfers (received, sum 0) that bring everybody to its floor.

    What moves is `sum_p max(0, floor_p - net_p)`, and no less would do; those above their floor pay
    it in proportion to what they have above it. None where there is not enough for all.
    """
    above = [max(Fraction(0), net - floor) for net, floor in zip(nets, floors, strict=True)]
    below = [max(Fraction(0), floor - net) for net, floor in zip(nets, floors, strict=True)]
    have, need = sum(above, Fraction(0)), sum(below, Fraction(0))
    if need > have:
        return None
    rate = need / have if have else Fraction(0)
    return tuple(lack - rate * spare for lack, spare in zip(below, above, strict=True))


def settle(transfers: Mapping[str, Fraction]) -> tuple[Payment, ...]:
    """Payments that bring about transfers (received, sum 0): fewer payments than players.

    Whoever has exactly what another lacks pays it first; then the largest debt goes to the largest
    claim, and one of the two is settled each time.

    Raises
    ------
    ValueError
        The transfers do not sum to 0.
    """
    if sum(transfers.values(), Fraction(0)):
        raise ValueError("transfers do not sum to 0")
    debts = {who: -amount for who, amount in transfers.items() if amount < 0}
    claims = {who: amount for who, amount in transfers.items() if amount > 0}
    paid = []
    while claims:
        payer, receiver = _next(debts, claims)
        amount = min(debts[payer], claims[receiver])
        paid.append(Payment(payer, receiver, amount))
        for book, who in ((debts, payer), (claims, receiver)):
            book[who] -= amount
            if not book[who]:
                del book[who]
    return tuple(paid)


def _next(debts: Mapping[str, Fraction], claims: Mapping[str, Fraction]) -> tuple[str, str]:
    """An exact match if there is one, else the largest of both; ties by name."""
    by_amount = {amount: who for who, amount in sorted(claims.items(), reverse=True)}
    matches = [(payer, by_amount[debt]) for payer, debt in sorted(debts.items()) if debt in by_amount]
    if matches:
        return matches[0]
    return _largest(debts), _largest(claims)


def _largest(book: Mapping[str, Fraction]) -> str:
    return min(book, key=lambda who: (-book[who], who))
