"""Every portfolio nearly as good as the best: which actions are firm, and which can be talked about.

What is within a share of the best level is enumerated by bounds in whole numbers, to the last one. An
action that all of them select is firm; one that some of them select is negotiable, and its exact price
is what the best of those with the opposite loses.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from mcda.analysis.reformulated import scores_of
from mcda.model import Scenario
from mcda.optimise.engines import Clock
from mcda.optimise.fronts.best import Contender, Reached
from mcda.optimise.programme import Programme, formulate
from mcda.optimise.prompt import single_objective
from mcda.portfolio.portfolio import Portfolio
from mcda.scoring import Scores

WITHIN = Fraction(2, 100)
"""How far below the best a portfolio may be, as a share of it."""
MOST = 2000
"""More portfolios than that are not listed."""
LABELS = 2**22
"""After so many labels (some seconds) nobody knows."""


@dataclass(frozen=True)
class NearPortfolio:
    """A set of actions nearly as good as the best, with the best options for it."""

    actions: frozenset[str]
    level: Fraction
    """Of the objective, in its unit."""


@dataclass(frozen=True)
class NearOptimal:
    """All portfolios within a share of the best."""

    scenario: Scenario
    best: NearPortfolio
    within: Fraction
    """How far below the best they may be, as a share of it."""
    portfolios: tuple[NearPortfolio, ...]
    """The best first; sets of actions, no two alike."""
    complete: bool
    """Whether these are all of them; otherwise only the best is listed, and nothing follows from it."""

    @cached_property
    def firm(self) -> tuple[str, ...]:
        """Actions that all of them select."""
        common = frozenset.intersection(*(one.actions for one in self.portfolios))
        return tuple(sorted(common)) if self.complete else ()

    @cached_property
    def negotiable(self) -> tuple[str, ...]:
        """Actions that some of them select, and others do not."""
        some = frozenset().union(*(one.actions for one in self.portfolios))
        return tuple(sorted(some - {*self.firm})) if self.complete else ()

    @cached_property
    def outside(self) -> tuple[str, ...]:
        """Actions that none of them selects."""
        if not self.complete:
            return ()
        return tuple(sorted(self.scenario.action_by_id.keys() - {*self.firm, *self.negotiable}))

    @cached_property
    def losses(self) -> dict[str, Fraction]:
        """What the best portfolio with the opposite of an action loses, where that is within the share.

        In the unit of the objective. Any other action costs more than the share, or cannot be otherwise.
        """
        found: dict[str, Fraction] = {}
        for one in self.portfolios:
            for action in sorted(one.actions ^ self.best.actions):
                found.setdefault(action, self.best.level - one.level)
        return found


def near_optimal(
    portfolio: Portfolio,
    within: Fraction = WITHIN,
    *,
    scores: Scores | None = None,
    limit: float | None = None,
) -> NearOptimal | None:
    """Every portfolio within a share of a proven best one.

    None where the objective is not one linear amount, over years, and beside a portfolio that is not
    proven the best. `limit` in seconds; `scores` those of the portfolio, where they are at hand.
    """
    programme = formulate(scores or scores_of(portfolio))
    objective, level = single_objective(programme), portfolio.proof.achieved
    if objective is None or level is None or portfolio.proof.status != "optimal":
        return None
    one = Contender.of(programme, objective)
    reached = None
    if one is not None:
        least = level - within * abs(level)
        reached = one.reaching(least, Clock.of(limit), labels=LABELS, most=MOST)
    best = NearPortfolio(frozenset(portfolio.actions), level)
    listed = (best,) if reached is None else _different(programme, best, reached)
    return NearOptimal(portfolio.scenario, best, within, listed, reached is not None)


def _different(
    programme: Programme, best: NearPortfolio, reached: Sequence[Reached]
) -> tuple[NearPortfolio, ...]:
    """Sets of actions, each with the best of its options; the best portfolio before its equals."""
    found = {best.actions: best}
    for one in reached:
        actions = one.chosen.intersection(programme.scores.actions)
        found.setdefault(actions, NearPortfolio(actions, one.level))
    return tuple(found.values())
