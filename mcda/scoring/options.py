"""Options: what a portfolio takes or leaves.

An option is an action (`M1`); in a scenario with years, the start of an action in a year
(`M1@2028`); a tranche of its cost that somebody takes over (`M1+DETR.2`, `M1@2028:CLM.1`; see
`tranches`). A portfolio is a set of ids of options: it holds an action and exactly one of its
starts, or neither, and tranches of what it holds. No id of an action contains `@`, `+`, `:` or `.`.
"""

from __future__ import annotations

from dataclasses import dataclass

from mcda.model import Action
from mcda.scoring.entries import ActionScore
from mcda.scoring.timing import Years, dated
from mcda.scoring.tranches import Sharing, tranche

SEPARATOR = "@"


@dataclass(frozen=True)
class Option:
    """Something that is taken or not, and what it adds."""

    id: str
    action: str
    """The action it belongs to: its own id for an action."""
    score: ActionScore
    year: int | None = None
    """Of a start, and of its tranches: the year."""
    taker: str | None = None
    """Of a tranche: who takes it (`+FUND`, `:PARTNER`)."""
    rank: int = 0
    """Of a tranche: its number, from 1."""


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


def tranches_of(owner: Option, sharing: Sharing) -> tuple[Option, ...]:
    """The tranches that may be taken of an action, or of its start."""
    return tuple(
        Option(name, owner.action, tranche(owner.score, taker, rank), owner.year, taker, rank)
        for name, taker, rank in sharing.tranches
    )
