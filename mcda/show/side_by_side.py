"""Portfolios of several scenarios side by side."""

from __future__ import annotations

from fractions import Fraction

from rich.table import Table
from rich.text import Text

from mcda.analysis.comparison import Comparison, Entry, Step
from mcda.errors import Infeasible, InvalidScenario
from mcda.show import labels
from mcda.show.failures import error
from mcda.show.layout import Screen, add_columns, moves, new_table, shown_share
from mcda.wording import N_, Words


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
    table = new_table(words(N_("Portfolios side by side")))
    add_columns(
        table,
        words,
        [N_("Scenario"), N_("Status")],
        [N_("Points"), N_("Actions"), N_("Cost"), N_("Paid by partners")],
    )
    names = sorted(
        {line.group for e in compared.solved if e.portfolio for line in e.portfolio.ledger.groups}
    )
    for name in names:
        shown = group_name(compared, name, words)
        table.add_column(words(N_("Benefit, {group}"), group=shown), justify="right")
    table.add_column(words(N_("Fragile")), justify="right")
    for entry in compared.entries:
        table.add_row(*_figure_row(entry, names, words))
    return table


def group_name(compared: Comparison, group: str, words: Words) -> str:
    """The name of a group, from the first scenario that gives it one: not all have the same groups."""
    scenarios = (entry.scenario for entry in compared.entries if entry.scenario is not None)
    named = (labels.group(s, group, words) for s in scenarios if group in s.labels.groups)
    return next(named, group)


def action_name(compared: Comparison, action: str, words: Words) -> str:
    """The name of an action; all its names, where an id stands for different actions."""
    scenarios = (entry.scenario for entry in compared.entries if entry.scenario is not None)
    known = (labels.action(s, action, words) for s in scenarios if action in s.action_by_id)
    return " / ".join(dict.fromkeys(known))


def _figure_row(entry: Entry, group_names: list[str], words: Words) -> list[str]:
    found = entry.portfolio
    if found is None:
        return [short(entry), words(STATUSES[status(entry)]), *[""] * (5 + len(group_names))]
    shares = {line.group: line.benefit_share for line in found.ledger.groups}
    return [
        short(entry),
        words(STATUSES[found.proof.status]) + ("" if found.proof.verified == "no" else "\u00a0✓"),
        words.fixed(found.value, 2),
        str(len(found.actions)),
        labels.money(found.scenario, found.cost, words),
        labels.money(found.scenario, found.local_cost, words),
        *(shown_share(shares.get(name), words) for name in group_names),
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


def status(entry: Entry) -> str:
    """Why there is no portfolio: a key of `STATUSES`."""
    if isinstance(entry.failure, Infeasible):
        return "infeasible"
    return "invalid" if isinstance(entry.failure, InvalidScenario) else "unsolved"


def _who_is_where(compared: Comparison, words: Words) -> Table:
    table = new_table(words(N_("Who is where (actions that are in some portfolios, not in all)")))
    table.add_column(words(N_("Action")))
    for entry in compared.entries:
        table.add_column(short(entry), justify="center")
    for action in compared.in_some:
        table.add_row(action, *("●" if action in entry.actions else "·" for entry in compared.entries))
    return table


def _differences(compared: Comparison, words: Words) -> Table:
    table = new_table(words(N_("What made the difference")))
    add_columns(
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
    altered = (change for change in step.changes if change.new != change.old)
    changes = "\n".join(labels.change(change, words) for change in altered)
    value = "" if step.value is None else _signed(words.fixed(step.value, 2), step.value)
    cost = ""
    if step.local_cost is not None and entry.scenario is not None:
        cost = _signed(labels.money(entry.scenario, step.local_cost, words), step.local_cost)
    moved = "" if step.value is None else moves(step.entered, step.left)
    return [short(entry), step.override, changes, value, cost, moved]


def short(entry: Entry) -> str:
    """A name that fits a column: the variant, else the last part of the path."""
    variant = entry.scenario.variant if entry.scenario is not None else None
    return variant or entry.name.rpartition("/")[2]


def _signed(text: str, amount: Fraction) -> str:
    return f"+{text}" if amount > 0 else text
