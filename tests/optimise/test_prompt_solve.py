"""Bounds in whole numbers take the portfolio that engines and ties would take."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace

import pytest
from funds_oracle import draw
from loading import load
from random_equity import Drawer, equitable, with_rules
from random_scenarios import seeded
from tiny import BASE

from mcda.errors import Infeasible
from mcda.files.read import read
from mcda.model import Scenario
from mcda.optimise import prompt, solve
from mcda.optimise.engines import Clock
from mcda.optimise.programme import formulate
from mcda.optimise.prompt import answer_promptly, solve_promptly
from mcda.optimise.replacement import forced
from mcda.optimise.search import Found, contest
from mcda.portfolio import Portfolio
from mcda.scoring import score


def answer_of(how: Callable[[Scenario], Portfolio], scenario: Scenario) -> Portfolio | Infeasible:
    try:
        return how(scenario)
    except Infeasible as failure:
        return failure


def verified(scenario: Scenario) -> str:
    """Who verified what is the same portfolio as that of `solve`; `impossible` where both say so."""
    expected = answer_of(solve, scenario)
    found = answer_of(solve_promptly, scenario)
    if isinstance(expected, Infeasible) or isinstance(found, Infeasible):
        assert str(expected) == str(found)  # the rules that clash
        return "impossible"
    assert (found.options, found.value) == (expected.options, expected.value)
    assert (found.proof.status, found.proof.bound) == (expected.proof.status, expected.proof.bound)
    assert found.proof.canonical
    return found.proof.verified


def test_random_scenarios() -> None:
    seen = [verified(load(seeded(81_000 + seed))) for seed in range(16)]
    assert seen.count("bounds") > len(seen) // 2


def test_rules_of_equity_that_are_not_linear() -> None:
    for seed, kind in enumerate(("gini", "jain", "atkinson", "floor") * 2):
        drawer = Drawer(equitable(82_000 + seed), random.Random(seed))  # noqa: S311
        verified(load(with_rules(drawer.tables, {"fair": getattr(drawer, kind)()})))


def test_funds_and_their_tranches() -> None:
    seen = [verified(load(draw(seed))) for seed in range(8)]
    assert "bounds" in seen


@pytest.mark.parametrize("objective", ["leximin", {"type": "worst_off", "of": "benefit"}])
def test_stages_go_on_as_before(objective: object) -> None:
    assert verified(load({**BASE, "objective": objective})) == "enumeration"


def test_equals_are_told_apart_as_by_solves() -> None:
    """Eight actions alike in value, two of which fit: of 28 equals the cheapest, then by hash."""
    actions = [
        {"action": f"T{n}", "name": "Twin", "theme": "water", "cost": 100 - n % 2} for n in range(8)
    ]
    impacts = [{"action": row["action"], "gain": 10} for row in actions]
    tables = {
        "mcda": 1, "title": "Twins", "language": "en", "money": "EUR",
        "criteria": BASE["criteria"], "actions": actions, "impacts": impacts,
        "rules": {"budget": {"type": "budget", "max": 210}},
    }  # fmt: skip
    assert verified(load(tables)) == "bounds"


@pytest.mark.parametrize("variant", ["", ":frugal", ":fair_80"])
def test_caen(variant: str) -> None:
    assert verified(read(f"scenarios/caen{variant}")) == "bounds"


@pytest.fixture(scope="module")
def brest() -> Scenario:
    return read("scenarios/brest")


def test_what_is_known_changes_nothing(brest: Scenario) -> None:
    """Neither what is best, nor what is worse, nor what does not exist here."""
    best = solve(brest)
    worse = frozenset(best.actions[1:])
    found = solve_promptly(brest, known=[best.options, worse, frozenset({"elsewhere"})])
    assert (found.options, found.proof.bound) == (best.options, best.proof.bound)


def test_where_labels_give_up_an_engine_has_its_say(
    brest: Scenario, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(prompt, "LABELS", 1)
    monkeypatch.setattr(prompt, "contest", counted := Counted())
    found = solve_promptly(brest)
    assert found.options == solve(brest).options
    assert found.proof.verified in ("enumeration", "highs")
    assert counted.times == 1


class Counted:
    """The contest of engines, counted."""

    times = 0

    def __call__(self, *arguments: object) -> Found:
        self.times += 1
        return contest(*arguments)  # type: ignore[arg-type]


def test_an_engine_that_stops_short_is_found_out(
    brest: Scenario, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It claims that something worse is best; bounds find what is better."""
    programme = formulate(score(brest))
    best = answer_promptly(programme, Clock.of(None))
    without = answer_promptly(forced(programme, best.actions[0], False), Clock.of(None))
    worse = without.options
    level = programme.level(programme.q.value(), worse)

    def claimed(*arguments: object) -> Found:
        return replace(Counted()(*arguments), chosen=worse, level=level, bound=level)

    monkeypatch.setattr(prompt, "contest", claimed)
    found = answer_promptly(programme, Clock.of(None))
    assert found.options == best.options
    assert (found.proof.achieved, found.proof.engine) == (best.value, "bounds")
