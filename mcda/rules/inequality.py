"""Ceilings on inequality: how unequally a total may be spread between partners."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Annotated, ClassVar, Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from mcda.exact import Amount0, Share01
from mcda.rules.base import Direction, Quantities, RelativeRule
from mcda.rules.curved import Level
from mcda.rules.indices import Atkinson as AtkinsonIndex
from mcda.rules.indices import Gini as GiniIndex
from mcda.rules.indices import Index
from mcda.rules.indices import Jain as JainIndex
from mcda.rules.indices import Theil as TheilIndex
from mcda.rules.outcomes import Between, Outcomes


class Inequality(Between, RelativeRule):
    """An index of what partners get, on one side of a bound."""

    equity: ClassVar[bool] = True
    weighting: Literal["population", "equal"] = "population"
    """`population`: every inhabitant (or unit of `per`) counts once; `equal`: every partner."""

    @model_validator(mode="after")
    def _not_on_net(self) -> Self:
        if self.of == "net":
            raise PydanticCustomError("index_of_net", "an index needs amounts that are not negative")
        return self

    def relations(self, q: Quantities) -> Iterator[Level]:
        outcomes = self.outcomes(q)
        if outcomes.partners:
            level, sign = self._level()
            yield Level(self.type, self._index(outcomes), ">=", level, outcomes.whole, sign)

    def _weights(self, outcomes: Outcomes) -> tuple[Fraction, ...]:
        return outcomes.sizes if self.weighting == "population" else (Fraction(1),) * len(outcomes.sizes)

    @abstractmethod
    def _index(self, outcomes: Outcomes) -> Index:
        """The function that must reach the level."""

    @abstractmethod
    def _level(self) -> tuple[Fraction, int]:
        """The bound as a level of that function, and -1 where it is its opposite."""


class Gini(Inequality):
    """Gini's index of what partners get is at most g: sum a_p a_q |v_p - v_q| <= g sum a sum a v.

    If h of m partners get nothing it is h/m at least: name them with `exempt`, or give them a floor.
    """

    type: Literal["gini"] = "gini"
    parameters: ClassVar[Mapping[str, Direction]] = {"max": "down"}
    max: Share01
    """Largest index, from 0 (all the same) to 1."""

    def _index(self, outcomes: Outcomes) -> Index:
        return GiniIndex(outcomes.parts, outcomes.sizes, self._weights(outcomes))

    def _level(self) -> tuple[Fraction, int]:
        return -self.max, -1


class Jain(Inequality):
    """Jain's index of what partners get is at least j: (sum a v)^2 >= j sum a sum a v^2."""

    type: Literal["jain"] = "jain"
    parameters: ClassVar[Mapping[str, Direction]] = {"min": "up"}
    min: Share01
    """Least index, up to 1 (all the same)."""

    def _index(self, outcomes: Outcomes) -> Index:
        return JainIndex(outcomes.parts, outcomes.sizes, self._weights(outcomes))

    def _level(self) -> tuple[Fraction, int]:
        return self.min, 1


class Theil(Inequality):
    """Theil's index of what partners get is at most t: sum s_p ln(s_p / r_p) <= t."""

    type: Literal["theil"] = "theil"
    parameters: ClassVar[Mapping[str, Direction]] = {"max": "down"}
    max: Amount0
    """Largest index; 0 is all the same, the logarithm of the number of inhabitants one with all."""

    def _index(self, outcomes: Outcomes) -> Index:
        return TheilIndex(outcomes.parts, outcomes.sizes, self._weights(outcomes))

    def _level(self) -> tuple[Fraction, int]:
        return -self.max, -1


class Atkinson(Inequality):
    """Atkinson's index of what partners get is at most a: 1 - EDE / mean <= a.

    Of order 1 or more it is 1 as soon as one partner gets nothing.
    """

    type: Literal["atkinson"] = "atkinson"
    parameters: ClassVar[Mapping[str, Direction]] = {"max": "down"}
    max: Share01
    """Largest index: the share of the total that could be given up if it were spread evenly."""
    order: Annotated[Amount0, Field(gt=0, le=10)] = Fraction(1, 2)
    """Aversion to inequality, epsilon: the larger, the more the worst off count."""

    def _index(self, outcomes: Outcomes) -> Index:
        weights = self._weights(outcomes)
        return AtkinsonIndex(outcomes.parts, outcomes.sizes, weights, self.order)

    def _level(self) -> tuple[Fraction, int]:
        return -self.max, -1
