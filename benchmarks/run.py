"""Measure the product: `python -m benchmarks.run`, or `--quick` for a minute.

Every measurement is a child process of its own; see `README.md`.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks import (
    equity,
    equity_report,
    exploration,
    exploration_report,
    publishing,
    ranking_report,
    rankings,
)
from benchmarks.process import Run, run
from benchmarks.report import PEERS, Case, Whole, replaced, report

RESULTS = Path(__file__).with_name("RESULTS.md")
FAMILIES = ("easy", "hard")
RANKINGS = "rankings"
"""The family that has no scenarios, but tables of levels."""
EQUITY = "equity"
"""The family of questions of equity, each beside a plain script of the same rule."""
EXPLORATION = "exploration"
"""The family of fronts and robustness, beside PyAUGMECON and loops of solves."""
PUBLISHING = "publishing"
"""The family of what people see: the report, the page under load."""
SIZES = (50, 200, 1000, 5000)
PATIENCE = 12.0
"""A case is repeated as long as its runs so far took less than this, in seconds."""
GRACE = 2
"""A run that takes more than so many times its limit (and half a minute) is killed, and said to be."""


@dataclass(frozen=True)
class Effort:
    """How much to measure."""

    sizes: Sequence[int]
    limit: float
    """Seconds per solve."""
    repeats: int


FULL = Effort(SIZES, limit=60, repeats=3)
QUICK = Effort(SIZES[:1], limit=15, repeats=1)


@dataclass(frozen=True)
class Command:
    """A whole process to time, and what must be true of what it prints."""

    arguments: tuple[str, ...]
    cpu_target: float
    memory_target: float | None = None
    remark: Callable[[Run], tuple[bool, str]] = lambda run: (run.code == 0, "")


def _is_proven(solved: Run) -> tuple[bool, str]:
    """Whether a solve printed a proven and verified portfolio."""
    try:
        result = json.loads(solved.output)
    except ValueError:
        return False, f"exit code {solved.code}"
    verified = result.get("verified", "no")
    return verified != "no", f"{result.get('status')}, verified by {verified}"


COMMANDS = (
    Command(("cli.py", "--help"), cpu_target=0.1),
    Command(("cli.py", "solve", "scenarios/caen"), cpu_target=2.5, memory_target=350),
    Command(
        ("cli.py", "solve", "scenarios/caen", "--json"),
        cpu_target=2.5,
        memory_target=350,
        remark=_is_proven,
    ),
)


def whole_processes(repeats: int) -> Iterator[Whole]:
    """Every command, several times after a warm-up."""
    for command in COMMANDS:
        say(" ".join(command.arguments))
        runs = [run((sys.executable, *command.arguments)) for _ in range(repeats + 1)]
        sound, remark = command.remark(runs[-1])
        yield Whole(
            name="python " + " ".join(command.arguments),
            cpu_target=command.cpu_target,
            memory_target=command.memory_target,
            runs=[(one.cpu, one.wall, one.memory) for one in runs[1:]],
            remark=remark,
            sound=sound,
        )


def cases(families: Sequence[str], effort: Effort) -> Iterator[Case]:
    """Every size of every family: the product, then the peers, then the peers judged."""
    for family in families:
        for size in effort.sizes:
            say(f"{family} {size}")
            scenario, limit = (family, str(size)), str(effort.limit)
            product = _median(("product", *scenario, limit), effort)
            peers = {name: _median(("plain", *scenario, limit, name), effort) for name in PEERS}
            judged = {
                name: child(("judge", *scenario), given="\n".join(peer["actions"]))
                for name, peer in peers.items()
                if peer.get("actions")
            }
            yield Case(family, size, product, peers, {n: j for n, j in judged.items() if "value" in j})


def _median(arguments: Sequence[str], effort: Effort) -> Mapping[str, Any]:
    """The figures of one case: of several runs the median seconds, the rest of the last one."""
    runs: list[dict[str, Any]] = []
    started = time.perf_counter()
    while len(runs) < effort.repeats and (not runs or time.perf_counter() - started < PATIENCE):
        runs.append(child(arguments, timeout=GRACE * effort.limit + 30))
    times = ("formulation", "search", "verification", "ties", "solve", "wall", "memory")
    middle = {key: median(r[key] for r in runs) for key in times if all(key in r for r in runs)}
    return {**runs[-1], **middle}


def child(arguments: Sequence[str], *, given: str = "", timeout: float = 600) -> dict[str, Any]:
    """The figures of one child process, its peak memory added."""
    done = run((sys.executable, "-m", "benchmarks.cases", *arguments), given=given, timeout=timeout)
    figures: dict[str, Any] = {"memory": done.memory}
    for line in done.output.splitlines():
        figures |= json.loads(line)
    if done.code < 0:
        figures["status"] = f"killed after {done.wall:.0f} s"
    elif done.code > 0:
        figures["status"] = f"failed, exit code {done.code}"
    return figures


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def measure_rankings(quick: bool) -> str:
    """The section of the rankings."""
    depth = rankings.QUICK if quick else rankings.FULL
    started = time.perf_counter()
    measured = list(rankings.rankings(depth, say))
    return ranking_report.section(measured, depth, time.perf_counter() - started)


def measure_equity(quick: bool) -> str:
    """The section of equity."""
    depth = equity.QUICK if quick else equity.FULL
    started = time.perf_counter()
    measured = list(equity.measurements(depth, say))
    return equity_report.section(measured, depth, time.perf_counter() - started)


def measure_exploration(quick: bool, folder: Path | None) -> str:
    """The section of exploration; it draws its figure where everything was measured."""
    depth = exploration.QUICK if quick else exploration.FULL
    started = time.perf_counter()
    measured = list(exploration.measurements(depth, folder, say))
    if not quick:
        exploration_report.draw(measured)
    return exploration_report.section(measured, depth, time.perf_counter() - started)


def measure_publishing(quick: bool) -> str:
    """The section of report and page."""
    say("report")
    written = publishing.reports(1 if quick else 5)
    say("page")
    return publishing.section(written, publishing.loads(seconds=10 if quick else 60))


SECTIONS: dict[str, Callable[[argparse.Namespace], str]] = {
    RANKINGS: lambda options: measure_rankings(options.quick),
    EQUITY: lambda options: measure_equity(options.quick),
    EXPLORATION: lambda options: measure_exploration(options.quick, options.instances),
    PUBLISHING: lambda options: measure_publishing(options.quick),
}
"""Families with a section of their own."""


def measure_scenarios(options: argparse.Namespace, families: Sequence[str]) -> str:
    """Everything but the families with a section of their own."""
    effort = QUICK if options.quick else FULL
    effort = Effort(options.size or effort.sizes, options.limit or effort.limit, effort.repeats)
    started = time.perf_counter()
    wholes = list(whole_processes(repeats=3 if options.quick else 7))
    measured = list(cases(families, effort))
    return report(wholes, measured, effort.limit, time.perf_counter() - started)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.run", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="small sizes only, printed, not written")
    parser.add_argument(
        "--family", action="append", choices=(*FAMILIES, *SECTIONS), help="only this family"
    )
    parser.add_argument("--size", action="append", type=int, help="only this number of actions")
    parser.add_argument("--limit", type=float, help="seconds per solve")
    parser.add_argument(
        "--instances",
        type=Path,
        metavar="FOLDER",
        help="folder of PyAUGMECON's test instances 2kp50 and 3kp40 (else only random ones like them)",
    )
    parser.add_argument(
        "--output",
        type=Path,
        help=f"file to write (default {RESULTS.name}); a family alone replaces its section",
    )
    return parser.parse_args()


def main() -> None:
    options = _options()
    chosen = options.family or (*FAMILIES, *SECTIONS)
    families = [family for family in FAMILIES if family in chosen]
    text = measure_scenarios(options, families) if families else ""
    if not families and options.output and options.output.exists():
        text = options.output.read_text(encoding="utf-8")
    for family in SECTIONS:
        if family in chosen:
            text = replaced(text, SECTIONS[family](options))
    partial = options.quick or options.family or options.size
    if options.output or not partial:
        (options.output or RESULTS).write_text(text, encoding="utf-8")
    else:
        print(text)


if __name__ == "__main__":
    main()
