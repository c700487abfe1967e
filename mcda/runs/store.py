"""Runs on disk: one SQLite file, in which a fact is safe once it is noted.

A process may be killed, or the power may fail, at any instant: what `note` returned from is there.
One process at a time works on a run.
"""

from __future__ import annotations

import json
import os
import socket
import sqlite3
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from threading import RLock
from typing import Any, Literal

from mcda.errors import Place, Problem, UsageProblem
from mcda.runs.canonical import canonical, settled
from mcda.runs.database import connected, told, transaction
from mcda.runs.journal import Fact
from mcda.runs.lock import Lock
from mcda.runs.study import Study

State = Literal["running", "complete", "stopped", "failed"]
SHORT = 12
"""Characters of a key on screens."""
A_LOOK = 1.0
"""Seconds for which another process may hold a run only to see whether anybody works on it."""
SUMMARY = """
SELECT key, command, scenario, content, options, versions, seed, line, state, worker, started, touched,
    ended, resumed, (SELECT count(*) FROM facts WHERE facts.run = runs.number)
FROM runs"""


@dataclass(frozen=True)
class Summary:
    """A stored run at a glance."""

    key: str
    study: Study
    line: tuple[str, ...]
    """The command line that began it."""
    state: State
    """`stopped` too where its process ended without a word."""
    worker: str
    """Process and machine that worked on it last."""
    started: datetime
    touched: datetime
    """When a process last took it, or ended it."""
    ended: datetime | None
    """None while it is running, and where its process ended without a word."""
    resumed: int
    """How often it went on from what was known."""
    facts: int
    """How much of it is known."""

    @property
    def short(self) -> str:
        """Enough of the key to name the run."""
        return self.key[:SHORT]


class Run:
    """The journal of one study, while this process has it."""

    def __init__(self, store: Store, number: int, key: str, lock: Lock) -> None:
        self._store = store
        self._number = number
        self._lock = lock
        self.key = key
        self.facts_before = self._count()
        """How much was known when this process took the run."""

    def _count(self) -> int:
        counted = self._store.ask("SELECT count(*) FROM facts WHERE run = ?", self._number)
        return int(counted[0][0])

    def known(self, kind: str) -> Mapping[str, Fact]:
        """Facts of a kind by key, in the order in which they were noted."""
        asked = "SELECT key, fact FROM facts WHERE run = ? AND kind = ? ORDER BY number"
        return {key: json.loads(fact) for key, fact in self._store.ask(asked, self._number, kind)}

    def note(self, kind: str, key: str, fact: Fact) -> None:
        """Remember a fact; when this returns, it survives the end of the process."""
        self._store.ask(
            "INSERT INTO facts (run, kind, key, fact) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
            self._number, kind, key, canonical(settled(fact)),
        )  # fmt: skip

    def end(self, state: State, result: Any = None) -> None:
        """Say how it ended, and leave it to others; a result replaces that of before."""
        self._store.ask(
            "UPDATE runs SET state = ?, ended = ?, touched = ?, result = coalesce(?, result) "
            "WHERE number = ?",
            state, _now(), _now(), None if result is None else _packed(canonical(result)), self._number,
        )  # fmt: skip
        self._lock.release()


