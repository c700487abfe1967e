"""The price of equity as a chart: what each level of a rule costs, a staircase.

The stricter the level, the further to the right, whatever the parameter.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from mcda.analysis.price_of_equity import Curve
from mcda.model import Scenario
from mcda.show import labels
from mcda.show.charts.chart import Chart
from mcda.show.charts.style import COLOURS, INK, MUTED, RULE, WIDTH, Drawing, chart, data, layered
from mcda.show.datatables import Cell, Column, DataTable, Row
from mcda.show.equity import ABOUT, findings, level
from mcda.show.layout import moves
from mcda.wording import N_, Words

if TYPE_CHECKING:
    import altair as alt

BEFORE, BEYOND = Fraction(1, 4), Fraction(1, 8)
"""What is drawn on either side of the levels that are known, as parts of their span."""
HEADROOM = 1.25
"""Height of the drawing, the highest price being 1: names of levels stand above it."""


@dataclass(frozen=True)
class Tread:
    """One step of the staircase as it is drawn."""

    start: Fraction
    end: Fraction
    value: Fraction
    price: Fraction


def staircase(scenario: Scenario, curve: Curve, words: Words) -> Chart | None:
    """One curve; None where no level of it is known."""
    steps = treads(curve)
    if not steps:
        return None
    named = labels.rule(scenario, curve.rule, words)
    parts = [_ground(curve, words), *_staircase(scenario, curve, steps, words)]
    parts.append(_marks(scenario, curve, words))
    alternative = N_(
        "A staircase: the price in points against the level of the rule “{rule}”, stricter to the "
        "right; the scenario's level and the last possible one are marked."
    )
    return chart(
        f"price_{curve.rule}_{curve.parameter}",
        title=words(N_("Price of equity: {rule}"), rule=named),
        finding=" ".join(findings(scenario, curve, words)),
        alternative=words(alternative, rule=named),
        table=table(scenario, curve, words),
        drawing=layered(*parts).properties(width=WIDTH, height=240),
        language=words.language,
    )


def treads(curve: Curve) -> tuple[Tread, ...]:
    """The steps between two levels each; empty where nothing is known of any level."""
    ends = _span(curve)
    if ends is None:
        return ()
    loose, tight = ends
    found: list[Tread] = []
    for step in curve.steps:
        before = found[-1].end if found else loose
        start = before if step.asked is None else step.asked
        end = tight if step.level is None else step.level
        found.append(Tread(start, end, step.value, curve.free - step.value))
    return tuple(found)


def _span(curve: Curve) -> tuple[Fraction, Fraction] | None:
    """Where the drawing begins and ends, loose to tight."""
    known = [step.level for step in curve.steps if step.level is not None]
    known += [curve.current] if curve.current is not None else []
    if not known or not curve.steps:
        return None
    least, most = min(known), max(known)
    span = most - least or abs(most) or Fraction(1)
    below, above = (BEFORE, BEYOND) if curve.rises else (BEYOND, BEFORE)
    low, high = max(least - span * below, Fraction(0)), most + span * above
    if curve.is_share and most <= 1:
        high = min(high, Fraction(1))
    return (low, high) if curve.rises else (high, low)


# ---------------------------------------------------------------- drawing


def _axis(curve: Curve, words: Words) -> alt.X:
    """Levels, stricter to the right."""
    import altair as alt

    shown = alt.Axis(format=".1~%") if curve.is_share else alt.Axis(format=",~f")
    if curve.unit == "actions" and not curve.is_share:
        shown = alt.Axis(format="d", tickMinStep=1)
    ends = _span(curve)
    scale = alt.Scale(
        domain=[float(end) for end in sorted(ends or ())], reverse=not curve.rises, nice=False
    )
    return alt.X("start:Q", title=words(N_("Level of the rule (stricter →)")), axis=shown, scale=scale)


def _ground(curve: Curve, words: Words) -> Drawing:
    """Shaded: levels that no portfolio reaches."""
    import altair as alt

    ends = _span(curve)
    rows = []
    if curve.last_feasible is not None and ends is not None and curve.last_feasible != ends[1]:
        said = words(N_("no portfolio"))
        rows.append({"start": float(curve.last_feasible), "end": float(ends[1]), "said": said})
    shaded = alt.Chart(data(rows)).mark_rect(color=RULE, opacity=0.6)
    return shaded.encode(
        x=_axis(curve, words), x2=alt.X2("end:Q"), tooltip=[alt.Tooltip("said:N", title=" ")]
    )


def _staircase(
    scenario: Scenario, curve: Curve, steps: tuple[Tread, ...], words: Words
) -> Iterator[Drawing]:
    import altair as alt

    title = words(N_("Price (points)"))
    highest = float(max(step.price for step in steps)) or 1.0
    room = alt.Scale(domain=[0, HEADROOM * highest], nice=False)
    price = alt.Y("price:Q", title=title, scale=room)
    rows = [_row(scenario, curve, step, words) for step in steps]
    risers = [
        {"start": float(one.end), "price": float(one.price), "next": float(other.price)}
        for one, other in pairwise(steps)
        if other.start == one.end
    ]
    yield (
        alt.Chart(data(risers))
        .mark_rule(color=MUTED, strokeWidth=1)
        .encode(x=_axis(curve, words), y=price, y2=alt.Y2("next:Q"))
    )
    tips = [
        alt.Tooltip("level:N", title=words(N_("Up to") if curve.rises else N_("Down to"))),
        alt.Tooltip("said:N", title=title),
        alt.Tooltip("value:N", title=words(N_("Value"))),
    ]
    free = alt.condition("datum.price == 0", alt.value(COLOURS[2]), alt.value(COLOURS[0]))
    drawn = alt.Chart(data(rows)).encode(x=_axis(curve, words), y=price, color=free, tooltip=tips)
    yield drawn.mark_rule(strokeWidth=3).encode(x2=alt.X2("end:Q"))
    yield drawn.mark_point(filled=True, opacity=1, size=36).encode(x=alt.X("end:Q"))
    if steps[0].price == 0:
        yield (
            alt.Chart(data([{**rows[0], "free": words(N_("costs nothing"))}]))
            .mark_text(align="left", dy=-9, dx=3, color=INK)
            .encode(x=_axis(curve, words), y=price, text=alt.Text("free:N"))
        )


def _row(scenario: Scenario, curve: Curve, step: Tread, words: Words) -> Mapping[str, Any]:
    return {
        "start": float(step.start),
        "end": float(step.end),
        "price": float(step.price),
        "level": level(scenario, curve, step.end, words),
        "said": words.fixed(step.price, 2),
        "value": words.fixed(step.value, 2),
    }


def _marks(scenario: Scenario, curve: Curve, words: Words) -> Drawing:
    """The scenario's own level and the last one that is possible, each with its name."""
    import altair as alt

    named = (
        (curve.current, N_("scenario: {level}"), [5, 3], 10),
        (curve.last_feasible, N_("last possible: {level}"), [1, 0], 24),
    )
    layers = []
    for at, said, dash, height in named:
        if at is None:
            continue
        row = {"start": float(at), "said": words(said, level=level(scenario, curve, at, words))}
        base = alt.Chart(data([row])).encode(x=_axis(curve, words))
        layers.append(base.mark_rule(color=INK, strokeDash=dash))
        is_left = _is_in_first_half(curve, at)
        put = base.mark_text(align="left" if is_left else "right", dx=4 if is_left else -4, color=INK)
        layers.append(put.encode(y=alt.value(height), text=alt.Text("said:N")))
    return layered(*layers)


