"""What a report could hold and does not, with why: nobody should wonder whether it was forgotten."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from mcda.analysis.near_optimal import NearOptimal
from mcda.analysis.rule_prices import RulePrice
from mcda.errors import McdaError
from mcda.model import Scenario
from mcda.rules import Value

Subject = Literal["near", "prices", "frontier", "equity", "robust", "sensitivity"]
Cause = Literal["unasked", "clock", "objective", "unlisted", "failure"]
"""It takes as long as the proposal several times over, and nobody asked for it; the clock stopped first,
and what is there is not all; something else than value is maximised; nearly as good portfolios can be
listed only over one period, of one objective, where they are few; it failed."""


@dataclass(frozen=True)
class Absence:
    """One thing that is not there, or not all of it."""

    subject: Subject
    cause: Cause
    rules: tuple[tuple[str, ...], ...] = ()
    """`prices`: those that are missing."""
    failure: McdaError | None = None


def absences(
    scenario: Scenario,
    near: NearOptimal | None,
    prices: Sequence[RulePrice],
    found: Mapping[Subject, object],
    failures: Mapping[Subject, McdaError],
) -> tuple[Absence, ...]:
    """What is missing of the lists nearly as good, of the prices of rules, of further analyses.

    `found`: what further analyses found, by name; `failures`: why others could not be had.
    """
    known = near is not None and near.complete
    return (
        *(() if known else (Absence("near", "unlisted"),)),
        *_of_prices(scenario, prices),
        *(Absence(name, "clock") for name, one in found.items() if not getattr(one, "complete", True)),
        *(Absence(name, "failure", failure=failure) for name, failure in failures.items()),
    )


def _of_prices(scenario: Scenario, prices: Sequence[RulePrice]) -> Iterator[Absence]:
    open_ones = tuple(price.rules for price in prices if price.price is None)
    if not scenario.rules:
        return
    if not isinstance(scenario.objective, Value):
        yield Absence("prices", "objective")
    elif not prices:
        yield Absence("prices", "unasked")
    elif open_ones:
        yield Absence("prices", "clock", rules=open_ones)
