"""Long commands: who does the work, what is remembered of it, and how far it is.

    @scenario_argument
    @run_options
    @output_options("json", "csv")
    def frontier(source, settings, work, output, ...):
        scenario = opened(source, settings)
        with running(scenario, work, output) as run:
            found = analyse(scenario, ..., **run.keywords)
            record = run.finished(shown.record(found), complete=found.complete)
        output.show(record, ...)

A command written so is stored, resumed, and spread over workers without a line of its own.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import wraps
from shutil import get_terminal_size
from time import monotonic
from typing import TYPE_CHECKING, Any, TypeVar

import click

from mcda.commands.options import Output, number_option
from mcda.errors import McdaError, Problem, Stopped, UsageProblem
from mcda.runs.journal import FORGETFUL, Journal
from mcda.runs.many import Hands
from mcda.runs.progress import Listener, Progress
from mcda.wording import N_, Words

if TYPE_CHECKING:
    from mcda.model import Scenario
    from mcda.runs.cluster import Cluster
    from mcda.runs.store import Run, State, Store
    from mcda.runs.study import Study

Function = TypeVar("Function", bound=Callable[..., Any])
Json = dict[str, Any]
RESUMED = "mcda.commands.running.resumed"
"""In the context of click: the scenario of the run that is gone on with."""
WHO = ("workers", "cluster", "cluster_ca", "cluster_cert", "cluster_key", "cluster_insecure")
WHERE = ("store", "no_store", "verbose")
SILENT = frozenset({*WHO, *WHERE, "source", "settings", "as_json", "as_csv", "lang", "limit"})
"""Options that change no answer, or that the scenario already holds."""
OFTEN = 0.1
"""Seconds between two states of the work on a terminal; in a file, `SELDOM`."""
SELDOM = 5.0


@dataclass(frozen=True)
class Work:
    """Who does the work, and where it is stored."""

    workers: int = 1
    cluster: Cluster | None = None
    store: str | None = None
    """The file; None for the usual one."""
    no_store: bool = False
    verbose: bool = False

    @property
    def hands(self) -> Hands:
        return Hands(self.workers, cluster=self.cluster)


def run_options(function: Function) -> Function:
    """`--workers`, `--cluster` ..., `--store`, `--no-store`, `--verbose`, gathered in one `work`."""

    @wraps(function)
    def command(*args: Any, **given: Any) -> Any:
        who = {name: given.pop(name) for name in WHO}
        where = {name: given.pop(name) for name in WHERE}
        return function(*args, work=Work(who["workers"], _cluster(who), **where), **given)

    file = click.Path(dir_okay=False)
    options = (
        number_option(
            "--workers",
            text=N_("Processes of this machine that share the work."),
            default=1,
            least=1,
        ),
        click.option(
            "--cluster",
            metavar="ADDRESS",
            help=N_("Share the work on a Dask cluster, such as tls://HOST:8786."),
        ),
        click.option(
            "--cluster-ca", type=file, metavar="FILE", help=N_("Authority of the cluster (PEM).")
        ),
        click.option("--cluster-cert", type=file, metavar="FILE", help=N_("Your certificate (PEM).")),
        click.option("--cluster-key", type=file, metavar="FILE", help=N_("Your key (PEM).")),
        click.option(
            "--cluster-insecure",
            is_flag=True,
            help=N_("Speak to another machine without encryption."),
        ),
        click.option(
            "--store",
            type=file,
            metavar="FILE",
            help=N_("Where the run is stored, else MCDA_RUNS, else the folder of your programs' state."),
        ),
        click.option("--no-store", is_flag=True, help=N_("Store nothing.")),
        click.option("--verbose", is_flag=True, help=N_("Tell how far it is, also to a file.")),
    )
    wrapped: Any = command
    for option in reversed(options):
        wrapped = option(wrapped)
    decorated: Function = wrapped
    return decorated


def _cluster(who: Json) -> Cluster | None:
    if who["cluster"] is None:
        return None
    from mcda.runs.cluster import Cluster

    files = (who["cluster_ca"], who["cluster_cert"], who["cluster_key"])
    return Cluster(who["cluster"], *files, insecure=who["cluster_insecure"])


def opened(source: str, settings: Sequence[str]) -> Scenario:
    """The scenario of a command: that of the run which is gone on with, else read from its files."""
    resumed: Scenario | None = click.get_current_context().meta.get(RESUMED)
    if resumed is not None:
        return resumed
    from mcda.files.read import read

    return read(source, settings=settings)


def opened_with_warnings(source: str, settings: Sequence[str]) -> tuple[Scenario, tuple[Problem, ...]]:
    """As `opened`, with the warnings about it; there are none of a run which is gone on with."""
    resumed: Scenario | None = click.get_current_context().meta.get(RESUMED)
    if resumed is not None:
        return resumed, ()
    from mcda.files.read import read_with_warnings

    return read_with_warnings(source, settings=settings)


@dataclass
class Running:
    """A command at work."""

    study: Study
    scenario: Scenario
    journal: Journal
    listen: Listener
    hands: Hands
    """Who does the work."""
    state: State = "stopped"
    record: Json | None = field(default=None, repr=False)

    @property
    def keywords(self) -> Json:
        """Of an analysis that many workers may share."""
        return {"journal": self.journal, "listen": self.listen, "hands": self.hands}

    def finished(self, record: Json, *, complete: bool = True) -> Json:
        """The result with its provenance; it is stored, complete or as far as it went."""
        self.record = {**record, "provenance": {**record.get("provenance", {}), **self._provenance()}}
        self.state = "complete" if complete else "stopped"
        return self.record

    def _provenance(self) -> Json:
        """What the result follows from; nothing that would differ if it were done again."""
        return {
            "run": self.study.key,
            "command": self.study.command,
            "options": dict(self.study.options),
            "seed": self.study.seed,
            "source": self.scenario.origin,
            "variant": self.scenario.variant,
            "settings": list(self.scenario.settings),
            "changes": [vars(change) for change in self.scenario.changes],
            "scenario_sha256": self.study.content,
            "versions": dict(self.study.versions),
        }


@contextmanager
def running(
    scenario: Scenario,
    work: Work,
    output: Output,
    *,
    seed: int | None = None,
    silent: Collection[str] = (),
) -> Iterator[Running]:
    """Run the present command: what it establishes is stored, and found again by the same command.

    The key is made of the command, all of its options but `SILENT` and `silent`, the content of the
    scenario, the versions and the seed.

    Raises
    ------
    UsageProblem
        E362 to E365 and E367, as the store that was asked for; E370 and E371, of the cluster.
    """
    if work.cluster is not None:
        work.cluster.checked()
    say = output.words(scenario)
    study = _study(scenario, seed, silent)
    teller = Teller(say, work.verbose)
    store = _store(work, say)
    run = None if store is None else _taken(store, study, scenario, say)
    at_work = Running(study, scenario, run or FORGETFUL, teller.hear, work.hands)
    try:
        yield at_work
    except (KeyboardInterrupt, GeneratorExit, Stopped):
        raise
    except BaseException:
        at_work.state = "failed"
        raise
    finally:
        teller.clear()
        if store is not None:
            if run is not None:
                run.end(at_work.state, at_work.record)
            store.close()


def _study(scenario: Scenario, seed: int | None, silent: Collection[str]) -> Study:
    from mcda.portfolio.result import fingerprint
    from mcda.runs.canonical import settled
    from mcda.runs.study import Study

    context = click.get_current_context()
    aside = {*SILENT, *silent}
    options = {name: given for name, given in context.params.items() if name not in aside}
    return Study(str(context.info_name), scenario.name, fingerprint(scenario), settled(options), seed)


def _store(work: Work, say: Words) -> Store | None:
    """The store; none where it was not wanted, or where the usual place cannot be written."""
    if work.no_store:
        return None
    from mcda.problems import line
    from mcda.runs.place import default_place
    from mcda.runs.store import Store

    if work.store is not None:
        return Store.open(work.store)
    try:
        return Store.open(default_place())
    except UsageProblem as refused:
        if refused.problem.code != "E364":
            raise
        click.echo(line(_unstored(refused), say), err=True)
        return None


def _unstored(refused: UsageProblem) -> Any:
    return Problem("W057", refused.problem.place, refused.problem.value, refused.problem.details)


def _taken(store: Store, study: Study, scenario: Scenario, say: Words) -> Run:
    try:
        line = ("mcda", *(click.get_current_context().find_root().obj or ()))
        run = store.run(study, scenario.model_dump_json(), line)
    except McdaError:
        store.close()
        raise
    if run.facts_before:
        gone_on = (N_("Resumed: {n} fact is known."), N_("Resumed: {n} facts are known."))
        click.echo(say.plural(*gone_on, run.facts_before), err=True)
    return run


class Teller:
    """Says on the standard error how far the work is: one line that changes, on a terminal."""

    def __init__(self, say: Words, verbose: bool) -> None:
        self._say = say
        self._verbose = verbose
        self._is_terminal = sys.stderr.isatty()
        self._told_at = -SELDOM
        self._is_written = False

    def hear(self, progress: Progress) -> None:
        """Tell a state of the work, unless the last was told just now."""
        if not (self._is_terminal or self._verbose):
            return
        if monotonic() - self._told_at < (OFTEN if self._is_terminal else SELDOM):
            return
        self._told_at = monotonic()
        shown = {name: self._shown(figure) for name, figure in progress.parameters.items()}
        text = self._say(progress.text, **shown)
        if progress.share is not None:
            text = f"{text} ({self._say.percent(progress.share)})"
        if self._is_terminal:
            self.clear()
            click.echo(text[: get_terminal_size().columns - 1], nl=False, err=True)
            self._is_written = True
        else:
            click.echo(text, err=True)

    def _shown(self, parameter: Any) -> Any:
        """Shares in percent, counts as the language writes them."""
        if isinstance(parameter, float):
            return self._say.percent(parameter)
        return self._say.number(parameter) if isinstance(parameter, int) else parameter

    def clear(self) -> None:
        """Take the line away."""
        if self._is_written:
            click.echo("\r\x1b[2K", nl=False, err=True)
            self._is_written = False
