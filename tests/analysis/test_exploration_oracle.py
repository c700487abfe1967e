"""The oracles of exploration themselves, against cases worked out by hand and published ones."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from exploration_oracle import Exploration, FrontPoint, efficient, strictly_supported, supported
from oracle import Oracle
from published import BENEFITS, PROBE_DEPARTMENTS, PROBE_SMALL
from robustness_oracle import Robustness, Statement, around, benefit_at_worst, vertices
from stability_oracle import End, Stability, bound, cost, impact, weight
from tiny import tiny

Tables = dict[str, Any]

F = Fraction
BUDGET_20 = {"budget": {"type": "budget", "of": "cost", "max": 20}}
PROBE_20 = PROBE_SMALL | {"rules": BUDGET_20}
BEST = frozenset({"P1", "P2", "P4"})
WEIGHTS = dict(zip(BENEFITS, (F(31, 100), F(19, 100), F(29, 100), F(21, 100)), strict=True))


def points(*items: tuple[int, ...]) -> list[tuple[Fraction, ...]]:
    return [tuple(map(F, item)) for item in items]


def one_of(scores: dict[str, tuple[Any, ...]], **bounds: Any) -> Tables:
    """Actions of cost 1 of which one at most is selected, scored on leaves c1, c2 of equal weight."""
    count = len(next(iter(scores.values())))
    leaves = [f"c{n}" for n in range(1, count + 1)]
    return {
        "mcda": 1,
        "title": "One of them",
        "language": "en",
        "money": "EUR",
        "criteria": [{"criterion": c, "name": c, "unit": "u", "zero": 0, "full": 100} for c in leaves],
        "actions": [{"action": a, "name": a, "theme": "t", "cost": 1} for a in scores],
        "impacts": [
            {"action": a, **dict(zip(leaves, levels, strict=True)), **bounds.get(a, {})}
            for a, levels in scores.items()
        ],
        "rules": {"one": {"type": "linear", "terms": dict.fromkeys(scores, 1), "max": 1}},
    }


# ---------------------------------------------------------------- fronts


def test_points_that_no_other_dominates() -> None:
    given = points((0, 3), (1, 3), (2, 2), (2, 1), (3, 0), (2, 2))
    assert efficient(given) == points((3, 0), (2, 2), (1, 3))


def test_a_point_below_the_hull_is_not_supported() -> None:
    front = points((4, 0), (1, 1), (0, 4))
    assert [supported(point, front) for point in front] == [True, False, True]
    assert [strictly_supported(point, front) for point in front] == [True, False, True]


def test_a_point_on_an_edge_of_the_hull_is_supported() -> None:
    front = points((2, 0), (1, 1), (0, 2))
    assert all(strictly_supported(point, front) for point in front)


def test_with_three_objectives_a_weight_of_zero_may_be_needed() -> None:
    """(2, 1, 1): half of each of the others is (2, 2, 2), as good in the first and better elsewhere."""
    front = points((2, 4, 0), (2, 0, 4), (2, 1, 1))
    assert supported(front[2], front)
    assert not strictly_supported(front[2], front)


def costs_and_values(front: list[FrontPoint]) -> list[tuple[Fraction, ...]]:
    return [point.levels for point in reversed(front)]


def test_the_published_front_of_four_projects() -> None:
    """P1: Lourenço, Morton, Bana e Costa (2012)."""
    front = Exploration(PROBE_SMALL).front(["cost", "value"])[::-1]
    assert costs_and_values(front)[::-1] == points(
        (30, 12), (22, 10), (20, 9), (12, 7), (8, 4), (4, 3), (0, 0)
    )
    assert [point.supported for point in front] == [True, True, False, True, False, True, True]
    assert all(len(point.portfolios) == 1 for point in front)


@pytest.mark.parametrize(("one_each", "efficient_ones", "supported_ones"), [(0, 31, 13), (1, 23, 11)])
def test_the_published_front_of_twelve_projects(
    one_each: int, efficient_ones: int, supported_ones: int
) -> None:
    """P2, over all budgets; with one project per department and without."""
    rule = {"each": {"type": "coverage", "per": "theme", "min_actions": 1}}
    exploration = Exploration(PROBE_DEPARTMENTS | {"rules": rule if one_each else {}})
    front = exploration.front(["value", "cost"])
    assert len(front) == efficient_ones
    assert sum(point.supported for point in front) == supported_ones
    assert sum(point.strictly_supported for point in front) == supported_ones


def test_benefits_of_a_group_and_senses() -> None:
    exploration = Exploration(tiny())
    everything = frozenset({"A1", "A2", "A3"})
    levels = {
        name: exploration.level(name, everything)
        for name in (
            "value",
            "cost",
            "benefit:rural",
            "benefit:U",
            "burden:U",
            "impact:gain",
            "worst_off",
        )
    }
    assert levels == {
        "value": 35,
        "cost": 350,
        "benefit:rural": 25,
        "benefit:U": 5,
        "burden:U": 200,
        "impact:gain": 35,
        "worst_off": F(1, 200),
    }
    assert [exploration.sense(name) for name in levels] == [1, -1, 1, 1, -1, 1, 1]


# ---------------------------------------------------------------- next best, and why


def test_the_next_best_of_four_projects() -> None:
    exploration = Exploration(PROBE_20)
    assert exploration.chosen() == [BEST]
    assert exploration.best_values(7) == [9, 7, 7, 6, 6, 5, 5]


def test_near_optimal_portfolios_that_differ_most() -> None:
    """Within a quarter of 9: {1,2,4}, and of 7 {1,2} and {2,3}."""
    exploration = Exploration(PROBE_20)
    assert exploration.most_diverse(BEST, 2, F(1, 4)) == 3
    assert exploration.most_diverse(BEST, 3, F(1, 4)) == 1


@pytest.mark.parametrize(("action", "lost"), [("P1", 2), ("P2", 3), ("P3", 2), ("P4", 2)])
def test_what_forcing_the_opposite_loses(action: str, lost: int) -> None:
    """Without 1, {2,3} is worth 7; without 2, {1,3}; with 3, {2,3}; without 4, {1,2}."""
    assert Exploration(PROBE_20).replacement_cost(action, action in BEST) == lost


def test_the_opposite_of_what_must_be_has_no_price() -> None:
    rules = BUDGET_20 | {"must": {"type": "status", "mandatory": ["P3"]}}
    assert Exploration(PROBE_SMALL | {"rules": rules}).replacement_cost("P3", selected=True) is None


# ---------------------------------------------------------------- stability


def test_the_budgets_that_keep_a_portfolio_best() -> None:
    budget = Stability(PROBE_20, bound("budget", "max"), F(20), (F(20), F(30)))
    assert budget.interval(BEST) == (End(F(20), holds=True), End(F(22), holds=False))
    assert budget.turning("P3") == budget.interval(BEST)
    assert budget.turning("P1")[1] is None


def test_the_costs_that_keep_a_portfolio_best() -> None:
    """At 2, action 1 leaves room for {1,2,3}; above 4, {1,2,4} passes the budget."""
    first = Stability(PROBE_20, cost("P1"), F(4), (F(1), F(2)), (F(0), None))
    assert first.interval(BEST) == (End(F(2), holds=False), End(F(4), holds=True))
    third = Stability(PROBE_20, cost("P3"), F(10), (F(1), F(2)), (F(0), None))
    assert third.interval(BEST) == third.turning("P3") == (End(F(8), holds=False), None)


def test_the_impacts_that_keep_a_portfolio_best() -> None:
    """Below 1, {2,3} is worth more than {1,2,4}; at 5, action 3 makes {2,3} as good."""
    first = Stability(PROBE_20, impact("P1", "worth"), F(3), (F(1), F(2)))
    assert first.interval(BEST) == (End(F(1), holds=True), None)
    assert first.turning("P1") == (End(F(1), holds=False), None)
    third = Stability(PROBE_20, impact("P3", "worth"), F(3), (F(1), F(2)))
    assert third.interval(BEST) == (None, End(F(5), holds=True))


def test_the_weights_that_keep_a_portfolio_best() -> None:
    """a is worth 10 t, b is worth 6 (1 - t): alike at 3/8."""
    tables = one_of({"a": (10, 0), "b": (0, 6)})
    found = Stability(tables, weight("c1"), F(1, 2), (F(0), F(1, 2)), (F(0), F(1)))
    assert found.interval(frozenset({"a"})) == (End(F(3, 8), holds=True), None)


def test_a_leaf_under_a_branch_moves_beside_all_the_others() -> None:
    tables = one_of({"a": (10, 0, 0), "b": (0, 6, 2)})
    tables["criteria"].append({"criterion": "top", "name": "Top", "unit": "", "weight": 60})
    for row, share in zip(tables["criteria"], (40, 50, 50), strict=False):
        row["weight"] = share
    for row in tables["criteria"][1:3]:
        row["parent"] = "top"
    moved = Oracle(dict(weight("c2")(tables, F(3, 5)))).criteria
    assert {j: c.weight for j, c in moved.items()} == {"c1": F(8, 35), "c2": F(3, 5), "c3": F(6, 35)}


# ---------------------------------------------------------------- robustness


def test_the_extreme_weights() -> None:
    assert len(vertices(["a", "b", "c"])) == 3
    ranked = [Statement({"a": F(1), "b": F(-1)}), Statement({"b": F(1), "c": F(-1)})]
    expected = [{"a": F(1, n), "b": F(n > 1, n), "c": F(n > 2, n)} for n in (1, 2, 3)]
    found = vertices(["a", "b", "c"], ranked)
    assert all(weights in found for weights in expected)
    assert len(found) == 3


TWO = one_of({"a": (10, 0), "b": (0, 10), "c": (4, 4), "d": (3, 3)})


def singles(portfolios: list[frozenset[str]]) -> set[str]:
    return {"+".join(sorted(chosen)) for chosen in portfolios}


def test_portfolios_that_none_dominates_for_all_weights() -> None:
    """c is never best, but neither a nor b is always as good; with c1 >= c2, a is."""
    free = Robustness(TWO, vertices(["c1", "c2"]))
    assert singles(free.non_dominated()) == {"a", "b", "c"}
    assert free.core_index() == {"a": F(1, 3), "b": F(1, 3), "c": F(1, 3), "d": 0}
    ranked = Robustness(TWO, vertices(["c1", "c2"], [Statement({"c1": F(1), "c2": F(-1)})]))
    assert singles(ranked.non_dominated()) == {"a"}
    assert ranked.best_at({"c1": F(1, 2), "c2": F(1, 2)}) == (5, [frozenset("a"), frozenset("b")])


def test_intervals_of_scores_and_what_competes() -> None:
    """x between 0 and 10, y between 4 and 6: neither is always better."""
    spread = {"x": {"c1.low": 0, "c1.high": 10}, "y": {"c1.low": 4, "c1.high": 6}}
    found = Robustness(one_of({"x": (5,), "y": (5,)}, **spread), vertices(["c1"]))
    assert singles(found.non_dominated()) == {"x", "y"}
    (only,) = found.competitors(frozenset("y"))
    assert (only.actions, only.value, only.cost) == (frozenset("x"), (-6, 6), (0, 0))


def test_never_worse_and_perhaps_better_dominates_in_one_of_two_readings() -> None:
    """x between 0 and 10 against nothing: better for some scores, never worse."""
    spread = {"x": {"c1.low": 0, "c1.high": 10}}
    found = Robustness(one_of({"x": (5,)}, **spread), vertices(["c1"]))
    assert singles(found.non_dominated(better_at=1)) == {"x"}
    assert singles(found.non_dominated(better_at=0)) == {"x", ""}


def test_common_actions_cancel_out_and_costs_take_their_worst_ends() -> None:
    tables = one_of({"x": (5,), "y": (5,), "z": (1,)}, x={"c1.low": 0, "c1.high": 9})
    tables["rules"] = {}
    for row, low, high in zip(tables["actions"], (1, 2, 3), (4, 5, 6), strict=True):
        row |= {"cost": 3, "cost.low": low, "cost.high": high}
    found = Robustness(tables, vertices(["c1"]))
    one, other = frozenset({"x", "z"}), frozenset({"x", "y"})
    assert found.value_differences(one, other) == (-4, -4)
    assert found.cost_differences(one, other) == (-2, 4)


def test_the_published_question_of_robustness() -> None:
    """P2 with scores +-10, weights +-.05 and the budget: one competitor, 7 in the place of 10."""
    tables = PROBE_DEPARTMENTS | {
        "rules": {"budget": {"type": "budget", "of": "cost", "max": 5}},
        "impacts": [
            row
            | {f"{b}.low": int(row[b]) - 10 for b in BENEFITS}
            | {f"{b}.high": int(row[b]) + 10 for b in BENEFITS}
            for row in PROBE_DEPARTMENTS["impacts"]
        ],
    }
    found = Robustness(tables, vertices(BENEFITS, around(WEIGHTS, F(1, 20))))
    assert len(found.extremes) == 6
    (best,) = found.exploration.chosen()
    assert best == {"P03", "P04", "P09", "P10", "P12"}
    (only,) = found.competitors(best)
    assert only.actions == {"P03", "P04", "P07", "P09", "P12"}
    assert only.value == (F("-5.16"), F("40.74"))
    assert only.cost == (0, 0)


def test_the_least_that_a_partner_may_receive() -> None:
    """Of 10 points, U between 40 and 60 %, R between 45 and 60 %: R takes 60 at most, U 55."""
    oracle = Oracle(
        tiny(
            A1_U={"receives.low": 40, "receives.high": 60},
            A1_R={"receives.low": 45, "receives.high": 60},
        )
    )
    assert benefit_at_worst(oracle, {"A1"}, {"U": F(1)}) == 4
    assert benefit_at_worst(oracle, {"A1"}, {"R": F(1)}) == F(9, 2)
    assert benefit_at_worst(oracle, {"A1"}, {"U": F(1)}, end=1) == F(11, 2)
    assert benefit_at_worst(oracle, {"A1", "A2"}, {"R": F(1)}) == F(49, 2)
