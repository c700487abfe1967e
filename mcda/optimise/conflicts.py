"""Why no portfolio meets all rules, and what would have to give.

Which rules clash: leave rules out one by one as long as the rest is still impossible; those that
remain cannot hold together. By how much: for each of them alone, the smallest violation of any
portfolio that meets all the others, walked down exactly. Solvers' own conflict analyses do not
explain integer infeasibility.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction

from mcda.optimise.closest import any_portfolio, closest
from mcda.optimise.engines import Clock, Engine
from mcda.optimise.programme import Programme, formulate
from mcda.portfolio.listing import highest_tranches
from mcda.portfolio.portfolio import starting_years
from mcda.portfolio.verdicts import guards
from mcda.rules import ASKED, Asked, Rule, Status, Value
from mcda.rules.curved import AnyRelation, Level
from mcda.scoring import Scores


@dataclass(frozen=True)
class Relaxation:
    """The smallest violation of one rule that makes the others possible."""

    amount: Fraction
    """In the user's unit of the relation."""
    relation: AnyRelation
    """The relation of the rule that is violated most."""
    actions: tuple[str, ...]
    """A portfolio that meets all other rules with this violation."""
    starts: Mapping[str, int] = field(default_factory=dict)
    """Year in which each of its actions starts, where there are years."""
    tranches: tuple[str, ...] = ()
    """What funds, or partners by decision, take over of it."""


Clash = tuple[tuple[str, ...], dict[str, Relaxation | None]]


def conflicts_of(programme: Programme, engine: Engine, clock: Clock) -> Clash:
    """The rules that clash, and for each the smallest relaxation that suffices alone.

    None stands for a rule whose relaxation alone does not help. Empty if the rules are possible.
    `Stopped` is raised when the clock is over before the answer is certain.
    """
    scores, rules = _with_objective(programme)
    clash = clashing(scores, rules, engine, clock)
    relaxations = {name: smallest_relaxation(scores, rules, name, engine, clock) for name in clash}
    return tuple(clash), relaxations


def clash_with(
    programme: Programme, action: str, selected: bool, engine: Engine, clock: Clock
) -> tuple[str, ...]:
    """The rules that together keep an action out (or in, if it is not to be selected)."""
    scores, rules = _with_objective(programme)
    demand = Status(mandatory=(action,)) if selected else Status(excluded=(action,))
    name = "_demand"  # no id of a rule begins with "_"
    clash = clashing(scores, {**rules, name: demand}, engine, clock)
    return tuple(rule for rule in clash if rule != name)


def _with_objective(programme: Programme) -> tuple[Scores, dict[str, Rule]]:
    """The rules, and what the objective asks for as one more of them; the scores without it."""
    scores, rules = programme.scores, dict(programme.rules)
    objective = scores.scenario.objective
    if any(True for _ in objective.relations(programme.q)):
        rules[ASKED if ASKED not in rules else f"{ASKED}_"] = Asked(objective=objective)
        scores = replace(scores, scenario=scores.scenario.changed(objective=Value()))
    return scores, rules


def clashing(scores: Scores, rules: Mapping[str, Rule], engine: Engine, clock: Clock) -> list[str]:
    """Names of rules that cannot hold together, none of them superfluous."""
    kept = dict(rules)
    if _possible(scores, kept, engine, clock):
        return []
    for name in rules:
        without = {other: rule for other, rule in kept.items() if other != name}
        if not _possible(scores, without, engine, clock):
            kept = without
    return list(kept)


def smallest_relaxation(
    scores: Scores, rules: Mapping[str, Rule], name: str, engine: Engine, clock: Clock
) -> Relaxation | None:
    """How little rule `name` must give way for the others to hold; None if that does not help.

    The unit of a curved rule is not that of its total: some total is asked for first, where there can
    be any, and only the rule gives way.
    """
    others = formulate(scores, {other: rule for other, rule in rules.items() if other != name})
    relations = list(rules[name].relations(others.q))
    bases = guards(rules[name], relations, others.q)
    if bases and any(isinstance(relation, Level) for relation in relations):
        based = others.plus(*bases)
        found = any_portfolio(based, engine, clock)
        if found is not None:
            others, bases = based, []
    else:
        found = None
    if found is None:
        found = any_portfolio(others, engine, clock)
    if found is None:
        return None
    nearest = closest(others, [*relations, *bases], found, engine, clock)
    return Relaxation(
        nearest.violation,
        nearest.relation,
        tuple(sorted(nearest.chosen & scores.actions.keys())),
        starting_years(scores, nearest.chosen),
        highest_tranches(scores, nearest.chosen),
    )


def _possible(scores: Scores, rules: Mapping[str, Rule], engine: Engine, clock: Clock) -> bool:
    """Whether some portfolio meets these rules."""
    return any_portfolio(formulate(scores, rules), engine, clock) is not None
