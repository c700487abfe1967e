"""What a scenario answers when a rule asks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from typing import Literal

from mcda.model import Fund
from mcda.model.fund import exclusions, supporters
from mcda.model.partner import Membership
from mcda.rules.base import (
    Amount,
    Envelope,
    Goal,
    Kind,
    Link,
    Measure,
    Number,
    Outcome,
    Per,
    Served,
    Side,
    Size,
    Spending,
    points_for,
    served_share,
    total,
)
from mcda.scoring import Scores

ONE = Fraction(1)


@dataclass(frozen=True)
class ScenarioQuantities:
    """The `Quantities` of a scored scenario, possibly under another classification or worth."""

    scores: Scores
    classification: str | None = None
    """Alternative classification of partners in groups; None for the main one."""
    worth: Fraction | None = None
    """Money per point; None for the scenario's nominal one."""
    memberships: Mapping[str, Membership] | None = None
    """Groups of every partner, where they are read otherwise than any classification says."""

    def under(self, classification: str) -> ScenarioQuantities:
        return replace(self, classification=classification)

    def regrouped(self, memberships: Mapping[str, Membership]) -> ScenarioQuantities:
        return replace(self, memberships=memberships)

    def with_worth(self, worth: Fraction) -> ScenarioQuantities:
        return replace(self, worth=worth)

    def size(self, of: Size, actions: Iterable[str] | None = None) -> Amount:
        chosen = actions if actions is None or isinstance(actions, frozenset) else frozenset(actions)
        return Amount({Measure("count" if of == "actions" else of, (), chosen): ONE})

    def value(self, college: str | None = None) -> Amount:
        ids = () if college is None else (college,)
        summed = {points_for(goal, college): ONE for goal in self.scores.valuation.goals}
        return Amount({Measure("value", ids): ONE, **summed})

    def outcome(self, of: Outcome, *, partner: str | None = None, group: str | None = None) -> Amount:
        if partner is not None:
            return total(self.own(of, member) for member in self._household(partner))
        if group is not None:
            shares = {p: self._membership(p, group) for p in self.partners()}
            return total(share * self.own(of, p) for p, share in shares.items() if share)
        if of != "benefit":
            return Amount({Measure("local_cost"): ONE})
        met = {points_for(goal): ONE for goals in self._met.values() for goal in goals}
        return Amount({Measure("value"): ONE, **met})

    def own(self, of: Outcome, partner: str) -> Amount:
        """What a partner gets or pays by itself, its members aside."""
        met = self._met.get(partner, ()) if of == "benefit" else ()
        return Amount({Measure(of, (partner,)): ONE, **{points_for(goal): ONE for goal in met}})

    def net(self, partner: str) -> Amount:
        benefit = self.outcome("benefit", partner=partner)
        return self.point_worth() * benefit - self.outcome("burden", partner=partner)

    def point_worth(self) -> Fraction:
        if self.worth is not None:
            return self.worth
        interval = self.scores.scenario.point_worth_interval
        if interval is None:
            raise ValueError("the scenario states no point_worth")
        return interval[1]

    def flow(self, payer: str, receiver: str) -> Amount:
        return Amount({Measure("flow", (payer, receiver)): ONE})

    def own_part(self, action: str, *, by: Literal["lead", "partners"]) -> Amount:
        only = frozenset({action})
        if by == "partners":
            return self.size("local_cost", only)
        lead = self.scores.scenario.action_by_id[action].lead
        return Amount() if lead is None else Amount({Measure("burden", (lead,), only): ONE})

    def granted(self, fund: str, *, year: int | None = None, action: str | None = None) -> Amount:
        ids = (fund,) if year is None else (fund, str(year))
        return Amount({Measure("granted", ids, None if action is None else frozenset({action})): ONE})

    def is_funded(self, action: str, fund: str) -> Amount:
        return Amount({Measure("funded", (fund,), frozenset({action})): ONE})

    def envelopes(self) -> tuple[Envelope, ...]:
        return tuple(envelope for fund in self.scores.scenario.funds for envelope in self._limits(fund))

    def _limits(self, fund: Fund) -> Iterator[Envelope]:
        first, last = self.scores.scenario.years or (0, -1)
        if fund.envelope is not None:
            yield Envelope(fund.fund, None, fund.envelope)
        for year in range(first, last + 1) if fund.envelopes else ():
            yield Envelope(fund.fund, year, fund.envelopes.get(year, Fraction(0)))

    def excluded_funds(self) -> tuple[tuple[str, str], ...]:
        return tuple(exclusions(self.scores.scenario))

    def years(self) -> tuple[int, ...]:
        years = self.scores.scenario.years
        return () if years is None else tuple(range(years[0], years[1] + 1))

    def harms(self) -> bool:
        """Whether points of an option are negative; of a need met it is not known beforehand."""
        scores = [option.score for option in self.scores.options.values()]
        entries = (entry for score in scores for entry in (score.base, *score.increments.values()))
        below = any(units < 0 for entry in entries for units in entry.points.values())
        return below or any(points_for(goal).kind == "met" for goal in self.scores.valuation.goals)

    def cent(self) -> Fraction:
        return self.scores.cent

    def spent(self, of: Spending, year: int | str) -> Amount:
        return Amount({Measure("spent", (of, str(year))): ONE})

    def paid_by(self, partner: str, year: int | str) -> Amount:
        return Amount(
            {
                Measure("paid", (member, receiver, str(year))): ONE
                for member in self._household(partner)
                for receiver in self.partners()
            }
        )

    def paid(self, giver: Side, receiver: Side, year: int | str, theme: str | None = None) -> Amount:
        return self._between("paid", giver, receiver, year, theme)

    def delivered(
        self, giver: Side, receiver: Side, year: int | str, theme: str | None = None
    ) -> Amount:
        return self._between("delivered", giver, receiver, year, theme)

    def _between(
        self, kind: Kind, giver: Side, receiver: Side, year: int | str, theme: str | None
    ) -> Amount:
        """Flows between two sides in a year (or after the last), weighted by memberships."""
        actions = None if theme is None else self.of_theme(theme)
        givers, receivers = self._members(giver), self._members(receiver)
        return Amount(
            {
                Measure(kind, (p, q, str(year)), actions): one * other
                for p, one in givers.items()
                for q, other in receivers.items()
            }
        )

    def impact(self, criterion: str) -> Amount:
        return Amount({Measure("impact", (criterion,)): ONE})

    def themes(self) -> tuple[str, ...]:
        return self.scores.scenario.themes

    def groups(self) -> tuple[str, ...]:
        return self.scores.scenario.groups

    def leads(self) -> tuple[str, ...]:
        return tuple(sorted(self._by_lead))

    def partners(self) -> tuple[str, ...]:
        return tuple(self.scores.scenario.partner_by_id)

    def leaves(self) -> tuple[str, ...]:
        return tuple(partner for partner in self.partners() if partner not in self._children)

    def caps(self) -> Mapping[str, Fraction]:
        partners = self.scores.scenario.partners
        return {p.partner: p.cap for p in partners if p.cap is not None}

    def per(self, partner: str, per: Per) -> Fraction | None:
        if per == "potential":
            return self.scores.potentials[partner]
        record = self.scores.scenario.partner_by_id[partner]
        sizes = {
            "partner": ONE,
            "head": record.population,
            "fiscal_capacity": record.fiscal_capacity,
            "need": record.need,
        }
        return sizes[per]

    def alone(self, partner: str) -> Fraction:
        return self.scores.alone[partner]

    def contiguous(self, one: str, other: str) -> bool:
        partners = self.scores.scenario.partner_by_id
        return other in partners[one].contiguous_with or one in partners[other].contiguous_with

    def of_theme(self, theme: str) -> frozenset[str]:
        return self._by_theme.get(theme, frozenset())

    def led_by(self, partner: str) -> frozenset[str]:
        return self._by_lead.get(partner, frozenset())

    def of_kind(self, kind: Literal["investment", "operating"]) -> frozenset[str]:
        actions = self.scores.scenario.actions
        return frozenset(a.action for a in actions if (a.kind or "investment") == kind)

    def supported_by(self, fund: str) -> frozenset[str]:
        return self._supported.get(fund, frozenset())

    def serving(
        self, least: Fraction, *, partner: str | None = None, group: str | None = None
    ) -> frozenset[str]:
        asked = (least, partner, group)
        if asked not in self._served:
            self._served[asked] = self._serving(least, partner, group or "")
        return self._served[asked]

    def _serving(self, least: Fraction, partner: str | None, group: str) -> Served:
        if partner is not None:
            weights: dict[str, Number] = dict.fromkeys(self._household(partner), ONE)
        else:
            members = {p: self._membership(p, group) for p in self.partners()}
            weights = {p: share for p, share in members.items() if share}
        served = (
            action
            for action, data in self.scores.data.items()
            if served_share(weights, data.receives) >= least
        )
        return Served(served, weights, least)

    def worth_to(self, partner: str, least: Fraction) -> frozenset[str]:
        family, scores = frozenset(self._household(partner)), self.scores
        units = {
            action: sum(u for (_, receiver), u in score.base.points.items() if receiver in family)
            for action, score in scores.actions.items()
        }
        return frozenset(action for action, worth in units.items() if worth * scores.unit >= least)

    def links(self) -> tuple[Link, ...]:
        return tuple(
            Link(link.type, link.action, link.other)
            for link in self.scores.scenario.links
            if link.type != "synergy"
        )

    def screened(self) -> tuple[str, ...]:
        return self.scores.screened

    def _membership(self, partner: str, group: str) -> Fraction:
        if self.memberships is not None:
            return self.memberships[partner].get(group, Fraction(0))
        record = self.scores.scenario.partner_by_id[partner]
        return record.membership(group, self.classification)

    def _members(self, side: Side) -> dict[str, Fraction]:
        """Partners that belong to some groups, and how far."""
        parts = {p: sum((self._membership(p, g) for g in side), Fraction(0)) for p in self.partners()}
        return {partner: part for partner, part in parts.items() if part}

    def _household(self, partner: str) -> tuple[str, ...]:
        """A partner and all its members, members of members included."""
        family = [partner]
        for member in family:
            family.extend(self._children.get(member, ()))
        return tuple(family)

    @cached_property
    def _supported(self) -> dict[str, frozenset[str]]:
        supported = supporters(self.scores.scenario)
        return _grouped((fund.fund, action) for action, funds in supported.items() for fund in funds)

    @cached_property
    def _served(self) -> dict[tuple[Fraction, str | None, str | None], Served]:
        """Sets of actions that were asked for already."""
        return {}

    @cached_property
    def _met(self) -> Mapping[str, list[Goal]]:
        """By partner, the curves that value what it gets against its need."""
        met: dict[str, list[Goal]] = {}
        for goal in self.scores.valuation.goals:
            for partner in goal[1:]:
                met.setdefault(partner, []).append(goal)
        return met

    @cached_property
    def _children(self) -> dict[str, list[str]]:
        children: dict[str, list[str]] = {}
        for partner in self.scores.scenario.partners:
            if partner.parent is not None:
                children.setdefault(partner.parent, []).append(partner.partner)
        return children

    @cached_property
    def _by_theme(self) -> dict[str, frozenset[str]]:
        return _grouped((a.theme, a.action) for a in self.scores.scenario.actions)

    @cached_property
    def _by_lead(self) -> dict[str, frozenset[str]]:
        return _grouped((a.lead, a.action) for a in self.scores.scenario.actions if a.lead is not None)


def _grouped(pairs: Iterable[tuple[str, str]]) -> dict[str, frozenset[str]]:
    groups: dict[str, set[str]] = {}
    for key, action in pairs:
        groups.setdefault(key, set()).add(action)
    return {key: frozenset(actions) for key, actions in groups.items()}
