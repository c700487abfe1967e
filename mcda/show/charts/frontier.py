"""The exact frontier: its points, and the one that is chosen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from mcda.analysis.frontier import Frontier, Objective, Point
from mcda.portfolio import Portfolio
from mcda.show.charts.chart import Chart
from mcda.show.charts.marks import looks
from mcda.show.charts.style import COLOURS, FIGURES, INK, MUTED, WIDTH, chart, data, shortened
from mcda.show.datatables import Column, DataTable, Row, columns
from mcda.show.frontier import MONEY, level, name
from mcda.wording import N_, Words

HEIGHT = 320
MOST_MARKS = 160
"""Points drawn, in all panels; the table has every one."""
SUPPORTED, OTHER, UNKNOWN = N_("supported"), N_("not supported"), N_("not known whether supported")
CHOSEN = N_("chosen")
KINDS = {
    SUPPORTED: ("circle", COLOURS[0]),
    OTHER: ("cross", COLOURS[1]),
    UNKNOWN: ("square", MUTED),
    CHOSEN: ("diamond", INK),
}
"""Shape and colour."""
SUMS = frozenset({"value", "cost", "local_cost"})
"""Objectives that a portfolio bears as they are."""


def frontier(found: Frontier, words: Words, *, chosen: Portfolio | None = None) -> Chart:
    """The first objective against each of the others; one panel for two objectives.

    The chosen point is that of a portfolio, where one is given and lies on the frontier; else the best
    by the scenario's own objective, where that is the value.
    """
    marked = chosen_point(found, chosen)
    return chart(
        "frontier",
        title=words(N_("Exact frontier")),
        finding=" ".join(findings(found, marked, words)),
        alternative=alternative(found, words),
        table=table(found, marked, words),
        drawing=_drawing(found, marked, words),
        language=words.language,
    )


def chosen_point(found: Frontier, chosen: Portfolio | None) -> Point | None:
    """The point to be marked; None where there is none."""
    if chosen is not None:
        return next((point for point in found.points if _reaches(found, point, chosen)), None)
    return next((point for point in found.points if found.is_own_best(point)), None)


def _reaches(found: Frontier, point: Point, chosen: Portfolio) -> bool:
    """Whether a portfolio is that of a point, or one that cannot be told from it by the objectives."""
    names = [objective.name for objective in found.objectives]
    if not SUMS.issuperset(names):
        return point.options == chosen.options
    return point.levels == tuple(getattr(chosen, name) for name in names)


# ---------------------------------------------------------------- in words


def findings(found: Frontier, marked: Point | None, words: Words) -> Iterator[str]:
    """How many points there are, from where to where, and where the chosen one lies."""
    points = words.plural(N_("{n} point"), N_("{n} points"), found.number)
    if found.complete:
        text = N_("{points}: no portfolio that meets the rules is better in every respect.")
        yield words(text, points=points)
    else:
        text = N_("{points} so far; of {share} of the space around them nothing is known yet.")
        yield words(text, points=points, share=words.percent(found.share_open))
    for place, objective in enumerate(found.objectives):
        levels = [point.levels[place] for point in found.points]
        yield words(
            N_("{objective}: from {low} to {high}."),
            objective=_capital(_name(found, objective, words)),
            low=level(found.scenario, objective, min(levels), words),
            high=level(found.scenario, objective, max(levels), words),
        )
    if marked is not None:
        parts = (
            f"{_name(found, objective, words)} {level(found.scenario, objective, amount, words)}"
            for objective, amount in zip(found.objectives, marked.levels, strict=True)
        )
        yield words(N_("Chosen: {levels}."), levels=", ".join(parts))


def alternative(found: Frontier, words: Words) -> str:
    """What is drawn."""
    first, *others = (_name(found, objective, words) for objective in found.objectives)
    text = N_(
        "Points of the frontier: {first} against {others}. A circle is supported (some weights of the "
        "objectives would choose it), a cross is not; a diamond marks the chosen one."
    )
    return words(text, first=first, others=" / ".join(others))


def table(found: Frontier, marked: Point | None, words: Words) -> DataTable:
    """Every point with its levels."""
    heads = (
        *(_column(found, objective, words) for objective in found.objectives),
        columns.count(N_("Actions"), words),
        columns.text(N_("Kind"), words),
    )
    seen = {point.levels: point for point in reversed(found.points)}
    rows: list[Row] = [
        (*point.levels, len(point.actions), words(_kind(point, marked)))
        for point in found.points
        if seen[point.levels] is point
    ]
    return DataTable("frontier", words(N_("Points of the frontier")), heads, tuple(rows))


def _column(found: Frontier, objective: Objective, words: Words) -> Column:
    heading = name(found.scenario, objective.name, words)
    if objective.name.partition(":")[0] in MONEY:
        return columns.money(found.scenario, heading, words)
    return columns.points(heading, words)


def _name(found: Frontier, objective: Objective, words: Words) -> str:
    return shortened(name(found.scenario, objective.name, words), 50)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _kind(point: Point, marked: Point | None) -> str:
    if marked is not None and point.levels == marked.levels:
        return CHOSEN
    return {True: SUPPORTED, False: OTHER, None: UNKNOWN}[point.supported]


# ---------------------------------------------------------------- as a drawing


def _drawing(found: Frontier, marked: Point | None, words: Words) -> Any:
    """A panel for each objective but the first, which goes upwards in all of them."""
    import altair as alt

    panels = len(found.objectives) - 1
    drawn = thinned(found, marked, MOST_MARKS // panels)
    width = (WIDTH - 60 * (panels - 1)) // panels
    return alt.hconcat(
        *(
            _panel(found, drawn, marked, other, words).properties(width=width, height=HEIGHT)
            for other in range(1, panels + 1)
        ),
        spacing=16,
    )


def thinned(found: Frontier, marked: Point | None, most: int) -> Sequence[Point]:
    """At most so many points: the chosen one, and others spread evenly along the frontier."""
    points = list({point.levels: point for point in found.points}.values())
    if len(points) <= most:
        return points
    spread = {round(place * (len(points) - 1) / (most - 1)) for place in range(most)}
    return [p for place, p in enumerate(points) if place in spread or _kind(p, marked) == CHOSEN]


def _panel(
    found: Frontier, drawn: Sequence[Point], marked: Point | None, other: int, words: Words
) -> Any:
    import altair as alt

    rows = [
        {
            "up": float(point.levels[0]),
            "across": float(point.levels[other]),
            "kind": words(kind := _kind(point, marked)),
            "size": 160 if kind == CHOSEN else 45,
        }
        for point in sorted(drawn, key=lambda point: _kind(point, marked) == CHOSEN)
    ]
    present = {_kind(point, marked) for point in drawn}
    kinds = {words(kind): look for kind, look in KINDS.items() if kind in present}
    up, across = (_axis(found, found.objectives[place], words) for place in (0, other))
    return (
        alt.Chart(data(rows))
        .mark_point(filled=True, opacity=1)
        .encode(
            x=alt.X("across:Q", axis=across, scale=alt.Scale(zero=False)),
            y=alt.Y("up:Q", axis=up, scale=alt.Scale(zero=False)),
            **looks("kind", kinds),
            size=alt.Size("size:Q", scale=None, legend=None),
        )
    )


def _axis(found: Frontier, objective: Objective, words: Words) -> Any:
    import altair as alt

    said = _name(found, objective, words)
    if objective.name.partition(":")[0] in MONEY:
        said = f"{said} ({shortened(found.scenario.money, 12)})"
    better = N_("{objective}, more is better") if objective.sense == "max" else N_(
        "{objective}, less is better"
    )  # fmt: skip
    return alt.Axis(title=words(better, objective=_capital(said)), format=FIGURES, tickCount=5)
