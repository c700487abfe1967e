"""The sheet `scenario` of a workbook: a tree of settings as rows of key and value, and back.

    title.fr                             Réciprocités autour de Caen
    years                                2027; 2031
    rules.rural.min                      50 %
    overrides.frugal.rules.budget.max    7000
    overrides.deal."rules.yearly".type   budget
    overrides.no_equity.rules.rural      null
    variants.prudent                     frugal; rural_first

A key is a path of names joined by dots; a name that holds a dot stands in double quotes, except
the path of an override, which goes on as it is. A list is text separated by `;` where a list is
expected, or one row for each item. Text that could be taken for something else stands in double
quotes, and what fits none of this is JSON. Scalars are text or None, as everywhere in a tree of
settings; `unflatten(flatten(tree)) == tree` for every tree.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from fractions import Fraction
from functools import cache
from typing import Any, get_args

from pydantic import BaseModel

from mcda.exact import plain

Path = tuple[str, ...]
Row = tuple[str, str]

BARE_NAME = re.compile(r'[^\s."](?:[^."]*[^\s."])?')
QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"')
UNPRINTABLE = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
"""Characters that a spreadsheet cannot keep."""
NULL = "null"


class BadKeyError(ValueError):
    """A key that cannot be read, stands twice, or is both a value and a branch."""

    def __init__(self, position: int, key: str) -> None:
        self.position = position
        """Number of the row, from 0."""
        self.key = key
        super().__init__(f"{position}: {key}")


def flatten(tree: Mapping[str, Any]) -> list[Row]:
    """Rows of key and value, in the order of the tree."""
    return [(_key(path), _cell(path, value)) for path, value in _leaves((), tree)]


def unflatten(rows: Iterable[tuple[str, str | Fraction | None]]) -> dict[str, Any]:
    """The tree that rows of key and value write; rows without a value say nothing.

    A number gives its shortest exact text.

    `BadKeyError` is raised for the first row that cannot be placed.
    """
    tree: dict[str, Any] = {}
    seen: set[Path] = set()
    for position, (key, cell) in enumerate(rows):
        path = read_key(key)
        if path is None:
            raise BadKeyError(position, key)
        text = plain(cell) if isinstance(cell, Fraction) else cell
        if text is None or not text.strip():
            continue
        try:
            _place(tree, path, read_cell(path, text), again=path in seen)
        except (KeyError, json.JSONDecodeError):
            raise BadKeyError(position, key) from None
        seen.add(path)
    return tree


def read_key(key: str) -> Path | None:
    """The names of a key; None if it is none."""
    names: list[str] = []
    rest = key.strip()
    while rest:
        if len(names) == 2 and names[0] == "overrides" and '"' not in rest:
            return (*names, rest)
        name = QUOTED.match(rest) or BARE_NAME.match(rest)
        if name is None:
            return None
        names.append(json.loads(name[0]) if rest[0] == '"' else name[0])
        rest = rest[name.end() :].lstrip()
        if rest and not re.match(r"\.\s*[^\s.]", rest):
            return None
        rest = rest.removeprefix(".").lstrip()
    return tuple(names) or None


def read_cell(path: Path, cell: str) -> Any:
    """The value that a cell writes at a path."""
    text = cell.strip()
    if text[:1] in ('"', "[", "{"):
        return json.loads(text, parse_int=str, parse_float=str)
    if text == NULL:
        return None
    if expects_list(path) or (";" in text and _may_be_list(path)):
        return [item.strip() for item in text.split(";") if item.strip()]
    return text


def expects_list(path: Path) -> bool:
    """Whether a list is expected at a path: variants, years, `only` of a rule ..."""
    if path[0] == "variants" and len(path) == 2:
        return True
    return path[-1].rpartition(".")[2] in _list_names()


def _may_be_list(path: Path) -> bool:
    """Whether one figure or a list by year may stand at a path."""
    return path[-1].rpartition(".")[2] in _either_names()


def _leaves(path: Path, value: Any) -> Iterator[tuple[Path, Any]]:
    """Values that are no branch, in order; an empty branch is a value."""
    if not isinstance(value, Mapping) or (path and not value):
        yield path, value
        return
    for name, below in value.items():
        yield from _leaves((*path, name), below)


def _key(path: Path) -> str:
    if path[:1] == ("overrides",) and len(path) > 2:
        end = path[2] if len(path) == 3 and _may_go_on(path[2]) else _in_quotes(path[2])
        return ".".join([*map(_name, path[:2]), end, *map(_name, path[3:])])
    return ".".join(map(_name, path))


def _name(name: str) -> str:
    return name if BARE_NAME.fullmatch(name) and not UNPRINTABLE.search(name) else _in_quotes(name)


def _may_go_on(name: str) -> bool:
    """Whether the path of an override can be written as it is."""
    return bool(name) and name == name.strip() and '"' not in name and not UNPRINTABLE.search(name)


def _in_quotes(text: str) -> str:
    return json.dumps(text, ensure_ascii=bool(UNPRINTABLE.search(text)))


def _cell(path: Path, value: Any) -> str:
    if value is None:
        return NULL
    listed = expects_list(path)
    if isinstance(value, str):
        one = not listed and not (";" in value and _may_be_list(path))
        return value if _is_bare(value) and one else _in_quotes(value)
    if listed and value and all(isinstance(i, str) and _is_bare(i) and ";" not in i for i in value):
        return "; ".join(value)
    text = json.dumps(value, ensure_ascii=False)
    return json.dumps(value) if UNPRINTABLE.search(text) else text


def _is_bare(text: str) -> bool:
    """Whether a text is read back as itself without quotes."""
    return (
        text == text.strip()
        and text[:1] not in ("", '"', "[", "{")
        and text != NULL
        and not UNPRINTABLE.search(text)
    )


def _place(tree: dict[str, Any], path: Path, value: Any, *, again: bool) -> None:
    """Put a value at its path; a list goes on where it was left."""
    *branches, last = path
    for name in branches:
        tree = tree.setdefault(name, {})
        if not isinstance(tree, dict):
            raise KeyError(name)
    if last not in tree:
        tree[last] = value
    elif again and isinstance(tree[last], list) and isinstance(value, list):
        tree[last] = tree[last] + value
    else:
        raise KeyError(last)


@cache
def _list_names() -> frozenset[str]:
    """Names of settings that hold a list, as the records declare them."""
    return _names_of(lambda kinds: all(kinds)) | {"statements"}


@cache
def _either_names() -> frozenset[str]:
    """Names of settings that hold one figure or a list by year."""
    return _names_of(lambda kinds: any(kinds) and not all(kinds))


def _names_of(wanted: Callable[[list[bool]], bool]) -> frozenset[str]:
    """Names of settings whose kinds of values (a list or not, for each) are such."""
    from mcda.model.scenario import PLACED, Scenario
    from mcda.rules import AnyRule

    records: list[type[BaseModel]] = [Scenario, *get_args(get_args(AnyRule)[0])]
    fields = ((name, field) for record in records for name, field in record.model_fields.items())
    found = {field.alias or name for name, field in fields if wanted(_kinds(field.annotation))}
    return frozenset(found - PLACED)


def _kinds(annotation: Any) -> list[bool]:
    """For each kind of value that an annotation admits, None aside, whether it is a list."""
    origin = getattr(annotation, "__origin__", None)
    parts = get_args(annotation) if origin is None else ()
    if not parts:
        return [] if annotation is type(None) else [origin is tuple]
    return [kind for part in parts for kind in _kinds(part)]
