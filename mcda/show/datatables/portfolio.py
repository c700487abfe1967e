"""Tables of one portfolio: what is selected, who pays and receives, how each rule stands."""

from __future__ import annotations

from mcda.portfolio import Portfolio
from mcda.portfolio.ledger import GroupLine, PartnerLine
from mcda.portfolio.verdicts import Verdict
from mcda.show import labels
from mcda.show.datatables import columns
from mcda.show.datatables.datatable import Cell, Column, DataTable, Measured, Row
from mcda.wording import N_, Words

SCOPES = {"portfolio": N_(" (common)"), "partner": N_(" (by need)")}
"""What is said of criteria whose effects are summed before they are valued."""
SENSES = {"<=": "≤\u00a0", ">=": "≥\u00a0", "==": "=\u00a0", ">": ">\u00a0"}
Line = PartnerLine | GroupLine


def figures(found: Portfolio, words: Words) -> DataTable:
    """The portfolio in a few figures."""
    scenario = found.scenario
    lines: list[Row] = [
        (words(N_("Value (points)")), Measured(found.value)),
        (words(N_("Actions")), Measured(len(found.actions), places=0)),
        (words(N_("Cost")), columns.amount(scenario, found.cost)),
        (words(N_("Paid by partners")), columns.amount(scenario, found.local_cost)),
        (words(N_("Paid by others")), columns.amount(scenario, found.cofinancing)),
    ]
    heads = (columns.text(N_("Figure"), words), columns.points(N_("Level"), words))
    return DataTable("figures", words(N_("The portfolio in figures")), heads, tuple(lines))


def actions(found: Portfolio, words: Words) -> DataTable:
    """The selected actions with what they bring and cost, their active synergies included."""
    scenario = found.scenario
    dated = scenario.years is not None
    heads = (
        *columns.texts(words, N_("Id"), N_("Action"), N_("Theme"), N_("Lead")),
        *([columns.year(N_("Start"), words)] * dated),
        columns.points(N_("Points"), words),
        columns.money(scenario, N_("Cost"), words),
        columns.money(scenario, N_("Paid by partners"), words),
    )
    rows: list[Row] = []
    for line in found.by_action:
        record = scenario.action_by_id[line.action]
        lead = "" if record.lead is None else labels.partner(scenario, record.lead, words)
        names = (
            labels.action(scenario, line.action, words),
            labels.theme(scenario, record.theme, words),
        )
        start: Row = (line.start,) * dated
        rows.append((line.action, *names, lead, *start, line.value, line.cost, line.local_cost))
    beyond = [theme for theme in found.themes if theme.theme is None]
    blank: Row = (None,) * (3 + dated)
    common = [(words(N_("All actions together")), *blank, t.value, None, None) for t in beyond]
    total = (words(N_("Total")), *blank, found.value, found.cost, found.local_cost)
    title = words(N_("Selected actions"))
    return DataTable("actions", title, heads, tuple(rows), (*common, total))


def criteria(found: Portfolio, words: Words) -> DataTable:
    """Value and expected total of each criterion, the total in its own unit."""
    scenario = found.scenario
    heads = (
        columns.text(N_("Criterion"), words),
        columns.points(N_("Expected total"), words),
        columns.points(N_("Points"), words),
    )
    rows = []
    for criterion, points in found.value_by_criterion.items():
        scope = SCOPES.get(scenario.criterion_by_id[criterion].scope, "")
        name = labels.criterion(scenario, criterion, words) + words(scope)
        rows.append((name, columns.effect(scenario, criterion, found.impacts[criterion]), points))
    total: Row = (words(N_("Total")), None, found.value)
    return DataTable("criteria", words(N_("Value by criterion")), heads, tuple(rows), (total,))


def ledger(found: Portfolio, words: Words) -> DataTable:
    """What each partner gets and pays; common value and sums below."""
    rows: list[Row] = [
        (
            labels.partner(found.scenario, line.partner, words),
            labels.groups(found.scenario, line.groups, words),
            *four(found, line),
        )
        for line in found.ledger.partners
    ]
    return DataTable(
        name="ledger",
        title=words(N_("Reciprocity ledger")),
        columns=(*columns.texts(words, N_("Partner"), N_("Group")), *four_columns(found, words)),
        rows=tuple(rows),
        totals=_sums(found, 1, words),
        note=net_note(found, words),
    )


