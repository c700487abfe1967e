"""One figure of one action as an unknown: the least change with which a portfolio is good enough.

An action that is selected adds to every amount a part that is linear in its own figures (its cost, its
co-funding, an effect), pairs of synergies aside, whose products are linearised. So "how many steps away
does some portfolio with the action meet every rule and reach a level" is one model with the number of
steps as a variable, whatever the rules: nothing need be monotone. Amounts are rounded to whole units at
each level; rows are loosened by what rounding may make, so that the answer is never too far away.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from math import ceil, lcm
from typing import Literal

from mcda.optimise.engines import Clock
from mcda.optimise.linear import Bounds, LinearForm, Term
from mcda.optimise.programme import Programme, formulate
from mcda.optimise.prove import Pair
from mcda.portfolio.columns import Combination
from mcda.rules.base import Amount, Relation, fixed

LARGEST = 2**47
"""Largest coefficient of a row: two limbs."""


@dataclass(frozen=True)
class Nearest:
    """The least number of steps, or why there is none."""

    status: Literal["found", "none", "unknown"]
    """`none`: at no number of steps, proven. `unknown`: no such model, or stopped by the clock."""
    steps: int = 0
    """No portfolio is good enough fewer steps away; one may be just here."""
    verified: bool = False
    """A second engine agrees."""


UNKNOWN = Nearest("unknown")


def nearest(
    now: Programme, far: Programme, steps: int, action: str, level: Fraction, pair: Pair, clock: Clock
) -> Nearest:
    """How far towards `far`, which is so many steps away, a portfolio with the action reaches a level.

    The level is that of the first stage of the objective. Both programmes differ in figures of the
    action alone.
    """
    pairs = _margins(now, far, level)
    if pairs is None or not _is_linear(now, far, action):
        return UNKNOWN
    model = _Model(now, far, steps, action)
    for sense, margin, later in pairs:
        if not model.add(sense, margin, later):
            return UNKNOWN
    form = model.form.maximising([Term(model.steps, -1)])
    solution = pair[0].solve(form, clock)
    if solution.status == "infeasible":
        return Nearest("none", verified=_agrees(model.form, pair, clock))
    if solution.status != "optimal" or solution.x is None:
        return UNKNOWN
    least = int(solution.x[model.steps])
    nearer = model.form.plus([Term(model.steps, 1)], "<=", least - 1) if least else None
    return Nearest("found", least, nearer is None or _agrees(nearer, pair, clock))


def _agrees(form: LinearForm, pair: Pair, clock: Clock) -> bool:
    """Whether the second engine finds nothing either."""
    return pair[1].solve(form, clock.within(10)).status == "infeasible"


def _margins(now: Programme, far: Programme, level: Fraction) -> list[tuple[str, Amount, Amount]] | None:
    """What must not be negative, here and far away; None where it is not linear."""
    stages = [next(iter(p.scores.scenario.objective.stages(p.q))) for p in (now, far)]
    goals = [
        Relation("level", stage, ">=", fixed(level)) for stage in stages if isinstance(stage, Amount)
    ]
    if len(goals) < 2 or len(now.relations) != len(far.relations):
        return None
    found: list[tuple[str, Amount, Amount]] = []
    for here, there in zip((*now.relations, goals[0]), (*far.relations, goals[1]), strict=True):
        if not isinstance(here, Relation) or not isinstance(there, Relation):
            return None
        if here.sense != there.sense or here.name != there.name:
            return None
        found.append((here.sense, here.margin, there.margin))
    return found


def _is_linear(now: Programme, far: Programme, action: str) -> bool:
    """Whether the figure changes nothing that is valued on a curve over summed effects."""
    one, other = (programme.scores for programme in (now, far))
    bent = {goal[0] for goal in one.valuation.goals}
    scores = one.actions[action], other.actions[action]
    entries = [[score.base, *score.increments.values()] for score in scores]
    same_unit = one.unit == other.unit
    plain = not (one.starts or one.tranches or one.sharings)
    return (
        same_unit
        and plain
        and all(
            entry.impacts.get(c) == later.impacts.get(c)
            for entry, later in zip(*entries, strict=True)
            for c in bent
        )
    )


@dataclass
class _Model:
    """The form with the action selected and the number of steps as a variable."""

    now: Programme
    far: Programme
    reach: int
    action: str
    form: LinearForm = field(init=False)
    steps: int = field(init=False)

    def __post_init__(self) -> None:
        form = formulate(self.now.scores, {}).form
        self._place = self.now.columns.position[self.action]
        self.steps = form.size
        form = form.with_variable("steps", Bounds(0, self.reach))
        self.form = form.plus([Term(self._place, 1)], ">=", 1)
        self._products: dict[int, int] = {}

    def add(self, sense: str, margin: Amount, later: Amount) -> bool:
        """`margin >= 0`, that goes on to `later`, loosened by rounding; False if it is not linear."""
        here, there = (p.columns.combination(m) for p, m in ((self.now, margin), (self.far, later)))
        rates = _rates(here, there, self.reach)
        slack = self._rounding(margin, here) + self._rounding(later, here) if rates else Fraction(0)
        scale = _scale(here, rates.values())
        terms = [Term(v, c * scale) for v, c in _cells(here)]
        for place, rate in rates.items():
            whole = round(rate * scale)
            slack += abs(rate - Fraction(whole, scale)) * self.reach
            variable = self._variable(place)
            if variable is None:
                return False
            terms += [Term(variable, whole)] if whole else []
        room = ceil(slack * scale)
        self.form = self.form.plus(terms, ">=", -here.constant * scale - room)
        if sense == "==":
            self.form = self.form.plus(terms, "<=", -here.constant * scale + room)
        return True

    def _variable(self, place: int) -> int | None:
        """Steps, where the decision at a place is taken; None for one that is not of the action."""
        if place in (self._place, CONSTANT):
            return self.steps
        pair = next((p for p, at in self.now.columns.pair_position.items() if at == place), ())
        if self.action not in pair:
            return None
        if place not in self._products:
            self._products[place] = self.form.size
            form = self.form.with_variable(f"steps{place}", Bounds(0, self.reach))
            product = Term(form.size - 1, 1)
            form = form.plus([product, Term(place, -self.reach)], "<=", 0)
            form = form.plus([product, Term(self.steps, -1)], "<=", 0)
            self.form = form.plus(
                [Term(self.steps, 1), Term(product.variable, -1), Term(place, self.reach)],
                "<=",
                self.reach,
            )
        return self._products[place]

    def _rounding(self, margin: Amount, whole: Combination) -> Fraction:
        """How far rounding may take an amount of the action from a straight line, in whole units.

        A number is rounded here, far away and between: two units of it at most, in each entry.
        """
        score = self.now.scores.actions[self.action]
        entries = [score.base, *score.increments.values()]
        flows = max(len(entry.flows) for entry in entries)
        off = Fraction(0)
        for measure, factor in margin.terms.items():
            if measure.kind not in EXACT:
                parts = flows if measure.kind in FLOWS else 1
                off += abs(factor * self.now.columns.of(measure).scale) * parts
        return len(entries) * off * whole.multiple


FLOWS = frozenset({"burden", "received", "flow", "paid", "delivered"})
"""Kinds of measures that add up several rounded numbers of one entry."""
EXACT = frozenset({"count", "impact", "funded"})
"""Kinds of measures that are not rounded."""
CONSTANT = -1
"""Stands for the place of what no decision changes."""


def _cells(whole: Combination) -> list[tuple[int, int]]:
    return list(zip(whole.places.tolist(), map(int, whole.coefficients.tolist()), strict=True))


def _scale(here: Combination, rates: Iterable[Fraction]) -> int:
    """Parts of a unit in which rates are counted: exactly where two limbs hold that."""
    exact = lcm(*(rate.denominator for rate in rates))
    size = max(1, *(abs(c) for _, c in _cells(here)), abs(here.constant))
    return exact if exact * size <= LARGEST else max(1, LARGEST // size)


def _rates(here: Combination, there: Combination, steps: int) -> Mapping[int, Fraction]:
    """What each coefficient gains per step, in whole units of the first, zero ones left out."""
    scale = here.multiple / there.multiple
    one = {**dict(_cells(here)), CONSTANT: here.constant}
    other = {**dict(_cells(there)), CONSTANT: there.constant}
    rates = {
        place: Fraction(other.get(place, 0) * scale - one.get(place, 0)) / steps
        for place in one.keys() | other.keys()
    }
    return {place: rate for place, rate in sorted(rates.items()) if rate}
