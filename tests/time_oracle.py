"""Years by full enumeration: when money moves, and how the rules about years stand.

Shares nothing with the program it judges. It reads scenarios as `random_years` makes them: one
criterion worth a point a unit, money in euros, whole percentages.

A schedule is a dictionary {action: year of its start} of the selected actions.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from fractions import Fraction
from functools import cache
from itertools import product
from math import ceil, floor
from typing import Any

Schedule = dict[str, int]
Cells = Mapping[str, Any]
Movement = Counter[tuple[Any, ...]]
"""Cents by (payer, receiver, year, action); what falls after the last year under "after"."""


@cache
def largest_remainder(cents: int, weights: tuple[Fraction, ...]) -> tuple[int, ...]:
    """Whole parts of a number of cents in proportion to weights; the first of equals comes first."""
    whole = sum(weights)
    exact = [Fraction(abs(cents)) * weight / whole for weight in weights]
    parts = [floor(part) for part in exact]
    by_rest = sorted(range(len(parts)), key=lambda k: (parts[k] - exact[k], k))
    for k in by_rest[: abs(cents) - sum(parts)]:
        parts[k] += 1
    return tuple(part if cents > 0 else -part for part in parts)


def nearest(amount: Fraction) -> int:
    """Nearest whole number, halves to the even one."""
    return round(amount)


def share(cell: Any) -> Fraction:
    """A share in a rule, written "37 %"."""
    return Fraction(cell.rstrip(" %")) / 100


class TimeOracle:
    """A scenario with years, every schedule of which can be looked at."""

    def __init__(self, tables: Cells) -> None:
        self.tables = tables
        self.first, self.last = tables["years"]
        self.actions: dict[str, Cells] = {row["action"]: row for row in tables["actions"]}
        self.partners: dict[str, Cells] = {row["partner"]: row for row in tables["partners"]}
        self.points = {row["action"]: row["gain"] for row in tables["impacts"]}

    @property
    def years(self) -> range:
        return range(self.first, self.last + 1)

    def schedules(self) -> Iterator[Schedule]:
        """Every set of actions, each with every year in which it may start."""
        ways = [
            [None, *range(row.get("earliest", self.first), row.get("latest", self.last) + 1)]
            for row in self.actions.values()
        ]
        for starts in product(*ways):
            yield {a: year for a, year in zip(self.actions, starts, strict=True) if year is not None}

    # ------------------------------------------------------------ money

    def changes_of_cost(self, action: str, chosen: Schedule) -> list[Fraction]:
        """1 for the action itself, then the effect of each synergy with another selected action."""
        effects = [
            Fraction(link["effect"], 100)
            for link in self.tables["links"]
            if action in (link["action"], link["other"]) and {link["action"], link["other"]} <= {*chosen}
        ]
        return [Fraction(1), *effects]

    def shares(self, action: str, column: str) -> dict[str, Fraction]:
        rows = [row for row in self.tables["shares"] if row["action"] == action and row[column]]
        return {row["partner"]: Fraction(row[column], 100) for row in sorted(rows, key=str)}

    def flows(self, action: str, factor: Fraction) -> dict[tuple[str, str], int]:
        """Cents by payer and receiver, of the action or of one change of its cost."""
        row = self.actions[action]
        own = 1 - Fraction(row.get("cofinancing", 0), 100)
        cents = nearest(Fraction(row["cost"]) * own * factor * 100)
        pays, receives = self.shares(action, "pays"), self.shares(action, "receives")
        pairs = sorted(product(pays, receives))
        if not cents:
            return {}
        parts = largest_remainder(cents, tuple(pays[p] * receives[q] for p, q in pairs))
        return dict(zip(pairs, parts, strict=True))

    def profile(self, action: str) -> tuple[Fraction, ...]:
        row = self.actions[action]
        if "profile" in row:
            return tuple(Fraction(part) for part in row["profile"].split())
        return (Fraction(1),) * max(1, row.get("duration", 1))

    def delay(self, action: str) -> int:
        row = self.actions[action]
        if "delivers" in row:
            return ceil(Fraction(row["delivers"]))
        return int(row.get("duration", len(self.profile(action))))

    def when(self, year: int) -> int | str:
        return year if year <= self.last else "after"

    def paid(self, chosen: Schedule) -> Movement:
        """Flows when they are paid."""
        moved: Movement = Counter()
        for action, start in chosen.items():
            for factor in self.changes_of_cost(action, chosen):
                for pair, cents in self.flows(action, factor).items():
                    for k, part in enumerate(largest_remainder(cents, self.profile(action))):
                        moved[*pair, self.when(start + k), action] += part
        return moved

    def delivered(self, chosen: Schedule) -> Movement:
        """Flows when what they pay for is delivered: evenly from the first effect to the last year."""
        moved: Movement = Counter()
        for action, start in chosen.items():
            years: list[int | str] = list(range(start + self.delay(action), self.last + 1)) or ["after"]
            for factor in self.changes_of_cost(action, chosen):
                for pair, cents in self.flows(action, factor).items():
                    for year, part in zip(
                        years, largest_remainder(cents, (Fraction(1),) * len(years)), strict=True
                    ):
                        moved[*pair, year, action] += part
        return moved

    def spent(self, chosen: Schedule) -> Movement:
        """Whole costs, co-funding included, by year."""
        moved: Movement = Counter()
        for action, start in chosen.items():
            for factor in self.changes_of_cost(action, chosen):
                cents = nearest(Fraction(self.actions[action]["cost"]) * factor * 100)
                for k, part in enumerate(largest_remainder(cents, self.profile(action))):
                    moved[self.when(start + k),] += part
        return moved

    # ------------------------------------------------------------ rules

    def member(self, partner: str, side: Any, column: str) -> Fraction:
        """How far a partner belongs to a side, in one classification."""
        row, groups = self.partners[partner], [side] if isinstance(side, str) else side
        if column in row:
            return Fraction(row[column] in groups)
        return sum((Fraction(row.get(f"{column}.{g}", 0)) for g in groups), Fraction(0))

    def between(
        self, moved: Movement, giver: Any, receiver: Any, year: int, column: str, theme: str | None
    ) -> Fraction:
        """Euros of the members of one side for those of the other, in a year."""
        return sum(
            (
                Fraction(cents, 100) * self.member(p, giver, column) * self.member(q, receiver, column)
                for (p, q, when, action), cents in moved.items()
                if when == year and theme in (None, self.actions[action]["theme"])
            ),
            Fraction(0),
        )

    def account(
        self, rule: Cells, chosen: Schedule, column: str = "group", theme: str | None = None
    ) -> list[tuple[Fraction, Fraction, Fraction, Fraction, Fraction]]:
        """Given, received, balance, volume and tolerance of each year."""
        one, other = rule["between"]
        paid, delivered = self.paid(chosen), self.delivered(chosen)
        tolerances = rule["tolerance"] if isinstance(rule["tolerance"], list) else [rule["tolerance"]]
        balance = Fraction(rule.get("opening", 0)) if theme is None else Fraction(0)
        volume, lines = Fraction(0), []
        for k, year in enumerate(self.years):
            worth = (1 + share(rule.get("discount", "0 %"))) ** -k
            given = self.between(paid, one, other, year, column, theme)
            received = self.between(delivered, other, one, year, column, theme)
            balance += worth * (given - received)
            volume += worth * (given + received)
            tolerance = share(tolerances[k] if k < len(tolerances) else tolerances[-1])
            lines.append((given, received, balance, volume, tolerance))
        return lines

    def standing(self, rule: Cells, chosen: Schedule) -> str:
        """The verdict on a rule, other classifications included."""
        holds, empty = self.holds(rule, chosen, "group")
        if not holds:
            return "NOT MET"
        if empty:
            return "VACUOUS"
        columns = {c.partition(".")[0] for row in self.partners.values() for c in row if "@" in c}
        fragile = not all(self.holds(rule, chosen, column)[0] for column in columns)
        return "FRAGILE" if fragile else "MET"

    def holds(self, rule: Cells, chosen: Schedule, column: str) -> tuple[bool, bool]:
        """Whether every inequality of a rule holds, and whether it is about nothing."""
        if rule["type"] == "ledger":
            return self.balanced(rule, chosen, column)
        paid = self.paid(chosen)
        if rule["type"] == "caps":
            return all(
                Fraction(sum(c for (p, _, w, _), c in paid.items() if (p, w) == (name, year)), 100)
                <= share(rule["share"]) * row["cap"]
                for name, row in self.partners.items()
                for year in self.years
                if "cap" in row
            ), False
        amounts = rule["max"] if isinstance(rule["max"], list) else [rule["max"]] * len(self.years)
        if rule.get("of") == "cost":
            spent = self.spent(chosen)
            by_year = [spent[year,] for year in self.years]
        else:
            by_year = [sum(c for (_, _, w, _), c in paid.items() if w == y) for y in self.years]
        return all(c <= 100 * most for c, most in zip(by_year, amounts, strict=True)), False

    def balanced(self, rule: Cells, chosen: Schedule, column: str) -> tuple[bool, bool]:
        lines = self.account(rule, chosen, column)
        holds = all(abs(d) <= tolerance * v for _, _, d, v, tolerance in lines)
        holds &= all(g + r >= rule.get("min_volume", 0) for g, r, *_ in lines)
        if rule.get("both_ways_each_year"):
            holds &= all(min(g, r) >= Fraction(1, 100) for g, r, *_ in lines)
        if rule.get("by_theme"):
            for theme in {row["theme"] for row in self.actions.values()}:
                own = self.account(rule, chosen, column, theme)
                holds &= all(abs(d) <= tolerance * v for _, _, d, v, tolerance in own)
        return holds, lines[-1][3] == 0

    def admits(self, chosen: Schedule) -> bool:
        """Whether `solve` may answer with a schedule: every rule holds, no account is empty."""
        rules = self.tables["rules"].values()
        return all(
            holds and not (empty and not rule.get("allow_empty")) and self.enough(rule, chosen)
            for rule in rules
            for holds, empty in [self.holds(rule, chosen, "group")]
        )

    def enough(self, rule: Cells, chosen: Schedule) -> bool:
        """The volume of an account is one cent at least."""
        if rule["type"] != "ledger" or rule.get("allow_empty"):
            return True
        return self.account(rule, chosen)[-1][3] >= Fraction(1, 100)

    def best(self) -> int | None:
        """Most points of an admitted schedule."""
        worths = (sum(self.points[a] for a in s) for s in self.schedules() if self.admits(s))
        return max(worths, default=None)
