"""Every aggregator against published tables, and against what must hold for it.

Tables marked "in scikit-criteria" were confirmed in that library's own tests, which cite them.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal

from mcda.errors import UsageProblem
from mcda.scoring.ranking.aggregators import AGGREGATORS, aggregate
from mcda.scoring.ranking.linear_programmes import simus_scores
from mcda.scoring.ranking.matrix import DecisionMatrix, Ranking
from mcda.scoring.ranking.scaled_levels import NORMALISATIONS

TZENG = DecisionMatrix.of([[5, 8, 4], [7, 6, 8], [8, 8, 6], [7, 4, 6]], weights=[0.3, 0.4, 0.3])
HILLS = DecisionMatrix.of([[1, 3000], [2, 3750], [5, 4500]], maximise=[False, True])
NOTEBOOKS = DecisionMatrix.of(
    [
        [256, 8, 41, 1.6, 1.77, 7347.16],
        [256, 8, 32, 1.0, 1.8, 6919.99],
        [256, 8, 53, 1.6, 1.9, 8400],
        [256, 8, 41, 1.0, 1.75, 6808.9],
        [512, 8, 35, 1.6, 1.7, 8479.99],
        [256, 4, 35, 1.6, 1.7, 7499.99],
    ],
    maximise=[1, 1, 1, 1, 0, 0],
    weights=[0.405, 0.221, 0.134, 0.199, 0.007, 0.034],
)
LOSSES = DecisionMatrix.of(
    [
        [33.95, 23.78, 11.45, 39.97, 29.44, 167.10, 3.852],
        [38.9, 4.17, 6.32, 0.01, 4.29, 132.52, 25.184],
        [37.59, 9.36, 8.23, 4.35, 10.22, 136.71, 10.845],
        [30.44, 37.59, 13.91, 74.08, 45.10, 198.34, 2.186],
        [36.21, 14.79, 9.17, 17.77, 17.06, 148.3, 6.610],
        [37.8, 8.55, 7.97, 2.35, 9.25, 134.83, 11.935],
    ],
    maximise=[0, 0, 0, 0, 1, 0, 1],
)
"""Heat losses of a building (Kracka, Brauers, Zavadskas 2010), unweighted."""
SITES = DecisionMatrix.of(
    [
        [6, 5, 28, 5, 5], [4, 2, 25, 10, 9], [5, 7, 35, 9, 6], [6, 1, 27, 6, 7], [6, 8, 30, 7, 9],
        [5, 6, 26, 4, 8],
    ],
    maximise=[1, 1, 0, 1, 1],
    weights=[0.25, 0.25, 0.1, 0.2, 0.2],
)  # fmt: skip
DESIGNS = DecisionMatrix.of(
    [
        [0.1299, 0.1754, 0.3256, 0.3255, 0.0892],
        [0.1712, 0.1500, 0.2825, 0.2827, 0.2029],
        [0.1903, 0.1662, 0.3349, 0.3358, 0.0169],
        [0.2207, 0.1772, 0.3450, 0.3449, 0.0488],
        [0.2403, 0.1751, 0.3284, 0.3294, 0.0889],
        [0.2764, 0.1690, 0.2865, 0.2866, 0.1951],
        [0.3041, 0.2274, 0.2719, 0.2723, 0.3481],
        [0.3390, 0.1486, 0.2731, 0.2736, 0.3037],
        [0.3858, 0.1944, 0.3274, 0.3281, 0.2587],
        [0.4251, 0.6560, 0.2618, 0.2593, 0.5786],
        [0.4448, 0.5353, 0.2622, 0.2606, 0.5358],
    ],
    maximise=[1, 0, 0, 0, 0],
    weights=[0.1819, 0.2131, 0.1838, 0.1832, 0.2379],
)
"""Vector-normalised by its authors (Wang, Rangaiah, Wang 2021)."""


def _check(ranking: Ranking, scores, ranks, atol: float) -> None:
    assert_allclose(ranking.scores, scores, atol=atol, rtol=0)
    assert_array_equal(ranking.ranks, ranks)


def test_topsis_tzeng_huang_2011():
    _check(aggregate(TZENG, "topsis"), [0.5037, 0.6581, 0.7482, 0.3340], [3, 2, 1, 4], 5e-5)


def test_topsis_ersoy_2021():
    scores = [0.308, 0.254, 0.327, 0.263, 0.857, 0.192]
    _check(aggregate(NOTEBOOKS, "topsis"), scores, [3, 5, 2, 4, 1, 6], 5e-3)


def test_vikor_opricovic_tzeng_2004_section_4():
    ranking = aggregate(HILLS, "vikor")
    _check(ranking, [1, 0, 1], [2, 1, 2], 1e-12)
    assert_allclose(ranking.details["S"], [0.5, 0.375, 0.5])
    assert_allclose(ranking.details["R"], [0.5, 0.25, 0.5])
    assert ranking.details["compromise"].tolist() == [False, True, False]
    assert ranking.details["acceptable_advantage"]
    assert ranking.details["acceptable_stability"]


def test_other_units_move_vector_topsis_only_opricovic_tzeng_2004():
    moved = replace(HILLS, levels=HILLS.levels * [1, 0.001] + [5, -1])
    assert_allclose(aggregate(moved, "vikor").scores, [1, 0, 1], atol=1e-12)
    for matrix in (HILLS, moved):
        stretched = aggregate(matrix, "topsis", normalisation="min_max")
        assert_allclose(stretched.scores, [0.5, 0.617, 0.5], atol=5e-4)
    assert_allclose(aggregate(HILLS, "topsis").scores, [0.7621, 0.7222, 0.2379], atol=5e-5)
    assert_allclose(aggregate(moved, "topsis").scores, [0.4889, 0.6121, 0.5111], atol=5e-5)


def test_vikor_papathanasiou_ploskas_2018():
    levels = [[8, 7, 2, 1], [5, 3, 7, 5], [7, 5, 6, 4], [9, 9, 7, 3], [11, 10, 3, 7], [6, 9, 5, 4]]
    matrix = DecisionMatrix.of(levels, weights=[0.4, 0.3, 0.1, 0.2])
    scores = [0.640, 1.000, 0.693, 0.271, 0.000, 0.694]
    _check(aggregate(matrix, "vikor", v=0.625), scores, [3, 6, 4, 2, 1, 5], 5e-4)


@pytest.mark.parametrize(
    ("social", "scores", "chosen"),
    [
        (2, [0.684, 1.0, 0.147, 0.554, 0.041, 0.191], [2, 4, 5]),
        (3.2, [0.668, 1.0, 0.051, 0.588, 0.058, 0.078], [2, 4, 5]),
        (1, [0.991, 1.0, 0.473, 0.670, 0.0, 0.578], [4]),
    ],
)
def test_vikor_compromise_set_opricovic_tzeng_2007(social, scores, chosen):
    """Hydropower on the Drina (in scikit-criteria): without advantage, all within 1 / (J - 1)."""
    matrix = DecisionMatrix.of(
        [
            [4184.3, 2914.0, 407.2, 251.0, 195, 244, 15, 2.41],
            [5211.9, 3630.0, 501.7, 308.3, 282, 346, 21, 1.41],
            [5021.3, 3920.5, 504.0, 278.6, 12, 56, 3, 4.42],
            [5566.1, 3957.9, 559.5, 335.3, 167, 268, 16, 3.36],
            [5060.5, 3293.5, 514.1, 284.2, 69, 90, 7, 4.04],
            [4317.9, 2925.9, 432.8, 239.3, 12, 55, 3, 4.36],
        ],
        maximise=[1, 0, 1, 1, 0, 0, 0, 1],
        weights=[1, 1, 1, 1] + [social] * 4,
    )
    ranking = aggregate(matrix, "vikor")
    assert_allclose(ranking.scores, scores, atol=1.1e-3)
    assert_array_equal(np.nonzero(ranking.details["compromise"])[0], chosen)


def test_vikor_advantage_without_stability_takes_the_two_first():
    """S and R by hand: the first by Q is second by both."""
    levels = [
        [1, 101, 1, 101, 1],
        [101, 1, 101, 1, 101],
        [1, 1, 1, 1, 101],
        [11, 11, 11, 16, 61],
        [56] * 5,
    ]
    ranking = aggregate(DecisionMatrix.of(levels, maximise=[0] * 5), "vikor")
    assert_array_equal(ranking.ranks, [4, 5, 3, 1, 2])
    assert ranking.details["acceptable_advantage"]
    assert not ranking.details["acceptable_stability"]
    assert_array_equal(np.nonzero(ranking.details["compromise"])[0], [3, 4])


def test_weighted_sum_kracka_2010():
    """Reciprocal costs, divided by their sum (in scikit-criteria)."""
    scores = [0.12040426, 0.3458235, 0.13838192, 0.12841246, 0.12346084, 0.14351701]
    _check(aggregate(LOSSES, "wsm", normalisation="sum"), scores, [6, 1, 3, 4, 5, 2], 1e-8)


def test_weighted_product_of_the_encyclopaedia():
    """Wikipedia, Weighted product model, revision 1015567716 (in scikit-criteria); log10 scores."""
    levels = [[25, 20, 15, 30], [10, 30, 20, 30], [30, 10, 30, 10]]
    matrix = DecisionMatrix.of(levels, weights=[20, 15, 40, 25])
    scores = [-0.50128589, -0.50448471, -0.52947246]
    _check(aggregate(matrix, "wpm", normalisation="sum"), scores, [1, 2, 3], 1e-8)


def test_moora_kracka_2010():
    """The ratio system, unweighted: seven times the score of equal weights."""
    ranking = aggregate(LOSSES, "moora")
    scores = [-1.62447867, -0.25233889, -0.84635037, -2.23363519, -1.18698242, -0.77456208]
    assert_allclose(ranking.scores * 7, scores, atol=1e-8)
    assert_array_equal(ranking.ranks, [5, 1, 3, 6, 4, 2])


def test_reference_point_kracka_2010():
    ranking = aggregate(LOSSES, "reference_point")
    scores = [0.68934931, 0.69986697, 0.59817104, 0.85955696, 0.6002238, 0.61480595]
    assert_allclose(ranking.scores * 7, scores, atol=1e-8)
    assert_array_equal(ranking.ranks, [4, 5, 1, 6, 2, 3])


def test_multiplicative_form_kracka_2010():
    """Logarithms; five costs less two gains of weight 1/7 add three times log 7."""
    ranking = aggregate(LOSSES, "multiplicative", normalisation="vector")
    published = np.log([3.4343, 148689.356, 120.3441, 0.7882, 16.2917, 252.9155])
    assert_allclose(ranking.scores - 3 * np.log(7), published, atol=1e-4)
    assert_array_equal(ranking.ranks, [5, 1, 3, 6, 4, 2])


def test_multimoora_kracka_2010():
    ranking = aggregate(LOSSES, "multimoora")
    _check(ranking, [1, 5, 3, 0, 2, 4], [5, 1, 3, 6, 4, 2], 0)
    three = [[5, 1, 3, 6, 4, 2], [4, 5, 1, 6, 2, 3], [5, 1, 3, 6, 4, 2]]
    assert_array_equal(ranking.details["three_ranks"].T, three)


def test_waspas_chakraborty_2015_example_2():
    """With half a sum and half a product, between the published 0 and 1 (in scikit-criteria)."""
    levels = [
        [581818, 54.49, 3, 5500], [595454, 49.73, 3, 4500], [586060, 51.24, 3, 5000],
        [522727, 45.71, 3, 5800], [561818, 52.66, 3, 5200], [543030, 74.46, 4, 5600],
        [522727, 75.42, 4, 5800], [486970, 62.62, 4, 5600], [509394, 65.87, 4, 6400],
        [513333, 70.67, 4, 6000],
    ]  # fmt: skip
    matrix = DecisionMatrix.of(levels, maximise=[0, 0, 0, 1], weights=[0.467, 0.160, 0.095, 0.278])
    sums = [0.8590, 0.8194, 0.8430, 0.9420, 0.8645, 0.8315, 0.8552, 0.8983, 0.9067, 0.8784]
    assert_allclose(aggregate(matrix, "wsm", normalisation="max").scores, sums, atol=1e-4)
    ranking = aggregate(matrix, "waspas")
    assert_array_equal(ranking.ranks, [6, 10, 8, 1, 5, 9, 7, 3, 2, 4])
    assert (ranking.scores <= np.array(sums) + 1e-4).all()


def test_aras_balezentiene_kusta_2012():
    """The ideal enters as a row, as in the paper; its utility is 1 (in scikit-criteria)."""
    levels = [
        [3020.0, 827.6948, 98, 0.015479, 2.166783, 0.0141],
        [957.5, 190.1977, 70, 0.039592, 2.166783, 0.0141],
        [892.5, 203.8013, 53, 0.025849, 2.994347, 0.016642],
        [1002.5, 235.0942, 75, 0.015479, 4.742146, 0.019484],
        [1150.0, 271.4, 76, 0.022, 7.055962, 0.022147],
        [1520.0, 192.5579, 70, 0.025442, 8.424319, 0.024235],
        [1700.0, 386.1619, 90, 0.029429, 5.888983, 0.022218],
        [1355.0, 342.1966, 80, 0.0293, 8.635847, 0.024861],
        [2127.5, 495.4876, 90, 0.038453, 3.652983, 0.020537],
        [3020.0, 827.6948, 97, 0.031774, 11.03944, 0.024359],
        [2786.0, 795.0, 98, 0.021151, 8.952235, 0.023349],
    ]
    utilities = [
        1, 0.599472, 0.531983, 0.564514, 0.491713, 0.453489, 0.551491, 0.475401, 0.635985, 0.689763,
        0.722232,
    ]  # fmt: skip
    ranking = aggregate(DecisionMatrix.of(levels, maximise=[1, 1, 1, 0, 0, 0]), "aras")
    _check(ranking, utilities, [1, 5, 8, 6, 9, 11, 7, 10, 4, 3, 2], 1e-4)


def test_cocoso_yazdani_2019():
    """Normalised levels of the paper, which min-max leaves as they are (in scikit-criteria)."""
    levels = [
        [1, 0, 1, 0.0566, 0.4127], [0.067, 0.7813, 0.2303, 1, 0.4563],
        [0.0748, 0.9375, 0.5895, 0.434, 1], [0.1304, 0.625, 0.2222, 0.6226, 0.3913],
        [0, 0.9375, 0, 0.0566, 0.3485], [0.0348, 1, 0.2303, 0, 0],
        [0.0087, 0.9375, 0.6152, 0.2453, 0.3527],
    ]  # fmt: skip
    matrix = DecisionMatrix.of(levels, weights=[0.036, 0.192, 0.326, 0.326, 0.12])
    scores = [2.041, 2.788, 2.882, 2.416, 1.3, 1.443, 2.52]
    _check(aggregate(matrix, "cocoso"), scores, [5, 2, 1, 4, 7, 6, 3], 1e-2)


def test_codas_badi_2017():
    """Suppliers of a steelworks (in scikit-criteria)."""
    levels = [
        [45, 3600, 45, 0.9], [25, 3800, 60, 0.8], [23, 3100, 35, 0.9], [14, 3400, 50, 0.7],
        [15, 3300, 40, 0.8], [28, 3000, 30, 0.6],
    ]  # fmt: skip
    weights = [0.2857, 0.3036, 0.2321, 0.1786]
    scores = [1.3914, 0.3411, -0.2170, -0.5381, -0.7292, -0.2481]
    ranking = aggregate(DecisionMatrix.of(levels, maximise=[1, 0, 1, 1], weights=weights), "codas")
    _check(ranking, scores, [1, 2, 3, 5, 6, 4], 1e-4)


def test_copras_uysal_inan_2022():
    levels = [
        [3.57, 4.00, 4.00, 83.75, 3, 9, 1], [3.07, 3.95, 4.00, 83.00, 3, 1, 3],
        [3.23, 3.54, 3.46, 66.00, 4, 0, 2], [3.42, 3.96, 4.00, 70.00, 5, 5, 7],
        [2.56, 3.37, 3.79, 82.00, 4, 4, 5],
    ]  # fmt: skip
    ranking = aggregate(DecisionMatrix.of(levels, maximise=[1, 1, 1, 1, 0, 1, 1]), "copras")
    _check(ranking, [100, 78.8501, 63.3837, 98.6506, 86.8878], [1, 4, 5, 2, 3], 1e-3)


def test_edas_ersoy_2021():
    scores = [0.414, 0.130, 0.461, 0.212, 0.944, 0.043]
    _check(aggregate(NOTEBOOKS, "edas"), scores, [3, 5, 2, 4, 1, 6], 1e-3)


def test_electre_1_cebrian_porcar_2009():
    """Only the fifth site is in the kernel (in scikit-criteria); the others share rank 2."""
    ranking = aggregate(SITES, "electre1", normalisation="sum")
    assert_array_equal(ranking.ranks, [2, 2, 2, 2, 1, 2])
    assert_array_equal(np.nonzero(ranking.details["kernel"])[0], [4])
    assert ranking.scores is None


def test_electre_2_cebrian_porcar_2009():
    ranking = aggregate(SITES, "electre2", normalisation="sum")
    _check(ranking, [5.0, 2.5, 2.0, 4.0, 1.0, 3.0], [6, 3, 2, 5, 1, 4], 1e-12)


def test_electre_2_wang_triantaphyllou_2008():
    """One of the criteria is the same for all: leaving it out keeps the published order."""
    levels = [
        [1, 2, 1, 5, 2, 2, 4], [3, 5, 3, 5, 3, 3, 3], [3, 5, 3, 5, 3, 2, 2], [1, 2, 2, 5, 1, 1, 1],
        [1, 1, 3, 5, 4, 1, 5],
    ]  # fmt: skip
    weights = [0.0780, 0.1180, 0.1570, 0.3140, 0.2350, 0.0390, 0.0590]
    ranking = aggregate(DecisionMatrix.of(levels, weights=weights), "electre2", normalisation="none")
    _check(ranking, [3.0, 1.0, 2.0, 4.0, 1.5], [4, 1, 3, 5, 2], 1e-12)
    assert ranking.details["ignored"] == ("c4",)


def test_ervd_shyur_2015():
    """17 candidates, reference level 80 on each of 7 tests (in scikit-criteria)."""
    levels = [
        [80, 70, 87, 77, 76, 80, 75], [85, 65, 76, 80, 75, 65, 75], [78, 90, 72, 80, 85, 90, 85],
        [75, 84, 69, 85, 65, 65, 70], [84, 67, 60, 75, 85, 75, 80], [85, 78, 82, 81, 79, 80, 80],
        [77, 83, 74, 70, 71, 65, 70], [78, 82, 72, 80, 78, 70, 60], [85, 90, 80, 88, 90, 80, 85],
        [89, 75, 79, 67, 77, 70, 75], [65, 55, 68, 62, 70, 50, 60], [70, 64, 65, 65, 60, 60, 65],
        [95, 80, 70, 75, 70, 75, 75], [70, 80, 79, 80, 85, 80, 70], [60, 78, 87, 70, 66, 70, 65],
        [92, 85, 88, 90, 85, 90, 95], [86, 87, 80, 70, 72, 80, 85],
    ]  # fmt: skip
    weights = [0.066, 0.196, 0.066, 0.130, 0.130, 0.216, 0.196]
    scores = [
        0.660, 0.503, 0.885, 0.521, 0.610, 0.796, 0.498, 0.549, 0.908, 0.565, 0.070, 0.199, 0.632,
        0.716, 0.438, 0.972, 0.767,
    ]  # fmt: skip
    ranks = [7, 13, 3, 12, 9, 4, 14, 11, 2, 10, 17, 16, 8, 6, 15, 1, 5]
    matrix = DecisionMatrix.of(levels, weights=weights)
    ranking = aggregate(matrix, "ervd", normalisation="sum", zero=[80] * 7)
    _check(ranking, scores, ranks, 1e-3)
    assert ranking.details["reference_from"] == "stated levels zero and full"


def test_mabac_pamucar_cirovic_2015():
    """Forklifts (in scikit-criteria)."""
    levels = [
        [22600, 3800, 2, 5, 1.06, 3.00, 3.5, 2.8, 24.5, 6.5],
        [19500, 4200, 3, 2, 0.95, 3.00, 3.4, 2.2, 24.0, 7.0],
        [21700, 4000, 1, 3, 1.25, 3.20, 3.3, 2.5, 24.5, 7.3],
        [20600, 3800, 2, 5, 1.05, 3.25, 3.2, 2.0, 22.5, 11.0],
        [22500, 3800, 4, 3, 1.35, 3.20, 3.7, 2.1, 23.0, 6.3],
        [23250, 4210, 3, 5, 1.45, 3.60, 3.5, 2.8, 23.5, 7.0],
        [20300, 3850, 2, 5, 0.90, 3.25, 3.0, 2.6, 21.5, 6.0],
    ]
    matrix = DecisionMatrix.of(
        levels,
        maximise=[0, 1, 1, 1, 0, 0, 1, 1, 1, 1],
        weights=[0.146, 0.144, 0.119, 0.121, 0.115, 0.101, 0.088, 0.068, 0.050, 0.048],
    )
    scores = [0.0826, 0.2183, -0.0488, 0.0246, -0.0704, 0.0465, 0.0464]
    _check(aggregate(matrix, "mabac"), scores, [2, 1, 6, 5, 7, 3, 4], 1e-3)


def test_mairca_gigovic_2016():
    """Sites of depots (in scikit-criteria)."""
    levels = [
        [3.828, 5.000, 3.720, 2.723, 4.255], [4.675, 5.000, 3.000, 3.452, 2.587],
        [4.515, 4.836, 3.289, 3.491, 4.069], [4.421, 5.000, 3.555, 2.839, 4.397],
        [4.717, 5.000, 3.430, 4.401, 1.000], [4.695, 5.000, 3.925, 3.847, 1.000],
        [4.688, 5.000, 2.000, 4.99, 1.000], [4.688, 5.000, 3.971, 4.001, 1.000],
    ]  # fmt: skip
    weights = [0.2016, 0.2304, 0.2232, 0.1912, 0.1536]
    matrix = DecisionMatrix.of(levels, maximise=[0, 1, 0, 0, 0], weights=weights)
    scores = [0.0427, 0.0548, 0.0919, 0.0592, 0.0631, 0.0637, 0.0483, 0.0658]
    _check(aggregate(matrix, "mairca"), scores, [1, 3, 8, 4, 5, 6, 2, 7], 1e-4)


def test_marcos_by_hand(capsys):
    """Two alternatives, a gain (w = .6) and a cost (w = .4), each best on one.

    Ratios to the ideal: (1, 1/2) and (1/2, 1), worst (1/2, 1/2). So S = .8 and .7, S worst = .5,
    K- = 1.6 and 1.4, K+ = .8 and .7; f(K-) = 1/3, f(K+) = 2/3; f(K) = (K+ + K-) / (1 + 1/2 + 2).
    """
    matrix = DecisionMatrix.of([[4, 10], [2, 5]], maximise=[1, 0], weights=[0.6, 0.4])
    ranking = aggregate(matrix, "marcos")
    _check(ranking, [2.4 / 3.5, 2.1 / 3.5], [1, 2], 1e-12)
    assert_allclose(ranking.details["to_worst"], [1.6, 1.4])
    assert capsys.readouterr().out == "", "the library prints its scores"


def test_ocra_isik_adali_2016():
    levels = [
        [7.7, 256, 7.2, 7.3, 7.3], [8.1, 250, 7.9, 7.8, 7.7], [8.7, 352, 8.6, 7.9, 8.0],
        [8.1, 262, 7.0, 8.1, 7.2], [6.5, 271, 6.3, 6.4, 6.1], [6.8, 228, 7.1, 7.2, 6.5],
    ]  # fmt: skip
    weights = [0.239, 0.225, 0.197, 0.186, 0.153]
    matrix = DecisionMatrix.of(levels, maximise=[1, 0, 1, 1, 1], weights=weights)
    scores = [0.143, 0.210, 0.164, 0.167, 0.000, 0.112]
    _check(aggregate(matrix, "ocra"), scores, [4, 1, 3, 2, 6, 5], 5.1e-4)


def test_probid_wang_2021():
    scores = [0.8568, 0.7826, 0.9362, 0.9369, 0.9379, 0.8716, 0.5489, 0.7231, 0.7792, 0.3331, 0.3387]
    ranking = aggregate(DESIGNS, "probid", normalisation="none")
    _check(ranking, scores, [5, 6, 3, 2, 1, 4, 9, 8, 7, 11, 10], 1e-2)


def test_simplified_probid_wang_2021():
    scores = [2.4246, 2.0596, 3.2805, 3.3702, 3.4375, 2.6435, 1.2628, 1.8158, 2.0885, 0.3399, 0.4279]
    ranking = aggregate(DESIGNS, "s_probid", normalisation="none")
    _check(ranking, scores, [5, 7, 3, 2, 1, 4, 9, 8, 6, 11, 10], 1e-2)


def test_ram_sotoudeh_anvari_2023_tables_2_to_5():
    levels = [
        [0.068, 0.066, 0.150, 0.098, 0.156, 0.114, 0.098],
        [0.078, 0.076, 0.108, 0.136, 0.082, 0.171, 0.105],
        [0.157, 0.114, 0.128, 0.083, 0.108, 0.113, 0.131],
        [0.106, 0.139, 0.058, 0.074, 0.132, 0.084, 0.120],
        [0.103, 0.187, 0.125, 0.176, 0.074, 0.064, 0.057],
        [0.105, 0.083, 0.150, 0.051, 0.134, 0.094, 0.113],
        [0.137, 0.127, 0.056, 0.133, 0.122, 0.119, 0.114],
        [0.100, 0.082, 0.086, 0.060, 0.062, 0.109, 0.093],
        [0.053, 0.052, 0.043, 0.100, 0.050, 0.078, 0.063],
        [0.094, 0.074, 0.097, 0.087, 0.080, 0.054, 0.106],
    ]
    weights = [0.132, 0.135, 0.138, 0.162, 0.09, 0.223, 0.12]
    matrix = DecisionMatrix.of(levels, maximise=[1, 0, 0, 1, 1, 1, 1], weights=weights)
    scores = [
        1.433215,
        1.439243,
        1.435296,
        1.432197,
        1.42788,
        1.43012,
        1.439444,
        1.430766,
        1.429406,
        1.428773,
    ]
    _check(aggregate(matrix, "ram"), scores, [4, 2, 3, 5, 10, 7, 1, 6, 8, 9], 3e-5)


def test_rim_cables_2016():
    """Index of the paper's example, as corrected in scikit-criteria.

    The first criterion, whose ideal lies inside its range, enters by its normalised levels.
    """
    levels = [
        [1.0, 0, 2, 3, 3, 2], [0.8, 9, 1, 3, 2, 2], [2 / 7, 0, 3, 1, 3, 2], [4 / 7, 0, 5, 3, 3, 1],
        [0.6, 15, 2, 2, 3, 4],
    ]  # fmt: skip
    weights = [0.2262, 0.2143, 0.1786, 0.1429, 0.1190, 0.1190]
    matrix = DecisionMatrix.of(levels, maximise=[1, 1, 0, 1, 1, 1], weights=weights)
    ranking = aggregate(matrix, "rim", zero=[0, 0, 10, 1, 1, 1], full=[1, 10, 0, 3, 3, 4])
    _check(ranking, [0.58663, 0.75560, 0.37165, 0.46671, 0.73988], [3, 1, 5, 4, 2], 1e-3)


def test_simus_munier_carignano_alberto():
    """The programmes of the published example, with its limit 500 on the second criterion."""
    table = np.array([[250, 120, 20, 800], [130, 200, 40, 1000], [350, 340, 15, 600.0]])
    more = np.array([True, True, False, True])
    scores, solved = simus_scores(table, more, np.array([350, 500, 15, 1000.0]))
    assert_allclose(scores, [0.09090909, 0.66603535, 0.74305556], atol=1e-8)
    assert solved == 3
    assert aggregate(DecisionMatrix.of(table, maximise=more), "simus").details["stages_solved"] == 3


def test_spotis_dezert_2020_example_1():
    matrix = DecisionMatrix.of(
        [[10.5, -3.1, 1.7], [-4.7, 0, 3.4], [8.1, 0.3, 1.3], [3.2, 7.3, -5.3]],
        maximise=[1, 0, 1],
        weights=[0.2, 0.3, 0.5],
    )
    ranking = aggregate(matrix, "spotis", zero=[-5, 10, -8], full=[12, -6, 5])
    _check(ranking, [0.1989, 0.3707, 0.3063, 0.7491], [1, 3, 2, 4], 2e-4)
    fewer = aggregate(matrix.among([0, 1, 3]), "spotis", zero=[-5, 10, -8], full=[12, -6, 5])
    assert_allclose(fewer.scores, ranking.scores[[0, 1, 3]], err_msg="free of rank reversal")


def test_the_catalogue_names_what_it_accepts():
    assert len(AGGREGATORS) == 27
    for name, record in AGGREGATORS.items():
        assert record.name == name
        assert record.normalisation in record.normalisations
        assert set(record.normalisations) <= set(NORMALISATIONS)
        assert record.sensitivity.endswith(".")


# Properties. Random levels are positive, so that every method can read them.

TURNED_NONE = {(name, "none") for name, record in AGGREGATORS.items() if record.costs == "turned"}
CASES = [
    (name, normalisation)
    for name, record in AGGREGATORS.items()
    for normalisation in record.normalisations
    if (name, normalisation) not in TURNED_NONE
]
DEPENDS_ON_UNITS = {
    (name, "none")
    for name in (
        "copras", "electre1", "electre2", "ervd", "moora", "reference_point", "probid", "s_probid",
        "ram", "topsis",
    )
}  # fmt: skip
"""Raw levels added up or compared across criteria. The others see ratios or ranges."""
TWINS_COUNT_OTHERWISE = {
    "cocoso", "codas", "reference_point", "multiplicative", "multimoora", "probid", "s_probid", "rim",
    "simus", "topsis", "vikor",
}  # fmt: skip
"""A criterion split into two of half its weight is not the same: squares, largest gaps, powers or
counts of criteria are not additive in the weights."""
DEGENERATE = {"simus"}
"""Where optima are tied, the solver's choice follows the order of rows."""


