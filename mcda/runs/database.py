"""The SQLite file of the store: its tables, how it is opened, and what can be wrong with it."""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from mcda.errors import Place, Problem, UsageProblem
from mcda.problems.system import reason

APPLICATION = 0x6D636461
"""In the header of the file: `mcda` in ASCII."""
VERSION = 1
PATIENCE = 30.0
"""Seconds to wait for another process that writes."""
RUNS = """
CREATE TABLE runs (
    number INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    command TEXT NOT NULL,
    scenario TEXT NOT NULL,
    content TEXT NOT NULL,
    options TEXT NOT NULL,
    versions TEXT NOT NULL,
    seed INTEGER,
    snapshot BLOB NOT NULL,
    line TEXT NOT NULL,
    state TEXT NOT NULL,
    worker TEXT NOT NULL,
    started TEXT NOT NULL,
    touched TEXT NOT NULL,
    ended TEXT,
    resumed INTEGER NOT NULL DEFAULT 0,
    result BLOB
)"""
FACTS = """
CREATE TABLE facts (
    number INTEGER PRIMARY KEY,
    run INTEGER NOT NULL REFERENCES runs (number) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    key TEXT NOT NULL,
    fact TEXT NOT NULL,
    UNIQUE (run, kind, key)
)"""


@dataclass(frozen=True)
class Codes:
    """By which problems it is told what is wrong with a file."""

    foreign: str
    """It is a file of something else."""
    newer: str
    """A newer version has written it."""
    unusable: str
    """It cannot be opened or written."""
    damaged: str


STORE = Codes(foreign="E362", newer="E363", unusable="E364", damaged="E367")


def connected(path: Path) -> sqlite3.Connection:
    """The file, made if there is none: write-ahead log, synchronised with the disk at each commit.

    Raises
    ------
    UsageProblem
        E362 the file is not a store of runs, E363 it is one of a newer version, E364 it cannot be
        written, E367 it is damaged.
    """
    with told(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(path, PATIENCE, isolation_level=None, check_same_thread=False)
        try:
            _prepare(connection, path)
        except BaseException:
            connection.close()
            raise
        return connection


def _prepare(connection: sqlite3.Connection, path: Path) -> None:
    """Make the tables of a new file; know a file that is not ours."""
    if _is_empty(connection):
        connection.execute("PRAGMA journal_mode = WAL")
        with transaction(connection):
            if _is_empty(connection):  # nobody else was quicker
                connection.execute(RUNS)
                connection.execute(FACTS)
                connection.execute(f"PRAGMA application_id = {APPLICATION}")
                connection.execute(f"PRAGMA user_version = {VERSION}")
    if _pragma(connection, "application_id") != APPLICATION:
        raise UsageProblem(Problem(STORE.foreign, Place(str(path)), path.name))
    if _pragma(connection, "user_version") > VERSION:
        raise UsageProblem(Problem(STORE.newer, Place(str(path)), path.name))
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = FULL")


def _is_empty(connection: sqlite3.Connection) -> bool:
    return not _pragma(connection, "application_id") and not _pragma(connection, "schema_version")


def _pragma(connection: sqlite3.Connection, name: str) -> int:
    return int(connection.execute(f"PRAGMA {name}").fetchone()[0])


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """All or nothing, and nobody else writes meanwhile."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


@contextmanager
def told(path: Path, codes: Codes = STORE) -> Iterator[None]:
    """What is wrong with the file or its place, as a problem that a reader can act on."""
    try:
        yield
    except (OSError, sqlite3.OperationalError) as wrong:  # read-only, full, busy, no such place
        raise _problem(codes.unusable, path, wrong) from wrong
    except sqlite3.DatabaseError as wrong:
        is_foreign = wrong.sqlite_errorcode == sqlite3.SQLITE_NOTADB
        raise _problem(codes.foreign if is_foreign else codes.damaged, path, wrong) from wrong
    except zlib.error as wrong:
        raise _problem(codes.damaged, path, wrong) from wrong


def _problem(code: str, path: Path, wrong: Exception) -> UsageProblem:
    return UsageProblem(Problem(code, Place(str(path)), path.name, {"reason": reason(wrong)}))
