"""Every table of a dossier, in the order in which they are read."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from mcda.analysis.dossier import Dossier
from mcda.model import Scenario
from mcda.portfolio import Portfolio
from mcda.show.datatables import (
    comparison,
    equity,
    exploration,
    financing,
    portfolio,
    robustness,
    scenario,
    sensitivity,
    themes,
    years,
)
from mcda.show.datatables.absences import absences
from mcda.show.datatables.datatable import DataTable
from mcda.show.datatables.provenance import provenance
from mcda.wording import Words


def tables(dossier: Dossier, words: Words, day: date | None = None) -> tuple[DataTable, ...]:
    """The proposal, what stands beside it, what was found around it, what it rests on; no empty one."""
    every = (
        *of_portfolio(dossier.proposal, words),
        *of_analyses(dossier, words),
        absences(dossier, words),
        *of_scenario(dossier.scenario, words),
        provenance(dossier.proposal, words, day),
    )
    return tuple(table for table in every if table is not None and table.rows)


def of_portfolio(found: Portfolio, words: Words) -> Iterator[DataTable | None]:
    """What is selected, who pays and receives, how each rule stands."""
    yield portfolio.figures(found, words)
    yield portfolio.actions(found, words)
    if found.ledger.partners:
        yield portfolio.ledger(found, words)
        yield portfolio.members(found, words)
        yield portfolio.group_ledger(found, words)
        yield portfolio.groups(found, words)
        yield portfolio.flows(found, words)
        yield portfolio.transfers(found, words)
    yield portfolio.verdicts(found, words)
    yield portfolio.criteria(found, words)
    yield portfolio.regrets(found, words)
    yield themes.themes(found, words)
    yield themes.ledger(found, words)
    yield themes.groups(found, words)
    yield themes.flows(found, words)
    yield from years.accounts(found, words)
    yield financing.plan(found, words)
    yield financing.funds(found, words)


def of_analyses(dossier: Dossier, words: Words) -> Iterator[DataTable | None]:
    """What stands beside the proposal, what it costs, how firm it is."""
    if len(dossier.comparison.entries) > 1:
        yield comparison.variants(dossier.comparison, words)
        yield comparison.who_is_where(dossier.comparison, words)
        yield comparison.differences(dossier.comparison, words)
    if dossier.own_list is not None:
        yield comparison.own_list(dossier.own_list, words)
    if dossier.frontier is not None:
        yield exploration.frontier(dossier.frontier, words)
        yield exploration.adoption(dossier.frontier, words)
    yield exploration.reasons(dossier.scenario, dossier.reasons, words)
    yield equity.rule_prices(dossier.scenario, dossier.rule_prices, words)
    yield equity.prices(dossier.scenario, dossier.curves, words)
    yield equity.curves(dossier.scenario, dossier.curves, words)
    if dossier.robustness is not None:
        yield robustness.core(dossier.robustness, words)
        yield robustness.standings(dossier.robustness, words)
        yield robustness.competitors(dossier.robustness, words)
    if dossier.sensitivity is not None:
        yield sensitivity.stability(dossier.sensitivity, words)
        yield sensitivity.tornado(dossier.sensitivity, words)


def of_scenario(found: Scenario, words: Words) -> Iterator[DataTable | None]:
    """What everything above rests on."""
    yield scenario.changes(found, words)
    yield scenario.rules(found, words)
    yield scenario.criteria(found, words)
    yield scenario.colleges(found, words)
    yield scenario.actions(found, words)
    yield scenario.impacts(found, words)
    yield scenario.partners(found, words)
    yield scenario.shares(found, words)
    yield scenario.links(found, words)
    yield scenario.funds(found, words)
    yield scenario.sources(found, words)
