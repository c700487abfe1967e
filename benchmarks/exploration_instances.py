"""Instances to explore: knapsacks with several objectives, as a matrix and as a scenario.

Profits and uses are drawn evenly from 1..100 (few ties, as in the instances that PyAUGMECON tests
itself with) or 1..1000 (as those of Kirlik and Sayin 2014), capacities are half of the sum of uses.
The same names give the same instance.
"""

from __future__ import annotations

import csv
import random
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from mcda.model import Action, Criterion, Impact, Scenario
from mcda.rules.budget import Budget
from mcda.rules.impact import Impact as ImpactRule

FULL_SWING = 1000
"""Of every criterion, in its unit."""


@dataclass(frozen=True)
class Knapsack:
    """Maximise every row of `profits` while no row of `uses` exceeds its capacity."""

    name: str
    profits: tuple[tuple[int, ...], ...]
    uses: tuple[tuple[int, ...], ...]
    capacities: tuple[int, ...]

    @property
    def items(self) -> int:
        return len(self.profits[0])

    @property
    def objectives(self) -> list[str]:
        """What `mcda frontier` is asked."""
        return [f"impact:z{number}" for number in range(1, len(self.profits) + 1)]

    def scenario(self) -> Scenario:
        """The same as a scenario: every profit and every use is a criterion, every capacity a rule."""
        rows = {f"z{n}": row for n, row in enumerate(self.profits, start=1)}
        rows |= {f"a{n}": row for n, row in enumerate(self.uses, start=1)}
        items = [f"I{item:04d}" for item in range(self.items)]
        impacts = [
            Impact(action=action, criterion=name, level=Fraction(row[item]))
            for item, action in enumerate(items)
            for name, row in sorted(rows.items())
        ]
        return Scenario(
            title=self.name,
            origin=self.name,
            language="en",
            criteria=tuple(_criterion(name) for name in sorted(rows)),
            actions=tuple(Action(action=a, name=a, theme="item", cost=Fraction(1)) for a in items),
            impacts=tuple(impacts),
            rules={
                f"capacity{n}": ImpactRule(criterion=f"a{n}", max=Fraction(capacity))
                for n, capacity in enumerate(self.capacities, start=1)
            },
        )


def knapsack(objectives: int, budgets: int, items: int, seed: int, most: int = 1000) -> Knapsack:
    """A random instance; `most` is the largest profit or use."""
    dice = random.Random(f"knapsack {objectives} {budgets} {items} {seed} {most}")
    profits, uses = (
        tuple(tuple(dice.randint(1, most) for _ in range(items)) for _ in range(number))
        for number in (objectives, budgets)
    )
    return Knapsack(
        f"{objectives} objectives, {budgets} budgets, {items} items, seed {seed}",
        profits,
        uses,
        tuple(-(-sum(row) // 2) for row in uses),
    )


def from_folder(folder: Path) -> Knapsack:
    """An instance of PyAUGMECON's tests: `a.csv` uses, `b.csv` capacities, `c.csv` profits.

    Capacities that are no whole numbers are rounded down: whole uses leave nothing in between.
    """
    return Knapsack(
        folder.name,
        tuple(_numbers(folder / "c.csv")),
        tuple(_numbers(folder / "a.csv")),
        tuple(row[0] for row in _numbers(folder / "b.csv")),
    )


def known_front(folder: Path) -> set[tuple[int, ...]]:
    """The points that come with an instance of a folder."""
    return set(_numbers(folder / "pareto_sols.csv"))


def _numbers(path: Path) -> Iterator[tuple[int, ...]]:
    """Rows of a table with row and column names, as whole numbers."""
    with path.open(encoding="utf-8", newline="") as lines:
        for row in list(csv.reader(lines))[1:]:
            yield tuple(int(float(cell)) for cell in row[1:])


def _criterion(name: str) -> Criterion:
    return Criterion(
        criterion=name, name=name, unit="points", zero=Fraction(0), full=Fraction(FULL_SWING)
    )


def projects(actions: int, criteria: int, seed: int, *, doubt: int = 0) -> Scenario:
    """Projects with marks of 0..100 on each criterion and one budget of half of their cost.

    With `doubt` every mark lies within so many points of the stated one: as many projects, criteria
    and points as the hardest case that Lourenço, Morton, Bana e Costa (2012) report.
    """
    dice = random.Random(f"projects {actions} {criteria} {seed}")
    names = [f"c{number}" for number in range(1, criteria + 1)]
    items = [f"P{number:04d}" for number in range(1, actions + 1)]
    costs = [Fraction(dice.randint(50, 1000)) for _ in items]
    marks = {(item, name): dice.randint(0, 100) for item in items for name in names}
    return Scenario(
        title=f"{actions} projects",
        origin=f"projects-{actions}",
        language="en",
        criteria=tuple(
            Criterion(
                criterion=n,
                name=n,
                unit="points",
                zero=Fraction(0),
                full=Fraction(100),
                weight=Fraction(1),
            )
            for n in names
        ),
        actions=tuple(
            Action(action=item, name=item, theme="project", cost=cost)
            for item, cost in zip(items, costs, strict=True)
        ),
        impacts=tuple(
            Impact(action=item, criterion=name, level=Fraction(mark), **_around(mark, doubt))
            for (item, name), mark in marks.items()
        ),
        rules={"budget": Budget(max=Fraction(sum(costs) // 2))},
    )


def _around(mark: int, doubt: int) -> dict[str, Fraction]:
    if not doubt:
        return {}
    return {"low": Fraction(max(0, mark - doubt)), "high": Fraction(min(100, mark + doubt))}
