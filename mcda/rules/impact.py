"""Bounds in natural units, and bounds of any linear kind."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import ClassVar, Literal, Self

from pydantic import model_validator
from pydantic_core import PydanticCustomError

from mcda.exact import Exact
from mcda.rules.base import Amount, Direction, Named, Quantities, Relation, Rule, fixed, total


class _Bounded(Rule):
    """A rule with a `min`, a `max` or both."""

    parameters: ClassVar[Mapping[str, Direction]] = {"min": "up", "max": "down"}
    min: Exact | None = None
    """Least amount."""
    max: Exact | None = None
    """Largest amount."""

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if self.min is None and self.max is None:
            raise PydanticCustomError("nothing_asked", "no bound", {"keys": "min, max"})
        return self

    def _within(self, amount: Amount) -> Iterator[Relation]:
        if self.min is not None:
            yield Relation("min", amount, ">=", fixed(self.min))
        if self.max is not None:
            yield Relation("max", amount, "<=", fixed(self.max))


class Impact(_Bounded):
    """The expected total of a criterion lies within bounds, in its unit."""

    type: Literal["impact"] = "impact"
    criterion: str
    """The criterion concerned."""

    def relations(self, q: Quantities) -> Iterator[Relation]:
        yield from self._within(q.impact(self.criterion))

    def names(self) -> Iterator[Named]:
        yield Named("criterion", self.criterion, ("criterion",))


class Linear(_Bounded):
    """A weighted number of selected actions lies within bounds: L <= sum c_i x_i <= U."""

    type: Literal["linear"] = "linear"
    terms: dict[str, Exact]
    """Coefficient of each action."""

    def relations(self, q: Quantities) -> Iterator[Relation]:
        amounts = (
            coefficient * q.size("actions", (action,)) for action, coefficient in self.terms.items()
        )
        yield from self._within(total(amounts))

    def names(self) -> Iterator[Named]:
        for action in self.terms:
            yield Named("action", action, ("terms", action))
