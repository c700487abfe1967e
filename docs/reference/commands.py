"""The command line, from what `--help` says: the same words, laid out for reading."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from unittest.mock import patch

import click

from mcda.commands import group
from mcda.commands.click_words import speak
from reference.text import code, head, plain, table

TITLES = {"fr": "Commandes", "en": "Commands"}
ABOUT = {
    "fr": "Ce que dit `mcda COMMANDE --help`. Les codes de sortie et le JSON sont dans "
    "[le format](../format.md#commands-and-exit-codes) (en anglais).",
    "en": "What `mcda COMMAND --help` says. Exit codes and JSON are in "
    "[the format](../format.md#commands-and-exit-codes).",
}
HEADINGS = {"fr": ("option", "ce qu'elle fait"), "en": ("option", "what it does")}


class Page(click.HelpFormatter):
    """What a command tells of itself, taken down as Markdown."""

    def __init__(self, headings: Sequence[str]) -> None:
        super().__init__()
        self.headings = headings

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        self.write(f"```text\n{prog} {args}\n```\n\n")

    def write_text(self, text: str) -> None:
        self.write(f"{plain(' '.join(text.split()))}\n\n")

    def write_heading(self, heading: str) -> None:
        """Left out: the table says it."""

    def write_dl(self, rows: Sequence[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        self.write(table(self.headings, ((code(term), plain(said)) for term, said in rows)))


def page(language: str) -> str:
    """Every command in a language."""
    with _spoken(language):
        told = "".join(f"## {name}\n\n{_told(command, name, language)}" for name, command in _commands())
    return head(TITLES[language], ABOUT[language]) + told


@contextmanager
def _spoken(language: str) -> Iterator[None]:
    """The command line in a language, whatever the reader's own."""
    with patch.dict("os.environ", {"MCDA_LANG": language, "LANGUAGE": language}):
        speak(language)
        yield


def _commands() -> Iterator[tuple[str, click.Command]]:
    """Commands, and those below them, by the words that call them."""
    for name in group.list_commands(click.Context(group)):
        command = group.get_command(click.Context(group), name)
        if command is not None:
            yield name, command
        if isinstance(command, click.Group):
            yield from ((f"{name} {below}", part) for below, part in command.commands.items())


def _told(command: click.Command, name: str, language: str) -> str:
    written = Page(HEADINGS[language])
    command.format_help(click.Context(command, info_name=f"mcda {name}"), written)
    example = getattr(command, "example", "")
    return written.getvalue().replace(plain(example), code(example)) if example else written.getvalue()
