"""The ledger as charts: what groups, and what partners, give and receive, beside their inhabitants."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Any

from mcda.portfolio import Portfolio
from mcda.portfolio.ledger import GroupLine, PartnerLine, benefit_share, population_share
from mcda.show import labels
from mcda.show.charts.chart import Chart
from mcda.show.charts.lines import HEIGHT, MOST_LINES, Line, figures, height, names, place
from mcda.show.charts.marks import looks
from mcda.show.charts.style import (
    COLOURS,
    FIGURES,
    INK,
    MUTED,
    PERCENT,
    WIDTH,
    chart,
    data,
    layered,
    money_title,
    readable,
    shortened,
)
from mcda.show.datatables import DataTable, Row, columns
from mcda.show.datatables import portfolio as tables
from mcda.wording import N_, Words

MEASURES = {"benefit": N_("Benefit"), "burden": N_("Pays"), "received": N_("Receives")}
"""What bars say of a group, in this order."""
SIDES = {"burden": ("circle", COLOURS[1]), "received": ("diamond", COLOURS[2])}
"""Shape and colour of what a partner pays, and of what is spent for it."""
CLOSE = 17
"""Pixels of a line of the chart of groups: a note has little height, and its letters must stay large."""
BEHIND = Fraction(1, 9)
"""What a figure takes behind a bar, as a part of the longest share."""
NAMES = 200
"""Pixels that names at the left take."""


# ---------------------------------------------------------------- groups


def groups(found: Portfolio, words: Words) -> Chart:
    """Shares of the whole by group, a bar each; inhabitants as a mark across them to compare with."""
    return chart(
        "groups",
        title=words(N_("What each group gives and receives")),
        finding=finding(found, words),
        alternative=words(
            N_(
                "For each group three bars: its share of the benefit, of the payments and of the "
                "spending. A line across them marks its share of the inhabitants."
            )
        ),
        table=tables.groups(found, words),
        drawing=_bars(found, words),
        language=words.language,
    )


def shares(line: GroupLine) -> dict[str, Fraction | None]:
    """Of the whole, by measure."""
    return {
        "benefit": line.benefit_share,
        "burden": line.burden_share,
        "received": line.received_share,
    }


def finding(found: Portfolio, words: Words) -> str:
    """The group whose share of benefit is furthest above its share of inhabitants."""
    known = [
        (line.benefit_share - line.population_share, line)
        for line in found.ledger.groups
        if line.benefit_share is not None and line.population_share is not None
    ]
    if not known:
        return words(N_("There are no groups whose shares can be compared."))
    _, line = max(known, key=lambda pair: pair[0])
    return words(
        N_("{group}: {people} of inhabitants, {benefit} of the benefits, {paid} of the payments."),
        group=shortened(labels.group(found.scenario, line.group, words)),
        people=words.percent(line.population_share or 0),
        benefit=words.percent(line.benefit_share or 0),
        paid=words.percent(line.burden_share or 0),
    )


def _bars(found: Portfolio, words: Words) -> Any:
    """A heading and three bars for each group."""
    import altair as alt

    lines, rows, people = list[Line](), list[dict[str, Any]](), list[dict[str, Any]]()
    room = BEHIND * max(_drawn_shares(found), default=Fraction(0))
    for group in found.ledger.groups:
        lines.append(Line(labels.group(found.scenario, group.group, words), is_heading=True))
        if group.population_share is not None:
            people += _people(group.population_share, len(lines) - 1, words)
        for measure, share in shares(group).items():
            if share is not None:
                figure = words.percent(share)
                end = written_at(share, group.population_share, room)
                at = {"line": len(lines), "share": float(share), "end": float(end)}
                rows.append({**at, "figure": figure, "measure": measure})
            lines.append(Line(words(MEASURES[measure])))
    number, across = len(lines), alt.X("share:Q", title=None, axis=alt.Axis(format=PERCENT, tickCount=6))
    scale = alt.Scale(domain=list(MEASURES), range=list(COLOURS))
    bars = alt.Chart(data(rows)).mark_bar()
    ticks = alt.Chart(data([row for row in people if not row["figure"]]))
    said = alt.Chart(data([row for row in people if row["figure"]])).encode(text=alt.Text("figure:N"))
    return layered(
        bars.encode(x=across, y=place(number), color=alt.Color("measure:N", scale=scale, legend=None)),
        ticks.mark_tick(color=INK, opacity=1, thickness=2, size=CLOSE).encode(
            x=alt.X("share:Q"), y=place(number)
        ),
        figures(rows, "end", number),
        readable(said, fontStyle="italic").encode(x=alt.X("share:Q"), y=place(number)),
        names(lines),
    ).properties(width=WIDTH - NAMES, height=height(number, CLOSE))


def _drawn_shares(found: Portfolio) -> Iterator[Fraction]:
    for line in found.ledger.groups:
        drawn = (*shares(line).values(), line.population_share)
        yield from (share for share in drawn if share is not None)


def written_at(share: Fraction, people: Fraction | None, room: Fraction) -> Fraction:
    """Behind the bar; behind the mark of the inhabitants too, where the figure would lie across it."""
    return people if people is not None and share <= people < share + room else share


def _people(share: Fraction, line: int, words: Words) -> Iterator[dict[str, Any]]:
    """The mark of the inhabitants: a figure beside the heading, a line across the bars below."""
    figure = words(N_("inhabitants {share}"), share=words.percent(share))
    yield {"line": line, "share": float(share), "figure": figure}
    for below in range(line + 1, line + 1 + len(MEASURES)):
        yield {"line": below, "share": float(share), "figure": ""}


# ---------------------------------------------------------------- partners


def partners(found: Portfolio, words: Words) -> Chart:
    """What each partner pays and what is spent for it; its share of benefit beside its inhabitants."""
    return chart(
        "partners",
        title=words(N_("What each partner gives and receives")),
        finding=" ".join(partner_findings(found, words)),
        alternative=words(
            N_(
                "For each partner a line from what it pays (circle) to what is spent for it (diamond); "
                "beside it a bar, its share of the benefit, and a mark, its share of the inhabitants."
            )
        ),
        table=partner_table(found, words),
        drawing=_partners(found, words),
        language=words.language,
    )


def partner_findings(found: Portfolio, words: Words) -> Iterator[str]:
    """How many get more spent than they pay, who gets most beyond, who gives most beyond."""
    lines = found.ledger.partners
    if not lines:
        yield words(N_("The scenario has no partners."))
        return
    if not any(line.burden or line.received for line in lines):
        yield words(N_("No partner pays or receives anything."))
        return
    more = [line for line in lines if line.received > line.burden]
    text = N_("For {number} of {all} partners more is spent than they pay.")
    yield words(text, number=words.number(len(more)), all=words.number(len(lines)))
    most = max(lines, key=lambda line: line.received - line.burden)
    least = min(lines, key=lambda line: line.received - line.burden)
    said = N_("{partner} pays {paid}, {received} are spent for it.")
    for line in (most, least) if least is not most else (most,):
        yield words(
            said,
            partner=shortened(labels.partner(found.scenario, line.partner, words)),
            paid=labels.money(found.scenario, line.burden, words),
            received=labels.money(found.scenario, line.received, words),
        )


def partner_table(found: Portfolio, words: Words) -> DataTable:
    """What each partner pays and receives, its shares of benefit and of inhabitants."""
    scenario = found.scenario
    heads = (
        columns.text(N_("Partner"), words),
        columns.money(scenario, N_("Pays"), words),
        columns.money(scenario, N_("Receives"), words),
        columns.share(N_("Share of the benefit"), words),
        columns.share(N_("Share of the inhabitants"), words),
    )
    rows: list[Row] = [
        (
            labels.partner(scenario, line.partner, words),
            line.burden,
            line.received,
            benefit_share(line, found.ledger),
            population_share(line.partner, scenario),
        )
        for line in found.ledger.partners
    ]
    title = words(N_("What each partner gives and receives"))
    return DataTable("partners", title, heads, tuple(rows))


def _partners(found: Portfolio, words: Words) -> Any:
    """Money at the left, shares at the right, on the same lines."""
    import altair as alt

    lines = _drawn(found)
    shown = [Line(labels.partner(found.scenario, line.partner, words)) for line in lines]
    return alt.hconcat(
        layered(*_money(found, lines, words), names(shown)).properties(
            width=(WIDTH - NAMES) * 3 // 5, height=height(len(lines))
        ),
        layered(*_shares(found, lines, words)).properties(
            width=(WIDTH - NAMES) * 2 // 5, height=height(len(lines))
        ),
        spacing=24,
    )


def _drawn(found: Portfolio) -> Sequence[PartnerLine]:
    """All partners, or those with most money where they are too many to draw."""
    lines = found.ledger.partners
    largest = sorted(lines, key=lambda line: -(line.burden + line.received))[:MOST_LINES]
    return [line for line in lines if line in largest]


def _money(found: Portfolio, lines: Sequence[PartnerLine], words: Words) -> Iterator[Any]:
    import altair as alt

    rows = [
        {"line": place, "burden": float(line.burden), "received": float(line.received)}
        for place, line in enumerate(lines)
    ]
    ends = [
        {"line": row["line"], "money": row[side], "side": words(MEASURES[side])}
        for row in rows
        for side in SIDES
    ]
    at, title = place(len(lines)), money_title(N_("Money"), found.scenario.money, words)
    across = alt.X("burden:Q", axis=alt.Axis(title=title, format=FIGURES, tickCount=4))
    sides = {words(MEASURES[side]): look for side, look in SIDES.items()}
    yield alt.Chart(data(rows)).mark_rule(color=MUTED).encode(x=across, x2="received", y=at)
    yield (
        alt.Chart(data(ends))
        .mark_point(filled=True, opacity=1, size=80)
        .encode(x=alt.X("money:Q"), y=at, **looks("side", sides))
    )


def _shares(found: Portfolio, lines: Sequence[PartnerLine], words: Words) -> Iterator[Any]:
    import altair as alt

    known = [
        ({"line": place, "share": float(share)}, which)
        for place, line in enumerate(lines)
        for which, share in (
            ("benefit", benefit_share(line, found.ledger)),
            ("people", population_share(line.partner, found.scenario)),
        )
        if share is not None
    ]
    title = words(N_("Share of benefit (bar), of inhabitants (mark)"))
    across = alt.X("share:Q", axis=alt.Axis(title=title, format=PERCENT, tickCount=4))
    for which, mark in (
        ("benefit", {"type": "bar", "color": COLOURS[0]}),
        ("people", {"type": "tick", "color": INK, "opacity": 1, "thickness": 2, "size": HEIGHT - 4}),
    ):
        rows = [row for row, about in known if about == which]
        yield alt.Chart(data(rows), mark=alt.MarkDef(**mark)).encode(x=across, y=place(len(lines)))
