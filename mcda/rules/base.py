"""The words that every rule is written in.

A rule says one thing once: `relations(q)` yields inequalities between amounts. An `Amount` is an
exact linear combination of *measures* (what a portfolio costs, what a partner receives ...). The
optimiser turns measures into integer columns over decisions; a finished portfolio turns them
into exact numbers. Both read the same text.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import Annotated, Any, ClassVar, Literal, NamedTuple, Protocol

from pydantic import BaseModel, ConfigDict, StringConstraints

from mcda.exact import Amount0

Identifier = Annotated[str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9_]*$", max_length=64)]
"""An id: a letter, then letters, digits and underscores."""
RESERVED = frozenset({"value", "cost", "action", "source", "mark", "note"})
"""Ids that mean something else somewhere."""

Text = str | dict[str, str]
"""One text, or one per language."""
Number = Fraction | int
Sense = Literal["<=", ">=", "==", ">"]

Kind = Literal[
    "count",
    "cost",
    "local_cost",
    "value",
    "points",
    "benefit",
    "burden",
    "received",
    "flow",
    "impact",
    "common",
    "met",
    "spent",
    "paid",
    "delivered",
    "granted",
    "funded",
]
Spending = Literal["local_cost", "cost"]
Size = Literal["actions", "local_cost", "cost", "value"]
"""How large a set of selected actions is: their number, money, or points of the actions by themselves
(without common value, without needs met)."""
Outcome = Literal["benefit", "burden", "received"]
Side = tuple[str, ...]
"""Groups that stand together."""
Per = Literal["partner", "head", "fiscal_capacity", "need", "potential"]
"""Per partner, inhabitant, unit of fiscal capacity or of need, or of the most it could get."""
Direction = Literal["up", "down"]
"""Which way a parameter goes when its rule becomes stricter."""


class Served(frozenset[str]):
    """Actions of which some partners receive at least `least`, which who receives decides."""

    weights: Mapping[str, Number]
    least: Fraction

    def __new__(cls, actions: Iterable[str], weights: Mapping[str, Number], least: Fraction) -> Served:
        served = super().__new__(cls, actions)
        served.weights, served.least = weights, least
        return served

    def __reduce__(self) -> tuple[Any, ...]:
        return Served, (tuple(self), self.weights, self.least)

    def would_hold(self, receives: Mapping[str, Fraction]) -> bool:
        """Whether an action with these shares belongs to the set."""
        return served_share(self.weights, receives) >= self.least


def served_share(weights: Mapping[str, Number], receives: Mapping[str, Fraction]) -> Fraction:
    """What partners, each with its weight, receive of an action."""
    parts = [weights[partner] * share for partner, share in receives.items() if partner in weights]
    return sum(parts, Fraction(0))


Goal = tuple[str, ...]
"""What summed effects are valued for: a criterion (common), or the need of a partner for a criterion."""
COLLEGE_AT: Mapping[str, int] = {"value": 0, "points": 1, "common": 1, "met": 2}
"""Place of the college among the ids, for the kinds that may be in the eyes of one."""


class Measure(NamedTuple):
    """One integer column of the data: a kind, the ids it is about, the actions it counts.

    `ids`: a partner (benefit, burden, received), payer and receiver (flow), a criterion (impact,
    points, common), a criterion and a partner (met: points of the need met; impact: what the partner
    gets of the total), `cost` or `local_cost` and a year (spent), payer, receiver and a year (paid,
    delivered), a fund (funded), a fund and perhaps a year (granted), nothing otherwise; the last id of
    a value, of points, common value or need met may be the college in whose eyes it is. `actions` is
    None for all actions; a `count` among named options counts those of them taken.
    """

    kind: Kind
    ids: tuple[str, ...] = ()
    actions: frozenset[str] | None = None

    @property
    def is_goal(self) -> bool:
        """Points of a curve over summed effects: no sum over actions."""
        return self.kind in ("common", "met")

    @property
    def goal(self) -> Goal:
        """What these points are for; as ids of an impact, the level that it values."""
        return self.ids[: COLLEGE_AT[self.kind]]

    @property
    def college(self) -> str | None:
        """In whose eyes points are; None for the scenario's own."""
        return next(iter(self.ids[COLLEGE_AT[self.kind] :]), None) if self.kind in COLLEGE_AT else None


