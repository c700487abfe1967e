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
from mcda.show.charts.style import (
    COLOURS,
    FIGURES,
    SHAPES,
    WIDTH,
    chart,
    data,
    distinct,
    money_title,
    shortened,
)
from mcda.show.datatables import DataTable, Row, columns
from mcda.wording import N_, Words

HEIGHT = 360


def portfolio_map(found: Portfolio, words: Words) -> Chart:
    """Every candidate, each by itself: value against what the partners pay, its theme, chosen or not."""
    known = candidates(found.scenario, found.actions)
    return chart(
        "portfolio_map",
        title=words(N_("The candidates: value against money")),
        finding=" ".join(findings(found.scenario, known, words)),
        alternative=words(
            N_(
                "A point for each candidate action: its value by itself against what the partners "
                "would pay. Filled and named where it is chosen, hollow where it is not; shape and "
                "colour tell its theme."
            )
        ),
        table=table(found.scenario, known, words),
        drawing=_drawing(found.scenario, known, words),
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
    text = N_("{number} of {all} actions are chosen.")
    yield words(text, number=words.number(chosen.number), all=words.number(len(known)))
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


def _drawing(scenario: Scenario, known: Sequence[Candidate], words: Words) -> Any:
    import altair as alt

    names = distinct([labels.theme(scenario, theme, words) for theme in scenario.themes])
    rows = [_row(scenario, one, dict(zip(scenario.themes, names, strict=True))) for one in known]
    chosen = [row for row in rows if row["chosen"]]
    others = [row for row in rows if not row["chosen"]]
    money = money_title(labels.paid_alone(scenario), scenario.money, words)
    value = words(N_("Value by itself (points)"))
    axes: dict[str, Any] = {
        "x": alt.X("paid:Q", axis=alt.Axis(title=money, format=FIGURES, tickCount=6)),
        "y": alt.Y("value:Q", axis=alt.Axis(title=value, format=FIGURES, tickCount=6)),
    }
    themes = _themes(names, words)
    written = alt.Chart(data(chosen)).encode(text="id:N", **axes)
    return alt.layer(
        alt.Chart(data(others)).mark_point(size=90, strokeWidth=1.6, opacity=1).encode(**axes, **themes),
        alt.Chart(data(chosen)).mark_point(size=90, filled=True, opacity=1).encode(**axes, **themes),
        written.mark_text(align="left", dx=7, dy=-3),
    ).properties(width=WIDTH, height=HEIGHT)


def _row(scenario: Scenario, one: Candidate, names: Mapping[str, str]) -> dict[str, Any]:
    return {
        "paid": float(one.local_cost),
        "value": float(one.value),
        "theme": names[scenario.action_by_id[one.action].theme],
        "chosen": one.is_chosen,
        "id": shortened(one.action, 12),
    }


def _themes(names: Sequence[str], words: Words) -> dict[str, Any]:
    """A shape and a colour for each theme."""
    title = words(N_("Theme (filled: chosen, hollow: not chosen)"))
    kinds = {name: (SHAPES[n % len(SHAPES)], COLOURS[n % len(COLOURS)]) for n, name in enumerate(names)}
    return looks("theme", kinds, title=title, columns=4, symbolFillColor="transparent")
