"""What an action is worth to the optimum, and what turns it, against an enumeration."""

from __future__ import annotations

from fractions import Fraction

import pytest
from exploration_oracle import Exploration
from loading import load
from random_exploration import exact
from random_scenarios import Scenario, seeded
from stability_oracle import End, Figure, Stability, bound, cofinancing, cost, impact, weight

import mcda
from mcda.analysis.explanation import Worth
from mcda.analysis.turning_points import TurningPoint

HUNDREDS = (Fraction(200), Fraction(400))
SHARES = (Fraction(1, 4), Fraction(1, 2))


# ---------------------------------------------------------------- what an action is worth


def is_worth(said: Worth, exploration: Exploration, chosen: frozenset[str]) -> None:
    """The loss when the opposite is forced, which is what one gets by what it displaces and brings."""
    selected = said.action in chosen
    assert said.selected == selected
    lost = exploration.replacement_cost(said.action, selected)
    assert said.possible == (lost is not None)
    assert said.value == lost
    if lost is not None:
        without, alone = set(said.displaces), {said.action, *said.brings}
        other = (chosen - alone) | without if selected else (chosen | alone) - without
        assert exploration.values.get(other) == exploration.values[chosen] - lost


def are_worth(tables: Scenario) -> None:
    exploration = Exploration(tables)
    if not exploration.tallies:
        return
    found = mcda.importance(load(tables))
    chosen = frozenset(found.best.actions)
    assert chosen in exploration.chosen()
    assert {worth.action for worth in found.worths} == set(exploration.oracle.actions)
    for worth in found.worths:
        is_worth(worth, exploration, chosen)


@pytest.mark.parametrize("seed", range(6))
def test_what_every_action_of_any_scenario_is_worth(seed: int) -> None:
    are_worth(seeded(34_000 + seed, max_actions=8))


@pytest.mark.parametrize("seed", range(6))
def test_what_every_action_is_worth_where_many_are_as_good(seed: int) -> None:
    are_worth(exact(35_000 + seed, coarse=True))


# ---------------------------------------------------------------- what turns it


def turned(point: TurningPoint) -> tuple[Figure, tuple[Fraction, Fraction]]:
    """How the oracle changes a figure, and two levels at which it can be read."""
    datum = point.knob.datum
    if datum.table == "weights":
        share = weight(datum.id)
        return lambda tables, points: share(tables, points / (points + point.knob.beside)), SHARES
    if datum.table == "actions":
        return (cost(datum.id), HUNDREDS) if datum.field == "cost" else (cofinancing(datum.id), SHARES)
    if datum.table == "impacts":
        return impact(datum.id, datum.field), HUNDREDS
    return bound(datum.id, datum.field), SHARES


def standing(tables: Scenario, action: str) -> set[bool]:
    """Whether the action is in the best and cheapest portfolio: both, where several are."""
    return {action in chosen for chosen in Exploration(tables).chosen()}


def turns(tables: Scenario, action: str, selected: bool, point: TurningPoint) -> None:
    """It stands otherwise at the level, as now one step before, and nothing nearer turns it for sure.

    It may also be that no portfolio meets the rules at that level.
    """
    figure, probes = turned(point)
    if point.level is not None and point.before is not None:
        found = standing(dict(figure(tables, point.level)), action)
        assert not found or (not selected) in found
        assert selected in (standing(dict(figure(tables, point.before)), action) or {selected})
    if point.knob.datum.table == "weights":
        return
    known = Stability(tables, figure, point.knob.now, probes).turned(action, selected)
    for end, steps in zip(known, (-point.knob.fewest, point.knob.most), strict=True):
        if end is not None and abs(end.figure - point.knob.now) < (steps - 1) * point.knob.step:
            is_near(point, end)


def is_near(point: TurningPoint, end: End) -> None:
    """No further than two steps (of rounding) beyond where it is turned in every optimum."""
    assert point.level is not None, (str(point.knob.datum), end)
    if point.first:
        farthest = abs(end.figure - point.knob.now) + 2 * point.knob.step
        assert abs(point.level - point.knob.now) <= farthest, (str(point.knob.datum), point.level, end)


def is_explained(tables: Scenario, number: int) -> None:
    exploration = Exploration(tables)
    if not exploration.tallies:
        return
    action = exploration.oracle.actions[number % len(exploration.oracle.actions)]
    found = mcda.explain(load(tables), action)
    assert found.complete
    assert frozenset(found.best.actions) in exploration.chosen()
    is_worth(found.worth, exploration, frozenset(found.best.actions))
    for point in found.turning_points:
        turns(tables, action, found.selected, point)


@pytest.mark.parametrize("seed", range(4))
def test_what_turns_an_action(seed: int) -> None:
    is_explained(exact(36_000 + seed, max_actions=5, coarse=seed % 3 == 0), seed)


@pytest.mark.parametrize("seed", [39_042, 39_062])
def test_no_figure_turns_an_action_where_nothing_is_possible_without_it(seed: int) -> None:
    found = mcda.explain(load(exact(seed, max_actions=5, coarse=seed == 39_042)), "A3")
    own = [point for point in found.turning_points if point.knob.datum.table == "actions"]
    assert [point.reason for point in own] == ["never", "never"]


def test_of_equals_the_cheaper_one_is_what_turns_an_action() -> None:
    """From 4999.99 of budget down A2 alone is worth what A4 is, and costs more."""
    point = mcda.explain(load(exact(39_025, max_actions=5)), "A2").turned_by("rules.budget.max")
    assert (point.level, point.before, point.first) == (Fraction("4999.99"), 5000, True)
