"""From an engine's claim to a proven optimum.

Every portfolio an engine returns is recomputed exactly. One that fails a rule, or is worth less
than the engine claimed, is cut off and the solve repeated. The optimum is then put to a second
engine: is there anything better by one unit? A counter-example counts only if it is feasible and
better in exact arithmetic; it becomes the incumbent and is verified in turn.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field, replace
from fractions import Fraction

from mcda.optimise.engines import NOTHING, Clock, Engine, Solution
from mcda.optimise.linear import LinearForm, Term, in_stages
from mcda.optimise.programme import Programme
from mcda.optimise.root_cuts import with_root_cuts
from mcda.portfolio.enumeration import MOST_COMBINATIONS, Enumeration
from mcda.portfolio.portfolio import Status
from mcda.rules.base import Relation
from mcda.rules.curved import Curved, Target, reaches

HEAD_START = 3.0
"""Seconds that the first engine has for itself."""
PATIENCE = 10
"""What follows a solve may take this many seconds, or this many times the solve."""


@dataclass(frozen=True)
class Found:
    """What a search ends with. Levels are exact, in the user's units of the objective."""

    status: Status
    chosen: frozenset[str] | None
    level: Fraction | None
    bound: Fraction | None
    """No portfolio reaches more; None where nothing is known."""
    engine: str
    cuts: tuple[Relation, ...] = field(default=(), compare=False)
    """Of the programme's curved relations, that the search needed."""


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
    objective: Target,
    engine: Engine,
    clock: Clock,
    gap: Fraction = Fraction(0),
) -> Found:
    """The best portfolio that meets every relation exactly, as far as `engine` gets in time.

    A relative gap leaves that much open, where the objective is linear.
    """
    gap = Fraction(0) if isinstance(objective, Curved) else gap
    programme, aim = programme.aiming(objective)
    programme = with_root_cuts(programme, aim.terms)
    best: frozenset[str] | None = None
    level: Fraction | None = None
    bound: Fraction | None = None
    seen: set[frozenset[str]] = set()
    while True:
        solution = run(programme.form, aim.terms, engine, clock, float(gap))
        if solution.status == "infeasible":
            status: Status = "infeasible" if best is None else "optimal"
            return _found(engine, status, best, level, level, programme.cuts)
        if solution.bound is not None:
            claimed = aim.level(solution.bound)
            bound = claimed if bound is None else min(bound, claimed)
        if solution.x is None:
            return _found(engine, "unsolved", best, level, bound, programme.cuts)
        chosen = programme.chosen(solution.x)
        admitted = programme.admits(chosen)
        reached = programme.level(objective, chosen)
        if admitted and (level is None or reached > level):
            best, level = chosen, reached
        if level is not None and bound is not None and bound <= level + gap * abs(level):
            return _found(engine, "optimal", best, level, bound, programme.cuts)
        if solution.status != "optimal" or (chosen in seen and best != chosen):
            return _found(engine, "unsolved", best, level, bound, programme.cuts)
        if admitted and level is not None and isinstance(objective, Curved):
            programme = programme.plus(reaches("better", objective, level, ">"))
        tighter = programme.tighter(chosen)
        if tighter.refined == programme.refined:
            seen.add(chosen)
        programme = tighter


def _found(
    engine: Engine,
    status: Status,
    best: frozenset[str] | None,
    level: Fraction | None,
    bound: Fraction | None,
    cuts: tuple[Relation, ...] = (),
) -> Found:
    if status == "unsolved" and best is not None:
        status = "feasible"
    if level is not None and bound is not None:
        bound = max(bound, level)
    return Found(status, best, level, bound, engine.name, cuts)


def contest(
    programme: Programme,
    objective: Target,
    pair: tuple[Engine, Engine],
    clock: Clock,
    gap: Fraction = Fraction(0),
) -> Found:
    """The first engine alone for a moment, then both at once until one of them has the proof.

    When the clock stops first: the better portfolio with the lower bound.
    """
    found = maximise(programme, objective, pair[0], clock.within(HEAD_START), gap)
    if found.status in ("optimal", "infeasible") or clock.over:
        return found
    rounds = [clock.apart() for _ in pair]
    with ThreadPoolExecutor(max_workers=len(pair)) as pool:
        running = [
            pool.submit(maximise, programme, objective, engine, own, gap)
            for engine, own in zip(pair, rounds, strict=True)
        ]
        _until_one_knows(running, rounds, clock)
    return _best_of([found, *(future.result() for future in running)])


