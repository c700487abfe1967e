"""Figures of a scenario that may turn a decision, each with the levels that it may take.

A level is so many steps away from the present one: cents of money, small parts of a share or of a swing.
So "the least change" is a whole number of steps, and both sides of it can be looked at.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from math import floor

from mcda.analysis.datum import Datum, interval_of, numeric_bounds, value_of, with_figures
from mcda.elicitation.tree import families
from mcda.exact import plain
from mcda.model import Criterion, NamedLevels, Scenario
from mcda.optimise.programme import Programme
from mcda.portfolio.strictness import Strictness
from mcda.portfolio.verdicts import unit_of

SHARE_STEP = Fraction(1, 10_000)
"""A hundredth of a percent."""
FAR = 10
"""Swings, or times all costs, beyond which no change is looked for."""
POINTS = 100
"""Of a swing that weighs as much as the largest, where none is stated."""


@dataclass(frozen=True)
class Knob:
    """One figure, and how the scenario is with another level of it."""

    datum: Datum
    unit: str
    """`money`, `share`, `swing` (points of a weight), `impact:ID`, `points`, `actions` or `index`."""
    now: Fraction
    step: Fraction
    fewest: int
    most: int
    """Steps from now that are looked at, down and up."""
    helps: int
    """1 where more of it speaks for the action, -1 where less does, 0 where nobody can say."""
    change: Callable[[Fraction], Scenario]
    beside: Fraction = Fraction(0)
    """Points of the siblings of a weight."""

    def level(self, steps: int) -> Fraction:
        return self.now + steps * self.step

    def scenario(self, steps: int) -> Scenario:
        """The scenario so many steps away."""
        return self.change(self.level(steps))


def own_knobs(scenario: Scenario, action: str) -> Iterator[Knob]:
    """The figures of an action itself: its cost, its co-funding, what it changes on each criterion."""
    record = scenario.action_by_id[action]
    costs = sum((a.cost for a in scenario.actions), Fraction(0))
    cent = scenario.cent
    cost = Datum("actions", action, "cost")
    dearest = FAR * max(costs, Fraction(1))
    step = max(cent, _round_part(max(record.cost, cent)) / 10)
    yield _knob(scenario, cost, "money", step, (-floor(record.cost / step), floor(dearest / step)), -1)
    if record.cost:
        rate = Datum("actions", action, "cofinancing")
        room = floor((1 - record.cofinancing) / SHARE_STEP)
        low = -floor(record.cofinancing / SHARE_STEP)
        yield _knob(scenario, rate, "share", SHARE_STEP, (low, room), 1)
    for leaf in scenario.leaves:
        if not isinstance(leaf.shape, NamedLevels):
            yield _impact(scenario, action, leaf)


def _impact(scenario: Scenario, action: str, leaf: Criterion) -> Knob:
    datum = Datum("impacts", action, leaf.criterion)
    step = _round_part(abs(leaf.swing))
    reach = floor(FAR * abs(leaf.swing) / step)
    return _knob(
        scenario, datum, f"impact:{leaf.criterion}", step, (-reach, reach), 1 if leaf.swing > 0 else -1
    )


def _round_part(size: Fraction) -> Fraction:
    """A power of ten, about a ten-thousandth of a size."""
    step = Fraction(1)
    while step * 10_000 > size:
        step /= 10
    while step * 100_000 <= size:
        step *= 10
    return step


def weight_knobs(scenario: Scenario) -> Iterator[Knob]:
    """The weight of each criterion and branch, where weights are points; its siblings keep theirs."""
    if not isinstance(scenario.weights, dict):
        return
    for siblings in families(scenario).values():
        points = swing_points(scenario, siblings)
        for leaf in siblings:
            if sum(points.values(), Fraction(0)) - points[leaf]:
                yield _weight(scenario, leaf, points)


def _weight(scenario: Scenario, leaf: str, points: dict[str, Fraction]) -> Knob:
    others = sum(points.values(), Fraction(0)) - points[leaf]
    step = _round_part(max(points.values())) * 10
    stated = dict(scenario.weights) if isinstance(scenario.weights, dict) else {}

    def change(level: Fraction) -> Scenario:
        return scenario.changed(weights={**stated, **points, leaf: level})

    room = -floor(points[leaf] / step), floor(FAR * 10 * others / step)
    return Knob(Datum("weights", leaf, ""), "swing", points[leaf], step, *room, 0, change, others)


def swing_points(scenario: Scenario, siblings: tuple[str, ...]) -> dict[str, Fraction]:
    """Points of siblings as the scenario states them; equal where it states none."""
    stated = scenario.weights if isinstance(scenario.weights, dict) else {}
    points = {
        name: Fraction(stated.get(name, scenario.criterion_by_id[name].weight or 0)) for name in siblings
    }
    return points if any(points.values()) else dict.fromkeys(points, Fraction(POINTS))


def bound_knobs(scenario: Scenario, programme: Programme) -> Iterator[Knob]:
    """The bounds that rules set to one number."""
    for datum in numeric_bounds(scenario):
        rule = scenario.rules[datum.id]
        strictness = Strictness(rule, datum.field, programme.columns, programme.q)
        if strictness.is_count:
            unit, fine = "actions", Fraction(1)
        elif strictness.is_share:
            unit, fine = "share", SHARE_STEP / 100
        else:
            governed = strictness.at(Fraction(1))
            unit = unit_of(governed[0]) if governed else "index"
            fine = scenario.cent if unit == "money" else SHARE_STEP / 100
        yield _knob(scenario, datum, unit, fine, (0, 0), 0)


def _knob(
    scenario: Scenario, datum: Datum, unit: str, step: Fraction, room: tuple[int, int], helps: int
) -> Knob:
    def change(level: Fraction) -> Scenario:
        return with_figures(scenario, {datum: level})

    return Knob(datum, unit, value_of(scenario, datum), step, *room, helps, change)


def settings(scenario: Scenario, knob: Knob, level: Fraction) -> tuple[str, ...]:
    """What `--set` needs for this level; nothing where it takes more than that."""
    if knob.unit == "share":
        return (f"{knob.datum}={plain(level * 100)} %",)
    if knob.unit != "swing":
        return (f"{knob.datum}={plain(level)}", *_widened(scenario, knob.datum, level))
    stated = scenario.weights if isinstance(scenario.weights, dict) else {}
    siblings = next(s for s in families(scenario).values() if knob.datum.id in s)
    points = {**swing_points(scenario, siblings), knob.datum.id: level}
    if set(siblings) <= stated.keys():
        return (f"{knob.datum}={plain(level)}",)
    return tuple(f"weights.{name}={plain(point)}" for name, point in sorted(points.items()))


def _widened(scenario: Scenario, datum: Datum, level: Fraction) -> Iterator[str]:
    """The end of a stated interval that the level goes beyond: a file must keep its figures inside."""
    low, high = interval_of(scenario, datum) or (level, level)
    if level < low:
        yield f"{datum}.low={plain(level)}"
    if level > high:
        yield f"{datum}.high={plain(level)}"
