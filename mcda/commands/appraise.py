"""Commands that look at what is valued: values, weights."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from mcda.commands.options import Command, Output, output_options, scenario_argument, solver_options
from mcda.wording import N_


@click.command(
    cls=Command,
    help=N_(
        "Show each value function with the actions on it: level, points from 0 to 100, points times "
        "weight. Marks of success are shown with the chance that each stands for."
    ),
    example="mcda values scenarios/caen --criterion trips",
)
@scenario_argument
@click.option(
    "--criterion",
    "criteria",
    multiple=True,
    metavar="ID",
    help=N_("Show this criterion only (repeatable)."),
)
@output_options("json", "csv")
def values(source: str, settings: Sequence[str], criteria: Sequence[str], output: Output) -> int:
    """Show the value functions with the actions on them."""
    from mcda.files.read import read
    from mcda.scoring.appraisal import appraise
    from mcda.show import values as shown

    scenario = read(source, settings=settings)
    found = appraise(scenario, criteria)
    screen = shown.screen(found, output.words(scenario))
    output.show(shown.record(found), screen, shown.rows(found), shown.COLUMNS)
    return 0


@click.command(
    cls=Command,
    help=N_(
        "Show the weights and what they imply: sets of the colleges side by side, how far answers "
        "contradict each other, exchange rates, where a compromise lies. With --questions, write the "
        "questions behind weights as a workbook to fill in."
    ),
    example="mcda weights scenarios/caen --per carbon --no-consensus",
)
@scenario_argument
@click.option(
    "--per", "reference", metavar="ID", help=N_("Tell exchange rates in units of this criterion.")
)
@click.option(
    "--consensus/--no-consensus",
    default=True,
    help=N_("Look for the portfolio that the colleges regret least (a few solves)."),
)
@click.option(
    "--questions",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help=N_("Write the scenario and its questions to an .xlsx or .ods workbook instead."),
)
@click.option("--force", is_flag=True, help=N_("Overwrite what exists."))
@solver_options
@output_options("json", "csv")
def weights(
    source: str,
    settings: Sequence[str],
    reference: str | None,
    consensus: bool,
    questions: Path | None,
    force: bool,
    engine: str,
    limit: float | None,
    output: Output,
) -> int:
    """Show the weights of a scenario and of its colleges, or ask for them."""
    from mcda.files.read import read
    from mcda.show import weights as shown

    scenario = read(source, settings=settings)
    say = output.words(scenario)
    if questions is not None:
        from mcda.files.questionnaire import write_questionnaire

        made = write_questionnaire(source, questions, say, force=force)
        ready = N_("{file} is ready. Fill in one sheet, write its name beside weights.answers.")
        click.echo(say(ready, file=made), err=True)
        return 0
    from mcda.analysis.weight_sets import weight_sets

    found = weight_sets(scenario, reference=reference, consensus=consensus, engine=engine, limit=limit)
    output.show(shown.record(found), shown.screen(found, say), shown.rows(found), shown.COLUMNS)
    return 0
