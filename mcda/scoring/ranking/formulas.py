"""Aggregators as formulas of many weight vectors: (k, m) weights in, (k, alternatives) scores out.

Each maker takes the scaled levels once and returns the function of the weights. The formulas are
those of `skcriteria.agg` (sources by method in `AGGREGATORS`), written as products of matrices.
Memory is a few arrays (k, alternatives).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from mcda.scoring.ranking.matrix import Floats
from mcda.scoring.ranking.scaled_levels import Scaled
from mcda.scoring.ranking.vikor import majority

Scorer = Callable[[Floats], Floats]
Maker = Callable[[Scaled, float], Scorer]


def extremes(s: Scaled) -> tuple[Floats, Floats]:
    """Best and worst level of each criterion."""
    low, high = s.table.min(axis=0), s.table.max(axis=0)
    return np.where(s.maximise, high, low), np.where(s.maximise, low, high)


def _topsis(s: Scaled, v: float) -> Scorer:
    """A weighted squared distance, the sum of w_j² (r_ij - ideal_j)², is linear in w²."""
    best, worst = extremes(s)
    return _closeness((s.table - worst) ** 2, (s.table - best) ** 2)


def _closeness(from_worst: Floats, from_best: Floats) -> Scorer:
    def score(w: Floats) -> Floats:
        squares = w**2
        far = np.sqrt(squares @ from_worst.T)
        near = np.sqrt(squares @ from_best.T)
        near += far
        far /= near
        return far

    return score


def _wsm(s: Scaled, v: float) -> Scorer:
    return lambda w: np.asarray(w @ s.table.T)


def _wpm(s: Scaled, v: float) -> Scorer:
    logs = np.log10(s.table)
    return lambda w: np.asarray(w @ logs.T)


def _waspas(s: Scaled, v: float) -> Scorer:
    logs = np.log10(s.table)
    return lambda w: np.asarray(0.5 * (w @ s.table.T) + 0.5 * np.power(10, w @ logs.T))


def _moora(s: Scaled, v: float) -> Scorer:
    signed = np.where(s.maximise, s.table, -s.table)
    return lambda w: np.asarray(w @ signed.T)


def _reference_point(s: Scaled, v: float) -> Scorer:
    best, _ = extremes(s)
    gaps = np.abs(s.table - best)
    return lambda w: _largest(w, gaps)


def _largest(w: Floats, gaps: Floats) -> Floats:
    """(k, alternatives) the largest weighted gap."""
    largest = np.zeros((len(w), len(gaps)))
    for column in range(gaps.shape[1]):
        np.maximum(largest, w[:, column, None] * gaps[:, column], out=largest)
    return largest


def _multiplicative(s: Scaled, v: float) -> Scorer:
    signs = np.where(s.maximise, 1.0, -1.0)
    logs = np.log(s.table) * signs

    def score(w: Floats) -> Floats:
        used = w > 0
        own = np.where(used, np.log(np.where(used, w, 1.0)), 0.0) @ signs
        # Without criteria to maximise the library starts from 1.
        start = ~(used & s.maximise).any(axis=1)
        return np.asarray(used @ logs.T + (own + start)[:, None])

    return score


def _vikor(s: Scaled, v: float) -> Scorer:
    utilities = utilities_and_regrets(s)
    return lambda w: majority(*utilities(w), v)


def utilities_and_regrets(s: Scaled) -> Callable[[Floats], tuple[Floats, Floats]]:
    """VIKOR's S and R, each (k, alternatives), as a function of the weights (k, m)."""
    best, worst = extremes(s)
    gaps = (best - s.table) / (best - worst)
    return lambda w: (w @ gaps.T, _largest(w, gaps))


def _aras(s: Scaled, v: float) -> Scorer:
    best = s.table.max(axis=0)
    return lambda w: np.asarray((w @ s.table.T) / (w @ best)[:, None])


