"""Weights from changes that are worth the same (Keeney, Raiffa 1976)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import exp, log

from mcda.elicitation.rounding import exact_weights
from mcda.elicitation.tree import normalised
from mcda.model import Curve
from mcda.model.expression import Exchange


@dataclass(frozen=True)
class Tradeoffs:
    """What a set of exchanges says."""

    weights: dict[str, Fraction]
    error: float
    """Largest factor, minus one, by which an exchange misses the weights; 0 when all agree."""
    revisit: Exchange | None
    """The exchange that misses most; None where all agree."""
    implied: float | None
    """The other amount that the weights would give for it."""


def points_of(
    exchange: Exchange, curves: Mapping[str, Curve], zeros: Mapping[str, Fraction]
) -> tuple[Fraction, Fraction]:
    """Points, before weights, of the two changes of an exchange."""
    one = curves[exchange.criterion](zeros[exchange.criterion] + exchange.amount)
    other = curves[exchange.other](zeros[exchange.other] + exchange.other_amount)
    return one, other


def unconnected(names: Sequence[str], exchanges: Sequence[Exchange]) -> list[str]:
    """Names that no chain of exchanges ties to the first."""
    reached = set(names[:1])
    grows = True
    while grows:
        found = {
            n for e in exchanges if {e.criterion, e.other} & reached for n in (e.criterion, e.other)
        }
        grows = bool(found - reached)
        reached |= found
    return [name for name in names if name not in reached]


def tradeoff(
    exchanges: Sequence[Exchange], curves: Mapping[str, Curve], zeros: Mapping[str, Fraction]
) -> Tradeoffs:
    """Weights with `W_a v_a(zero + amount) = W_b v_b(zero + other amount)` for every exchange.

    Exact where the exchanges agree; else least squares on the logarithms of the ratios. The
    exchanges must connect all criteria, and be worth points of the same sign: `ValueError`.
    """
    names = list(dict.fromkeys(n for e in exchanges for n in (e.criterion, e.other)))
    if unconnected(names, exchanges):
        raise ValueError("the exchanges do not connect all criteria")
    ratios = [_ratio(exchange, curves, zeros) for exchange in exchanges]
    exact = _walk(names, exchanges, ratios)
    if all(
        exact[e.criterion] == ratio * exact[e.other] for e, ratio in zip(exchanges, ratios, strict=True)
    ):
        return Tradeoffs(normalised(exact), 0.0, None, None)
    weights, misses = _least_squares(names, exchanges, ratios)
    worst = max(range(len(exchanges)), key=lambda number: round(abs(misses[number]), 9))
    miss = exchanges[worst]
    _, other = points_of(miss, curves, zeros)
    implied = curves[miss.other].level_at(other * Fraction(exp(misses[worst]))) - zeros[miss.other]
    return Tradeoffs(exact_weights(weights), exp(abs(misses[worst])) - 1, miss, float(implied))


def _ratio(exchange: Exchange, curves: Mapping[str, Curve], zeros: Mapping[str, Fraction]) -> Fraction:
    """W_a / W_b that an exchange implies."""
    one, other = points_of(exchange, curves, zeros)
    if one * other <= 0:
        raise ValueError(f"{exchange.text}: the two changes are not worth points of the same sign")
    return other / one


def _walk(
    names: Sequence[str], exchanges: Sequence[Exchange], ratios: Sequence[Fraction]
) -> dict[str, Fraction]:
    """Weights along the first chain that reaches each criterion."""
    weights = {names[0]: Fraction(1)}
    while len(weights) < len(names):
        for exchange, ratio in zip(exchanges, ratios, strict=True):
            if exchange.criterion in weights:
                weights.setdefault(exchange.other, weights[exchange.criterion] / ratio)
            elif exchange.other in weights:
                weights.setdefault(exchange.criterion, weights[exchange.other] * ratio)
    return weights


def _least_squares(
    names: Sequence[str], exchanges: Sequence[Exchange], ratios: Sequence[Fraction]
) -> tuple[dict[str, float], list[float]]:
    """Weights by name, up to a factor, and by how much each exchange misses, in logarithms."""
    import numpy as np

    place = {name: position for position, name in enumerate(names)}
    rows = np.zeros((len(exchanges), len(names)))
    for number, exchange in enumerate(exchanges):
        rows[number, place[exchange.criterion]] = 1.0
        rows[number, place[exchange.other]] = -1.0
    wanted = np.array([log(float(ratio)) for ratio in ratios])
    logs = np.linalg.lstsq(rows, wanted, rcond=None)[0]
    weights = {name: exp(float(logs[place[name]] - logs.max())) for name in names}
    return weights, (rows @ logs - wanted).tolist()
