"""Simpson's paradox: a side that is balanced in all, and not in the parts (Simpson 1951).

A group is balanced where its share of the benefit is at least its share of the inhabitants
(`benefit`), or where at least as much is spent for it as it pays (`money`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from mcda.portfolio.ledger import GroupLine
from mcda.portfolio.portfolio import Portfolio

Balance = Literal["benefit", "money"]


@dataclass(frozen=True)
class Contradiction:
    """A group whose balance in all is not that of most parts."""

    group: str
    of: Balance
    balanced: bool
    """In all."""
    against: tuple[str, ...]
    """Parts in which it is the other way round: more than half of them."""
    parts: int
    """Parts in which there is anything to share out."""


def contradictions(portfolio: Portfolio) -> tuple[Contradiction, ...]:
    """Groups whose balance over all themes is not that of most themes."""
    themes = {theme.theme: theme.groups for theme in portfolio.themes if theme.theme is not None}
    return tuple(contradicting(portfolio.ledger.groups, themes))


def contradicting(
    whole: tuple[GroupLine, ...], parts: Mapping[str, tuple[GroupLine, ...]]
) -> Iterator[Contradiction]:
    """Groups balanced in the whole and not in most of its parts, or the other way round.

    `parts` are themes, years or whatever else the lines of the groups can be split by. A part
    counts where something is shared out in it.
    """
    for line in whole:
        for of in BALANCES:
            balanced = is_balanced(line, of)
            seen = {
                name: is_balanced(part, of)
                for name, lines in parts.items()
                for part in lines
                if part.group == line.group and is_balanced(part, of) is not None
            }
            against = tuple(name for name, each in seen.items() if each != balanced)
            if balanced is not None and 2 * len(against) > len(seen):
                yield Contradiction(line.group, of, balanced, against, len(seen))


BALANCES: tuple[Balance, ...] = ("benefit", "money")


def is_balanced(line: GroupLine, of: Balance) -> bool | None:
    """Whether a group gets its part; None where it has none, or inhabitants are not known.

    Of a total below zero there is no part either: the share then has not the sign of the amount.
    """
    if of == "money":
        return line.received >= line.burden if line.received or line.burden else None
    if line.benefit_share is None or line.population_share is None:
        return None
    if line.benefit * line.benefit_share < 0:
        return None
    return line.benefit_share >= line.population_share
