"""Dependencies between actions, actions imposed or excluded, actions set aside by a threshold."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, Self

from pydantic import model_validator
from pydantic_core import PydanticCustomError

from mcda.rules.base import Amount, Named, Quantities, Relation, Rule, fixed, named


class Links(Rule):
    """The table of links: requires x_a <= x_b, excludes x_a + x_b <= 1, together x_a = x_b."""

    type: Literal["links"] = "links"

    def relations(self, q: Quantities) -> Iterator[Relation]:
        for kind, action, other in q.links():
            name = f"{kind} {action} {other}"
            here, there = _selected(q, action), _selected(q, other)
            if kind == "requires":
                yield Relation(name, here, "<=", there)
            elif kind == "excludes":
                yield Relation(name, here + there, "<=", fixed(1))
            else:
                yield Relation(name, here, "==", there)


class Status(Rule):
    """Actions that must be in (x = 1) or may not be in (x = 0)."""

    type: Literal["status"] = "status"
    mandatory: tuple[str, ...] = ()
    """Actions in every portfolio."""
    excluded: tuple[str, ...] = ()
    """Actions in no portfolio."""

    @model_validator(mode="after")
    def _not_both(self) -> Self:
        both = sorted({*self.mandatory} & {*self.excluded})
        if both:
            raise PydanticCustomError("both_in_and_out", "both", {"actions": ", ".join(both)})
        return self

    def relations(self, q: Quantities) -> Iterator[Relation]:
        for action in self.mandatory:
            yield Relation(action, _selected(q, action), ">=", fixed(1))
        for action in self.excluded:
            yield Relation(action, _selected(q, action), "<=", fixed(0))

    def names(self) -> Iterator[Named]:
        yield from named("action", self.mandatory, "mandatory")
        yield from named("action", self.excluded, "excluded")


class Thresholds(Rule):
    """Actions below a threshold, and those that require them, stay out (x = 0)."""

    type: Literal["thresholds"] = "thresholds"

    def relations(self, q: Quantities) -> Iterator[Relation]:
        for action in q.screened():
            yield Relation(action, _selected(q, action), "<=", fixed(0))


def _selected(q: Quantities, action: str) -> Amount:
    return q.size("actions", (action,))
