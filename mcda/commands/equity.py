"""What equity costs: equity."""

from __future__ import annotations

from collections.abc import Sequence

import click

from mcda.commands.options import Command, Output, output_options, scenario_argument, solver_options
from mcda.wording import N_


@click.command(
    cls=Command,
    help=N_(
        "Show what each level of a rule costs in value: every step of the exact curve, from what costs "
        "nothing to the last level that any portfolio reaches, and which actions enter and leave. "
        "Exit code 4: stopped at the limit, with the steps proven so far."
    ),
    example="mcda equity scenarios/brest --rule lead",
)
@scenario_argument
@click.option(
    "--rule",
    "names",
    multiple=True,
    metavar="ID[.BOUND]",
    help=N_("Rule to price, with its bound (repeatable); every rule about equity without it."),
)
@click.option(
    "--points",
    type=click.IntRange(min=2),
    metavar="N",
    help=N_("Only the value at N evenly spaced levels, and the last one: much quicker."),
)
@click.option("--from", "start", metavar="LEVEL", help=N_("First level, such as 40 %."))
@click.option("--to", "end", metavar="LEVEL", help=N_("Last level, such as 60 %."))
@click.option(
    "--canonical",
    is_flag=True,
    help=N_("Break ties at every step as solve does, with two more solves each."),
)
@solver_options
@output_options("json", "csv")
def equity(
    source: str,
    settings: Sequence[str],
    names: Sequence[str],
    points: int | None,
    start: str | None,
    end: str | None,
    canonical: bool,
    engine: str,
    limit: float | None,
    output: Output,
) -> int:
    """Show what each level of a rule costs."""
    from mcda.analysis.price_of_equity import Asked, prices_of_equity
    from mcda.files.read import read
    from mcda.show import equity as shown

    scenario = read(source, settings=settings)
    asked = Asked(points, start, end, canonical)
    found = prices_of_equity(scenario, names, asked, engine=engine, limit=limit)
    screen = shown.screen(found, output.words(scenario))
    output.show(shown.record(found), screen, shown.rows(found), shown.COLUMNS)
    if found.interrupted:
        return 130
    return 0 if found.complete else 4
