"""Engines: each solves an integer form and answers in whole numbers, with its own status.

`cpsat` (OR-Tools), `highs` (HiGHS) and `pulp:NAME` (any other solver that PuLP knows). What an
engine calls optimal is a claim; `mcda.optimise.search` checks it exactly.
"""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import dataclass
from difflib import get_close_matches
from importlib.util import find_spec
from threading import Event, current_thread, main_thread
from time import monotonic
from types import FrameType
from typing import Any, Literal, Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from mcda.errors import MissingComponent, Problem, UsageProblem
from mcda.optimise.linear import LinearForm

Answer = TypeVar("Answer")
Status = Literal["optimal", "feasible", "infeasible", "unsolved"]
SEED = 1
TOLERANCE = 1e-8
"""Of HiGHS 1.14. At its default of 1e-6 it was seen to stop one unit below the optimum; at 1e-9 it
called answers optimal that were far below it in 5 of 524 random models, at 1e-8 in none."""
DOUBT = 1e-10
"""Of a bound that comes in doubles, relatively."""
LEAST = -(2**62)
"""Minus infinity for CP-SAT."""


@dataclass(frozen=True)
class Solution:
    """What an engine answers, as a claim: no point of the form should exceed `bound`."""

    status: Status
    x: NDArray[np.int64] | None = None
    objective: int | None = None
    bound: int | None = None


NOTHING = Solution("unsolved")


@dataclass(frozen=True)
class Clock:
    """When to stop, and whether the user asked to."""

    deadline: float | None
    cancelled: Event

    @classmethod
    def of(cls, limit: float | None) -> Clock:
        """A clock that stops `limit` seconds from now (never, if None)."""
        return cls(None if limit is None else monotonic() + limit, Event())

    def within(self, seconds: float) -> Clock:
        """The same clock, stopping in at most `seconds`."""
        soonest = monotonic() + seconds
        return Clock(soonest if self.deadline is None else min(self.deadline, soonest), self.cancelled)

    def apart(self) -> Clock:
        """The same deadline, cancelled on its own."""
        return Clock(self.deadline, Event())

    @property
    def left(self) -> float | None:
        """Seconds left; None without a limit."""
        return None if self.deadline is None else max(0.0, self.deadline - monotonic())

    @property
    def over(self) -> bool:
        return self.cancelled.is_set() or self.left == 0.0


@contextmanager
def heeding_ctrl_c(clock: Clock) -> Iterator[None]:
    """Ctrl-C cancels the clock instead of raising, so that what was found is kept.

    Within another of its kind it cancels both clocks. Only the main thread receives signals;
    elsewhere nothing changes.
    """
    if current_thread() is not main_thread():
        yield
        return
    before = signal.getsignal(signal.SIGINT)

    def cancel(number: int, frame: FrameType | None) -> None:
        clock.cancelled.set()
        if callable(before) and before is not signal.default_int_handler:
            before(number, frame)

    signal.signal(signal.SIGINT, cancel)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


class Engine(Protocol):
    """Solves integer forms."""

    @property
    def name(self) -> str:
        """Its name on the command line and in results."""

    def solve(self, form: LinearForm, clock: Clock, gap: float = 0.0) -> Solution:
        """The form's optimum within a relative gap, or the best found when the clock stops.

        With a gap, `optimal` comes with the bound that was proven.
        """


def engine_named(name: str) -> Engine:
    """The engine of that name.

    Raises
    ------
    UsageProblem
        No such engine.
    MissingComponent
        The solver is not installed here, and a package would bring it.
    """
    if name in ("cpsat", "highs"):
        package = {"cpsat": "ortools", "highs": "highspy"}[name]
        if find_spec(package) is None:
            raise MissingComponent(package, f"pip install {package}")
        return CpSat() if name == "cpsat" else Highs()
    if name.startswith("pulp:"):
        return _pulp_solver(name.removeprefix("pulp:"))
    close = get_close_matches(name, ("auto", "cpsat", "highs"), 1)
    known = {"known": "auto, cpsat, highs, pulp:NAME"}
    suggestion = close[0] if close else None
    raise UsageProblem(Problem("E091", value=name, details=known, suggestion=suggestion))


