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
from importlib import import_module
from typing import Any

from benchmarks.generate import FAMILIES, scenario

Figures = dict[str, Any]
"""What is known so far; later lines add to earlier ones, so that a killed run still says something."""


def cpu() -> float:
    """User and system seconds so far, finished children included."""
    usages = (resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)


PHASES = {"contest": "search", "verify": "verification", "break_ties": "ties"}
"""Steps of `mcda.optimise.prove`, and what the tables call them."""


def timed_phases() -> dict[str, float]:
    """CPU seconds of each phase of the solves to come, of all threads together."""
    solving = import_module("mcda.optimise.prove")
    seconds: dict[str, float] = {}

    def timed(phase: str, step: Callable[..., Any]) -> Callable[..., Any]:
        def wrapped(*arguments: Any, **options: Any) -> Any:
            started = cpu()
            try:
                return step(*arguments, **options)
            finally:
                seconds[phase] = seconds.get(phase, 0.0) + cpu() - started

        return wrapped

    for name, phase in PHASES.items():
        setattr(solving, name, timed(phase, getattr(solving, name)))
    return seconds


def product(family: str, size: str, limit: str) -> Iterator[Figures]:
    """Formulation alone, then the whole verified solve from the records."""
    from mcda.errors import Stopped
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
    phases = timed_phases()
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
            "unrounded": float(portfolio.value_from_records),
            "gap": None if proof.gap is None else float(proof.gap),
            "engine": proof.engine,
            "canonical": proof.canonical,
        }
    seconds = {"solve": cpu() - started, "wall": time.perf_counter() - clock}
    yield {**outcome, **seconds, **phases}


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