def net_note(found: Portfolio, words: Words) -> str:
    """What a net is, where a point has a worth; a balance over years is something else."""
    worth = found.scenario.point_worth_interval
    if worth is None:
        return ""
    low, nominal, high = (labels.money(found.scenario, level, words) for level in worth)
    text = N_("Net: the benefit, a point being worth {worth}, less what is paid.")
    if low != high:
        text = N_(
            "Net: the benefit, a point being worth {worth} (the middle of {low} to {high}), less what "
            "is paid."
        )
    said = words(text, worth=nominal, low=low, high=high)
    apart = words(N_("It is not the balance of the account over years.")) if found.accounts else ""
    return f"{said} {apart}".strip()


def members(found: Portfolio, words: Words) -> DataTable | None:
    """Partners that have members, with what these get and pay; None where there are none."""
    lines = found.ledger.roll_up
    if not lines:
        return None
    rows = [(labels.partner(found.scenario, ln.partner, words), *four(found, ln)) for ln in lines]
    heads = (columns.text(N_("Partner"), words), *four_columns(found, words))
    title = words(N_("Partners with their members"))
    return DataTable("members", title, heads, tuple(rows))


def group_ledger(found: Portfolio, words: Words) -> DataTable:
    """What each group gets and pays; last what is outside groups."""
    rows: list[Row] = [(group_name(found, line, words), *four(found, line)) for line in _groups(found)]
    heads = (columns.text(N_("Group"), words), *four_columns(found, words))
    title = words(N_("What each group gets and pays"))
    tab = words(N_("Groups"))
    return DataTable("group_ledger", title, heads, tuple(rows), _sums(found, 0, words), tab=tab)


def groups(found: Portfolio, words: Words) -> DataTable:
    """Shares of the whole by group, beside its share of inhabitants; last what is outside groups."""
    headings = (N_("Benefit"), N_("Pays"), N_("Receives"), N_("Inhabitants"))
    rows: list[Row] = [
        (
            group_name(found, line, words),
            line.benefit_share,
            line.burden_share,
            line.received_share,
            line.population_share,
        )
        for line in _groups(found)
    ]
    heads = (columns.text(N_("Group"), words), *(columns.share(h, words) for h in headings))
    title, tab = words(N_("Groups: shares of the whole")), words(N_("Shares of the groups"))
    return DataTable("groups", title, heads, tuple(rows), tab=tab)


def _groups(found: Portfolio) -> tuple[GroupLine, ...]:
    outside = found.ledger.outside
    return found.ledger.groups if outside is None else (*found.ledger.groups, outside)


def group_name(found: Portfolio, line: GroupLine, words: Words) -> str:
    """The group's name; the outside of all groups has one too."""
    return labels.group(found.scenario, line.group, words) if line.group else words(N_("outside groups"))


def four_columns(found: Portfolio, words: Words) -> tuple[Column, ...]:
    """Benefit, what is paid and received, and net where a point has a worth."""
    priced = found.scenario.point_worth is not None
    money = (N_("Pays"), N_("Receives"), *([N_("Net")] * priced))
    amounts = (columns.money(found.scenario, heading, words) for heading in money)
    return columns.points(N_("Benefit (points)"), words), *amounts


def four(found: Portfolio, line: Line) -> Row:
    """The cells under `four_columns`."""
    net: Row = (line.net,) * (found.scenario.point_worth is not None)
    return line.benefit, line.burden, line.received, *net


def _sums(found: Portfolio, blank: int, words: Words) -> tuple[Row, ...]:
    """Common value and total, behind so many blank cells."""
    space: Row = (None,) * blank
    net: Row = (None,) * (found.scenario.point_worth is not None)
    common: Row = (words(N_("Common value")), *space, found.common, None, None, *net)
    paid = found.local_cost
    total: Row = (words(N_("Total")), *space, found.value, paid, paid, *net)
    return (common, total) if found.common else (total,)


