"""The reciprocity ledger: who pays, who receives, adding up exactly."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from mcda.display import as_html
from mcda.exact import sum_of_products
from mcda.model import Partner, Scenario
from mcda.model.partner import Membership
from mcda.portfolio.quantities import ScenarioQuantities
from mcda.portfolio.tally import Tally
from mcda.rules.base import Measure


@dataclass(frozen=True)
class PartnerLine:
    """What one partner gets and pays of its own. Points and money of the scenario."""

    partner: str
    groups: Mapping[str, Fraction]
    benefit: Fraction
    burden: Fraction
    received: Fraction
    net: Fraction | None
    """`point_worth * benefit - burden`; None without `point_worth`."""
    parent: str | None = None


@dataclass(frozen=True)
class GroupLine:
    """What a group gets and pays, and its shares of the whole (None where the whole is 0)."""

    group: str
    benefit: Fraction
    burden: Fraction
    received: Fraction
    net: Fraction | None
    """`point_worth * benefit - burden`; None without `point_worth`."""
    benefit_share: Fraction | None
    burden_share: Fraction | None
    received_share: Fraction | None
    population_share: Fraction | None


@dataclass(frozen=True)
class Ledger:
    """Who gives and who receives. The lines of partners add up to the totals of the portfolio."""

    partners: tuple[PartnerLine, ...]
    groups: tuple[GroupLine, ...]
    outside: GroupLine | None
    """Partners, or parts of them, outside every group."""
    flows: Mapping[tuple[str, str], Fraction]
    """Money paid by the first and spent for the second."""
    roll_up: tuple[PartnerLine, ...]
    """Partners that have members, with what their members get and pay."""

    def _repr_html_(self) -> str:
        return as_html(self)


def ledger(q: ScenarioQuantities, tally: Tally) -> Ledger:
    """The ledger of a finished portfolio."""
    scenario = tally.scores.scenario
    lines = tuple(
        partner_line(partner, _own(q, tally, partner.partner), q) for partner in scenario.partners
    )
    groups, outside = group_lines(lines, scenario)
    parents = {p.parent for p in scenario.partners if p.parent is not None}
    return Ledger(
        partners=lines,
        groups=groups,
        outside=outside,
        flows=_flows(tally),
        roll_up=tuple(
            partner_line(partner, _rolled_up(q, tally, partner.partner), q)
            for partner in scenario.partners
            if partner.partner in parents
        ),
    )


Three = tuple[Fraction, Fraction, Fraction]
"""Benefit, burden, received."""


def _own(q: ScenarioQuantities, tally: Tally, partner: str) -> Three:
    return (
        tally.of(q.own("benefit", partner)),
        tally.of(q.own("burden", partner)),
        tally.of(q.own("received", partner)),
    )


def _rolled_up(q: ScenarioQuantities, tally: Tally, partner: str) -> Three:
    return (
        tally.of(q.outcome("benefit", partner=partner)),
        tally.of(q.outcome("burden", partner=partner)),
        tally.of(q.outcome("received", partner=partner)),
    )


def partner_line(partner: Partner, amounts: Three, q: ScenarioQuantities) -> PartnerLine:
    """A line of a partner; its net where a point has a worth."""
    benefit, burden, received = amounts
    priced = q.scores.scenario.point_worth is not None
    return PartnerLine(
        partner=partner.partner,
        groups=partner.groups,
        benefit=benefit,
        burden=burden,
        received=received,
        net=q.point_worth() * benefit - burden if priced else None,
        parent=partner.parent,
    )


def group_lines(
    lines: tuple[PartnerLine, ...],
    scenario: Scenario,
    memberships: Mapping[str, Membership] | None = None,
) -> tuple[tuple[GroupLine, ...], GroupLine | None]:
    """Lines of partners by group, and what lies outside all groups (None if nothing does).

    `memberships` reads the groups of partners otherwise than the main classification does.
    """
    read = memberships or {partner.partner: partner.groups for partner in scenario.partners}
    names = sorted({*scenario.groups, *(group for groups in read.values() for group in groups)})
    rest = {partner: 1 - sum(groups.values(), Fraction(0)) for partner, groups in read.items()}
    whole, people = _whole(lines), _inhabitants(scenario)

    def of(group: str) -> GroupLine:
        shares = {partner: groups.get(group, Fraction(0)) for partner, groups in read.items()}
        return _group(group, shares, lines, whole, people)

    outside = _group("", rest, lines, whole, people) if any(rest.values()) else None
    return tuple(of(name) for name in names), outside


def _whole(lines: tuple[PartnerLine, ...]) -> Three:
    return (
        sum_of_products((line.benefit,) for line in lines),
        sum_of_products((line.burden,) for line in lines),
        sum_of_products((line.received,) for line in lines),
    )


def _group(
    group: str,
    shares: Mapping[str, Fraction],
    lines: tuple[PartnerLine, ...],
    whole: Three,
    people: Mapping[str, Fraction],
) -> GroupLine:
    members = [(shares[line.partner], line) for line in lines if shares[line.partner]]
    benefit = sum_of_products((share, line.benefit) for share, line in members)
    burden = sum_of_products((share, line.burden) for share, line in members)
    received = sum_of_products((share, line.received) for share, line in members)
    return GroupLine(
        group=group,
        benefit=benefit,
        burden=burden,
        received=received,
        net=_net(shares, lines),
        benefit_share=_share(benefit, whole[0]),
        burden_share=_share(burden, whole[1]),
        received_share=_share(received, whole[2]),
        population_share=_population_share(shares, people),
    )


def _net(shares: Mapping[str, Fraction], lines: tuple[PartnerLine, ...]) -> Fraction | None:
    nets = [(shares[line.partner], line.net) for line in lines if line.net is not None]
    return sum_of_products(nets) if nets else None


def benefit_share(line: PartnerLine, whole: Ledger) -> Fraction | None:
    """A partner's own share of what all partners get; None where that is 0."""
    return _share(line.benefit, sum(other.benefit for other in whole.partners))


def population_share(partner: str, scenario: Scenario) -> Fraction | None:
    """A partner's share of all inhabitants; None where it is not known, and for one with members."""
    parents = {other.parent for other in scenario.partners}
    if partner in parents or scenario.partner_by_id[partner].population is None:
        return None
    alone = {other: Fraction(other == partner) for other in scenario.partner_by_id}
    return _population_share(alone, _inhabitants(scenario))


def _share(part: Fraction, whole: Fraction | int) -> Fraction | None:
    return part / whole if whole else None


def _population_share(shares: Mapping[str, Fraction], people: Mapping[str, Fraction]) -> Fraction | None:
    """Share of the inhabitants of partners that are not the parent of another."""
    living = sum_of_products((shares[p], number) for p, number in people.items() if shares[p])
    return _share(living, sum(people.values()))


def _inhabitants(scenario: Scenario) -> dict[str, Fraction]:
    """Of each partner where it is known, save those made of others."""
    parents = {p.parent for p in scenario.partners}
    return {
        p.partner: p.population
        for p in scenario.partners
        if p.population is not None and p.partner not in parents
    }


def _flows(tally: Tally) -> dict[tuple[str, str], Fraction]:
    partners = tuple(tally.scores.scenario.partner_by_id)
    flows = {(a, b): tally.measure(Measure("flow", (a, b))) for a in partners for b in partners}
    return {pair: amount for pair, amount in flows.items() if amount}
