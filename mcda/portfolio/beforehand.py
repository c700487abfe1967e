"""What some rules know beforehand, as a result states it: potentials, and what partners have alone.

They are the optimiser's word. Where portfolios are few enough to look at all of them, potentials
are checked too.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any

from mcda.exact import PLAIN_NUMBER, plain
from mcda.portfolio.columns import Columns
from mcda.portfolio.enumeration import MOST_COMBINATIONS, Enumeration
from mcda.portfolio.quantities import ScenarioQuantities
from mcda.portfolio.tally import Tally
from mcda.portfolio.verdicts import demands
from mcda.scoring import Scores

Amounts = Mapping[str, Fraction]
EXACT = re.compile(rf"{PLAIN_NUMBER.pattern}|-?\d+/[1-9]\d*")
"""What `plain` writes."""


def beforehand_json(potentials: Amounts, alone: Amounts) -> dict[str, dict[str, str]]:
    """Both as exact texts, by partner."""
    return {
        "potentials": {partner: plain(points) for partner, points in potentials.items()},
        "alone": {partner: plain(net) for partner, net in alone.items()},
    }


def is_needed(scores: Scores) -> bool:
    """Whether a rule or the objective asks for them."""
    scenario = scores.scenario
    records = (*scenario.all_rules.values(), scenario.objective)
    return any(need in ("potentials", "alone") for record in records for need in record.needs())


def with_stated(scores: Scores, result: Mapping[str, Any]) -> Scores | None:
    """The scores with what a result states; None where it does not state them for every partner."""
    stated = result.get("beforehand")
    if not isinstance(stated, Mapping):
        return None
    potentials, alone = _amounts(stated.get("potentials")), _amounts(stated.get("alone"))
    leaves = set(ScenarioQuantities(scores).leaves())
    if any(part and not leaves <= part.keys() for part in (potentials, alone)):
        return None
    return replace(scores, potentials=potentials, alone=alone) if potentials or alone else None


def refuted(scores: Scores) -> str | None:
    """A partner whose potential is not what is stated; None if there is none, or too many to look."""
    if not scores.potentials or scores.combinations > MOST_COMBINATIONS:
        return None
    q = ScenarioQuantities(scores)
    means = [rule for rule in scores.scenario.all_rules.values() if not rule.concerns_equity]
    relations = tuple(relation for rule in means for relation in demands(rule, q))
    portfolios = Enumeration(Columns(scores), relations)
    for partner, potential in scores.potentials.items():
        benefit = q.outcome("benefit", partner=partner)
        best = portfolios.better_than(benefit, None)
        if best is None or Tally(scores, best).of(benefit) != potential:
            return partner
    return None


def _amounts(stated: Any) -> dict[str, Fraction]:
    """Exact amounts by partner; what cannot be read is left out."""
    entries = stated.items() if isinstance(stated, Mapping) else ()
    return {str(partner): Fraction(text) for partner, text in entries if _is_number(text)}


def _is_number(text: Any) -> bool:
    """Whether a text is a decimal, or a whole number over one that is not zero."""
    return isinstance(text, str) and len(text) <= 400 and EXACT.fullmatch(text) is not None
