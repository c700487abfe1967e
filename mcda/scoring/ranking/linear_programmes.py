"""SIMUS (Munier 2011), solved by HiGHS: quiet, and in the order of the alternatives.

The library's own way prints the log of CBC, takes no other solver, keeps what an unsolved programme
left behind, and reads variables in the order of their names: x10 before x2.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from mcda.scoring.ranking.matrix import Floats


def simus_scores(
    table: Floats, maximise: NDArray[np.bool_], limits: Floats | None = None
) -> tuple[Floats, int]:
    """Score of each alternative by the first method of SIMUS, and how many programmes had an optimum.

    Each criterion in turn is the objective: the best mix x >= 0 of alternatives, where no other
    criterion goes beyond its best level (or `limits`, one for each). The shares of alternatives in
    the mixes are summed, and multiplied by the part of the programmes in which the alternative takes
    part. A programme without a finite optimum gives nothing. Scores are NaN if none has one.
    """
    best = np.where(maximise, table.max(axis=0), table.min(axis=0))
    ends = best if limits is None else limits
    mixes = [_mix(table, maximise, ends, column) for column in range(table.shape[1])]
    found = [mix for mix in mixes if mix is not None]
    if not found:
        return np.full(len(table), np.nan), 0
    shares = np.array(found)
    taking_part = (shares > 0).sum(axis=0) / len(mixes)
    scores: Floats = shares.sum(axis=0) * taking_part
    return scores, len(found)


def _mix(table: Floats, maximise: NDArray[np.bool_], limits: Floats, objective: int) -> Floats | None:
    """Shares of the alternatives in the optimum for one criterion; None without a finite optimum."""
    from scipy.optimize import linprog

    signs = np.where(maximise, 1.0, -1.0)
    turned = table * signs
    others = np.arange(table.shape[1]) != objective
    size = np.abs(table).max(axis=0)
    result = linprog(
        -turned[:, objective] / size[objective],
        A_ub=(turned / size).T[others] if others.any() else None,
        b_ub=(limits * signs / size)[others] if others.any() else None,
        method="highs",
    )
    amounts = np.zeros(len(table)) if result.x is None else np.where(result.x > 1e-9, result.x, 0.0)
    whole = amounts.sum()
    return amounts / whole if result.status == 0 and whole > 0 else None
