"""The exact frontier: every point that no portfolio beats in all objectives, with its portfolio.

Objectives are whole numbers, so that two different points are at least one unit apart: nothing is
sampled, and no point is missed (`mcda.optimise.fronts`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from time import monotonic
from typing import TYPE_CHECKING

from mcda.analysis.adoption import Adoption, Listed, adoption, check_adoption
from mcda.analysis.named_objectives import goals_named
from mcda.display import as_html
from mcda.errors import Infeasible, Stopped
from mcda.model import Scenario
from mcda.optimise.conflicts import conflicts_of
from mcda.optimise.engines import Clock, heeding_ctrl_c
from mcda.optimise.fronts.engine_loop import Pair, written
from mcda.optimise.fronts.equals import Equals, all_at, chosen_at, same_one
from mcda.optimise.fronts.front import Front, front_of
from mcda.optimise.fronts.goals import Direction, Goal, Vector
from mcda.optimise.fronts.supported import supported
from mcda.optimise.prepare import prepared
from mcda.optimise.programme import Programme, formulate
from mcda.optimise.prove import choose_engines
from mcda.portfolio.listing import highest_tranches
from mcda.portfolio.portfolio import starting_years
from mcda.rules import Value
from mcda.runs.journal import FORGETFUL, Journal
from mcda.runs.progress import Listener, Progress, unheard
from mcda.wording import N_

if TYPE_CHECKING:
    import pandas as pd

CHOSEN, TIES = "front_chosen", "front_ties"
"""Kinds of facts in the journal: the portfolio to show of a point, all portfolios of a point."""
CHOOSING = N_("{points} portfolios chosen among equals")


@dataclass(frozen=True)
class Objective:
    """What one axis of a frontier is."""

    name: str
    """As it was asked for: `value`, `benefit:rural` ..."""
    sense: Direction


@dataclass(frozen=True)
class Point:
    """An efficient portfolio, and the point of the frontier that it reaches."""

    levels: tuple[Fraction, ...]
    """Of each objective, exact, in points, money or the unit of the impact."""
    options: frozenset[str]
    """Everything that is taken: actions, their starts, tranches."""
    actions: tuple[str, ...]
    """Ids, sorted."""
    starts: Mapping[str, int]
    """Year in which each action starts; empty without years."""
    tranches: tuple[str, ...]
    """Parts of costs that funds or partners take over."""
    supported: bool | None
    """Whether some weights of the objectives would choose it; None where points are missing that
    could tell."""
    entered: tuple[str, ...] = ()
    """Actions that the entry before had not."""
    left: tuple[str, ...] = ()
    """Actions that it had, and this one has not."""


@dataclass(frozen=True, repr=False)
class Frontier:
    """The non-dominated points of a scenario, best first in the first objective."""

    scenario: Scenario
    objectives: tuple[Objective, ...]
    points: tuple[Point, ...]
    """One entry per point, or with ties one per efficient portfolio."""
    complete: bool
    """No point is missing; with ties, no portfolio either."""
    verified: str
    """How: `enumeration`, `bounds` (in whole numbers), the engine that confirmed it, or `no`."""
    share_open: float
    """Part of the box around the points, 0..1, of which it is not known what it holds (estimated)."""
    ties: bool = False
    """Whether every efficient portfolio was asked for."""
    canonical: bool = True
    """Whether each portfolio is the one that does not depend on engines."""
    adoption: Adoption | None = None
    """In which order to adopt actions as the budget grows, where it was asked for."""
    interrupted: bool = False
    seconds: float = 0.0

    @property
    def number(self) -> int:
        """Points, portfolios that reach the same one counted once."""
        return len({point.levels for point in self.points})

    def is_own_best(self, point: Point) -> bool:
        """Whether a point is the best by the scenario's own objective, where that is the value."""
        names = [objective.name for objective in self.objectives]
        if not isinstance(self.scenario.objective, Value) or "value" not in names or not self.complete:
            return False
        place = names.index("value")
        return point.levels[place] == max(other.levels[place] for other in self.points)

    @cached_property
    def table(self) -> pd.DataFrame:
        """One row per entry: its objectives (floats), its actions, whether it is supported."""
        import pandas as pd

        names = [objective.name for objective in self.objectives]
        rows = [
            [*map(float, p.levels), len(p.actions), " ".join(p.actions), p.supported]
            for p in self.points
        ]
        return pd.DataFrame(rows, columns=[*names, "number", "actions", "supported"])

    def _repr_html_(self) -> str:
        return as_html(self)

    def __repr__(self) -> str:
        axes = ", ".join(f"{objective.sense} {objective.name}" for objective in self.objectives)
        state = "complete" if self.complete else f"{self.share_open:.0%} open"
        return (
            f"<Frontier of {self.scenario.name or 'a scenario'}: {self.number} points, {axes}, {state}>"
        )


