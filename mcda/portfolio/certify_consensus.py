"""Re-check what a result says of the colleges: what the portfolio is worth to each, and the rest.

Each college's own best is the optimiser's word; where actions are few enough to look at every
portfolio, that word is checked too.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from math import lcm
from typing import Any

from mcda.portfolio.columns import Columns
from mcda.portfolio.enumeration import Enumeration, all_relations
from mcda.portfolio.portfolio import Portfolio, Proof, Regret
from mcda.portfolio.quantities import ScenarioQuantities
from mcda.portfolio.tally import Tally
from mcda.rules.base import Amount, Relation, fixed
from mcda.scoring import Scores


def claimed(result: Mapping[str, Any], scores: Scores, portfolio: Portfolio) -> Proof:
    """The proof that a result of objective `consensus` may claim for its portfolio."""
    status, stated = result.get("status"), _stated_bests(result)
    if status not in ("optimal", "feasible") or set(stated) != set(scores.views):
        return Proof("judged")
    tally, q = Tally(scores, portfolio.options), ScenarioQuantities(scores)
    regrets = tuple(
        Regret(college, tally.of(q.value(college)), stated[college]) for college in scores.views
    )
    if any(regret.points < 0 for regret in regrets):
        return Proof("judged")
    worst = max(regret.points for regret in regrets)
    bound = worst if status == "optimal" else None
    return Proof(status, "consensus", worst, bound, regrets=regrets)


def better_agreement(scores: Scores, proof: Proof) -> frozenset[str] | None:
    """A portfolio that refutes a proof: worth more to a college than its own best, or less regretted.

    None if all portfolios were looked at and there is none.
    """
    q = ScenarioQuantities(scores)
    columns, relations = Columns(scores), all_relations(q)
    everything = Enumeration(columns, relations)
    for regret in proof.regrets:
        better = everything.better_than(q.value(regret.college), regret.best)
        if better is not None:
            return better
    finest = Fraction(1, lcm(*(view.unit.denominator for view in scores.views.values())))
    least = (proof.achieved or Fraction(0)) - finest
    content = tuple(
        Relation(regret.college, q.value(regret.college), ">=", fixed(regret.best - least))
        for regret in proof.regrets
    )
    return Enumeration(columns, relations + content).better_than(Amount(), None)


def _stated_bests(result: Mapping[str, Any]) -> dict[str, Fraction]:
    """What a result says of each college's own best portfolio, in points."""
    listed = result.get("regrets")
    entries = listed if isinstance(listed, list) else []
    return {
        str(entry.get("college")): Fraction(repr(entry["best"]))
        for entry in entries
        if isinstance(entry, dict) and _is_finite(entry.get("best"))
    }


def _is_finite(number: Any) -> bool:
    return isinstance(number, int | float) and not isinstance(number, bool) and abs(number) < 1e15
