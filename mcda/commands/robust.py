"""What stays right under incomplete information: robust."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import click

from mcda.commands.options import (
    Command,
    Output,
    listed,
    number_option,
    output_options,
    refuse_idle,
    scenario_argument,
    solver_options,
)
from mcda.commands.running import Work, opened, run_options, running
from mcda.wording import N_

if TYPE_CHECKING:
    from mcda.analysis.information import Weights
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


def _study_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Other questions about the same information."""
    options = (
        click.option(
            "--regions",
            is_flag=True,
            help=N_("Instead: the best portfolio at every admissible weight, proven."),
        ),
        click.option(
            "--samples",
            type=click.IntRange(min=1),
            metavar="N",
            help=N_(
                "Instead: how often an action is in the best portfolio, on so many samples of weights "
                "and of figures within their intervals."
            ),
        ),
        click.option("--seed", type=click.IntRange(min=0), default=0, help=N_("Of the samples.")),
        click.option(
            "--distribution",
            type=click.Choice(["triangular", "uniform"]),
            default="triangular",
            show_default=True,
            help=N_("How sampled figures are spread over their intervals."),
        ),
        click.option(
            "--vary",
            "by",
            type=click.Choice(["leaves", "branches"]),
            help=N_(
                "What varies with --regions or --samples: every criterion, or the branches at the top "
                "of the tree; branches where there are more than four criteria."
            ),
        ),
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
    example='mcda robust scenarios/brest --statement "jobs >= carbon"',
)
@scenario_argument
@_information_options
@click.option(
    "--portfolio",
    metavar="IDS",
    help=N_("Actions of a portfolio whose competitors are asked for, in place of the best one."),
)
@number_option(
    "--competitors",
    text=N_("Show at most so many competitors, the most threatening first; 0 for none."),
    default=10,
    least=0,
)
@click.option(
    "--shares",
    is_flag=True,
    help=N_("Doubt who receives too: what the portfolio assures to everybody whatever the sharing."),
)
@_study_options
@solver_options
@run_options
@output_options("json", "csv")
def robust(
    source: str,
    settings: Sequence[str],
    portfolio: str | None,
    competitors: int,
    shares: bool,
    engine: str,
    limit: float | None,
    work: Work,
    output: Output,
    **how: Any,
) -> int:
    """Tell what stays right under incomplete information."""
    from mcda.analysis.robustness import Asked
    from mcda.analysis.robustness import robust as found_of
    from mcda.show import robustness_record as records
    from mcda.show.robustness import screen

    _refuse_idle(bool(how["regions"]), how["samples"] is not None)
    scenario = opened(source, settings)
    study = Study(**{name: how.pop(name) for name in STUDY})
    chosen = None if portfolio is None else tuple(listed(portfolio))
    if study.regions or study.samples:
        solver = {"engine": engine, "limit": limit}
        data = False if how["scores"] == "nominal" else None
        weights = _admitted(scenario, **{**how, "scores": "nominal"}).weights
        return _studied(scenario, weights, replace(study, data=data), chosen, work, output, solver)
    asked = Asked(chosen, competitors, shares)
    admitted = _admitted(scenario, **how)
    with running(scenario, work, output) as run:
        found = found_of(
            scenario,
            admitted,
            asked,
            engine=engine,
            limit=limit,
            journal=run.journal,
            listen=run.listen,
        )
        record = run.finished(records.record(found), complete=found.complete)
    shown = screen(found, output.words(scenario))
    output.show(record, shown, records.rows(found), records.COLUMNS)
    if found.interrupted:
        return 130
    return 0 if found.complete else 4


def _refuse_idle(regions: bool, samples: bool) -> None:
    """Options of another question than the one that is asked."""
    if samples:
        refuse_idle("regions", *OF_ALL, beside="--samples")
        return
    refuse_idle("seed", "distribution", without="--samples")
    if regions:
        refuse_idle("portfolio", *OF_ALL, beside="--regions")
    else:
        refuse_idle("by", without="--regions")


OF_ALL = ("shares", "competitors", "costs", "cost_objective")
"""Options of the question about all non-dominated portfolios."""


def _admitted(scenario: Scenario, weights: str | None, statements: Sequence[str], **how: Any) -> Any:
    from mcda.analysis.information import information

    return information(scenario, weights, statements, **how)


STUDY = ("regions", "samples", "seed", "distribution", "by")


@dataclass(frozen=True)
class Study:
    """What is asked instead of the non-dominated portfolios."""

    regions: bool
    samples: int | None
    seed: int
    distribution: Any
    by: Any
    data: bool | None = None
    """Whether figures vary within their intervals; None: where some are stated."""


def _studied(
    scenario: Scenario,
    weights: Weights,
    study: Study,
    portfolio: tuple[str, ...] | None,
    work: Work,
    output: Output,
    solver: dict[str, Any],
) -> int:
    """The best portfolio at every weight, or by samples: stored, and resumed."""
    from mcda.show import acceptability as shown_samples
    from mcda.show import regions as shown_regions

    say = output.words(scenario)
    shown: Any = shown_samples if study.samples else shown_regions
    with running(scenario, work, output, seed=study.seed) as run:
        own = {**solver, "journal": run.journal, "listen": run.listen}
        found: Any
        if study.samples:
            from mcda.analysis.acceptability import acceptability
            from mcda.analysis.accepted import Sampling

            sampling = Sampling(study.samples, study.seed, study.distribution, study.data, portfolio)
            found = acceptability(scenario, weights, study.by, sampling, **own, hands=run.hands)
        else:
            from mcda.analysis.weight_regions import weight_regions

            found = weight_regions(scenario, weights, study.by, **own)
        record = run.finished(shown.record(found), complete=found.complete)
    output.show(record, shown.screen(found, say), shown.rows(found), shown.COLUMNS)
    if found.interrupted:
        return 130
    return 0 if found.complete else 4
