"""Weights from judgements by AHP and best-worst, against published tables and other solvers.

Sources:
    Saaty 1990, How to make a decision: the analytic hierarchy process, EJOR 48, 9-26, tables 2 to 4.
    Saaty 2003, Decision-making with the AHP: why is the principal eigenvector necessary,
        EJOR 145, 85-91, tables 1 and 3.
    Saaty 2008, Decision making with the analytic hierarchy process, Int. J. Services Sciences 1, 83-98.
    Papathanasiou and Ploskas 2018, Multiple Criteria Decision Aid, Springer: the chapter on the AHP.
    Rezaei 2016, Best-worst multi-criteria decision-making method: some properties and a linear
        model, Omega 64, 126-130, tables 2 to 4.
    Liang, Brunelli and Rezaei 2020, Consistency issues in the best worst method, Omega 96, table 3.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import combinations, product
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcda.elicitation.ahp import Priorities, ahp
from mcda.elicitation.bwm import bwm

Judgements = dict[tuple[str, str], Fraction]

FINE = 1e-7
RANDOM_INDEX = {3: 0.58, 4: 0.90, 5: 1.12, 6: 1.24, 7: 1.32, 8: 1.41, 9: 1.45, 10: 1.49}
NAMES = "abcdefghij"


def fractions(text: str) -> list[Fraction]:
    return [Fraction(word) for word in text.split()]


def upper(names: str, triangle: str) -> Judgements:
    """The judgements of the upper triangle of a comparison matrix, row by row."""
    return dict(zip(combinations(names.split(), 2), fractions(triangle), strict=True))


def matrix(names: Sequence[str], judgements: Mapping[tuple[str, str], Fraction]) -> np.ndarray[Any, Any]:
    filled = np.eye(len(names))
    for (a, b), times in judgements.items():
        filled[names.index(a), names.index(b)] = float(times)
        filled[names.index(b), names.index(a)] = float(1 / times)
    return filled


def off(
    judgements: Mapping[tuple[str, str], Fraction], found: Mapping[str, Fraction]
) -> dict[Any, float]:
    """How far each judgement is from the ratio of the weights: |log (a_ij w_j / w_i)|."""
    return {
        (a, b): abs(math.log(float(times * found[b] / found[a]))) for (a, b), times in judgements.items()
    }


# The analytic hierarchy process

HOUSE = "size transport hood age yard modern condition finance"
HOUSE_JUDGEMENTS = upper(
    HOUSE,
    "5 3 7 6 6 1/3 1/4  1/3 5 3 3 1/5 1/7  6 3 4 6 1/5  1/3 1/4 1/7 1/8  1/2 1/5 1/6  1/5 1/6  1/2",
)
DRINKS = "coffee wine tea beer soda milk water"
PUBLISHED_AHP = {
    "Papathanasiou and Ploskas 2018": (
        "a b c d", "1 5 3  5 3  1/3", ".3899 .3899 .0679 .1524", 4.0435, 0.0161, 4,
    ),
    "Saaty 1990, table 2: buying a house": (
        HOUSE, " ".join(map(str, HOUSE_JUDGEMENTS.values())),
        ".173 .054 .188 .018 .031 .036 .167 .333", 9.669, 0.169, 3,
    ),
    "Saaty 1990, table 3: transportation": ("A B C", "7 1/5 1/8", ".233 .055 .713", 3.247, 0.213, 3),
    "Saaty 1990, table 3: financing": ("A B C", "1/7 1/5 3", ".072 .650 .278", 3.065, 0.056, 3),
    "Saaty 1990, table 3: condition": ("A B C", "1/2 1/2 1", ".200 .400 .400", 3.0, 0.0, 3),
    "Saaty 1990, tables 3 and 4: size": ("A B C", "6 8 4", ".754 .181 .065", None, None, 3),
    "Saaty 1990, tables 3 and 4: yard": ("A B C", "5 4 1/3", ".674 .101 .226", None, None, 3),
    "Saaty 1990, tables 3 and 4: modern": ("A B C", "8 6 1/5", ".747 .060 .193", None, None, 3),
    "Saaty 2008: drinks in the United States": (
        DRINKS, "9 5 2 1 1 1/2   1/3 1/9 1/9 1/9 1/9   1/3 1/4 1/3 1/9   1/2 1 1/3   2 1/2   1/3",
        ".177 .019 .042 .116 .190 .129 .327", None, 0.022, 3,
    ),
}  # fmt: skip


@pytest.mark.parametrize("source", PUBLISHED_AHP)
def test_ahp_returns_published_priorities(source: str) -> None:
    names, triangle, weights, lambda_max, ratio, digits = PUBLISHED_AHP[source]
    found = ahp(upper(names, triangle))
    # One unit of the last digit: Saaty rounded financing to .650 and .278 where .6491 and .2790 are due.
    for name, weight in zip(names.split(), weights.split(), strict=True):
        assert float(found.weights[name]) == pytest.approx(float(weight), abs=1.1 * 10**-digits)
    assert sum(found.weights.values()) == 1
    assert all((weight * 10**9).denominator == 1 for weight in found.weights.values())
    if lambda_max is not None:
        assert found.lambda_max == pytest.approx(lambda_max, abs=0.6 * 10**-digits)
    if ratio is not None:
        assert found.ratio == pytest.approx(ratio, abs=0.6 * 10**-digits)


def test_the_judgement_to_revisit_is_the_one_that_saaty_finds() -> None:
    """Saaty 2003, table 3: neighbourhood over condition, where a_ij w_j / w_i is 5.32156."""
    found = ahp(HOUSE_JUDGEMENTS)
    assert found.revisit == ("hood", "condition")
    assert math.exp(off(HOUSE_JUDGEMENTS, found.weights)[found.revisit]) == pytest.approx(
        5.32156, abs=3e-4
    )


@pytest.mark.parametrize("n", RANDOM_INDEX)
def test_the_consistency_ratio_divides_by_saatys_random_index(n: int) -> None:
    judgements = dict.fromkeys(combinations(NAMES[:n], 2), Fraction(1)) | {("a", "b"): Fraction(3)}
    found = ahp(judgements)
    assert found.lambda_max == pytest.approx(max(np.linalg.eigvals(matrix(NAMES[:n], judgements)).real))
    assert found.ratio * RANDOM_INDEX[n] == pytest.approx((found.lambda_max - n) / (n - 1))
    assert found.ratio > 0


def test_two_criteria_are_always_consistent() -> None:
    found = ahp({("a", "b"): Fraction(7)})
    assert [float(found.weights[name]) for name in "ab"] == pytest.approx([7 / 8, 1 / 8], abs=1e-9)
    assert found.lambda_max == pytest.approx(2)
    assert (found.ratio, found.revisit) == (0, None)


SCALE = [*(Fraction(n) for n in range(1, 10)), *(Fraction(1, n) for n in range(2, 10))]


@st.composite
def judgement_sets(draw: st.DrawFn) -> Judgements:
    pairs = list(combinations(NAMES[: draw(st.integers(3, 6))], 2))
    return {pair: draw(st.sampled_from(SCALE)) for pair in pairs}


def same(found: Priorities, other: Priorities) -> None:
    assert found.weights.keys() == other.weights.keys()
    for name, weight in found.weights.items():
        assert float(weight) == pytest.approx(float(other.weights[name]), abs=FINE)
    assert found.lambda_max == pytest.approx(other.lambda_max, abs=FINE)
    assert found.ratio == pytest.approx(other.ratio, abs=FINE)


@given(judgement_sets())
def test_ahp_is_the_principal_eigenvector(judgements: Judgements) -> None:
    names = NAMES[: max(NAMES.index(b) for _, b in judgements) + 1]
    values, vectors = np.linalg.eig(matrix(names, judgements))
    first = int(np.argmax(values.real))
    vector = np.abs(vectors[:, first].real)
    found = ahp(judgements)
    assert [float(found.weights[name]) for name in names] == pytest.approx(
        vector / vector.sum(), abs=FINE
    )
    assert found.lambda_max == pytest.approx(values[first].real, abs=FINE)
    assert sum(found.weights.values()) == 1
    errors = off(judgements, found.weights)
    if found.revisit is not None:
        assert errors[found.revisit] >= max(errors.values()) - 1e-6
    else:
        assert max(errors.values()) < 1e-6


@given(judgement_sets(), st.randoms(use_true_random=False))
def test_neither_the_order_nor_the_direction_of_judgements_matters(
    judgements: Judgements, chance: Any
) -> None:
    pairs = list(judgements.items())
    chance.shuffle(pairs)
    same(ahp(judgements), ahp(dict(pairs)))
    turned = {(b, a): 1 / times for (a, b), times in pairs}
    same(ahp(judgements), ahp(turned))
    mixed = {(b, a) if i % 2 else (a, b): 1 / t if i % 2 else t for i, ((a, b), t) in enumerate(pairs)}
    same(ahp(judgements), ahp(mixed))


@given(judgement_sets(), st.randoms(use_true_random=False))
def test_new_names_carry_the_same_weights(judgements: Judgements, chance: Any) -> None:
    new = dict(zip(NAMES, chance.sample(NAMES, len(NAMES)), strict=True))
    found, renamed = ahp(judgements), ahp({(new[a], new[b]): t for (a, b), t in judgements.items()})
    for name, weight in found.weights.items():
        assert float(weight) == pytest.approx(float(renamed.weights[new[name]]), abs=FINE)
    assert found.ratio == pytest.approx(renamed.ratio, abs=FINE)


@given(st.lists(st.integers(1, 9), min_size=2, max_size=10), st.integers(1, 50))
def test_consistent_judgements_give_back_their_weights(points: list[int], scale: int) -> None:
    scaled = dict(zip(NAMES, (Fraction(point * scale) for point in points), strict=False))
    found = ahp({(a, b): scaled[a] / scaled[b] for a, b in combinations(scaled, 2)})
    for name, point in scaled.items():
        assert float(found.weights[name]) == pytest.approx(float(point / sum(scaled.values())), abs=1e-8)
    assert found.lambda_max == pytest.approx(len(points), abs=FINE)
    assert found.ratio == pytest.approx(0, abs=FINE)
    assert found.revisit is None


# The best-worst method

CAR = "quality price comfort safety style"  # best: price, worst: style
PUBLISHED_BWM = {
    "Rezaei 2016, table 2": ("2 1 4 2 8", "4 8 2 4 1", ".2105 .4211 .1053 .2105 .0526", 0, Fraction(0)),
    "Rezaei 2016, table 3": (
        "2 1 4 3 8", "4 8 2 3 1", ".2295 .4481 .1148 .1530 .0546", 0.0109, Fraction(1, 56),
    ),
    # No linear weights are published for table 4, only its comparisons: the ratio is worked out by hand.
    "Rezaei 2016, table 4": ("2 1 4 3 8", "4 8 4 2 1", None, None, Fraction(1, 7)),
}  # fmt: skip

# Liang, Brunelli and Rezaei 2020, table 3: rows a_BW = 3 to 9, columns 3 to 9 criteria.
THRESHOLDS = {
    3: ".1667 .1667 .1667 .1667 .1667 .1667 .1667",
    4: ".1121 .1529 .1898 .2206 .2527 .2577 .2683",
    5: ".1354 .1994 .2306 .2546 .2716 .2844 .2960",
    6: ".1330 .1990 .2643 .3044 .3144 .3221 .3262",
    7: ".1294 .2457 .2819 .3029 .3144 .3251 .3403",
    8: ".1309 .2521 .2958 .3154 .3408 .3620 .3657",
    9: ".1359 .2681 .3062 .3337 .3517 .3620 .3662",
}


def comparisons(names: str, values: str) -> dict[str, Fraction]:
    return dict(zip(names.split(), fractions(values), strict=True))


@pytest.mark.parametrize("source", PUBLISHED_BWM)
def test_bwm_returns_published_weights(source: str) -> None:
    to_others, to_worst, weights, xi, ratio = PUBLISHED_BWM[source]
    found = bwm("price", "style", comparisons(CAR, to_others), comparisons(CAR, to_worst))
    if weights is not None:
        for name, weight in zip(CAR.split(), weights.split(), strict=True):
            assert float(found.weights[name]) == pytest.approx(float(weight), abs=5.1e-5)
        assert found.xi == pytest.approx(xi, abs=5.1e-5)
    assert found.input_ratio == pytest.approx(float(ratio), abs=1e-12)
    assert found.threshold == pytest.approx(0.2958)
    assert sum(found.weights.values()) == 1


def test_best_and_worst_need_not_be_compared_with_themselves() -> None:
    to_others, to_worst = comparisons(CAR, "2 1 4 3 8"), comparisons(CAR, "4 8 2 3 1")
    whole = bwm("price", "style", to_others, to_worst)
    del to_others["price"], to_worst["style"]
    assert bwm("price", "style", to_others, to_worst) == whole


@pytest.mark.parametrize(("most", "count"), list(product(THRESHOLDS, range(3, 10))))
def test_thresholds_are_those_of_liang_brunelli_and_rezaei(most: int, count: int) -> None:
    between = dict.fromkeys(NAMES[1 : count - 1], Fraction(1))
    answers = {"a": Fraction(most), **between}
    found = bwm("a", NAMES[count - 1], {NAMES[count - 1]: Fraction(most), **between}, answers)
    assert found.threshold == pytest.approx(float(THRESHOLDS[most].split()[count - 3]), abs=1e-9)
    # |1 x 1 - a_BW| / (a_BW^2 - a_BW) = 1 / a_BW
    assert found.input_ratio == pytest.approx(1 / most)


def test_beyond_nine_criteria_the_last_threshold_of_the_table_holds() -> None:
    between = dict.fromkeys(NAMES[1:9], Fraction(2))
    found = bwm("a", "j", between | {"j": Fraction(4)}, between | {"a": Fraction(4)})
    assert found.threshold == 0.2683


def test_a_best_worth_twice_the_worst_leaves_no_room_for_contradictions() -> None:
    found = bwm("a", "c", {"b": Fraction(2), "c": Fraction(2)}, {"a": Fraction(2), "b": Fraction(2)})
    assert (found.threshold, found.is_consistent) == (0.0, False)


def test_equal_criteria_weigh_the_same() -> None:
    ones = dict.fromkeys("abc", Fraction(1))
    found = bwm("a", "c", ones, ones)
    assert [float(found.weights[name]) for name in "abc"] == pytest.approx([1 / 3] * 3, abs=1e-8)
    assert found.xi == pytest.approx(0, abs=1e-9)
    assert found.input_ratio == 0


def best_worst(to_others: Sequence[Fraction], to_worst: Sequence[Fraction]) -> Any:
    """The first is the best, the last the worst."""
    names = NAMES[: len(to_others)]
    return bwm(
        names[0],
        names[-1],
        dict(zip(names, to_others, strict=True)),
        dict(zip(names, to_worst, strict=True)),
    )


def least_xi(to_others: Sequence[Fraction], to_worst: Sequence[Fraction]) -> float:
    """min xi, |w_B - a_Bj w_j| <= xi, |w_j - a_jW w_W| <= xi, by another linear solver."""
    from scipy.optimize import linprog

    n = len(to_others)
    rows = []
    for j, (more, less) in enumerate(zip(to_others, to_worst, strict=True)):
        for one, times, other in ((0, more, j), (j, less, n - 1)):
            row = np.zeros(n + 1)
            row[one] += 1
            row[other] -= float(times)
            rows += [np.append(row[:n], -1), np.append(-row[:n], -1)]
    total = np.append(np.ones(n), 0).reshape(1, -1)
    least = linprog(
        np.eye(n + 1)[n], A_ub=np.array(rows), b_ub=np.zeros(len(rows)), A_eq=total, b_eq=[1]
    )
    return float(least.fun)


@st.composite
def answers(draw: st.DrawFn) -> tuple[list[Fraction], list[Fraction]]:
    most = draw(st.integers(1, 9))
    between = st.lists(
        st.integers(1, most).map(Fraction), min_size=(n := draw(st.integers(0, 5))), max_size=n
    )
    one, top = Fraction(1), Fraction(most)
    return [one, *draw(between), top], [top, *draw(between), one]


@given(answers())
def test_bwm_is_the_optimum_of_the_linear_model(both: tuple[list[Fraction], list[Fraction]]) -> None:
    to_others, to_worst = both
    found = best_worst(to_others, to_worst)
    w = [found.weights[name] for name in NAMES[: len(to_others)]]
    assert sum(w) == 1
    assert min(w) >= 0
    gaps = [abs(w[0] - a * w_j) for a, w_j in zip(to_others, w, strict=True)]
    gaps += [abs(w_j - a * w[-1]) for a, w_j in zip(to_worst, w, strict=True)]
    assert found.xi == pytest.approx(float(max(gaps)), abs=FINE)
    assert found.xi == pytest.approx(least_xi(to_others, to_worst), abs=FINE)
    most = to_others[-1]
    if most > 1:
        far = max(abs(a * b - most) for a, b in zip(to_others, to_worst, strict=True))
        assert found.input_ratio == pytest.approx(float(far / (most * most - most)), abs=1e-12)


@given(st.lists(st.integers(1, 9), min_size=2, max_size=8))
def test_consistent_answers_give_back_their_ratios(points: list[int]) -> None:
    points.sort(reverse=True)
    found = best_worst(
        [Fraction(points[0], point) for point in points],
        [Fraction(point, points[-1]) for point in points],
    )
    for name, point in zip(NAMES, points, strict=False):
        assert float(found.weights[name]) == pytest.approx(point / sum(points), abs=1e-8)
    assert found.xi == pytest.approx(0, abs=1e-8)
    assert found.input_ratio == 0
