"""ELECTRE III against documented examples, against its definition, and by its properties."""

from __future__ import annotations

import random
import time
import tracemalloc
from dataclasses import replace
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from electre_by_definition import Case, cases, distillation, median, outranks, thresholds
from hypothesis import given
from hypothesis import strategies as st

from mcda.errors import UsageProblem
from mcda.problems import CATALOGUE
from mcda.scoring.ranking.electre_iii import distil, electre_iii, median_ranks, positions
from mcda.scoring.ranking.matrix import DecisionMatrix

# ---------------------------------------------------------------- documented examples

FIVE = [
    [1.0, 0.0, 1.0, 0.8, 1.0],
    [0.0, 1.0, 0.0, 0.9, 0.67],
    [0.6, 0.0, 1.0, 0.6, 0.8],
    [0.25, 0.8, 0.67, 1.0, 0.85],
    [0.67, 0.0, 0.8, 0.8, 1.0],
]
"""Credibilities of five projects: PatrykHub/ELECTRE-Methods, tests/outranking/test_distillation.py.

Its tests state both distillations too: downward P1 | P2 | P3 P4 P5, upward (worst first)
P3 P5 | P4 | P1 P2.
"""
TWELVE = [
    [1.0, 1.0, 0.9977, 0.606, 1.0, 0.9977, 0.8175, 1.0, 0.803, 0.8775, 0.548, 0.5318],
    [1.0, 1.0, 0.9977, 0.4047, 0.9973, 0.9816, 0.7762, 1.0, 0.6612, 0.8775, 0.4951, 0.443],
    [0.7734, 0.8946, 1.0, 0.2775, 0.8041, 0.8014, 0.6083, 0.916, 0.499, 0.8775, 0.382, 0.3598],
    [0.85, 0.85, 0.9317, 1.0, 0.85, 0.9317, 0.7739, 0.916, 0.8742, 0.8775, 0.7464, 0.7912],
    [0.9786, 0.9854, 0.9977, 0.5903, 1.0, 0.9816, 0.7184, 1.0, 0.7288, 0.8775, 0.4546, 0.3839],
    [0.8946, 0.9014, 1.0, 0.5999, 0.916, 1.0, 0.7488, 0.916, 0.7128, 0.8775, 0.464, 0.464],
    [1.0, 1.0, 1.0, 0.691, 1.0, 1.0, 1.0, 1.0, 0.803, 0.8775, 0.6875, 0.6875],
    [0.5299, 0.7279, 0.7849, 0.2795, 0.7057, 0.5066, 0.3148, 1.0, 0.3638, 0.8118, 0.2394, 0.1979],
    [0.8692, 0.934, 1.0, 0.773, 0.9352, 0.9352, 0.7297, 1.0, 1.0, 0.8775, 0.7647, 0.8393],
    [0.5803, 0.8033, 0.9186, 0.3486, 0.7385, 0.5779, 0.4384, 0.916, 0.5775, 1.0, 0.4959, 0.3625],
    [0.8692, 0.934, 0.9317, 0.773, 0.8692, 0.8669, 0.8669, 1.0, 0.9688, 1.0, 1.0, 0.9977],
    [0.8692, 0.934, 0.9537, 0.7835, 0.8822, 0.8822, 0.8692, 1.0, 0.993, 1.0, 1.0, 1.0],
]
"""Credibilities of twelve alternatives, same source, with both distillations."""


def both(credibility: Any) -> tuple[list[int], list[int]]:
    sigma = np.array(credibility)
    down = distil(sigma, alpha=-0.15, beta=0.30, best_first=True)
    up = distil(sigma, alpha=-0.15, beta=0.30, best_first=False)
    return down.tolist(), up.tolist()


def test_distillations_of_five_documented_projects() -> None:
    assert both(FIVE) == ([1, 2, 3, 3, 3], [1, 1, 3, 2, 3])


def test_distillations_of_twelve_documented_alternatives() -> None:
    """Downward V11 V12 | V4 V7 | V9 | V1 V6 | V5 | V2 | V10 V3 V8; upward read from the best:
    V11 V12 V4 | V7 V9 | V1 | V2 V5 V6 | V10 | V3 | V8."""
    assert both(TWELVE) == (
        [4, 6, 7, 2, 5, 4, 2, 7, 3, 7, 1, 1],
        [3, 4, 6, 1, 4, 4, 2, 7, 2, 5, 1, 1],
    )


def test_final_and_median_preorder_of_five_documented_countries() -> None:
    """ELECTRE-Methods, same file: from downward GER | ITA | BEL AUT FRA and upward
    FRA | GER | ITA | BEL | AUT, ranks FRA GER | ITA | BEL | AUT, median GER | FRA | ITA | BEL | AUT."""
    ger, ita, bel, aut, fra = range(5)
    descending = np.array([1, 2, 3, 3, 3])
    ascending = np.array([2, 3, 4, 5, 1])
    found = positions(descending, ascending)
    assert [found[x] for x in (fra, ger, ita, bel, aut)] == [1, 1, 2, 3, 4]
    ranks = median_ranks(descending, ascending)
    assert [ranks[x] for x in (ger, fra, ita, bel, aut)] == [1, 2, 3, 4, 5]


