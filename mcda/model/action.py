"""Actions, what they change, who pays and who receives, how they depend on each other."""

from __future__ import annotations

from fractions import Fraction
from math import ceil
from typing import Literal

from pydantic import Field

from mcda.exact import Amount0, Exact, Share01
from mcda.rules.base import Identifier, Record, Text


class Action(Record):
    """A candidate that can be selected."""

    action: Identifier
    """Id of the action."""
    name: Text
    """Name on screen."""
    theme: str
    """Theme of the action, free text."""
    cost: Amount0
    """Cost, in the scenario's money."""
    lead: Identifier | None = None
    """Partner that leads it."""
    cofinancing: Share01 = Fraction(0)
    """Share of the cost paid by others than the partners."""
    cost_low: Amount0 | None = Field(default=None, alias="cost.low")
    """Least cost thought possible."""
    cost_high: Amount0 | None = Field(default=None, alias="cost.high")
    """Largest cost thought possible."""
    duration: Amount0 | None = None
    """Whole years of work."""
    duration_months: Amount0 | None = None
    """Months of work, where years are too coarse."""
    earliest: int | None = None
    """First year in which it may start."""
    latest: int | None = None
    """Last year in which it may start."""
    profile: tuple[Share01, ...] = ()
    """Share of the cost spent in each year since the start."""
    delivers: Amount0 | None = None
    """Years from the start to the first effect."""
    kind: Literal["investment", "operating"] | None = None
    """Investment or operating expense."""
    competence: str = ""
    """Legal competence it rests on."""
    legal_basis: str = ""
    """Legal basis."""
    convention: bool | None = None
    """Whether a convention between partners is needed."""
    extra: dict[str, str] = Field(default_factory=dict)
    """Other columns of the table, kept as they are."""

    def starts_within(self, years: tuple[int, int]) -> tuple[int, int]:
        """First and last year in which it may start, in a scenario with these years."""
        first, last = years
        earliest = first if self.earliest is None else max(first, self.earliest)
        return earliest, last if self.latest is None else min(last, self.latest)

    @property
    def years_of_work(self) -> int:
        """Years over which the money is spent: the profile, else the duration, one at least."""
        return len(self.profile) or max(1, self.stated_years or 0)

    @property
    def delay(self) -> int:
        """Whole years from the start to the first effect: as stated, else those of work."""
        if self.delivers is not None:
            return ceil(self.delivers)
        return self.years_of_work if self.stated_years is None else self.stated_years

    @property
    def stated_years(self) -> int | None:
        """The duration in whole years, a part of a year counted whole."""
        months = self.duration_months
        if self.duration is not None:
            return ceil(self.duration)
        return None if months is None else ceil(months / 12)


class Impact(Record):
    """What an action changes on a criterion, against doing nothing (for marks, its level)."""

    action: Identifier
    criterion: Identifier
    level: Exact
    """In the unit of the criterion."""
    low: Exact | None = None
    """Least level thought possible."""
    high: Exact | None = None
    """Largest level thought possible."""
    if_not: Exact = Fraction(0)
    """What changes if the action is not done."""

    @property
    def change(self) -> Fraction:
        """What doing the action changes, beside not doing it."""
        return self.level - self.if_not


class Share(Record):
    """Who pays for an action, who receives it."""

    action: Identifier
    partner: Identifier
    pays: Share01 = Fraction(0)
    """Share of the action's local cost."""
    receives: Share01 = Fraction(0)
    """Share of the action's benefit (and of its spending, in rows without criterion)."""
    criterion: Identifier | None = None
    """The one criterion whose benefit the row is about; none for all."""
    pays_low: Share01 | None = Field(default=None, alias="pays.low")
    """Least share of the local cost, where who pays is decided when solving."""
    pays_high: Share01 | None = Field(default=None, alias="pays.high")
    """Largest share of the local cost, where who pays is decided when solving."""
    receives_low: Share01 | None = Field(default=None, alias="receives.low")
    """Least share thought possible."""
    receives_high: Share01 | None = Field(default=None, alias="receives.high")
    """Largest share thought possible."""
    extra: dict[str, str] = Field(default_factory=dict)
    """Other columns of the table, kept as they are."""

    @property
    def pays_between(self) -> tuple[Fraction, Fraction]:
        """Least and largest share of the local cost; both `pays` where nothing is to be decided."""
        low = self.pays if self.pays_low is None else self.pays_low
        return low, self.pays if self.pays_high is None else self.pays_high


class Link(Record):
    """A dependency or a synergy between two actions."""

    type: Literal["requires", "excludes", "together", "synergy"]
    action: Identifier
    other: Identifier
    effect: Exact | None = None
    """Of a synergy: relative change of both actions (`0.15` for 15 percent)."""
    on: str | None = None
    """Of a synergy: `value`, `cost` or a criterion."""
    extra: dict[str, str] = Field(default_factory=dict)
    """Other columns of the table, kept as they are."""
