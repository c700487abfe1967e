"""Integer linear forms: what every engine solves.

Solvers return wrong "optimal" answers on large or fractional coefficients, so every coefficient
that reaches one is an integer of at most 2^24. A row that is larger is first rounded outward: it admits
too much, never too little, and is easy on the solver. Where an exact verdict finds that too much, the
row is written exactly, in two limbs with a carry (rounded outward itself only beyond 2^48).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from math import gcd
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    import pulp

LIMIT = 2**24
"""Largest coefficient that a solver may see."""
LIMB = 24
"""Bits of a limb."""


class Term(NamedTuple):
    """`coefficient * variable`, the variable by number."""

    variable: int
    coefficient: int


class Bounds(NamedTuple):
    """Least and largest value of an integer variable."""

    low: int
    high: int


@dataclass(frozen=True)
class SmallRow:
    """`sum of terms + carry_coefficient * carry  sense  bound`."""

    terms: tuple[Term, ...]
    sense: str
    bound: int


@dataclass(frozen=True)
class Split:
    """Rows equivalent to one row, with the bounds of the carries they need.

    Carries are numbered after the variables that exist already.
    """

    rows: tuple[SmallRow, ...]
    carries: tuple[Bounds, ...] = ()


class Stage(NamedTuple):
    """One objective of a sequence; `worth` is what one unit of it is worth in the whole."""

    terms: tuple[Term, ...]
    worth: int


def split(
    terms: Sequence[Term], sense: str, bound: int, bounds: Sequence[Bounds], first_carry: int
) -> Split:
    """One row `sum(terms) sense bound` (`<=`, `>=` or `==`) with coefficients of at most 2^24.

    `bounds` are those of the variables by number; `first_carry` is the number of the next one.
    """
    if sense == ">=":
        return split([Term(v, -c) for v, c in terms], "<=", -bound, bounds, first_carry)
    terms, bound = _reduced(terms, sense, bound)
    size = max((abs(term.coefficient) for term in terms), default=0)
    if size <= LIMIT:
        return Split((SmallRow(tuple(terms), sense, bound),))
    if size >= LIMIT << LIMB:
        return _rounded_outward(terms, sense, bound, bounds, first_carry)
    return _in_limbs(terms, sense, bound, bounds, first_carry)


def _reduced(terms: Sequence[Term], sense: str, bound: int) -> tuple[list[Term], int]:
    divisor = gcd(*(term.coefficient for term in terms), *([bound] if sense == "==" else []))
    if divisor <= 1:
        return list(terms), bound
    return [Term(v, c // divisor) for v, c in terms], bound // divisor


def _in_limbs(
    terms: Sequence[Term], sense: str, bound: int, bounds: Sequence[Bounds], carry: int
) -> Split:
    """`sum lo x - 2^k c <= b_lo` and `sum hi x + c <= b_hi` (or both `==`)."""
    size = max(abs(term.coefficient) for term in terms)
    shift = max(1, size.bit_length() - LIMB)
    step = 1 << shift
    low = [Term(v, c % step) for v, c in terms if c % step]
    high = [Term(v, c // step) for v, c in terms if c // step]
    most = sum(c * bounds[v].high for v, c in low)
    least = sum(c * bounds[v].low for v, c in low)
    low_bound, high_bound = bound % step, bound // step
    if sense == "==":
        reach = Bounds((least - low_bound) // step, -((low_bound - most) // step))
    else:
        reach = Bounds(
            -((low_bound - least) // step),
            max(-((low_bound - least) // step), -((low_bound - most) // step)),
        )
    return Split(
        (
            SmallRow((*low, Term(carry, -step)), sense, low_bound),
            SmallRow((*high, Term(carry, 1)), sense, high_bound),
        ),
        (reach,),
    )


def _rounded_outward(
    terms: Sequence[Term], sense: str, bound: int, bounds: Sequence[Bounds], first_carry: int
) -> Split:
    """Beyond two limbs: the lowest bits dropped, so that everything admitted stays admitted."""
    if sense == "==":
        below = split(terms, "<=", bound, bounds, first_carry)
        above = split(terms, ">=", bound, bounds, first_carry + len(below.carries))
        return Split(below.rows + above.rows, below.carries + above.carries)
    coarse, bound = rounded(terms, bound, bounds, 2 * LIMB - 1)
    return split(coarse, "<=", bound, bounds, first_carry)


def rounded(
    terms: Sequence[Term], bound: int, bounds: Sequence[Bounds], bits: int
) -> tuple[list[Term], int]:
    """`sum(terms) <= bound` in coefficients of at most `bits` bits, admitting too much if anything."""
    size = max((abs(term.coefficient) for term in terms), default=0)
    step = 1 << max(0, size.bit_length() - bits)
    dropped = sum((c % step) * bounds[v].low for v, c in terms)
    return [Term(v, c // step) for v, c in terms if c // step], (bound - dropped) // step


def outward(terms: Sequence[Term], sense: str, bound: int, bounds: Sequence[Bounds]) -> SmallRow | None:
    """A row `<=` in one small row that admits too much if anything; None if it is small or `==`."""
    reduced, least = _reduced(terms, sense, bound)
    if sense != "<=" or max((abs(term.coefficient) for term in reduced), default=0) <= LIMIT:
        return None
    coarse, least = rounded(reduced, least, bounds, LIMB)
    return SmallRow(tuple(coarse), "<=", least)


@dataclass(frozen=True)
class LinearForm:
    """Maximise `objective . x` over integers within bounds, subject to rows. All integers."""

    names: tuple[str, ...]
    bounds: tuple[Bounds, ...]
    objective: NDArray[np.int64]
    rows: tuple[SmallRow, ...]
    loose: frozenset[int] = frozenset()
    """Variables that an engine need not keep whole: no decision hangs on that, and the optimum
    without it is no less."""

    @property
    def size(self) -> int:
        """Number of variables."""
        return len(self.bounds)

    def maximising(self, terms: Iterable[Term]) -> LinearForm:
        """The same rows with another objective."""
        objective = np.zeros(self.size, dtype=np.int64)
        for variable, coefficient in terms:
            objective[variable] += coefficient
        return _checked(replace(self, objective=objective))

    def plus(self, terms: Sequence[Term], sense: str, bound: int) -> LinearForm:
        """The same form with one more row (and the carries it needs)."""
        more = split(terms, sense, bound, self.bounds, self.size)
        carries = tuple(f"carry{self.size + k}" for k in range(len(more.carries)))
        form = replace(
            self,
            names=self.names + carries,
            bounds=self.bounds + more.carries,
            objective=np.concatenate([self.objective, np.zeros(len(carries), dtype=np.int64)]),
            rows=self.rows + more.rows,
        )
        return _checked(form)

    def with_variable(self, name: str, bounds: Bounds, *, loose: bool = False) -> LinearForm:
        """The same form with one more variable, the last."""
        return replace(
            self,
            names=(*self.names, name),
            bounds=(*self.bounds, bounds),
            objective=np.append(self.objective, 0),
            loose=self.loose | {self.size} if loose else self.loose,
        )

    def value(self, x: NDArray[np.int64]) -> int:
        """The objective at `x`, exact."""
        return sum(int(c) * int(x[v]) for v, c in enumerate(self.objective) if c)

    def holds(self, x: NDArray[np.int64]) -> bool:
        """Whether `x` lies within bounds and meets every row, exactly."""
        point = x.tolist()
        within = all(low <= v <= high for v, (low, high) in zip(point, self.bounds, strict=True))
        return within and all(_meets(row, point) for row in self.rows)


def in_stages(form: LinearForm, terms: Sequence[Term]) -> tuple[LinearForm, list[Stage]]:
    """An objective of any size as one or two stages, maximised one after the other.

    `sum c x` with large c is `2^k (sum hi x + carry) + rest`, `0 <= rest < 2^k`: the first stage
    maximises the bracket, the second the rest.
    """
    size = max((abs(term.coefficient) for term in terms), default=0)
    if size <= LIMIT:
        return form, [Stage(tuple(terms), 1)]
    step = 1 << (size.bit_length() - LIMB)
    low = [Term(v, c % step) for v, c in terms if c % step]
    high = [Term(v, c // step) for v, c in terms if c // step]
    least = sum(c * form.bounds[v].low for v, c in low)
    most = sum(c * form.bounds[v].high for v, c in low)
    carry, rest = form.size, form.size + 1
    wider = form.with_variable(f"carry{carry}", Bounds(least // step, most // step))
    wider = wider.with_variable(f"rest{rest}", Bounds(0, step - 1))
    tied = wider.plus([*low, Term(carry, -step), Term(rest, -1)], "==", 0)
    return tied, [Stage((*high, Term(carry, 1)), step), Stage((Term(rest, 1),), 1)]


def _meets(row: SmallRow, point: list[int]) -> bool:
    left = sum(c * point[v] for v, c in row.terms)
    return left <= row.bound if row.sense == "<=" else left == row.bound


def _checked(form: LinearForm) -> LinearForm:
    """The form, refused if a coefficient exceeds the limit: a bug of the caller."""
    largest = max((abs(c) for row in form.rows[-4:] for _, c in row.terms), default=0)
    if max(largest, int(abs(form.objective).max(initial=0))) > LIMIT:
        raise ValueError("a coefficient exceeds 2^24")
    return form


def take(problem: pulp.LpProblem, variables: Sequence[pulp.LpVariable]) -> LinearForm:
    """The integer form of a PuLP problem of integer variables, checked.

    Raises
    ------
    ValueError
        A coefficient is not an integer of at most 2^24.

    """
    number = {variable.name: place for place, variable in enumerate(variables)}
    rows = []
    for constraint in problem.constraints():
        places = [number[variable.name] for variable in constraint]
        terms = tuple(map(Term, places, _whole_all(constraint.values())))
        bound = -_whole(constraint.constant, limited=False)
        rows.append(_oriented(terms, constraint.sense, bound))
    objective = np.zeros(len(variables), dtype=np.int64)
    for variable, coefficient in (problem.objective or {}).items():
        objective[number[variable.name]] = _whole(coefficient)
    if problem.sense == 1:
        objective = -objective
    bounds = tuple(Bounds(int(v.lowBound), int(v.upBound)) for v in variables)
    return LinearForm(tuple(v.name for v in variables), bounds, objective, tuple(rows))


def _oriented(terms: tuple[Term, ...], sense: int, bound: int) -> SmallRow:
    """PuLP writes -1 for <=, 0 for ==, 1 for >=."""
    if sense == 1:
        return SmallRow(tuple(Term(v, -c) for v, c in terms), "<=", -bound)
    return SmallRow(terms, "<=" if sense == -1 else "==", bound)


def _whole_all(numbers: Iterable[Any]) -> list[int]:
    """Coefficients, each an integer of at most 2^24; a short way for those that are."""
    values = list(numbers)
    if all(type(value) is int for value in values) and max(map(abs, values), default=0) <= LIMIT:
        return values
    return [_whole(value) for value in values]


def _whole(number: Any, *, limited: bool = True) -> int:
    whole = int(number)
    if whole != number or (limited and abs(whole) > LIMIT):
        raise ValueError(f"{number} is not an integer of at most 2^24")
    return whole