def points_for(goal: Goal, college: str | None = None) -> Measure:
    """The points of a goal: common value, or the need of a partner that is met."""
    seen_by = () if college is None else (college,)
    return Measure("common" if len(goal) == COLLEGE_AT["common"] else "met", (*goal, *seen_by))


@dataclass(frozen=True)
class Amount:
    """An exact linear combination of measures, in the user's units."""

    terms: Mapping[Measure, Fraction] = field(default_factory=dict)
    constant: Fraction = Fraction(0)

    def __add__(self, other: Amount | Number) -> Amount:
        if not isinstance(other, Amount):
            return Amount(self.terms, self.constant + other)
        terms = dict(self.terms)
        for measure, coefficient in other.terms.items():
            terms[measure] = terms.get(measure, Fraction(0)) + coefficient
        return Amount(terms, self.constant + other.constant)

    def __mul__(self, factor: Number) -> Amount:
        terms = {measure: coefficient * factor for measure, coefficient in self.terms.items()}
        return Amount(terms, self.constant * factor)

    def __sub__(self, other: Amount | Number) -> Amount:
        return self + other * -1

    def __neg__(self) -> Amount:
        return self * -1

    __radd__ = __add__
    __rmul__ = __mul__


def total(amounts: Iterable[Amount]) -> Amount:
    """Sum of amounts; zero for none."""
    terms: dict[Measure, Fraction] = {}
    constant = Fraction(0)
    for amount in amounts:
        constant += amount.constant
        for measure, coefficient in amount.terms.items():
            terms[measure] = terms.get(measure, Fraction(0)) + coefficient
    return Amount(terms, constant)


def fixed(number: Number) -> Amount:
    """An amount that no decision changes."""
    return Amount({}, Fraction(number))


@dataclass(frozen=True)
class Relation:
    """`left sense right`; `basis` is the total that a relative rule is a share of."""

    name: str
    left: Amount
    sense: Sense
    right: Amount
    basis: Amount | None = None

    @cached_property
    def margin(self) -> Amount:
        """What is left before the relation fails (for `==`, the difference)."""
        return self.right - self.left if self.sense == "<=" else self.left - self.right


class Named(NamedTuple):
    """An id that a rule mentions, at `path` inside the rule."""

    kind: Literal["action", "partner", "group", "theme", "lead", "criterion"]
    id: str
    path: tuple[str | int, ...]


class Link(NamedTuple):
    """A dependency between two actions."""

    type: Literal["requires", "excludes", "together"]
    action: str
    other: str


class Envelope(NamedTuple):
    """Most that a fund grants: in a year, or in all."""

    fund: str
    year: int | None
    most: Fraction


