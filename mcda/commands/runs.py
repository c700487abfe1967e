"""Stored runs: runs list, show, resume, diff, delete, prune."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

import click

from mcda.commands.click_words import write_options
from mcda.commands.options import Command, Output, limit_option, number_option, output_options
from mcda.commands.running import RESUMED, run_options
from mcda.wording import N_, preferred_language, words

if TYPE_CHECKING:
    from mcda.commands.running import Work
    from mcda.runs.store import Store, Summary

Function = TypeVar("Function", bound=Callable[..., Any])


class Group(Command, click.Group):
    """Several commands under one name."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        say = words(preferred_language())
        write_options(self, ctx, formatter)
        with formatter.section(say(N_("Commands"))):
            commands = self.commands.items()
            formatter.write_dl([(name, say(command.short_help or "")) for name, command in commands])


@click.group(
    cls=Group,
    help=N_(
        "Long commands store what they establish. See what is stored, go on with a run that was "
        "stopped or killed, compare two runs. A run is named by the beginning of its key."
    ),
    example="mcda runs list",
)
def runs() -> None:
    """Stored runs."""


def store_option(function: Function) -> Function:
    """`--store`."""
    return click.option(
        "--store",
        "place",
        type=click.Path(dir_okay=False),
        metavar="FILE",
        help=N_("Where runs are stored, else MCDA_RUNS, else the folder of your programs' state."),
    )(function)


def opened_store(place: str | None) -> Store:
    """The store that was asked for, or the usual one."""
    from mcda.runs.place import default_place
    from mcda.runs.store import Store

    return Store.open(place or default_place())


@runs.command(
    "list", cls=Command, help=N_("The stored runs, the latest first."), short_help=N_("List them")
)
@store_option
@output_options("json", "csv")
def list_runs(place: str | None, output: Output) -> int:
    """List the stored runs."""
    from mcda.show import runs as shown

    with opened_store(place) as store:
        found = store.runs()
    screen = shown.list_screen(found, output.words())
    output.show(shown.list_record(found), screen, shown.list_rows(found), shown.LIST)
    return 0


@runs.command(
    cls=Command,
    help=N_("A run: what was asked, how far it is, its result."),
    short_help=N_("Show one of them"),
    example="mcda runs show 3f2a",
)
@click.argument("key", metavar="RUN")
@store_option
@output_options("json", "csv")
def show(key: str, place: str | None, output: Output) -> int:
    """Show a run."""
    from mcda.show import runs as shown

    with opened_store(place) as store:
        found = store.find(key)
        facts, result = store.facts(found), store.result(found)
    screen = shown.run_screen(found, facts, result, output.words())
    record = shown.run_record(found, facts, result)
    output.show(record, screen, shown.run_rows(record), shown.FIELDS)
    return 0


@runs.command(
    cls=Command,
    help=N_(
        "Go on with a run, on its scenario as it was then and with its options. What is known is not "
        "computed again."
    ),
    short_help=N_("Go on with one that was stopped or killed"),
    example="mcda runs resume 3f2a --workers 4",
)
@click.argument("key", metavar="RUN")
@limit_option(N_("Stop after this time with what is found so far."))
@run_options
@output_options("json", "csv")
@click.pass_context
def resume(context: click.Context, key: str, limit: float | None, work: Work, output: Output) -> int:
    """Go on with a run."""
    from importlib import import_module

    from mcda.commands import REGISTRY
    from mcda.model import Scenario

    with opened_store(work.store) as store:
        found = store.find(key)
        snapshot = store.snapshot(found)
    _check_versions(found)
    command = getattr(
        import_module(f"mcda.commands.{REGISTRY[found.study.command].module}"), found.study.command
    )
    scenario = Scenario.model_validate_json(snapshot)
    context.meta[RESUMED] = scenario
    mine = {name: given for name, given in context.params.items() if name != "key"}
    asked = {parameter.name for parameter in command.params}
    options = {name: _as_given(value) for name, value in found.study.options.items()}
    given = {**options, **mine, "source": scenario.origin, "settings": ()}
    answer = context.invoke(command, **{name: given[name] for name in given if name in asked})
    return int(answer or 0)


def _as_given(value: Any) -> Any:
    """An option as click gives it: several values are a tuple."""
    return tuple(_as_given(item) for item in value) if isinstance(value, list) else value


def _check_versions(found: Summary) -> None:
    """Refuse to mix what different versions establish."""
    from shlex import join

    from mcda.errors import Problem, UsageProblem
    from mcda.runs.study import versions

    then, now = found.study.versions, versions()
    changed = [f"{name} {then[name]} → {now.get(name)}" for name in then if then[name] != now.get(name)]
    if changed:
        details = {"differences": ", ".join(changed), "line": join(found.line)}
        raise UsageProblem(Problem("E366", value=found.short, details=details))


@runs.command(
    cls=Command,
    help=N_("What differs between two runs: options, scenarios, results."),
    short_help=N_("Compare two of them"),
    example="mcda runs diff 3f2a 91c0",
)
@click.argument("one", metavar="RUN")
@click.argument("other", metavar="RUN")
@store_option
@output_options("json", "csv")
def diff(one: str, other: str, place: str | None, output: Output) -> int:
    """Compare two runs."""
    from mcda.show import runs as shown

    with opened_store(place) as store:
        pair = store.find(one), store.find(other)
        compared = shown.compared(*((run, store.snapshot(run), store.result(run)) for run in pair))
    screen = shown.diff_screen(compared, output.words())
    output.show(shown.diff_record(compared), screen, shown.diff_rows(compared), shown.DIFF)
    return 0


@runs.command(cls=Command, help=N_("Forget runs."), short_help=N_("Forget some of them"))
@click.argument("keys", metavar="RUN...", nargs=-1, required=True)
@store_option
@output_options()
def delete(keys: Sequence[str], place: str | None, output: Output) -> int:
    """Forget runs."""
    with opened_store(place) as store:
        _forget(store, [store.find(key) for key in keys], output)
    return 0


@runs.command(
    cls=Command,
    help=N_("Forget the runs that have not been worked on for some days."),
    short_help=N_("Forget the old ones"),
)
@number_option("--days", text=N_("Forget what is older."), default=90, least=0)
@store_option
@output_options()
def prune(days: int, place: str | None, output: Output) -> int:
    """Forget old runs."""
    from datetime import UTC, datetime, timedelta

    oldest = datetime.now(UTC) - timedelta(days=days)
    with opened_store(place) as store:
        old = [run for run in store.runs() if run.state != "running" and run.touched < oldest]
        _forget(store, old, output)
    return 0


def _forget(store: Store, found: Sequence[Summary], output: Output) -> None:
    for run in found:
        store.delete(run)
    say = output.words()
    click.echo(say.plural(N_("{n} run forgotten."), N_("{n} runs forgotten."), len(found)), err=True)
