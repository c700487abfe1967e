"""The best choice among a few items, against every choice looked at one by one."""

from __future__ import annotations

from itertools import combinations
from random import Random

import pytest

from mcda.optimise import choice as room
from mcda.optimise.choice import Choice, best_choice
from mcda.optimise.engines import Clock, CpSat, Highs
from mcda.optimise.labels import best_by_labels
from mcda.optimise.selection import Ceiling, Selection

FOREVER = Clock.of(None)


def drawn(seed: int, most: int = 9, scale: int = 1) -> Selection:
    """A random problem, some with links, synergies, or ceilings that a pair relieves."""
    dice = Random(seed)  # noqa: S311
    items = range(dice.randint(1, most))
    pairs = list(combinations(items, 2))

    def some(share: float) -> list[tuple[int, int]]:
        return [pair for pair in pairs if dice.random() < share]

    def amount(low: int, high: int) -> int:
        return dice.randint(low, high) * scale + (dice.randint(0, 9) if scale > 1 else 0)

    requires = [dice.choice((pair, pair[::-1])) for pair in some(0.06)]
    requires += [turned for a, b in some(0.02) for turned in ((a, b), (b, a))]
    return Selection(
        worth={item: amount(-8, 12) for item in items},
        together={pair: amount(-6, 6) for pair in some(0.12)},
        requires=tuple(requires),
        excludes=tuple(some(0.06)),
        ceilings=tuple(
            Ceiling(
                {item: amount(0, 10) for item in items},
                {pair: -dice.randint(0, 1) for pair in some(0.1)},
                amount(0, 25),
            )
            for _ in range(dice.randint(0, 3))
        ),
    )


def best_of_all(problem: Selection) -> int:
    """Written out again: every set of items, every demand."""
    best = 0
    items = sorted(problem.worth)
    for size in range(len(items) + 1):
        for chosen in map(set, combinations(items, size)):
            pairs = set(combinations(sorted(chosen), 2))
            if any(i in chosen and j not in chosen for i, j in problem.requires):
                continue
            if any({i, j} <= chosen for i, j in problem.excludes):
                continue
            if any(
                sum(c.items.get(i, 0) for i in chosen) + sum(c.pairs.get(p, 0) for p in pairs) > c.bound
                for c in problem.ceilings
            ):
                continue
            worth = sum(problem.worth[i] for i in chosen) + sum(
                problem.together.get(p, 0) for p in pairs
            )
            best = max(best, worth)
    return best


def check(problem: Selection, found: Choice) -> None:
    assert found.value == problem.value(found.chosen) == best_of_all(problem)
    assert problem.admits(found.chosen)


@pytest.mark.parametrize("seed", range(150))
def test_small_problems_are_looked_at_in_full(seed: int) -> None:
    problem = drawn(seed)
    found = best_choice(problem, (Highs(), CpSat()), FOREVER)
    assert found.verified == "enumeration"
    check(problem, found)


@pytest.mark.parametrize("scale", [1, 10**9])
@pytest.mark.parametrize("seed", range(150))
def test_labels_find_the_best_too(seed: int, scale: int) -> None:
    problem = drawn(seed, scale=scale)
    found = best_by_labels(problem)
    if found is None:  # amounts so far apart that no multiplier of 55 bits will do
        assert scale > 1
        return
    check(problem, Choice(found, problem.value(found), "enumeration"))


@pytest.mark.parametrize("seed", range(6))
def test_labels_and_engines_agree_on_problems_too_large_to_enumerate(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    problem = drawn(seed + 1000, most=34, scale=1000)
    listed = best_by_labels(problem)
    assert listed is not None
    assert problem.admits(listed)
    only_engines(monkeypatch)
    assert best_choice(problem, (Highs(), CpSat()), FOREVER).value == problem.value(listed)


def only_engines(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is small enough to be looked at in full."""
    monkeypatch.setattr(room, "MOST_ITEMS", 0)
    monkeypatch.setattr(room, "best_by_labels", lambda selection: None)


@pytest.mark.parametrize("scale", [1, 10**9])
@pytest.mark.parametrize("seed", range(200, 220))
def test_larger_ones_are_solved_by_one_engine_and_checked_by_the_other(
    seed: int, scale: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Amounts beyond 2^24 too, which no solver is shown."""
    only_engines(monkeypatch)
    problem = drawn(seed, scale=scale)
    engines = (Highs(), CpSat()) if seed % 2 else (CpSat(), Highs())
    found = best_choice(problem, engines, FOREVER)
    assert found.verified in ("highs", "cpsat", "enumeration")
    check(problem, found)


class Liar:
    """An engine that says that nothing is better, always."""

    name = "liar"

    def solve(self, form: object, clock: Clock) -> room.Solution:
        return room.Solution("infeasible")


def test_an_engine_that_finds_nothing_is_not_believed_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    only_engines(monkeypatch)
    problem = drawn(204)
    found = best_choice(problem, (Liar(), CpSat()), FOREVER)
    assert found.verified == "liar"
    check(problem, found)


def test_nothing_is_chosen_and_nothing_claimed_when_there_is_no_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    only_engines(monkeypatch)
    found = best_choice(drawn(204), (Highs(), CpSat()), Clock.of(0))
    assert (found.value, found.verified) == (0, "no")


def test_amounts_beyond_63_bits_are_added_exactly() -> None:
    problem = Selection(worth={0: 2**70 + 1, 1: -(2**70), 2: 5}, requires=((0, 1),), excludes=((0, 2),))
    found = best_choice(problem, (Highs(), CpSat()), FOREVER)
    assert found == Choice(frozenset({2}), 5, "enumeration")
