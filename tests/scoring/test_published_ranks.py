"""Weights from ranks, swings and statements, against published tables and an enumeration by hand.

Sources:
    Stillwell, Seaver and Edwards 1981, A comparison of weight approximation techniques in
        multiattribute utility decision making, OBHP 28, 62-77: rank sum, rank reciprocal.
    Edwards and Barron 1994, SMARTS and SMARTER, OBHDP 60, 306-325; Barron and Barrett 1996, Decision
        quality using ranked attribute weights, Management Science 42, 1515-1523: rank order centroid.
    Goodwin and Wright 2004, Decision Analysis for Management Judgment, 3rd edition, chapter 3.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import combinations, pairwise, permutations, product
from typing import Any, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from loading import load
from tiny import tiny

from mcda.elicitation.polytope import Halfspace, centre, vertices
from mcda.elicitation.ranks import rank_weights
from mcda.scoring import leaf_weights

Row = tuple[tuple[Fraction, ...], Fraction]
Point = tuple[Fraction, ...]
Formula = Literal["roc", "sum", "reciprocal"]

NAMES = "abcdefghij"


def fractions(text: str) -> list[Fraction]:
    return [Fraction(word) for word in text.split()]


# Ranks. Every expected weight is the formula of its source, worked out by hand as a fraction.

PUBLISHED_RANKS: dict[tuple[Formula, int], tuple[str, str]] = {
    ("roc", 2): ("3/4 1/4", ".75 .25"),
    ("roc", 3): ("11/18 5/18 2/18", ".6111 .2778 .1111"),
    ("roc", 4): ("25/48 13/48 7/48 3/48", ".5208 .2708 .1458 .0625"),
    ("roc", 5): ("137/300 77/300 47/300 27/300 12/300", ".4567 .2567 .1567 .0900 .0400"),
    ("roc", 6): ("147/360 87/360 57/360 37/360 22/360 10/360", ".4083 .2417 .1583 .1028 .0611 .0278"),
    ("sum", 4): ("4/10 3/10 2/10 1/10", ".4 .3 .2 .1"),
    ("sum", 5): ("5/15 4/15 3/15 2/15 1/15", ".3333 .2667 .2000 .1333 .0667"),
    ("reciprocal", 3): ("6/11 3/11 2/11", ".5455 .2727 .1818"),
    ("reciprocal", 4): ("12/25 6/25 4/25 3/25", ".48 .24 .16 .12"),
    ("reciprocal", 5): ("60/137 30/137 20/137 15/137 12/137", ".4380 .2190 .1460 .1095 .0876"),
}
FORMULAS: tuple[Formula, ...] = ("roc", "sum", "reciprocal")


@pytest.mark.parametrize(("formula", "n"), PUBLISHED_RANKS)
def test_ranks_become_published_weights(formula: Formula, n: int) -> None:
    exact, rounded = PUBLISHED_RANKS[formula, n]
    found = rank_weights([[name] for name in NAMES[:n]], formula)
    assert [found[name] for name in NAMES[:n]] == fractions(exact)
    for name, weight in zip(NAMES, rounded.split(), strict=False):
        assert float(found[name]) == pytest.approx(float(weight), abs=5e-5)


def test_tied_names_share_the_mean_of_their_places() -> None:
    found = rank_weights([["d"], ["a", "c"], ["b"]], "roc")
    assert found == dict(zip("dacb", fractions("25/48 10/48 10/48 3/48"), strict=True))
    assert rank_weights([["a", "b", "c"]], "reciprocal") == dict.fromkeys("abc", Fraction(1, 3))
    assert rank_weights([["a"]], "sum") == {"a": 1}


@given(st.lists(st.integers(1, 2), min_size=1, max_size=4), st.sampled_from(FORMULAS))
def test_ties_are_the_mean_over_all_ways_to_break_them(sizes: list[int], formula: Formula) -> None:
    letters = iter(NAMES)
    order = [[next(letters) for _ in range(size)] for size in sizes]
    ways = [
        rank_weights([[name] for group in way for name in group], formula)
        for way in product(*(list(permutations(group)) for group in order))
    ]
    found = rank_weights(order, formula)
    assert found == {name: sum(way[name] for way in ways) / len(ways) for name in found}
    assert sum(found.values()) == 1
    assert sorted(found) == sorted(name for group in order for name in group)


# Swing weights

OFFICE = "closeness visibility image size comfort parking"


def test_swing_points_are_normalised() -> None:
    """Goodwin and Wright 2004, figure 3.5: 100 and 80 points; weights 32, 26, 23, 10, 6 and 3.

    The four points below 80 are the only multiples of ten with these weights.
    """
    points = dict(zip(OFFICE.split(), (100, 80, 70, 30, 20, 10), strict=True))
    scenario = load(swing(points))
    found = leaf_weights(scenario)
    assert found == {name: Fraction(point, 310) for name, point in points.items()}
    assert [round(100 * found[name]) for name in points] == [32, 26, 23, 10, 6, 3]


def test_swing_points_need_no_particular_total() -> None:
    found = leaf_weights(load(swing({"a": 100, "b": 90, "c": 40})))
    assert found == {"a": Fraction(10, 23), "b": Fraction(9, 23), "c": Fraction(4, 23)}


def swing(points: Mapping[str, int]) -> dict[str, Any]:
    first = next(iter(points))
    return tiny(
        criteria=[{"criterion": c, "name": c, "unit": "u", "zero": 0, "full": 100} for c in points],
        impacts=[{"action": action, first: 10} for action in ("A1", "A2", "A3")],
        weights={"swing": dict(points)},
    )


# Weights known by inequalities: the corners of what they allow


def halfspaces(names: str, rows: Sequence[Row]) -> list[Halfspace]:
    """Each row c, b reads c.w >= b; coefficients of 0 are left out."""
    return [
        Halfspace({name: c for name, c in zip(names, left, strict=True) if c}, bound)
        for left, bound in rows
    ]


def rows(*texts: str) -> list[Row]:
    """`1 -1 0 >= 0`."""
    sides = [text.split(">=") for text in texts]
    return [(tuple(fractions(left)), Fraction(bound.strip())) for left, bound in sides]


def points(*texts: str) -> tuple[Point, ...]:
    return tuple(tuple(fractions(text)) for text in texts)


def corners(n: int, statements: Sequence[Row]) -> tuple[Point, ...]:
    """Every point where n - 1 constraints meet on sum w = 1, if it keeps all of them."""
    kept = [*statements, *((unit(n, j), Fraction(0)) for j in range(n))]
    whole: Row = ((Fraction(1),) * n, Fraction(1))
    found = {meeting([whole, *some]) for some in combinations(kept, n - 1)} - {None}
    inside = {
        point
        for point in found
        if point is not None
        and all(sum(c * w for c, w in zip(left, point, strict=True)) >= bound for left, bound in kept)
    }
    return tuple(sorted(inside))


def unit(n: int, j: int) -> Point:
    return tuple(Fraction(i == j) for i in range(n))


def meeting(equations: Sequence[Row]) -> Point | None:
    """The only solution of n equations in n unknowns, by Gauss and Jordan; None if there is no such."""
    table = [[*left, bound] for left, bound in equations]
    for column in range(len(table)):
        pivot = next((row for row in table[column:] if row[column]), None)
        if pivot is None:
            return None
        table.remove(pivot)
        pivot = [cell / pivot[column] for cell in pivot]
        table = [[a - row[column] * b for a, b in zip(row, pivot, strict=True)] for row in table]
        table.insert(column, pivot)
    return tuple(row[-1] for row in table)


def allowed(names: str, *statements: str) -> tuple[Point, ...]:
    return vertices(names, halfspaces(names, rows(*statements)))


def test_the_vertices_of_a_ranking_are_those_known_and_their_centre_is_its_centroid() -> None:
    """Barron and Barrett 1996: the centroid weights are the mean of these corners."""
    found = allowed("abc", "1 -1 0 >= 0", "0 1 -1 >= 0")
    assert found == points("1/3 1/3 1/3", "1/2 1/2 0", "1 0 0")
    assert centre(found) == points("11/18 5/18 2/18")[0]


@pytest.mark.parametrize("n", range(1, 7))
def test_the_centre_of_a_full_ranking_is_the_rank_order_centroid(n: int) -> None:
    names = NAMES[:n]
    order = [Halfspace({a: Fraction(1), b: Fraction(-1)}, Fraction(0)) for a, b in pairwise(names)]
    found = vertices(names, order)
    first = [tuple(Fraction(j < k, k) for j in range(n)) for k in range(1, n + 1)]
    assert found == tuple(sorted(first))
    assert centre(found) == tuple(rank_weights([[name] for name in names], "roc").values())


def test_without_statements_the_vertices_are_the_unit_weights() -> None:
    assert vertices("abc", ()) == points("0 0 1", "0 1 0", "1 0 0")
    assert centre(vertices("abc", ())) == points("1/3 1/3 1/3")[0]
    assert vertices("a", ()) == points("1")


def test_vertices_worked_out_by_hand() -> None:
    assert allowed("abc", "1 -1 0 >= 0") == points("0 0 1", "1/2 1/2 0", "1 0 0")
    assert allowed("abc", "1 -2 0 >= 0") == points("0 0 1", "2/3 1/3 0", "1 0 0")
    assert allowed("abc", "1 -1 0 >= 0", "-1 1 0 >= 0") == points("0 0 1", "1/2 1/2 0")
    assert allowed("ab", "1 0 >= 1/5", "-1 0 >= -1/2") == points("1/5 4/5", "1/2 1/2")
    assert allowed("ab", "1 0 >= 1") == points("1 0")


def test_weights_between_a_fifth_and_a_half_have_six_vertices() -> None:
    low = ("1 0 0 >= 1/5", "0 1 0 >= 1/5", "0 0 1 >= 1/5")
    high = ("-1 0 0 >= -1/2", "0 -1 0 >= -1/2", "0 0 -1 >= -1/2")
    found = allowed("abc", *low, *high)
    assert found == tuple(sorted(permutations(fractions("1/5 3/10 1/2"))))
    assert centre(found) == points("1/3 1/3 1/3")[0]


def test_statements_that_say_nothing_new_add_no_vertex() -> None:
    once = allowed("abc", "1 -1 0 >= 0")
    assert allowed("abc", "1 -1 0 >= 0", "2 -2 0 >= 0", "1 0 0 >= 0", "1 1 1 >= 1") == once


def test_statements_that_contradict_one_another_have_no_vertex() -> None:
    assert allowed("abc", "1 0 0 >= 3/5", "0 1 0 >= 1/2") == ()
    assert allowed("ab", "1 0 >= 6/5") == ()


COEFFICIENTS = st.integers(-3, 3).map(Fraction)
BOUNDS = st.fractions(-1, 1, max_denominator=6)


@st.composite
def statements(draw: st.DrawFn) -> tuple[int, list[Row]]:
    n = draw(st.integers(1, 4))
    left = st.lists(COEFFICIENTS, min_size=n, max_size=n).filter(any).map(tuple)
    bound = st.one_of(st.just(Fraction(0)), BOUNDS)
    return n, draw(st.lists(st.tuples(left, bound), max_size=4))


@st.composite
def intervals(draw: st.DrawFn) -> tuple[int, list[Row]]:
    n = draw(st.integers(2, 4))
    found: list[Row] = []
    for j in range(n):
        low, high = sorted(draw(st.tuples(*[st.fractions(0, 1, max_denominator=8)] * 2)))
        found += [(unit(n, j), low), (tuple(-cell for cell in unit(n, j)), -high)]
    return n, found


@given(st.one_of(statements(), intervals()))
def test_vertices_are_those_of_an_enumeration(case: tuple[int, list[Row]]) -> None:
    n, given_rows = case
    names = NAMES[:n]
    expected = corners(n, given_rows)
    found = vertices(names, halfspaces(names, given_rows))
    assert found == expected
    if found:
        middle = tuple(
            sum(column, Fraction(0)) / len(expected) for column in zip(*expected, strict=True)
        )
        assert centre(found) == middle
        assert sum(middle) == 1


@given(st.one_of(statements(), intervals()), st.randoms(use_true_random=False))
def test_the_order_of_statements_and_of_names_changes_nothing(
    case: tuple[int, list[Row]], chance: Any
) -> None:
    n, given_rows = case
    names = NAMES[:n]
    shuffled = halfspaces(names, given_rows)
    chance.shuffle(shuffled)
    other = "".join(chance.sample(names, n))
    found = {
        tuple(dict(zip(other, point, strict=True))[name] for name in names)
        for point in vertices(other, shuffled)
    }
    assert found == set(vertices(names, halfspaces(names, given_rows)))