@st.composite
def matrices(draw):
    rows, columns = draw(st.integers(2, 6)), draw(st.integers(1, 4))
    level = st.integers(1, 40).map(lambda number: number / 4)
    levels = draw(
        st.lists(st.lists(level, min_size=columns, max_size=columns), min_size=rows, max_size=rows)
    )
    if draw(st.booleans()):
        levels[-1] = [max(x - 0.25 * draw(st.integers(0, 1)), 0.25) for x in levels[0]]
    maximise = draw(st.lists(st.booleans(), min_size=columns, max_size=columns))
    weights = draw(st.lists(st.integers(1, 9), min_size=columns, max_size=columns))
    return DecisionMatrix.of(levels, maximise=maximise, weights=weights)


def _ranking(matrix: DecisionMatrix, name: str, normalisation: str) -> Ranking | None:
    """None where a score divides by zero: of positive levels nothing else is refused."""
    try:
        return aggregate(matrix, name, normalisation=normalisation)
    except UsageProblem as refusal:
        if refusal.problem.code != "E173":
            raise
        return None


def _agree(one: Ranking | None, other: Ranking | None, rows=slice(None)) -> None:
    assert (one is None) == (other is None)
    if one is None or other is None:
        return
    assert_array_equal(other.ranks[rows], one.ranks)
    assert other.ranks.min() == 1