def _until_one_knows(running: list[Future[Found]], rounds: list[Clock], clock: Clock) -> None:
    """Wait for a proof; stop the others."""
    open_ends = set(running)
    while open_ends:
        try:
            done, open_ends = wait(open_ends, timeout=0.1, return_when=FIRST_COMPLETED)
        except KeyboardInterrupt:
            clock.cancelled.set()
            done = set()
        known = any(future.result().status in ("optimal", "infeasible") for future in done)
        if known or clock.cancelled.is_set():
            for own in rounds:
                own.cancelled.set()


def _best_of(results: list[Found]) -> Found:
    """The best portfolio with the lowest bound; a proof where the two meet or an engine has one.

    An engine that claims less than another holds, or that nothing is possible, is not believed.
    """
    best = max(results, key=lambda found: (found.level is not None, found.level or 0))
    if best.level is None:
        return next((found for found in results if found.status == "infeasible"), best)
    for found in results:
        if found.status == "optimal" and found.level == best.level:
            return found
    bounds = [found.bound for found in results if found.bound is not None and found.bound >= best.level]
    bound = min(bounds, default=None)
    return replace(best, bound=bound, status="optimal" if bound == best.level else "feasible")


def run(
    form: LinearForm, terms: Sequence[Term], engine: Engine, clock: Clock, gap: float = 0.0
) -> Solution:
    """Maximise an objective of any size, in stages where it is too large for one."""
    form, stages = in_stages(form, terms)
    gap = gap if len(stages) == 1 else 0.0
    best, solved = NOTHING, 0
    for stage in stages:
        if clock.over:
            break
        solution = engine.solve(form.maximising(stage.terms), clock, gap)
        later = stage.worth - 1
        bound = None if solution.bound is None else solved + stage.worth * solution.bound + later
        if solution.x is None and best.x is None:
            return replace(solution, bound=bound)
        if solution.x is None or solution.objective is None:
            break
        objective = sum(c * int(solution.x[v]) for v, c in terms)
        last = stage is stages[-1]
        proven = solution.status == "optimal"
        best = Solution("optimal" if last and proven else "feasible", solution.x, objective, bound)
        if not proven:
            break
        form = form.plus(stage.terms, "==", solution.objective)
        solved += stage.worth * solution.objective
    return best


def patience_after(seconds: float) -> float:
    """How long the second opinion, or the breaking of ties, may take after a solve."""
    return max(PATIENCE, PATIENCE * seconds)


def verify(
    programme: Programme,
    objective: Target,
    found: Found,
    engines: tuple[Engine, Engine],
    clock: Clock,
) -> Verification:
    """Ask whether anything better exists: everything looked at if few actions, else rule V.

    `engines` are the solving and the verifying one; the one that did not find it is asked.
    """
    if programme.scores.combinations <= MOST_COMBINATIONS:
        return _enumerated(programme, objective, found)
    first, second = engines
    while True:
        asker = second if found.engine == first.name else first
        above = _above(programme, objective, found)
        curved = isinstance(objective, Curved) and found.chosen is not None
        if curved and is_empty(above.tighter(found.chosen or frozenset()), asker, clock):
            return Verification(found, asker.name)
        better = maximise(above, objective, asker, clock)
        if better.status == "infeasible":
            return Verification(found, asker.name)
        if better.chosen is None:
            return Verification(found, "no", better.bound)
        if better.status != "optimal":
            return Verification(better, "no", better.bound)
        found = better


def _above(programme: Programme, objective: Target, found: Found) -> Programme:
    """The programme asked for more than was found."""
    if found.level is None:
        return programme
    level = found.level if found.bound is None else max(found.level, found.bound)
    return programme.plus(reaches("better", objective, level, ">"))


def is_empty(programme: Programme, engine: Engine, clock: Clock) -> bool:
    """Whether an engine finds that no portfolio meets every relation.

    Asked without an objective: the outline of a curved one would be pushed far beyond what is asked.
    """
    seen = set[frozenset[str]]()
    while True:
        solution = run(programme.form, (), engine, clock)
        if solution.x is None:
            return solution.status == "infeasible"
        chosen = programme.chosen(solution.x)
        if chosen in seen or programme.admits(chosen):
            return False
        seen.add(chosen)
        programme = programme.tighter(chosen)


def _enumerated(programme: Programme, objective: Target, found: Found) -> Verification:
    enumeration = Enumeration(programme.columns, programme.relations)
    better = enumeration.better_than(objective, found.level)
    if better is None:
        return Verification(replace(found, bound=found.level), "enumeration")
    level = programme.level(objective, better)
    return Verification(Found("optimal", better, level, level, "enumeration"), "enumeration")
