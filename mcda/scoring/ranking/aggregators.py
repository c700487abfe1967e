"""All aggregators of scikit-criteria behind one guard: what they cannot read never reaches them.

The library computes scores; ranks are ours, because its untied ranks are not an inverse permutation
(`[3, 1, 1, 2]`), NaN becomes the rank -9223372036854775808, and its compromise set changes VIKOR's.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, redirect_stdout
from dataclasses import dataclass
from difflib import get_close_matches
from importlib import import_module
from io import StringIO
from typing import TYPE_CHECKING, Any

import numpy as np

from mcda.errors import Problem, UsageProblem
from mcda.scoring.ranking.aggregator_catalogue import AGGREGATORS, Aggregator
from mcda.scoring.ranking.formulas import FORMULAS, extremes, utilities_and_regrets
from mcda.scoring.ranking.imputation import imputed
from mcda.scoring.ranking.linear_programmes import simus_scores
from mcda.scoring.ranking.matrix import DecisionMatrix, Floats, Ranking, ranks_of
from mcda.scoring.ranking.scaled_levels import (
    UNDEMANDING,
    Scaled,
    chosen_normalisation,
    even,
    refused,
    scaled,
)
from mcda.scoring.ranking.vikor import compromise, majority
from mcda.wording import N_

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

__all__ = ["AGGREGATORS", "Aggregator", "aggregate", "aggregator", "finite", "imputed", "quiet"]


@dataclass(frozen=True)
class _Answer:
    """What one call gives."""

    scores: Floats
    details: Mapping[str, Any]


def aggregator(name: str) -> Aggregator:
    """The record of a method.

    Raises
    ------
    UsageProblem
        E170 no such method.
    """
    if name not in AGGREGATORS:
        raise unknown(name, AGGREGATORS)
    return AGGREGATORS[name]


def aggregate(
    matrix: DecisionMatrix,
    method: str,
    *,
    normalisation: str | None = None,
    v: float = 0.5,
    zero: ArrayLike | None = None,
    full: ArrayLike | None = None,
    by_formula: bool = False,
) -> Ranking:
    """Ranking of a matrix by one aggregator of scikit-criteria.

    With `by_formula`, methods of `FORMULAS` are computed by their formula, which gives the same
    scores without the seconds that importing the library takes; fewer details are told.

    Criteria that have no weight, or that give all alternatives the same level, are left out of the
    call and named in `details["ignored"]`; what is left over of the weights is scaled to 1. Where
    nothing is left, and for a single alternative, all rank first, with score 0.

    `v` is VIKOR's weight of the majority. `zero` and `full` are anchors, one for each criterion, in
    its unit: the reference level of ERVD, the bounds and the ideal of RIM and SPOTIS. Without them,
    the extreme levels take their place (for ERVD's reference, the middle between them).

    Raises
    ------
    UsageProblem
        E170 unknown method, E171 unknown normalisation, E172 signs of levels that the method cannot
        read, E173 no finite score, E174 costs it would take for gains, E175 `v`, anchors or size.
    """
    record = aggregator(method)
    chosen = chosen_normalisation(record, normalisation)
    check_request(record, matrix, v)
    details = _ignored(matrix)
    rows = len(matrix.alternatives)
    if rows == 1 or len(details["ignored"]) == len(matrix.criteria):
        blank = Ranking(method, np.ones(rows, dtype=np.int64), np.zeros(rows))
        return _as_ranking(record, chosen, blank, {**details, "alike": True})
    prepared = scaled(matrix, record, chosen, zero, full)
    with np.errstate(all="ignore"):
        by_formula = by_formula and method in FORMULAS
        answer = _computed(record, prepared, v) if by_formula else _answered(record, prepared, v)
    scores = finite(answer.scores, matrix, record)
    ranks = ranks_of(scores, higher_is_better=record.higher_is_better)
    told = {**details, **answer.details}
    if method == "electre1":
        told["kernel"] = scores > 0
    if method == "vikor":
        told.update(compromise(scores, told["S"], told["R"], ranks))
    return _as_ranking(record, chosen, Ranking(method, ranks, scores), told)


def unknown(name: str, known: Mapping[str, Any] | tuple[str, ...]) -> UsageProblem:
    """E170, with what is known and what may have been meant."""
    near = next(iter(get_close_matches(name.strip().lower().replace("-", "_"), known, 1)), None)
    return UsageProblem(
        Problem("E170", value=name, details={"known": ", ".join(known)}, suggestion=near)
    )


def check_request(record: Aggregator, matrix: DecisionMatrix, v: float) -> None:
    """E175 a weight of the majority that is no share, more alternatives than the method can compare."""
    if record.name == "vikor" and not 0 <= v <= 1:
        raise refused(N_("v weighs the majority against the greatest regret: from 0 to 1"), f"{v:g}")
    if record.most is not None and len(matrix.alternatives) > record.most:
        raise refused(N_("too many actions for a method that compares all pairs"), record.name)


def finite(scores: Floats, matrix: DecisionMatrix, record: Aggregator) -> Floats:
    """The scores, (alternatives,) or (any, alternatives); E173 if one is not a number."""
    if not np.isfinite(scores).all():
        first = int(np.argwhere(~np.isfinite(scores))[0][-1])
        details = {"method": record.name, "known": ", ".join(UNDEMANDING)}
        raise UsageProblem(Problem("E173", value=matrix.alternatives[first], details=details))
    return scores


@contextmanager
def quiet() -> Iterator[None]:
    """What the library prints (MARCOS) and warns of while it is imported and called is kept back.

    Everything it warns of is either guarded here or stated in the ranking.
    """
    with warnings.catch_warnings(), redirect_stdout(StringIO()):
        warnings.simplefilter("ignore")
        yield


def _ignored(matrix: DecisionMatrix) -> dict[str, Any]:
    idle = even(matrix.levels) | (matrix.weights <= 0)
    return {"ignored": tuple(matrix.criteria[j] for j in np.nonzero(idle)[0])}


def _as_ranking(record: Aggregator, chosen: str, found: Ranking, told: Mapping[str, Any]) -> Ranking:
    scores = None if record.name == "electre1" else found.scores
    return Ranking(record.name, found.ranks, scores, record.higher_is_better, chosen, told)


def _computed(record: Aggregator, prepared: Scaled, v: float) -> _Answer:
    """The answer of the formula, with what the compromise of VIKOR and the ideal of TOPSIS need."""
    weights = prepared.weights[None, :]
    scores = FORMULAS[record.name](prepared, v)(weights)[0]
    details: dict[str, Any] = {}
    if record.name == "vikor":
        group, regret = utilities_and_regrets(prepared)(weights)
        details = {"S": group[0], "R": regret[0]}
    elif record.name == "topsis":
        best, worst = extremes(prepared)
        details = {"ideal": prepared.weights * best, "worst": prepared.weights * worst}
    return _Answer(scores, details)


def _answered(record: Aggregator, prepared: Scaled, v: float) -> _Answer:
    match record.name:
        case "simus":
            scores, solved = simus_scores(prepared.table, prepared.maximise)
            return _Answer(scores, {"stages_solved": solved})
        case "copras" if prepared.maximise.all():
            # Without costs, its second term vanishes (Zavadskas, Kaklauskas 1996); the library refuses.
            gains = prepared.table @ prepared.weights
            return _Answer(gains / gains.max() * 100, {"gains": gains, "costs": np.zeros(len(gains))})
        case "electre1":
            return _kernel(record, prepared)
        case "multimoora":
            return _duels(prepared)
    answer = _called(record, prepared)
    if record.name == "mabac":
        # The library multiplies all levels before it takes the root, which underflows with some
        # hundred alternatives; the geometric mean by logarithms does not.
        lifted = prepared.table + 1
        border = np.exp(np.log(lifted).mean(axis=0))
        return _Answer((lifted - border) @ prepared.weights, answer.details)
    if record.name == "vikor":
        return _Answer(majority(answer.details["S"], answer.details["R"], v), answer.details)
    return answer


def _kernel(record: Aggregator, prepared: Scaled) -> _Answer:
    """1 in the kernel, 0 outside. Twins are compared once: each would shut the other out."""
    distinct, twin = np.unique(prepared.table, axis=0, return_inverse=True)
    if len(distinct) == 1:
        return _Answer(np.ones(len(twin)), {})
    answer = _called(record, prepared, distinct)
    twins = {"concordance": 1.0, "discordance": 0.0}
    spread = {
        name: np.nan_to_num(answer.details[name], nan=same)[np.ix_(twin, twin)]
        for name, same in twins.items()
        if name in answer.details
    }
    return _Answer(answer.scores[twin], spread)


def _duels(prepared: Scaled) -> _Answer:
    """MULTIMOORA: duels won in three rankings of the library, with ranks of our own.

    Of two alternatives the one ahead in most of the rankings wins, unless they tie in one. The
    library's ranks are moved by rounding, and its duels are fought one by one.
    """
    three = [AGGREGATORS[name] for name in ("moora", "reference_point", "multiplicative")]
    rankings = np.column_stack(
        [
            ranks_of(_called(record, prepared).scores, higher_is_better=record.higher_is_better)
            for record in three
        ]
    )
    ahead = (rankings[:, None] < rankings).sum(axis=2) >= 2
    tied = (rankings[:, None] == rankings).any(axis=2)
    scores = (ahead & ~tied).sum(axis=1).astype(float)
    return _Answer(scores, {"three_ranks": rankings})


def _called(record: Aggregator, prepared: Scaled, table: Floats | None = None) -> _Answer:
    """The answer of the library, unguarded."""
    levels = prepared.table if table is None else table
    if record.name == "mairca":
        # It stretches levels to 0..1 itself; shifted beforehand, any sign passes its check.
        low = levels.min(axis=0)
        levels = 1 + (levels - low) / (levels.max(axis=0) - low)
    module, name = record.library.split(".")
    with quiet():
        from skcriteria import mkdm

        maker = getattr(import_module(f"skcriteria.agg.{module}"), name)
        data = mkdm(levels, np.where(prepared.maximise, 1, -1), weights=prepared.weights)
        try:
            result = maker().evaluate(data, **_reference(record, prepared))
        except ValueError:
            # What slips through to its own checks has no score: told by `finite`.
            return _Answer(np.full(len(levels), np.nan), {})
    extra = result.extra_
    told = {name: np.asarray(extra[key]) for name, key in record.tells.items()}
    scores = result.kernel_ if record.name == "electre1" else extra[record.score]
    stated = _stated(record, prepared)
    return _Answer(np.asarray(scores, dtype=float).reshape(len(levels)), {**told, **stated})


def _reference(record: Aggregator, prepared: Scaled) -> dict[str, Any]:
    """What RIM, SPOTIS and ERVD want to know besides the levels."""
    bounds = np.column_stack([prepared.low, prepared.high])
    match record.name:
        case "rim":
            low, high = ideal_interval(prepared)
            return {
                "ref_ideals": list(zip(low, high, strict=True)),
                "ranges": list(zip(*bounds.T, strict=True)),
            }
        case "spotis":
            ideal = np.where(prepared.maximise, prepared.high, prepared.low)
            return {"bounds": bounds, "isp": ideal}
        case "ervd":
            return {"reference_points": prepared.reference}
    return {}


def ideal_interval(prepared: Scaled) -> tuple[Floats, Floats]:
    """RIM's reference ideal: from the level `full` on, as far as any level reaches."""
    best, more = prepared.best, prepared.maximise
    return np.where(more, best, prepared.low), np.where(more, prepared.high, best)


def _stated(record: Aggregator, prepared: Scaled) -> dict[str, Any]:
    """What the library was told of references, on the scale it was given."""
    reference = _reference(record, prepared)
    if not reference:
        return {}
    given = N_("stated levels zero and full") if prepared.anchored else N_("extreme levels")
    return {"reference": {k: np.asarray(a) for k, a in reference.items()}, "reference_from": given}