@pytest.mark.parametrize(("name", "normalisation"), CASES)
@settings(max_examples=3, deadline=None)
@given(matrix=matrices(), seed=st.integers(0, 99))
def test_the_order_of_rows_and_columns_does_not_matter(name, normalisation, matrix, seed):
    if name in DEGENERATE:
        return
    mixed = np.random.default_rng(seed)
    rows = mixed.permutation(len(matrix.alternatives))
    columns = mixed.permutation(len(matrix.criteria))
    other = DecisionMatrix.of(
        matrix.levels[rows][:, columns],
        maximise=matrix.maximise[columns],
        weights=matrix.weights[columns],
    )
    found = _ranking(matrix, name, normalisation)
    _agree(found, _ranking(other, name, normalisation), np.argsort(rows))


@pytest.mark.parametrize(("name", "normalisation"), [c for c in CASES if c not in DEPENDS_ON_UNITS])
@settings(max_examples=3, deadline=None)
@given(matrix=matrices(), powers=st.lists(st.integers(-6, 6), min_size=4, max_size=4))
def test_a_change_of_units_changes_no_rank(name, normalisation, matrix, powers):
    """Powers of two, which are exact, so that ties stay ties."""
    units = 2.0 ** np.array(powers[: len(matrix.criteria)])
    other = replace(matrix, levels=matrix.levels * units)
    _agree(_ranking(matrix, name, normalisation), _ranking(other, name, normalisation))


