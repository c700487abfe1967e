"""YAML 1.2 read as text with places, and nothing that can bite.

The tree is built from the parser's events with a stack of its own: no recursion, no objects, no
aliases, no duplicate keys, a cap on size and depth. Scalars stay text (`no` is no boolean,
`12:30` no number); only an empty or `null` plain scalar is None.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from mcda.errors import InvalidScenario, Place, Problem
from mcda.files.tree import Path, Tree, dotted

LARGEST = 4_000_000
"""Most characters of a YAML text."""
DEEPEST = 30
NULLS = frozenset({"", "~", "null", "Null", "NULL"})


def parse(text: str, file: str | None) -> Tree:
    """The tree that a YAML text writes.

    Raises
    ------
    InvalidScenario
        The text is too long or too deep, is no YAML, or holds aliases, tags or duplicate keys.

    """
    if len(text) > LARGEST:
        limit = f"{LARGEST // 10**6} MB"
        raise InvalidScenario([Problem("E062", Place(file), details={"limit": limit})])
    builder = _Builder(file)
    for event in _events(text, file):
        builder.take(event)
    if builder.problems:
        raise InvalidScenario(builder.problems)
    return Tree(builder.root, builder.keys, builder.values)


def _events(text: str, file: str | None) -> Iterator[Any]:
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError, YAMLError
    from ruamel.yaml.reader import ReaderError

    try:
        yield from YAML(typ="safe", pure=True).parse(text)
    except MarkedYAMLError as error:
        place = _place(file, error.problem_mark or error.context_mark)
        raise InvalidScenario([Problem("E064", place)]) from None
    except ReaderError as error:
        place = Place(file, row=text.count("\n", 0, error.position) + 1)
        raise InvalidScenario([Problem("E069", place, f"U+{int(error.character):04X}")]) from None
    except (YAMLError, ValueError, OverflowError):  # an escape beyond Unicode makes chr() fail
        raise InvalidScenario([Problem("E064", Place(file))]) from None


class _Builder:
    """A tree in the making: containers that are still open, and what is wrong so far."""

    def __init__(self, file: str | None) -> None:
        self.file = file
        self.root: Any = None
        self.keys: dict[Path, Place] = {}
        self.values: dict[Path, Place] = {}
        self.problems: list[Problem] = []
        self._open: list[_Container] = []
        self._documents = 0

    def take(self, event: Any) -> None:
        """The next event of the parser."""
        kind = type(event).__name__
        if kind == "DocumentStartEvent":
            self._documents += 1
            if self._documents > 1:
                self._refuse("E064", event)
        elif kind in ("MappingStartEvent", "SequenceStartEvent"):
            self._start(event, {} if kind == "MappingStartEvent" else [])
        elif kind in ("MappingEndEvent", "SequenceEndEvent"):
            self._open.pop()
        elif kind == "ScalarEvent":
            self._scalar(event)
        elif kind == "AliasEvent":
            self._refuse("E066", event, value=f"*{event.anchor}")

    def _start(self, event: Any, content: Any) -> None:
        self._check_decorations(event)
        if len(self._open) >= DEEPEST:
            self._refuse("E067", event, limit=DEEPEST)
        if self._open and self._open[-1].awaits_key:
            self._refuse("E064", event)
        path = self._put(event, content)
        self._open.append(_Container(content, path))

    def _scalar(self, event: Any) -> None:
        self._check_decorations(event)
        if "\ud800" <= max(event.value, default="") <= "\udfff" or "\x1b" in event.value:
            self._refuse("E069", event, value=ascii(event.value))
        if self._open and self._open[-1].awaits_key:
            self._key(event)
        else:
            plain_null = event.style is None and event.value in NULLS
            self._put(event, None if plain_null else event.value)

    def _key(self, event: Any) -> None:
        inside = self._open[-1]
        path = (*inside.path, event.value)
        place = _place(self.file, event.start_mark, path)
        if event.value in inside.content:
            first = self.keys[path].row
            self.problems.append(Problem("E065", place, event.value, {"first": first}))
        self.keys.setdefault(path, place)
        inside.key = event.value

    def _put(self, event: Any, value: Any) -> Path:
        path: Path = ()
        if self._open:
            inside = self._open[-1]
            path = (*inside.path, inside.next_key())
            inside.add(value)
        else:
            self.root = value
        self.values.setdefault(path, _place(self.file, event.start_mark, path))
        return path

    def _check_decorations(self, event: Any) -> None:
        if event.anchor is not None:
            self._refuse("E066", event, value=f"&{event.anchor}")
        if event.tag is not None and str(event.tag) != "!":
            self._refuse("E066", event, value=str(event.tag))

    def _refuse(self, code: str, event: Any, value: str | None = None, **details: Any) -> None:
        """Nothing after this point can be trusted: stop here, with what was found before."""
        problem = Problem(code, _place(self.file, event.start_mark), value, details)
        raise InvalidScenario([*self.problems, problem])


class _Container:
    """A mapping or list that is still open."""

    def __init__(self, content: Any, path: Path) -> None:
        self.content = content
        self.path = path
        self.key: str | None = None

    @property
    def awaits_key(self) -> bool:
        return isinstance(self.content, dict) and self.key is None

    def next_key(self) -> str | int:
        return self.key if self.key is not None else len(self.content)

    def add(self, value: Any) -> None:
        if isinstance(self.content, dict):
            self.content.setdefault(self.key, value)
            self.key = None
        else:
            self.content.append(value)


def _place(file: str | None, mark: Any, path: Path = ()) -> Place:
    shown = dotted(path) or None
    if mark is None:
        return Place(file, path=shown)
    return Place(file, None, mark.line + 1, str(mark.column + 1), shown)
