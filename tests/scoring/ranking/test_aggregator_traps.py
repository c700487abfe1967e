"""Traps of scikit-criteria: what the library does by itself, and that the guard keeps it out."""

from __future__ import annotations

import warnings

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from mcda.errors import UsageProblem
from mcda.problems import hint, message
from mcda.scoring.ranking.aggregators import AGGREGATORS, aggregate, imputed, quiet
from mcda.scoring.ranking.data_weights import data_weights
from mcda.scoring.ranking.matrix import DecisionMatrix, ranks_of
from mcda.wording import words

NAN = float("nan")


def _raw(method: str, levels, objectives, weights=None, **options):
    """The library alone; its warnings are not the subject here."""
    from importlib import import_module

    module, name = method.split(".")
    with quiet(), np.errstate(all="ignore"):
        from skcriteria import mkdm

        maker = getattr(import_module(f"skcriteria.agg.{module}"), name)
        return maker(**options).evaluate(mkdm(levels, objectives, weights=weights))


def test_nan_in_vikor_passes_for_the_best_level():
    levels = [[1, NAN], [5, 5], [9, 9]]
    raw = _raw("vikor.VIKOR", levels, [1, 1], use_compromise_set=False)
    assert np.isfinite(raw.e_.q_k).all(), "the gap has become a figure"
    with pytest.raises(UsageProblem, match="E151"):
        DecisionMatrix.of(levels)


def test_nan_in_electre_shuts_nobody_out():
    levels = [[1, NAN], [5, 5], [9, 9]]
    assert _raw("electre.ELECTRE1", levels, [1, 1]).kernel_.all(), "even what is worst on all it has"
    with pytest.raises(UsageProblem, match="E151"):
        DecisionMatrix.of(levels)


def test_one_row():
    with pytest.raises((ZeroDivisionError, ValueError)):
        _raw("vikor.VIKOR", [[1, 2]], [1, 1])
    for name, record in AGGREGATORS.items():
        ranking = aggregate(DecisionMatrix.of([[0, -2]], maximise=[1, 0]), name)
        assert ranking.ranks.tolist() == [1]
        assert ranking.normalisation == record.normalisation


def test_zeros_where_a_logarithm_is_taken():
    for name in ("wpm", "waspas", "multiplicative", "multimoora", "ocra", "marcos"):
        matrix = DecisionMatrix.of(
            [[1, 0], [2, 3]], alternatives=["quay", "mill"], criteria=["jobs", "air"]
        )
        with pytest.raises(UsageProblem) as refusal:
            aggregate(matrix, name)
        problem = refusal.value.problem
        assert problem.code == "E172"
        said = message(problem, words("en"))
        assert "above zero" in said
        assert "air" in said
        assert "quay" in said
        assert "topsis" in hint(problem, words("en"))


def test_negated_costs_divided_by_a_negative_sum_become_gains():
    """-1 / (-1 - 9) = 0.1 < 0.9 = -9 / (-1 - 9): the dearer one would come first."""
    with quiet():
        from skcriteria import mkdm
        from skcriteria.preprocessing.invert_objectives import NegateMinimize
        from skcriteria.preprocessing.scalers import SumScaler

        data = SumScaler("matrix").transform(NegateMinimize().transform(mkdm([[1.0], [9.0]], [min])))
    assert_allclose(data.matrix.to_numpy().ravel(), [0.1, 0.9])
    cheap = DecisionMatrix.of([[1], [9]], maximise=[False])
    for name, record in AGGREGATORS.items():
        for normalisation in record.normalisations:
            try:
                ranks = aggregate(cheap, name, normalisation=normalisation).ranks
            except UsageProblem as refusal:
                if refusal.problem.code not in ("E173", "E174"):
                    raise
                continue
            assert ranks[0] == 1