@pytest.mark.parametrize(("name", "normalisation"), CASES)
@settings(max_examples=3, deadline=None)
@given(matrix=matrices(), extra=st.lists(st.integers(1, 40), min_size=6, max_size=6))
def test_weight_zero_is_absent(name, normalisation, matrix, extra):
    idle = DecisionMatrix.of(
        np.column_stack([matrix.levels, extra[: len(matrix.alternatives)]]),
        maximise=[*matrix.maximise, True],
        weights=[*matrix.weights, 0],
    )
    _agree(_ranking(matrix, name, normalisation), _ranking(idle, name, normalisation))


@pytest.mark.parametrize(
    ("name", "normalisation"), [c for c in CASES if c[0] not in TWINS_COUNT_OTHERWISE]
)
@settings(max_examples=3, deadline=None)
@given(matrix=matrices())
def test_a_criterion_stated_twice_counts_double(name, normalisation, matrix):
    halves = np.concatenate([matrix.weights, matrix.weights[:1]])
    halves[[0, -1]] /= 2
    twice = DecisionMatrix.of(
        np.column_stack([matrix.levels, matrix.levels[:, 0]]),
        maximise=[*matrix.maximise, matrix.maximise[0]],
        weights=halves,
    )
    one, other = _ranking(matrix, name, normalisation), _ranking(twice, name, normalisation)
    if one is not None and other is not None and name not in ("electre1", "electre2"):
        assert_allclose(other.scores, one.scores, rtol=1e-9, atol=1e-12)
    _agree(one, other)


