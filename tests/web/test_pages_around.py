"""Actions, comparisons, positions, uploads, files to take away, and what programs may ask."""

from __future__ import annotations

import html
import io
import re
import zipfile
from fractions import Fraction
from pathlib import Path

import pytest
from starlette.testclient import TestClient

import mcda
from mcda.files.write import write
from mcda.web.consequences import turning_points
from mcda.web.controls import sliders
from mcda.web.question import Question
from mcda.wording import words

PATIENT = 300
"""Times to look again."""


def settled(visitor: TestClient, address: str) -> dict[str, object]:
    """The JSON of an address, when nothing is being computed any more."""
    for _ in range(PATIENT):
        record: dict[str, object] = visitor.get(address).json()
        if "'working'" not in str(record) and "'provisional'" not in str(record):
            return record
    raise AssertionError(f"{address} is not done")


def test_an_action_tells_what_forcing_it_changes_for_everybody(visitor: TestClient) -> None:
    settled(visitor, "/api/portfolio?scenario=brest")
    settled(visitor, "/api/portfolio?scenario=brest&with=S1")
    record = visitor.get("/api/action/S1?scenario=brest").json()
    visitor.post("/cancel?scenario=brest", data={"job": record["why"]["job"] or ""})
    before = mcda.solve(mcda.read("scenarios/brest"))
    forced = ["rules.forced={type: status, mandatory: [S1]}"]
    after = mcda.solve(mcda.read("scenarios/brest", settings=forced))
    pairs = zip(before.ledger.partners, after.ledger.partners, strict=True)
    expected = [(float(a.benefit), float(b.benefit), float(a.burden), float(b.burden)) for a, b in pairs]
    shown = [
        (p["benefit"]["before"], p["benefit"]["after"], p["burden"]["before"], p["burden"]["after"])
        for p in record["effect"]["partners"]
    ]
    assert shown == expected
    text = visitor.get("/action/S1?scenario=brest&lang=en").text
    assert "with=S1" in text
    assert "without=S1" in text
    assert 'id="effect"' in text


def test_an_unknown_action_is_told(visitor: TestClient) -> None:
    answer = visitor.get("/action/%3Cb%3E?scenario=brest")
    assert answer.status_code == 404
    assert "<b>" not in answer.text


def test_variants_stand_side_by_side(visitor: TestClient) -> None:
    query = {"of": ["scenario=brest", "scenario=brest&variant=frugal&called=Sobre <b>"]}
    settled(visitor, "/api/compare?of=scenario%3Dbrest&of=scenario%3Dbrest%26variant%3Dfrugal")
    text = visitor.get("/compare", params={**query, "lang": "en"}).text
    for source in ("scenarios/brest", "scenarios/brest:frugal"):
        assert f"{float(mcda.solve(mcda.read(source)).value):.2f}" in text
    assert "Sobre &lt;b&gt;" in text


@pytest.mark.parametrize("number", [0, 1, 5])
def test_two_to_four_can_be_compared(visitor: TestClient, number: int) -> None:
    answer = visitor.get("/compare", params={"of": ["scenario=brest"] * number})
    assert answer.status_code == 400
    assert "E416" in answer.text


def test_a_position_is_saved_listed_opened_and_deleted(visitor: TestClient) -> None:
    name = "Position <i>rurale</i>"
    saved = visitor.post("/positions/save?scenario=brest&rules.budget.max=2000", data={"name": name})
    assert (saved.status_code, saved.headers["Location"]) == (303, "/positions")
    text = visitor.get("/positions").text
    assert "Position &lt;i&gt;rurale&lt;/i&gt;" in text
    assert "/portfolio?scenario=brest&amp;rules.budget.max=2000" in text
    again = visitor.post("/positions/save?scenario=brest", data={"name": name})
    assert again.status_code == 400
    assert "E409" in again.text
    assert visitor.post("/positions/delete", data={"name": name}).status_code == 303
    assert visitor.get("/api/positions").json()["positions"] == []
    assert visitor.post("/positions/delete", data={"name": name}).status_code == 404
    assert "E427" in visitor.post("/positions/save?scenario=brest", data={"name": " "}).text


@pytest.fixture(scope="module")
def workbook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write("scenarios/brest", tmp_path_factory.mktemp("books") / "brest.xlsx")


def test_an_uploaded_workbook_can_be_worked_on(visitor: TestClient, workbook: Path) -> None:
    answer = visitor.post("/upload", files={"workbook": ("mien.xlsx", workbook.read_bytes())})
    assert answer.status_code == 200
    assert "/portfolio?scenario=upload%3A" in answer.text or "scenario=upload" in answer.text


