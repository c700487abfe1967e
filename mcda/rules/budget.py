"""Money: budgets and the caps of partners."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import ClassVar, Literal, Self

from pydantic import model_validator
from pydantic_core import PydanticCustomError

from mcda.exact import Amount0
from mcda.rules.base import Direction, Quantities, Relation, Rule, Spending, fixed


class Budget(Rule):
    """Money spent is at most M, in all or for each theme, lead or partner: y_k <= M."""

    type: Literal["budget"] = "budget"
    parameters: ClassVar[Mapping[str, Direction]] = {"max": "down"}
    max: Amount0
    """Most money, in the scenario's unit."""
    of: Spending = "local_cost"
    """`local_cost` (what partners pay) or `cost` (co-funding included)."""
    per: Literal["theme", "lead", "partner"] | None = None
    """The ceiling holds for each of these; for all together without it."""
    fragile_to: Literal["costs"] | None = None
    """`costs`: the verdict is also tested against the declared cost intervals."""
    costs_excused: ClassVar[bool] = True

    @model_validator(mode="after")
    def _cost_has_no_payer(self) -> Self:
        if self.per == "partner" and self.of == "cost":
            raise PydanticCustomError("cost_per_partner", "partners pay local cost only")
        return self

    def relations(self, q: Quantities) -> Iterator[Relation]:
        most = fixed(self.max)
        if self.per is None:
            yield Relation("total", q.size(self.of), "<=", most)
        elif self.per == "theme":
            for theme in q.themes():
                yield Relation(theme, q.size(self.of, q.of_theme(theme)), "<=", most)
        elif self.per == "lead":
            for lead in q.leads():
                yield Relation(lead, q.size(self.of, q.led_by(lead)), "<=", most)
        else:
            for partner in q.leaves():
                yield Relation(partner, q.outcome("burden", partner=partner), "<=", most)

    def needs(self) -> Iterator[str]:
        if self.per == "lead":
            yield "leads"
        if self.per == "partner":
            yield "partners"


class Caps(Rule):
    """No partner pays more than its cap: K_p <= cap_p."""

    type: Literal["caps"] = "caps"
    fragile_to: Literal["costs"] | None = None
    """`costs`: the verdict is also tested against the declared cost intervals."""
    costs_excused: ClassVar[bool] = True

    def relations(self, q: Quantities) -> Iterator[Relation]:
        for partner, cap in q.caps().items():
            yield Relation(partner, q.outcome("burden", partner=partner), "<=", fixed(cap))

    def needs(self) -> Iterator[str]:
        yield "caps"
