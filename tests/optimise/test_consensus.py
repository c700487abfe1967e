"""The portfolio that the colleges regret least, against every portfolio in exact fractions.

The oracle shares no code with the program. What a portfolio is worth to a college is what the
oracle says of the same scenario without branches, its leaves weighing what the college gives them.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from functools import cache
from typing import Any

import pytest
from hard import hard
from loading import load
from oracle import Oracle, Tally, read_weights
from random_scenarios import Dice, Draws, Scenario, chance, leaves, seeded
from tiny import tiny

from mcda.errors import Infeasible, InvalidScenario, Stopped
from mcda.optimise import solve
from mcda.optimise.closest import closest
from mcda.optimise.conflicts import smallest_relaxation
from mcda.optimise.engines import Clock, CpSat, Highs
from mcda.optimise.programme import formulate
from mcda.optimise.solve import diagnose
from mcda.portfolio.portfolio import Portfolio
from mcda.rules.base import Relation, fixed
from mcda.scoring import score

SEEDS = range(9000, 9045)
Points = dict[str, dict[str, int]]
"""Swing points by college and criterion."""
Weights = dict[str, Fraction]


# ---------------------------------------------------------------- random colleges


def make_colleges(draws: Draws, tables: Scenario, most: int = 4) -> Points:
    """Colleges that speak of every leaf, or of some families only; zeros among their points."""
    families = families_of(tables)
    names = [row["criterion"] for row in leaves(tables["criteria"])]
    found: Points = {}
    for n in range(draws.integer(min(2, most), most)):
        spoken = [names] if chance(draws, 50) else [f for f in families.values() if chance(draws, 70)]
        points: dict[str, int] = {}
        for family in spoken or [names]:
            given = {name: 0 if chance(draws, 20) else draws.integer(1, 100) for name in family}
            points |= given if any(given.values()) else {**given, family[0]: 1}
        found[f"College {n}"] = points
    return found


def families_of(tables: Scenario) -> dict[str, list[str]]:
    """Siblings of role value by their parent."""
    found: dict[str, list[str]] = {}
    for row in tables["criteria"]:
        if "role" not in row:
            found.setdefault(row.get("parent", ""), []).append(row["criterion"])
    return found


def rows_of(colleges: Points) -> list[dict[str, Any]]:
    """The table `weights`."""
    return [
        {"college": college, "criterion": criterion, "weight": points}
        for college, given in colleges.items()
        for criterion, points in given.items()
    ]


def weights_of(tables: Scenario, points: Mapping[str, int]) -> Weights:
    """Weights of the leaves that a college gives: all leaves at once, or family by family.

    Where it says nothing of a family, the swing points of the scenario count.
    """
    names = {row["criterion"] for row in leaves(tables["criteria"])}
    if set(points) == names:
        whole = sum(points.values())
        return {name: Fraction(given, whole) for name, given in points.items()}
    own = dict(tables.get("weights") or {})
    for row in tables["criteria"]:
        own.setdefault(row["criterion"], row.get("weight"))
    spoken = [family for family in families_of(tables).values() if set(family) & set(points)]
    for family in spoken:
        own |= {name: points.get(name, 0) for name in family}
    found = read_weights(tables["criteria"], own)
    return {name: found[name] for name in names}


# ---------------------------------------------------------------- what is expected


def seen_with(tables: Scenario, weights: Weights) -> Oracle:
    """The scenario without branches, its leaves weighing this much."""
    parents = {row.get("parent") for row in tables["criteria"]}
    flat = [
        {column: cell for column, cell in row.items() if column not in ("parent", "weight")}
        for row in tables["criteria"]
        if row["criterion"] not in parents
    ]
    return Oracle(tables | {"criteria": flat, "weights": weights, "rules": {}, "links": tables["links"]})


class Expected:
    """Regrets of every feasible portfolio, by full enumeration."""

    def __init__(self, tables: Scenario, weights: Mapping[str, Weights]) -> None:
        self.oracle = Oracle(tables)
        self.own = {chosen: value for value, chosen in self.oracle.feasible_portfolios()}
        self.worth = {
            college: {c: value for value, c in seen_with(tables, given).feasible_portfolios()}
            for college, given in weights.items()
        }
        self.best = {c: max(worth[s] for s in self.own) for c, worth in self.worth.items() if self.own}
        self.regret = {
            s: max(self.best[c] - worth[s] for c, worth in self.worth.items()) for s in self.own
        }

    @property
    def winners(self) -> list[frozenset[str]]:
        """Least worst regret, then most own value, then least cost."""
        least = min((self.regret[chosen], -value) for chosen, value in self.own.items())
        tied = [s for s, value in self.own.items() if (self.regret[s], -value) == least]
        cost = {chosen: self.oracle.tally(chosen).cost for chosen in tied}
        return [chosen for chosen in tied if cost[chosen] == min(cost.values())]


@cache
def case(seed: int) -> tuple[Scenario, Points]:
    """A random scenario with colleges."""
    tables = seeded(seed, max_actions=10, min_actions=6)
    return tables, make_colleges(Dice(random.Random(seed)), tables)  # noqa: S311


def asked(tables: Scenario, colleges: Points) -> Scenario:
    return tables | {"colleges": rows_of(colleges), "objective": "consensus"}


def agree(portfolio: Portfolio, expected: Expected) -> None:
    chosen = frozenset(portfolio.actions)
    worst = min(expected.regret.values())
    assert expected.regret[chosen] == worst
    assert chosen in expected.winners
    assert portfolio.value == expected.own[chosen]
    proof = portfolio.proof
    assert (proof.status, proof.objective, proof.verified) == ("optimal", "consensus", "enumeration")
    assert proof.achieved == proof.bound == worst
    assert proof.canonical
    assert portfolio.meets_all_rules
    told = {regret.college: (regret.best, regret.value, regret.points) for regret in proof.regrets}
    assert told == {
        college: (expected.best[college], worth[chosen], expected.best[college] - worth[chosen])
        for college, worth in expected.worth.items()
    }


@pytest.mark.parametrize("seed", SEEDS)
def test_consensus_is_the_least_worst_regret_of_all_portfolios(seed: int) -> None:
    tables, colleges = case(seed)
    expected = Expected(tables, {c: weights_of(tables, points) for c, points in colleges.items()})
    scenario = load(asked(tables, colleges))
    if not expected.own:
        with pytest.raises(Infeasible) as failed:
            solve(scenario)
        assert failed.value.exit_code == 3
        assert failed.value.clash
        return
    agree(solve(scenario), expected)


def test_the_random_cases_hold_what_is_hard() -> None:
    """Zero weights, common value, synergies, branches, rules of equity, and nothing possible."""
    found = [case(seed) for seed in SEEDS]
    tables = [scenario for scenario, _ in found]
    kinds = {rule["type"] for scenario in tables for rule in scenario["rules"].values()}
    assert {"share", "floor", "coverage"} <= kinds
    assert any(points == 0 for _, c in found for given in c.values() for points in given.values())
    assert any(row.get("scope") == "portfolio" for t in tables for row in t["criteria"])
    assert any(row["type"] == "synergy" for t in tables for row in t["links"])
    assert any(set(families_of(t)) != {""} for t in tables)
    assert any(not list(Oracle(t).feasible_portfolios()) for t in tables)


@pytest.mark.parametrize("seed", range(9100, 9106))
def test_highs_first_finds_the_same_consensus(seed: int) -> None:
    tables, colleges = case(seed)
    expected = Expected(tables, {c: weights_of(tables, points) for c, points in colleges.items()})
    if expected.own:
        agree(solve(load(asked(tables, colleges)), engine="highs"), expected)
    else:
        assert diagnose(load(asked(tables, colleges))) is not None


@pytest.mark.parametrize("seed", range(9200, 9206))
def test_the_second_engine_confirms_what_enumeration_confirms(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Above twenty actions the second engine is asked; here it is asked on what can be enumerated."""
    tables, colleges = case(seed)
    expected = Expected(tables, {c: weights_of(tables, points) for c, points in colleges.items()})
    monkeypatch.setattr("mcda.optimise.search.MOST_COMBINATIONS", 0)
    monkeypatch.setattr("mcda.optimise.consensus.MOST_COMBINATIONS", 0)
    if not expected.own:
        with pytest.raises(Infeasible):
            solve(load(asked(tables, colleges)))
        return
    portfolio = solve(load(asked(tables, colleges)))
    assert frozenset(portfolio.actions) in expected.winners
    assert (portfolio.proof.status, portfolio.proof.verified) == ("optimal", "highs")


