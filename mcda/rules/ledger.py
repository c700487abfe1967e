"""The account of reciprocity over years: unequal at first, balanced in the end."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Literal, NamedTuple, Self

from pydantic import model_validator
from pydantic_core import PydanticCustomError

from mcda.exact import Amount0, Exact, Share01, ShareByYear, in_year
from mcda.rules.base import Amount, Named, Quantities, Relation, RelativeRule, Side, fixed, named, total


class LedgerYear(NamedTuple):
    """Where an account stands at the end of a year, in money."""

    year: int
    given: Amount
    """G_t: money of the first side for the second, booked when it is paid."""
    received: Amount
    """R_t: money of the second side for the first, booked when it delivers."""
    balance: Amount
    """D_t = opening + sum_{s <= t} d_s (G_s - R_s): what the first side has given more."""
    volume: Amount
    """V_t = sum_{s <= t} d_s (G_s + R_s)."""
    tolerance: Fraction


class Ledger(RelativeRule):
    """What two sides do for each other stays in balance: |D_t| <= tol_t V_t at the end of each year.

    What the first side gives is booked in the year in which it is paid, what it receives in the
    year in which it is delivered, both discounted: d_t = (1 + discount)^-(t - first year).
    """

    type: Literal["ledger"] = "ledger"
    between: tuple[str | tuple[str, ...], str | tuple[str, ...]]
    """The two sides, each a group or a list of groups."""
    tolerance: ShareByYear
    """Largest balance as a share of the volume; a list is by year, its last share goes on."""
    discount: Share01 = Fraction(0)
    """Discount per year."""
    min_volume: Amount0 = Fraction(0)
    """Least money given and received together in each year, undiscounted."""
    opening: Exact = Fraction(0)
    """What the first side has given more before the first year."""
    both_ways_each_year: bool = False
    """Each side gives something in each year."""
    by_theme: bool = False
    """The account of each theme is to balance too."""

    @model_validator(mode="after")
    def _two_sides(self) -> Self:
        one, other = self.sides
        if shared := sorted({*one} & {*other}):
            raise PydanticCustomError("shared_side", "a group on both sides", {"group": shared[0]})
        if not one or not other:
            raise PydanticCustomError("empty_side", "a side without groups")
        return self

    @property
    def sides(self) -> tuple[Side, Side]:
        """The groups of the two sides."""
        one, other = self.between
        return _side(one), _side(other)

    def account(self, q: Quantities, theme: str | None = None) -> Iterator[LedgerYear]:
        """The account year by year, of all actions or of one theme (which opens at zero)."""
        one, other = self.sides
        balance, volume = fixed(self.opening if theme is None else 0), fixed(0)
        for position, year in enumerate(q.years()):
            worth = 1 / (1 + self.discount) ** position
            given = q.paid(one, other, year, theme)
            received = q.delivered(other, one, year, theme)
            balance = total((balance, given * worth, received * -worth))
            volume = total((volume, given * worth, received * worth))
            tolerance = in_year(self.tolerance, position)
            yield LedgerYear(year, given, received, balance, volume, tolerance)

    def relations(self, q: Quantities) -> Iterator[Relation]:
        last = max(q.years(), default=None)
        for at in self.account(q):
            yield from _balanced(str(at.year), at, basis=at.volume if at.year == last else None)
            if self.min_volume:
                least = fixed(self.min_volume)
                yield Relation(f"{at.year} volume", at.given + at.received, ">=", least)
            if self.both_ways_each_year:
                yield Relation(f"{at.year} given", at.given, ">=", fixed(q.cent()))
                yield Relation(f"{at.year} received", at.received, ">=", fixed(q.cent()))
        for theme in q.themes() if self.by_theme else ():
            for at in self.account(q, theme):
                yield from _balanced(f"{at.year} theme {theme}", at)

    def names(self) -> Iterator[Named]:
        for place, side in enumerate(self.between):
            if isinstance(side, str):
                yield Named("group", side, ("between", place))
            else:
                for name in named("group", side, "between"):
                    yield name._replace(path=("between", place, name.path[1]))

    def needs(self) -> Iterator[str]:
        yield "years"
        yield "partners"


def _side(groups: str | tuple[str, ...]) -> Side:
    return (groups,) if isinstance(groups, str) else groups


def _balanced(name: str, at: LedgerYear, basis: Amount | None = None) -> Iterator[Relation]:
    most = at.tolerance * at.volume
    yield Relation(name, at.balance, "<=", most, basis=basis)
    yield Relation(name, at.balance, ">=", -most, basis=basis)
