"""Positions: saved, found again by another process, never overwritten unasked."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from fractions import Fraction
from pathlib import Path

import pytest

from mcda.errors import UsageProblem
from mcda.web import positions as module
from mcda.web.positions import Positions, usual_place
from mcda.web.question import Question

QUESTION = Question(variant="frugal").moving("rules.budget.max", Fraction(9000)).forcing("A1", True)
IN_ANOTHER_PROCESS = """
import sys
from mcda.errors import UsageProblem
from mcda.web.positions import Positions
from mcda.web.question import Question
saved = 0
positions = Positions(sys.argv[1])
for number in range(20):
    try:
        positions.save(f"shared {number}", Question(variant=sys.argv[2]))
        saved += 1
    except UsageProblem as taken:
        assert taken.problem.code == "E409"
print(saved)
"""


@pytest.fixture
def saved(tmp_path: Path) -> Positions:
    return Positions(tmp_path / "folder" / "positions.sqlite")


def code_of(refused: pytest.ExceptionInfo[UsageProblem]) -> str:
    return refused.value.problem.code


def test_what_is_saved_is_found_and_deleted(saved: Positions) -> None:
    saved.save("  Avant le comité ", QUESTION)
    found = saved.get("Avant le comité")
    assert found.question == QUESTION
    assert [position.name for position in Positions(saved.path).all()] == ["Avant le comité"]
    saved.delete("Avant le comité")
    assert saved.all() == ()


def test_a_name_that_is_taken_asks_first(saved: Positions) -> None:
    saved.save("one", QUESTION)
    with pytest.raises(UsageProblem) as taken:
        saved.save("one", Question())
    assert code_of(taken) == "E409"
    assert saved.get("one").question == QUESTION
    saved.save("one", Question(), replace=True)
    assert saved.get("one").question == Question()


@pytest.mark.parametrize("name", ["", "   ", "\u200b", "x" * 81, "a\nb", "a\x00b", "\ud800"])
def test_what_is_no_name(saved: Positions, name: str) -> None:
    with pytest.raises(UsageProblem) as refused:
        saved.save(name, QUESTION)
    assert code_of(refused) == "E410"
    assert saved.all() == ()


@pytest.mark.parametrize("name", ["'; DROP TABLE positions; --", "<script>", "שלום", "é" * 80])
def test_any_visible_name_is_kept_as_it_is(saved: Positions, name: str) -> None:
    saved.save(name, QUESTION)
    assert saved.get(name).name == name


def test_what_is_not_there(saved: Positions) -> None:
    saved.save("comité", QUESTION)
    for call in (saved.get, saved.delete):
        with pytest.raises(UsageProblem) as unknown:
            call("comite")
        assert code_of(unknown) == "E412"


def test_there_is_an_end(saved: Positions, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST", 2)
    saved.save("one", QUESTION)
    saved.save("two", QUESTION)
    with pytest.raises(UsageProblem) as full:
        saved.save("three", QUESTION)
    assert code_of(full) == "E411"
    saved.save("two", Question(), replace=True)


def test_two_processes_save_into_one_file(saved: Positions) -> None:
    def work(variant: str) -> int:
        line = [sys.executable, "-c", IN_ANOTHER_PROCESS, str(saved.path), variant]
        done = subprocess.run(line, capture_output=True, text=True, check=True)
        return int(done.stdout)

    with ThreadPoolExecutor(2) as threads:
        numbers = list(threads.map(work, ["a", "b"]))
    assert sum(numbers) == 20
    assert len(saved.all()) == 20


def test_a_file_of_something_else_is_left_alone(tmp_path: Path) -> None:
    other = tmp_path / "other.sqlite"
    with sqlite3.connect(other) as connection:
        connection.execute("CREATE TABLE precious (x)")
    connection.close()
    text = tmp_path / "notes.txt"
    text.write_text("precious " * 200)
    for path in (other, text):
        with pytest.raises(UsageProblem) as refused:
            Positions(path)
        assert code_of(refused) == "E418"
    assert text.read_text() == "precious " * 200


def test_an_address_of_another_time_is_left_out(saved: Positions) -> None:
    saved.save("good", QUESTION)
    with sqlite3.connect(saved.path) as connection:
        connection.execute(
            "INSERT INTO positions VALUES ('bad', 'with=%3C', '2026-01-01T00:00:00+00:00')"
        )
    connection.close()
    assert [position.name for position in saved.all()] == ["good"]


def test_the_usual_place_is_beside_the_runs(stored_runs: Path) -> None:
    assert usual_place().parent == stored_runs.parent
