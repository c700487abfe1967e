"""The price of equity: what each level of a rule costs in value, exactly.

    price(L) = V* - V(L)

V* is the best value without that one rule, V(L) the best value with the rule at level L, all other
rules kept. V is a staircase: its steps are found exactly, one after the other, from the best
portfolio to the last level that any portfolio reaches (`mcda.optimise.staircase`).

Source: Bertsimas, Farias, Trichakis (Operations Research 59, 2011) for the price of fairness.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING

from mcda.analysis.rule_parameters import parameters_named
from mcda.errors import Infeasible, Problem, Stopped, UsageProblem
from mcda.exact import read_number, read_share
from mcda.model import Scenario
from mcda.optimise.conflicts import conflicts_of
from mcda.optimise.engines import Clock, heeding_ctrl_c
from mcda.optimise.prepare import prepared
from mcda.optimise.programme import Programme, formulate
from mcda.optimise.prove import Proven, choose_engines, prove
from mcda.optimise.recorded import proven_once
from mcda.optimise.staircase import Pair, Staircase, Step, Walk
from mcda.portfolio.strictness import Strictness, accepts
from mcda.portfolio.verdicts import unit_of
from mcda.runs.journal import FORGETFUL, Chapter, Journal
from mcda.scoring import Scores

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Point:
    """A breakpoint of the curve, or a level that was asked for."""

    level: Fraction | None
    """In the unit of the parameter; None where the rule is met at every level."""
    value: Fraction
    """V(L): points of the best portfolio at this level."""
    price: Fraction
    """V* - V(L), in points."""
    price_share: Fraction | None
    """The price as a share of V*; None where V* is not positive."""
    marginal: Fraction | None
    """Points lost since the point before, for one unit of the level; None for the first."""
    actions: tuple[str, ...]
    """Ids of a portfolio that is worth this and meets the rule at this level, sorted."""
    entered: tuple[str, ...]
    """What the portfolio of the point before had not; of the first point, the best without the rule."""
    left: tuple[str, ...]
    """What it had, and this one has not."""


@dataclass(frozen=True)
class Curve:
    """The price of one parameter of one rule."""

    rule: str
    parameter: str
    rises: bool
    """Whether a greater level is stricter."""
    is_share: bool
    """Whether levels are shares of a total (0..1)."""
    unit: str
    """Of levels that are none: `money`, `points`, `actions` or `impact:CRITERION`."""
    free: Fraction
    """V*: best value without the rule."""
    free_actions: tuple[str, ...]
    steps: tuple[Step, ...]
    """From loose to tight; empty where no portfolio meets the rule at any level."""
    last_feasible: Fraction | None
    """The tightest level that any portfolio reaches; None if there is none, or no end to them."""
    current: Fraction | None
    """The scenario's own level."""
    complete: bool
    """Nothing that was asked is left open: every step is proven, and so is the last level."""
    verified: bool
    """The second engine, or enumeration, agreed with every answer."""
    levels: tuple[Fraction, ...] = ()
    """Evenly spaced levels that were asked for instead of every step."""

    def at(self, level: Fraction) -> Step | None:
        """The step that holds a level; None where no portfolio is left, or nothing was asked."""
        for step in self.steps:
            if step.level is None or not self._tighter(level, step.level):
                known = step.asked is None or not self._tighter(step.asked, level)
                return step if known else None
        return None

    @cached_property
    def points(self) -> tuple[Point, ...]:
        """The breakpoints; or V at the levels that were asked for."""
        return self.read(self.levels) if self.levels else self._told((s.level, s) for s in self.steps)

    def spaced(self, number: int) -> tuple[Point, ...]:
        """V at evenly spaced levels from the first step to the last, read from the staircase."""
        ends = [step.level for step in (*self.steps[:1], *self.steps[-1:]) if step.level is not None]
        if len(ends) < 2 or number < 2:
            return ()
        low, high = ends
        return self.read(low + (high - low) * n / (number - 1) for n in range(number))

    def read(self, levels: Iterable[Fraction]) -> tuple[Point, ...]:
        """V at these levels, those at which it is known."""
        known = ((level, self.at(level)) for level in levels)
        return self._told((level, step) for level, step in known if step is not None)

    @property
    def current_value(self) -> Fraction | None:
        """Best value at the scenario's own level; None where nothing is possible, or it is not known."""
        step = None if self.current is None else self.at(self.current)
        return None if step is None else step.value

    @property
    def last_free_step(self) -> Step | None:
        """The last step that costs nothing; None if every level costs something."""
        return next((step for step in reversed(self.steps) if step.value == self.free), None)

    @property
    def table(self) -> pd.DataFrame:
        """The points, one row each (floats)."""
        import pandas as pd

        rows = [
            (_float(p.level), float(p.value), float(p.price), _float(p.price_share), _float(p.marginal))
            for p in self.points
        ]
        return pd.DataFrame(rows, columns=["level", "value", "price", "price_share", "marginal"])

    def _tighter(self, one: Fraction, other: Fraction) -> bool:
        return one > other if self.rises else one < other

    def _told(self, pairs: Iterable[tuple[Fraction | None, Step]]) -> tuple[Point, ...]:
        """Points in order, each beside the one before."""
        points: list[Point] = []
        actions = frozenset(self.free_actions)
        for level, step in pairs:
            price = self.free - step.value
            points.append(
                Point(
                    level=level,
                    value=step.value,
                    price=price,
                    price_share=price / self.free if self.free > 0 else None,
                    marginal=_marginal(points[-1], level, step.value) if points else None,
                    actions=tuple(sorted(step.chosen)),
                    entered=tuple(sorted(step.chosen - actions)),
                    left=tuple(sorted(actions - step.chosen)),
                )
            )
            actions = step.chosen
        return tuple(points)


