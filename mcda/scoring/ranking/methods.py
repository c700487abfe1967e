"""Every method of ranking by its name: what it is called, what moves it, how it is run."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import get_args

import numpy as np

from mcda.errors import Problem, UsageProblem
from mcda.model import Scenario
from mcda.scoring.ranking.matrix import DecisionMatrix, PreferenceFunction, Ranking
from mcda.wording import N_

DEFAULT = ("mavt", "topsis", "vikor", "promethee_ii")
"""Methods that are run when none is asked for."""
PREFERENCE_FUNCTIONS: tuple[str, ...] = get_args(PreferenceFunction)


@dataclass(frozen=True)
class Options:
    """What a ranking may be asked to do otherwise."""

    normalisation: str | None = None
    """How levels are made comparable, in the methods that take it; None: each in its own way."""
    v: float = 0.5
    """VIKOR: weight of the majority of criteria against the greatest regret, from 0 to 1."""
    cut: float = 0.75
    """ELECTRE TRI: credibility from which a class is reached, from 0.5 to 1."""
    preference: PreferenceFunction | None = None
    """Preference function of every criterion, instead of the column `preference_function`."""
    q: float | None = None
    """Indifference threshold of every criterion, instead of its column; so are the next ones."""
    p: float | None = None
    """Preference threshold."""
    s: float | None = None
    """Inflection of the gaussian preference function."""
    veto: float | None = None
    """Veto threshold."""

    def __post_init__(self) -> None:
        """E177 where a number lies out of its bounds."""
        _check("v", self.v, 0, 1)
        for name in ("q", "p", "s", "veto"):
            _check(name, getattr(self, name), 0, np.inf)

    def applied(self, matrix: DecisionMatrix) -> DecisionMatrix:
        """The matrix with the thresholds that were asked for on every criterion."""
        asked = {"indifference": self.q, "preference": self.p, "gaussian": self.s, "veto": self.veto}
        size = len(matrix.criteria)
        stated = {name: np.full(size, level) for name, level in asked.items() if level is not None}
        thresholds = replace(matrix.thresholds, **stated)  # type: ignore[arg-type]
        if self.preference is not None:
            thresholds = replace(thresholds, functions=(self.preference,) * size)
        return replace(matrix, thresholds=thresholds)


ANCHORED = ("ervd", "rim", "spotis")
"""Aggregators that are told the levels zero and full, instead of the extreme levels found."""

Run = Callable[[DecisionMatrix, Scenario, Options], Ranking]


@dataclass(frozen=True)
class Method:
    """One method of ranking."""

    title: str
    """Name on screen (English, marked for translation if it is no proper name)."""
    sensitive_to: str
    """What its ranks are sensitive to, one sentence (English, marked for translation)."""
    run: Run
    stands_alone: bool = False
    """Whether it compares each action with levels that the scenario states, in the unit of each
    criterion, and not with the other actions."""
    normalisations: tuple[str, ...] = ()
    """Those that it takes."""


@cache
def methods() -> Mapping[str, Method]:
    """Every method by name."""
    from mcda.scoring.ranking.aggregators import AGGREGATORS

    classical = {
        name: Method(
            known.title, known.sensitivity, _aggregated(name), name in ANCHORED, known.normalisations
        )
        for name, known in AGGREGATORS.items()
    }
    return dict(sorted({**classical, **OWN}.items()))


def checked(names: Iterable[str]) -> tuple[str, ...]:
    """Names of methods, each once, in the order given.

    Raises
    ------
    UsageProblem
        E176 for a name that no method has.
    """
    from difflib import get_close_matches

    asked = tuple(dict.fromkeys(names))
    for name in asked:
        if name not in methods():
            folded = name.strip().lower().replace("-", "_").replace(" ", "_")
            near = next(iter(get_close_matches(folded, methods(), 1)), None)
            known = {"known": ", ".join(methods())}
            raise UsageProblem(Problem("E176", value=name, details=known, suggestion=near))
    return asked


def check_normalisation(names: Iterable[str], asked: str | None) -> None:
    """E171 where none of these methods takes the normalisation; the others keep their own way."""
    takers = {name: methods()[name].normalisations for name in names}
    if asked is not None and not any(asked in taken for taken in takers.values()):
        known = sorted({each for taken in takers.values() for each in taken}) or ["–"]
        details = {"method": ", ".join(takers), "known": ", ".join(known)}
        raise UsageProblem(Problem("E171", value=asked, details=details))


def _check(name: str, number: float | None, low: float, high: float) -> None:
    if number is not None and not (low <= number <= high and np.isfinite(number)):
        bounds = {"key": name, "low": f"{low:g}", "high": "∞" if np.isinf(high) else f"{high:g}"}
        raise UsageProblem(Problem("E177", value=f"{number:g}", details=bounds))


def _aggregated(name: str) -> Run:
    def run(matrix: DecisionMatrix, scenario: Scenario, options: Options) -> Ranking:
        from mcda.scoring.ranking.aggregators import aggregate
        from mcda.scoring.ranking.scenario_matrix import anchors

        zero, full = anchors(scenario) if name in ANCHORED else (None, None)
        takes = options.normalisation in methods()[name].normalisations
        asked = options.normalisation if takes else None
        return aggregate(
            matrix, name, normalisation=asked, v=options.v, zero=zero, full=full, by_formula=True
        )

    return run


def _mavt(matrix: DecisionMatrix, scenario: Scenario, options: Options) -> Ranking:
    from mcda.scoring.ranking.mavt import mavt

    return mavt(matrix, scenario)


def _promethee_i(matrix: DecisionMatrix, scenario: Scenario, options: Options) -> Ranking:
    from mcda.scoring.ranking.promethee import promethee_i

    return promethee_i(matrix)


def _promethee_ii(matrix: DecisionMatrix, scenario: Scenario, options: Options) -> Ranking:
    from mcda.scoring.ranking.promethee import promethee_ii

    return promethee_ii(matrix)


def _electre_iii(matrix: DecisionMatrix, scenario: Scenario, options: Options) -> Ranking:
    from mcda.scoring.ranking.electre_iii import electre_iii

    return electre_iii(matrix)


def _electre_tri(matrix: DecisionMatrix, scenario: Scenario, options: Options) -> Ranking:
    from mcda.scoring.ranking.electre_tri import as_ranking, electre_tri
    from mcda.scoring.ranking.scenario_matrix import class_limits

    return as_ranking(electre_tri(matrix, class_limits(scenario), cut=options.cut))


OWN: Mapping[str, Method] = {
    "mavt": Method(
        N_("Additive value (Keeney, Raiffa 1976)"),
        N_("The levels zero and full, the value functions and the weights: no other action moves it."),
        _mavt,
        stands_alone=True,
    ),
    "promethee_i": Method(
        "PROMETHEE I (Brans, Vincke 1985)",
        N_("Preference functions and thresholds; of two that it cannot compare, one ranks first."),
        _promethee_i,
    ),
    "promethee_ii": Method(
        "PROMETHEE II (Brans, Vincke 1985)",
        N_("Preference functions and thresholds; each action is compared with all the others."),
        _promethee_ii,
    ),
    "electre_iii": Method(
        "ELECTRE III (Roy 1978)",
        N_("Thresholds of indifference, preference and veto; ranks are relative to the other actions."),
        _electre_iii,
    ),
    "electre_tri": Method(
        "ELECTRE TRI (Yu 1992)",
        N_("The limits of the classes, the thresholds and the cut: no other action moves it."),
        _electre_tri,
        stands_alone=True,
    ),
}
