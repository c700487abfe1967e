"""What one option adds to a portfolio, in whole units: money in cents, value in units of points."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from fractions import Fraction
from typing import Any

from mcda.rules.base import Goal

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
    gets: Mapping[Goal, Fraction] = field(default_factory=dict)
    """The part that each partner in need gets of it, where the criterion is of scope `partner`."""
    spent: Mapping[Dated, int] = field(default_factory=dict)
    """Cents by (`cost` or `local_cost`, year)."""
    paid: Mapping[Dated, int] = field(default_factory=dict)
    """The flows by (payer, receiver, year in which they are paid)."""
    delivered: Mapping[Dated, int] = field(default_factory=dict)
    """The flows by (payer, receiver, year in which what they pay for is delivered)."""
    granted: Mapping[tuple[str, ...], int] = field(default_factory=dict)
    """Cents by fund, and by (fund, year) where there are years."""
    funded: Mapping[tuple[str, ...], int] = field(default_factory=dict)
    """1 by fund for its first tranche of an action."""


Parts = tuple[tuple[int, Entry], ...]
"""Entries, each taken a number of times."""


def total_of(parts: Iterable[tuple[int, Entry]]) -> Entry:
    """Everything that entries add up to, each taken a number of times."""
    amounts: dict[str, Any] = {}
    for number, entry in parts:
        for name in _NAMES:
            added = getattr(entry, name)
            if isinstance(added, int):
                amounts[name] = amounts.get(name, 0) + number * added
            else:
                sums = amounts.setdefault(name, {})
                for ids, amount in added.items():
                    sums[ids] = sums.get(ids, 0) + number * amount
    return Entry(**amounts)


_NAMES = tuple(amount.name for amount in fields(Entry))


@dataclass(frozen=True)
class ActionScore:
    """An option's own entry, and what each other action adds to it when both are selected."""

    base: Entry
    increments: Mapping[str, Entry]
    parts: Parts = ()
    """The money of the entry where it is cut into slices: a rest, and slices that funds may take."""
    tranches: Mapping[str, Parts] = field(default_factory=dict)
    """What one tranche changes, by taker."""

    def within(self, chosen: frozenset[str]) -> Iterable[Entry]:
        """The entries that count in a portfolio."""
        yield self.base
        for other, entry in self.increments.items():
            if other in chosen:
                yield entry
