"""One process at a time: a lock that goes when its process does, however that ends.

SQLite's own lock on an empty file beside the store: the operating system lets go of it with the
process, it holds between threads of one process too, and works wherever SQLite does.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path


class Lock:
    """A lock that this process holds; None from `take` where another has it."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._connection = connection
        self._path = path

    @classmethod
    def take(cls, path: Path, patience: float = 0) -> Lock | None:
        """The lock at a place, or None where somebody has it for longer than `patience` seconds."""
        path.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(path, patience, isolation_level=None, check_same_thread=False)
        try:
            connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as busy:
            connection.close()
            if busy.sqlite_errorcode == sqlite3.SQLITE_BUSY:
                return None
            raise
        return cls(connection, path)

    def release(self) -> None:
        """Let others have it."""
        self._connection.close()
