"""Value functions as small multiples: how levels become points, with the actions on them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from mcda.model import NamedLevels, Scenario
from mcda.portfolio import Portfolio
from mcda.scoring.appraisal import Appraisal, Standing, ValueFunction
from mcda.show import labels
from mcda.show.charts.chart import Chart
from mcda.show.charts.style import COLOURS, INK, MUTED, Drawing, chart, data, layered
from mcda.show.datatables import Cell, Column, DataTable, Row
from mcda.show.values import named
from mcda.wording import N_, Words

if TYPE_CHECKING:
    import altair as alt

ACROSS = 3
"""Drawings beside each other."""
WIDTH, HEIGHT = 168, 110
"""Pixels of each."""
TITLE = 28
"""Characters of a line of its title."""


def value_functions(found: Appraisal, chosen: Portfolio | None, words: Words) -> Chart | None:
    """The curve of each leaf criterion from zero to full, and where each action stands on it.

    Selected actions are filled diamonds, others hollow circles; without a portfolio all are
    circles. None where no criterion is valued.
    """
    import altair as alt

    if not found.functions:
        return None
    selected = frozenset(chosen.actions if chosen else ())
    drawn = [_function(found.scenario, function, selected, words) for function in found.functions]
    multiples = alt.concat(*drawn, columns=ACROSS, spacing=24).resolve_scale(x="independent")
    alternative = N_(
        "Small drawings, a criterion each: points from 0 to 100 against the level, with a mark for each "
        "action; filled diamonds are selected."
    )
    return chart(
        "value_functions",
        title=words(N_("How levels become points")),
        finding=finding(found, words),
        alternative=words(alternative),
        table=table(found, selected, words),
        drawing=multiples,
        language=words.language,
    )


# ---------------------------------------------------------------- drawing


def _function(
    scenario: Scenario, function: ValueFunction, selected: frozenset[str], words: Words
) -> Drawing:
    """One criterion: its curve, and its actions."""
    import altair as alt

    marks = list(_marks(scenario, function, selected, words))
    x, y = _axes(function, words)
    curve = alt.Chart(data(_curve(function, words))).mark_line(color=MUTED).encode(x=x, y=y)
    yes, no = words(N_("selected")), words(N_("not selected"))
    tips = [
        alt.Tooltip("action:N", title=words(N_("Action"))),
        alt.Tooltip("said:N", title=words(N_("Level"))),
        alt.Tooltip("points_said:N", title=words(N_("Points"))),
    ]
    key = alt.Legend(title=None) if selected else None
    actions = (
        alt.Chart(data(marks))
        .mark_point(opacity=1, size=44, strokeWidth=1.2)
        .encode(
            x=x,
            y=y,
            shape=alt.Shape(
                "standing:N", scale=alt.Scale(domain=[yes, no], range=["diamond", "circle"]), legend=key
            ),
            stroke=alt.Stroke(
                "standing:N", scale=alt.Scale(domain=[yes, no], range=[INK, COLOURS[0]]), legend=key
            ),
            fill=alt.Fill(
                "standing:N", scale=alt.Scale(domain=[yes, no], range=[INK, "white"]), legend=key
            ),
            tooltip=tips,
        )
    )
    share = words(N_("weight {share}"), share=words.percent(function.weight))
    name = labels.criterion(scenario, function.criterion.criterion, words)
    title = alt.TitleParams(
        _lines(name), subtitle=share, fontSize=12, subtitleFontSize=11, color=INK, anchor="start",
        subtitleColor=MUTED,
    )  # fmt: skip
    return layered(curve, actions).properties(width=WIDTH, height=HEIGHT, title=title)


def _lines(name: str) -> list[str]:
    """A name on two lines at most."""
    from textwrap import wrap

    return wrap(name, TITLE, max_lines=2, placeholder=" …") or [""]


def _axes(function: ValueFunction, words: Words) -> tuple[alt.X, alt.Y]:
    import altair as alt

    y = alt.Y("points:Q", title=words(N_("Points")), axis=alt.Axis(tickCount=5))
    shape = function.criterion.shape
    if isinstance(shape, NamedLevels):
        names = [name for name, _ in shape.levels]
        return alt.X("name:N", title=None, sort=names, axis=alt.Axis(labelAngle=-30, labelLimit=80)), y
    scale = alt.Scale(zero=False, nice=False)
    axis = alt.Axis(tickCount=4, labelOverlap=True)
    return alt.X("level:Q", title=function.criterion.unit or None, scale=scale, axis=axis), y


def _curve(function: ValueFunction, words: Words) -> list[Mapping[str, Any]]:
    """Corners of the curve, as far as its anchors and its actions reach."""
    criterion = function.criterion
    if isinstance(criterion.shape, NamedLevels):
        return [{"name": name, "points": float(points)} for name, points in criterion.shape.levels]
    anchors = [level for level in (criterion.zero, criterion.full) if level is not None]
    reached = [*anchors, *(standing.level for standing in function.actions)]
    first, last = min(reached), max(reached)
    turns = {x for piece in function.curve.segments() for x in piece[:2] if x is not None}
    levels = sorted({first, last, *(x for x in turns if first < x < last)})
    return [{"level": float(level), "points": float(function.curve(level))} for level in levels]


def _marks(
    scenario: Scenario, function: ValueFunction, selected: frozenset[str], words: Words
) -> Iterator[Mapping[str, Any]]:
    criterion = function.criterion
    on_top_last = sorted(function.actions, key=lambda standing: standing.action in selected)
    for standing in on_top_last:
        name = named(criterion, standing.level)
        yield {
            "name": name or "",
            "level": float(standing.level),
            "points": float(standing.points),
            "standing": words(_SELECTED[standing.action in selected]),
            "action": f"{standing.action} · {labels.action(scenario, standing.action, words)}",
            "said": name or f"{words.number(standing.level, 2)} {criterion.unit}".strip(),
            "points_said": words.fixed(standing.points, 1),
        }


_SELECTED = {True: N_("selected"), False: N_("not selected")}


# ---------------------------------------------------------------- words and figures


def finding(found: Appraisal, words: Words) -> str:
    """The heaviest criterion, and the action that moves it furthest."""
    heaviest = found.functions[0]
    name = labels.criterion(found.scenario, heaviest.criterion.criterion, words)
    weight = words.percent(heaviest.weight)
    if not heaviest.actions:
        said = N_("{name} weighs most, with {weight} of the whole; no action changes it.")
        return words(said, name=name, weight=weight)
    first = heaviest.actions[0]
    said = N_(
        "{name} weighs most, with {weight} of the whole; there {action} is worth most: {points} out of "
        "100 points."
    )
    action = labels.action(found.scenario, first.action, words)
    return words(said, name=name, weight=weight, action=action, points=words.number(first.points, 1))


def table(found: Appraisal, selected: frozenset[str], words: Words) -> DataTable:
    """Where each action stands on each criterion."""
    columns = (
        Column(words(N_("Criterion"))),
        Column(words(N_("Action"))),
        Column(words(N_("Level"))),
        Column(words(N_("Points")), "number", places=1),
        Column(words(N_("Weighted points")), "number"),
        *((Column(words(N_("Selected"))),) if selected else ()),
    )
    rows = [
        _row(found.scenario, function, standing, selected, words)
        for function in found.functions
        for standing in function.actions
    ]
    title, note = words(N_("Actions on the value functions")), words(ABOUT)
    return DataTable("value_functions", title, columns, tuple(rows), note=note)


ABOUT = N_("100 points are the way from zero to full, each action being looked at alone.")


def _row(
    scenario: Scenario,
    function: ValueFunction,
    standing: Standing,
    selected: frozenset[str],
    words: Words,
) -> Row:
    criterion = function.criterion
    level = standing.level
    marked: tuple[Cell, ...] = (words(_SELECTED[standing.action in selected]),) if selected else ()
    return (
        labels.criterion(scenario, criterion.criterion, words),
        labels.action(scenario, standing.action, words),
        named(criterion, level) or f"{words.number(level, 2)} {criterion.unit}".strip(),
        standing.points,
        standing.weighted,
        *marked,
    )
