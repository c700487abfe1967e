"""What it costs in value that no partner loses: without transfers, with capped ones, with free ones.

Each case is the scenario with one rule more, in place of its own rules on the same matter.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from mcda.files.settings import rule_types
from mcda.model import Scenario
from mcda.optimise.engines import Clock
from mcda.optimise.programme import formulate
from mcda.optimise.prove import choose_engines, prove
from mcda.portfolio.portfolio import Portfolio
from mcda.rules import Value
from mcda.scoring import score

Written = Mapping[str, Any]
CASES: Mapping[str, Written | None] = {
    "no_rule": None,
    "no_transfers": {"type": "no_loser"},
    "cap_10": {"type": "compensation", "cap": "10 %"},
    "cap_25": {"type": "compensation", "cap": "25 %"},
    "free": {"type": "compensation"},
}
"""The rule of each case, as it is written in `scenario.yaml`: every net is 0 at least."""
REPLACED = frozenset({"no_loser", "compensation"})
"""Types of rules that a case stands in for."""


@dataclass(frozen=True)
class Case:
    """The most value in one case."""

    name: str
    status: str
    """As of a portfolio; `infeasible` where nothing meets the rules, `unsolved` without an answer."""
    portfolio: Portfolio | None


def negotiate(
    scenario: Scenario, *, engine: str = "auto", limit: float | None = None
) -> tuple[Case, ...]:
    """The most value of each case; one that nothing meets is a row. `limit`: seconds for each."""
    known = rule_types()
    return tuple(
        _case(name, _with(scenario, written), engine, limit)
        for name, written in CASES.items()
        if written is None or written["type"] in known
    )


def _with(scenario: Scenario, written: Written | None) -> Scenario:
    """The scenario with the rule of a case, most value its objective."""
    rules: dict[str, Any] = {n: r for n, r in scenario.rules.items() if r.type not in REPLACED}
    if written is not None:
        rules["negotiated"] = rule_types()[written["type"]].model_validate(dict(written))
    fields = {name: getattr(scenario, name) for name in Scenario.model_fields}
    return Scenario(**{**fields, "rules": rules, "objective": Value()})  # a copy keeps what is cached


def _case(name: str, scenario: Scenario, engine: str, limit: float | None) -> Case:
    programme = formulate(score(scenario))
    proven = prove(programme, programme.q.value(), choose_engines(engine), Clock.of(limit))
    if proven.found.chosen is None:
        return Case(name, proven.found.status, None)
    return Case(name, proven.found.status, proven.portfolio(programme, "value"))
