"""Who gives and who receives in a portfolio, and how firm that is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from mcda.analysis.classification import Sweep, sweep
from mcda.analysis.departures import Departure, Remaining
from mcda.analysis.departures import departures as departures_from
from mcda.analysis.inequality import Inequality, inequality
from mcda.analysis.paradoxes import Contradiction, contradictions
from mcda.analysis.reading import Reading, reading
from mcda.errors import Infeasible, Problem, Stopped, UsageProblem
from mcda.model import Scenario
from mcda.optimise import solve
from mcda.optimise.engines import Clock
from mcda.optimise.potentials import potentials
from mcda.optimise.prepare import prepared
from mcda.portfolio.listing import options_of
from mcda.portfolio.portfolio import Portfolio, Proof, assemble
from mcda.scoring import score


@dataclass(frozen=True)
class Fairness:
    """A portfolio as those who pay for it and live with it see it."""

    portfolio: Portfolio
    reading: Reading
    sweep: Sweep
    inequality: Inequality
    contradictions: tuple[Contradiction, ...]
    departures: tuple[Departure, ...] | None
    """What happens when one partner leaves; None where it was not asked for."""


def fairness(
    scenario: Scenario,
    actions: Iterable[str] | None = None,
    *,
    departures: bool = False,
    remaining: Remaining = "takeover",
    engine: str = "auto",
    limit: float | None = None,
) -> Fairness:
    """Read the best portfolio of a scenario, or a list of actions made by hand.

    `limit` (seconds) holds for the solve, for all potentials together, and for each departure.
    Potentials that cannot be had (clash of rules, limit) are left out of the reading.

    Raises
    ------
    UsageProblem
        The scenario has no partners, an action is unknown, or departures are asked of a list.
    Infeasible, Stopped
        No list was given, and no portfolio was found.
    """
    if not scenario.partners or not scenario.shares:
        raise UsageProblem(Problem("E275"))
    if actions is not None and departures:
        raise UsageProblem(Problem("E276"))
    if actions is None:
        portfolio = solve(scenario, engine=engine, limit=limit)
    else:
        scores = prepared(scenario)
        portfolio = assemble(scores, options_of(scores, actions), Proof("judged"))
    return Fairness(
        portfolio=portfolio,
        reading=_reading(portfolio, engine, limit),
        sweep=sweep(portfolio),
        inequality=inequality(portfolio),
        contradictions=contradictions(portfolio),
        departures=departures_from(portfolio, remaining, engine=engine, limit=limit)
        if departures
        else None,
    )


def _reading(portfolio: Portfolio, engine: str, limit: float | None) -> Reading:
    scores = score(portfolio.scenario)
    try:
        return reading(portfolio, potentials(scores, engine=engine, clock=Clock.of(limit)))
    except (Infeasible, Stopped):
        return reading(portfolio)
