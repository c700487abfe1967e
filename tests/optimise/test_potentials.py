"""What each partner could have at best equals the best over all portfolios."""

from __future__ import annotations

from typing import Any

import pytest
from loading import load
from oracle import Oracle
from random_scenarios import seeded
from tiny import tiny

from mcda.errors import Infeasible, Stopped
from mcda.files.settings import rule_types
from mcda.optimise.engines import Clock
from mcda.optimise.potentials import potentials, without_equity
from mcda.scoring import score

ABOUT_EQUITY = {
    *("share", "floor", "contiguity", "lead", "gini", "jain", "theil", "atkinson"),
    *("no_loser", "compensation", "burden", "ledger"),
}
"""Types of rule that are set aside; coverage only per group or partner."""


def possible(tables: dict[str, Any]) -> dict[str, Any]:
    """The tables without their rules of equity."""
    return {
        name: rule
        for name, rule in tables["rules"].items()
        if rule["type"] not in ABOUT_EQUITY
        and not (rule["type"] == "coverage" and rule["per"] in ("group", "partner"))
    }


@pytest.mark.parametrize("seed", range(20))
def test_potentials_are_the_best_of_all_portfolios(seed: int) -> None:
    tables = seeded(62_000 + seed, max_actions=7, min_actions=3)
    oracle = Oracle({**tables, "rules": possible(tables)})
    allowed = [oracle.tally(chosen).benefit for _, chosen in oracle.feasible_portfolios()]
    scores = score(load(tables))
    if not allowed:
        with pytest.raises(Infeasible):
            potentials(scores)
        return
    found = potentials(scores)
    parents = {p.parent for p in oracle.partners.values()}
    assert found == {p: max(b[p] for b in allowed) for p in oracle.partners if p not in parents}


def test_a_partner_that_nothing_affordable_serves_has_no_potential() -> None:
    """R receives of A1 (100) and A2 (200) only."""
    scores = score(load(tiny({"budget": {"type": "budget", "max": 60}})))
    assert potentials(scores) == {"R": 0, "U": 0, "V": 5}


@pytest.mark.parametrize("name", rule_types())
def test_each_type_of_rule_says_whether_it_is_about_equity(name: str) -> None:
    if name != "coverage":
        assert rule_types()[name].equity == (name in ABOUT_EQUITY)


def test_coverage_is_about_equity_where_it_speaks_of_partners() -> None:
    rules = {
        per: {"type": "coverage", "per": per, "min_actions": 1}
        for per in ("theme", "group", "lead", "partner")
    }
    assert list(without_equity(load(tiny(rules)))) == ["theme", "lead"]


def test_no_time_no_potentials() -> None:
    with pytest.raises(Stopped):
        potentials(score(load(tiny())), clock=Clock.of(0.000001))
