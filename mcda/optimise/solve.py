"""Best portfolio of a scenario, proven and checked by a second engine."""

from __future__ import annotations

from dataclasses import replace
from time import monotonic

from mcda.errors import Infeasible, Stopped
from mcda.model import Scenario
from mcda.optimise.conflicts import conflicts_of
from mcda.optimise.engines import Clock, Engine, engine_named
from mcda.optimise.programme import Programme, formulate
from mcda.optimise.search import Found, Verification, maximise, verify
from mcda.optimise.ties import break_ties
from mcda.portfolio.portfolio import Portfolio, Proof, assemble
from mcda.rules.base import Amount
from mcda.scoring import score

LARGE = 500
"""Above this many actions HiGHS solves and CP-SAT verifies; below, the reverse."""


def solve(scenario: Scenario, *, engine: str = "auto", limit: float | None = None) -> Portfolio:
    """Best portfolio of a scenario, proven and checked by a second engine.

    Parameters
    ----------
    engine
        `auto`, `cpsat`, `highs` or `pulp:NAME`.
    limit
        Seconds; when they are over, the best portfolio so far with its true gap.

    Raises
    ------
    Infeasible
        No portfolio meets all rules; carries the rules that clash.
    Stopped
        The limit was reached before any portfolio was found.

    """
    clock = Clock.of(limit)
    programme = formulate(score(scenario))
    objective = next(scenario.objective.stages(programme.q))
    return solve_programme(programme, objective, choose_engines(programme, engine), clock)


def choose_engines(programme: Programme, name: str) -> tuple[Engine, Engine]:
    """The solving and the verifying engine."""
    small = len(programme.scores.actions) <= LARGE
    first = ("cpsat" if small else "highs") if name == "auto" else name
    return engine_named(first), engine_named("highs" if first == "cpsat" else "cpsat")


def solve_programme(
    programme: Programme, objective: Amount, pair: tuple[Engine, Engine], clock: Clock
) -> Portfolio:
    """Maximise, verify, break ties; recompute everything from the scores."""
    started = monotonic()
    found = maximise(programme, objective, pair[0], clock)
    seconds = monotonic() - started
    if found.status == "unsolved":
        raise Stopped(interrupted=clock.cancelled.is_set())
    checked, canonical = Verification(found, "no"), False
    if found.status in ("optimal", "infeasible"):
        checked = verify(programme, objective, found, pair, clock, seconds)
    if checked.found.chosen is None:
        raise Infeasible(*conflicts_of(programme, pair[0], clock))
    found = checked.found
    if found.status == "optimal" and not clock.over:
        found, canonical = break_ties(programme, objective, found, pair[0], clock)
    proof = _proof(programme, found, checked, canonical)
    return assemble(programme.scores, found.chosen or (), replace(proof, seconds=monotonic() - started))


def _proof(programme: Programme, found: Found, checked: Verification, canonical: bool) -> Proof:
    return Proof(
        status=found.status,
        objective=programme.scores.scenario.objective.type,
        achieved=found.level,
        bound=found.bound,
        verified=checked.verified,
        verified_bound=checked.bound,
        engine=found.engine,
        canonical=canonical,
    )
