"""Burdens: who pays how much, beside what it can pay."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import ClassVar, Literal, Self

from pydantic import model_validator
from pydantic_core import PydanticCustomError

from mcda.exact import Amount0, Share01
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

BOUNDS = ("min", "max", "min_share", "max_share", "min_effort", "max_effort")


class Burden(RelativeRule):
    """What each partner pays lies within bounds: K_p beside e_p, beside all payments, or beside both.

    `min`, `max`: money per unit of `per`. `min_share`, `max_share`: share of all payments.
    `min_effort`, `max_effort`: K_p / e_p beside the same ratio of all partners together.
    """

    type: Literal["burden"] = "burden"
    parameters: ClassVar[Mapping[str, Direction]] = {
        bound: "up" if bound.startswith("min") else "down" for bound in BOUNDS
    }
    equity: ClassVar[bool] = True
    per: Per = "fiscal_capacity"
    """What payments are compared by."""
    only: tuple[str, ...] | None = None
    """Only these partners; all that are not the parent of another without it."""
    min: Amount0 | None = None
    """Least money per unit of `per`."""
    max: Amount0 | None = None
    """Largest money per unit of `per`."""
    min_share: Share01 | None = None
    """Least share of all payments."""
    max_share: Share01 | None = None
    """Largest share of all payments."""
    min_effort: Share01 | None = None
    """Least effort, as a share of the effort of all partners together (`50 %`)."""
    max_effort: Share01 | None = None
    """Largest effort, as a share of the effort of all partners together (`150 %`)."""

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if all(getattr(self, bound) is None for bound in BOUNDS):
            raise PydanticCustomError("nothing_asked", "no bound", {"keys": ", ".join(BOUNDS)})
        return self

    def relations(self, q: Quantities) -> Iterator[Relation]:
        sizes = {p: size for p in q.leaves() if (size := q.per(p, self.per)) is not None and size > 0}
        paid = {partner: q.outcome("burden", partner=partner) for partner in q.leaves()}
        compared = total(paid[partner] for partner in sizes)
        everything = sum(sizes.values())
        for partner in q.leaves() if self.only is None else self.only:
            own = paid[partner] if partner in paid else q.outcome("burden", partner=partner)
            yield from self._of_all(partner, own, q)
            if partner in sizes:
                size = sizes[partner]
                yield from _within(partner, own, self.min, self.max, fixed(size), None)
                mean = (size / everything) * compared
                yield from _within(partner, own, self.min_effort, self.max_effort, mean, compared)

    def _of_all(self, partner: str, own: Amount, q: Quantities) -> Iterator[Relation]:
        whole = q.outcome("burden")
        yield from _within(partner, own, self.min_share, self.max_share, whole, whole)

    def names(self) -> Iterator[Named]:
        yield from named("partner", self.only, "only")

    def needs(self) -> Iterator[str]:
        yield "partners"
        yield from size_needs(self.per)


def _within(
    partner: str,
    own: Amount,
    least: Amount0 | None,
    most: Amount0 | None,
    of: Amount,
    basis: Amount | None,
) -> Iterator[Relation]:
    """`least * of <= own <= most * of`."""
    if least is not None:
        yield Relation(partner, own, ">=", least * of, basis=basis)
    if most is not None:
        yield Relation(partner, own, "<=", most * of, basis=basis)
