"""Weights from data: published figures, and what the library would make of odd columns."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.testing import assert_allclose

from mcda.errors import UsageProblem
from mcda.scoring.ranking.aggregators import aggregate
from mcda.scoring.ranking.data_weights import WEIGHTINGS, data_weights
from mcda.scoring.ranking.matrix import DecisionMatrix

NOTEBOOKS = [
    [256, 8, 41, 1.6, 1.77, 7347.16],
    [256, 8, 32, 1.0, 1.8, 6919.99],
    [256, 8, 53, 1.6, 1.9, 8400],
    [256, 8, 41, 1.0, 1.75, 6808.9],
    [512, 8, 35, 1.6, 1.7, 8479.99],
    [256, 4, 35, 1.6, 1.7, 7499.99],
]
MAXIMISE = [True] * 4 + [False] * 2


def test_entropy_and_topsis_ersoy_2021():
    weights = data_weights(NOTEBOOKS, MAXIMISE, "entropy").weights
    assert_allclose(weights, [0.405, 0.221, 0.134, 0.199, 0.007, 0.034], atol=5e-4)
    matrix = DecisionMatrix.of(NOTEBOOKS, maximise=MAXIMISE, weights=weights)
    scores = [0.308, 0.254, 0.327, 0.263, 0.857, 0.192]
    assert_allclose(aggregate(matrix, "topsis").scores, scores, atol=5e-3)


def test_entropy_zavadskas_podvezko_2016():
    levels = [[3.0, 100, 10, 7], [2.5, 80, 8, 5], [1.8, 50, 20, 11], [2.2, 70, 12, 9]]
    weights = data_weights(levels, [False, True, False, True], "entropy").weights
    assert_allclose(weights, [0.1146, 0.1981, 0.4185, 0.2689], atol=5e-5)


def _std(x, _):
    return x.std(axis=0, ddof=1)


def _entropy(x, _):
    p = x / x.sum(axis=0)
    return 1 + (p * np.log(p)).sum(axis=0) / np.log(len(x))


def _critic(x, more):
    unit = (x - x.min(axis=0)) / np.ptp(x, axis=0)
    unit = np.where(more, unit, 1 - unit)
    return unit.std(axis=0) * (1 - np.corrcoef(unit.T)).sum(axis=0)


def _merec(x, more):
    logs = np.abs(np.log(np.where(more, x.min(axis=0) / x, x / x.max(axis=0))))
    whole = np.log(1 + logs.mean(axis=1))
    without = [np.log(1 + (logs.sum(axis=1) - logs[:, j]) / x.shape[1]) for j in range(x.shape[1])]
    return np.array([np.abs(reduced - whole).sum() for reduced in without])


def _gini(x, _):
    return np.abs(x[:, None] - x[None]).sum(axis=(0, 1)) / (2 * len(x) ** 2 * x.mean(axis=0))


@pytest.mark.parametrize(
    ("method", "formula"),
    [("std", _std), ("entropy", _entropy), ("critic", _critic), ("merec", _merec), ("gini", _gini)],
)
def test_against_the_formulas_of_the_papers(method, formula):
    levels = np.random.default_rng(4).uniform(1, 9, (8, 4))
    more = np.array([True, False, True, False])
    expected = formula(levels, more)
    assert_allclose(data_weights(levels, more, method).weights, expected / expected.sum(), rtol=1e-9)


def test_equal_asks_nothing_of_the_data():
    assert data_weights([[1, -2, 0, 5]], [True] * 4, "equal").weights.tolist() == [0.25] * 4


@pytest.mark.parametrize("method", [name for name in WEIGHTINGS if name != "equal"])
def test_a_constant_column_weighs_nothing_and_says_so(method):
    levels = np.random.default_rng(4).uniform(1, 9, (5, 3))
    levels[:, 1] = 4
    found = data_weights(levels, [True] * 3, method, criteria=["jobs", "air", "cost"])
    assert found.weights[1] == 0
    assert found.weights.sum() == pytest.approx(1)
    assert found.notes[0].parameters == {"criteria": "air"}
    assert "air" in found.notes[0].text.format(**found.notes[0].parameters)


@pytest.mark.parametrize("method", ["entropy", "merec", "gini"])
def test_a_column_below_zero_is_read_with_the_other_sign(method):
    """Directions turn with it: what was least negative is now least."""
    levels = np.random.default_rng(4).uniform(1, 9, (5, 3))
    turned = data_weights(levels * [1, -1, 1], [True, False, True], method)
    assert_allclose(turned.weights, data_weights(levels, [True] * 3, method).weights)
    assert turned.notes[0].parameters == {"criteria": "c2"}


@pytest.mark.parametrize("method", ["entropy", "merec", "gini"])
def test_mixed_signs_are_refused(method):
    with pytest.raises(UsageProblem, match="E172") as refusal:
        data_weights([[1, -2], [2, 3]], [True, True], method)
    assert refusal.value.problem.value == "c2"


def test_zeros_are_refused_where_logarithms_are_taken():
    levels = [[1, 0], [2, 3]]
    with pytest.raises(UsageProblem, match="E172"):
        data_weights(levels, [True, True], "merec")
    assert np.isfinite(data_weights(levels, [True, True], "entropy").weights).all()


@pytest.mark.parametrize(
    ("levels", "method", "code"),
    [
        ([[1, 2]], "std", "E175"),
        ([[1, 2], [1, 2]], "critic", "E175"),
        ([[1, 2], [2, 4], [3, 6]], "critic", "E175"),
        ([[1, 2], [2, 4]], "ahp", "E170"),
        ([[1, float("nan")], [2, 4]], "gini", "E151"),
    ],
)
def test_what_cannot_be_weighed_is_refused(levels, method, code):
    with pytest.raises(UsageProblem, match=code):
        data_weights(levels, [True, True], method)


def test_standard_deviations_depend_on_units_and_say_so():
    levels = np.random.default_rng(4).uniform(1, 9, (5, 2))
    found = data_weights(levels, [True, True], "std")
    other = data_weights(levels * [1, 1000], [True, True], "std")
    assert other.weights[1] > found.weights[1]
    assert "units" in found.notes[0].text
