"""What a report is about: the proposal, the variants beside it, and what was found around them."""

from __future__ import annotations

from dataclasses import dataclass

from mcda.analysis.comparison import Comparison
from mcda.analysis.frontier import Frontier
from mcda.analysis.judgement import Judgement
from mcda.analysis.price_of_equity import Curve
from mcda.analysis.robustness import Robustness
from mcda.analysis.sensitivity import Sensitivity
from mcda.model import Scenario
from mcda.portfolio import Portfolio


@dataclass(frozen=True)
class Dossier:
    """Everything that is known when a report is written; what was not asked for is None or empty."""

    comparison: Comparison
    """The proposal first, then what stands beside it; it has a portfolio."""
    frontier: Frontier | None = None
    """Value against what the partners pay."""
    curves: tuple[Curve, ...] = ()
    """What each level of each rule of equity costs."""
    robustness: Robustness | None = None
    sensitivity: Sensitivity | None = None
    own_list: Judgement | None = None
    """The committee's own list, judged."""

    @property
    def proposal(self) -> Portfolio:
        """The portfolio that the report proposes."""
        found = self.comparison.entries[0].portfolio
        if found is None:
            raise ValueError("a dossier is about a portfolio")
        return found

    @property
    def scenario(self) -> Scenario:
        return self.proposal.scenario
