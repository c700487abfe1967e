"""Commands about cooperation: share."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from mcda.commands.options import (
    Command,
    Output,
    listed,
    output_options,
    scenario_argument,
    solver_options,
)
from mcda.wording import N_

if TYPE_CHECKING:
    from mcda.optimise.coalitions import Joint


@click.command(
    cls=Command,
    help=N_(
        "Tell how the gains of the best portfolio, or of a list of actions, could be shared: what each "
        "partner could have alone, which groups would do better alone, and who would pay whom."
    ),
    example="mcda share scenarios/caen --set point_worth=100 --portfolio C2,C3,L1",
)
@scenario_argument
@click.option(
    "--joint",
    type=click.Choice(["takeover", "consent"]),
    default="takeover",
    show_default=True,
    help=N_("What a group alone may do: take over what others would pay, or only what it pays wholly."),
)
@click.option("--portfolio", metavar="ID,ID,...", help=N_("Share the gains of these actions instead."))
@click.option(
    "--samples",
    type=click.IntRange(min=4),
    default=200,
    show_default=True,
    help=N_("Orders of arrival to look at, above ten partners."),
)
@click.option(
    "--seed", type=click.INT, default=1, show_default=True, help=N_("Seed of the random orders.")
)
@solver_options
@output_options("json", "csv")
def share(
    source: str,
    settings: Sequence[str],
    joint: Joint,
    portfolio: str | None,
    samples: int,
    seed: int,
    engine: str,
    limit: float | None,
    output: Output,
) -> int:
    """Tell how the gains of a portfolio could be shared."""
    from mcda.analysis.sharing import share as shared
    from mcda.files.read import read
    from mcda.show import sharing, sharing_records

    scenario = read(source, settings=settings)
    actions = None if portfolio is None else listed(portfolio)
    found = shared(
        scenario, actions, joint=joint, samples=samples, seed=seed, engine=engine, limit=limit
    )
    say = output.words(scenario)
    output.show(
        sharing_records.record(found, say),
        sharing.screen(found, say),
        sharing_records.rows(found),
        sharing_records.COLUMNS,
    )
    proven = found.portfolio.proof.status != "feasible" and "no" not in found.verified
    return 0 if proven else 4