class Quantities(Protocol):
    """What rules may ask of a scenario. Amounts are exact and in the user's units."""

    def size(self, of: Size, actions: Iterable[str] | None = None) -> Amount:
        """Number, money or points of the selected actions (among `actions`)."""

    def value(self, college: str | None = None) -> Amount:
        """Points of the portfolio, all included; by the weights of a college if named."""

    def outcome(self, of: Outcome, *, partner: str | None = None, group: str | None = None) -> Amount:
        """What a partner (with its members), a group, or everybody gets or pays."""

    def net(self, partner: str) -> Amount:
        """`point_worth * benefit - burden` of a partner, in money."""

    def point_worth(self) -> Fraction:
        """Money per point."""

    def flow(self, payer: str, receiver: str) -> Amount:
        """Money paid by one partner and spent for another."""

    def own_part(self, action: str, *, by: Literal["lead", "partners"]) -> Amount:
        """What its lead itself, or all partners together, pay for an action."""

    def granted(self, fund: str, *, year: int | None = None, action: str | None = None) -> Amount:
        """What a fund grants (to actions that start in `year`; to one action), in money."""

    def is_funded(self, action: str, fund: str) -> Amount:
        """1 if a fund supports an action, else 0."""

    def envelopes(self) -> tuple[Envelope, ...]:
        """Envelopes of the table of funds."""

    def excluded_funds(self) -> tuple[tuple[str, str], ...]:
        """Pairs of funds that may not support the same action."""

    def years(self) -> tuple[int, ...]:
        """Years of the scenario; none where it has a single period."""

    def harms(self) -> bool:
        """Whether some partner may get less than nothing, in points."""

    def cent(self) -> Fraction:
        """Smallest amount of money, in the scenario's unit."""

    def spent(self, of: Spending, year: int) -> Amount:
        """Money spent in a year."""

    def paid_by(self, partner: str, year: int) -> Amount:
        """Money paid in a year by a partner, with its members."""

    def paid(self, giver: Side, receiver: Side, year: int, theme: str | None = None) -> Amount:
        """Money paid in a year by the members of some groups and spent for those of others."""

    def delivered(self, giver: Side, receiver: Side, year: int, theme: str | None = None) -> Amount:
        """The same money in the year in which what it pays for is delivered."""

    def impact(self, criterion: str) -> Amount:
        """Expected total of a criterion, in its unit."""

    def themes(self) -> tuple[str, ...]: ...
    def groups(self) -> tuple[str, ...]: ...
    def leads(self) -> tuple[str, ...]: ...
    def partners(self) -> tuple[str, ...]: ...
    def leaves(self) -> tuple[str, ...]:
        """Partners that are not the parent of another."""

    def caps(self) -> Mapping[str, Fraction]:
        """Most that a partner can pay, where it said so."""

    def per(self, partner: str, per: Per) -> Fraction | None:
        """Denominator of a partner: 1, inhabitants, what it could get ...; None where unknown."""

    def alone(self, partner: str) -> Fraction:
        """Net of a partner with its own best portfolio, in money."""

    def contiguous(self, one: str, other: str) -> bool: ...
    def of_theme(self, theme: str) -> frozenset[str]: ...
    def led_by(self, partner: str) -> frozenset[str]: ...
    def of_kind(self, kind: Literal["investment", "operating"]) -> frozenset[str]:
        """Actions of a kind; a blank kind counts as investment."""

    def supported_by(self, fund: str) -> frozenset[str]:
        """Actions that a fund may support."""

    def serving(
        self, least: Fraction, *, partner: str | None = None, group: str | None = None
    ) -> frozenset[str]:
        """Actions of which a partner or a group receives at least the share `least`."""

    def worth_to(self, partner: str, least: Fraction) -> frozenset[str]:
        """Actions that are worth at least so many points to a partner, alone."""

    def links(self) -> tuple[Link, ...]: ...
    def screened(self) -> tuple[str, ...]:
        """Actions that a threshold set aside, with those that require them."""


class Record(BaseModel):
    """A frozen record whose field docstrings become its documentation."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        use_attribute_docstrings=True,
        validate_by_name=True,
        validate_by_alias=True,
    )


class Rule(Record, ABC):
    """A constraint that a portfolio must meet."""

    costs_excused: ClassVar[bool] = False
    """Not tested against cost intervals unless `fragile_to` says `costs`."""
    equity: ClassVar[bool] = False
    """Whether it is about who gives and who receives: left out where nothing but means may limit."""
    parameters: ClassVar[Mapping[str, Direction]] = {}
    """The bounds that `equity` prices: field -> which way it goes when the rule becomes stricter."""

    type: str
    label: Text | None = None
    """Name on screen, one or per language."""

    @abstractmethod
    def relations(self, q: Quantities) -> Iterator[Any]:
        """The rule, as relations that must all hold (`mcda.rules.curved.AnyRelation`)."""

    @property
    def concerns_equity(self) -> bool:
        """As `equity`, where the record decides."""
        return self.equity

    def names(self) -> Iterator[Named]:
        """The ids that the rule mentions; each must exist."""
        yield from ()

    def needs(self) -> Iterator[str]:
        """What the scenario must have: `partners`, `point_worth`, `caps`, `leads` ..."""
        yield from ()

    def afterwards(self, q: Quantities) -> Iterator[Any]:
        """What is maximised among portfolios as good as the best (`mcda.rules.curved.Target`)."""
        yield from ()

    def guard(self) -> Fraction | None:
        """Least basis when solving: None lifts the guard, 0 stands for one unit."""
        return Fraction(0)


class RelativeRule(Rule):
    """A rule about shares of a total, which an empty portfolio would meet without any merit."""

    at_least_total: Amount0 | None = None
    """Least total (in its unit) that the optimiser must reach; default one unit."""
    allow_empty: bool = False
    """Accept a portfolio for which the total is zero."""

    def guard(self) -> Fraction | None:
        return None if self.allow_empty else self.at_least_total or Fraction(0)


def named(kind: Any, ids: Iterable[str] | None, key: str) -> Iterator[Named]:
    """The entries of a list, each with its path."""
    for position, identifier in enumerate(ids or ()):
        yield Named(kind, identifier, (key, position))