@pytest.mark.parametrize("seed", range(9300, 9306))
def test_one_college_regrets_nothing(seed: int) -> None:
    """Its own best portfolio, of several the one that is worth most by the scenario's weights."""
    tables = seeded(seed, max_actions=8, min_actions=6)
    colleges = make_colleges(Dice(random.Random(seed)), tables, most=1)  # noqa: S311
    (weights,) = (weights_of(tables, points) for points in colleges.values())
    expected = Expected(tables, {"College 0": weights})
    if not expected.own:
        with pytest.raises(Infeasible):
            solve(load(asked(tables, colleges)))
        return
    portfolio = solve(load(asked(tables, colleges)))
    assert portfolio.proof.achieved == 0
    assert [regret.points for regret in portfolio.proof.regrets] == [0]
    agree(portfolio, expected)


def test_colleges_of_one_mind_regret_nothing_whatever_their_voices() -> None:
    tables, colleges = case(9000)
    (first, *_) = colleges.values()
    rows = rows_of({"One": first, "Other": {name: 3 * points for name, points in first.items()}})
    loud = [row | {"voice": 7 if row["college"] == "One" else 0} for row in rows]
    portfolio = solve(load(tables | {"colleges": loud, "objective": "consensus"}))
    assert [regret.points for regret in portfolio.proof.regrets] == [0, 0]


