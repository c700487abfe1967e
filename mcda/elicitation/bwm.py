"""Best-worst method, linear model (Rezaei 2016)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from mcda.elicitation.rounding import exact_weights

THRESHOLDS = {
    3: (0.1667, 0.1667, 0.1667, 0.1667, 0.1667, 0.1667, 0.1667),
    4: (0.1121, 0.1529, 0.1898, 0.2206, 0.2527, 0.2577, 0.2683),
    5: (0.1354, 0.1994, 0.2306, 0.2546, 0.2716, 0.2844, 0.2960),
    6: (0.1330, 0.1990, 0.2643, 0.3044, 0.3144, 0.3221, 0.3262),
    7: (0.1294, 0.2457, 0.2819, 0.3029, 0.3144, 0.3251, 0.3403),
    8: (0.1309, 0.2521, 0.2958, 0.3154, 0.3408, 0.3620, 0.3657),
    9: (0.1359, 0.2681, 0.3062, 0.3337, 0.3517, 0.3620, 0.3662),
}
"""Largest acceptable input-based ratio, by best-to-worst answer, for 3 to 9 criteria (Liang,
Brunelli, Rezaei 2020)."""


@dataclass(frozen=True)
class BestWorstWeights:
    """What one family of answers says."""

    weights: dict[str, Fraction]
    xi: float
    """Largest distance of an answer from the weights: the optimum of the linear model."""
    input_ratio: float
    """Input-based consistency ratio: how far the two sets of answers contradict each other."""
    threshold: float
    """Ratio up to which answers are acceptable."""
    revisit: str | None
    """The criterion whose two answers contradict each other most; None where all agree."""

    @property
    def is_consistent(self) -> bool:
        return self.input_ratio <= self.threshold


def bwm(
    best: str,
    worst: str,
    best_to_others: Mapping[str, Fraction],
    others_to_worst: Mapping[str, Fraction],
) -> BestWorstWeights:
    """Weights w >= 0, summing to 1, that minimise xi subject to

        |w_best - a_Bj w_j| <= xi   and   |w_j - a_jW w_worst| <= xi   for every criterion j.

    `best_to_others[j]` is a_Bj, `others_to_worst[j]` is a_jW, each at least 1; best and worst need not
    be listed with themselves.
    """
    from scipy.optimize import linprog

    ones = Fraction(1)
    to_others = {**best_to_others, best: ones}
    to_worst = {**others_to_worst, worst: ones}
    names = list(dict.fromkeys([best, *to_others, *to_worst]))
    if len(names) == 1:
        return BestWorstWeights({best: ones}, 0.0, 0.0, 0.0, None)
    place = {name: position for position, name in enumerate(names)}
    rows = []
    for leading, other, times in [
        *((best, name, to_others[name]) for name in names if name != best),
        *((name, worst, to_worst[name]) for name in names if name not in (worst, best)),
    ]:
        row = [0.0] * (len(names) + 1)
        row[place[leading]] += 1.0
        row[place[other]] -= float(times)
        rows += [[*row[:-1], -1.0], [*(-cell for cell in row[:-1]), -1.0]]
    solved = linprog(
        c=[0.0] * len(names) + [1.0],
        A_ub=rows,
        b_ub=[0.0] * len(rows),
        A_eq=[[1.0] * len(names) + [0.0]],
        b_eq=[1.0],
        method="highs",
    )
    weights = dict(zip(names, solved.x[:-1].tolist(), strict=True))
    xi = float(solved.x[-1])
    ratios = _contradictions(best, worst, to_others, to_worst)
    farthest = max(ratios, key=lambda name: ratios[name])
    ratio = float(ratios[farthest])
    return BestWorstWeights(
        weights=exact_weights(weights),
        xi=xi if xi > 1e-12 else 0.0,
        input_ratio=ratio,
        threshold=_threshold(len(names), to_others[worst]),
        revisit=farthest if ratio else None,
    )


def _contradictions(
    best: str, worst: str, to_others: Mapping[str, Fraction], to_worst: Mapping[str, Fraction]
) -> dict[str, Fraction]:
    """|a_Bj a_jW - a_BW| / (a_BW^2 - a_BW) of each criterion; 0 where a_BW = 1."""
    span = to_others[worst]
    scale = span * span - span
    return {
        name: abs(to_others[name] * to_worst[name] - span) / scale
        if scale and name not in (best, worst)
        else Fraction(0)
        for name in to_others
    }


def _threshold(size: int, span: Fraction) -> float:
    """The published threshold for the number of criteria and the best-to-worst answer.

    The answer is rounded up; beyond nine criteria or nine times, the last entry of the table is
    taken. An answer up to 2 leaves no room for contradictions.
    """
    if size < 3 or span <= 2:
        return 0.0
    row = THRESHOLDS[min(9, -(-span.numerator // span.denominator))]
    return row[min(size, 9) - 3]
