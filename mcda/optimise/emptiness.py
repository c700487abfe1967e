"""Whether no portfolio at all is what one asks for, by label enumeration: no engine is trusted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from mcda.optimise.engines import Clock
from mcda.optimise.fronts.aims import Aiming
from mcda.optimise.fronts.problem import FrontProblem, Selected, Whole, front_problem, lean
from mcda.optimise.fronts.sweep import Width, sweep
from mcda.optimise.linear import Term
from mcda.optimise.programme import Programme
from mcda.portfolio.enumeration import Enumeration

BLOCK = 2**14
"""Labels at once."""
LABELS = 2**17
"""After so many labels it is not known: a tenth of a second."""
Small = tuple[Sequence[Term], int]
"""`sum(terms) <= bound` over decisions, in whole numbers of at most 2^24."""


def is_without(programme: Programme, rows: Sequence[Small], lead: Small, clock: Clock) -> bool:
    """Whether no portfolio meets rows and a lead; False too where it is not soon known."""
    problem = _problem(programme, rows, lead)
    if problem is None:
        return False
    problem, target = lean(problem), np.array([[-lead[1]]], dtype=np.int64)
    if target[0, 0] > problem.most[0]:
        return True
    target = np.maximum(target, problem.least)
    aiming = Aiming(problem)
    directions = aiming.directions(target, clock)
    if len(directions.objectives) < len(target):
        return False
    if aiming.missed(target, directions).all():
        return True
    (aim,) = aiming.aims(target, directions)
    swept = sweep(problem, aim, Width(BLOCK, labels=LABELS, portfolios=0), clock)
    return swept.whole and not len(swept.points)


def _problem(programme: Programme, rows: Sequence[Small], lead: Small) -> FrontProblem | None:
    """The lead as the objective; None where numbers are too large."""
    base = front_problem(programme, [programme.columns.combination(programme.q.value())])
    if base is None:
        return None
    goal, more = -_matrix([lead], base), _matrix(rows, base)
    bounds = np.array([bound for _, bound in rows], dtype=np.int64)
    enumeration = Enumeration(programme.columns, programme.relations)

    def evaluate(selected: Selected) -> tuple[Whole, np.ndarray]:
        _, meets = base.evaluate(selected)
        decisions = enumeration.decisions_of(selected)
        size = decisions.shape[1]
        meets = meets & (decisions @ more[:, :size].T <= bounds).all(axis=1)
        return decisions @ goal[:, :size].T, meets

    return replace(
        base,
        objectives=goal,
        rows=np.vstack([base.rows, more]),
        bounds=np.append(base.bounds, bounds),
        evaluate=evaluate,
    )


def _matrix(rows: Sequence[Small], problem: FrontProblem) -> Whole:
    matrix = np.zeros((len(rows), len(problem.low)), dtype=np.int64)
    for line, (terms, _) in zip(matrix, rows, strict=True):
        line[[v for v, _ in terms]] = [c for _, c in terms]
    return matrix