def _copras(s: Scaled, v: float) -> Scorer:
    gains, costs = s.table * s.maximise, s.table * ~s.maximise

    def score(w: Floats) -> Floats:
        plus, minus = w @ gains.T, w @ costs.T
        charged = (w * ~s.maximise).any(axis=1)
        refused = charged & (minus == 0).any(axis=1)
        minus[~charged] = 1.0
        shared = minus.sum(axis=1) / (1 / minus).sum(axis=1)
        plus += (shared * charged)[:, None] / minus
        plus[refused] = np.nan
        return np.asarray(plus / plus.max(axis=1, keepdims=True) * 100)

    return score


def _edas(s: Scaled, v: float) -> Scorer:
    average = s.table.mean(axis=0)
    ahead = (s.table - average) / average * np.where(s.maximise, 1, -1)
    above, below = np.maximum(ahead, 0), np.maximum(-ahead, 0)

    def score(w: Floats) -> Floats:
        plus, minus = w @ above.T, w @ below.T
        plus /= plus.max(axis=1, keepdims=True)
        minus /= minus.max(axis=1, keepdims=True)
        return np.asarray(0.5 * (plus + 1 - minus))

    return score


def _mabac(s: Scaled, v: float) -> Scorer:
    lifted = s.table + 1
    centred = lifted - np.exp(np.log(lifted).mean(axis=0))
    return lambda w: np.asarray(w @ centred.T)


def _mairca(s: Scaled, v: float) -> Scorer:
    best, worst = extremes(s)
    gaps = (best - s.table) / (best - worst) / len(s.table)
    return lambda w: np.asarray(w @ gaps.T)


def _marcos(s: Scaled, v: float) -> Scorer:
    best, worst = extremes(s)
    ratio = np.where(s.maximise, s.table / best, best / s.table)
    lowest = np.where(s.maximise, worst / best, best / worst)

    def score(w: Floats) -> Floats:
        value = w @ ratio.T
        to_worst = value / (w @ lowest)[:, None]
        to_best = value / w.sum(axis=1, keepdims=True)
        both = to_worst + to_best
        f_best, f_worst = to_worst / both, to_best / both
        return np.asarray(both / (1 + (1 - f_best) / f_best + (1 - f_worst) / f_worst))

    return score


def _cocoso(s: Scaled, v: float) -> Scorer:
    def score(w: Floats) -> Floats:
        total = w @ s.table.T
        powers = np.zeros_like(total)
        for column in range(s.table.shape[1]):
            used = w[:, column] > 0
            powers[used] += s.table[:, column] ** w[used, column, None]
        both = total + powers
        a = both / both.sum(axis=1, keepdims=True)
        b = total / total.min(axis=1, keepdims=True) + powers / powers.min(axis=1, keepdims=True)
        c = both / (total.max(axis=1, keepdims=True) + powers.max(axis=1, keepdims=True))
        return np.asarray(np.cbrt(a * b * c) + (a + b + c) / 3)

    return score


def _codas(s: Scaled, v: float) -> Scorer:
    above = s.table - s.table.min(axis=0)
    squares = above**2

    def score(w: Floats) -> Floats:
        straight, along = np.sqrt(w**2 @ squares.T), w @ above.T
        rows = straight.shape[1]
        total = rows * straight - straight.sum(axis=1, keepdims=True)
        # Row by row: all pairs under all weight vectors would not fit.
        for other in range(rows):
            apart = np.abs(straight - straight[:, other, None]) >= 0.02
            total += apart * (along - along[:, other, None])
        return np.asarray(total)

    return score


def _spotis(s: Scaled, v: float) -> Scorer:
    ideal = np.where(s.maximise, s.high, s.low)
    gaps = np.abs(s.table - ideal) / (s.high - s.low)
    return lambda w: np.asarray(w @ gaps.T)


def _ram(s: Scaled, v: float) -> Scorer:
    gains, costs = s.table * s.maximise, s.table * ~s.maximise
    return lambda w: np.asarray(np.power(2 + w @ gains.T, 1 / (2 + w @ costs.T)))


