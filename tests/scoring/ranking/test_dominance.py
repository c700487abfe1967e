"""Dominance: by hand, and against a plain reading of the definition."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcda.scoring.ranking import dominance as module
from mcda.scoring.ranking.dominance import dominance
from mcda.scoring.ranking.matrix import DecisionMatrix

tables = st.tuples(st.integers(1, 20), st.integers(1, 4)).flatmap(
    lambda shape: st.lists(
        st.lists(st.integers(0, 3), min_size=shape[1], max_size=shape[1]),
        min_size=shape[0],
        max_size=shape[0],
    )
)


def test_dominance_by_hand() -> None:
    """Benefit up, cost down; the last criterion weighs nothing."""
    matrix = DecisionMatrix.of(
        [[5, 10, 0], [4, 12, 9], [5, 12, 0], [1, 1, 5], [5, 10, 7]],
        maximise=[True, False, True],
        weights=[1, 1, 0],
        alternatives=["good", "poor", "dear", "small", "twin"],
    )
    found = dominance(matrix)
    assert found.undominated == ("good", "small", "twin")
    assert found.dominators("poor") == ("good", "dear", "twin")
    assert found.dominated("good") == ("poor", "dear")
    assert found.dominators("good") == ()
    assert found.equals == (("good", "twin"),)
    assert list(found.dominated_by) == [0, 3, 2, 0, 0]
    assert list(found.dominates) == [2, 0, 1, 0, 2]
    assert ("dear", "poor") in set(found.pairs())


@given(tables)
def test_dominance_is_as_defined(levels: list[list[int]]) -> None:
    matrix = DecisionMatrix.of(levels, maximise=[column % 2 == 0 for column in range(len(levels[0]))])
    gains = [[level * (-1) ** column for column, level in enumerate(row)] for row in levels]
    names = matrix.alternatives
    expected = {
        (names[i], names[j])
        for i, mine in enumerate(gains)
        for j, theirs in enumerate(gains)
        if all(a >= b for a, b in zip(mine, theirs, strict=True)) and mine != theirs
    }
    found = dominance(matrix)
    assert set(found.pairs()) == expected
    assert set(found.undominated) == set(names) - {worse for _, worse in expected}
    for group in found.equals:
        assert len({tuple(levels[names.index(name)]) for name in group}) == 1
    grouped = sum(len(group) for group in found.equals)
    assert grouped == sum(levels.count(row) > 1 for row in levels)


def test_blocks_make_no_difference(monkeypatch: pytest.MonkeyPatch) -> None:
    matrix = DecisionMatrix.of(np.random.default_rng(0).integers(0, 6, (53, 3)))
    whole = dominance(matrix)
    monkeypatch.setattr(module, "CELLS", 7 * 53)
    parts = dominance(matrix)
    assert (whole.bits == parts.bits).all()
    assert (whole.dominated_by == parts.dominated_by).all()
    assert whole.dominated_by.sum() == whole.dominates.sum() == len(list(parts.pairs()))


def test_zero_and_minus_zero_are_equal() -> None:
    matrix = DecisionMatrix.of([[0.0], [-0.0]], maximise=[False])
    assert dominance(matrix).equals == (("a1", "a2"),)
