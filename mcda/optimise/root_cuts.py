"""Cuts of curved rules before the search: where the relaxation without whole numbers breaks them.

A rule such as a ceiling on Gini's index has no rows of its own. The linear relaxation is solved, the
rules it breaks give cuts at its point, and so on: a few milliseconds each, instead of a search each.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

import numpy as np

from mcda.optimise.engines import relaxed
from mcda.optimise.linear import LIMB, LinearForm, Term, rounded
from mcda.optimise.programme import Programme, terms_of
from mcda.rules.base import Amount
from mcda.rules.curved import Level

ROUNDS = 40
NEAR = Fraction(1, 10**5)
"""A relaxation that misses a level by less than that is left to the search."""
DIGITS = 10**6


def with_root_cuts(programme: Programme, terms: Sequence[Term]) -> Programme:
    """The programme with cuts of its curved rules, where it is searched for the most of `terms`."""
    curved = [r for r in programme.relations if isinstance(r, Level) and r.sense == ">="]
    levels = [level for level in curved if level.function not in programme.aims]
    form = programme.form
    objective = np.zeros(form.size)
    for variable, coefficient in terms:
        objective[variable] += coefficient
    for _ in range(ROUNDS if levels else 0):
        point = relaxed(form, objective)
        if point is None:
            break
        cut = form
        for level in levels:
            cut = _cut(programme, cut, level, point)
        if cut is form:
            break
        form = cut
    return replace(programme, form=form)


def _cut(programme: Programme, form: LinearForm, level: Level, point: Sequence[float]) -> LinearForm:
    """A form without a point that misses a level by more than a little."""
    numbers = [_amount(programme, part, point) for part in level.function.parts]
    if not any(numbers) or level.function.at(numbers) >= level.level - NEAR:
        return form
    relation = level.linear_at(numbers)
    if relation is None:
        return form
    row = programme.columns.row(relation)
    terms, bound = rounded(terms_of(row), row.bound, form.bounds, LIMB)
    return form.plus(terms, "<=", bound)


def _amount(programme: Programme, part: Amount, point: Sequence[float]) -> Fraction:
    """A part at a point that is not whole, roughly: a cut may be taken anywhere."""
    whole = programme.columns.combination(part)
    places, coefficients = whole.places.tolist(), whole.coefficients.tolist()
    reached = sum(c * point[v] for v, c in zip(places, coefficients, strict=True)) + whole.constant
    return Fraction(max(0, round(reached * DIGITS)), DIGITS) / whole.multiple
