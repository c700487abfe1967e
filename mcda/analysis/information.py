"""What is admitted: sets of weights, intervals of scores and of costs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from math import lcm
from typing import Literal, cast

from pydantic_core import PydanticCustomError

from mcda.elicitation import scenario_colleges
from mcda.elicitation.polytope import MOST_VERTICES, Halfspace, TooManyVerticesError, vertices
from mcda.elicitation.statements import halfspaces
from mcda.elicitation.tree import leaves_below
from mcda.errors import NOWHERE, Problem, UsageProblem
from mcda.exact import read_share
from mcda.files.cells import nearest
from mcda.model import Scenario
from mcda.model.expression import Statement, read_statement
from mcda.model.weighting import StatementWeights
from mcda.scoring import leaf_weights
from mcda.simplex import Tableau

Source = Literal["free", "stated", "statements", "colleges", "interval"]
End = Literal["high", "nominal", "low"]
Ends = Literal["nominal", "interval"]
SOURCES = ("free", "stated", "statements", "colleges", "interval:20%")
SPREAD = Fraction(1, 5)
"""Of weights of which nothing is known but the figures: that much of each, up and down."""
Point = Mapping[str, Fraction]
"""Weight of each leaf, summing to 1."""


@dataclass(frozen=True)
class Weights:
    """Admissible weights: a polytope."""

    source: Source
    leaves: tuple[str, ...]
    hull: tuple[Point, ...] = ()
    """Points between which the weights lie; none where they may lie anywhere."""
    cuts: tuple[Halfspace, ...] = ()
    """What else they must meet."""
    spread: Fraction | None = None
    """Of intervals."""
    relative: bool = True
    """Whether the spread is a part of each weight, or of the whole."""
    statements: tuple[str, ...] = ()
    """What was stated beside."""

    @cached_property
    def vertices(self) -> tuple[Point, ...]:
        """Extreme points, none of which lies between others; none if nothing is left.

        `UsageProblem` (E205) is raised beyond `MOST_VERTICES`.
        """
        try:
            return self._enumerated()
        except TooManyVerticesError as many:
            raise UsageProblem(Problem("E205", NOWHERE, details={"most": MOST_VERTICES})) from many

    @property
    def is_possible(self) -> bool:
        """Whether anything is left: no vertex need be known for that."""
        if not self.hull:
            return _leaves_something(self.leaves, self.cuts)
        names = [str(place) for place in range(len(self.hull))]
        return _leaves_something(names, [_between(cut, self.hull) for cut in self.cuts])

    def _enumerated(self) -> tuple[Point, ...]:
        if not self.hull:
            points = vertices(self.leaves, self.cuts)
            return tuple(dict(zip(self.leaves, point, strict=True)) for point in points)
        names = [str(place) for place in range(len(self.hull))]
        parts = vertices(names, [_between(cut, self.hull) for cut in self.cuts])
        mixed = {tuple(_mixed(part, self.hull, leaf) for leaf in self.leaves) for part in parts}
        return tuple(dict(zip(self.leaves, p, strict=True)) for p in _extreme(sorted(mixed)))

    @property
    def bounds(self) -> Mapping[str, tuple[Fraction, Fraction]]:
        """Least and greatest weight of each leaf."""
        columns = {leaf: [vertex[leaf] for vertex in self.vertices] for leaf in self.leaves}
        return {leaf: (min(column), max(column)) for leaf, column in columns.items()}

    def stating(self, scenario: Scenario, statement: Statement) -> Weights:
        """The weights that also agree with a statement."""
        cuts = (*self.cuts, *halfspaces(scenario, statement))
        return replace(self, cuts=cuts, statements=(*self.statements, statement.text))


@dataclass(frozen=True)
class Information:
    """Everything that is admitted."""

    weights: Weights
    scores: Ends = "nominal"
    """Impacts as stated, or anywhere in their stated intervals."""
    costs: End = "high"
    """The end of the intervals of costs at which rules must hold."""
    cost_objective: bool = False
    """Whether cost is one more criterion."""
    intervals_aside: bool = False
    """Whether intervals of impacts are stated and not used."""


def information(
    scenario: Scenario,
    weights: str | None = None,
    statements: Sequence[str] = (),
    *,
    scores: Ends | None = None,
    costs: End = "high",
    cost_objective: bool = False,
) -> Information:
    """What is admitted of a scenario.

    Parameters
    ----------
    weights
        `free`, `stated`, `statements`, `colleges`, `interval:20%` (of each weight) or `interval:0.05`
        (of the whole); None for what the scenario has: statements, colleges, else 20 percent.
    statements
        More about weights, in the words of `weights.statements`.
    scores
        `nominal` or `interval`; None for intervals where some are stated.

    Raises
    ------
    UsageProblem
        E320 to E322, E190, E197, E205, E021 for weights that cannot be read, or of which none are left;
        E323 and E324 for
        intervals that cannot be told apart.
    """
    stated, blurred = _impacts_with_intervals(scenario), next(_inseparable(scenario), None)
    if scores is None:
        scores = "interval" if stated and blurred is None else "nominal"
    if scores == "interval" and blurred is not None:
        raise UsageProblem(blurred)
    found = _weights(scenario, weights or _usual(scenario))
    for text in statements:
        found = found.stating(scenario, _statement(scenario, text))
    _check_not_empty(found)
    aside = bool(stated) and scores == "nominal"
    return Information(found, scores, costs, cost_objective, aside)


def _usual(scenario: Scenario) -> str:
    if isinstance(scenario.weights, StatementWeights):
        return "statements"
    return "colleges" if scenario.college_weights else f"interval:{100 * SPREAD}%"


def _weights(scenario: Scenario, asked: str) -> Weights:
    name, _, size = asked.partition(":")
    spread = _spread(size) if name == "interval" else None
    known = {source.partition(":")[0] for source in SOURCES}
    if name not in known or (name == "interval") != (spread is not None) or (size and spread is None):
        details = {"known": ", ".join(SOURCES)}
        raise UsageProblem(Problem("E320", NOWHERE, asked, details, nearest(asked, SOURCES)))
    leaves = tuple(leaf.criterion for leaf in scenario.leaves)
    plain = Weights(cast("Source", name), leaves, spread=spread, relative=not size or "%" in size)
    if name == "free":
        return plain
    if name == "colleges":
        colleges = scenario_colleges(scenario)
        if not colleges:
            raise UsageProblem(Problem("E321", NOWHERE, name))
        return replace(plain, hull=tuple(college.weights for college in colleges))
    if name == "statements":
        return replace(plain, cuts=_stated_cuts(scenario))
    stated = leaf_weights(scenario)
    if spread is None:
        return replace(plain, hull=(stated,))
    around = {leaf: spread * w if plain.relative else spread for leaf, w in stated.items()}
    return replace(plain, cuts=tuple(_box(stated, around)))


def _spread(size: str) -> Fraction | None:
    try:
        spread = read_share(size) if size else SPREAD
    except PydanticCustomError:
        return None
    return spread if 0 <= spread <= 1 else None


def _stated_cuts(scenario: Scenario) -> tuple[Halfspace, ...]:
    if not isinstance(scenario.weights, StatementWeights):
        raise UsageProblem(Problem("E322", NOWHERE, "statements"))
    return tuple(c for statement in scenario.weights.statements for c in halfspaces(scenario, statement))


def _box(stated: Point, around: Mapping[str, Fraction]) -> Iterable[Halfspace]:
    for leaf, weight in stated.items():
        yield Halfspace({leaf: Fraction(1)}, weight - around[leaf])
        yield Halfspace({leaf: Fraction(-1)}, -weight - around[leaf])


def _statement(scenario: Scenario, text: str) -> Statement:
    try:
        statement = read_statement(text)
    except PydanticCustomError as bad:
        raise UsageProblem(Problem("E190", NOWHERE, text)) from bad
    known = sorted(leaves_below(scenario))
    for name in statement.names:
        if name not in known:
            details = {"what": "--statement", "known": ", ".join(known)}
            raise UsageProblem(Problem("E021", NOWHERE, name, details, nearest(name, known)))
    return statement


def _check_not_empty(weights: Weights) -> None:
    if not weights.is_possible:
        raise UsageProblem(Problem("E197", NOWHERE, "; ".join(weights.statements)))


def _leaves_something(names: Sequence[str], cuts: Sequence[Halfspace]) -> bool:
    """Whether weights `w >= 0` of sum 1 meet all cuts: phase one of the simplex method.

    With `sum w = 1` a cut is `normal . w >= 0`, and `normal . w - surplus + missing = 0` holds with
    nothing missing. So does the sum, where nothing is missing of 1.
    """
    normals = [[cut.coefficients.get(name, Fraction(0)) - cut.bound for name in names] for cut in cuts]
    size, count = len(names), len(cuts)
    rows = [[*(1 for _ in names), *(0 for _ in cuts), *(0 for _ in cuts), 1, 1]]
    for number, normal in enumerate(normals):
        scale = lcm(*(part.denominator for part in normal))
        unit = [int(number == other) for other in range(count)]
        rows.append([*(int(x * scale) for x in normal), *(-u for u in unit), *unit, 0, 0])
    missing = [0] * (size + count) + [1] * (count + 1)
    first = size + count
    tableau = Tableau(rows, [first + count, *range(first, first + count)])
    return tableau.minimise(missing) == 0


def _impacts_with_intervals(scenario: Scenario) -> list[tuple[str, str]]:
    """(action, criterion) of impacts that may be something else."""
    return [
        (impact.action, impact.criterion)
        for impact in scenario.impacts
        if not impact.level == _or(impact.low, impact.level) == _or(impact.high, impact.level)
    ]


def _or(end: Fraction | None, level: Fraction) -> Fraction:
    return level if end is None else end


def _inseparable(scenario: Scenario) -> Iterator[Problem]:
    """Intervals that cannot be told apart.

    On a curve over summed effects, what actions in both portfolios add would not cancel out; a mark
    of success moves all leaves at once.
    """
    for action, name in _impacts_with_intervals(scenario):
        criterion = scenario.criterion_by_id[name]
        if criterion.role == "success":
            yield Problem("E324", NOWHERE, name, {"action": action})
        elif criterion.role == "value" and criterion.scope != "action":
            yield Problem("E323", NOWHERE, name, {"action": action})


# ---------------------------------------------------------------- points between points


def _between(cut: Halfspace, hull: Sequence[Point]) -> Halfspace:
    """A halfspace over the parts that each point has in a mixture."""
    worth = {
        str(place): sum((c * point[leaf] for leaf, c in cut.coefficients.items()), Fraction(0))
        for place, point in enumerate(hull)
    }
    return Halfspace(worth, cut.bound)


def _mixed(parts: Sequence[Fraction], hull: Sequence[Point], leaf: str) -> Fraction:
    return sum((part * p[leaf] for part, p in zip(parts, hull, strict=True)), Fraction(0))


def _extreme(points: Sequence[tuple[Fraction, ...]]) -> list[tuple[Fraction, ...]]:
    """The points that do not lie between others."""
    kept = list(points)
    for point in points:
        others = [other for other in kept if other != point]
        if others and _lies_between(point, others):
            kept = others
    return kept


def _lies_between(point: tuple[Fraction, ...], others: Sequence[tuple[Fraction, ...]]) -> bool:
    """Whether parts of the others, not negative, make up the point: phase one of the simplex method."""
    scale = lcm(*(x.denominator for p in (point, *others) for x in p))
    size, count = len(point), len(others)
    rows = [
        [
            *(int(o[k] * scale) for o in others),
            *(int(k == j) for j in range(size)),
            int(point[k] * scale),
        ]
        for k in range(size)
    ]
    tableau = Tableau(rows, [count + k for k in range(size)])
    return tableau.minimise([0] * count + [1] * size) == 0
