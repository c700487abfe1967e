"""What is optimised."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from mcda.exact import Amount0
from mcda.rules.base import Named, Quantities, Record, Relation, Rule, fixed
from mcda.rules.curved import Target
from mcda.rules.orders import Least, LeastThenSum, OrderedSum, sum_of_least
from mcda.rules.outcomes import Between, Outcomes
from mcda.rules.utility import AlphaFair

ASKED = "objective"
"""Name of what the objective asks for, among rules that clash."""
STEPS_OF_WELFARE = 10**6
"""Steps in which one unit of utility for everybody is counted."""


class Objective(Record, ABC):
    """What is optimised: `stages(q)` yields what is maximised in turn.

    Each stage is fixed at its exact value before the next.
    """

    type: str

    @abstractmethod
    def stages(self, q: Quantities) -> Iterator[Target]:
        """Amounts or curved functions, in order of preferred."""

    def relations(self, q: Quantities) -> Iterator[Relation]:
        """What every portfolio must meet for the objective to be defined."""
        yield from ()

    def names(self) -> Iterator[Named]:
        """The ids that the objective mentions; each must exist."""
        yield from ()

    def needs(self) -> Iterator[str]:
        """What the scenario must have, as for rules."""
        yield from ()


class Asked(Rule):
    """What an objective asks of every portfolio, as a rule: it may clash with the others."""

    type: Literal["objective"] = "objective"
    objective: Objective

    def relations(self, q: Quantities) -> Iterator[Relation]:
        yield from self.objective.relations(q)


class Value(Objective):
    """Most value: V = sum of the benefits + common value, in points."""

    type: Literal["value"] = "value"

    def stages(self, q: Quantities) -> Iterator[Target]:
        yield q.value()


class Consensus(Objective):
    """Least worst regret over the colleges of the table `weights`; among those, most value.

    The regret of a college is what the portfolio is worth to it less than the portfolio it would
    have chosen alone under the same rules, in points of its own weights.
    """

    type: Literal["consensus"] = "consensus"

    def stages(self, q: Quantities) -> Iterator[Target]:
        yield q.value()


class _Fair(Between, Objective):
    """Welfare of partners first, then most value."""

    def stages(self, q: Quantities) -> Iterator[Target]:
        outcomes = self.outcomes(q)
        if outcomes.partners:
            yield from self._welfare(outcomes)
        yield q.value()

    @abstractmethod
    def _welfare(self, outcomes: Outcomes) -> Iterator[Target]:
        """What is maximised in turn."""


class WorstOff(_Fair):
    """The partner that gets least gets as much as possible: max min_p v_p; then most value."""

    type: Literal["worst_off"] = "worst_off"

    def _welfare(self, outcomes: Outcomes) -> Iterator[Target]:
        yield Least(outcomes.parts, outcomes.sizes)


class Leximin(_Fair):
    """The least, then the second least, and so on: lexicographic max of sorted v_p; then value.

    Stage k maximises the sum of the k smallest, those before it fixed (Ogryczak, Sliwinski 2003):
    with selected-or-not actions no partner may be called settled on the way.
    """

    type: Literal["leximin"] = "leximin"

    def _welfare(self, outcomes: Outcomes) -> Iterator[Target]:
        least = Least(outcomes.parts, outcomes.sizes)
        yield least
        for count in range(2, len(outcomes.parts) + 1):
            yield sum_of_least(least, count)


class Welfare(_Fair):
    """Most sum_k w_k v_(k), v_(1) the least: an ordered weighted average; then most value.

    Presets: `sen`, w_k = (2 (m - k) + 1) / m^2, is the mean times (1 - Gini) (Sen 1976, partners
    alike); `geometric` halves the weight from each partner to the next better off.
    """

    type: Literal["welfare"] = "welfare"
    preset: Literal["sen", "geometric"] | None = None
    """Weights by name ..."""
    weights: tuple[Amount0, ...] = ()
    """... or one by one, the first for the worst off, never increasing; the last one goes on."""

    @model_validator(mode="after")
    def _weights_say_something(self) -> Self:
        if (self.preset is None) == (not self.weights):
            raise PydanticCustomError("preset_or_weights", "preset or weights")
        if any(more > less for less, more in pairwise(self.weights)):
            raise PydanticCustomError("weights_increase", "weights increase")
        if self.weights and not self.weights[0]:
            raise PydanticCustomError("weights_increase", "no weight at all")
        return self

    def _welfare(self, outcomes: Outcomes) -> Iterator[Target]:
        yield OrderedSum(outcomes.parts, outcomes.sizes, self._shares(len(outcomes.parts)))

    def _shares(self, count: int) -> tuple[Fraction, ...]:
        """Weights of `count` partners, 1 in all."""
        if self.preset == "sen":
            weights = [Fraction(2 * (count - rank) - 1) for rank in range(count)]
        elif self.preset == "geometric":
            weights = [Fraction(1, 2**rank) for rank in range(count)]
        else:
            weights = [self.weights[min(rank, len(self.weights) - 1)] for rank in range(count)]
        return tuple(weight / sum(weights) for weight in weights)


class Alpha(_Fair):
    """Most alpha-fair welfare sum_p e_p u(v_p), u = ln v or v^(1-alpha)/(1-alpha); then most value.

    0 is the plain sum, 1 Nash's product; the larger, the more the worst off count.
    """

    type: Literal["alpha"] = "alpha"
    alpha: Annotated[Amount0, Field(le=20)]
    """Aversion to inequality."""
    least: Annotated[Amount0, Field(gt=0)] = Fraction(1, 100)
    """What every partner gets at least (y_p): welfare is not defined at zero."""

    def _welfare(self, outcomes: Outcomes) -> Iterator[Target]:
        if not self.alpha:
            yield outcomes.whole
            return
        step = sum(outcomes.sizes, Fraction(0)) / STEPS_OF_WELFARE
        yield AlphaFair(outcomes.parts, outcomes.sizes, self.alpha, step, self.least)

    def relations(self, q: Quantities) -> Iterator[Relation]:
        outcomes = self.outcomes(q) if self.alpha else Outcomes((), (), ())
        for partner, part in zip(outcomes.partners, outcomes.parts, strict=True):
            yield Relation(partner, part, ">=", fixed(self.least))


class Threshold(_Fair):
    """The worst off while partners are within a gap, the sum beyond it; then most value.

    Most (m - 1) D + sum_p max(w, v_p - D), w the least (Hooker and Williams 2012).
    """

    type: Literal["threshold"] = "threshold"
    gap: Amount0
    """D, in the unit of v: how far apart partners may be before the sum counts."""

    def _welfare(self, outcomes: Outcomes) -> Iterator[Target]:
        yield LeastThenSum(outcomes.parts, outcomes.sizes, self.gap)
