"""Robust portfolio modelling: what stays right whatever the admissible data."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from mcda.analysis.information import Information, information
from mcda.analysis.next_question import Question, next_question
from mcda.analysis.robust_partners import Standing, standings
from mcda.analysis.shares import Shares, shares_of
from mcda.model import Scenario
from mcda.optimise.certainty import Class, certain_classes
from mcda.optimise.competitors import Competition, competition
from mcda.optimise.efficient_set import EfficientSet, efficient_set
from mcda.optimise.engines import Clock, Engine, heeding_ctrl_c
from mcda.optimise.prove import choose_engines
from mcda.optimise.solve import solve
from mcda.optimise.uncertain import UncertainModel, uncertain_model, with_costs
from mcda.portfolio.listing import options_of
from mcda.runs.journal import FORGETFUL, Journal
from mcda.runs.progress import Listener, Progress, unheard
from mcda.wording import N_

if TYPE_CHECKING:
    import pandas as pd

Range = tuple[Fraction, Fraction]
"""Least and greatest."""
COMPETITORS = 10
"""Shown unless more are asked for."""


@dataclass(frozen=True)
class NonDominated:
    """A portfolio that no other dominates."""

    actions: tuple[str, ...]
    value: Range
    """In points, over all admissible data."""
    cost: Range
    """In money, over the intervals of costs."""


@dataclass(frozen=True)
class Robustness:
    """What incomplete information leaves open."""

    scenario: Scenario
    information: Information
    portfolios: tuple[NonDominated, ...]
    """Non-dominated ones, the greatest least value first; where not complete some may be dominated."""
    core_index: Mapping[str, Fraction | None]
    """By action: share of the non-dominated portfolios that hold it; None where not complete."""
    classes: Mapping[str, Class]
    """By action."""
    partners: tuple[Standing, ...]
    """What each partner gets across these portfolios, then each group."""
    competition: Competition | None
    """Competitors of the proposed portfolio; None unless asked for."""
    shares: Shares | None
    """The proposed portfolio under every admissible sharing; None unless asked for."""
    question: Question | None
    """Which to ask next; None where none would settle anything, or not all portfolios are known."""
    complete: bool
    interrupted: bool = False

    def of_class(self, name: Class) -> tuple[str, ...]:
        """Actions of a class, in order of ids."""
        return tuple(action for action, found in self.classes.items() if found == name)

    @property
    def table(self) -> pd.DataFrame:
        """Class and core index of each action (floats)."""
        import pandas as pd

        rows = [
            (
                action,
                found,
                None if self.core_index[action] is None else float(self.core_index[action] or 0),
            )
            for action, found in self.classes.items()
        ]
        return pd.DataFrame(rows, columns=["action", "class", "core_index"])


@dataclass(frozen=True)
class Asked:
    """What is asked beside the non-dominated portfolios."""

    portfolio: tuple[str, ...] | None = None
    """A list made by hand, in place of the best portfolio."""
    competitors: int = COMPETITORS
    """At most so many; 0 to leave them out."""
    shares: bool = False
    """Whether who receives is to be doubted."""
    question: bool = True
    """Whether to find the question that would settle most."""


def robust(
    scenario: Scenario,
    admitted: Information | None = None,
    asked: Asked | None = None,
    *,
    engine: str = "auto",
    limit: float | None = None,
    journal: Journal = FORGETFUL,
    listen: Listener = unheard,
) -> Robustness:
    """Non-dominated portfolios, core index, and competitors of a portfolio.

    Parameters
    ----------
    admitted
        `mcda.analysis.information.information(scenario, ...)`; what the scenario has by default.

    Raises
    ------
    UsageProblem
        Information that cannot be used (`information`), an unknown action in the list.
    Infeasible, Stopped
        No portfolio meets all rules; no time to find one.
    """
    inquiry, clock = _inquiry(scenario, admitted, asked or Asked(), engine, limit, listen)
    with heeding_ctrl_c(clock):
        return inquiry.answered(inquiry.proposed, inquiry.efficient(journal))


def competitors(
    scenario: Scenario,
    admitted: Information | None = None,
    asked: Asked | None = None,
    *,
    engine: str = "auto",
    limit: float | None = None,
    listen: Listener = unheard,
) -> Competition:
    """Only the competitors of the best portfolio, or of a list: none means undoubtedly robust.

    That is a few solves however many portfolios are not dominated. Parameters and errors as `robust`.
    """
    asked = replace(asked or Asked(), competitors=max(1, (asked or Asked()).competitors))
    inquiry, clock = _inquiry(scenario, admitted, asked, engine, limit, listen)
    with heeding_ctrl_c(clock):
        return inquiry.competition(inquiry.proposed)


def _inquiry(
    scenario: Scenario,
    admitted: Information | None,
    asked: Asked,
    engine: str,
    limit: float | None,
    listen: Listener,
) -> tuple[_Inquiry, Clock]:
    admitted, clock = admitted or information(scenario), Clock.of(limit)
    with heeding_ctrl_c(clock):
        model = uncertain_model(
            scenario,
            admitted.weights.vertices,
            intervals=admitted.scores == "interval",
            costs=admitted.costs,
            cost_objective=admitted.cost_objective,
            engine=engine,
            clock=clock,
        )
    return _Inquiry(scenario, admitted, asked, model, engine, clock, listen), clock


@dataclass(frozen=True)
class _Inquiry:
    """What is asked of a model."""

    scenario: Scenario
    admitted: Information
    asked: Asked
    model: UncertainModel
    engine: str
    clock: Clock
    listen: Listener

    @property
    def pair(self) -> tuple[Engine, Engine]:
        return choose_engines(self.engine)

    @property
    def proposed(self) -> frozenset[str]:
        """The options of the list, else of the best portfolio."""
        if self.asked.portfolio is not None:
            return options_of(self.model.programme.scores, self.asked.portfolio)
        return self._best()

    def _best(self) -> frozenset[str]:
        """The best portfolio; `Infeasible` where there is none."""
        dear = with_costs(self.scenario, self.admitted.costs)
        return solve(dear, engine=self.engine, limit=self.clock.left).options

    def efficient(self, journal: Journal) -> EfficientSet:
        """The non-dominated portfolios, in half of the time: where they are too many, more is asked.

        `Infeasible` is raised where there is none, which is not known of a list made by hand.
        """
        self.listen(Progress(N_("Looking for all non-dominated portfolios")))
        left = self.clock.left
        clock = self.clock if left is None else self.clock.within(left / 2)
        found = efficient_set(self.model, self.pair, clock, journal=journal, listen=self.listen)
        if found.complete and not len(found):
            self._best()
        return found

    def answered(self, proposed: frozenset[str], found: EfficientSet) -> Robustness:
        """Everything that follows from the non-dominated portfolios."""
        rivals = self.competition(proposed) if self.asked.competitors else None
        index, classes = _core_index(self.model, found), self._classes(found)
        question = None
        if self.asked.question:
            question = next_question(self.scenario, self.admitted, self.model, found, self.clock)
        shares = shares_of(self.model.programme.scores, proposed) if self.asked.shares else None
        return Robustness(
            scenario=self.scenario,
            information=self.admitted,
            portfolios=tuple(_portfolios(self.model, found)),
            core_index=index,
            classes=classes,
            partners=tuple(standings(self.model, found, classes)),
            competition=rivals,
            shares=shares,
            question=question,
            complete=found.complete and (rivals is None or rivals.robust is not None),
            interrupted=self.clock.cancelled.is_set(),
        )

    def competition(self, proposed: frozenset[str]) -> Competition:
        """The competitors of a portfolio."""
        self.listen(Progress(N_("Looking for competitors")))
        return competition(self.model, proposed, self.asked.competitors, self.pair, self.clock)

    def _classes(self, found: EfficientSet) -> dict[str, Class]:
        """By the core index, or where it is not known each proven by itself."""
        if found.complete:
            return _classes(_core_index(self.model, found))
        self.listen(Progress(N_("Looking for core and exterior actions")))
        return certain_classes(self.model, found.portfolios(self.model), self.pair, self.clock)


def _core_index(model: UncertainModel, found: EfficientSet) -> dict[str, Fraction | None]:
    scores, place = model.programme.scores, model.programme.columns.position
    if not found.complete or not len(found):
        return dict.fromkeys(scores.actions)
    return {a: Fraction(int(found.decisions[:, place[a]].sum()), len(found)) for a in scores.actions}


def _classes(index: Mapping[str, Fraction | None]) -> dict[str, Class]:
    names: dict[Fraction | None, Class] = {None: "unknown", Fraction(0): "exterior", Fraction(1): "core"}
    return {action: names.get(share, "borderline") for action, share in index.items()}


def _portfolios(model: UncertainModel, found: EfficientSet) -> Iterable[NonDominated]:
    scores, place = model.programme.scores, model.programme.columns.position
    value = _ranges(model, found, cost=False)
    costs = model.outlay.range(model.outlay.worth(found.decisions))
    rows = zip(found.decisions.tolist(), value, costs[0].tolist(), costs[1].tolist(), strict=True)
    told = [
        NonDominated(
            tuple(action for action in scores.actions if row[place[action]]),
            worth,
            (-high[0] * scores.cent, -low[0] * scores.cent),
        )
        for row, worth, low, high in rows
    ]
    return sorted(told, key=lambda p: (-p.value[0], -p.value[1], p.actions))


def _ranges(model: UncertainModel, found: EfficientSet, *, cost: bool) -> list[Range]:
    """Least and greatest value of each portfolio."""
    by = model.dominance
    kept = [k for k, extreme in enumerate(by.extremes) if extreme.is_cost == cost]
    units = [by.unit(by.extremes[k]) for k in kept]
    low, high = (ends[:, kept].tolist() for ends in by.range(found.worth))
    return [
        (
            min(n * unit for n, unit in zip(least, units, strict=True)),
            max(n * unit for n, unit in zip(most, units, strict=True)),
        )
        for least, most in zip(low, high, strict=True)
    ]
