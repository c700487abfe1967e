"""VIKOR after the library: Q from S and R, and the compromise solution (Opricovic, Tzeng 2004)."""

from __future__ import annotations

from typing import Any

import numpy as np

from mcda.scoring.ranking.matrix import Floats, Ranks, ranks_of

SAME = 1e-12


def majority(group: Floats, regret: Floats, v: float) -> Floats:
    """Q of group utilities S and regrets R, arrays (..., alternatives); lower is better.

    Q = v (S - S*) / (S- - S*) + (1 - v) (R - R*) / (R- - R*). A term that is the same for all, up
    to rounding, is 0: it separates nobody, whereas rounding stretched to 0..1 would.
    """
    return v * _stretched(group) + (1 - v) * _stretched(regret)


def _stretched(values: Floats) -> Floats:
    low = values.min(axis=-1, keepdims=True)
    width = values.max(axis=-1, keepdims=True) - low
    level = width <= SAME * np.abs(values).max(axis=-1, keepdims=True)
    spread: Floats = np.where(level, 0.0, (values - low) / np.where(level, 1.0, width))
    return spread


def compromise(q: Floats, group: Floats, regret: Floats, ranks: Ranks) -> dict[str, Any]:
    """The conditions C1 (advantage) and C2 (stability) of section 3, and the compromise set.

    C1: the second is at least 1 / (J - 1) behind the first. C2: the first is also best by S or by
    R. Without C2 alone, first and second; without C1, all that are less than 1 / (J - 1) behind.
    """
    order = np.argsort(ranks, kind="stable")
    best, second = order[:2]
    step = 1 / (len(q) - 1)
    behind = q - q[best]
    advantage = bool(behind[second] >= step - SAME)
    leads = ranks_of(group, higher_is_better=False) == 1
    leads |= ranks_of(regret, higher_is_better=False) == 1
    stability = bool(leads[best])
    if not advantage:
        chosen = behind < step - SAME
    elif not stability:
        chosen = ranks <= ranks[second]
    else:
        chosen = ranks == 1
    return {
        "acceptable_advantage": advantage,
        "acceptable_stability": stability,
        "compromise": np.asarray(chosen, dtype=bool),
    }
