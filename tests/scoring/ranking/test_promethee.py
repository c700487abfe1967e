"""PROMETHEE: published tables, an independent double loop, and properties."""

from __future__ import annotations

import math
import tracemalloc
from dataclasses import replace
from typing import Any, get_args

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcda.errors import UsageProblem
from mcda.problems import hint, message
from mcda.scoring.ranking.matrix import DecisionMatrix, PreferenceFunction, Ranking, Thresholds
from mcda.scoring.ranking.promethee import outranks, promethee_i, promethee_ii, unicriterion_flows
from mcda.wording import Words

FUNCTIONS: tuple[PreferenceFunction, ...] = get_args(PreferenceFunction)
NONE = math.nan


def thresholds(
    *stated: tuple[float, float, float, PreferenceFunction | None],
) -> Thresholds:
    """(q, p, s, function) of each criterion."""
    q, p, s, functions = zip(*stated, strict=True)
    blank = np.full(len(stated), np.nan)
    return Thresholds(np.array(q, float), np.array(p, float), blank, np.array(s, float), functions)


def uniform(criteria: int, q: float, p: float, s: float) -> Thresholds:
    return thresholds(*[(q, p, s, None)] * criteria)


# ---------------------------------------------------------------- published tables

PLANTS = DecisionMatrix.of(
    [
        [80, 90, 600, 54, 8, 5],
        [65, 58, 200, 97, 1, 1],
        [83, 60, 400, 72, 4, 7],
        [40, 80, 1000, 75, 7, 10],
        [52, 72, 600, 20, 3, 8],
        [94, 96, 700, 36, 5, 6],
    ],
    maximise=[False, True, False, False, False, True],
    alternatives=["Italy", "Belgium", "Germany", "Sweden", "Austria", "France"],
    thresholds=thresholds(
        (10, NONE, NONE, "u_shape"),
        (NONE, 30, NONE, "v_shape"),
        (50, 500, NONE, "linear"),
        (10, 60, NONE, "level"),
        (NONE, NONE, NONE, "usual"),
        (NONE, NONE, 5, "gaussian"),
    ),
)
"""Brans, Vincke and Mareschal (1986), EJOR 24(2), 228-238: a hydroelectric power station, six
projects, six criteria, each with another preference function."""
LEAVING = [1.099, 1.980, 1.234, 1.644, 2.274, 1.500]
ENTERING = [1.827, 1.895, 1.681, 1.746, 0.808, 1.774]
"""As printed there: sums over the five others, of preferences rounded to three decimals."""


def test_power_plants_of_brans_vincke_and_mareschal() -> None:
    found = promethee_ii(PLANTS)
    assert np.allclose(found.details["positive"] * 5, LEAVING, atol=0.003)
    assert np.allclose(found.details["negative"] * 5, ENTERING, atol=0.003)
    assert [PLANTS.alternatives[row][0] for row in found.order] == list("ABSFGI")


def test_power_plants_as_a_partial_preorder() -> None:
    """The relations follow from the printed flows; the text stresses that Italy R Belgium."""
    expected = set()
    for i in range(6):
        for j in range(i):
            if (LEAVING[i] - LEAVING[j]) * (ENTERING[i] - ENTERING[j]) > 0:
                expected.add((PLANTS.alternatives[j], PLANTS.alternatives[i]))
    found = promethee_i(PLANTS)
    assert set(found.details["incomparable_pairs"]) == expected
    assert ("Italy", "Belgium") in expected
    assert found.details["incomparable"] == len(expected)
    assert found.ranks[4] == 1
    assert found.scores is None


