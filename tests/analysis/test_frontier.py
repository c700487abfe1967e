"""Frontiers against enumeration in fractions: every point, every portfolio, whatever finds them."""

from __future__ import annotations

import os
import signal
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from operator import ge, sub
from pathlib import Path
from random import Random
from typing import Any

import pytest
from funds_oracle import draw
from loading import load
from oracle import Oracle
from plain_fronts import expected, front, is_on_upper_hull, sign, signed
from published import PROBE_DEPARTMENTS, PROBE_SMALL
from random_equity import equitable, with_rules
from random_scenarios import seeded, with_needs
from random_years import years_scenario
from scipy.optimize import linprog
from tiny import tiny

import mcda
from mcda.analysis.frontier import Frontier, frontier
from mcda.analysis.judgement import judge
from mcda.analysis.named_objectives import goals_named
from mcda.errors import Infeasible, Stopped, UsageProblem
from mcda.model import Scenario
from mcda.optimise.engines import Clock
from mcda.optimise.fronts.engine_loop import EngineLoop
from mcda.optimise.fronts.goals import vector_of
from mcda.optimise.fronts.supported import supported
from mcda.optimise.prepare import prepared
from mcda.optimise.programme import formulate
from mcda.optimise.prove import choose_engines
from mcda.portfolio.enumeration import Enumeration
from mcda.rules import Value, WorstOff
from mcda.runs.progress import Progress

Tables = dict[str, Any]
GROUPED = ("benefit", "burden")
PER_DEPARTMENT = {"each": {"type": "coverage", "per": "theme", "min_actions": 1}}
EXAMPLES = Path(__file__).parents[2] / "scenarios"


def objectives(tables: Tables, seed: int, number: int) -> tuple[str, ...]:
    """Some objectives that a drawn scenario knows, always with the value or a benefit."""
    oracle = Oracle(tables)
    groups = sorted({g for partner in oracle.partners.values() for g in partner.groups})
    pool = ["value", "cost", "local_cost", "worst_off"]
    pool += [f"{kind}:{group}" for kind in GROUPED for group in groups]
    pool += [f"impact:{c.id}" for c in oracle.valued]
    start = seed % len(pool)
    step = next(s for s in (5, 7, 3, 1) if len(pool) % s)
    return tuple(dict.fromkeys(pool[(start + step * k) % len(pool)] for k in range(number)))


def found_points(tables: Tables, found: Frontier) -> dict[frozenset[str], tuple[Fraction, ...]]:
    names = [objective.name for objective in found.objectives]
    return {point.options: signed(tables, point.levels, names) for point in found.points}


@pytest.mark.parametrize("number", [2, 3, 4])
@pytest.mark.parametrize("seed", range(12))
def test_every_efficient_portfolio_of_random_scenarios_is_listed(seed: int, number: int) -> None:
    tables = seeded(9000 + 10 * seed + number, max_actions=8, max_partners=4)
    names = objectives(tables, seed, number)
    known = expected(tables, names)
    if not known:
        with pytest.raises(Infeasible):
            frontier(load(tables), names)
        return
    found = frontier(load(tables), names, ties=True)
    assert found_points(tables, found) == known
    assert found.complete
    assert found.verified == "enumeration"
    assert [o.sense for o in found.objectives] == [
        "max" if sign(tables, name) > 0 else "min" for name in names
    ]


@pytest.mark.parametrize("seed", range(6))
def test_needs_are_met_on_the_front_too(seed: int) -> None:
    tables = with_needs(seed, seeded(9500 + seed, max_actions=7))
    names = ("value", "cost", "worst_off")
    known = expected(tables, names)
    if known:
        assert found_points(tables, frontier(load(tables), names, ties=True)) == known


@pytest.mark.parametrize("engine", ["cpsat", "highs"])
@pytest.mark.parametrize("seed", range(8))
def test_zone_by_zone_engines_find_the_same_front(seed: int, engine: str) -> None:
    """Without enumeration, each empty zone confirmed by the other engine."""
    tables = seeded(9700 + seed, max_actions=7)
    names = objectives(tables, seed, 2 + seed % 2)
    points = set(expected(tables, names).values())
    loop = searched(load(tables), names, engine)
    found = loop.run()
    loop.confirm(found, Clock.of(None))
    assert not found.corners
    assert not found.claimed
    steps = [goal.step for goal in loop.goals]
    assert {tuple(z * s for z, s in zip(point, steps, strict=True)) for point in found.points} == points


