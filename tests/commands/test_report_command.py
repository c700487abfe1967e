"""`mcda report`: what is written where, what is refused, what is found again."""

from __future__ import annotations

import signal
import sqlite3
from pathlib import Path

import pytest
from running import run

from mcda.files.read import read
from mcda.optimise import solve
from mcda.wording import words

BREST = "scenarios/brest"


def test_a_page_in_the_language_asked(tmp_path: Path) -> None:
    target = tmp_path / "note.html"
    answer = run("report", BREST, "-o", str(target), "--lang", "en")
    assert (answer.code, answer.out) == (0, "")
    assert str(target) in answer.err
    text = target.read_text(encoding="utf-8")
    assert text.startswith("<!doctype html>")
    assert '<html lang="en">' in text
    assert words("en").fixed(solve(read(BREST)).value, 2) in text


def test_a_workbook(tmp_path: Path) -> None:
    target = tmp_path / "results.xlsx"
    assert run("report", BREST, "-o", str(target)).code == 0
    assert target.read_bytes().startswith(b"PK")


@pytest.mark.parametrize("options", [["--pdf"], ["--interactive"]])
def test_a_workbook_is_no_page(tmp_path: Path, options: list[str]) -> None:
    answer = run("report", BREST, "-o", str(tmp_path / "results.xlsx"), *options)
    assert answer.code == 2
    assert "E098" in answer.err


def test_a_folder_another_ending_and_a_file_as_a_folder_are_refused(tmp_path: Path) -> None:
    folder, file = tmp_path / "x.html", tmp_path / "file"
    folder.mkdir()
    file.write_text("kept")
    for target, code in ((folder, "E381"), (tmp_path / "x.doc", "E380"), (file / "x.html", "E382")):
        answer = run("report", BREST, "-o", str(target))
        assert (answer.code, code in answer.err) == (2, True), answer.err
    assert file.read_text() == "kept"
    assert not list(folder.iterdir())


def test_an_unknown_analysis_is_refused_with_the_nearest(tmp_path: Path) -> None:
    answer = run("report", BREST, "-o", str(tmp_path / "x.html"), "--with", "frontiere", "--lang", "en")
    assert answer.code == 2
    assert "E383" in answer.err
    assert "frontier" in answer.err


def test_rules_that_clash_are_told_and_nothing_is_written(tmp_path: Path) -> None:
    target = tmp_path / "x.html"
    settings = ["--set", "rules.budget.max=1", "--lang", "en"]
    answer = run("report", BREST, *settings, "-o", str(target))
    assert answer.code == 3
    assert "cannot hold together" in answer.err
    assert "give way by" in answer.err
    told = run("solve", BREST, *settings)
    assert told.out in answer.err
    assert not target.exists()


def test_a_variant_that_is_not_there_is_told_with_the_nearest(tmp_path: Path) -> None:
    target = tmp_path / "x.html"
    answer = run("report", BREST, f"{BREST}:frugale", "-o", str(target), "--lang", "en", "--no-store")
    assert answer.code == 0
    assert "frugale" in answer.err
    assert "frugal" in answer.err.replace("frugale", "")
    assert target.exists()


def test_the_second_report_finds_what_the_first_established(tmp_path: Path) -> None:
    store = tmp_path / "runs.db"
    for lang in ("fr", "en"):
        target = tmp_path / f"{lang}.html"
        asked = ["--with", "frontier", "--store", str(store), "--lang", lang]
        assert run("report", BREST, "-o", str(target), *asked).code == 0
        assert target.exists()
    with sqlite3.connect(store) as database:
        assert database.execute("select count(*) from runs").fetchone() == (1,)


def test_the_list_of_the_committee_stands_beside(tmp_path: Path) -> None:
    target = tmp_path / "x.html"
    run("report", BREST, "-o", str(target), "--portfolio", "E1,E2", "--lang", "en")
    assert 'id="annex_list"' in target.read_text(encoding="utf-8")


def test_a_pdf_is_written_under_the_very_name_that_was_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mcda.show.report.pdf.pdf", lambda _: b"%PDF")
    assert run("report", BREST, "-o", str(tmp_path / "NOTE.PDF")).code == 0
    assert [file.name for file in tmp_path.iterdir()] == ["NOTE.PDF"]


def forbidden(*_: object, **__: object) -> None:
    raise AssertionError("the analysis has begun")


def denied(*_: object, **__: object) -> None:
    raise PermissionError(13, "Permission denied")


@pytest.mark.parametrize("ending", ["html", "pdf", "xlsx"])
def test_what_cannot_be_written_is_refused_before_anything_is_looked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ending: str
) -> None:
    monkeypatch.setattr("mcda.commands.report.gathered", forbidden)
    target = tmp_path / f"x.{ending}"
    with monkeypatch.context() as folder:
        folder.setattr("mcda.files.durable.tempfile.NamedTemporaryFile", denied)
        answer = run("report", BREST, "-o", str(target))
    assert (answer.code, "E382" in answer.err) == (2, True)
    assert not list(tmp_path.iterdir())
    target.write_text("kept")
    with monkeypatch.context() as file:
        file.setattr(Path, "open", denied)
        assert "E382" in run("report", BREST, "-o", str(target)).err
    assert target.read_text() == "kept"
    assert [*tmp_path.iterdir()] == [target]


def test_a_pdf_beside_the_page_is_looked_at_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mcda.commands.report.gathered", forbidden)
    (tmp_path / "x.pdf").mkdir()
    answer = run("report", BREST, "-o", str(tmp_path / "x.html"), "--pdf")
    assert (answer.code, "E382" in answer.err) == (2, True)
    assert [file.name for file in tmp_path.iterdir()] == ["x.pdf"]


def test_what_is_not_installed_is_told_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mcda.commands.report.gathered", forbidden)
    for absent, ending in (("altair", "html"), ("weasyprint", "pdf")):
        monkeypatch.setattr("mcda.commands.report.find_spec", lambda name, absent=absent: name != absent)
        assert run("report", BREST, "-o", str(tmp_path / f"x.{ending}")).code == 5


def test_a_folder_that_is_not_there_is_made(tmp_path: Path) -> None:
    target = tmp_path / "of" / "today" / "results.xlsx"
    assert run("report", BREST, "-o", str(target)).code == 0
    assert target.exists()


def test_an_interruption_writes_nothing_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object, **__: object) -> None:
        signal.raise_signal(signal.SIGINT)

    monkeypatch.setattr("mcda.analysis.dossier.near_optimal", interrupted)
    for further in ([], ["--with", "frontier"]):
        answer = run("report", BREST, "-o", str(tmp_path / "x.html"), *further)
        assert answer.code == 130
        assert "Interrupted: nothing is written." in answer.err
    assert not (tmp_path / "x.html").exists()
