"""How amounts move with one figure of a scenario: a weight, a cost, an effect.

The whole units of a scenario stay as they were rounded; from there every amount of every portfolio
moves in a straight line, `now + distance * rate`, exact fractions. So at distance 0 all verdicts are
those of `solve`, and elsewhere they differ from those of a scenario with the other figure by the
rounding of its units at most.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from math import lcm

from mcda.portfolio.columns import Columns
from mcda.rules.base import Amount, Kind, Measure, Relation
from mcda.rules.curved import AnyRelation
from mcda.scoring import Scores
from mcda.scoring.entries import ActionScore, Entry
from mcda.scoring.options import Option

Rates = Mapping[int, Fraction]
"""By number of a decision: change of its coefficient when the figure grows by one."""
POINTS: tuple[Kind, ...] = ("value", "benefit", "common", "met")
MONEY: tuple[Kind, ...] = (
    *("cost", "local_cost", "burden", "received", "flow", "spent", "paid", "delivered", "granted"),
)
EFFECTS: tuple[Kind, ...] = ("value", "benefit", "impact")
ONE = Fraction(1)


@dataclass(frozen=True)
class Line:
    """An amount of decisions that moves: `constant + sum((now + distance * rate) * decision)`."""

    terms: Mapping[int, tuple[Fraction, Fraction]]
    """Now and rate, by number of the decision."""
    constant: Fraction = Fraction(0)

    @property
    def moves(self) -> bool:
        return any(rate for _, rate in self.terms.values())

    def at(self, decisions: Mapping[int, int]) -> tuple[Fraction, Fraction]:
        """Now, and rate, of a portfolio."""
        taken = [(now, rate, decisions[place]) for place, (now, rate) in self.terms.items()]
        now = sum((now * units for now, _, units in taken if units), self.constant)
        return now, sum((rate * units for _, rate, units in taken if units), Fraction(0))

    def further(self, distance: Fraction) -> Line:
        """The same line, its distances counted from there on."""
        moved = {p: (now + distance * rate, rate) for p, (now, rate) in self.terms.items()}
        return Line(moved, self.constant)

    def turned(self, other: Line) -> Line:
        """The same line, moving from here on as another one does."""
        zero = (Fraction(0), Fraction(0))
        places = sorted(self.terms.keys() | other.terms.keys())
        terms = {p: (self.terms.get(p, zero)[0], other.terms.get(p, zero)[1]) for p in places}
        return Line(terms, self.constant)

    def reversed(self) -> Line:
        """The same line, walked the other way."""
        return Line({p: (now, -rate) for p, (now, rate) in self.terms.items()}, self.constant)


@dataclass(frozen=True)
class Part:
    """Columns of what moves, as if nothing else were there, and how much of it one unit moves."""

    columns: Columns
    rate: Fraction
    kinds: tuple[Kind, ...]
    criteria: frozenset[str] = frozenset()
    """Whose curves over summed effects move with it."""


@dataclass(frozen=True)
class Drift:
    """How every amount moves with one figure."""

    columns: Columns
    parts: tuple[Part, ...]
    needed: str | None = None
    """The action without which a portfolio does not move at all; None if any may."""
    ends: tuple[Fraction | None, Fraction | None] = (None, None)
    """How far these rates hold, down and up from now; None: for ever."""
    _cache: dict[Measure, Rates] = field(default_factory=dict, compare=False, repr=False)

    def line(self, amount: Amount) -> Line:
        """An amount, in the user's units, now and as it moves."""
        now: dict[int, Fraction] = {}
        rates: dict[int, Fraction] = {}
        for measure, factor in amount.terms.items():
            if not factor:
                continue
            _add(now, _coefficients(self.columns, measure), factor)
            _add(rates, self._rates(measure), factor)
        zero = Fraction(0)
        places = sorted(now.keys() | rates.keys())
        return Line({p: (now.get(p, zero), rates.get(p, zero)) for p in places}, amount.constant)

    def moves(self, relation: AnyRelation) -> bool:
        """Whether anything that a relation is about moves."""
        if isinstance(relation, Relation):
            return self._touches(relation.margin)
        return any(self._touches(part) for part in relation.function.parts)

    def _touches(self, amount: Amount) -> bool:
        return self.line(amount).moves

    def _rates(self, measure: Measure) -> Rates:
        if measure not in self._cache:
            rates: dict[int, Fraction] = {}
            for part in self.parts:
                if measure.kind not in part.kinds:
                    continue
                if not measure.is_goal or measure.goal[0] in part.criteria:
                    _add(rates, _coefficients(part.columns, measure), part.rate)
            self._cache[measure] = rates
        return self._cache[measure]


