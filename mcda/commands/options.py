"""What commands share: the scenario argument, output options, and how failures are told."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import wraps
from math import isnan
from typing import TYPE_CHECKING, Any, Literal, TypeVar

import click
from click.core import ParameterSource

from mcda.commands.click_words import words_for, write_options
from mcda.errors import (
    Infeasible,
    InvalidScenario,
    McdaError,
    MissingComponent,
    Problem,
    Stopped,
    UsageProblem,
)
from mcda.wording import N_, Words, preferred_language, words

if TYPE_CHECKING:
    from rich.console import RenderableType

    from mcda.model import Scenario

Format = Literal["screen", "json", "csv"]
Function = TypeVar("Function", bound=Callable[..., Any])
WIDTH_OF_A_PIPE = 160
"""Columns of a table that is not shown on a terminal."""


@dataclass(frozen=True)
class Output:
    """How a command answers."""

    format: Format
    asked_language: str | None

    def words(self, scenario: Scenario | None = None) -> Words:
        """The reader's language; the scenario's own unless another was asked for."""
        return words(preferred_language(self.asked_language, scenario.language if scenario else None))

    def show(
        self,
        record: dict[str, Any],
        screen: Iterable[RenderableType],
        rows: Sequence[dict[str, Any]],
        columns: Sequence[str],
    ) -> None:
        """Print a record as JSON, its rows as CSV under `columns`, or the screen."""
        if self.format == "json":
            print_json(record)
        elif self.format == "csv":
            print_csv(rows, columns)
        else:
            print_screen(screen)


def refuse_idle(*names: str, without: str | None = None, beside: str | None = None) -> None:
    """Refuse options that were given and would be silently ignored `without` or `beside` another.

    Raises
    ------
    UsageProblem
        E097 or E098.
    """
    context = click.get_current_context()
    for parameter in context.command.params:
        given = context.get_parameter_source(parameter.name or "") is ParameterSource.COMMANDLINE
        if given and parameter.name in names:
            code, other = ("E097", without) if beside is None else ("E098", beside)
            raise UsageProblem(Problem(code, value=parameter.opts[0], details={"other": other}))


def print_json(record: dict[str, Any]) -> None:
    """One JSON document on the standard output."""
    click.echo(json.dumps(record, ensure_ascii=False, indent=2))


def print_csv(rows: Sequence[dict[str, Any]], columns: Sequence[str]) -> None:
    """Tidy rows on the standard output, the header even where there is no row."""
    import csv

    writer = csv.DictWriter(sys.stdout, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)


def print_screen(screen: Iterable[RenderableType], *, stderr: bool = False) -> None:
    """Tables and sentences on a terminal."""
    from rich.console import Console

    class Screen(Console):
        def on_broken_pipe(self) -> None:
            raise BrokenPipeError

    console = Screen(stderr=stderr, highlight=False, markup=False)
    if not console.is_terminal:
        console = Screen(stderr=stderr, highlight=False, markup=False, width=WIDTH_OF_A_PIPE)
    for part in screen:
        console.print(part)


class Command(click.Command):
    """A command whose help is shown in the reader's language, with an example."""

    def __init__(self, *args: Any, example: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.example = example

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        say = words_for(ctx.obj)
        with formatter.indentation():
            formatter.write_text(say(self.help or ""))
            if self.example:
                formatter.write_paragraph()
                formatter.write_text(say(N_("Example: {command}"), command=self.example))

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        write_options(self, ctx, formatter)


def scenario_argument(function: Function) -> Function:
    """The scenario to read, and last changes to it."""
    text = N_("Change a setting last, such as rules.budget.max=9000 (repeatable).")
    return click.argument("source", metavar="SCENARIO")(_settings_option(text)(function))


def scenarios_argument(function: Function) -> Function:
    """Scenarios to read, one at least, and last changes to all of them."""
    text = N_("Change a setting of all of them last (repeatable).")
    sources = click.argument("sources", nargs=-1, required=True, metavar="SCENARIO...")
    return sources(_settings_option(text)(function))


def _settings_option(text: str) -> Callable[[Function], Function]:
    return click.option("--set", "settings", multiple=True, metavar="KEY=VALUE", help=text)


def listed(text: str) -> list[str]:
    """The actions of a list as somebody types it: between commas, semicolons or spaces."""
    return text.replace(";", ",").replace(",", " ").split()


class Seconds(click.FloatRange):
    """A positive number of seconds."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        seconds = super().convert(value, param, ctx)
        if isnan(seconds):
            self.fail(
                words_for(ctx.obj if ctx else None)(N_("“{value}” is no time."), value=value), param, ctx
            )
        return seconds


def limit_option(
    text: str, *, most: float | None = None, default: float | None = None
) -> Callable[[Function], Function]:
    """`--limit`: seconds, and what happens after them."""
    seconds = Seconds(min=0, min_open=True, max=most)
    return click.option(
        "--limit", type=seconds, default=default, show_default=True, metavar="SECONDS", help=text
    )


def number_option(
    *names: str, text: str, default: int, least: int, most: int | None = None
) -> Callable[[Function], Function]:
    """An option that is a whole number, `least` to `most`."""
    number = click.IntRange(least, most)
    return click.option(*names, type=number, default=default, show_default=True, metavar="N", help=text)


def solver_options(function: Function) -> Function:
    """Which engine, and for how long."""
    with_limit = limit_option(
        N_("Stop after this time with the best portfolio so far and its true gap.")
    )
    return click.option(
        "--engine",
        default="auto",
        show_default=True,
        metavar="NAME",
        help=N_("auto, cpsat, highs, or pulp:NAME for a solver that PuLP knows."),
    )(with_limit(function))


def output_options(*formats: Format) -> Callable[[Function], Function]:
    """`--json`, `--csv` and `--lang`, gathered in one `output`; failures told in the same form."""

    def decorate(function: Function) -> Function:
        @wraps(function)
        def command(
            *args: Any, as_json: bool = False, as_csv: bool = False, lang: str | None, **kwargs: Any
        ) -> Any:
            output = Output("json" if as_json else "csv" if as_csv else "screen", lang)
            try:
                return function(*args, output=output, **kwargs)
            except McdaError as failure:
                tell(failure, output)
                return failure.exit_code
            except BrokenPipeError:  # the reader, such as `head`, has seen enough
                os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
                return 0
            except OSError as wrong:  # a folder that does not exist, a file that may not be written
                click.echo(_refusal(wrong, output.words()), err=True)
                return 2

        wrapped: Any = click.option(
            "--lang", type=click.Choice(["fr", "en"]), help=N_("Language of the answer.")
        )(command)
        if "csv" in formats:
            wrapped = click.option("--csv", "as_csv", is_flag=True, help=N_("Answer in CSV."))(wrapped)
        if "json" in formats:
            wrapped = click.option("--json", "as_json", is_flag=True, help=N_("Answer in JSON."))(
                wrapped
            )
        decorated: Function = wrapped
        return decorated

    return decorate


def _refusal(wrong: OSError, say: Words) -> str:
    """What the system refuses, and for which file."""
    from mcda.problems.system import reason

    why = say(reason(wrong))
    return (
        why if wrong.filename is None else say(N_("{file}: {reason}"), file=wrong.filename, reason=why)
    )


def warn_of_contradictions(scenario: Scenario, output: Output) -> None:
    """Say on stderr which answers about weights contradict each other too much."""
    from mcda.elicitation.contradictions import contradiction
    from mcda.problems import line
    from mcda.scoring.weights import weigh

    for found in weigh(scenario).consistency:
        if not found.is_acceptable:
            click.echo(line(contradiction(found), output.words(scenario)), err=True)


def warn_of_unserved(scenario: Scenario, output: Output) -> None:
    """Say on stderr which partners are compared though nothing can serve them."""
    from mcda.files.unserved import service_warnings
    from mcda.problems import line

    for problem in service_warnings(scenario):
        click.echo(line(problem, output.words(scenario)), err=True)


def tell(failure: McdaError, output: Output) -> None:
    """Say what went wrong: as a record on the standard output with `--json`, else on stderr."""
    say = output.words()
    if output.format == "json":
        print_json(failure_record(failure, say))
    else:
        for sentence in sentences(failure, say):
            click.echo(sentence, err=True)


def failure_record(failure: McdaError, say: Words) -> dict[str, Any]:
    """A failure as JSON."""
    from mcda.show import records

    if isinstance(failure, InvalidScenario):
        return records.problems(failure.problems, say)
    if isinstance(failure, UsageProblem):
        return records.problems([failure.problem], say)
    return {
        "schema": "mcda/failure/1",
        "status": "unsolved",
        "message": "\n".join(sentences(failure, say)),
    }


def sentences(failure: McdaError, say: Words) -> Iterable[str]:
    """A failure in words."""
    from mcda.problems import line

    if isinstance(failure, InvalidScenario):
        for problem in failure.problems:
            yield line(problem, say)
        errors = sum(problem.severity == "error" for problem in failure.problems)
        yield say.plural(N_("{n} error."), N_("{n} errors."), errors)
    elif isinstance(failure, UsageProblem):
        yield line(failure.problem, say)
    elif isinstance(failure, MissingComponent):
        yield say(
            N_("This needs {component}, which is not installed. Install it with: {command}"),
            component=failure.component,
            command=failure.command,
        )
    elif isinstance(failure, Stopped):
        yield say(N_("Stopped before any portfolio was found."))
    elif isinstance(failure, Infeasible):
        yield (
            say(N_("No portfolio meets all rules. These cannot hold together:"))
            + " "
            + ", ".join(failure.clash)
        )
