"""The portfolio of `solve`, sooner: the second opinion and the ties come from bounds in whole numbers.

An engine finds the best portfolio. Every portfolio at least as good is then enumerated (`sweep`): that
there is none better is the second opinion, and those as good are compared with each other, which spares
the solves that break ties. Where this takes too many labels, or there are stages or years, everything
goes on as in `solve`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from fractions import Fraction
from time import monotonic

from mcda.model import Scenario
from mcda.optimise.engines import Clock, heeding_ctrl_c
from mcda.optimise.fronts.best import Contender, Reached
from mcda.optimise.prepare import prepared
from mcda.optimise.programme import Programme, formulate
from mcda.optimise.prove import Proven, choose_engines, prove_in_turn
from mcda.optimise.search import Found, Verification, contest
from mcda.optimise.solve import answer, settled
from mcda.optimise.ties import preferred
from mcda.portfolio.portfolio import Portfolio
from mcda.rules import Consensus
from mcda.rules.base import Amount
from mcda.rules.curved import reaches

BY_BOUNDS = "bounds"
"""Who found nothing better: label enumeration."""
LABELS = 2**21
"""After so many labels (a second and a half) the second engine is asked instead."""
MOST_EQUALS = 200
"""More portfolios that are as good are told apart by solves."""


def solve_promptly(
    scenario: Scenario, *, limit: float | None = None, known: Iterable[frozenset[str]] = ()
) -> Portfolio:
    """The same portfolio as `solve`; `proof.verified` is `bounds` where bounds were enough.

    Parameters
    ----------
    limit
        Seconds, as of `solve`.
    known
        Options of portfolios that may be nearly as good, such as those of a scenario much like this one:
        nothing worse is looked for.

    Raises
    ------
    Infeasible, Stopped
        As `solve`.
    """
    clock = Clock.of(limit)
    programme = formulate(prepared(scenario, clock=clock))
    return answer_promptly(programme, clock, known)


def answer_promptly(
    programme: Programme, clock: Clock, known: Iterable[frozenset[str]] = ()
) -> Portfolio:
    """The same of a scenario that is formulated already. Raises as `solve`."""
    pair, objective = choose_engines("auto"), single_objective(programme)
    if objective is None:
        return answer(programme, pair, clock)
    return settled(programme, prove_promptly(programme, objective, clock, known), pair[0], clock)


def single_objective(programme: Programme) -> Amount | None:
    """What is maximised, where it is one linear amount and nothing may be left open; else None."""
    objective = programme.scores.scenario.objective
    stages = tuple(objective.stages(programme.q))
    if isinstance(objective, Consensus) or len(stages) > 1 or programme.tolerance:
        return None
    return stages[0] if isinstance(stages[0], Amount) else None


def prove_promptly(
    programme: Programme,
    objective: Amount,
    clock: Clock,
    known: Iterable[frozenset[str]] = (),
) -> Proven:
    """The best portfolio of a linear objective with its second opinion; of equals, that of `solve`."""
    started, pair = monotonic(), choose_engines("auto")
    with heeding_ctrl_c(clock):
        found = contest(_at_least_as(programme, objective, known), objective, pair, clock)
        best = _best_by_bounds(programme, objective, found, clock)
        if best is not None:
            checked = Verification(best, BY_BOUNDS)
            return Proven(best, checked, True, False, monotonic() - started, levels=_levels(best))
        return prove_in_turn(programme, (objective,), pair, clock, first=found)


def _at_least_as(programme: Programme, objective: Amount, known: Iterable[frozenset[str]]) -> Programme:
    """The programme of what is at least as good as the best portfolio that is known."""
    options = programme.scores.options.keys()
    worth = [(programme.level(objective, chosen), chosen) for chosen in known if chosen <= options]
    best_first = sorted(worth, key=lambda one: one[0], reverse=True)
    reached = next((level for level, chosen in best_first if programme.admits(chosen)), None)
    return programme if reached is None else programme.plus(reaches("known", objective, reached))


def _best_by_bounds(programme: Programme, objective: Amount, found: Found, clock: Clock) -> Found | None:
    """The best portfolio, of equals the one that `solve` takes; None where bounds do not settle it."""
    one = Contender.of(programme.knowing(found.cuts), objective)
    if found.status != "optimal" or found.level is None or one is None:
        return None
    reached = one.reaching(found.level, clock, labels=LABELS, most=MOST_EQUALS)
    if not reached:
        return None
    best = _canonical(programme, reached)
    engine = found.engine if best.level == found.level else BY_BOUNDS
    return replace(found, chosen=best.chosen, level=best.level, bound=best.level, engine=engine)


def _canonical(programme: Programme, reached: Sequence[Reached]) -> Reached:
    """Of the best, the first in the order of ties."""
    equals = [one for one in reached if one.level == reached[0].level]
    if len(equals) == 1:
        return equals[0]
    return max(equals, key=lambda one: preferred(programme, one.chosen))


def _levels(best: Found) -> tuple[Fraction, ...]:
    return () if best.level is None else (best.level,)
