"""What happens if an action is not done: rows `ACTION.if_not` of the impacts."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from commands.running import written
from small import SMALL, changed, codes, problems_of, rows
from tiny import judge, tiny, verdict_in

from mcda.files.read import read, read_mapping
from mcda.files.write import write
from mcda.model import Scenario


def with_row(*more: dict[str, Any], **cells: Any) -> Any:
    """The small scenario with rows of impacts added, its first one changed."""
    return changed(impacts=rows("impacts", *more, **cells))


def found(scenario: Scenario) -> dict[tuple[str, str], tuple[Fraction, Fraction]]:
    return {(i.action, i.criterion): (i.level, i.if_not) for i in scenario.impacts}


@pytest.mark.parametrize("written_as", ["A.if_not", "A.sinon", "A.IF_NOT", " A . if_not "])
def test_a_row_tells_what_changes_if_the_action_is_not_done(written_as: str) -> None:
    scenario = read_mapping(with_row({"action": written_as, "trips": -100, "water": 5}))
    assert found(scenario) == {
        ("A", "trips"): (300, -100),
        ("A", "water"): (0, 5),
        ("B", "water"): (20, 0),
    }


def test_value_is_done_less_not_done() -> None:
    """Through 0:0 50:80 100:100: v(30) - v(-10) = 48 + 16; v(10) - v(60) = 16 - 84; B as ever."""
    tables = tiny(gain={"shape": "0:0 50:80 100:100"}, A1_gain={"gain": 30}, A2_gain={"gain": 10})
    tables["impacts"] += [{"action": "A1.if_not", "gain": -10}, {"action": "A2.if_not", "gain": 60}]
    assert [judge(tables, action).value for action in ("A1", "A2", "A3")] == [64, -68, 8]
    assert judge(tables, "A1 A2").impacts == {"gain": 40 - 50}


def test_success_scales_both_sides() -> None:
    """Half a chance: (10 + 20) / 2 points and units."""
    odds = {
        "criterion": "odds",
        "name": "Odds",
        "unit": "mark",
        "role": "success",
        "shape": "1:50 2:100",
    }
    tables = tiny()
    tables["criteria"].append(odds)
    for row, mark in zip(tables["impacts"], (1, 2, 2), strict=True):
        row["odds"] = mark
    tables["impacts"].append({"action": "A1.if_not", "gain": -20})
    assert (judge(tables, "A1").value, judge(tables, "A1").impacts) == (15, {"gain": 15})


def test_intervals_of_the_action_stay_beside_what_happens_without_it() -> None:
    """12 - (-3) units as stated, 8 - (-3) at worst: a floor of 12 is fragile by 1."""
    rule = {"type": "impact", "criterion": "gain", "min": 12}
    tables = tiny({"rule": rule}, A1_gain={"gain": 12, "gain.low": 8})
    tables["impacts"].append({"action": "A1.if_not", "gain": -3})
    verdict = verdict_in(tables, "rule", "A1")
    assert (verdict.verdict, verdict.left, verdict.slack) == ("FRAGILE", 15, 3)
    assert verdict.fragility is not None
    assert verdict.fragility.margin == -1


COMMON = {"criterion": "common", "name": "C", "unit": "u", "zero": 0, "full": 9, "scope": "portfolio"}
RIPE = {"criterion": "ripe", "name": "R", "unit": "u", "role": "threshold", "at_least": 1}


@pytest.mark.parametrize(
    ("criteria", "cells", "column"),
    [
        ([COMMON], {"common": 3}, "common"),
        ([RIPE], {"ripe": 3}, "ripe"),
        ([], {"trips": 3, "trips.low": 1}, "trips.low"),
    ],
)
def test_only_a_level_of_an_action_valued_by_itself_may_stand_there(
    criteria: Any, cells: dict[str, Any], column: str
) -> None:
    impacts = [{**row, "ripe": 2} if criteria == [RIPE] else row for row in SMALL["impacts"]]
    content = changed(
        criteria=[*SMALL["criteria"], *criteria], impacts=[*impacts, {"action": "A.if_not", **cells}]
    )
    (problem,) = [p for p in problems_of(content) if p.code == "E187"]
    assert problem.place.column == column
    assert problem.details["reason"]


@pytest.mark.parametrize(
    ("action", "code"), [("Z.if_not", "E022"), ("A.ifnot", "E011"), ("A.if_not.x", "E011")]
)
def test_a_row_about_nothing_is_told(action: str, code: str) -> None:
    assert code in codes(with_row({"action": action, "trips": 3}))


def test_a_misspelt_ending_is_mended() -> None:
    problem = problems_of(with_row({"action": "A.ifnot", "trips": 3}))[0]
    assert problem.suggestion == "A.if_not"


def test_the_row_stands_once() -> None:
    twice = with_row({"action": "A.if_not", "trips": 3}, {"action": "A.sinon", "trips": 4})
    assert codes(twice) == {"E044"}


ROW = {"action": "A.if_not", "trips": 50}


def test_an_override_reaches_into_the_row() -> None:
    settings = ["impacts.A.if_not.trips=70"]
    assert found(read_mapping(with_row(ROW), settings=settings))["A", "trips"] == (300, 70)
    assert found(read_mapping(with_row(ROW), settings=["impacts.A.trips=9"]))["A", "trips"] == (9, 50)


@pytest.mark.parametrize(
    "setting", ["impacts.B.if_not.trips=3", "impacts.A.if_not.tripz=3", "impacts.A.ifnot.trips=3"]
)
def test_an_override_of_what_is_not_there_is_told(setting: str) -> None:
    assert codes(with_row(ROW), settings=[setting]) == {"E085"}


def test_null_removes_the_row_alone_and_an_action_takes_it_away() -> None:
    alone = read_mapping(with_row(ROW), settings=["impacts.A.if_not=null"])
    assert found(alone)["A", "trips"] == (300, 0)
    gone = read_mapping(with_row(ROW), settings=["actions.A=null"])
    assert {action for action, _ in found(gone)} == {"B"}


@pytest.mark.parametrize("target", ["folder", "book.xlsx", "book.ods"])
def test_the_row_comes_back_from_every_form(target: str, tmp_path: Path) -> None:
    source = written(with_row({**ROW, "action": "A.sinon"}), tmp_path / "source")
    made = write(source, tmp_path / target)
    assert "A.if_not" in (write(made, tmp_path / "back") / "impacts.csv").read_text(encoding="utf-8")
    assert read(made).impacts == read(source).impacts


def test_what_moves_nothing_counts_as_moving_nothing() -> None:
    """As many trips with the action as without it."""
    scenario = read_mapping(with_row({"action": "A.if_not", "trips": 300}))
    assert [impact.change for impact in scenario.impacts if impact.action == "A"] == [0]
