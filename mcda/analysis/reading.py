"""What an elected member asks of a portfolio: who gets, who pays, who goes short. Facts only.

The sentences are in `mcda.show.reading`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from mcda.model import Scenario
from mcda.portfolio.ledger import GroupLine, PartnerLine
from mcda.portfolio.portfolio import Portfolio

MOST_TELLING = 2
"""Groups spoken of where there is room for a few sentences only."""


@dataclass(frozen=True)
class PerHead:
    """The partner whose inhabitants benefit least."""

    partner: str
    level: Fraction
    """Points per inhabitant."""
    average: Fraction
    """Points per inhabitant of all partners with inhabitants together."""


@dataclass(frozen=True)
class Attained:
    """What a partner gets beside the most that it could get."""

    partner: str
    benefit: Fraction
    """Points."""
    potential: Fraction
    """Points: see `mcda.optimise.potentials`."""

    @property
    def share(self) -> Fraction | None:
        """Benefit as a share of the potential; None where nothing can serve the partner."""
        return self.benefit / self.potential if self.potential > 0 else None


@dataclass(frozen=True)
class Reading:
    """The facts behind the sentences."""

    groups: tuple[GroupLine, ...]
    telling: tuple[GroupLine, ...]
    """Of these, those whose share of the benefits is farthest from their share of the inhabitants."""
    least_per_head: PerHead | None
    """None where fewer than two partners have inhabitants."""
    attained: tuple[Attained, ...]
    """Of every partner that is not the parent of another; empty where potentials are not known."""

    @property
    def weakest(self) -> Attained | None:
        """The partner that gets the smallest part of what it could have; the first of several."""
        served = [(one.share, one) for one in self.attained if one.share is not None]
        return min(served, key=lambda pair: (pair[0], pair[1].partner))[1] if served else None

    @property
    def unserved(self) -> tuple[str, ...]:
        """Partners that no portfolio within reach can serve."""
        return tuple(one.partner for one in self.attained if one.share is None)


def reading(portfolio: Portfolio, potentials: Mapping[str, Fraction] | None = None) -> Reading:
    """The facts of a portfolio; those about potentials only where these are given."""
    lines = own_lines(portfolio)
    groups = portfolio.ledger.groups
    return Reading(
        groups=groups,
        telling=_telling(groups),
        least_per_head=_least_per_head(portfolio.scenario, lines),
        attained=tuple(
            Attained(partner, line.benefit, potentials[partner])
            for partner, line in lines.items()
            if potentials is not None
        ),
    )


def own_lines(portfolio: Portfolio) -> dict[str, PartnerLine]:
    """Lines of the ledger of partners that are not the parent of another, by partner."""
    parents = {line.parent for line in portfolio.ledger.partners}
    return {line.partner: line for line in portfolio.ledger.partners if line.partner not in parents}


def _telling(groups: tuple[GroupLine, ...]) -> tuple[GroupLine, ...]:
    """The groups farthest from their share of the inhabitants, in the order of the ledger."""
    distances = {
        line.group: abs(line.benefit_share - line.population_share)
        for line in groups
        if line.benefit_share is not None and line.population_share is not None
    }
    farthest = sorted(distances, key=lambda group: (-distances[group], group))[:MOST_TELLING]
    return tuple(line for line in groups if line.group in farthest)


def benefit_per_head(scenario: Scenario, lines: Mapping[str, PartnerLine]) -> dict[str, Fraction]:
    """Points per inhabitant, by partner; of those that have inhabitants."""
    people = {p: n for p in lines if (n := scenario.partner_by_id[p].population)}
    return {partner: lines[partner].benefit / number for partner, number in people.items()}


def _least_per_head(scenario: Scenario, lines: Mapping[str, PartnerLine]) -> PerHead | None:
    people = {p: n for p in lines if (n := scenario.partner_by_id[p].population)}
    if len(people) < 2:
        return None
    levels = benefit_per_head(scenario, lines)
    partner = min(levels, key=lambda p: (levels[p], p))
    together = sum((lines[p].benefit for p in people), Fraction(0))
    return PerHead(partner, levels[partner], together / sum(people.values()))
