"""Weights as one college sees them: the rows of the table `weights`."""

from __future__ import annotations

from pydantic import Field

from mcda.exact import Amount0
from mcda.rules.base import Identifier, Record


class CollegeWeight(Record):
    """Swing points that one college gives to one criterion."""

    college: str
    """Who speaks."""
    criterion: Identifier
    """A criterion or a branch."""
    weight: Amount0
    """Swing points, relative to those it gives to the siblings."""
    voice: Amount0 | None = None
    """How much the college counts in a compromise, stated on one of its rows; 1 by default."""
    extra: dict[str, str] = Field(default_factory=dict)
    """Other columns of the table, kept as they are."""
