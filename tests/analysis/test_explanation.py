"""Why an action is in or out: replacement costs against enumeration, turning points tried one by one."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from loading import load
from oracle import Oracle
from random_scenarios import seeded, with_needs
from tiny import tiny

from mcda.analysis.explanation import Explanation, explain, importance
from mcda.analysis.knobs import Knob
from mcda.errors import Infeasible, UsageProblem
from mcda.optimise.solve import solve

Tables = dict[str, Any]
PROBES = 7


def opposites(tables: Tables) -> dict[str, tuple[Fraction | None, Fraction | None]]:
    """Best value with and without each action, by full enumeration."""
    oracle = Oracle(tables)
    every = list(oracle.feasible_portfolios())
    return {
        action: (
            max((value for value, chosen in every if action in chosen), default=None),
            max((value for value, chosen in every if action not in chosen), default=None),
        )
        for action in oracle.actions
    }


def tables_of(seed: int) -> Tables:
    tables = seeded(9400 + seed, max_actions=8, min_actions=4)
    return with_needs(seed, tables) if seed % 5 == 4 else tables


@pytest.mark.parametrize("solved", [False, True], ids=["enumerated", "solved"])
@pytest.mark.parametrize("seed", range(8))
def test_the_replacement_cost_of_every_action_is_that_of_enumeration(
    seed: int, solved: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    tables = tables_of(seed)
    expected = opposites(tables)
    if solved:
        monkeypatch.setattr("mcda.optimise.search.MOST_COMBINATIONS", 0)
        monkeypatch.setattr("mcda.optimise.replacement.MOST_COMBINATIONS", 0)
    try:
        found = importance(load(tables))
    except Infeasible:
        assert all(sides == (None, None) for sides in expected.values())
        return
    assert found.complete
    assert {worth.verified for worth in found.worths} == {"highs" if solved else "enumeration"}
    best = found.best.value
    for worth in found.worths:
        opposite = expected[worth.action][1 if worth.selected else 0]
        assert worth.possible is (opposite is not None)
        assert worth.cost == (None if opposite is None else best - opposite)
    costs = [worth.cost for worth in found.worths if worth.cost is not None]
    assert costs == sorted(costs, reverse=True)


def is_selected(knob: Knob, steps: int, action: str) -> bool | None:
    """What `solve` says of a scenario with another figure; None where nothing is possible."""
    try:
        return action in solve(knob.scenario(steps)).actions
    except Infeasible:
        return None


def check(found: Explanation) -> int:
    """Each turning point turns the action, the step before does not; how many there are."""
    number = 0
    for point in found.turning_points:
        knob = point.knob
        if point.level is None:
            assert point.reason == "never"
            continue
        number += 1
        steps = int((point.level - knob.now) / knob.step)
        assert knob.level(steps) == point.level
        nearer = steps - (1 if steps > 0 else -1)
        assert point.before == knob.level(nearer)
        assert is_selected(knob, steps, found.action) is (not found.selected)
        assert is_selected(knob, nearer, found.action) is not (not found.selected)
        assert point.verified
        if point.first:
            for part in range(1, PROBES):
                assert is_selected(knob, nearer * part // PROBES, found.action) is not (
                    not found.selected
                )
    return number


@pytest.mark.parametrize("seed", [0, 1, 4, 7])
def test_what_turns_an_action_turns_it_and_nothing_nearer_does(seed: int) -> None:
    tables = seeded(9600 + seed, max_actions=6, min_actions=4, max_rules=4)
    scenario = load(with_needs(seed, tables) if seed == 7 else tables)
    try:
        best = solve(scenario).actions
    except Infeasible:
        return
    outside = [action for action in scenario.action_by_id if action not in best]
    for action in (best[:1], outside[:1])[seed % 2]:
        check(explain(scenario, action))


@pytest.mark.parametrize("seed", [0, 1])
def test_a_figure_that_never_turns_an_action_does_so_at_no_level(seed: int) -> None:
    tables = seeded(9500 + seed, max_actions=6, min_actions=4, max_rules=3)
    scenario = load(tables)
    try:
        found = explain(scenario, scenario.actions[seed % 4].action)
    except Infeasible:
        return
    for point in found.turning_points:
        if point.level is None and point.knob.most and point.first:
            levels = [point.knob.most * part // PROBES for part in range(PROBES + 1)]
            levels += [point.knob.fewest * part // PROBES for part in range(1, PROBES + 1)]
            turned = {is_selected(point.knob, steps, found.action) for steps in levels}
            assert (not found.selected) not in turned


def test_a_budget_and_a_cost_by_hand() -> None:
    """A1 (100, 10 points), A2 (200, 20), A3 (50, 5); budget 250: A2 and A3, A1 is out.

    A1 enters with a budget of 300 (A1 and A2, 30 points), at a cost of 50 (the same), or worth 20:
    then A1 and A3 are worth what A2 and A3 are, and cost less.
    """
    scenario = load(tiny({"budget": {"type": "budget", "max": 250}}))
    found = explain(scenario, "A1")
    assert not found.selected
    assert (found.worth.cost, found.worth.displaces, found.worth.brings) == (10, ("A2",), ())
    assert found.turned_by("rules.budget.max").level == 300
    assert found.turned_by("rules.budget.max").before == Fraction("299.99")
    assert found.turned_by("actions.A1.cost").level == 50
    assert found.turned_by("actions.A1.cost").settings == ("actions.A1.cost=50",)
    assert found.turned_by("actions.A1.cofinancing").level == Fraction(1, 2)
    assert found.turned_by("impacts.A1.gain").level == 20
    assert all(point.first for point in found.turning_points)


def test_the_main_figures_are_told_as_among_all() -> None:
    scenario = load(tiny({"budget": {"type": "budget", "max": 250}}))
    every, main = explain(scenario, "A1"), explain(scenario, "A1", main=True)
    assert main.main
    levels = {point.knob.datum: point.level for point in every.turning_points}
    for point in main.turning_points:
        assert levels[point.knob.datum] == point.level
    assert main.turned_by("rules.budget.max").level == 300


def test_what_cannot_be_otherwise_names_the_rules_that_exclude_it() -> None:
    links = [{"type": "requires", "action": "A3", "other": "A1"}]
    rules = {
        "must": {"type": "status", "mandatory": ["A3"]},
        "money": {"type": "budget", "max": 250},
    }
    scenario = load(tiny(rules, links=links))
    found = explain(scenario, "A1", data=False)
    assert found.selected
    assert found.worth.possible is False
    assert set(found.clash) == {"links", "must"}
    assert set(explain(scenario, "A2", data=False).clash) == {"links", "must", "money"}


def test_samples_are_not_called_the_least_change(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no model finds the nearest level, the turn is still one, and nobody claims more."""
    from mcda.optimise.parametric import UNKNOWN

    monkeypatch.setattr("mcda.analysis.own_figures.nearest", lambda *_: UNKNOWN)
    scenario = load(tiny({"budget": {"type": "budget", "max": 250}}))
    found = explain(scenario, "A1")
    assert check(found) > 3
    assert found.turned_by("actions.A1.cost").level == 50
    assert not found.turned_by("actions.A1.cost").first


def test_an_unknown_action_is_refused() -> None:
    with pytest.raises(UsageProblem, match="E093"):
        explain(load(tiny({})), "A9")
