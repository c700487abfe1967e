"""What every ranking starts from, and what every ranking ends with."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from mcda.errors import Problem, UsageProblem

Floats = NDArray[np.float64]
Ranks = NDArray[np.int64]
PreferenceFunction = Literal["usual", "u_shape", "v_shape", "level", "linear", "gaussian"]


@dataclass(frozen=True)
class Thresholds:
    """What outranking methods ask of each criterion, in its unit; NaN where nothing is stated.

    Arrays of shape (criteria,).
    """

    indifference: Floats
    """q: differences up to it say nothing."""
    preference: Floats
    """p: differences from it on are a strict preference."""
    veto: Floats
    """v: a loss from it on forbids outranking."""
    gaussian: Floats
    """s: inflection of the gaussian preference function."""
    functions: tuple[PreferenceFunction | None, ...]
    """Preference function of each criterion; None leaves the choice to the method."""

    @classmethod
    def none(cls, criteria: int) -> Thresholds:
        """Nothing stated."""
        blank = np.full(criteria, np.nan)
        return cls(blank, blank, blank, blank, (None,) * criteria)


@dataclass(frozen=True)
class DecisionMatrix:
    """Alternatives against criteria. It cannot be made with what no method can rank.

    Raises
    ------
    UsageProblem
        E150 duplicate names, E151 missing or infinite levels, E152 no alternative or no criterion,
        E153 weights that are negative, not finite or all zero.
    """

    alternatives: tuple[str, ...]
    criteria: tuple[str, ...]
    levels: Floats
    """(alternatives, criteria), in the unit of each criterion."""
    maximise: NDArray[np.bool_]
    """(criteria,)"""
    weights: Floats
    """(criteria,), summing to 1."""
    thresholds: Thresholds

    @classmethod
    def of(
        cls,
        levels: Any,
        *,
        maximise: Sequence[bool] | NDArray[np.bool_] | None = None,
        weights: Sequence[float] | Floats | None = None,
        alternatives: Sequence[str] | None = None,
        criteria: Sequence[str] | None = None,
        thresholds: Thresholds | None = None,
    ) -> DecisionMatrix:
        """Checked and normalised; by default all criteria are maximised and weigh the same."""
        table = np.array(levels, dtype=float)
        if table.ndim != 2 or 0 in table.shape:
            raise UsageProblem(Problem("E152"))
        rows, columns = table.shape
        names = tuple(alternatives or (f"a{i + 1}" for i in range(rows)))
        heads = tuple(criteria or (f"c{j + 1}" for j in range(columns)))
        for given in (names, heads):
            _refuse_duplicates(given)
        _refuse_gaps(table, names, heads)
        better = np.ones(columns, dtype=bool) if maximise is None else np.array(maximise, dtype=bool)
        stated = np.ones(columns) if weights is None else np.array(weights, dtype=float)
        return cls(
            names, heads, table, better, normalised(stated), thresholds or Thresholds.none(columns)
        )

    @property
    def gains(self) -> Floats:
        """Levels turned so that more is better: costs with the opposite sign."""
        return np.where(self.maximise, self.levels, -self.levels)

    def among(self, rows: Sequence[int] | NDArray[Any]) -> DecisionMatrix:
        """The same criteria with fewer alternatives."""
        kept = np.asarray(rows)
        names = tuple(self.alternatives[row] for row in kept)
        return DecisionMatrix(
            names, self.criteria, self.levels[kept], self.maximise, self.weights, self.thresholds
        )


@dataclass(frozen=True)
class Ranking:
    """What a method says of the alternatives, in the order of the matrix."""

    method: str
    ranks: Ranks
    """(alternatives,), 1 is best; equals share a rank and the next ones are skipped: 1, 2, 2, 4."""
    scores: Floats | None = None
    """(alternatives,), where the method has one score for each."""
    higher_is_better: bool = True
    """How the scores read."""
    normalisation: str = ""
    """How levels were made comparable: a name of `NORMALISATIONS`."""
    details: Mapping[str, Any] = field(default_factory=dict)
    """What else the method tells, arrays or texts by name: kernel, flows, classes, compromise set."""

    @property
    def order(self) -> NDArray[np.int64]:
        """Positions of the alternatives from best to worst; equals in the order of the matrix."""
        return np.argsort(self.ranks, kind="stable")


def ranks_of(scores: Any, *, higher_is_better: bool = True, decimals: int = 12) -> Ranks:
    """Competition ranks (1, 2, 2, 4) of scores, equal when the same to `decimals` significant digits."""
    values = np.asarray(scores, dtype=float)
    largest = float(np.abs(values).max(initial=0.0))
    step = 10.0 ** (np.floor(np.log10(largest)) - decimals) if largest > 0 else 1.0
    rounded = np.round(values / step)
    keys = -rounded if higher_is_better else rounded
    return np.searchsorted(np.sort(keys), keys, side="left").astype(np.int64) + 1


def normalised(weights: Floats) -> Floats:
    """Weights that sum to 1."""
    whole = float(weights.sum())
    if not np.isfinite(weights).all() or (weights < 0).any() or whole <= 0:
        raise UsageProblem(Problem("E153", value=", ".join(f"{weight:g}" for weight in weights)))
    scaled: Floats = weights / whole
    return scaled


def _refuse_duplicates(names: tuple[str, ...]) -> None:
    twice = next((name for name, number in Counter(names).items() if number > 1), None)
    if twice is not None:
        raise UsageProblem(Problem("E150", value=twice))


def _refuse_gaps(table: Floats, names: tuple[str, ...], heads: tuple[str, ...]) -> None:
    rows, columns = np.nonzero(~np.isfinite(table))
    if len(rows):
        details = {"action": names[rows[0]], "criterion": heads[columns[0]], "number": len(rows)}
        raise UsageProblem(Problem("E151", value=heads[columns[0]], details=details))
