"""`mcda equity`: JSON, CSV, sentences, exit codes."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from commands.running import run, small

CURVE = {
    "rule": "rural",
    "type": "share",
    "parameter": "min",
    "stricter": "up",
    "unit": "share",
    "value_without": 25.0,
    "current": 0.5,
    "last_feasible": 1.0,
    "every_step": True,
    "complete": True,
    "verified": True,
}


def test_the_curve_in_json(tmp_path: Path) -> None:
    """Within 250: A2 A3 are worth 25 and rural partners get 20 of it; A2 alone, all of 20."""
    answer = run("equity", small(tmp_path), "--json")
    assert (answer.code, answer.err) == (0, "")
    assert answer.json["schema"] == "mcda/equity/1"
    (curve,) = answer.json["curves"]
    assert CURVE.items() <= curve.items()
    assert [(p["level"], p["value"], p["price"], p["left"]) for p in curve["points"]] == [
        (0.8, 25.0, 0.0, []),
        (1.0, 20.0, 5.0, ["A3"]),
    ]
    assert curve["points"][1]["price_share"] == 0.2
    assert curve["points"][1]["marginal"] == 25.0


def test_the_curve_in_csv_at_evenly_spaced_levels(tmp_path: Path) -> None:
    answer = run("equity", small(tmp_path), "--csv", "--points", 6, "--rule", "rural.min")
    rows = list(csv.DictReader(io.StringIO(answer.out)))
    assert [(row["level"], row["value"]) for row in rows] == [
        ("0.0", "25.0"), ("0.2", "25.0"), ("0.4", "25.0"), ("0.6", "25.0"), ("0.8", "25.0"),
        ("1.0", "20.0"),
    ]  # fmt: skip


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_the_screen_says_what_the_curve_says(tmp_path: Path, lang: str) -> None:
    answer = run("equity", small(tmp_path), "--rule", "rural", "--rule", "budget", lang=lang)
    assert answer.code == 0
    assert "rural.min" in answer.out
    assert "budget.max" in answer.out
    assert "█" in answer.out


def test_the_sentences_of_a_curve(tmp_path: Path) -> None:
    lines = run("equity", small(tmp_path)).out.splitlines()
    assert "Up to 80.00% the rule costs nothing." in lines
    assert "The scenario asks for 50.00%: that costs nothing." in lines
    assert "100.00% is the last level that any portfolio reaches; it costs 5 points (20.0%)." in lines


def test_first_and_last_level(tmp_path: Path) -> None:
    answer = run("equity", small(tmp_path), "--from", "85 %", "--to", "90 %", "--json")
    (curve,) = answer.json["curves"]
    assert [(p["level"], p["price"]) for p in curve["points"]] == [(1.0, 5.0)]


def test_other_rules_that_clash_end_with_3(tmp_path: Path) -> None:
    answer = run("equity", f"{small(tmp_path)}:impossible")
    assert answer.code == 3
    assert "cannot hold together" in answer.err


def test_an_unknown_rule_is_told_with_the_nearest(tmp_path: Path) -> None:
    answer = run("equity", small(tmp_path), "--rule", "rurall")
    assert answer.code == 2
    assert "[E270]" in answer.err
    assert "“rural”" in answer.err


def test_levels_looser_than_the_first_asked_for_are_not_priced(tmp_path: Path) -> None:
    """The scenario's own 50 % lies before the first level: nothing is said of what it costs."""
    answer = run("equity", small(tmp_path), "--from", "90 %", "--lang", "en")
    assert answer.code == 0
    assert "asks for" not in answer.out
    assert "At 90.00% already the rule costs 5 points (20.0%)." in answer.out


def test_a_last_level_looser_than_the_first_is_refused(tmp_path: Path) -> None:
    answer = run("equity", small(tmp_path), "--rule", "rural", "--from", "60 %", "--to", "40 %")
    assert (answer.code, "[E277]" in answer.err) == (2, True)


def test_a_level_beyond_the_last_asked_for_is_not_said_to_be_out_of_reach(tmp_path: Path) -> None:
    answer = run(
        "equity", small(tmp_path), "--set", "rules.rural.min=95 %", "--to", "85 %", "--lang", "en"
    )
    assert answer.code == 0
    assert "which no portfolio reaches" not in answer.out
