"""Scores under thousands of weight vectors at once, the same numbers as `aggregate` for each."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from mcda.errors import Problem, UsageProblem
from mcda.scoring.ranking.aggregator_catalogue import AGGREGATORS
from mcda.scoring.ranking.aggregators import aggregator, check_request, finite, unknown
from mcda.scoring.ranking.formulas import FORMULAS
from mcda.scoring.ranking.matrix import DecisionMatrix, Floats, PreferenceFunction, Ranks, normalised
from mcda.scoring.ranking.scaled_levels import Scaled, chosen_normalisation, informative, scaled

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

BATCHED = (*FORMULAS, "promethee_ii")
"""Methods whose score is a closed formula of the weights."""

MEMORY = 64 * 2**20
"""Bytes that one block of weight vectors may take, roughly."""

Scorer = Callable[[Floats], Floats]


def scores_under(
    matrix: DecisionMatrix,
    weights: ArrayLike,
    method: str,
    *,
    normalisation: str | None = None,
    v: float = 0.5,
    zero: ArrayLike | None = None,
    full: ArrayLike | None = None,
    preference: PreferenceFunction = "usual",
) -> Floats:
    """(k, alternatives) scores under each of the weight vectors `weights` (k, criteria).

    Weights are scaled to 1, vector by vector. The other parameters are those of `aggregate`, and
    `preference` that of PROMETHEE II. Where a vector gives weight to nothing that separates the
    alternatives, all scores are 0, as there.

    Raises
    ------
    UsageProblem
        As `aggregate`; E153 for weights that cannot be normalised, E170 also for a method whose
        score is no formula of the weights.
    """
    vectors = checked_weights(weights, len(matrix.criteria))
    if method == "promethee_ii":
        from mcda.scoring.ranking.promethee import unicriterion_flows

        positive, negative = unicriterion_flows(matrix, preference)
        return np.asarray(vectors @ (positive - negative).T)
    if method not in FORMULAS:
        raise unknown(method, BATCHED)
    record = aggregator(method)
    chosen = chosen_normalisation(record, normalisation)
    check_request(record, matrix, v)
    scores = np.zeros((len(vectors), len(matrix.alternatives)))
    ever = replace(matrix, weights=normalised(vectors.mean(axis=0)))
    if not len(vectors) or len(matrix.alternatives) == 1 or not len(informative(ever)):
        return scores
    prepared = scaled(ever, record, chosen, zero, full)
    with np.errstate(all="ignore"):
        _fill(scores, vectors[:, prepared.kept], prepared, FORMULAS[method](prepared, v))
    return finite(scores, matrix, record)


def ranks_under(
    matrix: DecisionMatrix,
    weights: ArrayLike,
    method: str,
    *,
    normalisation: str | None = None,
    v: float = 0.5,
    zero: ArrayLike | None = None,
    full: ArrayLike | None = None,
    preference: PreferenceFunction = "usual",
) -> Ranks:
    """(k, alternatives) competition ranks under each weight vector; see `scores_under`."""
    scores = scores_under(
        matrix, weights, method,
        normalisation=normalisation, v=v, zero=zero, full=full, preference=preference,
    )  # fmt: skip
    higher = AGGREGATORS[method].higher_is_better if method in AGGREGATORS else True
    return ranks_of_rows(scores, higher_is_better=higher)


def ranks_of_rows(scores: Floats, *, higher_is_better: bool = True, decimals: int = 12) -> Ranks:
    """`ranks_of` for each row of an array (k, alternatives)."""
    largest = np.abs(scores).max(axis=1, keepdims=True, initial=0.0)
    step = np.where(
        largest > 0, 10.0 ** (np.floor(np.log10(np.where(largest > 0, largest, 1))) - decimals), 1
    )
    keys = np.round(scores / step) * (-1 if higher_is_better else 1)
    order = np.argsort(keys, axis=1, kind="stable")
    lined_up = np.take_along_axis(keys, order, axis=1)
    opens = np.ones(keys.shape, dtype=bool)
    opens[:, 1:] = lined_up[:, 1:] != lined_up[:, :-1]
    first = np.maximum.accumulate(np.where(opens, np.arange(keys.shape[1]), 0), axis=1)
    ranks = np.empty(keys.shape, dtype=np.int64)
    np.put_along_axis(ranks, order, first + 1, axis=1)
    return ranks


def _fill(scores: Floats, vectors: Floats, prepared: Scaled, score: Scorer) -> None:
    """Scores block by block; vectors whose weights lie on idle criteria keep 0."""
    whole = vectors.sum(axis=1)
    telling = np.nonzero(whole > 0)[0]
    for block in _blocks(telling, len(prepared.table), len(prepared.kept)):
        scores[block] = score(vectors[block] / whole[block, None])


def _blocks(rows: NDArray[np.int64], alternatives: int, criteria: int) -> Iterator[NDArray[np.int64]]:
    size = max(1, MEMORY // (8 * 8 * max(alternatives, criteria)))
    for start in range(0, len(rows), size):
        yield rows[start : start + size]


def checked_weights(weights: ArrayLike, criteria: int) -> Floats:
    """(k, criteria) weights that sum to 1 in each row; E153 where that cannot be."""
    vectors = np.atleast_2d(np.asarray(weights, dtype=float))
    if vectors.ndim != 2 or vectors.shape[1] != criteria:
        raise UsageProblem(Problem("E153", value=" × ".join(str(size) for size in vectors.shape)))
    whole = vectors.sum(axis=1, keepdims=True)
    wrong = ~np.isfinite(vectors).all(axis=1) | (vectors < 0).any(axis=1) | (whole[:, 0] <= 0)
    if wrong.any():
        normalised(vectors[np.argmax(wrong)])
    return np.asarray(vectors / whole)
