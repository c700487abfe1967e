"""The equity oracle against figures worked out by hand, other formulas, and another solver."""

from __future__ import annotations

import math
import random
from fractions import Fraction

import pytest
from equity_oracle import (
    EquityOracle,
    Payer,
    Standing,
    alike,
    atkinson,
    gini,
    jain,
    least_transfers,
    ranked_weights,
    theil,
    threshold,
    welfare,
    whole,
)
from exact_simplex import least
from random_equity import equitable
from scipy.optimize import linprog
from tiny import tiny

F = Fraction


def standings(*pairs: tuple[int, int]) -> list[Standing]:
    return [Standing(f"P{n}", F(y), F(e)) for n, (y, e) in enumerate(pairs)]


def drawn(seed: int) -> list[Standing]:
    source = random.Random(seed)  # noqa: S311
    return standings(*((source.randint(1, 99), source.randint(1, 9)) for _ in range(5)))


# ---------------------------------------------------------------- indices


def test_indices_of_two_partners_by_hand() -> None:
    """10 and 30 for one inhabitant each: mean 20, Gini 1/4, Jain 1600 / 2000."""
    pair = standings((10, 1), (30, 1))
    assert gini(pair) == F(1, 4)
    assert jain(pair) == F(4, 5)
    assert float(theil(pair)) == pytest.approx((math.log(0.5) + 3 * math.log(1.5)) / 4, abs=1e-15)
    assert float(atkinson(pair, F(1))) == pytest.approx(1 - math.sqrt(300) / 20, abs=1e-15)
    assert float(atkinson(pair, F(2))) == pytest.approx(1 - 15 / 20, abs=1e-15)


def test_indices_at_equality_and_with_an_empty_hand() -> None:
    equal, empty = standings((3, 1), (6, 2), (12, 4)), standings((0, 1), (7, 3))
    assert (gini(equal), jain(equal), theil(equal)) == (0, 1, 0)
    assert abs(atkinson(equal, F(1, 2))) < 1e-50
    assert gini(empty) == F(1, 4), "a quarter of the inhabitants have nothing, the others the same"
    assert atkinson(empty, F(1)) == atkinson(empty, F(3, 2)) == 1
    assert float(atkinson(empty, F(1, 2))) == pytest.approx(1 - 0.75, abs=1e-15)


@pytest.mark.parametrize("seed", range(20))
def test_gini_is_twice_the_area_above_the_lorenz_curve(seed: int) -> None:
    ordered = sorted(drawn(seed), key=lambda s: s.level)
    people, having, area = sum(s.size for s in ordered), F(0), F(0)
    for s in ordered:
        area += s.size / people * (having + having + s.outcome) / whole(ordered)
        having += s.outcome
    assert gini(ordered) == 1 - area


@pytest.mark.parametrize("seed", range(20))
def test_sens_welfare_is_the_mean_times_one_less_gini(seed: int) -> None:
    same = alike(drawn(seed))
    found = welfare({"type": "welfare", "preset": "sen"}, same)
    assert found == (whole(same) / 5 * (1 - gini(same)),)
    weights = ranked_weights({"type": "welfare", "preset": "geometric"}, 5)
    assert weights == sorted(weights, reverse=True)


@pytest.mark.parametrize("seed", range(20))
def test_the_threshold_is_the_best_of_its_linear_model(seed: int) -> None:
    """The four rows of the model, for each choice of the binaries, by another solver."""
    levels = [float(s.level) for s in drawn(seed)]
    gap = random.Random(seed).randint(0, 40)  # noqa: S311
    most = max(*levels, gap)
    best = -math.inf
    for mask in range(2**5):
        b = [mask >> n & 1 for n in range(5)]
        uppers = [[0.0] * n + [1.0] + [0.0] * (4 - n) for n in range(5)]
        found = linprog(
            [-1.0] * 5 + [0.0],
            A_ub=[*([*row, -1.0] for row in uppers), *([*row, 0.0] for row in uppers)],
            b_ub=[(most - gap) * bit for bit in b]
            + [y - gap * bit for y, bit in zip(levels, b, strict=True)],
            bounds=[(None, None)] * 5 + [(None, min(levels))],
        )
        best = max(best, -found.fun)
    (level,) = threshold({"gap": gap}, drawn(seed))
    assert float(level) == pytest.approx(4 * gap + best)


