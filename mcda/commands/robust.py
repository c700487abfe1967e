"""What stays right under incomplete information: robust."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import click

from mcda.commands.options import Command, Output, output_options, scenario_argument, solver_options
from mcda.wording import N_

if TYPE_CHECKING:
    from mcda.model import Scenario


def _information_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """What is admitted."""
    options = (
        click.option(
            "--weights",
            metavar="SET",
            help=N_(
                "Admissible weights: free, stated, statements, colleges, interval:20% (of each weight) "
                "or interval:0.05 (of the whole). Without it: the statements or the colleges of the "
                "scenario, else interval:20%."
            ),
        ),
        click.option(
            "--statement",
            "statements",
            multiple=True,
            metavar="TEXT",
            help=N_('More about weights, such as "trips >= 2*water" (repeatable).'),
        ),
        click.option(
            "--scores",
            type=click.Choice(["nominal", "interval"]),
            help=N_("Effects as stated, or within their intervals; these where some are stated."),
        ),
        click.option(
            "--costs",
            type=click.Choice(["high", "nominal", "low"]),
            default="high",
            show_default=True,
            help=N_("The end of the intervals of costs at which rules must hold."),
        ),
        click.option("--cost-objective", is_flag=True, help=N_("Make cost one more criterion.")),
    )
    for option in reversed(options):
        function = option(function)
    return function


@click.command(
    cls=Command,
    help=N_(
        "Tell what stays right whatever the admissible weights, effects and costs: all portfolios that "
        "no other dominates, the actions that all, some or none of them hold, what that means for each "
        "partner, and which portfolios compete with the best one. Exit code 4: stopped before all was "
        "proven."
    ),
    example='mcda robust scenarios/caen --statement "trips >= water"',
)
@scenario_argument
@_information_options
@click.option(
    "--portfolio",
    metavar="IDS",
    help=N_("Actions of a portfolio whose competitors are asked for, in place of the best one."),
)
@click.option(
    "--competitors",
    type=click.IntRange(min=0),
    default=10,
    show_default=True,
    metavar="N",
    help=N_("Show at most so many competitors, the most threatening first; 0 for none."),
)
@click.option(
    "--shares",
    is_flag=True,
    help=N_("Doubt who receives too: what the portfolio assures to everybody whatever the sharing."),
)
@solver_options
@output_options("json", "csv")
def robust(
    source: str,
    settings: Sequence[str],
    portfolio: str | None,
    competitors: int,
    shares: bool,
    engine: str,
    limit: float | None,
    output: Output,
    **admitted: Any,
) -> int:
    """Tell what stays right under incomplete information."""
    from mcda.analysis.robustness import Asked
    from mcda.analysis.robustness import robust as found_of
    from mcda.files.read import read
    from mcda.show import robustness_record as records
    from mcda.show.robustness import screen

    scenario = read(source, settings=settings)
    names = [name.strip() for name in (portfolio or "").split(",") if name.strip()]
    asked = Asked(None if portfolio is None else tuple(names), competitors, shares)
    found = found_of(scenario, _admitted(scenario, **admitted), asked, engine=engine, limit=limit)
    shown = screen(found, output.words(scenario))
    output.show(records.record(found), shown, records.rows(found), records.COLUMNS)
    if found.interrupted:
        return 130
    return 0 if found.complete else 4


def _admitted(scenario: Scenario, weights: str | None, statements: Sequence[str], **how: Any) -> Any:
    from mcda.analysis.information import information

    return information(scenario, weights, statements, **how)
