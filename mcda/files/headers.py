"""What a column and a table are, and how their names are compared.

A header is compared without accents, case, or a unit in parentheses: `Coût (k€)` is `cost`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from mcda.wording import N_

Kind = Literal[
    "id",  # an identifier
    "ids",  # identifiers separated by spaces
    "doing",  # the identifier of an action, or `W1.if_not`
    "text",
    "number",  # any number
    "level",  # a number in the unit of a criterion
    "name",  # one of the named levels of a criterion
    "amount",  # a number that is not negative
    "money",  # an amount in the scenario's money, to the cent
    "percent",  # `50` or `50 %`, from 0 to 100
    "effect",  # a percentage of either sign
    "share",  # `0.5` or `50 %`
    "bool",
    "choice",
    "whole",  # a whole number that is not negative
    "year",
    "shape",  # `linear`, `0:0 200:60 500:100`, `exponential 30` or `weak:0 strong:100`
    "profile",  # percentages separated by spaces
]


@dataclass(frozen=True)
class Column:
    """One column of a table."""

    name: str
    """Canonical name, as in the English files and in the paths of overrides."""
    kind: Kind
    french: str
    """Header of the French template."""
    about: str
    """What to write in it (English, marked for translation)."""
    required: bool = False
    """The column must be there ..."""
    filled: bool = False
    """... and each of its cells too."""
    aliases: tuple[str, ...] = ()
    """Other headers that are understood."""
    choices: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Of a choice: canonical values and their French names, the usual one first."""

    def header(self, language: str) -> str:
        """The header of a template in a language."""
        return self.french if language == "fr" else self.name


KEPT = (
    Column("source", "text", "source", N_("Where the figures come from.")),
    Column("mark", "text", "marque", N_("S published, V computed from open data, A assumption.")),
    Column("note", "text", "note", N_("Anything worth remembering.")),
)
"""Columns that any table may carry; they are kept and change nothing."""

NAMED = Column(
    "name",
    "text",
    "nom",
    N_("Name on screen."),
    required=True,
    filled=True,
    aliases=("intitulé", "libellé"),
)
"""What a row is called."""


def own_id(name: str, french: str) -> Column:
    """The column of the ids of a table."""
    about = N_("Short code: a letter, then letters, digits or _.")
    aliases = ("id", "code", f"code {french}")
    return Column(name, "id", french, about, required=True, filled=True, aliases=aliases)


@dataclass(frozen=True)
class Family:
    """Columns made from a name that the planner chooses: `group.urban`, `trips.low`."""

    name: str
    """Pattern on screen, such as `group.<group>`."""
    kind: Kind
    pattern: re.Pattern[str]
    """What the header looks like; group `of` holds the name chosen."""
    canonical: str
    """Format of the canonical name, `{of}` being the name chosen."""
    about: str


@dataclass(frozen=True)
class Table:
    """One table: its names and its columns."""

    name: str
    """Canonical name: of the file, of the sheet, in the paths of overrides."""
    french: str
    columns: tuple[Column, ...]
    about: str
    key: str | None = None
    """Column whose ids name the rows; None where several columns together do."""
    families: tuple[Family, ...] = ()
    aliases: tuple[str, ...] = ()

    @cached_property
    def by_name(self) -> Mapping[str, Column]:
        """Columns by canonical name."""
        return {column.name: column for column in self.columns}

    @cached_property
    def by_header(self) -> Mapping[str, Column]:
        """Columns by every folded header that is understood."""
        return {
            fold(header): column
            for column in self.columns
            for header in (column.name, column.french, *column.aliases)
        }

    def title(self, language: str) -> str:
        """Name of the sheet in a language."""
        return self.french if language == "fr" else self.name


def fold(text: str) -> str:
    """A name without case, accents, dots, parentheses or kind of space: `Coût (k€)` -> `cout k€`."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return " ".join(re.sub(r"[\s_.\-'’()\[\]]+", " ", bare).casefold().split())


def without_unit(header: str) -> str:
    """A header without the unit in parentheses that ends it."""
    return re.sub(r"\s*[(\[][^()\[\]]*[)\]]\s*$", "", header).strip()


def unit_of(header: str) -> str | None:
    """The unit in parentheses that ends a header."""
    found = re.search(r"[(\[]([^()\[\]]*)[)\]]\s*$", header)
    return found[1].strip() if found else None
