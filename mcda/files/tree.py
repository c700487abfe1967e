"""Settings as they were written: plain dicts, lists and scalars, each with its place.

Scalars of a YAML file stay text, so that `0.4` is two fifths. A path is a tuple of keys and
positions; `keys` says where the key of a path stands, `values` where its value does.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from mcda.errors import NOWHERE, Place

Path = tuple[str | int, ...]


@dataclass(frozen=True)
class Tree:
    """A value with the places of its parts."""

    value: Any
    keys: Mapping[Path, Place] = field(default_factory=dict)
    values: Mapping[Path, Place] = field(default_factory=dict)

    def at(self, path: Path) -> Tree:
        """The part of the tree at a path that exists."""
        return Tree(get(self.value, path), _below(self.keys, path), _below(self.values, path))

    def place(self, path: Path) -> Place:
        """Where the value at a path stands, or the nearest thing above it."""
        return _nearest(self.values, path)

    def key_place(self, path: Path) -> Place:
        """Where the key of a path stands, or the nearest thing above it."""
        return self.keys.get(path) or self.place(path)


def tree_of(value: Any, place: Place = NOWHERE) -> Tree:
    """A tree made of a Python value, its places known by their path only."""
    value = _with_text_keys(value)
    values = {
        path: Place(place.file, place.sheet, place.row, place.column, dotted(path) or None)
        for path in walk(value)
    }
    return Tree(value, values, values)


def _with_text_keys(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(key): _with_text_keys(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_with_text_keys(part) for part in value]
    return value


def walk(value: Any, path: Path = ()) -> Iterator[Path]:
    """The paths of a value and of all its parts."""
    yield path
    for key, part in items(value):
        yield from walk(part, (*path, key))


def items(value: Any) -> Iterator[tuple[str | int, Any]]:
    """The parts of a dict or list with their keys or positions."""
    if isinstance(value, Mapping):
        yield from value.items()
    elif isinstance(value, Sequence) and not isinstance(value, str):
        yield from enumerate(value)


def get(value: Any, path: Path) -> Any:
    """The part of a value at a path that exists."""
    for key in path:
        value = value[key]
    return value


def holds(value: Any, path: Path) -> bool:
    """Whether a path of keys exists in a value."""
    for key in path:
        if not isinstance(value, Mapping) or key not in value:
            return False
        value = value[key]
    return True


def with_part(value: Any, path: Path, part: Any) -> dict[str, Any]:
    """A copy of a mapping with one part replaced or added."""
    mapping = dict(value) if isinstance(value, Mapping) else {}
    head, rest = str(path[0]), path[1:]
    mapping[head] = with_part(mapping.get(head), rest, part) if rest else part
    return mapping


def without_part(value: Any, path: Path) -> dict[str, Any]:
    """A copy of a mapping without the part at a path that exists."""
    mapping = dict(value)
    head, rest = path[0], path[1:]
    if rest:
        mapping[str(head)] = without_part(mapping[str(head)], rest)
    else:
        del mapping[str(head)]
    return mapping


def moved(places: Mapping[Path, Place], here: Path) -> dict[Path, Place]:
    """Places of a part, once that part stands at `here`."""
    return {here + path: place for path, place in places.items()}


def dotted(path: Path) -> str:
    """A path as it is shown: `rules.themes.only[2]`."""
    shown = ""
    for key in path:
        shown += f"[{key + 1}]" if isinstance(key, int) else f".{key}" if shown else key
    return shown


def _below(places: Mapping[Path, Place], path: Path) -> dict[Path, Place]:
    size = len(path)
    return {p[size:]: place for p, place in places.items() if p[:size] == path}


def _nearest(places: Mapping[Path, Place], path: Path) -> Place:
    for size in range(len(path), -1, -1):
        if path[:size] in places:
            return places[path[:size]]
    return NOWHERE
