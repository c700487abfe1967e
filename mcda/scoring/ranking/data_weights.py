"""Weights read from the figures themselves: what separates the alternatives, not what matters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mcda.elicitation import Note
from mcda.errors import Problem, UsageProblem
from mcda.scoring.ranking.aggregators import quiet, unknown
from mcda.scoring.ranking.matrix import DecisionMatrix, Floats
from mcda.scoring.ranking.scaled_levels import NEEDS, even, refused
from mcda.wording import N_

WEIGHTINGS = ("equal", "std", "entropy", "critic", "merec", "gini")
"""Equal weights; standard deviation; entropy (Shannon 1948); CRITIC (Diakoulaki et al. 1995); MEREC
(Keshavarz-Ghorabaee et al. 2021); Gini (Li et al. 2009)."""

_NEEDS = {"entropy": "non_negative", "gini": "non_negative", "merec": "positive"}


@dataclass(frozen=True)
class DataWeights:
    """Weights (criteria,) summing to 1, and what was done to the figures to find them."""

    weights: Floats
    notes: tuple[Note, ...] = ()


def data_weights(
    levels: Any,
    maximise: Sequence[bool] | NDArray[np.bool_],
    method: str,
    *,
    criteria: Sequence[str] | None = None,
    alternatives: Sequence[str] | None = None,
) -> DataWeights:
    """Weights of the criteria of a table of levels (alternatives, criteria).

    A criterion on which all alternatives are the same gets weight 0. Where a method reads positive
    levels, a criterion that is nowhere above zero is read with the opposite sign, and its direction
    is turned with it.

    Raises
    ------
    UsageProblem
        E150 to E152 as `DecisionMatrix.of`; E170 unknown method; E172 signs that the method cannot
        read; E175 one alternative alone, nothing that separates, or criteria that all move together.
    """
    if method not in WEIGHTINGS:
        raise unknown(method, WEIGHTINGS)
    matrix = DecisionMatrix.of(levels, maximise=maximise, criteria=criteria, alternatives=alternatives)
    count = len(matrix.criteria)
    if method == "equal":
        return DataWeights(np.full(count, 1 / count))
    if len(matrix.alternatives) == 1:
        raise refused(N_("one action alone says nothing about weights"), method)
    kept = np.nonzero(~even(matrix.levels))[0]
    if not len(kept):
        raise refused(N_("no criterion separates the actions"), method)
    table, better, turned = _readable(matrix, kept, method)
    weights = np.zeros(count)
    weights[kept] = _found(table, better, method)
    return DataWeights(weights, _notes(matrix, kept, turned, method))


def _readable(
    matrix: DecisionMatrix, kept: NDArray[np.int64], method: str
) -> tuple[Floats, NDArray[np.bool_], NDArray[np.bool_]]:
    """Levels the method can read, their directions, and which of them changed sign."""
    table, better = matrix.levels[:, kept], matrix.maximise[kept]
    need = _NEEDS.get(method)
    turned = np.asarray((table <= 0).all(axis=0) & (need is not None), dtype=bool)
    table = np.where(turned, -table, table)
    wrong = table <= 0 if need == "positive" else table < 0
    if need is not None and wrong.any():
        row, column = (int(position) for position in np.argwhere(wrong)[0])
        details = {
            "method": method,
            "need": NEEDS[need],
            "action": matrix.alternatives[row],
            "level": f"{matrix.levels[row, kept[column]]:g}",
            "known": "critic, std, equal",
        }
        raise UsageProblem(Problem("E172", value=matrix.criteria[kept[column]], details=details))
    return table, better ^ turned, turned


def _found(table: Floats, better: NDArray[np.bool_], method: str) -> Floats:
    """What scikit-criteria answers, for criteria that all separate somebody."""
    if table.shape[1] == 1:
        return np.ones(1)
    with quiet(), np.errstate(all="ignore"):
        from skcriteria.preprocessing import weighters

        directions = np.where(better, 1, -1)
        match method:
            case "critic":
                weights = weighters.critic_weights(table, directions)
            case "merec":
                weights = weighters.merec_weights(table, directions)
            case _:
                weights = getattr(weighters, f"{method}_weights")(table)
    found = np.maximum(np.asarray(weights, dtype=float), 0.0)
    if not np.isfinite(found).all() or found.sum() <= 0:
        raise refused(N_("all criteria move together, which leaves nothing to weigh"), method)
    scaled: Floats = found / found.sum()
    return scaled


def _notes(
    matrix: DecisionMatrix, kept: NDArray[np.int64], turned: NDArray[np.bool_], method: str
) -> tuple[Note, ...]:
    idle = [name for j, name in enumerate(matrix.criteria) if j not in kept]
    signs = [matrix.criteria[j] for j in kept[turned]]
    notes = [
        Note(N_("Weight 0, because all actions have the same level: {criteria}."), _named(idle))
        if idle
        else None,
        Note(
            N_("Read with the opposite sign, because no level is above zero: {criteria}."), _named(signs)
        )
        if signs
        else None,
        Note(N_("These weights depend on the units: other units, other weights."))
        if method == "std"
        else None,
    ]
    return tuple(note for note in notes if note is not None)


def _named(criteria: Sequence[str]) -> dict[str, str]:
    return {"criteria": ", ".join(criteria)}