def _ocra(s: Scaled, v: float) -> Scorer:
    low, high = s.table.min(axis=0), s.table.max(axis=0)
    gains = (s.table - low) / low * s.maximise
    saved = (high - s.table) / low * ~s.maximise

    def score(w: Floats) -> Floats:
        output, less = w @ gains.T, w @ saved.T
        output -= output.min(axis=1, keepdims=True)
        less -= less.min(axis=1, keepdims=True)
        output += less
        return np.asarray(output - output.min(axis=1, keepdims=True))

    return score


def _ideals(s: Scaled) -> Floats:
    """(alternatives, criteria) the levels of each criterion from best to worst."""
    lined_up = np.sort(s.table, axis=0)
    return np.where(s.maximise, lined_up[::-1], lined_up)


def _distances(squares: Floats, s: Scaled, point: Floats) -> Floats:
    return np.asarray(np.sqrt(squares @ ((s.table - point) ** 2).T))


def _probid(s: Scaled, v: float) -> Scorer:
    ideals, rows = _ideals(s), len(s.table)
    split = (rows + rows % 2) // 2

    def score(w: Floats) -> Floats:
        squares = w**2
        near, far = np.zeros((len(w), rows)), np.zeros((len(w), rows))
        for place in range(1, rows + 1):
            distance = _distances(squares, s, ideals[place - 1])
            if place <= split:
                near += distance / place
            if place >= split:
                far += distance / (rows - place + 1)
        return np.asarray(1 / (1 + (near / far) ** 2) + _distances(squares, s, s.table.mean(axis=0)))

    return score


def _s_probid(s: Scaled, v: float) -> Scorer:
    ideals, rows = _ideals(s), len(s.table)
    quarter = max(1, rows // 4)

    def score(w: Floats) -> Floats:
        squares = w**2
        near, far = np.zeros((len(w), rows)), np.zeros((len(w), rows))
        for place in range(1, quarter + 1):
            near += _distances(squares, s, ideals[place - 1]) / place
            far += _distances(squares, s, ideals[rows - place]) / place
        return np.asarray(far / near)

    return score


def _ervd(s: Scaled, v: float) -> Scorer:
    ahead = (s.table - s.reference) * np.where(s.maximise, 1, -1)
    size = np.abs(ahead) ** 0.88
    value = np.where(ahead > 0, size, -2.25 * size)
    above, below = value - value.min(axis=0), value.max(axis=0) - value

    def score(w: Floats) -> Floats:
        far, near = w @ above.T, w @ below.T
        return np.asarray(far / (far + near))

    return score


def _rim(s: Scaled, v: float) -> Scorer:
    low = np.where(s.maximise, s.best, s.low)
    high = np.where(s.maximise, s.high, s.best)
    short = np.maximum(low - s.table, 0) / np.where(low > s.low, low - s.low, 1)
    beyond = np.maximum(s.table - high, 0) / np.where(s.high > high, s.high - high, 1)
    gap = short + beyond
    return _closeness((1 - gap) ** 2, gap**2)


FORMULAS: Mapping[str, Maker] = {
    "topsis": _topsis,
    "wsm": _wsm,
    "wpm": _wpm,
    "moora": _moora,
    "reference_point": _reference_point,
    "multiplicative": _multiplicative,
    "vikor": _vikor,
    "waspas": _waspas,
    "aras": _aras,
    "copras": _copras,
    "edas": _edas,
    "mabac": _mabac,
    "mairca": _mairca,
    "marcos": _marcos,
    "cocoso": _cocoso,
    "codas": _codas,
    "spotis": _spotis,
    "ram": _ram,
    "ocra": _ocra,
    "probid": _probid,
    "s_probid": _s_probid,
    "ervd": _ervd,
    "rim": _rim,
}
"""Makers by method; each takes the scaled levels and VIKOR's `v`."""
