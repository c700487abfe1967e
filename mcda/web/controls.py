"""Which sliders a scenario offers: weights of criteria, levels of its rules."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from math import ceil
from typing import Literal

from mcda.analysis.datum import Datum, numeric_bounds, value_of
from mcda.analysis.knobs import swing_points
from mcda.elicitation.tree import ROOT, families
from mcda.model import Scenario
from mcda.portfolio.strictness import accepts
from mcda.rules import Budget, Burden, Rule
from mcda.show import labels
from mcda.web.question import Level
from mcda.wording import N_, Words

Kind = Literal["budget", "equity", "weight", "other"]
Unit = Literal["points", "share", "money", "actions", "number"]

HANDFUL = 6
"""Sliders of a kind that are shown at once."""
USUAL = Fraction(100)
"""Points of the largest swing of a family, as most people write it."""
BEYOND_ALL = ("return_on_burden", "min_effort", "max_effort")
"""Shares of which more than all is asked at times."""
FINEST = Fraction(1, 10**6)
BOUNDS = {
    "max": N_("at most"),
    "max_share": N_("at most"),
    "max_actions": N_("at most"),
    "min": N_("at least"),
    "min_share": N_("at least"),
    "min_actions": N_("at least"),
    "min_effort": N_("at least"),
    "max_effort": N_("at most"),
    "margin": N_("at least"),
    "return_on_burden": N_("at least"),
}


@dataclass(frozen=True)
class Slider:
    """One figure that may be moved on the page. Levels are exact; shares are parts of 1."""

    key: str
    """As the address names it: `weights.ID` or `rules.ID.PARAMETER`."""
    label: str
    """What it is, in the reader's language."""
    low: Fraction
    high: Fraction
    step: Fraction
    """Every level from `low` in such steps; the present one is one of them."""
    value: Fraction
    """Where the scenario has it."""
    unit: Unit
    kind: Kind
    family: str = ""
    """Of a weight, the branch in which it is compared; empty at the top."""
    first: bool = False
    """Whether it is one of the handful that is shown at once."""


def sliders(scenario: Scenario, words: Words) -> tuple[Slider, ...]:
    """Budgets, levels of equity, weights, then the rest; each as the scenario has it."""
    found = [*_of_rules(scenario, words), *_of_weights(scenario, words)]
    order: tuple[Kind, ...] = ("budget", "equity", "weight", "other")
    return tuple(_with_handful(sorted(found, key=lambda slider: order.index(slider.kind))))


def levels(scenario: Scenario) -> tuple[Level, ...]:
    """Where everything stands that a slider may move, by key."""
    bounds = [(str(datum), value_of(scenario, datum)) for datum in numeric_bounds(scenario)]
    return (*bounds, *((f"weights.{name}", points) for name, _, points in _points(scenario)))


def _with_handful(found: list[Slider]) -> Iterator[Slider]:
    shown: dict[Kind, int] = {}
    for slider in found:
        shown[slider.kind] = shown.get(slider.kind, 0) + 1
        is_main = slider.kind != "other" and not slider.family
        yield replace(slider, first=is_main and shown[slider.kind] <= HANDFUL)


def _points(scenario: Scenario) -> Iterator[tuple[str, str, Fraction]]:
    """Criteria with their branch and their points; none where weights are no points, or alone."""
    if not isinstance(scenario.weights, dict):
        return
    for branch, siblings in sorted(families(scenario).items(), key=lambda item: item[0] != ROOT):
        if len(siblings) > 1:
            points = swing_points(scenario, siblings)
            yield from ((name, branch, points[name]) for name in siblings)


def _of_weights(scenario: Scenario, words: Words) -> Iterator[Slider]:
    for name, branch, points in _points(scenario):
        step = _dividing(points, Fraction(5))
        high = _up_to(max(2 * USUAL, 2 * points), step)
        label = labels.criterion(scenario, name, words)
        yield Slider(
            f"weights.{name}", label, Fraction(0), high, step, points, "points", "weight", branch
        )


def _of_rules(scenario: Scenario, words: Words) -> Iterator[Slider]:
    for datum in numeric_bounds(scenario):
        rule, value = scenario.rules[datum.id], value_of(scenario, datum)
        unit = _unit(rule, datum)
        low, high, step = _range(scenario, rule, datum, value, unit)
        name, bound = labels.rule(scenario, datum.id, words), BOUNDS.get(datum.field)
        label = words(N_("{name}, {bound}"), name=name, bound=words(bound)) if bound else name
        yield Slider(str(datum), label, low, high, step, value, unit, _kind(rule))


def _kind(rule: Rule) -> Kind:
    if isinstance(rule, Budget):
        return "budget"
    return "equity" if rule.concerns_equity else "other"


def _unit(rule: Rule, datum: Datum) -> Unit:
    if isinstance(rule, Budget):
        return "money"
    if not accepts(rule, datum.field, Fraction(1, 2)):
        return "actions"
    if accepts(rule, datum.field, "50 %"):
        return "share"
    return "money" if isinstance(rule, Burden) else "number"


def _range(
    scenario: Scenario, rule: Rule, datum: Datum, value: Fraction, unit: Unit
) -> tuple[Fraction, Fraction, Fraction]:
    """Lowest and highest level, and the step between two."""
    if unit == "share":
        step, most = Fraction(1, 100), Fraction(1)
        if datum.field in BEYOND_ALL:
            most = Fraction(3, 2)
    elif unit == "actions":
        step, most = Fraction(1), Fraction(min(len(scenario.actions), 20))
    elif isinstance(rule, Budget):
        most = sum((action.cost for action in scenario.actions), Fraction(0))
        step = _round_part(most)
    else:
        most = 2 * abs(value) or USUAL
        step = _round_part(most)
    step = _dividing(value, step)
    low = Fraction(0) if value >= 0 else -_up_to(2 * abs(value), step)
    if not accepts(rule, datum.field, low):
        low = step
    return low, _up_to(max(most, value), step), step


def _round_part(whole: Fraction) -> Fraction:
    """A power of ten, between a thousandth and a hundredth of the whole."""
    step = Fraction(1)
    while step * 100 > whole > 0:
        step /= 10
    while step * 1000 <= whole:
        step *= 10
    return step


def _dividing(value: Fraction, step: Fraction) -> Fraction:
    """A step that the present level is a multiple of: a browser would move it otherwise."""
    while value % step and step > FINEST:
        step = step / 5 if step == 5 else step / 10
    return step


def _up_to(level: Fraction, step: Fraction) -> Fraction:
    return ceil(level / step) * step
