"""What it costs in value that no partner loses: without transfers, with capped ones, with free ones.

Each case is the scenario with one rule more, in place of its own rules on the same matter.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from mcda.analysis.games import Payment
from mcda.model import Scenario
from mcda.optimise.engines import Clock
from mcda.optimise.prepare import prepared
from mcda.optimise.programme import Programme, formulate
from mcda.optimise.prove import choose_engines, prove
from mcda.portfolio.portfolio import Portfolio
from mcda.rules import Compensation, NoLoser, Rule, Value

CASES: Mapping[str, NoLoser | Compensation | None] = {
    "no_rule": None,
    "no_transfers": NoLoser(),
    "cap_10": Compensation(cap=Fraction(1, 10)),
    "cap_25": Compensation(cap=Fraction(1, 4)),
    "free": Compensation(),
}
"""The rule of each case: every net is 0 at least, after transfers up to a part of what is paid."""
NAME = "negotiated"
"""Of that rule, among those of the scenario."""


@dataclass(frozen=True)
class Case:
    """The most value in one case."""

    name: str
    status: str
    """As of a portfolio; `infeasible` where nothing meets the rules, `unsolved` without an answer."""
    portfolio: Portfolio | None
    payments: tuple[Payment, ...] = ()
    """The least transfers that it takes, where the rule is about transfers."""

    @property
    def moved(self) -> Fraction:
        """What is transferred in all."""
        return sum((payment.amount for payment in self.payments), Fraction(0))


def negotiate(
    scenario: Scenario, *, engine: str = "auto", limit: float | None = None
) -> tuple[Case, ...]:
    """The most value of each case; one that nothing meets is a row. `limit`: seconds for each."""
    return tuple(_case(name, _with(scenario, rule), engine, limit) for name, rule in CASES.items())


def _with(scenario: Scenario, rule: NoLoser | Compensation | None) -> Scenario:
    """The scenario with the rule of a case, most value its objective."""
    kept = {n: r for n, r in scenario.rules.items() if not isinstance(r, NoLoser | Compensation)}
    rules = kept if rule is None else {**kept, NAME: rule}
    return scenario.changed(rules=rules, objective=Value())


def _case(name: str, scenario: Scenario, engine: str, limit: float | None) -> Case:
    programme = formulate(prepared(scenario, engine=engine))
    pair, clock = choose_engines(engine), Clock.of(limit)
    proven = prove(programme, programme.q.value(), pair, clock, gap=programme.tolerance)
    if proven.found.chosen is None:
        return Case(name, proven.found.status, None)
    payments = _payments(programme, proven.found.chosen, scenario.rules.get(NAME))
    return Case(name, proven.found.status, proven.portfolio(programme, "value"), payments)


def _payments(programme: Programme, chosen: frozenset[str], rule: Rule | None) -> tuple[Payment, ...]:
    """The least transfers by which a portfolio meets a rule about transfers."""
    if not isinstance(rule, Compensation):
        return ()
    missing = rule.missing(programme.q)
    transfers = missing.transfers([programme.level(part, chosen) for part in missing.parts]) or {}
    return tuple(Payment(*pair, amount) for pair, amount in sorted(transfers.items()))
