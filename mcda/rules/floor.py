"""Floors: what no partner may go without."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from typing import Annotated, ClassVar, Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from mcda.exact import Amount0, Exact, Share01
from mcda.rules.base import (
    Amount,
    Direction,
    Named,
    Per,
    Quantities,
    Relation,
    RelativeRule,
    fixed,
    named,
    total,
)
from mcda.rules.outcomes import size_needs


class Floor(RelativeRule):
    """Each partner p gets at least: y_p >= q e_p, r actions, or a return on what it pays.

    `return_on_burden` r: E_p >= r K_p by spending, u B_p >= r K_p by value (u = money per point).
    On shares of cost, padding an action's cost pays: look at both.
    """

    equity: ClassVar[bool] = True
    type: Literal["floor"] = "floor"
    parameters: ClassVar[Mapping[str, Direction]] = {
        "min": "up",
        "min_actions": "up",
        "return_on_burden": "up",
    }
    of: Literal["benefit", "received", "net"] | None = None
    """What `min` bounds: points, money spent for it, or `point_worth * benefit - burden`."""
    per: Per = "partner"
    """`min` counts per partner, inhabitant, unit of fiscal capacity or of need; with `potential` it is
    a share of the most that the partner could get without the equity rules."""
    only: tuple[str, ...] | None = None
    """Only these partners; all that are not the parent of another without it."""
    min: Exact | None = None
    """Least amount."""
    min_actions: Annotated[int, Field(ge=0, strict=False)] | None = None
    """Least number of actions that serve the partner."""
    worth: Amount0 | None = None
    """An action serves a partner to which it is worth at least this many points, instead of `from`."""
    received_from: Share01 = Field(default=Fraction(1, 10), alias="from")
    """An action serves a partner that receives at least this share of it."""
    return_on_burden: Share01 | None = None
    """Least return on what the partner pays, as a share (`70 %`)."""
    by: Literal["spending", "value"] | None = None
    """How the return is counted."""

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if self.min is None and self.min_actions is None and self.return_on_burden is None:
            raise PydanticCustomError(
                "nothing_asked", "no bound", {"keys": "min, min_actions, return_on_burden"}
            )
        if self.min is not None and self.of is None:
            raise PydanticCustomError("missing_with", "of", {"key": "of", "other": "min"})
        if self.return_on_burden is not None and self.by is None:
            raise PydanticCustomError("missing_with", "by", {"key": "by", "other": "return_on_burden"})
        return self

    def relations(self, q: Quantities) -> Iterator[Relation]:
        partners = self.only if self.only is not None else q.leaves()
        paid = total(q.outcome("burden", partner=partner) for partner in partners)
        for partner in partners:
            yield from self._least(q, partner)
            if self.min_actions is not None:
                serving = self._serving(q, partner)
                yield Relation(partner, q.size("actions", serving), ">=", fixed(self.min_actions))
            if self.return_on_burden is not None:
                burden = q.outcome("burden", partner=partner)
                yield Relation(
                    partner, self._returned(q, partner), ">=", self.return_on_burden * burden, basis=paid
                )

    def _serving(self, q: Quantities, partner: str) -> frozenset[str]:
        if self.worth is None:
            return q.serving(self.received_from, partner=partner)
        return q.worth_to(partner, self.worth)

    def _least(self, q: Quantities, partner: str) -> Iterable[Relation]:
        size = q.per(partner, self.per)
        if self.min is None or not size:
            return
        amount = q.net(partner) if self.of == "net" else q.outcome(self._of, partner=partner)
        yield Relation(partner, amount, ">=", fixed(self.min * size))

    @property
    def _of(self) -> Literal["benefit", "received"]:
        return "received" if self.of == "received" else "benefit"

    def _returned(self, q: Quantities, partner: str) -> Amount:
        if self.by == "spending":
            return q.outcome("received", partner=partner)
        return q.point_worth() * q.outcome("benefit", partner=partner)

    def names(self) -> Iterator[Named]:
        yield from named("partner", self.only, "only")

    def needs(self) -> Iterator[str]:
        yield "partners"
        if self.of == "net" or self.by == "value":
            yield "point_worth"
        yield from size_needs(self.per)