def test_voices_and_the_order_of_rows_change_nothing() -> None:
    tables, colleges = case(9001)
    plain = solve(load(asked(tables, colleges)))
    rows = [row | {"voice": 5} for row in reversed(rows_of(colleges))]
    again = solve(load(asked(tables, colleges) | {"colleges": rows}))
    assert again.actions == plain.actions
    assert replace(again.proof, seconds=0.0) == replace(plain.proof, seconds=0.0)


# ---------------------------------------------------------------- by hand


def two_criteria(**more: Any) -> Scenario:
    """Worked out by hand: one action, of three, may be chosen.

    action  gain  care    town (gain)  hill (care)   regrets     worst
    A1      60    0       60           0             0, 50       50
    A2      0     50      0            50            60, 0       60
    A3      35    30      35           30            25, 20      25
    """
    tables = tiny({"one": {"type": "linear", "terms": {"A1": 1, "A2": 1, "A3": 1}, "max": 1}})
    tables["criteria"].append({"criterion": "care", "name": "Care", "unit": "u", "zero": 0, "full": 100})
    levels = {"A1": (60, 0), "A2": (0, 50), "A3": (35, 30)}
    tables["impacts"] = [{"action": a, "gain": g, "care": c} for a, (g, c) in levels.items()]
    colleges = {"Town": {"gain": 1, "care": 0}, "Hill": {"gain": 0, "care": 1}}
    return asked(tables, colleges) | {"weights": {"gain": 3, "care": 1}} | more


def test_the_compromise_is_chosen_though_nobody_likes_it_best() -> None:
    portfolio = solve(load(two_criteria()))
    assert portfolio.actions == ("A3",)
    assert portfolio.proof.achieved == 25
    assert {r.college: r.points for r in portfolio.proof.regrets} == {"Hill": 20, "Town": 25}
    assert portfolio.value == Fraction(3 * 35 + 30, 4)


def test_rules_are_read_with_the_own_weights_of_the_scenario() -> None:
    """Benefit of the rural group by the own weights, gain alone: A1 30, A2 0, A3 0 (table of shares).

    By the weights of Hill A1 would be worth nothing to anyone, and no portfolio would reach 1 point.
    """
    tables = two_criteria(weights={"gain": 1, "care": 0})
    tables["rules"]["rural"] = {"type": "floor", "of": "benefit", "min": 1, "only": ["R"]}
    portfolio = solve(load(tables))
    assert portfolio.actions == ("A1",)
    assert portfolio.meets_all_rules
    assert {r.college: (r.value, r.best) for r in portfolio.proof.regrets} == {
        "Hill": (0, 0),
        "Town": (60, 60),
    }


