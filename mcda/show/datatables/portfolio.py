"""Tables of one portfolio: what is selected, who pays and receives, how each rule stands."""

from __future__ import annotations

from mcda.portfolio import Portfolio
from mcda.show import labels
from mcda.show.datatables.datatable import Cell, Column, DataTable, Row
from mcda.wording import N_, Words


def money(found: Portfolio, heading: str, words: Words) -> Column:
    """A column of amounts in the scenario's money."""
    return Column(words(heading), "money", found.scenario.money, places=0)


def ledger(found: Portfolio, words: Words) -> DataTable:
    """What each partner gets and pays; common value and sums below."""
    priced = found.scenario.point_worth is not None
    columns = (
        Column(words(N_("Partner"))),
        Column(words(N_("Group"))),
        Column(words(N_("Benefit (points)")), "number"),
        money(found, N_("Pays"), words),
        money(found, N_("Receives"), words),
        *([money(found, N_("Net"), words)] if priced else ()),
    )
    rows: list[Row] = []
    for line in found.ledger.partners:
        amounts: list[Cell] = [line.benefit, line.burden, line.received, *([line.net] * priced)]
        name = labels.partner(found.scenario, line.partner, words)
        rows.append((name, labels.groups(found.scenario, line.groups, words), *amounts))
    nothing: Row = (None,) * priced
    common: Row = (words(N_("Common value")), None, found.common, None, None, *nothing)
    sums: Row = (words(N_("Total")), None, found.value, found.local_cost, found.local_cost, *nothing)
    return DataTable(
        name="ledger",
        title=words(N_("Reciprocity ledger")),
        columns=columns,
        rows=tuple(rows),
        totals=(common, sums) if found.common else (sums,),
    )
