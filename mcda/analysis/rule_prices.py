"""What each rule costs: the best portfolio without it, beside the one with it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from mcda.analysis.reformulated import scores_of
from mcda.errors import Stopped
from mcda.model import Scenario
from mcda.optimise.engines import Clock
from mcda.optimise.prepare import prepared
from mcda.optimise.programme import formulate
from mcda.optimise.prompt import prove_promptly, single_objective
from mcda.optimise.prove import Proven, choose_engines, prove_in_turn
from mcda.portfolio.beforehand import is_needed
from mcda.portfolio.portfolio import Portfolio
from mcda.rules import Consensus
from mcda.scoring import Scores


@dataclass(frozen=True)
class RulePrice:
    """What a rule costs, or all rules of equity together."""

    rules: tuple[str, ...]
    """Which rules are left out."""
    is_equity: bool
    """Whether they are about who gives and who receives."""
    level: Fraction | None
    """Best level of the objective without them, in its unit; None where the clock stopped first."""
    price: Fraction | None
    """What they cost: that level less the one with all rules."""
    share: Fraction | None
    """The price as a share of the level with all rules; None beside a level of 0."""
    entered: tuple[str, ...]
    """Actions that the best portfolio without them selects besides."""
    left: tuple[str, ...]
    """Actions that it leaves out."""
    proven: bool
    """Whether nothing better is left without them."""
    verified: str
    """Who found nothing better, as in a proof: `enumeration`, `bounds`, an engine, or `no`."""


def rule_prices(
    portfolio: Portfolio,
    *,
    equity_only: bool = False,
    scores: Scores | None = None,
    limit: float | None = None,
) -> tuple[RulePrice, ...]:
    """The price of each declared rule, those of equity first, and of all those together.

    Nothing where the objective is a consensus, or the portfolio has no proof. `limit` in seconds, for
    all of them; `scores` those of the portfolio, where they are at hand. Where a rule asks for
    potentials, these are found again, as the rules that are left say.
    """
    scenario, clock = portfolio.scenario, Clock.of(limit)
    if portfolio.proof.achieved is None or isinstance(scenario.objective, Consensus):
        return ()
    scores = scores or scores_of(portfolio)
    return tuple(
        _price(portfolio, scores, rules, clock) for rules in _left_out(scenario, equity_only=equity_only)
    )


def _left_out(scenario: Scenario, *, equity_only: bool) -> Iterator[tuple[str, ...]]:
    """Which rules are left out, in turn."""
    equity = [name for name, rule in scenario.rules.items() if rule.concerns_equity]
    yield from ((name,) for name in equity)
    if len(equity) > 1:
        yield tuple(equity)
    if not equity_only:
        yield from ((name,) for name in scenario.rules if name not in equity)


def _price(portfolio: Portfolio, scores: Scores, rules: tuple[str, ...], clock: Clock) -> RulePrice:
    scenario, present = portfolio.scenario, portfolio.proof.achieved or Fraction(0)
    is_equity = all(scenario.rules[name].concerns_equity for name in rules)
    proven = _without(portfolio, scores, rules, clock)
    if proven is None or proven.found.chosen is None or proven.found.level is None:
        return RulePrice(rules, is_equity, None, None, None, (), (), False, "no")
    level, selected = proven.found.level, proven.found.chosen.intersection(scores.actions)
    return RulePrice(
        rules=rules,
        is_equity=is_equity,
        level=level,
        price=level - present,
        share=(level - present) / abs(present) if present else None,
        entered=tuple(sorted(selected - {*portfolio.actions})),
        left=tuple(sorted({*portfolio.actions} - selected)),
        proven=proven.found.status == "optimal",
        verified=proven.verification.verified,
    )


def _without(
    portfolio: Portfolio, scores: Scores, rules: tuple[str, ...], clock: Clock
) -> Proven | None:
    """The best portfolio without some rules; None where there is no time."""
    scenario = portfolio.scenario
    kept = {name: rule for name, rule in scenario.rules.items() if name not in rules}
    changed = scenario.changed(rules=kept)
    try:
        if clock.over:
            return None
        if is_needed(scores):
            scores = prepared(changed, clock=clock)
    except Stopped:
        return None
    programme = formulate(scores, changed.all_rules)
    objective = single_objective(programme)
    if objective is not None:
        return prove_promptly(programme, objective, clock, known=[portfolio.options])
    stages = tuple(scenario.objective.stages(programme.q))
    pair, gap = choose_engines("auto"), programme.tolerance
    return prove_in_turn(programme, stages, pair, clock, canonical=False, gap=gap)
