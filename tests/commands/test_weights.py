"""`mcda weights`: the screen, the JSON, the rows, the workbook of questions."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from commands.running import run, small

COLLEGES = [
    {"college": "Town", "criterion": "gain", "weight": 100},
    {"college": "Country", "criterion": "gain", "weight": 10},
    {"college": "Country", "criterion": "calm", "weight": 30},
]
GAIN = {"criterion": "gain", "name": "Gain", "unit": "u", "zero": 0, "full": 100}
CALM = {"criterion": "calm", "name": "Calm", "unit": "dB", "zero": 40, "full": 0}
IMPACTS = [{"action": "A1", "gain": 10, "calm": -30}, {"action": "A2", "gain": 20},
           {"action": "A3", "gain": 5}]  # fmt: skip
RULES = {"budget": {"type": "budget", "max": 200}}


def two(folder: Path, **changes: Any) -> Path:
    """Two criteria and two colleges, worked out in tests/analysis/test_weight_sets.py."""
    tables = {"criteria": [GAIN, CALM], "impacts": IMPACTS, "colleges": COLLEGES, "rules": RULES,
              "overrides": {}, "variants": {}}  # fmt: skip
    return small(folder, **{**tables, **changes})


@pytest.fixture
def scenario(tmp_path: Path) -> Path:
    return two(tmp_path / "scenario", weights={"gain": 3, "calm": 1})


# ---------------------------------------------------------------- as data


def test_the_record_has_the_promised_fields(scenario: Path) -> None:
    found = run("weights", scenario, "--json").json
    assert (found["schema"], found["method"], found["reference"]) == ("mcda/weights/1", "points", "gain")
    kinds = [(one["kind"], one["name"], one["voice"]) for one in found["sets"]]
    assert kinds == [
        ("scenario", "", None),
        ("college", "Country", 1),
        ("college", "Town", 1),
        ("mean", "", None),
        ("geometric", "", None),
    ]
    own = found["sets"][0]
    assert own["weights"] == {"calm": 0.25, "gain": 0.75}
    calm = own["exchange_rates"]["calm"]
    assert calm == {"points_per_unit": 0.625, "in_reference": pytest.approx(5 / 6), "money": None}
    assert found["distances"] == [{"one": "Country", "other": "Town", "distance": 0.75}]
    assert found["disagreements"][0] == {
        "criterion": "calm",
        "low": "Town",
        "high": "Country",
        "distance": 0.75,
    }
    assert (found["consistency"], found["intervals"], found["vertices"]) == ([], {}, [])


def test_the_record_holds_the_consensus(scenario: Path) -> None:
    found = run("weights", scenario, "--json").json["consensus"]
    assert (found["status"], found["worst_regret"], found["actions"]) == ("optimal", 5, ["A1", "A3"])
    assert {one["college"]: one["best"] - one["value"] for one in found["regrets"]} == {
        "Country": 0,
        "Town": 5,
    }
    assert run("weights", scenario, "--json", "--no-consensus").json["consensus"] is None


def test_the_record_of_statements_holds_vertices_and_intervals(tmp_path: Path) -> None:
    source = two(tmp_path / "open", weights={"statements": ["gain >= calm", "calm >= 0.2"]})
    found = run("weights", source, "--json", "--no-consensus").json
    assert found["intervals"] == {"calm": {"low": 0.2, "high": 0.5}, "gain": {"low": 0.5, "high": 0.8}}
    assert found["vertices"] == [{"calm": 0.2, "gain": 0.8}, {"calm": 0.5, "gain": 0.5}]


def test_the_rows_have_one_for_each_set_and_criterion(scenario: Path) -> None:
    answer = run("weights", scenario, "--csv", "--no-consensus", "--per", "calm")
    rows = list(csv.DictReader(io.StringIO(answer.out.removeprefix("\ufeff"))))
    assert list(rows[0]) == ["set", "criterion", "weight", "points_per_unit", "in_reference", "money"]
    sets = ("scenario", "Country", "Town", "mean", "geometric")
    assert [(row["set"], row["criterion"]) for row in rows] == [
        (name, criterion) for name in sets for criterion in ("calm", "gain")
    ]
    gain = rows[1]
    assert (gain["weight"], gain["points_per_unit"], gain["money"]) == ("0.75", "0.75", "")
    assert float(gain["in_reference"]) == pytest.approx(1.2)
    town = rows[5]
    assert (town["set"], town["weight"], town["in_reference"]) == ("Town", "1.0", "")


def test_an_unknown_reference_is_a_wrong_use(scenario: Path) -> None:
    answer = run("weights", scenario, "--per", "gains")
    assert answer.code == 2
    assert answer.out == ""
    assert "E210" in answer.err
    assert "gain" in answer.err


# ---------------------------------------------------------------- on a terminal


@pytest.mark.parametrize(
    ("lang", "told"),
    [
        ("en", ["Country", "Town", "25", "Geometric mean"]),
        ("fr", ["Country", "Town", "25", "Moyenne géométrique"]),
    ],
)
def test_the_screen_tells_the_sets_in_both_languages(scenario: Path, lang: str, told: list[str]) -> None:
    answer = run("weights", scenario, lang=lang)
    assert answer.code == 0
    shown = " ".join(answer.out.split())
    assert [text for text in told if text not in shown] == []


# ---------------------------------------------------------------- questions


def answered(book: Path, sheet: str, answers: dict[str, Any]) -> Path:
    """The workbook with the last column of one sheet filled in, and that sheet named as weights."""
    filled = openpyxl.load_workbook(book)
    filled["scenario"].append(("weights", sheet))
    headers = [cell.value for cell in filled[sheet][1]]
    names = headers.index("criterion")
    for row in filled[sheet].iter_rows(min_row=2):
        if row[names].value in answers:
            row[-1].value = answers[row[names].value]
    filled.save(book)
    return book


def test_questions_become_a_workbook_that_solve_reads_once_answered(tmp_path: Path) -> None:
    book = tmp_path / "questions.xlsx"
    asked = run("weights", two(tmp_path / "scenario"), "--questions", book)
    assert (asked.code, asked.out) == (0, "")
    assert str(book) in asked.err
    titles = openpyxl.load_workbook(book).sheetnames
    assert titles[-6:] == ["swing", "ranks", "ahp", "bwm", "tradeoff", "statements"]
    told = list(openpyxl.load_workbook(book)["swing"].iter_rows(values_only=True))
    assert "“Calm” from 40 to 0 dB" in told[1][0]

    answered(book, "swing", {"gain": 100, "calm": 25})
    weights = run("weights", book, "--json", "--no-consensus").json
    assert (weights["method"], weights["sets"][0]["weights"]) == ("swing", {"calm": 0.2, "gain": 0.8})
    solved = run("solve", book, "--json").json
    assert solved["actions"] == ["A1", "A3"]
    assert solved["value"] == 8 + 15 + 4


def test_a_sheet_left_blank_cannot_be_the_weights(tmp_path: Path) -> None:
    book = tmp_path / "questions.xlsx"
    run("weights", two(tmp_path / "scenario"), "--questions", book)
    refused = run("solve", answered(book, "ahp", {}))
    assert refused.code == 2
    assert "E209" in refused.err


def test_questions_do_not_overwrite_unless_asked(scenario: Path, tmp_path: Path) -> None:
    book = tmp_path / "questions.ods"
    assert run("weights", scenario, "--questions", book).code == 0
    before = book.read_bytes()
    assert run("weights", scenario, "--questions", book).code == 2
    assert book.read_bytes() == before
    assert run("weights", scenario, "--questions", book, "--force").code == 0


def test_questions_are_written_to_workbooks_only(scenario: Path, tmp_path: Path) -> None:
    refused = run("weights", scenario, "--questions", tmp_path / "questions.csv")
    assert (refused.code, "E113" in refused.err) == (2, True)
    assert not (tmp_path / "questions.csv").exists()


def test_weights_that_cannot_be_computed_are_told_before_a_solve(tmp_path: Path) -> None:
    """Impacts of both signs, which entropy cannot read; the action and the criterion are named."""
    impacts = [{"action": "A1", "gain": -10, "calm": -30}, {"action": "A2", "gain": 20}]
    path = two(tmp_path / "scenario", weights={"objective": "entropy"}, impacts=impacts)
    for command in ("validate", "solve"):
        answer = run(command, path, "--json")
        (problem,) = (p for p in answer.json["problems"] if p["severity"] == "error")
        assert (answer.code, problem["code"], problem["value"]) == (2, "E172", "gain")
        assert "A1" in problem["message"]


def test_a_college_solves_for_value_even_where_the_objective_is_their_consensus(tmp_path: Path) -> None:
    path = two(tmp_path / "scenario", weights={"gain": 3, "calm": 1}, objective="consensus")
    assert run("solve", path, "--json").json["objective"]["name"] == "consensus"
    seen = run("solve", path, "--as", "Town", "--json").json
    assert (seen["objective"]["name"], seen["regrets"]) == ("value", [])


def test_points_left_beside_a_table_of_answers_are_a_warning(tmp_path: Path) -> None:
    swing = [{"criterion": "gain", "points": 100}, {"criterion": "calm", "points": 30}]
    path = two(tmp_path / "scenario", weights={"answers": "swing", "gain": 3}, swing=swing)
    found = run("validate", path, "--json").json["problems"]
    assert [problem["code"] for problem in found if problem["code"].startswith("W03")] == ["W030"]


def test_what_was_done_to_the_figures_is_said(tmp_path: Path) -> None:
    """No action changes calm: it gets no weight, and the screen says so."""
    impacts = [{"action": "A1", "gain": 10}, {"action": "A2", "gain": 20}, {"action": "A3", "gain": 5}]
    path = two(tmp_path / "scenario", weights={"objective": "entropy"}, impacts=impacts)
    answer = run("weights", path, "--no-consensus")
    assert "Weight 0, because all actions have the same level: calm." in answer.out
