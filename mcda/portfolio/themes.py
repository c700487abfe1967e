"""The reciprocity ledger by theme: a theme in which one side only gives is seen here.

The lines of all themes, and of what belongs to none, add up exactly to those of the ledger.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from mcda.exact import sum_of_products
from mcda.model import Partner, Scenario
from mcda.portfolio.ledger import GroupLine, Ledger, PartnerLine, Three, group_lines, partner_line
from mcda.portfolio.quantities import ScenarioQuantities
from mcda.portfolio.tally import Tally
from mcda.rules.base import Measure

OUTSIDE = ""
"""The side of partners, or parts of them, that belong to no group."""


@dataclass(frozen=True)
class ThemeLedger:
    """What the actions of one theme bring and cost, partner by partner and group by group."""

    theme: str | None
    """None for value that is counted over all actions at once, and so belongs to no theme."""
    value: Fraction
    """Points of all partners; without theme, the common value too."""
    local_cost: Fraction
    """Money that partners pay, and that is spent for them."""
    partners: tuple[PartnerLine, ...]
    groups: tuple[GroupLine, ...]
    outside: GroupLine | None
    flows: Mapping[tuple[str, str], Fraction]
    """Money paid by the partners of one group and spent for those of another (or `OUTSIDE`)."""


def theme_ledgers(q: ScenarioQuantities, tally: Tally, whole: Ledger) -> tuple[ThemeLedger, ...]:
    """The ledger of each theme, in order of their names; last what belongs to none, if anything."""
    themes = tuple(_of_theme(theme, q, tally) for theme in q.themes())
    rest = _of_no_theme(themes, q, tally, whole)
    return (*themes, rest) if rest.value or any(line.benefit for line in rest.partners) else themes


def _of_theme(theme: str, q: ScenarioQuantities, tally: Tally) -> ThemeLedger:
    actions = q.of_theme(theme)
    benefit, burden, received, flows = (
        tally.among(kind, actions) for kind in ("benefit", "burden", "received", "flow")
    )
    scenario, nothing = tally.scores.scenario, Fraction(0)

    def own(partner: str) -> Three:
        one = (partner,)
        return benefit.get(one, nothing), burden.get(one, nothing), received.get(one, nothing)

    lines = tuple(partner_line(partner, own(partner.partner), q) for partner in scenario.partners)
    groups, outside = group_lines(lines, scenario)
    return ThemeLedger(
        theme=theme,
        value=tally.measure(Measure("value", (), actions)),
        local_cost=tally.measure(Measure("local_cost", (), actions)),
        partners=lines,
        groups=groups,
        outside=outside,
        flows=_between_groups(flows, scenario),
    )


def _of_no_theme(
    themes: tuple[ThemeLedger, ...], q: ScenarioQuantities, tally: Tally, whole: Ledger
) -> ThemeLedger:
    """What the ledger holds beyond the themes: points only, as money always belongs to an action."""
    themed = {
        line.partner: sum((theme.partners[place].benefit for theme in themes), Fraction(0))
        for place, line in enumerate(whole.partners)
    }
    scenario, nothing = tally.scores.scenario, Fraction(0)
    lines = tuple(
        partner_line(
            scenario.partner_by_id[line.partner],
            (line.benefit - themed[line.partner], nothing, nothing),
            q,
        )
        for line in whole.partners
    )
    groups, outside = group_lines(lines, scenario)
    value = tally.of(q.value()) - sum(theme.value for theme in themes)
    return ThemeLedger(None, value, nothing, lines, groups, outside, {})


def _between_groups(
    flows: Mapping[tuple[str, ...], Fraction], scenario: Scenario
) -> dict[tuple[str, str], Fraction]:
    """Flows between partners as flows between their groups, by fractional membership."""
    sides = {p.partner: _sides(p) for p in scenario.partners}
    parts: dict[tuple[str, str], list[tuple[Fraction, ...]]] = {}
    for (payer, receiver), amount in flows.items():
        for giving, part in sides[payer]:
            for taking, share in sides[receiver]:
                parts.setdefault((giving, taking), []).append((amount, part, share))
    between = {pair: sum_of_products(parts[pair]) for pair in sorted(parts)}
    return {pair: amount for pair, amount in between.items() if amount}


def _sides(partner: Partner) -> tuple[tuple[str, Fraction], ...]:
    """The groups to which a partner belongs, and to what part."""
    sides = {**partner.groups, OUTSIDE: partner.outside}
    return tuple((side, part) for side, part in sides.items() if part)
