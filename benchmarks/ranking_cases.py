"""What a child process does: one ranking, timed once or compared with the product's, one line of JSON.

`python -m benchmarks.ranking_cases time TASK LIMIT` or `agree TASK LIMIT`, a task being
`METHOD;WHO;ACTIONS;CRITERIA;VECTORS;VARIANT`. Of this module the parent imports only the standard
library; see `process.py`.
"""

from __future__ import annotations

import json
import os
import resource
import signal
import sys
import time
import warnings
from importlib.util import find_spec
from types import FrameType
from typing import Any, NamedTuple

Figures = dict[str, Any]

OURS = "product"
UNCHECKED = "pymcdm, unchecked"
"""The loop over pymcdm with its checks of the input switched off."""
MODULES = {
    OURS: "mcda",
    "scikit-criteria": "skcriteria",
    "pymcdm": "pymcdm",
    UNCHECKED: "pymcdm",
    "pyrepo-mcda": "pyrepo_mcda",
    "pyDecision": "pyDecision",
}
"""What has to be importable."""
SHARE = 0.75
"""Of the memory of the machine: what one process may ask for."""


class Task(NamedTuple):
    """One thing to measure."""

    method: str
    """`promethee`, `topsis`, `electre` or `batch`."""
    who: str
    """A name of `MODULES`."""
    actions: int
    criteria: int
    vectors: int = 0
    """Weight vectors; 0 where the weights of the table are used."""
    variant: str = ""
    """Preference function of `promethee`, method of `batch`."""

    @property
    def text(self) -> str:
        return ";".join(map(str, self))

    @classmethod
    def of(cls, text: str) -> Task:
        method, who, actions, criteria, vectors, variant = text.split(";")
        return cls(method, who, int(actions), int(criteria), int(vectors), variant)


class TimeUp(BaseException):
    """The CPU time is spent; no library catches it by mistake."""


def timed(task: Task, limit: float) -> Figures:
    """CPU and wall seconds of one call, from arrays to arrays.

    The same call on five actions goes before, so that imports do not count.
    """
    from benchmarks.ranking_methods import WORKS, sample, table, vectors

    work = WORKS[task.method][task.who]
    weights = vectors(task.vectors, task.criteria)
    work(sample(5, task.criteria), weights[:2], task.variant)
    given = table(task.actions, task.criteria)
    started, clock = time.process_time(), time.perf_counter()
    _stop_after(started + limit)
    try:
        work(given, weights, task.variant)
    except TimeUp:
        return {"status": "time"}
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
    return {
        "status": "done",
        "cpu": time.process_time() - started,
        "wall": time.perf_counter() - clock,
    }


def agree(task: Task, limit: float) -> Figures:
    """Largest difference between what a peer answers and what the product answers."""
    from benchmarks.ranking_methods import WORKS, difference, table, vectors

    given, weights = table(task.actions, task.criteria), vectors(task.vectors, task.criteria)
    answers = [WORKS[task.method][who](given, weights, task.variant) for who in (OURS, task.who)]
    return {"status": "done", "difference": difference(*answers)}


def _stop_after(end: float) -> None:
    """Raise `TimeUp` when the CPU clock stands at `end`.

    By a timer of real time, set again while CPU is left: one of CPU time makes that clock coarse.
    """

    def ring(number: int, frame: FrameType | None) -> None:
        left = end - time.process_time()
        if left <= 0:
            raise TimeUp
        signal.setitimer(signal.ITIMER_REAL, max(left, 0.01))

    signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, end - time.process_time())


def _confine() -> None:
    """No library may take the machine down with it."""
    whole = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    most = int(whole * SHARE)
    resource.setrlimit(resource.RLIMIT_AS, (most, most))


def figures(what: str, task: Task, limit: float) -> Figures:
    """Those of one task, or why there are none: nothing that a peer does ends the benchmark."""
    if find_spec(MODULES[task.who]) is None:
        return {"status": "not installed"}
    warnings.simplefilter("ignore")
    os.environ.setdefault("MPLBACKEND", "Agg")
    _confine()
    try:
        return (agree if what == "agree" else timed)(task, limit)
    except NotImplementedError:
        return {"status": "has none"}
    except MemoryError:
        return {"status": "out of memory"}
    except Exception as problem:
        return {"status": f"failed, {type(problem).__name__}: {str(problem)[:80]}"}


if __name__ == "__main__":
    print(json.dumps(figures(sys.argv[1], Task.of(sys.argv[2]), float(sys.argv[3]))))
