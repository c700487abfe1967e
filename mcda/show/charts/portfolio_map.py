"""The candidates on a map: what each brings against what it costs, chosen or not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any

from mcda.analysis.value_for_money import Candidate, candidates, yield_of
from mcda.model import Scenario
from mcda.portfolio import Portfolio
from mcda.show import labels
from mcda.show.charts.chart import Chart
from mcda.show.charts.marks import looks
from mcda.show.charts.placing import Place, labelled, span
from mcda.show.charts.style import (
    COLOURS,
    FIGURES,
    SHAPES,
    WIDTH,
    chart,
    data,
    distinct,
    layered,
    money_title,
    shortened,
)
from mcda.show.datatables import DataTable, Row, columns
from mcda.wording import N_, Words

HEIGHT = 360


def portfolio_map(found: Portfolio, words: Words) -> Chart:
    """Every candidate, each by itself: value against what the partners pay, its theme, chosen or not."""
    known = candidates(found.scenario, found.actions)
    names = _places(known)
    return chart(
        "portfolio_map",
        title=words(N_("The candidates: value against money")),
        finding=" ".join([*findings(found.scenario, known, words), *_nameless(names, words)]),
        alternative=words(
            N_(
                "A point for each candidate action: its value by itself against what the partners "
                "would pay. Filled and named where it is chosen, hollow where it is not; shape and "
                "colour tell its theme."
            )
        ),
        table=table(found.scenario, known, words),
        drawing=_drawing(found.scenario, known, names, words),
        language=words.language,
    )


# ---------------------------------------------------------------- in words


def findings(scenario: Scenario, known: Sequence[Candidate], words: Words) -> Iterator[str]:
    """How many are chosen, and what they bring for their money beside the others."""
    chosen = yield_of(one for one in known if one.is_chosen)
    others = yield_of(one for one in known if not one.is_chosen)
    if not chosen.number:
        yield words(N_("No action is selected."))
        return
    yield words.plural(
        N_("{n} action of {all} is chosen."),
        N_("{n} actions of {all} are chosen."),
        chosen.number,
        all=words.number(len(known)),
    )
    if chosen.per_money and others.per_money and chosen.per_money > 0:
        money = _readable_amount(chosen.per_money)
        text = N_("By themselves they bring {chosen} for {money}; those not chosen {others}.")
        yield words(
            text,
            chosen=labels.quantity(scenario, "points", money * chosen.per_money, words),
            others=labels.quantity(scenario, "points", money * others.per_money, words),
            money=words.money(money, scenario.money),
        )


def _readable_amount(rate: Fraction) -> Fraction:
    """The least power of ten of money, 1 at least, for which there is a point or more."""
    amount = Fraction(1)
    while amount * rate < 1:
        amount *= 10
    return amount


def table(scenario: Scenario, known: Sequence[Candidate], words: Words) -> DataTable:
    """Every candidate by itself."""
    heads = (
        *columns.texts(words, N_("Id"), N_("Action"), N_("Theme"), N_("Chosen")),
        columns.points(N_("Value by itself (points)"), words),
        columns.money(scenario, N_("Cost"), words),
        columns.money(scenario, labels.paid_alone(scenario), words),
    )
    rows: list[Row] = [
        (
            one.action,
            labels.action(scenario, one.action, words),
            labels.theme(scenario, scenario.action_by_id[one.action].theme, words),
            words(N_("yes") if one.is_chosen else N_("no")),
            one.value,
            one.cost,
            one.local_cost,
        )
        for one in known
    ]
    title = words(N_("The candidates, each by itself"))
    return DataTable("portfolio_map", title, heads, tuple(rows))


# ---------------------------------------------------------------- as a drawing


Names = Mapping[str, Place | None]
"""Chosen actions with the middle of their label, in units of the two axes; None without room."""


def _places(known: Sequence[Candidate]) -> Names:
    """Where the labels of the chosen actions stand."""
    across, up = _spans(known)

    def pixels(one: Candidate) -> Place:
        paid, value = float(one.local_cost), float(one.value)
        x = (paid - across[0]) / (across[1] - across[0]) * WIDTH
        return x, (up[1] - value) / (up[1] - up[0]) * HEIGHT

    named = [(pixels(one), _label(one)) for one in known if one.is_chosen]
    others = [pixels(one) for one in known if not one.is_chosen]
    found = labelled(named, others, WIDTH, HEIGHT)
    chosen = (one.action for one in known if one.is_chosen)
    return {
        action: None
        if place is None
        else (
            across[0] + place[0] / WIDTH * (across[1] - across[0]),
            up[1] - place[1] / HEIGHT * (up[1] - up[0]),
        )
        for action, place in zip(chosen, found, strict=True)
    }


def _spans(known: Sequence[Candidate]) -> tuple[Place, Place]:
    """Ends of the two axes."""
    return span([float(one.local_cost) for one in known]), span([float(one.value) for one in known])


def _nameless(names: Names, words: Words) -> Iterator[str]:
    """Which labels the drawing leaves out."""
    left_out = [action for action, place in names.items() if place is None]
    if left_out:
        text = N_("For want of room the drawing does not name {names}; the table does.")
        yield words(text, names=", ".join(left_out))


def _label(one: Candidate) -> str:
    return shortened(one.action, 12)


def _drawing(scenario: Scenario, known: Sequence[Candidate], placed: Names, words: Words) -> Any:
    import altair as alt

    names = distinct([labels.theme(scenario, theme, words) for theme in scenario.themes])
    rows = [_row(scenario, one, dict(zip(scenario.themes, names, strict=True))) for one in known]
    chosen = [row for row in rows if row["chosen"]]
    others = [row for row in rows if not row["chosen"]]
    money = money_title(labels.paid_alone(scenario), scenario.money, words)
    value = words(N_("Value by itself (points)"))
    across, up = (alt.Scale(domain=list(ends), nice=False) for ends in _spans(known))
    axes: dict[str, Any] = {
        "x": alt.X("paid:Q", scale=across, axis=alt.Axis(title=money, format=FIGURES, tickCount=6)),
        "y": alt.Y("value:Q", scale=up, axis=alt.Axis(title=value, format=FIGURES, tickCount=6)),
    }
    themes = _themes(names, words)
    labels_of = [
        {"label": _label(one), "paid": at[0], "value": at[1]}
        for one in known
        if (at := placed.get(one.action)) is not None
    ]
    written = alt.Chart(data(labels_of)).encode(text=alt.Text("label:N"), **axes)
    return layered(
        alt.Chart(data(others)).mark_point(size=90, strokeWidth=1.6, opacity=1).encode(**axes, **themes),
        alt.Chart(data(chosen)).mark_point(size=90, filled=True, opacity=1).encode(**axes, **themes),
        written.mark_text(align="center", baseline="middle"),
    ).properties(width=WIDTH, height=HEIGHT)


def _row(scenario: Scenario, one: Candidate, names: Mapping[str, str]) -> dict[str, Any]:
    return {
        "paid": float(one.local_cost),
        "value": float(one.value),
        "theme": names[scenario.action_by_id[one.action].theme],
        "chosen": one.is_chosen,
        "id": _label(one),
    }


def _themes(names: Sequence[str], words: Words) -> dict[str, Any]:
    """A shape and a colour for each theme."""
    title = words(N_("Theme (filled: chosen, hollow: not chosen)"))
    kinds = {name: (SHAPES[n % len(SHAPES)], COLOURS[n % len(COLOURS)]) for n, name in enumerate(names)}
    return looks("theme", kinds, title=title, columns=4, symbolFillColor="transparent")
