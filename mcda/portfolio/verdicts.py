"""Verdicts: what a finished portfolio does to each rule, in exact arithmetic."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from mcda.portfolio.quantities import ScenarioQuantities
from mcda.portfolio.tally import Tally, scale
from mcda.rules.base import Amount, Relation, Rule, fixed
from mcda.rules.curved import AnyRelation, Level

Standing = Literal["MET", "NOT MET", "VACUOUS", "FRAGILE"]


@dataclass(frozen=True)
class Verdict:
    """How a rule stands. Amounts belong to the relation with the least slack, in the user's units."""

    rule: str
    type: str
    verdict: Standing
    relation: str
    """Which of the rule's relations: a theme, a partner, a link ..."""
    left: Fraction
    sense: str
    right: Fraction
    slack: Fraction
    """What is left before the relation fails; negative by how much it fails."""
    unit: str
    """Of these amounts: see `unit_of`."""
    share: Fraction | None = None
    """What `left` is of the total, where the rule asks for a share of it."""
    fragility: Fragility | None = None

    @property
    def holds(self) -> bool:
        return self.verdict != "NOT MET"


@dataclass(frozen=True)
class Fragility:
    """Why a rule that holds could fail: under what, in which relation, by how much."""

    kind: Literal["classification", "receives", "impacts", "costs", "point_worth"]
    name: str
    """The alternative classification, the end of the interval, or nothing."""
    relation: str
    margin: Fraction
    """Slack under that reading, in the user's units; negative."""


NO_RELATION = Relation("", Amount(), ">=", Amount())


def slack(relation: AnyRelation, tally: Tally) -> Fraction:
    """What is left before a relation fails, in the user's units."""
    if isinstance(relation, Level):
        return tally.at(relation.function) - relation.level
    margin = tally.of(relation.margin)
    return -abs(margin) if relation.sense == "==" else margin


def fails(relation: AnyRelation, tally: Tally) -> bool:
    """Whether a portfolio does not meet a relation, in exact arithmetic."""
    left = slack(relation, tally)
    return left < 0 or (relation.sense == ">" and left == 0)


def standing(relations: Iterable[AnyRelation], tally: Tally) -> tuple[Standing, AnyRelation, Fraction]:
    """NOT MET, VACUOUS or MET, with the relation of least slack."""
    slacks = [(slack(relation, tally), relation) for relation in relations]
    least, relation = min(slacks, key=lambda pair: pair[0], default=(Fraction(0), NO_RELATION))
    bases = {tally.of(r.basis) for _, r in slacks if r.basis is not None}
    if least < 0 or any(basis < 0 for basis in bases):
        return "NOT MET", relation, least
    return ("VACUOUS" if 0 in bases else "MET"), relation, least


def verdict(name: str, rule: Rule, q: ScenarioQuantities, tally: Tally) -> Verdict:
    """How one rule stands, fragility aside."""
    state, relation, least = standing(rule.relations(q), tally)
    left, sense, right = _sides(relation, tally)
    return Verdict(
        rule=name,
        type=rule.type,
        verdict=state,
        relation=relation.name,
        left=left,
        sense=sense,
        right=right,
        slack=least,
        unit=unit_of(relation),
        share=_share(relation, tally) if isinstance(relation, Relation) else None,
    )


def _sides(relation: AnyRelation, tally: Tally) -> tuple[Fraction, str, Fraction]:
    """What stands on the two sides of a relation, as the user knows them."""
    if isinstance(relation, Relation):
        return tally.of(relation.left), relation.sense, tally.of(relation.right)
    reached, level = tally.at(relation.function), relation.level
    return relation.sign * reached, ">=" if relation.sign > 0 else "<=", relation.sign * level


def _share(relation: Relation, tally: Tally) -> Fraction | None:
    """`left / basis` where the right side is a multiple of the basis, and there is one."""
    basis, right = relation.basis, relation.right
    if basis is None or right.terms.keys() != basis.terms.keys():
        return None
    ratios = {right.terms[measure] / factor for measure, factor in basis.terms.items() if factor}
    whole = tally.of(basis)
    return tally.of(relation.left) / whole if len(ratios) == 1 and whole else None


MONEY = frozenset(
    {"cost", "local_cost", "burden", "received", "flow", "spent", "paid", "delivered", "granted"}
)
POINTS = frozenset({"value", "benefit", "common", "met"})


def unit_of(relation: AnyRelation) -> str:
    """Unit of a relation: `money`, `points`, `index`, `impact:CRITERION` or `actions`."""
    if isinstance(relation, Level):
        return relation.function.unit
    measures = [*relation.left.terms, *relation.right.terms]
    kinds = {measure.kind for measure in measures}
    if kinds & MONEY:
        return "money"
    if kinds & POINTS:
        return "points"
    return next((f"impact:{m.ids[0]}" for m in measures if m.kind == "impact"), "actions")


def guards(rule: Rule, relations: Iterable[AnyRelation], q: ScenarioQuantities) -> list[Relation]:
    """`basis >= at_least_total` for each distinct basis of a rule (default: one whole unit).

    Even where the guard is lifted the total may not be negative: the rule would be NOT MET.
    """
    least = rule.guard()
    bases: list[Amount] = []
    for relation in relations:
        if relation.basis is not None and relation.basis not in bases:
            bases.append(relation.basis)
    return [
        Relation("base", basis, ">=", fixed(0 if least is None else least or _one_unit(basis, q)))
        for basis in bases
    ]


def demands(rule: Rule, q: ScenarioQuantities) -> list[AnyRelation]:
    """What a solution must meet: the relations of a rule, and its guards."""
    relations: list[AnyRelation] = list(rule.relations(q))
    return [*relations, *guards(rule, relations, q)]


def _one_unit(basis: Amount, q: ScenarioQuantities) -> Fraction:
    return min((scale(measure, q.scores) for measure in basis.terms), default=Fraction(1))
