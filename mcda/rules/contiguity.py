"""Beyond the neighbours: partnerships between territories without a common border."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import permutations
from typing import ClassVar, Literal

from mcda.exact import Share01
from mcda.rules.base import Direction, Quantities, Relation, RelativeRule, total


class Contiguity(RelativeRule):
    """Of the money that flows between partners, at least the fraction L joins non-neighbours."""

    equity: ClassVar[bool] = True
    type: Literal["contiguity"] = "contiguity"
    parameters: ClassVar[Mapping[str, Direction]] = {"min_share": "up"}
    of: Literal["flow"] = "flow"
    """What is counted: flows of money between partners."""
    min_share: Share01
    """Least share of flows between partners without a common border."""

    def relations(self, q: Quantities) -> Iterator[Relation]:
        pairs = list(permutations(q.partners(), 2))
        everything = total(q.flow(payer, receiver) for payer, receiver in pairs)
        far = total(
            q.flow(payer, receiver) for payer, receiver in pairs if not q.contiguous(payer, receiver)
        )
        yield Relation("far", far, ">=", self.min_share * everything, basis=everything)

    def needs(self) -> Iterator[str]:
        yield "partners"
