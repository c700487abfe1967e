"""Classical rankings of the actions of a scenario, and how far they agree."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from mcda.errors import Problem, UsageProblem
from mcda.model import Scenario
from mcda.scoring import score
from mcda.scoring.ranking.agreement import Agreement, agreement
from mcda.scoring.ranking.batch import checked_weights
from mcda.scoring.ranking.batch import scores_under as batch_scores
from mcda.scoring.ranking.dominance import Dominance, dominance
from mcda.scoring.ranking.matrix import DecisionMatrix, Floats, Ranking
from mcda.scoring.ranking.methods import (
    ANCHORED,
    DEFAULT,
    Options,
    check_normalisation,
    checked,
    methods,
)
from mcda.scoring.ranking.reversal import Reversal, Trials, reversal
from mcda.scoring.ranking.scenario_matrix import anchors, decision_matrix

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import ArrayLike


@dataclass(frozen=True)
class Rankings:
    """What several methods say of the same actions."""

    scenario: Scenario
    matrix: DecisionMatrix
    by_method: Mapping[str, Ranking]
    failed: Mapping[str, Problem] = field(default_factory=dict)
    """Methods that cannot rank these actions, and why; the others are not kept waiting."""
    agreement: Agreement | None = None
    """How far the methods agree; None with one method."""
    reversal: Mapping[str, Reversal] | None = None
    """By method: how often its order changes with the list of actions. None unless asked for."""
    dominance: Dominance | None = None
    """Actions that others match on every criterion. None unless asked for."""

    @cached_property
    def order(self) -> tuple[int, ...]:
        """Positions of the actions by mean rank, then by the first method, then by id."""
        ranks = [ranking.ranks.tolist() for ranking in self.by_method.values()]
        rows = range(len(self.matrix.alternatives))
        return tuple(sorted(rows, key=lambda row: (sum(r[row] for r in ranks), ranks[0][row], row)))

    @cached_property
    def screened(self) -> tuple[str, ...]:
        """Actions that a threshold sets aside from portfolios; they are ranked all the same."""
        return score(self.scenario).screened

    @property
    def table(self) -> pd.DataFrame:
        """Rank of each action under each method: a row for each action, the best first."""
        import pandas as pd

        ranks = {method: ranking.ranks for method, ranking in self.by_method.items()}
        frame = pd.DataFrame(ranks, index=pd.Index(self.matrix.alternatives, name="action"))
        return frame.iloc[list(self.order)]


def rank(
    scenario: Scenario,
    methods_asked: str | Iterable[str] = (),
    options: Options | None = None,
    *,
    with_reversal: bool = False,
    with_dominance: bool = False,
) -> Rankings:
    """Rank the actions by classical methods, `DEFAULT` unless others are named.

    A view beside the portfolio: impacts are taken as written on the leaves of role `value`, and
    no score enters a sum over actions.

    Raises
    ------
    UsageProblem
        E176 for an unknown method, E171 for a normalisation that none takes; what the only method,
        or none of several, can rank, by its own code.
    """
    asked = (methods_asked,) if isinstance(methods_asked, str) else tuple(methods_asked)
    names, chosen = checked(asked or DEFAULT), options or Options()
    check_normalisation(names, chosen.normalisation)
    matrix = chosen.applied(decision_matrix(scenario))

    def run(name: str, of: DecisionMatrix) -> Ranking:
        return methods()[name].run(of, scenario, chosen)

    found: dict[str, Ranking] = {}
    failed: dict[str, Problem] = {}
    for name in names:
        try:
            found[name] = run(name, matrix)
        except UsageProblem as refused:
            if len(names) == 1:
                raise
            failed[name] = refused.problem
    if not found:
        raise UsageProblem(failed[names[0]])
    ranks = {name: ranking.ranks for name, ranking in found.items()}
    moved = {name: _moved(matrix, name, run) for name in found} if with_reversal else None
    return Rankings(
        scenario,
        matrix,
        found,
        failed=failed,
        agreement=agreement(ranks) if len(ranks) > 1 else None,
        reversal=moved,
        dominance=dominance(matrix) if with_dominance else None,
    )


def scores_under(
    scenario: Scenario, weights: ArrayLike, method: str = "mavt", options: Options | None = None
) -> Floats:
    """Scores of the actions under many sets of weights at once: (sets, actions), actions by id.

    `weights` is (sets, leaves), leaves by id, scaled to 1 set by set; such as random ones, or the
    vertices of what statements admit. `method` is `mavt`, `promethee_ii` or an aggregator whose score
    is a formula of the weights (`mcda.scoring.ranking.batch.BATCHED`).

    Raises
    ------
    UsageProblem
        E153 weights that cannot be normalised, E170 another method; otherwise as `rank`.
    """
    chosen = options or Options()
    matrix = chosen.applied(decision_matrix(scenario))
    if method == "mavt":
        from mcda.scoring.ranking.mavt import points_before_weights

        vectors = checked_weights(weights, len(matrix.criteria))
        return np.asarray(vectors @ points_before_weights(matrix, scenario).T)
    zero, full = anchors(scenario) if method in ANCHORED else (None, None)
    return batch_scores(
        matrix, weights, method,
        normalisation=chosen.normalisation, v=chosen.v, zero=zero, full=full,
    )  # fmt: skip


def _moved(matrix: DecisionMatrix, name: str, run: Callable[[str, DecisionMatrix], Ranking]) -> Reversal:
    """What moves the ranks of a method.

    Levels that the scenario states are counted in the same units as impacts and move with them:
    where a method compares with these alone, another unit or origin changes nothing.
    """
    found = reversal(matrix, lambda changed: run(name, changed))
    if not methods()[name].stands_alone:
        return found
    return replace(found, scale=_still(found.scale), shift=_still(found.shift))


def _still(trials: Trials) -> Trials:
    unmoved = np.zeros(len(trials.names), dtype=bool)
    return Trials(trials.names, np.zeros(len(trials.names)), unmoved, unmoved)
