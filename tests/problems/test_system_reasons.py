"""Reasons of the operating system in the reader's words; those nobody has words for, as the system's."""

from __future__ import annotations

import errno
import os
import socket
import sqlite3
from pathlib import Path

import pytest

from mcda.problems import Term
from mcda.problems.system import SQLITE, SYSTEM, reason
from mcda.runs.database import STORE, told
from mcda.wording import words


@pytest.mark.parametrize("number", SYSTEM)
def test_usual_reasons_are_words_of_the_catalogue(number: int) -> None:
    said = reason(OSError(number, os.strerror(number), "file"))
    assert isinstance(said, Term)
    assert os.strerror(number) not in words("fr")(said)


def test_an_unusual_reason_is_told_as_the_system_tells_it() -> None:
    assert reason(OSError(errno.EXDEV, "Invalid cross-device link")) == "Invalid cross-device link"
    assert reason(OSError("no number at all")) == "no number at all"
    assert reason(ValueError("another kind")) == "another kind"


def test_a_name_that_nobody_knows() -> None:
    wrong = socket.gaierror(socket.EAI_NONAME, "Name or service not known")
    assert reason(wrong) == "no machine of that name is known"


def test_reasons_of_sqlite(tmp_path: Path) -> None:
    with pytest.raises(sqlite3.OperationalError) as raised:
        sqlite3.connect(tmp_path / "nowhere" / "file")
    assert reason(raised.value) == SQLITE[sqlite3.SQLITE_CANTOPEN]
    own = sqlite3.ProgrammingError("Cannot operate on a closed database.")
    assert reason(own) == "Cannot operate on a closed database."


def test_a_file_that_cannot_be_made_is_told_in_french(tmp_path: Path) -> None:
    from mcda.errors import UsageProblem
    from mcda.problems import message

    (tmp_path / "file").write_text("")
    with pytest.raises(UsageProblem) as raised, told(tmp_path / "file" / "runs.sqlite", STORE):
        (tmp_path / "file" / "folder").mkdir()
    assert raised.value.problem.code == STORE.unusable
    said = message(raised.value.problem, words("en"))
    assert said.endswith("what should be a folder is a file.")
