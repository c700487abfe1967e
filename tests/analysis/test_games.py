"""Cooperative games: published ones, and random ones against other ways to the same figure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from itertools import chain, combinations, permutations
from math import prod
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from mcda.analysis.games import (
    Game,
    least_core,
    least_transfers,
    nash,
    nucleolus,
    sampled_shapley,
    settle,
    shapley,
)

GAMES = 500
Values = dict[frozenset[int], Fraction]


def subsets(players: Iterable[int]) -> list[frozenset[int]]:
    items = list(players)
    sizes = chain.from_iterable(combinations(items, k) for k in range(1, len(items) + 1))
    return [frozenset(each) for each in sizes]


def game(values: Values) -> Game:
    size = max(len(s) for s in values)
    names = {frozenset(str(p) for p in who): value for who, value in values.items()}
    return Game.of([str(p) for p in range(size)], names)


def drawn(seed: int) -> tuple[int, Values]:
    """A random game of 3 or 4 players: wild, monotone, near the edge of the core, or with ties."""
    dice = Random(seed)  # noqa: S311
    size, kind = dice.choice((3, 4)), seed % 4
    values = {}
    for who in subsets(range(size)):
        low, high = ((-20, 20), (0, 10 * len(who)), (3 * len(who) ** 2, 4 * len(who) ** 2 + 6), (0, 2))[
            kind
        ]
        values[who] = Fraction(dice.randint(low, high), dice.choice((1, 1, 2, 3)))
    return size, values


def excess(who: frozenset[int], values: Values, x: Sequence[Fraction]) -> Fraction:
    return values[who] - sum((x[p] for p in who), Fraction(0))


# ---------------------------------------------------------------- published


@pytest.mark.parametrize(
    ("estate", "expected"),
    [(100, ("100/3", "100/3", "100/3")), (200, ("50", "75", "75")), (300, ("50", "100", "150"))],
)
def test_nucleolus_of_the_bankruptcy_of_the_talmud(estate: int, expected: tuple[str, ...]) -> None:
    """Aumann and Maschler 1985: claims of 100, 200 and 300."""
    claims = (100, 200, 300)
    values = {
        who: Fraction(max(0, estate - sum(c for p, c in enumerate(claims) if p not in who)))
        for who in subsets(range(3))
    }
    assert nucleolus(game(values)).payoffs == tuple(map(Fraction, expected))
    assert game(values).is_convex()


def test_a_right_glove_is_worth_all_where_there_are_two_left_ones() -> None:
    """The glove market of Shapley and Shubik 1969."""
    values = {who: Fraction(min(len(who & {0, 1}), len(who & {2}))) for who in subsets(range(3))}
    gloves = game(values)
    assert shapley(gloves) == (Fraction(1, 6), Fraction(1, 6), Fraction(2, 3))
    assert nucleolus(gloves).payoffs == (0, 0, 1)
    assert least_core(gloves).epsilon == 0
    assert least_core(gloves).payoffs == (0, 0, 1)
    assert not gloves.is_convex()


def test_shapley_of_the_airport_game() -> None:
    """Littlechild and Owen 1973: each part of the runway is paid by those that need it, equally."""
    needs = (10, 15, 22, 22, 40)
    values = {who: Fraction(-max(needs[p] for p in who)) for who in subsets(range(5))}
    expected = []
    for need in needs:
        steps = [(a, b) for a, b in zip((0, *needs), needs, strict=False) if b <= need]
        expected.append(-sum(Fraction(b - a, sum(n >= b for n in needs)) for a, b in steps))
    assert shapley(game(values)) == tuple(expected)
    assert game(values).is_convex()


def test_nobody_can_be_content_with_a_majority_of_two_out_of_three() -> None:
    values = {who: Fraction(len(who) >= 2) for who in subsets(range(3))}
    majority = game(values)
    assert least_core(majority).epsilon == Fraction(1, 3)
    assert least_core(majority).core_is_empty
    assert nucleolus(majority).payoffs == (Fraction(1, 3),) * 3
    assert majority.shortfalls() == []
    assert majority.blocking((Fraction(1), Fraction(0), Fraction(0))) == [(0b110, 1)]


# ---------------------------------------------------------------- 500 random games


def least_excess_by_vertices(size: int, values: Values) -> float:
    """The least e of the least core: every set of coalitions that could hold it, tried in turn."""
    proper = [who for who in values if len(who) < size]
    rows = np.array([[*(float(p in who) for p in range(size)), 1.0] for who in proper])
    wanted = np.array([float(values[who]) for who in proper])
    whole = frozenset(range(size))
    picks = np.array(list(combinations(range(len(proper)), size)))
    total = np.array([*(1.0,) * size, 0.0])
    systems = np.concatenate([rows[picks], np.broadcast_to(total, (len(picks), 1, size + 1))], axis=1)
    sides = np.concatenate([wanted[picks], np.full((len(picks), 1), float(values[whole]))], axis=1)
    regular = np.abs(np.linalg.det(systems)) > 1e-6
    points = np.linalg.solve(systems[regular], sides[regular][:, :, None])[:, :, 0]
    holds = (points @ rows.T >= wanted - 1e-7).all(axis=1)
    return float(points[holds][:, -1].min())


def is_balanced(level: list[frozenset[int]], tight: list[int], size: int) -> bool:
    """Whether positive weights on these coalitions (and any on `tight` players) cover all equally."""
    columns = [[float(p in who) for p in range(size)] for who in level]
    columns += [[float(p == place) for p in range(size)] for place in tight]
    matrix = np.array([*columns, [-1.0] * size]).T
    bounds = [(1, None)] * len(level) + [(0, None)] * len(tight) + [(None, None)]
    return bool(
        linprog(np.zeros(matrix.shape[1]), A_eq=matrix, b_eq=np.zeros(size), bounds=bounds).success
    )


def meets_kohlberg(x: Sequence[Fraction], size: int, values: Values, *, rational: bool) -> bool:
    """Kohlberg 1971: coalitions that lack at least so much are balanced, at every level."""
    proper = [who for who in values if len(who) < size]
    tight = [p for p in range(size) if x[p] == values[frozenset({p})]] if rational else []
    lacking = {who: excess(who, values, x) for who in proper}
    levels = sorted(set(lacking.values()))
    return all(is_balanced([s for s in proper if lacking[s] >= e], tight, size) for e in levels)


@pytest.mark.parametrize("seed", range(GAMES))
def test_every_concept_equals_an_independent_computation(seed: int) -> None:
    size, values = drawn(seed)
    played, whole = game(values), frozenset(range(size))
    proper = [who for who in values if who != whole]

    core = least_core(played)
    assert float(core.epsilon or 0) == pytest.approx(least_excess_by_vertices(size, values), abs=1e-6)
    assert max(excess(who, values, core.payoffs) for who in proper) == core.epsilon
    assert sum(core.payoffs) == values[whole]

    found = nucleolus(played)
    assert sum(found.payoffs) == values[whole]
    assert found.rational == (sum(played.alone) <= values[whole])
    assert meets_kohlberg(found.payoffs, size, values, rational=found.rational)
    if found.rational:
        assert all(x >= alone for x, alone in zip(found.payoffs, played.alone, strict=True))
        if not core.core_is_empty:
            assert played.blocking(found.payoffs) == []

    assert shapley(played) == shapley_by_orders(size, values)
    assert played.is_convex() == convex_by_pairs(values)
    assert {(f.one, f.other): f.amount for f in played.shortfalls()} == shortfalls_by_pairs(values)


def shapley_by_orders(size: int, values: Values) -> tuple[Fraction, ...]:
    added = [Fraction(0)] * size
    orders = list(permutations(range(size)))
    for order in orders:
        for place, player in enumerate(order):
            before = values.get(frozenset(order[:place]), Fraction(0))
            added[player] += values[frozenset(order[: place + 1])] - before
    return tuple(amount / len(orders) for amount in added)


def convex_by_pairs(values: Values) -> bool:
    """`v(S) + v(T) <= v(S or T) + v(S and T)` for every two coalitions."""
    worth = {**values, frozenset[int](): Fraction(0)}
    return all(worth[s] + worth[t] <= worth[s | t] + worth[s & t] for s in worth for t in worth)


def shortfalls_by_pairs(values: Values) -> dict[tuple[int, int], Fraction]:
    def bits(who: frozenset[int]) -> int:
        return sum(1 << p for p in who)

    return {
        (bits(s), bits(t)): values[s] + values[t] - values[s | t]
        for s in values
        for t in values
        if not s & t and min(s) < min(t) and values[s] + values[t] > values[s | t]
    }


# ---------------------------------------------------------------- axioms

SIZE = 4
AMOUNTS = st.integers(-50, 50).map(Fraction)
TABLES = st.lists(AMOUNTS, min_size=15, max_size=15).map(
    lambda amounts: dict(zip(subsets(range(SIZE)), amounts, strict=True))
)


@given(TABLES)
@settings(max_examples=60, deadline=None)
def test_players_that_count_alike_get_the_same(values: Values) -> None:
    twins = {who: values[min((who, swapped(who)), key=sorted)] for who in values}
    for payoffs in (shapley(game(twins)), nucleolus(game(twins)).payoffs):
        assert payoffs[0] == payoffs[1]


def swapped(who: frozenset[int]) -> frozenset[int]:
    return frozenset({0: 1, 1: 0}.get(p, p) for p in who)


@given(TABLES, AMOUNTS)
@settings(max_examples=60, deadline=None)
def test_a_player_that_adds_the_same_to_all_gets_just_that(values: Values, own: Fraction) -> None:
    others = {who: value for who, value in values.items() if 3 not in who}
    joined = {who | {3}: value + own for who, value in others.items()}
    dummy = game({**others, **joined, frozenset({3}): own})
    assert shapley(dummy)[3] == own
    found = nucleolus(dummy)
    if found.rational and not least_core(dummy).core_is_empty:
        assert found.payoffs[3] == own


@given(TABLES, TABLES)
@settings(max_examples=40, deadline=None)
def test_shapley_of_a_sum_is_the_sum(one: Values, other: Values) -> None:
    both = shapley(game({who: one[who] + other[who] for who in one}))
    assert both == tuple(map(sum, zip(shapley(game(one)), shapley(game(other)), strict=True)))


@given(TABLES, st.lists(AMOUNTS, min_size=SIZE, max_size=SIZE), st.integers(1, 9))
@settings(max_examples=40, deadline=None)
def test_units_and_what_players_bring_along_change_nothing(
    values: Values, brought: list[Fraction], scale: int
) -> None:
    moved = {who: scale * v + sum((brought[p] for p in who), Fraction(0)) for who, v in values.items()}
    for concept in (shapley, lambda g: nucleolus(g).payoffs):
        before, after = concept(game(values)), concept(game(moved))
        assert after == tuple(scale * x + b for x, b in zip(before, brought, strict=True))


# ---------------------------------------------------------------- many players


def test_sampled_shapley_is_near_the_exact_one_and_adds_up() -> None:
    dice = Random(5)  # noqa: S311
    values = {who: Fraction(len(who) ** 2 * 10 + dice.randint(0, 30)) for who in subsets(range(6))}
    played = game(values)
    exact = shapley(played)
    found = sampled_shapley(6, played.value, samples=400, seed=3)
    assert sum(found.payoffs) == played.total
    off = [abs(float(x - y)) / e for x, y, e in zip(found.payoffs, exact, found.errors, strict=True)]
    assert max(off) < 2
    assert found == sampled_shapley(6, played.value, samples=400, seed=3)
    assert found != sampled_shapley(6, played.value, samples=400, seed=4)


def test_sampling_is_exact_where_everybody_adds_the_same_always() -> None:
    found = sampled_shapley(12, lambda mask: Fraction(mask), samples=4, seed=1)
    assert found.payoffs == tuple(Fraction(1 << p) for p in range(12))
    assert found.errors == (0.0,) * 12


def test_a_partial_game_proves_an_empty_core_but_never_a_full_one() -> None:
    names = tuple("abcdefghijkl")
    whole = (1 << 12) - 1
    singles = {1 << p: Fraction(0) for p in range(12)}
    halves = {0b111111: Fraction(6), whole ^ 0b111111: Fraction(6)}
    assert least_core(Game(names, {**singles, **halves, whole: Fraction(10)})).core_is_empty
    open_game = least_core(Game(names, {**singles, whole: Fraction(10)}))
    assert not open_game.core_is_empty
    assert open_game.epsilon is None or open_game.epsilon <= 0


def test_one_player_has_everything() -> None:
    alone = Game.of("a", {frozenset("a"): 7})
    assert nucleolus(alone).payoffs == shapley(alone) == (7,)
    assert least_core(alone).epsilon is None


# ---------------------------------------------------------------- splits


@given(st.lists(st.tuples(AMOUNTS, AMOUNTS), min_size=1, max_size=7))
@settings(max_examples=150, deadline=None)
def test_least_transfers_reach_every_floor_and_move_no_more_than_needed(
    pairs: list[tuple[Fraction, Fraction]],
) -> None:
    nets, floors = [net for net, _ in pairs], [floor for _, floor in pairs]
    found = least_transfers(nets, floors)
    assert (found is None) == (sum(nets) < sum(floors))
    if found is not None:
        assert sum(found) == 0
        assert all(n + t >= f for n, t, f in zip(nets, found, floors, strict=True))
        moved = sum(max(t, Fraction(0)) for t in found)
        assert moved == sum(max(f - n, Fraction(0)) for n, f in pairs)


@given(st.lists(AMOUNTS, min_size=1, max_size=8))
@settings(max_examples=150, deadline=None)
def test_payments_bring_about_the_transfers_and_are_fewer_than_players(amounts: list[Fraction]) -> None:
    transfers = {str(k): amount for k, amount in enumerate([*amounts, -sum(amounts)])}
    payments = settle(transfers)
    assert len(payments) < len(transfers)
    assert all(payment.amount > 0 for payment in payments)
    for who, amount in transfers.items():
        into = sum(p.amount for p in payments if p.receiver == who)
        assert into - sum(p.amount for p in payments if p.payer == who) == amount


def test_transfers_that_do_not_add_up_are_refused() -> None:
    with pytest.raises(ValueError, match="sum to 0"):
        settle({"a": Fraction(1)})


def test_nash_gives_everybody_the_same_gain_and_the_greatest_product() -> None:
    alone = (Fraction(3), Fraction(-1), Fraction(0))
    found = nash(Fraction(8), alone)
    assert found == (5, 1, 2)
    gains = [x - d for x, d in zip(found, alone, strict=True)]
    for shift in (Fraction(1, 10), Fraction(-1, 10)):
        assert prod([gains[0] + shift, gains[1] - shift, gains[2]]) < prod(gains)
    assert nash(Fraction(1), alone) is None


def test_the_criterion_of_kohlberg_tells_the_nucleolus_from_other_points_of_the_least_core() -> None:
    told = 0
    for seed in range(40):
        size, values = drawn(seed)
        point = least_core(game(values)).payoffs
        found = nucleolus(game(values))
        if not found.rational and point != found.payoffs:
            assert not meets_kohlberg(point, size, values, rational=False)
            told += 1
    assert told >= 2
