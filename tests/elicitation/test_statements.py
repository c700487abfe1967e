"""Statements about weights: what may be written, and which weights agree with it."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import combinations
from typing import Any

import pytest
from criteria_only import TREE, flat, scenario_of
from hypothesis import given
from hypothesis import strategies as st
from pydantic_core import PydanticCustomError

from mcda.elicitation import elicit
from mcda.elicitation.polytope import centre
from mcda.elicitation.ranks import rank_weights
from mcda.elicitation.statements import contradictions, polytope
from mcda.errors import InvalidScenario, Problem
from mcda.model import Scenario
from mcda.model.expression import LONGEST, Statement, read_exchange, read_statement

F = Fraction


def corners(scenario: Scenario, *texts: str) -> set[tuple[Fraction, ...]]:
    """Vertices of the weights that agree, in the order of ids."""
    return set(polytope(scenario, [read_statement(text) for text in texts])[1])


def problems(parents: dict[str, str | None], weights: Any) -> Sequence[Problem]:
    with pytest.raises(InvalidScenario) as refused:
        scenario_of(parents, weights=weights)
    return refused.value.problems


# ---------------------------------------------------------------- the grammar

ACCEPTED = {
    "a >= b": [({"a": F(1)}, ">=", {"b": F(1)}, F(0))],
    "a>=2b": [({"a": F(1)}, ">=", {"b": F(2)}, F(0))],
    "a >= 2*b": [({"a": F(1)}, ">=", {"b": F(2)}, F(0))],
    "a >= 2 × b": [({"a": F(1)}, ">=", {"b": F(2)}, F(0))],
    "a ≥ 0.5 b": [({"a": F(1)}, ">=", {"b": F(1, 2)}, F(0))],
    "a ≤ .5b": [({"a": F(1)}, "<=", {"b": F(1, 2)}, F(0))],
    "a => b": [({"a": F(1)}, ">=", {"b": F(1)}, F(0))],
    "a =< b": [({"a": F(1)}, "<=", {"b": F(1)}, F(0))],
    "a > b": [({"a": F(1)}, ">=", {"b": F(1)}, F(0))],
    "a < b": [({"a": F(1)}, "<=", {"b": F(1)}, F(0))],
    "a = b": [({"a": F(1)}, "=", {"b": F(1)}, F(0))],
    "a == b": [({"a": F(1)}, "=", {"b": F(1)}, F(0))],
    "a >= 30 %": [({"a": F(1)}, ">=", {}, F(3, 10))],
    "a >= 30\u00a0%": [({"a": F(1)}, ">=", {}, F(3, 10))],
    "a >= 1e3": [({"a": F(1)}, ">=", {"e3": F(1)}, F(0))],
    "a >= 12.5%": [({"a": F(1)}, ">=", {}, F(1, 8))],
    "a >= 50 % b": [({"a": F(1)}, ">=", {"b": F(1, 2)}, F(0))],
    "a >= 0.3": [({"a": F(1)}, ">=", {}, F(3, 10))],
    "a + b <= 0.6": [({"a": F(1), "b": F(1)}, "<=", {}, F(3, 5))],
    "a - 2 b >= - 0.1 + c": [({"a": F(1), "b": F(-2)}, ">=", {"c": F(1)}, F(-1, 10))],
    "a + a >= b": [({"a": F(2)}, ">=", {"b": F(1)}, F(0))],
    "-a >= -0.4": [({"a": F(-1)}, ">=", {}, F(-2, 5))],
    "+a >= 0.1": [({"a": F(1)}, ">=", {}, F(1, 10))],
    "a_1 >= B2": [({"a_1": F(1)}, ">=", {"B2": F(1)}, F(0))],
    "a >= b >= c": [({"a": F(1)}, ">=", {"b": F(1)}, F(0)), ({"b": F(1)}, ">=", {"c": F(1)}, F(0))],
}
"""Text -> comparisons: names left, sign, names right, number right."""


@pytest.mark.parametrize("text", ACCEPTED)
def test_what_a_statement_means(text: str) -> None:
    read = [
        (dict(c.left.coefficients), c.sign, dict(c.right.coefficients), c.right.constant)
        for c in read_statement(text).comparisons
    ]
    assert read == ACCEPTED[text]


def test_a_chain_with_numbers_bounds_on_both_sides() -> None:
    below, above = read_statement("0.1 <= water <= 30 %").comparisons
    assert (below.left.constant, below.sign, below.right.coefficients) == (F(1, 10), "<=", {"water": 1})
    assert (above.left.coefficients, above.sign, above.right.constant) == (
        {"water": 1},
        "<=",
        F(3, 10),
    )


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "a", "a b", "a >=", ">= a", "a >= >= b", "a >= b >=", "0.1 <= 0.3", "1 = 1",
        "a >= 2**b", "a >= b*2", "a >= *b", "a >= 2*", "a >= b c", "a >= 2 3", "a >= b +", "a >= + + b",
        "a >= 2 % %", "a >= % b", "a >= 1/3 b", "a >= (b + c)", "a ! b",
        "é >= b", "a >= b;", "a >= 1_000", "a >= _b", "a >= 2 b c", "a != b", "a >= 1.2.3",
        "a >= 1234567890123456 b", "a >= 0.1234567890123456",
    ],
)  # fmt: skip
def test_what_is_no_statement(text: str) -> None:
    with pytest.raises(PydanticCustomError) as refused:
        read_statement(text)
    assert refused.value.type == "bad_statement"


@pytest.mark.parametrize("raw", [None, 3, 1.5, True, ["a >= b"], {"a": 1}, b"a >= b"])
def test_what_is_no_text_is_no_statement(raw: Any) -> None:
    with pytest.raises(PydanticCustomError, match="not a statement"):
        read_statement(raw)


def test_a_statement_may_be_long_but_not_too_long() -> None:
    longest = " + ".join(["a"] * ((LONGEST - 5) // 4)) + " >= b"
    longest = longest + "b" * (LONGEST - len(longest))
    assert len(longest) == LONGEST
    assert len(read_statement(f"  {longest}  ").comparisons) == 1
    with pytest.raises(PydanticCustomError, match="not a statement"):
        read_statement(f"{longest}b")


def test_spaces_say_nothing_and_are_shown_once() -> None:
    spaced = read_statement("  a\t>=   2 *  b ")
    assert spaced.comparisons == read_statement("a>=2*b").comparisons
    assert spaced.text == "a >= 2 * b"
    assert spaced.names == ("a", "b")
    assert read_statement(spaced) is spaced


names = st.sampled_from(["a", "b", "trips", "W_1"])
sizes = st.decimals(min_value=0, max_value=999, places=2).map(str)
terms = st.one_of(
    names,
    sizes,
    sizes.map("{} %".format),
    st.tuples(sizes, st.sampled_from(["*", " ", " * ", "% ", ""]), names).map("".join),
)
sides = st.lists(terms, min_size=1, max_size=4).map(" - ".join)


@given(parts=st.lists(sides, min_size=2, max_size=4), sign=st.sampled_from([">=", "<=", "=", "≥", "≤"]))
def test_every_side_that_the_grammar_makes_is_read(parts: list[str], sign: str) -> None:
    """Numbers, names and products; refused only where no name stands anywhere."""
    text = f" {sign} ".join(parts)
    if not any(letter.isalpha() for letter in text):
        with pytest.raises(PydanticCustomError):
            read_statement(text)
    else:
        assert len(read_statement(text).comparisons) == len(parts) - 1


@given(text=st.text(alphabet="ab12.%+-*<>=≥≤ ×,é/\n\0", max_size=30))
def test_any_text_is_a_statement_or_refused(text: str) -> None:
    try:
        statement = read_statement(text)
    except PydanticCustomError:
        statement = None
    assert statement is None or statement.names
    try:
        exchange = read_exchange(text)
    except PydanticCustomError:
        exchange = None
    assert exchange is None or exchange.amount * exchange.other_amount != 0


def test_what_an_exchange_says() -> None:
    exchange = read_exchange("  100 trips =  -2.5*water ")
    assert (exchange.amount, exchange.criterion) == (100, "trips")
    assert (exchange.other_amount, exchange.other) == (F(-5, 2), "water")
    assert exchange.text == "100 trips = -2.5*water"
    assert read_exchange("1 a == 2 b").other_amount == 2


@pytest.mark.parametrize(
    "text",
    [
        "", "a", "100 a", "100 a >= 40 b", "100 a = 40", "a = b", "100 a = b", "0 a = 1 b",
        "10 % a = 1 b", "1 a = 1 a", "1 a = 1 b = 1 c", "1 a + 1 b = 1 c", "1 a = 1 b + 1",
        "1234567890123456 a = 1 b",
    ],
)  # fmt: skip
def test_what_is_no_exchange(text: str) -> None:
    with pytest.raises(PydanticCustomError) as refused:
        read_exchange(text)
    assert refused.value.type == "bad_exchange"


def test_an_exchange_too_long_is_refused() -> None:
    with pytest.raises(PydanticCustomError):
        read_exchange("1 a" + " " * LONGEST + "= 1 b")


# ---------------------------------------------------------------- weights that agree


def test_no_statement_means_equal_weights() -> None:
    said = elicit(flat("a", "b", "c", weights={"statements": []}))
    assert said.weights == dict.fromkeys("abc", F(1, 3))
    assert sorted(tuple(v.values()) for v in said.vertices) == [(0, 0, 1), (0, 1, 0), (1, 0, 0)]


@pytest.mark.parametrize("size", range(2, 8))
def test_the_centre_of_a_ranking_is_the_rank_order_centroid(size: int) -> None:
    """The vertices of w1 >= w2 >= ... are the means of the first k (Barron, Barrett 1996)."""
    ids = [f"c{n}" for n in range(size)]
    said = elicit(flat(*ids, weights={"statements": [" >= ".join(ids)]}))
    assert said.weights == rank_weights([[name] for name in ids])
    means = {tuple(F(int(n <= k), k + 1) for n in range(size)) for k in range(size)}
    assert {tuple(vertex[name] for name in ids) for vertex in said.vertices} == means


def test_vertices_of_an_interval_by_hand() -> None:
    found = corners(flat("a", "b"), "0.2 <= a <= 30 %")
    assert found == {(F(1, 5), F(4, 5)), (F(3, 10), F(7, 10))}
    assert elicit(flat("a", "b", weights={"statements": ["0.2 <= a <= 0.3"]})).weights["a"] == F(1, 4)


def test_signs_with_and_without_equality_mean_the_same() -> None:
    scenario = flat("a", "b", "c")
    assert corners(scenario, "a > 2 b") == corners(scenario, "a >= 2*b") == corners(scenario, "2b =< a")
    assert corners(scenario, "a = b") == corners(scenario, "a >= b", "b >= a")


def test_the_name_of_a_branch_is_the_sum_of_its_leaves() -> None:
    tree = scenario_of(TREE)
    assert corners(tree, "town >= 2*water") == corners(tree, "trips + jobs >= 2 water")
    assert corners(tree, "town - trips >= 0.2") == corners(tree, "jobs >= 0.2")
    assert corners(tree, "town = 0.75", "trips = jobs") == {(F(3, 8), F(3, 8), F(1, 4))}


def test_a_branch_of_branches_is_the_sum_of_all_leaves_below() -> None:
    deep = scenario_of({"all": None, **{k: v or "all" for k, v in TREE.items()}, "care": None})
    assert corners(deep, "all <= 0.5") == corners(deep, "trips + jobs + water <= 0.5")


def test_a_statement_that_always_holds_changes_nothing() -> None:
    scenario = flat("a", "b")
    assert corners(scenario, "a >= 0", "a <= 1", "a + b = 1") == corners(scenario)


def test_a_single_criterion_has_all_the_weight() -> None:
    assert elicit(flat("a", weights={"statements": ["a >= 0.2"]})).weights == {"a": 1}


def test_weights_agree_with_what_was_stated() -> None:
    said = elicit(scenario_of(TREE, weights={"statements": ["trips >= 2*jobs", "0.1 <= water <= 0.3"]}))
    for weights in (said.weights, *said.vertices):
        assert sum(weights.values()) == 1
        assert weights["trips"] >= 2 * weights["jobs"]
        assert F(1, 10) <= weights["water"] <= F(3, 10)


IDS = ("a", "b", "c", "d")
few = st.integers(-3, 3)


@st.composite
def statements(draw: st.DrawFn) -> str:
    """Small coefficients on four criteria, against a part of the whole."""
    sizes = [draw(few) for _ in IDS]
    left = " ".join(
        f"{'-' if c < 0 else '+'} {abs(c)}*{name}" for c, name in zip(sizes, IDS, strict=True)
    )
    return f"{left} {draw(st.sampled_from(['>=', '<=', '=']))} {draw(st.integers(0, 20))} %"


def holds(statement: Statement, point: Sequence[Fraction]) -> bool:
    """Whether weights agree with a statement, read anew."""
    weights = dict(zip(IDS, point, strict=True))
    for c in statement.comparisons:
        left, right = (
            sum((k * weights[n] for n, k in side.coefficients.items()), side.constant)
            for side in (c.left, c.right)
        )
        if not {">=": left >= right, "<=": left <= right, "=": left == right}[c.sign]:
            return False
    return True


def brute(read: Sequence[Statement]) -> set[tuple[Fraction, ...]]:
    """Vertices: every point on three of the planes that no statement refuses."""
    planes: list[list[Fraction]] = [[F(int(i == j)) for i in range(4)] + [F(0)] for j in range(4)]
    for statement in read:
        for c in statement.comparisons:
            parts = (c.left - c.right).coefficients
            planes.append([parts.get(n, F(0)) for n in IDS] + [(c.right - c.left).constant])
    found = set()
    for chosen in combinations(planes, 3):
        point = solved([[F(1)] * 4 + [F(1)], *chosen])
        if point and min(point) >= 0 and all(holds(s, point) for s in read):
            found.add(point)
    return found


def solved(rows: Sequence[Sequence[Fraction]]) -> tuple[Fraction, ...] | None:
    """The one point on four planes; None where they share none or more."""
    matrix = [list(row) for row in rows]
    for column in range(4):
        pivot = next((r for r in range(column, 4) if matrix[r][column]), None)
        if pivot is None:
            return None
        matrix[column], matrix[pivot] = matrix[pivot], matrix[column]
        matrix[column] = [cell / matrix[column][column] for cell in matrix[column]]
        for other in range(4):
            times = matrix[other][column] if other != column else F(0)
            matrix[other] = [a - times * b for a, b in zip(matrix[other], matrix[column], strict=True)]
    return tuple(row[-1] for row in matrix)


SCENARIO = flat(*IDS)


@given(texts=st.lists(statements(), max_size=4))
def test_vertices_are_those_of_brute_force(texts: list[str]) -> None:
    read = [read_statement(text) for text in texts]
    found = polytope(SCENARIO, read)[1]
    assert set(found) == brute(read)
    assert len(set(found)) == len(found)
    if found:
        assert all(holds(statement, centre(found)) for statement in read)


@given(texts=st.lists(statements(), min_size=1, max_size=6))
def test_a_clash_leaves_nothing_and_none_of_it_can_be_spared(texts: list[str]) -> None:
    read = [read_statement(text) for text in texts]
    clash = contradictions(SCENARIO, read)
    assert bool(clash) == (not brute(read))
    if clash:
        assert not brute(clash)
        for spared in range(len(clash)):
            assert brute(clash[:spared] + clash[spared + 1 :])


def test_statements_that_clash_are_told_the_others_are_not() -> None:
    texts = ["b >= 0.1", "a >= 2*b", "c <= 1", "b >= a", "c >= 0.05"]
    (problem,) = problems(dict.fromkeys("abc"), {"statements": texts})
    assert (problem.code, problem.place.path) == ("E197", "weights.statements[1]")
    assert problem.value == "b >= 0.1 ; a >= 2*b ; b >= a"


def test_one_statement_may_be_impossible_by_itself() -> None:
    (problem,) = problems(dict.fromkeys("ab"), {"statements": ["b <= 0.5", "a >= 1.2"]})
    assert (problem.code, problem.value) == ("E197", "a >= 1.2")
    assert problem.place.path == "weights.statements[2]"


def test_too_many_extreme_weights_are_told_as_such(monkeypatch: pytest.MonkeyPatch) -> None:
    ids = [f"c{n}" for n in range(8)]
    texts = [f"{name} <= 0.3" for name in ids]
    assert len(elicit(flat(*ids, weights={"statements": texts})).vertices) > 100
    monkeypatch.setattr("mcda.elicitation.polytope.MOST_VERTICES", 100)
    (problem,) = problems(dict.fromkeys(ids), {"statements": texts})
    assert (problem.code, problem.place.path) == ("E205", "weights.statements")


def test_every_statement_that_cannot_be_read_is_told_in_its_place() -> None:
    found = problems(dict.fromkeys("ab"), {"statements": ["a >= b", "a", "b ~ a"]})
    assert [(p.code, p.place.path, p.value) for p in found] == [
        ("E190", "weights.statements[2]", "a"),
        ("E190", "weights.statements[3]", "b ~ a"),
    ]


def test_a_name_that_is_no_criterion_is_told_with_its_statement() -> None:
    (problem,) = problems(dict.fromkeys(["trips", "water"]), {"statements": ["trips >= watr"]})
    assert (problem.code, problem.value, problem.suggestion) == ("E021", "watr", "water")
    assert problem.place.path == "weights.statements[1]"
