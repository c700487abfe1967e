"""ELECTRE TRI-B (Yu 1992; Roy and Bouyssou 1993): classes between limits, each alternative by itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from mcda.errors import Problem, UsageProblem
from mcda.problems import Term
from mcda.scoring.ranking.electre_iii import SAME_CREDIBILITY, limits_of, outranking
from mcda.scoring.ranking.matrix import DecisionMatrix, Floats, Ranking, Ranks
from mcda.wording import N_

CLASSES = (N_("priority"), N_("to mature"), N_("set aside"))
"""Default classes, best first."""


@dataclass(frozen=True)
class Sorting:
    """Where each alternative belongs, in the order of the matrix."""

    classes: tuple[str, ...]
    """Best first."""
    pessimistic: Ranks
    """(alternatives,), number of the class, 0 is best: the best one whose limit is outranked."""
    optimistic: Ranks
    """(alternatives,), number of the class, 0 is best: the best one not forbidden by a limit above.

    Never worse than the pessimistic class; better where the alternative is incomparable to a limit.
    """
    credibility: Floats
    """(alternatives, classes - 1), of "the alternative is at least as good as the limit"."""
    limit_credibility: Floats
    """(alternatives, classes - 1), of "the limit is at least as good as the alternative"."""
    cut: float
    """Credibility from which an outranking holds."""


def electre_tri(
    matrix: DecisionMatrix, profiles: Any, classes: Sequence[str] = CLASSES, *, cut: float = 0.75
) -> Sorting:
    """ELECTRE TRI-B (Yu 1992; Roy and Bouyssou 1993; Mousseau, Slowinski and Zielniewicz 2000).

    `profiles` (classes - 1, criteria), in the unit of each criterion: the lower limit of each class
    but the last, from the best class downward. Concordance and credibility are those of ELECTRE III;
    a outranks b when their credibility reaches `cut`.

    Pessimistic: from the best class downward, the first whose limit the alternative outranks, else
    the last one. Optimistic: from the worst limit upward, the class just below the first limit that
    outranks the alternative without being outranked by it, else the best class.

    Raises
    ------
    UsageProblem
        E164 thresholds that are negative or not in order, E166 limits of which one is less good than
        that of a worse class, E167 a cut outside 0.5 to 1, E168 limits that do not fit the classes.
    """
    if not 0.5 <= cut <= 1:
        raise UsageProblem(Problem("E167", value=f"{cut:g}"))
    limits = _checked(matrix, profiles, classes)
    gains, thresholds = matrix.gains, limits_of(matrix)
    reached = outranking(gains, limits, matrix.weights, thresholds).credibility
    exceeded = outranking(limits, gains, matrix.weights, thresholds).credibility.T
    outranks = reached >= cut - SAME_CREDIBILITY
    beaten = (exceeded >= cut - SAME_CREDIBILITY) & ~outranks
    last = len(classes) - 1
    pessimistic = np.where(outranks.any(axis=1), outranks.argmax(axis=1), last)
    optimistic = np.where(beaten.any(axis=1), last - beaten[:, ::-1].argmax(axis=1), 0)
    return Sorting(tuple(classes), pessimistic, optimistic, reached, exceeded, cut)


def _checked(matrix: DecisionMatrix, profiles: Any, classes: Sequence[str]) -> Floats:
    """Limits as gains, from the best class downward."""
    stated = np.array(profiles, dtype=float)
    needed = (len(classes) - 1, len(matrix.criteria))
    if len(classes) < 2 or stated.shape != needed or not np.isfinite(stated).all():
        counts = {"classes": len(classes), "columns": needed[1]}
        raise UsageProblem(Problem("E168", details=counts))
    limits: Floats = np.where(matrix.maximise, stated, -stated)
    ranks, columns = np.nonzero(limits[:-1] < limits[1:])
    if len(ranks):
        rank, column = int(ranks[0]), int(columns[0])
        details = {
            "better": Term(classes[rank]),
            "high": f"{stated[rank, column]:g}",
            "worse": Term(classes[rank + 1]),
            "low": f"{stated[rank + 1, column]:g}",
        }
        raise UsageProblem(Problem("E166", value=matrix.criteria[column], details=details))
    return limits


def as_ranking(sorting: Sorting) -> Ranking:
    """The pessimistic classes as a ranking: all members of a class share a rank.

    Details: `classes`, `pessimistic`, `optimistic`, `credibility`, `limit_credibility`.
    """
    numbers = sorting.pessimistic
    ranks = np.searchsorted(np.sort(numbers), numbers, side="left").astype(np.int64) + 1
    details = {
        "classes": sorting.classes,
        "pessimistic": sorting.pessimistic,
        "optimistic": sorting.optimistic,
        "credibility": sorting.credibility,
        "limit_credibility": sorting.limit_credibility,
    }
    return Ranking("electre_tri", ranks, details=details)
