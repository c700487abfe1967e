"""P1 and P2: Lourenço, Morton, Bana e Costa (2012), PROBE, Decision Support Systems 54."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import Any

from loading import load
from published import PROBE_DEPARTMENTS, PROBE_SMALL

from mcda.optimise import solve
from mcda.portfolio.portfolio import Portfolio

ONE_EACH = {"type": "coverage", "per": "theme", "min_actions": 1}
Point = tuple[Fraction, Fraction]


def within(tables: dict[str, Any], budget: Any, **rules: Any) -> Portfolio:
    money = {"type": "budget", "max": budget, "of": "cost"}
    return solve(load({**tables, "rules": {"budget": money, **rules}}))


def efficient(tables: dict[str, Any], budgets: Iterable[Any], **rules: Any) -> list[Portfolio]:
    """Portfolios that are best within some budget; of equal ones the cheapest."""
    found: dict[tuple[str, ...], Portfolio] = {}
    for budget in budgets:
        portfolio = within(tables, budget, **rules)
        found.setdefault(portfolio.actions, portfolio)
    return list(found.values())


def supported(points: list[Point]) -> list[Point]:
    """The corners of the concave envelope of (cost, value) points in order of cost."""
    hull: list[Point] = []
    for point in points:
        while len(hull) > 1 and _turn(hull[-2], hull[-1], point) >= 0:
            hull.pop()
        hull.append(point)
    return hull


def _turn(a: Point, b: Point, c: Point) -> Fraction:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def test_p1_best_within_a_budget_of_20() -> None:
    best = within(PROBE_SMALL, 20)
    assert best.actions == ("P1", "P2", "P4")
    assert (best.cost, best.value) == (20, 9)
    assert best.proof.verified == "enumeration"


def test_p1_efficient_portfolios_over_all_budgets() -> None:
    found = efficient(PROBE_SMALL, range(31))
    assert [(p.actions, int(p.cost), int(p.value)) for p in found] == [
        ((), 0, 0),
        (("P1",), 4, 3),
        (("P2",), 8, 4),
        (("P1", "P2"), 12, 7),
        (("P1", "P2", "P4"), 20, 9),
        (("P1", "P2", "P3"), 22, 10),
        (("P1", "P2", "P3", "P4"), 30, 12),
    ]
    corners = supported([(p.cost, p.value) for p in found])
    assert corners == [(0, 0), (4, 3), (12, 7), (22, 10), (30, 12)]


def test_p2_optimum_within_a_budget_of_5() -> None:
    best = within(PROBE_DEPARTMENTS, "5.0")
    assert best.actions == ("P03", "P04", "P09", "P10", "P12")
    assert (best.cost, best.value) == (Fraction("4.8"), Fraction("414.25"))


def test_p2_one_project_in_each_department_costs_4_29_percent() -> None:
    best = within(PROBE_DEPARTMENTS, "5.0")
    fair = within(PROBE_DEPARTMENTS, "5.0", departments=ONE_EACH)
    assert fair.actions == ("P03", "P04", "P07", "P09", "P12")
    assert (fair.cost, fair.value) == (Fraction("4.8"), Fraction("396.46"))
    price = best.value - fair.value
    assert price == Fraction("17.79")
    assert round(price / best.value * 100, 2) == Fraction("4.29")


def test_p2_31_efficient_portfolios_of_which_13_supported() -> None:
    found = efficient(PROBE_DEPARTMENTS, [Fraction(n, 10) for n in range(141)])
    assert len(found) == 31
    assert len(supported([(p.cost, p.value) for p in found])) == 13


def test_p2_with_every_department_23_efficient_portfolios_of_which_11_supported() -> None:
    budgets = [Fraction(n, 10) for n in range(36, 141)]
    found = efficient(PROBE_DEPARTMENTS, budgets, departments=ONE_EACH)
    assert len(found) == 23
    assert len(supported([(p.cost, p.value) for p in found])) == 11