def test_everything_that_is_wrong_with_a_workbook_is_told_by_its_cells(
    visitor: TestClient, workbook: Path, tmp_path: Path
) -> None:
    import openpyxl

    book = openpyxl.load_workbook(workbook)
    heads = [cell.value for cell in book["actions"][1]]
    book["actions"].cell(3, heads.index("cost") + 1, "12O")
    book["partners"].cell(2, 1, "not an id")
    book.save(tmp_path / "wrong.xlsx")
    content = (tmp_path / "wrong.xlsx").read_bytes()
    answer = visitor.post("/upload?lang=en", files={"workbook": ("wrong.xlsx", content)})
    while "still being checked" in answer.text:
        answer = visitor.get(
            html.unescape(re.findall(r'href="(/upload\?scenario[^"]*)"', answer.text)[0])
        )
    assert answer.status_code == 422
    assert "actions:3:cost" in answer.text
    assert "partners:2:partner" in answer.text
    assert "12O" in answer.text
    sent = visitor.post(
        "/upload",
        files={"workbook": ("wrong.xlsx", content)},
        headers={"Accept": "application/json"},
    )
    again = visitor.get("/upload", params={"scenario": sent.json()["scenario"]})
    assert ">upload:" not in again.text, "a name for programs is no name for readers"


def test_what_is_no_workbook_is_refused(visitor: TestClient) -> None:
    assert "E415" in visitor.post("/upload", files={"workbook": ("a.exe", b"MZ")}).text
    assert "E427" in visitor.post("/upload", data={"other": "1"}).text


def taken(visitor: TestClient, name: str, query: str) -> bytes:
    """A file, when it is there."""
    for _ in range(PATIENT):
        answer = visitor.get(f"/download/{name}?{query}")
        if answer.status_code == 200:
            assert f"brest-{name}" in answer.headers["Content-Disposition"]
            return answer.content
        assert (answer.status_code, answer.headers["Refresh"]) == (202, "2")
    raise AssertionError(f"{name} is not made")


def test_the_scenario_is_taken_away_with_what_was_moved(visitor: TestClient, tmp_path: Path) -> None:
    content = taken(visitor, "scenario.zip", "scenario=brest&rules.budget.max=2000")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        archive.extractall(tmp_path)
    moved = mcda.read("scenarios/brest", settings=["rules.budget.max=2000"])
    assert mcda.solve(mcda.read(tmp_path)).actions == mcda.solve(moved).actions
    book = taken(visitor, "scenario.xlsx", "scenario=brest&rules.budget.max=2000")
    assert book.startswith(b"PK")


def test_the_results_are_taken_away(visitor: TestClient) -> None:
    assert taken(visitor, "results.xlsx", "scenario=brest").startswith(b"PK")
    assert b'<html lang="en"' in taken(visitor, "report.html", "scenario=brest&lang=en")


def test_drawings_are_kept_as_long_as_they_are_the_same(visitor: TestClient) -> None:
    address = "/drawing/groups?scenario=brest&lang=fr"
    first = visitor.get(address)
    assert first.headers["Content-Type"].startswith("image/svg")
    again = visitor.get(address, headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    assert visitor.get("/drawing/nix?scenario=brest").status_code == 404


def test_the_frontier_marks_the_chosen_portfolio(visitor: TestClient) -> None:
    record = settled(visitor, "/api/frontier?scenario=brest")
    points = record["result"]["points"]  # type: ignore[index]
    best = mcda.solve(mcda.read("scenarios/brest"))
    assert list(best.actions) in [point["actions"] for point in points]
    text = visitor.get("/frontier?scenario=brest&lang=en").text
    assert "/drawing/frontier?" in text
    assert "★" in text


def test_programs_find_every_address(visitor: TestClient) -> None:
    document = visitor.get("/openapi.json").json()
    assert {"/api/portfolio", "/api/frontier", "/api/action/{action}", "/api/compare"} <= {
        *document["paths"]
    }
    assert all(path.startswith("/api/") for path in document["paths"])
    text = visitor.get("/programs?lang=en").text
    assert all(path in text for path in document["paths"])


def test_figures_that_would_turn_an_action_are_told_in_their_units() -> None:
    scenario = mcda.read("scenarios/brest")
    point = {"possible": True, "relative_change": 0.1}
    record = {
        "enters_if": {},
        "leaves_if": {
            "actions.E1.cofinancing": {**point, "now": 0.5, "level": 0.35, "unit": "share"},
            "weights.economy": {**point, "now": 90, "level": 89.9, "unit": "swing"},
            "rules.budget.max": {**point, "now": 2600, "level": 2654.2, "unit": "money"},
        },
    }
    say = words("en")
    turns = turning_points(record, scenario, Question(), sliders(scenario, say), say)
    assert [turn.now for turn in turns] == ["50.00%", "90 points", "2,600\u00a0k€"]
    assert [turn.level for turn in turns] == ["35.00%", "89.9 points", "2,654.2\u00a0k€"]
    assert turns[0].question is None
    assert turns[2].question == Question(levels=(("rules.budget.max", Fraction(2700)),))
