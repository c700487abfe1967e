"""Years that do not fit together are told, each with its code; so are lists by year."""

from __future__ import annotations

from typing import Any

import pytest
from loading import load
from tiny import tiny

from mcda.analysis.judgement import judge
from mcda.errors import InvalidScenario, UsageProblem
from mcda.files.doubts import doubts
from mcda.files.read import read_all
from mcda.files.sheet_keys import flatten, unflatten
from mcda.problems import hint, message
from mcda.wording import words

LEDGER = {"type": "ledger", "between": ["urban", "rural"], "tolerance": "50 %"}
YEARLY = {"type": "budget", "per": "year", "max": 100}
THREE = {"years": [2027, 2029]}


def codes(rule: dict[str, Any], **changes: Any) -> set[str]:
    """Codes of the problems of a scenario that cannot be read; none if it can."""
    try:
        load(tiny({"rule": rule}, **changes))
    except InvalidScenario as invalid:
        for problem in invalid.problems:
            said = message(problem, words("en")) + hint(problem, words("en"))
            assert "{" not in said
        return {problem.code for problem in invalid.problems}
    return set()


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        (YEARLY, set()),
        (YEARLY | {"max": [100, "110", 120]}, set()),
        (YEARLY | {"max": [100, 110]}, {"E223"}),
        (YEARLY | {"max": [100, 110, 120, 130]}, {"E223"}),
        (YEARLY | {"max": []}, {"E082"}),
        (YEARLY | {"max": [100, -1, 2]}, {"E016"}),
        (YEARLY | {"max": [100, "many", 2]}, {"E012"}),
        ({"type": "budget", "max": [100, 110, 120]}, {"E224"}),
        (LEDGER, set()),
        (LEDGER | {"tolerance": ["90 %", "0.5"]}, set()),
        (LEDGER | {"tolerance": ["90 %", 50]}, {"E017"}),
        (LEDGER | {"tolerance": ["90 %", "70 %", "50 %", "30 %"]}, {"E227"}),
        (LEDGER | {"between": ["urban", ["rural", "urban"]]}, {"E225"}),
        (LEDGER | {"between": ["urban", []]}, {"E226"}),
        (LEDGER | {"between": ["urban"]}, {"E082"}),
        (LEDGER | {"between": ["urban", "rurl"]}, {"E024"}),
        (LEDGER | {"between": ["urban", ["rural", "hills"]]}, {"E024"}),
    ],
)
def test_a_rule_about_years(rule: dict[str, Any], expected: set[str]) -> None:
    assert codes(rule, **THREE) == expected


@pytest.mark.parametrize("rule", [YEARLY, LEDGER])
def test_a_rule_about_years_needs_them(rule: dict[str, Any]) -> None:
    assert codes(rule) == {"E035"}


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ({"per": "year", "share": "40 %"}, set()),
        ({"per": "year", "share": ["40 %", "30 %", "20 %"]}, set()),
        ({"per": "year", "share": ["40 %"]}, {"E223"}),
        ({"per": "year"}, {"E034"}),
        ({"share": "40 %"}, {"E034"}),
    ],
)
def test_caps_per_year_have_a_share(rule: dict[str, Any], expected: set[str]) -> None:
    assert codes({"type": "caps", **rule}, U={"cap": 100}, **THREE) == expected


@pytest.mark.parametrize(
    ("action", "expected"),
    [
        ({"duration": 1, "delivers": 0}, set()),
        ({"duration": 4, "delivers": 0}, {"W040"}),
        ({"profile": "25 25 25 25", "delivers": 0, "latest": 2027}, {"W040"}),
        ({"duration": 2, "delivers": 0}, {"W041"}),
        ({"duration": 2, "delivers": 0, "latest": 2028}, set()),
        ({"delivers": 3}, {"W042"}),
        ({"profile": "50 50", "duration": 3, "delivers": 0, "latest": 2028}, {"W043"}),
    ],
)
def test_what_happens_after_the_last_year_is_a_warning(
    action: dict[str, Any], expected: set[str], tmp_path: Any
) -> None:
    from ruamel.yaml import YAML

    tables = tiny(A1=action, **THREE)
    path = tmp_path / "scenario.yaml"
    with path.open("w", encoding="utf-8") as file:
        YAML().dump(tables, file)
    reading = read_all(path)
    found = [problem for problem in doubts(reading.draft) if problem.code in TIMING_WARNINGS]
    assert {problem.code for problem in found} == expected
    for problem in found:
        assert "{" not in message(problem, words("en")) + hint(problem, words("en"))


TIMING_WARNINGS = {"W040", "W041", "W042", "W043"}


@pytest.mark.parametrize(
    ("listed", "code"),
    [("A1@2030", "E220"), ("A1@", "E220"), ("A2@2027", "E220"), ("AA@2027", "E093")],
)
def test_a_list_made_by_hand_names_starts_that_exist(listed: str, code: str) -> None:
    scenario = load(tiny(A2={"earliest": 2028}, **THREE))
    with pytest.raises(UsageProblem) as refused:
        judge(scenario, [listed])
    assert refused.value.problem.code == code


def test_an_action_starts_once_and_only_where_there_are_years() -> None:
    with pytest.raises(UsageProblem) as refused:
        judge(load(tiny(**THREE)), ["A1@2027", "A1@2028"])
    assert refused.value.problem.code == "E222"
    with pytest.raises(UsageProblem) as refused:
        judge(load(tiny()), ["A1@2027"])
    assert refused.value.problem.code == "E221"


def test_an_action_without_a_start_starts_as_early_as_it_may() -> None:
    scenario = load(tiny(A2={"earliest": 2028}, **THREE))
    found = judge(scenario, ["A1@2029", "A2"]).portfolio
    assert found.starts == {"A1": 2029, "A2": 2028}
    assert [line.start for line in found.by_action] == [2029, 2028]


@pytest.mark.parametrize(
    ("written", "read"),
    [("3000; 2000", ["3000", "2000"]), ("3000", "3000"), ('"a; b"', "a; b")],
)
def test_a_list_by_year_stands_in_one_cell(written: str, read: Any) -> None:
    tree = unflatten([("rules.yearly.max", written), ("rules.yearly.type", "budget")])
    assert tree["rules"]["yearly"]["max"] == read
    assert unflatten(flatten(tree)) == tree
