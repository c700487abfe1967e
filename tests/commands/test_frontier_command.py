"""`mcda frontier`: JSON, CSV, sentences, exit codes."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from commands.running import SCENARIOS, run, small


def test_the_front_in_json(tmp_path: Path) -> None:
    """Within 250, half of it rural: A1, A2, A3 are worth 10, 20, 5 and cost 100, 200, 50."""
    answer = run("frontier", small(tmp_path), "--objectives", "value,cost", "--json")
    assert (answer.code, answer.err) == (0, "")
    assert answer.json["schema"] == "mcda/frontier/1"
    assert answer.json["objectives"] == [
        {"name": "value", "sense": "max"},
        {"name": "cost", "sense": "min"},
    ]
    assert [(p["objectives"], p["actions"], p["supported"]) for p in answer.json["points"]] == [
        ({"value": 25.0, "cost": 250.0}, ["A2", "A3"], True),
        ({"value": 20.0, "cost": 200.0}, ["A2"], True),
        ({"value": 10.0, "cost": 100.0}, ["A1"], True),
    ]
    known = {"complete": True, "verified": "enumeration", "share_open": 0.0, "adoption": None}
    assert known.items() <= answer.json.items()


def test_the_front_in_csv_and_its_order_of_adoption(tmp_path: Path) -> None:
    answer = run("frontier", small(tmp_path), "--csv")
    rows = list(csv.DictReader(io.StringIO(answer.out)))
    assert [(row["point"], row["cost"], row["actions"], row["left"]) for row in rows] == [
        ("1", "250.0", "A2 A3", ""),
        ("2", "200.0", "A2", "A3"),
        ("3", "100.0", "A1", "A2"),
    ]
    order = run("frontier", small(tmp_path), "--nested", "--json").json["adoption"]
    assert (order["cost"], order["gain"]) == ("cost", "value")
    assert [stop["entered"] for stop in order["stops"]] == [["A2"], ["A3"]]


def test_the_front_in_words(tmp_path: Path) -> None:
    answer = run("frontier", small(tmp_path), "--nested", "--ties", "--lang", "en")
    assert answer.code == 0
    assert "3 points, none missing" in answer.out
    assert "Every efficient portfolio is listed: 3 portfolios." in answer.out
    assert "Order of adoption" in answer.out
    assert "★" in answer.out


def test_stopped_before_a_point_and_impossible_and_misspelt(tmp_path: Path) -> None:
    caen = SCENARIOS / "caen"
    assert run("frontier", caen, "--limit", "0.000001").code == 4
    assert (
        run(
            "frontier", small(tmp_path), "--set", "rules.rural.min=100 %", "--set", "rules.budget.max=1"
        ).code
        == 3
    )
    wrong = run("frontier", small(tmp_path), "--objectives", "value,benefit:rurl", "--lang", "en")
    assert wrong.code == 2
    assert "Did you mean “rural”?" in wrong.err
