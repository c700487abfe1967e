"""FRAGILE: a rule holds as stated, and fails under another reading of the same data.

One kind of reading at a time: another declared classification, or the declared intervals of who
receives, of impacts, of costs, of the worth of a point. Within a kind each datum stands at its own
worst end, found with the others as stated; then all of them together are judged exactly.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property, reduce
from typing import Literal

from mcda.exact import sum_of_products
from mcda.model import Scenario
from mcda.portfolio.quantities import ScenarioQuantities
from mcda.portfolio.tally import Contribution, Tally
from mcda.portfolio.verdicts import NO_RELATION, Fragility, Verdict, slack
from mcda.rules.base import Measure, Relation, Rule, Served
from mcda.rules.curved import AnyRelation
from mcda.scoring import ActionData, Scores


def examine(
    verdict: Verdict, rule: Rule, q: ScenarioQuantities, tally: Tally, doubts: Doubts
) -> Verdict:
    """The verdict, turned to FRAGILE where some declared reading breaks the rule; the worst is told."""
    if verdict.verdict != "MET":
        return verdict
    found = min(_breaks(rule, q, tally, doubts), key=lambda fragility: fragility.margin, default=None)
    return verdict if found is None else replace(verdict, verdict="FRAGILE", fragility=found)


def _breaks(rule: Rule, q: ScenarioQuantities, tally: Tally, doubts: Doubts) -> Iterator[Fragility]:
    for name in doubts.classifications:
        yield from _failing("classification", name, rule.relations(q.under(name)), lambda _: tally)
    excused = rule.costs_excused and getattr(rule, "fragile_to", None) != "costs"
    for kind in doubts.intervals:
        if not (kind == "costs" and excused):
            worst = doubts.worst_case(kind, tally)
            yield from _failing(kind, "", rule.relations(q), worst)
    for end, worth in doubts.worths.items():
        yield from _failing("point_worth", end, rule.relations(q.with_worth(worth)), lambda _: tally)


def _failing(
    kind: Literal["classification", "receives", "impacts", "costs", "point_worth"],
    name: str,
    relations: Iterable[AnyRelation],
    reading: Callable[[AnyRelation], Tally],
) -> Iterator[Fragility]:
    for relation in relations:
        margin = slack(relation, reading(relation))
        if margin < 0:
            yield Fragility(kind, name, relation.name, margin)


def _straight(relation: AnyRelation, tally: Tally) -> Relation:
    """A relation as a linear one, which tells in what direction each datum is worst."""
    if isinstance(relation, Relation):
        return relation
    straight = relation.slope_at([tally.of(part) for part in relation.function.parts])
    return NO_RELATION if straight is None else straight


@dataclass(frozen=True)
class Doubts:
    """What a scenario declares to be uncertain."""

    scores: Scores

    @property
    def scenario(self) -> Scenario:
        return self.scores.scenario

    @cached_property
    def classifications(self) -> tuple[str, ...]:
        return tuple(sorted({name for p in self.scenario.partners for name in p.classifications}))

    @cached_property
    def worths(self) -> Mapping[str, Fraction]:
        """The two ends of `point_worth`, where it is an interval."""
        low, _, high = self.scenario.point_worth_interval or (0, 0, 0)
        return {} if low == high else {"low": Fraction(low), "high": Fraction(high)}

    @cached_property
    def intervals(self) -> tuple[Literal["receives", "impacts", "costs"], ...]:
        """Kinds of data of which some are intervals."""
        stated = {"receives": self._receives, "impacts": self._impacts, "costs": self._costs}
        return tuple(kind for kind in ("receives", "impacts", "costs") if stated[kind])

    @cached_property
    def _costs(self) -> Mapping[str, tuple[Fraction, Fraction]]:
        return {
            a.action: (
                a.cost if a.cost_low is None else a.cost_low,
                a.cost if a.cost_high is None else a.cost_high,
            )
            for a in self.scenario.actions
            if a.cost_low is not None or a.cost_high is not None
        }

    @cached_property
    def _impacts(self) -> Mapping[str, Mapping[str, tuple[Fraction, Fraction]]]:
        intervals: dict[str, dict[str, tuple[Fraction, Fraction]]] = {}
        for impact in self.scenario.impacts:
            if impact.low is not None or impact.high is not None:
                low = impact.level if impact.low is None else impact.low
                high = impact.level if impact.high is None else impact.high
                intervals.setdefault(impact.action, {})[impact.criterion] = (low, high)
        return intervals

    @cached_property
    def _receives(self) -> Mapping[tuple[str, str | None], Mapping[str, tuple[Fraction, Fraction]]]:
        """By action and criterion (None: rows without one), the interval of each partner."""
        intervals: dict[tuple[str, str | None], dict[str, tuple[Fraction, Fraction]]] = {}
        for share in self.scenario.shares:
            low = share.receives if share.receives_low is None else share.receives_low
            high = share.receives if share.receives_high is None else share.receives_high
            intervals.setdefault((share.action, share.criterion), {})[share.partner] = (low, high)
        return {
            key: rows
            for key, rows in intervals.items()
            if any(low < high for low, high in rows.values())
        }

    def worst_case(self, kind: str, tally: Tally) -> Callable[[AnyRelation], Tally]:
        """For a relation, the tally with every datum of a kind at its own worst end."""
        for known, reading in self._readings.get(kind, ()):
            if known is tally:
                return reading
        reading = self._reading(kind, tally)
        self._readings.setdefault(kind, []).append((tally, reading))
        return reading

    @cached_property
    def _readings(self) -> dict[str, list[tuple[Tally, Callable[[AnyRelation], Tally]]]]:
        """By kind, the portfolios read so far: the rules of one share what its data contribute."""
        return {}

    def _reading(self, kind: str, tally: Tally) -> Callable[[AnyRelation], Tally]:
        data = {action: tuple(self._uncertain(kind, action, tally)) for action in sorted(tally.actions)}
        by_action = {action: doubtful for action, doubtful in data.items() if doubtful}
        seen: dict[tuple[str, tuple[Change, ...]], Contribution] = {}

        def contributed(doubtful: Sequence[_Ends | _Vector], ends: tuple[Change, ...]) -> Contribution:
            action = doubtful[0].action
            if len(ends) == 1:
                return doubtful[0].effect(ends[0])
            changed = reduce(lambda item, end: end(item), ends, self.scores.data[action])
            return tally.contribution(action, changed)

        def worst(relation: Relation) -> Tally:
            otherwise: dict[str, Contribution] = {}
            for action, doubtful in by_action.items():
                ends = tuple(datum.worst(relation) for datum in doubtful)
                if (action, ends) not in seen:
                    seen[action, ends] = contributed(doubtful, ends)
                otherwise[action] = seen[action, ends]
            return replace(tally, otherwise=otherwise, stated=tally)

        def reading(relation: AnyRelation) -> Tally:
            straight = _straight(relation, tally)
            return worst(straight) if by_action and _concerns(kind, straight) else tally

        return reading

    def _uncertain(self, kind: str, action: str, tally: Tally) -> Iterator[_Ends | _Vector]:
        """The uncertain data of one action, of one kind."""
        if kind == "costs" and action in self._costs:
            yield _Ends(action, tally, tuple(_with_cost(cost) for cost in self._costs[action]))
        if kind == "impacts":
            for criterion, ends in self._impacts.get(action, {}).items():
                yield _Ends(action, tally, tuple(_with_level(criterion, level) for level in ends))
        if kind == "receives":
            for (owner, scope), rows in self._receives.items():
                if owner == action:
                    yield _Vector(action, tally, scope, rows)


Change = Callable[[ActionData], ActionData]


DATED = frozenset({"spent", "paid", "delivered"})
CONCERNED: Mapping[str, frozenset[str]] = {
    "costs": frozenset({"cost", "local_cost", "burden", "received", "flow", "granted"}) | DATED,
    "impacts": frozenset({"value", "benefit", "impact", "common", "met"}),
    "receives": frozenset({"benefit", "received", "flow", "met"}) | DATED,
}
"""Measures that each kind of doubt can move."""


def _concerns(kind: str, relation: Relation) -> bool:
    return any(
        measure.kind in CONCERNED[kind] or (kind == "receives" and isinstance(measure.actions, Served))
        for measure in relation.margin.terms
    )


@dataclass(frozen=True)
class _Datum:
    """One uncertain datum of a selected action."""

    action: str
    tally: Tally

    def effect(self, change: Change) -> Contribution:
        """What the action contributes when only this datum is changed."""
        if change not in self._effects:
            changed = change(self.tally.scores.data[self.action])
            self._effects[change] = self.tally.contribution(self.action, changed)
        return self._effects[change]

    @cached_property
    def _effects(self) -> dict[Change, Contribution]:
        """Those looked at so far."""
        return {}

    def margin(self, relation: Relation, effect: Contribution) -> Fraction:
        """The part of a relation's margin that the action brings, and what curves make of it."""
        counted = (
            (measure, coefficient, self._units(measure, effect))
            for measure, coefficient in relation.margin.terms.items()
            if self._counts(measure.actions, effect.data)
        )
        return sum_of_products(
            (coefficient, units, self.tally.scale(measure))
            for measure, coefficient, units in counted
            if units
        )

    def _units(self, measure: Measure, effect: Contribution) -> Fraction | int:
        """What the action brings to a measure; of a curve, its units with all others as stated."""
        if measure.is_goal:
            return self.tally.goal_units(measure, self.action, effect)
        return effect.totals[measure.kind].get(measure.ids, 0)

    def _counts(self, actions: frozenset[str] | None, data: ActionData) -> bool:
        if isinstance(actions, Served):
            return actions.would_hold(data.receives)
        return actions is None or self.action in actions


