"""What else could be done: alternatives."""

from __future__ import annotations

from collections.abc import Sequence

import click

from mcda.commands.options import (
    Command,
    Output,
    number_option,
    output_options,
    refuse_idle,
    scenario_argument,
    solver_options,
)
from mcda.wording import N_


@click.command(
    cls=Command,
    help=N_(
        "Show the next best portfolios, or near-optimal ones that differ as much as possible, each "
        "told by what it exchanges against the best. Exit code 4: stopped at the limit, with what is "
        "proven so far."
    ),
    example="mcda alternatives scenarios/caen -k 3",
)
@scenario_argument
@number_option("-k", "number", text=N_("How many portfolios, the best included."), default=10, least=1)
@click.option("--diverse", is_flag=True, help=N_("Those that differ most, instead of the next best."))
@click.option(
    "--within",
    metavar="SHARE",
    help=N_("With --diverse: how far below the best they may be, such as 2 %."),
)
@solver_options
@output_options("json", "csv")
def alternatives(
    source: str,
    settings: Sequence[str],
    number: int,
    diverse: bool,
    within: str | None,
    engine: str,
    limit: float | None,
    output: Output,
) -> int:
    """Show what else could be done."""
    from mcda.analysis.alternatives import WITHIN
    from mcda.analysis.alternatives import alternatives as others
    from mcda.files.read import read
    from mcda.show import alternatives as shown

    if not diverse:
        refuse_idle("within", without="--diverse")
    scenario = read(source, settings=settings)
    share = WITHIN if within is None else within
    found = others(scenario, number, diverse=diverse, within=share, engine=engine, limit=limit)
    screen = shown.screen(found, output.words(scenario))
    output.show(shown.record(found), screen, shown.rows(found), shown.COLUMNS)
    if found.interrupted:
        return 130
    return 0 if found.complete else 4
