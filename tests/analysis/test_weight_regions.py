"""The best portfolio at every weight, against every portfolio of small scenarios looked at."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import combinations
from typing import Any

import numpy as np
import pytest
from loading import load
from oracle import Oracle
from random_exploration import exact, make_statements
from random_scenarios import seeded, with_needs
from robustness_oracle import Robustness

import mcda
from mcda.analysis.information import Weights as Admitted
from mcda.analysis.information import information
from mcda.analysis.weight_regions import WeightRegions, weight_regions
from mcda.elicitation.polytope import Halfspace
from mcda.errors import Infeasible
from mcda.model import Scenario
from mcda.portfolio.tally import Tally
from mcda.rules.base import Measure, points_for
from mcda.scoring import leaf_weights
from mcda.scoring.scores import unweighted

Weights = Mapping[str, Fraction]


def free(scenario: Scenario, statements: Sequence[str] = ()) -> Admitted:
    return information(scenario, "free", statements, scores="nominal").weights


def mixtures(found: WeightRegions, seed: int, number: int = 12) -> Iterator[dict[str, Fraction]]:
    """Random admissible weights: mixtures of extreme ones."""
    dice = random.Random(seed)  # noqa: S311
    extremes = [v for region in found.regions for v in region.vertices]
    for _ in range(number):
        parts = [Fraction(dice.randint(0, 9)) for _ in extremes]
        parts[dice.randrange(len(parts))] += 1
        whole = sum(parts)
        yield {
            leaf: sum((p * v[leaf] for p, v in zip(parts, extremes, strict=True)), Fraction(0)) / whole
            for leaf in found.leaves
        }


def feasible_of(tables: dict[str, Any]) -> list[tuple[str, ...]]:
    """Every portfolio that meets the rules."""
    every = Oracle(tables)
    subsets = (c for n in range(len(every.actions) + 1) for c in combinations(sorted(every.actions), n))
    return [chosen for chosen in subsets if every.feasible(chosen)]


def points_of(scenario: Scenario, portfolios: list[tuple[str, ...]]) -> list[dict[str, Fraction]]:
    """Points on each leaf, from the scores without weights."""
    scores = unweighted(scenario)
    found = []
    for chosen in portfolios:
        tally = Tally(scores, frozenset(chosen))
        found.append(
            {
                leaf: tally.measure(Measure("points", (leaf,)))
                + sum(tally.measure(points_for(g)) for g in scores.valuation.goals if g[0] == leaf)
                for leaf in scores.valuation.weights
            }
        )
    return found


def worth(points: Weights, weights: Weights) -> Fraction:
    return sum((weights[leaf] * z for leaf, z in points.items()), Fraction(0))


@pytest.mark.parametrize("seed", range(12))
def test_no_portfolio_is_better_at_any_weights(seed: int) -> None:
    tables = exact(seed, max_actions=7, leaves=4)
    scenario = load(tables)
    leaves = [leaf.criterion for leaf in scenario.leaves]
    texts, _ = make_statements(seed, leaves)
    every = Robustness(tables, [], feasible_at="nominal", whole_scores=True)
    every.leaves = [c for c in every.oracle.valued if c.id in leaves]
    if not every.portfolios:
        with pytest.raises(Infeasible):
            weight_regions(scenario, free(scenario))
        return
    for admitted in (free(scenario), free(scenario, texts)):
        found = weight_regions(scenario, admitted)
        assert found.complete
        assert found.verified == "enumeration"
        for weights in mixtures(found, seed):
            assert found.value_at(weights) == every.best_at(weights)[0]


@pytest.mark.parametrize("seed", range(8))
def test_curves_needs_and_rules_count(seed: int) -> None:
    tables = seeded(seed, max_actions=6, min_actions=4)
    tables = with_needs(seed, tables) if seed % 2 else tables
    scenario = load(tables)
    feasible = points_of(scenario, feasible_of(tables))
    if not feasible:
        return
    found = weight_regions(scenario, free(scenario), by="leaves")
    for weights in mixtures(found, seed):
        assert found.value_at(weights) == max(worth(points, weights) for points in feasible)


@pytest.mark.parametrize("asked", ["labels", "engines"])
@pytest.mark.parametrize("seed", [1, 4, 5])
def test_who_is_asked_does_not_matter(seed: int, asked: str, monkeypatch: pytest.MonkeyPatch) -> None:
    tables = seeded(seed, max_actions=7, min_actions=5) if asked == "labels" else exact(seed)
    scenario = load(tables)
    admitted = free(scenario)
    listed = weight_regions(scenario, admitted, by="leaves")
    monkeypatch.setattr("mcda.optimise.envelope.ask.MOST_COMBINATIONS", 0)
    monkeypatch.setattr("mcda.optimise.search.MOST_COMBINATIONS", 0)
    if asked == "engines":
        monkeypatch.setattr("mcda.optimise.envelope.ask.Labelled.of", lambda engines: None)
    solved = weight_regions(scenario, admitted, by="leaves")
    assert solved.complete
    assert solved.verified in (
        ("bounds", "labels") if asked == "labels" else ("highs", "cpsat", "bounds")
    )
    by_points = [{tuple(r.points.items()): r.share for r in found.regions} for found in (listed, solved)]
    assert by_points[0] == by_points[1]


@pytest.mark.parametrize("seed", [0, 1, 3, 4, 5])
def test_regions_make_up_all_weights(seed: int) -> None:
    scenario = load(exact(seed, max_actions=7, leaves=3))
    found = weight_regions(scenario, free(scenario))
    assert sum(region.share or 0 for region in found.regions) == 1
    for region in found.regions:
        for vertex in region.vertices:
            assert worth(region.points, vertex) == found.value_at(vertex)


@pytest.mark.parametrize("seed", [0, 1, 3, 4, 5])
def test_the_regret_holds_where_the_search_was_stopped(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    tables = exact(seed, max_actions=7, leaves=4)
    scenario = load(tables)
    monkeypatch.setattr("mcda.optimise.envelope.ask.MOST_COMBINATIONS", 0)
    every = points_of(scenario, feasible_of(tables))
    admitted = free(scenario)
    stopped = weight_regions(scenario, admitted, within=Fraction(5))
    assert stopped.regret <= 5
    for weights in mixtures(weight_regions(scenario, admitted), seed):
        best = max(worth(points, weights) for points in every)
        assert stopped.value_at(weights) <= best <= stopped.value_at(weights) + stopped.regret


def test_many_weights_at_once() -> None:
    scenario = load(exact(3, max_actions=7, leaves=4))
    found = weight_regions(scenario, free(scenario))
    drawn = np.random.default_rng(1).dirichlet(np.ones(len(found.leaves)), 200)
    values, best = found.values(drawn)
    for weights, value, region in zip(drawn.tolist(), values, best, strict=True):
        own = {leaf: Fraction(w) for leaf, w in zip(found.leaves, weights, strict=True)}
        assert float(found.value_at(own)) == pytest.approx(value)
        assert worth(found.regions[region].points, own) == found.value_at(own)


class Remembering:
    """A journal that ends the work after so many facts."""

    def __init__(self, patience: int) -> None:
        self.facts: dict[str, dict[str, Any]] = {}
        self.patience = patience

    def known(self, kind: str) -> Mapping[str, Any]:
        return self.facts.get(kind, {})

    def note(self, kind: str, key: str, fact: Any) -> None:
        self.facts.setdefault(kind, {})[key] = fact
        self.patience -= 1
        if self.patience == 0:
            raise KeyboardInterrupt


def test_what_is_noted_is_not_asked_again() -> None:
    scenario = load(exact(3, max_actions=7, leaves=4))
    admitted = free(scenario)
    whole = weight_regions(scenario, admitted)
    journal = Remembering(2)
    with pytest.raises(KeyboardInterrupt):
        weight_regions(scenario, admitted, journal=journal)
    resumed = weight_regions(scenario, admitted, journal=journal)
    assert resumed == whole
    asked = journal.patience
    assert weight_regions(scenario, admitted, journal=journal) == whole
    assert journal.patience == asked


def test_between_colleges_or_branches() -> None:
    """Any admissible mixture agrees with the value of the scenario at these weights."""
    scenario = mcda.read("scenarios/caen")
    small = scenario.changed(actions=scenario.actions[:9], links=(), rules={})
    kept = {action.action for action in small.actions}
    small = small.changed(
        impacts=tuple(i for i in small.impacts if i.action in kept),
        shares=tuple(s for s in small.shares if s.action in kept),
    )
    colleges = weight_regions(small, information(small, "colleges").weights)
    assert colleges.complete
    assert colleges.space.kind == "points"
    stated = leaf_weights(small)
    cuts = [Halfspace({leaf: Fraction(1)}, w * Fraction(4, 5)) for leaf, w in stated.items()]
    branches = weight_regions(small, Admitted("interval", tuple(stated), cuts=tuple(cuts)))
    assert branches.complete
    assert branches.space.kind == "branches"
    for found in (colleges, branches):
        assert sum(region.estimate.share for region in found.regions) == pytest.approx(1)
    for region in branches.regions:
        for vertex in region.vertices:
            assert all(vertex[leaf] >= w * Fraction(4, 5) for leaf, w in stated.items())
