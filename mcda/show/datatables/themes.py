"""The ledger theme by theme: the lines of all themes add up to those of the ledger."""

from __future__ import annotations

from mcda.portfolio import Portfolio
from mcda.portfolio.themes import OUTSIDE, ThemeLedger
from mcda.show import labels
from mcda.show.datatables import columns
from mcda.show.datatables.datatable import DataTable, Row
from mcda.show.datatables.portfolio import four, four_columns, group_name
from mcda.wording import N_, Words


def themes(found: Portfolio, words: Words) -> DataTable:
    """Value and money of each theme; last what belongs to none."""
    rows = [(_name(found, theme, words), theme.value, theme.local_cost) for theme in found.themes]
    heads = (
        columns.text(N_("Theme"), words),
        columns.points(N_("Points"), words),
        columns.money(found.scenario, N_("Paid by partners"), words),
    )
    total: Row = (words(N_("Total")), found.value, found.local_cost)
    return DataTable("themes", words(N_("Value and money by theme")), heads, tuple(rows), (total,))


def ledger(found: Portfolio, words: Words) -> DataTable | None:
    """What each partner gets and pays in each theme, without lines of nothing; None without partners."""
    if not found.ledger.partners:
        return None
    rows: list[Row] = [
        (
            _name(found, theme, words),
            labels.partner(found.scenario, line.partner, words),
            *four(found, line),
        )
        for theme in found.themes
        for line in theme.partners
        if line.benefit or line.burden or line.received
    ]
    heads = (*columns.texts(words, N_("Theme"), N_("Partner")), *four_columns(found, words))
    title = words(N_("Reciprocity ledger by theme"))
    return DataTable("theme_ledger", title, heads, tuple(rows))


def groups(found: Portfolio, words: Words) -> DataTable | None:
    """What each group gets and pays in each theme; None without groups."""
    if not found.ledger.groups:
        return None
    rows: list[Row] = [
        (_name(found, theme, words), group_name(found, line, words), *four(found, line))
        for theme in found.themes
        for line in (*theme.groups, *([theme.outside] if theme.outside is not None else []))
        if line.benefit or line.burden or line.received
    ]
    heads = (*columns.texts(words, N_("Theme"), N_("Group")), *four_columns(found, words))
    title = words(N_("What each group gets and pays, by theme"))
    return DataTable("theme_groups", title, heads, tuple(rows), tab=words(N_("Groups by theme")))


def flows(found: Portfolio, words: Words) -> DataTable | None:
    """Money from group to group, by theme; None where nobody pays."""
    rows: list[Row] = [
        (
            _name(found, theme, words),
            *(_side(found, side, words) for side in sides),
            amount,
        )
        for theme in found.themes
        for sides, amount in theme.flows.items()
    ]
    if not rows:
        return None
    heads = (
        *columns.texts(words, N_("Theme"), N_("Who pays"), N_("Who receives")),
        columns.money(found.scenario, N_("Amount"), words),
    )
    total: Row = (words(N_("Total")), None, None, found.local_cost)
    title = words(N_("Money from group to group, by theme"))
    tab = words(N_("Money between groups"))
    return DataTable("theme_flows", title, heads, tuple(rows), (total,), tab=tab)


def _name(found: Portfolio, theme: ThemeLedger, words: Words) -> str:
    if theme.theme is None:
        return words(N_("of no theme"))
    return labels.theme(found.scenario, theme.theme, words)


def _side(found: Portfolio, group: str, words: Words) -> str:
    if group == OUTSIDE:
        return words(N_("outside groups"))
    return labels.group(found.scenario, group, words)