def flows(found: Portfolio, words: Words) -> DataTable | None:
    """Who pays for whom, a line for each payer and a column for each receiver; None without partners.

    Sums of lines and columns are what the ledger says.
    """
    scenario, lines = found.scenario, found.ledger.partners
    payers = [line for line in lines if line.burden]
    receivers = [line for line in lines if line.received]
    if not payers:
        return None
    paid = found.ledger.flows
    rows = [
        (
            labels.partner(scenario, payer.partner, words),
            *(paid.get((payer.partner, receiver.partner)) for receiver in receivers),
            payer.burden,
        )
        for payer in payers
    ]
    names = [labels.partner(scenario, receiver.partner, words) for receiver in receivers]
    heads = (columns.money_of(scenario, name) for name in (*names, words(N_("In all"))))
    total: Row = (words(N_("In all")), *(r.received for r in receivers), found.local_cost)
    return DataTable(
        name="flows",
        title=words(N_("Who pays for whom")),
        columns=(columns.text(N_("Who pays"), words), *heads),
        rows=tuple(rows),
        totals=(total,),
        note=words(N_("A line for each partner that pays, a column for each that the money is for.")),
    )


def transfers(found: Portfolio, words: Words) -> DataTable | None:
    """Transfers that rules of compensation need; None where no such rule is met."""
    if not found.transfers:
        return None
    scenario = found.scenario
    rows: list[Row] = []
    idle: list[str] = []
    for rule, payments in found.transfers.items():
        name = labels.rule(scenario, rule, words)
        if not payments:
            idle.append(words(N_("{rule}: no transfer is needed."), rule=name))
        for pair, amount in sorted(payments.items()):
            rows.append((name, *(labels.partner(scenario, one, words) for one in pair), amount))
    heads = (
        *columns.texts(words, N_("Rule"), N_("Who pays"), N_("Who receives")),
        columns.money(scenario, N_("Amount"), words),
    )
    title = words(N_("Transfers between partners"))
    return DataTable("transfers", title, heads, tuple(rows), note=" ".join(idle))


def regrets(found: Portfolio, words: Words) -> DataTable | None:
    """What each college gives up; None where the objective is not their consensus."""
    if not found.proof.regrets:
        return None
    heads = (
        columns.text(N_("College"), words),
        *(columns.points(h, words) for h in (N_("Worth to it"), N_("Its own best"), N_("Regret"))),
    )
    rows = tuple((r.college, r.value, r.best, r.points) for r in found.proof.regrets)
    return DataTable("regrets", words(N_("Regret of each college")), heads, rows)


def verdicts(found: Portfolio, words: Words) -> DataTable:
    """How each rule stands: the relation with the least slack, each figure in the rule's unit."""
    shared = any(item.share is not None for item in found.verdicts)
    fragile = any(item.fragility is not None for item in found.verdicts)
    heads = (
        *columns.texts(words, N_("Rule"), N_("Verdict"), N_("Tightest")),
        columns.points(N_("Level"), words),
        *([columns.share(N_("Share"), words)] * shared),
        columns.points(N_("Bound"), words),
        columns.points(N_("Slack"), words),
        *([columns.text(N_("What makes it fragile"), words)] * fragile),
    )
    rows = tuple(_verdict(found, item, shared, fragile, words) for item in found.verdicts)
    return DataTable("verdicts", words(N_("Rules")), heads, rows)


def _verdict(found: Portfolio, item: Verdict, shared: bool, fragile: bool, words: Words) -> Row:
    scenario = found.scenario
    share: Row = (item.share,) * shared
    why: tuple[Cell, ...] = (labels.because(scenario, item, words),) * fragile
    return (
        labels.rule(scenario, item.rule, words),
        standing(item.verdict, words),
        labels.relation(scenario, item.relation, words),
        columns.measured(scenario, item.unit, item.left, words),
        *share,
        columns.measured(scenario, item.unit, item.right, words, SENSES[item.sense]),
        columns.measured(scenario, item.unit, item.slack, words),
        *why,
    )


def standing(verdict: str, words: Words) -> str:
    """A verdict as a word with its sign."""
    return f"{labels.SIGNS[verdict]}\u00a0{words(labels.VERDICTS[verdict])}"
