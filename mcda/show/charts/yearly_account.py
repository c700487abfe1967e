"""The account of reciprocity by year: given, received, and the balance within its tolerance."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mcda.model import Scenario
from mcda.portfolio import Portfolio
from mcda.portfolio.account import Account, AccountYear
from mcda.show import labels
from mcda.show.accounts import sentence, side
from mcda.show.charts.chart import Chart
from mcda.show.charts.style import COLOURS, INK, RULE, WIDTH, Drawing, chart, data, layered
from mcda.show.datatables import Column, DataTable, Row
from mcda.wording import N_, Words

ROOM = 20
"""Pixels above and below what is drawn, for figures."""


def yearly_accounts(found: Portfolio, words: Words) -> tuple[Chart, ...]:
    """A chart for each account over all themes; none where the scenario has no years."""
    whole = [account for account in found.accounts if account.theme is None and account.years]
    return tuple(
        yearly_account(found.scenario, account, number, words)
        for number, account in enumerate(whole, start=1)
    )


def yearly_account(scenario: Scenario, account: Account, number: int, words: Words) -> Chart:
    """One account: bars of what is given (up) and received (down), below it the balance so far."""
    import altair as alt

    one, other = (side(scenario, s, words) for s in account.between)
    flows, balance = _flows(scenario, account, words), _balance(scenario, account, words)
    alternative = N_(
        "Two drawings by year: bars of what {one} gives, upwards, and receives, downwards; below, a "
        "line of what it has given more since the start, with the tolerance as a band."
    )
    return chart(
        "account" if number == 1 else f"account_{number}",
        title=words(N_("Account of reciprocity by year: {one} and {other}"), one=one, other=other),
        finding=sentence(scenario, account, words),
        alternative=words(alternative, one=one),
        table=table(scenario, account, number, words),
        drawing=alt.vconcat(flows, balance, spacing=16).resolve_scale(color="independent"),
        language=words.language,
    )


# ---------------------------------------------------------------- drawing


def _flows(scenario: Scenario, account: Account, words: Words) -> Drawing:
    """What is given in each year, and what is received."""
    import altair as alt

    given, received = words(N_("Given")), words(N_("Received"))
    rows = [
        {
            "year": str(at.year),
            "what": what,
            "money": float(sign * amount),
            "said": labels.money(scenario, amount, words),
        }
        for at in account.years
        for what, sign, amount in ((given, 1, at.given), (received, -1, at.received))
    ]
    base = alt.Chart(data(rows)).encode(
        x=alt.X("year:O", title=None, axis=alt.Axis(labelAngle=0)),
        y=alt.Y(
            "money:Q",
            title=words(N_("In the year ({money})"), money=scenario.money),
            scale=alt.Scale(padding=ROOM),
        ),
        tooltip=["year:O", alt.Tooltip("said:N", title=" ")],
    )
    colour = alt.Color("what:N", title=None, sort=None,
                       scale=alt.Scale(domain=[given, received], range=list(COLOURS[:2])))  # fmt: skip
    layers = [
        base.mark_bar(size=34).encode(color=colour),
        base.mark_rule(color=INK).encode(y=alt.datum(0)),
    ]
    for what, dy in ((given, -7), (received, 8)):
        put = alt.Chart(data([row for row in rows if row["what"] == what]))
        layers.append(
            put.mark_text(dy=dy, fontSize=10, color=INK).encode(
                x=alt.X("year:O"), y=alt.Y("money:Q"), text=alt.Text("said:N")
            )
        )
    return layered(*layers).properties(width=WIDTH, height=150)


def _balance(scenario: Scenario, account: Account, words: Words) -> Drawing:
    """What the first side has given more since the start, within what is allowed."""
    import altair as alt

    rows = [_at(scenario, at, words) for at in account.years]
    x = alt.X("year:O", title=None, axis=alt.Axis(labelAngle=0))
    title = words(N_("Balance so far ({money})"), money=scenario.money)
    y = alt.Y("balance:Q", title=title, scale=alt.Scale(padding=ROOM))
    layers = []
    banded = [row for row in rows if row["most"] is not None]
    if banded:
        named = words(N_("within the tolerance"))
        band = alt.Chart(data([{**row, "band": named} for row in banded])).mark_area(opacity=0.8)
        key = alt.Fill("band:N", title=None, scale=alt.Scale(domain=[named], range=[RULE]))
        layers.append(band.encode(x=x, y=alt.Y("least:Q", title=title), y2=alt.Y2("most:Q"), fill=key))
    line = alt.Chart(data(rows)).encode(x=x, y=y)
    layers.append(line.mark_line(color=INK, strokeWidth=2))
    yes, no = words(N_("within")), words(N_("beyond"))
    shape = alt.Shape(
        "inside:N", title=None, scale=alt.Scale(domain=[yes, no], range=["circle", "cross"]),
        legend=alt.Legend() if banded else None,
    )  # fmt: skip
    tips = [
        "year:O",
        alt.Tooltip("said:N", title=words(N_("Balance so far"))),
        alt.Tooltip("share:N", title=words(N_("Of the whole"))),
    ]
    layers.append(
        line.mark_point(filled=True, color=INK, size=60, opacity=1).encode(shape=shape, tooltip=tips)
    )
    layers.append(line.mark_text(dy=-12, fontSize=10, color=INK).encode(text=alt.Text("said:N")))
    return layered(*layers).properties(width=WIDTH, height=150)


def _at(scenario: Scenario, at: AccountYear, words: Words) -> Mapping[str, Any]:
    allowed = at.allowed
    return {
        "year": str(at.year),
        "balance": float(at.balance),
        "least": None if allowed is None else float(-allowed),
        "most": None if allowed is None else float(allowed),
        "inside": words(N_("within") if at.inside is not False else N_("beyond")),
        "said": labels.money(scenario, at.balance, words),
        "share": "–" if at.share is None else words.percent(at.share),
    }


# ---------------------------------------------------------------- figures


def table(scenario: Scenario, account: Account, number: int, words: Words) -> DataTable:
    """A row for each year; what is given and received in all below."""
    money = [N_("Given"), N_("Received"), N_("Difference so far"), N_("Allowed")]
    columns = (
        Column(words(N_("Year")), "year"),
        *(Column(words(heading), "money", scenario.money, places=0) for heading in money),
        Column(words(N_("Of the whole")), "share"),
    )
    rows: list[Row] = [
        (at.year, at.given, at.received, at.balance, at.allowed, at.share) for at in account.years
    ]
    one, other = (side(scenario, s, words) for s in account.between)
    return DataTable(
        name="account" if number == 1 else f"account_{number}",
        title=words(N_("Account of reciprocity by year: {one} and {other}"), one=one, other=other),
        columns=columns,
        rows=tuple(rows),
        totals=((words(N_("Total")), account.given, account.received, None, None, None),),
    )
