"""Positions: questions saved under a name, in one SQLite file that several processes may share."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock
from unicodedata import category
from urllib.parse import parse_qsl

from mcda.errors import InvalidScenario, Place, Problem, UsageProblem
from mcda.files.cells import nearest
from mcda.runs.database import Codes, told, transaction
from mcda.runs.place import default_place
from mcda.show.html import TURNING
from mcda.web.question import Question, address, read

FILE = "positions.sqlite"
APPLICATION = 0x6D636470
"""In the header of the file: `mcdp` in ASCII."""
VERSION = 1
PATIENCE = 10.0
"""Seconds to wait for another process that writes."""
LONGEST_NAME = 80
MOST = 500
"""Positions in one file."""
TABLE = """
CREATE TABLE positions (
    name TEXT PRIMARY KEY,
    address TEXT NOT NULL,
    saved TEXT NOT NULL
)"""
CODES = Codes(foreign="E418", newer="E434", unusable="E432", damaged="E433")
UNSEEN = ("C", "Z")
"""Categories of characters of which a name cannot be made alone: controls, spaces."""


@dataclass(frozen=True)
class Position:
    """A question that somebody has saved."""

    name: str
    question: Question
    saved: datetime


def usual_place() -> Path:
    """Beside the store of runs."""
    return default_place().with_name(FILE)


class Positions:
    """The positions of one file; every call may raise `UsageProblem` E432 or E433 of the file.

    Raises
    ------
    UsageProblem
        E418 the file is something else, E434 of a newer version, E432 it cannot be written, E433 it is
        damaged.
    """

    def __init__(self, path: str | Path | None = None) -> None:
        self.path = usual_place() if path is None else Path(path)
        self._lock = Lock()
        with told(self.path, CODES):
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self._connection = sqlite3.connect(
                self.path, PATIENCE, isolation_level=None, check_same_thread=False
            )
            try:
                self._prepare()
            except BaseException:
                self._connection.close()
                raise

    def close(self) -> None:
        """Leave the file."""
        self._connection.close()

    def all(self) -> tuple[Position, ...]:
        """Every position, by name; one whose address cannot be read any more is left out."""
        with self._asking() as connection:
            rows = connection.execute(
                "SELECT name, address, saved FROM positions ORDER BY name"
            ).fetchall()
        return tuple(position for row in rows if (position := _position(*row)) is not None)

    def get(self, name: str) -> Position:
        """One position.

        Raises
        ------
        UsageProblem
            E412 there is none of that name.
        """
        found = {position.name: position for position in self.all()}
        if name not in found:
            raise _unknown(name, found)
        return found[name]

    def save(self, name: str, question: Question, *, replace: bool = False) -> Position:
        """Save a question under a name, spaces around it aside.

        Raises
        ------
        UsageProblem
            E409 the name is taken and is not to be replaced, E410 it is no name, E411 there are too
            many.
        """
        name, now = _checked(name), datetime.now(UTC)
        with self._asking() as connection, transaction(connection):
            taken = connection.execute("SELECT 1 FROM positions WHERE name = ?", (name,)).fetchone()
            number = connection.execute("SELECT count(*) FROM positions").fetchone()[0]
            if taken and not replace:
                raise UsageProblem(Problem("E409", value=name))
            if not taken and number >= MOST:
                raise UsageProblem(Problem("E411", details={"n": number}))
            connection.execute(
                "INSERT INTO positions (name, address, saved) VALUES (?, ?, ?) "
                "ON CONFLICT (name) DO UPDATE SET address = excluded.address, saved = excluded.saved",
                (name, address(question), now.isoformat(timespec="seconds")),
            )
        return Position(name, question, now.replace(microsecond=0))

    def delete(self, name: str) -> None:
        """Forget a position. Raises E412 as `get`."""
        with self._asking() as connection:
            deleted = connection.execute("DELETE FROM positions WHERE name = ?", (name,))
            if not deleted.rowcount:
                raise _unknown(name)

    def _prepare(self) -> None:
        """Make the table of a new file; know a file that is not ours."""
        connection = self._connection
        if not _pragma(connection, "schema_version"):
            connection.execute("PRAGMA journal_mode = WAL")
            with transaction(connection):
                if not _pragma(connection, "schema_version"):  # nobody else was quicker
                    connection.execute(TABLE)
                    connection.execute(f"PRAGMA application_id = {APPLICATION}")
                    connection.execute(f"PRAGMA user_version = {VERSION}")
        if _pragma(connection, "application_id") != APPLICATION:
            raise UsageProblem(Problem(CODES.foreign, Place(str(self.path)), self.path.name))
        if _pragma(connection, "user_version") > VERSION:
            raise UsageProblem(Problem(CODES.newer, Place(str(self.path)), self.path.name))

    @contextmanager
    def _asking(self) -> Iterator[sqlite3.Connection]:
        """The connection, for one thread at a time; what is wrong with the file is told."""
        with self._lock, told(self.path, CODES):
            yield self._connection


def _checked(name: str) -> str:
    """A name that can be seen, without spaces around it or marks that turn around what follows."""
    name = name.translate(TURNING).strip()
    is_seen = any(not category(character).startswith(UNSEEN) for character in name)
    is_line = not any(category(character) in ("Cc", "Zl", "Zp", "Cs") for character in name)
    if not is_seen or not is_line or len(name) > LONGEST_NAME:
        raise UsageProblem(Problem("E410", value=name[:LONGEST_NAME], details={"most": LONGEST_NAME}))
    return name


def _position(name: str, saved_address: str, saved: str) -> Position | None:
    try:
        question = read(parse_qsl(saved_address))
    except InvalidScenario:
        return None
    return Position(name, question, datetime.fromisoformat(saved))


def _unknown(name: str, known: Iterable[str] = ()) -> UsageProblem:
    shown = name[:LONGEST_NAME]
    return UsageProblem(Problem("E412", value=shown, suggestion=nearest(shown, list(known))))


def _pragma(connection: sqlite3.Connection, name: str) -> int:
    return int(connection.execute(f"PRAGMA {name}").fetchone()[0])
