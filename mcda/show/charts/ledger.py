"""The ledger as a chart: each group's shares of benefit, payments and spending, and inhabitants."""

from __future__ import annotations

from fractions import Fraction

from mcda.portfolio import Portfolio
from mcda.portfolio.ledger import GroupLine
from mcda.show import labels
from mcda.show.charts.chart import Chart
from mcda.show.charts.style import COLOURS, WIDTH, chart, data
from mcda.show.datatables import Column, DataTable
from mcda.wording import N_, Words

MEASURES = {
    "benefit": N_("Benefit"),
    "burden": N_("Pays"),
    "received": N_("Receives"),
    "population": N_("Inhabitants"),
}


def groups(found: Portfolio, words: Words) -> Chart:
    """Shares of the whole by group, one bar each; inhabitants as a mark to compare with."""
    import altair as alt

    rows = [
        {"group": labels.group(found.scenario, line.group, words), "measure": words(MEASURES[measure]),
         "share": float(share)}
        for line in found.ledger.groups
        for measure, share in shares(line).items()
        if share is not None
    ]  # fmt: skip
    order = [words(name) for name in MEASURES.values()]
    bars = (
        alt.Chart(data(rows))
        .mark_bar()
        .encode(
            x=alt.X("share:Q", title=None, axis=alt.Axis(format=".0%")),
            y=alt.Y("measure:N", title=None, sort=order),
            color=alt.Color(
                "measure:N", title=None, sort=order, legend=None, scale=alt.Scale(range=list(COLOURS))
            ),
            row=alt.Row(
                "group:N", title=None, sort=None, header=alt.Header(labelAngle=0, labelAlign="left")
            ),
        )
        .properties(width=WIDTH - 120, height=72)
    )
    return chart(
        "groups",
        title=words(N_("What each group gives and receives")),
        finding=finding(found, words),
        alternative=words(
            N_("Bars, for each group: its share of benefit, payments, spending, inhabitants.")
        ),
        table=table(found, words),
        drawing=bars,
        language=words.language,
    )


def shares(line: GroupLine) -> dict[str, Fraction | None]:
    """Of the whole, by measure."""
    return {
        "benefit": line.benefit_share,
        "burden": line.burden_share,
        "received": line.received_share,
        "population": line.population_share,
    }


def finding(found: Portfolio, words: Words) -> str:
    """The group whose share of benefit is furthest above its share of inhabitants."""
    known = [
        (line.benefit_share - line.population_share, line)
        for line in found.ledger.groups
        if line.benefit_share is not None and line.population_share is not None
    ]
    if not known:
        return ""
    _, line = max(known, key=lambda pair: pair[0])
    return words(
        N_("{group}: {people} of inhabitants, {benefit} of the benefits, {paid} of the payments."),
        group=labels.group(found.scenario, line.group, words),
        people=words.percent(line.population_share or 0),
        benefit=words.percent(line.benefit_share or 0),
        paid=words.percent(line.burden_share or 0),
    )


def table(found: Portfolio, words: Words) -> DataTable:
    """Shares of the whole by group."""
    headings = [Column(words(N_("Group"))), *(Column(words(m), "share") for m in MEASURES.values())]
    rows = [
        (labels.group(found.scenario, line.group, words), *shares(line).values())
        for line in found.ledger.groups
    ]
    title = words(N_("Groups: shares of the whole"))
    return DataTable("groups", title, tuple(headings), tuple(rows))
