"""Whether any weights are left is told without the vertices, and says what they say."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from mcda.analysis.information import Weights
from mcda.elicitation.polytope import Halfspace

NAMES = ("a", "b", "c", "d")
CUTS = st.builds(
    Halfspace,
    st.dictionaries(st.sampled_from(NAMES), st.integers(-3, 3).map(Fraction)),
    st.fractions(-1, 1, max_denominator=4),
)
POINTS = st.tuples(*(st.integers(0, 4) for _ in NAMES)).filter(any)


@given(st.lists(CUTS, max_size=5))
def test_something_is_left_where_there_is_a_vertex(cuts: list[Halfspace]) -> None:
    weights = Weights("free", NAMES, cuts=tuple(cuts))
    assert weights.is_possible == bool(weights.vertices)


@given(st.lists(POINTS, min_size=1, max_size=3), st.lists(CUTS, max_size=3))
def test_the_same_between_colleges(points: list[tuple[int, ...]], cuts: list[Halfspace]) -> None:
    hull = tuple(
        {name: Fraction(part, sum(point)) for name, part in zip(NAMES, point, strict=True)}
        for point in points
    )
    weights = Weights("colleges", NAMES, hull, tuple(cuts))
    assert weights.is_possible == bool(weights.vertices)
