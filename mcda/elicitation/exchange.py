"""What weights imply: how much of one criterion is worth as much as a unit of another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from mcda.model import Scenario


@dataclass(frozen=True)
class Rate:
    """What one unit of a criterion, in its good direction, is worth on average over its swing."""

    criterion: str
    points: Fraction
    """Points per unit: weight x 100 / |full - zero|."""
    in_reference: Fraction | None
    """Units of the reference criterion; None where that has no weight."""
    money: Fraction | None
    """In the scenario's money, where `point_worth` is stated (its middle, where it is an interval)."""


def exchange_rates(
    scenario: Scenario, weights: Mapping[str, Fraction], reference: str
) -> tuple[Rate, ...]:
    """Rates of all leaves, in order of ids.

    Exact for linear value functions; for others the mean over the swing from `zero` to `full`.
    """
    per_unit = {}
    for leaf in scenario.leaves:
        per_unit[leaf.criterion] = 100 * weights[leaf.criterion] / abs(leaf.swing)
    worth = scenario.point_worth_interval
    base = per_unit[reference]
    return tuple(
        Rate(
            criterion=criterion,
            points=points,
            in_reference=points / base if base else None,
            money=None if worth is None else points * worth[1],
        )
        for criterion, points in per_unit.items()
    )


def default_reference(weights: Mapping[str, Fraction]) -> str:
    """The criterion that weighs most."""
    return max(weights, key=lambda criterion: (weights[criterion], criterion))