def frontier(
    scenario: Scenario,
    objectives: Sequence[str],
    *,
    ties: bool = False,
    nested: bool = False,
    engine: str = "auto",
    limit: float | None = None,
    journal: Journal = FORGETFUL,
    listen: Listener = unheard,
) -> Frontier:
    """Every point that no portfolio beats in all objectives, under the scenario's rules.

    Parameters
    ----------
    objectives
        Two to five of `value`, `cost`, `local_cost`, `impact:ID`, `benefit:ID`, `burden:ID`, `net:ID`
        (of a partner or group), `worst_off`; they take the place of the scenario's own objective.
    ties
        One entry for every efficient portfolio (set of options), equal objectives repeated.
    nested
        Also the order in which to adopt actions as the budget grows.
    engine
        `auto`; or `cpsat`, `highs`, `pulp:NAME`, which search zone by zone.
    limit
        Seconds; when they are over, what is proven so far, and how much is open.

    Raises
    ------
    UsageProblem
        E300 to E305: see `mcda.analysis.named_objectives`; E306 nothing that grows with a budget.
    Infeasible
        No portfolio meets all rules; carries the rules that clash.
    Stopped
        The limit was reached, or the user interrupted, before any portfolio was found.
    """
    clock, pair = Clock.of(limit), choose_engines(engine)
    scores = prepared(scenario, engine=engine, clock=clock)
    programme = formulate(replace(scores, scenario=scenario.changed(objective=Value())))
    goals = goals_named(programme, objectives, scenario.objective)
    if nested:
        check_adoption(goals)
    return _Work(programme, goals, pair, clock, journal, listen).frontier(
        scenario, by_engines=engine != "auto", ties=ties, nested=nested
    )


def _nothing(programme: Programme, found: Front, pair: Pair, clock: Clock) -> Infeasible | Stopped:
    """Why there is no portfolio."""
    if not found.complete:
        return Stopped(interrupted=clock.cancelled.is_set())
    return Infeasible(*conflicts_of(programme, pair[0], clock))