def searched(scenario: Scenario, names: Sequence[str], engine: str = "cpsat", **how: Any) -> EngineLoop:
    programme = formulate(prepared(scenario.changed(objective=Value())))
    goals = goals_named(programme, names, scenario.objective)
    return EngineLoop(programme, goals, choose_engines(engine), Clock.of(None), **how)


# ---------------------------------------------------------------- years, funds, curved rules


def of_everything(scenario: Scenario, names: Sequence[str]) -> dict[frozenset[str], tuple[int, ...]]:
    """The front of the portfolios that enumeration admits, by pairwise comparison."""
    programme = formulate(prepared(scenario.changed(objective=Value())))
    goals = goals_named(programme, names, scenario.objective)
    feasible = Enumeration(programme.columns, programme.relations).feasible()
    points = {chosen: vector_of(goals, programme, chosen) for chosen in feasible}
    return front(points)  # type: ignore[type-var, arg-type, return-value]


@pytest.mark.parametrize("seed", range(8))
def test_option_sets_over_years_and_with_funds(seed: int) -> None:
    tables = years_scenario(seed, 24) if seed % 2 else draw(seed)
    scenario = load(tables).changed(objective=WorstOff(per="partner"))
    names = ("value", "local_cost", "worst_off") if seed % 4 < 2 else ("value", "cost")
    known = of_everything(scenario, names)
    if not known:
        with pytest.raises(Infeasible):
            frontier(scenario, names)
        return
    assert {point.options for point in frontier(scenario, names, ties=True).points} == set(known)
    loop = searched(scenario, names)
    assert set(loop.run().points) == set(known.values())


@pytest.mark.parametrize(
    "rule",
    [
        {"type": "gini", "max": "35 %", "per": "partner"},
        {"type": "jain", "min": "60 %", "per": "partner"},
        {"type": "compensation", "cap": "50 %"},
    ],
)
def test_curved_rules_hold_on_the_front(rule: Tables) -> None:
    tables = with_rules(equitable(3, max_actions=7, min_actions=6, max_rules=1), {"fair": rule})
    scenario, names = load(tables), ("cost", "worst_off")
    known = of_everything(scenario, names)
    assert {point.options for point in frontier(scenario, names, ties=True).points} == set(known)
    assert set(searched(scenario, names).run().points) == set(known.values())


# ---------------------------------------------------------------- published


def test_four_projects_of_the_literature() -> None:
    """P1: seven efficient portfolios, five of them supported."""
    scenario = load(PROBE_SMALL).changed(rules={})
    found = frontier(scenario, ["value", "cost"], ties=True)
    ids = [action.action for action in scenario.actions]
    shown = {"".join(str(ids.index(a) + 1) for a in p.actions): p for p in found.points}
    assert {name: (p.levels[1], p.levels[0]) for name, p in shown.items()} == {
        "": (0, 0), "1": (4, 3), "2": (8, 4), "12": (12, 7), "124": (20, 9), "123": (22, 10),
        "1234": (30, 12),
    }  # fmt: skip
    assert {name for name, p in shown.items() if p.supported} == {"", "1", "12", "123", "1234"}


@pytest.mark.parametrize(("rules", "efficient", "convex"), [({}, 31, 13), (PER_DEPARTMENT, 23, 11)])
def test_twelve_projects_of_the_literature(rules: Tables, efficient: int, convex: int) -> None:
    """P2: efficient portfolios over all budgets, with and without a project per department."""
    found = frontier(load({**PROBE_DEPARTMENTS, "rules": rules}), ["value", "cost"], ties=True)
    assert (len(found.points), sum(p.supported is True for p in found.points)) == (efficient, convex)


# ---------------------------------------------------------------- properties


@pytest.mark.parametrize("seed", range(6))
def test_supported_points_are_those_on_the_upper_hull(seed: int) -> None:
    tables = seeded(9800 + seed, max_actions=8, max_rules=2)
    found = frontier(load(tables), ["value", "cost"])
    reached = [signed(tables, point.levels, ("value", "cost")) for point in found.points]
    for point, levels in zip(found.points, reached, strict=True):
        assert point.supported == is_on_upper_hull(levels, reached)


