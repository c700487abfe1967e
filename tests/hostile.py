"""A scenario in which every text field holds something nasty, to be shown as the text that it is."""

from __future__ import annotations

import csv
import re
import shutil
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path

ROOT = Path(__file__).parents[1]
NAMES = (
    "<script>alert('a')</script>",
    "<img src=x onerror=alert(1)>",
    "</script><script>alert(2)//",
    "</style><style>*{display:none}",
    '"><svg onload=alert(3)>',
    "' onmouseover='alert(4)",
    "{{ 7 * 7 }}{% raw %}",
    "${7*7}#{7*7}",
    "javascript:alert(5)",
    "&lt;b&gt; &amp; &#60;i&#62;",
    "=cmd|' /C calc'!A0",
    "+1+1",
    "@SUM(A1:A9)",
    "-2+3",
    "right \u202eto left\u202c",
    "zero\u200bwidth\u2060joined",
    "]]><!-- -->",
    "url(http://127.0.0.1:9/x)",
    'Ligne « 1 » & "2" 🚲 <3',
    "long " + "x" * 9_990 + " end",
)
"""Markup, quotes, templates, formulas, directions, comments, and ten thousand characters."""
TEXTS = {
    "actions.csv": ("name", "name.en", "source", "mark"),
    "partners.csv": ("name", "source", "mark"),
    "criteria.csv": ("name", "name.en", "unit", "source", "mark"),
    "impacts.csv": ("mark",),
    "shares.csv": ("source", "mark", "note"),
    "links.csv": ("source", "mark", "note"),
}
"""Columns of free text, by table."""


def hostile_folder(folder: Path) -> Path:
    """A copy of the example of Brest whose free texts are all nasty, each of them somewhere."""
    copy = shutil.copytree(ROOT / "scenarios" / "brest", folder / "hostile")
    names = cycle(NAMES)
    for table, columns in TEXTS.items():
        _spoil(copy / table, columns, names)
    text = _relabelled((copy / "scenario.yaml").read_text(encoding="utf-8"), names)
    title = f"title: {_quoted(NAMES[0] + NAMES[6])}\ndescription: {_quoted(NAMES[2] + NAMES[14])}\n"
    kept = _without(text, ("title", "description"))
    (copy / "scenario.yaml").write_text(title + kept, encoding="utf-8")
    return copy


def _spoil(table: Path, columns: tuple[str, ...], names: Iterator[str]) -> None:
    with table.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        row.update({column: next(names) for column in columns if column in row})
    with table.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def _relabelled(text: str, names: Iterator[str]) -> str:
    """The settings with nasty names of themes, groups and rules."""
    return re.sub(r"\{fr: .*\}", lambda _: _quoted(next(names)), text)


def _quoted(text: str) -> str:
    """A text in YAML's single quotes."""
    return "'" + text.replace("'", "''") + "'"


def _without(text: str, keys: tuple[str, ...]) -> str:
    """A YAML text without some keys of the top level."""
    kept, skipping = [], False
    for line in text.splitlines(keepends=True):
        if line[:1] not in (" ", "\n", "#"):
            skipping = line.split(":")[0] in keys
        if not skipping:
            kept.append(line)
    return "".join(kept)
