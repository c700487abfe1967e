"""Money: budgets and the caps of partners."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import ClassVar, Literal, Self

from pydantic import model_validator
from pydantic_core import PydanticCustomError

from mcda.exact import AmountByYear, ShareByYear, in_year
from mcda.rules.base import Direction, Quantities, Relation, Rule, Spending, fixed


class Budget(Rule):
    """Money spent is at most M, in all or for each theme, lead, partner or year: y_k <= M_k."""

    type: Literal["budget"] = "budget"
    parameters: ClassVar[Mapping[str, Direction]] = {"max": "down"}
    max: AmountByYear
    """Most money, in the scenario's unit; per year also a list, one amount for each year."""
    of: Spending = "local_cost"
    """`local_cost` (what partners pay) or `cost` (co-funding included)."""
    per: Literal["theme", "lead", "partner", "year"] | None = None
    """The ceiling holds for each of these; for all together without it."""
    fragile_to: Literal["costs"] | None = None
    """`costs`: the verdict is also tested against the declared cost intervals."""
    costs_excused: ClassVar[bool] = True

    @model_validator(mode="after")
    def _cost_has_no_payer(self) -> Self:
        if self.per == "partner" and self.of == "cost":
            raise PydanticCustomError("cost_per_partner", "partners pay local cost only")
        if self.per != "year" and isinstance(self.max, tuple):
            raise PydanticCustomError("list_without_years", "a list by year", {"key": "max"})
        return self

    def relations(self, q: Quantities) -> Iterator[Relation]:
        most = fixed(in_year(self.max, 0))
        if self.per == "year":
            for position, year in enumerate(q.years()):
                limit = fixed(in_year(self.max, position))
                yield Relation(str(year), q.spent(self.of, year), "<=", limit)
        elif self.per is None:
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
        if self.per == "year":
            yield "years"


class Caps(Rule):
    """No partner pays more than its cap, K_p <= cap_p, or than a share of it in any year."""

    type: Literal["caps"] = "caps"
    per: Literal["year"] | None = None
    """`year`: what is paid in each year is compared with a share of the cap."""
    share: ShareByYear | None = None
    """Per year: share of its cap that a partner may pay in one year, or a list by year."""
    fragile_to: Literal["costs"] | None = None
    """`costs`: the verdict is also tested against the declared cost intervals."""
    costs_excused: ClassVar[bool] = True

    @model_validator(mode="after")
    def _a_share_for_each_year(self) -> Self:
        if self.per == "year" and self.share is None:
            raise PydanticCustomError("missing_with", "share", {"key": "share", "other": "per"})
        if self.per is None and self.share is not None:
            raise PydanticCustomError("missing_with", "per", {"key": "per: year", "other": "share"})
        return self

    def relations(self, q: Quantities) -> Iterator[Relation]:
        for partner, cap in q.caps().items():
            if self.share is None:
                yield Relation(partner, q.outcome("burden", partner=partner), "<=", fixed(cap))
                continue
            for position, year in enumerate(q.years()):
                most = fixed(in_year(self.share, position) * cap)
                yield Relation(f"{year} partner {partner}", q.paid_by(partner, year), "<=", most)

    def needs(self) -> Iterator[str]:
        yield "caps"
        if self.per == "year":
            yield "years"