def test_concordance_and_credibility_of_the_five_projects() -> None:
    """Levels, weights and thresholds: example of Electre3_SimpleThresholds, OutrankingTools 1.0
    (Prombo 2014), which states p = 20 on the last criterion; with 30, credibilities are those of
    `FIVE`, all twenty of them: 20 looks like a slip of the pen."""
    matrix = DecisionMatrix.of(
        [
            [-14, 90, 0, 40, 100],
            [129, 100, 0, 0, 0],
            [-10, 50, 0, 10, 100],
            [44, 90, 0, 5, 20],
            [-14, 100, 0, 20, 40],
        ],
        thresholds=thresholds([25, 16, 0, 12, 10], [50, 24, 1, 24, 30], [100, 60, 2, 48, 90]),
    )
    found = electre_iii(matrix)
    assert found.details["credibility"] == pytest.approx(np.array(FIVE), abs=0.005)
    assert found.details["concordance"][0].tolist() == pytest.approx([1, 0.8, 1, 0.8, 1])
    assert found.details["concordance"][4].tolist() == pytest.approx([2 / 3, 0.8, 0.8, 0.8, 1])
    assert found.details["descending"].tolist() == [1, 2, 3, 3, 3]
    assert found.details["ascending"].tolist() == [1, 1, 3, 2, 3]
    assert found.details["incomparable"] == 0
    assert found.ranks.tolist() == [1, 2, 4, 3, 4]
    assert found.method == "electre_iii"


# ---------------------------------------------------------------- the definition

DISTILLATIONS = [
    (Fraction(-3, 20), Fraction(3, 10)),
    (Fraction(0), Fraction(1, 10)),
    (Fraction(0), Fraction(0)),
    (Fraction(1, 5), Fraction(1, 20)),
]


def compare(case: Case, slope: Fraction, height: Fraction) -> None:
    found = electre_iii(case.matrix(), alpha=float(slope), beta=float(height))
    pairs = [[outranks(case, a, b) for b in case.gains] for a in case.gains]
    sigma = [[credibility for _, credibility in row] for row in pairs]
    for name, expected in (
        ("concordance", [[c for c, _ in row] for row in pairs]),
        ("credibility", sigma),
    ):
        assert found.details[name].ravel() == pytest.approx([float(x) for row in expected for x in row])
    descending = distillation(sigma, slope, height, best_first=True)
    ascending = distillation(sigma, slope, height, best_first=False)
    assert found.details["descending"].tolist() == descending
    assert found.details["ascending"].tolist() == ascending
    place, ranks, apart = median(descending, ascending)
    assert found.details["positions"].tolist() == place
    assert found.ranks.tolist() == ranks
    assert found.details["incomparable"] == apart


@given(cases(), st.sampled_from(DISTILLATIONS))
def test_the_definition_in_fractions_gives_the_same(case: Case, s: tuple[Fraction, Fraction]) -> None:
    compare(case, *s)


