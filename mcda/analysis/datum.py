"""One figure of a scenario, to be read and changed: a cost, an impact, a weight, the bound of a rule.

A datum is named as overrides name it (`actions.W1.cost`, `impacts.W1.trips`, `weights.trips`,
`rules.budget.max`), so that what an analysis finds can be tried with `--set`. A weight is the leaf's
part of the whole, 0..1; when it changes the other leaves keep their proportions.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from mcda.elicitation.tree import leaves_below
from mcda.model import Impact, Scenario
from mcda.portfolio.strictness import accepts
from mcda.scoring import leaf_weights

Table = Literal["actions", "impacts", "weights", "rules", "point_worth"]


@dataclass(frozen=True, order=True)
class Datum:
    """The path of one figure."""

    table: Table
    id: str = ""
    """Action, leaf or rule."""
    field: str = ""
    """`cost` or `cofinancing` of an action, the criterion of an impact, the bound of a rule."""

    def __str__(self) -> str:
        return ".".join(part for part in (self.table, self.id, self.field) if part)


def value_of(scenario: Scenario, datum: Datum) -> Fraction:
    """The figure as the scenario has it (an impact that is not stated is 0)."""
    if datum.table == "actions":
        return Fraction(getattr(scenario.action_by_id[datum.id], datum.field))
    if datum.table == "impacts":
        stated = ((i.action, i.criterion, i.level) for i in scenario.impacts)
        found = (level for action, leaf, level in stated if (action, leaf) == (datum.id, datum.field))
        return next(found, Fraction(0))
    if datum.table == "weights":
        return leaf_weights(scenario)[datum.id]
    if datum.table == "rules":
        return Fraction(getattr(scenario.rules[datum.id], datum.field))
    interval = scenario.point_worth_interval
    return Fraction(0) if interval is None else interval[1]


def interval_of(scenario: Scenario, datum: Datum) -> tuple[Fraction, Fraction] | None:
    """The interval that the scenario states for a figure; None where it states none."""
    low: Fraction | None
    high: Fraction | None
    if datum.table == "actions" and datum.field == "cost":
        action = scenario.action_by_id[datum.id]
        nominal, low, high = action.cost, action.cost_low, action.cost_high
    elif datum.table == "impacts":
        nominal = value_of(scenario, datum)
        stated = (i for i in scenario.impacts if (i.action, i.criterion) == (datum.id, datum.field))
        low, high = next(((i.low, i.high) for i in stated), (None, None))
    elif datum.table == "point_worth" and scenario.point_worth_interval is not None:
        low, nominal, high = scenario.point_worth_interval
    else:
        return None
    if low is None and high is None:
        return None
    return (nominal if low is None else low, nominal if high is None else high)


def with_figures(scenario: Scenario, figures: Mapping[Datum, Fraction]) -> Scenario:
    """The scenario with other figures.

    `ValueError` is raised (by pydantic too) where a figure cannot have such a value.
    """
    for datum, figure in figures.items():
        if datum.table != "weights":
            scenario = _with(scenario, datum, figure)
    weights = {datum.id: figure for datum, figure in figures.items() if datum.table == "weights"}
    return (
        with_leaf_weights(scenario, _rescaled(leaf_weights(scenario), weights)) if weights else scenario
    )


def with_leaf_weights(scenario: Scenario, weights: Mapping[str, Fraction]) -> Scenario:
    """The scenario with stated weights of its leaves; a branch weighs what its leaves do."""
    below = leaves_below(scenario)
    points = {
        name: sum((weights[leaf] for leaf in leaves), Fraction(0)) for name, leaves in below.items()
    }
    return scenario.changed(weights=points)


def numeric_bounds(scenario: Scenario) -> Iterator[Datum]:
    """The bounds that rules set to one number."""
    for name, rule in scenario.rules.items():
        for parameter in rule.parameters:
            if isinstance(getattr(rule, parameter), Fraction | int):
                yield Datum("rules", name, parameter)


def _rescaled(now: Mapping[str, Fraction], fixed: Mapping[str, Fraction]) -> dict[str, Fraction]:
    """Weights with some of them fixed; the others share the rest as before."""
    rest = 1 - sum(fixed.values(), Fraction(0))
    free = sum((w for leaf, w in now.items() if leaf not in fixed), Fraction(0))
    if rest < 0 or (not free and rest):
        raise ValueError("weights do not sum to 1")
    return {leaf: fixed.get(leaf, w * rest / free if free else w) for leaf, w in now.items()}


def _with(scenario: Scenario, datum: Datum, figure: Fraction) -> Scenario:
    if datum.table == "actions":
        actions = tuple(
            a.model_copy(update={datum.field: figure}) if a.action == datum.id else a
            for a in scenario.actions
        )
        return scenario.changed(actions=actions)
    if datum.table == "impacts":
        return scenario.changed(impacts=_impacts(scenario, datum, figure))
    if datum.table == "rules":
        rule = scenario.rules[datum.id]
        whole = isinstance(getattr(rule, datum.field), int)
        level = int(figure) if whole else figure
        if not accepts(rule, datum.field, level):
            raise ValueError(f"{datum} cannot be {figure}")
        changed = rule.model_copy(update={datum.field: level})
        return scenario.changed(rules={**scenario.rules, datum.id: changed})
    return scenario.changed(point_worth=figure)


def _impacts(scenario: Scenario, datum: Datum, figure: Fraction) -> tuple[Impact, ...]:
    key = (datum.id, datum.field)
    others = [i for i in scenario.impacts if (i.action, i.criterion) != key]
    stated = [i for i in scenario.impacts if (i.action, i.criterion) == key]
    new = [i.model_copy(update={"level": figure}) for i in stated] or [
        Impact(action=datum.id, criterion=datum.field, level=figure)
    ]
    return tuple(sorted([*others, *new], key=lambda i: (i.action, i.criterion)))
