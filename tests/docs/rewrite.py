"""What the documents show of the program: compared by the tests, written again by hand.

    python -m tests.docs.rewrite              every session, and the tables of columns
    python -m tests.docs.rewrite README.md    of one document

A session is a fenced `console` block: lines that begin with `$ ` are commands, what follows is
their output (both streams). The commands of a document run one after the other, in an empty
folder that holds the examples as `scenarios/` and a faulty scenario, `brouillon`. The columns of
each table of a scenario stand in docs/format.md between two comments.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from mcda.files.columns import EVERY_TABLE
from mcda.files.headers import KEPT, Column, Table

ROOT = Path(__file__).parents[2]
LANGUAGES = {
    "README.md": "en",
    "docs/guide-fr.md": "fr",
    "docs/tutorial-caen-fr.md": "fr",
    "docs/explanation-fr.md": "fr",
}
"""Documents with sessions, and the language they are in."""
QUOTING = {"docs/tutorial-caen-en.md": "README.md"}
"""Documents whose screens all stand in another one: they are copied, not run again."""
REFERENCE = "docs/format.md"
"""The document with the tables of columns."""
BLOCK = re.compile(r"(?<=^```console\n).*?(?=^```$)", re.MULTILINE | re.DOTALL)
COLUMNS = re.compile(r"(?<=<!-- columns of )(\w+)( -->\n).*?(?=<!-- end -->)", re.DOTALL)
SECONDS = re.compile(r"\d+([.,]\d+)?(?=[\s\u00a0\u202f]*(s|seconds?|secondes?)\b)")
MISTAKES = (
    ("actions.csv", r"(,\d+)00,", r"\1OO,"),
    ("shares.csv", r"(?m)^(\w+,\w+,)\d", r"\g<1>1"),
    ("shares.csv", r",PDF,", ",PFD,"),
    ("scenario.yaml", r"type: share\b", "type: shar"),
)
"""What is wrong with `brouillon`: file, pattern, and what stands there once instead."""


class Run(NamedTuple):
    """One command with its output."""

    command: str
    output: str

    def __str__(self) -> str:
        return f"$ {self.command}\n{self.output}"


def runs(block: str) -> list[Run]:
    """The commands of a block, with the output that is written below them."""
    parts = re.split(r"^\$ (.*)\n", block, flags=re.MULTILINE)[1:]
    return [Run(command, output) for command, output in zip(parts[::2], parts[1::2], strict=True)]


def written(document: str) -> list[Run]:
    """Every command of a document, as it stands there."""
    text = (ROOT / document).read_text(encoding="utf-8")
    return [run for block in BLOCK.findall(text) for run in runs(block)]


def quoted(document: str) -> Iterator[Run]:
    """The same commands with what the document that is quoted shows of them."""
    shown = {run.command: run for run in written(QUOTING[document])}
    return (shown[command] for command, _ in written(document))


def again(document: str) -> Iterator[Run]:
    """The same commands, run now."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        prepare(folder)
        for command, _ in written(document):
            yield Run(command, output(command, folder, LANGUAGES[document]))


def prepare(folder: Path) -> None:
    """The examples, and a copy of one with mistakes."""
    shutil.copytree(ROOT / "scenarios", folder / "scenarios")
    draft = shutil.copytree(ROOT / "scenarios" / "caen", folder / "brouillon")
    for file, right, wrong in MISTAKES:
        text = (draft / file).read_text(encoding="utf-8")
        spoilt = re.sub(right, wrong, text, count=1)
        if spoilt == text:
            raise ValueError(f"{file} no longer holds {right!r}: choose another mistake")
        (draft / file).write_text(spoilt, encoding="utf-8")


def output(command: str, folder: Path, language: str) -> str:
    """What a command prints, without the blanks that end its lines."""
    programs = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    colours = {"FORCE_COLOR", "CLICOLOR_FORCE", "TTY_COMPATIBLE", "TTY_INTERACTIVE"}
    own = {name: value for name, value in os.environ.items() if name not in colours}
    ran = subprocess.run(
        ["sh", "-c", command],
        cwd=folder,
        env={**own, "PATH": programs, "MCDA_LANG": language, "PYTHONUTF8": "1", "PYTHONWARNINGS": ""},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    return "".join(f"{line.rstrip()}\n" for line in ran.stdout.splitlines()).strip("\n") + "\n"


def alike(run: Run) -> str:
    """A run for comparison: trailing blanks and durations do not count."""
    return SECONDS.sub("#", "\n".join(line.rstrip() for line in str(run).strip().splitlines()))


def with_sessions(document: str) -> str:
    """A document with what its commands print now."""
    fresh = quoted(document) if document in QUOTING else again(document)

    def renewed(block: re.Match[str]) -> str:
        return "".join(str(next(fresh)) for _ in runs(block[0]))

    return BLOCK.sub(renewed, (ROOT / document).read_text(encoding="utf-8"))


def with_columns(text: str) -> str:
    """The reference with the columns that the program reads now."""
    return COLUMNS.sub(lambda block: f"{block[1]}{block[2]}{columns(EVERY_TABLE[block[1]])}", text)


def columns(table: Table) -> str:
    """The columns of a table, as a table."""
    head = ("column", "French", "also read", "cell", "meaning")
    rows = [_row(column) for column in table.columns if column not in KEPT]
    rows += [(f"`{family.name}`", "", "", family.kind, family.about) for family in table.families]
    return "".join(f"| {' | '.join(cells)} |\n" for cells in (head, ("---",) * len(head), *rows))


def _row(column: Column) -> tuple[str, ...]:
    star = " **\\***" if column.filled else " \\*" if column.required else ""
    about = column.about
    if column.choices:
        said = (f"`{key}` = {_listed(french)}" for key, french in column.choices.items())
        about += f" French: {', '.join(said)}."
    return f"`{column.name}`{star}", f"`{column.french}`", _listed(column.aliases), column.kind, about


def _listed(names: tuple[str, ...]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def rewrite(document: str) -> None:
    """Write a document again."""
    path = ROOT / document
    if document == REFERENCE:
        text = with_columns(path.read_text(encoding="utf-8"))
    else:
        text = with_sessions(document)
    path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    for name in sys.argv[1:] or [*LANGUAGES, *QUOTING, REFERENCE]:
        rewrite(name)
        print(f"{name}: written again")