@pytest.mark.parametrize("seed", range(4))
def test_the_definition_in_fractions_gives_the_same_on_many_alternatives(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311, a reproducible draw
    columns = 4
    limits = [tuple(sorted(Fraction(chance.randint(0, 60)) for _ in range(3))) for _ in range(columns)]
    case = Case(
        [[Fraction(chance.randint(0, 80)) for _ in range(columns)] for _ in range(30)],
        [chance.randint(1, 5) for _ in range(columns)],
        [chance.random() < 0.5 for _ in range(columns)],
        [(q, p, v if chance.random() < 0.7 else None) for q, p, v in limits],
    )
    compare(case, Fraction(-3, 20), Fraction(3, 10))


# ---------------------------------------------------------------- properties


def orders(matrix: DecisionMatrix) -> tuple[list[int], list[int], list[int]]:
    found = electre_iii(matrix)
    return (
        found.details["descending"].tolist(),
        found.details["ascending"].tolist(),
        found.ranks.tolist(),
    )


@given(cases(), st.randoms())
def test_the_order_of_rows_does_not_matter(case: Case, chance: random.Random) -> None:
    shuffled = list(range(len(case.levels)))
    chance.shuffle(shuffled)
    mixed = replace(case, levels=[case.levels[row] for row in shuffled])
    expected = tuple([order[row] for row in shuffled] for order in orders(case.matrix()))
    assert orders(mixed.matrix()) == expected


@given(cases(), st.data())
def test_units_do_not_matter_if_thresholds_follow(case: Case, data: st.DataObject) -> None:
    size = len(case.weights)
    factors = data.draw(
        st.lists(st.sampled_from([1, 3, 1000, Fraction(1, 7)]), min_size=size, max_size=size)
    )
    scaled = replace(
        case,
        levels=[[x * f for x, f in zip(row, factors, strict=True)] for row in case.levels],
        thresholds=[
            tuple(None if x is None else x * f for x in limits)
            for limits, f in zip(case.thresholds, factors, strict=True)
        ],
    )
    assert orders(scaled.matrix()) == orders(case.matrix())


@given(cases(veto=False))
def test_a_criterion_twice_is_a_criterion_of_double_weight(case: Case) -> None:
    """Without veto: with one, each copy weakens the credibility once more."""
    twice = Case(
        [[*row, row[0]] for row in case.levels],
        [*case.weights, case.weights[0]],
        [*case.maximise, case.maximise[0]],
        [*case.thresholds, case.thresholds[0]],
    )
    double = replace(case, weights=[2 * case.weights[0], *case.weights[1:]])
    assert orders(twice.matrix()) == orders(double.matrix())


@given(cases(), st.integers(0, 7))
def test_a_criterion_without_weight_is_as_good_as_absent(case: Case, level: int) -> None:
    """It has no veto either."""
    more = Case(
        [[*row, Fraction(level * place)] for place, row in enumerate(case.levels)],
        [*case.weights, 0],
        [*case.maximise, True],
        [*case.thresholds, (Fraction(0), Fraction(0), Fraction(1))],
    )
    assert orders(more.matrix()) == orders(case.matrix())


@given(cases())
def test_who_dominates_comes_after_in_neither_distillation(case: Case) -> None:
    found, gains = orders(case.matrix()), case.gains
    for a, one in enumerate(gains):
        for b, other in enumerate(gains):
            if all(x >= y for x, y in zip(one, other, strict=True)):
                assert all(order[a] <= order[b] for order in found)


@given(cases())
def test_the_median_preorder_respects_the_partial_one(case: Case) -> None:
    descending, ascending, ranks = orders(case.matrix())
    for a, here in enumerate(zip(descending, ascending, strict=True)):
        for b, there in enumerate(zip(descending, ascending, strict=True)):
            if here == there:
                assert ranks[a] == ranks[b]
            elif here[0] <= there[0] and here[1] <= there[1]:
                assert ranks[a] < ranks[b]


def test_a_loss_of_exactly_the_threshold_in_tenths() -> None:
    """0.3 - 0.1 is less than 0.2 in floats, 0.7 - 0.4 more than 0.3: neither must tell."""
    matrix = DecisionMatrix.of([[0.1], [0.3]], thresholds=thresholds([0.2], [None], [None]))
    assert orders(matrix) == ([1, 1], [1, 1], [1, 1])
    matrix = DecisionMatrix.of([[0.4, 1], [0.7, 0]], thresholds=thresholds([0, 0], [0, 0], [0.3, None]))
    assert electre_iii(matrix).details["credibility"].tolist() == [[1, 0], [0.5, 1]]


def test_one_alternative_is_the_first() -> None:
    assert orders(DecisionMatrix.of([[3.0, 4.0]])) == ([1], [1], [1])


# ---------------------------------------------------------------- refusals


@pytest.mark.parametrize(
    ("q", "p", "v"),
    [(2, 1, None), (0, 3, 2), (-1, 1, None), (None, -1, None), (1, None, 0.5), (0, np.inf, None)],
)
def test_thresholds_that_do_not_rise_are_told_with_their_criterion(q: Any, p: Any, v: Any) -> None:
    matrix = DecisionMatrix.of(
        [[1, 2], [3, 4]], criteria=["gain", "noise"], thresholds=thresholds([0, q], [1, p], [2, v])
    )
    with pytest.raises(UsageProblem) as caught:
        electre_iii(matrix)
    problem = caught.value.problem
    assert (problem.code, problem.value) == ("E164", "noise")
    assert CATALOGUE["E164"].message.format(value=problem.value, **problem.details)


@pytest.mark.parametrize(("alpha", "beta"), [(-0.5, 0.3), (0.0, -0.1), (np.nan, 0.3), (0, np.inf)])
def test_a_distillation_threshold_below_zero_is_refused(alpha: float, beta: float) -> None:
    with pytest.raises(UsageProblem) as caught:
        electre_iii(DecisionMatrix.of([[1], [2]]), alpha=alpha, beta=beta)
    problem = caught.value.problem
    assert problem.code == "E165"
    assert CATALOGUE["E165"].message.format(**problem.details)


# ---------------------------------------------------------------- size


def test_a_thousand_actions_on_ten_criteria_are_quick() -> None:
    """About 1 s and 0.1 GB; the bounds leave room for a slow machine."""
    chance = np.random.default_rng(7)
    matrix = DecisionMatrix.of(
        chance.random((1000, 10)),
        weights=chance.random(10) + 0.1,
        thresholds=thresholds([0.05] * 10, [0.15] * 10, [0.5] * 10),
    )
    tracemalloc.start()
    begun = time.perf_counter()
    try:
        found = electre_iii(matrix)
        spent, (_, peak) = time.perf_counter() - begun, tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert sorted(found.ranks)[0] == 1
    assert spent < 10
    assert peak < 250e6
