"""Best portfolio of a scenario, proven and checked by a second engine."""

from __future__ import annotations

from mcda.errors import Infeasible, Stopped
from mcda.model import Scenario
from mcda.optimise.conflicts import Clash, conflicts_of
from mcda.optimise.consensus import reconcile
from mcda.optimise.engines import Clock, Engine, engine_named
from mcda.optimise.prepare import prepared
from mcda.optimise.programme import Programme, formulate
from mcda.optimise.prove import Pair, Proven, choose_engines, prove_in_turn
from mcda.portfolio.portfolio import Portfolio
from mcda.rules import Consensus


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
    programme = formulate(prepared(scenario, engine=engine, clock=clock))
    return answer(programme, choose_engines(engine), clock)


def answer(programme: Programme, pair: Pair, clock: Clock) -> Portfolio:
    """The same of a scenario that is formulated already. Raises as `solve`."""
    scenario = programme.scores.scenario
    if isinstance(scenario.objective, Consensus):
        proven = reconcile(programme, pair, clock)
    else:
        stages = tuple(scenario.objective.stages(programme.q))
        proven = prove_in_turn(programme, stages, pair, clock, gap=programme.tolerance)
    return settled(programme, proven, pair[0], clock)


def settled(programme: Programme, proven: Proven, engine: Engine, clock: Clock) -> Portfolio:
    """The portfolio that was found; `Infeasible` or `Stopped` where there is none."""
    if proven.found.status == "infeasible":
        raise Infeasible(*_clash(programme, engine, clock))
    if proven.found.chosen is None:
        raise Stopped(interrupted=clock.cancelled.is_set())
    return proven.portfolio(programme, programme.scores.scenario.objective.type)


def diagnose(scenario: Scenario) -> Infeasible | None:
    """Why no portfolio of a scenario meets all rules; None if some portfolio does."""
    programme = formulate(prepared(scenario))
    rules, relaxations = conflicts_of(programme, engine_named("cpsat"), Clock.of(None))
    return Infeasible(rules, relaxations) if rules else None


def _clash(programme: Programme, engine: Engine, clock: Clock) -> Clash:
    """Why nothing is possible; empty where there is no time to find out."""
    try:
        return conflicts_of(programme, engine, clock)
    except Stopped:
        return (), {}