BROUGHT_BY = {
    "COPT": "coptpy",
    "CPLEX_PY": "cplex",
    "GUROBI": "gurobipy",
    "HiGHS": "highspy",
    "MOSEK": "mosek",
    "SCIP_PY": "pyscipopt",
    "XPRESS_PY": "xpress",
}
"""Packages that bring solvers, by the name that PuLP gives these."""


def _pulp_solver(solver: str) -> Engine:
    import pulp

    from mcda.optimise.pulp_engine import PulpSolver

    available = pulp.listSolvers(onlyAvailable=True)
    if solver in available:
        return PulpSolver(solver)
    if solver in BROUGHT_BY:
        raise MissingComponent(solver, f"pip install {BROUGHT_BY[solver]}")
    raise UsageProblem(Problem("E092", value=solver, details={"known": ", ".join(available)}))


def answer(form: LinearForm, status: Status, x: NDArray[np.int64] | None, bound: int | None) -> Solution:
    """A solver's claim, its objective recomputed in whole numbers.

    `x` may fail a row by a solver's tolerance: whether it is a portfolio is decided elsewhere.
    Without a bound of its own, `optimal` is its own bound.
    """
    if status == "infeasible" or x is None:
        return Solution(status if status == "infeasible" else "unsolved", bound=bound)
    objective = form.value(x)
    if bound is not None or status == "optimal":
        bound = objective if bound is None else max(bound, objective)
    return Solution(status, x, objective, bound)


def interruptible(run: Callable[[], Answer], stop: Callable[[], object], clock: Clock) -> Answer:
    """Run in a thread of its own, so that Ctrl-C or another thread stops it and keeps its result."""
    with ThreadPoolExecutor(max_workers=1) as pool:
        future = pool.submit(run)
        stopped = False
        while not future.done():
            try:
                wait([future], timeout=0.1)
            except KeyboardInterrupt:
                clock.cancelled.set()
            if clock.cancelled.is_set() and not stopped:
                stop()
                stopped = True
        return future.result()


class CpSat:
    """CP-SAT of OR-Tools, one worker, fixed seed.

    The model is filled in directly: OR-Tools' modelling layer imports pandas, which costs more
    than most solves.
    """

    name = "cpsat"

    def solve(self, form: LinearForm, clock: Clock, gap: float = 0.0) -> Solution:
        from ortools.sat.python import cp_model_helper as cpsat

        parameters = cpsat.SatParameters()
        parameters.num_workers = 1
        parameters.random_seed = SEED
        parameters.linearization_level = 2  # up to ten times faster on many tight budgets
        parameters.catch_sigint_signal = False
        parameters.relative_gap_limit = gap
        if clock.left is not None:
            parameters.max_time_in_seconds = clock.left
        solver: Any = cpsat.SolveWrapper()
        solver.set_parameters(parameters)
        model = _cpsat_model(form)
        response = interruptible(lambda: solver.solve(model), solver.stop_search, clock)
        statuses: dict[object, Status] = {
            cpsat.CpSolverStatus.OPTIMAL: "optimal",
            cpsat.CpSolverStatus.FEASIBLE: "feasible",
            cpsat.CpSolverStatus.INFEASIBLE: "infeasible",
        }
        status = statuses.get(response.status, "unsolved")
        if status == "infeasible":
            return Solution("infeasible")
        found = np.array(response.solution, dtype=np.int64) if len(response.solution) else None
        bound = round(response.best_objective_bound)
        if found is None and bound == 0:
            return Solution("unsolved")  # stopped before it had a bound: 0 is no bound of its own
        return answer(form, status, found, bound if gap or status != "optimal" else None)


