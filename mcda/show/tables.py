"""Terminal screens: portfolios, comparisons, judgements, conflicts, checks.

Each function yields renderables for rich; nothing here computes an amount.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import TYPE_CHECKING

from rich import box
from rich.table import Table
from rich.text import Text

from mcda.analysis.comparison import Comparison, Entry, Step
from mcda.analysis.judgement import Judgement
from mcda.errors import Infeasible, InvalidScenario, McdaError
from mcda.model import Change, Scenario
from mcda.optimise.conflicts import Relaxation
from mcda.portfolio.certify import Check
from mcda.portfolio.ledger import GroupLine
from mcda.portfolio.portfolio import Portfolio, Proof
from mcda.portfolio.verdicts import unit_of
from mcda.problems import line
from mcda.show import labels
from mcda.show.records import detail
from mcda.wording import N_, Words

if TYPE_CHECKING:
    from rich.console import RenderableType

Screen = Iterator["RenderableType"]
VERDICT_STYLES = {"MET": "green", "NOT MET": "bold red", "VACUOUS": "yellow", "FRAGILE": "magenta"}
ENGINES = {"cpsat": "CP-SAT", "highs": "HiGHS"}


def portfolio(found: Portfolio, words: Words) -> Screen:
    """A portfolio: headline, proof, actions, value, ledger, rules."""
    yield from _title(found.scenario, words)
    yield headline(found, words)
    yield proof(found.proof, words)
    yield actions(found, words)
    yield criteria(found, words)
    if found.ledger.partners:
        yield partners(found, words)
        yield groups(found, words)
    yield verdicts(found, words)


def _title(scenario: Scenario, words: Words) -> Screen:
    yield Text(words.label(scenario.title, scenario.name), style="bold")
    if scenario.name:
        yield Text(scenario.name, style="dim")
    for change in scenario.changes:
        yield Text(f"  {change.override} · {_change(change, words)}", style="dim")


def headline(found: Portfolio, words: Words) -> Text:
    """Value, number of actions and money, in one line."""
    scenario = found.scenario
    return Text(
        words(
            N_("{value} points, {actions}; cost {cost}, of which partners pay {local}"),
            value=words.fixed(found.value, 2),
            actions=words.plural(N_("{n} action"), N_("{n} actions"), len(found.actions)),
            cost=labels.money(scenario, found.cost, words),
            local=labels.money(scenario, found.local_cost, words),
        ),
        style="bold",
    )


def proof(known: Proof, words: Words) -> Text:
    """What is known of the optimality, in one sentence."""
    if known.status == "judged":
        return Text(words(N_("A list made by hand, judged against the rules.")))
    if known.status == "feasible":
        stopped = N_("Stopped before the proof: nothing can exceed {bound} (gap {gap}).")
        bound = words.number(known.bound, 2) if known.bound is not None else "?"
        gap = words.percent(known.gap, 2) if known.gap is not None else "?"
        return Text(words(stopped, bound=bound, gap=gap), style="yellow")
    return Text(_proven(known, words), style="green" if known.verified != "no" else "yellow")


def _proven(known: Proof, words: Words) -> str:
    engine = ENGINES.get(known.engine or "", known.engine)
    if known.verified == "enumeration":
        return words(
            N_("Proven best by {engine}; every portfolio was looked at: none is better."), engine=engine
        )
    if known.verified != "no":
        checker = ENGINES.get(known.verified, known.verified)
        text = N_("Proven best by {engine}; a second engine, {checker}, finds nothing better.")
        return words(text, engine=engine, checker=checker)
    text = N_("Proven best by {engine}; the second engine ran out of time (its bound: {bound}).")
    bound = "?" if known.verified_bound is None else words.number(known.verified_bound, 2)
    return words(text, engine=engine, bound=bound)


def actions(found: Portfolio, words: Words) -> Table:
    """The selected actions with what they bring and cost."""
    table = _table(words(N_("Selected actions")))
    scenario = found.scenario
    _columns(
        table,
        words,
        [N_("Id"), N_("Action"), N_("Theme"), N_("Lead")],
        [N_("Points"), N_("Cost"), N_("Paid by partners")],
    )
    for item in found.by_action:
        record = scenario.action_by_id[item.action]
        table.add_row(
            item.action,
            labels.action(scenario, item.action, words),
            labels.theme(scenario, record.theme, words),
            record.lead or "",
            words.fixed(item.value, 2),
            labels.money(scenario, item.cost, words),
            labels.money(scenario, item.local_cost, words),
        )
    return table


def criteria(found: Portfolio, words: Words) -> Table:
    """Value and expected total of each criterion."""
    table = _table(words(N_("Value by criterion")))
    _columns(table, words, [N_("Criterion")], [N_("Expected total"), N_("Points")])
    scenario = found.scenario
    for criterion, points in found.value_by_criterion.items():
        record = scenario.criterion_by_id[criterion]
        name = labels.criterion(scenario, criterion, words)
        common = words(N_(" (common)")) if record.scope == "portfolio" else ""
        total = f"{words.number(found.impacts[criterion], 1)} {record.unit}".strip()
        table.add_row(name + common, total, words.fixed(points, 2))
    return table


def partners(found: Portfolio, words: Words) -> Table:
    """The reciprocity ledger, a line for each partner; sums below."""
    scenario, ledger = found.scenario, found.ledger
    priced = scenario.point_worth is not None
    table = _table(words(N_("Reciprocity ledger")))
    net = [N_("Net")] if priced else []
    amounts = [N_("Benefit (points)"), N_("Pays"), N_("Receives"), *net]
    _columns(table, words, [N_("Partner"), N_("Group")], amounts)
    for item in ledger.partners:
        money = [item.burden, item.received, *([item.net] if item.net is not None else [])]
        table.add_row(
            labels.partner(scenario, item.partner, words),
            labels.groups(scenario, item.groups, words),
            words.fixed(item.benefit, 2),
            *(labels.money(scenario, amount, words) for amount in money),
        )
    table.add_section()
    if found.common:
        table.add_row(
            words(N_("Common value")), "", words.fixed(found.common, 2), "", "", *[""] * priced
        )
    paid = labels.money(scenario, found.local_cost, words)
    table.add_row(words(N_("Total")), "", words.fixed(found.value, 2), paid, paid, *[""] * priced)
    return table


def groups(found: Portfolio, words: Words) -> Table:
    """Shares of each group beside its share of inhabitants."""
    table = _table(words(N_("Groups: shares of the whole")))
    columns = [N_("Benefit"), N_("Pays"), N_("Receives"), N_("Inhabitants")]
    _columns(table, words, [N_("Group")], columns)
    outside = [found.ledger.outside] if found.ledger.outside is not None else []
    for item in [*found.ledger.groups, *outside]:
        name = (
            labels.group(found.scenario, item.group, words)
            if item.group
            else words(N_("outside groups"))
        )
        table.add_row(name, *(_share(share, words) for share in _shares(item)))
    return table


def _shares(item: GroupLine) -> tuple[Fraction | None, ...]:
    return item.benefit_share, item.burden_share, item.received_share, item.population_share


def _share(share: Fraction | None, words: Words) -> str:
    return "–" if share is None else words.percent(share)


def verdicts(found: Portfolio, words: Words) -> Table:
    """How each rule stands: the relation with the least slack, and why a rule is fragile."""
    table = _table(words(N_("Rules")))
    for name in (N_("Rule"), N_("Verdict"), N_("Tightest")):
        table.add_column(words(name))
    for name in (N_("Level"), N_("Bound"), N_("Slack")):
        table.add_column(words(name), justify="right")
    table.add_column(words(N_("Why fragile")))
    scenario = found.scenario
    for item in found.verdicts:
        sign = f"{labels.SIGNS[item.verdict]} {words(labels.VERDICTS[item.verdict])}"
        level, bound, slack = (
            labels.quantity(scenario, item.unit, amount, words)
            for amount in (item.left, item.right, item.slack)
        )
        table.add_row(
            labels.rule(scenario, item.rule, words),
            Text(sign, style=VERDICT_STYLES[item.verdict]),
            labels.relation(scenario, item.relation, words),
            level if item.share is None else f"{level} ({words.percent(item.share)})",
            f"{SENSES[item.sense]} {bound}",
            slack,
            labels.because(scenario, item, words),
        )
    return table


SENSES = {"<=": "≤", ">=": "≥", "==": "="}


def judgement(judged: Judgement, words: Words) -> Screen:
    """A hand-made list: as a portfolio, then what could be had instead."""
    yield from portfolio(judged.portfolio, words)
    yield Text()
    nothing = N_("nothing that meets the rules is worth more without costing more.")
    yield _instead(N_("Better at the same cost:"), judged.better, judged.portfolio, nothing, words)
    if judged.within_rules is not None:
        title = N_("Best that meets the rules at the same cost:")
        yield _instead(title, judged.within_rules, judged.portfolio, "", words)
    nothing = N_("nothing that meets the rules costs the partners less without being worth less.")
    yield _instead(N_("Cheaper at the same value:"), judged.cheaper, judged.portfolio, nothing, words)


def _instead(title: str, other: Portfolio | None, judged: Portfolio, nothing: str, words: Words) -> Text:
    if other is None:
        return Text(f"{words(title)} {words(nothing)}")
    entered = sorted(set(other.actions) - set(judged.actions))
    left = sorted(set(judged.actions) - set(other.actions))
    return Text(f"{words(title)} {headline(other, words)}\n  {_moves(entered, left)}")


def _moves(entered: Iterable[str], left: Iterable[str]) -> str:
    return " ".join([*(f"+{action}" for action in entered), *(f"−{action}" for action in left)]) or "="


def comparison(compared: Comparison, words: Words) -> Screen:
    """Scenarios side by side: figures, actions, and what made each difference."""
    yield _figures(compared, words)
    yield _who_is_where(compared, words)
    in_all = " ".join(compared.in_all) or "–"
    yield Text(words(N_("In every portfolio: {actions}"), actions=in_all))
    for entry in compared.entries:
        if entry.failure is not None:
            yield Text(f"{entry.name}:", style="bold red")
            yield from error(entry.failure, entry.scenario, words)
    if any(entry.steps for entry in compared.entries):
        yield _differences(compared, words)


def _figures(compared: Comparison, words: Words) -> Table:
    table = _table(words(N_("Portfolios side by side")))
    _columns(
        table,
        words,
        [N_("Scenario"), N_("Status")],
        [N_("Points"), N_("Actions"), N_("Cost"), N_("Paid by partners")],
    )
    names = sorted(
        {line.group for e in compared.solved if e.portfolio for line in e.portfolio.ledger.groups}
    )
    scenario = compared.entries[0].scenario
    for name in names:
        shown = labels.group(scenario, name, words) if scenario else name
        table.add_column(words(N_("Benefit, {group}"), group=shown), justify="right")
    table.add_column(words(N_("Fragile")), justify="right")
    for entry in compared.entries:
        table.add_row(*_figure_row(entry, names, words))
    return table


def _figure_row(entry: Entry, group_names: list[str], words: Words) -> list[str]:
    found = entry.portfolio
    if found is None:
        return [_short(entry), words(STATUSES[_status(entry)]), *[""] * (5 + len(group_names))]
    shares = {line.group: line.benefit_share for line in found.ledger.groups}
    return [
        _short(entry),
        words(STATUSES[found.proof.status]) + ("" if found.proof.verified == "no" else " ✓"),
        words.fixed(found.value, 2),
        str(len(found.actions)),
        labels.money(found.scenario, found.cost, words),
        labels.money(found.scenario, found.local_cost, words),
        *(_share(shares.get(name), words) for name in group_names),
        str(sum(verdict.verdict == "FRAGILE" for verdict in found.verdicts)),
    ]


STATUSES = {
    "optimal": N_("optimal"),
    "feasible": N_("not proven"),
    "infeasible": N_("impossible"),
    "invalid": N_("invalid"),
    "unsolved": N_("unsolved"),
    "judged": N_("judged"),
}


def _status(entry: Entry) -> str:
    if isinstance(entry.failure, Infeasible):
        return "infeasible"
    return "invalid" if isinstance(entry.failure, InvalidScenario) else "unsolved"


def _who_is_where(compared: Comparison, words: Words) -> Table:
    table = _table(words(N_("Who is where (actions that are in some portfolios, not in all)")))
    table.add_column(words(N_("Action")))
    for entry in compared.entries:
        table.add_column(_short(entry), justify="center")
    for action in compared.in_some:
        table.add_row(action, *("●" if action in entry.actions else "·" for entry in compared.entries))
    return table


def _differences(compared: Comparison, words: Words) -> Table:
    table = _table(words(N_("What made the difference")))
    _columns(
        table,
        words,
        [N_("Scenario"), N_("Override"), N_("Change")],
        [N_("Points"), N_("Paid by partners")],
    )
    table.add_column(words(N_("Enters (+), leaves (−)")))
    for entry in compared.entries:
        for step in entry.steps:
            table.add_row(*_step_row(entry, step, words))
    return table


def _step_row(entry: Entry, step: Step, words: Words) -> list[str]:
    changes = "\n".join(_change(change, words) for change in step.changes)
    value = "" if step.value is None else _signed(words.fixed(step.value, 2), step.value)
    cost = ""
    if step.local_cost is not None and entry.scenario is not None:
        cost = _signed(labels.money(entry.scenario, step.local_cost, words), step.local_cost)
    moves = "" if step.value is None else _moves(step.entered, step.left)
    return [_short(entry), step.override, changes, value, cost, moves]


def _change(change: Change, words: Words) -> str:
    """One setting, before and after; what is removed or added is not spelt out."""
    if change.new is None:
        return words(N_("{key}: removed"), key=change.key)
    if change.old is None:
        return words(N_("{key}: added, {new}"), key=change.key, new=change.new)
    return f"{change.key}: {change.old} → {change.new}"


def _short(entry: Entry) -> str:
    """A name that fits a column: the variant, else the last part of the path."""
    variant = entry.scenario.variant if entry.scenario is not None else None
    return variant or entry.name.rpartition("/")[2]


def _signed(text: str, amount: Fraction) -> str:
    return f"+{text}" if amount > 0 else text


def error(failure: McdaError, scenario: Scenario | None, words: Words) -> Screen:
    """Why there is no portfolio."""
    if isinstance(failure, Infeasible) and scenario is not None:
        yield from conflicts(failure, scenario, words)
    elif isinstance(failure, InvalidScenario):
        for found in failure.problems:
            yield Text(line(found, words))
    else:
        yield Text(words(N_("Stopped before any portfolio was found.")))


def conflicts(clash: Infeasible | None, scenario: Scenario, words: Words) -> Screen:
    """Rules that clash, and by how much each alone would have to give way."""
    if clash is None:
        yield Text(words(N_("No clash: some portfolio meets all rules.")), style="green")
        return
    if not clash.clash:
        text = N_("No portfolio meets all rules; there was no time to find which of them clash.")
        yield Text(words(text), style="bold red")
        return
    yield Text(words(N_("No portfolio meets all rules. These cannot hold together:")), style="bold red")
    for rule in clash.clash:
        yield Text(f"  • {labels.rule(scenario, rule, words)} [{rule}]")
    yield Text(words(N_("Any one of these would be enough, the other rules unchanged:")))
    for rule, relaxation in clash.relaxation.items():
        yield Text("  → " + _relaxed(scenario, rule, relaxation, words))


def _relaxed(scenario: Scenario, rule: str, relaxation: Relaxation | None, words: Words) -> str:
    name = labels.rule(scenario, rule, words)
    if relaxation is None:
        return words(N_("{rule}: giving way alone is not enough"), rule=name)
    return words(
        N_("{rule}: give way by {amount} (tightest: {relation})"),
        rule=name,
        amount=labels.quantity(scenario, unit_of(relaxation.relation), relaxation.amount, words),
        relation=labels.relation(scenario, relaxation.relation.name, words),
    )


def checks(found: Iterable[Check], words: Words) -> Screen:
    """What a re-check of a result looked at."""
    table = _table(words(N_("Re-checked from the scenario alone")))
    for name in (N_("Check"), "", N_("Finding")):
        table.add_column(words(name))
    for check in found:
        sign = Text("✓", style="green") if check.ok else Text("✗", style="bold red")
        table.add_row(check.name, sign, detail(check, words))
    yield table


def _table(title: str) -> Table:
    return Table(
        title=title, title_justify="left", title_style="bold", box=box.SIMPLE_HEAD, pad_edge=False
    )


def _columns(table: Table, words: Words, texts: Iterable[str], numbers: Iterable[str]) -> None:
    for name in texts:
        table.add_column(words(name))
    for name in numbers:
        table.add_column(words(name), justify="right", no_wrap=True)
