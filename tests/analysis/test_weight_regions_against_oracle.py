"""The best portfolio at every admissible weight, against an enumeration at drawn weights and corners."""

from __future__ import annotations

import random
from collections.abc import Sequence
from fractions import Fraction

import pytest
from loading import load
from random_exploration import exact, make_statements
from random_scenarios import Scenario
from robustness_oracle import Robustness, Statement, Weights, vertices

import mcda
from mcda.analysis.weight_regions import weight_regions


def between(extremes: Sequence[Weights], seed: int, count: int) -> list[Weights]:
    """Weights inside, as mixtures of the extreme ones."""
    source = random.Random(seed)  # noqa: S311
    found = []
    for _ in range(count):
        parts = [source.randint(0, 9) for _ in extremes] if len(extremes) > 1 else [1]
        whole = sum(parts) or 1
        parts = parts if any(parts) else [1, *parts[1:]]
        found.append(
            {
                j: sum(Fraction(n, whole) * w[j] for n, w in zip(parts, extremes, strict=True))
                for j in extremes[0]
            }
        )
    return found


def covers(tables: Scenario, texts: Sequence[str], rows: Sequence[Statement], seed: int) -> None:
    extremes = vertices(list(tables["weights"]), rows)
    oracle = Robustness(tables, extremes, feasible_at="nominal", whole_scores=True)
    if not oracle.portfolios:
        return
    scenario = load(tables)
    found = weight_regions(scenario, mcda.information(scenario, "free", texts).weights)
    assert found.regret == 0
    regions = {frozenset(region.actions): region for region in found.regions}
    for weights in [*extremes, *between(extremes, seed, 12)]:
        value, best = oracle.best_at(weights)
        said = max(
            sum(weights[j] * points for j, points in region.points.items()) for region in found.regions
        )
        assert said == value
        assert set(best) & set(regions)
    for chosen, region in regions.items():
        for weights in region.vertices:
            assert chosen in oracle.best_at(weights)[1]


@pytest.mark.parametrize("seed", range(8))
def test_the_best_portfolio_everywhere(seed: int) -> None:
    tables = exact(26_500 + seed, max_actions=6, coarse=bool(seed % 2))
    texts, rows = make_statements(seed, list(tables["weights"])) if seed % 3 else ([], [])
    covers(tables, texts, rows, seed)
