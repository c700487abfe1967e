"""Value functions with the actions on them: how levels become points, criterion by criterion."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from mcda.errors import NOWHERE, Problem, UsageProblem
from mcda.files.cells import nearest
from mcda.model import Criterion, Curve, Exponential, Scenario
from mcda.model.curve import steepness
from mcda.scoring.values import ActionData, Valuation, action_data, valuation

ZERO = Fraction(0)
HALF = Fraction(1, 2)


@dataclass(frozen=True)
class Standing:
    """One action on one value function, alone and without synergies."""

    action: str
    level: Fraction
    """Level if it is done, in the unit of the criterion."""
    if_not: Fraction | None
    """Level if it is not done, where that is stated."""
    points: Fraction
    """On the scale from 0 to 100, before the weight."""
    weighted: Fraction
    """Times the weight."""
    expected: Fraction
    """With the chance of success too."""


@dataclass(frozen=True)
class ValueFunction:
    """How the levels of one criterion become points, and what the actions are worth on it."""

    criterion: Criterion
    weight: Fraction
    """Share of the swing in the whole: all of them sum to 1."""
    actions: tuple[Standing, ...]
    """Those that change something, best first."""
    without_effect: int
    """Number of the others."""
    together: tuple[Fraction, Fraction] | None
    """Where effects are summed first: expected level of all actions together, and its points."""

    @property
    def curve(self) -> Curve:
        return self.criterion.curve

    @property
    def rate(self) -> float | None:
        """The constant c of an exponential: positive if the first steps are worth the most."""
        shape, zero, full = self.criterion.shape, self.criterion.zero, self.criterion.full
        if not isinstance(shape, Exponential) or zero is None or full is None:
            return None
        middle = (shape.midvalue - zero) / (full - zero)
        return 0.0 if middle == HALF else float(steepness(middle))


@dataclass(frozen=True)
class Chance:
    """One mark, and the actions that have it."""

    level: Fraction
    share: Fraction
    """Probability of success that it stands for, 0 to 1."""
    actions: tuple[str, ...]


@dataclass(frozen=True)
class Mark:
    """How the marks of one criterion of role `success` are read."""

    criterion: Criterion
    chances: tuple[Chance, ...]
    """In order of marks."""


@dataclass(frozen=True)
class Appraisal:
    """Every value function of a scenario with its actions."""

    scenario: Scenario
    functions: tuple[ValueFunction, ...]
    """Heaviest first."""
    marks: tuple[Mark, ...]


def appraise(scenario: Scenario, only: Collection[str] = ()) -> Appraisal:
    """Value functions and marks, all of them or those of some criteria.

    Raises
    ------
    UsageProblem
        E189 a criterion that is neither valued nor a mark of success.

    """
    marks = {c.criterion: c for c in scenario.criteria if c.role == "success"}
    leaves = {leaf.criterion: leaf for leaf in scenario.leaves}
    for name in only:
        _refuse_unknown(name, [*leaves, *marks])
    worth, data = valuation(scenario), action_data(scenario)
    functions = [_function(leaves[name], worth, data) for name in leaves if not only or name in only]
    heaviest = sorted(functions, key=lambda found: (-found.weight, found.criterion.criterion))
    read = [_mark(marks[name], data) for name in marks if not only or name in only]
    return Appraisal(scenario, tuple(heaviest), tuple(read))


def _refuse_unknown(name: str, known: list[str]) -> None:
    if name not in known:
        details = {"known": ", ".join(known)}
        raise UsageProblem(Problem("E189", NOWHERE, name, details, nearest(name, known)))


def _function(leaf: Criterion, worth: Valuation, data: Mapping[str, ActionData]) -> ValueFunction:
    found = tuple(_standings(leaf, worth, data))
    together = None if leaf.scope == "action" else _together(leaf.criterion, worth.unweighted(), data)
    ordered = sorted(found, key=lambda standing: (-standing.points, standing.action))
    weight = worth.weights[leaf.criterion]
    return ValueFunction(leaf, weight, tuple(ordered), len(data) - len(found), together)


def _together(name: str, worth: Valuation, data: Mapping[str, ActionData]) -> tuple[Fraction, Fraction]:
    """Expected level of all actions together on a criterion, and its points before the weight."""
    whole, levels = ZERO, dict.fromkeys(worth.goals, ZERO)
    for item in data.values():
        expected = worth.success(item) * item.change(name)
        whole += expected
        for goal, part in worth.adds(item, {name: expected}).items():
            levels[goal] += part
    points = (worth.goal_points(goal, level) for goal, level in levels.items() if level)
    return whole, sum(points, ZERO)


def _standings(leaf: Criterion, worth: Valuation, data: Mapping[str, ActionData]) -> Iterator[Standing]:
    name, zero, weight = leaf.criterion, leaf.zero or ZERO, worth.weights[leaf.criterion]
    is_summed, plain = leaf.scope != "action", worth.unweighted()
    for action, item in data.items():
        level, otherwise = item.levels.get(name, ZERO), item.if_not.get(name)
        if not level and otherwise is None:
            continue
        points = plain.alone(name, item, level) if is_summed else worth.worth(name, item)
        chance = worth.success(item)
        expected = worth.alone(name, item, chance * level) if is_summed else weight * chance * points
        without = None if otherwise is None else zero + otherwise
        yield Standing(action, zero + level, without, points, weight * points, expected)


def _mark(criterion: Criterion, data: Mapping[str, ActionData]) -> Mark:
    having: dict[Fraction, list[str]] = defaultdict(list)
    for level, _ in criterion.curve.points if isinstance(criterion.shape, tuple) else ():
        having[level] = []
    for action, item in data.items():
        having[item.levels[criterion.criterion]].append(action)
    chances = [
        Chance(level, criterion.curve(level) / 100, tuple(actions))
        for level, actions in sorted(having.items())
    ]
    return Mark(criterion, tuple(chances))
