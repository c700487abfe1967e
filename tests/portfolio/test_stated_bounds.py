"""Bounds that a result may state, and numbers that are none."""

from __future__ import annotations

import json
from typing import Any

import pytest
from loading import load
from tiny import tiny

from mcda.optimise import solve
from mcda.portfolio.certify import verify_result
from mcda.portfolio.result import as_json

WORST_OFF = tiny(objective={"type": "worst_off", "per": "partner"})


def stated(tables: dict[str, Any], **changes: Any) -> dict[str, Any]:
    return {**json.loads(json.dumps(as_json(solve(load(tables))))), **changes}


def unproven(result: dict[str, Any], bound: float | None, levels: list[float]) -> dict[str, Any]:
    """The changes that make a result one whose search was stopped."""
    gap = None if bound is None else 1 - result["objective"]["value"] / bound
    objective = {**result["objective"], "bound": bound, "gap": gap, "levels": levels}
    return {"status": "feasible", "gap": gap, "objective": objective}


def refuted(tables: dict[str, Any], **changes: Any) -> set[str]:
    result = stated(tables, **changes)
    return {check.name for check in verify_result(result, load(tables)) if not check.ok}


@pytest.mark.parametrize(
    "number", [float("inf"), float("-inf"), float("nan"), 10**400], ids=lambda number: str(number)[:4]
)
@pytest.mark.parametrize("key", ["bound", "value", "cost", "gap"])
@pytest.mark.parametrize("status", ["optimal", "feasible"])
def test_a_number_that_is_none_is_refuted(key: str, number: float, status: str) -> None:
    assert key in refuted(WORST_OFF, status=status, **{key: number})


@pytest.mark.parametrize(("bound", "levels"), [(6.25, []), (5.0, []), (None, [5.0])])
def test_a_search_that_was_stopped_states_a_bound_of_its_objective(
    bound: float | None, levels: list[float]
) -> None:
    """The worst off get 5 points, in all it is 35: a bound of 6.25 for the first is one."""
    result = stated(WORST_OFF)
    assert result["objective"]["value"] == 5
    assert refuted(WORST_OFF, **unproven(result, bound, levels)) == set()


def test_a_bound_below_what_is_reached_or_too_few_levels_are_refuted() -> None:
    result = stated(WORST_OFF)
    assert "status" in refuted(WORST_OFF, **unproven(result, 4.0, []))
    assert "status" in refuted(WORST_OFF, objective={**result["objective"], "levels": [5.0]})


def test_a_value_below_zero_over_years_is_proven_like_any_other() -> None:
    """What is imposed does harm: minus 10 points are the best, and bounded by themselves."""
    harm = tiny({"status": {"type": "status", "mandatory": ["A1"], "excluded": ["A2", "A3"]}})
    harm |= {"years": [2027, 2028]}
    harm["impacts"][0]["gain"] = -10
    assert stated(harm)["value"] == -10
    assert refuted(harm) == set()
