"""A result is confirmed as it was printed; whatever is changed in it is refuted."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from loading import load
from random_scenarios import seeded
from tiny import tiny

from mcda.errors import Infeasible
from mcda.model import Scenario
from mcda.optimise import solve
from mcda.portfolio.certify import verify_result
from mcda.portfolio.portfolio import Proof, assemble
from mcda.portfolio.result import as_json
from mcda.scoring import score

Path = tuple[str | int, ...]
PROMISED = ("status", "value", "value_exact", "bound", "gap", "cost", "local_cost", "common", "impacts",
            "partners", "groups", "rules")  # fmt: skip
RULES = {
    "budget": {"type": "budget", "max": 250},
    "rural": {"type": "share", "of": "benefit", "group": "rural", "min": "50 %"},
    "partners": {"type": "coverage", "per": "theme", "min_actions": 1},
}
TINY = load(tiny(RULES, point_worth=12, A2={"cost.low": 150, "cost.high": 230}))
TOLD = {"schema", "scenario", "provenance", "verified", "verified_bound"}
"""What a result tells about its making, and the scenario alone cannot know."""


def result_of(scenario: Scenario) -> dict[str, Any]:
    """As `mcda solve --json` prints it and another program reads it."""
    found: dict[str, Any] = json.loads(json.dumps(as_json(solve(scenario))))
    return found


def refuted(result: dict[str, Any], scenario: Scenario) -> list[str]:
    return [check.name for check in verify_result(result, scenario) if not check.ok]


def leaves(tree: Any, path: Path = ()) -> Iterator[Path]:
    """Places of all numbers and texts."""
    if isinstance(tree, dict | list):
        items = tree.items() if isinstance(tree, dict) else enumerate(tree)
        for key, inner in items:
            yield from leaves(inner, (*path, key))
    else:
        yield path


def lists(tree: Any, path: Path = ()) -> Iterator[Path]:
    """Places of all lists that hold something."""
    if isinstance(tree, list) and tree:
        yield path
    if isinstance(tree, dict | list):
        for key, inner in tree.items() if isinstance(tree, dict) else enumerate(tree):
            yield from lists(inner, (*path, key))


def at(tree: Any, path: Path) -> Any:
    for key in path:
        tree = tree[key]
    return tree


def changed(result: dict[str, Any], path: Path, new: Any) -> dict[str, Any]:
    copy: dict[str, Any] = json.loads(json.dumps(result))
    at(copy, path[:-1])[path[-1]] = new
    return copy


def other_than(seen: Any) -> list[Any]:
    """Other values of the same kind, near and far."""
    if isinstance(seen, bool):
        return [not seen]
    if isinstance(seen, int | float):
        return [seen + 0.00001, seen - 1, -seen if seen else 5]
    if seen is None:
        return [1]
    verdicts = {"MET", "NOT MET", "VACUOUS", "FRAGILE"}
    return sorted(verdicts - {seen}) if seen in verdicts else [f"{seen}x", ""]


RESULT = result_of(TINY)
STATED = [path for path in leaves(RESULT) if path[0] not in TOLD]


@pytest.mark.parametrize("scenario", [TINY, load(tiny()), *(load(seeded(s)) for s in range(9300, 9312))])
def test_an_unchanged_result_is_confirmed(scenario: Scenario) -> None:
    try:
        result = result_of(scenario)
    except Infeasible:
        return
    assert refuted(result, scenario) == []


@pytest.mark.parametrize("path", STATED, ids=lambda path: ".".join(map(str, path)))
def test_a_changed_number_or_word_is_refuted(path: Path) -> None:
    for new in other_than(at(RESULT, path)):
        assert refuted(changed(RESULT, path, new), TINY), f"{at(RESULT, path)!r} -> {new!r}"


@pytest.mark.parametrize("path", [p for p in lists(RESULT) if p[0] not in TOLD], ids=str)
def test_a_line_left_out_or_repeated_is_refuted(path: Path) -> None:
    lines = at(RESULT, path)
    assert refuted(changed(RESULT, path, lines[1:]), TINY)
    assert refuted(changed(RESULT, path, [*lines, lines[-1]]), TINY)


@pytest.mark.parametrize("key", PROMISED)
def test_a_part_left_out_is_refuted(key: str) -> None:
    """A result that does not say something has not been checked on it."""
    assert refuted({k: v for k, v in RESULT.items() if k != key}, TINY)


def test_another_scenario_is_noticed() -> None:
    for other in (
        tiny({**RULES, "budget": {"type": "budget", "max": 251}}, point_worth=12,
             A2={"cost.low": 150, "cost.high": 230}),
        tiny(RULES, point_worth=13, A2={"cost.low": 150, "cost.high": 230}),
        tiny(RULES, point_worth=12, A2={"cost.low": 150, "cost.high": 231}),
    ):  # fmt: skip
        assert "scenario" in refuted(RESULT, load(other))


def test_titles_and_labels_are_no_other_scenario() -> None:
    other = tiny(RULES, point_worth=12, A2={"cost.low": 150, "cost.high": 230}, title="Renamed")
    assert refuted(RESULT, load(other)) == []


@pytest.mark.parametrize("chosen", ["", "A1", "A2", "A1 A2", "A1 A3", "A1 A2 A3"])
def test_any_other_portfolio_passed_off_as_the_best_is_refuted(chosen: str) -> None:
    """Every amount is right for its actions: only the claim that it is best is wrong."""
    forged = as_json(assemble(score(TINY), chosen.split(), Proof("optimal")))
    forged |= {"bound": forged["value"], "gap": 0.0, "verified": "enumeration"}
    forged["objective"] = {
        "name": "value",
        "value": forged["value"],
        "bound": forged["value"],
        "gap": 0.0,
    }
    assert {"optimal", "feasible"} & set(refuted(forged, TINY))


def test_unknown_actions_are_named() -> None:
    (check,) = verify_result({**RESULT, "actions": ["A1", "A9"]}, TINY)
    assert (check.name, check.ok) == ("actions", False)
    assert dict(check.parameters or {}) == {"ids": "A9"}


def test_a_judged_result_is_confirmed_without_a_claim_to_be_best() -> None:
    judged = as_json(assemble(score(TINY), ["A1", "A2", "A3"], Proof("judged")), "judge")
    assert "NOT MET" in {rule["verdict"] for rule in judged["rules"]}
    assert refuted(json.loads(json.dumps(judged)), TINY) == []


def test_floats_of_other_programs_are_no_change() -> None:
    """What another program reads and writes again differs in the last digit."""
    again = json.loads(json.dumps(RESULT), parse_float=lambda text: float(text) * (1 + 2e-16))
    assert refuted(again, TINY) == []
