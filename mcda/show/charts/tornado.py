"""The tornado: what each figure alone does to the best value, the widest first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from mcda.analysis.sensitivity import Sensitivity
from mcda.analysis.tornado import Bar, Tip
from mcda.model import Scenario
from mcda.show import labels
from mcda.show.charts.chart import Chart
from mcda.show.charts.style import COLOURS, INK, WIDTH, Drawing, chart, data, layered
from mcda.show.datatables import Cell, Column, DataTable
from mcda.show.sensitivity_names import figure, name
from mcda.wording import N_, Words

if TYPE_CHECKING:
    import altair as alt

MOST = 12
"""Bars that are drawn."""
BAR = 34
"""Pixels of a bar and its gap."""


def tornado(found: Sensitivity, words: Words) -> Chart | None:
    """Best value at both ends of each figure's range, and what the chosen portfolio is worth there.

    None where no bar was found, or none has any length.
    """
    bars = shown(found.tornado)
    if not bars:
        return None
    rows = list(_rows(found.scenario, bars, words))
    parts = (_bars(rows, words), _kept(rows, words), *_texts(rows), _now(found, words))
    alternative = N_(
        "Bars, a figure each, to both sides of the value of the chosen portfolio: best value at the low "
        "and at the high end of the range; a mark shows what the chosen portfolio, kept, is worth."
    )
    return chart(
        "tornado",
        title=words(N_("What each figure alone does to the best value")),
        finding=finding(found, words),
        alternative=words(alternative),
        table=table(found, words),
        drawing=layered(*parts).properties(width=WIDTH - 150, height=BAR * len(bars)),
        language=words.language,
    )


def shown(bars: Sequence[Bar]) -> tuple[Bar, ...]:
    """The widest bars that have any length."""
    return tuple(bar for bar in bars if bar.width or bar.kept_width)[:MOST]


# ---------------------------------------------------------------- drawing


def _rows(scenario: Scenario, bars: Sequence[Bar], words: Words) -> Iterator[Mapping[str, Any]]:
    """A row for each end of each bar."""
    ends = {"low": words(N_("low end")), "high": words(N_("high end"))}
    taken: set[str] = set()
    for bar in bars:
        about = name(scenario, bar.factor.datum, words)
        about = f"{about} [{bar.factor.datum}]" if about in taken else about
        taken.add(about)
        for key, tip in (("low", bar.low), ("high", bar.high)):
            amount = figure(scenario, bar.factor.datum, tip.figure, words)
            nothing = words(N_("nothing possible"))
            best = nothing if tip.best is None else words.fixed(tip.best, 2)
            yield {
                "figure": about,
                "end": ends[key],
                "now": float(bar.value),
                "best": float(bar.value if tip.best is None else tip.best),
                "kept": float(tip.kept),
                "holds": words(N_("it meets the rules") if not tip.fails else N_("it breaks a rule")),
                "amount": f"{amount}: {nothing}" if tip.best is None else amount,
                "said": best,
                "kept_said": words.fixed(tip.kept, 2),
                "side": _side(bar, tip),
            }


def _side(bar: Bar, tip: Tip) -> str:
    """Where the figure of an end is written: beyond its bar, never where the other end is."""
    if tip.best is not None and tip.best != bar.value:
        return "right" if tip.best > bar.value else "left"
    other = bar.high if tip is bar.low else bar.low
    if other.best is not None and other.best != bar.value:
        return "left" if other.best > bar.value else "right"
    return "left" if tip is bar.low else "right"


def _places(rows: Sequence[Mapping[str, Any]], words: Words) -> tuple[alt.X, alt.Y]:
    """Points from left to right, with room for figures beside the bars; a line for each figure."""
    import altair as alt

    values = [row[key] for row in rows for key in ("best", "now", "kept")]
    room = (max(values) - min(values)) * 0.3 or 1.0
    scale = alt.Scale(domain=[min(values) - room, max(values) + room], zero=False, nice=False)
    across = alt.X("best:Q", title=words(N_("Value (points)")), scale=scale)
    return across, alt.Y("figure:N", title=None, sort=None, axis=alt.Axis(labelLimit=300))


def _bars(rows: Sequence[Mapping[str, Any]], words: Words) -> Drawing:
    """From the value now to the best value at each end; both ends on lines of their own."""
    import altair as alt

    x, y = _places(rows, words)
    ends = list(dict.fromkeys(row["end"] for row in rows))
    colour = alt.Color(
        "end:N", title=None, sort=ends, scale=alt.Scale(domain=ends, range=["#8ec3e6", COLOURS[0]])
    )
    return (
        alt.Chart(data(rows))
        .mark_bar(stroke=COLOURS[0], strokeWidth=1, size=10)
        .encode(
            x=x,
            x2=alt.X2("now:Q"),
            y=y,
            yOffset=alt.YOffset("end:N", sort=ends),
            color=colour,
            tooltip=[
                alt.Tooltip("figure:N", title=words(N_("Figure"))),
                alt.Tooltip("amount:N", title=words(N_("Set to"))),
                alt.Tooltip("said:N", title=words(N_("Best value"))),
                alt.Tooltip("kept_said:N", title=words(N_("Chosen portfolio, kept"))),
            ],
        )
    )


def _kept(rows: Sequence[Mapping[str, Any]], words: Words) -> Drawing:
    """What the chosen portfolio is worth: a diamond, hollow where it breaks a rule."""
    import altair as alt

    _, y = _places(rows, words)
    ends = list(dict.fromkeys(row["end"] for row in rows))
    meets, breaks = words(N_("it meets the rules")), words(N_("it breaks a rule"))
    title = words(N_("Chosen portfolio, kept"))
    shape = alt.Shape(
        "holds:N", title=title, scale=alt.Scale(domain=[meets, breaks], range=["diamond", "cross"])
    )
    return (
        alt.Chart(data(rows))
        .mark_point(filled=True, color=INK, size=42, opacity=1)
        .encode(x=alt.X("kept:Q"), y=y, yOffset=alt.YOffset("end:N", sort=ends), shape=shape)
    )


def _texts(rows: Sequence[Mapping[str, Any]]) -> Iterator[Drawing]:
    """The figure at each end, beside its bar."""
    import altair as alt

    ends = list(dict.fromkeys(row["end"] for row in rows))
    for side in ("left", "right"):
        is_left = side == "left"
        put = [{**row, "edge": _edge(row, side)} for row in rows if row["side"] == side]
        yield (
            alt.Chart(data(put))
            .mark_text(
                align="right" if is_left else "left", dx=-7 if is_left else 7, fontSize=10, color=INK
            )
            .encode(
                x=alt.X("edge:Q"),
                y=alt.Y("figure:N", sort=None),
                yOffset=alt.YOffset("end:N", sort=ends),
                text=alt.Text("amount:N"),
            )
        )


def _edge(row: Mapping[str, Any], side: str) -> float:
    """The end of what is drawn on a line, at one side."""
    outermost = max if side == "right" else min
    return float(outermost(row["best"], row["now"], row["kept"]))


def _now(found: Sensitivity, words: Words) -> Drawing:
    import altair as alt

    row = {"now": float(found.portfolio.value)}
    return alt.Chart(data([row])).mark_rule(color=INK).encode(x=alt.X("now:Q"))


# ---------------------------------------------------------------- words and figures


def finding(found: Sensitivity, words: Words) -> str:
    """The figure that moves the best value most; how many can make everything impossible."""
    scenario = found.scenario
    impossible = [bar for bar in found.tornado if None in (bar.low.best, bar.high.best)]
    longest = max(found.tornado, key=lambda bar: bar.longest)
    said = []
    if longest.longest:
        tips = [tip for tip in (longest.low, longest.high) if tip.best is not None]
        tip = max(tips, key=lambda tip: abs((tip.best or longest.value) - longest.value))
        form = N_("{figure} at {amount} moves the best value most: from {now} to {best} points.")
        said.append(
            words(
                form,
                figure=name(scenario, longest.factor.datum, words),
                amount=figure(scenario, longest.factor.datum, tip.figure, words),
                now=words.fixed(longest.value, 2),
                best=words.fixed(tip.best or 0, 2),
            )
        )
    else:
        said.append(words(N_("No figure changes the best value within its range.")))
    if impossible:
        names = ", ".join(name(scenario, bar.factor.datum, words) for bar in impossible[:3])
        one = N_("At an end of {n} figure nothing is possible: {names}.")
        many = N_("At an end of {n} figures nothing is possible: {names}.")
        more = " …" if len(impossible) > 3 else ""
        said.append(words.plural(one, many, len(impossible), names=names + more))
    return " ".join(said)


def table(found: Sensitivity, words: Words) -> DataTable:
    """Every bar that is drawn; how many are not stands in the note."""
    scenario, bars = found.scenario, shown(found.tornado)
    columns = (
        Column(words(N_("Figure"))),
        Column(words(N_("End"))),
        Column(words(N_("Set to"))),
        Column(words(N_("Best value (points)")), "number"),
        Column(words(N_("Chosen portfolio, kept (points)")), "number"),
        Column(words(N_("Rules it then breaks"))),
    )
    rows = tuple(
        (
            name(scenario, bar.factor.datum, words),
            words(end),
            figure(scenario, bar.factor.datum, tip.figure, words),
            _best(tip, words),
            tip.kept,
            ", ".join(labels.rule(scenario, rule, words) for rule in tip.fails),
        )
        for bar in bars
        for end, tip in ((N_("low end"), bar.low), (N_("high end"), bar.high))
    )
    title = words(N_("What each figure alone does to the best value"))
    return DataTable("tornado", title, columns, rows, note=_note(found, bars, words))


def _best(tip: Tip, words: Words) -> Cell:
    return words(N_("nothing possible")) if tip.best is None else tip.best


def _note(found: Sensitivity, bars: Sequence[Bar], words: Words) -> str:
    """What is not shown, and whether the search was stopped."""
    moving = sum(1 for bar in found.tornado if bar.width or bar.kept_width)
    said = []
    if moving > len(bars):
        one = N_("{n} further figure changes less and is not shown.")
        many = N_("{n} further figures change less and are not shown.")
        said.append(words.plural(one, many, moving - len(bars)))
    if still := len(found.tornado) - moving:
        one, many = N_("{n} figure changes nothing."), N_("{n} figures change nothing.")
        said.append(words.plural(one, many, still))
    if not found.complete:
        said.append(words(N_("Stopped before everything was done.")))
    return " ".join(said)
