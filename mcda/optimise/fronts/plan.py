"""The plan of a sweep: in which order options are decided, and what bounds a label at each step.

A label is a choice made for the options decided so far: its objectives z and the slack r of each row.
For multipliers lambda, mu >= 0 and with K the most that the variables still open can add to
lambda C v - mu A v within their boxes, no completion of a label exceeds

    lambda z + mu r + K,

since the slack of a completed portfolio is not negative (weak duality). A slack above all that a row
can still use is cut down to that, which sharpens the bound. Rows are held only between the first and
the last step that touches them; before and after, their slack is a constant, part of K.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from mcda.optimise.fronts.multipliers import Reals
from mcda.optimise.fronts.problem import FrontProblem, Whole, uses

Places = NDArray[np.int64]
NEVER = -1


@dataclass(frozen=True)
class Directions:
    """Multipliers in whole numbers, and what they make of each variable."""

    objectives: Reals
    """(d, p)."""
    rows: Reals
    """(d, m)."""
    reduced: Reals
    """(d, variables): what one unit of a variable adds to the bound."""

    @classmethod
    def of(cls, objectives: Reals, rows: Reals, problem: FrontProblem) -> Directions:
        """The directions of whole multipliers (d, p) and (d, m)."""
        reduced = objectives @ problem.objectives.astype(float) - rows @ problem.rows.astype(float)
        return cls(objectives, rows, reduced)

    def some(self, places: Places) -> Directions:
        """The directions at these places."""
        return Directions(self.objectives[places], self.rows[places], self.reduced[places])

    def roots(self, problem: FrontProblem) -> Reals:
        """(d,): no portfolio exceeds this in a direction."""
        best = np.maximum(self.reduced * problem.low, self.reduced * problem.high)
        return np.asarray(best.sum(axis=1) + self.rows @ problem.bounds.astype(float))


@dataclass(frozen=True)
class Checks:
    """What a label must not fail: for some target, every one of its checks."""

    direction: Places
    """(targets, checks): the direction of each test; its own first."""
    least: Reals
    """(targets, checks): the target in that direction."""

    @cached_property
    def flat(self) -> Places:
        """Directions of all checks, target by target, as a column."""
        return self.direction.reshape(-1, 1)

    @cached_property
    def flat_least(self) -> Reals:
        """The same for what they demand."""
        return self.least.reshape(-1, 1)


@dataclass(frozen=True)
class Step:
    """One variable decided: an option, taken or not, or a pair, which follows from two options."""

    option: int
    """Number of the option; -1 for a pair."""
    pair: tuple[int, int]
    """The two options of a pair."""
    fixed: int
    """0 or 1 where an option can be nothing else, else -1."""
    objectives: int
    """How many of the amounts held are objectives; slacks of rows follow."""
    source: Places
    """(h,): which amount of the labels before each amount held is."""
    entering: Places
    """Amounts that were not held before."""
    entry: Reals
    """Their value: the slack of rows that come in."""
    change: Reals
    """(h,): what taking the variable adds to each amount."""
    floor: Reals
    """(h,): a label below is out: the rows' least use to come."""
    ceiling: Reals
    """(h,): more slack than this counts for nothing."""
    gains: Reals
    """(d, h): worth of each amount held in each direction."""
    constant: Reals
    """(d,): K, with the rows that are not held."""
    stays: Places
    """Amounts that are held on after the step; rows that go have no slack that counts."""


def plan(problem: FrontProblem, directions: Directions, *, alone: bool = False) -> list[Step]:
    """Steps for all options and pairs, those first whose choice the bound punishes most.

    In most directions, where these are of several targets; `alone`, of one target: in any direction.
    """
    size = abs(directions.reduced).max(axis=1, keepdims=True) + 1e-300
    punished = abs(directions.reduced[:, : problem.options]) / size
    weight = punished.max(axis=0) if alone else np.median(punished, axis=0)
    order = _with_pairs(np.argsort(-weight, kind="stable"), problem)
    return list(_steps(order, problem, directions))


def _with_pairs(options: Places, problem: FrontProblem) -> list[tuple[int, tuple[int, int]]]:
    """Variables in order with the options of a pair, (-1, -1) for options: a pair right after both."""
    rank = np.empty(problem.options, dtype=np.int64)
    rank[options] = np.arange(problem.options)
    following: dict[int, list[tuple[int, tuple[int, int]]]] = {}
    for variable, a, b in problem.pairs.tolist():
        following.setdefault(a if rank[a] > rank[b] else b, []).append((variable, (a, b)))
    order: list[tuple[int, tuple[int, int]]] = []
    for option in options.tolist():
        order += [(option, (NEVER, NEVER)), *following.get(option, [])]
    return order