@pytest.mark.parametrize("seed", range(6))
def test_a_point_is_supported_if_and_only_if_weights_choose_it(seed: int) -> None:
    """In three objectives, against weights found by another linear programme, in doubles."""
    dice = Random(seed)  # noqa: S311
    points = {tuple(dice.randint(0, 12) for _ in range(3)) for _ in range(60)}
    points |= {(16, 0, 0), (0, 16, 0), (0, 0, 16)}
    kept = sorted({p for p in points if not any(q != p and all(map(ge, q, p)) for q in points)})
    called = supported(kept)
    assert called == [_is_chosen(point, kept) for point in kept]
    assert not all(called)


def _is_chosen(point: tuple[int, ...], points: Sequence[tuple[int, ...]]) -> bool:
    """Whether weights that add up to 1 leave nobody ahead of a point."""
    ahead = [[*map(sub, other, point), -1] for other in points]
    found = linprog(
        [0] * len(point) + [1],
        A_ub=ahead,
        b_ub=[0] * len(ahead),
        A_eq=[[1] * len(point) + [0]],
        b_eq=[1],
        bounds=[(0, None)] * len(point) + [(None, None)],
    )
    return bool(found.fun < 1e-7)


@pytest.mark.parametrize("seed", range(5))
def test_more_objectives_keep_every_point_of_fewer(seed: int) -> None:
    tables = seeded(9850 + seed, max_actions=8, max_rules=2)
    few, more = ("value", "cost"), ("value", "cost", "worst_off")
    wide = {point.options: point.levels[:2] for point in frontier(load(tables), more, ties=True).points}
    narrow = frontier(load(tables), few)
    assert {point.levels for point in narrow.points} <= set(wide.values())


def test_the_front_of_a_scaled_scenario_is_the_same_portfolios() -> None:
    scenario = mcda.read(EXAMPLES / "brest")
    dearer = scenario.changed(
        actions=tuple(
            a.model_copy(update={"cost": 10 * a.cost, "cofinancing": 10 * (a.cofinancing or 0)})
            for a in scenario.actions
        ),
        rules={},
    )
    one, other = (
        frontier(s, ["value", "cost"], ties=True) for s in (scenario.changed(rules={}), dearer)
    )
    assert [p.options for p in one.points] == [p.options for p in other.points]
    assert [10 * p.levels[1] for p in one.points] == [p.levels[1] for p in other.points]


# ---------------------------------------------------------------- stopping, going on


@dataclass
class Notes:
    """A journal in memory, which stops a clock when it holds so many facts."""

    clock: Clock = field(default_factory=lambda: Clock.of(None))
    most: int = 10**6
    facts: dict[str, dict[str, Any]] = field(default_factory=dict)
    noted: int = 0

    def known(self, kind: str) -> dict[str, Any]:
        return dict(self.facts.get(kind, {}))

    def note(self, kind: str, key: str, fact: Any) -> None:
        assert key not in self.facts.get(kind, {}), "established twice"
        self.facts.setdefault(kind, {})[key] = fact
        self.noted += 1
        if self.noted >= self.most:
            self.clock.cancelled.set()


@pytest.mark.parametrize("most", [1, 2, 4, 7])
def test_an_interrupted_search_goes_on_where_it_was(most: int) -> None:
    """Nothing is established twice, and in the end the same points are known."""
    loop = searched(load(seeded(9706, max_actions=7, max_rules=2)), ("value", "local_cost"))
    notes = Notes(most=most)
    first = replace(loop, clock=notes.clock, journal=notes).run()
    assert first.corners
    assert notes.noted == most
    assert 0 <= first.share() <= 1
    done = replace(loop, journal=replace(notes, clock=Clock.of(None), most=10**6)).run()
    assert not done.corners
    assert set(done.points) == set(loop.run().points)


def test_without_a_point_at_the_limit_nothing_is_told() -> None:
    with pytest.raises(Stopped):
        frontier(mcda.read(EXAMPLES / "caen"), ["value", "cost"], limit=1e-9)


def test_ctrl_c_keeps_what_is_proven() -> None:
    def interrupt(progress: Progress) -> None:
        if progress.parameters["points"] > 1:
            os.kill(os.getpid(), signal.SIGINT)

    found = frontier(mcda.read(EXAMPLES / "caen"), ["value", "cost"], listen=interrupt)
    assert found.interrupted
    assert not found.complete
    assert found.verified == "no"
    assert 0 < found.share_open <= 1
    assert all(point.supported is not True for point in found.points)
    scores = prepared(found.scenario)
    assert all(formulate(scores).admits(point.options) for point in found.points)


