"""Who leads: no partner steers everything."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import ClassVar, Literal

from mcda.exact import Share01
from mcda.rules.base import Direction, Quantities, Relation, RelativeRule


class Lead(RelativeRule):
    """No partner leads more than the fraction U of what is spent: y_lead <= U y."""

    equity: ClassVar[bool] = True
    type: Literal["lead"] = "lead"
    parameters: ClassVar[Mapping[str, Direction]] = {"max_share": "down"}
    max_share: Share01
    """Largest share of one lead."""
    of: Literal["local_cost", "cost", "actions"] = "local_cost"
    """What is shared: local cost, cost, or the number of actions."""

    def relations(self, q: Quantities) -> Iterator[Relation]:
        everything = q.size(self.of)
        for lead in q.leads():
            own = q.size(self.of, q.led_by(lead))
            yield Relation(lead, own, "<=", self.max_share * everything, basis=everything)

    def needs(self) -> Iterator[str]:
        yield "leads"
