"""The section `Rankings` of `RESULTS.md`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from benchmarks.ranking_cases import OURS, UNCHECKED
from benchmarks.rankings import COMPARED, Depth, Measured, absent
from benchmarks.report import NONE, machine, table

PACKAGES = ("numpy", "scipy", "scikit-criteria", "pymcdm", "pyrepo-mcda", "pyDecision")
MEMORY_TARGET = 1000
"""MB, of every measurement of the product."""
CPU_TARGETS = {"promethee": 1.0, "electre": 10.0}
"""Seconds at the largest size."""
TIMES_TARGET = 100
"""The loop over a library takes so many times as long."""
TITLES = {
    "promethee": "PROMETHEE II",
    "topsis": "TOPSIS",
    "electre": "ELECTRE III",
    "batch": "all batched",
}


@dataclass(frozen=True)
class Target:
    """What was aimed at, and what came of it."""

    name: str
    aim: str
    found: str
    memory: float
    met: bool


def section(measured: Sequence[Measured], depth: Depth, took: float) -> str:
    """The whole section."""
    parts = [
        "## Rankings",
        machine(took, PACKAGES),
        _words(depth),
        _absent_words(measured),
        "### Targets of the rankings",
        _targets(measured, depth),
        "### PROMETHEE II",
        PROMETHEE_WORDS,
        _peers(measured, "promethee", depth),
        "### TOPSIS under many weight vectors",
        _topsis_words(depth),
        _peers(measured, "topsis", depth),
        "### ELECTRE III",
        ELECTRE_WORDS,
        _peers(measured, "electre", depth),
        "### Every batched method",
        f"`scores_under`: {depth.vectors:,} weight vectors, 200 actions, 8 criteria.",
        _batch(measured),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


PROMETHEE_WORDS = (
    "Net flows, every criterion with the same preference function. pymcdm has no Gaussian function. A "
    "peer that was stopped is not tried again at that size with the next function."
)
ELECTRE_WORDS = (
    "Indifference, preference and veto thresholds on every criterion. Credibilities are compared; "
    "classes are not, because the peer distils differently: it takes the distillation threshold at "
    "the largest credibility for every pair, and among equals starts again from their own largest."
)


def _words(depth: Depth) -> str:
    repeated = f"Medians of {depth.repeats} (calls of more than 6 s: one). " if depth.repeats > 1 else ""
    return (
        "Each line is a process of its own: CPU seconds (user + system, all threads) and wall seconds "
        "of one call from arrays to arrays, names and checks of the product included, imports left "
        f"out (the same call on five actions goes before). {repeated}*peak MB* is that of the whole "
        "process, imports included. *times*: CPU of the peer over CPU of the product in this run, "
        "above 1 the product is faster. *difference*: the largest between the peer's figures and the "
        f"product's, on {COMPARED} actions or {COMPARED} weight vectors. A call that took more than "
        f"{depth.limit:g} s of CPU was stopped. Levels are whole numbers from 1 to 1,000,000, evenly "
        "spread, all to be maximised; thresholds are 5 % (q), 20 % (p), 60 % (v) and 12.5 % (s) of "
        "that range."
    )


def _topsis_words(depth: Depth) -> str:
    return (
        f"{depth.vectors:,} weight vectors, 200 actions, 8 criteria, vector normalisation. A loop over "
        f"a library is timed on {depth.looped:,} vectors and its seconds are multiplied by "
        f"{depth.vectors / depth.looped:g}. The loop over scikit-criteria scales the levels once. "
        f"*{UNCHECKED}* has the checks of its input switched off (`validation=False`): it has no target."
    )


def _absent_words(measured: Sequence[Measured]) -> str:
    names = absent(measured)
    if not names:
        return ""
    return f"Not installed, and so not measured (`make bench` installs them): {', '.join(names)}."


def _targets(measured: Sequence[Measured], depth: Depth) -> str:
    rows = [
        (t.name, t.aim, t.found, f"{t.memory:.0f}", "met" if t.met else "**missed**")
        for t in targets(measured, depth)
    ]
    return table(("what", "target", "found", "peak MB", "verdict"), rows)


def targets(measured: Sequence[Measured], depth: Depth) -> Iterator[Target]:
    """Those of the largest sizes; every one also wants less than 1 GB."""
    largest = {"promethee": depth.promethee[-1], "electre": depth.electre[-1]}
    ours = [one for one in measured if one.task.who == OURS]
    for one in ours:
        task = one.task
        if task.actions == largest.get(task.method):
            aim = CPU_TARGETS[task.method]
            name = f"{_title(one)}, {task.actions:,} actions"
            met = one.cpu is not None and one.cpu < aim
            yield _target(name, f"{aim:g} s", f"{_cpu(one, depth)} s", [one], met)
    fast = next((one for one in ours if one.task.method == "topsis"), None)
    for one in measured:
        if fast and one.task.method == "topsis" and one.done and one.task.who not in (OURS, UNCHECKED):
            times = _times(one, fast, depth)
            name = f"TOPSIS, {fast.task.vectors:,} vectors, beside the loop over {one.task.who}"
            met = one.cpu is not None and fast.cpu is not None and one.cpu >= TIMES_TARGET * fast.cpu
            yield _target(name, f"{TIMES_TARGET} times", f"{times} times", [fast], met)
    batch = [one for one in ours if one.task.method == "batch"]
    if batch:
        done = sum(one.done for one in batch)
        yield _target(
            "every batched method", "answers", f"{done} of {len(batch)}", batch, done == len(batch)
        )


def _target(name: str, aim: str, found: str, of: Sequence[Measured], met: bool) -> Target:
    memory = max(one.figures["memory"] for one in of)
    return Target(name, f"{aim}, {MEMORY_TARGET:,} MB", found, memory, met and memory < MEMORY_TARGET)


def _peers(measured: Sequence[Measured], method: str, depth: Depth) -> str:
    """One line for each library; the product's goes first."""
    rows = []
    ours: Measured | None = None
    for one in measured:
        if one.task.method != method:
            continue
        ours = one if one.task.who == OURS else ours
        gap = one.figures.get("difference")
        rows.append(
            (
                *_what(one),
                one.task.who,
                _cpu(one, depth),
                f"{one.scale * one.figures['wall']:.3f}" if one.done else NONE,
                f"{one.figures['memory']:.0f}" if "memory" in one.figures and _ran(one) else NONE,
                NONE if one is ours else _times(one, ours, depth),
                NONE if gap is None else f"{gap:.0e}",
            )
        )
    first = {"promethee": ("function", "actions"), "topsis": ("vectors timed",), "electre": ("actions",)}
    headers = (*first[method], "library", "CPU s", "wall s", "peak MB", "times", "difference")
    return table(headers, rows)