@pytest.mark.parametrize(
    ("name", "normalisation"), [c for c in CASES if AGGREGATORS[c[0]].respects_dominance]
)
@settings(max_examples=5, deadline=None)
@given(matrix=matrices())
def test_the_dominated_never_rank_before(name, normalisation, matrix):
    ranking = _ranking(matrix, name, normalisation)
    if ranking is None:
        return
    gains = matrix.gains
    as_good = (gains[:, None] >= gains).all(axis=2)
    better = as_good & ~as_good.T
    assert not (better & (ranking.ranks[:, None] > ranking.ranks)).any()


@pytest.mark.parametrize(
    ("name", "levels", "weights"),
    [
        ("codas", [[1, 0], [0, 1], [0.68, 0.6786], [0.6786, 0.6786]], None),
        ("probid", [[4.49], [6.37], [3.94], [7.73], [7.98], [1.15], [1.14]], None),
        (
            "s_probid",
            [
                [17.5, 15.5], [2.5, 5.5], [9.5, 8.5], [7.5, 5.5], [19.5, 15.5], [4.5, 4.5],
                [14.5, 13.5], [16.5, 1.5], [4.5, 3.5], [3.5, 19.5], [16.5, 15.5],
            ],
            [1, 2],
        ),
        (
            "multimoora",
            [
                [1.25, 8.25], [8.25, 1.25], [2.25, 4.25], [1.25, 7.25], [6.25, 2.25], [1.25, 2.25],
                [1.25, 8.25],
            ],
            [0.17, 0.83],
        ),
        (
            "simus",
            [
                [2.25, 5.25, 2.25], [5.25, 7.25, 3.25], [1.25, 4.25, 8.25], [5.25, 5.25, 1.25],
                [3.25, 1.25, 3.25], [3.25, 7.25, 5.25], [1.75, 5.25, 1.75],
            ],
            None,
        ),
    ],
)  # fmt: skip
def test_methods_that_say_so_do_rank_a_dominated_one_before(name, levels, weights):
    """CODAS by hand: the third is within 0.02 of the first two and gets nothing for its longer way."""
    ranking = aggregate(DecisionMatrix.of(levels, weights=weights), name)
    gains = np.array(levels)
    as_good = (gains[:, None] >= gains).all(axis=2)
    wrong = as_good & ~as_good.T & (ranking.ranks[:, None] > ranking.ranks)
    assert wrong.any()
    assert not AGGREGATORS[name].respects_dominance
    assert "worse" in AGGREGATORS[name].sensitivity
