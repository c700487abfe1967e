"""What was used last, and no more of it than so many entries."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
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
        self._making: dict[Key, Lock] = {}

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

    def drop(self, key: Key) -> None:
        """Forget an entry."""
        with self._lock:
            self._entries.pop(key, None)

    def made(self, key: Key, make: Callable[[], Entry]) -> Entry:
        """An entry, made if need be; whoever asks for it meanwhile waits instead of making it too."""
        with self._lock:
            making = self._making.setdefault(key, Lock())
        with making:
            try:
                entry = self.get(key)
                if entry is None:
                    entry = make()
                    self.put(key, entry)
                return entry
            finally:
                with self._lock:
                    self._making.pop(key, None)

    def values(self) -> tuple[Entry, ...]:
        """All entries, the latest last."""
        with self._lock:
            return tuple(self._entries.values())

    def __len__(self) -> int:
        return len(self._entries)
