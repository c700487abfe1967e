"""One after the other: threads that compute side by side in one interpreter all finish late."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import RLock

LONGEST = 0.5
"""Seconds after which somebody's turn has come anyway: a large scenario holds nobody up for longer."""


class Turns:
    """Who computes waits for whoever computes already, but not for long.

    Five answers of 50 ms each, begun together, are there after 50, 100, ... 250 ms instead of all after
    250 ms or more. A turn within a turn of the same thread waits for nobody.
    """

    def __init__(self, longest: float = LONGEST) -> None:
        self._longest = longest
        self._taken = RLock()

    @contextmanager
    def mine(self) -> Iterator[None]:
        """The turn of this thread. Never wait for a process within it."""
        has_it = self._taken.acquire(timeout=self._longest)
        try:
            yield
        finally:
            if has_it:
                self._taken.release()
