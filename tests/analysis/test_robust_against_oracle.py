"""Non-dominated portfolios, core index and competitors of random scenarios, against an enumeration."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product

import pytest
from loading import load
from random_exploration import exact, make_statements
from random_scenarios import Scenario
from robustness_oracle import Robustness, Statement, Weights, around, vertices

import mcda
from mcda.analysis.robustness import Asked
from mcda.errors import Infeasible


@dataclass(frozen=True)
class Question:
    """What is admitted of a scenario, in the words of `mcda.information` and as extreme weights."""

    weights: str
    statements: tuple[str, ...]
    extremes: Sequence[Weights]
    scores: str = "interval"
    costs: str = "high"
    cost_objective: bool = False

    def oracle(self, tables: Scenario) -> Robustness:
        return Robustness(
            tables, self.extremes, self.costs, self.cost_objective, self.scores == "nominal"
        )

    def answer(self, tables: Scenario, portfolio: Sequence[str] | None = None) -> mcda.Robustness:
        scenario = load(tables)
        admitted = mcda.information(
            scenario,
            self.weights,
            self.statements,
            scores=self.scores,
            costs=self.costs,
            cost_objective=self.cost_objective,
        )
        asked = Asked(None if portfolio is None else tuple(portfolio), 10_000)
        return mcda.robust(scenario, admitted, asked)


def question(tables: Scenario, seed: int) -> Question:
    """One kind of information after another."""
    given = {j: Fraction(w, 100) for j, w in tables["weights"].items()}
    texts, rows = make_statements(seed, list(given))
    tenth = [
        row
        for j, w in given.items()
        for row in (Statement({j: Fraction(1)}, w * 9 / 10), Statement({j: Fraction(-1)}, -w * 11 / 10))
    ]
    kinds: Iterator[tuple[str, tuple[str, ...], list[Statement]]] = iter(
        (
            ("free", (), []),
            ("free", tuple(texts), rows),
            ("interval:10%", (), tenth),
            ("interval:0.05", (), around(given, Fraction(1, 20))),
        )
    )
    weights, statements, admitted = list(kinds)[seed % 4]
    scores = ("interval", "nominal")[seed // 4 % 2]
    costs, dear = list(product(("high", "nominal", "low"), (False, True)))[seed % 6]
    return Question(weights, statements, vertices(list(given), admitted), scores, costs, dear)


def is_robust(tables: Scenario, asked: Question, given: Scenario | None = None) -> None:
    """The same non-dominated portfolios, core index and classes.

    ``given`` is the scenario as the program reads it, where the oracle cannot read its weights.
    """
    oracle = asked.oracle(tables)
    if not oracle.portfolios:
        with pytest.raises(Infeasible):
            asked.answer(given or tables)
        return
    found = asked.answer(given or tables)
    assert found.complete
    assert {frozenset(p.actions) for p in found.portfolios} == set(oracle.non_dominated())
    assert len({p.actions for p in found.portfolios}) == len(found.portfolios)
    index = oracle.core_index()
    assert found.core_index == index
    names = {Fraction(1): "core", Fraction(0): "exterior"}
    assert found.classes == {i: names.get(share, "borderline") for i, share in index.items()}


def competes(tables: Scenario, asked: Question, proposed: frozenset[str]) -> None:
    """The same competitors, with the same least and greatest differences."""
    oracle = asked.oracle(tables)
    competition = asked.answer(tables, sorted(proposed)).competition
    assert competition is not None
    known = {c.actions: (c.value, c.cost) for c in oracle.competitors(proposed)}
    said = {frozenset(c.actions): (c.value, c.cost) for c in competition.competitors}
    assert said == known
    assert competition.number == len(known)
    assert competition.robust == (not known)


@pytest.mark.parametrize("seed", range(16))
def test_the_non_dominated_portfolios_of_a_random_scenario(seed: int) -> None:
    tables = exact(27_000 + seed, max_actions=6, coarse=bool(seed % 3 == 0))
    is_robust(tables, question(tables, seed))


def stated(tables: Scenario, seed: int) -> tuple[Scenario, Scenario, Question]:
    """A scenario that says of its weights only some statements: as it is, at the centre, and asked."""
    texts, rows = make_statements(seed, list(tables["weights"]))
    extremes = vertices(list(tables["weights"]), rows)
    centre = {j: sum(w[j] for w in extremes) / len(extremes) for j in tables["weights"]}
    given = tables | {"weights": {"statements": texts}}
    return given, tables | {"weights": centre}, Question("statements", (), extremes)


def of_colleges(tables: Scenario, seed: int) -> tuple[Scenario, Question]:
    """A scenario with three colleges: what lies between their weights is admitted."""
    leaves = list(tables["weights"])
    points = [{j: 1 + (3 * n + 5 * k + seed) % 7 for k, j in enumerate(leaves)} for n in range(3)]
    rows = [
        {"college": f"N{n}", "criterion": j, "weight": weight}
        for n, each in enumerate(points)
        for j, weight in each.items()
    ]
    extremes = [{j: Fraction(w, sum(each.values())) for j, w in each.items()} for each in points]
    return tables | {"colleges": rows}, Question("colleges", (), extremes)


@pytest.mark.parametrize("seed", range(8))
def test_what_a_scenario_says_of_its_weights(seed: int) -> None:
    given, centred, asked = stated(exact(29_000 + seed, max_actions=6, max_rules=0), seed)
    is_robust(centred, asked, given)


@pytest.mark.parametrize("seed", range(4))
def test_between_the_weights_of_colleges(seed: int) -> None:
    tables = exact(29_500 + seed, max_actions=6)
    given, asked = of_colleges(tables, seed)
    is_robust(tables, asked, given)


@pytest.mark.parametrize("seed", range(8))
def test_the_competitors_of_a_portfolio(seed: int) -> None:
    tables = exact(28_000 + seed, max_actions=6)
    asked = question(tables, seed)
    portfolios = asked.oracle(tables).portfolios
    if portfolios:
        competes(tables, asked, portfolios[7 * seed % len(portfolios)])
