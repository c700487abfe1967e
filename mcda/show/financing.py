"""The financing plan on a terminal: who pays for each action, what is left of each fund."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from rich.table import Table

from mcda.model import Scenario
from mcda.portfolio.financing import ActionPlan, Financing
from mcda.portfolio.portfolio import Portfolio
from mcda.show import labels
from mcda.show.layout import Screen, add_columns, new_table, shown_share, together
from mcda.wording import N_, Words


def financing(found: Portfolio, words: Words) -> Screen:
    """The plan of each action, then the envelopes."""
    plan = found.financing
    if plan is None:
        return
    yield _actions(found.scenario, plan, words)
    if plan.funds:
        yield _funds(found.scenario, plan, words)


def _actions(scenario: Scenario, plan: Financing, words: Words) -> Table:
    table = new_table(words(N_("Financing plan")))
    amounts = [N_("Cost"), N_("Granted before"), *([N_("Funds")] if scenario.funds else [])]
    who = [N_("Id"), *([N_("Who grants")] if scenario.funds else []), N_("Who pays"), N_("Lead")]
    add_columns(table, words, who, [*amounts, N_("Paid by partners"), N_("Own share of the lead")])
    for line in plan.actions:
        grants = [_each(scenario, line.grants, words)] if scenario.funds else []
        table.add_row(
            line.action,
            *grants,
            _each(scenario, line.payments, words),
            scenario.action_by_id[line.action].lead or "",
            *(labels.money(scenario, amount, words) for amount in _amounts(scenario, line)),
            shown_share(line.own_share, words),
        )
    return table


def _amounts(scenario: Scenario, line: ActionPlan) -> tuple[Fraction, ...]:
    funds = (line.granted,) if scenario.funds else ()
    return line.cost, line.cofinancing, *funds, line.local_cost


def _each(scenario: Scenario, amounts: Mapping[str, Fraction], words: Words) -> str:
    """`CLM 1 200 k€, CSN 300 k€`."""
    return ", ".join(
        together(f"{name} {labels.money(scenario, amount, words)}") for name, amount in amounts.items()
    )


def _funds(scenario: Scenario, plan: Financing, words: Words) -> Table:
    table = new_table(words(N_("Funds: granted and left")))
    add_columns(table, words, [N_("Fund"), N_("Year")], [N_("Granted"), N_("Envelope"), N_("Left")])
    for use in plan.funds:
        ends = (
            "–" if amount is None else labels.money(scenario, amount, words)
            for amount in (use.envelope, use.left)
        )
        table.add_row(
            labels.fund(scenario, use.fund, words),
            words(N_("in all")) if use.year is None else str(use.year),
            labels.money(scenario, use.granted, words),
            *ends,
        )
    return table
