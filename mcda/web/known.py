"""Portfolios that are known already, and which of them is the best under changed rules.

While the exact answer is computed, one that was found for another question often meets the new rules
too. Each is judged anew, exactly; what nobody has found yet may be better, and the answer says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import numpy as np

from mcda.optimise.fronts.problem import front_problem
from mcda.optimise.programme import Programme, formulate
from mcda.portfolio.beforehand import is_needed
from mcda.portfolio.enumeration import levels_of
from mcda.portfolio.portfolio import Portfolio, Proof, assemble
from mcda.rules import Value
from mcda.scoring import Scores
from mcda.web.memory import Memory

Options = frozenset[str]

MOST = 120
"""Portfolios remembered of a scenario, its variants included."""
MOST_LEVELS = 20
"""Those of most value, by which an objective other than value is looked at."""
MOST_SOURCES = 64


class Known:
    """Portfolios by the name of their scenario, the latest last."""

    def __init__(self) -> None:
        self._pools: Memory[str, Memory[Options, Options]] = Memory(MOST_SOURCES)

    def add(self, source: str, options: Options) -> None:
        """Remember a portfolio."""
        self._pools.made(source, lambda: Memory(MOST)).put(options, options)

    def of(self, source: str) -> tuple[Options, ...]:
        """All that are remembered, the latest first."""
        pool = self._pools.get(source)
        return () if pool is None else pool.values()[::-1]

    def best(self, source: str, scores: Scores) -> Portfolio | None:
        """The best that meets every rule of a scenario; None where none does, or it cannot be told.

        Whether its verdicts are fragile is not looked at, which would take longer than all the rest.
        What some rules must know beforehand takes solves of its own: then nothing is told.
        """
        if is_needed(scores):
            return None
        possible = [options for options in self.of(source) if options <= scores.options.keys()]
        if not possible:
            return None
        chosen = _best(formulate(scores), possible)
        if chosen is None:
            return None
        levels = levels_of(scores, chosen)
        achieved = levels[0] if levels else None
        proof = Proof("feasible", scores.scenario.objective.type, achieved)
        return assemble(scores, chosen, proof, fragilities={})


def _best(programme: Programme, portfolios: Sequence[Options]) -> Options | None:
    """The best of some portfolios by the scenario's own objective, among those that meet every rule."""
    meeting = _meeting(programme, portfolios)
    if isinstance(programme.scores.scenario.objective, Value):
        return meeting[0][1] if meeting else None
    ranked = [(levels_of(programme.scores, chosen), chosen) for _, chosen in meeting[:MOST_LEVELS]]
    return max(ranked, key=lambda pair: pair[0])[1] if ranked else None


def _meeting(programme: Programme, portfolios: Sequence[Options]) -> list[tuple[Fraction, Options]]:
    """Those that meet every rule, by falling value in whole units, exact."""
    value = programme.columns.combination(programme.q.value())
    problem = front_problem(programme, [value])
    if problem is None:
        tried = [chosen for chosen in portfolios if programme.admits(chosen)]
        worth = [(programme.level(programme.q.value(), chosen), chosen) for chosen in tried]
    else:
        place = programme.columns.position
        selected = np.zeros((len(portfolios), problem.options), dtype=bool)
        for line, chosen in zip(selected, portfolios, strict=True):
            line[[place[option] for option in chosen]] = True
        points, meets = problem.evaluate(selected)
        found = zip(points[:, 0].tolist(), portfolios, meets, strict=True)
        worth = [(Fraction(units), chosen) for units, chosen, holds in found if holds]
    return sorted(worth, key=lambda pair: pair[0], reverse=True)
