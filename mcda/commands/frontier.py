"""Trade-offs between objectives: frontier."""

from __future__ import annotations

from collections.abc import Sequence

import click

from mcda.commands.options import Command, Output, output_options, scenario_argument, solver_options
from mcda.commands.running import Work, opened, run_options, running
from mcda.wording import N_


@click.command(
    cls=Command,
    help=N_(
        "Show the exact frontier between two to five objectives: every point that no portfolio beats "
        "in all of them, with its portfolio, none missing. Objectives: value, cost, local_cost, "
        "impact:ID, benefit:ID, burden:ID, net:ID (of a partner or a group), worst_off. "
        "Exit code 4: stopped at the limit, with the points proven so far."
    ),
    example="mcda frontier scenarios/brest --objectives value,benefit:rural",
)
@scenario_argument
@click.option(
    "--objectives",
    "asked",
    multiple=True,
    metavar="NAME,NAME",
    help=N_("Two to five objectives, separated by commas; without it value,cost."),
)
@click.option(
    "--ties", is_flag=True, help=N_("One line for every efficient portfolio, equals repeated.")
)
@click.option(
    "--nested", is_flag=True, help=N_("Also the order in which to adopt actions as the budget grows.")
)
@solver_options
@run_options
@output_options("json", "csv")
def frontier(
    source: str,
    settings: Sequence[str],
    asked: Sequence[str],
    ties: bool,
    nested: bool,
    engine: str,
    limit: float | None,
    work: Work,
    output: Output,
) -> int:
    """Show the exact frontier between objectives."""
    from mcda.analysis.frontier import frontier as found_frontier
    from mcda.show import frontier as shown

    scenario = opened(source, settings)
    say = output.words(scenario)
    names = [name.strip() for given in asked or ("value,cost",) for name in given.split(",")]
    with running(scenario, work, output) as run:
        found = found_frontier(
            scenario,
            [name for name in names if name],
            ties=ties,
            nested=nested,
            engine=engine,
            limit=limit,
            journal=run.journal,
            listen=run.listen,
        )
        record = run.finished(shown.record(found), complete=found.complete)
    output.show(record, shown.screen(found, say), shown.rows(found), shown.columns(found))
    if found.interrupted:
        return 130
    return 0 if found.complete else 4
