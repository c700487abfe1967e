"""Robust portfolio modelling and competitors, against an enumeration that shares nothing with them."""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from typing import Any

import numpy as np
import pytest
from loading import load
from oracle import Oracle, steer
from published import PROBE_DEPARTMENTS
from random_exploration import exact, make_statements
from robustness_oracle import Robustness as Enumerated
from robustness_oracle import Statement, Weights, around, vertices
from tiny import tiny

from mcda import information, robust
from mcda.analysis.robustness import Asked, Robustness
from mcda.errors import Infeasible, UsageProblem
from mcda.model.college import CollegeWeight
from mcda.optimise.certainty import certain_classes
from mcda.optimise.competitors import by_solves
from mcda.optimise.efficient_labels import efficient_by_labels, label_problem
from mcda.optimise.efficient_set import efficient_set, of_options, one_by_one
from mcda.optimise.engines import Clock
from mcda.optimise.prove import choose_engines
from mcda.optimise.uncertain import uncertain_model

F = Fraction
EVER = Clock.of(None)
SPREAD = F(1, 20)
SEEDS = range(36)
EVERYTHING = Asked(competitors=10_000, question=False)
Sets = set[frozenset[str]]


def tables(seed: int) -> dict[str, Any]:
    return exact(seed, max_actions=8, coarse=seed % 3 == 0)


def leaves(scenario: dict[str, Any]) -> list[str]:
    return [row["criterion"] for row in scenario["criteria"]]


def corners(scenario: dict[str, Any], more: list[Statement] | None = None) -> list[Weights]:
    """Extreme weights around the stated ones."""
    stated = {leaf: F(points, 100) for leaf, points in scenario["weights"].items()}
    return vertices(leaves(scenario), [*around(stated, SPREAD), *(more or [])])


def enumerated(scenario: dict[str, Any], **how: Any) -> Enumerated:
    return Enumerated(scenario, corners(scenario), **how)


@cache
def found(seed: int, costs: Any = "high", cost_objective: bool = False) -> Robustness | None:
    """What the program says of a seed; None where no portfolio is possible."""
    scenario = load(tables(seed))
    admitted = information(
        scenario, "interval:0.05", scores="interval", costs=costs, cost_objective=cost_objective
    )
    try:
        return robust(scenario, admitted, EVERYTHING)
    except Infeasible:
        return None


def sets(robustness: Robustness) -> Sets:
    return {frozenset(portfolio.actions) for portfolio in robustness.portfolios}


# ---------------------------------------------------------------- non-dominated portfolios


@pytest.mark.parametrize("seed", SEEDS)
def test_all_non_dominated_portfolios_and_the_core_index(seed: int) -> None:
    oracle, robustness = enumerated(tables(seed)), found(seed)
    if robustness is None:
        assert not oracle.portfolios
        return
    assert robustness.complete
    assert sets(robustness) == set(oracle.non_dominated())
    assert robustness.core_index == oracle.core_index()


@pytest.mark.parametrize("costs", ["high", "nominal", "low"])
@pytest.mark.parametrize("seed", range(5))
def test_cost_as_one_more_criterion_and_the_end_at_which_rules_hold(seed: int, costs: str) -> None:
    scenario = tables(seed)
    nominal = {**scenario, "actions": [{**row} for row in scenario["actions"]]}
    oracle = enumerated(nominal, feasible_at=costs, cost_objective=True)
    robustness = found(seed, costs, cost_objective=True)
    if robustness is None:
        assert not oracle.portfolios
    else:
        assert sets(robustness) == set(oracle.non_dominated())


def test_some_random_scenarios_leave_something_open() -> None:
    """The comparisons above are about sets of many portfolios, intervals and synergies."""
    sizes = [len(robustness.portfolios) for seed in SEEDS if (robustness := found(seed)) is not None]
    assert max(sizes) >= 5
    assert sum(size > 1 for size in sizes) >= 12


@pytest.mark.parametrize("seed", range(20))
def test_least_and_greatest_value(seed: int) -> None:
    oracle, robustness = enumerated(tables(seed)), found(seed)
    for portfolio in robustness.portfolios if robustness else ():
        ends = oracle.value_differences(frozenset(portfolio.actions), frozenset())
        assert portfolio.value == ends


# ---------------------------------------------------------------- more information


