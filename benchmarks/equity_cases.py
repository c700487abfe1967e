"""What a child process does: one question of equity, answered once, its figures as lines of JSON.

`python -m benchmarks.equity_cases product QUESTION ACTIONS PARTNERS SEED LIMIT`, `peer` with the same,
or `judge QUESTION ACTIONS PARTNERS SEED` with a portfolio, by id, on standard input.
"""

from __future__ import annotations

import json
import sys
import time
import warnings
from collections.abc import Callable, Iterator
from typing import Any

from benchmarks.cases import Figures, cpu, timed_phases
from benchmarks.equity_scenarios import LEVELS, contract, ends


def product(question: str, actions: str, partners: str, seed: str, limit: str) -> Iterator[Figures]:
    """The whole verified answer from the records, engines loaded beforehand."""
    from mcda.errors import Infeasible, Stopped

    import_engines()
    scenario = contract(question, int(actions), int(partners), int(seed))
    ask = _curve if question == "price" else _portfolio
    phases = timed_phases()
    started, clock = cpu(), time.perf_counter()
    try:
        outcome = ask(scenario, float(limit))
    except Stopped:
        outcome = {"status": "unsolved"}
    except Infeasible:
        outcome = {"status": "infeasible"}
    yield {**outcome, "cpu": cpu() - started, "wall": time.perf_counter() - clock, **phases}


def import_engines() -> None:
    """What a solve would import: it is no part of what is measured."""
    import highspy  # noqa: F401
    import pulp  # noqa: F401
    from ortools.sat.python import cp_model_helper  # noqa: F401


def _portfolio(scenario: Any, limit: float) -> Figures:
    from mcda.optimise.solve import solve

    proof = (portfolio := solve(scenario, limit=limit)).proof
    return {
        "status": proof.status,
        "verified": proof.verified,
        "canonical": proof.canonical,
        "levels": [float(level) for level in proof.levels],
        "value": float(portfolio.value),
        "gap": None if proof.gap is None else float(proof.gap),
    }


def _curve(scenario: Any, limit: float) -> Figures:
    from mcda.analysis.price_of_equity import Asked, price_of_equity

    first, last = ends(scenario)
    asked = Asked(points=LEVELS, start=f"{first} %", end=f"{last} %")
    curve = price_of_equity(scenario, "equity", "min", asked, limit=limit)
    return {
        "status": "optimal" if curve.complete else "feasible",
        "verified": "yes" if curve.verified else "no",
        "curve": [float(point.value) for point in curve.points],
    }


def peer(question: str, actions: str, partners: str, seed: str, limit: str) -> Iterator[Figures]:
    """The plain script, formulation and solve."""
    import_engines()
    from benchmarks import equity_pulp

    warnings.simplefilter("ignore", DeprecationWarning)  # PuLP's, about its own solvers
    scenario = contract(question, int(actions), int(partners), int(seed))
    started, clock = cpu(), time.perf_counter()
    outcome: Figures
    if question == "price":
        values = equity_pulp.curve(scenario, float(limit))
        outcome = {"status": "unsolved" if None in values else "optimal", "curve": values}
    else:
        found = equity_pulp.answer(question, scenario, float(limit))
        outcome = {"status": found.status, "levels": found.levels, "actions": found.actions}
    yield {**outcome, "cpu": cpu() - started, "wall": time.perf_counter() - clock}


def judge(question: str, actions: str, partners: str, seed: str) -> Iterator[Figures]:
    """What a portfolio found by somebody else reaches exactly on each stage, and what it breaks."""
    from mcda.portfolio import Proof, assemble
    from mcda.portfolio.enumeration import levels_of
    from mcda.scoring import score

    scores = score(contract(question, int(actions), int(partners), int(seed)))
    chosen = frozenset(sys.stdin.read().split())
    portfolio = assemble(scores, chosen, Proof("judged"))
    broken = [verdict.rule for verdict in portfolio.verdicts if not verdict.holds]
    yield {"levels": [float(level) for level in levels_of(scores, chosen)], "broken": broken}


CASES: dict[str, Callable[..., Iterator[Figures]]] = {"product": product, "peer": peer, "judge": judge}

if __name__ == "__main__":
    for figures in CASES[sys.argv[1]](*sys.argv[2:]):
        print(json.dumps(figures), flush=True)
