"""Accounts of reciprocity on a terminal: one sentence, a table by year, a table by theme."""

from __future__ import annotations

from collections.abc import Sequence

from rich.table import Table
from rich.text import Text

from mcda.model import Scenario
from mcda.portfolio.account import Account
from mcda.portfolio.portfolio import Portfolio
from mcda.rules.base import Side
from mcda.show import labels
from mcda.show.layout import Screen, add_columns, new_table, shown_share
from mcda.wording import N_, Words

INSIDE = {True: "✓", False: "✗", None: ""}


def accounts(found: Portfolio, words: Words) -> Screen:
    """Every account of a portfolio."""
    for account in found.accounts:
        if account.theme is None:
            themes = [
                a
                for a in found.accounts
                if a.theme is not None and (a.rule, a.between) == (account.rule, account.between)
            ]
            yield by_year(found.scenario, account, words)
            yield Text(sentence(found.scenario, account, words))
            yield by_theme(found.scenario, themes, words)


def sentence(scenario: Scenario, account: Account, words: Words) -> str:
    """What an account comes to, in words."""
    said = words(
        N_("From {first} to {last}, {one} gives {given} to {other} and receives {received} from it."),
        first=account.years[0].year,
        last=account.last.year,
        one=side(scenario, account.between[0], words),
        other=side(scenario, account.between[1], words),
        given=labels.money(scenario, account.given, words),
        received=labels.money(scenario, account.received, words),
    )
    return " ".join([said, *_outcome(scenario, account, words), *_after(scenario, account, words)])


def _outcome(scenario: Scenario, account: Account, words: Words) -> Sequence[str]:
    """Whether, and since when, what is given and received is in balance."""
    last = account.last
    if last.share is None:
        return []
    share = words.percent(abs(last.share))
    if last.tolerance is None:
        more = N_("In the end it has given {balance} more than it received ({share} of the whole).")
        less = N_("In the end it has received {balance} more than it gave ({share} of the whole).")
        balance = labels.money(scenario, abs(last.balance), words)
        return [words(less if last.balance < 0 else more, balance=balance, share=share)]
    tolerance = words.percent(last.tolerance)
    if account.balanced_from is None:
        text = N_("In the end the difference is {share} of the whole, where {tolerance} is allowed.")
        return [words(text, share=share, tolerance=tolerance)]
    text = N_("The difference stays within {tolerance} of the whole from {year} on.")
    return [words(text, tolerance=tolerance, year=account.balanced_from)]


def _after(scenario: Scenario, account: Account, words: Words) -> Sequence[str]:
    """What comes too late to count."""
    text = N_("After {last}, and counted in no year: {given} given, {received} received.")
    if not account.given_after and not account.received_after:
        return []
    given = labels.money(scenario, account.given_after, words)
    received = labels.money(scenario, account.received_after, words)
    return [words(text, last=account.last.year, given=given, received=received)]


def by_year(scenario: Scenario, account: Account, words: Words) -> Table:
    """A line for each year."""
    title = N_("Account of reciprocity by year: {one} and {other}")
    one, other = (side(scenario, of, words) for of in account.between)
    table = new_table(words(title, one=one, other=other))
    headings = [N_("Given"), N_("Received"), N_("Difference so far"), N_("Of the whole")]
    add_columns(table, words, [N_("Year")], [*headings, N_("Tolerance"), N_("Within")])
    for at in account.years:
        money = (labels.money(scenario, m, words) for m in (at.given, at.received, at.balance))
        tolerance = "" if at.tolerance is None else words.percent(at.tolerance)
        share = shown_share(at.share, words)
        table.add_row(str(at.year), *money, share, tolerance, INSIDE[at.inside])
    return table


def by_theme(scenario: Scenario, themes: Sequence[Account], words: Words) -> Table:
    """A line for each theme, over all years."""
    table = new_table(words(N_("Account of reciprocity by theme")))
    headings = [N_("Given"), N_("Received"), N_("Difference in the end"), N_("Of the whole")]
    add_columns(table, words, [N_("Theme")], headings)
    for account in themes:
        money = (account.given, account.received, account.last.balance)
        table.add_row(
            labels.theme(scenario, account.theme or "", words),
            *(labels.money(scenario, amount, words) for amount in money),
            shown_share(account.last.share, words),
        )
    return table


def side(scenario: Scenario, of: Side, words: Words) -> str:
    """The groups of a side, by name."""
    return ", ".join(labels.group(scenario, group, words) for group in of)
