"""The core index as bars: which actions are firm, and which are in negotiation."""

from __future__ import annotations

from mcda.analysis.robustness import Robustness
from mcda.optimise.certainty import Class
from mcda.show import labels
from mcda.show.charts.chart import Chart
from mcda.show.charts.style import COLOURS, INK, WIDTH, chart, data, layered
from mcda.show.datatables import Column, DataTable
from mcda.show.layout import shown_share
from mcda.show.robustness import CLASS
from mcda.wording import N_, Words

SHADES = {"core": 1.0, "borderline": 0.35, "exterior": 0.0, "unknown": 0.0}
"""How dark a bar is: full, light, or its outline alone."""
BAR = 17
"""Pixels of a bar and its gap."""


def core_index(found: Robustness, words: Words) -> Chart | None:
    """A bar for each action: the share of the non-dominated portfolios that hold it.

    Each bears its class in words. None where there is no action.
    """
    import altair as alt

    if not found.classes:
        return None
    ordered = order(found)
    rows = [_row(found, action, words) for action in ordered]
    base = alt.Chart(data(rows)).encode(
        y=alt.Y("name:N", title=None, sort=None, axis=alt.Axis(labelLimit=300)),
        tooltip=[
            alt.Tooltip("name:N", title=words(N_("Action"))),
            alt.Tooltip("said:N", title=words(N_("Core index"))),
        ],
    )
    ticks = alt.Axis(values=[0, 0.25, 0.5, 0.75, 1], format=".0%")
    room = alt.Scale(domain=[0, 1.3], nice=False)
    shares = alt.X("share:Q", title=words(N_("Core index")), axis=ticks, scale=room)
    bars = base.mark_bar(color=COLOURS[0], stroke=COLOURS[0], strokeWidth=1).encode(
        x=shares, fillOpacity=alt.FillOpacity("shade:Q", scale=None, legend=None)
    )
    said = base.mark_text(align="left", dx=5, color=INK).encode(x=shares, text=alt.Text("said:N"))
    return chart(
        "core_index",
        title=words(N_("What is firm and what is in negotiation")),
        finding=finding(found, words),
        alternative=words(
            N_("Bars, an action each: the share of the portfolios that hold it, and its class in words.")
        ),
        table=table(found, words),
        drawing=layered(bars, said).properties(width=WIDTH - 160, height=BAR * len(rows)),
        language=words.language,
    )


def order(found: Robustness) -> list[str]:
    """Core first, then by core index; what is out comes last."""
    classes = list(SHADES)
    return sorted(
        found.classes,
        key=lambda a: (classes.index(found.classes[a]), -(found.core_index[a] or 0), a),
    )


def _row(found: Robustness, action: str, words: Words) -> dict[str, str | float]:
    share = found.core_index[action]
    standing = words(CLASS[found.classes[action]])
    name = f"{action} · {labels.action(found.scenario, action, words)}"
    said = standing if share is None else f"{shown_share(share, words)} · {standing}"
    return {
        "name": name,
        "share": float(share or 0),
        "said": said,
        "shade": SHADES[found.classes[action]],
    }


def finding(found: Robustness, words: Words) -> str:
    """How many portfolios there are, and how many actions of each class."""
    counts: dict[Class, int] = {
        name: len(found.of_class(name)) for name in ("core", "borderline", "exterior", "unknown")
    }
    if counts["unknown"]:
        said = N_(
            "Actions of which it is known: {core} in every portfolio, {exterior} in none; not settled: "
            "{unknown}."
        )
        return words(said, **{name: words.number(count) for name, count in counts.items()})
    said = N_(
        "Actions in every portfolio that no other dominates: {core} of {all}; in some: {borderline}; in "
        "none: {exterior}."
    )
    return words(
        said,
        all=words.number(len(found.classes)),
        **{name: words.number(count) for name, count in counts.items()},
    )


def table(found: Robustness, words: Words) -> DataTable:
    """Class and core index of each action."""
    columns = (
        Column(words(N_("Id"))),
        Column(words(N_("Action"))),
        Column(words(N_("Class"))),
        Column(words(N_("Core index")), "share"),
    )
    rows = tuple(
        (
            action,
            labels.action(found.scenario, action, words),
            words(CLASS[found.classes[action]]),
            found.core_index[action],
        )
        for action in order(found)
    )
    one = N_("{n} portfolio is not dominated by any other.")
    many = N_("{n} portfolios are not dominated by any other.")
    note = words.plural(one, many, len(found.portfolios)) if found.complete else ""
    return DataTable("core_index", words(N_("Core index of each action")), columns, rows, note=note)
