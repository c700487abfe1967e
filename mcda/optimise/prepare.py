"""Scores with what some rules must know beforehand: potentials, and what partners have alone."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from mcda.errors import Stopped
from mcda.model import Scenario
from mcda.optimise.coalitions import nets_alone
from mcda.optimise.engines import Clock
from mcda.optimise.potentials import potentials
from mcda.optimise.prove import choose_engines
from mcda.scoring import Scores, score


def prepared(scenario: Scenario, *, engine: str = "auto", clock: Clock | None = None) -> Scores:
    """The scores of a scenario, ready for all its rules and its objective.

    `Infeasible` and `Stopped` are raised where a potential cannot be proven.
    """
    scores, clock = score(scenario), clock or Clock.of(None)
    records = (*scenario.all_rules.values(), scenario.objective)
    needs = {need for record in records for need in record.needs()}
    if "potentials" in needs:
        scores = replace(scores, potentials=potentials(scores, engine=engine, clock=clock))
    if "alone" in needs:
        scores = replace(scores, alone=_alone(scores, engine, clock))
    return scores


def _alone(scores: Scores, engine: str, clock: Clock) -> dict[str, Fraction]:
    """Net of each partner alone; 0 of one that neither pays nor receives."""
    found = nets_alone(scores, choose_engines(engine), clock)
    if clock.over:
        raise Stopped(interrupted=clock.cancelled.is_set())
    nets = {partner: best.value for partner, best in found.items()}
    return {partner: nets.get(partner, Fraction(0)) for partner in scores.scenario.partner_by_id}
