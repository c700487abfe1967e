"""Why an action is in or out, what it displaces, and what would turn it; how much each one matters."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from mcda.analysis.standing import Inquiry, Side, Standing, stages_of
from mcda.analysis.turning_points import TurningPoint, turning_points
from mcda.errors import Infeasible, Problem, Stopped, UsageProblem
from mcda.model import Scenario
from mcda.optimise.conflicts import clash_with, conflicts_of
from mcda.optimise.engines import Clock, heeding_ctrl_c
from mcda.optimise.prepare import prepared
from mcda.optimise.programme import Programme, formulate
from mcda.optimise.prove import Pair, Proven, choose_engines, prove_in_turn
from mcda.optimise.ranked import actions_of
from mcda.optimise.replacement import Flip, all_flips, flip
from mcda.portfolio.listing import check_known
from mcda.portfolio.portfolio import Portfolio
from mcda.rules import Consensus

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Worth:
    """What an action is worth to the optimum."""

    action: str
    selected: bool
    cost: Fraction | None
    """Replacement cost: what the objective loses when the opposite is forced, in its unit; None where
    the opposite is impossible, or not known."""
    value: Fraction | None
    """The same in points of value; it may be negative where value is not what was maximised."""
    possible: bool | None
    """Whether the rules allow the opposite; None where the clock stopped first."""
    displaces: tuple[str, ...]
    """Actions of the best portfolio without it that are not in the best one with it."""
    brings: tuple[str, ...]
    """Actions of the best portfolio with it, besides itself, that are not in the best one without it."""
    verified: str
    """Who found nothing better: `enumeration`, an engine, or `no`."""


@dataclass(frozen=True)
class Explanation:
    """Why one action is in or out."""

    scenario: Scenario
    action: str
    selected: bool
    worth: Worth
    best: Portfolio
    """The optimum, as `solve` shows it."""
    opposite: Portfolio | None
    """The optimum with the opposite; None where there is none."""
    clash: tuple[str, ...]
    """Rules that together exclude the opposite; empty where it is possible."""
    turning_points: tuple[TurningPoint, ...]
    complete: bool
    """Every figure was looked at."""
    interrupted: bool = False
    main: bool = False
    """Only the main figures were looked at."""

    def turned_by(self, datum: str) -> TurningPoint:
        """What one figure would have to be, by its path (`actions.W1.cost`); `KeyError` if unknown."""
        return {str(point.knob.datum): point for point in self.turning_points}[datum]


@dataclass(frozen=True)
class Importance:
    """What each action is worth to the optimum."""

    scenario: Scenario
    best: Portfolio
    worths: tuple[Worth, ...]
    """Those that cannot stand otherwise first, then from the dearest to replace down."""
    interrupted: bool = False

    @property
    def complete(self) -> bool:
        return all(worth.possible is not None for worth in self.worths)

    @property
    def table(self) -> pd.DataFrame:
        """One row for each action (floats)."""
        import pandas as pd

        rows = [
            (w.action, w.selected, None if w.cost is None else float(w.cost), w.possible)
            for w in self.worths
        ]
        return pd.DataFrame(rows, columns=["action", "selected", "replacement_cost", "possible"])


def explain(
    scenario: Scenario,
    action: str,
    *,
    data: bool = True,
    main: bool = False,
    engine: str = "auto",
    limit: float | None = None,
) -> Explanation:
    """Why an action is in or out, and the least changes of one figure that would turn it.

    Parameters
    ----------
    data
        Look for those changes; without it only what the action is worth and displaces.
    main
        Only of the main figures: no impact that is 0, no weight within a branch.
    limit
        Seconds; when they are over, figures not looked at are told as such.

    Raises
    ------
    UsageProblem
        E093 no such action; E310 an objective without an order beyond the best.
    Infeasible, Stopped
        As `solve`.
    """
    _check(scenario)
    check_known(scenario, [action])
    clock, pair = Clock.of(limit), choose_engines(engine)
    programme, proven = _solved(scenario, engine, pair, clock)
    stages = stages_of(programme)
    best = proven.found.chosen or frozenset()
    other, other_proven = flip(programme, stages, best, action, pair, clock)
    worth = _worth(programme, best, action, other)
    name = scenario.objective.type
    base = _standing(programme, best, other.chosen, action)
    points: tuple[TurningPoint, ...] = ()
    if data:
        with heeding_ctrl_c(clock):
            inquiry = Inquiry(action, engine, clock)
            points = tuple(turning_points(scenario, base, inquiry, main=main))
    return Explanation(
        scenario=scenario,
        action=action,
        selected=action in best,
        worth=worth,
        best=proven.portfolio(programme, name),
        opposite=None if other.chosen is None else other_proven.portfolio(programme, name),
        clash=_clash(programme, action, worth, pair, clock),
        turning_points=points,
        complete=worth.possible is not None and all(p.reason != "stopped" for p in points),
        interrupted=clock.cancelled.is_set(),
        main=main and data,
    )


def importance(scenario: Scenario, *, engine: str = "auto", limit: float | None = None) -> Importance:
    """The replacement cost of every action. Raises as `explain`."""
    _check(scenario)
    clock, pair = Clock.of(limit), choose_engines(engine)
    programme, proven = _solved(scenario, engine, pair, clock)
    best = proven.found.chosen or frozenset()
    found = all_flips(programme, stages_of(programme), best, pair, clock)
    worths = [_worth(programme, best, action, other) for action, other in found.items()]
    return Importance(
        scenario=scenario,
        best=proven.portfolio(programme, scenario.objective.type),
        worths=tuple(sorted(worths, key=_order)),
        interrupted=clock.cancelled.is_set(),
    )


def _order(worth: Worth) -> tuple[int, Fraction, str]:
    return {False: 0, True: 1, None: 2}[worth.possible], -(worth.cost or Fraction(0)), worth.action


def _check(scenario: Scenario) -> None:
    if isinstance(scenario.objective, Consensus):
        raise UsageProblem(Problem("E310", value=scenario.objective.type))


def _solved(scenario: Scenario, engine: str, pair: Pair, clock: Clock) -> tuple[Programme, Proven]:
    """The optimum, proven; what follows would mean nothing beside anything less."""
    programme = formulate(prepared(scenario, engine=engine, clock=clock))
    proven = prove_in_turn(programme, stages_of(programme), pair, clock, gap=programme.tolerance)
    if proven.found.status == "infeasible":
        raise Infeasible(*conflicts_of(programme, pair[0], clock))
    if proven.found.status != "optimal":
        raise Stopped(interrupted=clock.cancelled.is_set())
    return programme, proven


def _worth(programme: Programme, best: frozenset[str], action: str, other: Flip) -> Worth:
    selected = action in best
    known = other.chosen is not None and other.possible
    opposite = other.chosen if other.chosen is not None and known else best
    sides = actions_of(programme, best), actions_of(programme, opposite)
    inside, outside = sides if selected else sides[::-1]
    first, value = stages_of(programme)[0], programme.q.value()
    return Worth(
        action=action,
        selected=selected,
        cost=programme.level(first, best) - programme.level(first, opposite) if known else None,
        value=programme.level(value, best) - programme.level(value, opposite) if known else None,
        possible=other.possible,
        displaces=tuple(sorted(outside - inside)),
        brings=tuple(sorted(inside - outside - {action})),
        verified=other.verified,
    )


def _standing(
    programme: Programme, best: frozenset[str], other: frozenset[str] | None, action: str
) -> Standing:
    sides = [
        None
        if chosen is None
        else Side(chosen, tuple(programme.level(stage, chosen) for stage in stages_of(programme)))
        for chosen in (best, other)
    ]
    selected = action in best
    inside, outside = sides if selected else sides[::-1]
    return Standing(programme, inside, outside, selected)


def _clash(programme: Programme, action: str, worth: Worth, pair: Pair, clock: Clock) -> tuple[str, ...]:
    """The rules that exclude the opposite."""
    if worth.possible is not False:
        return ()
    try:
        return clash_with(programme, action, not worth.selected, pair[0], clock)
    except Stopped:
        return ()
