"""Integer linear forms: small coefficients, nothing lost on the way from PuLP to the engines."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations, product
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pulp
import pytest
from hypothesis import given
from hypothesis import strategies as st
from loading import load
from random_scenarios import seeded

import mcda.files.read
from mcda.optimise import solve
from mcda.optimise.engines import CpSat, Engine, Highs
from mcda.optimise.linear import (
    LIMIT,
    Bounds,
    LinearForm,
    SmallRow,
    Split,
    Stage,
    Term,
    in_stages,
    split,
    take,
)
from mcda.optimise.programme import formulate
from mcda.scoring import score

EMPTY = LinearForm((), (), np.zeros(0, dtype=np.int64), ())
SENSES = ("<=", ">=", "==")


class Line(NamedTuple):
    """`sum(coefficients * x) sense bound` over a small box."""

    coefficients: list[int]
    sense: str
    bound: int
    box: list[Bounds]

    @property
    def terms(self) -> list[Term]:
        return [Term(v, c) for v, c in enumerate(self.coefficients)]

    def left(self, x: tuple[int, ...]) -> int:
        return sum(c * v for c, v in zip(self.coefficients, x, strict=True))

    def holds(self, x: tuple[int, ...]) -> bool:
        left = self.left(x)
        return {"<=": left <= self.bound, ">=": left >= self.bound, "==": left == self.bound}[self.sense]

    def points(self) -> list[tuple[int, ...]]:
        return list(product(*(range(low, high + 1) for low, high in self.box)))

    def split(self) -> Split:
        return split(self.terms, self.sense, self.bound, self.box, len(self.box))


@st.composite
def lines(draw: st.DrawFn, size: int) -> Line:
    """Rows with coefficients up to `size`, bounds near what some point reaches."""
    count = draw(st.integers(1, 5))
    box = []
    for _ in range(count):
        low = draw(st.integers(-2, 1))
        box.append(Bounds(low, low + draw(st.integers(0, 2))))
    factor = draw(st.sampled_from((1, 1, 2, 12, 100)))
    most = size // factor
    edges = st.sampled_from((0, 1, -1, LIMIT, LIMIT + 1, -LIMIT - 1, most, -most, most - 1))
    numbers = st.one_of(st.integers(-most, most), edges.filter(lambda c: abs(c) <= most))
    coefficients = [draw(numbers) * factor for _ in range(count)]
    line = Line(coefficients, draw(st.sampled_from(SENSES)), 0, box)
    reached = line.left(draw(st.sampled_from(line.points())))
    return line._replace(bound=reached + draw(st.sampled_from((0, 0, 1, -1, factor, LIMIT, -LIMIT))))


def admits(found: Split, x: tuple[int, ...]) -> bool:
    """Whether some values of the carries meet every row."""
    ranges = [range(low, high + 1) for low, high in found.carries]
    return any(all(_meets(row, (*x, *carries)) for row in found.rows) for carries in product(*ranges))


def _meets(row: SmallRow, x: tuple[int, ...]) -> bool:
    left = sum(c * x[v] for v, c in row.terms)
    return left <= row.bound if row.sense == "<=" else left == row.bound


def largest(found: Split) -> int:
    return max((abs(c) for row in found.rows for _, c in row.terms), default=0)


@given(lines(2**47))
def test_a_split_row_says_exactly_what_the_row_says(line: Line) -> None:
    found = line.split()
    assert largest(found) <= LIMIT
    for x in line.points():
        assert admits(found, x) is line.holds(x)


@given(lines(2**24))
def test_a_row_of_small_coefficients_needs_no_carry(line: Line) -> None:
    assert not line.split().carries


@given(lines(2**70))
def test_a_row_beyond_two_limbs_admits_too_much_never_too_little(line: Line) -> None:
    """Too much by no more than a 2^40th of what the coefficients add up to."""
    found = line.split()
    assert largest(found) <= LIMIT
    slop = (
        sum(abs(c) for c in line.coefficients) >> 40 if max(map(abs, line.coefficients)) > 2**47 else 0
    )
    looser = {"<=": 1, ">=": -1, "==": 0}[line.sense] * slop
    for x in line.points():
        if line.holds(x):
            assert admits(found, x)
        elif admits(found, x):
            assert slop
            assert (
                line._replace(bound=line.bound + looser).holds(x)
                or abs(line.left(x) - line.bound) <= slop
            )


@pytest.mark.parametrize("sense", SENSES)
def test_money_in_cents_needs_two_limbs(sense: str) -> None:
    """12 M€ in odd cents is 1.2e9: over 2^24, under 2^48."""
    line = Line([1_200_000_001, 987_654_321, 3], sense, 1_200_000_004, [Bounds(0, 1)] * 3)
    found = line.split()
    assert len(found.rows) == 2
    assert largest(found) <= LIMIT
    assert [admits(found, x) for x in line.points()] == [line.holds(x) for x in line.points()]


@pytest.mark.parametrize("sense", SENSES)
@pytest.mark.parametrize(
    "coefficient", [2**24, 2**24 + 1, 2**47 + 1, 2**48 - 1, 2**48, 2**48 + 1, 2**60 + 1]
)
def test_coefficients_around_the_limits(coefficient: int, sense: str) -> None:
    line = Line([coefficient, -3], sense, coefficient - 3, [Bounds(0, 1), Bounds(-1, 1)])
    found = line.split()
    assert largest(found) <= LIMIT
    assert all(admits(found, x) for x in line.points() if line.holds(x))


def test_a_form_refuses_coefficients_above_the_limit() -> None:
    form = EMPTY.with_variable("x", Bounds(0, 1))
    assert form.maximising([Term(0, LIMIT)]).objective.tolist() == [LIMIT]
    for coefficient in (LIMIT + 1, -LIMIT - 1):
        with pytest.raises(ValueError, match="2\\^24"):
            form.maximising([Term(0, coefficient)])


@given(lines(2**47), lines(2**47))
def test_a_form_holds_where_its_rows_hold(one: Line, other: Line) -> None:
    """`plus` numbers the carries after those that are there already."""
    box = one.box + other.box
    form = EMPTY
    for number, bounds in enumerate(box):
        form = form.with_variable(f"x{number}", bounds)
    form = form.plus(one.terms, one.sense, one.bound)
    shifted = [Term(v + len(one.box), c) for v, c in other.terms]
    form = form.plus(shifted, other.sense, other.bound)
    carries = [range(low, high + 1) for low, high in form.bounds[len(box) :]]
    for x, y in [(one.points()[0], other.points()[-1]), (one.points()[-1], other.points()[0])]:
        held = any(form.holds(np.array([*x, *y, *c])) for c in product(*carries))
        assert held is (one.holds(x) and other.holds(y))


@given(lines(2**40))
def test_an_objective_in_stages_is_the_objective(line: Line) -> None:
    """The lexicographic best of the stages is the best of the whole, and the stages add up to it."""
    form = EMPTY
    for number, bounds in enumerate(line.box):
        form = form.with_variable(f"x{number}", bounds)
    staged, stages = in_stages(form, line.terms)
    extra = [range(low, high + 1) for low, high in staged.bounds[len(line.box) :]]
    if len(stages) == 1:
        assert stages == [Stage(tuple(line.terms), 1)]
        return
    step = stages[0].worth
    assert stages[1].worth == 1
    seen = {}
    for x in line.points():
        carry, rest = divmod(sum(c % step * v for c, v in zip(line.coefficients, x, strict=True)), step)
        assert carry in extra[0]
        assert rest in extra[1]
        point = np.array([*x, carry, rest, *_rest_of(staged, [*x, carry, rest])])
        assert staged.holds(point)
        levels = tuple(sum(c * int(point[v]) for v, c in stage.terms) for stage in stages)
        assert levels[0] * step + levels[1] == line.left(x)
        seen[x] = levels
    assert line.left(max(seen, key=lambda x: seen[x])) == max(map(line.left, seen))


def _rest_of(form: LinearForm, x: list[int]) -> list[int]:
    """Values of the carries that the tying row needed."""
    ranges = [range(low, high + 1) for low, high in form.bounds[len(x) :]]
    return next((list(c) for c in product(*ranges) if form.holds(np.array([*x, *c]))), [0] * len(ranges))


# ---------------------------------------------------------------- from PuLP


@given(st.lists(lines(2**24), min_size=1, max_size=3), st.booleans())
def test_the_form_taken_from_pulp_is_the_problem(rows: list[Line], maximise: bool) -> None:
    problem = pulp.LpProblem("p", pulp.LpMaximize if maximise else pulp.LpMinimize)
    box = max((line.box for line in rows), key=len)
    x = [problem.add_variable(f"x{n}", *bounds, pulp.LpInteger) for n, bounds in enumerate(box)]
    worth = [3 - 2 * n for n in range(len(x))]
    problem += pulp.LpAffineExpression(list(zip(x, worth, strict=True)))
    for number, line in enumerate(rows):
        left = pulp.LpAffineExpression([(x[v], c) for v, c in line.terms])
        row = {"<=": left <= line.bound, ">=": left >= line.bound, "==": left == line.bound}[line.sense]
        problem += row, f"r{number}"
    form = take(problem, x)
    assert form.bounds == tuple(box)
    for point in product(*(range(low, high + 1) for low, high in box)):
        expected = all(line.holds(point[: len(line.box)]) for line in rows)
        assert form.holds(np.array(point)) is expected
        value = sum(c * v for c, v in zip(worth, point, strict=True))
        assert form.value(np.array(point)) == (value if maximise else -value)


@pytest.mark.parametrize("coefficient", [0.5, 1.1, LIMIT + 1, -LIMIT - 1, 2.0**31])
@pytest.mark.parametrize("where", ["row", "objective"])
def test_a_coefficient_that_is_no_small_integer_is_refused(coefficient: float, where: str) -> None:
    problem = pulp.LpProblem("p", pulp.LpMaximize)
    x = problem.add_variable("x", 0, 1, pulp.LpInteger)
    expression = pulp.LpAffineExpression([(x, coefficient)])
    if where == "row":
        problem += expression <= 1, "r"
    else:
        problem += expression
    with pytest.raises(ValueError, match="2\\^24"):
        take(problem, [x])


# ---------------------------------------------------------------- real models


def sound(form: LinearForm) -> bool:
    numbers = [c for row in form.rows for _, c in row.terms] + form.objective.tolist()
    return all(isinstance(c, int) and abs(c) <= LIMIT for c in numbers)


def test_every_coefficient_of_caen_is_a_small_integer() -> None:
    folder = Path(__file__).parents[2] / "scenarios" / "caen"
    assert sound(formulate(score(mcda.files.read.read(folder))).form)


@pytest.mark.parametrize("seed", range(6))
def test_every_coefficient_of_large_amounts_is_a_small_integer(seed: int) -> None:
    """Forty actions of up to 12 M€ in odd cents, eight partners, many rules."""
    tables = seeded(8000 + seed, max_actions=40, min_actions=40, max_partners=8, max_rules=12)
    tables["money"] = "€"
    for n, row in enumerate(tables["actions"]):
        row["cost"] = f"{12_000_000 - 123_457 * n}.{(17 * n + 1) % 100:02d}"
        row.pop("cost.low", None)
        row.pop("cost.high", None)
    assert sound(formulate(score(load(tables))).form)


ENGINES = pytest.mark.parametrize("engine", [CpSat(), Highs()], ids=lambda engine: engine.name)
CENTS = (1_199_999_999, 987_654_321, 750_000_001, 600_000_003, 450_000_007)


@ENGINES
def test_a_budget_of_large_odd_cents_is_kept_to_the_cent(engine: Engine) -> None:
    """One cent less than A0 and A1 cost together; the whole way, from both engines.

    HiGHS works with a tolerance of a millionth on rows that it scales: a row of coefficients near
    2^23 may be exceeded by one. The answer must then be cut off and the solve repeated.
    """
    names = [f"A{n}" for n in range(len(CENTS))]
    best = max(
        sum(c // 10**7 for c in chosen)
        for size in range(len(CENTS) + 1)
        for chosen in combinations(CENTS, size)
        if sum(chosen) < CENTS[0] + CENTS[1]
    )
    budget = Fraction(CENTS[0] + CENTS[1] - 1, 100)
    tables = {
        "mcda": 1,
        "title": "Large odd cents",
        "language": "en",
        "money": "€",
        "criteria": [{"criterion": "gain", "name": "Gain", "unit": "u", "zero": 0, "full": 100}],
        "actions": [
            {"action": a, "name": a, "theme": "none", "cost": Fraction(c, 100)}
            for a, c in zip(names, CENTS, strict=True)
        ],
        "impacts": [{"action": a, "gain": c // 10**7} for a, c in zip(names, CENTS, strict=True)],
        "rules": {"budget": {"type": "budget", "max": budget}},
    }
    portfolio = solve(load(tables), engine=engine.name)
    assert portfolio.value == best
    assert portfolio.cost <= budget
