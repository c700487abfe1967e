"""The section `Exploration` of `RESULTS.md`, and its figure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median

from benchmarks.exploration import BY_PULP, VECTORS, Depth, Figures, Measured
from benchmarks.report import NONE, machine, table

PACKAGES = ("numpy", "highspy", "ortools", "pulp", "numba")
FIGURE = Path(__file__).with_name("exploration.svg")


def section(measured: Sequence[Measured], depth: Depth, took: float) -> str:
    """The whole section."""
    parts = [
        "## Exploration",
        machine(took, PACKAGES),
        WORDS,
        "### Fronts of knapsacks, beside PyAUGMECON",
        _table(measured, "front"),
        _peer_words(measured),
        "### Fronts of models with thirty rules",
        _failures(measured),
        _table(measured, "rules"),
        "### Weights and uncertain marks",
        _table(measured, "robust"),
        f"PuLP with CBC: one model for each of {BY_PULP} weight vectors, CPU multiplied by "
        f"{VECTORS // BY_PULP}.",
        "### Time and memory against size",
        _table(measured, "scale"),
        f"![CPU seconds and memory against the number of actions]({FIGURE.name})",
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


WORDS = (
    "Each answer is a process of its own: CPU seconds (user + system, all threads) from the records to "
    "the whole answer, with scoring, formulation, a portfolio for every point and what is supported; "
    "the import of the engines left out, that of compiled kernels included. *open*: share of the box "
    "around the points of which nothing is proven, where the limit stopped the search. *verified*: what "
    "confirmed that no point is missing. Memory: peak of the process. Instances of the same kind as "
    "published ones are random (`exploration_instances.py`)."
)


def _peer_words(measured: Sequence[Measured]) -> str:
    versions = {one.peer["version"] for one in measured if one.peer.get("version")}
    if not versions:
        return ""
    return (
        f"PyAUGMECON {', '.join(sorted(versions))} in an environment of its own, with HiGHS, one "
        "process, gap 0; on 2kp50 with a grid of every whole level between the nadir and the best, on "
        "3kp40 with the grid and nadir that its documentation states; on random instances as many grid "
        "points and the nadir of its own payoff table. *times*: its CPU over the product's."
    )


def _failures(measured: Sequence[Measured]) -> str:
    """How many of each kind were not proven, and the median of those that were."""
    own = [one for one in measured if one.question.group == "rules"]
    kinds = dict.fromkeys(one.question.title.rpartition(", seed")[0] for one in own)
    rows = []
    for kind in kinds:
        of_kind = [one for one in own if one.question.title.startswith(f"{kind}, seed")]
        proven = [o.product["cpu"] for o in of_kind if o.product.get("status") == "optimal"]
        quick = sum(cpu <= (of_kind[0].question.target or 0) for cpu in proven)
        middle = f"{median(proven):.2f}" if proven else NONE
        rows.append((kind, len(of_kind), len(proven), quick, middle))
    return table(("models", "seeds", "proven", "within the target", "median CPU of the proven"), rows)


def _table(measured: Sequence[Measured], group: str) -> str:
    own = [one for one in measured if one.question.group == group]
    with_peer = any(one.peer for one in own)
    peer = ("peer's CPU", "peer's points", "times") if with_peer else ()
    headers = ("question", "CPU s", "target", "met", "found", "open", "verified", "memory MB", *peer)
    return table(headers, [_row(one, with_peer=with_peer) for one in own])


def _row(one: Measured, *, with_peer: bool) -> Sequence[str]:
    figures, target = one.product, one.question.target
    found = figures.get("points", figures.get("portfolios", figures.get("competitors")))
    proven = figures.get("complete", figures.get("status") == "optimal") and figures.get("right", True)
    cpu = figures.get("cpu")
    met = NONE if target is None else "yes" if proven and cpu is not None and cpu <= target else "**no**"
    row = (
        one.question.title,
        _number(cpu) if "cpu" in figures else str(figures.get("status", NONE)),
        NONE if target is None else f"{target:g}",
        met,
        f"{found}{'' if proven else ' (not all proven)'}" if found is not None else NONE,
        NONE if figures.get("open") is None else f"{figures['open']:.1%}",
        str(figures.get("verified", NONE)),
        f"{figures['memory']:.0f}",
    )
    return (*row, *_peer_cells(one)) if with_peer else row


def _peer_cells(one: Measured) -> Iterator[str]:
    peer: Figures = one.peer
    yield _number(peer.get("cpu")) if "status" not in peer else peer["status"]
    yield str(len(peer["points"])) if "points" in peer else NONE
    yield NONE if one.ratio is None else f"{one.ratio:.0f}"


def _number(value: float | None) -> str:
    return NONE if value is None else f"{value:.2f}"


def draw(measured: Sequence[Measured]) -> None:
    """CPU and memory against size, on logarithmic axes."""
    import matplotlib as mpl

    mpl.use("svg")
    mpl.rcParams["svg.hashsalt"] = "mcda"
    from matplotlib import pyplot as plt

    figure, axes = plt.subplots(1, 2, figsize=(9, 3.6), layout="constrained")
    for what, mark in (("frontier", "o"), ("robust", "s")):
        own = [o for o in measured if o.question.task[:2] == ("scale", what) and "cpu" in o.product]
        sizes = [o.question.size for o in own]
        for axis, key in zip(axes, ("cpu", "memory"), strict=True):
            axis.plot(sizes, [o.product[key] for o in own], marker=mark, label=what)
            stopped = [o for o in own if o.product.get("status") != "optimal"]
            axis.plot(
                [o.question.size for o in stopped], [o.product[key] for o in stopped], "x", color="black"
            )
    for axis, title in zip(axes, ("CPU seconds", "peak memory, MB"), strict=True):
        axis.set_xscale("log")
        axis.set_yscale("log")
        axis.set_xlabel("actions")
        axis.set_title(f"{title} (crosses: stopped at the limit)", fontsize=9)
        axis.grid(visible=True, which="both", alpha=0.3)
        axis.legend(fontsize=8)
    figure.savefig(FIGURE, metadata={"Date": None})
