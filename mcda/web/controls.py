"""Which sliders a scenario offers: weights, levels of rules, budgets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from mcda.analysis.datum import Datum, interval_of, numeric_bounds, value_of  # noqa: F401
from mcda.analysis.knobs import swing_points
from mcda.elicitation.tree import families
from mcda.model import Scenario

Kind = Literal["weight", "equity", "budget", "other"]
Unit = Literal["points", "share", "money", "actions", "number"]


@dataclass(frozen=True)
class Slider:
    """One figure that may be moved on the page. Levels are exact; shares are parts of 1."""

    key: str
    """As the address names it: `weights.ID` or `rules.ID.PARAMETER`."""
    label: str
    """What it is, in the reader's language."""
    low: Fraction
    high: Fraction
    step: Fraction
    value: Fraction
    """Where it stands under the question that is asked."""
    unit: Unit
    kind: Kind
    first: bool = True
    """Whether it is one of the few that are shown at once."""
