"""The model: a scored scenario, with its rules, as a PuLP problem.

    maximise    value units of actions + synergies + common value + needs met
    subject to  every relation of every rule              (rows named after rule and relation)
                sum of the starts of an action = the action    (where there are years)
                a tranche needs the one below it; all of them fit into the cost of the action
                z_ab = x_a x_b                            (bounded from both sides)
                c_j = floor(W_j v_j(level_j) / unit)      (bounded from both sides)
                c_jp = floor(W_j n_p v_j(level_jp / n_p) / unit)                      (likewise)

Products and curves are bounded from both sides: otherwise a solver "burns" value to look fair.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from math import ceil, lcm
from pathlib import Path

import numpy as np
import pulp
from numpy.typing import NDArray

from mcda.optimise.linear import LIMB, Bounds, LinearForm, Term, outward, rounded, split, take
from mcda.optimise.outlines import Aim, Sheet, Steps, aim_at
from mcda.portfolio.columns import Columns, Combination, Row
from mcda.portfolio.portfolio import tolerance
from mcda.portfolio.quantities import ScenarioQuantities
from mcda.portfolio.tally import Tally
from mcda.portfolio.verdicts import demands, fails
from mcda.rules.base import Amount, Goal, Measure, Relation, Rule, fixed
from mcda.rules.curved import AnyRelation, Curved, Level, Target
from mcda.scoring import Scores

ROW_NAME = 60
"""Longest row name, before its number: LP readers stop at 255 characters."""


@dataclass(frozen=True)
class Programme:
    """A scenario ready for any engine."""

    q: ScenarioQuantities
    columns: Columns
    rules: Mapping[str, Rule]
    problem: pulp.LpProblem
    """The PuLP problem, to be written as LP or MPS, or solved by any solver PuLP knows."""
    form: LinearForm
    relations: tuple[AnyRelation, ...]
    """What a portfolio must meet exactly: rules, guards of relative rules, later additions."""
    refined: frozenset[int] = frozenset()
    """Relations, by number, whose rows have been written exactly since."""
    steps: Mapping[tuple[int, int], Steps] = field(default_factory=dict)
    """Outcomes that are counted in steps."""
    aims: Mapping[Curved, Aim] = field(default_factory=dict)
    """Outlines of curved functions that are in the form."""
    cuts: tuple[Relation, ...] = ()
    """Linear relations that follow from curved ones, as far as the search has needed them."""

    @property
    def scores(self) -> Scores:
        return self.columns.scores

    @property
    def tolerance(self) -> Fraction:
        """Relative gap below which a linear objective counts as proven."""
        return tolerance(self.scores.scenario)

    @property
    def has_curves(self) -> bool:
        """Whether a rule or the objective is not linear: the problem for PuLP leaves it out."""
        stages = self.scores.scenario.objective.stages(self.q)
        parts = (*self.relations, *stages)
        return any(isinstance(part, Level | Curved) for part in parts)

    def chosen(self, x: NDArray[np.int64]) -> frozenset[str]:
        """The options taken by a solution."""
        return frozenset(option for option, place in self.columns.position.items() if x[place])

    def admits(self, chosen: frozenset[str]) -> bool:
        """Whether a portfolio is one, and meets every relation, in exact arithmetic."""
        return self.scores.is_consistent(chosen) and not self._failing(chosen)

    def _failing(self, chosen: frozenset[str]) -> frozenset[int]:
        """Relations, by number, that a portfolio does not meet."""
        tally = Tally(self.scores, chosen)
        return frozenset(n for n, r in enumerate(self.relations) if fails(r, tally))

    def level(self, target: Target, chosen: frozenset[str]) -> Fraction:
        """What a portfolio reaches, exact, in the user's units."""
        tally = Tally(self.scores, chosen)
        return tally.at(target) if isinstance(target, Curved) else tally.of(target)

    def aiming(self, target: Target) -> tuple[Programme, Aim]:
        """The programme with what it takes to maximise a target."""
        if isinstance(target, Curved) and target in self.aims:
            return self, self.aims[target]
        aim = aim_at(target, Sheet(self.columns, self.form, self.steps))
        aims = {**self.aims, target: aim} if isinstance(target, Curved) else self.aims
        return replace(self, form=aim.sheet.form, steps=aim.sheet.steps, aims=aims), aim

    def export(self, target: Path) -> None:
        """Write the model as `.lp`, or as `.mps` (which knows no maximum: minus value, minimised)."""
        if target.suffix == ".lp":
            self.problem.writeLP(str(target))
        else:
            self.problem.writeMPS(str(target), mpsSense=pulp.LpMinimize)

    def plus(self, *relations: AnyRelation) -> Programme:
        """The same programme with more relations."""
        programme = self
        for relation in relations:
            programme = programme._knowing(relation)
        return replace(programme, relations=self.relations + relations)

    def _knowing(self, relation: AnyRelation) -> Programme:
        """The programme with the rows of a relation; of a curved one, what is known beforehand."""
        if isinstance(relation, Relation):
            return replace(self, form=self._with(self.form, relation))
        same = relation.function.linear(relation.level, relation.sense)
        if same:
            return self.plus(*same)
        programme, aim = self.aiming(relation.function)
        if not aim.terms:
            return programme
        return replace(programme, form=programme.form.plus(aim.terms, ">=", aim.least(relation.level)))

    def knowing(self, cuts: Iterable[Relation]) -> Programme:
        """The programme with cuts that follow from its relations."""
        form = self.form
        for cut in cuts:
            row = self.columns.row(cut)
            form = form.plus(*_coarse(row, form))
        return replace(self, form=form)

    def _with(self, form: LinearForm, relation: Relation) -> LinearForm:
        row = self.columns.row(relation)
        return form.plus(terms_of(row), row.sense, row.bound)

    def tighter(self, chosen: frozenset[str]) -> Programme:
        """The programme after an answer that is not what it claimed.

        Rows that admit the portfolio though it fails them are written exactly; curved relations
        give a cut; where neither is left, or nothing fails, the portfolio itself is cut off.
        """
        tally, form, refined = Tally(self.scores, chosen), self.form, self.refined
        cuts = list(self.cuts)
        for number in self._failing(chosen):
            relation = self.relations[number]
            if isinstance(relation, Level):
                cut = relation.linear_at([tally.of(part) for part in relation.function.parts])
                form = self._cut(form, relation, cut, tally)
                cuts += [cut] if cut is not None and relation.sense == ">=" else []
            elif number not in refined:
                form, refined = self._with(form, relation), refined | {number}
        if form is self.form:
            place = self.columns.position
            terms = [Term(place[option], 1 if option in chosen else -1) for option in place]
            form = form.plus(terms, "<=", len(chosen) - 1)
        return replace(self, form=form, refined=refined, cuts=tuple(cuts))

    def _cut(self, form: LinearForm, relation: Level, cut: Relation | None, tally: Tally) -> LinearForm:
        """A form without a portfolio that misses a curved relation: by a cut in small whole numbers.

        Where those are too coarse to tell it from what just reaches the level, and only more of
        some part would reach it, that is asked for. The form itself if neither is possible.
        """
        point = self.columns.decisions(tally)
        if cut is not None and fails(cut, tally):
            row = self.columns.row(cut)
            for bits in (LIMB, 2 * LIMB - 1):
                terms, bound = rounded(terms_of(row), row.bound, form.bounds, bits)
                if sum(c * point[v] for v, c in terms) > bound:
                    return form.plus(terms, "<=", bound)
        if relation.function.rises and relation.sense == ">":
            return self._more_of_some(form, relation.function.parts, tally)
        return form

    def _more_of_some(self, form: LinearForm, parts: Sequence[Amount], tally: Tally) -> LinearForm:
        """Some part is more than it is in a portfolio: one of as many switches is on."""
        switches = []
        for part in parts:
            row = self.columns.row(Relation("more", part, ">", fixed(tally.of(part))))
            terms = terms_of(row)
            most = sum(max(c * form.bounds[v].low, c * form.bounds[v].high) for v, c in terms)
            switch = form.size
            form = form.with_variable(f"more{switch}", Bounds(0, 1))
            switches.append(Term(switch, 1))
            reach = max(0, most - row.bound)
            form = form.plus([*terms, Term(switch, reach)], "<=", row.bound + reach)
        return form.plus(switches, ">=", 1)


