"""Exact amounts of one finished portfolio."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import NamedTuple

from mcda.exact import sum_of_products
from mcda.rules.base import Amount, Kind, Measure, Served
from mcda.rules.curved import Curved
from mcda.scoring import ActionData, Entry, Option, Scores

Totals = dict[tuple[str, ...], Fraction | int]
KINDS: tuple[Kind, ...] = (
    *(
        "count",
        "value",
        "points",
        "benefit",
        "cost",
        "local_cost",
        "burden",
        "received",
        "flow",
        "impact",
    ),
    *("spent", "paid", "delivered", "granted", "funded"),
)
"""Kinds of measures that are sums over the options taken."""


class Contribution(NamedTuple):
    """What one selected action adds, with its active synergies, and the data it follows from."""

    data: ActionData
    totals: Mapping[str, Totals]


@dataclass(frozen=True)
class Tally:
    """What a set of selected actions adds up to. Whole units inside, the user's units outside."""

    scores: Scores
    chosen: frozenset[str]
    """Ids of options: actions, their starts where there are years, tranches."""
    otherwise: Mapping[str, Contribution] = field(default_factory=dict)
    """Actions whose data are read differently, and what they contribute then."""
    stated: Tally | None = None
    """The same portfolio with all data as stated, where it is at hand."""

    def contribution(self, action: str, data: ActionData) -> Contribution:
        """What an action would contribute to this portfolio with other data."""
        score = self.scores.rescored(data)
        others = (self.scores.redated(option, score) for option in self._others.get(action, ()))
        entries = [entry for part in (score, *others) for entry in part.within(self.chosen)]
        return Contribution(data, contribution(entries))

    @cached_property
    def actions(self) -> frozenset[str]:
        """The selected actions."""
        return frozenset(self.chosen & self.scores.actions.keys())

    def of(self, amount: Amount) -> Fraction:
        """An amount, exact, in the user's units."""
        counted = ((self.units(measure), measure, factor) for measure, factor in amount.terms.items())
        parts = ((units, factor, self.scale(measure)) for units, measure, factor in counted if units)
        return sum_of_products([(amount.constant,), *parts])

    def at(self, function: Curved) -> Fraction:
        """A curved function of amounts."""
        return function.at([self.of(part) for part in function.parts])

    def measure(self, measure: Measure) -> Fraction:
        """One measure, in the user's units."""
        return self.units(measure) * self.scale(measure)

    def scale(self, measure: Measure) -> Fraction:
        """The user's unit in one whole unit of the measure."""
        return scale(measure, self.scores)

    def units(self, measure: Measure) -> Fraction | int:
        """One measure in whole units (impacts: in the unit of the criterion)."""
        if measure.is_goal:
            return self._valued(measure, self.units(Measure("impact", measure.goal)))
        if measure.college is not None:
            return self._seen[measure.college].units(measure._replace(ids=measure.goal))
        if measure.actions is None:
            return self._total(measure.kind).get(measure.ids, 0)
        if measure.kind == "count" and not isinstance(measure.actions, Served):
            return len(measure.actions & self.chosen)
        return sum(
            self._by_action[action][measure.kind].get(measure.ids, 0)
            for action in self._among(measure.actions)
        )

    def among(self, kind: Kind, actions: frozenset[str]) -> dict[tuple[str, ...], Fraction]:
        """All measures of a kind over some actions, by ids, in the user's units."""
        totals: Totals = {}
        for action in self._among(actions):
            _add(totals, self._by_action[action][kind])
        unit = self.scale(Measure(kind))
        return {ids: amount * unit for ids, amount in totals.items()}

    def goal_units(self, measure: Measure, action: str, instead: Contribution) -> int:
        """The units of a goal if one selected action contributed otherwise."""
        level, stated = measure.goal, self._by_action[action]["impact"]
        change = instead.totals["impact"].get(level, 0) - stated.get(level, 0)
        return self._valued(measure, self.units(Measure("impact", level)) + change)

    @cached_property
    def _seen(self) -> Mapping[str, Tally]:
        """The same portfolio in the eyes of each college."""
        return {college: Tally(scores, self.chosen) for college, scores in self.scores.views.items()}

    def _valued(self, measure: Measure, level: Fraction | int) -> int:
        """The units of a goal at a level, in the eyes of whom it is about."""
        return self.scores.seen_by(measure.college).goal_units(measure.goal, Fraction(level))

    def _among(self, actions: frozenset[str]) -> Iterable[str]:
        """The selected ones of a set of actions, as the data of these scores have it."""
        if not isinstance(actions, Served):
            return actions & self.actions
        return [a for a in self.actions if actions.would_hold(self._data(a).receives)]

    def _data(self, action: str) -> ActionData:
        changed = self.otherwise.get(action)
        return self.scores.data[action] if changed is None else changed.data

    @cached_property
    def _by_action(self) -> dict[str, Mapping[str, Totals]]:
        if self.stated is not None:
            return self.stated._by_action | {a: new.totals for a, new in self.otherwise.items()}
        stated = {
            action: contribution(
                entry
                for option in (self.scores.options[action], *self._others.get(action, ()))
                for entry in option.score.within(self.chosen)
            )
            for action in sorted(self.actions - self.otherwise.keys())
        }
        return {**stated, **{action: changed.totals for action, changed in self.otherwise.items()}}

    @cached_property
    def _others(self) -> Mapping[str, list[Option]]:
        """The starts and tranches taken, by action."""
        others: dict[str, list[Option]] = {}
        for name in sorted(self.chosen - self.actions):
            option = self.scores.options[name]
            others.setdefault(option.action, []).append(option)
        return others

    def _total(self, kind: Kind) -> Totals:
        """All measures of a kind over all actions, by ids."""
        if kind not in self._totals:
            total: Totals = {}
            for contributions in self._by_action.values():
                _add(total, contributions[kind])
            self._totals[kind] = total
        return self._totals[kind]

    @cached_property
    def _totals(self) -> dict[Kind, Totals]:
        """Those that were asked for so far."""
        return {}


