"""The financing plan: who pays for each selected action, and what is left of each fund."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from mcda.model import Scenario
from mcda.portfolio.listing import highest_tranches
from mcda.portfolio.quantities import ScenarioQuantities
from mcda.portfolio.tally import Tally
from mcda.rules import OwnShare
from mcda.rules.base import Measure


@dataclass(frozen=True)
class ActionPlan:
    """Who pays for one selected action, its active synergies included. Money of the scenario.

    `cost = cofinancing + sum of grants + sum of payments` where there are partners.
    """

    action: str
    cost: Fraction
    cofinancing: Fraction
    """Granted already, outside the funds: the column `cofinancing`."""
    grants: Mapping[str, Fraction]
    """By fund."""
    granted: Fraction
    """By all funds."""
    local_cost: Fraction
    """What is left to partners."""
    payments: Mapping[str, Fraction]
    """By partner; empty in a scenario without shares."""
    own: Fraction | None
    """What the lead itself pays; None without a lead or without shares."""
    own_share: Fraction | None
    """Its part of the cost."""


@dataclass(frozen=True)
class FundUse:
    """What a fund grants, in a year or in all."""

    fund: str
    year: int | None
    granted: Fraction
    envelope: Fraction | None
    """None where the fund states none."""
    left: Fraction | None


@dataclass(frozen=True)
class Financing:
    """The financing plan of a portfolio."""

    actions: tuple[ActionPlan, ...]
    funds: tuple[FundUse, ...]
    """Of each fund: each year for which it has an envelope, then all years together."""
    tranches: tuple[str, ...]
    """The highest tranche of each action and taker: `M1+DETR.2`, `M1:CLM.3`."""


def financing(q: ScenarioQuantities, tally: Tally) -> Financing | None:
    """The plan, where the scenario decides or limits who pays; else None."""
    if not _matters(q.scores.scenario) and not q.scores.sharings:
        return None
    return Financing(
        actions=tuple(_plan(tally, action) for action in sorted(tally.actions)),
        funds=tuple(_uses(q, tally)),
        tranches=highest_tranches(tally.scores, tally.chosen),
    )


def _matters(scenario: Scenario) -> bool:
    return bool(scenario.funds) or any(isinstance(rule, OwnShare) for rule in scenario.rules.values())


def _plan(tally: Tally, action: str) -> ActionPlan:
    scenario, only = tally.scores.scenario, frozenset({action})
    cost = tally.measure(Measure("cost", (), only))
    local = tally.measure(Measure("local_cost", (), only))
    grants = {f.fund: tally.measure(Measure("granted", (f.fund,), only)) for f in scenario.funds}
    granted = sum(grants.values(), Fraction(0))
    paid = {p: tally.measure(Measure("burden", (p,), only)) for p in scenario.partner_by_id}
    lead = scenario.action_by_id[action].lead
    own = paid.get(lead, Fraction(0)) if scenario.shares and lead is not None else None
    return ActionPlan(
        action=action,
        cost=cost,
        cofinancing=cost - local - granted,
        grants={fund: amount for fund, amount in grants.items() if amount},
        granted=granted,
        local_cost=local,
        payments={partner: amount for partner, amount in paid.items() if amount},
        own=own,
        own_share=own / cost if own is not None and cost else None,
    )


def _uses(q: ScenarioQuantities, tally: Tally) -> Iterator[FundUse]:
    """What is left of each envelope, and what a fund without one in all grants in all."""
    limits = {(fund, year): most for fund, year, most in q.envelopes()}
    for record in q.scores.scenario.funds:
        years = sorted(year for fund, year in limits if fund == record.fund and year is not None)
        for year in (*years, None):
            granted = tally.of(q.granted(record.fund, year=year))
            most = limits.get((record.fund, year))
            yield FundUse(record.fund, year, granted, most, None if most is None else most - granted)
