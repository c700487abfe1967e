"""From an engine's claim to a proven optimum.

Every portfolio an engine returns is recomputed exactly. One that fails a rule, or is worth less
than the engine claimed, is cut off and the solve repeated. The optimum is then put to a second
engine: is there anything better by one unit? A counter-example counts only if it is feasible and
better in exact arithmetic; it becomes the incumbent and is verified in turn.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from mcda.optimise.engines import NOTHING, Clock, Engine, Solution
from mcda.optimise.linear import LinearForm, Term, in_stages
from mcda.optimise.programme import Programme
from mcda.portfolio.enumeration import MOST_ACTIONS, Enumeration
from mcda.portfolio.portfolio import Status
from mcda.rules.base import Amount, Relation, fixed

PATIENCE = 10
"""The second engine may take this many seconds, or this many times the first solve."""


@dataclass(frozen=True)
class Found:
    """What a search ends with. Levels are exact, in the user's units of the objective."""

    status: Status
    chosen: frozenset[str] | None
    level: Fraction | None
    bound: Fraction | None
    """No portfolio reaches more; None where nothing is known."""
    engine: str


@dataclass(frozen=True)
class Verification:
    """The second opinion on a portfolio."""

    found: Found
    verified: str
    """Who found nothing better: `enumeration`, an engine, or `no`."""
    bound: Fraction | None = None
    """Where it is `no`: the bound that the second engine reached."""


def maximise(
    programme: Programme,
    objective: Amount,
    engine: Engine,
    clock: Clock,
) -> Found:
    """The best portfolio that meets every relation exactly, as far as `engine` gets in time."""
    whole = programme.columns.combination(objective)
    terms = [Term(v, c) for v, c in zip(whole.places.tolist(), whole.coefficients.tolist(), strict=True)]
    best: frozenset[str] | None = None
    level: Fraction | None = None

    def answer(status: Status, units: int | None) -> Found:
        bound = None if units is None else (units + whole.constant) / whole.multiple
        if level is not None:
            bound = level if bound is None or status == "optimal" else max(bound, level)
        return Found(status, best, level, bound, engine.name)

    while True:
        solution = _run(programme.form, terms, engine, clock)
        if solution.status == "infeasible":
            return answer("infeasible" if best is None else "optimal", None)
        if solution.x is None or solution.objective is None:
            return answer("unsolved" if best is None else "feasible", solution.bound)
        chosen = programme.chosen(solution.x)
        reached = programme.level(objective, chosen)
        if programme.admits(chosen) and (level is None or reached > level):
            best, level = chosen, reached
        claimed = (solution.objective + whole.constant) / whole.multiple
        if solution.status == "optimal" and level is not None and claimed <= level:
            return answer("optimal", None)
        if solution.status != "optimal":
            return answer("unsolved" if best is None else "feasible", solution.bound)
        programme = programme.without(chosen)


def _run(form: LinearForm, terms: list[Term], engine: Engine, clock: Clock) -> Solution:
    """Maximise an objective of any size, in stages where it is too large for one."""
    form, stages = in_stages(form, terms)
    solution, solved = NOTHING, 0
    for number, stage in enumerate(stages):
        solution = engine.solve(form.maximising(stage.terms), clock)
        if solution.x is None or solution.objective is None:
            return solution
        if solution.status != "optimal":
            break
        if number + 1 < len(stages):
            form = form.plus(stage.terms, "==", solution.objective)
            solved += stage.worth * solution.objective
    if solution.x is None:
        return solution
    objective = sum(c * int(solution.x[v]) for v, c in terms)
    bound = None
    if solution.bound is not None:
        rest = stages[0].worth - 1 if number == 0 else 0
        bound = solved + stages[number].worth * solution.bound + rest
    return Solution(solution.status, solution.x, objective, bound)


def verify(
    programme: Programme,
    objective: Amount,
    found: Found,
    engines: tuple[Engine, Engine],
    clock: Clock,
    seconds: float,
) -> Verification:
    """Ask whether anything better exists: everything looked at if few actions, else rule V.

    `seconds` is what the first solve took; `engines` are the solving and the verifying one.
    """
    if len(programme.scores.actions) <= MOST_ACTIONS:
        return _enumerated(programme, objective, found)
    patience = clock.within(max(PATIENCE, PATIENCE * seconds))
    first, second = engines
    while True:
        asker = second if found.engine == first.name else first
        better = maximise(_above(programme, objective, found), objective, asker, patience)
        if better.status == "infeasible":
            return Verification(found, asker.name)
        if better.chosen is None:
            return Verification(found, "no", better.bound)
        if better.status != "optimal":
            return Verification(better, "no", better.bound)
        found = better


def _above(programme: Programme, objective: Amount, found: Found) -> Programme:
    """The programme asked for one unit more than was found."""
    if found.level is None:
        return programme
    multiple = programme.columns.combination(objective).multiple
    return programme.plus(Relation("better", objective, ">=", fixed(found.level + 1 / multiple)))


def _enumerated(programme: Programme, objective: Amount, found: Found) -> Verification:
    enumeration = Enumeration(programme.columns, programme.relations)
    better = enumeration.better_than(objective, found.level)
    if better is None:
        return Verification(found, "enumeration")
    level = programme.level(objective, better)
    return Verification(Found("optimal", better, level, level, "enumeration"), "enumeration")
