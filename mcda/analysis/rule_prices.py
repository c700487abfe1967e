"""What each rule costs: the best portfolio without it, beside the one with it.

One search for each rule, and one for all those of equity together. Over one period each is a fraction of
a second by bounds; over years each takes as long as the portfolio itself. So a report that was not asked
for prices gives them an allowance: none at all over years, some seconds for all of them elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from mcda.analysis.reformulated import scores_of
from mcda.errors import Stopped
from mcda.model import Scenario
from mcda.optimise.engines import Clock, heeding_ctrl_c
from mcda.optimise.prepare import prepared
from mcda.optimise.programme import Programme, formulate
from mcda.optimise.prompt import prove_promptly, single_objective
from mcda.optimise.prove import Proven, choose_engines, prove
from mcda.optimise.recorded import proven_once
from mcda.portfolio.beforehand import is_needed
from mcda.portfolio.portfolio import Portfolio
from mcda.rules import Value
from mcda.runs.journal import FORGETFUL, Journal
from mcda.scoring import Scores

ALLOWANCE = 10.0
"""Seconds for all prices together, where nobody asked for them."""


@dataclass(frozen=True)
class RulePrice:
    """What a rule costs, or all rules of equity together."""

    rules: tuple[str, ...]
    """Which rules are left out."""
    is_equity: bool
    """Whether they are about who gives and who receives."""
    level: Fraction | None
    """Best value without them, in points; None where the clock stopped before it was proven."""
    price: Fraction | None
    """What they cost: that value less the one with all rules."""
    share: Fraction | None
    """The price as a share of the value with all rules; None beside a value of 0."""
    entered: tuple[str, ...]
    """Actions that the best portfolio without them selects besides."""
    left: tuple[str, ...]
    """Actions that it leaves out."""
    verified: str
    """Who found nothing better, as in a proof: `enumeration`, `bounds`, an engine, or `no`."""


def allowance(scenario: Scenario) -> float:
    """Seconds that prices may take, all together, where nobody asked for them."""
    return ALLOWANCE if scenario.years is None else 0.0


def rule_prices(
    portfolio: Portfolio,
    *,
    equity_only: bool = False,
    scores: Scores | None = None,
    limit: float | None = None,
    journal: Journal = FORGETFUL,
) -> tuple[RulePrice, ...]:
    """The price of each declared rule, those of equity first, and of all those together.

    Nothing where something else than value is maximised, or the portfolio has no proof. `limit` in
    seconds, for all of them; `scores` those of the portfolio, where they are at hand. Where a rule asks
    for potentials, these are found again, as the rules that are left say. Over years a price is as exact
    as the gap that proofs leave open.
    """
    scenario, clock = portfolio.scenario, Clock.of(limit)
    if portfolio.proof.achieved is None or not isinstance(scenario.objective, Value):
        return ()
    scores = scores or scores_of(portfolio)
    with heeding_ctrl_c(clock):
        return tuple(
            _price(portfolio, scores, rules, clock, journal)
            for rules in _left_out(scenario, equity_only=equity_only)
        )


def _left_out(scenario: Scenario, *, equity_only: bool) -> Iterator[tuple[str, ...]]:
    """Which rules are left out, in turn."""
    equity = [name for name, rule in scenario.rules.items() if rule.concerns_equity]
    yield from ((name,) for name in equity)
    if len(equity) > 1:
        yield tuple(equity)
    if not equity_only:
        yield from ((name,) for name in scenario.rules if name not in equity)


def _price(
    portfolio: Portfolio, scores: Scores, rules: tuple[str, ...], clock: Clock, journal: Journal
) -> RulePrice:
    scenario, present = portfolio.scenario, portfolio.proof.achieved or Fraction(0)
    is_equity = all(scenario.rules[name].concerns_equity for name in rules)
    proven = _without(portfolio, scores, rules, clock, journal)
    if proven is None or proven.found.status != "optimal" or proven.found.level is None:
        return RulePrice(rules, is_equity, None, None, None, (), (), "no")
    level, chosen = proven.found.level, proven.found.chosen or frozenset()
    if level < present and not is_needed(scores):  # within the gap of a proof over years
        level, chosen = present, portfolio.options
    selected = chosen.intersection(scores.actions)
    return RulePrice(
        rules=rules,
        is_equity=is_equity,
        level=level,
        price=level - present,
        share=(level - present) / abs(present) if present else None,
        entered=tuple(sorted(selected - {*portfolio.actions})),
        left=tuple(sorted({*portfolio.actions} - selected)),
        verified=proven.verification.verified,
    )


def _without(
    portfolio: Portfolio, scores: Scores, rules: tuple[str, ...], clock: Clock, journal: Journal
) -> Proven | None:
    """The best portfolio without some rules; None where there is no time."""
    scenario = portfolio.scenario
    kept = {name: rule for name, rule in scenario.rules.items() if name not in rules}
    changed = scenario.changed(rules=kept)

    def proven() -> Proven:
        if clock.over:
            raise Stopped
        known = prepared(changed, clock=clock) if is_needed(scores) else scores
        return _proven(formulate(known, changed.all_rules), portfolio, clock)

    try:
        return proven_once(journal, ",".join(rules), proven)
    except Stopped:
        return None


def _proven(programme: Programme, portfolio: Portfolio, clock: Clock) -> Proven:
    objective = single_objective(programme)
    if objective is not None:
        return prove_promptly(programme, objective, clock, known=[portfolio.options])
    pair, gap = choose_engines("auto"), programme.tolerance
    return prove(programme, programme.q.value(), pair, clock, canonical=False, gap=gap)
