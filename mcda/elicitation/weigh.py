"""The weights of a scenario, whatever method they were asked for with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import singledispatch
from typing import Any, Literal

from mcda.elicitation.ahp import MOST_INCONSISTENT, ahp
from mcda.elicitation.bwm import bwm
from mcda.elicitation.colleges import College, colleges_of, compromise
from mcda.elicitation.polytope import centre
from mcda.elicitation.ranks import rank_weights
from mcda.elicitation.statements import polytope
from mcda.elicitation.tradeoff import tradeoff
from mcda.elicitation.tree import Shares, compared, normalised, stated_shares, up_the_tree, weights_from
from mcda.model import Scenario
from mcda.model.weighting import (
    AhpWeights,
    AmongColleges,
    AnyWeights,
    BwmWeights,
    CollegeView,
    CollegeWeights,
    DataWeights,
    RankWeights,
    StatementWeights,
    SwingWeights,
    TradeoffWeights,
    Weighting,
)


@dataclass(frozen=True)
class Consistency:
    """How well the answers about one family agree with each other."""

    family: str
    """Branch whose children were compared; empty for the top, or for all leaves."""
    measure: Literal["ahp", "bwm", "tradeoff"]
    """Consistency ratio, input-based ratio, or largest relative miss."""
    value: float
    limit: float
    """Value up to which answers are acceptable."""
    revisit: str | None
    """The answer to look at first; None where all agree."""
    implied: float | None
    """What the weights say instead."""

    @property
    def is_acceptable(self) -> bool:
        return self.value <= self.limit


@dataclass(frozen=True)
class Note:
    """Something to know about weights, to be translated with its parameters."""

    text: str
    """English, marked for translation."""
    parameters: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Elicited:
    """Weights of the leaves, and how firm they are."""

    method: str
    """Key of the record, or `points`."""
    weights: dict[str, Fraction]
    """Exact, summing to 1."""
    consistency: tuple[Consistency, ...] = ()
    vertices: tuple[Mapping[str, Fraction], ...] = ()
    """Extreme admissible weights of incomplete statements; none where one set was stated."""
    notes: tuple[Note, ...] = ()
    """What was done to the figures, where weights are computed from them."""


def elicit(scenario: Scenario) -> Elicited:
    """The weights that a scenario's `weights` stand for.

    `ValueError` is raised for weights computed from data (`objective`), which need scores, and for
    answers that reading a scenario would have refused.
    """
    weights = scenario.weights
    if isinstance(weights, Weighting):
        return _elicited(weights, scenario)
    shares = stated_shares(scenario, weights)
    return Elicited("points", weights_from(scenario, {}, shares))


def base_shares(scenario: Scenario) -> dict[str, Shares]:
    """Shares of families about which a record says nothing: the column `weight`, else equal."""
    return stated_shares(scenario, {})


def scenario_colleges(scenario: Scenario) -> tuple[College, ...]:
    """The colleges of a scenario; where one says nothing, the scenario's own weights count.

    Where these are computed from data, the column `weight` counts.
    """
    own = own_weights(scenario)
    if isinstance(own, AmongColleges | DataWeights):
        return colleges_of(scenario, base_shares(scenario))
    stated = elicit(scenario.model_copy(update={"weights": own}))
    return colleges_of(scenario, up_the_tree(scenario, stated.weights))


def own_weights(scenario: Scenario) -> AnyWeights:
    """The scenario's own weights, those of colleges aside."""
    weights = scenario.weights
    return weights.own if isinstance(weights, AmongColleges) else weights


@singledispatch
def _elicited(weights: Any, scenario: Scenario) -> Elicited:
    raise TypeError(f"no such record: {weights!r}")


@_elicited.register
def _(weights: SwingWeights, scenario: Scenario) -> Elicited:
    shares = {
        branch: normalised({name: weights.swing[name] for name in family})
        for branch, family in compared(scenario, weights.swing).items()
    }
    return Elicited("swing", weights_from(scenario, shares, base_shares(scenario)))


@_elicited.register
def _(weights: RankWeights, scenario: Scenario) -> Elicited:
    names = [name for tied in weights.ranks for name in tied]
    shares = {}
    for branch, family in compared(scenario, names).items():
        order = [[name for name in tied if name in family] for tied in weights.ranks]
        shares[branch] = rank_weights([tied for tied in order if tied], weights.formula)
    return Elicited("ranks", weights_from(scenario, shares, base_shares(scenario)))


@_elicited.register
def _(weights: AhpWeights, scenario: Scenario) -> Elicited:
    judgements = weights.judgements
    names = {name for pair in judgements for name in pair}
    shares, found = {}, []
    for branch, family in compared(scenario, names).items():
        said = ahp({pair: ratio for pair, ratio in judgements.items() if pair[0] in family})
        shares[branch] = said.weights
        revisit = "/".join(said.revisit) if said.revisit else None
        found.append(Consistency(branch, "ahp", said.ratio, MOST_INCONSISTENT, revisit, said.implied))
    return Elicited("ahp", weights_from(scenario, shares, base_shares(scenario)), tuple(found))


@_elicited.register
def _(weights: BwmWeights, scenario: Scenario) -> Elicited:
    shares, found = {}, []
    for answers in weights.bwm:
        names = {answers.best, answers.worst, *answers.best_to_others, *answers.others_to_worst}
        (branch,) = compared(scenario, names)
        said = bwm(answers.best, answers.worst, answers.best_to_others, answers.others_to_worst)
        shares[branch] = said.weights
        found.append(Consistency(branch, "bwm", said.input_ratio, said.threshold, said.revisit, None))
    return Elicited("bwm", weights_from(scenario, shares, base_shares(scenario)), tuple(found))


@_elicited.register
def _(weights: TradeoffWeights, scenario: Scenario) -> Elicited:
    curves = {leaf.criterion: leaf.curve for leaf in scenario.leaves}
    zeros = {leaf.criterion: leaf.zero or Fraction(0) for leaf in scenario.leaves}
    said = tradeoff(weights.tradeoff, curves, zeros)
    revisit = said.revisit.text if said.revisit else None
    found = Consistency("", "tradeoff", said.error, MOST_INCONSISTENT, revisit, said.implied)
    return Elicited("tradeoff", dict(sorted(said.weights.items())), (found,))


@_elicited.register
def _(weights: StatementWeights, scenario: Scenario) -> Elicited:
    names, points = polytope(scenario, weights.statements)
    middle = dict(zip(names, centre(points), strict=True))
    corners = tuple(dict(zip(names, point, strict=True)) for point in points)
    return Elicited("statements", middle, (), corners)


@_elicited.register
def _(weights: CollegeWeights, scenario: Scenario) -> Elicited:
    return Elicited("colleges", compromise(scenario_colleges(scenario), weights.colleges))


@_elicited.register
def _(weights: CollegeView, scenario: Scenario) -> Elicited:
    (college,) = (c for c in scenario_colleges(scenario) if c.name == weights.college)
    return Elicited("college", college.weights)


@_elicited.register
def _(weights: DataWeights, scenario: Scenario) -> Elicited:
    raise ValueError("weights computed from data need the scoring room")
