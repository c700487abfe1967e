"""A search, its second opinion, its ties: what every answer of the optimiser goes through."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from time import monotonic

from mcda.optimise.engines import Clock, Engine, engine_named, heeding_ctrl_c
from mcda.optimise.programme import Programme
from mcda.optimise.search import (
    HEAD_START,
    Found,
    Verification,
    contest,
    is_empty,
    patience_after,
    verify,
)
from mcda.optimise.ties import break_ties
from mcda.portfolio.portfolio import Portfolio, Proof, Regret, assemble
from mcda.rules.curved import Target, reaches

Pair = tuple[Engine, Engine]
"""The engine that starts, and the one that verifies."""


def choose_engines(name: str) -> Pair:
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
    levels: tuple[Fraction, ...] = ()
    """Best level of each stage that was settled."""

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
            levels=self.levels,
        )
        return assemble(programme.scores, self.found.chosen or (), proof)


def prove(
    programme: Programme,
    objective: Target,
    pair: tuple[Engine, Engine],
    clock: Clock,
    *,
    canonical: bool = True,
    gap: Fraction = Fraction(0),
) -> Proven:
    """Maximise, ask the second engine whether anything better exists, break ties.

    With `canonical=False` any of several best portfolios will do; a relative gap leaves that much
    open. Ctrl-C ends the search and keeps the best portfolio so far.
    """
    return prove_in_turn(programme, (objective,), pair, clock, canonical=canonical, gap=gap)


def prove_in_turn(
    programme: Programme,
    stages: Sequence[Target],
    pair: tuple[Engine, Engine],
    clock: Clock,
    *,
    canonical: bool = True,
    gap: Fraction = Fraction(0),
    first: Found | None = None,
) -> Proven:
    """As `prove`, of several targets: each is fixed at its exact best before the next.

    Where a stage is not proven the search ends with it, and its gap counts. `first`: what a search for
    the first target has found already.
    """
    with heeding_ctrl_c(clock):
        started = monotonic()
        levels: list[Fraction] = []
        opinions: list[Verification] = []
        chosen: frozenset[str] | None = None
        alone = False
        for target in stages:
            known = first if target is stages[0] else None
            found, checked = _checked(programme, target, pair, clock, gap, known)
            opinions.append(checked)
            if found.status != "optimal" or found.level is None:
                break
            levels.append(found.level)
            chosen = found.chosen
            if found.bound != found.level:
                break  # what a gap leaves open is not worth telling equals apart
            if target is not stages[-1]:
                programme = programme.plus(reaches("stage", target, found.level))
                if alone := _is_alone(programme, found, checked, pair, clock):
                    levels += [
                        programme.level(t, found.chosen or frozenset()) for t in stages[len(levels) :]
                    ]
                    found = replace(found, level=levels[-1], bound=levels[-1])
                    break
        settled = alone and canonical
        exact = found.status == "optimal" and found.bound == found.level
        if canonical and exact and not settled and not clock.over:
            trusted = pair if pair[0].name == found.engine else (pair[1], pair[0])
            patience = clock.within(patience_after(monotonic() - started))
            programme = programme.knowing(found.cuts)
            found, settled = break_ties(programme, stages[-1], found, trusted, patience)
        found = _in_all(found, chosen, levels, len(stages))
        return Proven(
            found=found,
            verification=replace(_opinion(opinions), found=found),
            canonical=settled,
            interrupted=clock.cancelled.is_set(),
            seconds=monotonic() - started,
            levels=tuple(levels),
        )


def _is_alone(
    programme: Programme,
    found: Found,
    checked: Verification,
    pair: tuple[Engine, Engine],
    clock: Clock,
) -> bool:
    """Whether both engines soon find that no other portfolio is left for the next stages."""
    if found.chosen is None or checked.verified == "no":
        return False
    others, soon = programme.tighter(found.chosen), clock.within(HEAD_START)
    return all(is_empty(others, engine, soon) for engine in pair)


def _in_all(
    found: Found, before: frozenset[str] | None, levels: Sequence[Fraction], stages: int
) -> Found:
    """What several stages end with: the level of the first, a portfolio of the last that had one."""
    if stages == 1 or not levels:
        return found
    if found.status == "optimal" and len(levels) == 1 and found.bound != found.level:
        return found  # a gap over years that the first stage leaves open
    if found.status == "optimal":
        return replace(found, level=levels[0], bound=levels[0])
    chosen = before if found.chosen is None else found.chosen
    return replace(found, status="feasible", chosen=chosen, level=levels[0], bound=None)


def _opinion(opinions: Sequence[Verification]) -> Verification:
    """The second opinion on all stages: `no` if any of them has none."""
    return next((o for o in opinions if o.verified == "no"), opinions[-1])


def _checked(
    programme: Programme,
    objective: Target,
    pair: tuple[Engine, Engine],
    clock: Clock,
    gap: Fraction,
    known: Found | None,
) -> tuple[Found, Verification]:
    """The best portfolio, and the second opinion on it."""
    started = monotonic()
    found = known or contest(programme, objective, pair, clock, gap)
    checked = Verification(found, "no")
    if found.status in ("optimal", "infeasible") and not clock.over:
        patience = clock.within(patience_after(monotonic() - started))
        checked = verify(programme.knowing(found.cuts), objective, found, pair, patience)
    return checked.found, checked
