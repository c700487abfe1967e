"""How far one figure may move, by enumeration: until another portfolio is best, or an action turns.

Built on `oracle.py` and `exploration_oracle.py`; shares nothing with the program. The value of
every portfolio, and the margin it leaves each rule, are straight lines in the figure (a cost, a bound of
a rule, an impact on a straight value function, the weight of a leaf with the others in proportion):
two scenarios, at two figures, give the lines exactly. Everything changes where two lines cross.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any

from exploration_oracle import ONE, Portfolio
from oracle import Oracle, read_criteria

Tables = Mapping[str, Any]
Figure = Callable[[Tables, Fraction], Tables]
"""The scenario with one figure changed."""


# ---------------------------------------------------------------- figures


def cost(action: str) -> Figure:
    return _cell("actions", action, "cost")


def cofinancing(action: str) -> Figure:
    """The part of its cost that others pay, 0..1."""
    percent = _cell("actions", action, "cofinancing")
    return lambda tables, figure: percent(tables, 100 * figure)


def impact(action: str, leaf: str) -> Figure:
    return _cell("impacts", action, leaf)


def _cell(table: str, action: str, column: str) -> Figure:
    def changed(tables: Tables, figure: Fraction) -> Tables:
        rows = [r | {column: figure} if r["action"] == action else r for r in tables[table]]
        return {**tables, table: rows}

    return changed


def bound(rule: str, end: str) -> Figure:
    """``rules.RULE.END``, such as the ``max`` of a budget."""

    def changed(tables: Tables, figure: Fraction) -> Tables:
        rules = tables["rules"]
        return {**tables, "rules": {**rules, rule: {**rules[rule], end: figure}}}

    return changed


def weight(leaf: str) -> Figure:
    """The share of a leaf among all leaves; the other leaves keep their proportions."""

    def changed(tables: Tables, figure: Fraction) -> Tables:
        now = {c.id: c.weight for c in read_criteria(tables).values() if c.role == "value"}
        rest = 1 - now[leaf]
        weights = {j: w * (1 - figure) / rest for j, w in now.items() if j != leaf}
        rows = [row for row in tables["criteria"] if "role" in row or row["criterion"] in now]
        flat = [{k: v for k, v in row.items() if k not in {"parent", "weight"}} for row in rows]
        return {**tables, "criteria": flat, "weights": weights | {leaf: figure}}

    return changed


# ---------------------------------------------------------------- lines and stretches


@dataclass(frozen=True)
class Line:
    """``start + slope * figure``."""

    start: Fraction
    slope: Fraction

    @classmethod
    def through(cls, one: tuple[Fraction, Fraction], other: tuple[Fraction, Fraction]) -> Line:
        slope = (other[1] - one[1]) / (other[0] - one[0])
        return cls(one[1] - slope * one[0], slope)

    def __call__(self, figure: Fraction) -> Fraction:
        return self.start + self.slope * figure

    def __sub__(self, other: Line) -> Line:
        return Line(self.start - other.start, self.slope - other.slope)

    @property
    def zero(self) -> Fraction | None:
        return -self.start / self.slope if self.slope else None


@dataclass(frozen=True)
class End:
    """Where something changes; ``holds`` tells whether what was so before is still so there."""

    figure: Fraction
    holds: bool


@dataclass(frozen=True)
class Course:
    """A portfolio as the figure moves."""

    chosen: Portfolio
    value: Line
    margins: tuple[Line, ...]

    def feasible(self, figure: Fraction) -> bool:
        return all(margin(figure) >= 0 for margin in self.margins)


class Stability:
    """Every portfolio of a small scenario while one figure moves between ``low`` and ``high``.

    ``probes`` are two figures at which the scenario can be read; the lines go through them.
    """

    def __init__(
        self,
        tables: Tables,
        figure: Figure,
        present: Fraction,
        probes: tuple[Fraction, Fraction],
        reach: tuple[Fraction | None, Fraction | None] = (None, None),
    ) -> None:
        self.present, self.reach = present, reach
        first, second = ((p, Oracle(dict(figure(tables, p)))) for p in probes)
        free = [c for c in first[1].portfolios() if not c & first[1].screened]
        self.courses = {chosen: _course(chosen, first, second) for chosen in free}

    # ------------------------------------------------------------ a portfolio stays best

    def optimal(self, chosen: Portfolio, figure: Fraction) -> bool:
        """Feasible, and no feasible portfolio is worth more."""
        own = self.courses[chosen]
        return own.feasible(figure) and not any(
            other.value(figure) > own.value(figure) and other.feasible(figure)
            for other in self.courses.values()
        )

    def interval(self, chosen: Portfolio) -> tuple[End | None, End | None]:
        """The largest interval around the present figure in which a portfolio stays an optimum.

        None for an end that is not reached; ``holds`` tells whether it is one at the very end.
        """
        own = self.courses[chosen]
        crossings = (
            line.zero
            for other in self.courses.values()
            for line in (other.value - own.value, *other.margins)
        )
        return self._ends(crossings, lambda figure: self.optimal(chosen, figure))

    # ------------------------------------------------------------ an action turns

    def lead(self, action: str, figure: Fraction) -> int | None:
        """1 where every optimum contains the action, -1 where none does, 0 where some do.

        None where no portfolio is feasible.
        """
        values = [(c.value(figure), c.chosen) for c in self.courses.values() if c.feasible(figure)]
        most = max((value for value, _ in values), default=None)
        inside = {action in chosen for value, chosen in values if value == most}
        return {frozenset({True}): 1, frozenset({False}): -1, frozenset({True, False}): 0}.get(
            frozenset(inside)
        )

    def turning(self, action: str) -> tuple[End | None, End | None]:
        """Where the action stops being as now, in every optimum or in none; ``holds`` as above."""
        now = self.lead(action, self.present)
        return self._ends(self.crossings, lambda figure: self.lead(action, figure) == now)

    def turned(self, action: str, selected: bool) -> tuple[End | None, End | None]:
        """Where no optimum has the action as it is in the one that was chosen.

        It goes on where no portfolio is feasible: nothing is chosen there.
        """
        opposite = -1 if selected else 1
        return self._ends(self.crossings, lambda figure: self.lead(action, figure) != opposite)

    @cached_property
    def crossings(self) -> list[Fraction | None]:
        """Where two portfolios are worth the same, and where one just meets a rule."""
        lines = {c.value for c in self.courses.values()}
        found = [m.zero for m in {m for c in self.courses.values() for m in c.margins}]
        return found + [(one - other).zero for one in lines for other in lines if one != other]

    # ------------------------------------------------------------ walking

    def _ends(
        self, crossings: Iterable[Fraction | None], stays: Callable[[Fraction], bool]
    ) -> tuple[End | None, End | None]:
        """Where something stops on either side; it can only do so at a crossing or just beyond."""
        low, high = self.reach
        places = sorted(
            {
                c
                for c in crossings
                if c is not None and (low is None or c >= low) and (high is None or c <= high)
            }
        )
        if not stays(self.present):
            raise ValueError("it does not hold at the present figure")
        below = [c for c in reversed(places) if c <= self.present]
        above = [c for c in places if c >= self.present]
        return (
            _first_change(list(_steps(below, low, -ONE)), stays),
            _first_change(list(_steps(above, high, ONE)), stays),
        )


def _course(
    chosen: Portfolio, first: tuple[Fraction, Oracle], second: tuple[Fraction, Oracle]
) -> Course:
    values = [(figure, oracle.tally(chosen).value_of_records) for figure, oracle in (first, second)]
    margins = zip(*(oracle.margins(chosen) for _, oracle in (first, second)), strict=True)
    return Course(
        chosen,
        Line.through(*values),
        tuple(Line.through((first[0], a), (second[0], b)) for a, b in margins),
    )


def _steps(
    places: list[Fraction], last: Fraction | None, away: Fraction
) -> Iterator[tuple[Fraction, Fraction | None]]:
    """Each crossing on the way, with a figure between it and the next one (or the end of the reach)."""
    for n, place in enumerate(places):
        following = places[n + 1] if n + 1 < len(places) else last
        if following is None:
            yield place, place + away
        elif following == place:
            yield place, None
        else:
            yield place, (place + following) / 2


def _first_change(
    steps: list[tuple[Fraction, Fraction | None]], stays: Callable[[Fraction], bool]
) -> End | None:
    for place, beyond in steps:
        if not stays(place):
            return End(place, False)
        if beyond is not None and not stays(beyond):
            return End(place, True)
    return None
