"""PROMETHEE I and II: how much each alternative is preferred to the others, and they to it.

Sources: Brans and Vincke (1985), Management Science 31(6); Brans, Vincke and Mareschal (1986),
EJOR 24(2); Brans and Mareschal (2005), in Multiple Criteria Decision Analysis: State of the Art
Surveys. Flows are means over the n - 1 others, as in 2005; the paper of 1986 prints sums.

No table of all pairs is ever made. On one criterion a flow depends on the level alone, so that
sorted levels and running sums are enough (Calders and Van Assche 2018, Omega 76).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from mcda.errors import Problem, UsageProblem
from mcda.problems import Term
from mcda.scoring.ranking.agreement import greater_before
from mcda.scoring.ranking.matrix import DecisionMatrix, Floats, PreferenceFunction, Ranking, ranks_of
from mcda.wording import N_

Counts = NDArray[np.int64]
Flows = tuple[Floats, Floats]
"""Positive and negative."""

SAME = 1e-12
"""Levels that differ by less than this share of themselves are equal, as scores are in `ranks_of`:
0.8 - 0.6 does not exceed a threshold of 0.2."""
LISTED = 200
"""With more alternatives, PROMETHEE I counts the incomparable pairs and does not list them."""

NEEDS: dict[PreferenceFunction, str] = {
    "usual": "",
    "u_shape": "q",
    "v_shape": "p",
    "level": "qp",
    "linear": "qp",
    "gaussian": "s",
}
"""Thresholds of each preference function."""
NAMES = {
    "q": N_("indifference threshold"),
    "p": N_("preference threshold"),
    "s": N_("Gaussian threshold"),
}
COLUMNS = {"q": "indifference", "p": "preference", "s": "gaussian"}
"""Where a scenario states them."""


def promethee_ii(matrix: DecisionMatrix, *, preference: PreferenceFunction = "usual") -> Ranking:
    """Complete preorder by net flow; net flows are between -1 and 1 and sum to 0.

    Details: `positive`, `negative` (alternatives,); `net_by_criterion` (alternatives, criteria),
    of which the net flow is the weighted sum.

    Raises
    ------
    UsageProblem
        E160 a threshold is missing, E161 a threshold is impossible.
    """
    positive, negative = unicriterion_flows(matrix, preference)
    net = positive - negative
    details = {
        "positive": _weighted(positive, matrix.weights),
        "negative": _weighted(negative, matrix.weights),
        "net_by_criterion": net,
    }
    scores = _weighted(net, matrix.weights)
    return Ranking("promethee_ii", ranks_of(scores), scores, details=details)


def promethee_i(matrix: DecisionMatrix, *, preference: PreferenceFunction = "usual") -> Ranking:
    """Partial preorder: preferred is what does no worse in both flows and better in one.

    The ranks are a view of it, one of its linear extensions with ties: alternatives are ranked by
    the number of those preferred to them. So an alternative never ranks before one preferred to
    it, but of two that are incomparable one may well rank first.

    Details: `positive`, `negative`, `beaten_by` (number preferred to each), all (alternatives,);
    `incomparable`, the number of incomparable pairs; `incomparable_pairs`, their names, or None
    with more than 200 alternatives.

    Raises
    ------
    UsageProblem
        E160 a threshold is missing, E161 a threshold is impossible.
    """
    by_criterion = unicriterion_flows(matrix, preference)
    positive, negative = (_weighted(flows, matrix.weights) for flows in by_criterion)
    beaten_by, incomparable = _relations(positive, negative)
    details = {
        "positive": positive,
        "negative": negative,
        "beaten_by": beaten_by,
        "incomparable": incomparable,
        "incomparable_pairs": _incomparable_pairs(matrix.alternatives, positive, negative),
    }
    return Ranking("promethee_i", ranks_of(beaten_by, higher_is_better=False), details=details)


def outranks(positive: Floats, negative: Floats) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Which alternative (row) is preferred to which (column), and which pairs are incomparable.

    Two arrays (alternatives, alternatives), for small numbers of alternatives; the second is
    symmetric. Flows equal up to rounding are equal.
    """
    out, into = _positions(positive, negative)
    as_good = (out[:, None] <= out) & (into[:, None] <= into)
    return as_good & ~as_good.T, ~as_good & ~as_good.T


