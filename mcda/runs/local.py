"""Worker processes on this machine.

Each is a process of its own with a pipe of its own, so that when one dies it is known which task it
was doing, the others go on, and no task of theirs is lost. Workers that have nothing to do wait for
the next call: what they imported need not be imported again.
"""

from __future__ import annotations

import atexit
import json
import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from threading import Lock
from typing import IO, Any

from mcda.runs.worker import unpacked

LIBRARIES = ("MKL", "NUMBA", "OMP", "OPENBLAS")
ONE_THREAD = dict.fromkeys((f"{library}_NUM_THREADS" for library in LIBRARIES), "1")
"""One worker per core, and one thread in each of them."""


class WorkerDied(Exception):
    """A worker ended in the middle of a task; the argument is its exit code."""


class Worker:
    """One process that does one task after the other."""

    def __init__(self) -> None:
        path = os.pathsep.join(entry or str(Path.cwd()) for entry in sys.path)
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "mcda.runs.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, **ONE_THREAD, "PYTHONPATH": path},
        )

    @property
    def pid(self) -> int:
        """Of its process."""
        return self._process.pid

    @property
    def is_alive(self) -> bool:
        """Whether its process has not ended."""
        return self._process.poll() is None

    def do(self, function: str, task: Any, hear: Callable[[Any], None] | None = None) -> Any:
        """The result of a task; what it tells meanwhile is heard.

        Raises
        ------
        WorkerDied
            The process ended.
        Exception
            Whatever the function raised.
        """
        orders, answers = self._process.stdin, self._process.stdout
        if orders is None or answers is None:  # never: both are pipes
            raise WorkerDied(None)
        try:
            orders.write(json.dumps([function, task], allow_nan=False).encode() + b"\n")
            orders.flush()
            answer = self._answer(answers)
            while "told" in answer:
                if hear is not None:
                    hear(answer["told"])
                answer = self._answer(answers)
        except OSError:
            raise WorkerDied(self._process.wait()) from None
        if "failure" in answer:
            raise unpacked(answer["failure"])
        return answer["result"]

    def _answer(self, answers: IO[bytes]) -> Any:
        line = answers.readline()
        if not line.endswith(b"\n"):
            raise WorkerDied(self._process.wait())
        return json.loads(line)

    def kill(self) -> None:
        """End the process now; whoever waits for an answer is told `WorkerDied`."""
        self._process.kill()
        self._process.wait()

    def end(self) -> None:
        """End the process, when nobody waits for an answer."""
        self.kill()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with suppress(OSError):  # an order that nobody read
                    pipe.close()


class Crew:
    """Workers as they are needed, at most as many as threads ask for one at a time."""

    def __init__(self) -> None:
        self._at_work: set[Worker] = set()
        self._closed = False

    def do(self, function: str, task: Any) -> Any:
        """The result of a task, by a worker that is free; `WorkerDied` as `Worker.do`."""
        worker = self._free()
        try:
            result = worker.do(function, task)
        except WorkerDied:
            self._leave(worker, usable=False)
            raise
        except BaseException:
            self._leave(worker, usable=True)
            raise
        self._leave(worker, usable=True)
        return result

    def close(self) -> None:
        """Take no more tasks, and end the workers that are in the middle of one."""
        with _LOCK:
            self._closed = True
            for worker in self._at_work:
                worker.kill()

    def _free(self) -> Worker:
        with _LOCK:
            if self._closed:
                raise WorkerDied(None)
            worker = _IDLE.pop() if _IDLE else Worker()
            self._at_work.add(worker)
            return worker

    def _leave(self, worker: Worker, *, usable: bool) -> None:
        with _LOCK:
            self._at_work.discard(worker)
            if usable and not self._closed:
                _IDLE.append(worker)
                return
        worker.end()


_IDLE: list[Worker] = []
_LOCK = Lock()


@atexit.register
def dismiss() -> None:
    """End the workers that wait for tasks."""
    with _LOCK:
        while _IDLE:
            _IDLE.pop().end()
