"""The look of every screen: tables without frames, numbers to the right."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import TYPE_CHECKING

from rich import box
from rich.table import Table

from mcda.wording import Words

if TYPE_CHECKING:
    from rich.console import RenderableType

Screen = Iterator["RenderableType"]


def new_table(title: str) -> Table:
    """A table as wide as its title at least."""
    return Table(
        title=title,
        title_justify="left",
        title_style="bold",
        box=box.SIMPLE_HEAD,
        pad_edge=False,
        min_width=min(len(title), 80),
    )


def add_columns(table: Table, words: Words, texts: Iterable[str], numbers: Iterable[str]) -> None:
    for name in texts:
        table.add_column(words(name))
    for name in numbers:
        table.add_column(words(name), justify="right")


def together(text: str) -> str:
    """A text that no line break tears apart."""
    return text.replace(" ", "\u00a0")


def shown_share(share: Fraction | float | None, words: Words) -> str:
    return "–" if share is None else words.percent(share)


def moves(entered: Iterable[str], left: Iterable[str]) -> str:
    return " ".join([*(f"+{action}" for action in entered), *(f"−{action}" for action in left)]) or "="
