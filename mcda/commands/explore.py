"""Commands that explore: rank."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from mcda.commands.options import Command, Output, output_options, scenario_argument
from mcda.wording import N_

if TYPE_CHECKING:
    from collections.abc import Callable

RANK = ("method", "action", "score", "rank")
"""Columns of rankings in CSV."""


def _ranking_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """How the methods are to be run."""
    number = click.FLOAT
    options = (
        click.option(
            "--normalisation",
            metavar="NAME",
            help=N_("How levels are made comparable, such as min_max."),
        ),
        click.option(
            "--v", type=number, default=0.5, show_default=True, help=N_("VIKOR: weight of the majority.")
        ),
        click.option(
            "--preference",
            type=click.Choice(["usual", "u_shape", "v_shape", "level", "linear", "gaussian"]),
            help=N_("PROMETHEE: preference function of every criterion."),
        ),
        click.option("--q", type=number, help=N_("Indifference threshold of every criterion.")),
        click.option("--p", type=number, help=N_("Preference threshold of every criterion.")),
        click.option("--s", type=number, help=N_("Gaussian threshold of every criterion.")),
        click.option("--veto", type=number, help=N_("Veto threshold of every criterion.")),
        click.option(
            "--cut",
            type=number,
            default=0.75,
            show_default=True,
            help=N_("ELECTRE TRI: credibility from which a class is reached."),
        ),
    )
    for option in reversed(options):
        function = option(function)
    return function


@click.command(
    cls=Command,
    help=N_(
        "Rank the actions by classical methods, side by side, on their effects as written. A view "
        "beside the portfolio: it knows neither costs nor partners nor rules."
    ),
    example="mcda rank scenarios/caen --method topsis,vikor --agreement",
)
@scenario_argument
@click.option(
    "--method",
    "asked",
    multiple=True,
    metavar="NAME",
    help=N_("Method, repeatable or separated by commas; without it mavt, topsis, vikor, promethee_ii."),
)
@_ranking_options
@click.option("--agreement", is_flag=True, help=N_("Show how far the methods agree."))
@click.option("--reversal", is_flag=True, help=N_("Show how often ranks change with the list."))
@click.option(
    "--dominance",
    is_flag=True,
    help=N_("Show which actions others match on every criterion, costs aside."),
)
@output_options("json", "csv")
def rank(
    source: str,
    settings: Sequence[str],
    asked: Sequence[str],
    agreement: bool,
    reversal: bool,
    dominance: bool,
    output: Output,
    **how: Any,
) -> int:
    """Rank the actions by classical methods."""
    from mcda.analysis.rankings import rank as ranked
    from mcda.files.read import read
    from mcda.scoring.ranking.methods import Options
    from mcda.show import rankings

    scenario = read(source, settings=settings)
    names = [name.strip() for given in asked for name in given.split(",") if name.strip()]
    found = ranked(scenario, names, Options(**how), with_reversal=reversal, with_dominance=dominance)
    say = output.words(scenario)
    screen = rankings.screen(found, say, with_agreement=agreement)
    output.show(rankings.record(found, say), screen, rankings.rows(found), RANK)
    return 0
