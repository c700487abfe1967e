"""What a report is about: the proposal, the variants beside it, and what was found around them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, get_args

from mcda.analysis.comparison import Comparison, compare
from mcda.analysis.doubts import Doubt, doubts
from mcda.analysis.frontier import Frontier, frontier
from mcda.analysis.judgement import Judgement, judge
from mcda.analysis.near_optimal import NearOptimal, near_optimal
from mcda.analysis.price_of_equity import Curve, prices_of_equity
from mcda.analysis.reasons import Reason, reasons
from mcda.analysis.reformulated import scores_of
from mcda.analysis.robustness import Robustness, robust
from mcda.analysis.rule_prices import RulePrice, rule_prices
from mcda.analysis.sensitivity import Sensitivity, sensitivity
from mcda.errors import McdaError, Problem
from mcda.files.read import read_all
from mcda.model import Scenario
from mcda.portfolio import Portfolio
from mcda.runs.journal import FORGETFUL, Chapter, Journal
from mcda.runs.progress import Listener, unheard

Extra = Literal["frontier", "equity", "robust", "sensitivity"]
"""What takes longer, and is gathered only where it is asked for."""
Source = str | Path | Scenario


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
    missing: Mapping[str, McdaError] = field(default_factory=dict)
    """Extras that could not be had, with why."""

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


def gather(
    sources: Sequence[Source],
    *,
    settings: Sequence[str] = (),
    extras: Iterable[Extra] = (),
    portfolio: Sequence[str] | None = None,
    limit: float | None = None,
    journal: Journal = FORGETFUL,
    listen: Listener = unheard,
) -> Dossier:
    """Everything for a report: quick, save for the extras.

    Parameters
    ----------
    sources
        The proposal, then what stands beside it.
    extras
        `frontier`, `equity` (curves of its price), `robust`, `sensitivity`.
    portfolio
        The committee's own list of actions, to be judged.
    limit
        Seconds for each solve, and for each extra.

    Raises
    ------
    ValueError
        No source.
    McdaError
        Why the first source has no portfolio; the own list names an unknown action. What else fails is
        told: a variant by its entry, an extra in `missing`.
    """
    if not sources:
        raise ValueError("a dossier is about a portfolio")
    first, warnings = _with_warnings(sources[0], settings)
    comparison = compare([first, *sources[1:]], settings=settings, limit=limit, prompt=True)
    entry = comparison.entries[0]
    if entry.portfolio is None:
        raise entry.failure or ValueError("a dossier is about a portfolio")
    scores = scores_of(entry.portfolio)
    near = near_optimal(entry.portfolio, scores=scores, limit=limit)
    more, missing = _extras(entry.portfolio.scenario, [*extras], limit, journal, listen)
    return Dossier(
        comparison=comparison,
        own_list=_judged(entry.portfolio.scenario, portfolio, limit),
        near=near,
        rule_prices=rule_prices(entry.portfolio, scores=scores, limit=limit),
        reasons=reasons(entry.portfolio, near, scores=scores),
        doubts=doubts(comparison, near, warnings),
        missing=missing,
        **more,
    )


def _with_warnings(source: Source, settings: Sequence[str]) -> tuple[Source, tuple[Problem, ...]]:
    """A source read once, with its warnings; one that is refused stays as it is."""
    if isinstance(source, Scenario):
        return source, ()
    try:
        reading = read_all(source, settings=settings)
    except McdaError:
        return source, ()
    return (source, ()) if reading.errors else (reading.scenario, reading.problems)


def _judged(scenario: Scenario, listed: Sequence[str] | None, limit: float | None) -> Judgement | None:
    return None if listed is None else judge(scenario, listed, limit=limit)


def _extras(
    scenario: Scenario,
    asked: Sequence[Extra],
    limit: float | None,
    journal: Journal,
    listen: Listener,
) -> tuple[dict[str, Any], dict[str, McdaError]]:
    """What takes longer, by field, and why some of it could not be had."""

    def means(name: str) -> dict[str, Any]:
        return {"limit": limit, "journal": Chapter(name, journal), "listen": listen}

    ways: dict[Extra, tuple[str, Callable[[], object]]] = {
        "frontier": (
            "frontier",
            lambda: frontier(scenario, ("value", "local_cost"), **means("frontier")),
        ),
        "equity": ("curves", lambda: prices_of_equity(scenario, limit=limit).curves),
        "robust": ("robustness", lambda: robust(scenario, **means("robust"))),
        "sensitivity": ("sensitivity", lambda: sensitivity(scenario, **means("sensitivity"))),
    }
    found: dict[str, Any] = {}
    missing: dict[str, McdaError] = {}
    for extra in _in_order(asked):
        name, way = ways[extra]
        try:
            found[name] = way()
        except McdaError as failure:
            missing[extra] = failure
    return found, missing


def _in_order(asked: Sequence[Extra]) -> Iterator[Extra]:
    yield from (extra for extra in get_args(Extra) if extra in asked)