def test_a_column_below_zero_divided_by_its_sum_is_reversed():
    with quiet():
        from skcriteria.preprocessing.scalers import scale_by_sum
    assert_allclose(scale_by_sum(np.array([[-1.0], [-9.0]]), axis=0).ravel(), [0.1, 0.9])
    matrix = DecisionMatrix.of([[-1], [-9]])
    for normalisation in ("sum", "max"):
        with pytest.raises(UsageProblem, match="E172"):
            aggregate(matrix, "topsis", normalisation=normalisation)
    for name in ("topsis", "vikor", "wsm", "moora", "spotis", "rim", "mairca", "electre1", "ervd"):
        assert aggregate(matrix, name).ranks.tolist() == [1, 2]


def test_a_constant_column():
    levels = [[1, 7], [2, 7], [3, 7]]
    with quiet(), np.errstate(all="ignore"):
        from skcriteria.preprocessing.weighters import critic_weights

        assert np.isnan(critic_weights(np.array(levels, dtype=float), [1, 1])).any()
    assert data_weights(levels, [True, True], "critic").weights.tolist() == [1.0, 0.0]
    for name, record in AGGREGATORS.items():
        for normalisation in record.normalisations:
            matrix = DecisionMatrix.of(levels, criteria=["jobs", "air"])
            try:
                ranking = aggregate(matrix, name, normalisation=normalisation)
            except UsageProblem as refusal:
                if refusal.problem.code != "E173":
                    raise
                continue
            assert ranking.details["ignored"] == ("air",)
            assert (ranking.ranks > 0).all()


@pytest.mark.parametrize("name", AGGREGATORS)
def test_nothing_but_constants_is_one_tie(name):
    ranking = aggregate(DecisionMatrix.of([[0.1 + 0.2, -5], [0.3, -5]]), name)
    assert ranking.ranks.tolist() == [1, 1], "a difference in the last bit separates nobody"
    assert ranking.details["ignored"] == ("c1", "c2")


def test_untied_ranks_are_not_an_inverse_permutation():
    with quiet():
        from skcriteria.agg import RankResult

        raw = RankResult("any", list("abcd"), [3, 1, 1, 2], {})
    assert raw.untied_rank_.tolist() == [2, 3, 4, 1], "the last would be first"
    scores = [0.1, 0.9, 0.9, 0.5]
    assert ranks_of(scores).tolist() == [4, 1, 1, 3]


def test_a_score_that_is_not_a_number_gets_no_rank():
    """The dominating alternative is its own ideal: Simplified PROBID divides by a distance of zero."""
    levels = [[9, 9], [1, 2], [2, 1]]
    assert np.isinf(_raw("probid.SimplifiedPROBID", levels, [1, 1]).e_.score).any()
    with pytest.raises(UsageProblem, match="E173"):
        aggregate(DecisionMatrix.of(levels), "s_probid")
    with quiet(), np.errstate(all="ignore"):
        from skcriteria.utils.rank import rank_values

        assert (rank_values([NAN, 1.0]) < 1).any(), "the integer nearest to not-a-number"


def test_the_worst_on_everything_leaves_cocoso_without_a_yardstick():
    with pytest.raises(UsageProblem) as refusal:
        aggregate(DecisionMatrix.of([[1, 1], [2, 3], [3, 2]]), "cocoso")
    assert refusal.value.problem.code == "E173"
    assert (
        aggregate(DecisionMatrix.of([[1, 1], [2, 3], [3, 2]]), "cocoso", normalisation="max").ranks[0]
        == 3
    )


def test_electre_1_with_weights_that_do_not_sum_to_one():
    """Concordance beyond 1 clears any threshold."""
    levels, weights = [[1, 9, 1], [9, 1, 1], [5, 5, 9]], [3, 3, 4]
    raw = _raw("electre.ELECTRE1", levels, [1, 1, 1], weights)
    assert np.nanmax(raw.e_.matrix_concordance) > 1
    ranking = aggregate(DecisionMatrix.of(levels, weights=weights), "electre1")
    concordance = ranking.details["concordance"]
    assert concordance.max() <= 1 + 1e-12
    # By hand: the third is at least as good as the first on c1 and c3, and the first than it on c2.
    assert concordance[2, 0] == pytest.approx(0.7)
    assert concordance[0, 2] == pytest.approx(0.3)


