"""Outlines of curved functions: compact models that are never below the function.

What partners get per head is counted in whole steps, rounded down; the function of these steps is
modelled with few extra variables. A portfolio is worth at most `slack` more than its outline says,
and where the data allow it the steps are exact. Solvers aim by the outline; what is found is
measured by the function itself, and cuts close what the outline leaves open
(`mcda.optimise.search`).

An amount that is linear is its own outline.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import singledispatch
from itertools import pairwise
from math import floor, gcd, lcm

from mcda.optimise.linear import LIMIT, Bounds, LinearForm, Term
from mcda.portfolio.columns import Columns, Combination
from mcda.rules.base import Amount
from mcda.rules.curved import Curved
from mcda.rules.orders import Comparison, Least, LeastThenSum, OrderedSum
from mcda.rules.utility import AlphaFair

EXACT_STEPS = 2**20
"""Where outcomes have at most that many levels, each is a step of its own."""
STEPS = 2**15
"""Steps otherwise."""
UTILITY_STEPS = 2**20
TANGENTS = 12
"""Of a utility function, to begin with."""


@dataclass(frozen=True)
class Sheet:
    """A form, and the outcomes that are counted in steps on it."""

    columns: Columns
    form: LinearForm
    steps: Mapping[tuple[int, int], Steps] = field(default_factory=dict)
    """By the identity of the amounts and of what they are divided by."""


@dataclass(frozen=True)
class Aim:
    """`target <= (sum(terms) + constant) / multiple` on every portfolio, on the sheet."""

    sheet: Sheet
    terms: tuple[Term, ...]
    constant: Fraction
    multiple: Fraction

    def level(self, reached: int) -> Fraction:
        """What the target is at most, where the terms sum to `reached`."""
        return (reached + self.constant) / self.multiple

    def least(self, level: Fraction) -> int:
        """What the terms sum to at least, where the target reaches `level`."""
        return -floor(-(level * self.multiple - self.constant))


@dataclass(frozen=True)
class Steps:
    """Outcomes in whole steps: `v_p = low + step * variable_p`, rounded down."""

    variables: tuple[int, ...]
    low: Fraction
    step: Fraction
    exact: bool
    most: int

    @property
    def slack(self) -> int:
        """Steps that an outcome may lie above its variable."""
        return 0 if self.exact else 1


@singledispatch
def outline(function: Curved, sheet: Sheet) -> Aim | None:
    """The outline of a function; None for those that are known by their cuts alone."""
    return None


@outline.register
def _(function: Least, sheet: Sheet) -> Aim:
    """One number below what everybody gets."""
    sheet, steps = _counted(function, sheet)
    worst, form = sheet.form.size, sheet.form.with_variable("worst", Bounds(0, steps.most), loose=True)
    for variable in steps.variables:
        form = form.plus([Term(worst, 1), Term(variable, -1)], "<=", 0)
    return Aim(
        replace(sheet, form=form),
        (Term(worst, 1),),
        steps.low / steps.step + steps.slack,
        1 / steps.step,
    )


@outline.register
def _(function: OrderedSum, sheet: Sheet) -> Aim:
    """Sum (w_k - w_{k+1}) T_k, T_k = max k r - sum d_p, d_p >= r - v_p, d_p >= 0."""
    sheet, steps = _counted(function, sheet)
    form, most = sheet.form, steps.most
    falls = [w - after for w, after in pairwise((*function.weights, Fraction(0)))]
    whole = lcm(*(fall.denominator for fall in falls))
    whole = min(whole, LIMIT // (len(falls) * max(1, int(max(falls)) + 1)))
    terms: list[Term] = []
    for count, fall in enumerate(falls, start=1):
        if fall:
            form, parts = _sum_of_smallest(form, steps.variables, count, most)
            rounded_up = -floor(-fall * whole)
            terms += [Term(v, c * rounded_up) for v, c in parts]
    weight = sum(function.weights)
    constant = weight * whole * (steps.low / steps.step + steps.slack)
    return Aim(replace(sheet, form=form), tuple(terms), constant, whole / steps.step)


def _sum_of_smallest(
    form: LinearForm, variables: Sequence[int], count: int, most: int
) -> tuple[LinearForm, list[Term]]:
    """The sum of the `count` smallest of some variables, as terms."""
    if count == len(variables):
        return form, [Term(v, 1) for v in variables]
    rank = form.size
    form = form.with_variable(f"rank{rank}", Bounds(0, most), loose=True)
    terms = [Term(rank, count)]
    for variable in variables:
        below = form.size
        form = form.with_variable(f"below{below}", Bounds(0, most), loose=True)
        form = form.plus([Term(rank, 1), Term(variable, -1), Term(below, -1)], "<=", 0)
        terms.append(Term(below, -1))
    return form, terms


@outline.register
def _(function: LeastThenSum, sheet: Sheet) -> Aim:
    """u_p <= w + most b_p and u_p <= v_p - gap b_p, b_p whether p is further than the gap."""
    sheet, steps = _counted(function, sheet)
    gap, most = floor(function.gap / steps.step), steps.most
    form, worst = sheet.form, sheet.form.size
    form = form.with_variable("worst", Bounds(0, most), loose=True)
    terms = []
    for variable in steps.variables:
        form = form.plus([Term(worst, 1), Term(variable, -1)], "<=", 0)
        above, apart = form.size, form.size + 1
        form = form.with_variable(f"above{above}", Bounds(0, most), loose=True)
        form = form.with_variable(f"apart{apart}", Bounds(0, 1))
        form = form.plus([Term(above, 1), Term(worst, -1), Term(apart, -most)], "<=", 0)
        form = form.plus([Term(above, 1), Term(variable, -1), Term(apart, gap)], "<=", 0)
        terms.append(Term(above, 1))
    count = len(terms)
    exact = steps.exact and gap * steps.step == function.gap
    constant = (count - 1) * function.gap / steps.step + count * (steps.low / steps.step + (not exact))
    return Aim(replace(sheet, form=form), tuple(terms), constant, 1 / steps.step)


@outline.register
def _(function: AlphaFair, sheet: Sheet) -> Aim:
    """Utility below its tangents at some levels."""
    wholes, form = [sheet.columns.combination(part) for part in function.parts], sheet.form
    ranges = [_range(whole, form.bounds) for whole in wholes]
    smallest = [max(low, function.least) for low, _ in ranges]
    terms = []
    base, lines_of = Fraction(0), []
    for (_, high), low, size in zip(ranges, smallest, function.sizes, strict=True):
        lines = _tangents(function, low / size, max(high, low) / size)
        lines_of.append([(size * height, slope) for slope, height in lines])
    least = [min(h + s * low for h, s in ls) for ls, low in zip(lines_of, smallest, strict=True)]
    spread = [
        min(h + s * max(high, low) for h, s in ls) - bottom
        for ls, (_, high), low, bottom in zip(lines_of, ranges, smallest, least, strict=True)
    ]
    step = max(max(spread), function.step) / UTILITY_STEPS
    for whole, lines, bottom, most in zip(wholes, lines_of, least, spread, strict=True):
        variable = form.size
        form = form.with_variable(
            f"utility{variable}", Bounds(0, max(0, floor(most / step))), loose=True
        )
        for height, slope in lines:
            form = _below(form, whole, slope, height - bottom, variable, step)
        terms.append(Term(variable, 1))
        base += bottom
    return Aim(replace(sheet, form=form), tuple(terms), base / step + len(terms), 1 / step)


def _tangents(function: AlphaFair, low: Fraction, high: Fraction) -> list[tuple[Fraction, Fraction]]:
    """(slope, height) of tangents at levels that grow by the same factor."""
    ratio = float(high / low) ** (1 / (TANGENTS - 1))
    levels = sorted({low * Fraction(ratio**k).limit_denominator(10**6) for k in range(TANGENTS)})
    return [function.tangent(level) for level in levels]


def _counted(function: Comparison, sheet: Sheet) -> tuple[Sheet, Steps]:
    """A variable for each outcome, in whole steps: those of the sheet, where it has them."""
    key = id(function.parts), id(function.sizes)
    if key in sheet.steps:
        return sheet, sheet.steps[key]
    form, sizes = sheet.form, function.sizes
    wholes = [sheet.columns.combination(part) for part in function.parts]
    ranges = [_range(whole, form.bounds) for whole in wholes]
    low = min(least / size for (least, _), size in zip(ranges, sizes, strict=True))
    high = max(most / size for (_, most), size in zip(ranges, sizes, strict=True))
    lattice = _lattice([w.multiple * size for w, size in zip(wholes, sizes, strict=True)])
    exact = (high - low) / lattice <= EXACT_STEPS
    step = lattice if exact else (high - low) / STEPS
    low = floor(low / step) * step
    most = floor((high - low) / step)
    variables = tuple(range(form.size, form.size + len(wholes)))
    for variable in variables:
        form = form.with_variable(f"steps{variable}", Bounds(0, most), loose=True)
    for variable, whole, size in zip(variables, wholes, sizes, strict=True):
        form = _below(form, whole, 1 / size, -low, variable, step)
    steps = Steps(variables, low, step, exact, most)
    return replace(sheet, form=form, steps={**sheet.steps, key: steps}), steps


def _lattice(denominators: Sequence[Fraction]) -> Fraction:
    """The largest step of which every integer over a denominator is a multiple."""
    units = [1 / denominator for denominator in denominators]
    whole = lcm(*(unit.denominator for unit in units))
    return Fraction(gcd(*(int(unit * whole) for unit in units)), whole)


def _range(whole: Combination, bounds: Sequence[Bounds]) -> tuple[Fraction, Fraction]:
    """Least and largest amount within the bounds of the decisions."""
    ends = [
        sorted((c * bounds[v].low, c * bounds[v].high))
        for v, c in zip(whole.places.tolist(), whole.coefficients.tolist(), strict=True)
    ]
    low, high = (sum(end[side] for end in ends) + whole.constant for side in (0, 1))
    return low / whole.multiple, high / whole.multiple


PRECISION = 2**11
"""Least coefficient of a step, so that rounding it down loosens a row by little."""
MULTIPLES = 2**10
"""Of a row, looked at for one that rounds its step least."""


LARGEST_BOUND = 2**60
"""A row beyond what engines can hold is left out: the outline is then looser."""


def _below(
    form: LinearForm,
    whole: Combination,
    slope: Fraction,
    height: Fraction,
    variable: int,
    step: Fraction,
) -> LinearForm:
    """`step * variable <= height + slope * amount`, rounded outward to whole numbers."""
    factor = whole.multiple / slope
    exact = lcm((step * factor).denominator, (height * factor).denominator)
    size = max((abs(int(c)) for c in whole.coefficients), default=1)
    if exact * size > LIMIT or exact * step * factor > LIMIT:
        exact = _roundest(
            step * factor, max(1, LIMIT // (2 * size), -floor(-PRECISION / (step * factor)))
        )
    bound = floor(exact * (whole.constant + height * factor))
    if abs(bound) > LARGEST_BOUND:
        return form
    terms = [
        Term(v, -c * exact)
        for v, c in zip(whole.places.tolist(), whole.coefficients.tolist(), strict=True)
    ]
    terms.append(Term(variable, floor(exact * step * factor)))
    return form.plus(terms, "<=", bound)


def _roundest(step: Fraction, most: int) -> int:
    """The multiple of a step, up to one, that loses least of it when rounded down."""
    a, b = step.numerator, step.denominator
    return min(range(max(1, most - MULTIPLES), most + 1), key=lambda k: (k * a % b) / (k * a))


def aim_at(target: Amount | Curved, sheet: Sheet) -> Aim:
    """What a solver maximises for a target; for a function without outline, nothing in particular."""
    if isinstance(target, Curved):
        return outline(target, sheet) or Aim(sheet, (), Fraction(0), Fraction(1))
    whole = sheet.columns.combination(target)
    pairs = zip(whole.places.tolist(), whole.coefficients.tolist(), strict=True)
    return Aim(sheet, tuple(Term(v, c) for v, c in pairs), Fraction(whole.constant), whole.multiple)