def test_without_colleges_there_is_nothing_to_agree_on() -> None:
    with pytest.raises(InvalidScenario) as refused:
        load(tiny(objective="consensus"))
    assert [(p.code, p.place.path) for p in refused.value.problems] == [("E201", "objective")]


def test_nothing_possible_names_the_rules_that_clash() -> None:
    tables = two_criteria()
    tables["rules"] |= {
        "two": {"type": "linear", "terms": {"A1": 1, "A2": 1, "A3": 1}, "min": 2},
        "idle": {"type": "budget", "max": 1000},
    }
    with pytest.raises(Infeasible) as failed:
        solve(load(tables))
    assert failed.value.clash == ("one", "two")
    assert failed.value.exit_code == 3


# ---------------------------------------------------------------- limits


def hard_colleges() -> Scenario:
    """The hard instance in the eyes of two colleges that want different halves of it."""
    tables = hard()
    tables["criteria"].append(
        {"criterion": "care", "name": "Care", "unit": "u", "zero": 0, "full": 300_000}
    )
    for n, row in enumerate(tables["impacts"]):
        row["care"] = row["gain"] if n % 2 else 0
    colleges = {"Town": {"gain": 1, "care": 0}, "Hill": {"gain": 0, "care": 1}}
    return asked(tables, colleges) | {"weights": {"gain": 1, "care": 1}}


def in_time(tables: Scenario, limit: float) -> Portfolio | None:
    """What is found within a limit; None where it stops with nothing (exit code 4)."""
    try:
        return solve(load(tables), limit=limit)
    except Stopped as stopped:
        return None if stopped.exit_code == 4 else pytest.fail("stopped for another reason")


@pytest.mark.parametrize("limit", [1e-9, 0.05, 2.0])
def test_at_a_limit_consensus_is_never_called_optimal(limit: float) -> None:
    portfolio = in_time(hard_colleges(), limit)
    assert portfolio is not None or limit < 2
    if portfolio is not None:
        proof = portfolio.proof
        assert (proof.status, proof.bound, proof.verified) == ("feasible", None, "no")
        assert proof.achieved == max(regret.points for regret in proof.regrets)
        assert portfolio.meets_all_rules


@pytest.mark.parametrize("seed", [9000, 9002, 9003, 9004])
def test_no_time_at_all_never_gives_a_false_optimum(seed: int) -> None:
    tables, colleges = case(seed)
    expected = Expected(tables, {c: weights_of(tables, points) for c, points in colleges.items()})
    assert expected.own
    portfolio = in_time(asked(tables, colleges), 1e-9)
    assert (
        portfolio is None
        or portfolio.proof.status == "feasible"
        or frozenset(portfolio.actions) in expected.winners
    )


# ---------------------------------------------------------------- closest


def test_the_least_violation_is_strict_where_relations_have_different_units() -> None:
    """Points, money and actions, each against its own level, none of which can all be reached.

    The largest shortfall of every portfolio is taken from the oracle: none has a smaller one.
    """
    found = 0
    for seed in range(9400, 9412):
        tables = seeded(seed, max_actions=7, min_actions=5, max_rules=0) | {"rules": {}}
        programme, oracle = formulate(score(load(tables))), Oracle(tables)
        tallies = {c: oracle.tally(c) for _, c in oracle.feasible_portfolios()}
        levels = {
            "value": max(t.value for t in tallies.values()) + Fraction(1, 7),
            "cost": min(t.cost for t in tallies.values()) - Fraction(13, 9) * oracle.cent,
            "local": Fraction(2, 3) * max(t.local_cost for t in tallies.values()),
            "count": Fraction(len(oracle.actions)) - Fraction(1, 2),
        }
        q = programme.q
        wishes = [
            Relation("value", q.value(), ">=", fixed(levels["value"])),
            Relation("cost", q.size("cost"), "<=", fixed(levels["cost"])),
            Relation("local", q.size("local_cost"), "==", fixed(levels["local"])),
            Relation("count", q.size("actions"), ">=", fixed(levels["count"])),
        ]
        for kept in (wishes, wishes[:2], wishes[2:], [wishes[0], wishes[3]]):
            shortfall = {
                chosen: max([Fraction(0), *(missing(r.name, tally, levels, len(chosen)) for r in kept)])
                for chosen, tally in tallies.items()
            }
            for engine in (CpSat(), Highs()):
                nearest = closest(programme, kept, frozenset(), engine, Clock.of(None))
                assert nearest.violation == min(shortfall.values()) == shortfall[nearest.chosen]
                found += nearest.violation > 0
    assert found > 50