@pytest.mark.parametrize("seed", range(20))
def test_more_information_never_enlarges_the_set_and_core_survives(seed: int) -> None:
    scenario, before = load(tables(seed)), found(seed)
    texts, rows = make_statements(seed, leaves(tables(seed)))
    cut = corners(tables(seed), rows)
    inner = {leaf: sum(w[leaf] for w in cut) / len(cut) for leaf in leaves(tables(seed))} if cut else {}
    ends = corners(tables(seed))
    inside = cut and all(
        min(w[leaf] for w in ends) < inner[leaf] < max(w[leaf] for w in ends) for leaf in inner
    )
    if before is None or not inside:
        return
    after = robust(
        scenario, information(scenario, "interval:0.05", texts, scores="interval"), EVERYTHING
    )
    assert sets(after) <= sets(before)
    assert set(before.of_class("core")) <= set(after.of_class("core"))
    assert sets(after) == set(Enumerated(tables(seed), cut).non_dominated())


def test_each_kind_of_weights() -> None:
    scenario = load(tables(1))
    names = leaves(tables(1))
    free = information(scenario, "free").weights
    assert [sorted(v.values()) for v in free.vertices] == [[0] * (len(names) - 1) + [1]] * len(names)
    assert len(information(scenario, "stated").weights.vertices) == 1
    usual = information(scenario).weights
    assert (usual.source, usual.spread, usual.relative) == ("interval", F(1, 5), True)
    stated = {leaf: F(points, 100) for leaf, points in tables(1)["weights"].items()}
    for leaf, (low, high) in usual.bounds.items():
        assert F(4, 5) * stated[leaf] <= low < high <= F(6, 5) * stated[leaf]


def test_weights_between_those_of_colleges_have_no_inner_point_as_extreme() -> None:
    said = {"A": (60, 30, 10), "B": (10, 60, 30), "C": (35, 45, 20)}
    rows = tuple(
        CollegeWeight(college=name, criterion=leaf, weight=F(weight))
        for name, weights in said.items()
        for leaf, weight in zip(("c1", "c2", "c3"), weights, strict=True)
    )
    scenario = load(next(t for seed in SEEDS if len(leaves(t := tables(seed))) == 3))
    scenario = scenario.changed(college_weights=rows)
    admitted = information(scenario).weights
    assert admitted.source == "colleges"
    assert [vertex["c1"] for vertex in admitted.vertices] == [F(1, 10), F(3, 5)]  # C is their middle
    half = information(scenario, statements=["c1 >= 35%"]).weights
    assert [vertex["c1"] for vertex in half.vertices] == [F(7, 20), F(3, 5)]


# ---------------------------------------------------------------- competitors


@pytest.mark.parametrize("seed", SEEDS)
def test_competitors_of_the_best_portfolio(seed: int) -> None:
    robustness = found(seed)
    if robustness is None or robustness.competition is None:
        return
    told = robustness.competition
    listed = enumerated(tables(seed)).competitors(frozenset(told.proposed))
    assert {frozenset(c.actions): (c.value, c.cost) for c in told.competitors} == {
        c.actions: (c.value, c.cost) for c in listed
    }
    assert told.robust == (not listed)
    assert told.number == len(listed)
    least = [c.value[0] for c in told.competitors]
    assert least == sorted(least)


def test_competitors_of_a_list_made_by_hand() -> None:
    scenario = load(tables(4))
    nothing = Asked(portfolio=(), competitors=10_000, question=False)
    told = robust(
        scenario, information(scenario, "interval:0.05", scores="interval"), nothing
    ).competition
    assert told is not None
    assert told.proposed == ()
    listed = enumerated(tables(4)).competitors(frozenset())
    assert {frozenset(c.actions) for c in told.competitors} == {c.actions for c in listed}


# ---------------------------------------------------------------- by solves, as for many actions


@pytest.mark.parametrize("seed", [1, 4, 7, 9])
def test_solves_find_what_enumeration_finds(seed: int) -> None:
    scenario, pair = load(tables(seed)), choose_engines("auto")
    admitted = information(scenario, "interval:0.05", scores="interval")
    model = uncertain_model(scenario, admitted.weights.vertices, intervals=True)
    every, robustness = efficient_set(model, pair, EVER), found(seed)
    assert robustness is not None
    if len(every) <= 8:
        singly = one_by_one(model, pair, EVER)
        assert singly.complete
        assert set(singly.portfolios(model)) == set(every.portfolios(model))
    assert certain_classes(model, (), pair, EVER) == robustness.classes
    told = robustness.competition
    assert told is not None
    solved = by_solves(model, frozenset(told.proposed), 3, pair, EVER)
    assert solved.robust == told.robust
    assert [c.value[0] for c in solved.competitors] == [c.value[0] for c in told.competitors[:3]]


