"""Analytic hierarchy process: weights from pairwise judgements (Saaty 1980)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from math import log

from mcda.elicitation.rounding import exact_weights

MOST_INCONSISTENT = 0.10
"""Consistency ratio above which judgements should be looked at again (Saaty 1980)."""
RANDOM_INDEX = {3: 0.58, 4: 0.90, 5: 1.12, 6: 1.24, 7: 1.32, 8: 1.41, 9: 1.45, 10: 1.49}
"""Mean consistency index of random matrices (Saaty 1980)."""
SAME = 1e-6
"""Judgements that differ from the weights by less, in logarithms, agree with them."""


@dataclass(frozen=True)
class Priorities:
    """What one family of judgements says."""

    weights: dict[str, Fraction]
    """Principal eigenvector, summing to 1."""
    lambda_max: float
    ratio: float
    """Consistency ratio CR: 0 when all judgements agree."""
    revisit: tuple[str, str] | None
    """The judgement farthest from what the weights imply; None where all agree."""
    implied: float | None
    """What the weights imply for that judgement."""

    @property
    def is_consistent(self) -> bool:
        return self.ratio <= MOST_INCONSISTENT


def ahp(judgements: Mapping[tuple[str, str], Fraction]) -> Priorities:
    """Weights of the criteria of one family, of which each pair has been judged once.

    `judgements[a, b] = 3`: a is worth 3 times b. `ValueError` is raised if a pair is missing.
    """
    import numpy as np

    names = list(dict.fromkeys(name for pair in judgements for name in pair))
    missing = missing_pairs(names, judgements)
    if missing:
        raise ValueError(f"no judgement between {missing[0][0]} and {missing[0][1]}")
    place = {name: position for position, name in enumerate(names)}
    matrix = np.ones((len(names), len(names)))
    for (one, other), ratio in judgements.items():
        matrix[place[one], place[other]] = float(ratio)
        matrix[place[other], place[one]] = float(1 / ratio)
    values, vectors = np.linalg.eig(matrix)
    principal = int(np.argmax(values.real))
    vector = np.abs(vectors[:, principal].real)
    shares = dict(zip(names, (vector / vector.sum()).tolist(), strict=True))
    largest = max(float(values[principal].real), float(len(names)))
    worst = max(judgements, key=lambda pair: round(_distance(pair, judgements, shares), 9))
    agrees = _distance(worst, judgements, shares) <= SAME
    return Priorities(
        weights=exact_weights(shares),
        lambda_max=largest,
        ratio=_consistency_ratio(largest, len(names)),
        revisit=None if agrees else worst,
        implied=None if agrees else shares[worst[0]] / shares[worst[1]],
    )


def missing_pairs(
    names: list[str], judgements: Mapping[tuple[str, str], Fraction]
) -> list[tuple[str, str]]:
    """Pairs of names that have not been judged."""
    judged = {frozenset(pair) for pair in judgements}
    return [pair for pair in combinations(names, 2) if frozenset(pair) not in judged]


def _distance(
    pair: tuple[str, str], judgements: Mapping[tuple[str, str], Fraction], shares: Mapping[str, float]
) -> float:
    """How far a judgement is from the ratio of the weights, in logarithms."""
    return abs(log(float(judgements[pair]) * shares[pair[1]] / shares[pair[0]]))


def _consistency_ratio(lambda_max: float, size: int) -> float:
    """CR = (lambda_max - n) / (n - 1) / RI; beyond ten criteria RI after Alonso and Lamata (2006)."""
    if size < 3:
        return 0.0
    index = (lambda_max - size) / (size - 1)
    ratio = index / RANDOM_INDEX.get(size, (2.7699 * size - 4.3513 - size) / (size - 1))
    return ratio if ratio > 1e-9 else 0.0
