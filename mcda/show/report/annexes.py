"""The annexes: everything that the note rests on, a section for each subject that there is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from mcda.analysis.dossier import Dossier
from mcda.analysis.reasons import Reason
from mcda.portfolio import Portfolio
from mcda.rules import Value
from mcda.scoring.appraisal import appraise
from mcda.show import labels
from mcda.show.charts import (
    core_index,
    partner_map,
    portfolio_map,
    price_of_equity,
    tornado,
    value_for_money,
    value_functions,
)
from mcda.show.charts.yearly_account import yearly_accounts
from mcda.show.datatables import (
    DataTable,
    columns,
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
from mcda.show.datatables.provenance import provenance
from mcda.show.reasons import sentence
from mcda.show.report.content import Paragraph, Part, Section
from mcda.show.report.equity_cost import price_table
from mcda.show.robustness import admitted
from mcda.wording import N_, Words

Parts = Iterator[Part | None]


def annexes(dossier: Dossier, words: Words, day: date) -> tuple[Section, ...]:
    """All annexes that there is something to say in, in the order of the note."""
    found = dossier.proposal
    told: Sequence[tuple[str, str, Parts]] = (
        ("annex_actions", N_("Actions and their reasons"), _actions(dossier, words)),
        ("annex_rules", N_("Rules and their verdicts"), _rules(found, words)),
        ("annex_criteria", N_("Criteria, weights and values"), _criteria(found, words)),
        ("annex_partners", N_("Partners: the ledger"), _partners(found, words)),
        ("annex_themes", N_("Theme by theme"), _themes(found, words)),
        ("annex_years", N_("Year by year"), _years(found, words)),
        ("annex_financing", N_("Who pays for what"), _financing(found, words)),
        ("annex_variants", N_("Variants side by side"), _variants(dossier, words)),
        ("annex_list", N_("The committee's own list"), _own_list(dossier, words)),
        ("annex_frontier", N_("Value and money"), _frontier(dossier, words)),
        ("annex_equity", _title_of_prices(found), _equity(dossier, words)),
        ("annex_robustness", N_("What stays whatever is uncertain"), _robustness(dossier, words)),
        ("annex_sensitivity", N_("What the proposal hangs on"), _sensitivity(dossier, words)),
        ("annex_absences", N_("What is not here"), _absences(dossier, words)),
        ("annex_provenance", N_("Sources and provenance"), _provenance(dossier, words, day)),
    )
    sections = (
        Section(name, words(title), tuple(part for part in parts if part is not None and says(part)))
        for name, title, parts in told
    )
    return tuple(section for section in sections if section.parts)


def says(part: Part) -> bool:
    """Whether there is anything in a part: a table has rows, or a note why there are none."""
    return not isinstance(part, DataTable) or bool(part.rows or part.note)


def _title_of_prices(found: Portfolio) -> str:
    about = any(rule.concerns_equity for rule in found.scenario.rules.values())
    return N_("The price of equity") if about else N_("The price of each rule")


def _actions(dossier: Dossier, words: Words) -> Parts:
    found = dossier.proposal
    yield portfolio.figures(found, words)
    yield portfolio.actions(found, words)
    yield reason_table(found, dossier.reasons, words)
    yield portfolio_map.portfolio_map(found, words)


def reason_table(found: Portfolio, reasons: Sequence[Reason], words: Words) -> DataTable | None:
    """Every action of the scenario, in or out, and why; None where that was not looked for."""
    if not reasons:
        return None
    heads = columns.texts(words, N_("Id"), N_("Action"), N_("Chosen"), N_("Why"))
    rows = tuple(
        (
            reason.action,
            labels.action(found.scenario, reason.action, words),
            words(N_("yes") if reason.selected else N_("no")),
            sentence(reason, found.scenario, words),
        )
        for reason in reasons
    )
    return DataTable("reasons", words(N_("Every action with its reason")), heads, rows)


def _rules(found: Portfolio, words: Words) -> Parts:
    if not found.verdicts:
        return
    yield scenario.rules(found.scenario, words)
    yield portfolio.verdicts(found, words)
    yield Paragraph(
        words(
            N_(
                "MET: the rule holds. NOT MET: it does not. VACUOUS: there is nothing to apply it to. "
                "FRAGILE: it holds, but would not under another declared reading, or within the "
                "intervals declared for uncertain figures."
            )
        ),
        "aside",
    )


def _criteria(found: Portfolio, words: Words) -> Parts:
    yield scenario.criteria(found.scenario, words)
    yield portfolio.criteria(found, words)
    yield scenario.colleges(found.scenario, words)
    yield value_functions.value_functions(appraise(found.scenario), found, words)


def _partners(found: Portfolio, words: Words) -> Parts:
    if not found.ledger.partners:
        return
    yield portfolio.ledger(found, words)
    yield portfolio.members(found, words)
    yield partner_map.partner_map(found, words)
    if found.ledger.groups:
        yield portfolio.group_ledger(found, words)
        yield portfolio.groups(found, words)
    yield portfolio.flows(found, words)
    yield portfolio.transfers(found, words)
    yield portfolio.regrets(found, words)


def _themes(found: Portfolio, words: Words) -> Parts:
    yield themes.themes(found, words)
    yield themes.groups(found, words)


def _years(found: Portfolio, words: Words) -> Parts:
    yield from years.accounts(found, words)
    yield from yearly_accounts(found, words)


def _financing(found: Portfolio, words: Words) -> Parts:
    yield financing.plan(found, words)
    yield financing.funds(found, words)


def _variants(dossier: Dossier, words: Words) -> Parts:
    if len(dossier.comparison.entries) > 1:
        yield comparison.variants(dossier.comparison, words)
        yield comparison.who_is_where(dossier.comparison, words)
        yield comparison.differences(dossier.comparison, words)


def _own_list(dossier: Dossier, words: Words) -> Parts:
    if dossier.own_list is not None:
        yield comparison.own_list(dossier.own_list, words)
        yield portfolio.verdicts(dossier.own_list.portfolio, words)


def _frontier(dossier: Dossier, words: Words) -> Parts:
    yield value_for_money.value_for_money(
        dossier.proposal, words, frontier=dossier.frontier, own_list=dossier.own_list
    )
    if dossier.frontier is not None:
        yield exploration.frontier(dossier.frontier, words)
        yield exploration.adoption(dossier.frontier, words)


def _equity(dossier: Dossier, words: Words) -> Parts:
    if dossier.rule_prices and isinstance(dossier.scenario.objective, Value):
        yield price_table(dossier.scenario, dossier.rule_prices, words)
    yield equity.prices(dossier.scenario, dossier.curves, words)
    for curve in dossier.curves:
        yield price_of_equity.staircase(dossier.scenario, curve, words)


def _robustness(dossier: Dossier, words: Words) -> Parts:
    if dossier.robustness is not None:
        yield Paragraph(" ".join(admitted(dossier.robustness, words)))
        yield core_index.core_index(dossier.robustness, words)
        yield robustness.standings(dossier.robustness, words)
        yield robustness.competitors(dossier.robustness, words)


def _sensitivity(dossier: Dossier, words: Words) -> Parts:
    if dossier.sensitivity is not None:
        yield tornado.tornado(dossier.sensitivity, words)
        yield sensitivity.stability(dossier.sensitivity, words)


def _absences(dossier: Dossier, words: Words) -> Parts:
    yield absences(dossier, words)


def _provenance(dossier: Dossier, words: Words, day: date) -> Parts:
    yield scenario.changes(dossier.scenario, words)
    yield scenario.sources(dossier.scenario, words)
    yield provenance(dossier.proposal, words, day)
