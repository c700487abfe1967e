"""`mcda robust`: what it prints, in three forms and two languages, and how it ends."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import pytest
from commands.running import run, written
from tiny import tiny


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """One of A1 and A3 fits beside A2; which is better hangs on the weights."""
    doubt = {"receives.low": 40, "receives.high": 60}
    leaf = {"unit": "u", "zero": 0, "full": 100, "weight": 1}
    return written(
        {
            **tiny(A1_R=doubt, A1_U=doubt),
            "criteria": [{"criterion": name, "name": name.title(), **leaf} for name in ("gain", "calm")],
            "impacts": [
                {"action": "A1", "gain": 10, "calm": 2},
                {"action": "A2", "gain": 50, "calm": 50},
                {"action": "A3", "gain": 2, "calm": 10},
            ],
            "rules": {
                "most": {"type": "linear", "terms": {"A1": 1, "A2": 1, "A3": 1}, "max": 2},
                "rural": {"type": "share", "of": "benefit", "group": "rural", "min": "50 %"},
            },
        },
        tmp_path / "two",
    )


def record(*arguments: Any) -> Any:
    return run("robust", *arguments, "--json").json


def test_the_json_has_the_fields_of_the_contract(folder: Path) -> None:
    found = record(folder, "--weights", "free")
    assert found["schema"] == "mcda/robust/1"
    assert found["core_index"] == {"A1": 0.5, "A2": 1.0, "A3": 0.5}
    assert (found["core"], found["borderline"], found["exterior"]) == (["A2"], ["A1", "A3"], [])
    assert [p["actions"] for p in found["portfolios"]] == [["A1", "A2"], ["A2", "A3"]]
    assert found["complete"] is True
    assert found["proposed"] == ["A2", "A3"]
    assert found["undoubtedly_robust"] is True, "A1 costs more than A3"
    assert found["information"]["extremes"] == [{"calm": 0.0, "gain": 1.0}, {"calm": 1.0, "gain": 0.0}]


def test_competitors_say_least_and_greatest_differences(folder: Path) -> None:
    found = record(folder, "--weights", "free", "--portfolio", "A1,A2")
    (only,) = found["competitors"]
    assert only == {
        "actions": ["A2", "A3"],
        "value_difference_min": -8.0,
        "value_difference_max": 8.0,
        "cost_difference_min": 50.0,
        "cost_difference_max": 50.0,
    }
    assert found["undoubtedly_robust"] is False


def test_an_answer_to_the_question_settles_what_it_said(folder: Path) -> None:
    question = record(folder, "--weights", "free")["question"]
    assert question["yes"]["borderline"] == []
    after = record(folder, "--weights", "free", "--statement", question["yes"]["statement"])
    assert after["borderline"] == []
    assert after["question"] is None


@pytest.mark.parametrize(("lang", "money"), [("en", "cost (EUR)"), ("fr", "EUR")])
def test_the_screen_says_it_in_sentences(folder: Path, lang: str, money: str) -> None:
    answer = run("robust", folder, "--weights", "free", "--portfolio", "A1,A2", "--lang", lang)
    assert answer.code == 0
    said = ["A2.", "0 → 100 u (Calm)", "50.00" if lang == "en" else "50,00", money]
    assert [words for words in said if words not in answer.out] == []


def test_shares_are_told_of_the_portfolio(folder: Path) -> None:
    found = record(folder, "--portfolio", "A1,A2", "--shares")["shares"]
    assert found["uncertain"] == ["A1"]
    assert {rule["rule"]: rule["holds"] for rule in found["rules"]} == {"rural": "always"}
    screen = run("robust", folder, "--portfolio", "A1,A2", "--shares").out
    assert "holds whatever the sharing" in screen


def test_csv_has_a_row_for_each_action(folder: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(run("robust", folder, "--weights", "free", "--csv").out)))
    assert [(row["action"], row["class"], row["core_index"]) for row in rows] == [
        ("A1", "borderline", "0.5"),
        ("A2", "core", "1.0"),
        ("A3", "borderline", "0.5"),
    ]


def test_what_cannot_be_used_is_told_with_its_remedy(folder: Path) -> None:
    answer = run("robust", folder, "--statement", "gain > calmm")
    assert answer.code == 2
    assert "Did you mean “calm”?" in answer.err
    assert run("robust", folder, "--weights", "some").code == 2


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        (("--seed", 3), "E097"),
        (("--vary", "leaves"), "E097"),
        (("--regions", "--samples", 5), "E098"),
        (("--regions", "--portfolio", "A1"), "E098"),
        (("--samples", 5, "--cost-objective"), "E098"),
    ],
)
def test_an_option_of_another_question_is_refused(
    folder: Path, asked: tuple[Any, ...], code: str
) -> None:
    answer = run("robust", folder, "--no-store", *asked)
    assert answer.code == 2
    assert code in answer.err


def test_a_list_that_breaks_a_rule_is_never_robust(folder: Path) -> None:
    asked = ("robust", folder, "--no-store", "--portfolio", "A1,A2,A3")
    found = run(*asked, "--json").json
    assert found["proposed_breaks"] == ["most"]
    assert found["undoubtedly_robust"] is False
    assert "does not meet all rules" in run(*asked, "--lang", "en").out
