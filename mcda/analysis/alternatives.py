"""What else could be done: the next best portfolios, or near-optimal ones that differ the most.

Each is told by what it exchanges against the best: actions, value, money, verdicts that change, and
what each group gains or loses.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from mcda.errors import Infeasible, McdaError, Problem, Stopped, UsageProblem
from mcda.exact import read_share
from mcda.model import Scenario
from mcda.optimise.conflicts import conflicts_of
from mcda.optimise.diverse import most_different
from mcda.optimise.engines import Clock
from mcda.optimise.prepare import prepared
from mcda.optimise.programme import Programme, formulate
from mcda.optimise.prove import Pair, Proven, choose_engines, prove_in_turn
from mcda.optimise.ranked import k_best
from mcda.portfolio.portfolio import Portfolio
from mcda.portfolio.verdicts import Standing
from mcda.rules import Consensus
from mcda.rules.curved import Target, reaches

if TYPE_CHECKING:
    import pandas as pd

WITHIN = "2 %"
"""How far below the best a portfolio may be to count as near-optimal, unless it is said."""


@dataclass(frozen=True)
class VerdictChange:
    """A rule that stands otherwise than in the best portfolio."""

    rule: str
    best: Standing
    here: Standing


@dataclass(frozen=True)
class Alternative:
    """A portfolio beside the best one. Differences: this one less the best."""

    portfolio: Portfolio
    proven: bool
    """Its rank is certain; for a portfolio that differs, that it is within the tolerance."""
    entered: tuple[str, ...]
    left: tuple[str, ...]
    value: Fraction
    """Difference in points."""
    objective: Fraction
    """Difference in what was maximised first, in its unit."""
    cost: Fraction
    local_cost: Fraction
    verdicts: tuple[VerdictChange, ...]
    groups: tuple[tuple[str, Fraction], ...]
    """Difference in benefit of each group, in points."""


@dataclass(frozen=True)
class Alternatives:
    """The best portfolio and what could be done instead."""

    scenario: Scenario
    found: tuple[Alternative, ...]
    """From the best down; the best is the first."""
    asked: int
    complete: bool
    """As many as were asked for, or all there are, each proven."""
    within: Fraction | None = None
    """Where they are to differ: how far below the best they may be, as a share of it."""
    distance: int | None = None
    """Actions that the two most alike do not share."""
    bound: int | None = None
    """No as many portfolios within the tolerance are farther apart; None where nothing is known."""
    interrupted: bool = False

    @property
    def exact(self) -> bool:
        """Whether nothing better can be told: ranks are proven, or no others differ more."""
        return self.complete and (self.within is None or self.distance == self.bound)

    @property
    def table(self) -> pd.DataFrame:
        """One row for each portfolio (floats)."""
        import pandas as pd

        rows = [
            {
                "rank": rank,
                "value": float(one.portfolio.value),
                "cost": float(one.portfolio.cost),
                "value_difference": float(one.value),
                "entered": one.entered,
                "left": one.left,
            }
            for rank, one in enumerate(self.found, start=1)
        ]
        return pd.DataFrame(rows)


def alternatives(
    scenario: Scenario,
    k: int = 10,
    *,
    diverse: bool = False,
    within: Fraction | str = WITHIN,
    engine: str = "auto",
    limit: float | None = None,
) -> Alternatives:
    """The k best portfolios, or k near-optimal ones that differ as much as possible.

    A portfolio counts once per set of actions, with the best years and funds for it.

    Parameters
    ----------
    diverse
        The best portfolio and those that, with it, make the smallest number of actions in which any
        two of them differ as large as possible.
    within
        How far below the best these may be, as a share of it (`"2 %"`, or a fraction).
    limit
        Seconds; when they are over, what is proven so far.

    Raises
    ------
    UsageProblem
        E310 the objective has no order beyond the best; E311 no portfolio is asked for; E312 a
        tolerance that is no share.
    Infeasible, Stopped
        As `solve`.
    """
    if isinstance(scenario.objective, Consensus):
        raise UsageProblem(Problem("E310", value=scenario.objective.type))
    if k < 1:
        raise UsageProblem(Problem("E311", value=str(k)))
    share = _tolerance(within)
    clock, pair = Clock.of(limit), choose_engines(engine)
    programme = formulate(prepared(scenario, engine=engine, clock=clock))
    stages = tuple(scenario.objective.stages(programme.q))
    if diverse:
        return _diverse(programme, stages, k, share, pair, clock)
    ranking = k_best(programme, stages, k, pair, clock)
    if not ranking.found:
        raise _refusal(programme, pair, clock, is_certain=ranking.complete)
    return Alternatives(
        scenario=scenario,
        found=_told(programme, ranking.found),
        asked=k,
        complete=ranking.complete,
        interrupted=clock.cancelled.is_set(),
    )


def _tolerance(within: Fraction | str) -> Fraction:
    try:
        share = read_share(within)
    except ValueError:
        share = Fraction(-1)
    if not 0 <= share <= 1:
        raise UsageProblem(Problem("E312", value=str(within)))
    return share


def _refusal(programme: Programme, pair: Pair, clock: Clock, *, is_certain: bool) -> McdaError:
    """Why there is no portfolio."""
    if is_certain:
        return Infeasible(*conflicts_of(programme, pair[0], clock))
    return Stopped(interrupted=clock.cancelled.is_set())


def _diverse(
    programme: Programme, stages: Sequence[Target], k: int, within: Fraction, pair: Pair, clock: Clock
) -> Alternatives:
    """The best, and those within the tolerance of it that differ most."""
    best = prove_in_turn(programme, stages, pair, clock, gap=programme.tolerance)
    level, chosen = best.found.level, best.found.chosen
    if level is None or chosen is None:
        raise _refusal(programme, pair, clock, is_certain=best.found.status == "infeasible")
    near = programme.plus(reaches("near", stages[0], level - within * abs(level)))
    spread = most_different(near, stages[0], chosen, k, pair, clock)
    others = sorted(spread.chosen[1:], key=lambda one: _order(programme, stages, one))
    found = (best, *(_as_good_as(programme, stages[0], one, best) for one in others))
    return Alternatives(
        scenario=programme.scores.scenario,
        found=_told(programme, found),
        asked=k,
        complete=spread.complete and best.found.status == "optimal",
        within=within,
        distance=spread.distance,
        bound=spread.bound,
        interrupted=clock.cancelled.is_set(),
    )


def _order(
    programme: Programme, stages: Sequence[Target], chosen: frozenset[str]
) -> tuple[tuple[Fraction, ...], list[str]]:
    """Best first, then by ids."""
    return tuple(-programme.level(stage, chosen) for stage in stages), sorted(chosen)


def _as_good_as(programme: Programme, objective: Target, chosen: frozenset[str], best: Proven) -> Proven:
    """A portfolio within the tolerance, as something that was found."""
    found = replace(best.found, chosen=chosen, level=programme.level(objective, chosen))
    return replace(best, found=found, canonical=False, levels=())


def _told(programme: Programme, found: Sequence[Proven]) -> tuple[Alternative, ...]:
    """Each beside the first."""
    name = programme.scores.scenario.objective.type
    best = found[0].portfolio(programme, name)
    top = found[0].found.level or Fraction(0)
    told = [_beside(best, best, top, found[0])]
    for proven in found[1:]:
        # None of the others is the best: what is known of them is what the best reaches.
        below = replace(proven, found=replace(proven.found, status="feasible", bound=top))
        told.append(_beside(below.portfolio(programme, name), best, top, proven))
    return tuple(told)


def _beside(here: Portfolio, best: Portfolio, top: Fraction, proven: Proven) -> Alternative:
    actions, others = set(here.actions), set(best.actions)
    before = {verdict.rule: verdict.verdict for verdict in best.verdicts}
    benefits = {line.group: line.benefit for line in best.ledger.groups}
    return Alternative(
        portfolio=here,
        proven=proven.found.status == "optimal",
        entered=tuple(sorted(actions - others)),
        left=tuple(sorted(others - actions)),
        value=here.value - best.value,
        objective=(proven.found.level or Fraction(0)) - top,
        cost=here.cost - best.cost,
        local_cost=here.local_cost - best.local_cost,
        verdicts=tuple(
            VerdictChange(verdict.rule, before[verdict.rule], verdict.verdict)
            for verdict in here.verdicts
            if verdict.verdict != before[verdict.rule]
        ),
        groups=tuple(
            (line.group, line.benefit - benefits.get(line.group, Fraction(0)))
            for line in here.ledger.groups
        ),
    )