def _cpsat_model(form: LinearForm) -> object:
    """The form as a `CpModelProto`: minimise -objective, scaled by -1 to maximise."""
    from ortools.sat.python import cp_model_helper as cpsat

    model = cpsat.CpModelProto()
    for low, high in form.bounds:
        model.variables.add().domain.extend([low, high])
    for row in form.rows:
        linear = model.constraints.add().linear
        linear.vars.extend([v for v, _ in row.terms])
        linear.coeffs.extend([c for _, c in row.terms])
        linear.domain.extend([row.bound if row.sense == "==" else LEAST, row.bound])
    used = np.flatnonzero(form.objective)
    model.objective.vars.extend(used.tolist())
    model.objective.coeffs.extend((-form.objective[used]).tolist())
    model.objective.scaling_factor = -1.0
    return model


class Highs:
    """HiGHS, one thread, fixed seed, gap 0."""

    name = "highs"

    def solve(self, form: LinearForm, clock: Clock, gap: float = 0.0) -> Solution:
        import highspy

        solver = highspy.Highs()
        options = {
            "output_flag": False,
            "threads": 1,
            "random_seed": SEED,
            "mip_rel_gap": gap,
            "mip_abs_gap": 0.0,
            "mip_feasibility_tolerance": TOLERANCE,
            "mip_lp_age_limit": 5,  # dropping idle cuts sooner halves the time of a second opinion
            **({} if clock.left is None else {"time_limit": clock.left}),
        }
        for option, value in options.items():
            solver.setOptionValue(option, value)
        solver.passModel(highs_model(form))
        solver.HandleUserInterrupt = True
        interruptible(solver.run, solver.cancelSolve, clock)
        status = _highs_status(solver)
        found = None
        if status in ("optimal", "feasible"):
            found = np.rint(np.array(solver.getSolution().col_value)).astype(np.int64)
        dual = solver.getInfo().mip_dual_bound
        bound = int(np.floor(dual + 1e-6 + DOUBT * abs(dual))) if abs(dual) < 1e15 else None
        own = gap or form.loose or status != "optimal"
        return answer(form, status, found, bound if own else None)


def relaxed(form: LinearForm, objective: NDArray[np.float64]) -> list[float] | None:
    """The best point of a form without whole numbers, None where there is none."""
    import highspy

    solver = highspy.Highs()
    for option, value in {"output_flag": False, "threads": 1, "random_seed": SEED}.items():
        solver.setOptionValue(option, value)
    model: Any = highs_model(form)
    model.integrality_ = []
    model.col_cost_ = objective
    solver.passModel(model)
    solver.run()
    if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        return None
    return list(solver.getSolution().col_value)


def _highs_status(solver: object) -> Status:
    import highspy

    model_status = solver.getModelStatus()  # type: ignore[attr-defined]
    if model_status == highspy.HighsModelStatus.kOptimal:
        return "optimal"
    if model_status == highspy.HighsModelStatus.kInfeasible:
        return "infeasible"
    feasible = solver.getInfo().primal_solution_status == 2  # type: ignore[attr-defined]
    return "feasible" if feasible else "unsolved"


def highs_model(form: LinearForm) -> object:
    """The form as HiGHS takes it."""
    import highspy

    lengths = [len(row.terms) for row in form.rows]
    upper = np.array([row.bound for row in form.rows], dtype=float)
    equal = np.array([row.sense == "==" for row in form.rows], dtype=bool)
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = form.size, len(form.rows)
    model.sense_ = highspy.ObjSense.kMaximize
    model.col_cost_ = form.objective.astype(float)
    model.col_lower_ = np.array([bounds.low for bounds in form.bounds], dtype=float)
    model.col_upper_ = np.array([bounds.high for bounds in form.bounds], dtype=float)
    model.row_lower_ = np.where(equal, upper, -highspy.kHighsInf)
    model.row_upper_ = upper
    model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    model.a_matrix_.start_ = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int32)
    model.a_matrix_.index_ = np.array([v for row in form.rows for v, _ in row.terms], dtype=np.int32)
    model.a_matrix_.value_ = np.array([c for row in form.rows for _, c in row.terms], dtype=float)
    model.integrality_ = [
        highspy.HighsVarType.kContinuous if variable in form.loose else highspy.HighsVarType.kInteger
        for variable in range(form.size)
    ]
    return model
