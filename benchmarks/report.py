"""The tables of `RESULTS.md`."""

from __future__ import annotations

import os
import platform
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from statistics import median
from typing import Any

PACKAGES = ("pulp", "highspy", "ortools", "numpy", "pandas", "pydantic", "click", "rich")
PEERS = ("CBC", "HiGHS")
NONE = "-"


@dataclass(frozen=True)
class Whole:
    """A whole process: its targets, and each run's CPU seconds, wall seconds and peak MB."""

    name: str
    cpu_target: float
    memory_target: float | None
    runs: Sequence[tuple[float, float, float]]
    remark: str
    """What else had to be true of the output, and was or was not."""
    sound: bool

    @property
    def met(self) -> bool:
        cpu, memory = median(r[0] for r in self.runs), max(r[2] for r in self.runs)
        return self.sound and cpu <= self.cpu_target and memory <= (self.memory_target or memory)


@dataclass(frozen=True)
class Case:
    """One scenario: figures of the product, of each peer, of the peers' portfolios judged exactly."""

    family: str
    size: int
    product: Mapping[str, Any]
    peers: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    judged: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)


def report(wholes: Sequence[Whole], cases: Sequence[Case], limit: float, took: float) -> str:
    """The whole file."""
    parts = [
        "# Benchmark results",
        machine(took),
        "## Whole processes",
        _wholes(wholes),
        "## Misses",
        _misses(wholes, cases),
        "## Formulation",
        _about(cases),
        _formulation(cases),
        "## Verified solve",
        _solve_words(limit),
        _solves(cases),
        "## Beside a plain PuLP script of the same model",
        PEER_WORDS,
        _ratios(cases),
        "## Same optimum",
        AGREEMENT_WORDS,
        _agreement(cases),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


PEER_WORDS = (
    "`plain_pulp.py`: floats, one comprehension per row, one solve, no exact check, no second opinion, "
    "no canonical tie; gap 0, one thread, the same limit. Seconds are user + system CPU of formulation "
    "and solve. Ratios: product over peer, above 1 the product takes longer. *whole* compares the "
    "verified solve with the peer's single one, *search* only what both do (formulation and first "
    "proof). A ratio is given where both proved their optimum."
)
AGREEMENT_WORDS = (
    "The product's data are whole units of value, each effect rounded once; the peer's are floats. "
    "*difference*: the peer's portfolio recomputed by the product in those units, minus the product's "
    "value; above 0 with no rule broken is a better portfolio that was missed. *before rounding*: "
    "the value that the peer states minus the product's portfolio valued in fractions from the records; "
    "what is above 0 here is what rounding to units costs."
)


def _solve_words(limit: float) -> str:
    return (
        f"Limit {limit:g} s of wall time per solve, all included: formulation, search, second opinion, "
        "canonical ties. CPU seconds (user + system) of all threads: in a long search two engines "
        "run at once. *peak* is the memory of the process. "
        "*verified by* names the second engine that found nothing better; a gap is given where "
        "optimality was not proven."
    )


def machine(took: float, packages: Sequence[str] = PACKAGES) -> str:
    """Where and when, and with which versions."""
    load = " / ".join(f"{x:.1f}" for x in os.getloadavg())
    lines = {
        "date": f"{datetime.now(tz=UTC):%Y-%m-%d}, {took / 60:.0f} minutes in all",
        "processor": f"{_cpu_model()}, {os.cpu_count()} cores",
        "memory": f"{_memory()}",
        "system": platform.platform(),
        "load at the end": f"{load} over 1 / 5 / 15 minutes (this program loads one core)",
        "Python": platform.python_version(),
        "packages": ", ".join(f"{name} {_version(name)}" for name in packages),
    }
    return table(("what", "value"), lines.items())


def _cpu_model() -> str:
    info = Path("/proc/cpuinfo")
    lines = info.read_text().splitlines() if info.exists() else []
    models = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return models[0] if models else platform.processor()


def _memory() -> str:
    return f"{os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') / 2**30:.1f} GiB"


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "absent"


def _wholes(wholes: Sequence[Whole]) -> str:
    rows = []
    for whole in wholes:
        cpus, walls, peaks = zip(*whole.runs, strict=True)
        target = f"{whole.cpu_target:g} s"
        if whole.memory_target is not None:
            target += f", {whole.memory_target:g} MB"
        spread = f"{min(cpus):.2f} to {max(cpus):.2f}"
        rows.append(
            (
                f"`{whole.name}`",
                f"{median(cpus):.3f}",
                spread,
                f"{median(walls):.2f}",
                f"{max(peaks):.0f}",
                target,
                "met" if whole.met else "**missed**",
                whole.remark,
            )
        )
    headers = ("command", "CPU s (median)", "spread", "wall s", "peak MB", "target", "verdict", "remark")
    return table(headers, rows)


def _misses(wholes: Sequence[Whole], cases: Sequence[Case]) -> str:
    """What fell short, in one list."""
    lines = [f"`{whole.name}` missed its target." for whole in wholes if not whole.met]
    lines += [line for case in cases for line in _shortfalls(case)]
    return "\n".join(f"- {line}" for line in lines) or "None."


def _shortfalls(case: Case) -> Iterator[str]:
    name, p = f"{case.family} {case.size:,}", case.product
    if p.get("status") != "optimal":
        yield f"{name}: {p.get('status')} at the limit, not proven optimal."
    elif p.get("verified", "no") == "no":
        yield f"{name}: the second engine had not finished at the limit, so `verified` is `no`."
    elif not p.get("canonical"):
        yield f"{name}: no time was left for canonical ties."
    for peer, judged in case.judged.items():
        if not judged["broken"] and judged["value"] > p.get("value", judged["value"]) + 1e-9:
            more = judged["value"] - p["value"]
            yield f"**{name}: PuLP with {peer} found a portfolio worth {more:.4f} points more.**"


def _about(cases: Sequence[Case]) -> str:
    seen = {case.family: case.product.get("about", "") for case in cases}
    lines = [f"- `{family}`: {about}." for family, about in seen.items()]
    rules = {str(case.product["rules"]) for case in cases if "rules" in case.product}
    counted = "/".join(sorted(rules))
    text = (
        f"8 partners, 5 criteria (one common target), 10 themes, {counted} rules: one "
        "declared record is one rule, however many rows it makes (a `coverage` per theme makes "
        "ten, the table of links one per link). One dependency per 20 actions, one synergy per 10."
    )
    return "\n".join([text, "", *lines])


def _formulation(cases: Sequence[Case]) -> str:
    rows = [
        (
            case.family,
            f"{case.size:,}",
            f"{case.product['rows']:,}",
            f"{case.product['variables']:,}",
            f"{case.product['nonzeros']:,}",
            _seconds(case.product, "formulation"),
            _seconds(peer := _peer(case, "CBC"), "formulation"),
            _ratio(case.product.get("formulation"), peer.get("formulation")),
        )
        for case in cases
        if "rows" in case.product
    ]
    headers = ("family", "actions", "rows", "variables", "non-zeros", "CPU s", "plain PuLP", "ratio")
    return table(headers, rows)


def _peer(case: Case, name: str) -> Mapping[str, Any]:
    found = case.peers.get(name, {})
    return found if "formulation" in found else next(iter(case.peers.values()), {})


def _solves(cases: Sequence[Case]) -> str:
    rows = []
    for case in cases:
        p = case.product
        gap = "" if p.get("status") == "optimal" or p.get("gap") is None else f", gap {p['gap']:.3%}"
        rows.append(
            (
                case.family,
                f"{case.size:,}",
                f"{p['status']}{gap}",
                p.get("verified", NONE),
                "yes" if p.get("canonical") else "no",
                f"{p['value']:.4f}" if "value" in p else NONE,
                *(_seconds(p, phase) for phase in ("search", "verification", "ties", "solve", "wall")),
                f"{p['memory']:.0f}" if "memory" in p else NONE,
            )
        )
    headers = (
        "family", "actions", "status", "verified by", "canonical", "value",
        "search", "verification", "ties", "whole", "wall s", "peak MB",
    )  # fmt: skip
    return table(headers, rows)


def _ratios(cases: Sequence[Case]) -> str:
    rows = []
    for case in cases:
        row = [case.family, f"{case.size:,}", _seconds(case.product, "solve")]
        for name in PEERS:
            peer = case.peers.get(name, {"status": "absent"})
            both = {case.product.get("status"), peer["status"]} == {"optimal"}
            searched = case.product.get("formulation", 0) + case.product.get("search", 0)
            row += [
                f"{_seconds(peer, 'solve')} ({peer['status']})",
                _ratio(case.product.get("solve"), peer.get("solve")) if both else NONE,
                _ratio(searched, peer.get("solve")) if both else NONE,
            ]
        rows.append(row)
    headers = ["family", "actions", "product"]
    for name in PEERS:
        headers += [f"PuLP, {name}", "ratio, whole", "ratio, search"]
    return table(headers, rows)


def _agreement(cases: Sequence[Case]) -> str:
    rows = []
    for case in cases:
        for name, judged in case.judged.items():
            value, stated = judged["value"], case.peers[name]["value"]
            ours, unrounded = case.product.get("value"), case.product.get("unrounded")
            rows.append(
                (
                    case.family,
                    f"{case.size:,}",
                    f"PuLP, {name} ({case.peers[name]['status']})",
                    f"{value:.4f}",
                    NONE if ours is None else f"{value - ours:+.4f}",
                    NONE if unrounded is None else f"{stated - unrounded:+.5f}",
                    ", ".join(judged["broken"]) or "none",
                )
            )
    headers = (
        "family",
        "actions",
        "peer",
        "exact value",
        "difference",
        "before rounding",
        "rules broken",
    )
    return table(headers, rows)


def _seconds(figures: Mapping[str, Any], key: str) -> str:
    seconds = figures.get(key)
    return NONE if seconds is None else f"{seconds:.2f}"


def _ratio(ours: float | None, theirs: float | None) -> str:
    return NONE if not ours or not theirs else f"{ours / theirs:.1f}"


def replaced(text: str, part: str) -> str:
    """A whole file with a section in the place of the one of that title, or at its end."""
    title = re.escape(part.partition("\n")[0])
    old = re.compile(rf"^{title}\n.*?(?=^## |\Z)", flags=re.MULTILINE | re.DOTALL)
    if old.search(text) is None:
        return f"{text.rstrip()}\n\n{part}" if text.strip() else part
    return old.sub(lambda found: part + ("\n" if found.end() < len(text) else ""), text, count=1)


def table(headers: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table."""
    lines = [headers, ["---"] * len(headers), *rows]
    return "\n".join("| " + " | ".join(map(str, line)) + " |" for line in lines)
