"""The financing plan as tables: who pays for each action, what is left of each fund."""

from __future__ import annotations

from mcda.portfolio import Portfolio
from mcda.portfolio.financing import ActionPlan
from mcda.show import labels
from mcda.show.datatables import columns
from mcda.show.datatables.datatable import DataTable, Row
from mcda.wording import N_, Words


def plan(found: Portfolio, words: Words) -> DataTable | None:
    """Who pays for each action, a column for each that does; None where nothing decides or limits it.

    The amounts of a line add up to its cost where there are partners.
    """
    planned = found.financing
    if planned is None:
        return None
    scenario = found.scenario
    funds = [f.fund for f in scenario.funds if any(f.fund in line.grants for line in planned.actions)]
    payers = [p for p in scenario.partner_by_id if any(p in line.payments for line in planned.actions)]
    names = [
        *(labels.fund(scenario, fund, words) for fund in funds),
        *(labels.partner(scenario, partner, words) for partner in payers),
    ]
    before, after = (N_("Cost"), N_("Granted before")), (N_("Paid by partners"),)
    heads = (
        *columns.texts(words, N_("Id"), N_("Action"), N_("Lead")),
        *(columns.money(scenario, heading, words) for heading in before),
        *(columns.money_of(scenario, name) for name in names),
        *(columns.money(scenario, heading, words) for heading in after),
        columns.share(N_("Own share of the lead"), words),
    )
    rows = tuple(_line(found, line, funds, payers, words) for line in planned.actions)
    granted = {use.fund: use.granted for use in planned.funds if use.year is None}
    paid = {line.partner: line.burden for line in found.ledger.partners}
    sums = (*(granted[fund] for fund in funds), *(paid[partner] for partner in payers))
    known = sum(line.cofinancing for line in planned.actions)
    total: Row = (words(N_("Total")), None, None, found.cost, known, *sums, found.local_cost, None)
    return DataTable("financing", words(N_("Financing plan")), heads, rows, (total,))


def _line(found: Portfolio, line: ActionPlan, funds: list[str], payers: list[str], words: Words) -> Row:
    scenario = found.scenario
    lead = scenario.action_by_id[line.action].lead
    return (
        line.action,
        labels.action(scenario, line.action, words),
        "" if lead is None else labels.partner(scenario, lead, words),
        line.cost,
        line.cofinancing,
        *(line.grants.get(fund) for fund in funds),
        *(line.payments.get(partner) for partner in payers),
        line.local_cost,
        line.own_share,
    )


def funds(found: Portfolio, words: Words) -> DataTable | None:
    """What each fund grants and has left, by year and in all; None without funds."""
    if found.financing is None or not found.financing.funds:
        return None
    rows: list[Row] = [
        (
            labels.fund(found.scenario, use.fund, words),
            words(N_("in all")) if use.year is None else str(use.year),
            *(use.granted, use.envelope, use.left),
        )
        for use in found.financing.funds
    ]
    money = (N_("Granted"), N_("Envelope"), N_("Left"))
    heads = (
        *columns.texts(words, N_("Fund"), N_("Year")),
        *(columns.money(found.scenario, heading, words) for heading in money),
    )
    return DataTable("funds", words(N_("Funds: granted and left")), heads, tuple(rows))
