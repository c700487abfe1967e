"""Portfolios that are known already, and which of them is the best under changed rules.

While the exact answer is computed, one that was found for another question often meets the new rules
too. Each is judged anew, exactly; what nobody has found yet may be better, and the answer says so.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from mcda.portfolio.beforehand import is_needed
from mcda.portfolio.columns import Columns, Row
from mcda.portfolio.enumeration import Enumeration, all_relations, levels_of
from mcda.portfolio.portfolio import Portfolio, Proof, assemble
from mcda.portfolio.quantities import ScenarioQuantities
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
        chosen = _best(scores, possible)
        if chosen is None:
            return None
        levels = levels_of(scores, chosen)
        achieved = levels[0] if levels else None
        proof = Proof("feasible", scores.scenario.objective.type, achieved)
        return assemble(scores, chosen, proof, fragilities={})


def _best(scores: Scores, portfolios: Sequence[Options]) -> Options | None:
    """The best of some portfolios by the scenario's own objective, among those that meet every rule."""
    meeting = _meeting(scores, [chosen for chosen in portfolios if scores.is_consistent(chosen)])
    if isinstance(scores.scenario.objective, Value):
        return meeting[0] if meeting else None
    return max(meeting[:MOST_LEVELS], key=lambda chosen: levels_of(scores, chosen), default=None)


def _meeting(scores: Scores, portfolios: Sequence[Options]) -> list[Options]:
    """Those that meet every rule, by falling value, exact."""
    q, columns = ScenarioQuantities(scores), Columns(scores)
    rules, value = Enumeration(columns, all_relations(q)), columns.combination(q.value())
    decisions = rules.decisions_of(rules.selected(portfolios))
    units = rules.amounts(Row("value", value.places, value.coefficients, "<=", 0), decisions)
    holds = np.flatnonzero(rules.meets(decisions)).tolist()
    return [portfolios[place] for place in sorted(holds, key=lambda place: units[place], reverse=True)]
