"""Many weight vectors at once: the same numbers as one by one, in bounded memory."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from mcda.errors import UsageProblem
from mcda.scoring.ranking import batch
from mcda.scoring.ranking.aggregators import AGGREGATORS, aggregate
from mcda.scoring.ranking.batch import BATCHED, ranks_of_rows, ranks_under, scores_under
from mcda.scoring.ranking.matrix import DecisionMatrix, ranks_of
from mcda.scoring.ranking.promethee import promethee_ii

MAXIMISE = [True, False, True, True, False]


def _matrix(rows: int = 9) -> DecisionMatrix:
    """The fourth criterion is the same for all."""
    levels = np.random.default_rng(7).uniform(1, 9, (rows, 5))
    levels[:, 3] = 4
    return DecisionMatrix.of(levels, maximise=MAXIMISE)


def _weights() -> np.ndarray:
    """Random ones, some with zeros, one on what separates nobody, some with gains or costs alone."""
    weights = np.random.default_rng(8).dirichlet(np.ones(5), 12)
    weights[1, 0] = 0
    weights[2, [1, 4]] = 0
    weights[3] = [0, 0, 0, 1, 0]
    weights[4] = [1, 0, 0, 0, 0]
    weights[5] = [0, 0.5, 0, 0, 0.5]
    return weights


CASES = [
    (name, normalisation)
    for name in BATCHED
    if name in AGGREGATORS
    for normalisation in AGGREGATORS[name].normalisations
]


@pytest.mark.parametrize(("name", "normalisation"), CASES)
def test_same_numbers_as_one_by_one(name, normalisation):
    matrix = _matrix()
    if normalisation == "none" and AGGREGATORS[name].costs == "turned":
        matrix = replace(matrix, maximise=np.ones(5, dtype=bool))
    compared = 0
    for weights in _weights():
        try:
            one = aggregate(replace(matrix, weights=weights), name, normalisation=normalisation, v=0.3)
        except UsageProblem as refusal:
            with pytest.raises(UsageProblem, match=refusal.problem.code):
                scores_under(matrix, weights, name, normalisation=normalisation)
            continue
        scores = scores_under(matrix, weights, name, normalisation=normalisation, v=0.3)
        ranks = ranks_under(matrix, weights, name, normalisation=normalisation, v=0.3)
        assert_allclose(scores[0], one.scores, rtol=1e-9, atol=1e-11)
        assert_array_equal(ranks[0], one.ranks)
        compared += 1
    assert compared >= 5


@pytest.mark.parametrize("name", ["ervd", "rim", "spotis"])
def test_anchors_reach_the_formulas(name):
    matrix, weights = _matrix(), _weights()
    anchors = {"zero": np.where(MAXIMISE, 0.5, 9.5), "full": np.where(MAXIMISE, 8.0, 2.0)}
    scores = scores_under(matrix, weights, name, **anchors)
    for vector, row in zip(weights, scores, strict=True):
        assert_allclose(
            row, aggregate(replace(matrix, weights=vector), name, **anchors).scores, atol=1e-9
        )
    assert not np.allclose(scores, scores_under(matrix, weights, name))


def test_promethee_ii_is_linear_in_the_weights():
    matrix, weights = _matrix(), _weights()
    scores = scores_under(matrix, weights, "promethee_ii")
    for vector, row in zip(weights, scores, strict=True):
        one = promethee_ii(replace(matrix, weights=vector / vector.sum()))
        assert_allclose(row, one.scores, atol=1e-9)


def test_ranks_of_rows_are_ranks_of_each():
    scores = np.random.default_rng(1).integers(-3, 3, (50, 7)) / 3
    for higher in (True, False):
        expected = [ranks_of(row, higher_is_better=higher) for row in scores]
        assert_array_equal(ranks_of_rows(scores, higher_is_better=higher), expected)


def test_blocks_change_nothing(monkeypatch):
    matrix, weights = _matrix(), np.random.default_rng(3).dirichlet(np.ones(5), 200)
    whole = {name: scores_under(matrix, weights, name) for name in ("topsis", "vikor", "probid")}
    monkeypatch.setattr(batch, "MEMORY", 1)
    for name, scores in whole.items():
        # One row or many: matrix products may add up in another order.
        assert_allclose(scores_under(matrix, weights, name), scores, rtol=1e-13)


def test_ten_thousand_weights_stay_within_memory():
    """16 MB of scores, and a few blocks of the same size at most."""
    import tracemalloc

    source = np.random.default_rng(5)
    matrix = DecisionMatrix.of(source.uniform(1, 9, (200, 8)))
    weights = source.dirichlet(np.ones(8), 10_000)
    tracemalloc.start()
    scores = scores_under(matrix, weights, "topsis")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert scores.shape == (10_000, 200)
    assert peak < scores.nbytes + 1.5 * batch.MEMORY


def test_a_single_alternative_and_no_weights():
    alone = DecisionMatrix.of([[1, 2]])
    assert scores_under(alone, [[0.5, 0.5]], "topsis").tolist() == [[0.0]]
    assert ranks_under(alone, [[0.5, 0.5]], "vikor").tolist() == [[1]]


@pytest.mark.parametrize(
    "weights", [[[1, 2]], [[1, -1, 0, 0, 0]], [[0, 0, 0, 0, 0]], [[np.nan, 1, 1, 1, 1]]]
)
def test_weights_that_cannot_be_normalised_are_refused(weights):
    with pytest.raises(UsageProblem, match="E153"):
        scores_under(_matrix(), weights, "topsis")


def test_methods_without_a_formula_are_refused():
    with pytest.raises(UsageProblem, match="E170"):
        scores_under(_matrix(), _weights(), "electre2")
    assert not {"electre1", "electre2", "multimoora", "simus"} & set(BATCHED)


@pytest.mark.parametrize("name", sorted(AGGREGATORS))
def test_the_formula_ranks_as_the_library(name):
    matrix = _matrix()
    try:
        library = aggregate(matrix, name, v=0.3)
    except UsageProblem as refusal:
        with pytest.raises(UsageProblem, match=refusal.problem.code):
            aggregate(matrix, name, v=0.3, by_formula=True)
        return
    formula = aggregate(matrix, name, v=0.3, by_formula=True)
    assert_array_equal(formula.ranks, library.ranks)
    assert formula.details["ignored"] == library.details["ignored"] == ("c4",)
    if library.scores is not None:
        assert_allclose(formula.scores, library.scores, rtol=1e-9, atol=1e-12)
    for told in {"S", "R", "ideal", "worst", "compromise"} & library.details.keys():
        if name in ("topsis", "vikor"):
            assert_allclose(formula.details[told], library.details[told], rtol=1e-9, atol=1e-12)
