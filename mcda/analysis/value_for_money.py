"""Value for money: what each candidate brings alone, and how a portfolio adds up as it grows.

Every amount is that of a set of actions, added up exactly with the synergies that are active in it;
nothing is added that belongs together.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate

from mcda.analysis.adoption import Adoption
from mcda.analysis.frontier import Frontier
from mcda.analysis.reformulated import scores_of
from mcda.model import Scenario
from mcda.portfolio.listing import options_of
from mcda.portfolio.portfolio import ActionLine, Portfolio
from mcda.portfolio.quantities import ScenarioQuantities
from mcda.portfolio.tally import Tally
from mcda.portfolio.verdicts import verdict
from mcda.rules.base import Measure
from mcda.scoring import Scores, score


@dataclass(frozen=True)
class Adopted:
    """A portfolio on the way to another: the actions before this one, and this one."""

    action: str
    value: Fraction
    """Points of all of them together."""
    local_cost: Fraction
    """What the partners pay for all of them."""
    meets_rules: bool
    """Whether one may stop here."""


@dataclass(frozen=True)
class Candidate:
    """What one action brings and costs by itself, without any other."""

    action: str
    value: Fraction
    """Points."""
    cost: Fraction
    local_cost: Fraction
    """Part of the cost that partners pay."""
    is_chosen: bool


@dataclass(frozen=True)
class Yield:
    """What some candidates bring for their money, each by itself."""

    number: int
    value: Fraction
    local_cost: Fraction

    @property
    def per_money(self) -> Fraction | None:
        """Points for one unit of what the partners pay; None where they pay nothing."""
        return self.value / self.local_cost if self.local_cost > 0 else None


def adopted_in_turn(found: Portfolio, order: Adoption | None = None) -> tuple[Adopted, ...]:
    """The selected actions one after another, and what they add up to each time.

    In the order of adoption along a frontier, where it leads to this portfolio; actions that enter
    together, and all actions without such an order, by their value for what the partners pay, those
    that cost them nothing first. The last line is the portfolio itself.
    """
    scores = scores_of(found)
    turns = accumulate(([action] for action in _in_turn(found, order)), lambda one, more: one + more)
    return tuple(_adopted(scores, found, turn) for turn in turns)


def _in_turn(found: Portfolio, order: Adoption | None) -> Iterator[str]:
    lines = {line.action: line for line in found.by_action}
    stops = [] if order is None else [stop.entered for stop in order.stops]
    leads_here = sorted(action for entered in stops for action in entered) == list(found.actions)
    for entered in stops if leads_here else [found.actions]:
        yield from sorted(entered, key=lambda action: _dearness(lines[action]))


def _dearness(line: ActionLine) -> tuple[bool, Fraction, str]:
    """Small for what comes first: free of charge, then much value for the money."""
    if line.local_cost <= 0:
        return False, -line.value, line.action
    return True, -line.value / line.local_cost, line.action


def _adopted(scores: Scores, found: Portfolio, turn: list[str]) -> Adopted:
    options = (option for option in found.options if scores.options[option].action in turn)
    tally, q = Tally(scores, frozenset(options)), ScenarioQuantities(scores)
    rules = scores.scenario.all_rules.items()
    return Adopted(
        action=turn[-1],
        value=tally.of(q.value()),
        local_cost=tally.measure(Measure("local_cost")),
        meets_rules=all(verdict(name, rule, q, tally).holds for name, rule in rules),
    )


def candidates(scenario: Scenario, chosen: Iterable[str]) -> tuple[Candidate, ...]:
    """Every action by itself, in order of ids, with whether it is among the chosen ones.

    No fund gives anything; where who pays may be decided, what is stated holds.
    """
    scores, selected = score(scenario), frozenset(chosen)
    value = ScenarioQuantities(scores).value()
    alone = ((action, Tally(scores, options_of(scores, [action]))) for action in scores.actions)
    return tuple(
        Candidate(
            action=action,
            value=tally.of(value),
            cost=tally.measure(Measure("cost")),
            local_cost=tally.measure(Measure("local_cost")),
            is_chosen=action in selected,
        )
        for action, tally in alone
    )


def yield_of(some: Iterable[Candidate]) -> Yield:
    """What some candidates bring for their money, summed without synergies."""
    counted = tuple(some)
    return Yield(
        number=len(counted),
        value=sum((one.value for one in counted), Fraction(0)),
        local_cost=sum((one.local_cost for one in counted), Fraction(0)),
    )


def is_about_value_for_money(found: Frontier) -> bool:
    """Whether the two objectives of a frontier are the value and what the partners pay."""
    return {objective.name for objective in found.objectives} == {"value", "local_cost"}


def best_within(found: Frontier, local_cost: Fraction) -> Fraction | None:
    """The most value on a frontier of value against local cost for no more than an amount."""
    names = [objective.name for objective in found.objectives]
    value, paid = names.index("value"), names.index("local_cost")
    within = (point.levels[value] for point in found.points if point.levels[paid] <= local_cost)
    return max(within, default=None)
