"""Value for money: what a portfolio adds up to as it grows, below the exact frontier."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from mcda.analysis.frontier import Frontier
from mcda.analysis.judgement import Judgement
from mcda.analysis.value_for_money import (
    Adopted,
    adopted_in_turn,
    best_within,
    is_about_value_for_money,
)
from mcda.portfolio import Portfolio
from mcda.show import labels
from mcda.show.charts.chart import Chart
from mcda.show.charts.marks import looks
from mcda.show.charts.style import (
    COLOURS,
    FIGURES,
    INK,
    MUTED,
    WIDTH,
    chart,
    data,
    layered,
    money_title,
    readable,
    shortened,
)
from mcda.show.datatables import DataTable, Row, columns
from mcda.wording import N_, Words

HEIGHT = 340
STEP, BREACH = N_("Step that meets every rule"), N_("Step that breaks a rule")
PROPOSAL = N_("Proposed portfolio")
OWN_LIST = {
    "portfolio": N_("The committee's own list"),
    "better": N_("Better for no more money"),
    "cheaper": N_("Cheaper for no less value"),
    "within_rules": N_("Best within the rules for no more money"),
}
ORDER, FRONTIER = N_("Order of adoption"), N_("Exact frontier")
A_LINE = "M-1.5,-0.2L1.5,-0.2L1.5,0.2L-1.5,0.2Z"
DASHES = "M-1.5,-0.2L-0.3,-0.2L-0.3,0.2L-1.5,0.2ZM0.3,-0.2L1.5,-0.2L1.5,0.2L0.3,0.2Z"
KINDS = {
    ORDER: (A_LINE, COLOURS[0]),
    FRONTIER: (DASHES, COLOURS[1]),
    STEP: ("circle", COLOURS[0]),
    BREACH: ("cross", MUTED),
    PROPOSAL: ("diamond", INK),
    OWN_LIST["portfolio"]: ("square", COLOURS[6]),
    OWN_LIST["better"]: ("triangle-up", COLOURS[2]),
    OWN_LIST["cheaper"]: ("triangle-left", COLOURS[3]),
    OWN_LIST["within_rules"]: ("triangle-down", COLOURS[4]),
}
"""Shape and colour of each line and each kind of mark."""


def value_for_money(
    found: Portfolio,
    words: Words,
    *,
    frontier: Frontier | None = None,
    own_list: Judgement | None = None,
) -> Chart:
    """Cumulative value against what the partners pay, action by action.

    With a frontier of value against local cost, the most that the rules allow for each amount; with
    the committee's own list, what is better and what is cheaper.
    """
    known = frontier if frontier is not None and is_about_value_for_money(frontier) else None
    steps = adopted_in_turn(found, known.adoption if known is not None else None)
    drawn = marks(found, steps, own_list)
    return chart(
        "value_for_money",
        title=words(N_("Value for money")),
        finding=" ".join(findings(found, steps, own_list, words)),
        alternative=alternative(known, own_list, words),
        table=table(found, drawn, known, words),
        drawing=_drawing(found, drawn, known, words),
        language=words.language,
    )


# ---------------------------------------------------------------- in words


def findings(
    found: Portfolio, steps: tuple[Adopted, ...], own_list: Judgement | None, words: Words
) -> Iterator[str]:
    """What the portfolio adds up to, how soon, and what the own list could be."""
    if not steps:
        yield words(N_("No action is selected."))
    else:
        yield words.plural(
            N_("{n} action brings {points} for {money} paid by the partners."),
            N_("{n} actions bring {points} for {money} paid by the partners."),
            len(steps),
            points=labels.worth(found, words),
            money=labels.paid(found, words),
        )
        yield from _half(found, steps, words)
    if own_list is not None:
        yield from _own_list(own_list, words)


def _half(found: Portfolio, steps: tuple[Adopted, ...], words: Words) -> Iterator[str]:
    """How soon half of the value is there."""
    needed = [n for n, step in enumerate(steps, start=1) if 2 * step.value >= found.value]
    if needed and found.value > 0 and len(steps) > 1:
        text = N_("Half of that value is reached with {actions} and {money}.")
        yield words(
            text,
            actions=words.plural(N_("{n} action"), N_("{n} actions"), needed[0]),
            money=labels.money(found.scenario, steps[needed[0] - 1].local_cost, words),
        )


def _own_list(own_list: Judgement, words: Words) -> Iterator[str]:
    """The committee's own list against what could be had instead."""
    own = own_list.portfolio
    text = N_("The committee's own list brings {points} for {money}.")
    yield words(text, points=labels.worth(own, words), money=labels.paid(own, words))
    if own_list.better is not None:
        text = N_("For no more money, {points} can be had.")
        yield words(text, points=labels.worth(own_list.better, words))
    if own_list.cheaper is not None:
        text = N_("As much value can be had for {money}.")
        yield words(text, money=labels.paid(own_list.cheaper, words))
    if own_list.within_rules is not None:
        text = N_("It breaks a rule; within the rules, {points} can be had for {money}.")
        within = own_list.within_rules
        yield words(text, points=labels.worth(within, words), money=labels.paid(within, words))


def alternative(known: Frontier | None, own_list: Judgement | None, words: Words) -> str:
    """What is drawn."""
    parts = [
        N_(
            "A rising line: the value of the selected actions, one added after another, against what "
            "the partners pay. A cross marks a step that breaks a rule."
        )
    ]
    if known is not None:
        parts.append(N_("Dashed, in stairs: the most value that the rules allow for each amount."))
    if known is not None and known.complete:
        parts.append(N_("Only steps that break a rule lie above it."))
    if own_list is not None:
        parts.append(N_("Marks apart: the committee's own list, what is better, what is cheaper."))
    return " ".join(map(words, parts))


