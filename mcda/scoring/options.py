"""Options: what a portfolio takes or leaves.

An option is an action (`M1`) or, in a scenario with years, the start of an action in a year
(`M1@2028`). A portfolio is a set of ids of options: it holds an action and exactly one of its
starts, or neither. No id of an action contains `@`.
"""

from __future__ import annotations

from dataclasses import dataclass

from mcda.model import Action
from mcda.scoring.entries import ActionScore
from mcda.scoring.timing import Years, dated

SEPARATOR = "@"


@dataclass(frozen=True)
class Option:
    """Something that is taken or not, and what it adds."""

    id: str
    action: str
    """The action it belongs to: its own id for an action."""
    score: ActionScore
    year: int | None = None
    """Of a start: the year."""


def start_id(action: str, year: int) -> str:
    """The id of the start of an action in a year."""
    return f"{action}{SEPARATOR}{year}"


def starts_of(action: Action, score: ActionScore, years: Years) -> tuple[Option, ...]:
    """The starts that an action may have, in order of years."""
    first, last = action.starts_within(years)
    return tuple(
        Option(start_id(action.action, year), action.action, dated(score, action, year, years), year)
        for year in range(first, last + 1)
    )
