"""What was not certain about a proposal: what a reader must know before believing its figures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from mcda.analysis.comparison import Comparison, Entry
from mcda.analysis.near_optimal import NearOptimal
from mcda.errors import Infeasible, InvalidScenario, Problem
from mcda.model import Scenario
from mcda.portfolio.portfolio import Portfolio
from mcda.portfolio.verdicts import Verdict

Kind = Literal[
    "fragile",
    "failed",
    "unreadable",
    "unsolved",
    "unproven",
    "unverified",
    "warning",
    "intervals",
    "assumed",
    "near_ties",
    "rounding",
]
"""A rule that could fail under another reading; a scenario whose rules no portfolio meets; one that
cannot be read; one whose search ended without a portfolio; a portfolio that is not proven the best;
one without a second opinion; a warning about the data; figures stated as intervals; cost that is an
assumption; other portfolios nearly as good; rounding of value."""
ASSUMPTION = "A"
"""The mark of a cost that is an assumption, in the column `mark` of the actions."""
TIED = Fraction(1, 200)
"""Portfolios within this share of the best are nearly as good as it."""


@dataclass(frozen=True)
class Doubt:
    """One thing that is not certain."""

    kind: Kind
    name: str = ""
    """What it is about: a rule, a scenario or variant, a kind of figure (`costs`, `impacts`, `receives`,
    `pays`, `point_worth`), the code of a warning."""
    amount: Fraction | None = None
    """`unproven`: the gap; `intervals`: how many figures; `assumed`: the share of the cost; `near_ties`:
    how many other sets of actions; `rounding`: points at most."""
    verdict: Verdict | None = None
    """Of a rule that is fragile, with what makes it so."""
    problem: Problem | None = None
    """Of a warning."""


def doubts(
    comparison: Comparison, near: NearOptimal | None = None, warnings: Sequence[Problem] = ()
) -> tuple[Doubt, ...]:
    """What is not certain of a comparison whose first entry is the proposal."""
    found = [*_of_proofs(comparison)]
    portfolio = comparison.entries[0].portfolio
    if portfolio is not None:
        fragile = [verdict for verdict in portfolio.verdicts if verdict.verdict == "FRAGILE"]
        found += [Doubt("fragile", verdict.rule, verdict=verdict) for verdict in fragile]
        found += [*_near_ties(near), *_intervals(portfolio.scenario), *_assumed(portfolio)]
    found += [Doubt("warning", problem.code, problem=problem) for problem in warnings]
    if portfolio is not None and portfolio.rounding_bound:
        found.append(Doubt("rounding", amount=portfolio.rounding_bound))
    return tuple(found)


def _of_proofs(comparison: Comparison) -> Iterator[Doubt]:
    for entry in comparison.entries:
        proof = entry.portfolio.proof if entry.portfolio else None
        if proof is None:
            yield Doubt(_without(entry), entry.name)
        elif proof.status == "feasible" or proof.gap:
            yield Doubt("unproven", entry.name, proof.gap)
        elif proof.status == "optimal" and proof.verified == "no":
            yield Doubt("unverified", entry.name)


def _without(entry: Entry) -> Kind:
    """Why there is no portfolio."""
    if isinstance(entry.failure, Infeasible):
        return "failed"
    return "unreadable" if isinstance(entry.failure, InvalidScenario) else "unsolved"


def _near_ties(near: NearOptimal | None) -> Iterator[Doubt]:
    if near is None or not near.complete:
        return
    least = near.best.level - TIED * abs(near.best.level)
    others = sum(one.level >= least for one in near.portfolios) - 1
    if others:
        yield Doubt("near_ties", amount=Fraction(others))


def _intervals(scenario: Scenario) -> Iterator[Doubt]:
    """How many figures of each kind are stated as intervals."""
    counted = {
        "costs": sum(a.cost_low is not None or a.cost_high is not None for a in scenario.actions),
        "impacts": sum(i.low is not None or i.high is not None for i in scenario.impacts),
        "receives": sum(
            s.receives_low is not None or s.receives_high is not None for s in scenario.shares
        ),
        "pays": sum(s.pays_low is not None or s.pays_high is not None for s in scenario.shares),
        "point_worth": int(_is_interval(scenario)),
    }
    yield from (Doubt("intervals", kind, Fraction(n)) for kind, n in counted.items() if n)


def _is_interval(scenario: Scenario) -> bool:
    worth = scenario.point_worth_interval
    return worth is not None and worth[0] != worth[2]


def _assumed(portfolio: Portfolio) -> Iterator[Doubt]:
    """Which share of the cost of the selected actions is marked as an assumption."""
    known = portfolio.scenario.action_by_id
    marked = [
        line.cost for line in portfolio.by_action if known[line.action].extra.get("mark") == ASSUMPTION
    ]
    if portfolio.cost and marked:
        yield Doubt("assumed", "costs", sum(marked, Fraction(0)) / portfolio.cost)
