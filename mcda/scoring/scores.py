"""Scores: the integers that solver, ledger, verdicts and enumeration share.

Money is counted in cents, value in units of 10^-k points. Each rounding happens once, here; the
integers then *are* the data, so that `V = sum of benefits + common` and `sum E = sum K = local
cost` hold exactly on every portfolio.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property
from itertools import product
from math import lcm
from typing import NamedTuple

from mcda.elicitation import own_weights, scenario_colleges
from mcda.model import Scenario
from mcda.model.weighting import CollegeView
from mcda.rules import Consensus, Value
from mcda.rules.base import Goal
from mcda.scoring.apportion import apportion
from mcda.scoring.choices import Choices
from mcda.scoring.entries import ActionScore, Entry, total_of
from mcda.scoring.options import Option, starts_of, tranches_of
from mcda.scoring.timing import dated
from mcda.scoring.tranches import Sharing, tranche
from mcda.scoring.values import ActionData, Effects, Receives, Valuation, action_data, valuation

VALUE_LIMIT = 10**7
"""Bound on the sum of absolute values, in units: HiGHS is exact well above it."""
NOBODY = ""
"""Who is credited in a scenario without shares."""


class Appraisal(NamedTuple):
    """An action's exact worth alone: points and expected totals by criterion."""

    data: ActionData
    points: Mapping[str, Fraction]
    expected: Mapping[str, Fraction]


@dataclass(frozen=True)
class Scores:
    """A scenario in integers."""

    scenario: Scenario
    valuation: Valuation
    data: Mapping[str, ActionData]
    unit: Fraction
    """Points in one unit of value."""
    appraisals: Mapping[str, Appraisal]
    """Of every action."""
    actions: Mapping[str, ActionScore]
    """By id, in order of ids: everything that does not depend on the year of the start."""
    starts: Mapping[str, Option] = field(default_factory=dict)
    """Starts of actions in years, by id; none in a scenario without years."""
    sharings: Mapping[str, Sharing] = field(default_factory=dict)
    """Tranches that may be taken, by the action, or the start, whose cost they are part of."""
    views: Mapping[str, Scores] = field(default_factory=dict)
    """The same actions in the eyes of each college, where the objective asks for them."""
    potentials: Mapping[str, Fraction] = field(default_factory=dict)
    """Most points that each partner could get without the equity rules, where a rule asks for them."""
    alone: Mapping[str, Fraction] = field(default_factory=dict)
    """Net of each partner's own best portfolio, in money, where a rule asks for it."""

    def seen_by(self, college: str | None) -> Scores:
        """The scores of a college; the scenario's own for None."""
        return self if college is None else self.views[college]

    @cached_property
    def cent(self) -> Fraction:
        """Money of the scenario in one cent."""
        return self.scenario.cent

    @cached_property
    def options(self) -> Mapping[str, Option]:
        """Everything that is taken or not: actions in order of ids, their starts, tranches."""
        return {**self._owners, **self.tranches}

    @cached_property
    def tranches(self) -> Mapping[str, Option]:
        """Tranches of actions, or of their starts, by id."""
        owned = (tranches_of(self._owners[owner], sharing) for owner, sharing in self.sharings.items())
        return {option.id: option for options in owned for option in options}

    @cached_property
    def _owners(self) -> Mapping[str, Option]:
        """Actions and starts."""
        return {**{a: Option(a, a, score) for a, score in self.actions.items()}, **self.starts}

    @cached_property
    def choices(self) -> Choices:
        """Sets of options that a portfolio may hold, whatever the rules."""
        starts: dict[str, tuple[str, ...]] = {}
        for option in self.starts.values():
            starts[option.action] = (*starts.get(option.action, ()), option.id)
        is_dated = self.scenario.years is not None
        return Choices(
            {action: starts.get(action, ()) if is_dated else (action,) for action in self.actions},
            self.sharings,
        )

    @property
    def combinations(self) -> int:
        """Number of sets of options that a portfolio may be, whatever the rules."""
        return self.choices.number

    def is_consistent(self, chosen: frozenset[str]) -> bool:
        """Whether each selected action starts once, and tranches are those of what is taken."""
        taken: dict[str, set[str]] = {action: set() for action in self.actions}
        for option in chosen:
            taken[self.options[option].action].add(option)
        return all(self.choices.admits(action, frozenset(own)) for action, own in taken.items())

    @cached_property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """Pairs of options that change each other, each once, in order."""
        pairs = (
            (min(option.id, other), max(option.id, other))
            for option in self.options.values()
            for other in option.score.increments
        )
        return tuple(sorted(set(pairs)))

    def goal_units(self, goal: Goal, level: Fraction) -> int:
        """Value of an expected total of summed effects, rounded down to the unit."""
        return (self.valuation.goal_points(goal, level) / self.unit).__floor__()

    def rescored(self, data: ActionData) -> ActionScore:
        """The score of an action if its data were different, in the same unit."""
        return _score(_appraise(data, self.valuation), self.valuation, self.unit, self.cent)

    def redated(self, option: Option, score: ActionScore) -> ActionScore:
        """The score of a start, or of a tranche, if that of its action were different."""
        if option.year is not None and self.scenario.years is not None:
            action = self.scenario.action_by_id[option.action]
            score = dated(score, action, option.year, self.scenario.years)
        return score if option.taker is None else tranche(score, option.taker, option.rank)

    @cached_property
    def screened(self) -> tuple[str, ...]:
        """Actions below a threshold, and those that require them."""
        return _screened(self.scenario, self.data)

    def exact_value(self, chosen: frozenset[str]) -> Fraction:
        """V in points from the records, before any rounding."""
        worth = self.valuation
        points, levels = Fraction(0), dict.fromkeys(worth.goals, Fraction(0))
        for action in chosen & self.actions.keys():
            data, scored, expected = self.appraisals[action]
            factor = _factors(data.effects, chosen)
            points += sum(v * data.counted(c) * (1 + factor.get(c, 0)) for c, v in scored.items())
            reached = {c: level * (1 + factor.get(c, 0)) for c, level in expected.items()}
            for goal, part in worth.adds(data, reached).items():
                levels[goal] += part
        return points + sum(worth.goal_points(goal, level) for goal, level in levels.items())

    def rounding_bound(self, chosen: frozenset[str]) -> Fraction:
        """Largest possible difference between V in units and V from the records, in points."""
        roundings = sum(
            len({criterion for criterion, _ in entry.points})
            for action in chosen & self.actions.keys()
            for entry in self.actions[action].within(chosen)
        )
        return self.unit * (Fraction(roundings, 2) + len(self.valuation.goals))


