"""Why each action is in a portfolio or not, from that portfolio alone: nothing is solved.

A selected action is taken away, another one is added, the rest as it stands; what that changes in value
and money is exact, and so is by how much each rule would fail. What all of it would become if the others
were chosen anew is not known here: see `mcda.analysis.near_optimal` and `mcda.analysis.explanation`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Literal

from mcda.analysis.near_optimal import NearOptimal
from mcda.analysis.reformulated import scores_of
from mcda.portfolio.listing import options_of
from mcda.portfolio.portfolio import Portfolio
from mcda.portfolio.quantities import ScenarioQuantities
from mcda.portfolio.tally import Tally
from mcda.portfolio.verdicts import demands, fails, slack, unit_of
from mcda.rules import Links, Status, Thresholds
from mcda.rules.curved import AnyRelation
from mcda.scoring import Scores

Kind = Literal[
    "imposed",
    "required",
    "needed",
    "worth",
    "idle",
    "screened",
    "excluded",
    "barred",
    "lacks",
    "worthless",
    "breaks",
    "fits",
]
"""Of a selected action: a rule imposes it; selected actions require it; a rule would fail without it;
it brings value; none of these. Of another: a threshold screens it out; a rule excludes it; a selected
action excludes it; it requires actions that are not selected; it adds no value; it would break rules;
none of these, which happens beside a portfolio that is not the best."""


@dataclass(frozen=True)
class Breach:
    """A rule that would fail, in one of its relations."""

    rule: str
    relation: str
    """What the relation is about: a partner, a theme ..."""
    amount: Fraction
    """By how much."""
    unit: str
    """Of the amount: `money`, `points`, `index`, `impact:CRITERION` or `actions`."""


@dataclass(frozen=True)
class Reason:
    """Why one action is in or out."""

    action: str
    selected: bool
    kind: Kind
    """What settles it first."""
    value: Fraction
    """Points that the portfolio has with it and not without it, synergies included."""
    local_cost: Fraction
    """Money of the partners, likewise."""
    others: tuple[str, ...] = ()
    """The actions that require it or exclude it, or that it requires."""
    breaches: tuple[Breach, ...] = ()
    """Rules that would fail if it were taken away, or added; links and imposed actions aside."""
    within: Fraction | None = None
    """Share of the best within which all portfolios are known, where they are."""
    loss: Fraction | None = None
    """What the best portfolio with the opposite loses, in the unit of the objective; None where that
    is more than the share, or impossible, or not known."""


def reasons(
    portfolio: Portfolio, near: NearOptimal | None = None, *, scores: Scores | None = None
) -> tuple[Reason, ...]:
    """Why each action of the scenario is in or out, in order of ids.

    `near`: the portfolios nearly as good, where they are known. Over years, what is added starts as
    early as it may. `scores` those of the portfolio, where they are at hand.
    """
    scores = scores or scores_of(portfolio)
    inquiry = _Inquiry(scores, portfolio.options)
    return tuple(_reason(inquiry, action, near) for action in sorted(scores.actions))


@dataclass(frozen=True)
class _Inquiry:
    """A portfolio, and what its scenario asks."""

    scores: Scores
    options: frozenset[str]

    @cached_property
    def q(self) -> ScenarioQuantities:
        return ScenarioQuantities(self.scores)

    @cached_property
    def present(self) -> Tally:
        return Tally(self.scores, self.options)

    @cached_property
    def demanded(self) -> Sequence[tuple[str, AnyRelation]]:
        """What rules ask of amounts, not of single actions."""
        about_actions = (Links, Status, Thresholds)
        rules = self.scores.scenario.all_rules.items()
        return [
            (name, relation)
            for name, rule in rules
            if not isinstance(rule, about_actions)
            for relation in demands(rule, self.q)
            if not fails(relation, self.present)
        ]

    @cached_property
    def stated(self) -> Mapping[str, frozenset[str]]:
        """Actions that rules impose, or exclude."""
        rules = [rule for rule in self.scores.scenario.all_rules.values() if isinstance(rule, Status)]
        return {
            "imposed": frozenset(action for rule in rules for action in rule.mandatory),
            "excluded": frozenset(action for rule in rules for action in rule.excluded),
            "screened": frozenset(self.scores.screened),
        }

    def changed(self, action: str) -> Tally:
        """The portfolio without an action, or with it."""
        if action in self.options:
            options = self.scores.options
            kept = frozenset(o for o in self.options if options[o].action != action)
        else:
            kept = options_of(self.scores, [*self.options, action])
        return Tally(self.scores, kept)

    def breaches(self, changed: Tally) -> Iterator[Breach]:
        """What would fail that holds now."""
        for name, relation in self.demanded:
            if fails(relation, changed):
                yield Breach(name, relation.name, -slack(relation, changed), unit_of(relation))

    def linked(self, action: str) -> dict[str, list[str]]:
        """By what it means for an action, the others that the table of links names."""
        found: dict[str, list[str]] = {"required": [], "barred": [], "lacks": []}
        for kind, one, other in self.q.links():
            if action not in (one, other):
                continue
            partner = other if action == one else one
            inside = partner in self.options
            if kind == "excludes" and inside:
                found["barred"].append(partner)
            elif inside and (kind == "together" or (kind == "requires" and action == other)):
                found["required"].append(partner)
            elif not inside and (kind == "together" or (kind == "requires" and action == one)):
                found["lacks"].append(partner)
        return found


def _reason(inquiry: _Inquiry, action: str, near: NearOptimal | None) -> Reason:
    selected, changed = action in inquiry.options, inquiry.changed(action)
    sign = 1 if selected else -1
    value, cost = (
        sign * (inquiry.present.of(amount) - changed.of(amount))
        for amount in (inquiry.q.value(), inquiry.q.size("local_cost"))
    )
    breaches, linked = tuple(inquiry.breaches(changed)), inquiry.linked(action)
    kind = _kind(inquiry, action, linked, value, breaches)
    known = near is not None and near.complete
    return Reason(
        action=action,
        selected=selected,
        kind=kind,
        value=value,
        local_cost=cost,
        others=tuple(sorted(set(linked.get(kind, ())))),
        breaches=breaches,
        within=near.within if near is not None and known else None,
        loss=near.losses.get(action) if near is not None and known else None,
    )


def _kind(
    inquiry: _Inquiry,
    action: str,
    linked: Mapping[str, Sequence[str]],
    value: Fraction,
    breaches: Sequence[Breach],
) -> Kind:
    """What settles it first."""
    settles: tuple[tuple[Kind, bool], ...]
    if action in inquiry.options:
        settles = (
            ("imposed", action in inquiry.stated["imposed"]),
            ("required", bool(linked["required"])),
            ("needed", bool(breaches)),
            ("worth", value > 0),
        )
        return next((kind for kind, holds in settles if holds), "idle")
    settles = (
        ("screened", action in inquiry.stated["screened"]),
        ("excluded", action in inquiry.stated["excluded"]),
        ("barred", bool(linked["barred"])),
        ("lacks", bool(linked["lacks"])),
        ("worthless", value <= 0),
        ("breaks", bool(breaches)),
    )
    return next((kind for kind, holds in settles if holds), "fits")
