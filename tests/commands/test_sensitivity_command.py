"""`mcda sensitivity`: JSON, CSV, screens, exit codes."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from commands.running import run, small


def test_without_options_stability_and_tornado(tmp_path: Path) -> None:
    answer = run("sensitivity", small(tmp_path), "--json")
    assert (answer.code, answer.err) == (0, "")
    found = answer.json
    assert found["schema"] == "mcda/sensitivity/1"
    assert found["complete"]
    assert found["discovery"] is None
    assert found["studies"] == []
    told = {one["datum"]: one for one in found["stability"]}
    assert set(told) <= {bar["datum"] for bar in found["tornado"]} | {"weights.gain"}
    budget = told["rules.budget.max"]
    assert budget["value"] == 250
    assert (budget["low"]["at"], budget["low"]["rule"], budget["low"]["included"]) == (
        250,
        "budget",
        True,
    )
    assert (budget["high"]["at"], budget["high"]["included"]) == (300, False)
    assert (budget["high"]["entered"], budget["high"]["left"]) == (["A1"], ["A3"])
    assert {row["analysis"] for row in found["rows"]} == {"stability", "tornado"}


def test_tidy_rows_in_csv(tmp_path: Path) -> None:
    answer = run("sensitivity", small(tmp_path), "--stability", "--datum", "rules.budget.max", "--csv")
    rows = list(csv.DictReader(io.StringIO(answer.out)))
    assert [(row["statistic"], row["value"], row["text"]) for row in rows] == [
        ("now", "250.0", ""),
        ("low", "250.0", "budget"),
        ("high", "300.0", "+A1 −A3"),
    ]
    assert {row["datum"] for row in rows} == {"rules.budget.max"}


def test_the_screen_tells_ends_bars_and_conditions(tmp_path: Path) -> None:
    folder = small(tmp_path)
    both = run("sensitivity", folder, "--datum", "rules.budget.max", "--swing", "40 %", "--lang", "en")
    assert "Below, better" in both.out
    assert "(300)" in both.out
    assert "█" in both.out
    found = run(
        "sensitivity", folder, "--datum", "rules.budget.max", "--swing", "40 %", "--discover", "A1",
        "--samples", "60", "--lang", "en",
    )  # fmt: skip
    assert "A1 enters when" in found.out
    assert "is above" in found.out
    assert "seed 1" in found.out


def test_a_study_of_two_outputs(tmp_path: Path) -> None:
    answer = run(
        "sensitivity", small(tmp_path), "--only", "rules,costs", "--method", "morris", "--samples", "2",
        "--output", "value", "--output", "share:rural", "--json",
    )  # fmt: skip
    assert answer.code == 0
    assert [study["output"] for study in answer.json["studies"]] == ["value", "share:rural"]
    assert all({"mu_star", "sigma"} <= row.keys() for row in answer.json["studies"][0]["figures"])


def test_what_cannot_be_asked_is_said(tmp_path: Path) -> None:
    folder = small(tmp_path)
    for code, arguments in {
        "E350": ["--datum", "rules.budgets.max"],
        "E352": ["--method", "morris", "--output", "wealth"],
        "E354": ["--method", "fast"],
        "E355": ["--discover", "A1", "--samples", "5"],
        "E356": ["--only", "prices"],
        "E357": ["--swing", "0"],
        "E093": ["--discover", "A9"],
    }.items():
        answer = run("sensitivity", folder, *arguments)
        assert answer.code == 2
        assert code in answer.err


def test_stopped_at_the_limit(tmp_path: Path) -> None:
    answer = run(
        "sensitivity", small(tmp_path), "--limit", "0.2", "--method", "pawn", "--samples", "2000"
    )
    assert answer.code == 4