def _marginal(before: Point, level: Fraction | None, value: Fraction) -> Fraction | None:
    """Points lost for one unit of the level since the point before."""
    if level is None or before.level is None or level == before.level:
        return None
    return (before.value - value) / abs(level - before.level)


def _float(number: Fraction | None) -> float | None:
    return None if number is None else float(number)


@dataclass(frozen=True)
class PriceOfEquity:
    """Curves of several rules of a scenario, side by side."""

    scenario: Scenario
    curves: tuple[Curve, ...]
    interrupted: bool = False

    @property
    def complete(self) -> bool:
        return all(curve.complete for curve in self.curves)


@dataclass(frozen=True)
class Asked:
    """What is wanted of each curve."""

    points: int | None = None
    """Only V at so many evenly spaced levels; every step without it."""
    start: str | None = None
    """First level, as written (`50 %`); the loosest without it."""
    end: str | None = None
    """Last level, as written; the last feasible one without it."""
    canonical: bool = False
    """Break ties at every step, as `solve` does."""


EVERYTHING = Asked()


def price_of_equity(
    scenario: Scenario,
    rule: str,
    parameter: str | None = None,
    asked: Asked = EVERYTHING,
    *,
    engine: str = "auto",
    limit: float | None = None,
) -> Curve:
    """The exact price of one rule, level by level.

    Parameters
    ----------
    rule
        Its id.
    parameter
        The bound that is tightened, such as `min`; not needed where the rule sets one only.
    limit
        Seconds; when they are over, the steps proven so far.

    Raises
    ------
    UsageProblem
        E270 no such rule; E271 no such parameter, or several; E272 the rule cannot take it;
        E274 a first or last level that the parameter cannot take.
    Infeasible, Stopped
        As `solve`, for the scenario without the rule.
    """
    named = [f"{rule}.{parameter}" if parameter else rule]
    chosen = parameters_named(scenario, named)
    if len(chosen) > 1:
        details = {"rule": rule, "known": ", ".join(name for _, name in chosen)}
        raise UsageProblem(Problem("E271", value=rule, details=details))
    return prices_of_equity(scenario, named, asked, engine=engine, limit=limit).curves[0]


def prices_of_equity(
    scenario: Scenario,
    names: Sequence[str] = (),
    asked: Asked = EVERYTHING,
    *,
    engine: str = "auto",
    limit: float | None = None,
    journal: Journal = FORGETFUL,
) -> PriceOfEquity:
    """Curves of several rules (`ID` or `ID.parameter`); of every rule about equity if none is named.

    `journal` remembers each step that is proven, where ties need not be broken.

    Raises what `price_of_equity` raises; E273 if the scenario has no rule to price.
    """
    chosen = parameters_named(scenario, names)
    clock, pair = Clock.of(limit), choose_engines(engine)
    scores = prepared(scenario)
    curves: list[Curve] = []
    with heeding_ctrl_c(clock):
        for rule, parameter in chosen:
            try:
                chapter = FORGETFUL if asked.canonical else Chapter(f"{rule}.{parameter}", journal)
                curves.append(_curve(scores, rule, parameter, asked, pair, clock, chapter))
            except Stopped:
                if not curves:
                    raise
                break
    return PriceOfEquity(scenario, tuple(curves), clock.cancelled.is_set())


