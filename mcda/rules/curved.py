"""Functions of several amounts that are not linear: what a solver may know of them.

A curved function is quasi-concave: the outcomes where it reaches a level form a convex set. Solvers
never see it. They see linear cuts, each implied by "at least that level", made where a portfolio
missed it; whether the level is reached is decided by the function itself, exactly.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from mcda.rules.base import Amount, Relation, Sense, fixed, total

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

WORST = Fraction(-(10**9))
"""Where a function is not defined: an index of amounts of which some are negative."""


class Cut(NamedTuple):
    """`sum(slopes * parts) + constant >= 0`."""

    slopes: tuple[Fraction, ...]
    constant: Fraction = Fraction(0)


@dataclass(frozen=True, eq=False)
class Curved(ABC):
    """A function of some amounts."""

    parts: tuple[Amount, ...]
    """What it is a function of."""
    rises: ClassVar[bool] = False
    """Whether more of any part never lowers it: then more than a level takes more of some part."""
    unit: ClassVar[str] = "points"
    """Of its levels: see `mcda.portfolio.verdicts.unit_of`."""

    @property
    def grain(self) -> Fraction:
        """How far `at` may lie below the function: the unit in which it is counted."""
        return Fraction(0)

    @abstractmethod
    def at(self, numbers: Sequence[Fraction]) -> Fraction:
        """The function at exact numbers; where it is irrational, to forty digits or its stated unit."""

    @abstractmethod
    def cut(self, numbers: Sequence[Fraction], level: Fraction) -> Cut | None:
        """What holds wherever the function is at least `level`, and fails at `numbers`, which miss it.

        None if there is no such inequality.
        """

    def slope(self, numbers: Sequence[Fraction], level: Fraction) -> Cut | None:
        """Which parts would first take it below the level, were they less; None where unknown."""
        return self.cut(numbers, level)

    @abstractmethod
    def estimates(self, numbers: NDArray[np.float64]) -> NDArray[np.float64]:
        """The function on many rows of numbers, in doubles; nan where they do not tell."""

    def linear(self, level: Fraction, sense: Sense) -> tuple[Relation, ...]:
        """Linear relations that together say the same as "reaches `level`"; none if there are no few."""
        return ()


@dataclass(frozen=True)
class Level:
    """A relation: a curved function reaches a level, or exceeds it.

    `basis` is the total that a relative rule is about, as in `Relation`.
    """

    name: str
    function: Curved
    sense: Sense
    """`>=` or `>`."""
    level: Fraction
    basis: Amount | None = None
    sign: int = 1
    """-1 where the user knows the function by its opposite: an index that is kept low."""

    def linear_at(self, numbers: Sequence[Fraction]) -> Relation | None:
        """A linear relation that follows from this one, and fails at numbers that miss it."""
        return self._linear(self.function.cut(numbers, self.level))

    def slope_at(self, numbers: Sequence[Fraction]) -> Relation | None:
        """A linear relation that tells which way the margin of this one goes."""
        return self._linear(self.function.slope(numbers, self.level))

    def _linear(self, found: Cut | None) -> Relation | None:
        if found is None:
            return None
        left = total(
            slope * part for slope, part in zip(found.slopes, self.function.parts, strict=True) if slope
        )
        return Relation(self.name, left + found.constant, self.sense, fixed(0))


AnyRelation = Relation | Level
Target = Amount | Curved
"""What can be maximised."""


def reaches(name: str, target: Target, level: Fraction, sense: Sense = ">=") -> AnyRelation:
    """The relation that asks for a level of what is maximised."""
    if isinstance(target, Curved):
        return Level(name, target, sense, level)
    return Relation(name, target, sense, fixed(level))
