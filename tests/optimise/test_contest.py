"""Two engines at once, rows rounded outward: what is proven stays proven, nothing is lost."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

from hypothesis import given
from hypothesis import strategies as st
from loading import load
from tiny import tiny

from mcda.optimise.engines import Clock, CpSat, Highs, Solution
from mcda.optimise.linear import LIMIT, Bounds, LinearForm, Term, outward
from mcda.optimise.programme import formulate
from mcda.optimise.search import contest, maximise
from mcda.scoring import score

large = st.integers(-(2**40), 2**40)


@given(st.lists(large, min_size=1, max_size=4), large)
def test_a_row_rounded_outward_admits_whatever_the_row_admits(
    coefficients: list[int], bound: int
) -> None:
    terms = [Term(v, c) for v, c in enumerate(coefficients)]
    box = [Bounds(-1, 2)] * len(terms)
    row = outward(terms, "<=", bound, box)
    if row is None:
        return
    assert max(abs(c) for _, c in row.terms) <= LIMIT
    for x in product(range(-1, 3), repeat=len(terms)):
        if sum(c * x[v] for v, c in terms) <= bound:
            assert sum(c * x[v] for v, c in row.terms) <= row.bound


class Idle:
    """An engine that never gets anywhere."""

    name = "idle"

    def solve(self, form: LinearForm, clock: Clock, gap: float = 0.0) -> Solution:
        return Solution("unsolved")


def test_the_engine_that_knows_decides_whichever_started() -> None:
    programme = formulate(score(load(tiny({"budget": {"type": "budget", "max": 250}}))))
    value = programme.q.value()
    alone = maximise(programme, value, CpSat(), Clock.of(None))
    for pair in ((Idle(), CpSat()), (CpSat(), Idle()), (Idle(), Highs())):
        found = contest(programme, value, pair, Clock.of(None))
        assert (found.status, found.chosen) == ("optimal", alone.chosen)


def test_both_idle_means_nothing_is_known() -> None:
    programme = formulate(score(load(tiny())))
    found = contest(programme, programme.q.value(), (Idle(), Idle()), Clock.of(1.0))
    assert (found.status, found.chosen) == ("unsolved", None)


def test_a_rounded_row_is_written_exactly_once_it_was_too_generous() -> None:
    """Odd cents: the rounded budget lets two actions through that are one cent too dear."""
    prices = (11_999_999_99, 9_876_543_21, 7_500_000_01, 6_000_000_03, 4_500_000_07)
    most = f"{(prices[0] + prices[1] - 1) / 100:.2f}"
    tables = tiny({"budget": {"type": "budget", "max": most}}, money="€")
    for row, cents in zip(tables["actions"], prices, strict=False):
        row |= {"cost": f"{cents // 100}.{cents % 100:02d}", "cost.low": None, "cost.high": None}
    programme = formulate(score(load(tables)))
    both = frozenset({"A1", "A2"})
    assert not programme.admits(both)
    tighter = programme.tighter(both)
    assert len(tighter.form.rows) > len(programme.form.rows)
    assert tighter.refined
    cut = replace(tighter, refined=frozenset(range(len(tighter.relations)))).tighter(both)
    assert cut.form.rows[-1].bound == len(both) - 1
