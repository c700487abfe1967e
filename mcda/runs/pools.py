"""What does tasks at the same time, and the loop that hands them out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from itertools import islice
from typing import Any, Protocol, TypeVar

from mcda.runs.journal import Fact
from mcda.runs.local import Crew, WorkerDied
from mcda.runs.worker import function_named

Ticket = TypeVar("Ticket")
TRIES = 3
"""A task that ends a worker is tried this often in all."""
PAUSE = 0.1
"""Seconds between two questions whether to stop."""


@dataclass(frozen=True)
class Arrival:
    """A task that is done: its result, or why there is none."""

    key: str
    result: Fact = None
    failure: Exception | None = None


class TaskLost(Exception):
    """A task that ended every worker that tried it."""

    def __init__(self, tries: int, reason: str) -> None:
        self.tries = tries
        self.reason = reason
        super().__init__(tries, reason)


class Pool(Protocol[Ticket]):
    """Does one function on several tasks at the same time."""

    @property
    def at_once(self) -> int:
        """How many tasks it should have in hand."""

    def submit(self, task: Fact) -> Ticket:
        """Take a task."""

    def done(self, tickets: Mapping[Ticket, str], seconds: float) -> set[Ticket]:
        """Those that are done, as soon as one is; none after so many seconds."""

    def result(self, ticket: Ticket) -> Fact:
        """The result of a task that is done; raises what its function raised."""

    def close(self) -> None:
        """Give up what is not done."""


def arrivals(
    pool: Pool[Ticket], todo: Mapping[str, Fact], stop: Callable[[], bool]
) -> Iterator[Arrival]:
    """Tasks as they are done, until all are, or until `stop` is true."""
    left, waiting = iter(todo.items()), dict[Ticket, str]()
    try:
        while not stop():
            for key, task in islice(left, max(0, pool.at_once - len(waiting))):
                waiting[pool.submit(task)] = key
            if not waiting:
                return
            for ticket in pool.done(waiting, PAUSE):
                yield _arrival(pool, ticket, waiting.pop(ticket))
    finally:
        pool.close()


def _arrival(pool: Pool[Ticket], ticket: Ticket, key: str) -> Arrival:
    try:
        return Arrival(key, pool.result(ticket))
    except Exception as failure:
        return Arrival(key, failure=failure)


class Threads:
    """Threads of this process."""

    def __init__(self, function: str, workers: int) -> None:
        self.at_once = 2 * workers  # one in work and one ready for each
        self._call = function_named(function)
        self._threads = ThreadPoolExecutor(workers)

    def submit(self, task: Fact) -> Future[Fact]:
        """Take a task."""
        return self._threads.submit(self._do, task)

    def _do(self, task: Fact) -> Fact:
        return self._call(task)

    def done(self, tickets: Mapping[Future[Fact], str], seconds: float) -> set[Future[Fact]]:
        """Those that are done."""
        return wait(tickets, seconds, FIRST_COMPLETED).done

    def result(self, ticket: Future[Fact]) -> Fact:
        """The result of a task that is done."""
        return ticket.result()

    def close(self) -> None:
        """Wait for the tasks in the middle of which a thread is; forget the others."""
        self._threads.shutdown(cancel_futures=True)


class Processes(Threads):
    """Processes of this machine, a thread waiting for each."""

    def __init__(self, function: str, workers: int) -> None:
        super().__init__(function, workers)
        self._function = function
        self._crew = Crew()

    def _do(self, task: Fact) -> Any:
        code = None
        for _ in range(TRIES):
            try:
                return self._crew.do(self._function, task)
            except WorkerDied as death:
                code = death.args[0]
        raise TaskLost(TRIES, f"code {code}")

    def close(self) -> None:
        """End the workers that are in the middle of a task; forget the others."""
        self._crew.close()
        super().close()