def test_linear_table_of_papathanasiou_and_ploskas() -> None:
    """Papathanasiou and Ploskas (2018), Multiple Criteria Decision Aid, chapter PROMETHEE."""
    matrix = DecisionMatrix.of(
        [[8, 7, 2, 1], [5, 3, 7, 5], [7, 5, 6, 4], [9, 9, 7, 3], [11, 10, 3, 7], [6, 9, 5, 4]],
        weights=[0.4, 0.3, 0.1, 0.2],
        thresholds=uniform(4, 1, 2, NONE),
    )
    found = promethee_ii(matrix, preference="linear")
    assert found.scores == pytest.approx([-0.26, -0.52, -0.22, 0.36, 0.70, -0.06])
    assert list(found.ranks) == [5, 6, 4, 2, 1, 3]


def test_usual_table_of_zhao() -> None:
    """Zhao, Peng and Li (2013), Revised PROMETHEE II, Procedia Computer Science 17, 181-188."""
    matrix = DecisionMatrix.of([[4, 3, 2], [3, 2, 4], [5, 1, 3]], weights=[0.5, 0.3, 0.2])
    assert promethee_ii(matrix).scores == pytest.approx([0.1, -0.3, 0.2])


# ---------------------------------------------------------------- an independent double loop


def preference(d: float, function: str, q: float, p: float, s: float) -> float:
    """Brans and Vincke (1985), the six functions as printed."""
    if d <= 0:
        return 0.0
    match function:
        case "usual":
            return 1.0
        case "u_shape":
            return float(d > q)
        case "v_shape":
            return min(d / p, 1.0)
        case "level":
            return 0.0 if d <= q else 0.5 if d <= p else 1.0
        case "linear":
            return 0.0 if d <= q else 1.0 if d > p else (d - q) / (p - q)
        case _:
            return 1 - math.exp(-(d**2) / (2 * s**2))


def naive(
    column: list[float], function: str, q: float, p: float, s: float
) -> tuple[list[float], list[float]]:
    others = max(len(column) - 1, 1)
    positive = [sum(preference(a - b, function, q, p, s) for b in column) / others for a in column]
    negative = [sum(preference(b - a, function, q, p, s) for b in column) / others for a in column]
    return positive, negative


quarters = st.integers(-40, 40).map(lambda n: n / 4)
"""Exact in binary, with many ties and many differences that meet a threshold."""
columns = st.lists(quarters, min_size=1, max_size=25)


@given(columns, st.integers(0, 12), st.integers(0, 12), st.integers(1, 60), st.sampled_from(FUNCTIONS))
def test_flows_are_those_of_a_double_loop(
    column: list[float], q: int, more: int, s: int, function: PreferenceFunction
) -> None:
    if function == "v_shape":
        q, more = 0, more + 1
    stated = (q / 4, (q + more) / 4, s / 8)
    matrix = DecisionMatrix.of([[level] for level in column], thresholds=uniform(1, *stated))
    positive, negative = unicriterion_flows(matrix, function)
    expected = naive(column, function, *stated)
    assert positive[:, 0] == pytest.approx(expected[0], abs=1e-13)
    assert negative[:, 0] == pytest.approx(expected[1], abs=1e-13)


@pytest.mark.parametrize("function", FUNCTIONS)
@pytest.mark.parametrize("scale", [1e-3, 0.05, 1.0, 30.0])
def test_flows_of_many_scattered_levels_are_those_of_a_double_loop(
    function: PreferenceFunction, scale: float
) -> None:
    """Differences far below and far above the thresholds, a large offset, and an outlier."""
    column = np.random.default_rng(3).lognormal(0, 2, 150) + 1e4
    column[7] = -3e5
    stated = (0.2 * scale, 0.5 * scale, scale)
    matrix = DecisionMatrix.of(column[:, None], thresholds=uniform(1, *stated))
    positive, negative = unicriterion_flows(matrix, function)
    if function == "v_shape":
        stated = (0, 0.5 * scale, scale)
    expected = naive(list(column), function, *stated)
    assert positive[:, 0] == pytest.approx(expected[0], abs=1e-9)
    assert negative[:, 0] == pytest.approx(expected[1], abs=1e-9)


