"""Own share: what the owner of a project pays of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from mcda.exact import Share01
from mcda.rules.base import Quantities, Relation, Rule


class OwnShare(Rule):
    """Of each selected investment i, its owner pays at least the fraction L: own_i >= L cost_i.

    French law asks 20 percent of the public money of an investment (code général des collectivités
    territoriales, L1111-10). Whether what partners of the owner pay is its own share or co-funding
    is a reading, to be declared.
    """

    type: Literal["own_share"] = "own_share"
    min: Share01
    """Least share of the cost."""
    counting: Literal["lead", "partners"]
    """`lead`: only what the lead itself pays; `partners`: everything that partners pay."""
    kind: Literal["investment", "operating"] = "investment"
    """Actions concerned; a blank kind counts as investment."""

    def relations(self, q: Quantities) -> Iterator[Relation]:
        for action in sorted(q.of_kind(self.kind)):
            least = self.min * q.size("cost", (action,))
            yield Relation(action, q.own_part(action, by=self.counting), ">=", least)

    def needs(self) -> Iterator[str]:
        if self.counting == "lead":
            yield "partners"
            yield "leads"
