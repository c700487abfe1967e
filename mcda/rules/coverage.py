"""Coverage: no theme, group, lead or partner is left out, none takes too much."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from typing import Annotated, ClassVar, Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from mcda.exact import Share01
from mcda.rules.base import Direction, Named, Quantities, Relation, RelativeRule, Size, fixed, named

Count = Annotated[int, Field(ge=0, strict=False)]


class Coverage(RelativeRule):
    """Number of actions, or share of the total, for each theme, group, lead or partner.

    A theme counts its actions, a lead those it leads, a group or partner those of which it
    receives at least `from`: `min_actions <= n_k <= max_actions`, `L y <= y_k <= U y`.
    """

    type: Literal["coverage"] = "coverage"
    parameters: ClassVar[Mapping[str, Direction]] = {
        "min_actions": "up",
        "max_actions": "down",
        "min_share": "up",
        "max_share": "down",
    }
    per: Literal["theme", "group", "lead", "partner"]
    """What must be covered."""
    only: tuple[str, ...] | None = None
    """Only these themes, groups, leads or partners; all of them without it."""
    min_actions: Count | None = None
    """Least number of actions of each."""
    max_actions: Count | None = None
    """Largest number of actions of each."""
    min_share: Share01 | None = None
    """Least share of each in the total of `of`."""
    max_share: Share01 | None = None
    """Largest share of each in the total of `of`."""
    of: Size = "actions"
    """What `min_share` and `max_share` are shares of."""
    received_from: Share01 = Field(default=Fraction(1, 10), alias="from")
    """A group or partner counts an action when it receives at least this share of it."""

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        bounds = (self.min_actions, self.max_actions, self.min_share, self.max_share)
        if all(bound is None for bound in bounds):
            raise PydanticCustomError(
                "nothing_asked", "no bound", {"keys": "min_actions, max_actions, min_share, max_share"}
            )
        return self

    @property
    def concerns_equity(self) -> bool:
        return self.per in ("group", "partner")

    def relations(self, q: Quantities) -> Iterator[Relation]:
        everything = q.size(self.of)
        for key in self.only if self.only is not None else self._keys(q):
            actions = self._counted(q, key)
            number, part = q.size("actions", actions), q.size(self.of, actions)
            if self.min_actions is not None:
                yield Relation(key, number, ">=", fixed(self.min_actions))
            if self.max_actions is not None:
                yield Relation(key, number, "<=", fixed(self.max_actions))
            if self.min_share is not None:
                yield Relation(key, part, ">=", self.min_share * everything, basis=everything)
            if self.max_share is not None:
                yield Relation(key, part, "<=", self.max_share * everything, basis=everything)

    def _keys(self, q: Quantities) -> Iterable[str]:
        return {"theme": q.themes, "group": q.groups, "lead": q.leads, "partner": q.leaves}[self.per]()

    def _counted(self, q: Quantities, key: str) -> frozenset[str]:
        if self.per == "theme":
            return q.of_theme(key)
        if self.per == "lead":
            return q.led_by(key)
        if self.per == "group":
            return q.serving(self.received_from, group=key)
        return q.serving(self.received_from, partner=key)

    def names(self) -> Iterator[Named]:
        yield from named(self.per, self.only, "only")

    def needs(self) -> Iterator[str]:
        if self.per == "lead":
            yield "leads"
        elif self.per != "theme":
            yield "partners"
