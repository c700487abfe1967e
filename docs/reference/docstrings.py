"""Docstrings as Markdown: sections with their entries, and what stands below a field."""

from __future__ import annotations

import ast
import inspect
import re
import textwrap
from itertools import pairwise

from reference.text import plain

SECTION = re.compile(r"\n*^(\w[\w ]*)\n-{3,}\n", re.MULTILINE)
"""A heading of a docstring."""
ENTRY = re.compile(r"^(\S.*)\n((?:[ ]{4}.*(?:\n|$)|\n)+)", re.MULTILINE)
"""What a section tells of: a name, and its text, indented."""


def prose(text: str | None) -> str:
    """A docstring: its paragraphs, then each section as a list."""
    first, *sections = SECTION.split(text or "")
    told = [_paragraphs(first)]
    told += [
        f"**{name}**\n\n{_entries(body)}"
        for name, body in zip(sections[::2], sections[1::2], strict=True)
    ]
    return "\n\n".join(told)


def summary(text: str | None) -> str:
    """The first paragraph, on one line."""
    return plain(" ".join((text or "").split("\n\n")[0].split()))


def fields(record: type) -> dict[str, str]:
    """What is written below each field of a class."""
    body = ast.parse(textwrap.dedent(inspect.getsource(record))).body[0].body  # type: ignore[attr-defined]
    return {
        field.target.id: said.value.value
        for field, said in pairwise(body)
        if isinstance(field, ast.AnnAssign)
        and isinstance(field.target, ast.Name)
        and isinstance(said, ast.Expr)
        and isinstance(said.value, ast.Constant)
    }


def _paragraphs(text: str) -> str:
    """Paragraphs; indented ones are code."""
    parts = re.split(r"\n\s*\n", text.strip("\n"))
    return "\n\n".join(
        f"```text\n{textwrap.dedent(part)}\n```" if part.startswith("    ") else plain(part)
        for part in parts
    )


def _entries(body: str) -> str:
    entries = ENTRY.findall(body)
    if not entries:
        return _paragraphs(body)
    return "".join(f"- `{name}`: {plain(' '.join(text.split()))}\n" for name, text in entries)
