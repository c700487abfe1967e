"""The section `Equity` of `RESULTS.md`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from statistics import median

from benchmarks.equity import Depth, Figures, Measured, Question
from benchmarks.report import NONE, machine, table

PACKAGES = ("pulp", "highspy", "ortools", "numpy")


def section(measured: Sequence[Measured], depth: Depth, took: float) -> str:
    """The whole section."""
    parts = [
        "## Equity",
        machine(took, PACKAGES),
        _words(depth),
        "### Targets of equity",
        _targets(measured, depth),
        "### Beside a plain PuLP script of the same rule",
        PEER_WORDS,
        _peers(measured, depth),
        "### Where the plain script is not right",
        _wrong(measured),
        "### Every instance",
        _instances(measured),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


PEER_WORDS = (
    "`equity_pulp.py`: floats, HiGHS as PuLP calls it with its default gaps (1e-4 relative), one "
    "thread; a leximin or welfare in stages, each fixed at what the solver said less a millionth; a "
    "price curve as 21 models; no exact check, no second opinion, no canonical tie. *times*: CPU of the "
    "peer over CPU of the product on the same instance, median; above 1 the product is faster, though "
    "it proves, checks and breaks ties. *proof*: the same with the product's search alone. Given where "
    "both call their answer optimal."
)


def _words(depth: Depth) -> str:
    return (
        f"Random contracts (`equity_scenarios.py`), seeds 1 to {depth.small} at 40 actions x 6 "
        f"partners, 1 to {depth.large} at 200 x 20; outcomes per head. Each answer is a process of its "
        "own; CPU seconds (user + system, all threads) from the records to the verified portfolio, the "
        "import of the engines left out; medians over the seeds. *search* is the first proof alone; "
        "*whole* adds formulation, the second engine's opinion on every stage, and canonical ties. "
        "Targets are those of a proven answer and are judged on *whole*. Limit "
        f"{depth.limit:g} s of wall time per answer."
    )


def _of(measured: Sequence[Measured], question: Question) -> list[Measured]:
    return [one for one in measured if one.question == question]


def _title(question: Question) -> str:
    return f"{question.name}, {question.size[0]} x {question.size[1]}"


def is_met(question: Question, cases: Sequence[Measured], key: str = "cpu") -> bool:
    """Whether the median is within the target, every case proven (or its gap stated)."""
    return all(_sound(question, one.product) for one in cases) and _middle(cases, key) <= question.target


def _sound(question: Question, figures: Figures) -> bool:
    if question.or_gap and figures.get("status") == "feasible":
        return figures.get("gap") is not None
    return figures.get("status") == "optimal" and figures.get("verified", "no") != "no"


def _middle(cases: Sequence[Measured], key: str) -> float:
    return median(one.product.get(key, float("inf")) for one in cases)


def _targets(measured: Sequence[Measured], depth: Depth) -> str:
    rows = []
    for question in depth.questions:
        cases = _of(measured, question)
        if not cases:
            continue
        aim = f"{question.target:g} s" + (", or a gap" if question.or_gap else "")
        verdict = "met" if is_met(question, cases) else "**missed**"
        if verdict != "met" and is_met(question, cases, "search"):
            verdict += " (met by the search alone)"
        memory = max(one.product["memory"] for one in cases)
        parts = (_seconds(_middle(cases, key)) for key in ("search", "verification", "ties", "cpu"))
        rows.append((_title(question), aim, *parts, f"{memory:.0f}", _states(cases), verdict))
    headers = (
        "question", "target", "search", "verification", "ties", "whole", "peak MB", "answers", "verdict",
    )  # fmt: skip
    return table(headers, rows)


def _states(cases: Sequence[Measured]) -> str:
    """How many of the answers are proven and verified."""
    counted = Counter(_state(one.product) for one in cases)
    return ", ".join(f"{number} {state}" for state, number in counted.items())


def _state(figures: Figures) -> str:
    status = figures.get("status", "none")
    if status == "optimal":
        return "verified" if figures.get("verified", "no") != "no" else "not verified"
    gap = figures.get("gap")
    return f"{status}, gap {gap:.2%}" if gap is not None else f"{status}"


def _peers(measured: Sequence[Measured], depth: Depth) -> str:
    rows = []
    for question in depth.questions:
        cases = _of(measured, question)
        both = [one for one in cases if {one.product["status"], one.peer["status"]} == {"optimal"}]
        rows.append(
            (
                _title(question),
                _seconds(_middle(cases, "cpu")) if cases else NONE,
                _seconds(median(one.peer.get("cpu", float("inf")) for one in cases)) if cases else NONE,
                _ratio(both, "cpu"),
                _ratio(both, "search"),
                f"{max((one.peer['memory'] for one in cases), default=0):.0f}",
                ", ".join(f"{k} {s}" for s, k in Counter(o.peer["status"] for o in cases).items()),
                f"{sum(bool(one.peer_differs) for one in cases)} of {len(cases)}",
            )
        )
    headers = (
        "question", "product", "peer", "times", "proof", "peer's peak MB", "peer's answers",
        "peer not right",
    )  # fmt: skip
    return table(headers, rows)


def _wrong(measured: Sequence[Measured]) -> str:
    """Answers called optimal that are not, recomputed exactly."""
    rows = [
        (_title(one.question), str(one.seed), one.peer_differs) for one in measured if one.peer_differs
    ]
    words = (
        "Portfolios that the plain script calls optimal, recomputed in exact arithmetic, beside the "
        "proven optimum of the product. A default gap of 1e-4 and a stage fixed within a tolerance "
        "account for small losses; a level that is higher than the product's at a later stage goes "
        "with a lower one before. A curve is compared as the script states it."
    )
    return f"{words}\n\n{table(('question', 'seed', 'difference'), rows)}" if rows else "Nowhere."


def _instances(measured: Sequence[Measured]) -> str:
    rows = [
        (
            _title(one.question),
            str(one.seed),
            _state(one.product),
            f"{one.product['value']:.4f}" if "value" in one.product else NONE,
            *(
                _seconds(one.product.get(key))
                for key in ("search", "verification", "ties", "cpu", "wall")
            ),
            one.peer["status"],
            _seconds(one.peer.get("cpu")),
        )
        for one in measured
    ]
    headers = (
        "question", "seed", "answer", "value", "search", "verification", "ties", "whole", "wall s",
        "peer", "peer CPU s",
    )  # fmt: skip
    return table(headers, rows)


def _ratio(cases: Sequence[Measured], key: str) -> str:
    ratios = [one.peer["cpu"] / one.product[key] for one in cases if one.product.get(key)]
    return f"{median(ratios):.2g}" if ratios else NONE


def _seconds(seconds: float | None) -> str:
    return NONE if seconds is None or seconds == float("inf") else f"{seconds:.2f}"