def unicriterion_flows(matrix: DecisionMatrix, preference: PreferenceFunction = "usual") -> Flows:
    """Positive and negative flows by criterion, two arrays (alternatives, criteria), from 0 to 1.

    They do not depend on the weights: the net flow under weights `w` is
    `(positive - negative) @ w`, for as many weights as one likes. A single alternative has flows 0.

    Time grows as n log n for each criterion, memory as n. Of the Gaussian function this is true to
    rounding only: its sums have no closed form, see `_gaussian`.

    Raises
    ------
    UsageProblem
        E160 a threshold is missing, E161 a threshold is impossible.
    """
    gains = matrix.gains
    positive, negative = np.empty_like(gains), np.empty_like(gains)
    others = max(len(gains) - 1, 1)
    for column, stated in enumerate(matrix.thresholds.functions):
        function = stated or preference
        q, p, s = (_threshold(matrix, column, function, letter) for letter in "qps")
        levels, place, counts = np.unique(gains[:, column], return_inverse=True, return_counts=True)
        given, taken = _flows(levels, counts, function, q, p, s)
        # What is true of flows must not be lost to rounding: they never fall as levels rise.
        positive[:, column] = np.maximum.accumulate(given)[place] / others
        negative[:, column] = np.minimum.accumulate(taken)[place] / others
    return positive, negative


# ---------------------------------------------------------------- thresholds


def _threshold(matrix: DecisionMatrix, column: int, function: PreferenceFunction, letter: str) -> float:
    """A threshold that the function needs, checked; 0 where it needs none."""
    if letter not in NEEDS[function]:
        return 0.0
    stated = {
        "q": matrix.thresholds.indifference,
        "p": matrix.thresholds.preference,
        "s": matrix.thresholds.gaussian,
    }
    value = float(stated[letter][column])
    criterion = matrix.criteria[column]
    details = {
        "threshold": Term(NAMES[letter]), "letter": letter, "column": COLUMNS[letter],
        "function": function,
    }  # fmt: skip
    if np.isnan(value):
        raise UsageProblem(Problem("E160", value=criterion, details=details))
    least = float(stated["q"][column]) if letter == "p" and "q" in NEEDS[function] else 0.0
    enough = value >= least if "q" in NEEDS[function] else value > least
    if not enough or np.isinf(value):
        raise UsageProblem(Problem("E161", value=criterion, details={**details, "number": f"{value:g}"}))
    return value


# ---------------------------------------------------------------- flows on one criterion
# Everywhere below: distinct levels, rising, and the number of alternatives at each. The flows are
# sums over the alternatives, at each level.


def _flows(
    levels: Floats, counts: Counts, function: PreferenceFunction, q: float, p: float, s: float
) -> Flows:
    if function == "gaussian":
        return _gaussian(levels, counts, s)
    if function == "v_shape" or (function == "linear" and p > q):
        return _linear(levels, counts, q, p)
    if function == "level":
        lower, upper = _step(levels, counts, q), _step(levels, counts, p)
        return (lower[0] + upper[0]) / 2, (lower[1] + upper[1]) / 2
    return _step(levels, counts, q)


def _step(levels: Floats, counts: Counts, threshold: float) -> Flows:
    """Preference 1 for differences above the threshold."""
    below = _cumulated(counts)
    # Both flows count the same pairs, by the same comparison: net flows sum to 0.
    reach = levels - threshold - SAME * (np.abs(levels) + threshold)
    reach = np.maximum.accumulate(reach)
    beaten = below[np.searchsorted(levels, reach, side="left")]
    beating = below[-1] - below[np.searchsorted(reach, levels, side="right")]
    return beaten.astype(float), beating.astype(float)


def _linear(levels: Floats, counts: Counts, q: float, p: float) -> Flows:
    """Preference 0 up to q, 1 from p on, and a straight line between."""
    centred = levels - (levels[0] / 2 + levels[-1] / 2)
    return _ramp(centred, counts, q, p), _ramp(-centred[::-1], counts[::-1], q, p)[::-1]


def _ramp(levels: Floats, counts: Counts, q: float, p: float) -> Floats:
    """Sums of min(max((d - q) / (p - q), 0), 1) over what lies d below."""
    below = _cumulated(counts)
    whole = np.searchsorted(levels, levels - p, side="right")
    some = np.maximum(np.searchsorted(levels, levels - q, side="left"), whole)
    high, low = _running(levels * counts)
    between = (high[some] - high[whole]) + (low[some] - low[whole])
    with np.errstate(over="ignore"):
        partial = ((below[some] - below[whole]) * (levels - q) - between) / (p - q)
    return np.clip(below[whole] + partial, below[whole], below[some])


def _cumulated(counts: Counts) -> Counts:
    """How many lie before each position, the end included."""
    return np.concatenate(([0], np.cumsum(counts)))


def _running(values: Floats) -> Flows:
    """Sums of what lies before each position, and what rounding took from them.

    The error of each addition is known exactly (Knuth 1969, TwoSum), so that differences of two
    sums keep their digits even where p - q is a tiny part of the range.
    """
    sums = np.concatenate(([0.0], np.cumsum(values)))
    before, after = sums[:-1], sums[1:]
    added = after - before
    lost = (before - (after - added)) + (values - added)
    return sums, np.concatenate(([0.0], np.cumsum(lost)))


# ---------------------------------------------------------------- the Gaussian function

NIL = 1e-100
"""As a share of the range: an s below it is no other than one so small, and would overflow."""
WITHIN, ACROSS = 20, 32
"""Terms of the two series below; what is left out is less than 1e-18 of one preference."""
REACH = 5
"""Boxes further than this are at least 10 s away, where 1 - P is less than 1e-21."""