def _coefficients(columns: Columns, measure: Measure) -> dict[int, Fraction]:
    column = columns.of(measure)
    found: dict[int, Fraction] = {}
    for place, value in zip(column.places.tolist(), column.values.tolist(), strict=True):
        found[place] = found.get(place, Fraction(0)) + value * column.scale
    return found


def _add(sums: dict[int, Fraction], amounts: Rates, factor: Fraction) -> None:
    for place, amount in amounts.items():
        sums[place] = sums.get(place, Fraction(0)) + factor * amount


# ---------------------------------------------------------------- the three kinds of figures


def weight_drift(columns: Columns, leaf: str) -> Drift:
    """A weight (0..1, strictly between): the other leaves keep their proportions."""
    scores = columns.scores
    weight = scores.valuation.weights[leaf]
    leaves = frozenset(scores.valuation.weights)
    sides = ((frozenset({leaf}), 1 / weight), (leaves - {leaf}, -1 / (1 - weight)))
    parts = tuple(
        Part(Columns(_only(scores, lambda _, e, own=own: _points(e, own))), rate, POINTS, own)
        for own, rate in sides
    )
    return Drift(columns, parts, ends=(weight, 1 - weight))


def cost_drift(columns: Columns, action: str) -> Drift:
    """The cost of an action (more than 0), in money: all its money keeps its proportions."""
    scores = columns.scores
    kept = _only(scores, lambda owner, entry: entry if owner == action else Entry())
    cost = scores.data[action].cost
    return Drift(columns, (Part(Columns(kept), 1 / cost, MONEY),), action, (cost, None))


def effect_drift(columns: Columns, action: str, leaf: str, level: Fraction, *, up: bool) -> Drift:
    """The effect of an action on a leaf of scope `action`, from a level on, up or down.

    The rates hold on one straight piece of the value function, `ends` says how far.
    """
    scores = columns.scores
    zero = scores.valuation.zeros[leaf]
    low, high, slope, _ = _piece(scores, leaf, zero + level, up=up)
    data = scores.data[action]
    success = scores.valuation.success(data)
    receives = data.receives_of(leaf) or {"": ONE}
    points = scores.valuation.weights[leaf] * success * slope / scores.unit
    per_level = {(leaf, partner): points * share for partner, share in receives.items()}
    more = {other: effects.on[leaf] for other, effects in data.effects.items() if effects.on.get(leaf)}
    times = lcm(
        *(p.denominator * f.denominator for p in per_level.values() for f in (ONE, *more.values()))
    )
    base = _gain(per_level, {leaf: success}, Fraction(times))
    increments = {other: _gain(per_level, {leaf: success}, times * by) for other, by in more.items()}
    kept = _only(scores, lambda _owner, _entry: Entry())
    stated = kept.actions[action]
    moving = replace(stated, base=base, increments={**stated.increments, **increments})
    columns_of_part = Columns(replace(kept, actions={**kept.actions, action: moving}))
    ends = (
        None if low is None else zero + level - low,
        None if high is None else high - zero - level,
    )
    return Drift(columns, (Part(columns_of_part, Fraction(1, times), EFFECTS),), action, ends)


def _gain(
    points: Mapping[tuple[str, str], Fraction], impacts: Mapping[str, Fraction], times: Fraction
) -> Entry:
    whole = {key: int(units * times) for key, units in points.items()}
    return Entry(points=whole, impacts={c: level * times for c, level in impacts.items()})


def _piece(
    scores: Scores, leaf: str, level: Fraction, *, up: bool
) -> tuple[Fraction | None, Fraction | None, Fraction, Fraction]:
    """The straight piece of a value function that begins at a level, on the side one goes to."""
    for piece in scores.valuation.curves[leaf].segments():
        low, high = piece[0], piece[1]
        above = low is None or (low <= level if up else low < level)
        below = high is None or (level < high if up else level <= high)
        if above and below:
            return piece
    raise ValueError("the pieces of a value function cover every level")


def _points(entry: Entry, leaves: frozenset[str]) -> Entry:
    return Entry(points={key: units for key, units in entry.points.items() if key[0] in leaves})


def _only(scores: Scores, keep: Callable[..., Entry]) -> Scores:
    """Scores with another entry wherever there is one; options and pairs stay."""

    def kept(owner: str, score: ActionScore) -> ActionScore:
        return ActionScore(
            keep(owner, score.base),
            {other: keep(owner, entry) for other, entry in score.increments.items()},
            tuple((number, keep(owner, entry)) for number, entry in score.parts),
            {
                taker: tuple((number, keep(owner, entry)) for number, entry in parts)
                for taker, parts in score.tranches.items()
            },
        )

    def start(option: Option) -> Option:
        return replace(option, score=kept(option.action, option.score))

    return replace(
        scores,
        actions={action: kept(action, score) for action, score in scores.actions.items()},
        starts={name: start(option) for name, option in scores.starts.items()},
    )