@dataclass(frozen=True)
class _Work:
    """The search for the points, then for the portfolios to show."""

    programme: Programme
    goals: Sequence[Goal]
    pair: Pair
    clock: Clock
    journal: Journal
    listen: Listener

    def frontier(self, scenario: Scenario, *, by_engines: bool, ties: bool, nested: bool) -> Frontier:
        """The points, with one portfolio or every portfolio of each."""
        programme, goals, pair, clock = self.programme, self.goals, self.pair, self.clock
        started = monotonic()
        with heeding_ctrl_c(clock):
            found = front_of(
                programme, goals, pair, clock, by_engines, journal=self.journal, listen=self.listen
            )
            if not found.portfolios:
                raise _nothing(programme, found, pair, clock)
            listed, settled = self.every_one(found) if ties else self.one_each(found)
        return Frontier(
            scenario=scenario,
            objectives=tuple(Objective(goal.name, goal.sense) for goal in goals),
            points=tuple(_points(programme, goals, listed, complete=found.complete)),
            complete=found.complete and (settled or not ties),
            verified=found.verified,
            share_open=found.share_open,
            ties=ties,
            canonical=settled,
            adoption=adoption(programme, goals, listed) if nested else None,
            interrupted=clock.cancelled.is_set(),
            seconds=monotonic() - started,
        )

    def one_each(self, found: Front) -> tuple[Listed, bool]:
        """One portfolio for each point, and whether each is the same whoever asks."""
        known = self.journal.known(CHOSEN)
        listed, settled = list[tuple[Vector, frozenset[str]]](), True
        for point, portfolios in found.portfolios.items():
            chosen: frozenset[str] | None
            if found.all_ties:
                chosen = same_one(self.programme, portfolios)
            elif written(point) in known:
                chosen = frozenset(known[written(point)])
            else:
                chosen = self._chosen(point, portfolios[0])
                self.listen(Progress(CHOOSING, {"points": len(listed)}, None))
            settled = settled and chosen is not None
            listed.append((point, portfolios[0] if chosen is None else chosen))
        return listed, settled

    def _chosen(self, point: Vector, known: frozenset[str]) -> frozenset[str] | None:
        """The portfolio of a point that does not depend on engines, noted."""
        if self.clock.over:
            return None
        chosen = chosen_at(self.programme, self.goals, point, known, self.pair, self.clock)
        if chosen is not None:
            self.journal.note(CHOSEN, written(point), sorted(chosen))
        return chosen

    def every_one(self, found: Front) -> tuple[Listed, bool]:
        """Every portfolio of each point, and whether none is missing."""
        if found.all_ties:
            return [(point, p) for point, ps in found.portfolios.items() for p in _ordered(ps)], True
        known = self.journal.known(TIES)
        listed, settled = list[tuple[Vector, frozenset[str]]](), True
        for point, portfolios in found.portfolios.items():
            noted = known.get(written(point))
            if noted is None:
                equals = self._equals(point, portfolios)
                settled, portfolios = settled and equals.complete, equals.portfolios
            else:
                portfolios = tuple(map(frozenset, noted))
            listed += [(point, chosen) for chosen in _ordered(portfolios)]
        return listed, settled

    def _equals(self, point: Vector, portfolios: Sequence[frozenset[str]]) -> Equals:
        equals = all_at(self.programme, self.goals, point, portfolios, self.pair, self.clock)
        if equals.complete:
            self.journal.note(TIES, written(point), [sorted(chosen) for chosen in equals.portfolios])
        return equals


def _ordered(portfolios: Iterable[frozenset[str]]) -> list[frozenset[str]]:
    """Portfolios in an order of their own."""
    return sorted(portfolios, key=sorted)


def _points(
    programme: Programme, goals: Sequence[Goal], listed: Listed, *, complete: bool
) -> Iterator[Point]:
    """Entries, best first in the first objective, each beside the one before."""
    listed = sorted(listed, key=lambda item: tuple(-units for units in item[0]))
    vectors = list(dict.fromkeys(point for point, _ in listed))
    chosen_by_weights = dict(zip(vectors, supported(vectors), strict=True))
    scores, before = programme.scores, frozenset[str]()
    for place, (point, chosen) in enumerate(listed):
        actions = chosen & scores.actions.keys()
        yield Point(
            levels=tuple(goal.shown(units) for goal, units in zip(goals, point, strict=True)),
            options=chosen,
            actions=tuple(sorted(actions)),
            starts=starting_years(scores, chosen),
            tranches=highest_tranches(scores, chosen),
            supported=(None if not complete else True) if chosen_by_weights[point] else False,
            entered=tuple(sorted(actions - before)) if place else (),
            left=tuple(sorted(before - actions)) if place else (),
        )
        before = actions
