"""What an index of inequality must be: Pigou-Dalton, anonymous, the same for copies and other units."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import partial

import equity_oracle
import pytest
from equity_oracle import Standing
from hypothesis import assume, given
from hypothesis import strategies as st

from mcda.rules import indices
from mcda.rules.base import Amount

Index = Callable[[Sequence[Standing]], float]
ORACLE: dict[str, Index] = {
    "gini": lambda s: float(equity_oracle.gini(s)),
    "jain": lambda s: float(1 - equity_oracle.jain(s)),
    "theil": lambda s: float(equity_oracle.theil(s)),
    "atkinson 1/2": lambda s: float(equity_oracle.atkinson(s, Fraction(1, 2))),
    "atkinson 1": lambda s: float(equity_oracle.atkinson(s, Fraction(1))),
    "atkinson 2": lambda s: float(equity_oracle.atkinson(s, Fraction(2))),
}
"""Each index as inequality: more is less equal."""


def of_program(make: Callable[..., indices.Index], equality: int = 0) -> Index:
    """The program's index of these standings; it says how equal, up to ``equality``."""

    def inequality(standings: Sequence[Standing]) -> float:
        sizes = tuple(s.size for s in standings)
        index = make(parts=(Amount(),) * len(sizes), sizes=sizes, weights=sizes)
        return float(equality - index.at([s.outcome for s in standings]))

    return inequality


PROGRAM: dict[str, Index] = {
    "gini": of_program(indices.Gini),
    "jain": of_program(indices.Jain, equality=1),
    "theil": of_program(indices.Theil),
    "atkinson 1/2": of_program(partial(indices.Atkinson, order=Fraction(1, 2))),
    "atkinson 1": of_program(partial(indices.Atkinson, order=Fraction(1))),
    "atkinson 2": of_program(partial(indices.Atkinson, order=Fraction(2))),
}
MANY = {f"{name}, oracle": index for name, index in ORACLE.items()} | PROGRAM

ALL = pytest.mark.parametrize("index", MANY.values(), ids=MANY.keys())
PARTNERS = st.lists(
    st.builds(
        lambda y, e: Standing("P", Fraction(y), Fraction(e)), st.integers(1, 500), st.integers(1, 50)
    ),
    min_size=2,
    max_size=7,
)
SAME = 1e-12


@pytest.mark.parametrize("name", PROGRAM)
@given(standings=PARTNERS)
def test_the_indices_of_the_program_are_the_oracles(name: str, standings: list[Standing]) -> None:
    assert PROGRAM[name](standings) == pytest.approx(ORACLE[name](standings), rel=1e-14, abs=1e-15)


@ALL
@given(standings=PARTNERS, part=st.integers(1, 100))
def test_what_the_better_off_gives_to_the_worse_off_makes_more_equal(
    index: Index, standings: list[Standing], part: int
) -> None:
    """Pigou-Dalton: up to the point where both have the same, one in proportion to its size."""
    poor, rich, *others = sorted(standings, key=lambda s: s.level)
    assume(poor.level < rich.level)
    most = (rich.level - poor.level) / (1 / rich.size + 1 / poor.size)
    given_ = most * Fraction(part, 100)
    after = [
        Standing("P", poor.outcome + given_, poor.size),
        Standing("P", rich.outcome - given_, rich.size),
        *others,
    ]
    assert index(after) < index(standings)


@ALL
@given(standings=PARTNERS, order=st.randoms(use_true_random=False))
def test_who_has_what_does_not_matter(index: Index, standings: list[Standing], order) -> None:  # type: ignore[no-untyped-def]
    """Anonymity: the partners in another order, under other names."""
    mixed = [Standing(f"Q{n}", s.outcome, s.size) for n, s in enumerate(standings)]
    order.shuffle(mixed)
    assert index(mixed) == pytest.approx(index(standings), abs=SAME)


@ALL
@given(standings=PARTNERS, copies=st.integers(2, 4))
def test_copies_of_everybody_change_nothing(
    index: Index, standings: list[Standing], copies: int
) -> None:
    """Replication invariance."""
    assert index(standings * copies) == pytest.approx(index(standings), abs=SAME)


@ALL
@given(standings=PARTNERS, n=st.integers(1, 10**6), d=st.integers(1, 10**6))
def test_units_do_not_matter(index: Index, standings: list[Standing], n: int, d: int) -> None:
    """Scale invariance, in what is shared out and in the sizes."""
    richer = [Standing(s.partner, s.outcome * n / d, s.size) for s in standings]
    larger = [Standing(s.partner, s.outcome, s.size * n / d) for s in standings]
    assert index(richer) == pytest.approx(index(standings), abs=SAME)
    assert index(larger) == pytest.approx(index(standings), abs=SAME)


@ALL
@given(size=st.lists(st.integers(1, 50), min_size=1, max_size=7), level=st.integers(1, 100))
def test_equality_is_the_least(index: Index, size: list[int], level: int) -> None:
    equal = [Standing("P", Fraction(level * e), Fraction(e)) for e in size]
    assert index(equal) == pytest.approx(0, abs=SAME)


@ALL
@given(standings=PARTNERS)
def test_merging_partners_of_the_same_level_changes_nothing(
    index: Index, standings: list[Standing]
) -> None:
    """A partner cut in two in proportion to its inhabitants is the same as one."""
    first, *others = standings
    half = Standing("P", first.outcome / 2, first.size / 2)
    assert index([half, half, *others]) == pytest.approx(index(standings), abs=SAME)
