"""What partners get, per head or whatever they are compared by: what equity is about."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from mcda.rules.base import Amount, Named, Outcome, Per, Quantities, Record, named, total

Compared = Literal["benefit", "received", "net"]


@dataclass(frozen=True)
class Outcomes:
    """What some partners get (y_p), and what it is divided by (e_p, positive), in one order."""

    partners: tuple[str, ...]
    parts: tuple[Amount, ...]
    sizes: tuple[Fraction, ...]

    @property
    def whole(self) -> Amount:
        """What all of them get."""
        return total(self.parts)


class Between(Record):
    """Which partners a record compares, and by what."""

    of: Compared = "benefit"
    """`benefit` (points), `received` (money spent for it) or `net` (money)."""
    per: Per = "head"
    """What each is divided by: `partner` (1), `head`, `fiscal_capacity`, `need`, or `potential` (the
    most that the partner could get without the equity rules)."""
    exempt: tuple[str, ...] = ()
    """Partners left out, such as one that nothing affordable can serve."""

    def outcomes(self, q: Quantities) -> Outcomes:
        """Partners that are not the parent of another, nor exempt, nor without a size."""
        sizes = {p: q.per(p, self.per) for p in q.leaves() if p not in self.exempt}
        compared = {p: size for p, size in sizes.items() if size is not None and size > 0}
        parts = tuple(self._amount(q, partner) for partner in compared)
        return Outcomes(tuple(compared), parts, tuple(compared.values()))

    def _amount(self, q: Quantities, partner: str) -> Amount:
        if self.of == "net":
            return q.net(partner)
        of: Outcome = "received" if self.of == "received" else "benefit"
        return q.outcome(of, partner=partner)

    def names(self) -> Iterator[Named]:
        yield from named("partner", self.exempt, "exempt")

    def needs(self) -> Iterator[str]:
        yield "partners"
        if self.of == "net":
            yield "point_worth"
        yield from size_needs(self.per)


def size_needs(per: Per) -> Iterator[str]:
    """What the table of partners must hold for a denominator."""
    columns = {"head": "population", "fiscal_capacity": "fiscal_capacity", "need": "need"}
    columns |= {"potential": "potentials"}
    if per in columns:
        yield columns[per]
