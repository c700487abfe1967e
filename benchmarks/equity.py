"""The questions of equity to measure, at which sizes, and against which targets.

Every measurement is a child process, see `equity_cases.py`. Only the standard library is imported
here, see `process.py`.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from benchmarks.process import run

Figures = dict[str, Any]
Say = Callable[[str], None]
SMALL, LARGE = (40, 6), (200, 20)
"""Actions and partners."""
RELATIVE = 1e-9
"""Levels that differ by less are the same."""


@dataclass(frozen=True)
class Question:
    """One of `equity_scenarios.QUESTIONS` at a size, and the CPU seconds aimed at."""

    name: str
    size: tuple[int, int]
    target: float
    or_gap: bool = False
    """A stated gap will do where there is no proof."""


QUESTIONS = (
    Question("share", SMALL, 0.2),
    Question("floor", SMALL, 0.2),
    Question("worst_off", SMALL, 0.5),
    Question("gini", SMALL, 0.5),
    Question("leximin", SMALL, 2),
    Question("welfare", SMALL, 2),
    Question("price", SMALL, 1.5),
    Question("ledger", SMALL, 5),
    Question("leximin", LARGE, 20),
    Question("gini", LARGE, 20),
    Question("welfare", LARGE, 60, or_gap=True),
)


@dataclass(frozen=True)
class Depth:
    """How much to measure."""

    questions: Sequence[Question]
    small: int
    """Seeds of the small size."""
    large: int
    limit: float
    """Wall seconds of one answer of the product, of one solve of the peer; killed at twice that."""


FULL = Depth(QUESTIONS, small=5, large=3, limit=120)
QUICK = Depth(QUESTIONS[:8], small=1, large=0, limit=30)


@dataclass(frozen=True)
class Measured:
    """One question on one random contract: the product, the peer, the peer's portfolio judged."""

    question: Question
    seed: int
    product: Figures
    peer: Figures
    judged: Figures

    @property
    def peer_differs(self) -> str:
        """How the peer's answer, in exact arithmetic, is not the product's; empty where it is."""
        if self.judged.get("broken"):
            return "breaks " + ", ".join(self.judged["broken"])
        ours, theirs = (
            one.get("curve") or one.get("levels") or [] for one in (self.product, self.judged)
        )
        if self.product.get("status") != "optimal" or not theirs:
            return ""
        if self.question.name == "price":
            return _points_below(ours, theirs)
        for number, (one, other) in enumerate(zip(ours, theirs, strict=True), start=1):
            if abs(one - other) > RELATIVE * abs(one):
                return f"{(other - one) / abs(one):+.4%} at stage {number} of {len(ours)}"
        return ""


def _points_below(ours: Sequence[float], theirs: Sequence[float]) -> str:
    """Points of a curve at which the peer states less; it cannot be judged where it states more."""
    losses = [(one - other) / abs(one) for one, other in zip(ours, theirs, strict=True) if one]
    missed = [loss for loss in losses if loss > ROUNDING]
    return f"{max(missed):.4%} lower at most, at {len(missed)} of {len(ours)} levels" if missed else ""


ROUNDING = 1e-5
"""Relative: what the product loses by counting values in whole units may look like a peer's gain."""


def measurements(depth: Depth, say: Say) -> Iterator[Measured]:
    """Every question on every seed."""
    for question in depth.questions:
        for seed in range(1, 1 + (depth.small if question.size == SMALL else depth.large)):
            say(f"{question.name} {question.size[0]} x {question.size[1]}, seed {seed}")
            yield measure(question, seed, depth.limit)


def measure(question: Question, seed: int, limit: float) -> Measured:
    """One question on one random contract."""
    task = (question.name, *map(str, question.size), str(seed))
    product, peer = (child((who, *task, f"{limit:g}"), timeout=2 * limit) for who in ("product", "peer"))
    judged: Figures = {"curve": peer["curve"]} if None not in peer.get("curve", [None]) else {}
    if peer.get("status") == "optimal" and peer.get("actions") is not None:
        judged = child(("judge", *task), given="\n".join(peer["actions"]))
    return Measured(question, seed, product, peer, judged)


def child(arguments: Sequence[str], *, given: str = "", timeout: float = 120) -> Figures:
    """What one process says, and its peak memory."""
    command = (sys.executable, "-m", "benchmarks.equity_cases", *arguments)
    done = run(command, given=given, timeout=timeout)
    figures: Figures = {"memory": done.memory}
    for line in done.output.splitlines():
        figures |= json.loads(line)
    if done.code < 0:
        figures["status"] = f"killed after {done.wall:.0f} s"
    elif done.code > 0:
        figures["status"] = f"failed, exit code {done.code}"
    return figures
