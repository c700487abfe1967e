"""The command that tells who gives and who receives."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import click

from mcda.commands.options import (
    Command,
    Output,
    listed,
    output_options,
    scenario_argument,
    solver_options,
    warn_of_contradictions,
)
from mcda.wording import N_


@click.command(
    cls=Command,
    help=N_(
        "Tell in plain words who gives and who receives in the best portfolio, or in a list made by "
        "hand, and how firm that is: theme by theme, under other classifications of partners, between "
        "and within groups, and if one partner leaves."
    ),
    example="mcda fairness scenarios/brest",
)
@scenario_argument
@click.option("--portfolio", metavar="ID,ID,...", help=N_("The actions, separated by commas."))
@click.option("--departures", is_flag=True, help=N_("Solve again without each partner in turn."))
@click.option(
    "--remaining",
    type=click.Choice(["takeover", "drop"]),
    default="takeover",
    show_default=True,
    help=N_("With --departures: those who remain take over what it paid, or drop these actions."),
)
@solver_options
@output_options("json", "csv")
def fairness(
    source: str,
    settings: Sequence[str],
    portfolio: str | None,
    departures: bool,
    remaining: Literal["takeover", "drop"],
    engine: str,
    limit: float | None,
    output: Output,
) -> int:
    """Tell who gives and who receives."""
    from mcda.analysis.fairness import fairness as read_fairness
    from mcda.files.read import read
    from mcda.show import fairness as show
    from mcda.show import fairness_record as records

    scenario = read(source, settings=settings)
    warn_of_contradictions(scenario, output)
    found = read_fairness(
        scenario,
        None if portfolio is None else listed(portfolio),
        departures=departures,
        remaining=remaining,
        engine=engine,
        limit=limit,
    )
    say = output.words(scenario)
    rows, columns = (
        (records.departure_rows(found), records.DEPARTURES)
        if departures
        else (records.ledger_rows(found), records.LEDGER)
    )
    output.show(records.record(found, say), show.screen(found, say), rows, columns)
    if found.portfolio.proof.interrupted:
        return 130
    return 4 if found.portfolio.proof.status == "feasible" else 0