def test_the_gaussian_series_keeps_all_digits() -> None:
    column = list(np.random.default_rng(5).normal(0, 4, 400))
    matrix = DecisionMatrix.of(np.array(column)[:, None], thresholds=uniform(1, NONE, NONE, 0.7))
    positive, negative = unicriterion_flows(matrix, "gaussian")
    expected = naive(column, "gaussian", 0, 0, 0.7)
    assert np.abs(positive[:, 0] - expected[0]).max() < 2e-15
    assert np.abs(negative[:, 0] - expected[1]).max() < 2e-15


def test_a_steep_line_keeps_its_digits_among_many_levels() -> None:
    """p - q is a millionth of the range. By hand: i * 2^-20 beats the one below by half of p."""
    levels = np.arange(2.0**12) * 2.0**-20
    levels[-1] = 1.0
    matrix = DecisionMatrix.of(levels[:, None], thresholds=uniform(1, 0, 2.0**-19, NONE))
    positive, _ = unicriterion_flows(matrix, "linear")
    inner = np.arange(1, 2**12 - 1)
    assert positive[inner, 0] * (2**12 - 1) == pytest.approx(inner - 0.5, abs=1e-8)


@pytest.mark.parametrize("s", [1e-300, 1e-12, 1e12])
def test_a_gaussian_of_any_width_stays_within_bounds(s: float) -> None:
    matrix = DecisionMatrix.of([[0], [1], [1e6]], thresholds=uniform(1, NONE, NONE, s))
    positive, negative = unicriterion_flows(matrix, "gaussian")
    beaten = [0, 0.5, 1] if s < 1 else [0, 0, 0]
    assert positive[:, 0] == pytest.approx(beaten, abs=1e-11)
    assert negative[:, 0] == pytest.approx(beaten[::-1], abs=1e-11)


def test_a_difference_that_meets_its_threshold_but_for_rounding_meets_it() -> None:
    assert 0.8 - 0.6 > 0.2
    matrix = DecisionMatrix.of([[0.8], [0.6]], thresholds=uniform(1, 0.2, 0.3, NONE))
    assert list(promethee_ii(matrix, preference="u_shape").ranks) == [1, 1]
    assert list(promethee_ii(matrix, preference="level").ranks) == [1, 1]
    almost = DecisionMatrix.of([[0.1 + 0.2], [0.3]])
    assert list(promethee_ii(almost).ranks) == [1, 1]


def test_one_function_for_each_criterion_and_the_given_one_for_the_others() -> None:
    stated = thresholds((1, NONE, NONE, "u_shape"), (NONE, 4, NONE, None))
    matrix = DecisionMatrix.of([[2, 2], [1, 0]], thresholds=stated, maximise=[True, False])
    positive, negative = unicriterion_flows(matrix, "v_shape")
    assert positive.tolist() == [[0, 0], [0, 0.5]]
    assert negative.tolist() == [[0, 0.5], [0, 0]]


def test_one_alternative_is_first_with_flows_of_zero() -> None:
    matrix = DecisionMatrix.of([[3.0, 4.0]])
    assert list(promethee_ii(matrix).ranks) == list(promethee_i(matrix).ranks) == [1]
    assert promethee_ii(matrix).scores == pytest.approx([0])


# ---------------------------------------------------------------- thresholds that cannot be

BAD: list[tuple[PreferenceFunction, tuple[float, float, float], str]] = [
    ("u_shape", (NONE, 1, 1), "E160"),
    ("v_shape", (1, NONE, 1), "E160"),
    ("level", (1, NONE, 1), "E160"),
    ("linear", (NONE, 1, 1), "E160"),
    ("gaussian", (1, 1, NONE), "E160"),
    ("u_shape", (-1, 1, 1), "E161"),
    ("u_shape", (math.inf, 1, 1), "E161"),
    ("v_shape", (0, 0, 1), "E161"),
    ("level", (2, 1, 1), "E161"),
    ("linear", (2, 1, 1), "E161"),
    ("linear", (-2, -1, 1), "E161"),
    ("gaussian", (1, 1, 0), "E161"),
]