def test_twins_do_not_shut_each_other_out_of_the_kernel():
    levels = [[9, 9], [9, 9], [1, 1]]
    assert not _raw("electre.ELECTRE1", levels, [1, 1]).kernel_.any()
    ranking = aggregate(DecisionMatrix.of(levels), "electre1")
    assert ranking.details["kernel"].tolist() == [True, True, False]
    assert ranking.ranks.tolist() == [1, 1, 3]


def test_weighted_sum_with_costs():
    with pytest.raises(ValueError, match="minimize"):
        _raw("simple.WeightedSumModel", [[1, 2], [2, 1]], [1, -1])
    matrix = DecisionMatrix.of([[1, 2], [2, 1]], maximise=[1, 0], criteria=["jobs", "cost"])
    with pytest.raises(UsageProblem) as refusal:
        aggregate(matrix, "wsm", normalisation="none")
    assert refusal.value.problem.code == "E174"
    assert "min_max" in hint(refusal.value.problem, words("en"))
    assert aggregate(matrix, "wsm").ranks.tolist() == [2, 1]


def test_duplicate_names():
    raw = _raw("topsis.TOPSIS", [[1, 2], [2, 1]], [1, 1])
    assert len(set(raw.alternatives)) == 2
    with quiet():
        from skcriteria import mkdm

        assert mkdm([[1, 2], [2, 1]], [1, 1], alternatives=["a", "a"]).shape == (2, 2), "accepted"
    with pytest.raises(UsageProblem, match="E150"):
        DecisionMatrix.of([[1, 2], [2, 1]], alternatives=["a", "a"])


def test_vikor_ties_up_to_rounding_are_ties():
    """S is 0.5 for both, up to the last bit, which the library stretches to 0..1."""
    levels = [[0, 0.3, 1], [1, 0.1 + 0.2, 0]]
    ranking = aggregate(DecisionMatrix.of(levels, weights=[0.1, 0.8, 0.1]), "vikor")
    assert ranking.ranks.tolist() == [1, 1]
    assert ranking.details["compromise"].all()


def test_mabac_with_many_alternatives_does_not_underflow():
    levels = np.random.default_rng(1).uniform(1, 9, (400, 20))
    stretched = (levels - levels.min(axis=0)) / np.ptp(levels, axis=0)
    raw = _raw("mabac.MABAC", stretched, [1] * 20, [1 / 20] * 20)
    assert not raw.e_.border_approximation_area.any(), "a product of 400 small figures"
    scores = aggregate(DecisionMatrix.of(levels), "mabac").scores
    assert abs(scores.mean()) < 0.05, "above and below the border"


def test_simus_keeps_the_order_of_more_than_ten_alternatives(capfd):
    """The library prints the solver's log, and reads the solution by name: x10 before x2.

    By hand: the third is the cheapest way to c1, the last to c2; each fills one mix alone.
    """
    levels = np.ones((12, 2))
    levels[2, 0] = 5
    levels[11, 1] = 2
    raw = _raw("simus.SIMUS", levels, [1, 1])
    assert capfd.readouterr().out
    assert np.argmax(raw.e_.method_1_score) != 2
    ranking = aggregate(DecisionMatrix.of(levels), "simus")
    assert_allclose(ranking.scores, np.where(np.isin(np.arange(12), [2, 11]), 0.5, 0))
    assert capfd.readouterr().out == ""


