"""Figures that are not certain, each with the range in which it may lie."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from fractions import Fraction
from math import ceil, floor

from mcda.analysis.datum import Datum, interval_of, numeric_bounds, value_of
from mcda.errors import Problem, UsageProblem
from mcda.model import Scenario
from mcda.portfolio.strictness import accepts

SWING = Fraction(1, 10)
KINDS = ("weights", "costs", "scores", "rules")
ONE = Fraction(1)


@dataclass(frozen=True)
class Factor:
    """One figure and its range."""

    datum: Datum
    now: Fraction
    low: Fraction
    high: Fraction
    stated: bool
    """Whether the scenario states the range; else it is the figure more or less the swing."""
    step: Fraction | None = None
    """What it is counted in: a cent, one, or nothing."""

    @property
    def is_count(self) -> bool:
        """Whether it is a number of actions."""
        return self.datum.table == "rules" and self.step is not None

    def at(self, part: float | Fraction) -> Fraction:
        """The figure at a part (0..1) of its range, in its steps."""
        figure = self.low + (self.high - self.low) * round(Fraction(part), 9)
        if self.step is None:
            return figure
        return min(max(round(figure / self.step) * self.step, self.low), self.high)


def data_of(scenario: Scenario, kinds: Sequence[str]) -> Iterator[Datum]:
    """The figures of a scenario by kind: weights, costs, scores (stated and not 0), rules."""
    leaves = sorted(leaf.criterion for leaf in scenario.leaves)
    if "weights" in kinds:
        yield from (Datum("weights", leaf) for leaf in leaves)
    if "costs" in kinds:
        yield from (Datum("actions", action, "cost") for action in sorted(scenario.action_by_id))
    if "scores" in kinds:
        stated = ((i.action, i.criterion) for i in scenario.impacts if i.level)
        yield from (Datum("impacts", *cell) for cell in sorted(stated) if cell[1] in leaves)
    if "rules" in kinds:
        yield from numeric_bounds(scenario)


def datum_named(scenario: Scenario, path: str) -> Datum:
    """The figure that a path names. `UsageProblem` (E350) if the scenario has no such figure."""
    known = {str(datum): datum for datum in data_of(scenario, KINDS)}
    known |= {str(d): d for d in _silent_cells(scenario)}
    if path in known:
        return known[path]
    close = get_close_matches(path, known, 1, 0.5)
    forms = "weights.CRITERION, actions.ACTION.cost, impacts.ACTION.CRITERION, rules.RULE.BOUND"
    suggestion = close[0] if close else None
    raise UsageProblem(Problem("E350", value=path, details={"known": forms}, suggestion=suggestion))


def _silent_cells(scenario: Scenario) -> Iterator[Datum]:
    """Effects that are 0 or not stated."""
    for action in scenario.action_by_id:
        yield from (Datum("impacts", action, leaf.criterion) for leaf in scenario.leaves)


def factor(scenario: Scenario, datum: Datum, swing: Fraction = SWING) -> Factor | None:
    """A figure with its stated interval, else more or less `swing` of itself; None if it cannot move."""
    now, stated = value_of(scenario, datum), interval_of(scenario, datum)
    ends = now * (1 - swing), now * (1 + swing)
    low, high = (min(ends), max(ends)) if stated is None else stated
    step: Fraction | None = None
    if datum.table == "weights":
        high = min(high, ONE) if now < ONE else low  # the only leaf keeps its weight
    elif datum.table == "actions":
        step = scenario.cent
    elif datum.table == "rules":
        low, high, step = _of_rule(scenario, datum, now, low, high)
    if step is not None and datum.table == "actions":
        low, high = Fraction(floor(low / step) * step), Fraction(ceil(high / step) * step)
    if low == high:
        return None
    return Factor(datum, now, low, high, stated is not None, step)


def _of_rule(
    scenario: Scenario, datum: Datum, now: Fraction, low: Fraction, high: Fraction
) -> tuple[Fraction, Fraction, Fraction | None]:
    """Levels that a rule takes: whole ones where it counts, and none beyond what it accepts."""
    rule = scenario.rules[datum.id]
    if isinstance(getattr(rule, datum.field), int):
        low, high = min(Fraction(floor(low)), now - 1), max(Fraction(ceil(high)), now + 1)
        low = low if accepts(rule, datum.field, int(low)) else now
        return low, high if accepts(rule, datum.field, int(high)) else now, ONE
    low = low if accepts(rule, datum.field, low) else now
    if not accepts(rule, datum.field, high):
        high = ONE if accepts(rule, datum.field, "100 %") and now < ONE else now
    return low, high, None


def factors(scenario: Scenario, data: Sequence[Datum], swing: Fraction = SWING) -> tuple[Factor, ...]:
    """The figures that can move, with their ranges."""
    found = (factor(scenario, datum, swing) for datum in data)
    return tuple(one for one in found if one is not None)
