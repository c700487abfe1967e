"""Levels with names: read as their points, written back as names, refused with the names known."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from commands.running import written
from small import SMALL, changed, codes, problems_of

from mcda.files.cells import Habits, reader
from mcda.files.csv_table import read_csv
from mcda.files.read import read, read_mapping
from mcda.files.write import write
from mcda.model import NamedLevels, Scenario

SHAPE = "faible:0 moyen:40 Très-fort:100"


def with_comfort(shape: str = SHAPE, impacts: dict[str, Any] | None = None, **cells: Any) -> Any:
    """The small scenario with a criterion of named levels."""
    comfort = {"criterion": "comfort", "name": "Comfort", "unit": "", "shape": shape, **cells}
    first, second = SMALL["impacts"]
    return changed(
        criteria=[*SMALL["criteria"], comfort],
        weights={"trips": 2, "water": 1, "comfort": 1},
        impacts=[{**first, **(impacts or {"comfort": "moyen"})}, second],
    )


def level(scenario: Scenario, action: str = "A") -> Fraction:
    found = {(i.action, i.criterion): i.level for i in scenario.impacts}
    return found.get((action, "comfort"), Fraction(0))


@pytest.mark.parametrize(
    "shape",
    [
        SHAPE,
        "faible:0, moyen:40, Très-fort:100",
        "faible:0,moyen:40,Très-fort:100",
        "faible:0;moyen:40;Très-fort:100",
        "faible : 0 ; moyen : 40 ; Très-fort : 100",
    ],
)
def test_names_and_points_may_be_separated_as_one_likes(shape: str) -> None:
    found = reader("shape", Habits())(shape)
    assert isinstance(found, NamedLevels)
    assert found.levels == (("faible", 0), ("moyen", 40), ("Très-fort", 100))


def test_a_comma_between_digits_is_a_decimal_one() -> None:
    found = reader("shape", Habits("french"))("faible:0 moyen:37,5 fort:100")
    assert dict(found.levels)["moyen"] == Fraction("37.5")


@pytest.mark.parametrize(("cell", "points"), [("moyen", 40), (" MOYEN ", 40), ("tres fort", 100)])
def test_a_cell_holds_a_name_capitals_and_accents_aside(cell: str, points: int) -> None:
    assert level(read_mapping(with_comfort(impacts={"comfort": cell}))) == points


def test_the_level_is_its_points_and_a_blank_is_doing_nothing() -> None:
    scenario = read_mapping(with_comfort())
    criterion = scenario.criterion_by_id["comfort"]
    assert (criterion.zero, criterion.full) == (0, 100)
    assert [criterion.curve(Fraction(p)) for p in (0, 40, 100)] == [0, 40, 100]
    assert (level(scenario, "A"), level(scenario, "B")) == (40, 0)


def test_an_interval_is_two_names() -> None:
    cells = {"comfort": "moyen", "comfort.low": "faible", "comfort.high": "très-fort"}
    (impact,) = [i for i in read_mapping(with_comfort(impacts=cells)).impacts if i.low is not None]
    assert (impact.low, impact.level, impact.high) == (0, 40, 100)


def test_points_need_no_order_and_may_be_negative() -> None:
    scenario = read_mapping(with_comfort("fort:100 nuisible:-20 rien:0", {"comfort": "nuisible"}))
    assert level(scenario) == -20


def test_an_unknown_name_is_told_with_the_nearest() -> None:
    (problem,) = problems_of(with_comfort(impacts={"comfort": "moyn"}))
    assert (problem.code, problem.suggestion) == ("E185", "moyen")
    assert problem.details["known"] == "faible, moyen, Très-fort"


@pytest.mark.parametrize("cell", [40, "40", "40 %", "12,5"])
def test_a_figure_is_refused_with_the_names(cell: Any) -> None:
    (problem,) = problems_of(with_comfort(impacts={"comfort": cell}))
    assert problem.code == "E186"
    assert "Très-fort" in problem.details["known"]


@pytest.mark.parametrize(
    ("shape", "code"),
    [
        ("faible:0 200:100", "E182"),
        ("faible:0 très.fort:100", "E182"),
        ("faible:0 FAIBLE:100", "E183"),
        ("faible:0 moyen:0 fort:100", "E183"),
        ("faible:10 fort:100", "E184"),
        ("faible:0 fort:90", "E184"),
        ("faible:0", "E073"),
        ("faible:x fort:100", "E012"),
    ],
)
def test_what_is_wrong_with_names_is_told(shape: str, code: str) -> None:
    """Once: cells are not blamed for a shape that could not be read."""
    assert codes(with_comfort(shape, {"comfort": "faible"})) == {code}


def test_anchors_are_blank_or_0_and_100() -> None:
    assert codes(with_comfort(zero=0, full=100)) == set()
    assert codes(with_comfort(zero=0, full=5)) == {"E188"}


def test_marks_of_success_may_have_names() -> None:
    """The points are the chance in percent; neither 0 nor 100 is needed."""
    odds = {
        "criterion": "odds",
        "name": "Odds",
        "unit": "",
        "role": "success",
        "shape": "low:30 good:80",
    }
    impacts = [
        {**row, "odds": name} for row, name in zip(SMALL["impacts"], ("low", "good"), strict=True)
    ]
    scenario = read_mapping(changed(criteria=[*SMALL["criteria"], odds], impacts=impacts))
    assert {i.level for i in scenario.impacts if i.criterion == "odds"} == {30, 80}


@pytest.mark.parametrize("target", ["folder", "book.xlsx", "book.ods"])
def test_names_come_back_from_every_form(target: str, tmp_path: Path) -> None:
    source = written(with_comfort(), tmp_path / "source")
    made = write(source, tmp_path / target)
    back = write(made, tmp_path / "back")
    table, _ = read_csv(back / "impacts.csv", "impacts", "impacts.csv")
    assert table is not None
    assert list(table.column("comfort")) == ["moyen", ""]
    assert read(back).impacts == read(source).impacts
    assert read(back).criteria == read(source).criteria
