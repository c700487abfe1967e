"""Missing levels filled in, when somebody asks for it."""

from __future__ import annotations

from typing import Any, Literal, get_args

import numpy as np

from mcda.errors import Problem, UsageProblem
from mcda.scoring.ranking.matrix import Floats
from mcda.scoring.ranking.scaled_levels import refused
from mcda.wording import N_

How = Literal["mean", "median", "most_frequent", "knn"]
NEIGHBOURS = 5


def imputed(levels: Any, how: How = "mean") -> Floats:
    """Levels (alternatives, criteria) whose gaps (NaN) are filled in, criterion by criterion.

    With the mean, the median or the most frequent level (the lowest of those that are); or, `knn`,
    with the mean of the five nearest alternatives that have one, near by the criteria that both
    have, each stretched to 0..1 (Troyanskaya et al. 2001).

    Raises
    ------
    UsageProblem
        E170 unknown way, E175 a criterion without any level.
    """
    if how not in get_args(How):
        raise UsageProblem(Problem("E170", value=how, details={"known": ", ".join(get_args(How))}))
    table = np.array(levels, dtype=float)
    gaps = ~np.isfinite(table)
    blank = np.nonzero(gaps.all(axis=0))[0]
    if len(blank):
        raise refused(
            N_("a criterion without any level leaves nothing to estimate from"), str(blank[0] + 1)
        )
    table[gaps] = np.nan
    filled = _nearest(table) if how == "knn" else np.tile(_middle(table, how), (len(table), 1))
    return np.where(gaps, filled, table)


def _middle(table: Floats, how: How) -> Floats:
    if how == "most_frequent":
        return np.array([_most_frequent(column) for column in table.T])
    middle: Floats = np.nanmean(table, axis=0) if how == "mean" else np.nanmedian(table, axis=0)
    return middle


def _most_frequent(column: Floats) -> float:
    found, times = np.unique(column[np.isfinite(column)], return_counts=True)
    return float(found[np.argmax(times)])


def _nearest(table: Floats) -> Floats:
    """For each cell, the mean of the nearest rows that have it."""
    low = np.nanmin(table, axis=0)
    width = np.nanmax(table, axis=0) - low
    unit = (table - low) / np.where(width > 0, width, 1.0)
    have = np.isfinite(unit)
    filled = np.tile(np.nanmean(table, axis=0), (len(table), 1))
    for row in np.nonzero(~have.all(axis=1))[0]:
        both = have & have[row]
        shared = both.sum(axis=1)
        squares = np.where(both, (np.where(have, unit, 0) - np.where(have[row], unit[row], 0)) ** 2, 0)
        distance = np.where(shared > 0, squares.sum(axis=1) / np.maximum(shared, 1), np.inf)
        distance[row] = np.inf
        for column in np.nonzero(~have[row])[0]:
            near = np.argsort(np.where(have[:, column], distance, np.inf), kind="stable")[:NEIGHBOURS]
            near = near[have[near, column] & np.isfinite(distance[near])]
            if len(near):
                filled[row, column] = table[near, column].mean()
    return filled
