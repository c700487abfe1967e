"""Why an action is in or out: explain."""

from __future__ import annotations

from collections.abc import Sequence

import click

from mcda.commands.options import Command, Output, output_options, scenario_argument, solver_options
from mcda.wording import N_


@click.command(
    cls=Command,
    help=N_(
        "Tell why an action is in or out: what is lost with the opposite, what it displaces, and the "
        "least change of one figure that would turn it. Exit code 4: stopped at the limit."
    ),
    example="mcda explain scenarios/caen W1 --no-data",
)
@scenario_argument
@click.argument("action", required=False, metavar="[ACTION]")
@click.option("--all", "everything", is_flag=True, help=N_("What each action is worth, in one table."))
@click.option(
    "--data/--no-data",
    default=True,
    help=N_("Look for the changes of figures that would turn it; much quicker without."),
)
@click.option(
    "--all-data",
    is_flag=True,
    help=N_("Look at every figure: also impacts that are 0 and weights within branches."),
)
@solver_options
@output_options("json", "csv")
def explain(
    source: str,
    settings: Sequence[str],
    action: str | None,
    everything: bool,
    data: bool,
    all_data: bool,
    engine: str,
    limit: float | None,
    output: Output,
) -> int:
    """Tell why an action is in or out."""
    from mcda.analysis.explanation import explain as explained
    from mcda.analysis.explanation import importance
    from mcda.errors import Problem, UsageProblem
    from mcda.files.read import read
    from mcda.show import explanation as shown

    if (action is None) != everything:
        raise UsageProblem(Problem("E313", value=action))
    scenario = read(source, settings=settings)
    say = output.words(scenario)
    if action is None:
        every = importance(scenario, engine=engine, limit=limit)
        screen = shown.importance_screen(every, say)
        columns = shown.IMPORTANCE_COLUMNS
        output.show(shown.importance_record(every), screen, shown.importance_rows(every), columns)
        return _code(interrupted=every.interrupted, complete=every.complete)
    found = explained(scenario, action, data=data, main=not all_data, engine=engine, limit=limit)
    output.show(shown.record(found, say), shown.screen(found, say), shown.rows(found), shown.COLUMNS)
    return _code(interrupted=found.interrupted, complete=found.complete)


def _code(*, interrupted: bool, complete: bool) -> int:
    if interrupted:
        return 130
    return 0 if complete else 4
