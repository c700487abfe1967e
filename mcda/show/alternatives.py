"""Alternatives to the best portfolio: on a terminal, as JSON, as tidy rows."""

from __future__ import annotations

from fractions import Fraction

from rich.table import Table
from rich.text import Text

from mcda.analysis.alternatives import Alternative, Alternatives
from mcda.portfolio.result import Json, as_json, number
from mcda.show import labels
from mcda.show.layout import Screen, add_columns, moves, new_table
from mcda.wording import N_, Words

COLUMNS = (
    *("rank", "value", "objective", "cost", "local_cost", "value_difference", "objective_difference"),
    *("cost_difference", "local_cost_difference", "entered", "left", "actions", "verdicts", "proven"),
)
"""Of a portfolio in CSV."""


# ---------------------------------------------------------------- on a terminal


def screen(found: Alternatives, words: Words) -> Screen:
    """The portfolios beside the best, what is known of them, what changes for rules and groups."""
    scenario = found.scenario
    yield Text(words.label(scenario.title, scenario.name), style="bold")
    yield Text(_what(found, words))
    yield Text(_how_sure(found, words), style="green" if found.exact else "yellow")
    yield _table(found, words)
    if any(one.groups for one in found.found):
        yield _groups(found, words)
    for rank, one in enumerate(found.found, start=1):
        for change in one.verdicts:
            said = words(
                N_("{rank}: {rule}: {here} (in the best: {best})"),
                rank=rank,
                rule=labels.rule(scenario, change.rule, words),
                here=words(labels.VERDICTS[change.here]),
                best=words(labels.VERDICTS[change.best]),
            )
            yield Text(said)


def _what(found: Alternatives, words: Words) -> str:
    count = words.plural(N_("{n} portfolio"), N_("{n} portfolios"), len(found.found))
    if found.within is None or len(found.found) == 1:
        return words(N_("{count}, from the best down."), count=count)
    return words(
        N_("{count} that differ as much as possible, at most {share} below the best."),
        count=count,
        share=words.percent(found.within),
    )


def _how_sure(found: Alternatives, words: Words) -> str:
    if not found.complete:
        return words(N_("Stopped before everything was proven."))
    if found.within is None or found.asked == 1:
        fewer = N_("There are no others: the rules leave no more.")
        return words(fewer if len(found.found) < found.asked else N_("Each rank is proven."))
    if found.distance is None:
        return words(N_("No other portfolio comes so close to the best."))
    apart = words.plural(N_("{n} action"), N_("{n} actions"), found.distance)
    if len(found.found) < found.asked:
        return words(N_("No others come so close; any two differ in {apart} at least."), apart=apart)
    if found.exact:
        return words(
            N_("Any two differ in {apart} at least; proven: no choice differs more."), apart=apart
        )
    if found.bound is None:
        return words(N_("Any two differ in {apart} at least; not proven to be the most."), apart=apart)
    most = words.number(found.bound)
    return words(
        N_("Any two differ in {apart} at least; not proven to be the most: it may be up to {most}."),
        apart=apart,
        most=most,
    )


def _table(found: Alternatives, words: Words) -> Table:
    scenario = found.scenario
    table = new_table("")
    numbers = [N_("Rank"), N_("Points"), N_("Difference"), N_("Paid by partners"), N_("Difference")]
    add_columns(table, words, [], numbers)
    add_columns(table, words, [N_("Against the best")], [])
    for rank, one in enumerate(found.found, start=1):
        portfolio = one.portfolio
        table.add_row(
            str(rank) + ("" if one.proven else "\u00a0?"),
            words.fixed(portfolio.value, 2),
            _signed(words.fixed(one.value, 2), one.value),
            labels.money(scenario, portfolio.local_cost, words),
            _signed(labels.money(scenario, one.local_cost, words), one.local_cost),
            moves(one.entered, one.left) if rank > 1 else words(N_("the best")),
        )
    return table


def _groups(found: Alternatives, words: Words) -> Table:
    table = new_table(words(N_("Benefit of each group, against the best (points)")))
    add_columns(table, words, [], [N_("Rank")])
    for group, _ in found.found[0].groups:
        table.add_column(labels.group(found.scenario, group, words), justify="right")
    for rank, one in enumerate(found.found, start=1):
        table.add_row(str(rank), *(_signed(words.fixed(more, 2), more) for _, more in one.groups))
    return table


def _signed(figure: str, amount: Fraction) -> str:
    return f"+{figure}" if amount > 0 else figure


# ---------------------------------------------------------------- as JSON, as rows


def record(found: Alternatives) -> Json:
    """`mcda alternatives --json`."""
    return {
        "schema": "mcda/alternatives/1",
        "scenario": found.scenario.name,
        "asked": found.asked,
        "diverse": found.within is not None,
        "within": number(found.within),
        "distance": found.distance,
        "distance_bound": found.bound,
        "exact": found.exact,
        "complete": found.complete,
        "portfolios": [_portfolio(rank, one) for rank, one in enumerate(found.found, start=1)],
    }


def _portfolio(rank: int, one: Alternative) -> Json:
    return {
        **as_json(one.portfolio, "alternatives"),
        "rank": rank,
        "proven": one.proven,
        "entered": list(one.entered),
        "left": list(one.left),
        "value_difference": float(one.value),
        "objective_difference": float(one.objective),
        "cost_difference": float(one.cost),
        "local_cost_difference": float(one.local_cost),
        "verdict_changes": [
            {"rule": change.rule, "best": change.best, "here": change.here} for change in one.verdicts
        ],
        "group_differences": {group: float(more) for group, more in one.groups},
    }


def rows(found: Alternatives) -> list[Json]:
    """One row for each portfolio."""
    return [
        {
            "rank": rank,
            "value": float(one.portfolio.value),
            "objective": number(one.portfolio.proof.achieved),
            "cost": float(one.portfolio.cost),
            "local_cost": float(one.portfolio.local_cost),
            "value_difference": float(one.value),
            "objective_difference": float(one.objective),
            "cost_difference": float(one.cost),
            "local_cost_difference": float(one.local_cost),
            "entered": " ".join(one.entered),
            "left": " ".join(one.left),
            "actions": " ".join(one.portfolio.actions),
            "verdicts": " ".join(f"{change.rule}:{change.here}" for change in one.verdicts),
            "proven": int(one.proven),
        }
        for rank, one in enumerate(found.found, start=1)
    ]