@pytest.mark.parametrize(("function", "stated", "code"), BAD)
def test_missing_and_impossible_thresholds_are_refused(
    function: PreferenceFunction, stated: tuple[float, float, float], code: str
) -> None:
    matrix = DecisionMatrix.of([[1], [2]], criteria=["beds"], thresholds=uniform(1, *stated))
    with pytest.raises(UsageProblem) as caught:
        promethee_ii(matrix, preference=function)
    problem = caught.value.problem
    assert problem.code == code
    said = message(problem, Words("en")) + hint(problem, Words("en"))
    assert "beds" in said
    assert "threshold" in said


def test_equal_thresholds_are_a_step() -> None:
    matrix = DecisionMatrix.of([[1], [2], [3]], thresholds=uniform(1, 1, 1, NONE))
    steps = [unicriterion_flows(matrix, f)[0].tolist() for f in ("u_shape", "linear", "level")]
    assert steps == [[[0], [0], [0.5]]] * 3


# ---------------------------------------------------------------- properties


@st.composite
def matrices(draw: Any) -> DecisionMatrix:
    rows, criteria = draw(st.integers(2, 12)), draw(st.integers(1, 5))
    levels = draw(
        st.lists(st.lists(quarters, min_size=criteria, max_size=criteria), min_size=rows, max_size=rows)
    )
    stated = [
        (draw(st.integers(0, 8)) / 4, draw(st.integers(9, 30)) / 4, draw(st.integers(1, 20)) / 4,
         draw(st.sampled_from(FUNCTIONS)))
        for _ in range(criteria)
    ]  # fmt: skip
    weights = draw(st.lists(st.integers(0, 4), min_size=criteria, max_size=criteria).filter(any))
    maximise = draw(st.lists(st.booleans(), min_size=criteria, max_size=criteria))
    return DecisionMatrix.of(levels, weights=weights, maximise=maximise, thresholds=thresholds(*stated))


def both(matrix: DecisionMatrix) -> tuple[Ranking, Ranking]:
    return promethee_i(matrix), promethee_ii(matrix)


def criteria_at(matrix: DecisionMatrix, columns: list[int], weights: Any = None) -> DecisionMatrix:
    """The same alternatives on these criteria, in this order, some perhaps twice."""
    stated = matrix.thresholds
    return DecisionMatrix.of(
        matrix.levels[:, columns],
        maximise=matrix.maximise[columns],
        weights=matrix.weights[columns] if weights is None else weights,
        thresholds=Thresholds(
            stated.indifference[columns], stated.preference[columns], stated.veto[columns],
            stated.gaussian[columns], tuple(stated.functions[column] for column in columns),
        ),
    )  # fmt: skip


@given(matrices(), st.randoms(use_true_random=False))
def test_the_order_of_alternatives_and_criteria_does_not_matter(
    matrix: DecisionMatrix, random: Any
) -> None:
    rows, columns = list(range(len(matrix.alternatives))), list(range(len(matrix.criteria)))
    random.shuffle(rows)
    random.shuffle(columns)
    for one, other in zip(
        both(matrix.among(rows)), both(criteria_at(matrix, columns).among(rows)), strict=True
    ):
        assert list(one.ranks) == list(other.ranks)
    for one, other in zip(both(matrix), both(matrix.among(rows)), strict=True):
        assert list(one.ranks[rows]) == list(other.ranks)


@given(matrices(), st.sampled_from([0.001, 0.3, 7.0, 1000.0]), st.floats(-100, 100))
def test_units_and_zero_points_do_not_matter(matrix: DecisionMatrix, factor: float, zero: float) -> None:
    stated = matrix.thresholds
    other = replace(
        matrix,
        levels=matrix.levels * factor + zero * factor,
        thresholds=Thresholds(
            stated.indifference * factor, stated.preference * factor, stated.veto,
            stated.gaussian * factor, stated.functions,
        ),
    )  # fmt: skip
    assert promethee_ii(other).scores == pytest.approx(promethee_ii(matrix).scores, abs=1e-9)


