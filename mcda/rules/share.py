"""Shares: how much of the whole a group or a partner gets or pays."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import ClassVar, Literal, Self

from pydantic import model_validator
from pydantic_core import PydanticCustomError

from mcda.exact import Share01
from mcda.rules.base import Direction, Named, Outcome, Quantities, Relation, RelativeRule


class Share(RelativeRule):
    """A group or partner has at least the fraction L and at most U of the total: L y <= y_G <= U y."""

    equity: ClassVar[bool] = True
    type: Literal["share"] = "share"
    parameters: ClassVar[Mapping[str, Direction]] = {"min": "up", "max": "down"}
    of: Outcome
    """`benefit` (points), `burden` (money paid) or `received` (money spent for it)."""
    group: str | None = None
    """The group concerned ..."""
    partner: str | None = None
    """... or the partner."""
    min: Share01 | None = None
    """Least share."""
    max: Share01 | None = None
    """Largest share."""

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if (self.group is None) == (self.partner is None):
            raise PydanticCustomError("group_or_partner", "group or partner")
        if self.min is None and self.max is None:
            raise PydanticCustomError("nothing_asked", "no bound", {"keys": "min, max"})
        return self

    def relations(self, q: Quantities) -> Iterator[Relation]:
        part = q.outcome(self.of, group=self.group, partner=self.partner)
        whole = q.outcome(self.of)
        if self.min is not None:
            yield Relation("min", part, ">=", self.min * whole, basis=whole)
        if self.max is not None:
            yield Relation("max", part, "<=", self.max * whole, basis=whole)

    def names(self) -> Iterator[Named]:
        if self.group is not None:
            yield Named("group", self.group, ("group",))
        if self.partner is not None:
            yield Named("partner", self.partner, ("partner",))

    def needs(self) -> Iterator[str]:
        yield "partners"
