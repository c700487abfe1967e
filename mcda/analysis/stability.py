"""How far each figure may move before the chosen portfolio is no longer the best, exactly.

One figure at a time, the others as they are. A weight moves the other leaves in proportion; a cost
all money of its action; an effect its points; the bound of a rule what is possible. Between the ends
the chosen portfolio is a best one; at an end that is not included, another one is better already.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache
from typing import Any

from mcda.analysis.datum import Datum, interval_of, value_of
from mcda.analysis.evaluation import named
from mcda.analysis.means import ALONE, Means
from mcda.errors import Stopped
from mcda.model import Scenario
from mcda.optimise.breaking import Bound, Break, Ray, break_of
from mcda.optimise.engines import Clock, Engine
from mcda.optimise.prepare import prepared
from mcda.optimise.programme import Programme, formulate
from mcda.optimise.prove import choose_engines
from mcda.optimise.search import maximise
from mcda.optimise.staircase import Walk
from mcda.portfolio.columns import Columns
from mcda.portfolio.drift import Drift, Line, cost_drift, effect_drift, weight_drift
from mcda.portfolio.portfolio import Portfolio
from mcda.portfolio.quantities import ScenarioQuantities
from mcda.portfolio.strictness import Strictness, accepts
from mcda.portfolio.verdicts import demands
from mcda.rules import Value
from mcda.rules.base import Relation, fixed
from mcda.rules.curved import AnyRelation
from mcda.runs.progress import Progress
from mcda.scoring import Scores
from mcda.wording import N_

TASK = "mcda.analysis.stability:settle"
TIMES = 10
"""A cost is followed up to so many times itself."""
ZERO = Fraction(0)


@dataclass(frozen=True)
class End:
    """One end of a stability interval."""

    at: Fraction | None
    """The figure there; None where the portfolio stays the best as far as was looked."""
    included: bool = True
    """Whether the portfolio is still a best one at that very figure."""
    rule: str | None = None
    """The rule that it fails beyond, if it is that."""
    entered: tuple[str, ...] = ()
    """Else what a better portfolio beyond has, and the chosen one has not."""
    left: tuple[str, ...] = ()
    verified: bool = True
    """The second engine agrees."""
    looked: Fraction | None = None
    """How far was looked, where nothing was found; None: there is nothing further."""


@dataclass(frozen=True)
class Stability:
    """Where one figure may lie without the chosen portfolio ceasing to be a best one."""

    datum: Datum
    value: Fraction
    low: End
    high: End
    stated: tuple[Fraction, Fraction] | None = None
    """The interval that the scenario states for the figure."""
    is_count: bool = False
    """Whether the figure is a number of actions, which moves by whole ones."""

    @property
    def room(self) -> Fraction | None:
        """The shorter way to an end, relative to the figure; None where there is none."""
        ways = [abs(end.at - self.value) for end in (self.low, self.high) if end.at is not None]
        return min(ways) / abs(self.value) if ways and self.value else None

    @property
    def covers(self) -> bool | None:
        """Whether the stated interval lies within; None where none is stated."""
        if self.stated is None:
            return None
        low, high = self.stated
        return _beyond(self.low, self.low.at, low) and _beyond(self.high, high, self.high.at)


def _beyond(end: End, one: Fraction | None, other: Fraction | None) -> bool:
    if one is None or other is None:
        return True
    return one < other or (one == other and end.included)


@dataclass(frozen=True)
class Refused:
    """A figure whose interval is not told, and why (a key of `mcda.show.sensitivity.REASONS`)."""

    datum: Datum
    reason: str


class Unsuited(Exception):
    """A figure cannot be followed exactly."""


def stabilities(
    portfolio: Portfolio,
    data: Sequence[Datum],
    means: Means = ALONE,
) -> Iterator[Stability | Refused]:
    """The stability interval of each figure, in order; fewer where the clock stops first."""
    scenario = portfolio.scenario
    text, chosen = scenario.model_dump_json(), sorted(portfolio.options)
    common = {"scenario": text, "chosen": chosen, "engine": means.engine, "limit": means.limit}
    tasks = [{**common, "datum": str(datum)} for datum in data]
    for number, (datum, fact) in enumerate(zip(data, means.many(TASK, tasks), strict=False)):
        share = Fraction(number + 1, len(data))
        means.listen(Progress(N_("Stability of {datum}"), {"datum": str(datum)}, float(share)))
        yield _read(scenario, datum, fact)


def settle(task: Mapping[str, Any]) -> dict[str, Any]:
    """One task of `many`: the two ends of one figure. `Stopped` where the time does not do."""
    problem = _problem(task["scenario"], task["engine"])
    clock = Clock.of(task["limit"])
    try:
        ends = problem.ends(frozenset(task["chosen"]), named(task["datum"]), clock)
    except Unsuited as why:
        return {"reason": str(why)}
    return {"low": _written(ends[0]), "high": _written(ends[1])}


def _written(end: End) -> dict[str, Any]:
    return {
        "at": None if end.at is None else str(end.at),
        "included": end.included,
        "rule": end.rule,
        "entered": list(end.entered),
        "left": list(end.left),
        "verified": end.verified,
        "looked": None if end.looked is None else str(end.looked),
    }


def _read(scenario: Scenario, datum: Datum, fact: Mapping[str, Any]) -> Stability | Refused:
    if "reason" in fact:
        return Refused(datum, fact["reason"])
    low, high = (_end(fact[side]) for side in ("low", "high"))
    rule = scenario.rules.get(datum.id) if datum.table == "rules" else None
    is_count = rule is not None and isinstance(getattr(rule, datum.field), int)
    now, stated = value_of(scenario, datum), interval_of(scenario, datum)
    return Stability(datum, now, low, high, stated, is_count)


def _end(fact: Mapping[str, Any]) -> End:
    figures = {key: None if fact[key] is None else Fraction(fact[key]) for key in ("at", "looked")}
    lists = {key: tuple(fact[key]) for key in ("entered", "left")}
    return End(**{**fact, **figures, **lists})


# ---------------------------------------------------------------- one figure


@dataclass(frozen=True)
class _Problem:
    """A scored scenario whose figures are followed one by one."""

    scores: Scores
    columns: Columns
    q: ScenarioQuantities
    pair: tuple[Engine, Engine]
    suspects: dict[frozenset[str], None]
    """Portfolios that were better when some figure moved, in order."""

    @property
    def scenario(self) -> Scenario:
        return self.scores.scenario

    def ends(self, chosen: frozenset[str], datum: Datum, clock: Clock) -> tuple[End, End]:
        """The low and the high end of a figure. `Unsuited` says why there are none."""
        if datum.table == "rules":
            return self._of_bound(chosen, datum, clock)
        ways = {"weights": self._of_weight, "actions": self._of_cost, "impacts": self._of_effect}
        self._check(datum)
        down, up = (ways[datum.table](datum, up) for up in (False, True))
        now = value_of(self.scenario, datum)
        low, high = (self._end(chosen, way, clock) for way in (down, up))
        return self._named(chosen, now, low, down, -1), self._named(chosen, now, high, up, 1)

    def _check(self, datum: Datum) -> None:
        rules = self.scenario.all_rules.values()
        needs = {need for record in rules for need in record.needs()}
        if needs & {"potentials", "alone"}:
            raise Unsuited("potentials")
        if datum.table != "actions" and any(getattr(rule, "worth", None) for rule in rules):
            raise Unsuited("worth")

    def _of_weight(self, datum: Datum, up: bool) -> _Way:
        weight = self.scores.valuation.weights[datum.id]
        if not 0 < weight < 1:
            raise Unsuited("weight")
        return _Way(up, (weight_drift(self.columns, datum.id),))

    def _of_cost(self, datum: Datum, up: bool) -> _Way:
        if datum.field != "cost":
            raise Unsuited("field")
        cost = self.scores.data[datum.id].cost
        if not cost:
            raise Unsuited("cost")
        return _Way(up, (cost_drift(self.columns, datum.id),), cost * (TIMES - 1))

    def _of_effect(self, datum: Datum, up: bool) -> _Way:
        """The straight pieces of the value function, as far as one full swing goes."""
        worth, leaf = self.scores.valuation, datum.field
        if leaf not in worth.own:
            raise Unsuited("summed" if leaf in worth.weights else "mark")
        criterion = self.scenario.criterion_by_id[leaf]
        level, left = value_of(self.scenario, datum), abs(criterion.swing)
        drifts: list[Drift] = []
        while left > 0:
            drift = effect_drift(self.columns, datum.id, leaf, level, up=up)
            length = drift.ends[up]
            length = left if length is None else min(length, left)
            drifts.append(drift)
            level, left = level + (length if up else -length), left - length
        return _Way(up, tuple(drifts), abs(criterion.swing))

    def _end(self, chosen: frozenset[str], way: _Way, clock: Clock) -> tuple[Break, Fraction]:
        """The first break on the way, and how far was gone."""
        programme, moving = self._split(way)
        margins = [relation.margin for _, relation in moving]
        lines = [_straight(way, way.drifts[0].line(margin)) for margin in margins]
        value = _straight(way, way.drifts[0].line(self.q.value()))
        gone, verified = ZERO, True
        for number, length in enumerate(way.lengths):
            if number:
                turned = [way.drifts[number].line(margin) for margin in margins]
                lines = [o.turned(_straight(way, n)) for o, n in zip(lines, turned, strict=True)]
                value = value.turned(_straight(way, way.drifts[number].line(self.q.value())))
            bounds = tuple(
                Bound(rule, line, relation.sense)
                for (rule, relation), line in zip(moving, lines, strict=True)
            )
            needed, suspects = way.drifts[number].needed, tuple(self.suspects)
            ray = Ray(programme, bounds, value, chosen, length, needed, suspects)
            found = break_of(ray, self.pair, clock)
            if found.challenger is not None:
                self.suspects[found.challenger] = None
            if not found.proven:
                raise Stopped
            verified = verified and found.verified
            if found.at is not None:
                return replace(found, at=gone + found.at, verified=verified), gone
            lines, value, gone = [o.further(length) for o in lines], value.further(length), gone + length
        return Break(None, verified=verified), gone

    def _split(self, way: _Way) -> tuple[Programme, list[tuple[str, Relation]]]:
        """The relations that stay, as a programme, and those that move."""
        asked = {name: demands(rule, self.q) for name, rule in self.scenario.all_rules.items()}
        moves = {
            name: [any(drift.moves(relation) for drift in way.drifts) for relation in relations]
            for name, relations in asked.items()
        }
        still = {name: rule for name, rule in self.scenario.all_rules.items() if not any(moves[name])}
        programme = formulate(self.scores, still)
        moving: list[tuple[str, Relation]] = []
        for name in asked.keys() - still.keys():
            for relation, is_moving in zip(asked[name], moves[name], strict=True):
                if not is_moving:
                    programme = _with(programme, relation)
                elif isinstance(relation, Relation):
                    moving.append((name, relation))
                else:
                    raise Unsuited("curved")
        return programme, sorted(moving, key=lambda pair: pair[0])

    def _named(
        self, chosen: frozenset[str], now: Fraction, found: tuple[Break, Fraction], way: _Way, sign: int
    ) -> End:
        """A break as an end, in the user's units."""
        broken, gone = found
        at = None if broken.at is None else now + sign * broken.at
        looked = now + sign * gone if broken.at is None and way.is_cut else None
        entered, left = self._moves(chosen, broken.challenger)
        return End(at, broken.included, broken.rule, entered, left, broken.verified, looked)

    def _moves(
        self, chosen: frozenset[str], other: frozenset[str] | None
    ) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """What another portfolio has and has not: actions, or where these are alike, options."""
        if other is None:
            return (), ()
        known = self.scores.actions.keys()
        if chosen & known != other & known:
            chosen, other = chosen & known, other & known
        return tuple(sorted(other - chosen)), tuple(sorted(chosen - other))

    def _of_bound(self, chosen: frozenset[str], datum: Datum, clock: Clock) -> tuple[End, End]:
        """The bound of a rule: tighter until the portfolio fails it, looser until a better one fits."""
        rules = self.scenario.all_rules
        if datum.field not in rules[datum.id].parameters:
            raise Unsuited("bound")
        others = formulate(self.scores, {n: rule for n, rule in rules.items() if n != datum.id})
        strictness = Strictness(rules[datum.id], datum.field, others.columns, others.q)
        reached = strictness.reached(chosen)
        taken = reached is not None and accepts(
            rules[datum.id], datum.field, _level(reached, strictness)
        )
        is_free = not taken or strictness.is_edge(reached)
        tight = End(None) if is_free else End(reached, rule=datum.id)
        loose = self._loosened(chosen, others, strictness, clock)
        return (loose, tight) if strictness.rises else (tight, loose)

    def _loosened(
        self, chosen: frozenset[str], others: Programme, strictness: Strictness, clock: Clock
    ) -> End:
        """The tightest level at which a better portfolio is possible: it is not included."""
        value = others.q.value()
        more = Relation("better", value, ">", fixed(others.level(value, chosen)))
        better = others.plus(*strictness.ground, more)
        walk = Walk(better, strictness, self.pair, clock)
        answers = [maximise(better, value, engine, clock) for engine in self.pair]
        found = next((answer.chosen for answer in answers if answer.chosen is not None), None)
        if found is None:
            known = [answer.status == "infeasible" for answer in answers]
            if not any(known):
                raise Stopped
            return End(None, verified=all(known))
        level, proven = walk.last_feasible(found)
        if not proven:
            raise Stopped
        if level is not None:
            best = maximise(better.plus(*strictness.at(level)), value, self.pair[0], clock)
            found = best.chosen or found
        entered, left = self._moves(chosen, found)
        return End(level, False, None, entered, left)