class Store:
    """The runs of one file.

    Everything may raise `UsageProblem` E364 where the file cannot be written, E367 where it is
    damaged.
    """

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path = path
        self._connection = connection
        self._one_thread = RLock()
        self._locks: list[Lock] = []

    @classmethod
    def open(cls, path: str | Path) -> Store:
        """The store at a place, made if there is none.

        Raises
        ------
        UsageProblem
            E362 the file is not a store of runs, E363 it is one of a newer version, E364 it cannot
            be written, E367 it is damaged.
        """
        return cls(Path(path), connected(Path(path)))

    def close(self) -> None:
        """Leave the file, and its runs to others."""
        for lock in self._locks:
            lock.release()
        self._connection.close()

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def ask(self, statement: str, *values: Any) -> list[Any]:
        """Rows that a statement finds; what it changes is on the disk when this returns."""
        with self._one_thread, told(self.path):
            return self._connection.execute(statement, values).fetchall()

    def run(self, study: Study, snapshot: str, line: tuple[str, ...] = ()) -> Run:
        """The run of a study, begun or gone on with; `snapshot` is its scenario as JSON.

        Raises
        ------
        UsageProblem
            E365 another process is working on it.
        """
        lock = self._taken(study.key)
        try:
            run = Run(self, self._begun(study, snapshot, line), study.key, lock)
        except BaseException:
            lock.release()
            raise
        self._locks.append(lock)
        return run

    def _begun(self, study: Study, snapshot: str, line: tuple[str, ...]) -> int:
        now = _now()
        with self._one_thread, told(self.path), transaction(self._connection):
            self._connection.execute(
                "INSERT INTO runs (key, command, scenario, content, options, versions, seed, snapshot, "
                "line, state, worker, started, touched, resumed) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, -1) "
                "ON CONFLICT DO NOTHING",
                (
                    study.key, study.command, study.scenario, study.content,
                    canonical(settled(study.options)), canonical(dict(study.versions)), study.seed,
                    _packed(snapshot), canonical(list(line)), "running", _worker(), now, now,
                ),
            )  # fmt: skip
            self._connection.execute(
                "UPDATE runs SET state = 'running', worker = ?, touched = ?, ended = NULL, "
                "resumed = resumed + 1 WHERE key = ?",
                (_worker(), now, study.key),
            )
            found = self._connection.execute("SELECT number FROM runs WHERE key = ?", (study.key,))
            return int(found.fetchone()[0])

    def runs(self) -> list[Summary]:
        """Every run, the latest first."""
        return [self._summary(row) for row in self.ask(f"{SUMMARY} ORDER BY number DESC")]

    def find(self, key: str) -> Summary:
        """The run whose key begins so.

        Raises
        ------
        UsageProblem
            E360 there is none, E361 there are several.
        """
        if not key or not key.isalnum():
            raise UsageProblem(Problem("E360", value=key))
        found = self.ask(f"{SUMMARY} WHERE key GLOB ? ORDER BY number DESC", f"{key.lower()}*")
        if not found:
            raise UsageProblem(Problem("E360", value=key))
        if len(found) > 1:
            known = ", ".join(str(row[0])[:SHORT] for row in found)
            raise UsageProblem(Problem("E361", value=key, details={"known": known}))
        return self._summary(found[0])

    def snapshot(self, run: Summary) -> str:
        """The scenario of a run as it was, as JSON."""
        return self._unpacked("snapshot", run) or ""

    def result(self, run: Summary) -> Any:
        """Its result, None while there is none."""
        text = self._unpacked("result", run)
        return None if text is None else json.loads(text)

    def facts(self, run: Summary) -> Mapping[str, int]:
        """How many facts of each kind are known."""
        return dict(
            self.ask(
                "SELECT kind, count(*) FROM facts JOIN runs ON facts.run = runs.number "
                "WHERE runs.key = ? GROUP BY kind ORDER BY kind",
                run.key,
            )
        )

    def delete(self, run: Summary) -> None:
        """Forget a run.

        Raises
        ------
        UsageProblem
            E365 a process is working on it.
        """
        lock = self._taken(run.key)
        try:
            self.ask("DELETE FROM runs WHERE key = ?", run.key)
            self._lock_of(run.key).unlink(missing_ok=True)
        finally:
            lock.release()
        self.ask("VACUUM")

    def _unpacked(self, column: Literal["snapshot", "result"], run: Summary) -> str | None:
        packed = self.ask(f"SELECT {column} FROM runs WHERE key = ?", run.key)[0][0]  # noqa: S608
        with told(self.path):
            return None if packed is None else zlib.decompress(packed).decode()

    def _lock_of(self, key: str) -> Path:
        return self.path.with_name(f"{self.path.name}.locks") / key[:SHORT]

    def _taken(self, key: str) -> Lock:
        with told(self.path):
            lock = Lock.take(self._lock_of(key), A_LOOK)
        if lock is None:
            who = self.ask("SELECT worker FROM runs WHERE key = ?", key)
            details = {"worker": who[0][0] if who else "?"}
            raise UsageProblem(Problem("E365", Place(str(self.path)), key[:SHORT], details))
        return lock

    def _is_held(self, key: str) -> bool:
        with told(self.path):
            lock = Lock.take(self._lock_of(key)) if self._lock_of(key).exists() else None
        if lock is not None:
            lock.release()
        return lock is None and self._lock_of(key).exists()

    def _summary(self, row: tuple[Any, ...]) -> Summary:
        key, command, scenario, content, options, versions, seed, line, state, worker, *times = row
        started, touched, ended, resumed, facts = times
        study = Study(command, scenario, content, json.loads(options), seed, json.loads(versions))
        return Summary(
            key,
            study,
            tuple(json.loads(line)),
            "stopped" if state == "running" and not self._is_held(key) else state,
            worker,
            datetime.fromisoformat(started),
            datetime.fromisoformat(touched),
            None if ended is None else datetime.fromisoformat(ended),
            resumed,
            facts,
        )


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _worker() -> str:
    return f"{os.getpid()}@{socket.gethostname()}"


def _packed(text: str) -> bytes:
    return zlib.compress(text.encode(), 9)
