"""Who receives is the softest of all data: a portfolio under every admissible sharing.

For each action the parts received may be anywhere in `receives.low/high`, 100 % in all. What a partner
or a group gets is linear in them, so that each action has a worst sharing of its own: least parts for
all, then what is left to those that count least.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from mcda.portfolio.fragility import Doubts
from mcda.portfolio.quantities import ScenarioQuantities
from mcda.portfolio.tally import Tally
from mcda.portfolio.verdicts import slack, standing
from mcda.rules.base import Amount, Relation, Rule, fixed
from mcda.rules.curved import Level
from mcda.scoring import Scores

Holds = Literal["always", "not_always", "unknown", "not_met"]
"""For every sharing; not for some; not known of a rule that is not linear; not even as stated."""
Range = tuple[Fraction, Fraction]


@dataclass(frozen=True)
class Received:
    """What one partner, or one group, gets of a portfolio."""

    id: str
    kind: Literal["partner", "group"]
    stated: Fraction
    """Benefit as stated, in points."""
    benefit: Range
    """Least and greatest."""
    net: Range | None
    """In money; None without `point_worth`."""


@dataclass(frozen=True)
class Equitable:
    """A rule about equity under every sharing."""

    rule: str
    type: str
    holds: Holds
    margin: Fraction
    """What is left at the worst sharing, in the unit of the rule; negative where it fails."""


@dataclass(frozen=True)
class Shares:
    """A portfolio under every admissible sharing."""

    actions: tuple[str, ...]
    uncertain: tuple[str, ...]
    """Those of them of which somebody's part is an interval."""
    received: tuple[Received, ...]
    """Partners without members, then groups."""
    rules: tuple[Equitable, ...]


def shares_of(scores: Scores, chosen: frozenset[str]) -> Shares:
    """What a portfolio, given by its options, assures to everybody."""
    q, tally, doubts = ScenarioQuantities(scores), Tally(scores, chosen), Doubts(scores)
    rules = scores.scenario.all_rules.items()
    return Shares(
        actions=tuple(sorted(tally.actions)),
        uncertain=tuple(sorted(_uncertain(scores) & tally.actions)),
        received=tuple(_received(q, tally, doubts)),
        rules=tuple(_equitable(n, r, q, tally, doubts) for n, r in rules if r.concerns_equity),
    )


def _uncertain(scores: Scores) -> set[str]:
    return {
        share.action
        for share in scores.scenario.shares
        if any(end not in (None, share.receives) for end in (share.receives_low, share.receives_high))
    }


def _received(q: ScenarioQuantities, tally: Tally, doubts: Doubts) -> Iterator[Received]:
    for partner in q.leaves():
        benefit, burden = (q.outcome(of, partner=partner) for of in ("benefit", "burden"))
        yield _range(partner, "partner", benefit, burden, q, tally, doubts)
    for group in q.groups():
        benefit, burden = (q.outcome(of, group=group) for of in ("benefit", "burden"))
        yield _range(group, "group", benefit, burden, q, tally, doubts)


def _range(
    name: str,
    kind: Literal["partner", "group"],
    benefit: Amount,
    burden: Amount,
    q: ScenarioQuantities,
    tally: Tally,
    doubts: Doubts,
) -> Received:
    worst = doubts.worst_case("receives", tally)
    least = worst(Relation("least", benefit, ">=", fixed(0))).of(benefit)
    greatest = worst(Relation("greatest", -benefit, ">=", fixed(0))).of(benefit)
    net: Range | None = None
    if q.scores.scenario.point_worth_interval is not None:
        paid = tally.of(burden)
        net = q.point_worth() * least - paid, q.point_worth() * greatest - paid
    return Received(name, kind, tally.of(benefit), (least, greatest), net)


def _equitable(name: str, rule: Rule, q: ScenarioQuantities, tally: Tally, doubts: Doubts) -> Equitable:
    """Whether a rule holds for every sharing: certain where its relations are linear."""
    relations = list(rule.relations(q))
    state, _, left = standing(relations, tally)
    if state == "NOT MET":
        return Equitable(name, rule.type, "not_met", left)
    worst = doubts.worst_case("receives", tally)
    margin = min((slack(r, worst(r)) for r in relations), default=left)
    if margin < 0:
        return Equitable(name, rule.type, "not_always", margin)
    curved = any(isinstance(relation, Level) for relation in relations)
    return Equitable(name, rule.type, "unknown" if curved else "always", margin)
