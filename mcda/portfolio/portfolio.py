"""The portfolio: a set of selected actions, judged, with its proof."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from mcda.display import as_html
from mcda.model import Scenario
from mcda.portfolio.account import Account, accounts
from mcda.portfolio.financing import Financing, financing
from mcda.portfolio.fragility import Doubts, examine
from mcda.portfolio.ledger import Ledger, ledger
from mcda.portfolio.quantities import ScenarioQuantities
from mcda.portfolio.tally import Tally
from mcda.portfolio.themes import ThemeLedger, theme_ledgers
from mcda.portfolio.verdicts import Fragility, Verdict, verdict
from mcda.rules import Compensation
from mcda.rules.base import Measure, points_for
from mcda.rules.transfers import Transfers
from mcda.scoring import Scores

if TYPE_CHECKING:
    import pandas as pd

Status = Literal["optimal", "feasible", "infeasible", "unsolved", "judged"]


GAP_OVER_YEARS = Fraction(1, 200)
"""What a scenario with years may leave open: its proofs take long, its figures are rough."""


def tolerance(scenario: Scenario) -> Fraction:
    """Gap below which a portfolio counts as optimal; the gap is shown."""
    return Fraction(0) if scenario.years is None else GAP_OVER_YEARS


@dataclass(frozen=True)
class Regret:
    """What a portfolio is worth to a college, beside the best that it would have chosen alone."""

    college: str
    value: Fraction
    """Points by the weights of the college."""
    best: Fraction
    """Points of its own best portfolio under the same rules."""

    @property
    def points(self) -> Fraction:
        return self.best - self.value


@dataclass(frozen=True)
class Proof:
    """What is known of the optimality of a portfolio."""

    status: Status
    """`optimal` (proven), `feasible` (a limit was reached) or `judged` (a list made by hand)."""
    objective: str = "value"
    achieved: Fraction | None = None
    """Exact level of the objective."""
    bound: Fraction | None = None
    """No portfolio does better than this."""
    verified: str = "no"
    """`enumeration`, `bounds` (label enumeration), the engine that found nothing better, or `no`."""
    verified_bound: Fraction | None = None
    """Where `verified` is `no`: the bound that the second engine had reached."""
    engine: str | None = None
    canonical: bool = True
    """Whether ties were broken the same way for everybody."""
    interrupted: bool = False
    """Whether the user stopped the search."""
    seconds: float = 0.0
    regrets: tuple[Regret, ...] = ()
    """Of each college, where the objective is their consensus."""
    levels: tuple[Fraction, ...] = ()
    """Best level of each stage of the objective, in turn."""

    @property
    def gap(self) -> Fraction | None:
        """(bound - achieved) / |bound|; 0 when proven."""
        if self.bound is None or self.achieved is None:
            return None
        return (self.bound - self.achieved) / abs(self.bound) if self.bound else Fraction(0)


@dataclass(frozen=True)
class ActionLine:
    """What one selected action brings and costs, with its active synergies."""

    action: str
    start: int | None
    """Year in which it starts, where there are years."""
    value: Fraction
    """Points, without common value and needs met."""
    cost: Fraction
    local_cost: Fraction


@dataclass(frozen=True, repr=False)
class Portfolio:
    """A set of selected actions of a scenario, with everything that it adds up to.

    Amounts are exact (`Fraction`), in points and in the scenario's money.
    """

    scenario: Scenario
    options: frozenset[str]
    """Everything that is taken: the actions, their starts where there are years, tranches."""
    actions: tuple[str, ...]
    """Ids, sorted."""
    starts: Mapping[str, int]
    """Year in which each action starts; empty in a scenario without years."""
    value: Fraction
    """V in points: benefits of all partners and common value."""
    common: Fraction
    """Part of the value that belongs to no partner."""
    value_from_records: Fraction
    """V computed in fractions from the records, before rounding to units."""
    rounding_bound: Fraction
    """Largest possible distance between the two."""
    unit: Fraction
    """Points in one unit of value."""
    cost: Fraction
    local_cost: Fraction
    """Part of the cost that partners pay."""
    by_action: tuple[ActionLine, ...]
    value_by_criterion: Mapping[str, Fraction]
    value_by_theme: Mapping[str, Fraction]
    """Without common value and needs met, which belong to no theme."""
    impacts: Mapping[str, Fraction]
    """Expected total of each criterion, in its unit."""
    ledger: Ledger
    accounts: tuple[Account, ...]
    """What sides give each other year by year; none in a scenario without years."""
    themes: tuple[ThemeLedger, ...]
    """The ledger theme by theme; these lines add up to it."""
    financing: Financing | None
    """Who pays for what; None where nothing decides or limits it."""
    transfers: Mapping[str, Transfers]
    """By rule of compensation, the least transfers between partners that meet it."""
    potentials: Mapping[str, Fraction]
    """Most points that each partner could get, where a rule asks for them."""
    alone: Mapping[str, Fraction]
    """Net of each partner's own best portfolio, where a rule asks for it."""
    verdicts: tuple[Verdict, ...]
    proof: Proof

    @property
    def cofinancing(self) -> Fraction:
        """Part of the cost paid by others than the partners."""
        return self.cost - self.local_cost

    @property
    def meets_all_rules(self) -> bool:
        return all(verdict.holds for verdict in self.verdicts)

    def _repr_html_(self) -> str:
        return as_html(self)

    def __repr__(self) -> str:
        value, cost = float(self.value), float(self.local_cost)
        money = self.scenario.money
        return (
            f"<Portfolio of {self.scenario.name or 'a scenario'}: {len(self.actions)} actions, "
            f"{value:.2f} points, {cost:.0f} {money} local, {self.proof.status}, "
            f"verified: {self.proof.verified}>"
        )

    @cached_property
    def partners(self) -> pd.DataFrame:
        """The ledger by partner, one row each (floats)."""
        import pandas as pd

        rows = [
            {
                "partner": line.partner,
                "benefit": float(line.benefit),
                "burden": float(line.burden),
                "received": float(line.received),
                "net": None if line.net is None else float(line.net),
            }
            for line in self.ledger.partners
        ]
        return pd.DataFrame(rows, columns=["partner", "benefit", "burden", "received", "net"])

    @cached_property
    def flows(self) -> pd.DataFrame:
        """Money from payer to receiver, one row each (floats)."""
        import pandas as pd

        rows = [(payer, receiver, float(f)) for (payer, receiver), f in self.ledger.flows.items()]
        return pd.DataFrame(rows, columns=["payer", "receiver", "amount"])

    @cached_property
    def rules(self) -> pd.DataFrame:
        """Verdicts, one row each (floats)."""
        import pandas as pd

        rows = [
            (v.rule, v.type, v.verdict, v.relation, float(v.left), float(v.right), float(v.slack))
            for v in self.verdicts
        ]
        columns = ["rule", "type", "verdict", "relation", "left", "right", "slack"]
        return pd.DataFrame(rows, columns=columns)


