"""The scenario: everything that was read, checked and frozen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from mcda.display import as_html
from mcda.exact import Amount0, Share01
from mcda.model.action import Action, Impact, Link, Share
from mcda.model.college import CollegeWeight
from mcda.model.contour import Contour, Contours
from mcda.model.criterion import Criterion
from mcda.model.fund import Fund
from mcda.model.partner import Partner
from mcda.model.weighting import AnyWeights
from mcda.rules import AnyObjective, AnyRule, Funds, Links, Rule, Thresholds, Value
from mcda.rules.base import Identifier, Record, Text

EUROS = {"EUR": 1, "€": 1, "k€": 1_000, "M€": 1_000_000}
"""Euros in each unit of money that is made of euros."""


PLACED = frozenset(
    {
        *("partners", "criteria", "actions", "impacts", "shares", "links", "funds", "college_weights"),
        *("impact_extra", "outlines", "origin", "variant", "changes", "settings"),
    }
)
"""Fields of a scenario that are not settings of `scenario.yaml`: tables, and how it was read."""


class Interval(Record):
    """A range of values thought possible."""

    low: Amount0
    high: Amount0


def read_objective(raw: Any) -> Any:
    """A bare name is a record with that type."""
    return {"type": raw} if isinstance(raw, str) else raw


@dataclass(frozen=True)
class Change:
    """One override as it was applied."""

    override: str
    key: str
    old: str | None
    new: str | None


class Labels(Record):
    """Names on screen of what is free text in the tables."""

    themes: dict[str, Text] = Field(default_factory=dict)
    groups: dict[str, Text] = Field(default_factory=dict)


class Scenario(Record):
    """Everything that one solve needs; tables sorted by id, so that their order says nothing."""

    title: Text = ""
    """Title on screen."""
    description: Text = ""
    """What the scenario is about."""
    language: Literal["fr", "en"] = "fr"
    """Language of the scenario's own texts, and of screens unless another is asked."""
    money: str = "k€"
    """Label of every amount."""
    years: tuple[int, int] | None = None
    """First and last year."""
    point_worth: Amount0 | Interval | None = None
    """Money per point, or its interval."""
    split_step: Share01 = Fraction(1, 20)
    """Part of the local cost in whose multiples who pays is decided (`pays.low`, `pays.high`)."""
    labels: Labels = Labels()
    """Names on screen of themes and groups."""
    weights: AnyWeights = Field(default_factory=dict)
    """Swing points of criteria and branches, or the answers of one method; they win over the column
    `weight`."""
    contours: Contours | None = None
    """Where the contours of partners are, for a map; none is drawn without."""
    objective: Annotated[AnyObjective, BeforeValidator(read_objective)] = Value()
    """What is optimised."""
    rules: dict[Identifier, AnyRule] = Field(default_factory=dict)
    """Rules by id."""
    partners: tuple[Partner, ...] = ()
    criteria: tuple[Criterion, ...] = ()
    actions: tuple[Action, ...] = ()
    impacts: tuple[Impact, ...] = ()
    shares: tuple[Share, ...] = ()
    links: tuple[Link, ...] = ()
    funds: tuple[Fund, ...] = ()
    college_weights: tuple[CollegeWeight, ...] = ()
    """Sets of weights, one for each college: the table `weights`."""
    impact_extra: dict[str, dict[str, str]] = Field(default_factory=dict)
    """Other columns of the table of impacts, by action, kept as they are."""
    outlines: tuple[Contour, ...] = ()
    """Contours of partners, as they were read."""
    origin: str = ""
    """Where it was read from, as the user named it."""
    variant: str | None = None
    """Variant or override in force."""
    changes: tuple[Change, ...] = ()
    """Overrides as they were applied, in order."""
    settings: tuple[str, ...] = ()
    """Last changes, as they were asked for: `KEY=VALUE`."""

    def changed(self, **fields: Any) -> Scenario:
        """The scenario with other tables or settings; nothing worked out from the old ones is kept."""
        kept = {name: getattr(self, name) for name in type(self).model_fields}
        return self.model_construct(**{**kept, **fields})

    def _repr_html_(self) -> str:
        return as_html(self)

    @property
    def cent(self) -> Fraction:
        """Smallest amount of money, in the scenario's unit: 0.01 EUR, else a hundredth."""
        return Fraction(1, 100 * EUROS.get(self.money, 1))

    @property
    def point_worth_interval(self) -> tuple[Fraction, Fraction, Fraction] | None:
        """(low, nominal, high) money per point; the nominal is the middle of an interval."""
        worth = self.point_worth
        if worth is None:
            return None
        if isinstance(worth, Fraction):
            return worth, worth, worth
        return worth.low, (worth.low + worth.high) / 2, worth.high

    @cached_property
    def all_rules(self) -> dict[str, Rule]:
        """Declared rules, then those that the tables imply."""
        rules: dict[str, Rule] = dict(self.rules)
        if self.has_links and not any(isinstance(rule, Links) for rule in rules.values()):
            rules[_free("links", rules)] = Links()
        if self.funds and not any(isinstance(rule, Funds) for rule in rules.values()):
            rules[_free("funds", rules)] = Funds()
        if any(criterion.role == "threshold" for criterion in self.criteria):
            rules[_free("thresholds", rules)] = Thresholds()
        return rules

    @property
    def has_links(self) -> bool:
        """Whether the table of links holds a dependency."""
        return any(link.type != "synergy" for link in self.links)

    @cached_property
    def action_by_id(self) -> Mapping[str, Action]:
        return {action.action: action for action in self.actions}

    @cached_property
    def partner_by_id(self) -> Mapping[str, Partner]:
        return {partner.partner: partner for partner in self.partners}

    @cached_property
    def criterion_by_id(self) -> Mapping[str, Criterion]:
        return {criterion.criterion: criterion for criterion in self.criteria}

    @cached_property
    def fund_by_id(self) -> Mapping[str, Fund]:
        return {fund.fund: fund for fund in self.funds}

    @cached_property
    def branches(self) -> frozenset[str]:
        """Criteria that are the parent of another."""
        return frozenset(c.parent for c in self.criteria if c.parent is not None)

    @cached_property
    def leaves(self) -> tuple[Criterion, ...]:
        """Criteria that carry value: role `value`, not a branch."""
        return tuple(c for c in self.criteria if c.role == "value" and c.criterion not in self.branches)

    @cached_property
    def themes(self) -> tuple[str, ...]:
        return tuple(sorted({action.theme for action in self.actions}))

    @cached_property
    def groups(self) -> tuple[str, ...]:
        return tuple(sorted({group for partner in self.partners for group in partner.groups}))

    @property
    def name(self) -> str:
        """Short name: where it was read from, and the variant."""
        return self.origin if self.variant is None else f"{self.origin}:{self.variant}"


def _free(name: str, taken: Mapping[str, Any]) -> str:
    return name if name not in taken else _free(f"{name}_", taken)
