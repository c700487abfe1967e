"""What differs between two JSON documents, told by path."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

NAMES = ("id", "action", "partner", "group", "rule", "criterion", "fund", "college", "name")
"""Keys by which the records of a list may be told apart."""
ABSENT = None


@dataclass(frozen=True)
class Difference:
    """One place where two documents are not the same; null where one has nothing."""

    path: str
    """Keys joined by full stops; the id of a record stands for its place in a list."""
    one: Any
    other: Any

    @property
    def entered(self) -> tuple[Any, ...]:
        """Of two lists of ids: those that only the second has."""
        return _without(self.other, self.one)

    @property
    def left(self) -> tuple[Any, ...]:
        """Of two lists of ids: those that only the first has."""
        return _without(self.one, self.other)


def differences(one: Any, other: Any, path: str = "") -> Iterator[Difference]:
    """Every difference, in the order of the first document. Lists of ids are compared as wholes."""
    first, second = _branches(one), _branches(other)
    if first is None or second is None:
        if one != other:
            yield Difference(path, one, other)
        return
    for key in [*first, *(key for key in second if key not in first)]:
        below = f"{path}.{key}" if path else key
        yield from differences(first.get(key, ABSENT), second.get(key, ABSENT), below)


def _branches(content: Any) -> Mapping[str, Any] | None:
    """What a mapping or a list of records holds, by name; None for a leaf."""
    if isinstance(content, Mapping):
        return content
    if isinstance(content, list) and content and not _is_of_ids(content):
        return _by_name(content) or {str(place): item for place, item in enumerate(content, 1)}
    return None


def _is_of_ids(content: Sequence[Any]) -> bool:
    return all(isinstance(item, str) for item in content)


def _by_name(content: Sequence[Any]) -> Mapping[str, Any] | None:
    """Records by the first key that tells them apart."""
    if not all(isinstance(item, Mapping) for item in content):
        return None
    for key in NAMES:
        found = {str(item[key]): item for item in content if isinstance(item.get(key), str)}
        if len(found) == len(content):
            return found
    return None


def _without(some: Any, others: Any) -> tuple[Any, ...]:
    if not isinstance(some, list) or not _is_of_ids(some):
        return ()
    return tuple(item for item in some if item not in (others or []))
