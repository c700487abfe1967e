"""Funds: envelopes, and funds that may not support the same action."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Literal

from mcda.rules.base import Quantities, Relation, Rule, fixed


class Funds(Rule):
    """The table of funds: G_f <= envelope (each year and in all); no two funds that exclude each other.

    A grant counts, whole, in the year in which its action starts: it is a commitment.
    """

    type: Literal["funds"] = "funds"
    fragile_to: Literal["costs"] | None = None
    """`costs`: the verdict is also tested against the declared cost intervals."""
    costs_excused: ClassVar[bool] = True

    def relations(self, q: Quantities) -> Iterator[Relation]:
        for fund, year, most in q.envelopes():
            name = fund if year is None else f"{fund} {year}"
            yield Relation(name, q.granted(fund, year=year), "<=", fixed(most))
        for one, other in q.excluded_funds():
            for action in sorted(q.supported_by(one) & q.supported_by(other)):
                both = q.is_funded(action, one) + q.is_funded(action, other)
                yield Relation(f"{one} {other} {action}", both, "<=", fixed(1))
