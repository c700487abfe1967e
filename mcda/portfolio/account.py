"""The account of reciprocity: what two sides give each other, year by year and theme by theme.

What a side gives is booked in the year in which it is paid, what it receives in the year in which
it is delivered (see `mcda.rules.ledger`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from mcda.portfolio.quantities import ScenarioQuantities
from mcda.portfolio.tally import Tally
from mcda.rules import Ledger
from mcda.rules.base import Side
from mcda.scoring import AFTER


@dataclass(frozen=True)
class AccountYear:
    """Where an account stands at the end of a year. Money of the scenario."""

    year: int
    given: Fraction
    """Paid in this year by the first side for the second."""
    received: Fraction
    """Delivered in this year to the first side by the second."""
    balance: Fraction
    """What the first side has given more since the start, discounted, opening included."""
    volume: Fraction
    """Given and received since the start, discounted."""
    tolerance: Fraction | None
    """Largest balance allowed, as a share of the volume; None where no rule says so."""

    @property
    def share(self) -> Fraction | None:
        """The balance as a share of the volume; None where nothing has moved."""
        return self.balance / self.volume if self.volume else None

    @property
    def allowed(self) -> Fraction | None:
        """Largest balance allowed, in money; None where no rule says so."""
        return None if self.tolerance is None else self.tolerance * self.volume

    @property
    def inside(self) -> bool | None:
        """Whether the balance is within the tolerance; None without one."""
        return None if self.tolerance is None else self.within(self.tolerance)

    def within(self, tolerance: Fraction) -> bool:
        """Whether the balance is at most this share of the volume."""
        return abs(self.balance) <= tolerance * self.volume


@dataclass(frozen=True)
class Account:
    """What two sides give each other over the years, in all or in one theme."""

    rule: str | None
    """Id of the rule that it belongs to; None where no rule asks for it."""
    between: tuple[Side, Side]
    theme: str | None
    """None for all actions."""
    opening: Fraction
    years: tuple[AccountYear, ...]
    given_after: Fraction
    """Paid after the last year by the first side for the second; in no year."""
    received_after: Fraction
    """Delivered after the last year to the first side; in no year."""

    @property
    def given(self) -> Fraction:
        """Paid by the first side for the second within the years, undiscounted."""
        return sum((at.given for at in self.years), Fraction(0))

    @property
    def received(self) -> Fraction:
        """Delivered to the first side by the second within the years, undiscounted."""
        return sum((at.received for at in self.years), Fraction(0))

    @property
    def last(self) -> AccountYear:
        return self.years[-1]

    @property
    def balanced_from(self) -> int | None:
        """First year from which the balance stays within the last tolerance; None if it does not."""
        if self.last.tolerance is None:
            return None
        since = None
        for at in reversed(self.years):
            if not at.within(self.last.tolerance):
                break
            since = at.year
        return since


def accounts(q: ScenarioQuantities, tally: Tally) -> tuple[Account, ...]:
    """The account of each rule `ledger`, and of its themes.

    Where there are years but no such rule: of each group with all others.
    """
    return tuple(
        _account(name, rule, theme, q, tally)
        for name, rule in _ledgers(q)
        for theme in (None, *q.themes())
    )


def _ledgers(q: ScenarioQuantities) -> Iterator[tuple[str | None, Ledger]]:
    declared = [(n, r) for n, r in q.scores.scenario.all_rules.items() if isinstance(r, Ledger)]
    if declared or not q.years():
        yield from declared
        return
    groups = q.groups()
    for group in groups if len(groups) > 2 else groups[:1]:
        if rest := tuple(other for other in groups if other != group):
            yield None, Ledger(between=(group, rest), tolerance=Fraction(1))


def _account(
    name: str | None, rule: Ledger, theme: str | None, q: ScenarioQuantities, tally: Tally
) -> Account:
    one, other = rule.sides
    bound = name is not None and (theme is None or rule.by_theme)
    return Account(
        rule=name,
        between=rule.sides,
        theme=theme,
        opening=rule.opening if theme is None else Fraction(0),
        years=tuple(
            AccountYear(
                year=at.year,
                given=tally.of(at.given),
                received=tally.of(at.received),
                balance=tally.of(at.balance),
                volume=tally.of(at.volume),
                tolerance=at.tolerance if bound else None,
            )
            for at in rule.account(q, theme)
        ),
        given_after=tally.of(q.paid(one, other, AFTER, theme)),
        received_after=tally.of(q.delivered(other, one, AFTER, theme)),
    )