def _is_in_first_half(curve: Curve, at: Fraction) -> bool:
    """Whether a level stands to the left, where a name has room at its right."""
    loose, tight = _span(curve) or (at, at)
    return abs(at - loose) <= abs(tight - at)


# ---------------------------------------------------------------- figures


def table(scenario: Scenario, curve: Curve, words: Words) -> DataTable:
    """Every point of the curve: its level, value, price, and what changes."""
    if curve.is_share:
        levels = Column(words(N_("Level")), "share")
    elif curve.unit == "money":
        levels = Column(words(N_("Level")), "money", scenario.money)
    else:
        levels = Column(
            words(N_("Level")), "number", places={"points": 4, "index": 4}.get(curve.unit, 2)
        )
    columns = (
        levels,
        Column(words(N_("Value")), "number"),
        Column(words(N_("Price")), "number"),
        Column(words(N_("Price, share of the value")), "share"),
        Column(words(N_("Enter, leave"))),
    )
    rows: list[Row] = []
    for point in curve.points:
        at: Cell = words(N_("any")) if point.level is None else point.level
        changed = moves(point.entered, point.left)
        rows.append((at, point.value, point.price, point.price_share, changed))
    name = f"price_{curve.rule}_{curve.parameter}"
    title = words(N_("Price of equity: {rule}"), rule=labels.rule(scenario, curve.rule, words))
    return DataTable(name, title, columns, tuple(rows), note=words(ABOUT))
