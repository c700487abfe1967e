"""The questions of exploration to measure, at which sizes, and against which targets.

Every measurement is a child process, see `exploration_cases.py`. Only the standard library is
imported here, see `process.py`.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.process import ROOT, run

Figures = dict[str, Any]
Say = Callable[[str], None]
PEER_PYTHON = ROOT / ".venv" / "pyaugmecon" / "bin" / "python"
"""The environment that `make bench` makes for PyAUGMECON."""
PEER_GRIDS = {"2kp50": ("492", "1529"), "3kp40": ("540", "1031", "1069")}
"""Grid points and nadir: every whole level of the second objective; as its own documentation has it."""
VECTORS, BY_PULP = 10_000, 200
"""Weight vectors, and how many of them PuLP and CBC solve; the rest is extrapolated."""


@dataclass(frozen=True)
class Question:
    """One measurement of the product, its target in CPU seconds, and its peer's, if it has one."""

    title: str
    task: tuple[str, ...]
    """Kind and arguments of `exploration_cases`; a limit in seconds goes after them."""
    target: float | None = None
    limit: float | None = None
    peer: str = ""
    """`pyaugmecon`, `pulp` or none."""
    group: str = ""
    """Of a table of its own: `front`, `rules`, `robust` or `scale`."""
    size: int = 0


@dataclass(frozen=True)
class Measured:
    """A question with its figures, and those of its peer."""

    question: Question
    product: Figures
    peer: Figures = field(default_factory=dict)

    @property
    def ratio(self) -> float | None:
        """CPU of the peer over CPU of the product."""
        theirs, ours = self.peer.get("cpu"), self.product.get("cpu")
        return theirs / ours if theirs and ours else None


def questions(depth: Depth, folder: Path | None) -> Iterator[Question]:
    """Everything that is asked, in the order of the report."""
    yield from _published(depth, folder)
    for objectives, most, target in ((3, 1000, 1), (4, 1000, 10)):
        for seed in range(1, depth.seeds + 1):
            title = f"{objectives} objectives, 1 budget, 40 items, seed {seed}"
            task = ("front", str(objectives), "1", "40", str(seed), str(most))
            yield Question(title, task, target, depth.limit, group="front", size=40)
    for family in ("easy", "hard"):
        for size, objectives in ((60, 3), (100, 2)):
            for seed in range(1, depth.rule_seeds + 1):
                title = f"{family}, {size} actions, {objectives} objectives, seed {seed}"
                task = ("rules", family, str(size), str(seed), str(objectives))
                yield Question(title, task, 15, depth.rule_limit, group="rules", size=size)
    title = f"{VECTORS} weight vectors, 100 actions, 3 criteria"
    yield Question(title, ("weights", "100", "3", "1", str(VECTORS)), None, None, "pulp", "robust", 100)
    title = (
        "is the best portfolio undoubtedly robust? 100 projects, 4 criteria, marks +-10, weights +-.05"
    )
    yield Question(title, ("competitors", "100", "4", "1"), 60, 120, group="robust", size=100)
    title = "core index with every tied portfolio, 100 items, 2 criteria"
    yield Question(title, ("core", "100", "1"), 1, 60, group="robust", size=100)
    for what in ("frontier", "robust"):
        for size in depth.sizes:
            title = f"{what}, {size} actions"
            yield Question(title, ("scale", what, str(size), "1"), None, depth.limit, "", "scale", size)


def _published(depth: Depth, folder: Path | None) -> Iterator[Question]:
    """Two budgets and two objectives, three and three: from a folder, else random ones like them."""
    for name, number, items, target in (("2kp50", "2", "50", 0.2), ("3kp40", "3", "40", 2)):
        if folder is not None:
            task = ("folder", str((folder / name).resolve()))
            peer = "pyaugmecon" if name in depth.peers else ""
            yield Question(name, task, target, depth.limit, peer, "front", int(items))
        for seed in range(1, depth.seeds + 1):
            title = f"like {name}, seed {seed}"
            task = ("front", number, number, items, str(seed), "100")
            peer = "pyaugmecon" if folder is None and seed == 1 and name in depth.peers else ""
            yield Question(title, task, target, depth.limit, peer, "front", int(items))


@dataclass(frozen=True)
class Depth:
    """How much to measure."""

    seeds: int
    """Of random knapsacks."""
    rule_seeds: int
    """Of models with thirty rules."""
    sizes: Sequence[int]
    """Actions, where cost is shown against size."""
    limit: float
    """Seconds of one answer."""
    rule_limit: float
    peers: Sequence[str]
    """Instances that the peer is given."""
    peer_limit: float


FULL = Depth(3, 10, (50, 100, 200, 400, 1000), 30, 15, ("2kp50", "3kp40"), 90)
QUICK = Depth(1, 1, (50, 100), 15, 15, ("2kp50",), 60)


def measurements(depth: Depth, folder: Path | None, say: Say) -> Iterator[Measured]:
    """Every question, and its peer in the same run."""
    for question in questions(depth, folder):
        say(question.title)
        arguments = question.task + (() if question.limit is None else (f"{question.limit:g}",))
        product = child(arguments, timeout=3 * (question.limit or 200) + 60)
        yield Measured(question, product, _peer(question, depth))


def _peer(question: Question, depth: Depth) -> Figures:
    if question.peer == "pulp":
        own = child(("weights_by_pulp", *question.task[1:4], str(BY_PULP)))
        if "cpu" not in own:
            return own
        return {**own, "cpu": own["cpu"] * VECTORS / BY_PULP, "remark": f"extrapolated from {BY_PULP}"}
    if question.peer == "pyaugmecon":
        return _pyaugmecon(question, depth.peer_limit)
    return {}


def _pyaugmecon(question: Question, limit: float) -> Figures:
    if not PEER_PYTHON.exists():
        return {"status": "not installed (make bench installs it)"}
    name = Path(question.task[1]).name if question.task[0] == "folder" else question.title[5:10]
    made = (
        child(("given", question.task[1]))
        if question.task[0] == "folder"
        else child(("numbers", *question.task[1:]))
    )
    instance = json.dumps({key: made[key] for key in ("profits", "uses", "capacities")})
    grid = PEER_GRIDS[name] if question.task[0] == "folder" else PEER_GRIDS[name][:1]
    script = str(Path(__file__).with_name("pyaugmecon_peer.py"))
    done = run((str(PEER_PYTHON), script, *grid), given=instance, timeout=limit)
    if done.code != 0:
        return {"status": f"stopped after {done.wall:.0f} s", "cpu": done.cpu, "memory": done.memory}
    return {**json.loads(done.output), "memory": done.memory}


def child(arguments: Sequence[str], timeout: float = 900) -> Figures:
    """The figures of one child process, its peak memory added."""
    done = run((sys.executable, "-m", "benchmarks.exploration_cases", *arguments), timeout=timeout)
    figures: Figures = {"memory": done.memory}
    if done.code == 0:
        return figures | json.loads(done.output)
    why = f"killed after {done.wall:.0f} s" if done.code < 0 else f"failed, exit code {done.code}"
    return figures | {"status": why}