def _gaussian(levels: Floats, counts: Counts, s: float) -> Flows:
    """Preference 1 - exp(-d² / 2s²).

    The sums have no closed form. They are series (the fast Gauss transform of Greengard and Strain
    1991, made one-sided): levels fall into boxes of width 2s, and in each the exponential of a
    difference is split into a sum of products of one factor for either level. The result is not
    exact, but neither is an exponential: the error is that of rounding a level in units of s, about
    1e-16 times the range over s. Time grows as n log n with a factor of about 180 additions (10,000
    levels: some 10 ms); memory is 32 numbers for each box that is not empty.
    """
    spread = levels - levels[0]
    scaled = spread / max(s, float(spread[-1]) * NIL)
    below = _cumulated(counts)
    beaten = below[:-1] - _closeness(scaled, counts)
    beating = below[-1] - below[1:] - _closeness((scaled[-1] - scaled)[::-1], counts[::-1])[::-1]
    return np.maximum(beaten, 0.0), np.maximum(beating, 0.0)


def _closeness(scaled: Floats, counts: Counts) -> Floats:
    """Sums of exp(-d² / 2) over what lies d below; levels from 0 on, in units of s."""
    box = np.floor(scaled / 2)
    inner = np.clip(scaled - 2 * box - 1, -1.0, 1.0)
    starts = np.flatnonzero(np.concatenate(([True], box[1:] != box[:-1])))
    return _same_box(inner, counts, starts) + _lower_boxes(inner, counts, box, starts)


def _same_box(inner: Floats, counts: Counts, starts: Counts) -> Floats:
    """exp(-(x - y)² / 2) = exp(-x² / 2) exp(-y² / 2) sum of (x y)^k / k!, for -1 <= x, y <= 1."""
    first = np.repeat(starts, np.diff(np.append(starts, len(inner))))
    total = np.zeros_like(inner)
    factor: Floats = np.exp(-(inner**2) / 2)
    for k in range(WITHIN):
        before, lost = _running(counts * factor)
        total += factor * ((before[:-1] - before[first]) + (lost[:-1] - lost[first]))
        factor = factor * inner / np.sqrt(k + 1)
    return total


def _lower_boxes(inner: Floats, counts: Counts, box: Floats, starts: Counts) -> Floats:
    """exp(-(u - y)² / 2) = exp(-u² / 2) exp(-y² / 2) sum of (u y)^k / k!, from the middle of y's box."""
    moments = np.empty((ACROSS, len(starts)))
    factor: Floats = np.exp(-(inner**2) / 2) * counts
    for k in range(ACROSS):
        moments[k] = np.add.reduceat(factor, starts)
        factor = factor * inner / (k + 1)
    total = np.zeros_like(inner)
    known = box[starts]
    for offset in range(1, REACH + 1):
        found = np.minimum(np.searchsorted(known, box - offset), len(known) - 1)
        rows = np.flatnonzero((known[found] == box - offset) & (known[found] < box))
        where, distance = found[rows], inner[rows] + 2 * offset
        series = np.zeros_like(distance)
        for k in reversed(range(ACROSS)):
            series = series * distance + moments[k, where]
        total[rows] += series * np.exp(-(distance**2) / 2)
    return total


# ---------------------------------------------------------------- from flows to preorders


def _weighted(flows: Floats, weights: Floats) -> Floats:
    """Weighted sums by row, each added up in the same order: equal rows have equal sums.

    A product of matrices does not promise that.
    """
    sums: Floats = (flows * weights).sum(axis=1)
    return sums


def _positions(positive: Floats, negative: Floats) -> tuple[Counts, Counts]:
    return ranks_of(positive), ranks_of(negative, higher_is_better=False)


def _relations(positive: Floats, negative: Floats) -> tuple[Counts, int]:
    """How many are preferred to each, and the number of incomparable pairs, in n log² n."""
    out, into = _positions(positive, negative)
    order = np.lexsort((-into, out))
    worse_inside = np.empty_like(out)
    worse_inside[order] = greater_before(into[order])
    as_good = np.searchsorted(out[order], out, side="right") - worse_inside
    _, place, sizes = np.unique(np.stack((out, into)), axis=1, return_inverse=True, return_counts=True)
    equal = sizes[place.reshape(-1)]
    comparable = int((as_good - equal).sum()) + int((sizes * (sizes - 1) // 2).sum())
    pairs = len(out) * (len(out) - 1) // 2
    return as_good - equal, pairs - comparable


def _incomparable_pairs(
    names: tuple[str, ...], positive: Floats, negative: Floats
) -> tuple[tuple[str, str], ...] | None:
    if len(names) > LISTED:
        return None
    _, incomparable = outranks(positive, negative)
    return tuple((names[row], names[column]) for row, column in np.argwhere(np.triu(incomparable)))
