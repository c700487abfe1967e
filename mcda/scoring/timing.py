"""Money by year: when an action that starts in some year is paid for, and when it delivers.

An amount is spread in whole cents by largest remainder, so that the years and what falls after
the last of them add up to it exactly.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import lcm

from mcda.model import Action
from mcda.scoring.apportion import apportion
from mcda.scoring.entries import AFTER, ActionScore, Dated, Entry, total_of

Years = tuple[int, int]
"""First and last."""


def dated(score: ActionScore, action: Action, start: int, years: Years) -> ActionScore:
    """The money of an action that starts in year `start`, by year; its cost synergies likewise."""
    calendar = _Calendar.of(action, start, years)
    changes = {other: calendar.dated(entry) for other, entry in score.increments.items() if entry.cost}
    parts = score.parts or ((1, score.base),)
    tranches = {
        taker: (*cut, *((number, calendar.dated(entry)) for number, entry in cut))
        for taker, cut in score.tranches.items()
    }
    base = total_of((number, calendar.dated(entry)) for number, entry in parts)
    return ActionScore(base, changes, (), tranches)


@dataclass(frozen=True)
class _Calendar:
    """When the money of a started action moves: names of years, and the weight of each."""

    paying: tuple[str, ...]
    weights: tuple[int, ...]
    delivering: tuple[str, ...]
    """What is delivered is delivered evenly."""
    start: str
    """A grant counts in the year of the start."""

    @classmethod
    def of(cls, action: Action, start: int, years: Years) -> _Calendar:
        profile = action.profile or (1,) * action.years_of_work
        scale = lcm(*(share.denominator for share in profile))
        last = years[1]
        return cls(
            paying=tuple(_named(start + k, last) for k in range(len(profile))),
            weights=tuple(int(share * scale) for share in profile),
            delivering=tuple(map(str, range(start + action.delay, last + 1))) or (AFTER,),
            start=str(start),
        )

    def dated(self, entry: Entry) -> Entry:
        """The money of an entry by year."""
        flows, even = entry.flows.items(), [1] * len(self.delivering)
        paid = _spread(flows, self.paying, self.weights)
        local = [] if entry.flows else [(("local_cost",), entry.local_cost)]
        spent = _spread([(("cost",), entry.cost), *local], self.paying, self.weights)
        for (_, _, year), cents in paid.items():
            spent["local_cost", year] = spent.get(("local_cost", year), 0) + cents
        granted: dict[Dated, int] = {
            (fund, self.start): cents for (fund,), cents in entry.granted.items()
        }
        delivered = _spread(flows, self.delivering, even)
        return Entry(spent=spent, paid=paid, delivered=delivered, granted=granted)


def _named(year: int, last: int) -> str:
    return str(year) if year <= last else AFTER


def _spread(
    amounts: Iterable[tuple[tuple[str, ...], int]], years: Sequence[str], weights: Sequence[int]
) -> dict[Dated, int]:
    """Each amount over years, weighted; what falls in the same year (or after) added."""
    spread: dict[Dated, int] = {}
    for ids, cents in amounts:
        for year, part in zip(years, apportion(cents, weights), strict=True):
            if part:
                spread[*ids, year] = spread.get((*ids, year), 0) + part
    return spread
