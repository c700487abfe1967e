"""Three models that solvers called optimal at a wrong value (see `wrong_answers/README.md`).

Nothing is claimed here about any solver's answer to those files: only that such models do not
reach a solver from `mcda`, and that the same models in small whole numbers are answered rightly
by both engines, and confirmed by the other.
"""

from __future__ import annotations

import re
from fractions import Fraction
from functools import cache
from itertools import product
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pulp
import pytest

from mcda.optimise.engines import Clock, CpSat, Engine, Highs, Solution
from mcda.optimise.linear import LIMIT, Bounds, LinearForm, Term, take

FOLDER = Path(__file__).parent / "wrong_answers"
ENGINES: tuple[Engine, ...] = (CpSat(), Highs())
BOTH = pytest.mark.parametrize("engine", ENGINES, ids=lambda engine: engine.name)
EMPTY = LinearForm((), (), np.zeros(0, dtype=np.int64), ())


def other(engine: Engine) -> Engine:
    return ENGINES[1] if engine is ENGINES[0] else ENGINES[0]


def nothing_better(form: LinearForm, objective: list[Term], found: Solution, engine: Engine) -> bool:
    """Rule V: asked for one unit more, objective kept, the engine finds nothing."""
    assert found.objective is not None
    above = form.plus(objective, ">=", found.objective + 1).maximising(objective)
    return engine.solve(above, Clock.of(None)).status == "infeasible"


# ---------------------------------------------------------------- worst-off partner, 15 actions


class WorstOff(NamedTuple):
    """Costs, budget and the benefit of each partner from each action, as written in the file."""

    costs: list[int]
    budget: int
    benefits: list[list[Fraction]]


@cache
def worst_off() -> WorstOff:
    cells: dict[tuple[str, str], Fraction] = {}
    budget = 0
    for line in (FOLDER / "highs_wrong.mps").read_text().splitlines():
        words = line.split()
        if len(words) == 3 and words[1][:1] == "r" and words[0][:1] == "c":
            cells[words[0], words[1]] = Fraction(words[2])
        if words[:2] == ["RHS_V", "r0"]:
            budget = int(words[2])
    actions = [f"c{n}" for n in range(15)]
    return WorstOff(
        costs=[int(cells[a, "r0"]) for a in actions],
        budget=budget,
        benefits=[[-cells.get((a, f"r{p}"), Fraction(0)) for a in actions] for p in range(1, 7)],
    )


@cache
def best_worst_off() -> Fraction:
    """Over all 32,768 portfolios, in exact fractions scaled to whole numbers."""
    model = worst_off()
    scale = 10**14
    whole = np.array([[int(b * scale) for b in row] for row in model.benefits], dtype=np.int64)
    portfolios = np.array(list(product((0, 1), repeat=15)), dtype=np.int64)
    affordable = portfolios[portfolios @ np.array(model.costs) <= model.budget]
    return Fraction(int((affordable @ whole.T).min(axis=1).max()), scale)


def test_the_benefits_are_written_in_at_most_fourteen_decimals() -> None:
    assert all((b * 10**14).denominator == 1 for row in worst_off().benefits for b in row)


def test_the_right_value_of_the_worst_off_model_is_498_959() -> None:
    assert round(best_worst_off(), 3) == Fraction("498.959")


def test_the_worst_off_model_does_not_reach_a_solver_as_it_is() -> None:
    _, problem = pulp.LpProblem.fromMPS(str(FOLDER / "highs_wrong.mps"))
    with pytest.raises(ValueError, match="2\\^24"):
        take(problem, problem.variables())


@BOTH
@pytest.mark.parametrize("decimals", [1, 3, 5])
def test_the_worst_off_model_in_whole_numbers_is_answered_rightly(engine: Engine, decimals: int) -> None:
    """Benefits in units of 10^-decimals: right within half a unit for each action selected."""
    model, unit = worst_off(), Fraction(1, 10**decimals)
    whole = [[round(b / unit) for b in row] for row in model.benefits]
    form = EMPTY
    for number in range(15):
        form = form.with_variable(f"x{number}", Bounds(0, 1))
    form = form.with_variable("z", Bounds(0, max(sum(row) for row in whole)))
    form = form.plus([Term(v, c) for v, c in enumerate(model.costs)], "<=", model.budget)
    for row in whole:
        form = form.plus([Term(15, 1), *(Term(v, -c) for v, c in enumerate(row) if c)], "<=", 0)
    objective = [Term(15, 1)]
    found = engine.solve(form.maximising(objective), Clock.of(None))
    assert found.status == "optimal"
    assert found.x is not None
    assert found.objective is not None
    assert nothing_better(form, objective, found, other(engine))
    rounding = 15 * unit / 2
    assert abs(found.objective * unit - best_worst_off()) <= rounding
    worth = min(sum(b for b, x in zip(row, found.x, strict=False) if x) for row in model.benefits)
    assert best_worst_off() - 2 * rounding <= worth <= best_worst_off()


