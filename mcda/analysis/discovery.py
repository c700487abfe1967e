"""Under what conditions an action is in the best portfolio: scenario discovery with a small tree.

Figures are drawn from their ranges (a Latin hypercube), the best portfolio of each sample is found, and
a decision tree tells the samples with the action from those without (Bryant, Lempert 2010, with a tree
in place of PRIM). Three samples of four grow the tree, the fourth tests it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mcda.analysis.evaluation import evaluations
from mcda.analysis.factors import Factor
from mcda.analysis.global_sensitivity import sample
from mcda.analysis.means import ALONE, Means
from mcda.errors import Problem, UsageProblem
from mcda.model import Scenario
from mcda.portfolio.listing import check_known
from mcda.runs.progress import Progress
from mcda.wording import N_

SAMPLES = 200
FEWEST = 40
DEPTH = 3
LEAF = 0.05
"""Least share of the samples in a leaf of the tree."""
TEST = 4
"""One sample of so many tests the tree."""
GRAINS = (1, 5, 2)
"""Round figures are whole numbers of a power of ten, or of these parts of it."""


@dataclass(frozen=True)
class Condition:
    """One figure above, or at most at, a threshold."""

    factor: Factor
    above: bool
    threshold: Fraction
    """A round figure between the two samples that it separates."""


@dataclass(frozen=True)
class Box:
    """Conditions that hold together, and what they mean for the action."""

    conditions: tuple[Condition, ...]
    """None: whatever the figures."""
    selected: bool
    """Whether the action is in, more often than not."""
    cases: int
    """Samples that meet the conditions."""
    density: float
    """Share of these cases that are as the box says."""
    coverage: float
    """Share of all cases that are as the box says which lie in it."""


@dataclass(frozen=True)
class Discovery:
    """What decides whether an action is in the best portfolio."""

    action: str
    boxes: tuple[Box, ...]
    """Those with the action first, the largest coverage first."""
    samples: int
    frequency: float
    """Share of all samples with the action."""
    impossible: int
    """Samples for which no portfolio meets all rules: the action is out."""
    accuracy: float | None
    """Share of the samples kept apart that the tree told right; None where it had nothing to tell."""
    seed: int
    complete: bool = True


def discover(
    scenario: Scenario,
    factors: Sequence[Factor],
    action: str,
    samples: int | None = None,
    seed: int = 1,
    *,
    means: Means = ALONE,
) -> Discovery:
    """Under what conditions an action is in the best portfolio.

    `UsageProblem`: E093 no such action, E353 no figure can move, E355 too few samples.
    """
    check_known(scenario, [action])
    number = SAMPLES if samples is None else samples
    if not factors:
        raise UsageProblem(Problem("E353"))
    if number < FEWEST:
        raise UsageProblem(Problem("E355", value=str(number)))
    parts = sample("latin", len(factors), number, seed)
    figures = [[f.at(float(part)) for f, part in zip(factors, row, strict=True)] for row in parts]
    drawn = [{f.datum: figure for f, figure in zip(factors, row, strict=True)} for row in figures]
    means.listen(Progress(N_("{n} optimisations to do"), {"n": number}, 0.0))
    outcomes: list[bool] = []
    impossible = 0
    for found in evaluations(scenario, drawn, means=means):
        outcomes.append(action in found.actions)
        impossible += found.value is None
        done = len(outcomes)
        means.listen(
            Progress(N_("{done} of {n} optimisations"), {"done": done, "n": number}, done / number)
        )
    boxes, accuracy = boxes_of(factors, figures[: len(outcomes)], outcomes, seed)
    return Discovery(
        action=action,
        boxes=boxes,
        samples=len(outcomes),
        frequency=sum(outcomes) / len(outcomes) if outcomes else 0.0,
        impossible=impossible,
        accuracy=accuracy,
        seed=seed,
        complete=len(outcomes) == number,
    )


def boxes_of(
    factors: Sequence[Factor],
    figures: Sequence[Sequence[Fraction]],
    outcomes: Sequence[bool],
    seed: int,
) -> tuple[tuple[Box, ...], float | None]:
    """The leaves of a small tree as boxes, and how often it is right on samples that it never saw."""
    answers = np.array(outcomes, dtype=bool)
    if len(answers) < FEWEST or answers.all() or not answers.any():
        return (_box(factors, (), figures, answers),) if len(answers) else (), None
    table = np.array([[float(figure) for figure in row] for row in figures])
    apart = np.random.default_rng(seed).permutation(len(answers)) % TEST == 0
    tree = _tree(table[~apart], answers[~apart], seed)
    accuracy = float((tree.predict(table[apart]) == answers[apart]).mean())
    splits = _Splits(tree, factors, figures)
    boxes = [_box(factors, path, figures, answers) for path in splits.paths(0)]
    return tuple(sorted(boxes, key=lambda box: (not box.selected, -box.coverage))), accuracy


def _tree(table: NDArray[np.float64], answers: NDArray[np.bool_], seed: int) -> Any:
    from sklearn.tree import DecisionTreeClassifier

    tree = DecisionTreeClassifier(max_depth=DEPTH, min_samples_leaf=LEAF, random_state=seed)
    return tree.fit(table, answers)


@dataclass(frozen=True)
class _Splits:
    """A tree as conditions."""

    tree: Any
    factors: Sequence[Factor]
    figures: Sequence[Sequence[Fraction]]

    def paths(self, node: int, above: tuple[Condition, ...] = ()) -> list[tuple[Condition, ...]]:
        """Conditions from the root to each leaf; leaves that say the same are not told apart."""
        place = int(self.tree.tree_.feature[node])
        if place < 0 or len(self._says(node)) == 1:
            return [above]
        factor = self.factors[place]
        column = sorted({row[place] for row in self.figures})
        limit = float(self.tree.tree_.threshold[node])
        threshold = round_between(
            max(x for x in column if float(x) <= limit), min(x for x in column if float(x) > limit)
        )
        low, high = (
            int(c[node]) for c in (self.tree.tree_.children_left, self.tree.tree_.children_right)
        )
        return [
            *self.paths(low, _narrowed(above, Condition(factor, False, threshold))),
            *self.paths(high, _narrowed(above, Condition(factor, True, threshold))),
        ]

    def _says(self, node: int) -> set[bool]:
        """What the leaves below a node say."""
        tree = self.tree.tree_
        if tree.feature[node] < 0:
            out, within = tree.value[node][0]
            return {bool(within > out)}
        below = (int(tree.children_left[node]), int(tree.children_right[node]))
        return self._says(below[0]) | self._says(below[1])


def _narrowed(known: tuple[Condition, ...], new: Condition) -> tuple[Condition, ...]:
    """Conditions with a new one in place of a wider one of the same figure."""
    same = [c for c in known if (c.factor, c.above) == (new.factor, new.above)]
    return (*(c for c in known if c not in same), new)


def round_between(low: Fraction, high: Fraction) -> Fraction:
    """The roundest figure from `low` on, and below `high`."""
    size = Fraction(10) ** len(str(int(max(abs(low), abs(high)))))
    while True:
        for part in GRAINS:
            grain = size / part
            figure = ceil(low / grain) * grain
            if figure < high:
                return figure
        size /= 10


def _box(
    factors: Sequence[Factor],
    conditions: tuple[Condition, ...],
    figures: Sequence[Sequence[Fraction]],
    answers: NDArray[np.bool_],
) -> Box:
    """What the samples say of those that meet conditions."""
    place = {factor: number for number, factor in enumerate(factors)}
    met = np.array(
        [all((row[place[c.factor]] > c.threshold) == c.above for c in conditions) for row in figures]
    )
    cases, within = int(met.sum()), int((met & answers).sum())
    selected = 2 * within > cases
    alike = within if selected else cases - within
    every = int(answers.sum() if selected else (~answers).sum())
    ordered = tuple(sorted(conditions, key=lambda c: (c.factor.datum, c.above)))
    return Box(
        ordered, selected, cases, alike / cases if cases else 0.0, alike / every if every else 0.0
    )
