"""Theil's index and its parts between and within groups, against other formulas."""

from __future__ import annotations

import random
from fractions import Fraction
from math import isclose, log

import pytest
from tiny import judge, tiny

from mcda.analysis.inequality import decomposed, inequality

GROUPS = ("urban", "rural", "periurban")


def theil(levels: list[float], people: list[float]) -> float:
    """T = 1/N sum n_p (y_p / mu) ln(y_p / mu), as Theil writes it: levels y_p, inhabitants n_p."""
    mean = sum(y * n for y, n in zip(levels, people, strict=True)) / sum(people)
    terms = (n * y / mean * log(y / mean) for y, n in zip(levels, people, strict=True) if y)
    return sum(terms) / sum(people)


def drawn(seed: int) -> tuple[dict[str, Fraction], dict[str, Fraction], dict[str, dict[str, Fraction]]]:
    """Amounts, inhabitants and fractional groups of some partners."""
    dice = random.Random(seed)  # noqa: S311
    names = [f"P{n}" for n in range(dice.randint(2, 9))]
    amounts = {p: Fraction(dice.randint(0, 900), 7) for p in names}
    amounts[names[0]] += 1
    people = {p: Fraction(dice.randint(1, 5000)) for p in names}
    cuts = {p: sorted((dice.randint(0, 10), dice.randint(0, 10))) for p in names}
    sides = {
        p: dict(zip(GROUPS, (Fraction(a, 10), Fraction(b - a, 10), Fraction(10 - b, 10)), strict=True))
        for p, (a, b) in cuts.items()
    }
    return amounts, people, sides


@pytest.mark.parametrize("seed", range(60))
def test_the_parts_add_up_to_the_index(seed: int) -> None:
    amounts, people, sides = drawn(seed)
    found = decomposed("benefit", amounts, people, sides)
    levels = {p: float(amounts[p] / people[p]) for p in amounts}
    expected = theil(list(levels.values()), [float(n) for n in people.values()])
    assert isclose(found.total, expected, rel_tol=1e-9, abs_tol=1e-12)
    assert isclose(found.between + found.within, found.total, abs_tol=1e-12)
    for group in found.groups:
        living = [float(people[p] * sides[p][group.group]) for p in amounts]
        if group.share:
            alone = theil(list(levels.values()), living)
            assert isclose(group.index, alone, rel_tol=1e-9, abs_tol=1e-12)


@pytest.mark.parametrize("seed", range(10))
def test_cloning_everybody_and_another_unit_change_nothing(seed: int) -> None:
    amounts, people, sides = drawn(seed)
    found = decomposed("benefit", amounts, people, sides)
    doubled = [{**of, **{f"{p}x": of[p] for p in of}} for of in (amounts, people)]
    both = {**sides, **{f"{p}x": sides[p] for p in sides}}
    again = decomposed("benefit", *doubled, both)
    scaled = decomposed("benefit", {p: 1000 * a for p, a in amounts.items()}, people, sides)
    for other in (again, scaled):
        assert isclose(other.total, found.total, abs_tol=1e-12)
        assert isclose(other.between, found.between, abs_tol=1e-12)


def test_level_groups_leave_nothing_between() -> None:
    """Two groups with the same benefit per inhabitant, unequal inside."""
    amounts = {"a": Fraction(3), "b": Fraction(1), "c": Fraction(4)}
    people = {"a": Fraction(10), "b": Fraction(10), "c": Fraction(20)}
    sides = {p: {"urban" if p == "c" else "rural": Fraction(1)} for p in amounts}
    found = decomposed("benefit", amounts, people, sides)
    assert found.between == 0
    assert isclose(found.within, 3 / 8 * log(3 / 2) + 1 / 8 * log(1 / 2), abs_tol=1e-12)


def test_partners_without_inhabitants_are_named() -> None:
    """V pays and receives A3 alone: with it only 5 of 35 points are left out."""
    found = inequality(judge(tiny(V={"population": ""}), "A1 A2 A3"))
    assert found.left_out == ("V",)
    assert [one.of for one in found.decompositions] == ["benefit", "burden", "received"]
    benefit = found.decompositions[0]
    assert {group.group: group.share for group in benefit.groups} == {
        "rural": Fraction(25, 30), "urban": Fraction(5, 30),
    }  # fmt: skip
    assert benefit.within == 0
    assert isclose(benefit.total, theil([25 / 200, 5 / 1000], [200, 1000]), rel_tol=1e-12)


def test_negative_benefits_have_no_index() -> None:
    found = inequality(judge(tiny(A3_gain={"gain": -5}), "A1 A2 A3"))
    assert found.undefined == ("benefit",)
    assert inequality(judge(tiny(), "")).undefined == ("benefit", "burden", "received")
