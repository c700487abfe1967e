"""How much each figure matters while all of them vary at once, through SALib.

Morris's elementary effects (Morris 1991; mu*: Campolongo, Cariboni, Saltelli 2007), Sobol's indices
(Saltelli et al. 2010) and PAWN (Pianosi, Wagener 2015). Every sample is one optimisation. Figures vary
evenly within their ranges; several weights are divided by their sum.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mcda.analysis.evaluation import Evaluation, check_output, evaluations
from mcda.analysis.factors import Factor
from mcda.analysis.means import ALONE, Means
from mcda.errors import Problem, UsageProblem
from mcda.model import Scenario
from mcda.runs.progress import Progress
from mcda.wording import N_

Numbers = NDArray[np.float64]
METHODS = ("morris", "sobol", "pawn")
SAMPLES: Mapping[str, int] = {"morris": 8, "sobol": 32, "pawn": 256}
"""By default: trajectories, base samples (times figures + 2), samples."""
SCREENING = 4
"""Trajectories of a screening."""
KEPT = 6
"""Figures that a screening keeps for Sobol and PAWN."""
LEVELS = 4
"""Of the grid of Morris."""
SLIDES = 8
"""Of the range of each figure, for PAWN."""
MAIN: Mapping[str, str] = {"morris": "mu_star", "sobol": "ST", "pawn": "median"}
"""The figure by which a method orders."""


@dataclass(frozen=True)
class Importance:
    """What one method says of one figure."""

    factor: Factor
    figures: Mapping[str, float]
    """Morris: `mu_star`, `mu_star_conf`, `mu`, `sigma`, in the unit of the output from end to end of
    the range; Sobol: `S1`, `S1_conf`, `ST`, `ST_conf`; PAWN: `median`, `maximum` of the
    Kolmogorov-Smirnov distance."""


@dataclass(frozen=True)
class Study:
    """One method on one output."""

    method: str
    output: str
    importances: tuple[Importance, ...]
    """The largest first."""
    solves: int
    impossible: int
    """Samples for which no portfolio meets all rules: their outputs count as 0."""
    low: float
    high: float
    """Least and largest output."""
    seed: int
    screened: tuple[Factor, ...] = ()
    """Figures that a screening left out."""
    complete: bool = True
    """False where the clock stopped before all samples were solved: nothing is told then."""


def number_of_solves(method: str, factors: int, samples: int | None = None) -> int:
    """How many optimisations a study takes, the screening included."""
    base = samples or SAMPLES[method]
    if method == "morris":
        return base * (factors + 1)
    screening = SCREENING * (factors + 1) if factors > KEPT else 0
    kept = min(factors, KEPT)
    return screening + (base * (kept + 2) if method == "sobol" else base)


def study(
    scenario: Scenario,
    factors: Sequence[Factor],
    method: str,
    outputs: Sequence[str] = ("value",),
    samples: int | None = None,
    seed: int = 1,
    *,
    means: Means = ALONE,
) -> tuple[Study, ...]:
    """One study for each output. Before Sobol and PAWN, a Morris screening keeps few figures.

    Parameters
    ----------
    samples
        Trajectories (Morris), base samples, a power of 2 (Sobol), samples (PAWN).

    Raises
    ------
    UsageProblem
        E352 no such output; E353 no figure can move; E354 no such method; E355 too few samples.
    """
    if method not in METHODS:
        raise UsageProblem(Problem("E354", value=method, details={"known": ", ".join(METHODS)}))
    for name in outputs:
        check_output(scenario, name)
    if not factors:
        raise UsageProblem(Problem("E353"))
    base = samples or SAMPLES[method]
    if base < 2 or (method == "sobol" and base & (base - 1)) or (method == "pawn" and base < 4 * SLIDES):
        raise UsageProblem(Problem("E355", value=str(base)))
    solves = number_of_solves(method, len(factors), samples)
    means.listen(Progress(N_("{n} optimisations to do"), {"n": solves}, 0.0))
    run = _Run(scenario, tuple(outputs), seed, means, solves)
    left_out: tuple[Factor, ...] = ()
    if method != "morris" and len(factors) > KEPT:
        screening = run.of(factors, "morris", SCREENING, 0)
        if not all(one.complete for one in screening):
            return screening
        factors, left_out = _screened(factors, screening)
    found = run.of(factors, method, base, solves - _own(method, len(factors), base))
    return tuple(replace(one, screened=left_out, solves=solves) for one in found)


def _own(method: str, factors: int, base: int) -> int:
    return base * {"morris": factors + 1, "sobol": factors + 2, "pawn": 1}[method]


def _screened(
    factors: Sequence[Factor], screening: Sequence[Study]
) -> tuple[tuple[Factor, ...], tuple[Factor, ...]]:
    """The figures that matter most, on any output relative to the largest of it; and the others."""
    merit: dict[Factor, float] = dict.fromkeys(factors, 0.0)
    for one in screening:
        most = max((i.figures["mu_star"] for i in one.importances), default=0.0)
        for importance in one.importances if most else ():
            share = importance.figures["mu_star"] / most
            merit[importance.factor] = max(merit[importance.factor], share)
    order = sorted(factors, key=lambda f: (-merit[f], f.datum))
    kept = set(order[:KEPT])
    return (
        tuple(f for f in factors if f in kept),
        tuple(f for f in factors if f not in kept),
    )


@dataclass(frozen=True)
class _Run:
    scenario: Scenario
    outputs: tuple[str, ...]
    seed: int
    means: Means
    solves: int

    def of(self, factors: Sequence[Factor], method: str, base: int, before: int) -> tuple[Study, ...]:
        """One method on all outputs, from the same samples."""
        parts = sample(method, len(factors), base, self.seed)
        figures = [
            {f.datum: f.at(float(part)) for f, part in zip(factors, row, strict=True)} for row in parts
        ]
        found: list[Evaluation] = []
        for one in evaluations(self.scenario, figures, self.outputs, means=self.means):
            found.append(one)
            done = before + len(found)
            said = N_("{done} of {n} optimisations")
            self.means.listen(Progress(said, {"done": done, "n": self.solves}, done / self.solves))
        whole = len(found) == len(figures)
        return tuple(
            self._study(factors, method, parts, found, place, whole=whole)
            for place in range(len(self.outputs))
        )

    def _study(
        self,
        factors: Sequence[Factor],
        method: str,
        parts: Numbers,
        found: Sequence[Evaluation],
        place: int,
        *,
        whole: bool,
    ) -> Study:
        numbers = np.array([float(one.outputs[place]) for one in found])
        tables = analyse(method, parts, numbers, self.seed) if whole else {}
        rows = [
            Importance(factor, {name: float(column[n]) for name, column in tables.items()})
            for n, factor in enumerate(factors if whole else ())
        ]
        rows.sort(key=lambda row: (-row.figures[MAIN[method]], row.factor.datum))
        return Study(
            method=method,
            output=self.outputs[place],
            importances=tuple(rows),
            solves=len(found),
            impossible=sum(one.value is None for one in found),
            low=float(numbers.min(initial=np.inf)),
            high=float(numbers.max(initial=-np.inf)),
            seed=self.seed,
            complete=whole,
        )


# ---------------------------------------------------------------- SALib


def _problem(factors: int) -> dict[str, Any]:
    names = [f"x{n}" for n in range(factors)]
    return {"num_vars": factors, "names": names, "bounds": [[0.0, 1.0]] * factors}


def sample(method: str, factors: int, base: int, seed: int) -> Numbers:
    """Points of the unit cube, one row each; the same seed gives the same points."""
    problem = _problem(factors)
    if method == "morris":
        from SALib.sample import morris as grid

        return np.asarray(grid.sample(problem, base, num_levels=LEVELS, seed=seed))
    if method == "sobol":
        from SALib.sample import sobol as sequence

        points = sequence.sample(problem, base, calc_second_order=False, scramble=True, seed=seed)
        return np.asarray(points)
    from SALib.sample import latin

    return np.asarray(latin.sample(problem, base, seed=seed))


def analyse(method: str, points: Numbers, outputs: Numbers, seed: int) -> dict[str, Numbers]:
    """What a method says of outputs at the points of `sample`, one number for each figure.

    An output that never changes depends on nothing: all figures are 0.
    """
    factors = points.shape[1]
    if np.ptp(outputs) == 0:
        return {name: np.zeros(factors) for name in NAMES[method]}
    found = ANALYSES[method](_problem(factors), points, outputs, seed)
    return {name: np.nan_to_num(np.asarray(found[name], dtype=float)) for name in NAMES[method]}


NAMES: Mapping[str, tuple[str, ...]] = {
    "morris": ("mu_star", "mu_star_conf", "mu", "sigma"),
    "sobol": ("ST", "ST_conf", "S1", "S1_conf"),
    "pawn": ("median", "maximum"),
}


def _morris(problem: dict[str, Any], points: Numbers, outputs: Numbers, seed: int) -> Any:
    from SALib.analyze import morris

    return morris.analyze(problem, points, outputs, num_levels=LEVELS, seed=seed)


def _sobol(problem: dict[str, Any], points: Numbers, outputs: Numbers, seed: int) -> Any:
    from SALib.analyze import sobol

    return sobol.analyze(problem, outputs, calc_second_order=False, seed=seed)


def _pawn(problem: dict[str, Any], points: Numbers, outputs: Numbers, seed: int) -> Any:
    from SALib.analyze import pawn

    return pawn.analyze(problem, points, outputs, S=SLIDES, seed=seed)


ANALYSES: Mapping[str, Callable[[dict[str, Any], Numbers, Numbers, int], Any]] = {
    "morris": _morris,
    "sobol": _sobol,
    "pawn": _pawn,
}
