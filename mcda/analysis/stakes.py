"""What a scenario is about, in a few figures: who, how many, how much is asked for."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from mcda.model import Scenario


@dataclass(frozen=True)
class Stakes:
    """The size of the question."""

    candidates: int
    cost: Fraction
    """Of all candidates together, synergies aside, in the scenario's money."""
    inhabitants: Fraction | None
    """Of all partners; None where the population of one is not known."""


def stakes(scenario: Scenario) -> Stakes:
    """Add up what is asked for, and who lives there; members of a partner are counted once."""
    parents = {partner.parent for partner in scenario.partners}
    living = [partner.population for partner in scenario.partners if partner.partner not in parents]
    known = [people for people in living if people is not None]
    return Stakes(
        candidates=len(scenario.actions),
        cost=sum((action.cost for action in scenario.actions), Fraction(0)),
        inhabitants=sum(known, Fraction(0)) if known and len(known) == len(living) else None,
    )