def assemble(
    scores: Scores,
    chosen: Iterable[str],
    proof: Proof,
    *,
    fragilities: Mapping[str, Fragility] | None = None,
) -> Portfolio:
    """Everything that a set of options adds up to, recomputed from the scores alone.

    `fragilities` are what makes rules FRAGILE, by rule, where that has been examined already: it takes
    most of the time.
    """
    tally, q = Tally(scores, frozenset(chosen)), ScenarioQuantities(scores)
    whole = ledger(q, tally)
    starts = starting_years(scores, tally.chosen)
    return Portfolio(
        scenario=scores.scenario,
        options=tally.chosen,
        actions=tuple(sorted(tally.actions)),
        starts=starts,
        value=tally.of(q.value()),
        common=sum((_summed(tally, c) for c in scores.valuation.common), Fraction(0)),
        value_from_records=scores.exact_value(tally.chosen),
        rounding_bound=scores.rounding_bound(tally.chosen),
        unit=scores.unit,
        cost=tally.measure(Measure("cost")),
        local_cost=tally.measure(Measure("local_cost")),
        by_action=tuple(_action_line(tally, a, starts.get(a)) for a in sorted(tally.actions)),
        value_by_criterion=_by_criterion(tally),
        value_by_theme={theme: tally.of(q.size("value", q.of_theme(theme))) for theme in q.themes()},
        impacts={c: tally.measure(Measure("impact", (c,))) for c in scores.valuation.weights},
        ledger=whole,
        themes=theme_ledgers(q, tally, whole),
        accounts=accounts(q, tally),
        financing=financing(q, tally),
        transfers=_transfers(q, tally),
        potentials=scores.potentials,
        alone=scores.alone,
        verdicts=judge_all(q, tally) if fragilities is None else _judged(q, tally, fragilities),
        proof=proof,
    )


def _transfers(q: ScenarioQuantities, tally: Tally) -> dict[str, Transfers]:
    """The least transfers of each rule about them; none of one that they cannot meet."""
    found = {}
    for name, rule in q.scores.scenario.all_rules.items():
        if isinstance(rule, Compensation):
            missing = rule.missing(q)
            transfers = missing.transfers([tally.of(part) for part in missing.parts])
            if transfers is not None:
                found[name] = transfers
    return found


def judge_all(q: ScenarioQuantities, tally: Tally) -> tuple[Verdict, ...]:
    """Verdicts of all rules, declared first."""
    doubts = Doubts(q.scores)
    return tuple(
        examine(verdict(name, rule, q, tally), rule, q, tally, doubts)
        for name, rule in q.scores.scenario.all_rules.items()
    )


def _judged(
    q: ScenarioQuantities, tally: Tally, fragilities: Mapping[str, Fragility]
) -> tuple[Verdict, ...]:
    """Verdicts where it is known what makes them fragile."""
    plain = [verdict(name, rule, q, tally) for name, rule in q.scores.scenario.all_rules.items()]
    return tuple(
        replace(found, verdict="FRAGILE", fragility=fragilities[found.rule])
        if found.rule in fragilities and found.verdict == "MET"
        else found
        for found in plain
    )


def starting_years(scores: Scores, chosen: frozenset[str]) -> dict[str, int]:
    """Year in which each action of a set of options starts, in order of ids."""
    taken = (scores.starts[option] for option in sorted(chosen & scores.starts.keys()))
    return {start.action: start.year for start in taken if start.year is not None}


def _action_line(tally: Tally, action: str, start: int | None) -> ActionLine:
    only = frozenset({action})
    return ActionLine(
        action=action,
        start=start,
        value=tally.measure(Measure("value", (), only)),
        cost=tally.measure(Measure("cost", (), only)),
        local_cost=tally.measure(Measure("local_cost", (), only)),
    )


def _summed(tally: Tally, criterion: str) -> Fraction:
    """Points of a criterion whose effects are summed before they are valued."""
    goals = [goal for goal in tally.scores.valuation.goals if goal[0] == criterion]
    return sum((tally.measure(points_for(goal)) for goal in goals), Fraction(0))


def _by_criterion(tally: Tally) -> dict[str, Fraction]:
    valuation = tally.scores.valuation
    units = dict.fromkeys(valuation.own, 0)
    for action in tally.actions:
        for entry in tally.scores.actions[action].within(tally.chosen):
            for (criterion, _), points in entry.points.items():
                units[criterion] += points
    own = {criterion: points * tally.scores.unit for criterion, points in units.items()}
    return own | {c: _summed(tally, c) for c in (*valuation.common, *valuation.needs)}