def _level(level: Fraction, strictness: Strictness) -> Fraction | int:
    """A level as the record of the rule takes it."""
    return int(level) if strictness.is_count else level


@dataclass(frozen=True)
class _Way:
    """One direction of one figure: straight piece after straight piece."""

    up: bool
    drifts: tuple[Drift, ...]
    most: Fraction | None = None
    """How far is looked; None as far as the figure goes."""

    @property
    def lengths(self) -> tuple[Fraction, ...]:
        left, lengths = self.most, []
        for drift in self.drifts:
            ends = [end for end in (drift.ends[self.up], left) if end is not None]
            lengths.append(min(ends))
            left = None if left is None else left - lengths[-1]
        return tuple(lengths)

    @property
    def is_cut(self) -> bool:
        """Whether the figure could go further than was looked."""
        last = self.drifts[-1].ends[self.up]
        return last is None or self.lengths[-1] < last


def _straight(way: _Way, line: Line) -> Line:
    return line if way.up else line.reversed()


def _with(programme: Programme, relation: AnyRelation) -> Programme:
    """A programme with one more relation, in a coarse row where it is linear."""
    if not isinstance(relation, Relation):
        return programme.plus(relation)
    known = programme.knowing([relation])
    return replace(known, relations=(*programme.relations, relation))


@lru_cache(maxsize=2)
def _problem(text: str, engine: str) -> _Problem:
    scores = prepared(Scenario.model_validate_json(text), engine=engine)
    columns = Columns(scores)
    return _Problem(scores, columns, ScenarioQuantities(scores), choose_engines(engine), {})


def is_suited(portfolio: Portfolio) -> bool:
    """Whether a portfolio is the proven best in value, without any gap."""
    proof = portfolio.proof
    proven = proof.status == "optimal" and proof.bound == proof.achieved
    return proven and isinstance(portfolio.scenario.objective, Value)