@given(matrices())
def test_a_criterion_told_twice_counts_twice(matrix: DecisionMatrix) -> None:
    columns = [*range(len(matrix.criteria)), 0]
    doubled = matrix.weights.copy()
    doubled[0] *= 2
    once = both(replace(matrix, weights=doubled / doubled.sum()) if doubled.any() else matrix)
    twice = both(criteria_at(matrix, columns))
    for one, other in zip(once, twice, strict=True):
        assert list(one.ranks) == list(other.ranks)
    assert once[1].scores == pytest.approx(twice[1].scores, abs=1e-12)


@given(matrices())
def test_a_weight_of_zero_is_an_absent_criterion(matrix: DecisionMatrix) -> None:
    weighing = [int(column) for column in np.flatnonzero(matrix.weights > 0)]
    for one, other in zip(both(matrix), both(criteria_at(matrix, weighing)), strict=True):
        assert list(one.ranks) == list(other.ranks)


@given(matrices())
def test_nothing_ranks_before_what_dominates_it(matrix: DecisionMatrix) -> None:
    gains = matrix.gains
    for found in both(matrix):
        for i, mine in enumerate(gains):
            for j, theirs in enumerate(gains):
                if (mine >= theirs).all():
                    assert found.ranks[i] <= found.ranks[j]


@given(matrices())
def test_net_flows_sum_to_zero_and_any_weights_can_be_applied_later(matrix: DecisionMatrix) -> None:
    positive, negative = unicriterion_flows(matrix)
    found = promethee_ii(matrix)
    assert found.scores is not None
    assert abs(found.scores.sum()) < 1e-12
    assert ((positive >= 0) & (positive <= 1) & (negative >= 0) & (negative <= 1)).all()
    assert (positive - negative) @ matrix.weights == pytest.approx(found.scores, abs=1e-14)


@given(matrices())
def test_relations_counted_are_relations_listed(matrix: DecisionMatrix) -> None:
    found = promethee_i(matrix)
    preferred, incomparable = outranks(found.details["positive"], found.details["negative"])
    assert list(found.details["beaten_by"]) == list(preferred.sum(axis=0))
    assert found.details["incomparable"] * 2 == incomparable.sum()
    assert len(found.details["incomparable_pairs"]) == found.details["incomparable"]
    assert not (preferred & (preferred.T | incomparable)).any()
    for i, j in np.argwhere(preferred):
        assert found.ranks[i] < found.ranks[j]


def test_with_many_alternatives_incomparable_pairs_are_counted_only() -> None:
    """Unlike the usual function without ties, where the two flows sum to 1 and all is comparable."""
    levels = np.random.default_rng(0).random((201, 3))
    assert promethee_i(DecisionMatrix.of(levels)).details["incomparable"] == 0
    found = promethee_i(
        DecisionMatrix.of(levels, thresholds=uniform(3, 0.2, 0, 0)), preference="u_shape"
    )
    _, incomparable = outranks(found.details["positive"], found.details["negative"])
    assert found.details["incomparable_pairs"] is None
    assert found.details["incomparable"] * 2 == incomparable.sum() > 0


@pytest.mark.parametrize("function", FUNCTIONS)
def test_ten_thousand_alternatives_need_no_table_of_pairs(function: PreferenceFunction) -> None:
    levels = np.random.default_rng(1).random((10_000, 4))
    matrix = DecisionMatrix.of(levels, thresholds=uniform(4, 0.05, 0.3, 0.15))
    tracemalloc.start()
    found = promethee_ii(matrix, preference=function)
    promethee_i(matrix, preference=function)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert found.scores is not None
    assert abs(found.scores.sum()) < 1e-8
    assert peak < 50e6
