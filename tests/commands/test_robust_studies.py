"""`mcda robust --regions` and `--samples`: answers, formats, what is gone on with."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from commands.running import run, written

TABLES: Mapping[str, Any] = {
    "mcda": 1,
    "title": "Two aims",
    "language": "en",
    "money": "EUR",
    "criteria": [
        {"criterion": c, "name": c, "unit": "u", "zero": 0, "full": 100} for c in ("jobs", "water")
    ],
    "actions": [{"action": a, "name": a, "theme": "t", "cost": 10} for a in ("A1", "A2", "A3")],
    "impacts": [
        {"action": "A1", "jobs": 10, "water": 0, "jobs.low": 5, "jobs.high": 12},
        {"action": "A2", "jobs": 0, "water": 10},
        {"action": "A3", "jobs": 6, "water": 6},
    ],
    "rules": {"budget": {"type": "budget", "of": "cost", "max": 10}},
}


@pytest.fixture
def source(tmp_path: Path) -> Path:
    return written(TABLES, tmp_path)


def test_regions_in_json_and_csv(source: Path) -> None:
    """A1 from jobs 0.6 on (10 w = 6), A2 up to 0.4, A3 between."""
    answer = run("robust", source, "--regions", "--weights", "free", "--no-store", "--json")
    assert (answer.code, answer.err) == (0, "")
    found = answer.json
    assert found["schema"] == "mcda/regions/1"
    assert found["complete"]
    assert found["regret"] == 0
    assert {tuple(r["actions"]): r["share_exact"] for r in found["regions"]} == {
        ("A1",): "2/5",
        ("A2",): "2/5",
        ("A3",): "1/5",
    }
    rows = list(
        csv.DictReader(
            io.StringIO(
                run("robust", source, "--regions", "--weights", "free", "--no-store", "--csv").out
            )
        )
    )
    assert [row["actions"] for row in rows] == ["A1", "A2", "A3"]


def test_samples_in_json(source: Path) -> None:
    asked = ("--samples", 20, "--seed", 4, "--weights", "free", "--no-store", "--json")
    answer = run("robust", source, *asked)
    assert answer.code == 0
    found = answer.json
    assert found["schema"] == "mcda/acceptability/1"
    assert found["samples"] == found["asked"] == 20
    assert found["distribution"] == "triangular"
    assert sum(one["acceptability"]["share"] for one in found["portfolios"]) == pytest.approx(1)
    assert set(found["followed"]["value"]) == {"p10", "median", "p90", "cvar"}
    assert run("robust", source, *asked).out == answer.out
    only_weights = run("robust", source, *asked, "--scores", "nominal").json
    assert only_weights["distribution"] is None


@pytest.mark.parametrize("asked", [("--regions",), ("--samples", "20")])
@pytest.mark.parametrize("lang", ["en", "fr"])
def test_screens(source: Path, asked: tuple[str, ...], lang: str) -> None:
    answer = run("robust", source, *asked, "--weights", "free", "--no-store", "--lang", lang)
    assert (answer.code, answer.err) == (0, "")
    assert "A3" in answer.out


def test_a_study_is_gone_on_with(source: Path, tmp_path: Path) -> None:
    """What is stored is not evaluated again."""
    asked = ("--samples", 20, "--weights", "free", "--store", tmp_path / "runs.db", "--json")
    first = run("robust", source, *asked)
    again = run("robust", source, *asked)
    assert first.out == again.out
    assert "fact" in again.err
