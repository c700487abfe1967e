"""Many independent tasks, here or elsewhere: one function, whatever does the work."""

from __future__ import annotations

from collections.abc import Callable, Collection, Generator, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from mcda.errors import Problem, UsageProblem
from mcda.runs.canonical import digest, settled
from mcda.runs.journal import FORGETFUL, Fact, Journal
from mcda.runs.pools import Arrival, Processes, TaskLost, Threads, arrivals
from mcda.runs.progress import Listener, Progress, unheard
from mcda.runs.worker import function_named
from mcda.wording import N_

if TYPE_CHECKING:
    from mcda.runs.cluster import Cluster


@dataclass(frozen=True)
class Hands:
    """Who does the work, as analyses hand it on to `many`: `many(..., **vars(hands))`."""

    workers: int = 1
    """Processes of this machine; with 1, the work is done here."""
    threads: bool = False
    """Threads instead of processes."""
    cluster: Cluster | None = None
    """A Dask cluster instead."""


ALONE = Hands()


def never() -> bool:
    """Go on."""
    return False


def always(result: Any) -> bool:
    """Every result is certain."""
    return True


def many(
    function: str,
    tasks: Sequence[Fact],
    *,
    journal: Journal = FORGETFUL,
    workers: int = 1,
    threads: bool = False,
    cluster: Cluster | None = None,
    listen: Listener = unheard,
    stop: Callable[[], bool] = never,
    beside: Collection[str] = (),
    certain: Callable[[Any], bool] = always,
) -> Iterator[Any]:
    """Results of one function on each task, in the order of the tasks, whichever is done first.

    The same results whatever does the work. A result is noted in the journal as soon as it is here,
    under `function` and the digest of its task, and never computed again: a function must depend on
    its task alone, and a task should take a tenth of a second or more.

    Parameters
    ----------
    function
        `package.module:name` of a function of one argument; task and result are JSON. It must be
        importable by workers, so not defined in a script.
    workers
        Processes on this machine; with 1, the work is done here.
    threads
        Threads instead of processes, for functions that wait for solvers most of the time.
    cluster
        Do the tasks on a Dask cluster instead.
    stop
        Asked again and again; once it is true, tasks that are not done are given up and the results
        end early.
    beside
        Entries of the tasks that decide no certain result, such as a limit: tasks that differ in
        nothing else are the same to the journal.
    certain
        Whether a result may be remembered; one that was cut short is not.

    Raises
    ------
    UsageProblem
        E375 a task ends every worker that tries it; E370 to E374 and E376 problems of a cluster.
    Exception
        What the function raised on the first task that failed, once those before it are done.
    """
    keys = [digest(_without(task, beside)) for task in tasks]
    todo = dict(zip(keys, tasks, strict=True))
    results = {key: fact for key, fact in journal.known(function).items() if key in todo}
    todo = {key: task for key, task in todo.items() if key not in results}
    total = len(results) + len(todo)

    def keep(key: str, result: Any) -> None:
        results[key] = settled(result)
        if certain(results[key]):
            journal.note(function, key, results[key])
        listen(_progress(len(results), total))

    with closing(_arriving(function, todo, workers, threads, cluster, stop)) as arriving:
        yield from _in_order(function, keys, results, arriving, keep)


def _in_order(
    function: str,
    keys: Sequence[str],
    results: Mapping[str, Any],
    arriving: Iterator[Arrival],
    keep: Callable[[str, Any], None],
) -> Iterator[Any]:
    """Results in the order of `keys`, each kept as soon as it arrives."""
    failed = dict[str, Exception]()
    for key in keys:
        while key not in results:
            if key in failed:
                raise _told(failed[key], function, keys.index(key) + 1)
            arrival = next(arriving, None)
            if arrival is None:
                return
            if arrival.failure is None:
                keep(arrival.key, arrival.result)
            else:
                failed[arrival.key] = arrival.failure
        yield results[key]


def _without(task: Fact, beside: Collection[str]) -> Fact:
    return {name: task[name] for name in task if name not in beside} if beside else task


def _told(failure: Exception, function: str, number: int) -> Exception:
    """What went wrong with a task; that nobody could do it, in words."""
    if not isinstance(failure, TaskLost):
        return failure
    details = {"number": number, "tries": failure.tries, "reason": failure.reason}
    return UsageProblem(Problem("E375", value=function, details=details))


def _progress(done: int, total: int) -> Progress:
    return Progress(N_("{done} of {total} tasks done"), {"done": done, "total": total}, done / total)


def _arriving(
    function: str,
    todo: Mapping[str, Fact],
    workers: int,
    threads: bool,
    cluster: Cluster | None,
    stop: Callable[[], bool],
) -> Generator[Arrival]:
    """Results in the order in which they are here."""
    if not todo:
        return
    if cluster is not None:
        from mcda.runs.cluster import Remote

        yield from arrivals(Remote(cluster, function), todo, stop)
    elif workers == 1:
        yield from _one_by_one(function, todo, stop)
    else:
        pool = (Threads if threads else Processes)(function, min(workers, len(todo)))
        yield from arrivals(pool, todo, stop)


def _one_by_one(function: str, todo: Mapping[str, Fact], stop: Callable[[], bool]) -> Iterator[Arrival]:
    call = function_named(function)
    for key, task in todo.items():
        if stop():
            return
        try:
            yield Arrival(key, call(task))
        except Exception as failure:
            yield Arrival(key, failure=failure)
