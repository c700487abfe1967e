"""A portfolio under every sharing, on a terminal. Nothing is computed here."""

from __future__ import annotations

from fractions import Fraction

from rich.table import Table
from rich.text import Text

from mcda.analysis.shares import Equitable, Received, Shares
from mcda.model import Scenario
from mcda.show import labels
from mcda.show.layout import Screen, add_columns, new_table
from mcda.wording import N_, Words

HOLDS = {
    "always": N_("{rule}: holds whatever the sharing."),
    "not_always": N_("{rule}: fails for some admissible sharing."),
    "unknown": N_("{rule}: no admissible sharing was found for which it fails."),
    "not_met": N_("{rule}: is not met as stated."),
}


def shares_screen(scenario: Scenario, shares: Shares, words: Words) -> Screen:
    """What is assured to everybody, and the rules about equity that hold whatever the sharing."""
    yield Text()
    if not shares.uncertain:
        yield Text(words(N_("Who receives: no part of what this portfolio brings is an interval.")))
        return
    form = N_("Who receives is uncertain for: {actions}.")
    yield Text(words(form, actions=", ".join(shares.uncertain)))
    yield _table(scenario, shares, words)
    for rule in shares.rules:
        yield Text(_said(scenario, rule, words))


def _table(scenario: Scenario, shares: Shares, words: Words) -> Table:
    table = new_table(words(N_("What the portfolio assures, whatever the sharing")))
    numbers = (N_("as stated"), N_("least"), N_("greatest"), N_("least net"))
    add_columns(table, words, (N_("partner"),), numbers)
    partners = [one for one in shares.received if one.kind == "partner"]
    for one in shares.received:
        least, greatest = one.benefit
        net = "–" if one.net is None else labels.money(scenario, one.net[0], words)
        figures = [_points(amount, words) for amount in (one.stated, least, greatest)]
        last = bool(partners) and one is partners[-1]
        table.add_row(_name(scenario, one, words), *figures, net, end_section=last)
    return table


def _points(amount: Fraction, words: Words) -> str:
    return words.fixed(amount, 2)


def _name(scenario: Scenario, one: Received, words: Words) -> str:
    if one.kind == "group":
        return labels.group(scenario, one.id, words)
    return labels.partner(scenario, one.id, words)


def _said(scenario: Scenario, rule: Equitable, words: Words) -> str:
    return words(HOLDS[rule.holds], rule=labels.rule(scenario, rule.rule, words))