# ---------------------------------------------------------------- ledger, 18 actions


class Ledger(NamedTuple):
    """Rows `low <= sum <= high` and an objective to maximise, over 24 binaries."""

    rows: list[tuple[list[Term], int | None, int | None]]
    objective: list[Term]


ENDLESS = 2**62


@cache
def ledger() -> Ledger:
    text = (FOLDER / "cpsat_wrong.pb.txt").read_text()
    blocks = re.findall(r"linear \{\s*vars: \[(.*?)\]\s*coeffs: \[(.*?)\]\s*domain: \[(.*?)\]", text)
    rows: list[tuple[list[Term], int | None, int | None]] = []
    for variables, coefficients, domain in blocks:
        low, high = _numbers(domain)
        rows.append(
            (
                _terms(variables, coefficients),
                None if low <= -ENDLESS else low,
                None if high >= ENDLESS else high,
            )
        )
    objective = re.search(r"objective \{\s*vars: \[(.*?)\].*?coeffs: \[(.*?)\]", text, re.DOTALL)
    assert objective is not None
    assert "scaling_factor: -1" in text
    return Ledger(rows, [Term(v, -c) for v, c in _terms(*objective.groups())])


def _numbers(text: str) -> list[int]:
    return [int(word) for word in text.split(",")]


def _terms(variables: str, coefficients: str) -> list[Term]:
    return [Term(v, c) for v, c in zip(_numbers(variables), _numbers(coefficients), strict=True)]


def test_the_right_value_of_the_ledger_model_is_2311() -> None:
    """Each action starts in one of three years or not at all: 4^6 portfolios, in whole numbers."""
    model = ledger()
    best = None
    for starts in product((None, 0, 1, 2), repeat=6):
        chosen = {6 + 3 * n + year for n, year in enumerate(starts) if year is not None}
        if all(_holds(terms, low, high, chosen) for terms, low, high in model.rows):
            value = sum(c for v, c in model.objective if v in chosen)
            best = value if best is None else max(best, value)
    assert best == 2311


def _holds(terms: list[Term], low: int | None, high: int | None, chosen: set[int]) -> bool:
    left = sum(c for v, c in terms if v in chosen)
    return (low is None or low <= left) and (high is None or left <= high)


def test_the_ledger_model_does_not_reach_a_solver_as_it_is() -> None:
    problem = pulp.LpProblem("ledger", pulp.LpMaximize)
    x = [problem.add_variable(f"x{n}", 0, 1, pulp.LpBinary) for n in range(24)]
    for terms, low, high in ledger().rows:
        left = pulp.LpAffineExpression([(x[v], c) for v, c in terms])
        problem += left >= low if high is None else left <= high
    with pytest.raises(ValueError, match="2\\^24"):
        take(problem, x)


@BOTH
def test_the_ledger_model_in_two_limbs_is_answered_rightly(engine: Engine) -> None:
    model, form = ledger(), EMPTY
    for number in range(24):
        form = form.with_variable(f"x{number}", Bounds(0, 1))
    for terms, low, high in model.rows:
        form = form.plus(terms, "<=", high) if high is not None else form.plus(terms, ">=", low or 0)
    assert max(abs(c) for row in form.rows for _, c in row.terms) <= LIMIT
    assert len(form.rows) > len(model.rows)
    found = engine.solve(form.maximising(model.objective), Clock.of(None))
    assert (found.status, found.objective) == ("optimal", 2311)
    assert nothing_better(form, model.objective, found, other(engine))


# ---------------------------------------------------------------- a tolerance too tight


@BOTH
def test_the_tolerance_of_an_engine_loses_no_better_answer(engine: Engine) -> None:
    """HiGHS 1.14.0 stops at 7,151,851 with a feasibility tolerance of 1e-9."""
    _, problem = pulp.LpProblem.fromMPS(str(FOLDER / "highs_tight_tolerance.mps"))
    form = take(problem, problem.variables())
    objective = [Term(v, int(c)) for v, c in enumerate(form.objective) if c]
    found = engine.solve(form.maximising(objective), Clock.of(None))
    assert (found.status, found.objective) == ("optimal", 9_696_007)
    assert nothing_better(form, objective, found, other(engine))
