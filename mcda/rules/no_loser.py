"""Nobody is worse off than without the portfolio, or than alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import ClassVar, Literal

from mcda.exact import Exact
from mcda.rules.base import Amount, Direction, Named, Quantities, Relation, RelativeRule, fixed, named


class NoLoser(RelativeRule):
    """Each partner's net is at least a margin: u B_p - K_p >= margin_p.

    `against: alone` asks for the margin on top of what the partner could reach by itself.
    """

    type: Literal["no_loser"] = "no_loser"
    parameters: ClassVar[Mapping[str, Direction]] = {"margin": "up"}
    equity: ClassVar[bool] = True
    margin: Exact | dict[str, Exact] = Fraction(0)
    """Least net, in money: one for all, or by partner (0 for those not named)."""
    against: Literal["nothing", "alone"] = "nothing"
    """Beside doing nothing, or beside the partner's own best portfolio."""
    exempt: tuple[str, ...] = ()
    """Partners to which it does not apply."""

    def relations(self, q: Quantities) -> Iterator[Relation]:
        for partner in (p for p in q.leaves() if p not in self.exempt):
            least = margin_of(self.margin, partner)
            if self.against == "alone":
                least += q.alone(partner)
            yield Relation(partner, q.net(partner), ">=", fixed(least), basis=_selected(q))

    def names(self) -> Iterator[Named]:
        yield from named("partner", self.exempt, "exempt")
        yield from margin_names(self.margin)

    def needs(self) -> Iterator[str]:
        yield "partners"
        yield "point_worth"
        if self.against == "alone":
            yield "alone"


def margin_of(margin: Fraction | dict[str, Fraction], partner: str) -> Fraction:
    """The margin of one partner, in money."""
    return margin.get(partner, Fraction(0)) if isinstance(margin, dict) else margin


def margin_names(margin: Fraction | dict[str, Fraction]) -> Iterator[Named]:
    """Partners that a margin is given for."""
    for partner in margin if isinstance(margin, dict) else ():
        yield Named("partner", partner, ("margin", partner))


def _selected(q: Quantities) -> Amount:
    """Number of selected actions: with none the rule would be met without merit."""
    return q.size("actions")