# ---------------------------------------------------------------- transfers


@pytest.mark.parametrize("seed", range(60))
def test_the_simplex_agrees_with_another_solver(seed: int) -> None:
    source = random.Random(seed)  # noqa: S311
    count = source.randint(1, 6)
    costs = [F(source.randint(0, 5)) for _ in range(count)]
    rows = [
        ([F(source.randint(-4, 4)) for _ in range(count)], F(source.randint(-9, 9)))
        for _ in range(source.randint(1, 7))
    ]
    found = linprog(costs, A_ub=[row for row, _ in rows], b_ub=[bound for _, bound in rows])
    level = least(costs, rows)
    assert (level is None) == (found.status == 2)
    if level is not None:
        assert float(level) == pytest.approx(found.fun, abs=1e-8)


def test_transfers_by_hand() -> None:
    """R lacks 30; U can pay 20, V the rest; a fee of a tenth is lost on the way."""
    u, v, r = (
        Payer("U", F(100), F(0), F(20)),
        Payer("V", F(50), F(0), None),
        Payer("R", F(-30), F(0), F(0)),
    )
    free = least_transfers([u, v, r], F(0), lambda p, q: None)
    lossy = least_transfers([u, v, r], F(1, 10), lambda p, q: None)
    assert (free, lossy) == (30, F(100, 3))
    only_u = least_transfers([u, v, r], F(0), lambda p, q: F(0) if p == "V" else None)
    assert only_u is None, "U alone cannot pay 30"
    in_kind = least_transfers([u, v, r], F(0), lambda p, q: F(15) if q == "R" else F(0))
    assert in_kind == 30
    assert least_transfers([u, r], F(0), lambda p, q: None) is None


def test_compensation_in_the_tiny_scenario() -> None:
    """A1, A2, A3 at 10 EUR a point: N = -150 (U: 50 - 200), 0 (V: 50 - 50), 150 (R: 250 - 100)."""
    everything = frozenset({"A1", "A2", "A3"})
    free = {"type": "compensation"}
    capped = {"type": "compensation", "cap": "50 %"}
    in_kind = {"type": "compensation", "in_kind_only": True}
    oracle = EquityOracle(tiny({"free": free, "capped": capped, "in_kind": in_kind}, point_worth=10))
    assert oracle.outcomes("net", everything) == {"U": -150, "V": 0, "R": 150}
    assert oracle.transfers(free, everything) == 150
    assert oracle.transfers(capped, everything) is None, "R pays 100, half of it is 50"
    assert oracle.transfers(in_kind, everything) == 150, "U spent 50 + 100 for R"
    assert oracle.verdict("capped", everything) == "NOT MET"


# ---------------------------------------------------------------- scenarios


def test_potential_ignores_equity_rules_only() -> None:
    """A budget of 250 allows A2 and A3: R can get 20 although the share of R may be a tenth at most."""
    rules = {
        "budget": {"type": "budget", "max": 250},
        "rural": {"type": "share", "group": "rural", "max": "10 %"},
        "fair": {"type": "floor", "per": "potential", "min": "90 %"},
    }
    oracle = EquityOracle(tiny(rules))
    assert oracle.potentials == {"R": 20, "U": 5, "V": 5}
    assert oracle.verdict("fair", frozenset({"A2", "A3"})) == "NOT MET"


@pytest.mark.parametrize("seed", range(20))
def test_what_is_given_is_received(seed: int) -> None:
    """sum B + common = V and sum E = sum K = sum F on every portfolio."""
    oracle = EquityOracle(equitable(seed))
    for chosen in oracle.portfolios:
        tally = oracle.tally(chosen)
        assert sum(tally.benefit.values()) + tally.common == tally.value
        assert sum(tally.burden.values()) == sum(tally.received.values()) == sum(tally.flows.values())
