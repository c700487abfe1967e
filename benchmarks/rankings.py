"""The rankings to measure: every method of the product, and the same of its peers.

Every measurement is a child process, see `ranking_cases.py`. Only the standard library is imported
here, see `process.py`.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from statistics import median

from benchmarks.process import run
from benchmarks.ranking_cases import MODULES, OURS, UNCHECKED, Figures, Task

FUNCTIONS = ("usual", "linear", "gaussian")
PROMETHEE_PEERS = ("pymcdm", "pyrepo-mcda", "pyDecision")
TOPSIS_PEERS = ("scikit-criteria", "pymcdm", UNCHECKED)
CRITERIA = 10
"""Of PROMETHEE II and of ELECTRE III."""
TABLE = (200, 8)
"""Actions and criteria under many weight vectors."""
COMPARED = 100
"""Actions, or weight vectors, on which answers are compared."""
GRACE = 30
"""Wall seconds beyond six times the limit of CPU seconds, after which a process is killed."""
STOPPED = {"time", "out of memory"}

Say = Callable[[str], None]


@dataclass(frozen=True)
class Depth:
    """How much to measure."""

    promethee: Sequence[int]
    """Actions; the last is the one with a target, at the others the peers can keep up."""
    electre: Sequence[int]
    vectors: int
    looped: int
    """Weight vectors of the peers' loops; their time is scaled to all of them."""
    limit: float
    """CPU seconds of one call."""
    repeats: int
    every: int = 1
    """One batched method in so many is measured."""


FULL = Depth((500, 10_000), (200, 1_000), vectors=10_000, looped=200, limit=60, repeats=3)
QUICK = Depth((200,), (60,), vectors=1_000, looped=40, limit=5, repeats=1, every=6)


@dataclass(frozen=True)
class Measured:
    """A task, and its figures: `status`, `cpu`, `wall`, `memory`, and `difference` of a peer."""

    task: Task
    figures: Figures
    scale: float = 1
    """How many times the work of the task the figures stand for."""

    @property
    def done(self) -> bool:
        return self.figures["status"] == "done"

    @property
    def cpu(self) -> float | None:
        """CPU seconds of the whole work."""
        return self.scale * self.figures["cpu"] if self.done else None


def rankings(depth: Depth, say: Say) -> Iterator[Measured]:
    """Everything, in the order of the tables."""
    for part in (_promethee(depth), _topsis(depth), _electre(depth), _batch(depth)):
        for measured in part:
            say(" ".join(str(word) for word in measured.task if word))
            yield measured


def _promethee(depth: Depth) -> Iterator[Measured]:
    """A peer that was stopped at a size is not tried again with the next function: usual is quickest."""
    stopped: set[tuple[str, int]] = set()
    for function in FUNCTIONS:
        for actions in depth.promethee:
            for who in (OURS, *PROMETHEE_PEERS):
                task = Task("promethee", who, actions, CRITERIA, variant=function)
                if (who, actions) in stopped:
                    yield Measured(task, {"status": "not tried again"})
                    continue
                measured = _measure(task, depth)
                if measured.figures["status"] in STOPPED:
                    stopped.add((who, actions))
                yield measured


def _topsis(depth: Depth) -> Iterator[Measured]:
    yield _measure(Task("topsis", OURS, *TABLE, depth.vectors), depth)
    for who in TOPSIS_PEERS:
        task = Task("topsis", who, *TABLE, depth.looped)
        yield _measure(task, depth, scale=depth.vectors / depth.looped)


def _electre(depth: Depth) -> Iterator[Measured]:
    for actions in depth.electre:
        for who in (OURS, "pyDecision"):
            yield _measure(Task("electre", who, actions, CRITERIA), depth)


def _batch(depth: Depth) -> Iterator[Measured]:
    for method in batched()[:: depth.every]:
        yield _measure(Task("batch", OURS, *TABLE, depth.vectors, method), depth)


def batched() -> tuple[str, ...]:
    """Methods that the product scores under many weight vectors at once, asked of a child process."""
    program = "from mcda.scoring.ranking.batch import BATCHED; print(*BATCHED)"
    return tuple(run((sys.executable, "-c", program)).output.split())


def _measure(task: Task, depth: Depth, scale: float = 1) -> Measured:
    """Median seconds and largest memory of several processes; of a long call there is only one."""
    runs: list[Figures] = []
    while len(runs) < depth.repeats and all(one.get("wall", 60) < 6 for one in runs):
        runs.append(child("time", task, depth.limit))
    figures = dict(runs[-1])
    if all(one["status"] == "done" for one in runs):
        figures |= {key: median(one[key] for one in runs) for key in ("cpu", "wall")}
        figures["memory"] = max(one["memory"] for one in runs)
    if task.who != OURS and figures["status"] in STOPPED | {"done"}:
        figures["difference"] = _difference(task, depth.limit)
    return Measured(task, figures, scale)


@cache
def _compared(task: Task, limit: float) -> float | None:
    return child("agree", task, limit).get("difference")


def _difference(task: Task, limit: float) -> float | None:
    """Largest between a peer's answer and the product's, at a size that every peer can do."""
    small = {"vectors": COMPARED} if task.vectors else {"actions": COMPARED}
    return _compared(task._replace(**small), limit)


def child(what: str, task: Task, limit: float) -> Figures:
    """What one process says, and its peak memory."""
    command = (sys.executable, "-m", "benchmarks.ranking_cases", what, task.text, f"{limit:g}")
    done = run(command, timeout=6 * limit + GRACE)
    if done.code:
        said: Figures = {"status": "killed" if done.code < 0 else f"failed, exit code {done.code}"}
    else:
        said = json.loads(done.output.splitlines()[-1])
    return {**said, "memory": done.memory}


def absent(measured: Sequence[Measured]) -> list[str]:
    """Peers that are not installed."""
    names = {one.task.who for one in measured if one.figures["status"] == "not installed"}
    return [name for name in MODULES if name in names]
