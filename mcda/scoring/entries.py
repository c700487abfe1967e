"""What one option adds to a portfolio, in whole units: money in cents, value in units of points."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

Dated = tuple[str, ...]
"""Ids of an amount, the last of which is a year, or `after`."""
AFTER = "after"
"""What falls after the last year of a scenario is kept under this name, and counts in no year."""


@dataclass(frozen=True)
class Entry:
    """What one option adds to a portfolio, alone or through one synergy. Whole units.

    An action brings what has no date; its start in a year brings the same money by year.
    """

    points: Mapping[tuple[str, str], int] = field(default_factory=dict)
    """Units of value by (criterion, partner)."""
    cost: int = 0
    """Cents."""
    local_cost: int = 0
    """Cents that partners pay."""
    flows: Mapping[tuple[str, str], int] = field(default_factory=dict)
    """Cents by (payer, receiver); sums to `local_cost` where there are shares."""
    impacts: Mapping[str, Fraction] = field(default_factory=dict)
    """Expected change of each criterion, in its unit."""
    spent: Mapping[Dated, int] = field(default_factory=dict)
    """Cents by (`cost` or `local_cost`, year)."""
    paid: Mapping[Dated, int] = field(default_factory=dict)
    """The flows by (payer, receiver, year in which they are paid)."""
    delivered: Mapping[Dated, int] = field(default_factory=dict)
    """The flows by (payer, receiver, year in which what they pay for is delivered)."""


@dataclass(frozen=True)
class ActionScore:
    """An option's own entry, and what each other action adds to it when both are selected."""

    base: Entry
    increments: Mapping[str, Entry]

    def within(self, chosen: frozenset[str]) -> Iterable[Entry]:
        """The entries that count in a portfolio."""
        yield self.base
        for other, entry in self.increments.items():
            if other in chosen:
                yield entry
