"""Best portfolio of a scenario, proven and checked by a second engine."""

from __future__ import annotations

from dataclasses import dataclass, replace
from time import monotonic

from mcda.errors import Infeasible, Stopped
from mcda.model import Scenario
from mcda.optimise.conflicts import Clash, conflicts_of
from mcda.optimise.engines import Clock, Engine, engine_named, heeding_ctrl_c
from mcda.optimise.programme import Programme, formulate
from mcda.optimise.search import Found, Verification, contest, patience_after, verify
from mcda.optimise.ties import break_ties
from mcda.portfolio.portfolio import Portfolio, Proof, assemble
from mcda.rules.base import Amount
from mcda.scoring import score


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
        The limit was reached, or the user interrupted, before any portfolio was found.
    """
    clock = Clock.of(limit)
    programme = formulate(score(scenario))
    (objective,) = scenario.objective.stages(programme.q)
    pair = choose_engines(engine)
    proven = prove(programme, objective, pair, clock)
    if proven.found.status == "infeasible":
        raise Infeasible(*_clash(programme, pair[0], clock))
    if proven.found.chosen is None:
        raise Stopped(interrupted=clock.cancelled.is_set())
    return proven.portfolio(programme, scenario.objective.type)


def _clash(programme: Programme, engine: Engine, clock: Clock) -> Clash:
    """Why nothing is possible; empty where there is no time to find out."""
    try:
        return conflicts_of(programme, engine, clock)
    except Stopped:
        return (), {}


def choose_engines(name: str) -> tuple[Engine, Engine]:
    """The engine that starts (CP-SAT for `auto`), and the one that verifies."""
    first = "cpsat" if name == "auto" else name
    return engine_named(first), engine_named("highs" if first == "cpsat" else "cpsat")


@dataclass(frozen=True)
class Proven:
    """A search with its second opinion."""

    found: Found
    verification: Verification
    canonical: bool
    interrupted: bool
    seconds: float

    def portfolio(self, programme: Programme, objective: str) -> Portfolio:
        """Everything the portfolio adds up to, recomputed from the scores."""
        proof = Proof(
            status=self.found.status,
            objective=objective,
            achieved=self.found.level,
            bound=self.found.bound,
            verified=self.verification.verified,
            verified_bound=self.verification.bound,
            engine=self.found.engine,
            canonical=self.canonical,
            interrupted=self.interrupted,
            seconds=self.seconds,
        )
        return assemble(programme.scores, self.found.chosen or (), proof)


def prove(programme: Programme, objective: Amount, pair: tuple[Engine, Engine], clock: Clock) -> Proven:
    """Maximise, ask the second engine whether anything better exists, break ties.

    Ctrl-C ends the search and keeps the best portfolio so far.
    """
    with heeding_ctrl_c(clock):
        return _prove(programme, objective, pair, clock)


def _prove(programme: Programme, objective: Amount, pair: tuple[Engine, Engine], clock: Clock) -> Proven:
    started = monotonic()
    found = contest(programme, objective, pair, clock)
    checked, canonical = Verification(found, "no"), False
    if found.status in ("optimal", "infeasible") and not clock.over:
        patience = clock.within(patience_after(monotonic() - started))
        checked = verify(programme, objective, found, pair, patience)
        found = checked.found
    if found.status == "optimal" and not clock.over:
        trusted = pair if pair[0].name == found.engine else (pair[1], pair[0])
        patience = clock.within(patience_after(monotonic() - started))
        found, canonical = break_ties(programme, objective, found, trusted, patience)
        checked = replace(checked, found=found)
    interrupted = clock.cancelled.is_set()
    return Proven(found, checked, canonical, interrupted, monotonic() - started)