def _steps(
    order: list[tuple[int, tuple[int, int]]], problem: FrontProblem, directions: Directions
) -> Iterator[Step]:
    variables = np.array([variable for variable, _ in order], dtype=np.int64)
    columns = np.vstack([problem.objectives, -problem.rows])[:, variables].T.astype(float)
    slack = _slack(variables, problem)
    best = np.maximum(directions.reduced * problem.low, directions.reduced * problem.high)
    constants = _to_come(best, variables)[1:] + slack.resting @ directions.rows.T
    gains = np.hstack([directions.objectives, directions.rows])
    count = len(problem.objectives)
    places = np.arange(count)
    before = places
    for t, (variable, pair) in enumerate(order):
        held = np.concatenate([places, count + slack.held[t].nonzero()[0]])
        stays = np.concatenate([slack.always, slack.stays[t]])[held].nonzero()[0]
        source = np.searchsorted(before, held)
        source[source == len(before)] = 0
        entering = (before[source] != held).nonzero()[0]
        yield Step(
            option=variable if pair[0] == NEVER else NEVER,
            pair=pair,
            fixed=int(problem.low[variable]) if problem.low[variable] == problem.high[variable] else -1,
            objectives=count,
            source=source,
            entering=entering,
            entry=slack.entry[held[entering]],
            change=columns[t, held],
            floor=slack.floor[t, held],
            ceiling=slack.ceiling[t, held],
            gains=gains[:, held],
            constant=constants[t],
            stays=stays,
        )
        before = held[stays]


@dataclass(frozen=True)
class _Slack:
    """Which rows each step holds, and between which ends their slack may be after it.

    In the columns of `entry`, `floor` and `ceiling` the objectives come before the rows; they have no
    ends.
    """

    held: NDArray[np.bool_]
    """(steps, m)."""
    stays: NDArray[np.bool_]
    """(steps, m): held, and on."""
    resting: Reals
    """(steps, m): slack of the rows not held."""
    always: NDArray[np.bool_]
    """(p,): objectives are held on."""
    entry: Reals
    """(p + m,)."""
    floor: Reals
    """(steps, p + m)."""
    ceiling: Reals
    """(steps, p + m)."""


def _slack(variables: Places, problem: FrontProblem) -> _Slack:
    first, last = _touched(variables, problem)
    least, most = (_to_come(use, variables) for use in uses(problem.rows, problem))
    slack = np.minimum(problem.bounds, most[0]).astype(float)
    steps, count = np.arange(len(variables))[:, None], len(problem.objectives)
    held = (first <= steps) & (last >= steps)
    ends = np.full((len(variables), count), np.inf)
    return _Slack(
        held,
        held & (last > steps),
        np.where(held, 0.0, np.where(first > steps, slack, most[1:])),
        np.ones(count, dtype=np.bool_),
        np.append(np.zeros(count), slack),
        np.hstack([-ends, least[1:]]),
        np.hstack([ends, most[1:]]),
    )


def _touched(variables: Places, problem: FrontProblem) -> tuple[Places, Places]:
    """First and last step that touches each row; no last one where other variables do."""
    touches = problem.rows[:, variables] != 0
    steps = np.arange(len(variables))
    first = np.where(touches, steps, len(steps)).min(axis=1, initial=len(steps))
    last = np.where(touches, steps, NEVER).max(axis=1, initial=NEVER)
    others = np.ones(len(problem.low), dtype=np.bool_)
    others[variables] = False
    open_ended = (problem.rows[:, others] != 0).any(axis=1)
    return first, np.where(open_ended & (last >= 0), len(steps), last)


def _to_come(use: Whole | Reals, variables: Places) -> NDArray[np.float64]:
    """(steps + 1, rows): sums over the variables that are not decided before each step."""
    ordered = use[:, variables].astype(float)
    others = use.sum(axis=1).astype(float) - ordered.sum(axis=1)
    after = np.cumsum(ordered[:, ::-1], axis=1)[:, ::-1]
    sums = np.column_stack([after, np.zeros(len(use))]) + others[:, None]
    return np.ascontiguousarray(sums.T)


def checks_of(targets: Whole, directions: Directions, roots: Reals, most: int) -> Checks:
    """For each target its own direction and those `most` - 1 others that it is closest to missing."""
    levels = targets.astype(float) @ directions.objectives.T
    spread = np.maximum(abs(directions.reduced).mean(axis=1), 1.0)
    margins = (roots - levels) / spread
    np.fill_diagonal(margins, -np.inf)
    nearest = np.argsort(margins, axis=1, kind="stable")[:, :most]
    return Checks(nearest, np.take_along_axis(levels, nearest, axis=1))
