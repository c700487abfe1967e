"""The guards of the house find nothing here, and would find what they are for."""

from __future__ import annotations

import ast
from collections.abc import Callable
from pathlib import Path

import guard
import pytest

WRONG = """
import numpy
from ortools.sat.python import cp_model


def long():
    import skcriteria
{body}

PROBLEM = "E999"
"""


@pytest.mark.parametrize("check", guard.GUARDS, ids=lambda check: check.__name__)
def test_the_house_is_in_order(check: Callable[[], guard.Findings]) -> None:
    assert list(check()) == []


def findings(check: Callable[[], guard.Findings]) -> str:
    return "\n".join(check())


@pytest.fixture
def wrong_module(monkeypatch: pytest.MonkeyPatch) -> None:
    text = WRONG.format(body="    pass\n" * 400)
    module = ("mcda/commands/wrong.py", text, ast.parse(text))
    monkeypatch.setattr(guard, "modules", lambda: (module,))


@pytest.mark.usefixtures("wrong_module")
def test_a_wrong_module_would_be_found() -> None:
    assert "mcda/commands/wrong.py:11" not in findings(guard.packages_stay_in_their_rooms)
    assert "imports ortools" in findings(guard.packages_stay_in_their_rooms)
    assert "imports skcriteria" in findings(guard.packages_stay_in_their_rooms)
    assert "imports numpy at its top" in findings(guard.commands_start_without_data_frames)
    assert "long has 402 lines" in findings(guard.modules_and_functions_are_short)
    assert "E999 has no words" in findings(guard.every_code_has_its_words)
    assert "E012 is used nowhere" in findings(guard.every_code_has_its_words)


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("see /" + "home/me/notes.md", True),
        ("see /" + "tmp/x", True),
        ("C:" + "\\Users", True),
        ("see " + "../" * 3 + "x", True),
        ("see ../README.md", False),
        ("https://example.org/" + "home/page", False),
        ("#!/usr/bin/env python", False),
        ("urban/rural/home", False),
    ],
)
def test_a_place_outside_the_project_would_be_found(
    line: str, found: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "page.md").write_text(line, encoding="utf-8")
    monkeypatch.setattr(guard, "ROOT", tmp_path)
    monkeypatch.setattr(guard, "files", lambda: (tmp_path / "docs" / "page.md",))
    assert bool(findings(guard.no_file_names_a_place_outside_the_project)) is found


@pytest.mark.parametrize("note", ["TO" + "DO", "FIX" + "ME"])
def test_a_note_for_later_would_be_found(
    note: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = tmp_path / "page.md"
    page.write_text(f"# {note}: write this\n", encoding="utf-8")
    monkeypatch.setattr(guard, "ROOT", tmp_path)
    monkeypatch.setattr(guard, "files", lambda: (page,))
    assert note in findings(guard.nothing_is_left_for_later)


def test_a_text_without_translation_would_be_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        guard, "_marked_texts", lambda: (("mcda/x.py:1", "a text that nobody translated"),)
    )
    assert "not translated: 'a text that nobody" in findings(guard.every_text_is_translated)
    assert "in no module" in findings(guard.no_translation_is_left_over)


def test_git_and_the_folder_list_the_same_kind_of_files() -> None:
    names = {path.name for path in guard.files()}
    assert {"pyproject.toml", "guard.py", "mcda.po", "scenario.yaml", "Makefile"} <= names
    assert not [path for path in guard.files() if ".venv" in path.parts]
