"""Rules of equity have names and units on screen, in both languages."""

from __future__ import annotations

import io

import pytest
from rich.console import Console
from tiny import judge, tiny

from mcda.files.settings import rule_types
from mcda.show import labels, tables
from mcda.wording import Words, words

RULES = {
    "gini": {"type": "gini", "max": 0.5},
    "jain": {"type": "jain", "min": 0.1},
    "theil": {"type": "theil", "max": 2},
    "atkinson": {"type": "atkinson", "max": 0.9},
    "no_loser": {"type": "no_loser"},
    "compensation": {"type": "compensation"},
    "burden": {"type": "burden", "per": "head", "max": 1},
}
"""Each alone under its own type, so that its name on screen is that of the type."""


def seen(say: Words) -> list[str]:
    """The lines of the table of verdicts on A1 and A3, of which each partner gets 5 points."""
    console = Console(file=io.StringIO(), width=200)
    with console.capture() as capture:
        for part in tables.verdicts(judge(tiny(RULES, point_worth=30), "A1 A3"), say):
            console.print(part)
    return capture.get().splitlines()


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_type_of_rule_has_a_name(language: str) -> None:
    names = [words(language)(labels.RULES[name]) for name in rule_types()]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize(
    ("language", "name", "shown"),
    [
        ("en", "Gini's index", "0.314"),  # 8000 / (1700 * 15), worked out by hand
        ("fr", "indice de Gini", "0,314"),
        ("en", "Jain's index", "0.662"),  # 15^2 / (1700 * (25/1000 + 25/500 + 25/200)) = 45/68
        ("en", "net of each partner", "50"),  # U: 30 * 5 - 100
        ("fr", "solde de chaque partenaire", "50"),
    ],
)
def test_a_rule_of_equity_shows_its_level(language: str, name: str, shown: str) -> None:
    (line,) = [line for line in seen(words(language)) if line.strip().startswith(name)]
    assert shown in line
