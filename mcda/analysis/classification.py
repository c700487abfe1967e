"""What hangs on who is called urban or rural.

A portfolio is read again under every declared classification, and under extremes: each partner
that stands in more than one group, between two classifications or within one, is put wholly into
each of the groups, alone and with all others of its kind.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from mcda.model import Scenario
from mcda.model.partner import Membership
from mcda.portfolio.ledger import GroupLine, group_lines
from mcda.portfolio.portfolio import Portfolio
from mcda.portfolio.quantities import ScenarioQuantities
from mcda.portfolio.tally import Tally
from mcda.portfolio.verdicts import Verdict, verdict
from mcda.scoring import score

Memberships = Mapping[str, Membership]
"""Groups of every partner."""


@dataclass(frozen=True)
class Regrouping:
    """The portfolio as it stands when partners are put into groups in one way."""

    kind: Literal["main", "declared", "all", "one"]
    """The main classification; another declared one; all borderline partners in one group; one."""
    group: str
    """Of `declared` the name of the classification, of `all` and `one` the group."""
    partner: str | None
    """Of `one`."""
    groups: tuple[GroupLine, ...]
    verdicts: tuple[Verdict, ...]
    """Of every rule, fragility aside."""


@dataclass(frozen=True)
class Decisive:
    """A rule whose verdict hangs on the group of one partner alone."""

    rule: str
    partner: str
    group: str
    """Put there ..."""
    verdict: Verdict
    """... the rule stands so."""


@dataclass(frozen=True)
class Sweep:
    """A portfolio under every reading of its groups, the main one first."""

    borderline: tuple[str, ...]
    """Partners that stand in more than one group."""
    regroupings: tuple[Regrouping, ...]

    @property
    def main(self) -> Regrouping:
        return self.regroupings[0]

    @property
    def unsettled(self) -> tuple[str, ...]:
        """Rules whose verdict is not the same under all readings."""
        standings: dict[str, set[str]] = {}
        for regrouping in self.regroupings:
            for found in regrouping.verdicts:
                standings.setdefault(found.rule, set()).add(found.verdict)
        return tuple(rule for rule, seen in standings.items() if len(seen) > 1)

    @property
    def decisive(self) -> tuple[Decisive, ...]:
        """Partners whose group alone changes a verdict."""
        stands = {found.rule: found.verdict for found in self.main.verdicts}
        return tuple(
            Decisive(found.rule, regrouping.partner, regrouping.group, found)
            for regrouping in self.regroupings
            for found in regrouping.verdicts
            if regrouping.partner is not None and found.verdict != stands[found.rule]
        )


def sweep(portfolio: Portfolio) -> Sweep:
    """Read a portfolio again under every declared and every extreme classification."""
    scenario = portfolio.scenario
    scores = score(scenario)
    q, tally = ScenarioQuantities(scores), Tally(scores, portfolio.options)
    lines = portfolio.ledger.partners

    def read(
        kind: Literal["main", "declared", "all", "one"],
        group: str,
        partner: str | None,
        memberships: Memberships,
    ) -> Regrouping:
        seen = q.regrouped(memberships)
        rules = scenario.all_rules.items()
        verdicts = tuple(verdict(name, rule, seen, tally) for name, rule in rules)
        groups, _ = group_lines(lines, scenario, memberships)
        return Regrouping(kind, group, partner, groups, verdicts)

    return Sweep(borderline(scenario), tuple(read(*one) for one in _readings(scenario)))


def classifications(scenario: Scenario) -> dict[str, Memberships]:
    """Groups of every partner by declared classification, the main one under an empty name."""
    names = sorted({name for partner in scenario.partners for name in partner.classifications})
    main: dict[str, Memberships] = {"": {p.partner: p.groups for p in scenario.partners}}
    others = {
        name: {p.partner: p.classifications.get(name, {}) for p in scenario.partners} for name in names
    }
    return {**main, **others}


def borderline(scenario: Scenario) -> tuple[str, ...]:
    """Partners that stand in more than one group, in one classification or between several."""
    declared = classifications(scenario).values()
    return tuple(
        partner
        for partner in scenario.partner_by_id
        if len({group for groups in declared for group, part in groups[partner].items() if part}) > 1
    )


Reading = tuple[Literal["main", "declared", "all", "one"], str, str | None, Memberships]


def _readings(scenario: Scenario) -> Iterator[Reading]:
    declared, between = classifications(scenario), borderline(scenario)
    main = declared[""]
    for name, memberships in declared.items():
        yield "declared" if name else "main", name, None, memberships
    for group in scenario.groups if between else ():
        wholly = {group: Fraction(1)}
        yield "all", group, None, {**main, **dict.fromkeys(between, wholly)}
    for partner in between:
        for group in scenario.groups:
            if main[partner] != {group: 1}:
                yield "one", group, partner, {**main, partner: {group: Fraction(1)}}
