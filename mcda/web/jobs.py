"""Computations in processes of their own: asked for twice they are done once, and they can be ended.

A thread waits for each process. A process that is ended, because somebody cancelled or time was over,
is replaced at once; what it would have answered is told as `Ended`. What was computed is remembered.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass, field
from threading import Condition, Thread, Timer
from time import monotonic
from typing import Any, Literal

from mcda.errors import McdaError, Problem, UsageProblem
from mcda.runs.local import Worker, WorkerDied
from mcda.web.memory import Memory

Task = Callable[[], Any]
Heard = Callable[[Any], None]
Reason = Literal["cancelled", "overtime", "unwanted", "died"]
MOST_WAITING = 32
WANTED = 1.5
"""Seconds: who waits asks again sooner."""
UNWANTED = 4.0
"""Seconds after which a task that waits is dropped where nobody has asked for it again."""


RECENT = 60.0
"""Seconds for which it is remembered that a computation ended without an answer that lasts."""
MOST_REMEMBERED = 2_000


class Ended(Exception):
    """A computation without an answer; the arguments are why, and the exit code of its process."""

    @property
    def reason(self) -> Reason:
        reason: Reason = self.args[0]
        return reason


@dataclass(eq=False)
class Job:
    """One computation, waiting or going on."""

    key: str
    function: str
    task: Task
    """Makes what is sent to the process, when its turn has come."""
    limit: float
    """Seconds after which its process is ended."""
    result: Future[Any] = field(default_factory=Future)
    told: Any = None
    """What it has told of itself last."""
    begun: float | None = None
    asked: float = field(default_factory=monotonic)
    """Until when somebody last wanted to know, or is waiting."""
    worker: Worker | None = None
    reason: Reason | None = None
    """Why it was ended from outside."""
    for_later: bool = False
    """Whether nobody waited when its turn came."""
    ended: float | None = None
    lasts: bool = False
    """Whether the same would be found again."""

    @property
    def seconds(self) -> float:
        """Since its turn has come."""
        return 0.0 if self.begun is None else monotonic() - self.begun

    def hear(self, told: Any) -> None:
        self.told = told


class Jobs:
    """So many processes, and a queue before them.

    Parameters
    ----------
    workers
        Processes. They are started at once, and do `warm_up` (`package.module:function`) first.
    lasts
        Whether a result would be found again; else it is remembered for `RECENT` seconds only.
    most_waiting
        More than this are refused.
    most_remembered
        Results.
    """

    def __init__(
        self,
        workers: int,
        warm_up: str,
        lasts: Callable[[Any], bool],
        *,
        most_waiting: int = MOST_WAITING,
        most_remembered: int = MOST_REMEMBERED,
    ) -> None:
        self._warm_up = warm_up
        self._lasts = lasts
        self._most_waiting = most_waiting
        self._finished: Memory[str, Job] = Memory(most_remembered)
        self._waiting: deque[Job] = deque()
        self._in_background: deque[Job] = deque()
        self._jobs: dict[str, Job] = {}
        self._changed = Condition()
        self._closed = False
        self._workers: set[Worker] = set()
        self._threads = [
            Thread(target=self._serve, name=f"mcda-web-{number}", daemon=True)
            for number in range(workers)
        ]
        for thread in self._threads:
            thread.start()

    def submit(
        self,
        key: str,
        function: str,
        task: Task,
        limit: float,
        done: Heard | None = None,
        *,
        patience: float = 0.0,
    ) -> Job:
        """The computation of that key: finished, going on, waiting, else begun now.

        `done` hears the result of one that is begun now. `patience` are the seconds for which the caller
        is going to wait for it.

        Raises
        ------
        UsageProblem
            E406 too many are waiting.
        """
        with self._changed:
            job = self._known(key)
            if job is None:
                self._drop_unwanted()
                if len(self._waiting) >= self._most_waiting or self._closed:
                    raise UsageProblem(Problem("E406"))
                job = self._jobs[key] = _new(Job(key, function, task, limit), done)
                self._waiting.append(job)
                self._changed.notify()
            self._want(job, patience)
            return job

    def prepare(
        self, key: str, function: str, task: Task, limit: float, done: Heard | None = None
    ) -> Job:
        """As `submit`, for later: done while nobody waits for another."""
        with self._changed:
            job = self._known(key)
            if job is None:
                job = self._jobs[key] = _new(Job(key, function, task, limit), done)
                self._in_background.append(job)
                self._changed.notify()
            return job

    def forget(self, key: str) -> None:
        """Forget what ended without an answer that lasts, so that it may be tried again."""
        with self._changed:
            job = self._finished.get(key)
            if job is not None and not job.lasts:
                self._finished.drop(key)

    def _known(self, key: str) -> Job | None:
        """A computation that need not be begun."""
        job = self._jobs.get(key) or self._finished.get(key)
        is_old = job is not None and job.ended is not None and monotonic() - job.ended > RECENT
        return None if is_old and job is not None and not job.lasts else job

    def find(self, key: str) -> Job | None:
        """A computation that is waiting or going on; asking keeps it wanted."""
        with self._changed:
            job = self._jobs.get(key)
            if job is not None:
                job.asked = max(job.asked, monotonic())
            return job

    def cancel(self, key: str) -> bool:
        """End a computation for everybody who waits for it; whether there was one."""
        return self._end(key, "cancelled")

    @property
    def pids(self) -> tuple[int, ...]:
        """Processes that compute at the moment."""
        with self._changed:
            return tuple(job.worker.pid for job in self._jobs.values() if job.worker is not None)

    @property
    def waiting(self) -> int:
        """How many wait for their turn."""
        return len(self._waiting)

    def close(self) -> None:
        """End everything."""
        with self._changed:
            self._closed = True
            keys = list(self._jobs)
            self._changed.notify_all()
            workers = list(self._workers)
        for key in keys:
            self._end(key, "cancelled")
        for worker in workers:
            worker.kill()
        for thread in self._threads:
            thread.join()

    def _want(self, job: Job, patience: float) -> None:
        """Somebody waits for it: what was in the background comes forward."""
        job.asked = max(job.asked, monotonic() + patience)
        if job in self._in_background:
            self._in_background.remove(job)
            self._waiting.append(job)

    def _end(self, key: str, reason: Reason) -> bool:
        with self._changed:
            job = self._jobs.get(key)
            if job is None or job.reason is not None:
                return False
            job.reason = reason
            if job.worker is not None:
                job.worker.kill()  # its thread is told, and does the rest
            else:
                (self._in_background if job in self._in_background else self._waiting).remove(job)
                self._finish(job, failure=Ended(reason))
            return True

    def _drop_unwanted(self) -> None:
        for job in [j for j in self._waiting if monotonic() - j.asked > UNWANTED]:
            self._waiting.remove(job)
            job.reason = "unwanted"
            self._finish(job, failure=Ended("unwanted"))

    def _finish(self, job: Job, result: Any = None, failure: Exception | None = None) -> None:
        self._jobs.pop(job.key, None)
        job.ended, job.task = monotonic(), _nothing
        job.lasts = isinstance(failure, McdaError) or (failure is None and self._lasts(result))
        if job.reason != "unwanted":
            self._finished.put(job.key, job)
        if failure is None:
            job.result.set_result(result)
        else:
            job.result.set_exception(failure)

    def _serve(self) -> None:
        """One thread: start a process, do one job after the other, replace a process that ended."""
        while not self._closed:
            worker = Worker()
            with self._changed:
                self._workers.add(worker)
            with suppress(Exception):  # the first job will fail for the same reason, and tell it
                worker.do(self._warm_up, None)
            while (job := self._next(worker)) is not None:
                self._do(job, worker)
                if job.reason is not None or not worker.is_alive:
                    break
            with self._changed:
                self._workers.discard(worker)
            worker.end()

    def _next(self, worker: Worker) -> Job | None:
        """The next job, in hand of that worker; None when everything is to end."""
        with self._changed:
            while not self._closed:
                self._drop_unwanted()
                job = self._first()
                if job is not None:
                    job.worker, job.begun = worker, monotonic()
                    return job
                self._changed.wait()
        return None

    def _first(self) -> Job | None:
        """The first that is still waited for, else the newest: who has moved on waits for nothing.

        In the background only while a process stays free for others.
        """
        if self._waiting:
            recent = (job for job in self._waiting if monotonic() - job.asked < WANTED)
            job = next(recent, self._waiting[-1])
            self._waiting.remove(job)
            return job
        busy = sum(job.for_later for job in self._jobs.values() if job.worker is not None)
        if self._in_background and busy < max(1, len(self._threads) - 1):
            job = self._in_background.popleft()
            job.for_later = True
            return job
        return None

    def _do(self, job: Job, worker: Worker) -> None:
        over = Timer(job.limit, self._end, (job.key, "overtime"))
        over.daemon = True
        over.start()
        result: Any = None
        failure: Exception | None = None
        try:
            result = worker.do(job.function, job.task(), job.hear)
        except WorkerDied as death:
            failure = Ended(job.reason or "died", *death.args)
        except Exception as raised:
            failure = raised
        over.cancel()
        with self._changed:
            job.worker = None
            self._finish(job, result, failure)
            self._changed.notify()  # the next in the background may begin elsewhere


def _new(job: Job, done: Heard | None) -> Job:
    """A job whose result is told."""

    def tell(result: Future[Any]) -> None:
        if done is not None and result.exception() is None:
            done(result.result())

    job.result.add_done_callback(tell)
    return job


def _nothing() -> None:
    """The task of a computation that is over: what it was made of is not kept."""