@pytest.mark.parametrize("weights", ["free", "interval:0.05", "interval:20%"])
@pytest.mark.parametrize("seed", range(10))
def test_labels_find_what_enumeration_finds(seed: int, weights: str) -> None:
    """Ties included; the extreme points themselves, or a simplex around them, as objectives."""
    scenario, pair = load(tables(seed)), choose_engines("auto")
    admitted = information(scenario, weights, scores="nominal")
    model = uncertain_model(scenario, admitted.weights.vertices, cost_objective=seed % 2 == 0)
    problem = label_problem(model)
    if problem is None:
        assert model.dominance.uncertain, "costs within intervals"
        return
    selected, complete = efficient_by_labels(problem, 10_000, EVER)
    every = efficient_set(model, pair, EVER)
    assert complete or not len(every)
    assert set(of_options(model, selected, complete=complete).portfolios(model)) == set(
        every.portfolios(model)
    )


# ---------------------------------------------------------------- a published case


def with_doubts(scenario: dict[str, Any]) -> dict[str, Any]:
    """Scores within 10 points either way."""

    def doubted(row: dict[str, Any]) -> dict[str, Any]:
        levels = {leaf: int(level) for leaf, level in row.items() if leaf != "action"}
        low = {f"{leaf}.low": level - 10 for leaf, level in levels.items()}
        return {**row, **low, **{f"{leaf}.high": level + 10 for leaf, level in levels.items()}}

    return {**scenario, "impacts": [doubted(row) for row in scenario["impacts"]]}


def test_twelve_projects_with_doubts() -> None:
    """Projects of Lourenço, Morton and Bana e Costa (2012), budget 5: scores +-10, weights +-.05."""
    budget = {"budget": {"type": "budget", "of": "cost", "max": 5}}
    scenario = load(with_doubts({**PROBE_DEPARTMENTS, "rules": budget}))
    told = robust(scenario, information(scenario, "interval:0.05", scores="interval"))
    assert told.competition is not None
    assert told.competition.proposed == ("P03", "P04", "P09", "P10", "P12")
    (only,) = told.competition.competitors
    assert only.actions == ("P03", "P04", "P07", "P09", "P12")
    assert only.value == (F("-5.16"), F("40.74"))
    assert only.cost == (0, 0)
    assert told.competition.robust is False


# ---------------------------------------------------------------- who receives


def assured(oracle: Oracle, chosen: tuple[str, ...], partner: str, end: int) -> Fraction:
    """Least (end 0) or greatest benefit: each vector of shares moves as one, for all its leaves."""
    total = F(0)
    for action in chosen:
        record, worth = oracle.records[action], dict[str, Fraction]()
        for leaf in oracle.valued:
            effects = (oracle.effects.get((action, k), {}).get(leaf.id, F(0)) for k in chosen)
            vector = leaf.id if leaf.id in record.receives else ""
            value = oracle.worth(leaf, record.nominal) * (1 + sum(effects, F(0)))
            worth[vector] = worth.get(vector, F(0)) + value
        for vector, value in worth.items():
            box = record.receives[vector]
            if partner in box:
                ways = [steer(box, {p: F(sign * (p == partner)) for p in box}) for sign in (1, -1)]
                ends = [value * way[partner] for way in ways]
                total += max(ends) if end else min(ends)
    return total


@pytest.mark.parametrize("seed", range(15))
def test_what_a_portfolio_assures_whatever_the_sharing(seed: int) -> None:
    scenario = load(tables(seed))
    asked = Asked(competitors=0, shares=True, question=False)
    try:
        told = robust(scenario, information(scenario, "stated"), asked).shares
    except Infeasible:
        return
    assert told is not None
    oracle = Oracle(tables(seed))
    parents = {row.parent for row in scenario.partners}
    for one in told.received:
        if one.kind == "partner" and one.id not in parents:
            ends = [float(assured(oracle, told.actions, one.id, end)) for end in (0, 1)]
            assert [float(end) for end in one.benefit] == pytest.approx(ends, abs=2e-3)


