"""Simpson's paradox: a side that is balanced in all, and not in the parts (Simpson 1951).

A group is balanced where its share of the benefit is at least its share of the inhabitants
(`benefit`), or where at least as much is spent for it as it pays (`money`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from mcda.model import Partner
from mcda.portfolio.ledger import GroupLine, PartnerLine, group_lines, partner_line
from mcda.portfolio.portfolio import Portfolio
from mcda.portfolio.quantities import ScenarioQuantities
from mcda.portfolio.tally import Tally
from mcda.rules.base import Measure
from mcda.scoring import score

Balance = Literal["benefit", "money"]


@dataclass(frozen=True)
class Contradiction:
    """A group whose balance in all is not that of most parts."""

    group: str
    of: Balance
    balanced: bool
    """In all."""
    by: Literal["theme", "year"]
    """What the whole is split by."""
    against: tuple[str, ...]
    """Parts in which it is the other way round: more than half of them."""
    parts: int
    """Parts in which there is anything to share out."""


def contradictions(portfolio: Portfolio) -> tuple[Contradiction, ...]:
    """Groups whose balance in all is not that of most themes, or of most years."""
    themes = {theme.theme: theme.groups for theme in portfolio.themes if theme.theme is not None}
    whole = portfolio.ledger.groups
    return (
        *contradicting(whole, "theme", themes),
        *contradicting(whole, "year", _years(portfolio)),
    )


def _years(portfolio: Portfolio) -> dict[str, tuple[GroupLine, ...]]:
    """What groups pay in each year, and what is delivered to them, where there are years."""
    scores = score(portfolio.scenario)
    q, tally = ScenarioQuantities(scores), Tally(scores, portfolio.options)
    names = q.partners()

    def line(partner: Partner, year: int) -> PartnerLine:
        own = partner.partner
        paid = (Measure("paid", (own, other, str(year))) for other in names)
        delivered = (Measure("delivered", (other, own, str(year))) for other in names)
        burden, received = (sum(map(tally.measure, of), Fraction(0)) for of in (paid, delivered))
        return partner_line(partner, (Fraction(0), burden, received), q)

    partners = portfolio.scenario.partners
    by_year = {str(year): tuple(line(p, year) for p in partners) for year in q.years()}
    return {year: group_lines(lines, portfolio.scenario)[0] for year, lines in by_year.items()}


def contradicting(
    whole: tuple[GroupLine, ...],
    by: Literal["theme", "year"],
    parts: Mapping[str, tuple[GroupLine, ...]],
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
                yield Contradiction(line.group, of, balanced, by, against, len(seen))


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
