"""A search, its second opinion, its ties: what every answer of the optimiser goes through."""

from __future__ import annotations

from dataclasses import dataclass, replace
from time import monotonic

from mcda.optimise.engines import Clock, Engine, engine_named, heeding_ctrl_c
from mcda.optimise.programme import Programme
from mcda.optimise.search import Found, Verification, contest, patience_after, verify
from mcda.optimise.ties import break_ties
from mcda.portfolio.portfolio import Portfolio, Proof, Regret, assemble
from mcda.rules.base import Amount


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
    regrets: tuple[Regret, ...] = ()
    """Of each college, where the objective is their consensus."""

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
            regrets=self.regrets,
        )
        return assemble(programme.scores, self.found.chosen or (), proof)


def prove(
    programme: Programme,
    objective: Amount,
    pair: tuple[Engine, Engine],
    clock: Clock,
    *,
    canonical: bool = True,
) -> Proven:
    """Maximise, ask the second engine whether anything better exists, break ties.

    With `canonical=False` any of several best portfolios will do. Ctrl-C ends the search and keeps
    the best portfolio so far.
    """
    with heeding_ctrl_c(clock):
        started = monotonic()
        found, checked = _checked(programme, objective, pair, clock)
        settled = False
        if canonical and found.status == "optimal" and not clock.over:
            trusted = pair if pair[0].name == found.engine else (pair[1], pair[0])
            patience = clock.within(patience_after(monotonic() - started))
            found, settled = break_ties(programme, objective, found, trusted, patience)
            checked = replace(checked, found=found)
        return Proven(found, checked, settled, clock.cancelled.is_set(), monotonic() - started)


def _checked(
    programme: Programme, objective: Amount, pair: tuple[Engine, Engine], clock: Clock
) -> tuple[Found, Verification]:
    """The best portfolio, and the second opinion on it."""
    started = monotonic()
    found = contest(programme, objective, pair, clock)
    checked = Verification(found, "no")
    if found.status in ("optimal", "infeasible") and not clock.over:
        patience = clock.within(patience_after(monotonic() - started))
        checked = verify(programme, objective, found, pair, patience)
    return checked.found, checked
