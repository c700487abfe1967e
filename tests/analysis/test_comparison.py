"""Portfolios side by side: what is in all, in some, and which override made which difference."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from commands.running import small, written
from random_scenarios import seeded

import mcda
from mcda.analysis.comparison import compare
from mcda.errors import Infeasible, InvalidScenario
from mcda.portfolio import Portfolio


def best(source: str) -> Portfolio:
    return mcda.solve(mcda.read(source))


def test_each_scenario_is_an_entry_with_its_own_optimum(tmp_path: Path) -> None:
    folder = small(tmp_path)
    names = [f"{folder}", f"{folder}:rich", f"{folder}:free", f"{folder}:open"]
    found = compare(names)
    assert [entry.name for entry in found.entries] == names
    for entry in found.entries:
        assert entry.portfolio is not None
        assert entry.portfolio.actions == best(entry.name).actions
        assert entry.portfolio.proof.status == "optimal"


def test_in_all_and_in_some_part_the_selected_actions(tmp_path: Path) -> None:
    """Base A2 A3, open A1 A2 A3, strict A2."""
    folder = small(tmp_path)
    found = compare([folder, f"{folder}:open", f"{folder}:strict"])
    assert found.in_all == ("A2",)
    assert found.in_some == ("A1", "A3")
    assert found.actions == ("A1", "A2", "A3")


def test_a_failed_scenario_does_not_count_for_what_is_in_all(tmp_path: Path) -> None:
    folder = small(tmp_path)
    found = compare([folder, f"{folder}:impossible"])
    assert found.in_all == ("A2", "A3")
    assert found.in_some == ()


def test_without_any_portfolio_nothing_is_in_all(tmp_path: Path) -> None:
    found = compare([f"{small(tmp_path)}:impossible"])
    assert (found.in_all, found.in_some, found.solved) == ((), (), ())


@pytest.mark.parametrize("place", [0, 1, 2])
def test_a_scenario_that_fails_is_an_entry_with_its_reason_wherever_it_stands(
    place: int, tmp_path: Path
) -> None:
    folder = small(tmp_path)
    names = [f"{folder}:rich", f"{folder}:strict"]
    names.insert(place, f"{folder}:impossible")
    failed = compare(names).entries[place]
    assert failed.portfolio is None
    assert isinstance(failed.failure, Infeasible)
    assert failed.failure.clash == ("most", "least")


def test_a_scenario_that_cannot_be_read_is_an_entry_with_its_problems(tmp_path: Path) -> None:
    folder = small(tmp_path)
    first, second = compare([tmp_path / "nowhere", folder]).entries
    assert isinstance(first.failure, InvalidScenario)
    assert [p.code for p in first.failure.problems] == ["E060"]
    assert second.portfolio is not None


def test_a_difference_is_split_among_the_overrides_that_made_it(tmp_path: Path) -> None:
    """rich lets A1 in (10 points, 100 euros); then free changes nothing."""
    folder = small(tmp_path)
    rich, free = compare([folder, f"{folder}:open"]).entries[1].steps
    assert (rich.override, rich.entered, rich.left, rich.value, rich.local_cost) == (
        "rich", ("A1",), (), 10, 100,
    )  # fmt: skip
    assert (free.override, free.entered, free.left, free.value, free.local_cost) == (
        "free", (), (), 0, 0,
    )  # fmt: skip
    assert [(c.key, c.old, c.new) for c in rich.changes] == [("rules.budget.max", "250", "350")]
    assert [c.key for c in free.changes] == ["rules.rural"]


def test_an_action_may_enter_and_another_leave_in_one_step(tmp_path: Path) -> None:
    """A1 costs 50 and A2 costs 260: the budget of 250 now takes A1 and A3."""
    folder = small(
        tmp_path, overrides={"prices": {"actions.A2.cost": 260, "rules.rural": None}}, variants={}
    )
    (step,) = compare([folder, f"{folder}:prices"]).entries[1].steps
    assert (step.entered, step.left) == (("A1",), ("A2",))
    assert step.value == 15 - 25
    assert step.local_cost == 150 - 250


def test_a_step_to_or_from_an_impossible_scenario_has_no_difference(tmp_path: Path) -> None:
    folder = small(tmp_path, variants={"and_back": ["poor", "rich"]})
    for step in compare([folder, f"{folder}:and_back"]).entries[1].steps:
        assert (step.value, step.local_cost, step.entered, step.left) == (None, None, (), ())


def test_only_variants_of_the_first_scenario_are_explained_by_overrides(tmp_path: Path) -> None:
    one, other = small(tmp_path / "one"), small(tmp_path / "other")
    assert compare([one, f"{other}:rich"]).entries[1].steps == ()
    assert compare([f"{one}:rich", f"{one}:strict"]).entries[1].steps == ()
    assert compare([one, one]).entries[1].steps == ()


def test_settings_hold_for_every_scenario_and_are_no_step(tmp_path: Path) -> None:
    folder = small(tmp_path)
    found = compare([folder, f"{folder}:free"], settings=["rules.budget.max=100"])
    assert [entry.actions for entry in found.entries] == [{"A1"}, {"A1"}]
    assert [step.override for step in found.entries[1].steps] == ["free"]


def test_scenarios_in_memory_can_be_compared(tmp_path: Path) -> None:
    folder = small(tmp_path)
    found = compare([mcda.read(folder), mcda.read(f"{folder}:rich")])
    assert [len(entry.actions) for entry in found.entries] == [2, 3]
    assert [step.override for step in found.entries[1].steps] == ["rich"]


@pytest.mark.parametrize("seed", range(10))
def test_steps_add_up_to_the_whole_difference_of_random_scenarios(seed: int, tmp_path: Path) -> None:
    """Rules are removed one after the other: each step is what its removal changed."""
    tables: dict[str, Any] = seeded(8000 + seed, max_actions=7, min_actions=5, max_rules=4)
    removals = {f"no_{name}": {f"rules.{name}": None} for name in tables["rules"]}
    folder = written({**tables, "overrides": removals, "variants": {"none": list(removals)}}, tmp_path)
    first, last = compare([folder, f"{folder}:none"]).entries
    assert [step.override for step in last.steps] == list(removals)
    for number, step in enumerate(last.steps):
        before, after = (attempt(folder, list(removals)[:n]) for n in (number, number + 1))
        if before is None or after is None:
            assert step.value is None
            continue
        assert step.entered == tuple(sorted({*after.actions} - {*before.actions}))
        assert step.left == tuple(sorted({*before.actions} - {*after.actions}))
        assert step.value == after.value - before.value
        assert step.local_cost == after.local_cost - before.local_cost
        assert step.value >= 0
    if first.portfolio is not None and last.portfolio is not None:
        assert sum(s.value or 0 for s in last.steps) == last.portfolio.value - first.portfolio.value


def attempt(folder: Path, overrides: list[str]) -> Portfolio | None:
    settings = [f"rules.{name.removeprefix('no_')}=null" for name in overrides]
    try:
        return mcda.solve(mcda.read(folder, settings=settings))
    except Infeasible:
        return None