@dataclass(frozen=True)
class _Ends(_Datum):
    """A number between two ends."""

    changes: tuple[Change, ...]

    def worst(self, relation: Relation) -> Change:
        return min(self.changes, key=lambda change: self.margin(relation, self.effect(change)))


@dataclass(frozen=True)
class _Vector(_Datum):
    """Shares received, each within its interval, 1 in all."""

    criterion: str | None
    rows: Mapping[str, tuple[Fraction, Fraction]]

    @cached_property
    def _alone(self) -> Mapping[str, Contribution]:
        """What the action contributes if one partner receives everything."""
        return {p: self.effect(_with_receives(self.criterion, {p: Fraction(1)})) for p in self.rows}

    def worst(self, relation: Relation) -> Change:
        """The vector that leaves the relation the least margin."""
        watched = [m.actions for m in relation.margin.terms if isinstance(m.actions, Served)]
        orders = [{p: self.margin(relation, effect) for p, effect in self._alone.items()}]
        if watched:
            rising = {partner: Fraction(watched[0].weights.get(partner, 0)) for partner in self.rows}
            orders = [rising, {partner: -weight for partner, weight in rising.items()}]
        vectors = [
            self._filled(tuple(sorted(self.rows, key=lambda p: (order[p], p)))) for order in orders
        ]
        if len(vectors) == 1:
            return vectors[0]
        return min(vectors, key=lambda change: self.margin(relation, self.effect(change)))

    def _filled(self, order: tuple[str, ...]) -> Change:
        """Least shares for all, then what is left to the partners that come first."""
        if order not in self._vectors:
            shares = {partner: low for partner, (low, _) in self.rows.items()}
            left = 1 - sum(shares.values())
            for partner in order:
                low, high = self.rows[partner]
                given = max(Fraction(0), min(left, high - low))
                shares[partner] += given
                left -= given
            self._vectors[order] = _with_receives(self.criterion, shares)
        return self._vectors[order]

    @cached_property
    def _vectors(self) -> dict[tuple[str, ...], Change]:
        """Those filled so far: relations that order the partners alike have the same one."""
        return {}


def _with_cost(cost: Fraction) -> Change:
    return lambda data: replace(data, cost=cost)


def _with_level(criterion: str, level: Fraction) -> Change:
    return lambda data: replace(data, levels={**data.levels, criterion: level})


def _with_receives(criterion: str | None, shares: Mapping[str, Fraction]) -> Change:
    given = {partner: share for partner, share in shares.items() if share}
    if criterion is None:
        return lambda data: replace(data, receives=given)
    return lambda data: replace(data, receives_for={**data.receives_for, criterion: given})
