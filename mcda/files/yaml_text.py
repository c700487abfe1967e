"""A tree of settings as YAML text, the way a planner would write it.

Scalars are text or None, as `yaml_tree` reads them: `parse(dump(tree)) == tree`.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from mcda.files.yaml_tree import NULLS

WIDTH = 100
"""Most characters of a record written on one line."""
PLAIN = re.compile(r"[^\s\-?:,\[\]{}#&*!|>'\"%@`=<](?:[^\s:,\[\]{}#'\"]| (?=[^\s#])|:(?=[^\s,\[\]{}]))*")
"""Text that no YAML reader takes for anything else, in a record on one line or not."""
NUMBER = re.compile(r"[+-]?[\d.]+(?: ?%)?")
INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


def dump(tree: Mapping[str, Any]) -> str:
    """The YAML text of a tree."""
    return "".join(f"{line}\n" for line in _mapping(tree))


def _mapping(tree: Mapping[str, Any]) -> Iterator[str]:
    if not tree:
        yield "{}"
    for key, value in tree.items():
        head = f"{scalar(key)}:"
        if _fits(value, head):
            yield f"{head} {_flow(value)}"
        else:
            yield head
            yield from _indented(value)


def _indented(value: Any) -> Iterator[str]:
    """A mapping or list, two spaces further."""
    if isinstance(value, Mapping):
        for line in _mapping(value):
            yield f"  {line}"
    else:
        for item in value:
            yield f"  - {_flow(item)}"


def _fits(value: Any, head: str) -> bool:
    """Whether a value is written on the line of its key."""
    if isinstance(value, str | None) or not value:
        return True
    parts = value.values() if isinstance(value, Mapping) else value
    is_deep = any(isinstance(part, Mapping) and part for part in parts)
    return not is_deep and len(head) + len(_flow(value)) < WIDTH


def _flow(value: Any) -> str:
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{scalar(key)}: {_flow(part)}" for key, part in value.items()) + "}"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "[" + ", ".join(map(_flow, value)) + "]"
    return scalar(value)


def scalar(value: str | None) -> str:
    """A text, in quotes if it could be taken for something else; `null` for None."""
    if value is None:
        return "null"
    is_plain = NUMBER.fullmatch(value) or (PLAIN.fullmatch(value) and value not in NULLS)
    return value if is_plain and not _hidden(value) else _quoted(value)


def _hidden(text: str) -> bool:
    return any(unicodedata.category(character) in INVISIBLE for character in text)


def _quoted(text: str) -> str:
    """In double quotes, what cannot be seen being escaped."""
    return "".join(
        f"\\U{ord(character):08x}" if _hidden(character) else character
        for character in json.dumps(text, ensure_ascii=False)
    )
