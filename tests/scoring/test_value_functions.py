"""Value functions with the actions on them, against published figures and worked out by hand."""

from __future__ import annotations

from fractions import Fraction
from math import exp, log
from typing import Any

import pytest
from loading import load
from tiny import Tables, judge, tiny

from mcda.errors import UsageProblem
from mcda.model.curve import exponential, steepness
from mcda.scoring import score
from mcda.scoring.appraisal import Standing, appraise

SCORES = {
    2.964853: 0.7800556, 1.963182: 0.5038275, 1.223949: 0.1468234, 1.562025: 0.3315217,
    4.381467: 0.9605856, 2.286030: 0.6131944, 3.071066: 0.8001003, 4.470875: 0.9673124,
    3.920913: 0.9189685, 4.314907: 0.9553165,
}  # fmt: skip


def test_the_scores_published_with_the_package_kraljicmatrix() -> None:
    """Its manual, `SAVF_score` (version 0.2.1): levels from 1 to 5, rho = 0.653, so c = 4 x 0.653.

    The formula is Kirkwood's (1997). Its midvalue follows from c by hand: exp(-c m) = (1 + exp(-c)) / 2.
    Our straight steps stay within 0.03 points of it.
    """
    c = 4 * 0.653
    middle = Fraction(-log((1 + exp(-c)) / 2) / c).limit_denominator(10**9)
    assert float(steepness(middle)) == pytest.approx(c, rel=1e-7)
    curve = exponential(Fraction(1), Fraction(5), 1 + 4 * middle, clipped=False)
    for level, published in SCORES.items():
        assert float(curve(Fraction(level))) == pytest.approx(100 * published, abs=0.03)


def test_a_midvalue_worked_out_by_hand() -> None:
    """With c = ln 4, v(t) = (1 - 4^-t) / (3/4): half the points at m = log4(8/5), 2/3 at t = 1/2."""
    middle = Fraction(log(8 / 5) / log(4)).limit_denominator(10**12)
    assert float(steepness(middle)) == pytest.approx(log(4), rel=1e-9)
    curve = exponential(Fraction(0), Fraction(2), 2 * middle, clipped=False)
    assert float(curve(Fraction(1))) == pytest.approx(100 * (1 - 1 / 2) / (1 - 1 / 4), abs=1e-4)


BENT = {"shape": "exponential 30"}


@pytest.mark.parametrize("scope", ["action", "portfolio"])
@pytest.mark.parametrize(("zero", "full"), [(0, 100), (0, -100)])
def test_an_exponential_counts_in_both_scopes_and_both_ways(scope: str, zero: int, full: int) -> None:
    """Levels of 10, 20 and 5 towards full; with the midvalue at 30 % of the way c is 1.8011..."""
    sign = 1 if full > zero else -1
    gain = {"zero": zero, "full": full, "shape": f"exponential {30 * sign}", "scope": scope}
    impacts = [
        {"action": action, "gain": sign * level} for action, level in (("A1", 10), ("A2", 20), ("A3", 5))
    ]
    tables = tiny(gain=gain, impacts=impacts)
    c = float(steepness(Fraction(3, 10)))
    worth = {level: 100 * (1 - exp(-c * level / 100)) / (1 - exp(-c)) for level in (10, 20, 5, 35)}
    expected = worth[10] + worth[20] + worth[5] if scope == "action" else worth[35]
    assert float(judge(tables, "A1 A2 A3").value) == pytest.approx(expected, abs=0.05)
    assert float(judge(tables, "A1").value) == pytest.approx(worth[10], abs=0.02)


def standings(tables: Tables, criterion: str = "gain") -> dict[str, Standing]:
    (function,) = appraise(load(tables), [criterion]).functions
    return {standing.action: standing for standing in function.actions}


ODDS = {
    "criterion": "odds",
    "name": "Odds",
    "unit": "mark",
    "role": "success",
    "shape": "1:50 2:100 3:100",
}


def with_odds(**changes: Any) -> Tables:
    """A1 with half a chance, the others certain."""
    tables = tiny(**changes)
    tables["criteria"].append(ODDS)
    for row, mark in zip(tables["impacts"], (1, 2, 2), strict=True):
        row["odds"] = mark
    return tables


def test_points_weighted_and_expected() -> None:
    """A1 at 40 is worth 48 points, weighs 2 of 3, succeeds once in two; A2 loses; A3 does nothing."""
    other = {"criterion": "calm", "name": "Calm", "unit": "u", "zero": 10, "full": 0, "weight": 1}
    tables = with_odds(
        gain={"zero": 20, "full": 120, "weight": 2, "shape": "20:0 70:80 120:100"},
        A1_gain={"gain": 30, "calm": -4},
        A2_gain={"gain": -5},
        A3_gain={"gain": 0},
    )
    tables["criteria"].append(other)
    found = standings(tables)
    assert list(found) == ["A1", "A2"]
    assert (found["A1"].level, found["A1"].points) == (50, 48)
    assert (found["A1"].weighted, found["A1"].expected) == (32, 16)
    assert (found["A2"].level, found["A2"].points, found["A2"].expected) == (15, -8, Fraction(-16, 3))
    assert standings(tables, "calm")["A1"].points == 40
    (gain, calm) = appraise(load(tables)).functions
    assert [(f.criterion.criterion, f.without_effect) for f in (gain, calm)] == [
        ("gain", 1),
        ("calm", 2),
    ]


def test_what_is_expected_adds_up_to_what_a_portfolio_is_worth() -> None:
    tables = with_odds(gain=BENT)
    tables["impacts"].append({"action": "A3.if_not", "gain": -7})
    scores = score(load(tables))
    whole = sum(standing.expected for standing in standings(tables).values())
    assert whole == scores.exact_value(frozenset(scores.actions))
    assert standings(tables)["A3"].if_not == -7


def test_a_common_target_tells_what_each_would_bring_alone_and_all_together() -> None:
    """0:0 30:60 40:100; A1 brings 5 of its 10, so 10 points; all bring 30 of 35: 60 points."""
    curve = {"zero": 0, "full": 40, "shape": "0:0 30:60 40:100", "scope": "portfolio"}
    tables = with_odds(gain=curve)
    (function,) = appraise(load(tables), ["gain"]).functions
    assert {s.action: (s.points, s.expected) for s in function.actions} == {
        "A2": (40, 40),
        "A1": (20, 10),
        "A3": (10, 10),
    }
    assert function.together == (30, 60)


def test_marks_are_told_with_the_actions_that_have_them() -> None:
    (mark,) = appraise(load(with_odds())).marks
    assert [(c.level, c.share, c.actions) for c in mark.chances] == [
        (1, Fraction(1, 2), ("A1",)),
        (2, 1, ("A2", "A3")),
        (3, 1, ()),
    ]


def test_a_criterion_that_is_not_there_is_told_with_the_nearest() -> None:
    with pytest.raises(UsageProblem) as told:
        appraise(load(with_odds()), ["gian"])
    assert (told.value.problem.code, told.value.problem.suggestion) == ("E189", "gain")