def test_rules_that_hold_whatever_the_sharing() -> None:
    """A1 brings 5 to U and 5 to R, A2 20 to R, A3 5 to V; who receives A1 is uncertain."""
    rules = {
        "firm": {"type": "share", "of": "benefit", "group": "rural", "min": "60 %"},
        "soft": {"type": "share", "of": "benefit", "group": "rural", "min": "70 %"},
        "high": {"type": "share", "of": "benefit", "group": "urban", "min": "10 %"},
    }
    doubt = {"receives.low": 20, "receives.high": 80}
    scenario = load(tiny(rules, A1_U=doubt, A1_R=doubt))
    told = robust(scenario, None, Asked(("A1", "A2", "A3"), competitors=0, shares=True)).shares
    assert told is not None
    assert {r.rule: r.holds for r in told.rules} == {
        "firm": "always",
        "soft": "not_always",
        "high": "not_always",
    }
    ends = {one.id: one.benefit for one in told.received}
    assert ends["U"] == (2, 8)
    assert ends["R"] == (22, 28)
    assert ends["rural"] == (22, 28)
    assert told.uncertain == ("A1",)


# ---------------------------------------------------------------- what to ask next


def test_the_question_tells_what_either_answer_leaves() -> None:
    asked = 0
    for seed in range(8):
        scenario = load(tables(seed))
        try:
            before = robust(
                scenario, information(scenario, "free", scores="interval"), Asked(competitors=0)
            )
        except Infeasible:
            continue
        if before.question is None:
            continue
        asked += 1
        for answer in (before.question.yes, before.question.no):
            admitted = information(scenario, "free", [answer.statement], scores="interval")
            after = robust(scenario, admitted, Asked(competitors=0, question=False))
            assert after.of_class("borderline") == answer.borderline
            assert len(after.portfolios) == answer.portfolios
    assert asked >= 2


# ---------------------------------------------------------------- partners


def test_firm_for_one_side_in_negotiation_for_the_other() -> None:
    """Rural A2 is worth most whatever the weights; one of A1 and A3, for others, fits beside it."""
    criteria = [
        {"criterion": name, "name": name, "unit": "u", "zero": 0, "full": 100}
        for name in ("gain", "calm")
    ]
    impacts = [
        {"action": "A1", "gain": 10, "calm": 2},
        {"action": "A2", "gain": 50, "calm": 50},
        {"action": "A3", "gain": 2, "calm": 10},
    ]
    changes = {"A1_R": {"receives": 0}, "A1_U": {"receives": 100}}
    rules = {"most": {"type": "linear", "terms": {"A1": 1, "A2": 1, "A3": 1}, "max": 2}}
    scenario = load(tiny(rules, criteria=criteria, impacts=impacts, **changes))
    told = robust(scenario, information(scenario, "free"), Asked(competitors=0))
    assert told.classes == {"A1": "borderline", "A2": "core", "A3": "borderline"}
    assert {one.id: one.firmness for one in told.partners} == {
        "R": "firm", "U": "open", "V": "open", "rural": "firm", "urban": "open", "periurban": "open",
    }  # fmt: skip
    rural = next(one for one in told.partners if one.id == "rural")
    assert rural.benefit == (50, 50)
    assert rural.assured == 1
    assert told.question is not None
    assert told.question.yes.borderline == ()


# ---------------------------------------------------------------- refusals


@pytest.mark.parametrize(
    ("weights", "statements", "code"),
    [
        ("fre", (), "E320"),
        ("interval:120%", (), "E320"),
        ("free:3", (), "E320"),
        ("colleges", (), "E321"),
        ("statements", (), "E322"),
        (None, ("nonsense",), "E190"),
        (None, ("gain >= tripps",), "E021"),
        (None, ("gain <= 50%",), "E197"),
    ],
)
def test_information_that_cannot_be_used_is_refused(
    weights: str | None, statements: tuple[str, ...], code: str
) -> None:
    with pytest.raises(UsageProblem, match=code):
        information(load(tiny()), weights, statements)


def test_intervals_on_summed_effects_are_refused_and_left_aside_unless_asked_for() -> None:
    scenario = load(tiny(gain={"scope": "portfolio"}, A1_gain={"gain.low": 8}))
    with pytest.raises(UsageProblem, match="E323"):
        information(scenario, scores="interval")
    usual = information(scenario)
    assert (usual.scores, usual.intervals_aside) == ("nominal", True)


def test_the_table_of_a_notebook() -> None:
    told = found(1)
    assert told is not None
    frame = told.table
    assert list(frame.columns) == ["action", "class", "core_index"]
    assert np.isclose(
        frame["core_index"].to_numpy(), [float(x or 0) for x in told.core_index.values()]
    ).all()