# ---------------------------------------------------------------- one curve


def _curve(
    scores: Scores,
    name: str,
    parameter: str,
    asked: Asked,
    pair: Pair,
    clock: Clock,
    journal: Journal,
) -> Curve:
    rules = scores.scenario.all_rules
    others = formulate(scores, {other: rule for other, rule in rules.items() if other != name})
    strictness = Strictness(rules[name], parameter, others.columns, others.q)
    start, end = (_level(strictness, text) for text in (asked.start, asked.end))
    if start is not None and end is not None and strictness.tighter(start, end):
        raise UsageProblem(Problem("E277", value=str(asked.end), details={"start": str(asked.start)}))
    free = _without(others, pair, clock, journal, canonical=asked.canonical)
    ground = others.plus(*strictness.ground)
    walk = Walk(ground, strictness, pair, clock, asked.canonical, journal)
    first = walk.best_at(start, free)
    walked = _spaced_steps(walk, asked.points or 0, start, end, first) if asked.points else None
    steps, levels = walked or (walk.all_steps(first, end), ())
    last = steps.steps[-1].level if steps.steps else None
    known = scores.scenario.action_by_id.keys()
    governed, current = strictness.at(Fraction(1)), getattr(rules[name], parameter)
    return Curve(
        rule=name,
        parameter=parameter,
        rises=strictness.rises,
        is_share=strictness.is_share,
        unit=unit_of(governed[0]) if governed else "actions",
        current=Fraction(current) if isinstance(current, Fraction | int) else None,
        free=free.found.level or Fraction(0),
        free_actions=tuple(sorted((free.found.chosen or frozenset()) & known)),
        steps=tuple(replace(step, chosen=step.chosen & known) for step in steps.since(start)),
        levels=levels,
        last_feasible=last if steps.complete and not _is_cut(strictness, last, end) else None,
        complete=steps.complete,
        verified=steps.verified and free.verification.verified != "no",
    )


def _is_cut(strictness: Strictness, last: Fraction | None, end: Fraction | None) -> bool:
    """Whether the walk ended at the level that was asked for, short of the last feasible one."""
    return end is not None and not strictness.tighter(end, last)


def _without(
    others: Programme, pair: Pair, clock: Clock, journal: Journal, *, canonical: bool
) -> Proven:
    """The best portfolio without the rule."""

    def proven() -> Proven:
        return prove(others, others.q.value(), pair, clock, canonical=canonical)

    free = proven_once(journal, "without", proven)
    if free.found.status == "infeasible":
        raise Infeasible(*conflicts_of(others, pair[0], clock))
    if free.found.status != "optimal":
        raise Stopped(interrupted=clock.cancelled.is_set())
    return free


def _spaced_steps(
    walk: Walk, number: int, start: Fraction | None, end: Fraction | None, first: Proven
) -> tuple[Staircase, tuple[Fraction, ...]] | None:
    """The steps that hold evenly spaced levels, and these; None where there is no last level."""
    if first.found.chosen is None:
        return None
    last, certain = walk.last_feasible(first.found.chosen)
    strictness = walk.strictness
    if last is None:
        return None
    if end is not None and strictness.tighter(last, end):
        last = end
    levels = _spaced(_loose(strictness, first) if start is None else start, last, number, strictness)
    found = walk.steps_at(levels, first)
    return replace(found, complete=found.complete and certain), levels


def _loose(strictness: Strictness, first: Proven) -> Fraction:
    """Where a rule asks for nothing; where the best portfolio is, if that level is unknown."""
    if strictness.rises and strictness.least is not None:
        return strictness.least
    if strictness.is_share:
        return Fraction(1)
    return strictness.reached(first.found.chosen or ()) or Fraction(0)


def _spaced(start: Fraction, end: Fraction, number: int, strictness: Strictness) -> tuple[Fraction, ...]:
    """Evenly spaced levels, both ends included; whole numbers where the level counts something."""
    steps = (start + (end - start) * n / max(1, number - 1) for n in range(number))
    return tuple(dict.fromkeys(Fraction(round(s)) if strictness.is_count else s for s in steps))


def _level(strictness: Strictness, text: str | None) -> Fraction | None:
    """A level as written (`50 %`, `0.5`, `12000`)."""
    if text is None:
        return None
    if not accepts(strictness.rule, strictness.parameter, text):
        details = {"rule": strictness.parameter}
        raise UsageProblem(Problem("E274", value=text, details=details))
    return read_share(text) if strictness.is_share else read_number(text)
