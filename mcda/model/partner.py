"""Partners: territories and bodies that pay or receive."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from pydantic import Field

from mcda.exact import Amount0, Share01
from mcda.rules.base import Identifier, Record, Text

Membership = dict[str, Share01]
"""Share of a partner in each group, summing to 1; empty for a body outside groups."""


class Partner(Record):
    """A territory or body."""

    partner: Identifier
    """Id of the partner."""
    name: Text
    """Name on screen."""
    groups: Membership = Field(default_factory=dict)
    """Share of the partner in each group."""
    classifications: dict[str, Membership] = Field(default_factory=dict)
    """Other declared classifications (columns `group@NAME`)."""
    population: Amount0 | None = None
    """Inhabitants."""
    area: Amount0 | None = None
    """Square kilometres."""
    cap: Amount0 | None = None
    """Most it can pay, in the scenario's money."""
    fiscal_capacity: Amount0 | None = None
    """Fiscal capacity, in the scenario's money."""
    need: Amount0 | None = None
    """Need, in any unit common to all partners."""
    needs: dict[str, Amount0] = Field(default_factory=dict)
    """Need for one criterion (columns `need.<criterion>`)."""
    parent: Identifier | None = None
    """The partner it is a member of."""
    college: str = ""
    """Who speaks for it."""
    contiguous_with: tuple[str, ...] = ()
    """Partners with a common border; one direction is enough."""
    extra: dict[str, str] = Field(default_factory=dict)
    """Other columns of the table, kept as they are."""

    @property
    def outside(self) -> Fraction:
        """Share of the partner outside every group."""
        return 1 - sum(self.groups.values(), Fraction(0))

    def membership(self, group: str, classification: str | None = None) -> Fraction:
        """Share of the partner in a group, under the main or another classification."""
        groups = self.groups if classification is None else self.classifications.get(classification, {})
        return groups.get(group, Fraction(0))


def need_shares(partners: Iterable[Partner], criterion: str) -> dict[str, Fraction]:
    """Share of each partner in the need for a criterion: positive, 1 in all; empty without any need.

    The column `need.<criterion>` counts where a partner states it, else the column `need`. Partners
    that are the parent of others have no need beside that of their members.
    """
    partners = tuple(partners)
    parents = {partner.parent for partner in partners}
    is_stated = any(criterion in partner.needs for partner in partners)
    stated = {p.partner: p.needs.get(criterion) if is_stated else p.need for p in partners}
    needs = {p: need for p, need in stated.items() if need and p not in parents}
    whole = sum(needs.values(), Fraction(0))
    return {partner: need / whole for partner, need in needs.items()}
