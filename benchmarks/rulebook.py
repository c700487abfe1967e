"""Thirty rules for a generated scenario, from loose to tight.

One declared record counts as one rule; a rule such as `coverage per theme` makes a row for each
theme. Bounds are set against what all actions together would give.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction

from mcda.model import Scenario
from mcda.rules import (
    AnyRule,
    Budget,
    Caps,
    Contiguity,
    Coverage,
    Floor,
    Impact,
    Lead,
    Linear,
    Links,
    Share,
    Status,
)

Sums = dict[str, Fraction]
"""Amounts by id."""


@dataclass(frozen=True)
class Stance:
    """How tightly rules bind, in percent."""

    budget: int
    """The budget, of what all actions cost."""
    ceiling: int
    """Ceilings of each theme, lead and partner, of what all its actions cost."""
    equity: int
    """Shares and floors, of what everybody would have if all actions were selected."""
    actions: int
    """Least actions of each theme, group, lead and partner: this many per 50 candidates."""

    def of_budget(self, whole: Fraction) -> Fraction:
        return whole * self.budget / 100

    def of_ceiling(self, whole: Fraction | int) -> Fraction:
        return Fraction(whole) * self.ceiling / 100

    def least(self, share: Fraction) -> Fraction:
        """A floor below (or beyond) a natural share, in whole percent."""
        return Fraction(min(round(share * self.equity), 100), 100)

    def most(self, share: Fraction) -> Fraction:
        """The ceiling that mirrors it."""
        return Fraction(min(round(share * (200 - self.equity)), 100), 100)


@dataclass(frozen=True)
class Whole:
    """What all actions together would give, synergies aside."""

    cost: Fraction
    local: Fraction
    by_theme: Sums
    by_lead: Sums
    burden: Sums
    received: Sums
    far: Fraction
    """Share of flows between partners that joins non-neighbours."""
    totals: Sums
    """Impact by criterion."""

    @classmethod
    def of(cls, scenario: Scenario) -> Whole:
        actions = scenario.action_by_id
        local = {name: a.cost * (1 - a.cofinancing) for name, a in actions.items()}
        by_theme: Sums = defaultdict(Fraction)
        by_lead: Sums = defaultdict(Fraction)
        for name, action in actions.items():
            by_theme[action.theme] += local[name]
            by_lead[str(action.lead)] += local[name]
        burden: Sums = defaultdict(Fraction)
        received: Sums = defaultdict(Fraction)
        for row in scenario.shares:
            burden[row.partner] += local[row.action] * row.pays
            received[row.partner] += local[row.action] * row.receives
        totals: Sums = defaultdict(Fraction)
        for impact in scenario.impacts:
            totals[impact.criterion] += impact.level
        return cls(
            cost=sum((a.cost for a in scenario.actions), Fraction(0)),
            local=sum(local.values(), Fraction(0)),
            by_theme=by_theme,
            by_lead=by_lead,
            burden=burden,
            received=received,
            far=_far(scenario, local),
            totals=totals,
        )

    def share(self, of: Sums, scenario: Scenario, group: str) -> Fraction:
        """Share of a group in a total."""
        part = sum((of[p.partner] * p.membership(group) for p in scenario.partners), Fraction(0))
        return part / sum(of.values(), Fraction(0))


def _far(scenario: Scenario, local: dict[str, Fraction]) -> Fraction:
    near = {(p.partner, other) for p in scenario.partners for other in p.contiguous_with}
    near |= {(b, a) for a, b in near}
    rows: dict[str, list[tuple[str, Fraction, Fraction]]] = {}
    for row in scenario.shares:
        rows.setdefault(row.action, []).append((row.partner, row.pays, row.receives))
    flows = {True: Fraction(0), False: Fraction(0)}
    for action, members in rows.items():
        for payer, pays, _ in members:
            for receiver, _, receives in members:
                if payer != receiver:
                    flows[(payer, receiver) in near] += local[action] * pays * receives
    return flows[False] / sum(flows.values())


def rulebook(scenario: Scenario, stance: Stance) -> dict[str, AnyRule]:
    """The thirty rules of a scenario."""
    whole = Whole.of(scenario)
    return {
        **_money(whole, stance),
        **_coverage(scenario, stance),
        **_shares(scenario, whole, stance),
        **_floors(scenario, whole, stance),
        **_others(scenario, whole, stance),
    }


def _money(whole: Whole, stance: Stance) -> dict[str, AnyRule]:
    """6 rules: budgets and caps."""
    largest_theme, largest_lead = max(whole.by_theme.values()), max(whole.by_lead.values())
    return {
        "budget": Budget(max=_thousand(stance.of_budget(whole.local))),
        "budget_whole": Budget(max=_thousand(stance.of_budget(whole.cost)), of="cost"),
        "budget_theme": Budget(max=_thousand(stance.of_ceiling(largest_theme)), per="theme"),
        "budget_lead": Budget(max=_thousand(stance.of_ceiling(largest_lead)), per="lead"),
        "budget_partner": Budget(
            max=_thousand(stance.of_ceiling(max(whole.burden.values()))), per="partner"
        ),
        "caps": Caps(),
    }


def _coverage(scenario: Scenario, stance: Stance) -> dict[str, AnyRule]:
    """6 rules: nobody and no theme left out, none that takes everything."""
    least = max(1, stance.actions * len(scenario.actions) // 100)
    return {
        "themes": Coverage(per="theme", min_actions=least),
        "groups": Coverage(per="group", min_actions=least),
        "leads": Coverage(per="lead", min_actions=max(1, least // 2)),
        "partners": Coverage(per="partner", min_actions=least),
        "themes_share": Coverage(per="theme", max_share=stance.most(Fraction(1, 5)), of="local_cost"),
        "themes_value": Coverage(per="theme", min_share=stance.least(Fraction(1, 25)), of="value"),
    }


def _shares(scenario: Scenario, whole: Whole, stance: Stance) -> dict[str, AnyRule]:
    """6 rules: what groups get and pay."""
    received = {g: whole.share(whole.received, scenario, g) for g in scenario.groups}
    burden = {g: whole.share(whole.burden, scenario, g) for g in scenario.groups}
    largest = max(p.partner for p in scenario.partners if p.groups.get("urban"))
    return {
        "rural": Share(of="benefit", group="rural", min=stance.least(received["rural"])),
        "periurban": Share(of="benefit", group="periurban", min=stance.least(received["periurban"])),
        "rural_received": Share(of="received", group="rural", min=stance.least(received["rural"])),
        "rural_burden": Share(of="burden", group="rural", max=stance.most(burden["rural"])),
        "urban_burden": Share(of="burden", group="urban", min=stance.least(burden["urban"])),
        "no_giant": Share(of="benefit", partner=largest, max=Fraction(30, 100)),
    }


def _floors(scenario: Scenario, whole: Whole, stance: Stance) -> dict[str, AnyRule]:
    """4 rules: what no partner goes without."""
    returns = min(whole.received[p] / whole.burden[p] for p in whole.burden)
    least = min(whole.received[p.partner] / (p.population or Fraction(1)) for p in scenario.partners)
    budget = Fraction(stance.budget * stance.equity, 100 * 100)
    return {
        "return": Floor(return_on_burden=stance.least(returns), by="spending"),
        "served": Floor(min_actions=2),
        "benefit": Floor(of="benefit", min=Fraction(1)),
        "per_head": Floor(of="received", per="head", min=_places(least * budget, 4)),
    }


def _others(scenario: Scenario, whole: Whole, stance: Stance) -> dict[str, AnyRule]:
    """8 rules: leads, distance, links, impacts, and bounds on single actions."""
    ids = [action.action for action in scenario.actions]
    linked = {name for link in scenario.links for name in (link.action, link.other)}
    free = [name for name in ids if name not in linked]
    cheap = sorted(free, key=lambda name: (scenario.action_by_id[name].cost, name))
    half = Fraction(stance.budget * stance.equity, 2 * 100 * 100)
    return {
        "lead": Lead(max_share=stance.most(Fraction(1, 3))),
        "lead_actions": Lead(max_share=stance.most(Fraction(1, 3)), of="actions"),
        "far": Contiguity(min_share=stance.least(whole.far)),
        "links": Links(),
        "trips": Impact(criterion="trips", min=Fraction(round(whole.totals["trips"] * half))),
        "carbon": Impact(criterion="carbon", min=Fraction(round(whole.totals["carbon"] * half))),
        "choice": Linear(terms=dict.fromkeys(ids[::7], Fraction(1)), max=Fraction(len(ids[::7]) // 2)),
        "status": Status(mandatory=(cheap[0],), excluded=(cheap[-1],)),
    }


def _thousand(amount: Fraction) -> Fraction:
    """Whole units of money."""
    return Fraction(round(amount))


def _places(amount: Fraction, places: int) -> Fraction:
    return Fraction(int(amount * 10**places), 10**places)
