"""A portfolio made by hand: what it breaks, what is better, what is cheaper."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from mcda.model import Scenario
from mcda.optimise.engines import Clock
from mcda.optimise.prepare import prepared
from mcda.optimise.programme import Programme, formulate
from mcda.optimise.prove import choose_engines, prove
from mcda.portfolio.listing import options_of
from mcda.portfolio.portfolio import Portfolio, Proof, assemble
from mcda.rules.base import Amount, Relation, fixed


@dataclass(frozen=True)
class Judgement:
    """A hand-made portfolio beside what the rules would allow. All of these meet every rule.

    `better` is worth more (or as much, where the portfolio breaks a rule) and costs no more, in
    all and locally. `cheaper` is worth no less, costs the partners less, and no more in all.
    `within_rules` is the best that costs no more, where the portfolio breaks a rule and nothing is
    better. None where there is none.
    """

    portfolio: Portfolio
    better: Portfolio | None
    cheaper: Portfolio | None
    within_rules: Portfolio | None


def judge(
    scenario: Scenario,
    actions: Iterable[str],
    *,
    engine: str = "auto",
    limit: float | None = None,
) -> Judgement:
    """Judge a list of actions against the rules, and against what could be had instead.

    Where there are years, `M1@2028` is an action that starts in 2028; one without a year starts as
    early as it may.

    Raises
    ------
    UsageProblem
        An action, or a start, that the scenario does not know.
    """
    scores = prepared(scenario)
    chosen = options_of(scores, actions)
    programme = formulate(scores)
    portfolio = assemble(scores, chosen, Proof("judged"))
    q, clock = programme.q, Clock.of(limit)
    no_dearer = (
        Relation("cost", q.size("cost"), "<=", fixed(portfolio.cost)),
        Relation("local_cost", q.size("local_cost"), "<=", fixed(portfolio.local_cost)),
    )
    no_worse = Relation("value", q.value(), ">=", fixed(portfolio.value))
    best = _best(programme.plus(*no_dearer), q.value(), "value", engine, clock)
    cheaper = _best(
        programme.plus(no_dearer[0], no_worse), -q.size("local_cost"), "local_cost", engine, clock
    )
    sound = portfolio.meets_all_rules
    is_better = best is not None and (best.value, not sound) > (portfolio.value, False)
    is_cheaper = cheaper is not None and cheaper.local_cost < portfolio.local_cost
    return Judgement(
        portfolio=portfolio,
        better=best if is_better else None,
        cheaper=cheaper if is_cheaper else None,
        within_rules=None if sound or is_better else best,
    )


def _best(
    programme: Programme, objective: Amount, name: str, engine: str, clock: Clock
) -> Portfolio | None:
    proven = prove(programme, objective, choose_engines(engine), clock, gap=programme.tolerance)
    return None if proven.found.chosen is None else proven.portfolio(programme, name)
