"""Accounts of reciprocity over the years, as tables."""

from __future__ import annotations

from collections.abc import Iterator

from mcda.portfolio import Portfolio
from mcda.portfolio.account import Account
from mcda.show import labels
from mcda.show.accounts import INSIDE, sentence, side
from mcda.show.datatables import columns
from mcda.show.datatables.datatable import Column, DataTable, Row
from mcda.wording import N_, Words


def accounts(found: Portfolio, words: Words) -> Iterator[DataTable]:
    """Each account by year, then by theme; nothing in a scenario without years."""
    whole = [account for account in found.accounts if account.theme is None]
    for number, account in enumerate(whole, start=1):
        suffix = f"_{number}" if len(whole) > 1 else ""
        yield by_year(found, account, f"account{suffix}", words)
        table = by_theme(found, account, f"account_themes{suffix}", words)
        if table.rows:
            yield table


def by_year(found: Portfolio, account: Account, name: str, words: Words) -> DataTable:
    """What two sides give each other, a line for each year; below, in words, what it comes to."""
    bound = any(at.tolerance is not None for at in account.years)
    heads = (
        columns.year(N_("Year"), words),
        *_money(found, words, N_("Given"), N_("Received"), N_("Difference so far")),
        columns.share(N_("Of the whole"), words),
        *([columns.share(N_("Tolerance"), words), columns.text(N_("Within"), words)] * bound),
    )
    rows: list[Row] = [
        (
            at.year,
            *(at.given, at.received, at.balance, at.share),
            *((at.tolerance, INSIDE[at.inside]) if bound else ()),
        )
        for at in account.years
    ]
    rest: Row = (None,) * (2 + 2 * bound)
    title = N_("Account of reciprocity by year: {one} and {other}")
    one, other = sides(found, account, words)
    return DataTable(
        name=name,
        title=words(title, one=one, other=other),
        columns=heads,
        rows=tuple(rows),
        totals=((words(N_("Total")), account.given, account.received, *rest),),
        note=sentence(found.scenario, account, words),
        tab=words(N_("By year – {one}"), one=one),
    )


def by_theme(found: Portfolio, whole: Account, name: str, words: Words) -> DataTable:
    """The same account over all years, a line for each theme."""
    parts = [
        account
        for account in found.accounts
        if account.theme is not None and (account.rule, account.between) == (whole.rule, whole.between)
    ]
    heads = (
        columns.text(N_("Theme"), words),
        *_money(found, words, N_("Given"), N_("Received"), N_("Difference in the end")),
        columns.share(N_("Of the whole"), words),
    )
    rows: list[Row] = [
        (
            labels.theme(found.scenario, part.theme or "", words),
            *(part.given, part.received, part.last.balance, part.last.share),
        )
        for part in parts
    ]
    title = N_("Account of reciprocity by theme: {one} and {other}")
    one, other = sides(found, whole, words)
    return DataTable(
        name=name,
        title=words(title, one=one, other=other),
        columns=heads,
        rows=tuple(rows),
        totals=((words(N_("Total")), whole.given, whole.received, None, None),),
        tab=words(N_("By theme – {one}"), one=one),
    )


def sides(found: Portfolio, account: Account, words: Words) -> tuple[str, ...]:
    """The names of the two sides."""
    return tuple(side(found.scenario, of, words) for of in account.between)


def _money(found: Portfolio, words: Words, *headings: str) -> Iterator[Column]:
    return (columns.money(found.scenario, heading, words) for heading in headings)
