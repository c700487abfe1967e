"""What a re-check of a result found. Needs neither analyses nor optimiser."""

from __future__ import annotations

from collections.abc import Iterable

from rich.text import Text

from mcda.portfolio.certify import Check
from mcda.portfolio.result import Json
from mcda.show.layout import Screen, new_table
from mcda.wording import N_, Words


def record(found: Iterable[Check], words: Words) -> Json:
    """`mcda verify --json`."""
    return {
        "schema": "mcda/verify/1",
        "checks": [
            {"name": check.name, "ok": check.ok, "detail": detail(check, words)} for check in found
        ],
    }


def detail(check: Check, words: Words) -> str:
    """What a check found, in the reader's language."""
    return words(check.detail, **(check.parameters or {}))


def screen(found: Iterable[Check], words: Words) -> Screen:
    """What a re-check of a result looked at."""
    table = new_table(words(N_("Re-checked from the scenario alone")))
    for name in (N_("Check"), "", N_("Finding")):
        table.add_column(words(name))
    for check in found:
        sign = Text("✓", style="green") if check.ok else Text("✗", style="bold red")
        table.add_row(check.name, sign, detail(check, words))
    yield table
