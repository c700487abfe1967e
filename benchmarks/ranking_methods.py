"""Rankings to measure: the product's, and the same of each peer, from arrays to arrays."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from benchmarks.ranking_cases import OURS, UNCHECKED
from mcda.scoring.ranking.matrix import DecisionMatrix, Thresholds

Floats = NDArray[np.float64]
Answer = tuple[Floats, ...]
HIGHEST = 1_000_000
Q, P, V, S = 50_000, 200_000, 600_000, 125_000
"""Thresholds of every criterion: indifference, preference, veto, Gaussian. pyrepo-mcda takes the
mean of the first two for the last, so that it is."""
ALPHA, BETA = -0.15, 0.30
"""Distillation of ELECTRE III: pyDecision knows no other."""


class Table(NamedTuple):
    """Levels (actions, criteria), all to be maximised, and weights (criteria,) that sum to 1.

    No costs: scikit-criteria warns of them in each call of TOPSIS, and that would count.
    """

    levels: Floats
    weights: Floats


Work = Callable[[Table, Floats, str], Answer]
"""Table, weight vectors (k, criteria), variant."""


def table(actions: int, criteria: int, seed: int = 1) -> Table:
    """Whole levels, evenly spread; ties are few. The same size and seed give the same table."""
    dice = np.random.default_rng([actions, criteria, seed])
    levels = dice.integers(1, HIGHEST, endpoint=True, size=(actions, criteria)).astype(float)
    return Table(levels, dice.dirichlet(np.full(criteria, 5.0)))


def sample(actions: int, criteria: int) -> Table:
    """A table to warm up with."""
    return table(actions, criteria, seed=2)


def vectors(number: int, criteria: int) -> Floats:
    """(number, criteria) weights, evenly spread over all that sum to 1."""
    return np.random.default_rng([number, criteria]).dirichlet(np.ones(criteria), number)


def difference(ours: Answer, theirs: Answer) -> float:
    """Largest over everything that both answer."""
    return max(float(np.abs(a - b).max()) for a, b in zip(ours, theirs, strict=True))


# ---------------------------------------------------------------- the product


def matrix(given: Table) -> DecisionMatrix:
    """Names made and everything checked, as for a scenario."""
    criteria = given.levels.shape[1]
    limits = (np.full(criteria, float(limit)) for limit in (Q, P, V, S))
    thresholds = Thresholds(*limits, functions=(None,) * criteria)
    return DecisionMatrix.of(given.levels, weights=given.weights, thresholds=thresholds)


def _promethee(given: Table, weights: Floats, variant: Any) -> Answer:
    from mcda.scoring.ranking.promethee import promethee_ii

    ranking = promethee_ii(matrix(given), preference=variant)
    return (np.asarray(ranking.scores),)


def _electre(given: Table, weights: Floats, variant: str) -> Answer:
    from mcda.scoring.ranking.electre_iii import electre_iii

    return (electre_iii(matrix(given), alpha=ALPHA, beta=BETA).details["credibility"],)


def _batch(given: Table, weights: Floats, variant: str) -> Answer:
    from mcda.scoring.ranking.batch import scores_under

    return (scores_under(matrix(given), weights, variant or "topsis"),)


# ---------------------------------------------------------------- PROMETHEE II


def _promethee_of_pymcdm(given: Table, weights: Floats, variant: str) -> Answer:
    from pymcdm.methods import PROMETHEE_II

    names = {"usual": "usual", "linear": "vshape_2"}
    if variant not in names:
        raise NotImplementedError
    criteria = given.levels.shape[1]
    limits = {} if variant == "usual" else {"p": [P] * criteria, "q": [Q] * criteria}
    method = PROMETHEE_II(names[variant], **limits)
    return (method(given.levels, given.weights, np.ones(criteria, dtype=int)),)


def _promethee_of_pyrepo(given: Table, weights: Floats, variant: str) -> Answer:
    from pyrepo_mcda.mcda_methods import PROMETHEE_II

    method = PROMETHEE_II()
    criteria = given.levels.shape[1]
    function = getattr(method, f"_{variant}_function")
    p, q = np.full(criteria, float(P)), np.full(criteria, float(Q))
    types = np.ones(criteria)
    flows = method(
        given.levels, given.weights, types, preference_functions=[function] * criteria, p=p, q=q
    )
    return (flows,)


def _promethee_of_pydecision(given: Table, weights: Floats, variant: str) -> Answer:
    from pyDecision.algorithm import promethee_ii

    criteria = given.levels.shape[1]
    kind = {"usual": "t1", "linear": "t5", "gaussian": "t6"}[variant]
    limits = {name: [limit] * criteria for name, limit in {"Q": Q, "S": S, "P": P}.items()}
    flows = promethee_ii(
        given.levels, W=list(given.weights), F=[kind] * criteria, sort=False, verbose=False, **limits
    )
    return (flows[:, 1],)


# ---------------------------------------------------------------- TOPSIS, one vector after another


def _topsis_of_skcriteria(given: Table, weights: Floats, variant: str) -> Answer:
    """Levels are scaled once, before the loop."""
    import skcriteria
    from skcriteria.agg.topsis import TOPSIS
    from skcriteria.preprocessing.scalers import VectorScaler

    criteria = given.levels.shape[1]
    bare = skcriteria.mkdm(given.levels, [max] * criteria)
    scaled, method = VectorScaler("matrix").transform(bare), TOPSIS()
    rows = [method.evaluate(scaled.replace(weights=w)).e_.similarity for w in weights]
    return (np.array(rows),)


def _topsis_of_pymcdm(given: Table, weights: Floats, variant: str, *, checked: bool = True) -> Answer:
    from pymcdm.methods import TOPSIS
    from pymcdm.normalizations import vector_normalization

    method, types = TOPSIS(vector_normalization), np.ones(given.levels.shape[1], dtype=int)
    rows = [method(given.levels, w, types, validation=checked) for w in weights]
    return (np.array(rows),)


def _topsis_of_pymcdm_unchecked(given: Table, weights: Floats, variant: str) -> Answer:
    return _topsis_of_pymcdm(given, weights, variant, checked=False)


# ---------------------------------------------------------------- ELECTRE III


def _electre_of_pydecision(given: Table, weights: Floats, variant: str) -> Answer:
    """Its credibility has an empty diagonal: there the product's 1 is put."""
    from pyDecision.algorithm import electre_iii

    actions, criteria = given.levels.shape
    limits = {name: [limit] * criteria for name, limit in {"P": P, "Q": Q, "V": V}.items()}
    _, credibility, *_ = electre_iii(given.levels, W=list(given.weights), **limits)
    return (credibility + np.eye(actions),)


WORKS: Mapping[str, Mapping[str, Work]] = {
    "promethee": {
        OURS: _promethee,
        "pymcdm": _promethee_of_pymcdm,
        "pyrepo-mcda": _promethee_of_pyrepo,
        "pyDecision": _promethee_of_pydecision,
    },
    "topsis": {
        OURS: _batch,
        "scikit-criteria": _topsis_of_skcriteria,
        "pymcdm": _topsis_of_pymcdm,
        UNCHECKED: _topsis_of_pymcdm_unchecked,
    },
    "electre": {OURS: _electre, "pyDecision": _electre_of_pydecision},
    "batch": {OURS: _batch},
}
