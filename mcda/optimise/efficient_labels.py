"""Non-dominated portfolios by label enumeration, where scores are exact and objectives are few."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import numpy as np

from mcda.optimise.engines import Clock
from mcda.optimise.fronts.above import everything_above
from mcda.optimise.fronts.label_enumeration import Effort, label_front
from mcda.optimise.fronts.problem import FrontProblem, Selected, front_problem
from mcda.optimise.fronts.sweep import Width
from mcda.optimise.uncertain import UncertainModel
from mcda.portfolio.columns import Combination, Integers
from mcda.portfolio.dominance import Dominance, Extreme
from mcda.runs.journal import FORGETFUL, Journal
from mcda.runs.progress import Listener, unheard

MOST_OBJECTIVES = 6
BRIEF = Effort(widths=(Width(3_000, 750), Width(20_000, 5_000), Width(100_000, 25_000)), patience=2**23)
"""What is tried before engines take over, where a model has many rules."""


def label_problem(model: UncertainModel) -> FrontProblem | None:
    """The extreme points as objectives, or those of a simplex around them; None where unfit.

    What dominates for all weights of the simplex does so for those admitted: nothing is missed.
    Where starts or payers differ, portfolios that are alike would be found in great number.
    """
    scores, by = model.programme.scores, model.dominance
    if by.uncertain or scores.starts or scores.sharings:
        return None
    fewest = min((by, _simplex_around(by)), key=lambda one: len(one.extremes))
    if len(fewest.extremes) > MOST_OBJECTIVES:
        return None
    return front_problem(model.programme, [_combination(line) for line in fewest.objectives().T])


def _simplex_around(by: Dominance) -> Dominance:
    """The simplex of all weights above their least values, or of all below their greatest.

    The smaller of the two; one corner for each leaf, where some weights may be negative.
    """
    weights = [extreme.weights for extreme in by.extremes if not extreme.is_cost]
    leaves = sorted(weights[0])
    low = {leaf: min(w[leaf] for w in weights) for leaf in leaves}
    high = {leaf: max(w[leaf] for w in weights) for leaf in leaves}
    corner = min((low, high), key=lambda ends: abs(1 - sum(ends.values(), Fraction(0))))
    rest = 1 - sum(corner.values(), Fraction(0))
    corners = [{**corner, leaf: corner[leaf] + rest} for leaf in leaves]
    money = (extreme for extreme in by.extremes if extreme.is_cost)
    return replace(by, extremes=(*map(Extreme, corners), *money))


def _combination(line: Integers) -> Combination:
    places = np.flatnonzero(line)
    return Combination(places, line[places], 0, Fraction(1))


def efficient_by_labels(
    problem: FrontProblem,
    most: int,
    clock: Clock,
    *,
    journal: Journal = FORGETFUL,
    listen: Listener = unheard,
) -> tuple[Selected, bool]:
    """Every efficient portfolio (at most so many), ties included, and whether these are all."""
    effort = None if problem.is_plain else BRIEF
    front = label_front(problem, clock, journal=journal, listen=listen, effort=effort)
    if not front.complete or not len(front.points):
        return front.portfolios, False
    found = everything_above(problem, front.points, clock, most=most)
    return found.portfolios, found.complete
