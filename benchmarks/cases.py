"""What a child process does: one scenario, solved once, its figures printed as lines of JSON.

`python -m benchmarks.cases product FAMILY SIZE LIMIT`, `plain FAMILY SIZE LIMIT SOLVER`, or
`judge FAMILY SIZE` with the actions of a portfolio on standard input.
"""

from __future__ import annotations

import json
import resource
import sys
import time
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from benchmarks.generate import FAMILIES, scenario

Figures = dict[str, Any]
"""What is known so far; later lines add to earlier ones, so that a killed run still says something."""


def cpu() -> float:
    """User and system seconds so far, finished children included."""
    usages = (resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)


@dataclass
class Stopwatch:
    """Seconds of CPU by engine and turn: which engine searched, which verified, what ties took."""

    turns: list[tuple[str, float]] = field(default_factory=list)

    def watch(self, engine: type) -> None:
        """Time every solve of an engine."""
        engine.solve = self._timed(engine.name, engine.solve)  # type: ignore[attr-defined]

    def _timed(self, name: str, solve: Callable[..., Any]) -> Callable[..., Any]:
        def timed(*arguments: Any, **options: Any) -> Any:
            started = cpu()
            try:
                return solve(*arguments, **options)
            finally:
                self.turns.append((name, cpu() - started))

        return timed

    @property
    def phases(self) -> dict[str, float]:
        """Search until the other engine comes in, verification as long as it answers, then ties."""
        names = [name for name, _ in self.turns]
        others = [place for place, name in enumerate(names) if name != names[0]]
        first, last = (others[0], others[-1] + 1) if others else (len(names), len(names))
        spans = {"search": (0, first), "verification": (first, last), "ties": (last, len(names))}
        return {phase: sum(s for _, s in self.turns[low:high]) for phase, (low, high) in spans.items()}


def product(family: str, size: str, limit: str) -> Iterator[Figures]:
    """Formulation alone, then the whole verified solve from the records."""
    from mcda.errors import Stopped
    from mcda.optimise.engines import CpSat, Highs
    from mcda.optimise.programme import formulate
    from mcda.optimise.solve import solve
    from mcda.scoring import score

    records = scenario(family, int(size))
    started = cpu()
    programme = formulate(score(records))
    formulated = cpu() - started
    form = programme.form
    yield {
        "about": FAMILIES[family].about,
        "rules": len(records.rules),
        "rows": len(form.rows),
        "variables": form.size,
        "nonzeros": sum(len(row.terms) for row in form.rows),
        "formulation": formulated,
    }
    del programme, form
    stopwatch = Stopwatch()
    for engine in (CpSat, Highs):
        stopwatch.watch(engine)
    started, clock = cpu(), time.perf_counter()
    try:
        portfolio = solve(records, limit=float(limit))
    except Stopped:
        outcome: Figures = {"status": "unsolved"}
    else:
        proof = portfolio.proof
        outcome = {
            "status": proof.status,
            "verified": proof.verified,
            "value": float(portfolio.value),
            "rounding": float(portfolio.rounding_bound),
            "gap": None if proof.gap is None else float(proof.gap),
            "engine": proof.engine,
            "canonical": proof.canonical,
        }
    seconds = {"solve": cpu() - started, "wall": time.perf_counter() - clock}
    yield {**outcome, **seconds, **stopwatch.phases}


def plain(family: str, size: str, limit: str, solver: str) -> Iterator[Figures]:
    """The plain PuLP script, formulation and solve."""
    from benchmarks import plain_pulp

    warnings.simplefilter("ignore", DeprecationWarning)  # PuLP's, about its own solvers
    name = plain_pulp.solvers().get(solver)
    if name is None:
        yield {"status": "absent"}
        return
    records = scenario(family, int(size))
    started, clock = cpu(), time.perf_counter()
    model = plain_pulp.formulate(records)
    yield {"formulation": cpu() - started}
    answer = plain_pulp.solve(model, name, float(limit))
    yield {
        "solve": cpu() - started,
        "wall": time.perf_counter() - clock,
        "status": answer.status,
        "value": answer.value,
        "actions": answer.actions,
    }


def judge(family: str, size: str) -> Iterator[Figures]:
    """What a portfolio found by somebody else is worth exactly, and what it breaks."""
    from mcda.portfolio import Proof, assemble
    from mcda.scoring import score

    portfolio = assemble(score(scenario(family, int(size))), sys.stdin.read().split(), Proof("judged"))
    broken = [verdict.rule for verdict in portfolio.verdicts if not verdict.holds]
    yield {"value": float(portfolio.value), "broken": broken}


CASES: dict[str, Callable[..., Iterator[Figures]]] = {"product": product, "plain": plain, "judge": judge}

if __name__ == "__main__":
    for figures in CASES[sys.argv[1]](*sys.argv[2:]):
        print(json.dumps(figures), flush=True)