def score(scenario: Scenario) -> Scores:
    """Every action of a scenario in whole units, in the eyes of the colleges too if they count."""
    views = seen_by_colleges(scenario) if isinstance(scenario.objective, Consensus) else {}
    return replace(_scored(scenario), views={name: _scored(view) for name, view in views.items()})


def seen_by_colleges(scenario: Scenario) -> dict[str, Scenario]:
    """The scenario with the weights of each college, and most value as its objective."""
    own = own_weights(scenario)
    return {
        college.name: scenario.model_copy(
            update={"weights": CollegeView(college=college.name, own=own), "objective": Value()}
        )
        for college in scenario_colleges(scenario)
    }


def unweighted(scenario: Scenario) -> Scores:
    """Every action in whole units, a full swing worth 100 points on each leaf, whatever its weight."""
    return _scored(scenario, valuation(scenario).unweighted())


def _scored(scenario: Scenario, worth: Valuation | None = None) -> Scores:
    worth, data = worth or valuation(scenario), action_data(scenario)
    appraisals = {action: _appraise(data[action], worth) for action in sorted(data)}
    unit = _unit(appraisals.values(), worth)
    actions = {a: _score(item, worth, unit, scenario.cent) for a, item in appraisals.items()}
    starts = _starts(scenario, actions)
    sharings = _sharings(scenario, data, starts)
    return Scores(scenario, worth, data, unit, appraisals, actions, starts, sharings)


def _starts(scenario: Scenario, actions: Mapping[str, ActionScore]) -> dict[str, Option]:
    """Every start that an action may have, in order of actions and years."""
    if scenario.years is None:
        return {}
    records, years = scenario.action_by_id, scenario.years
    starts = (s for action, score in actions.items() for s in starts_of(records[action], score, years))
    return {start.id: start for start in starts}


def _sharings(
    scenario: Scenario, data: Mapping[str, ActionData], starts: Mapping[str, Option]
) -> dict[str, Sharing]:
    """The tranches of each action, or of each of its starts where there are years."""
    owners = (
        {a: a for a in data} if scenario.years is None else {s.id: s.action for s in starts.values()}
    )
    cuts = {owner: (action, data[action].cut) for owner, action in sorted(owners.items())}
    return {owner: Sharing(owner, action, cut) for owner, (action, cut) in cuts.items() if cut}


def _appraise(data: ActionData, worth: Valuation) -> Appraisal:
    success = worth.success(data)
    return Appraisal(data, worth.points(data, success), worth.expected(data, success))