# ---------------------------------------------------------------- as figures


@dataclass(frozen=True)
class Mark:
    """A point of the drawing, a row of the table."""

    kind: str
    value: Fraction
    local_cost: Fraction
    meets_rules: bool
    action: str = ""
    """Of a step: the action that enters."""


def marks(found: Portfolio, steps: Sequence[Adopted], own_list: Judgement | None) -> tuple[Mark, ...]:
    """The steps, the portfolio that they end at, and the committee's own list with what is beside it."""
    ways = [
        Mark(STEP if s.meets_rules else BREACH, s.value, s.local_cost, s.meets_rules, s.action)
        for s in steps
    ]
    portfolios = [(PROPOSAL, found)]
    for part, kind in OWN_LIST.items() if own_list is not None else ():
        portfolio = getattr(own_list, part)
        portfolios += [] if portfolio is None else [(kind, portfolio)]
    ends = [Mark(kind, p.value, p.local_cost, p.meets_all_rules) for kind, p in portfolios]
    return (*ways, *ends)


def table(found: Portfolio, drawn: Sequence[Mark], known: Frontier | None, words: Words) -> DataTable:
    """Each mark, with the most that the rules allow for that amount."""
    most = N_("Most that the rules allow for that amount")
    heads = (
        *columns.texts(words, N_("Portfolio"), N_("Action that enters")),
        columns.money(found.scenario, N_("Paid by partners"), words),
        columns.points(N_("Value (points)"), words),
        columns.text(N_("Meets every rule"), words),
        *([columns.points(most, words)] if known else []),
    )
    rows: list[Row] = [
        (
            words(mark.kind),
            labels.action(found.scenario, mark.action, words) if mark.action else "",
            mark.local_cost,
            mark.value,
            words(N_("yes") if mark.meets_rules else N_("no")),
            *([best_within(known, mark.local_cost)] if known else []),
        )
        for mark in drawn
    ]
    return DataTable(
        name="value_for_money",
        title=words(N_("Value for money, step by step")),
        columns=heads,
        rows=tuple(rows),
    )


# ---------------------------------------------------------------- as a drawing


def _drawing(found: Portfolio, drawn: Sequence[Mark], known: Frontier | None, words: Words) -> Any:
    import altair as alt

    steps, stairs = _steps(drawn), _stairs(known) if known else []
    layers = [_line(steps, color=COLOURS[0])]
    if known:
        layers.append(_line(stairs, color=COLOURS[1], strokeDash=[6, 3], interpolate="step-after"))
    layers += [_marked(drawn, known is not None, words), _ids(drawn)]
    paid = money_title(N_("Paid by partners"), found.scenario.money, words)
    value = words(N_("Value (points)"))
    axes: dict[str, Any] = {
        "x": alt.X("paid:Q", axis=alt.Axis(title=paid, format=FIGURES, tickCount=6)),
        "y": alt.Y("value:Q", axis=alt.Axis(title=value, format=FIGURES, tickCount=6)),
    }
    return layered(*(layer.encode(**axes) for layer in layers)).properties(width=WIDTH, height=HEIGHT)


Place = tuple[Fraction, Fraction]
"""What the partners pay, value."""


def _rows(places: Sequence[Place]) -> list[dict[str, float]]:
    return [{"paid": float(paid), "value": float(value)} for paid, value in places]


def _line(places: Sequence[Place], **look: Any) -> Any:
    """A line through places, in their order."""
    import altair as alt

    rows = [{**row, "turn": turn} for turn, row in enumerate(_rows(places))]
    return alt.Chart(data(rows)).mark_line(strokeWidth=2, **look).encode(order="turn:Q")


def _steps(drawn: Sequence[Mark]) -> list[Place]:
    """From nothing, step by step, to the portfolio."""
    taken = [(mark.local_cost, mark.value) for mark in drawn if mark.action]
    return [(Fraction(0), Fraction(0)), *taken]


def _stairs(known: Frontier) -> list[Place]:
    """The points of the frontier as (money, value), by money."""
    names = [objective.name for objective in known.objectives]
    value, paid = names.index("value"), names.index("local_cost")
    return sorted({(point.levels[paid], point.levels[value]) for point in known.points})


def _marked(drawn: Sequence[Mark], has_frontier: bool, words: Words) -> Any:
    """Every mark by its kind: shape and colour say the same, explained above the drawing."""
    import altair as alt

    rows = [
        {"paid": float(mark.local_cost), "value": float(mark.value), "kind": words(mark.kind),
         "size": 50 if mark.action else 150}
        for mark in drawn
    ]  # fmt: skip
    present = {ORDER, *(mark.kind for mark in drawn), *([FRONTIER] if has_frontier else [])}
    kinds = {words(kind): look for kind, look in KINDS.items() if kind in present}
    return (
        alt.Chart(data(rows))
        .mark_point(filled=True, opacity=1)
        .encode(
            **looks("kind", kinds, columns=3, symbolSize=90),
            size=alt.Size("size:Q", scale=None, legend=None),
        )
    )


def _ids(drawn: Sequence[Mark]) -> Any:
    """The id of the action that enters, below its step."""
    import altair as alt

    rows = [
        {"paid": float(mark.local_cost), "value": float(mark.value), "id": shortened(mark.action, 12)}
        for mark in drawn
        if mark.action
    ]
    written = alt.Chart(data(rows)).encode(text=alt.Text("id:N"))
    return readable(written, align="left", baseline="top", dx=4, dy=3)
