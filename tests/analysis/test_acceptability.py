"""Samples: what they say of cases with known answers, and that nothing but the seed decides them."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from loading import load
from random_exploration import exact
from robustness_oracle import Robustness

from mcda.analysis.acceptability import Sampling, acceptability, drawn_parameters, spread
from mcda.analysis.frequency import frequency
from mcda.analysis.information import Weights, information
from mcda.analysis.weight_regions import space_of, weight_regions
from mcda.analysis.weight_samples import Sampler
from mcda.elicitation.polytope import Halfspace
from mcda.elicitation.weight_space import leaf_space
from mcda.model import Scenario
from mcda.runs.many import Hands, many


def free(scenario: Scenario) -> Weights:
    return information(scenario, "free", scores="nominal").weights


@pytest.mark.parametrize("seed", [0, 3, 5])
def test_the_same_samples_one_by_one(seed: int) -> None:
    """Value and actions of the best portfolio, against every portfolio looked at in each sample."""
    tables = exact(seed, max_actions=6, leaves=4)
    scenario = load(tables)
    sampling = Sampling(60, seed, data=False)
    found = acceptability(scenario, free(scenario), sampling=sampling)
    every = Robustness(tables, [], feasible_at="nominal", whole_scores=True)
    every.leaves = [c for c in every.oracle.valued if c.id in found.space.leaves]
    drawn = [p for block in drawn_parameters(found.space, sampling) for p in block]
    assert len(drawn) == found.samples == 60
    best = [every.best_at(found.space.weights(point))[1] for point in drawn]
    for action, seen in found.actions.items():
        always = sum(all(action in chosen for chosen in equals) for equals in best)
        ever = sum(any(action in chosen for chosen in equals) for equals in best)
        assert always <= seen.seen <= ever
    assert sum(one.acceptability.seen for one in found.portfolios) == 60
    for one in found.portfolios:
        assert sum(one.central.values()) == pytest.approx(1)
        assert one.confidence is not None
        assert one.confidence.share == 1


def test_shares_of_samples_are_shares_of_the_volume() -> None:
    scenario = load(exact(4, max_actions=7, leaves=3))
    regions = weight_regions(scenario, free(scenario))
    found = acceptability(scenario, free(scenario), sampling=Sampling(4000, 1, data=False))
    sampled = {one.options: one.acceptability for one in found.portfolios}
    for region in regions.regions:
        seen = sampled.get(region.options, frequency(0, 4000))
        assert float(region.share or 0) == pytest.approx(seen.share, abs=0.03)


def rivals(interval: dict[str, Any]) -> Scenario:
    """A1 or A2, not both: A2 is worth 4, A1 is uncertain."""
    return load(
        {
            "mcda": 1,
            "title": "Rivals",
            "language": "en",
            "money": "EUR",
            "criteria": [{"criterion": "gain", "name": "Gain", "unit": "u", "zero": 0, "full": 100}],
            "actions": [
                {"action": name, "name": name, "theme": "water", "cost": 10} for name in ("A1", "A2")
            ],
            "impacts": [{"action": "A1", "gain": 5, **interval}, {"action": "A2", "gain": 4}],
            "rules": {"budget": {"type": "budget", "of": "cost", "max": 10}},
        }
    )


@pytest.mark.parametrize(("distribution", "truth"), [("uniform", 0.6), ("triangular", 1 - 16 / 50)])
def test_figures_are_spread_as_told(distribution: Any, truth: float) -> None:
    """P(A1 > 4) for A1 uniform, or triangular with its mode at 5, between 0 and 10."""
    scenario = rivals({"gain.low": 0, "gain.high": 10})
    sampling = Sampling(150, 7, distribution)
    found = acceptability(scenario, sampling=sampling)
    assert found.complete
    assert found.actions["A1"].share == pytest.approx(truth, abs=0.12)
    assert found.verified.share == 1
    assert found.followed is not None
    assert found.followed.actions == ("A1",)
    assert 0 <= found.followed.value.cvar <= found.followed.value.p10 <= found.followed.value.median
    assert found.portfolios[0].confidence is not None


def test_rules_and_nothing_left() -> None:
    """A budget that the cost of the only action passes in half of the samples."""
    scenario = load(
        {
            **rivals_with_cost(),
            "rules": {
                "budget": {"type": "budget", "of": "cost", "max": 10},
                "status": {"type": "status", "mandatory": ["A1"]},
            },
        }
    )
    found = acceptability(scenario, sampling=Sampling(100, 2, "uniform"))
    assert found.impossible.share == pytest.approx(0.5, abs=0.15)
    assert found.followed is not None
    assert found.followed.rules["budget"].seen == found.impossible.samples - found.impossible.seen
    assert found.followed.rules["status"].share == 1


def rivals_with_cost() -> dict[str, Any]:
    return {
        "mcda": 1,
        "title": "One",
        "language": "en",
        "money": "EUR",
        "criteria": [{"criterion": "gain", "name": "Gain", "unit": "u", "zero": 0, "full": 100}],
        "actions": [
            {"action": "A1", "name": "One", "theme": "t", "cost": 10, "cost.low": 5, "cost.high": 15}
        ],
        "impacts": [{"action": "A1", "gain": 5}],
    }


def test_workers_do_not_matter() -> None:
    scenario = rivals({"gain.low": 0, "gain.high": 10})
    sampling = Sampling(25, 3)
    alone = acceptability(scenario, sampling=sampling)
    assert acceptability(scenario, sampling=sampling, hands=Hands(2)) == alone
    assert acceptability(scenario, sampling=Sampling(25, 4)).actions != alone.actions


def test_the_order_of_tasks_does_not_matter() -> None:
    from mcda.analysis.acceptability import _Study
    from mcda.analysis.uncertain_samples import EVALUATE
    from mcda.optimise.engines import Clock

    scenario = rivals({"gain.low": 0, "gain.high": 10})
    admitted = information(scenario, scores="nominal").weights
    study = _Study(
        scenario, admitted, space_of(scenario, admitted), Sampling(20, 3), "auto", Clock.of(None)
    )
    tasks = study.tasks
    assert list(many(EVALUATE, tasks)) == list(many(EVALUATE, tasks[::-1]))[::-1]


ORDER = (
    Halfspace({"a": Fraction(1), "b": Fraction(-1)}),
    Halfspace({"b": Fraction(1), "c": Fraction(-1)}),
)


def test_weights_are_drawn_uniformly(monkeypatch: pytest.MonkeyPatch) -> None:
    """In the triangle a >= b >= c the mean is that of its corners, whichever way weights are drawn."""
    criteria = [{"criterion": c, "name": c, "unit": "u", "zero": 0, "full": 1} for c in "abc"]
    tables = rivals_with_cost() | {"criteria": criteria, "impacts": [{"action": "A1", "a": 1}]}
    space = leaf_space(load(tables)).meeting(ORDER)
    centroid = [(1 + 1 / 2 + 1 / 3) / 3, (1 / 2 + 1 / 3) / 3, 1 / 9]
    methods = []
    for most in (150, 0):
        monkeypatch.setattr("mcda.analysis.weight_samples.MOST_CUT", most)
        sampler = Sampler(space)
        methods.append(sampler.method)
        drawn = sampler.weights(sampler.draw(4000, np.random.default_rng(5)))
        assert drawn.sum(axis=1) == pytest.approx(1)
        assert (drawn[:, 0] >= drawn[:, 1] - 1e-9).all()
        assert (drawn[:, 1] >= drawn[:, 2] - 1e-9).all()
        assert drawn.mean(axis=0) == pytest.approx(centroid, abs=0.012)
        assert (drawn[:, 2] < 1 / 6).mean() == pytest.approx(3 / 4, abs=0.03)
    assert methods == ["triangulation", "hit_and_run"]


def test_wilson() -> None:
    """Wilson's interval at 95 percent, as tabulated (Newcombe 1998: 81 of 263, 15 of 148)."""
    assert frequency(81, 263)[1:3] == pytest.approx((0.2553, 0.3662), abs=5e-5)
    assert frequency(15, 148)[1:3] == pytest.approx((0.0624, 0.1605), abs=5e-5)
    assert frequency(0, 20)[1:3] == pytest.approx((0, 0.1611), abs=5e-5)


def test_the_mean_of_the_worst_tenth() -> None:
    assert spread([float(n) for n in range(1, 21)]).cvar == pytest.approx(1.5)
    assert spread([float(n) for n in range(15, 0, -1)]).cvar == pytest.approx((1 + 0.5 * 2) / 1.5)
    assert spread([3.0, 1.0]).cvar == pytest.approx(1)