def missing(name: str, tally: Tally, levels: Mapping[str, Fraction], count: int) -> Fraction:
    """By how much a portfolio misses one of the wishes."""
    return {
        "value": levels["value"] - tally.value,
        "cost": tally.cost - levels["cost"],
        "local": abs(tally.local_cost - levels["local"]),
        "count": levels["count"] - count,
    }[name]


@pytest.mark.parametrize("seed", range(9500, 9506))
def test_the_least_relaxation_is_that_of_the_oracle(seed: int) -> None:
    """Each of three rules that ask for much, alone, in the unit of its relations."""
    tables = seeded(seed, max_actions=7, min_actions=5, max_rules=0)
    tables["rules"] = {
        "first": {"type": "floor", "of": "received", "min": "0.01", "per": "partner"},
        "heads": {"type": "floor", "of": "benefit", "per": "head", "min": "0.0137"},
        "count": {"type": "linear", "terms": {tables["actions"][0]["action"]: 1}, "max": 0},
    }
    scenario, oracle = load(tables), Oracle(tables)
    for name in tables["rules"]:
        relaxed = smallest_relaxation(score(scenario), scenario.all_rules, name, CpSat(), Clock.of(None))
        others = [c for c in oracle.portfolios() if meets_others(oracle, name, c)]
        least = min((oracle.violation(name, chosen) for chosen in others), default=None)
        assert (None if relaxed is None else relaxed.amount) == least


def meets_others(oracle: Oracle, name: str, chosen: frozenset[str]) -> bool:
    """Every rule but one holds."""
    return all(oracle.violation(rule, chosen) == 0 for rule in oracle.rules if rule != name)


def test_a_college_whose_own_best_is_to_do_nothing_has_its_say() -> None:
    """`Calm` loses 10 or 40 points with X or Y, `Gain` wins 20 or 60: X (regrets 10 and 40), Y (40 and
    0) and nothing (0 and 60); the worst is least, 40, with X and with Y, and Y is worth more.
    """
    criteria = [
        {"criterion": "gain", "name": "Gain", "unit": "u", "zero": 0, "full": 100},
        {"criterion": "calm", "name": "Calm", "unit": "u", "zero": 0, "full": 100},
    ]
    tables = {
        "mcda": 1,
        "objective": "consensus",
        "weights": {"gain": 3, "calm": 1},
        "criteria": criteria,
        "actions": [{"action": a, "name": a, "theme": "t", "cost": 1} for a in "XY"],
        "impacts": [
            {"action": "X", "gain": 20, "calm": -10},
            {"action": "Y", "gain": 60, "calm": -40},
        ],
        "colleges": [
            {"college": "Calm", "criterion": "gain", "weight": 0},
            {"college": "Calm", "criterion": "calm", "weight": 1},
            {"college": "Gain", "criterion": "gain", "weight": 1},
            {"college": "Gain", "criterion": "calm", "weight": 0},
        ],
        "rules": {"budget": {"type": "budget", "max": 1}},
    }
    found = solve(load(tables))
    assert found.actions == ("Y",)
    regrets = {regret.college: (regret.best, regret.points) for regret in found.proof.regrets}
    assert regrets == {"Calm": (0, 40), "Gain": (60, 0)}
    assert (found.proof.achieved, found.proof.status, found.proof.verified) == (
        40, "optimal", "enumeration",
    )  # fmt: skip
