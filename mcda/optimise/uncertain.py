"""The model of a scenario under incomplete information."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import gcd, lcm
from typing import Literal

from mcda.model import Scenario
from mcda.optimise.engines import Clock
from mcda.optimise.linear import Bounds, LinearForm, Term
from mcda.optimise.outlines import Aim, Sheet, outline
from mcda.optimise.prepare import prepared
from mcda.optimise.programme import Programme, formulate
from mcda.portfolio.columns import Combination
from mcda.portfolio.dominance import BestCase, Dominance, Extreme, WorstCase
from mcda.scoring.leafwise import COST, leafwise

ONE = Fraction(1)


@dataclass(frozen=True)
class UncertainModel:
    """What portfolios may be, and what tells them apart."""

    programme: Programme
    dominance: Dominance
    """By weights, and by cost where it is a criterion."""
    outlay: Dominance
    """By cost alone."""


def uncertain_model(
    scenario: Scenario,
    vertices: Sequence[Mapping[str, Fraction]],
    *,
    intervals: bool = False,
    costs: Literal["high", "nominal", "low"] = "high",
    cost_objective: bool = False,
    engine: str = "auto",
    clock: Clock | None = None,
) -> UncertainModel:
    """The model with what is admitted.

    Rules are judged with the scenario's own weights and scores, costs at one end of their intervals.

    Parameters
    ----------
    vertices
        Extreme points of the admissible weights, by leaf.
    intervals
        Whether impacts may lie anywhere in their stated intervals.
    """
    told = leafwise(scenario, intervals=intervals)
    scores = prepared(with_costs(scenario, costs), engine=engine, clock=clock)
    programme = formulate(replace(scores, views={**scores.views, **told.views}))
    money = Extreme({COST: ONE})
    extremes = (*map(Extreme, vertices), *((money,) if cost_objective else ()))
    weighed = {leaf for extreme in extremes for leaf in extreme.whole}
    uncertain = tuple(pair for pair in told.uncertain if pair[1] in weighed)
    dear = tuple(pair for pair in told.uncertain if pair[1] == COST)
    columns = programme.columns
    return UncertainModel(
        programme, Dominance(columns, extremes, uncertain), Dominance(columns, (money,), dear)
    )


def with_costs(scenario: Scenario, end: Literal["high", "nominal", "low"]) -> Scenario:
    """The scenario with every cost at one end of its interval."""
    if end == "nominal":
        return scenario
    ends = {a.action: a.cost_low if end == "low" else a.cost_high for a in scenario.actions}
    actions = tuple(
        a if (cost := ends[a.action]) is None else a.model_copy(update={"cost": cost})
        for a in scenario.actions
    )
    return scenario.changed(actions=actions)


@outline.register
def _(function: BestCase, sheet: Sheet) -> Aim:
    """Sum of t_k, t_k <= a_k + R_k s_k and t_k <= b_k + R_k (1 - s_k), s_k whether b_k counts."""
    return _ends_chosen(function, sheet, either=True)


@outline.register
def _(function: WorstCase, sheet: Sheet) -> Aim:
    """Sum of t_k, t_k <= a_k and t_k <= b_k."""
    return _ends_chosen(function, sheet, either=False)


def _ends_chosen(function: BestCase | WorstCase, sheet: Sheet, *, either: bool) -> Aim:
    wholes = [sheet.columns.combination(part) for part in function.parts]
    multiple = _common([whole.multiple for whole in wholes])
    sums = [_scaled(whole, multiple) for whole in wholes]
    terms, constant = sums[0]
    form = sheet.form
    for one, other in zip(sums[1::2], sums[2::2], strict=True):
        form, end = _below(form, (one, other), either=either)
        terms = [*terms, Term(end, 1)]
    return Aim(replace(sheet, form=form), tuple(terms), Fraction(constant), multiple)


Sum = tuple[list[Term], int]
"""Terms and a constant, in whole numbers."""


def _common(multiples: Sequence[Fraction]) -> Fraction:
    """The least multiple of all."""
    return Fraction(lcm(*(m.numerator for m in multiples)), gcd(*(m.denominator for m in multiples)))


def _scaled(whole: Combination, multiple: Fraction) -> Sum:
    factor = int(multiple / whole.multiple)
    pairs = zip(whole.places.tolist(), whole.coefficients.tolist(), strict=True)
    return [Term(v, c * factor) for v, c in pairs], whole.constant * factor


def _below(form: LinearForm, sums: tuple[Sum, Sum], *, either: bool) -> tuple[LinearForm, int]:
    """A variable that is at most both sums, or either of them."""
    ranges = [_range(form, terms, constant) for terms, constant in sums]
    end, high = form.size, max(most for _, most in ranges)
    form = form.with_variable(f"end{end}", Bounds(min(least for least, _ in ranges), high))
    form = form.with_variable(f"which{end}", Bounds(0, 1 if either else 0))
    for (terms, constant), (least, _), sign in zip(sums, ranges, (1, -1), strict=True):
        slack = high - least if either else 0
        row = [Term(end, 1), *(Term(v, -c) for v, c in terms), Term(end + 1, -sign * slack)]
        form = form.plus(row, "<=", constant + (slack if sign < 0 else 0))
    return form, end


def _range(form: LinearForm, terms: Sequence[Term], constant: int) -> tuple[int, int]:
    ends = [sorted((c * form.bounds[v].low, c * form.bounds[v].high)) for v, c in terms]
    return constant + sum(e[0] for e in ends), constant + sum(e[1] for e in ends)
