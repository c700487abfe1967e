"""Slices of a cost: whatever is taken, what is left adds up and is never negative."""

from __future__ import annotations

import random
from collections.abc import Iterator
from fractions import Fraction
from itertools import product

import pytest
from funds_oracle import PARTNERS
from hypothesis import given
from hypothesis import strategies as st
from loading import load
from tiny import Tables

from mcda.model import Fund
from mcda.model.fund import common_step
from mcda.portfolio.tally import Tally
from mcda.rules.base import Measure
from mcda.scoring import Scores, score
from mcda.scoring.tranches import Cut, Ladder, Sharing

MANY = 400
"""Actions of one scenario that are looked at, each at every number of slices."""


def cuts(dice: random.Random) -> list[int]:
    """Three parts of 100, small ones and zeros among them."""
    first = dice.choice([0, 1, 2, 5, 33, dice.randint(0, 100)])
    second = dice.randint(first, 100)
    return [first, second - first, 100 - second]


def many(seed: int, effects: list[int]) -> Tables:
    """Actions of a few cents and of many, two funds, as many synergies on cost as effects."""
    dice = random.Random(seed)  # noqa: S311
    ids = [f"A{n}" for n in range(MANY)]
    costs = [dice.choice([dice.randint(1, 60), dice.randint(1, 3000), 10**7 + n]) for n in range(MANY)]
    pays, receives = [[cuts(dice) for _ in ids] for _ in range(2)]
    links = [
        {"type": "synergy", "action": ids[n], "other": ids[n ^ (1 << k)], "on": "cost", "effect": effect}
        for k, effect in enumerate(effects)
        for n in range(MANY)
        if n < n ^ (1 << k)
    ]
    return {
        "mcda": 1, "language": "en", "money": "EUR",
        "partners": [{"partner": p, "name": p} for p in PARTNERS],
        "criteria": [{"criterion": "gain", "name": "Gain", "unit": "u", "zero": 0, "full": 100}],
        "actions": [
            {"action": a, "name": a, "theme": "t", "cost": f"{cents // 100}.{cents % 100:02d}",
             "cofinancing": dice.choice([0, 0, 20, 37])}
            for a, cents in zip(ids, costs, strict=True)
        ],
        "impacts": [{"action": a, "gain": 1} for a in ids],
        "shares": [
            {"action": a, "partner": p, "pays": pays[n][k], "receives": receives[n][k]}
            for n, a in enumerate(ids) for k, p in enumerate(PARTNERS)
        ],
        "links": links,
        "funds": [
            {"fund": "F1", "name": "F1", "step": 10, "max_rate": 80, "envelope": 10**8},
            {"fund": "F2", "name": "F2", "step": 25, "max_rate": 100, "envelope": 10**8},
        ],
    }  # fmt: skip


def steps(scores: Scores, action: str) -> Iterator[frozenset[str]]:
    """The tranches of an action, fund by fund, while there is room for them."""
    sharing = scores.sharings[action]
    for counts in ((1, 0), (2, 1), (3, 2), (8, 1), (8, 0), (0, 4), (2, 3), (1, 3), (5, 2)):
        parts = zip(sharing.cut.ladders, counts, strict=True)
        taken = frozenset().union(*(sharing.below(taker, number) for taker, number in parts))
        if sharing.admits(taken):
            yield taken


@pytest.mark.parametrize("effects", [[], [30], [-20], [-15, -15], [-40, -35]])
def test_no_flow_is_ever_negative(effects: list[int]) -> None:
    """Whatever funds grant, alone or with every synergy that lowers the cost."""
    scores = score(load(many(len(effects) + sum(effects), effects)))
    looked_at = 0
    for n, action in enumerate(scores.actions):
        others = {f"A{int(action[1:]) ^ (1 << k)}" for k in range(len(effects))}
        for taken in steps(scores, action) if action in scores.sharings else ():
            tally = Tally(scores, taken | ({action, *others} if n % 2 else {action}))
            only = frozenset({action})
            flows = [tally.measure(Measure("flow", pair, only)) for pair in product(PARTNERS, PARTNERS)]
            local = tally.measure(Measure("local_cost", (), only))
            granted = sum(tally.measure(Measure("granted", (fund,), only)) for fund in ("F1", "F2"))
            assert min(flows) >= 0, (action, taken)
            assert sum(flows) == local
            bare = Tally(scores, tally.chosen - taken).measure(Measure("local_cost", (), only))
            assert local == bare - granted
            looked_at += 1
    assert looked_at > MANY // 4


@given(
    ladders=st.lists(st.tuples(st.integers(0, 4), st.integers(1, 3)), min_size=1, max_size=3),
    slices=st.integers(1, 6),
    split=st.booleans(),
)
def test_alternatives_are_counted_without_being_listed(
    ladders: list[tuple[int, int]], slices: int, split: bool
) -> None:
    takers = {f"+F{n}": Ladder(most, size) for n, (most, size) in enumerate(ladders)}
    cut = Cut(Fraction(1, 10), slices, takers, {"P": Fraction(0)} if split else {})
    sharing = Sharing("A", "A", cut)
    alternatives = list(sharing.alternatives())
    assert sharing.number == len(alternatives) == len(set(alternatives))
    assert all(map(sharing.admits, alternatives))


def test_tranches_stand_on_each_other() -> None:
    sharing = Sharing("A", "A", Cut(Fraction(1, 10), 3, {"+F": Ladder(4)}))
    assert sharing.ladder("+F") == ("A+F.1", "A+F.2", "A+F.3", "A+F.4")
    assert sharing.admits(frozenset({"A+F.1", "A+F.2"}))
    assert not sharing.admits(frozenset({"A+F.2"}))
    assert not sharing.admits(frozenset(sharing.ladder("+F")))
    assert not sharing.admits(frozenset({"A+G.1"}))


def test_the_common_step_of_funds() -> None:
    steps = [Fraction(n, 100) for n in (40, 25, 10)]
    funds = [Fund(fund=f"F{n}", name="F", max_rate=Fraction(1), step=s) for n, s in enumerate(steps)]
    assert common_step(tuple(funds)) == Fraction(5, 100)
