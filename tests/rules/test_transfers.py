"""Transfers against another solver, in floats, and by hand."""

from __future__ import annotations

import random
from fractions import Fraction
from itertools import permutations

import pytest
from scipy.optimize import linprog
from tiny import verdict

from mcda.rules.transfers import Missing, Terms

F = Fraction


def drawn(seed: int) -> tuple[Missing, list[Fraction], bool]:
    """A programme of up to five partners, its numbers, whether each pair has a limit."""
    source = random.Random(seed)  # noqa: S311
    count = source.randint(2, 5)
    pairs = tuple(p for p in permutations(range(count), 2) if source.random() < 0.8)
    rooms = tuple(p for p in range(count) for _ in range(source.choice([0, 1, 2])))
    limited = source.random() < 0.5
    terms = Terms(
        partners=tuple("ABCDE"[:count]),
        pairs=pairs,
        fee=source.choice([F(0), F(1, 20), F(1, 3)]),
        margins=tuple(F(source.randint(-5, 5)) for _ in range(count)),
    )
    numbers = [F(source.randint(-300, 300), 10) for _ in range(count)]
    numbers += [F(source.randint(0, 100), 7) for _ in rooms]
    numbers += [F(source.randint(0, 60), 3) for _ in pairs] if limited else []
    return Missing((), terms, rooms), numbers, limited


def rows(
    missing: Missing, numbers: list[Fraction], *, limited: bool
) -> tuple[list[list[float]], list[float]]:
    """`A x <= b` over transfers, then what is missing."""
    terms, count = missing.terms, len(missing.terms.partners)
    left, right = [], []
    for partner in range(count):
        row = [0.0] * (len(terms.pairs) + count)
        for n, (payer, receiver) in enumerate(terms.pairs):
            row[n] = 1.0 if payer == partner else -float(1 - terms.fee) if receiver == partner else 0.0
        row[len(terms.pairs) + partner] = -1.0
        left.append(row)
        right.append(float(numbers[partner] - terms.margins[partner]))
    for place, partner in enumerate(missing.rooms):
        left.append([float(payer == partner) for payer, _ in terms.pairs] + [0.0] * count)
        right.append(float(numbers[count + place]))
    for n in range(len(terms.pairs)) if limited else ():
        left.append([float(k == n) for k in range(len(terms.pairs))] + [0.0] * count)
        right.append(float(numbers[count + len(missing.rooms) + n]))
    return left, right


@pytest.mark.parametrize("seed", range(120))
def test_the_least_that_is_missing_and_the_least_transfers(seed: int) -> None:
    missing, numbers, limited = drawn(seed)
    pairs, count = len(missing.terms.pairs), len(missing.terms.partners)
    left, right = rows(missing, numbers, limited=limited)
    other = linprog([0] * pairs + [1] * count, A_ub=left, b_ub=right)
    assert float(-missing.at(numbers)) == pytest.approx(other.fun, abs=1e-7)
    cut = missing.cut(numbers, F(0))
    assert sum(s * y for s, y in zip(cut.slopes, numbers, strict=True)) + cut.constant == missing.at(
        numbers
    )
    transfers = missing.transfers(numbers)
    assert (transfers is None) == (other.fun > 1e-7)
    if transfers is not None:
        bounds = [(0, None)] * pairs + [(0, 0)] * count
        least = linprog([1] * pairs + [0] * count, A_ub=left, b_ub=right, bounds=bounds)
        assert float(sum(transfers.values())) == pytest.approx(least.fun, abs=1e-7)


@pytest.mark.parametrize("seed", range(40))
def test_a_cut_holds_wherever_nothing_is_missing(seed: int) -> None:
    missing, numbers, _ = drawn(seed)
    source = random.Random(seed)  # noqa: S311
    cut = missing.cut(numbers, F(0))
    for _ in range(6):
        others = [y + F(source.randint(-40, 40)) for y in numbers]
        others[len(missing.terms.partners) :] = [
            max(F(0), y) for y in others[len(missing.terms.partners) :]
        ]
        held = sum(s * y for s, y in zip(cut.slopes, others, strict=True)) + cut.constant >= 0
        assert held or missing.at(others) < 0


def test_compensation_by_hand() -> None:
    """A1 alone: U pays 100 and gets 5 points, R gets 5 for nothing; at 15 a point U lacks 25."""
    rule = {"type": "compensation"}
    found = verdict(rule, "A1", point_worth=15)
    assert (found.verdict, found.left) == ("MET", 0)
    barred = {"type": "compensation", "forbidden": [["R", "U"], ["V", "U"]]}
    assert verdict(barred, "A1", point_worth=15).slack == -25
    capped = {"type": "compensation", "cap": "50 %"}
    assert verdict(capped, "A1", point_worth=15).slack == -25  # R pays nothing: half of it is nothing
    assert verdict(rule, "", point_worth=15).verdict == "VACUOUS"