def _coarse(row: Row, form: LinearForm) -> tuple[list[Term], str, int]:
    """A row in one small row, which admits too much if anything."""
    terms, bound = rounded(terms_of(row), row.bound, form.bounds, LIMB)
    return terms, row.sense, bound


def formulate(
    scores: Scores, rules: Mapping[str, Rule] | None = None, *, exact: bool = False
) -> Programme:
    """The programme of a scored scenario, under its own rules or others.

    Rows too large for a solver are rounded outward, or with `exact` written in limbs at once.
    """
    q = ScenarioQuantities(scores)
    model = _Model(Columns(scores), exact)
    rules = scores.scenario.all_rules if rules is None else rules
    demanded = [(name, relation) for name, rule in rules.items() for relation in demands(rule, q)]
    demanded += [("objective", relation) for relation in scores.scenario.objective.relations(q)]
    for name, relation in demanded:
        if isinstance(relation, Relation):
            model.add(f"{name}_{relation.name}", model.columns.row(relation))
    model.maximise(q.value())
    form = take(model.problem, model.variables)
    relations = tuple(relation for _, relation in demanded)
    return Programme(q, model.columns, rules, model.problem, form, relations)


class _Model:
    """A PuLP problem under construction: decisions first, then what curves and limbs need."""

    def __init__(self, columns: Columns, exact: bool) -> None:
        self.columns = columns
        self._exact = exact
        self.problem = pulp.LpProblem("mcda", pulp.LpMaximize)
        self.variables: list[pulp.LpVariable] = []
        self.bounds: list[Bounds] = []
        self._names: set[str] = set()
        for option in columns.position:
            self.variable(f"x_{option}", 0, 1)
        for pair in columns.pair_position:
            self._product(*pair)
        for measure in columns.goal_position:
            self.variable(_title(measure), *self._reach(measure))
        for measure in columns.goal_position:
            self._curve(measure)
        self._starts()
        self._tranches()

    def variable(self, name: str, low: int, high: int) -> int:
        """A new integer variable; its number."""
        binary = (low, high) == (0, 1)
        category = pulp.LpBinary if binary else pulp.LpInteger
        self.variables.append(self.problem.add_variable(self._free(name), low, high, category))
        self.bounds.append(Bounds(low, high))
        return len(self.variables) - 1

    def add(self, name: str, row: Row) -> None:
        """A row of the data."""
        terms = terms_of(row)
        coarse = None if self._exact else outward(terms, row.sense, row.bound, self.bounds)
        if coarse is None:
            self.constrain(name, terms, row.sense, row.bound)
        else:
            self.constrain(name, coarse.terms, "<=", coarse.bound)

    def constrain(self, name: str, terms: Iterable[Term], sense: str, bound: int) -> None:
        """`sum(terms) sense bound`, in small coefficients."""
        parts = split(list(terms), sense, bound, self.bounds, len(self.variables))
        for carry in parts.carries:
            self.variable("carry", *carry)
        for small in parts.rows:
            left = pulp.LpAffineExpression([(self.variables[v], c) for v, c in small.terms])
            relation = left <= small.bound if small.sense == "<=" else left == small.bound
            self.problem += relation, self._free(name)

    def maximise(self, amount: Amount) -> None:
        """The objective that is written with the problem, in whole units."""
        whole = self.columns.combination(amount)
        self.problem += pulp.LpAffineExpression([(self.variables[v], c) for v, c in terms_of(whole)])

    def _free(self, name: str) -> str:
        """A name of letters, digits and underscores that no row or variable has yet."""
        plain = re.sub(r"[^A-Za-z0-9]+", "_", name)[:ROW_NAME].strip("_")
        free = plain if plain not in self._names else f"{plain}__{len(self._names)}"
        self._names.add(free)
        return free

    def _starts(self) -> None:
        """An action that is selected starts in one year."""
        place = self.columns.position
        starts: dict[str, list[Term]] = {}
        for start in self.columns.scores.starts.values():
            starts.setdefault(start.action, []).append(Term(place[start.id], 1))
        for action, terms in starts.items():
            self.constrain(f"start_{action}", [*terms, Term(place[action], -1)], "==", 0)

    def _tranches(self) -> None:
        """Tranches stand on each other, and take no more of an action than there is."""
        place = self.columns.position
        for owner, sharing in self.columns.scores.sharings.items():
            taken = [Term(place[owner], -sharing.cut.slices)]
            for taker, ladder in sharing.cut.ladders.items():
                needed = owner
                for tranche in sharing.ladder(taker):
                    pair = [Term(place[tranche], 1), Term(place[needed], -1)]
                    self.constrain(f"tranche_{tranche}", pair, "<=", 0)
                    taken.append(Term(place[tranche], ladder.slices))
                    needed = tranche
            self.constrain(f"tranches_{owner}", taken, "==" if sharing.cut.is_split else "<=", 0)

    def _product(self, option: str, other: str) -> None:
        """Z = x_a x_b, from both sides."""
        a, b = self.columns.position[option], self.columns.position[other]
        z = self.variable(f"both_{option}_{other}", 0, 1)
        self.constrain(f"both_{option}_{other}_1", [Term(z, 1), Term(a, -1)], "<=", 0)
        self.constrain(f"both_{option}_{other}_2", [Term(z, 1), Term(b, -1)], "<=", 0)
        self.constrain(f"both_{option}_{other}_3", [Term(a, 1), Term(b, 1), Term(z, -1)], "<=", 1)

    def _level(self, goal: Goal) -> tuple[list[Term], Fraction]:
        """The expected total that a curve values in whole steps, and the size of a step."""
        whole = self.columns.combination(Amount({Measure("impact", goal): Fraction(1)}))
        return terms_of(whole), 1 / whole.multiple

    def _reach(self, measure: Measure) -> Bounds:
        """Least and largest value of a curve over summed effects, in units."""
        pieces = self._pieces(measure)
        ends = [piece.units(step) for piece in pieces for step in (piece.low, piece.high)]
        return Bounds(min(ends), max(ends))

    def _pieces(self, measure: Measure) -> list[_Piece]:
        """The straight pieces of a curve, over whole steps of the level.

        A partner whose share of the need is n has the curve n v(level / n), n times as wide and high.
        """
        scores, criterion = self.columns.scores.seen_by(measure.college), measure.ids[0]
        share = scores.valuation.goals[measure.goal]
        terms, step = self._level(measure.goal)
        lowest = sum(c for _, c in terms if c < 0)
        highest = sum(c for _, c in terms if c > 0)
        worth = scores.valuation.weights[criterion] / scores.unit
        pieces = []
        low = lowest
        for _, end, slope, intercept in scores.valuation.curves[criterion].segments():
            high = highest if end is None else min(highest, ceil(share * end / step) - 1)
            if low <= high:
                pieces.append(_piece(low, high, worth * slope * step, worth * share * intercept))
                low = high + 1
        return pieces

    def _curve(self, measure: Measure) -> None:
        """C = floor(W v(level) / unit) from both sides, one binary per straight piece.

        The level is shared out between the pieces: only the piece it lies on is active.
        """
        level, _ = self._level(measure.goal)
        whole, title = self.columns.goal_position[measure], _title(measure)
        actives, parts, values = [], [], []
        for number, piece in enumerate(self._pieces(measure)):
            name = f"{title}_{number}"
            active = self.variable(f"{name}_on", 0, 1)
            part = self.variable(f"{name}_level", min(0, piece.low), max(0, piece.high))
            ends = sorted([0, piece.units(piece.low), piece.units(piece.high)])
            value = self.variable(f"{name}_value", ends[0], ends[-1])
            self.constrain(f"{name}_from", [Term(part, 1), Term(active, -piece.low)], ">=", 0)
            self.constrain(f"{name}_to", [Term(part, 1), Term(active, -piece.high)], "<=", 0)
            line = [Term(value, piece.divisor), Term(part, -piece.slope)]
            self.constrain(f"{name}_most", [*line, Term(active, -piece.intercept)], "<=", 0)
            floor = piece.intercept - piece.divisor + 1
            self.constrain(f"{name}_least", [*line, Term(active, -floor)], ">=", 0)
            actives.append(Term(active, 1))
            parts.append(Term(part, -1))
            values.append(Term(value, -1))
        self.constrain(f"{title}_one", actives, "==", 1)
        self.constrain(f"{title}_level", [*level, *parts], "==", 0)
        self.constrain(f"{title}_value", [Term(whole, 1), *values], "==", 0)


def _title(measure: Measure) -> str:
    """Name of the variable of a curve over summed effects."""
    return "_".join((measure.kind, *measure.ids))


@dataclass(frozen=True)
class _Piece:
    """units(step) = floor((intercept + slope * step) / divisor) for whole steps low..high."""

    low: int
    high: int
    slope: int
    intercept: int
    divisor: int

    def units(self, step: int) -> int:
        return (self.intercept + self.slope * step) // self.divisor


def _piece(low: int, high: int, slope: Fraction, intercept: Fraction) -> _Piece:
    divisor = lcm(slope.denominator, intercept.denominator)
    return _Piece(low, high, int(slope * divisor), int(intercept * divisor), divisor)


def terms_of(whole: Row | Combination) -> list[Term]:
    """The terms of a row or an amount in whole numbers."""
    return list(map(Term, whole.places.tolist(), whole.coefficients.tolist()))
