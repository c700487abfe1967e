"""What a child process does: one question of exploration, answered once, its figures as JSON.

`python -m benchmarks.exploration_cases KIND ARGUMENT...`; the kinds are the functions of `WORKS`.
CPU seconds are from the records to the whole answer, the import of the engines left out.
"""

from __future__ import annotations

import json
import sys
import time
import warnings
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

from benchmarks.cases import Figures, cpu
from benchmarks.equity_cases import import_engines
from benchmarks.exploration_instances import Knapsack, from_folder, knapsack, known_front, projects
from benchmarks.generate import scenario as generated

RULES = ["value", "benefit:rural", "impact:carbon"]
"""Objectives of the models with many rules, the first so many of them."""
DOUBT = 10
"""Points by which the marks of the robustness case may be off."""
WEIGHT_BOUNDS = "interval:0.05"


def front(objectives: str, budgets: str, items: str, seed: str, most: str, limit: str) -> Figures:
    """All points of a random knapsack."""
    made = knapsack(int(objectives), int(budgets), int(items), int(seed), int(most))
    return _front(made.scenario(), made.objectives, float(limit))


def folder(path: str, limit: str) -> Figures:
    """All points of a knapsack in a folder, compared with those that come with it."""
    made = from_folder(Path(path))
    figures = _front(made.scenario(), made.objectives, float(limit), keep=True)
    found = {tuple(point) for point in figures.pop("front")}
    return {**figures, "right": found == known_front(Path(path))}


def given(path: str) -> Figures:
    """The numbers of a knapsack in a folder, for a peer."""
    return _numbers(from_folder(Path(path)))


def numbers(objectives: str, budgets: str, items: str, seed: str, most: str) -> Figures:
    """The numbers of a random knapsack, for a peer."""
    return _numbers(knapsack(int(objectives), int(budgets), int(items), int(seed), int(most)))


def rules(family: str, size: str, seed: str, objectives: str, limit: str) -> Figures:
    """All points of a model with thirty rules, equity among them."""
    return _front(generated(family, int(size), int(seed)), RULES[: int(objectives)], float(limit))


def weights(size: str, criteria: str, seed: str, vectors: str) -> Figures:
    """The best portfolio under very many weights, exactly, through the regions of weights."""
    import numpy as np

    from mcda.analysis.information import information
    from mcda.analysis.weight_regions import weight_regions

    scenario = projects(int(size), int(criteria), int(seed))
    started = cpu()
    regions = weight_regions(scenario, information(scenario, "free").weights)
    found = cpu()
    drawn = np.random.default_rng(int(seed)).dirichlet(np.ones(int(criteria)), int(vectors))
    values, _ = regions.values(drawn)
    return {
        "cpu": cpu() - started,
        "regions_cpu": found - started,
        "portfolios": len(regions.regions),
        "solves": regions.solves,
        "complete": regions.complete,
        "verified": regions.verified,
        "mean": float(values.mean()),
    }


def weights_by_pulp(size: str, criteria: str, seed: str, vectors: str) -> Figures:
    """The same by one PuLP model and CBC for each of some weights."""
    import numpy as np
    import pulp

    warnings.simplefilter("ignore", DeprecationWarning)
    scenario = projects(int(size), int(criteria), int(seed))
    drawn = np.random.default_rng(int(seed)).dirichlet(np.ones(int(criteria)), int(vectors))
    marks: dict[str, list[float]] = {action.action: [] for action in scenario.actions}
    for impact in sorted(scenario.impacts, key=lambda i: (i.action, i.criterion)):
        marks[impact.action].append(float(impact.level))
    budget = float(scenario.rules["budget"].max)  # type: ignore[attr-defined]
    started, total = cpu(), 0.0
    for own in drawn:
        model = pulp.LpProblem("weights", pulp.LpMaximize)
        x = {a: pulp.LpVariable(a, cat="Binary") for a in marks}
        model += pulp.LpAffineExpression([(x[a], float(own @ row)) for a, row in marks.items()])
        model += (
            pulp.LpAffineExpression([(x[a.action], float(a.cost)) for a in scenario.actions]) <= budget
        )
        model.solve(pulp.PULP_CBC_CMD(msg=False, threads=1, gapRel=0))
        total += float(pulp.value(model.objective))
    return {"cpu": cpu() - started, "solves": len(drawn), "mean": total / len(drawn)}


def competitors(size: str, criteria: str, seed: str, limit: str) -> Figures:
    """Whether any portfolio could be better than the best one, for some admissible data."""
    from mcda.analysis.information import information
    from mcda.analysis.robustness import competitors as competitors_of

    scenario = projects(int(size), int(criteria), int(seed), doubt=DOUBT)
    started, wall = cpu(), time.perf_counter()
    admitted = information(scenario, WEIGHT_BOUNDS, scores="interval")
    rivals = competitors_of(scenario, admitted, limit=float(limit))
    return {
        "cpu": cpu() - started,
        "wall": time.perf_counter() - wall,
        "competitors": rivals.number or len(rivals.competitors),
        "robust": rivals.robust,
        "verified": rivals.verified,
        "complete": rivals.robust is not None,
    }


def core(size: str, seed: str, limit: str) -> Figures:
    """Core index of every action of a knapsack with two criteria, tied portfolios included."""
    from mcda.analysis.information import information
    from mcda.analysis.robustness import Asked, robust

    scenario = projects(int(size), 2, int(seed))
    started = cpu()
    admitted = information(scenario, "free")
    found = robust(scenario, admitted, Asked(competitors=0, question=False), limit=float(limit))
    return {
        "cpu": cpu() - started,
        "portfolios": len(found.portfolios),
        "complete": found.complete,
        "status": "optimal" if found.complete else "feasible",
    }


def scale(what: str, size: str, seed: str, limit: str) -> Figures:
    """A frontier of value and cost, or non-dominated portfolios, of ever more actions."""
    if what == "robust":
        return core(size, seed, limit)
    return _front(projects(int(size), 3, int(seed)), ["value", "cost"], float(limit))


def _front(scenario: Any, objectives: list[str], limit: float, *, keep: bool = False) -> Figures:
    from mcda.analysis.frontier import frontier
    from mcda.errors import Infeasible, Stopped

    started, wall = cpu(), time.perf_counter()
    try:
        found = frontier(scenario, objectives, limit=limit)
    except (Infeasible, Stopped) as failure:
        status = "infeasible" if isinstance(failure, Infeasible) else "unsolved"
        return {"status": status, "cpu": cpu() - started}
    figures = {
        "status": "optimal" if found.complete else "feasible",
        "cpu": cpu() - started,
        "wall": time.perf_counter() - wall,
        "points": len(found.points),
        "verified": found.verified,
        "open": None if found.complete else float(found.share_open or 0),
    }
    levels = [[int(Fraction(level)) for level in point.levels] for point in found.points] if keep else []
    return {**figures, **({"front": levels} if keep else {})}


def _numbers(made: Knapsack) -> Figures:
    return {"profits": made.profits, "uses": made.uses, "capacities": made.capacities}


WORKS: dict[str, Callable[..., Figures]] = {
    "competitors": competitors,
    "core": core,
    "folder": folder,
    "front": front,
    "given": given,
    "numbers": numbers,
    "rules": rules,
    "scale": scale,
    "weights": weights,
    "weights_by_pulp": weights_by_pulp,
}


if __name__ == "__main__":
    import_engines()
    print(json.dumps(WORKS[sys.argv[1]](*sys.argv[2:])))
