"""Trade-offs between objectives: frontier."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import click

from mcda.commands.options import Command, Output, output_options, scenario_argument, solver_options
from mcda.wording import N_, Words

if TYPE_CHECKING:
    from mcda.runs.progress import Progress


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
@output_options("json", "csv")
def frontier(
    source: str,
    settings: Sequence[str],
    asked: Sequence[str],
    ties: bool,
    nested: bool,
    engine: str,
    limit: float | None,
    output: Output,
) -> int:
    """Show the exact frontier between objectives."""
    from mcda.analysis.frontier import frontier as found_frontier
    from mcda.files.read import read
    from mcda.show import frontier as shown

    scenario = read(source, settings=settings)
    say = output.words(scenario)
    names = [name.strip() for given in asked or ("value,cost",) for name in given.split(",")]
    found = found_frontier(
        scenario,
        [name for name in names if name],
        ties=ties,
        nested=nested,
        engine=engine,
        limit=limit,
        listen=_telling(say),
    )
    _clear()
    output.show(shown.record(found), shown.screen(found, say), shown.rows(found), shown.columns(found))
    if found.interrupted:
        return 130
    return 0 if found.complete else 4


def _telling(say: Words) -> Callable[[Progress], None]:
    """A listener that rewrites one line on stderr, where that is a terminal."""

    def tell(progress: Progress) -> None:
        if sys.stderr.isatty():
            shares = {"share": say.percent(progress.parameters.get("share", 0))}
            line = say(progress.text, **{**progress.parameters, **shares})
            click.echo(f"\r\033[K{line}", nl=False, err=True)

    return tell


def _clear() -> None:
    if sys.stderr.isatty():
        click.echo("\r\033[K", nl=False, err=True)
