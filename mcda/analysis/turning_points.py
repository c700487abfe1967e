"""The least change of one figure that turns whether an action is selected.

The figures are those of the action itself (`own_figures`), the weights of criteria (`weight_figures`)
and the bounds of rules (`rule_bounds`). Each is changed alone; both neighbours of a turn are looked at.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, Protocol

from mcda.analysis.datum import Datum, value_of
from mcda.analysis.knobs import Knob, bound_knobs, own_knobs, settings, weight_knobs
from mcda.analysis.own_figures import OwnFigure
from mcda.analysis.rule_bounds import RuleBound
from mcda.analysis.standing import Inquiry, Standing, Turn
from mcda.analysis.weight_figures import WeightFigure
from mcda.errors import Stopped
from mcda.model import Scenario

Reason = Literal["never", "stopped"]


class Figure(Protocol):
    """One figure, to be turned up or down."""

    @property
    def knob(self) -> Knob: ...
    @property
    def certain(self) -> bool:
        """Whether nothing nearer than what was found turns it, and nothing at all where nothing was."""

    def turn(self, direction: int) -> Turn | None:
        """Where it turns the action, going up (1) or down (-1); None where it does nowhere in range."""


@dataclass(frozen=True)
class TurningPoint:
    """What one figure would have to be for the action to stand otherwise."""

    knob: Knob
    level: Fraction | None
    """None where no change of this figure alone turns it, as far as was looked."""
    before: Fraction | None
    """The level one step nearer, at which nothing has changed yet."""
    first: bool
    """No smaller change the same way turns it; else this is the first that was found."""
    verified: bool
    """A second engine, or enumeration, agrees with what is best at both levels."""
    reason: Reason | None
    """Why there is no level: none in range turns it (`never`), or the clock stopped (`stopped`)."""
    settings: tuple[str, ...] = ()
    """What `--set` takes to try it."""

    @property
    def change(self) -> Fraction | None:
        return None if self.level is None else self.level - self.knob.now

    @property
    def relative(self) -> Fraction | None:
        """The change as a share of the figure; None where that is 0."""
        change = self.change
        return None if change is None or not self.knob.now else change / abs(self.knob.now)


def turning_points(
    scenario: Scenario, base: Standing, inquiry: Inquiry, *, main: bool = False
) -> Iterator[TurningPoint]:
    """One for each figure: of the action, of weights, of rules; or for the main ones only."""
    for figure in _figures(scenario, base, inquiry):
        if main and not is_main(scenario, figure.knob.datum):
            continue
        try:
            turn = _nearest(figure, base)
        except (Stopped, TimeoutError):
            yield TurningPoint(figure.knob, None, None, False, False, "stopped")
            continue
        yield _told(scenario, figure, turn, inquiry)


def is_main(scenario: Scenario, datum: Datum) -> bool:
    """Whether planners ask for a figure first: no impact that is 0, no weight within a branch."""
    if datum.table == "impacts":
        return value_of(scenario, datum) != 0
    return datum.table != "weights" or scenario.criterion_by_id[datum.id].parent is None


def _figures(scenario: Scenario, base: Standing, inquiry: Inquiry) -> Iterator[Figure]:
    for knob in own_knobs(scenario, inquiry.action):
        yield OwnFigure(inquiry, knob, base)
    for knob in weight_knobs(scenario):
        yield WeightFigure(inquiry, knob, base)
    for knob in bound_knobs(scenario, base.programme):
        yield RuleBound(inquiry, knob, base)


def _nearest(figure: Figure, base: Standing) -> Turn | None:
    """Where it turns: the way that one expects, else the other; both ways where nobody knows."""
    expected = figure.knob.helps if not base.selected else -figure.knob.helps
    if expected:
        return figure.turn(expected) or figure.turn(-expected)
    turns = [turn for turn in (figure.turn(1), figure.turn(-1)) if turn is not None]
    return min(turns, key=lambda turn: abs(turn.steps), default=None)


def _told(scenario: Scenario, figure: Figure, turn: Turn | None, inquiry: Inquiry) -> TurningPoint:
    knob = figure.knob
    if turn is None:
        return TurningPoint(knob, None, None, figure.certain, figure.certain, "never")
    level = knob.level(turn.steps)
    before = knob.level(turn.steps - (1 if turn.steps > 0 else -1))
    agreed = inquiry.is_confirmed(turn.standing) and inquiry.is_confirmed(turn.before)
    return TurningPoint(knob, level, before, turn.first, agreed, None, settings(scenario, knob, level))
