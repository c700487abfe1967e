"""Which question to ask next: the one whose answers leave least in negotiation.

More information never enlarges the set of non-dominated portfolios, as long as some inner point of what
was admitted still is (Liesiö, Mild, Salo 2007): the answers are tried on the portfolios at hand.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import permutations

import numpy as np

from mcda.analysis.information import Information, Weights
from mcda.errors import UsageProblem
from mcda.model import Scenario
from mcda.model.expression import read_statement
from mcda.optimise.efficient_set import EfficientSet
from mcda.optimise.engines import Clock
from mcda.optimise.uncertain import UncertainModel
from mcda.portfolio.columns import Integers
from mcda.portfolio.dominance import Extreme

RATIOS = (1, 2, 3)
"""How many times a swing may be worth another one."""
LEVELS = (Fraction(1, 10), Fraction(1, 5), Fraction(3, 10), Fraction(2, 5), Fraction(1, 2))
"""Parts of the whole that a weight may reach."""
MOST = 3_000
"""Portfolios with different points beyond which answers are not tried."""


@dataclass(frozen=True)
class Answer:
    """What an answer would leave."""

    statement: str
    borderline: tuple[str, ...]
    """Actions still in negotiation."""
    portfolios: int


@dataclass(frozen=True)
class Question:
    """Is the first statement right, or the second?"""

    criterion: str
    ratio: int | None
    """Is its swing worth at least so many times that of `other`?"""
    other: str | None
    level: Fraction | None
    """Or is its weight at least that part of the whole?"""
    yes: Answer
    no: Answer
    borderline: tuple[str, ...]
    """Actions in negotiation today."""


def next_question(
    scenario: Scenario,
    information: Information,
    model: UncertainModel,
    found: EfficientSet,
    clock: Clock,
) -> Question | None:
    """The question whose worse answer leaves fewest actions in negotiation, then the better one.

    None where no answer would settle any action, or where not all portfolios are known.
    """
    trial = _Trial(model, found)
    today = trial.borderline(np.arange(len(found)))
    if not found.complete or not today or trial.is_too_large:
        return None
    best: tuple[tuple[int, int, int], Question] | None = None
    for asked in _candidates(information.weights):
        if clock.over:
            break
        question = _tried(scenario, information.weights, asked, trial, today)
        if question is None:
            continue
        left = sorted((len(answer.borderline) for answer in (question.yes, question.no)), reverse=True)
        worth = left[0], left[1], question.yes.portfolios + question.no.portfolios
        if left[1] < len(today) and (best is None or worth < best[0]):
            best = worth, question
    return None if best is None else best[1]


@dataclass(frozen=True)
class _Asked:
    """A candidate: two statements, of which one is right."""

    criterion: str
    ratio: int | None
    other: str | None
    level: Fraction | None

    @property
    def sides(self) -> tuple[str, str]:
        if self.level is not None:
            share = f"{100 * self.level}%"
            return f"{self.criterion} >= {share}", f"{self.criterion} <= {share}"
        times = "" if self.ratio == 1 else f"{self.ratio}*"
        return f"{self.criterion} >= {times}{self.other}", f"{self.criterion} <= {times}{self.other}"


def _candidates(weights: Weights) -> Iterator[_Asked]:
    """Questions that what is admitted leaves open."""
    points = weights.vertices
    for ratio in RATIOS:
        for one, other in permutations(weights.leaves, 2):
            gaps = [point[one] - ratio * point[other] for point in points]
            if min(gaps) < 0 < max(gaps) and (ratio > 1 or one < other):
                yield _Asked(one, ratio, other, None)
    for leaf, (low, high) in weights.bounds.items():
        for level in LEVELS:
            if low < level < high:
                yield _Asked(leaf, None, None, level)


def _tried(
    scenario: Scenario, weights: Weights, asked: _Asked, trial: _Trial, today: tuple[str, ...]
) -> Question | None:
    try:
        yes, no = (
            trial.answer(weights.stating(scenario, statement))
            for statement in map(read_statement, asked.sides)
        )
    except UsageProblem:
        return None
    return Question(asked.criterion, asked.ratio, asked.other, asked.level, yes, no, today)


@dataclass(frozen=True)
class _Trial:
    """The non-dominated portfolios, to be looked at with other extreme points."""

    model: UncertainModel
    found: EfficientSet

    @property
    def is_too_large(self) -> bool:
        return len(self.found) > MOST

    def answer(self, weights: Weights) -> Answer:
        """What is left if weights are known better."""
        dominance = self.model.dominance
        money = tuple(extreme for extreme in dominance.extremes if extreme.is_cost)
        narrower = replace(dominance, extremes=(*map(Extreme, weights.vertices), *money))
        kept = narrower.nondominated(narrower.worth(self.found.decisions))
        rows = np.arange(len(self.found)) if kept is None else kept
        return Answer(weights.statements[-1], self.borderline(rows), len(rows))

    def borderline(self, rows: Integers) -> tuple[str, ...]:
        """Actions that some of the portfolios hold, and some do not."""
        place = self.model.programme.columns.position
        held = self.found.decisions[rows].sum(axis=0)
        actions = self.model.programme.scores.actions
        return tuple(action for action in actions if 0 < held[place[action]] < len(rows))
