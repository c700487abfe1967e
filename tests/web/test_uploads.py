"""Uploaded workbooks: kept under a name that cannot be guessed, checked, forgotten."""

from __future__ import annotations

import os
import time
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from mcda.errors import UsageProblem
from mcda.files.read import read
from mcda.files.write import write
from mcda.optimise.solve import solve
from mcda.web import uploads as module
from mcda.web.desk import Desk
from mcda.web.question import Question
from mcda.web.uploads import Uploads

BREST = "scenarios/brest"
LONG = 120.0


@pytest.fixture(scope="module")
def workbook(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("workbook") / "brest.xlsx"
    write(BREST, path)
    return path.read_bytes()


@pytest.fixture(scope="module")
def desk() -> Iterator[Desk]:
    uploads = Uploads()
    with Desk([BREST], workers=1, uploads=uploads, ahead=False) as served:
        yield served
    uploads.close()


def changed(content: bytes, sheet: str, cell: str, value: object) -> bytes:
    book = openpyxl.load_workbook(BytesIO(content))
    book[sheet][cell] = value
    found = BytesIO()
    book.save(found)
    return found.getvalue()


def code_of(refused: pytest.ExceptionInfo[UsageProblem]) -> str:
    return refused.value.problem.code


def test_a_workbook_is_asked_about_like_any_scenario(desk: Desk, workbook: bytes) -> None:
    receipt = desk.receive("mon territoire.xlsx", workbook, LONG)
    assert receipt.name.startswith("upload:")
    assert receipt.check.state == "done"
    assert all(problem.severity == "warning" for problem in receipt.check.record)
    answer = desk.ask(Question(source=receipt.name), LONG)
    assert answer.state == "exact"
    assert answer.portfolio is not None
    assert answer.portfolio.actions == solve(read(BREST)).actions
    assert answer.scenario is not None
    assert answer.scenario.origin == "workbook"
    variant = desk.ask(Question(source=receipt.name, variant="nothing"))
    assert variant.state == "wrong"
    assert not any(problem.place.file for problem in variant.problems)


def test_all_problems_are_listed_with_their_cells(desk: Desk, workbook: bytes) -> None:
    wrong = changed(changed(workbook, "actions", "E2", "cher"), "actions", "E3", "trop")
    receipt = desk.receive("wrong.xlsx", wrong, LONG)
    places = {(p.place.sheet, p.place.row) for p in receipt.check.record if p.severity == "error"}
    assert {("actions", 2), ("actions", 3)} <= places
    assert not any(problem.place.file for problem in receipt.check.record)
    assert receipt.name == ""


def test_what_is_no_workbook(desk: Desk) -> None:
    for file, content in (
        ("a.xlsx", b"no zip"),
        ("a.csv", b"PK"),
        ("../../etc/passwd", b"PK"),
        ("", b""),
    ):
        with pytest.raises(UsageProblem) as refused:
            desk.receive(file, content)
        assert code_of(refused) == "E415"
    receipt = desk.receive("a.xlsx", b"PK but nothing else", LONG)
    assert [problem.code for problem in receipt.check.record] == ["E063"]
    assert receipt.name == ""


def test_what_expands_too_far(desk: Desk) -> None:
    bomb = BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for number in range(2001):
            archive.writestr(f"{number}", b"")
    receipt = desk.receive("bomb.xlsx", bomb.getvalue(), LONG)
    assert [problem.code for problem in receipt.check.record] == ["E062"]


def test_what_is_too_large(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "LARGEST", 10)
    with pytest.raises(UsageProblem) as refused:
        desk.receive("a.xlsx", b"PK" * 6)
    assert code_of(refused) == "E413"


def test_names_cannot_be_made_up(tmp_path: Path) -> None:
    uploads = Uploads(tmp_path / "kept")
    secret = tmp_path / "secret.xlsx"
    secret.write_bytes(b"PK")
    names = ("upload:", "upload:../secret", "upload:" + "0" * 32, "upload:*", "secret", str(secret))
    assert [uploads.find(name) for name in names] == [None] * len(names)
    one, other = uploads.keep("a.xlsx", b"PK1"), uploads.keep("a.xlsx", b"PK2")
    assert one != other
    assert len(one) == len("upload:") + 32


def test_processes_may_share_a_folder(tmp_path: Path) -> None:
    name = Uploads(tmp_path).keep("a.ods", b"PK")
    found = Uploads(tmp_path).find(name)
    assert found is not None
    assert found.read_bytes() == b"PK"


def test_what_nobody_asks_about_is_forgotten(tmp_path: Path) -> None:
    uploads = Uploads(tmp_path, kept=60.0, most=2)
    name = uploads.keep("a.xlsx", b"PK")
    file = uploads.find(name)
    assert file is not None
    os.utime(file, (0, time.time() - 30))
    assert uploads.find(name) == file
    assert time.time() - file.stat().st_mtime < 20
    uploads.keep("b.xlsx", b"PK")
    with pytest.raises(UsageProblem) as full:
        uploads.keep("c.xlsx", b"PK")
    assert code_of(full) == "E417"
    os.utime(file, (0, time.time() - 61))
    assert uploads.find(name) is None
    uploads.keep("c.xlsx", b"PK")
    assert not file.exists()


def test_an_own_folder_goes_with_its_process() -> None:
    uploads = Uploads()
    uploads.keep("a.xlsx", b"PK")
    uploads.close()
    assert not uploads.folder.exists()


def test_none_are_taken_where_there_is_no_place_for_them() -> None:
    with Desk([BREST], workers=1, ahead=False) as other, pytest.raises(UsageProblem) as refused:
        other.receive("a.xlsx", b"PK")
    assert code_of(refused) == "E415"
