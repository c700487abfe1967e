"""One partner leaves: what falls and what it does to the others, on a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from rich.text import Text

from mcda.analysis.departures import Change, Departure
from mcda.errors import Infeasible
from mcda.model import Scenario
from mcda.show import labels
from mcda.show.layout import Screen, add_columns, moves, new_table
from mcda.wording import N_, Words

IDS_ON_A_LINE = 6


def departures(scenario: Scenario, found: Sequence[Departure], words: Words) -> Screen:
    """A line for each departure; below, why nothing is left where that is so."""
    table = new_table(words(N_("One partner leaves")))
    add_columns(
        table,
        words,
        [N_("Leaves"), N_("Falls"), N_("Enters (+), leaves (−)")],
        [N_("Points lost"), N_("of which its own")],
    )
    add_columns(table, words, [N_("Benefit falls most"), N_("Pays most in its place")], [])
    for one in found:
        nothing_left = words(N_("nothing is left"))
        table.add_row(
            labels.partner(scenario, one.partner, words),
            _ids(one.fell),
            nothing_left if one.after is None else moves(one.entered, one.left),
            "–" if one.lost is None else words.fixed(one.lost, 2),
            words.fixed(one.own, 2),
            _loss(scenario, one.loses_most, words),
            _payment(scenario, one.pays_most_more, words),
        )
    yield table
    for one in found:
        if isinstance(one.failure, Infeasible):
            yield Text(_clash(scenario, one, one.failure, words))
        if one.without.dropped_rules:
            yield Text(_dropped(scenario, one, words))


def _ids(actions: Sequence[str]) -> str:
    lines = [
        " ".join(actions[start : start + IDS_ON_A_LINE])
        for start in range(0, len(actions), IDS_ON_A_LINE)
    ]
    return "\n".join(lines) or "–"


def _loss(scenario: Scenario, change: Change | None, words: Words) -> str:
    if change is None:
        return "–"
    amount = labels.quantity(scenario, "points", change.benefit, words)
    return f"{labels.partner(scenario, change.partner, words)} ({amount})"


def _payment(scenario: Scenario, change: Change | None, words: Words) -> str:
    if change is None:
        return "–"
    amount: Fraction = change.burden
    paid = labels.money(scenario, amount, words)
    return f"{labels.partner(scenario, change.partner, words)} (+{paid})"


def _clash(scenario: Scenario, found: Departure, clash: Infeasible, words: Words) -> str:
    rules = (labels.rule(found.without.scenario, rule, words) for rule in clash.clash)
    return words(
        N_("Without {partner} no portfolio meets all rules. These cannot hold together: {rules}."),
        partner=labels.partner(scenario, found.partner, words),
        rules=", ".join(rules),
    )


def _dropped(scenario: Scenario, found: Departure, words: Words) -> str:
    rules = (labels.rule(scenario, rule, words) for rule in found.without.dropped_rules)
    return words(
        N_("Without {partner} these rules have no object any more: {rules}."),
        partner=labels.partner(scenario, found.partner, words),
        rules=", ".join(rules),
    )
