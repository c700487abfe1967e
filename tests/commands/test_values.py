"""`mcda values`: the screen, the JSON, the rows."""

from __future__ import annotations

import csv
import io
import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from commands.running import SCENARIOS, run, written
from tiny import tiny

from mcda.show.values import BAR, bar


@pytest.fixture
def scenario(tmp_path: Path) -> Path:
    """An exponential, a common target, named levels and marks."""
    tables = tiny(gain={"shape": "exponential 30", "weight": 2, "clip": "yes"})
    tables["criteria"] += [
        {"criterion": "calm", "name": "Calm", "shape": "weak:0 fair:40 strong:100", "weight": 1},
        {"criterion": "goal", "name": "Goal", "unit": "km", "zero": 0, "full": 40, "weight": 1,
         "scope": "portfolio", "shape": "0:0 30:60 40:100"},
        {"criterion": "odds", "name": "Odds", "unit": "mark", "role": "success", "shape": "1:50 2:100"},
    ]  # fmt: skip
    for row, cells in zip(tables["impacts"], MORE, strict=True):
        row.update(cells)
    tables["impacts"].append({"action": "A2.if_not", "gain": -10})
    return written(tables, tmp_path / "scenario")


MORE: tuple[dict[str, Any], ...] = (
    {"calm": "fair", "goal": 30, "odds": 1},
    {"calm": "strong", "odds": 2},
    {"goal": -5, "odds": 2},
)


def test_the_record_has_the_promised_fields(scenario: Path) -> None:
    found = run("values", scenario, "--json").json
    assert found["schema"] == "mcda/values/1"
    by_id = {item["criterion"]: item for item in found["criteria"]}
    assert list(by_id) == ["gain", "calm", "goal"]
    gain = by_id["gain"]
    assert {key: gain[key] for key in ("unit", "zero", "full", "scope", "shape", "weight", "clip")} == {
        "unit": "u", "zero": 0, "full": 100, "scope": "action", "shape": "exponential 30",
        "weight": 0.5, "clip": True,
    }  # fmt: skip
    assert len(gain["points"]) == 66
    assert [30.0, 50.0] in gain["points"]
    assert gain["c"] == pytest.approx(1.8011, abs=1e-4)
    assert [item["action"] for item in gain["actions"]] == ["A2", "A1", "A3"]
    assert gain["actions"][0]["if_not"] == -10
    assert (by_id["calm"]["names"], by_id["calm"]["points"]) == (
        ["weak", "fair", "strong"],
        [[0, 0], [40, 40], [100, 100]],
    )
    assert by_id["calm"]["actions"][1] == {
        "action": "A1", "level": 40, "name": "fair", "if_not": None,
        "points": 40, "weighted": 10, "expected": 5,
    }  # fmt: skip
    assert by_id["goal"]["together"] == {"level": 10, "points": 20}
    assert by_id["goal"]["without_effect"] == 1
    assert found["marks"] == [
        {
            "criterion": "odds", "unit": "mark", "shape": "1:50 2:100", "names": None,
            "points": [[1, 50], [2, 100]],
            "levels": [
                {"level": 1, "percent": 50, "actions": ["A1"]},
                {"level": 2, "percent": 100, "actions": ["A2", "A3"]},
            ],
        }
    ]  # fmt: skip


def test_rows_hold_one_action_of_one_criterion(scenario: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(run("values", scenario, "--csv").out)))
    found = {(row["criterion"], row["action"]): row for row in rows}
    assert len(rows) == 3 + 2 + 2
    assert float(found["goal", "A1"]["points"]) == 60
    assert float(found["goal", "A3"]["expected"]) == -2.5
    assert found["calm", "A2"]["name"] == "strong"


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_the_screen_shows_every_shape_within_a_hundred_columns(scenario: Path, lang: str) -> None:
    screen = run("values", scenario, lang=lang).out
    assert all(shown in screen for shown in ("Gain", "c = 1", "fair 40", "30 → 60", "A2", "░"))
    assert max(len(line.rstrip()) for line in screen.splitlines()) <= 100


@pytest.mark.parametrize("example", ["caen", "brest"])
@pytest.mark.parametrize("lang", ["fr", "en"])
def test_the_examples_fit_in_a_hundred_columns(example: str, lang: str) -> None:
    screen = run("values", SCENARIOS / example, lang=lang).out
    assert max(len(line.rstrip()) for line in screen.splitlines()) <= 100


def test_one_criterion_may_be_asked_for(scenario: Path) -> None:
    found = run("values", scenario, "--criterion", "calm", "--criterion", "odds", "--json").json
    assert [item["criterion"] for item in found["criteria"] + found["marks"]] == ["calm", "odds"]


def test_an_unknown_criterion_is_told(scenario: Path) -> None:
    answer = run("values", scenario, "--criterion", "clam")
    assert (answer.code, "E189" in answer.err, "calm" in answer.err) == (2, True, True)


@pytest.mark.parametrize(
    ("points", "drawn"),
    [
        (0, ""),
        (100, "█" * BAR),
        (50, "█" * (BAR // 2)),
        (140, "█" * (BAR - 1) + "▶"),
        (1, "▏"),
        (-50, "░" * 7),
    ],
)
def test_a_bar_of_100_points_is_full(points: int, drawn: str) -> None:
    assert bar(Fraction(points)).plain.rstrip("·") == drawn
    assert len(bar(Fraction(points)).plain) == BAR


def test_an_anchor_far_beyond_the_data_is_a_warning(tmp_path: Path) -> None:
    """35 units in all: 1.75 % of a swing of 2,000, and 2.3 % of one of 1,500."""
    for full, expected in ((2000, ["W021"]), (1500, [])):
        folder = written(tiny(gain={"full": full}), tmp_path / str(full))
        problems = json.loads(run("validate", folder, "--json").out)["problems"]
        assert [p["code"] for p in problems] == expected


def test_a_criterion_without_weight_may_have_any_anchor(tmp_path: Path) -> None:
    calm = {"criterion": "calm", "name": "Calm", "unit": "u", "zero": 0, "full": 100, "weight": 1}
    tables = tiny(gain={"full": 9000, "weight": 0}, A1_gain={"calm": 30})
    tables["criteria"].append(calm)
    problems = run("validate", written(tables, tmp_path), "--json").json["problems"]
    assert "W021" not in [problem["code"] for problem in problems]
