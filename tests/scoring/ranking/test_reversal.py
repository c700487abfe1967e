"""Rank reversal: by hand, and methods that cannot or must reverse."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcda.scoring.ranking.matrix import DecisionMatrix, Ranking, Thresholds, ranks_of
from mcda.scoring.ranking.promethee import promethee_ii
from mcda.scoring.ranking.reversal import reversal


def weighted_sum(matrix: DecisionMatrix) -> Ranking:
    """Of raw gains: independent of other alternatives, dependent on units."""
    scores = matrix.gains @ matrix.weights
    return Ranking("sum", ranks_of(scores), scores)


def shares_of_sum(matrix: DecisionMatrix) -> Ranking:
    """Belton and Gear (1983): levels are divided by their sum over the alternatives."""
    scores = (matrix.levels / matrix.levels.sum(axis=0)) @ matrix.weights
    return Ranking("shares", ranks_of(scores), scores)


BELTON_AND_GEAR = DecisionMatrix.of([[1, 9, 8], [9, 1, 9], [1, 1, 1]], alternatives=["A", "B", "C"])
"""Belton and Gear (1983), Omega 11: three criteria of equal weight, priorities 1/11 9/11 1/11,
9/11 1/11 1/11 and 8/18 9/18 1/18; B is best, until a copy of B makes A best."""


def test_a_copy_reverses_the_example_of_belton_and_gear() -> None:
    """By hand: B 0.47, A 0.45, C 0.08; with B twice A has 0.37, B 0.29 (20, 12 and 27 as sums)."""
    before = shares_of_sum(BELTON_AND_GEAR)
    assert before.scores == pytest.approx([0.4512, 0.4697, 0.0791], abs=5e-5)
    twice = DecisionMatrix.of(np.vstack((BELTON_AND_GEAR.levels, BELTON_AND_GEAR.levels[1])))
    assert shares_of_sum(twice).scores == pytest.approx([0.3654, 0.2889, 0.0568, 0.2889], abs=5e-5)
    found = reversal(BELTON_AND_GEAR, shares_of_sum)
    assert found.copies.names == ("A", "B", "C")
    assert found.copies.worst == "B"
    assert found.copies.shares[1] == pytest.approx(1 / 3)
    assert found.copies.best_changed.tolist()[1] is True
    assert found.copies.share_with_reversal == pytest.approx(1 / 3)
    assert found.copies.mean_share == pytest.approx(1 / 9)


def test_removals_are_compared_among_those_that_remain() -> None:
    """A rule that turns everything round when a certain alternative is missing."""
    matrix = DecisionMatrix.of([[4], [3], [2], [1]], alternatives=["a", "b", "c", "d"])

    def rank(of: DecisionMatrix) -> Ranking:
        scores = of.levels[:, 0] * (1 if "c" in of.alternatives else -1)
        return Ranking("moody", ranks_of(scores), scores)

    found = reversal(matrix, rank)
    assert found.removals.shares.tolist() == [0, 0, 1, 0]
    assert found.removals.best_changed.tolist() == [False, False, True, False]
    assert found.removals.worst == "c"
    assert found.removals.moving == ("c",)
    assert found.removals.share_with_reversal == found.removals.share_best_changed == 0.25
    assert found.copies.worst is None
    some = reversal(matrix, rank, removals=["b", "c"])
    assert some.removals.names == some.copies.names == ("b", "c")
    assert some.removals.mean_share == 0.5


def test_a_broken_tie_is_a_move_but_no_reversal() -> None:
    matrix = DecisionMatrix.of([[1], [1], [0]])

    def rank(of: DecisionMatrix) -> Ranking:
        scores = of.levels[:, 0] + (0 if len(of.levels) == 3 else 0.1 * np.arange(len(of.levels)))
        return Ranking("breaker", ranks_of(scores), scores)

    found = reversal(matrix, rank).removals
    assert found.shares.tolist() == [0, 0, 0]
    assert found.moved.tolist() == [False, False, True]
    assert found.best_changed.tolist() == [False, False, True]


def test_the_worst_alternative_is_the_worst_on_everything() -> None:
    seen: list[list[float]] = []

    def rank(of: DecisionMatrix) -> Ranking:
        if of.alternatives[-1] == "++":
            seen.append(of.levels[-1].tolist())
        return weighted_sum(of)

    matrix = DecisionMatrix.of([[1, 5], [3, 2]], maximise=[True, False], alternatives=["+", "b"])
    found = reversal(matrix, rank)
    assert seen[-1] == [1, 5]
    assert found.worst.names == ("++",)
    assert found.worst.shares.tolist() == [0]


def test_units_move_a_sum_of_raw_levels() -> None:
    """3 + 1 and 1 + 2: times 1000 the second criterion decides; a shift adds the same to all."""
    matrix = DecisionMatrix.of([[3, 1], [1, 2]], criteria=["cost", "beds"])
    found = reversal(matrix, weighted_sum)
    assert found.scale.moving == ("beds",)
    assert found.scale.shares.tolist() == [0, 1]
    assert found.shift.moving == ()


def test_a_shift_moves_shares_of_a_sum() -> None:
    """1/3 + 0.61 is less than 2/3 + 0.39; with 2 and 3 for 1 and 2, 2/5 + 0.61 is more."""
    matrix = DecisionMatrix.of([[1, 61], [2, 39]], criteria=["small", "large"])
    found = reversal(matrix, shares_of_sum)
    assert found.scale.moving == ()
    assert found.shift.moving == ("small",)
    assert found.shift.shares.tolist() == [1, 0]


def test_thresholds_change_their_unit_with_the_levels() -> None:
    blank = np.full(2, np.nan)
    stated = Thresholds(np.array([1.0, 0.2]), np.array([3.0, 0.5]), blank, blank, (None, None))
    levels = np.random.default_rng(2).integers(0, 10, (9, 2)) / [1, 10]
    matrix = DecisionMatrix.of(levels, thresholds=stated)
    for function in ("u_shape", "level", "linear"):
        found = reversal(matrix, lambda of, f=function: promethee_ii(of, preference=f))  # type: ignore[misc]
        assert found.scale.moving == found.shift.moving == ()


def test_levels_that_are_all_the_same_are_shifted_too() -> None:
    seen = []

    def rank(of: DecisionMatrix) -> Ranking:
        seen.append(float(of.levels[0, 0]))
        return weighted_sum(of)

    reversal(DecisionMatrix.of([[2], [2]]), rank)
    assert seen[-1] == 3


def test_one_alternative_is_not_taken_out() -> None:
    found = reversal(DecisionMatrix.of([[1]]), weighted_sum)
    assert found.removals.names == ()
    assert found.removals.share_with_reversal == found.removals.mean_share == 0
    assert found.removals.worst is None
    assert found.copies.names == ("a1",)


def test_an_unknown_alternative_cannot_be_removed() -> None:
    with pytest.raises(ValueError, match="not in tuple"):
        reversal(DecisionMatrix.of([[1]]), weighted_sum, removals=["b"])


@given(
    st.lists(st.lists(st.integers(0, 9), min_size=2, max_size=2), min_size=2, max_size=8),
)
def test_what_scores_each_alternative_alone_never_reverses(levels: list[list[int]]) -> None:
    found = reversal(DecisionMatrix.of(levels), weighted_sum)
    for trials in (found.removals, found.copies, found.worst, found.shift):
        assert trials.share_with_reversal == trials.share_best_changed == 0
        assert trials.moving == ()


@given(
    st.lists(st.lists(st.integers(0, 9), min_size=3, max_size=3), min_size=3, max_size=7),
)
def test_shares_of_reversed_pairs_and_the_bound_on_net_flows(levels: list[list[int]]) -> None:
    """Counted pair by pair. No removal reverses flows more than 2 / (n - 1) apart (Mareschal, De Smet
    and Nemery 2008)."""
    matrix = DecisionMatrix.of(levels)
    whole = promethee_ii(matrix)
    assert whole.scores is not None
    found = reversal(matrix, promethee_ii).removals
    for row, share in enumerate(found.shares):
        kept = [i for i in range(len(levels)) if i != row]
        ranks = dict(zip(kept, promethee_ii(matrix.among(kept)).ranks, strict=True))
        pairs = list(combinations(kept, 2))
        turned = [
            (i, j) for i, j in pairs if (whole.ranks[i] - whole.ranks[j]) * (ranks[i] - ranks[j]) < 0
        ]
        assert share == pytest.approx(len(turned) / len(pairs))
        for i, j in turned:
            assert abs(whole.scores[i] - whole.scores[j]) <= 2 / (len(levels) - 1) + 1e-12