def scale(measure: Measure, scores: Scores) -> Fraction:
    """The user's unit in one whole unit of a measure: points, money, or one."""
    if measure.kind in ("value", "points", "benefit") or measure.is_goal:
        return scores.seen_by(measure.college).unit
    if measure.kind in ("count", "impact", "funded"):
        return Fraction(1)
    return scores.cent


def contribution(entries: Iterable[Entry]) -> dict[str, Totals]:
    """What one selected action, with its active synergies, adds to each measure."""
    totals = _nothing()
    totals["count"][()] = 1
    for entry in entries:
        for kind, amounts in measured(entry).items():
            _add(totals[kind], amounts)
    return totals


def measured(entry: Entry) -> dict[str, Totals]:
    """An entry by measure: kind -> ids -> whole units."""
    points: Totals = {}
    gained: Totals = {}
    burden: Totals = {}
    received: Totals = {}
    impacts: Totals = {(criterion,): level for criterion, level in entry.impacts.items()}
    for (criterion, partner), units in entry.points.items():
        points[criterion,] = points.get((criterion,), 0) + units
        gained[partner,] = gained.get((partner,), 0) + units
    for (payer, receiver), cents in entry.flows.items():
        burden[payer,] = burden.get((payer,), 0) + cents
        received[receiver,] = received.get((receiver,), 0) + cents
    return {
        "value": {(): sum(entry.points.values())},
        "points": points,
        "benefit": gained,
        "cost": {(): entry.cost},
        "local_cost": {(): entry.local_cost},
        "burden": burden,
        "received": received,
        "flow": {(payer, receiver): cents for (payer, receiver), cents in entry.flows.items()},
        "impact": {**impacts, **entry.gets},
        "spent": {**entry.spent},
        "paid": {**entry.paid},
        "delivered": {**entry.delivered},
        "granted": {**entry.granted},
        "funded": {**entry.funded},
    }


def _nothing() -> dict[str, Totals]:
    return {kind: {} for kind in KINDS}


def _add(totals: Totals, amounts: Totals) -> None:
    for ids, amount in amounts.items():
        totals[ids] = totals.get(ids, 0) + amount
