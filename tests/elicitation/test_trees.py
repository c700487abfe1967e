"""Answers about a tree of criteria: within families, over all leaves, and between colleges."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import pairwise
from math import prod
from pathlib import Path
from typing import Any

import pytest
import yaml
from criteria_only import TREE, flat, scenario_of, tables_of
from hypothesis import given
from hypothesis import strategies as st
from loading import load

from mcda.elicitation import elicit
from mcda.elicitation.colleges import College, compromise, disagreements, distances
from mcda.elicitation.tree import ROOT, compared, down_the_tree, families, leaves_below, up_the_tree
from mcda.elicitation.weigh import scenario_colleges
from mcda.errors import Problem
from mcda.files.read import check
from mcda.scoring.weights import leaf_weights

F = Fraction
DEEP = {
    "land": None, "water": "land", "soil": "land",
    "people": None, "work": "people", "home": "people", "jobs": "work", "wages": "work",
}  # fmt: skip
"""Three floors: land (water, soil) and people (work (jobs, wages), home)."""
BILLIONTH = F(2, 10**9)


def weights(parents: Mapping[str, str | None], asked: Any, **more: Any) -> dict[str, Fraction]:
    return leaf_weights(scenario_of(parents, weights=asked, **more))


def near(found: Mapping[str, Fraction], expected: Mapping[str, Fraction]) -> bool:
    """Equal but for the rounding of computed weights."""
    return found.keys() == expected.keys() and all(
        abs(found[name] - expected[name]) <= BILLIONTH for name in expected
    )


def warnings_of(folder: Path, tables: Mapping[str, Any]) -> list[Problem]:
    path = folder / "scenario.yaml"
    path.write_text(yaml.safe_dump(dict(tables)), encoding="utf-8")
    return [problem for problem in check(path) if problem.code in ("W025", "W026", "W027")]


# ---------------------------------------------------------------- the tree


def test_families_are_siblings_in_order_of_ids() -> None:
    scenario = scenario_of(DEEP)
    assert families(scenario) == {
        ROOT: ("land", "people"),
        "land": ("soil", "water"),
        "people": ("home", "work"),
        "work": ("jobs", "wages"),
    }
    assert leaves_below(scenario)["people"] == ("home", "jobs", "wages")
    assert leaves_below(scenario)["soil"] == ("soil",)


def test_criteria_of_other_roles_belong_to_no_family() -> None:
    tables = tables_of(TREE)
    tables["criteria"].append(
        {"criterion": "odds", "name": "Odds", "unit": "mark", "role": "success", "shape": "1:10 5:100"}
    )
    tables["impacts"][0]["odds"] = 3
    assert all("odds" not in family for family in families(load(tables)).values())


def test_all_leaves_are_one_family_where_exactly_they_are_named() -> None:
    scenario = scenario_of(DEEP)
    leaves = {"home", "jobs", "soil", "wages", "water"}
    assert compared(scenario, leaves) == {ROOT: ("home", "jobs", "soil", "wages", "water")}
    assert compared(scenario, leaves | {"land"}).keys() == {ROOT, "land", "people", "work"}
    assert compared(scenario, {"jobs"}) == {"work": ("jobs", "wages")}
    assert compared(scenario, ()) == {}


parts = st.integers(0, 30)


@given(points=st.fixed_dictionaries(dict.fromkeys(DEEP, parts)))
def test_what_goes_down_the_tree_comes_up_again(points: dict[str, int]) -> None:
    """Weights of leaves -> shares within families -> the same weights."""
    scenario = scenario_of(DEEP)
    leaves = [leaf.criterion for leaf in scenario.leaves]
    whole = sum(points[name] for name in leaves)
    if whole:
        given_weights = {name: F(points[name], whole) for name in leaves}
        assert down_the_tree(scenario, up_the_tree(scenario, given_weights)) == given_weights


@given(points=st.fixed_dictionaries(dict.fromkeys(DEEP, st.integers(1, 30))))
def test_points_are_normalised_among_siblings_and_multiplied_down(points: dict[str, int]) -> None:
    """Plain points, swings and the column say the same; each leaf is the product of its shares."""
    members = families(scenario_of(DEEP))
    share = {n: F(points[n], sum(points[m] for m in f)) for f in members.values() for n in f}
    chains = {"soil": ("land", "soil"), "water": ("land", "water"), "home": ("people", "home")}
    chains |= {name: ("people", "work", name) for name in ("jobs", "wages")}
    expected = {leaf: prod((share[n] for n in chain), start=F(1)) for leaf, chain in chains.items()}
    column = {name: {"weight": point} for name, point in points.items()}
    assert weights(DEEP, points) == expected
    assert weights(DEEP, {"swing": points}) == expected
    assert leaf_weights(scenario_of(DEEP, column)) == expected


# ---------------------------------------------------------------- swings and ranks on a tree


def test_swings_over_all_leaves_do_not_look_at_branches() -> None:
    assert weights(TREE, {"swing": {"trips": 100, "jobs": 50, "water": 50}}) == {
        "trips": F(1, 2),
        "jobs": F(1, 4),
        "water": F(1, 4),
    }


def test_swings_within_families_multiply_down() -> None:
    asked = {"swing": {"town": 100, "water": 50, "trips": 100, "jobs": 25}}
    assert weights(TREE, asked) == {"trips": F(8, 15), "jobs": F(2, 15), "water": F(1, 3)}


def test_a_family_that_is_not_named_weighs_as_its_column_says() -> None:
    column = {"trips": {"weight": 3}, "jobs": {"weight": 1}}
    found = leaf_weights(scenario_of(TREE, column, weights={"swing": {"town": 100, "water": 25}}))
    assert found == {"trips": F(3, 5), "jobs": F(1, 5), "water": F(1, 5)}


def test_a_family_that_is_not_named_anywhere_weighs_the_same() -> None:
    assert weights(TREE, {"swing": {"trips": 100, "jobs": 50}}) == {
        "trips": F(1, 3),
        "jobs": F(1, 6),
        "water": F(1, 2),
    }


def test_ranks_over_all_leaves_and_within_families() -> None:
    over_all = weights(TREE, {"ranks": ["water", "trips", "jobs"]})
    assert over_all == {"water": F(11, 18), "trips": F(5, 18), "jobs": F(2, 18)}
    within = weights(TREE, {"ranks": ["town", "water", "trips", "jobs"]})
    assert within == {"trips": F(9, 16), "jobs": F(3, 16), "water": F(1, 4)}


@pytest.mark.parametrize(
    ("formula", "shares"),
    [("sum", (3, 2, 1)), ("reciprocal", (6, 3, 2)), ("roc", (11, 5, 2))],
)
def test_formulas_of_ranks_by_hand(formula: str, shares: Sequence[int]) -> None:
    found = leaf_weights(flat("a", "b", "c", weights={"ranks": ["c", "a", "b"], "formula": formula}))
    assert [found[name] for name in "cab"] == [F(part, sum(shares)) for part in shares]


def test_equals_share_their_places_however_they_are_written() -> None:
    asked = [{"ranks": ["c", "a = b"]}, {"ranks": ["c", ["b", "a"]]}, {"ranks": ["c", "b=a"]}]
    found = [leaf_weights(flat("a", "b", "c", weights=each)) for each in asked]
    assert found[0] == found[1] == found[2] == {"a": F(7, 36), "b": F(7, 36), "c": F(22, 36)}


def test_the_order_of_swings_is_checked_within_each_family() -> None:
    """`jobs` has more points than `water`, which comes before: they are no siblings."""
    swing = {"town": 100, "water": 20, "trips": 100, "jobs": 90}
    found = elicit(
        scenario_of(TREE, weights={"swing": swing, "order": ["town", "water", "trips", "jobs"]})
    )
    assert sum(found.weights.values()) == 1


# ---------------------------------------------------------------- pairs, best and worst


def test_judgements_on_two_floors() -> None:
    """Consistent in both families: town 3 to 1, trips 4 to 1."""
    said = elicit(scenario_of(TREE, weights={"ahp": {"town/water": 3, "jobs/trips": "1/4"}}))
    assert near(said.weights, {"trips": F(3, 5), "jobs": F(3, 20), "water": F(1, 4)})
    assert {(c.family, c.value, c.revisit) for c in said.consistency} == {
        (ROOT, 0.0, None),
        ("town", 0.0, None),
    }


def test_judgements_over_all_leaves() -> None:
    asked = {"ahp": {"trips/jobs": 2, "trips/water": 4, "jobs/water": 2}}
    assert near(weights(TREE, asked), {"trips": F(4, 7), "jobs": F(2, 7), "water": F(1, 7)})


def test_a_family_without_judgements_keeps_its_column() -> None:
    column = {"trips": {"weight": 3}, "jobs": {"weight": 2}}
    found = leaf_weights(scenario_of(TREE, column, weights={"ahp": {"town/water": 1}}))
    assert near(found, {"trips": F(3, 10), "jobs": F(1, 5), "water": F(1, 2)})


@given(
    worth=st.fixed_dictionaries(dict.fromkeys(DEEP, st.integers(1, 9))),
    backwards=st.lists(st.booleans(), min_size=4, max_size=4),
)
def test_judgements_that_agree_give_their_ratios(worth: dict[str, int], backwards: list[bool]) -> None:
    members = families(scenario_of(DEEP)).values()
    pairs = {
        (f"{b}/{a}" if turned else f"{a}/{b}"): f"{worth[b]}/{worth[a]}"
        if turned
        else f"{worth[a]}/{worth[b]}"
        for (a, b), turned in zip(members, backwards, strict=True)
    }
    assert near(weights(DEEP, {"ahp": pairs}), weights(DEEP, worth))


def test_best_worst_answers_of_several_families() -> None:
    top = {
        "best": "town",
        "worst": "water",
        "best_to_others": {"water": 4},
        "others_to_worst": {"town": 4},
    }
    town = {
        "best": "jobs",
        "worst": "trips",
        "best_to_others": {"trips": 3},
        "others_to_worst": {"jobs": 3},
    }
    expected = {"jobs": F(3, 5), "trips": F(1, 5), "water": F(1, 5)}
    assert near(weights(TREE, {"bwm": [top, town]}), expected)
    assert near(weights(TREE, {"bwm": [town, top]}), expected)
    assert near(weights(TREE, {"bwm": town}), {"jobs": F(3, 8), "trips": F(1, 8), "water": F(1, 2)})
    assert weights(TREE, {"bwm": [town]}) == weights(TREE, {"bwm": town})
    said = elicit(scenario_of(TREE, weights={"bwm": [top, town]}))
    assert [c.family for c in said.consistency] == [ROOT, "town"]


def test_best_worst_answers_over_all_leaves() -> None:
    answers = {
        "best": "trips", "worst": "jobs",
        "best_to_others": {"water": 2, "jobs": 6}, "others_to_worst": {"water": 3, "trips": 6},
    }  # fmt: skip
    expected = {"trips": F(6, 10), "water": F(3, 10), "jobs": F(1, 10)}
    assert near(weights(TREE, {"bwm": answers}), expected)


def test_contradictions_are_told_with_the_answer_to_look_at(tmp_path: Path) -> None:
    """a = 2 b, b = 2 c, yet c = 2 a: nothing could be farther from agreement."""
    pairs = {"a/b": 2, "b/c": 2, "a/c": "1/2"}
    tables = tables_of(dict.fromkeys("abc")) | {"weights": {"ahp": pairs}}
    (problem,) = warnings_of(tmp_path, tables)
    assert (problem.code, problem.place.file) == ("W025", "scenario.yaml")
    assert problem.value in pairs
    assert problem.details["ratio"] > F(1, 10)
    agreeing = tables | {"weights": {"ahp": pairs | {"a/c": 4}}}
    assert warnings_of(tmp_path, agreeing) == []


def test_best_worst_contradictions_are_told(tmp_path: Path) -> None:
    """The input-based ratio of b is |2 * 2 - 9| / (81 - 9) by hand, of d |9 * 9 - 9| / 72 = 1."""
    answers = {
        "best": "a", "worst": "c",
        "best_to_others": {"b": 2, "c": 9, "d": 9}, "others_to_worst": {"a": 9, "b": 2, "d": 9},
    }  # fmt: skip
    tables = tables_of(dict.fromkeys("abcd")) | {"weights": {"bwm": answers}}
    (problem,) = warnings_of(tmp_path, tables)
    assert (problem.code, problem.value, problem.details["ratio"]) == ("W026", "d", 1)


# ---------------------------------------------------------------- trade-offs

LEVELS: dict[str, dict[str, Any]] = {
    "trips": {"zero": 0, "full": 1000},
    "water": {"zero": 80, "full": 30},
    "care": {"zero": 0, "full": 10, "shape": "0:0 2:60 10:100"},
}
"""More trips are better, less water is, and the first two units of care are worth 60 points."""


def traded(*texts: str) -> dict[str, Fraction]:
    return leaf_weights(scenario_of(dict.fromkeys(LEVELS), LEVELS, weights={"tradeoff": list(texts)}))


def shares(**points: int) -> dict[str, Fraction]:
    return {name: F(point, sum(points.values())) for name, point in sorted(points.items())}


def test_equal_changes_by_hand() -> None:
    """10 points of trips are 50 of water, 30 of care: 300 trips, 25 less water, 1 care.

    100 trips = 10 points, -25 water = 50 points, so that trips weigh 5 times water;
    1 care = 30 points, 300 trips = 30 points: they weigh the same.
    """
    assert traded("100 trips = -25 water", "1 care = 300 trips") == shares(care=5, trips=5, water=1)


def test_curves_are_followed_beyond_their_knee() -> None:
    """6 care = 80 points (60 for two, 5 each for four more)."""
    assert traded("6 care = 400 trips", "500 trips = -25 water") == shares(care=1, trips=2, water=2)


def test_two_losses_are_worth_the_same_as_two_gains() -> None:
    assert traded("-100 trips = 25 water", "-1 care = -300 trips") == traded(
        "100 trips = -25 water", "1 care = 300 trips"
    )


def test_the_order_and_the_sides_of_equalities_say_nothing() -> None:
    texts = ["1 care = 300 trips", "-25 water = 100 trips"]
    assert traded(*texts) == traded(*reversed(texts)) == traded("300 trips = 1 care", texts[1])


def test_equalities_that_agree_are_exact_though_there_are_too_many() -> None:
    """W: trips 5, water 1, care 5: 1 care = 30 points of 5, that is 150 points of water, 75 units."""
    found = traded("100 trips = -25 water", "1 care = 300 trips", "1 care = -75 water")
    assert found == shares(care=5, trips=5, water=1)


@given(worth=st.lists(st.integers(1, 50), min_size=3, max_size=3), amount=st.integers(1, 500))
def test_exact_trade_offs_give_back_the_weights_they_were_made_of(worth: list[int], amount: int) -> None:
    """Along a chain: `W_a v_a = W_b v_b` with both curves linear."""
    a, b, c = worth
    texts = [f"{amount * b} a = {amount * a} b", f"{amount * c} b = {amount * b} c"]
    assert leaf_weights(flat("a", "b", "c", weights={"tradeoff": texts})) == shares(a=a, b=b, c=c)


CONTRADICTING = ["10 a = 20 b", "20 a = 40 b", "1 a = 16 b"]
"""a weighs 2, 2 and 16 times b: by least squares of logarithms 4 times (the geometric mean)."""


def test_equalities_that_contradict_each_other_meet_in_the_middle(tmp_path: Path) -> None:
    said = elicit(flat("a", "b", weights={"tradeoff": CONTRADICTING}))
    assert near(said.weights, shares(a=4, b=1))
    (found,) = said.consistency
    assert (found.revisit, found.is_acceptable) == ("1 a = 16 b", False)
    assert found.value == pytest.approx(3)
    assert found.implied == pytest.approx(4)
    tables = tables_of(dict.fromkeys("ab")) | {"weights": {"tradeoff": CONTRADICTING}}
    (problem,) = warnings_of(tmp_path, tables)
    assert (problem.code, problem.value) == ("W027", "1 a = 16 b")
    assert (problem.details["ratio"], problem.details["implied"]) == (300, 4)


def test_small_contradictions_are_forgiven(tmp_path: Path) -> None:
    texts = ["10 a = 20 b", "10 a = 21 b", "30 b = 10 c"]
    tables = tables_of(dict.fromkeys("abc")) | {"weights": {"tradeoff": texts}}
    assert warnings_of(tmp_path, tables) == []
    found = elicit(flat("a", "b", "c", weights={"tradeoff": texts}))
    assert float(found.weights["a"] / found.weights["b"]) ** 2 == pytest.approx(2 * 2.1)
    assert float(found.weights["c"] / found.weights["b"]) == pytest.approx(3)


def test_huge_contradictions_overflow_nothing() -> None:
    ids = [f"c{n}" for n in range(12)]
    texts = [f"0.001 {a} = 100000000000000 {b}" for a, b in pairwise(ids)]
    leaves = {name: {"full": "0.01"} for name in ids}
    asked = {"tradeoff": [*texts, f"1 {ids[0]} = 1 {ids[-1]}"]}
    found = elicit(scenario_of(dict.fromkeys(ids), leaves, weights=asked))
    assert sum(found.weights.values()) == 1
    assert not found.consistency[0].is_acceptable


# ---------------------------------------------------------------- colleges


def college(name: str, voice: int | None = None, **points: int) -> list[dict[str, Any]]:
    extra = {} if voice is None else {"voice": voice}
    return [{"college": name, "criterion": c, "weight": p} | extra for c, p in points.items()]


def test_a_college_speaks_of_all_leaves_or_of_families() -> None:
    rows = [
        *college("Leaves", trips=2, jobs=1, water=1),
        *college("Trees", town=1, water=3, trips=1, jobs=0),
    ]
    found = {c.name: c.weights for c in scenario_colleges(scenario_of(TREE, colleges=rows))}
    assert found == {
        "Leaves": {"trips": F(1, 2), "jobs": F(1, 4), "water": F(1, 4)},
        "Trees": {"trips": F(1, 4), "jobs": 0, "water": F(3, 4)},
    }


@pytest.mark.parametrize(
    ("own", "town"),
    [
        ({"trips": 3, "jobs": 1}, (F(3, 4), F(1, 4))),
        ({"swing": {"trips": 100, "jobs": 25}}, (F(4, 5), F(1, 5))),
        ({"ranks": ["jobs", "trips"]}, (F(1, 4), F(3, 4))),
        ({"swing": {"trips": 3, "jobs": 1, "water": 96}}, (F(3, 4), F(1, 4))),
        ({"statements": ["trips >= 0.5"]}, (F(4, 5), F(1, 5))),
        ({"colleges": "mean"}, (F(2, 3), F(1, 3))),
        ({"objective": "equal"}, (F(2, 3), F(1, 3))),
        ({}, (F(2, 3), F(1, 3))),
    ],
)
def test_where_a_college_is_silent_the_scenario_speaks(
    own: Any, town: tuple[Fraction, Fraction]
) -> None:
    """It says water 1, town 1; within town the own weights count, else the column (2 to 1).

    Of `trips >= 0.5` the vertices are (1, 0, 0), (1/2, 1/2, 0) and (1/2, 0, 1/2) for trips, jobs and
    water; their mean 2/3, 1/6, 1/6 is 4 to 1 within town.
    """
    column = {"trips": {"weight": 2}, "jobs": {"weight": 1}}
    rows = college("Hill", town=1, water=1)
    scenario = scenario_of(TREE, column, colleges=rows, weights=own)
    expected = {"trips": town[0] / 2, "jobs": town[1] / 2, "water": F(1, 2)}
    assert scenario_colleges(scenario)[0].weights == expected
    if "objective" not in own and "colleges" not in own:
        seen = scenario_of(TREE, column, colleges=rows, weights={"college": "Hill", **own})
        assert leaf_weights(seen) == expected


def test_a_compromise_counts_voices() -> None:
    rows = [*college("A", 3, trips=1, jobs=0, water=0), *college("B", trips=0, jobs=1, water=1)]
    found = leaf_weights(scenario_of(TREE, colleges=rows, weights={"colleges": "mean"}))
    assert found == {"trips": F(3, 4), "jobs": F(1, 8), "water": F(1, 8)}


def test_a_voice_of_zero_counts_for_nothing() -> None:
    rows = [*college("A", 0, trips=1, jobs=0, water=0), *college("B", trips=0, jobs=1, water=3)]
    for how in ("mean", "geometric"):
        found = leaf_weights(scenario_of(TREE, colleges=rows, weights={"colleges": how}))
        assert near(found, {"trips": F(0), "jobs": F(1, 4), "water": F(3, 4)})


def test_the_geometric_mean_by_hand() -> None:
    """sqrt(1 * 4) to sqrt(4 * 1): equal; with voices 2 to 1 a cube root is taken: 4 ** (1/3) to 1."""
    rows = [*college("A", a=1, b=4), *college("B", a=4, b=1)]
    scenario = flat("a", "b", colleges=rows, weights={"colleges": "geometric"})
    assert near(leaf_weights(scenario), {"a": F(1, 2), "b": F(1, 2)})
    louder = [*college("A", 2, a=1, b=4), *college("B", a=4, b=1)]
    found = leaf_weights(flat("a", "b", colleges=louder, weights={"colleges": "geometric"}))
    assert float(found["b"] / found["a"]) == pytest.approx(4 ** (1 / 3))


def test_what_one_college_gives_nothing_has_no_geometric_weight() -> None:
    rows = [*college("A", a=1, b=1, c=0), *college("B", a=1, b=1, c=8)]
    found = leaf_weights(flat("a", "b", "c", colleges=rows, weights={"colleges": "geometric"}))
    assert near(found, {"a": F(1, 2), "b": F(1, 2), "c": F(0)})


def test_where_no_criterion_is_left_the_mean_is_taken() -> None:
    rows = [*college("A", a=1, b=0), *college("B", a=0, b=1)]
    for how in ("mean", "geometric"):
        found = leaf_weights(flat("a", "b", colleges=rows, weights={"colleges": how}))
        assert found == {"a": F(1, 2), "b": F(1, 2)}


CRITERIA = ("a", "b", "c")


@st.composite
def some_colleges(draw: st.DrawFn) -> tuple[College, ...]:
    found = []
    for n in range(draw(st.integers(1, 4))):
        points = draw(st.lists(st.integers(0, 9), min_size=3, max_size=3).filter(any))
        given_weights = {c: F(p, sum(points)) for c, p in zip(CRITERIA, points, strict=True)}
        found.append(College(f"C{n}", F(draw(st.integers(1, 5))), given_weights))
    return tuple(found)


@given(colleges=some_colleges())
def test_compromises_sum_to_one_and_stay_between_the_colleges(colleges: tuple[College, ...]) -> None:
    voices = sum(c.voice for c in colleges)
    mean = compromise(colleges, "mean")
    assert mean == {n: sum(c.voice * c.weights[n] for c in colleges) / voices for n in CRITERIA}
    geometric = compromise(colleges, "geometric")
    assert sum(geometric.values()) == sum(mean.values()) == 1
    assert min(geometric.values()) >= 0
    if any(all(c.weights[n] for c in colleges) for n in CRITERIA):
        assert all(bool(geometric[n]) == all(c.weights[n] for c in colleges) for n in CRITERIA)


@given(colleges=some_colleges())
def test_disagreement_is_the_largest_distance_of_two_colleges(colleges: tuple[College, ...]) -> None:
    found = disagreements(colleges)
    if len(colleges) == 1:
        assert found == ()
        return
    largest = {
        n: max(abs(a.weights[n] - b.weights[n]) for a in colleges for b in colleges) for n in CRITERIA
    }
    assert {d.criterion: d.distance for d in found} == largest
    by_name = {c.name: c.weights for c in colleges}
    assert all(by_name[d.high][d.criterion] - by_name[d.low][d.criterion] == d.distance for d in found)
    assert [d.distance for d in found] == sorted(largest.values(), reverse=True)


@given(colleges=some_colleges())
def test_distances_are_shares_of_weight_placed_otherwise(colleges: tuple[College, ...]) -> None:
    """What one gives more than the other, summed: half of all differences."""
    by_name = {c.name: c.weights for c in colleges}
    found = distances(colleges)
    assert len(found) == len(colleges) * (len(colleges) - 1) // 2
    for (one, other), distance in found.items():
        surplus = [by_name[one][n] - by_name[other][n] for n in CRITERIA]
        assert distance == sum(max(part, F(0)) for part in surplus)
        assert 0 <= distance <= 1


def test_the_amount_that_weights_imply_is_read_on_the_value_function(tmp_path: Path) -> None:
    """b is worth 60 points at 10 and 100 at 100: not three times as much for three times the change.

    a is worth as much as b by the first equality and twice b by the second; the weights lie a factor
    sqrt 2 from each.
    """
    bent = tables_of({"a": None, "b": None}, {"b": {"shape": "0:0 10:60 100:100"}})
    tables = bent | {"weights": {"tradeoff": ["60 a = 10 b", "30 a = 10 b"]}}
    (problem,) = warnings_of(tmp_path, tables)
    assert problem.code == "W027"
    points = 60 / 2**0.5 if problem.value == "30 a = 10 b" else 60 * 2**0.5
    expected = points / 6 if points <= 60 else 10 + (points - 60) * 90 / 40
    assert float(problem.details["implied"]) == pytest.approx(expected, abs=0.01)


def test_the_best_beside_the_worst_has_one_answer(tmp_path: Path) -> None:
    answers = {"best": "a", "worst": "c", "best_to_others": {"b": 2, "c": 4}}
    answers["others_to_worst"] = {"a": 3, "b": 2}
    path = tmp_path / "scenario.yaml"
    tables = tables_of(dict.fromkeys("abc")) | {"weights": {"bwm": answers}}
    path.write_text(yaml.safe_dump(tables), encoding="utf-8")
    (problem,) = check(path)
    assert (problem.code, problem.value) == ("E196", "a/c")
    answers["others_to_worst"]["a"] = 4
    path.write_text(yaml.safe_dump(tables), encoding="utf-8")
    assert [found for found in check(path) if found.severity == "error"] == []


def test_statements_that_leave_no_weight_are_a_warning(tmp_path: Path) -> None:
    tables = tables_of(dict.fromkeys("abc")) | {"weights": {"statements": ["a >= 2*b", "b >= 2*a"]}}
    path = tmp_path / "scenario.yaml"
    path.write_text(yaml.safe_dump(dict(tables)), encoding="utf-8")
    (problem,) = (found for found in check(path) if found.code == "W029")
    assert problem.value == "a, b"