def _factors(effects: Mapping[str, Effects], chosen: frozenset[str]) -> dict[str, Fraction]:
    """Sum of the effects of the selected others, by criterion."""
    factors: dict[str, Fraction] = {}
    for other in effects.keys() & chosen:
        for criterion, effect in effects[other].on.items():
            factors[criterion] = factors.get(criterion, Fraction(0)) + effect
    return factors


def _unit(appraisals: Iterable[Appraisal], worth: Valuation) -> Fraction:
    """10^-k points, k in 0..6 the largest for which absolute values sum below the limit.

    Where effects are valued against needs, the value of each action alone counts.
    """
    size: Fraction = Fraction(0)
    for data, own, expected in appraisals:
        by_need = {c: worth.alone(c, data, level) for c, level in expected.items() if c in worth.needs}
        for criterion, points in {**own, **by_need}.items():
            effects = (effect.on.get(criterion, Fraction(0)) for effect in data.effects.values())
            size += abs(points) * (1 + sum(map(abs, effects), Fraction(0)))
    fitting = [k for k in range(1, 7) if size < Fraction(VALUE_LIMIT, 10**k)]
    return Fraction(1, 10 ** max(fitting, default=0))


def _score(appraisal: Appraisal, worth: Valuation, unit: Fraction, cent: Fraction) -> ActionScore:
    data, points, expected = appraisal
    spread = _Spread(data)
    own = 1 - data.cofinancing
    local = round(data.cost * own / cent)
    plain = Entry(cost=round(data.cost / cent), local_cost=local, flows=spread.flows(local))
    cut = data.cut.money(data.cost / cent, local, spread.flows) if data.cut else (((1, plain),), {})
    gain = Entry(points=spread.points(points, unit), impacts=expected, gets=worth.gets(data, expected))
    base = total_of(((1, gain), *cut[0]))
    increments = {
        other: Entry(
            points=spread.points(_scaled(points, effect.on), unit),
            cost=round(data.cost * effect.cost / cent),
            local_cost=(extra := round(data.cost * own * effect.cost / cent)),
            flows=spread.flows(extra),
            impacts=(more := _scaled(expected, effect.on)),
            gets=worth.gets(data, more),
        )
        for other, effect in data.effects.items()
    }
    return ActionScore(base, increments, *cut)


def _scaled(amounts: Mapping[str, Fraction], by: Mapping[str, Fraction]) -> dict[str, Fraction]:
    return {c: amount * by[c] for c, amount in amounts.items() if by.get(c)}


class _Spread:
    """How whole units of one action are shared out between partners."""

    def __init__(self, data: ActionData) -> None:
        self._data = data
        self._plain = _Key(data.receives or {NOBODY: Fraction(1)})
        self._of = {criterion: _Key(shares) for criterion, shares in data.receives_for.items()}
        payers, receivers = _Key(data.pays), self._plain
        self._pairs = list(product(payers.names, receivers.names)) if data.pays else []
        self._weights = [a * b for a, b in product(payers.weights, receivers.weights)]

    def points(self, points: Mapping[str, Fraction], unit: Fraction) -> dict[tuple[str, str], int]:
        """Whole units by (criterion, partner): each criterion rounded once, half to even."""
        spread = {}
        for criterion, amount in points.items():
            key = self._of.get(criterion, self._plain)
            _, *parts = apportion(round(amount / unit), [key.uncounted, *key.weights])
            for partner, units in zip(key.names, parts, strict=True):
                spread[criterion, partner] = units
        return spread

    def flows(self, cents: int, payers: Receives | None = None) -> dict[tuple[str, str], int]:
        """Cents by ordered pair (payer, receiver), weighted by pays x receives; others may pay."""
        if not cents or not self._pairs:
            return {}
        if payers is not None:
            return _Spread(replace(self._data, pays=payers)).flows(cents)
        return dict(zip(self._pairs, apportion(cents, self._weights), strict=True))


class _Key:
    """Shares as whole weights, in order of names; what they leave of the whole goes uncounted."""

    def __init__(self, shares: Receives) -> None:
        self.names = sorted(shares)
        scale = lcm(*(share.denominator for share in shares.values()))
        self.weights = [int(shares[name] * scale) for name in self.names]
        self.uncounted = scale - sum(self.weights)


def _screened(scenario: Scenario, data: Mapping[str, ActionData]) -> tuple[str, ...]:
    out = set()
    for criterion in scenario.criteria:
        if criterion.role == "threshold":
            low, high = criterion.at_least, criterion.at_most
            for action, item in data.items():
                level = item.levels[criterion.criterion]
                if (low is not None and level < low) or (high is not None and level > high):
                    out.add(action)
    requires = [(link.action, link.other) for link in scenario.links if link.type == "requires"]
    while more := {a for a, b in requires if b in out and a not in out}:
        out |= more
    return tuple(sorted(out))
