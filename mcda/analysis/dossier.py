"""What a report is about: the proposal, the variants beside it, and what was found around them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

from mcda.analysis.absences import Absence, Subject, absences
from mcda.analysis.comparison import Comparison, compare
from mcda.analysis.doubts import Doubt, doubts
from mcda.analysis.frontier import Frontier, frontier
from mcda.analysis.judgement import Judgement, judge
from mcda.analysis.near_optimal import NearOptimal, near_optimal
from mcda.analysis.price_of_equity import Curve, prices_of_equity
from mcda.analysis.reasons import Reason, reasons
from mcda.analysis.reformulated import scores_of
from mcda.analysis.robustness import Robustness, robust
from mcda.analysis.rule_prices import RulePrice, allowance, rule_prices
from mcda.analysis.sensitivity import Sensitivity, sensitivity
from mcda.errors import InvalidScenario, McdaError, Problem, Stopped
from mcda.files.read import read_with_warnings
from mcda.model import Scenario
from mcda.optimise.engines import Clock, heeding_ctrl_c
from mcda.portfolio import Portfolio
from mcda.runs.journal import FORGETFUL, Chapter, Journal
from mcda.runs.many import ALONE, Hands
from mcda.runs.progress import Listener, unheard
from mcda.scoring import Scores

Extra = Literal["prices", "frontier", "equity", "robust", "sensitivity"]
"""What takes longer, and is gathered only where it is asked for."""
Source = str | Path | Scenario
VALUE_FOR_MONEY = ("value", "local_cost")
"""Objectives of the frontier of a report."""


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
    near: NearOptimal | None = None
    """Every portfolio nearly as good as the proposal; None where that has no meaning."""
    rule_prices: tuple[RulePrice, ...] = ()
    """What each rule costs, those of equity first."""
    reasons: tuple[Reason, ...] = ()
    """Why each action is in the proposal or not."""
    doubts: tuple[Doubt, ...] = ()
    """What was not certain."""
    absences: tuple[Absence, ...] = ()
    """What could be here and is not, or not all of it."""

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

    def absent(self, subject: Subject) -> Absence | None:
        """Why something is not here, or not all of it; None where it is, or is no subject."""
        return next((absence for absence in self.absences if absence.subject == subject), None)


def gather(
    sources: Sequence[Source],
    *,
    settings: Sequence[str] = (),
    extras: Collection[Extra] = (),
    portfolio: Sequence[str] | None = None,
    limit: float | None = None,
    warnings: Sequence[Problem] | None = None,
    journal: Journal = FORGETFUL,
    listen: Listener = unheard,
    hands: Hands = ALONE,
) -> Dossier:
    """Everything for a report: about as long as its solves, save for the extras.

    Parameters
    ----------
    sources
        The proposal, then what stands beside it.
    extras
        `prices` (of rules: without it, within `mcda.analysis.rule_prices.allowance`), `frontier`,
        `equity` (curves of its price), `robust`, `sensitivity`.
    portfolio
        The committee's own list of actions, to be judged.
    limit
        Seconds for each solve, and for each extra.
    warnings
        Of the proposal, where it is handed over as a scenario.
    journal
        Remembers what extras have established, each in a chapter of its own.
    hands
        Who shares the work.

    Raises
    ------
    ValueError
        No source.
    McdaError
        Why the first source has no portfolio; the own list names an unknown action; `Stopped` where the
        user interrupts. What else fails is told: a variant by its entry, an extra in `absences`.
    """
    with heeding_ctrl_c(clock := Clock.of(None)):
        comparison, proposal, told = _compared(sources, settings, limit, warnings, clock)
        work = _Work(proposal, limit, journal, listen, hands, clock)
        own_list = _judged(work.scenario, portfolio, limit)
        near = near_optimal(work.proposal, scores=work.scores, limit=limit)
        prices = work.prices(is_asked="prices" in extras)
        found, failures = work.extras(frozenset(extras))
    return Dossier(
        comparison=comparison,
        own_list=own_list,
        near=near,
        rule_prices=prices,
        reasons=reasons(work.proposal, near, scores=work.scores),
        doubts=doubts(comparison, near, told),
        absences=absences(work.scenario, near, prices, found, failures),
        frontier=found.get("frontier"),
        curves=found["equity"].curves if "equity" in found else (),
        robustness=found.get("robust"),
        sensitivity=found.get("sensitivity"),
    )


def _compared(
    sources: Sequence[Source],
    settings: Sequence[str],
    limit: float | None,
    warnings: Sequence[Problem] | None,
    clock: Clock,
) -> tuple[Comparison, Portfolio, Sequence[Problem]]:
    """The proposal beside the others, the proposal alone, and the warnings about it."""
    if not sources:
        raise ValueError("a dossier is about a portfolio")
    first, told = _with_warnings(sources[0], settings, warnings)
    every = _while_going_on([first, *sources[1:]], clock)
    comparison = compare(every, settings=settings, limit=limit, prompt=True)
    entry = comparison.entries[0]
    if entry.portfolio is None:
        raise entry.failure or ValueError("a dossier is about a portfolio")
    _go_on(clock)
    return comparison, entry.portfolio, told


def _while_going_on(sources: Iterable[Source], clock: Clock) -> Iterator[Source]:
    for source in sources:
        _go_on(clock)
        yield source


def _go_on(clock: Clock) -> None:
    """Stop between two searches where the user has interrupted the first."""
    if clock.cancelled.is_set():
        raise Stopped(interrupted=True)


def _with_warnings(
    source: Source, settings: Sequence[str], warnings: Sequence[Problem] | None
) -> tuple[Source, Sequence[Problem]]:
    """A source read once, with its warnings; one that is refused stays as it is."""
    if isinstance(source, Scenario) or warnings is not None:
        return source, warnings or ()
    try:
        return read_with_warnings(source, settings=settings)
    except InvalidScenario:
        return source, ()


def _judged(scenario: Scenario, listed: Sequence[str] | None, limit: float | None) -> Judgement | None:
    return None if listed is None else judge(scenario, listed, limit=limit)


@dataclass(frozen=True)
class _Work:
    """What is asked about a proposal, and by what means."""

    proposal: Portfolio
    limit: float | None
    journal: Journal
    listen: Listener
    hands: Hands
    clock: Clock

    @property
    def scenario(self) -> Scenario:
        return self.proposal.scenario

    @cached_property
    def scores(self) -> Scores:
        return scores_of(self.proposal)

    def prices(self, *, is_asked: bool) -> tuple[RulePrice, ...]:
        """What each rule costs, as far as there is time for what nobody asked for."""
        limits = [self.limit] if is_asked else [self.limit, allowance(self.scenario)]
        limit = min((seconds for seconds in limits if seconds is not None), default=None)
        if limit == 0:
            return ()
        chapter = Chapter("prices", self.journal) if is_asked else FORGETFUL
        found = rule_prices(self.proposal, scores=self.scores, limit=limit, journal=chapter)
        _go_on(self.clock)
        return found

    def extras(self, asked: Collection[Extra]) -> tuple[dict[Subject, Any], dict[Subject, McdaError]]:
        """What takes longer, by name, and why some of it could not be had."""
        scenario, limit = self.scenario, self.limit
        ways: dict[Subject, Callable[[Journal], object]] = {
            "frontier": lambda journal: frontier(
                scenario, VALUE_FOR_MONEY, limit=limit, journal=journal, listen=self.listen
            ),
            "equity": lambda journal: prices_of_equity(scenario, limit=limit, journal=journal),
            "robust": lambda journal: robust(scenario, limit=limit, journal=journal, listen=self.listen),
            "sensitivity": lambda journal: sensitivity(
                scenario, limit=limit, journal=journal, listen=self.listen, hands=self.hands
            ),
        }
        found: dict[Subject, Any] = {}
        failures: dict[Subject, McdaError] = {}
        for name, way in ways.items():
            if name not in asked:
                continue
            try:
                found[name] = way(Chapter(name, self.journal))
            except McdaError as failure:
                failures[name] = failure
            _go_on(self.clock)
        return found, failures
