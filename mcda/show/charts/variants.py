"""Variants side by side: what each brings and costs, and which actions each holds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Any

from mcda.analysis.comparison import Comparison, Entry
from mcda.model import Scenario
from mcda.show import labels
from mcda.show.charts.chart import Chart
from mcda.show.charts.lines import MOST_LINES, Line, figures, height, names, place
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
    shortened,
)
from mcda.show.datatables import Column, DataTable, Row, columns
from mcda.show.side_by_side import STATUSES, action_name, short, status
from mcda.wording import N_, Words

NAMES = 130
"""Pixels that names of variants take."""
NAME = 20
"""Characters of the name of a variant in a drawing."""


# ---------------------------------------------------------------- value and money


def variants(compared: Comparison, words: Words) -> Chart:
    """Value and money paid of each variant; of one without portfolio, why there is none."""
    return chart(
        "variants",
        title=words(N_("The variants: value and money")),
        finding=" ".join(findings(compared, words)),
        alternative=words(
            N_(
                "Two bars for each variant: its value in points, and what the partners pay. A variant "
                "without a portfolio has its reason in their place."
            )
        ),
        table=table(compared, words),
        drawing=_bars(compared, words),
        language=words.language,
    )


def findings(compared: Comparison, words: Words) -> Iterator[str]:
    """From where to where value and money go, what is missing, and what cannot be compared."""
    apart = otherwise_measured(compared)
    all_solved = [(entry, entry.portfolio) for entry in compared.solved if entry.portfolio is not None]
    solved = [(entry, found) for entry, found in all_solved if entry not in apart] or all_solved[:1]
    if not solved:
        yield words(N_("No variant has a portfolio."))
    if len(solved) > 1:
        least = min(solved, key=lambda pair: pair[1].value)
        most = max(solved, key=lambda pair: pair[1].value)
        text = N_("From {low} ({first}, {paid}) to {high} ({last}, {spent}).")
        yield words(
            text,
            low=labels.worth(least[1], words), first=_name(least[0]), paid=labels.paid(least[1], words),
            high=labels.worth(most[1], words), last=_name(most[0]), spent=labels.paid(most[1], words),
        )  # fmt: skip
    elif solved:
        text = N_("{name}: {points} for {money}.")
        entry, found = solved[0]
        points, money = labels.worth(found, words), labels.paid(found, words)
        yield words(text, name=_name(entry), points=points, money=money)
    for entry in compared.entries:
        if entry.portfolio is None:
            yield words(N_("{name}: {status}."), name=_name(entry), status=_status(entry, words))
    others = ", ".join(map(_name, apart))
    if others:
        yield words(N_("Measured by other weights or criteria, not comparable: {names}."), names=others)


def otherwise_measured(compared: Comparison) -> tuple[Entry, ...]:
    """Solved variants whose points are not those of the first one."""
    first = compared.entries[0].scenario if compared.entries else None
    return tuple(
        entry
        for entry in compared.solved
        if entry.scenario is not None
        and first is not None
        and _measure(entry.scenario) != _measure(first)
    )


def _name(entry: Entry) -> str:
    """The name of a variant in a sentence."""
    return shortened(short(entry), NAME)


def _measure(scenario: Scenario) -> tuple[Any, ...]:
    return scenario.weights, scenario.criteria


def _status(entry: Entry, words: Words) -> str:
    return words(STATUSES[status(entry)])


def table(compared: Comparison, words: Words) -> DataTable:
    """Value, money and number of actions of each variant."""
    scenario = next((e.scenario for e in compared.entries if e.scenario is not None), None)
    money = N_("Paid by partners")
    heads = (
        *columns.texts(words, N_("Variant"), N_("Status")),
        columns.points(N_("Value (points)"), words),
        columns.text(money, words) if scenario is None else columns.money(scenario, money, words),
        columns.count(N_("Actions"), words),
    )
    rows: list[Row] = []
    for entry in compared.entries:
        found = entry.portfolio
        told: Row = (short(entry), _status(entry, words))
        paid = None if found is None else columns.amount(found.scenario, found.local_cost)
        amounts: Row = (None,) * 3 if found is None else (found.value, paid, len(found.actions))
        rows.append((*told, *amounts))
    return DataTable("variants", words(N_("The variants in figures")), heads, tuple(rows))


def _bars(compared: Comparison, words: Words) -> Any:
    """Value at the left, money at the right; money of several units has no bars to compare."""
    import altair as alt

    lines = [Line(short(entry)) for entry in compared.entries]
    units = {entry.scenario.money for entry in compared.entries if entry.scenario is not None}
    panels = [
        layered(*_panel(compared, "value", words(N_("Value (points)")), words), names(lines, NAME))
    ]
    if len(units) == 1:
        title = money_title(N_("Paid by partners"), next(iter(units)), words)
        panels.append(layered(*_panel(compared, "local_cost", title, words)))
    width = (WIDTH - NAMES - 40) // len(panels)
    sized = (panel.properties(width=width, height=height(len(lines))) for panel in panels)
    return alt.hconcat(*sized, spacing=40)


def _panel(compared: Comparison, amount: str, title: str, words: Words) -> Iterator[Any]:
    """Bars of an amount with their figures; where there is none, why."""
    import altair as alt

    said = {"value": labels.worth, "local_cost": labels.paid}[amount]
    rows, failed = list[dict[str, Any]](), list[dict[str, Any]]()
    for line, entry in enumerate(compared.entries):
        found = entry.portfolio
        if found is None:
            failed.append({"line": line, "amount": 0.0, "figure": _status(entry, words)})
        else:
            exact: Fraction = getattr(found, amount)
            rows.append({"line": line, "amount": float(exact), "figure": shortened(said(found, words))})
    at = place(len(compared.entries))
    across = alt.X("amount:Q", axis=alt.Axis(title=title, format=FIGURES, tickCount=4))
    colour = COLOURS[0] if amount == "value" else COLOURS[1]
    yield alt.Chart(data(rows)).mark_bar(color=colour).encode(x=across, y=at)
    yield figures(rows, "amount", len(compared.entries))
    yield (
        alt.Chart(data(failed))
        .mark_text(align="left", dx=5, fontStyle="italic")
        .encode(x=alt.X("amount:Q"), y=at, text=alt.Text("figure:N"))
    )


# ---------------------------------------------------------------- who is in where


def who_is_where(compared: Comparison, words: Words) -> Chart:
    """A matrix of actions and variants: a mark where a portfolio holds an action."""
    return chart(
        "who_is_where",
        title=words(N_("Which variant holds which action")),
        finding=" ".join(matrix_findings(compared, words)),
        alternative=words(
            N_(
                "A table of marks: a line for each action that a variant holds, by theme, those that "
                "most variants hold first; a column for each variant. A full mark: held; a dot: not."
            )
        ),
        table=matrix_table(compared, words),
        drawing=_matrix(compared, words),
        language=words.language,
    )


def matrix_findings(compared: Comparison, words: Words) -> Iterator[str]:
    """How many actions are in all portfolios, how many in some."""
    solved = len(compared.solved)
    if not solved:
        yield words(N_("No variant has a portfolio."))
        return
    portfolios = words.plural(N_("{n} portfolio"), N_("{n} portfolios"), solved)
    every, some = len(compared.in_all), len(compared.in_some)
    text = N_("Of {portfolios}: {every} in all of them, {some} in some only.")
    yield words(
        text,
        portfolios=portfolios,
        every=words.plural(N_("{n} action"), N_("{n} actions"), every),
        some=words.plural(N_("{n} action"), N_("{n} actions"), some),
    )
    failed = ", ".join(_name(entry) for entry in compared.entries if entry.portfolio is None)
    if failed:
        yield words(N_("Without a portfolio: {names}."), names=failed)


def by_theme(compared: Comparison) -> Iterator[tuple[Scenario, str, tuple[str, ...]]]:
    """Themes with the actions that some portfolio holds, those that most hold first."""
    holders = {action: _holders(compared, action) for action in (*compared.in_all, *compared.in_some)}
    owners: dict[str, Scenario] = {}
    for entry in compared.entries:
        for action in entry.actions:
            if entry.scenario is not None:
                owners.setdefault(action, entry.scenario)
    themes = sorted({owners[action].action_by_id[action].theme for action in holders})
    for theme in themes:
        of_theme = [a for a in holders if owners[a].action_by_id[a].theme == theme]
        held = sorted(of_theme, key=lambda action: (-holders[action], action))
        yield owners[held[0]], theme, tuple(held)


def _holders(compared: Comparison, action: str) -> int:
    return sum(action in entry.actions for entry in compared.solved)


def matrix_table(compared: Comparison, words: Words) -> DataTable:
    """Each action that a portfolio holds, and who holds it."""
    heads = (
        *columns.texts(words, N_("Theme"), N_("Id"), N_("Action")),
        *(Column(short(entry)) for entry in compared.entries),
        columns.count(N_("Held by"), words),
    )
    rows: list[Row] = [
        (
            labels.theme(scenario, theme, words),
            action,
            action_name(compared, action, words),
            *(_cell(entry, action, words) for entry in compared.entries),
            _holders(compared, action),
        )
        for scenario, theme, actions in by_theme(compared)
        for action in actions
    ]
    title = words(N_("Which variant holds which action"))
    return DataTable("who_is_where", title, heads, tuple(rows))


def _cell(entry: Entry, action: str, words: Words) -> str:
    if entry.portfolio is None:
        return _status(entry, words)
    return words(N_("yes") if action in entry.actions else N_("no"))


def _matrix(compared: Comparison, words: Words) -> Any:
    """Headings and actions downwards, variants across."""
    import altair as alt

    lines, cells = list[Line](), list[dict[str, Any]]()
    for scenario, theme, actions in by_theme(compared):
        lines.append(Line(labels.theme(scenario, theme, words), is_heading=True))
        for action in actions:
            for column, entry in enumerate(compared.entries):
                cell = {"line": len(lines), "column": column, "held": action in entry.actions}
                cells += [] if entry.portfolio is None else [cell]
            lines.append(Line(f"{action} {action_name(compared, action, words)}"))
    shown = lines[: 2 * MOST_LINES]
    number, at = len(shown), place(len(shown))
    scale = alt.Scale(domain=list(range(len(compared.entries))), paddingInner=0.1)
    across = alt.X("column:O", axis=None, scale=scale)
    drawn = [cell for cell in cells if cell["line"] < number]
    held = alt.Chart(data([cell for cell in drawn if cell["held"]])).encode(x=across, y=at)
    others = alt.Chart(data([cell for cell in drawn if not cell["held"]])).encode(x=across, y=at)
    return layered(
        others.mark_point(filled=True, size=12, color=MUTED, opacity=1),
        held.mark_point(filled=True, size=110, color=COLOURS[0], shape="square", opacity=1),
        _heads(compared.entries, across, words),
        names(shown, 52),
    ).properties(width=WIDTH - 300, height=height(number))


def _heads(entries: Sequence[Entry], across: Any, words: Words) -> Any:
    """The names of the variants above their columns, slanted; of one that failed, its status too."""
    import altair as alt

    rows = []
    for column, entry in enumerate(entries):
        name = shortened(short(entry), NAME)
        failed = entry.portfolio is None
        rows.append({"column": column, "name": f"{name} ({_status(entry, words)})" if failed else name})
    slanted = alt.Chart(data(rows)).mark_text(align="left", angle=330, dy=-6, color=INK)
    return slanted.encode(x=across, y=alt.value(0), text=alt.Text("name:N"))
