"""`mcda share`: what it prints, in each form, and how it refuses."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from commands.running import run, small, written
from tiny import tiny


@pytest.fixture
def tiny_folder(tmp_path: Path) -> Path:
    """Three actions, three partners, a point is worth 20."""
    return written(tiny(point_worth=20), tmp_path / "tiny")


def test_json_holds_the_game_and_the_ways_to_share(tiny_folder: Path) -> None:
    answer = run("share", tiny_folder, "--json")
    assert answer.code == 0
    found = answer.json
    assert found["schema"] == "mcda/share/1"
    assert found["joint"] == "takeover"
    assert found["together"] == sum(line["net"] for line in found["partners"]) == 350
    assert set(found["splits"]) == {"shapley", "nucleolus", "nash", "least_transfers"}
    for split in found["splits"].values():
        assert sum(split["transfers"].values()) == pytest.approx(0, abs=1e-9)
    assert found["splits"]["least_transfers"]["payments"] == [
        {"payer": "R", "receiver": "U", "amount": 100.0}
    ]
    assert found["core"]["empty"] is False
    assert sum(found["verified"].values()) == 7
    assert [line["certificate"] for line in found["partners"]] == [
        "Country gains €200 more here than alone; no group to which it belongs could do better alone.",
        "Town would gain €100 more alone than here; a group with it (all but Country) could gain "
        "€100 more without the others.",
        "Belt gains as much here as alone; a group with it (all but Country) could gain €100 more "
        "without the others.",
    ]


def test_the_negotiation_knows_what_no_loss_costs(tiny_folder: Path) -> None:
    """Without transfers Town cannot pay half of A2: A1 and A3 are left, 15 points of 35."""
    cases = {case["case"]: case for case in run("share", tiny_folder, "--json").json["negotiation"]}
    assert cases["no_rule"]["value"] == 35
    assert cases["no_transfers"]["value"] == 15
    assert cases["no_transfers"]["actions"] == ["A1", "A3"]
    assert cases["cap_25"]["value"] == 15
    assert cases["free"]["value"] == 35
    assert cases["free"]["payments"] == [{"payer": "R", "receiver": "U", "amount": 100.0}]


def test_a_case_that_nothing_meets_is_a_row(tmp_path: Path) -> None:
    must = {"must": {"type": "status", "mandatory": ["A2"]}}
    folder = written(tiny(must, point_worth=20), tmp_path / "must")
    answer = run("share", folder, "--json")
    assert answer.code == 0
    cases = {case["case"]: case for case in answer.json["negotiation"]}
    assert cases["no_transfers"]["status"] == "infeasible"
    assert cases["no_transfers"]["value"] is None


def test_csv_has_a_row_for_each_partner_and_concept(tiny_folder: Path) -> None:
    table = list(csv.DictReader(io.StringIO(run("share", tiny_folder, "--csv").out)))
    assert len(table) == 3 * 6
    nets = {row["partner"]: float(row["payoff"]) for row in table if row["concept"] == "here"}
    for row in table:
        if row["transfer"]:
            assert float(row["transfer"]) == pytest.approx(float(row["payoff"]) - nets[row["partner"]])


def test_the_screen_says_what_was_assumed(tiny_folder: Path) -> None:
    answer = run("share", tiny_folder, "--joint", "consent", "--portfolio", "A1,A3")
    assert answer.code == 0
    assert "A group alone may do the actions that its members pay for wholly." in answer.out
    assert "A list made by hand" in answer.out
    assert "most value, by what transfers" not in answer.out


def test_without_the_worth_of_a_point_it_says_what_to_write(tmp_path: Path) -> None:
    answer = run("share", small(tmp_path))
    assert answer.code == 2
    assert "[E265]" in answer.err
    assert "point_worth" in answer.err


def test_an_impossible_scenario_exits_with_3(tmp_path: Path) -> None:
    answer = run("share", small(tmp_path, point_worth=1, rules={"none": {"type": "budget", "max": 0},
                 "some": {"type": "status", "mandatory": ["A1"]}}))  # fmt: skip
    assert answer.code == 3


def test_out_of_time_is_exit_code_4(tiny_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from mcda.optimise import coalitions
    from mcda.optimise.choice import Choice

    monkeypatch.setattr(coalitions, "best_choice", lambda *_: Choice(frozenset(), 0, "no"))
    answer = run("share", tiny_folder, "--portfolio", "A1")
    assert answer.code == 4
    assert "7 not proven (the time was over)" in answer.out
