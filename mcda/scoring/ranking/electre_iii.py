"""ELECTRE III (Roy 1978): outranking on pseudo-criteria, then two distillations and what they share."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from mcda.errors import Problem, UsageProblem
from mcda.scoring.ranking.matrix import DecisionMatrix, Floats, Ranking, Ranks

SAME_LEVEL = 1e-12
"""A difference of levels counts as equal to a threshold within this share of the largest level."""
SAME_CREDIBILITY = 1e-10
"""Credibilities within this of one another are the same: none is "above" or "below"."""
CHUNK = 4096


class Limits(NamedTuple):
    """Thresholds with nothing missing: q and p are finite, v is infinite where there is no veto.

    Arrays of shape (criteria,), in the unit of each criterion.
    """

    indifference: Floats
    preference: Floats
    veto: Floats


class Outranking(NamedTuple):
    """How far each row of one table outranks each row of another. Arrays of shape (left, right)."""

    concordance: Floats
    credibility: Floats


def electre_iii(matrix: DecisionMatrix, *, alpha: float = -0.15, beta: float = 0.30) -> Ranking:
    """ELECTRE III (Roy 1978; Figueira, Greco, Roy and Slowinski 2013).

    Thresholds are constant, in the unit of each criterion: a missing q is 0, a missing p is q, a
    missing v is no veto. `alpha` and `beta` give the distillation threshold
    s(lambda) = alpha lambda + beta. The final partial preorder is the intersection of both
    distillations: before another, an alternative stands where neither distillation puts it after
    and one puts it before; where they contradict each other, the two are incomparable.

    Ranks are those of the median preorder (see `median_ranks`).

    Details: `credibility` and `concordance` (n, n); `descending` and `ascending`, classes of the
    two distillations (n,), 1 is best in both; `positions` in the partial preorder (n,);
    `incomparable`, the number of incomparable pairs.

    Raises
    ------
    UsageProblem
        E164 thresholds that are negative or not in order, E165 a distillation threshold below zero.
    """
    if not (beta >= 0 and alpha + beta >= 0 and np.isfinite([alpha, beta]).all()):
        raise UsageProblem(Problem("E165", details={"alpha": f"{alpha:g}", "beta": f"{beta:g}"}))
    gains = matrix.gains
    found = outranking(gains, gains, matrix.weights, limits_of(matrix))
    descending = distil(found.credibility, alpha=alpha, beta=beta, best_first=True)
    ascending = distil(found.credibility, alpha=alpha, beta=beta, best_first=False)
    before = descending[:, None] < descending[None, :]
    incomparable = before & (ascending[:, None] > ascending[None, :])
    details = {
        "concordance": found.concordance,
        "credibility": found.credibility,
        "descending": descending,
        "ascending": ascending,
        "positions": positions(descending, ascending),
        "incomparable": int(np.count_nonzero(incomparable)),
    }
    return Ranking("electre_iii", median_ranks(descending, ascending), details=details)


def limits_of(matrix: DecisionMatrix) -> Limits:
    """Thresholds completed and checked: 0 <= q <= p <= v on each criterion, or E164."""
    stated = matrix.thresholds
    indifference = np.where(np.isnan(stated.indifference), 0.0, stated.indifference)
    preference = np.where(np.isnan(stated.preference), indifference, stated.preference)
    veto = np.where(np.isnan(stated.veto), np.inf, stated.veto)
    rising = (indifference >= 0) & (indifference <= preference) & (preference <= veto)
    wrong = np.flatnonzero(~rising | ~np.isfinite(preference))
    if len(wrong):
        first = wrong[0]
        values = {"q": indifference[first], "p": preference[first], "v": veto[first]}
        details = {key: f"{value:g}" if np.isfinite(value) else "-" for key, value in values.items()}
        raise UsageProblem(Problem("E164", value=matrix.criteria[first], details=details))
    return Limits(indifference, preference, veto)


def outranking(left: Floats, right: Floats, weights: Floats, limits: Limits) -> Outranking:
    """Concordance and credibility of "a is at least as good as b", a in `left`, b in `right`.

    With d the loss of a against b on a criterion: concordance c is 1 to q, 0 from p on, linear
    between; discordance D is 0 to p, 1 from v on, linear between. C is the weighted mean of c, and
    credibility is C times the product of (1 - D) / (1 - C) over criteria with D > C (Roy 1978).
    Where thresholds coincide, an indifferent loss agrees and never forbids (q before v), and a loss
    of v forbids (v before p). A criterion without weight has no say, and no veto either.

    `left` (n, criteria) and `right` (k, criteria) are gains; weights sum to 1.
    """
    concordance = np.zeros((len(left), len(right)))
    heard = np.flatnonzero(weights > 0)
    for j in heard:
        loss, same = _losses(left[:, j], right[:, j])
        concordance += weights[j] * _agreement(loss, limits.indifference[j], limits.preference[j], same)
    np.minimum(concordance, 1.0, out=concordance)
    credibility = concordance.copy()
    for j in heard[np.isfinite(limits.veto[heard])]:
        loss, same = _losses(left[:, j], right[:, j])
        q, p, v = (float(bound[j]) for bound in limits)
        against = _opposition(loss, q, p, v, same)
        strong = against > concordance
        credibility[strong] *= (1.0 - against[strong]) / (1.0 - concordance[strong])
    return Outranking(concordance, credibility)


def _losses(left: Floats, right: Floats) -> tuple[Floats, float]:
    """What each of `left` lacks to reach each of `right`, and the difference that counts as none."""
    largest = max(float(np.abs(left).max(initial=0.0)), float(np.abs(right).max(initial=0.0)))
    return right[None, :] - left[:, None], SAME_LEVEL * largest


def _agreement(loss: Floats, q: float, p: float, same: float) -> Floats:
    if p - q <= same:
        return (loss <= q + same).astype(float)
    sloped: Floats = np.clip((p - loss) / (p - q), 0.0, 1.0)
    return sloped


def _opposition(loss: Floats, q: float, p: float, v: float, same: float) -> Floats:
    if v - p <= same:
        return ((loss >= v - same) & (loss > q + same)).astype(float)
    sloped: Floats = np.clip((loss - p) / (v - p), 0.0, 1.0)
    sloped[loss >= v - same] = 1.0
    return sloped


def distil(credibility: Floats, *, alpha: float, beta: float, best_first: bool) -> Ranks:
    """Classes of a distillation (n,), 1 is best: descending if `best_first`, else ascending.

    For each class, from what is left (Roy 1978; Figueira, Mousseau and Roy 2005): lambda_0 is the
    largest credibility between two different alternatives; lambda_k+1 the largest one, within the
    current set, below lambda_k - s(lambda_k), or 0. Within the set, a beats b when
    sigma(a, b) > lambda_k+1 and sigma(a, b) - sigma(b, a) > s(sigma(a, b)). Those that beat most
    others, net of those that beat them (least net, if ascending), become the current set, until one
    is left or lambda is 0: alternatives still together then share the class.

    All comparisons are strict by more than `SAME_CREDIBILITY`.
    """
    pool = _Pool(credibility, alpha, beta)
    classes = np.zeros(len(credibility), dtype=np.int64)
    pick: Callable[[Ranks], np.int64] = np.max if best_first else np.min
    number = 0
    while pool.alive.any():
        chosen = _distilled(pool, pick)
        number += 1
        classes[chosen] = number
        pool.remove(chosen)
    return classes if best_first else number + 1 - classes


def _distilled(pool: _Pool, pick: Callable[[Ranks], np.int64]) -> NDArray[np.int64]:
    """The next class, as row numbers."""
    group = np.flatnonzero(pool.alive)
    level = pool.largest(np.inf)
    while len(group) > 1 and level > SAME_CREDIBILITY:
        cut = level - (pool.alpha * level + pool.beta)
        if len(group) == pool.left:
            margins, level = pool.margins, pool.largest(cut)
            net = pool.qualities(level)[group]
        else:
            square = np.ix_(group, group)
            margins, level = pool.margins[square], _largest_below(pool.credibility[square], cut)
            net = _net(margins, level)
        chosen = group[net == pick(net)]
        if len(chosen) == len(group) and margins.max() < 0:
            break  # no level could tell them apart
        group = chosen
    return group


def _largest_below(credibility: Floats, cut: float) -> float:
    below = credibility < cut - SAME_CREDIBILITY
    return float(credibility.max(where=below, initial=0.0))


def _net(margins: Floats, level: float) -> Ranks:
    """How many others each beats at that level, less how many beat it."""
    beats = margins > level + SAME_CREDIBILITY
    net: Ranks = np.count_nonzero(beats, axis=1) - np.count_nonzero(beats, axis=0)
    return net


class _Pool:
    """What is left to distil.

    What concerns all that is left is kept from class to class and only corrected for those taken
    out: a scan of all pairs for each class would cost the cube of the number of alternatives.
    """

    def __init__(self, credibility: Floats, alpha: float, beta: float) -> None:
        size = len(credibility)
        self.alpha, self.beta = alpha, beta
        self.credibility = credibility.copy()
        np.fill_diagonal(self.credibility, -1.0)
        needed = credibility.T + (alpha * credibility + beta) + SAME_CREDIBILITY
        self.margins = np.where(self.credibility > needed, self.credibility, -1.0)
        """(n, n): sigma(a, b) where it exceeds sigma(b, a) by more than s, else -1."""
        self.alive = np.ones(size, dtype=bool)
        self.left = size
        pairs = np.argsort(-self.credibility, axis=None)[: size * (size - 1)]
        self.falling = -self.credibility.ravel()[pairs]
        self.first, self.second = pairs // size, pairs % size
        self.reached: dict[int, int] = {}
        self.nets: dict[float, Ranks] = {}
        self.used: set[float] = set()

    def largest(self, cut: float) -> float:
        """Largest credibility below `cut` among those left, 0 if there is none."""
        start = int(np.searchsorted(self.falling, SAME_CREDIBILITY - cut, side="right"))
        position = self._living(self.reached.get(start, start))
        self.reached[start] = position
        return max(0.0, -float(self.falling[position])) if position < len(self.falling) else 0.0

    def _living(self, start: int) -> int:
        """Position of the first pair from `start` on of which both are left."""
        for begin in range(start, len(self.falling), CHUNK):
            part = slice(begin, begin + CHUNK)
            both = self.alive[self.first[part]] & self.alive[self.second[part]]
            if both.any():
                return begin + int(both.argmax())
        return len(self.falling)

    def qualities(self, level: float) -> Ranks:
        """(n,), net number of victories among those left; of no use for the others."""
        if level not in self.nets:
            self.nets[level] = _net(self.margins, level)
        self.used.add(level)
        return self.nets[level]

    def remove(self, rows: NDArray[np.int64]) -> None:
        """Take alternatives out."""
        self.nets = {level: net for level, net in self.nets.items() if level in self.used}
        self.used = set()
        for level, net in self.nets.items():
            net -= np.count_nonzero(self.margins[:, rows] > level + SAME_CREDIBILITY, axis=1)
            net += np.count_nonzero(self.margins[rows, :] > level + SAME_CREDIBILITY, axis=0)
        self.margins[rows, :] = -1.0
        self.margins[:, rows] = -1.0
        self.alive[rows] = False
        self.left -= len(rows)


def positions(descending: Ranks, ascending: Ranks) -> Ranks:
    """Position in the intersection (n,): 1 for those after nobody, then one more than the last before.

    That is, the length of the longest chain of the partial preorder that ends there.
    """
    pairs, where = np.unique(np.column_stack([descending, ascending]), axis=0, return_inverse=True)
    depth = np.ones(len(pairs), dtype=np.int64)
    for row in range(1, len(pairs)):
        earlier = pairs[:row, 1] <= pairs[row, 1]
        depth[row] += depth[:row].max(where=earlier, initial=0)
    result: Ranks = depth[where.ravel()]
    return result


def median_ranks(descending: Ranks, ascending: Ranks) -> Ranks:
    """Competition ranks (n,) of the median preorder, which is complete.

    By position in the partial preorder; at the same position, by the difference of positions in the
    two distillations: a comes before b when descending(a) - descending(b) + ascending(a) -
    ascending(b) is negative. So the median preorder never contradicts the partial one, and only adds
    an order among the incomparable.
    """
    span = 2 * (len(descending) + 1)
    keys = positions(descending, ascending) * span + descending + ascending
    return np.searchsorted(np.sort(keys), keys, side="left").astype(np.int64) + 1
