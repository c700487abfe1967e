"""Any other solver that PuLP knows: CBC, Gurobi, CPLEX, SCIP ... where somebody has one."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from typing import Any

import numpy as np
import pulp

from mcda.optimise.engines import Clock, Solution, Status, answer
from mcda.optimise.linear import LinearForm

EXACT_GAP: dict[str, dict[str, Any]] = {
    "GUROBI": {"MIPGap": 0},
    "GUROBI_CMD": {"options": [("MIPGap", 0)]},
}
"""PuLP hands `gapRel=0` on to every solver but Gurobi, which needs its own word for it."""


@dataclass(frozen=True)
class PulpSolver:
    """A solver by its PuLP name. Its status is read from `sol_status`, never from `status`."""

    solver: str

    @property
    def name(self) -> str:
        return f"pulp:{self.solver}"

    def solve(self, form: LinearForm, clock: Clock, gap: float = 0.0) -> Solution:
        problem, variables = as_problem(form)
        settings: dict[str, Any] = {"gapRel": 0, **EXACT_GAP.get(self.solver, {})}
        if clock.left is not None:
            settings["timeLimit"] = max(clock.left, 0.01)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # PuLP's own, about its own solvers
            problem.solve(pulp.getSolver(self.solver, msg=False, **settings))
        status = _status(problem)
        found = None
        if status in ("optimal", "feasible"):
            found = np.array([round(v.varValue or 0) for v in variables], dtype=np.int64)
        return answer(form, status, found, None if status == "optimal" else _trivial_bound(form))


def as_problem(form: LinearForm) -> tuple[pulp.LpProblem, list[pulp.LpVariable]]:
    """A form as a PuLP problem, variables x0, x1 ... in order."""
    problem = pulp.LpProblem("mcda", pulp.LpMaximize)
    variables = [
        problem.add_variable(f"x{number}", low, high, pulp.LpInteger)
        for number, (low, high) in enumerate(form.bounds)
    ]
    pairs = zip(variables, form.objective.tolist(), strict=True)
    problem += pulp.LpAffineExpression([(variable, c) for variable, c in pairs if c])
    for number, row in enumerate(form.rows):
        left = pulp.LpAffineExpression([(variables[v], c) for v, c in row.terms])
        problem += (left <= row.bound if row.sense == "<=" else left == row.bound), f"r{number}"
    return problem, variables


def _status(problem: pulp.LpProblem) -> Status:
    statuses: dict[int, Status] = {
        pulp.LpSolutionOptimal: "optimal",
        pulp.LpSolutionIntegerFeasible: "feasible",
        pulp.LpSolutionInfeasible: "infeasible",
    }
    return statuses.get(problem.sol_status, "unsolved")


def _trivial_bound(form: LinearForm) -> int:
    """What no point within bounds can exceed: PuLP reports no dual bound."""
    return sum(
        max(int(c) * low, int(c) * high)
        for c, (low, high) in zip(form.objective, form.bounds, strict=True)
    )
