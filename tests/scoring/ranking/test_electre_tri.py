"""ELECTRE TRI-B against documented examples, against its definition, and by its properties."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from electre_by_definition import TENTH, Case, assignments, cases, floats, outranks, thresholds
from hypothesis import given
from hypothesis import strategies as st

from mcda.errors import UsageProblem
from mcda.problems import CATALOGUE
from mcda.scoring.ranking.electre_tri import CLASSES, Sorting, as_ranking, electre_tri
from mcda.scoring.ranking.matrix import DecisionMatrix

# ---------------------------------------------------------------- documented examples


def sorting(
    levels: Any, weights: Any, bounds: tuple[Any, Any, Any], profiles: Any, cut: float
) -> Sorting:
    matrix = DecisionMatrix.of(levels, weights=weights, thresholds=thresholds(*bounds))
    return electre_tri(matrix, profiles, cut=cut)


def test_the_example_of_the_manual_of_electre_tri() -> None:
    """Mousseau, Slowinski and Zielniewicz (1999), tables 1, 2 and 9, three classes.

    Levels, thresholds and limits as given, with these tables, in the data of ELECTRE_Tri (Ghiaus 2024,
    mous3docl99_3.csv) and in the examples of pyDecision; the manual itself was not read. Optimistic
    classes are those that ELECTRE_Tri documents as on its page 20; both assignments are those of the
    Decision Deck library `mcda` 1.1.0, run on these data. Credibilities follow by hand:
    a1 lacks 8 of 75 on the second criterion, c = (10 - 8) / 5 = 0.4 and C = 4.4 / 5.
    """
    found = sorting(
        [[75, 67, 85, 82, 90], [28, 35, 70, 90, 95], [45, 60, 55, 68, 60]],
        [1] * 5,
        ([5] * 5, [10] * 5, [30] * 5),
        [[70, 75, 80, 75, 85], [50, 48, 55, 55, 60]],
        0.75,
    )
    assert found.credibility[0].tolist() == pytest.approx([0.88, 1])
    assert found.credibility[1].tolist() == pytest.approx([0, 0.6])
    assert found.limit_credibility[0].tolist() == pytest.approx([0.92, 0])
    assert found.pessimistic.tolist() == [0, 2, 1]
    assert found.optimistic.tolist() == [0, 0, 1]
    assert found.classes == CLASSES == ("priority", "to mature", "set aside")


def test_the_step_by_step_example_of_electre_tri() -> None:
    """ELECTRE_Tri (Ghiaus 2024), step_by_step.ipynb: both tables of credibility and the optimistic
    classes. Its pessimistic procedure asks for strict preference, unlike Roy and Bouyssou (1993): it
    differs on a2, which is indifferent to b2. Pessimistic classes here: Decision Deck `mcda` 1.1.0."""
    found = sorting(
        [[8.5, 18], [14, 16], [5, 27]],
        [0.7, 0.3],
        ([1, 2], [2, 4], [4, 8]),
        [[15, 20], [10, 15]],
        0.7,
    )
    assert found.credibility == pytest.approx(np.array([[0, 0.65], [0.7, 1], [0, 0]]))
    assert found.limit_credibility == pytest.approx(
        np.array([[1, 0.85], [1, 0], [0.583333, 0]]), abs=1e-6
    )
    assert found.optimistic.tolist() == [2, 0, 0]
    assert found.pessimistic.tolist() == [2, 0, 2]


def test_eight_alternatives_of_a_course_book() -> None:
    """Iskafi (2022), tables 10.1 and 10.13 as given in ELECTRE_Tri (Ghiaus 2024,
    isfaki_T10_1_T10_13.csv), whose optimistic classes these are, with cut 0.7; pessimistic classes by
    Decision Deck `mcda` 1.1.0. Losses of 0.02 and 0.05 equal to thresholds are not so in floats."""
    found = sorting(
        [
            [0.72, 3.56, 1.34, 0.62, 44.34],
            [0.80, 3.94, 1.43, 0.74, 36.36],
            [0.76, 3.63, 1.38, 0.89, 48.75],
            [0.78, 3.74, 1.45, 0.72, 42.13],
            [0.74, 3.54, 1.37, 0.73, 36.99],
            [0.69, 3.74, 1.45, 0.84, 42.43],
            [0.70, 3.28, 1.28, 0.83, 47.43],
            [0.86, 3.37, 1.15, 0.80, 80.79],
        ],
        [30, 30, 20, 10, 10],
        ([0.02, 0.05, 0.02, 0.05, 2], [0.05, 0.10, 0.05, 0.10, 8], [0.15, 0.60, 0.25, 0.25, 15]),
        [[0.80, 3.70, 1.37, 0.79, 43], [0.75, 3.50, 1.30, 0.73, 42]],
        0.7,
    )
    assert found.optimistic.tolist() == [1, 0, 1, 0, 1, 0, 2, 0]
    assert found.pessimistic.tolist() == [1, 0, 1, 0, 1, 0, 2, 2]


# ---------------------------------------------------------------- the definition

CUTS = [Fraction(1, 2), Fraction(3, 5), Fraction(3, 4), Fraction(1)]


@st.composite
def sortings(draw: st.DrawFn) -> tuple[Case, list[list[Fraction]], Fraction]:
    """A case, ordered limits from the best class downward, a cut."""
    case = draw(cases())
    number = draw(st.integers(1, 3))
    columns = []
    for up in case.maximise:
        column = draw(st.lists(st.integers(0, 7), min_size=number, max_size=number))
        columns.append([n * TENTH for n in sorted(column, reverse=up)])
    return case, [list(row) for row in zip(*columns, strict=True)], draw(st.sampled_from(CUTS))


def solved(case: Case, limits: list[list[Fraction]], cut: Fraction) -> Sorting:
    names = [f"class {n}" for n in range(len(limits) + 1)]
    return electre_tri(case.matrix(), floats(limits), names, cut=float(cut))


@given(sortings())
def test_the_definition_in_fractions_gives_the_same(
    drawn: tuple[Case, list[list[Fraction]], Fraction],
) -> None:
    case, limits, cut = drawn
    found = solved(case, limits, cut)
    turned = [case.turned(limit) for limit in limits]
    there = [float(outranks(case, a, b)[1]) for a in case.gains for b in turned]
    back = [float(outranks(case, b, a)[1]) for a in case.gains for b in turned]
    assert found.credibility.ravel().tolist() == pytest.approx(there)
    assert found.limit_credibility.ravel().tolist() == pytest.approx(back)
    assert (found.pessimistic.tolist(), found.optimistic.tolist()) == assignments(case, limits, cut)


# ---------------------------------------------------------------- properties


@given(sortings())
def test_the_optimistic_class_is_never_worse(
    drawn: tuple[Case, list[list[Fraction]], Fraction],
) -> None:
    found = solved(*drawn)
    assert (found.optimistic <= found.pessimistic).all()


@given(sortings())
def test_each_alternative_is_assigned_by_itself(
    drawn: tuple[Case, list[list[Fraction]], Fraction],
) -> None:
    case, limits, cut = drawn
    found = solved(case, limits, cut)
    for row, levels in enumerate(case.levels):
        alone = solved(replace(case, levels=[levels]), limits, cut)
        assert alone.pessimistic[0] == found.pessimistic[row]
        assert alone.optimistic[0] == found.optimistic[row]


@given(sortings())
def test_who_dominates_is_in_no_worse_class(
    drawn: tuple[Case, list[list[Fraction]], Fraction],
) -> None:
    found, gains = solved(*drawn), drawn[0].gains
    for a, one in enumerate(gains):
        for b, other in enumerate(gains):
            if all(x >= y for x, y in zip(one, other, strict=True)):
                assert found.pessimistic[a] <= found.pessimistic[b]
                assert found.optimistic[a] <= found.optimistic[b]


@given(sortings())
def test_who_stands_at_a_limit_is_in_its_class_at_least(
    drawn: tuple[Case, list[list[Fraction]], Fraction],
) -> None:
    case, limits, cut = drawn
    found = solved(replace(case, levels=limits), limits, cut)
    assert all(found.pessimistic[rank] <= rank for rank in range(len(limits)))


@given(sortings())
def test_a_higher_cut_lifts_nobody_in_the_pessimistic_classes(
    drawn: tuple[Case, list[list[Fraction]], Fraction],
) -> None:
    case, limits, _ = drawn
    by_cut = [solved(case, limits, cut).pessimistic for cut in CUTS]
    for low, high in pairwise(by_cut):
        assert (low <= high).all()


def test_the_ranking_is_by_pessimistic_class() -> None:
    found = electre_tri(DecisionMatrix.of([[1], [9], [5], [6]]), [[8], [4]])
    ranking = as_ranking(found)
    assert ranking.method == "electre_tri"
    assert ranking.ranks.tolist() == [4, 1, 2, 2]
    assert ranking.details["pessimistic"].tolist() == [2, 0, 1, 1]
    assert ranking.details["classes"] == CLASSES


def test_limits_of_a_criterion_to_minimise_fall_from_class_to_class_upward() -> None:
    matrix = DecisionMatrix.of([[1], [5], [9]], maximise=[False])
    assert electre_tri(matrix, [[2], [6]]).pessimistic.tolist() == [0, 1, 2]


# ---------------------------------------------------------------- refusals


def refused(*arguments: Any, **options: Any) -> str:
    """The code, once its words have been filled in."""
    with pytest.raises(UsageProblem) as caught:
        electre_tri(*arguments, **options)
    problem = caught.value.problem
    assert CATALOGUE[problem.code].message.format(value=problem.value, **problem.details)
    return problem.code


TWO = DecisionMatrix.of([[1, 2], [3, 4]], maximise=[True, False], criteria=["gain", "noise"])


@pytest.mark.parametrize("profiles", [[[3, 1], [4, 2]], [[4, 2], [3, 1]]])
def test_limits_out_of_order_on_a_criterion_are_refused(profiles: Any) -> None:
    assert refused(TWO, profiles) == "E166"


@pytest.mark.parametrize("cut", [0.49, 1.01, np.nan])
def test_a_cut_outside_one_half_to_one_is_refused(cut: float) -> None:
    assert refused(TWO, [[4, 1], [3, 2]], cut=cut) == "E167"


@pytest.mark.parametrize(
    ("profiles", "classes"),
    [
        ([[4, 1]], CLASSES),
        ([[4], [3]], CLASSES),
        ([[4, 1], [np.nan, 2]], CLASSES),
        (np.empty((0, 2)), ["all"]),
        ([4, 1], ["good", "bad"]),
    ],
)
def test_limits_that_do_not_fit_the_classes_are_refused(profiles: Any, classes: Any) -> None:
    assert refused(TWO, profiles, classes) == "E168"


def test_thresholds_are_checked_here_too() -> None:
    matrix = DecisionMatrix.of([[1]], thresholds=thresholds([2], [1], [None]))
    assert refused(matrix, [[2], [1]]) == "E164"