def _what(one: Measured) -> tuple[str, ...]:
    task = one.task
    if task.method == "promethee":
        return task.variant, f"{task.actions:,}"
    return (f"{task.vectors if task.method == 'topsis' else task.actions:,}",)


def _title(one: Measured) -> str:
    return ", ".join(part for part in (TITLES[one.task.method], one.task.variant) if part)


def _ran(one: Measured) -> bool:
    return one.done or one.figures["status"] in ("time", "out of memory")


def _cpu(one: Measured, depth: Depth) -> str:
    if one.figures["status"] == "time":
        return f"more than {depth.limit * one.scale:g}"
    return _seconds(one)


def _seconds(one: Measured) -> str:
    return (
        one.figures["status"] if one.cpu is None else f"{one.cpu:{'.3f' if one.cpu >= 0.01 else '.5f'}}"
    )


def _times(one: Measured, ours: Measured | None, depth: Depth) -> str:
    if ours is None or not ours.cpu:
        return NONE
    if one.figures["status"] == "time":
        return f"more than {_rounded(depth.limit * one.scale / ours.cpu)}"
    return NONE if one.cpu is None else _rounded(one.cpu / ours.cpu)


def _rounded(times: float) -> str:
    """Two digits, which is what such a ratio is good for."""
    return f"{float(f'{times:.2g}'):,g}"


def _batch(measured: Sequence[Measured]) -> str:
    rows = [
        (
            f"`{one.task.variant}`",
            _seconds(one),
            f"{one.figures.get('wall', 0):.3f}",
            f"{one.figures['memory']:.0f}",
        )
        for one in measured
        if one.task.method == "batch"
    ]
    return table(("method", "CPU s", "wall s", "peak MB"), rows)
