"""Figures of a scenario in words, and amounts in their units."""

from __future__ import annotations

from fractions import Fraction

from mcda.analysis.datum import Datum
from mcda.model import Scenario
from mcda.show import labels
from mcda.wording import N_, Words


def name(scenario: Scenario, datum: Datum, words: Words) -> str:
    """A figure in words: `weight of Water`, `cost of W1`, ..."""
    if datum.table == "weights":
        return words(N_("weight: {name}"), name=labels.criterion(scenario, datum.id, words))
    if datum.table == "actions":
        return words(N_("cost: {action}"), action=datum.id)
    if datum.table == "impacts":
        leaf = labels.criterion(scenario, datum.field, words)
        return words(N_("effect: {action}, {name}"), action=datum.id, name=leaf)
    if datum.table == "rules":
        return f"{labels.rule(scenario, datum.id, words)} ({datum.field})"
    return words(N_("what a point is worth"))


def figure(scenario: Scenario, datum: Datum, amount: Fraction | None, words: Words) -> str:
    """An amount in the unit of its figure; shares in percent."""
    if amount is None:
        return "–"
    if datum.table == "weights":
        return words.percent(amount, 2)
    if datum.table in ("actions", "point_worth"):
        return words.with_unit(words.number(amount, 1), scenario.money)
    if datum.table == "impacts":
        unit = scenario.criterion_by_id[datum.field].unit
        return f"{words.number(amount, 2)} {unit}".strip()
    if is_share(scenario, datum):
        return words.percent(amount, 2)
    return words.number(amount, 2)


def is_share(scenario: Scenario, datum: Datum) -> bool:
    """Whether the bound of a rule is a share of 1."""
    rule = scenario.rules[datum.id]
    now = getattr(rule, datum.field)
    return isinstance(now, Fraction) and now <= 1 and rule.type != "budget"
