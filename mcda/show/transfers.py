"""Transfers between partners that a rule of compensation needs."""

from __future__ import annotations

from rich.text import Text

from mcda.portfolio.portfolio import Portfolio
from mcda.show import labels
from mcda.show.layout import Screen, add_columns, new_table
from mcda.wording import N_, Words


def transfers(found: Portfolio, words: Words) -> Screen:
    """Who pays whom, a table for each rule of compensation."""
    scenario = found.scenario
    for rule, payments in found.transfers.items():
        name = labels.rule(scenario, rule, words)
        if not payments:
            yield Text(words(N_("{rule}: no transfer is needed."), rule=name))
            continue
        table = new_table(words(N_("Transfers between partners: {rule}"), rule=name))
        add_columns(table, words, [N_("Who pays"), N_("Who receives")], [N_("Amount")])
        for (payer, receiver), amount in sorted(payments.items()):
            table.add_row(
                labels.partner(scenario, payer, words),
                labels.partner(scenario, receiver, words),
                labels.money(scenario, amount, words),
            )
        yield table
