"""Funds: who may co-fund actions, how much, and which."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from math import gcd
from typing import TYPE_CHECKING, Literal

from pydantic import Field

from mcda.exact import Amount0, Share01
from mcda.model.action import Action
from mcda.rules.base import Identifier, Record, Text

if TYPE_CHECKING:
    from mcda.model.scenario import Scenario

STEP = Fraction(1, 10)
"""Size of a tranche, in the cost of an action, where a fund says nothing else."""


class Fund(Record):
    """A body outside the partners that grants money to actions, in tranches."""

    fund: Identifier
    """Id of the fund."""
    name: Text
    """Name on screen."""
    max_rate: Share01
    """Largest part of the cost of an action that it grants."""
    step: Share01 = STEP
    """Size of a tranche: part of the cost of an action."""
    envelope: Amount0 | None = None
    """Most that it grants in all, in the scenario's money."""
    envelopes: dict[int, Amount0] = Field(default_factory=dict)
    """Most that it grants in a year (columns `envelope.<year>`); blank where it grants nothing."""
    themes: tuple[str, ...] = ()
    """Themes of the actions that it may support; all without one."""
    partners: tuple[Identifier, ...] = ()
    """Leads that may ask; all without one."""
    kinds: Literal["investment", "operating"] | None = None
    """Kind of the actions that it may support; both without one."""
    not_with: tuple[Identifier, ...] = ()
    """Funds that may not support the same action; one direction is enough."""
    extra: dict[str, str] = Field(default_factory=dict)
    """Other columns of the table, kept as they are."""

    def may_support(self, action: Action) -> bool:
        """Whether an action fits what the fund is for; a blank kind is an investment."""
        return (
            (not self.themes or action.theme in self.themes)
            and (not self.partners or action.lead in self.partners)
            and self.kinds in (None, action.kind or "investment")
        )

    @property
    def tranches(self) -> int:
        """Most tranches of one action."""
        return int(self.max_rate // self.step)


def common_step(funds: tuple[Fund, ...]) -> Fraction:
    """The largest part of a cost of which the tranches of several funds are whole multiples."""
    step = Fraction(0)
    for fund in funds:
        denominator = step.denominator * fund.step.denominator
        step = Fraction(gcd(int(step * denominator), int(fund.step * denominator)), denominator)
    return step


def supporters(scenario: Scenario) -> Mapping[str, tuple[Fund, ...]]:
    """Funds that may support each action, by id of the action; without those that nobody supports."""
    found = {
        action.action: tuple(fund for fund in scenario.funds if fund.may_support(action))
        for action in scenario.actions
        if action.cost
    }
    return {action: funds for action, funds in found.items() if funds}


def exclusions(scenario: Scenario) -> Iterator[tuple[str, str]]:
    """Pairs of funds that may not support the same action, each once, in order."""
    pairs = {
        (min(fund.fund, other), max(fund.fund, other))
        for fund in scenario.funds
        for other in fund.not_with
    }
    yield from sorted(pairs)
