"""Agreement of rankings: published and hand-made figures, and comparison of all pairs."""

from __future__ import annotations

import json
import math
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcda.scoring.ranking.agreement import (
    agreement,
    average_ranks,
    discordant_pairs,
    greater_before,
    kendall_tau_b,
    spearman,
    weighted_similarity,
)

PUBLISHED = (
    [7, 11, 2, 1, 4, 9, 6, 3, 5, 10, 8, 12],
    [7, 11, 3, 2, 4, 9, 6, 1, 5, 10, 8, 12],
)
"""Paradowski, Bączkiewicz and Wątróbski (2021), Procedia Computer Science 192, 1347-1358."""

two_rankings = st.integers(2, 12).flatmap(
    lambda n: st.tuples(*[st.lists(st.integers(1, 6), min_size=n, max_size=n)] * 2)
)


def sign(number: float) -> int:
    return (number > 0) - (number < 0)


def test_weighted_similarity_as_published() -> None:
    assert round(weighted_similarity(*PUBLISHED), 2) == 0.90


def test_weighted_similarity_by_hand() -> None:
    """1/2 * 1/4 + 1/4 * 1/3 is lost by exchanging the first two of five, 1/16 * 1/3 + 1/32 * 1/4 by
    exchanging the last two: Sałabun and Urbaniak (2020), equation of WS."""
    assert weighted_similarity([1, 2, 3, 4, 5], [2, 1, 3, 4, 5]) == pytest.approx(19 / 24)
    assert weighted_similarity([1, 2, 3, 4, 5], [1, 2, 3, 5, 4]) == pytest.approx(1 - 11 / 384)
    assert weighted_similarity([1], [1]) == 1


def test_weighted_similarity_depends_on_which_ranking_is_the_reference() -> None:
    """1/2 * 2/2 + 1/4 * 1/1 + 1/8 * 1/2 and 1/8 * 2/2 + 1/2 * 1/2 + 1/4 * 1/1."""
    assert weighted_similarity([1, 2, 3], [3, 1, 2]) == pytest.approx(1 - 13 / 16)
    assert weighted_similarity([3, 1, 2], [1, 2, 3]) == pytest.approx(1 - 10 / 16)


def test_kendall_and_spearman_by_hand() -> None:
    """Ranks 1 2.5 2.5 4 against 1 2 3 4: five concordant pairs, one tied, so 5 / sqrt(5 * 6)."""
    assert kendall_tau_b([1, 2, 2, 4], [1, 2, 3, 4]) == pytest.approx(5 / math.sqrt(30))
    assert spearman([1, 2, 2, 4], [1, 2, 3, 4]) == pytest.approx(4.5 / math.sqrt(4.5 * 5))
    assert kendall_tau_b([1, 2, 3], [3, 2, 1]) == spearman([1, 2, 3], [3, 2, 1]) == -1


def test_average_ranks() -> None:
    assert average_ranks([1, 2, 2, 4]).tolist() == [1, 2.5, 2.5, 4]
    assert average_ranks([9, 9, 9]).tolist() == [2, 2, 2]


@given(two_rankings)
def test_kendall_is_that_of_all_pairs(rankings: tuple[list[int], list[int]]) -> None:
    """Kendall (1945): the correlation of the signs of the differences."""
    signs = [[sign(a - b) for a, b in combinations(ranks, 2)] for ranks in rankings]
    together = sum(a * b for a, b in zip(*signs, strict=True))
    apart = math.prod(sum(a * a for a in each) for each in signs)
    found = kendall_tau_b(*rankings)
    assert math.isnan(found) if apart == 0 else found == pytest.approx(together / math.sqrt(apart))
    opposite = sum(a * b < 0 for a, b in zip(*signs, strict=True))
    assert discordant_pairs(*rankings) == opposite


@given(two_rankings)
def test_spearman_is_the_correlation_of_average_ranks(rankings: tuple[list[int], list[int]]) -> None:
    found = spearman(*rankings)
    if any(len(set(ranks)) == 1 for ranks in rankings):
        assert math.isnan(found)
    else:
        places = [
            [sum(b < a for b in ranks) + (ranks.count(a) + 1) / 2 for a in ranks] for ranks in rankings
        ]
        assert found == pytest.approx(np.corrcoef(places)[0, 1])


@given(two_rankings)
def test_agreement_with_oneself_is_one_and_nothing_exceeds_it(
    rankings: tuple[list[int], list[int]],
) -> None:
    first, second = rankings
    assert weighted_similarity(first, first) == 1
    assert weighted_similarity(first, second) <= 1
    if len(set(first)) > 1:
        assert kendall_tau_b(first, first) == spearman(first, first) == 1


@given(st.lists(st.integers(0, 40), max_size=40))
def test_greater_numbers_before_each(numbers: list[int]) -> None:
    expected = [sum(a > b for a in numbers[:i]) for i, b in enumerate(numbers)]
    assert greater_before(np.array(numbers, dtype=np.int64)).tolist() == expected


def test_tables_of_agreement() -> None:
    found = agreement({"a": [1, 2, 3], "b": np.array([3, 1, 2]), "flat": [1, 1, 1]})
    assert found.names == ("a", "b", "flat")
    assert found.kendall[0, 1] == found.kendall[1, 0] == pytest.approx(-1 / 3)
    assert found.spearman[0, 1] == found.spearman[1, 0] == pytest.approx(-0.5)
    assert found.weighted_similarity[0, 1] == pytest.approx(3 / 16)
    assert found.weighted_similarity[1, 0] == pytest.approx(6 / 16)
    assert list(np.diag(found.kendall)[:2]) == list(np.diag(found.weighted_similarity)[:2]) == [1, 1]


def test_a_ranking_without_order_has_no_tau_and_json_says_null() -> None:
    found = agreement({"a": [1, 2, 3], "flat": [1, 1, 1]})
    assert np.isnan(found.kendall).tolist() == [[False, True], [True, True]]
    record = json.loads(json.dumps(found.record(), allow_nan=False))
    assert record["names"] == ["a", "flat"]
    assert record["kendall"] == record["spearman"] == [[1, None], [None, None]]
    assert record["weighted_similarity"][1][1] == 1


def test_rankings_of_different_lengths_are_refused() -> None:
    with pytest.raises(ValueError, match="lengths"):
        agreement({"a": [1, 2], "b": [1, 2, 3]})


def test_many_alternatives_need_no_table_of_pairs() -> None:
    ranks = np.arange(100_000)
    assert kendall_tau_b(ranks, ranks[::-1]) == -1
    assert spearman(ranks, ranks) == 1