# ---------------------------------------------------------------- which portfolio, in which order


def test_without_ties_one_portfolio_is_shown_the_same_whoever_finds_it() -> None:
    scenario = load(tied())
    every = frontier(scenario, ["value", "cost"], ties=True)
    ones = [
        frontier(scenario, ["value", "cost"], engine=engine) for engine in ("auto", "cpsat", "highs")
    ]
    assert len(every.points) > every.number
    for found in ones:
        assert [p.options for p in found.points] == [p.options for p in ones[0].points]
        assert {p.options for p in found.points} < {p.options for p in every.points}
        assert found.canonical


def tied() -> Tables:
    """Two actions alike beside another."""
    tables = tiny()
    tables["actions"].append({**tables["actions"][0], "action": "A4"})
    tables["impacts"].append({**tables["impacts"][0], "action": "A4"})
    tables["shares"] += [{**row, "action": "A4"} for row in tables["shares"] if row["action"] == "A1"]
    return tables


def test_actions_are_adopted_in_the_order_that_stays_on_the_front() -> None:
    found = frontier(load(PROBE_SMALL).changed(rules={}), ["value", "cost"], nested=True)
    order = found.adoption
    assert order is not None
    ids = [action.action for action in found.scenario.actions]
    assert [[ids.index(a) + 1 for a in stop.entered] for stop in order.stops] == [[], [1], [2], [3], [4]]
    assert all(stop.efficient and not stop.loss for stop in order.stops)


@pytest.mark.parametrize("seed", range(5))
def test_each_stop_of_an_order_of_adoption_is_told_truly(seed: int) -> None:
    scenario = load(seeded(9900 + seed, max_actions=8, max_rules=2))
    found = frontier(scenario, ["value", "cost"], nested=True)
    assert found.adoption is not None
    taken: set[str] = set()
    for stop in found.adoption.stops:
        taken |= set(stop.entered)
        judged = judge(scenario, sorted(taken)).portfolio
        affordable = [p.levels[0] for p in found.points if p.levels[1] <= stop.cost]
        assert (stop.gain, stop.cost) == (judged.value, judged.cost)
        assert stop.meets_rules == judged.meets_all_rules
        assert stop.loss == max(0, max(affordable, default=stop.gain) - stop.gain)
        assert stop.efficient == (stop.meets_rules and (stop.gain, stop.cost) in levels(found))
    assert taken == set(found.points[0].actions)


def levels(found: Frontier) -> set[tuple[Fraction, ...]]:
    return {point.levels for point in found.points}


# ---------------------------------------------------------------- requests


@pytest.mark.parametrize(
    ("names", "code"),
    [
        (["value"], "E300"),
        (["value", "cost", "local_cost", "worst_off", "benefit:rural", "burden:rural"], "E300"),
        (["value", "value"], "E301"),
        (["valu", "cost"], "E302"),
        (["value", "benefit"], "E302"),
        (["value", "benefit:rurl"], "E303"),
        (["value", "impact:gian"], "E303"),
        (["value", "net:rural"], "E305"),
        (["value", "worst_off"], "E307"),
    ],
)
def test_a_wrong_request_is_told(names: list[str], code: str) -> None:
    tables = tiny()
    for row in tables["partners"] if code == "E307" else ():
        del row["population"]
    with pytest.raises(UsageProblem) as told:
        frontier(load(tables), names)
    assert told.value.problem.code == code


def test_partners_are_needed_for_objectives_about_them() -> None:
    for name in ("worst_off", "benefit:rural"):
        with pytest.raises(UsageProblem) as told:
            frontier(load(PROBE_SMALL), ["value", name])
        assert told.value.problem.code == "E304"


def test_an_order_of_adoption_needs_a_cost() -> None:
    with pytest.raises(UsageProblem) as told:
        frontier(load(tiny()), ["value", "worst_off"], nested=True)
    assert told.value.problem.code == "E306"


def test_the_table_has_a_row_for_each_entry() -> None:
    found = frontier(load(tiny()), ["value", "cost", "benefit:R"])
    assert list(found.table.columns[:3]) == ["value", "cost", "benefit:R"]
    assert len(found.table) == len(found.points)
    assert "<table" in found._repr_html_()
    assert found.is_own_best(found.points[0])
