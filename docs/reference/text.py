"""Markdown made from data: tables whose cells cannot break them, and the head of a page."""

from __future__ import annotations

from collections.abc import Iterable


def head(title: str, about: str) -> str:
    """The first lines of a page."""
    return f"# {title}\n\n{about}\n\n"


def table(headings: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A table; cells are Markdown on one line."""
    headings = tuple(headings)
    lines = (headings, ("---",) * len(headings), *rows)
    return "".join(f"| {' | '.join(map(_cell, line))} |\n" for line in lines) + "\n"


def plain(text: str) -> str:
    """A text without meaning as Markdown or HTML, save its `code`."""
    parts = text.split("`")
    parts[::2] = [_escaped(part) for part in parts[::2]]
    return "`".join(parts)


def code(text: str) -> str:
    """A text in code type."""
    return f"`{text}`" if text else ""


def _escaped(text: str) -> str:
    for mark in "\\*_[]<>{}|":
        text = text.replace(mark, f"&#{ord(mark)};")
    return text


def _cell(text: str) -> str:
    return " ".join(text.split())
