"""Why nothing is possible where a rule is curved, or where it is the objective that asks too much."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations
from typing import Any

import pytest
from loading import load
from tiny import tiny, verdict

from mcda.errors import Infeasible
from mcda.optimise.solve import diagnose

PORTFOLIOS = [" ".join(chosen) for n in (1, 2, 3) for chosen in combinations(("A1", "A2", "A3"), n)]


@pytest.mark.parametrize(
    "rule",
    [
        {"type": "gini", "max": "0.3"},
        {"type": "theil", "max": "0.01"},
        {"type": "atkinson", "max": 0, "order": 2},
        {"type": "jain", "min": 1},
    ],
    ids=lambda rule: rule["type"],
)
def test_an_index_gives_way_by_what_some_real_portfolio_needs(rule: dict[str, Any]) -> None:
    """Doing nothing at all is not a way to share more evenly."""
    found = diagnose(load(tiny({"rule": rule})))
    assert found is not None
    relaxation = found.relaxation["rule"]
    assert relaxation.actions
    assert relaxation.amount == min(-verdict(rule, chosen).slack for chosen in PORTFOLIOS)


def test_an_index_with_nothing_to_share_says_that_its_total_is_missing() -> None:
    rules = {"gini": {"type": "gini", "max": "0.4"}, "budget": {"type": "budget", "max": 10}}
    found = diagnose(load(tiny(rules)))
    assert found is not None
    assert found.clash == ("gini", "budget")
    assert found.relaxation["gini"].relation.name == "base"


def test_an_objective_that_asks_too_much_is_told_with_the_rules() -> None:
    """Of 5, 5 and 25 points at best, 6 for everybody lack one."""
    alpha = {"type": "alpha", "alpha": 1, "least": 6}
    found = diagnose(load(tiny({"budget": {"type": "budget", "max": 1000}}, objective=alpha)))
    assert isinstance(found, Infeasible)
    assert found.clash == ("objective",)
    assert found.relaxation["objective"].amount == 1
    assert diagnose(load(tiny(objective=alpha | {"least": 5}))) is None


def test_an_objective_may_clash_with_a_rule() -> None:
    alpha = {"type": "alpha", "alpha": 1, "least": 5}
    found = diagnose(load(tiny({"budget": {"type": "budget", "max": 140}}, objective=alpha)))
    assert found is not None
    assert set(found.clash) == {"budget", "objective"}
    assert found.relaxation["budget"].amount == Fraction(10)
