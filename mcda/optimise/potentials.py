"""What each partner could have at best: the largest benefit that any portfolio gives it.

Under the scenario's rules, save those that are about equity: budgets, ceilings, links and goals
say what is possible, and a partner's potential is a matter of that alone.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from mcda.errors import Infeasible, Stopped
from mcda.model import Scenario
from mcda.optimise.conflicts import conflicts_of
from mcda.optimise.engines import Clock
from mcda.optimise.programme import formulate
from mcda.optimise.prove import choose_engines, prove
from mcda.rules import Rule, Value
from mcda.scoring import Scores


def without_equity(scenario: Scenario) -> dict[str, Rule]:
    """All rules of a scenario, implied ones included, that are not about equity."""
    return {name: rule for name, rule in scenario.all_rules.items() if not rule.concerns_equity}


def potentials(
    scores: Scores, *, engine: str = "auto", clock: Clock | None = None
) -> dict[str, Fraction]:
    """Largest benefit of each partner that is not the parent of another, in points, each proven.

    A partner that nothing affordable can serve has 0 (or less, where what is imposed harms it).

    Raises
    ------
    Infeasible
        The rules clash even without those about equity.
    Stopped
        The clock was over before every maximum was proven.
    """
    clock, pair = clock or Clock.of(None), choose_engines(engine)
    plain = scores.scenario.changed(objective=Value())
    programme = formulate(replace(scores, scenario=plain), without_equity(plain))
    most: dict[str, Fraction] = {}
    for partner in programme.q.leaves():
        benefit = programme.q.outcome("benefit", partner=partner)
        found = prove(programme, benefit, pair, clock, canonical=False).found
        if found.status == "infeasible":
            raise Infeasible(*conflicts_of(programme, pair[0], clock))
        if found.status != "optimal" or found.level is None:
            raise Stopped(interrupted=clock.cancelled.is_set())
        most[partner] = found.level
    return most
