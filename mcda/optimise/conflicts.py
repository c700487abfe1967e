"""Why no portfolio meets all rules, and what would have to give.

Which rules clash: leave rules out one by one as long as the rest is still impossible; those that
remain cannot hold together. By how much: for each of them alone, the smallest violation of any
portfolio that meets all the others, walked down exactly. Solvers' own conflict analyses do not
explain integer infeasibility.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from mcda.errors import Infeasible, Stopped
from mcda.model import Scenario
from mcda.optimise.engines import Clock, Engine, engine_named
from mcda.optimise.linear import Bounds, Term
from mcda.optimise.programme import Programme, formulate, terms_of
from mcda.optimise.search import maximise
from mcda.portfolio.tally import Tally
from mcda.portfolio.verdicts import demands, slack
from mcda.rules.base import Amount, Relation, Rule, fixed
from mcda.scoring import Scores, score

STEPS = 2**12
"""Levels of violation that one solve tells apart."""


@dataclass(frozen=True)
class Relaxation:
    """The smallest violation of one rule that makes the others possible."""

    amount: Fraction
    """In the user's unit of the relation."""
    relation: Relation
    """The relation of the rule that is violated most."""
    actions: tuple[str, ...]
    """A portfolio that meets all other rules with this violation."""


Clash = tuple[tuple[str, ...], dict[str, Relaxation | None]]


def conflicts_of(programme: Programme, engine: Engine, clock: Clock) -> Clash:
    """The rules that clash, and for each the smallest relaxation that suffices alone.

    None stands for a rule whose relaxation alone does not help. Empty if the rules are possible.
    `Stopped` is raised when the clock is over before the answer is certain.
    """
    rules = clashing(programme.scores, programme.rules, engine, clock)
    relaxations = {
        name: smallest_relaxation(programme.scores, programme.rules, name, engine, clock)
        for name in rules
    }
    return tuple(rules), relaxations


def diagnose(scenario: Scenario) -> Infeasible | None:
    """Why no portfolio of a scenario meets all rules; None if some portfolio does."""
    programme = formulate(score(scenario))
    rules, relaxations = conflicts_of(programme, engine_named("cpsat"), Clock.of(None))
    return Infeasible(rules, relaxations) if rules else None


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
    """How little rule `name` must give way for the others to hold; None if that does not help."""
    others = formulate(scores, {other: rule for other, rule in rules.items() if other != name})
    relations = demands(rules[name], others.q)
    found = _any_portfolio(others, engine, clock)
    if found is None:
        return None
    while True:
        violation, relation = _violation(scores, relations, found)
        closer = _coarsely_closer(others, relations, violation, engine, clock)
        closer = closer or _closer(others, relations, violation, engine, clock)
        if closer is None or violation == 0:
            return Relaxation(violation, relation, tuple(sorted(found)))
        found = closer


def _possible(scores: Scores, rules: Mapping[str, Rule], engine: Engine, clock: Clock) -> bool:
    """Whether some portfolio meets these rules."""
    return _any_portfolio(formulate(scores, rules), engine, clock) is not None


def _any_portfolio(programme: Programme, engine: Engine, clock: Clock) -> frozenset[str] | None:
    """Some portfolio that meets the relations, None if there is none; `Stopped` without an answer."""
    found = maximise(programme, Amount(), engine, clock)
    if found.status == "unsolved":
        raise Stopped(interrupted=clock.cancelled.is_set())
    return found.chosen


def _violation(
    scores: Scores, relations: list[Relation], chosen: frozenset[str]
) -> tuple[Fraction, Relation]:
    """The largest violation of a portfolio, and the relation that it violates."""
    tally = Tally(scores, chosen)
    least, worst = min(((slack(r, tally), r) for r in relations), key=lambda pair: pair[0])
    return max(Fraction(0), -least), worst


def _one_sided(relation: Relation) -> list[Amount]:
    """Amounts that must not be negative."""
    margin = relation.margin
    return [margin, -margin] if relation.sense == "==" else [margin]


def _closer(
    others: Programme, relations: list[Relation], violation: Fraction, engine: Engine, clock: Clock
) -> frozenset[str] | None:
    """A portfolio that violates the relations by strictly less."""
    allowed = []
    for margin in (m for relation in relations for m in _one_sided(relation)):
        finest = 1 / others.columns.combination(margin).multiple
        allowed.append(Relation("closer", margin + violation, ">=", fixed(finest)))
    return _any_portfolio(others.plus(*allowed), engine, clock)


def _coarsely_closer(
    others: Programme, relations: list[Relation], violation: Fraction, engine: Engine, clock: Clock
) -> frozenset[str] | None:
    """A portfolio with the least violation, told apart in steps of `violation / STEPS`."""
    if violation == 0:
        return None
    form = others.form.with_variable("violation", Bounds(0, STEPS - 1))
    steps = form.size - 1
    for margin in (m for relation in relations for m in _one_sided(relation)):
        whole = others.columns.combination(margin)
        size = whole.multiple * violation / STEPS
        terms = [Term(v, c * size.denominator) for v, c in terms_of(whole)]
        terms.append(Term(steps, size.numerator))
        form = form.plus(terms, ">=", -whole.constant * size.denominator)
    solution = engine.solve(form.maximising([Term(steps, -1)]), clock)
    if solution.x is None:
        return None
    chosen = others.chosen(solution.x)
    closer = others.admits(chosen) and _violation(others.scores, relations, chosen)[0] < violation
    return chosen if closer else None
