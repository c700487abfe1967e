"""What was used last, and no more of it than so many entries."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from threading import Lock
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
Entry = TypeVar("Entry")


class Memory(Generic[Key, Entry]):
    """A mapping for several threads that forgets what was not used for longest."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._entries: OrderedDict[Key, Entry] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Key) -> Entry | None:
        """An entry, None where there is none (any more)."""
        with self._lock:
            if key in self._entries:
                self._entries.move_to_end(key)
            return self._entries.get(key)

    def put(self, key: Key, entry: Entry) -> None:
        """Remember an entry; where there are too many the oldest goes."""
        with self._lock:
            self._entries[key] = entry
            self._entries.move_to_end(key)
            while len(self._entries) > self._most:
                self._entries.popitem(last=False)

    def values(self) -> tuple[Entry, ...]:
        """All entries, the latest last."""
        with self._lock:
            return tuple(self._entries.values())

    def __len__(self) -> int:
        return len(self._entries)
