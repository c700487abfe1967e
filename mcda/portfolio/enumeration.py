"""Every portfolio of a small scenario, looked at in exact whole numbers.

Used to check that nothing better exists: it shares the columns of the data with the solvers, but
none of their models, cuts or tolerances.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import ceil, floor, lcm

import numpy as np
from numpy.typing import NDArray

from mcda.portfolio.columns import SAFE, Columns, Integers, Row
from mcda.portfolio.quantities import ScenarioQuantities
from mcda.portfolio.tally import Tally
from mcda.portfolio.verdicts import demands
from mcda.rules.base import Measure, Relation
from mcda.rules.curved import AnyRelation, Curved, Level, Target, reaches
from mcda.rules.orders import Comparison
from mcda.scoring import Scores

MOST_COMBINATIONS = 2**20
"""Of options, for which every portfolio is looked at: those of 20 actions without years or funds."""
EXACT_IN_DOUBLES = 2**53
BLOCK = 2**14


@dataclass(frozen=True)
class Enumeration:
    """All portfolios of a scenario that meet some relations."""

    columns: Columns
    relations: tuple[AnyRelation, ...]

    def better_than(self, objective: Target, least: Fraction | None) -> frozenset[str] | None:
        """The best portfolio whose objective exceeds `least`; None if none does.

        `least` is in the user's units; None admits every portfolio.
        """
        if isinstance(objective, Curved):
            return self._better_curved(objective, least)
        whole = self.columns.combination(objective)
        row = Row("objective", whole.places, whole.coefficients, "<=", 0)
        best = -np.inf if least is None else floor(least * whole.multiple) - whole.constant
        portfolio = None
        for block in self._blocks():
            amounts = self.amounts(row, block)
            tempting = np.flatnonzero(amounts > best)
            found = tempting[self.meets(block[tempting])]
            if len(found):
                place = max(found, key=lambda candidate: amounts[candidate])
                best, portfolio = int(amounts[place]), self.named(block[place])
        return portfolio

    def better_in_turn(
        self, stages: Iterable[Target], levels: Iterable[Fraction]
    ) -> frozenset[str] | None:
        """A portfolio that exceeds a level, those before it reached; None if none does."""
        enumeration = self
        for stage, level in zip(stages, levels, strict=True):
            better = enumeration.better_than(stage, level)
            if better is not None:
                return better
            relations = (*enumeration.relations, reaches("stage", stage, level))
            enumeration = Enumeration(self.columns, relations)
        return None

    def _better_curved(self, objective: Curved, least: Fraction | None) -> frozenset[str] | None:
        """As `better_than`: doubles say which portfolios are worth an exact look."""
        best, portfolio = least, None
        for block in self._blocks():
            block = block[self.meets(block)]
            numbers = self._numbers(objective, block)
            estimates = objective.estimates(numbers)
            for place in np.argsort(-estimates):
                if best is not None and estimates[place] < float(best) - doubt(objective, best, numbers):
                    break
                reached = objective.at(self._exact_numbers(objective, block[place]))
                if best is None or reached > best:
                    best, portfolio = reached, self.named(block[place])
        return portfolio

    def feasible(self) -> Iterator[frozenset[str]]:
        """Every portfolio that meets the relations."""
        for block in self.admitted():
            for decisions in block:
                yield self.named(decisions)

    def admitted(self) -> Iterator[Integers]:
        """The same, a block at a time: all decisions of each portfolio, one row each."""
        for block in self._blocks():
            yield block[self.meets(block)]

    @cached_property
    def _rows(self) -> list[Row]:
        return [self.columns.row(r) for r in self.relations if isinstance(r, Relation)]

    def _blocks(self) -> Iterator[Integers]:
        """Decisions of all portfolios, one row each, in blocks."""
        scores, places = self.columns.scores, self.columns.position
        for first in range(0, scores.combinations, BLOCK):
            codes = np.arange(first, min(first + BLOCK, scores.combinations), dtype=np.int64)
            selected = np.zeros((len(codes), len(places)), dtype=bool)
            for alternatives in scores.choices.alternatives.values():
                codes, taken = np.divmod(codes, len(alternatives))
                for option in frozenset().union(*alternatives):
                    holding = np.array([option in alternative for alternative in alternatives])
                    selected[:, places[option]] = holding[taken]
            yield self.decisions_of(selected)

    def selected(self, portfolios: Sequence[frozenset[str]]) -> NDArray[np.bool_]:
        """Portfolios by their options, one row each."""
        place = self.columns.position
        lines = np.zeros((len(portfolios), len(place)), dtype=bool)
        for line, chosen in zip(lines, portfolios, strict=True):
            line[[place[option] for option in chosen]] = True
        return lines

    def decisions_of(self, selected: NDArray[np.bool_]) -> Integers:
        """All decisions of portfolios that are given by their options, one row each."""
        place = self.columns.position
        pairs = [selected[:, place[a]] & selected[:, place[b]] for a, b in self.columns.scores.pairs]
        decisions = np.column_stack([selected, *pairs]).astype(np.int64)
        curves = [self._curve(measure, decisions) for measure in self.columns.goal_position]
        return np.column_stack([decisions, *curves]) if curves else decisions

    def _curve(self, measure: Measure, decisions: Integers) -> Integers:
        """Units of a curve over summed effects, in each portfolio, straight piece by straight piece."""
        scores = self.columns.scores.seen_by(measure.college)
        column = self.columns.of(Measure("impact", measure.goal))
        levels = decisions[:, column.places] @ column.values
        criterion, share = measure.goal[0], scores.valuation.goals[measure.goal]
        worth = scores.valuation.weights[criterion] / scores.unit
        units, left = np.zeros(len(levels), dtype=np.int64), np.ones(len(levels), dtype=bool)
        for _, end, slope, intercept in scores.valuation.curves[criterion].segments():
            here = left if end is None else left & (levels < ceil(share * end / column.scale))
            line = worth * slope * column.scale, worth * share * intercept
            units[here] = _floor(*line, levels[here])
            left = left & ~here
        return units

    def meets(self, decisions: Integers) -> NDArray[np.bool_]:
        """Which portfolios meet every relation."""
        holds = np.ones(len(decisions), dtype=bool)
        for row in self._rows:
            amounts = self.amounts(row, decisions)
            holds &= amounts <= row.bound if row.sense == "<=" else amounts == row.bound
        for relation in self.relations:
            if isinstance(relation, Level):
                holds[holds] = self._reaches(relation, decisions[holds])
        return holds

    def _reaches(self, relation: Level, decisions: Integers) -> NDArray[np.bool_]:
        """Which portfolios reach a level: doubles where they are clear, else exact numbers."""
        function, level = relation.function, relation.level
        numbers = self._numbers(function, decisions)
        above = function.estimates(numbers) - float(level)
        reached: NDArray[np.bool_] = above > 0
        doubtful = np.isnan(above) | (abs(above) <= doubt(function, level, numbers))
        for place in np.flatnonzero(doubtful):
            exact = function.at(self._exact_numbers(function, decisions[place]))
            reached[place] = exact > level or (exact == level and relation.sense == ">=")
        return reached

    def _numbers(self, function: Curved, decisions: Integers) -> NDArray[np.float64]:
        """The parts of a function on many portfolios, in doubles."""
        wholes = [self.columns.combination(part) for part in function.parts]
        parts = [
            (decisions[:, w.places].astype(float) @ w.coefficients.astype(float) + w.constant)
            / float(w.multiple)
            for w in wholes
        ]
        return np.column_stack(parts)

    def _exact_numbers(self, function: Curved, decisions: Integers) -> list[Fraction]:
        """The parts of a function on one portfolio."""
        wholes = [self.columns.combination(part) for part in function.parts]
        point = decisions.tolist()
        return [
            (
                w.constant
                + sum(c * point[v] for v, c in zip(w.places, w.coefficients.tolist(), strict=True))
            )
            / w.multiple
            for w in wholes
        ]

    def amounts(self, row: Row, decisions: Integers) -> Integers:
        """Left sides of a row on many decisions: doubles while they are exact, else Python integers."""
        chosen = decisions[:, row.places]
        reach = sum(
            abs(int(c)) * int(most)
            for c, most in zip(row.coefficients, abs(chosen).max(axis=0, initial=0), strict=True)
        )
        if reach < EXACT_IN_DOUBLES:
            left: Integers = chosen.astype(float) @ row.coefficients.astype(float)
        else:
            left = chosen.astype(object) @ row.coefficients.astype(object)
        return left

    def named(self, decisions: Integers) -> frozenset[str]:
        """The options that are taken by decisions."""
        return frozenset(a for a, place in self.columns.position.items() if decisions[place])


def _floor(slope: Fraction, intercept: Fraction, levels: Integers) -> Integers:
    """`floor(slope * level + intercept)` of whole levels; Python integers where 63 bits are too few."""
    divisor = lcm(slope.denominator, intercept.denominator)
    a, b = int(slope * divisor), int(intercept * divisor)
    most = int(abs(levels).max(initial=0))
    whole = levels if abs(a) * most + abs(b) + divisor < SAFE else levels.astype(object)
    return (a * whole + b) // divisor


def doubt(function: Curved, level: Fraction, numbers: NDArray[np.float64]) -> float:
    """How far an estimate near a level may be from the truth: doubles of these numbers are rounded."""
    sizes = function.sizes if isinstance(function, Comparison) else (Fraction(1),)
    largest = 0.0 if function.unit == "index" else float(abs(numbers).max(initial=0)) / float(min(sizes))
    return 1e-7 * (1 + abs(float(level))) + 1e-12 * largest + float(function.grain)


def levels_of(scores: Scores, chosen: frozenset[str]) -> tuple[Fraction, ...]:
    """What a portfolio reaches on each stage of the scenario's objective."""
    tally = Tally(scores, chosen)
    stages = scores.scenario.objective.stages(ScenarioQuantities(scores))
    return tuple(tally.at(s) if isinstance(s, Curved) else tally.of(s) for s in stages)


def all_relations(q: ScenarioQuantities) -> tuple[AnyRelation, ...]:
    """Relations of all rules of a scenario, guards of relative rules, what the objective asks."""
    scenario = q.scores.scenario
    rules = [relation for rule in scenario.all_rules.values() for relation in demands(rule, q)]
    return (*rules, *scenario.objective.relations(q))
