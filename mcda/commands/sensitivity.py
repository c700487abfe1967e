"""What the best portfolio hangs on: sensitivity."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any

import click

from mcda.commands.options import Command, Output, output_options, scenario_argument, solver_options
from mcda.commands.running import Work, opened, run_options, running
from mcda.wording import N_


def _what(function: Callable[..., Any]) -> Callable[..., Any]:
    """Which analyses, of which figures."""
    options = (
        click.option(
            "--only",
            metavar="KINDS",
            help=N_("Kinds of figures, separated by commas: weights, costs, scores, rules."),
        ),
        click.option(
            "--datum",
            "data",
            multiple=True,
            metavar="PATH",
            help=N_("One figure, such as actions.W1.cost (repeatable); instead of kinds."),
        ),
        click.option(
            "--stability",
            is_flag=True,
            help=N_("How far each figure may move before the portfolio is no longer the best."),
        ),
        click.option(
            "--tornado", is_flag=True, help=N_("What each figure alone does to the best value.")
        ),
        click.option(
            "--method",
            metavar="NAME",
            help=N_("How much each figure matters while all vary at once: morris, sobol or pawn."),
        ),
        click.option(
            "--discover",
            metavar="ACTION",
            help=N_("Under what conditions an action is in the best portfolio."),
        ),
        click.option(
            "--output",
            "outputs",
            multiple=True,
            metavar="NAME",
            help=N_(
                "What --method looks at (repeatable): value, cost, local_cost, worst_off, share:GROUP, "
                "action:ID; value without it."
            ),
        ),
    )
    for option in reversed(options):
        function = option(function)
    return function


def _how(function: Callable[..., Any]) -> Callable[..., Any]:
    """Ranges and samples."""
    options = (
        click.option(
            "--swing",
            default="10 %",
            show_default=True,
            metavar="PERCENT",
            help=N_("Range on both sides of figures without a stated interval."),
        ),
        click.option(
            "--samples", type=click.IntRange(min=1), metavar="N", help=N_("Number of samples.")
        ),
        click.option(
            "--seed",
            type=click.IntRange(min=0),
            default=1,
            show_default=True,
            help=N_("Seed of samples."),
        ),
    )
    for option in reversed(options):
        function = option(function)
    return function


@click.command(
    cls=Command,
    help=N_(
        "Tell what the best portfolio hangs on: how far each weight, cost and bound may move before it "
        "is no longer the best, exactly, and what moving them does to the value. Without --stability, "
        "--tornado, --method or --discover: the first two. Exit code 4: stopped at the limit, with what "
        "was done so far."
    ),
    example="mcda sensitivity scenarios/brest --datum rules.budget.max",
)
@scenario_argument
@_what
@_how
@solver_options
@run_options
@output_options("json", "csv")
def sensitivity(
    source: str,
    settings: Sequence[str],
    only: str | None,
    data: Sequence[str],
    stability: bool,
    tornado: bool,
    method: str | None,
    discover: str | None,
    outputs: Sequence[str],
    swing: str,
    samples: int | None,
    seed: int,
    engine: str,
    limit: float | None,
    work: Work,
    output: Output,
) -> int:
    """Tell what the best portfolio hangs on."""
    from mcda.analysis.sensitivity import BY_DEFAULT, Asked
    from mcda.analysis.sensitivity import sensitivity as analysed
    from mcda.show import sensitivity as screens
    from mcda.show import sensitivity_records as records

    scenario = opened(source, settings)
    both = not (stability or tornado or method or discover)
    asked = Asked(
        only=tuple(kind.strip() for kind in only.split(",")) if only else BY_DEFAULT,
        data=tuple(data),
        stability=stability or both,
        tornado=tornado or both,
        method=method,
        discover=discover,
        outputs=tuple(outputs) or ("value",),
        swing=_swing(swing),
        samples=samples,
        seed=seed,
    )
    with running(scenario, work, output, seed=seed) as run:
        found = analysed(
            scenario,
            asked,
            engine=engine,
            limit=limit,
            journal=run.journal,
            listen=run.listen,
            hands=run.hands,
        )
        record = run.finished(records.record(found), complete=found.complete)
    screen = screens.screen(found, output.words(scenario))
    output.show(record, screen, records.rows(found), records.COLUMNS)
    if found.interrupted:
        return 130
    return 0 if found.complete else 4


def _swing(text: str) -> Fraction:
    """`10 %` or `0.1`, more than nothing and less than all."""
    from pydantic_core import PydanticCustomError

    from mcda.errors import Problem, UsageProblem
    from mcda.exact import read_share

    try:
        swing = read_share(text)
    except PydanticCustomError:
        swing = Fraction(0)
    if not 0 < swing < 1:
        raise UsageProblem(Problem("E357", value=text))
    return swing