def test_nothing_is_printed_and_no_warning_leaks(capfd):
    matrix = DecisionMatrix.of([[5, 8, 4], [7, 6, 8], [8, 8, 6], [7, 4, 7]], maximise=[1, 1, 0])
    before = list(warnings.filters)
    for name in AGGREGATORS:
        assert (aggregate(matrix, name).ranks >= 1).all()
    assert warnings.filters == before
    captured = capfd.readouterr()
    assert captured.out == ""
    assert captured.err == ""


@pytest.mark.parametrize(
    ("request_", "code"),
    [
        ({"method": "topsiss"}, "E170"),
        ({"method": "topsis", "normalisation": "minmax"}, "E171"),
        ({"method": "vikor", "normalisation": "vector"}, "E171"),
        ({"method": "vikor", "v": 1.5}, "E175"),
        ({"method": "vikor", "v": NAN}, "E175"),
        ({"method": "rim", "zero": [1.0]}, "E175"),
    ],
)
def test_requests_that_make_no_sense_are_taught(request_, code):
    matrix = DecisionMatrix.of([[1, 2], [2, 1]])
    with pytest.raises(UsageProblem) as refusal:
        aggregate(matrix, **request_)
    problem = refusal.value.problem
    assert problem.code == code
    for language in ("en", "fr"):
        assert "{" not in message(problem, words(language)) + hint(problem, words(language))


def test_too_many_alternatives_for_a_method_of_pairs():
    matrix = DecisionMatrix.of(np.arange(1, 2002)[:, None])
    with pytest.raises(UsageProblem, match="E175"):
        aggregate(matrix, "multimoora")


def test_levels_of_any_size_have_a_length():
    """Squares of 1e200 overflow, squares of 1e-200 vanish; the vector normalisation does neither."""
    plain = DecisionMatrix.of([[5, 8], [7, 6], [8, 8]])
    for size in (1e200, 1e-200):
        sized = DecisionMatrix.of(plain.levels * size)
        assert_allclose(aggregate(sized, "topsis").scores, aggregate(plain, "topsis").scores)
    with pytest.raises(UsageProblem, match="E175"):
        aggregate(DecisionMatrix.of([[1e308], [1.5e308]]), "topsis", normalisation="sum")


def test_copras_without_costs_is_its_first_term():
    with pytest.raises(ValueError, match="maximising"):
        _raw("copras.COPRAS", [[1, 2], [2, 1]], [1, 1])
    ranking = aggregate(DecisionMatrix.of([[1, 3], [3, 1], [2, 2]], weights=[3, 1]), "copras")
    assert_allclose(ranking.scores, [60, 100, 80])


def test_mairca_takes_any_sign():
    levels = np.array([[-1.0, 0.0], [2.0, 5.0], [1.0, -3.0]])
    shifted = aggregate(DecisionMatrix.of(levels + 10), "mairca")
    assert_allclose(aggregate(DecisionMatrix.of(levels), "mairca").scores, shifted.scores)


@pytest.mark.parametrize(
    ("how", "filled"), [("mean", 3.0), ("median", 2.0), ("most_frequent", 2.0), ("knn", 3.0)]
)
def test_imputation_by_hand(how, filled):
    """Four neighbours and fewer are all taken: the mean again, for `knn`."""
    levels = [[1, 1], [2, 2], [2, 3], [7, 4], [NAN, 5]]
    result = imputed(levels, how)
    assert result[4, 0] == filled
    assert_array_equal(result[:4], np.array(levels)[:4])


def test_near_neighbours_count_and_far_ones_do_not():
    levels = [[10 * (row > 4), row] for row in range(10)]
    levels.append([NAN, 9.5])
    assert imputed(levels, "knn")[10, 0] == 10
    assert imputed(levels, "mean")[10, 0] == 5


@pytest.mark.parametrize(
    ("levels", "how", "code"), [([[1.0]], "guess", "E170"), ([[NAN, 1]], "mean", "E175")]
)
def test_imputation_refuses(levels, how, code):
    with pytest.raises(UsageProblem, match=code):
        imputed(levels, how)
