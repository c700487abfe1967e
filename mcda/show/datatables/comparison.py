"""Portfolios of several scenarios side by side, and the committee's own list beside the proposal."""

from __future__ import annotations

from mcda.analysis.comparison import Comparison, Entry, Step
from mcda.analysis.judgement import Judgement
from mcda.portfolio import Portfolio
from mcda.show import labels
from mcda.show.datatables import columns
from mcda.show.datatables.datatable import Column, DataTable, Row
from mcda.show.layout import moves
from mcda.show.side_by_side import STATUSES, action_name, group_name, short, status
from mcda.wording import N_, Words

IN, OUT = "●", "·"


def variants(compared: Comparison, words: Words) -> DataTable:
    """The figures of each portfolio; a scenario without one is a line that says why."""
    portfolios = [entry.portfolio for entry in compared.solved if entry.portfolio is not None]
    groups = sorted({line.group for found in portfolios for line in found.ledger.groups})
    heads = (
        *columns.texts(words, N_("Scenario"), N_("Status")),
        columns.points(N_("Points"), words),
        columns.count(N_("Actions"), words),
        *(_money(compared, heading, words) for heading in (N_("Cost"), N_("Paid by partners"))),
        *(
            Column(words(N_("Benefit, {group}"), group=group_name(compared, group, words)), "share")
            for group in groups
        ),
        columns.count(N_("Fragile"), words),
    )
    rows = tuple(_variant(entry, groups, words) for entry in compared.entries)
    title = words(N_("Portfolios side by side"))
    return DataTable("variants", title, heads, rows)


def _money(compared: Comparison, heading: str, words: Words) -> Column:
    """Money in the unit of every scenario; without a unit where they differ."""
    units = {entry.scenario.money: entry.scenario for entry in compared.entries if entry.scenario}
    if len(units) == 1:
        return columns.money(next(iter(units.values())), heading, words)
    return columns.count(heading, words)


def _variant(entry: Entry, groups: list[str], words: Words) -> Row:
    found = entry.portfolio
    if found is None:
        blank: Row = (None,) * (5 + len(groups))
        return (short(entry), words(STATUSES[status(entry)]), *blank)
    shares = {line.group: line.benefit_share for line in found.ledger.groups}
    return (
        short(entry),
        proven(found, words),
        found.value,
        len(found.actions),
        found.cost,
        found.local_cost,
        *(shares.get(group) for group in groups),
        sum(verdict.verdict == "FRAGILE" for verdict in found.verdicts),
    )


def proven(found: Portfolio, words: Words) -> str:
    """The status in a word, with a sign where a second engine agreed."""
    return words(STATUSES[found.proof.status]) + ("" if found.proof.verified == "no" else "\u00a0✓")


def who_is_where(compared: Comparison, words: Words) -> DataTable:
    """Which portfolio holds which action: those that some hold and not all, then those that all hold."""
    heads = (
        *columns.texts(words, N_("Id"), N_("Action")),
        *(Column(short(entry)) for entry in compared.entries),
    )
    rows: list[Row] = [
        (
            action,
            action_name(compared, action, words),
            *(IN if action in entry.actions else OUT for entry in compared.entries),
        )
        for action in (*compared.in_some, *compared.in_all)
    ]
    title = words(N_("Who is where"))
    note = words(N_("● the portfolio holds the action, · it does not. Last, those in every portfolio."))
    return DataTable("who_is_where", title, heads, tuple(rows), note=note)


def differences(compared: Comparison, words: Words) -> DataTable | None:
    """What each override changed, after those before it; None where nothing was compared so."""
    rows = tuple(_step(entry, step, words) for entry in compared.entries for step in entry.steps)
    if not rows:
        return None
    heads = (
        *columns.texts(words, N_("Scenario"), N_("Override"), N_("Change")),
        columns.points(N_("Points"), words),
        _money(compared, N_("Paid by partners"), words),
        *columns.texts(words, N_("Enters (+), leaves (−)")),
    )
    return DataTable("differences", words(N_("What made the difference")), heads, rows)


def _step(entry: Entry, step: Step, words: Words) -> Row:
    altered = (change for change in step.changes if change.new != change.old)
    changes = "\n".join(labels.change(change, words) for change in altered)
    moved = "" if step.value is None else moves(step.entered, step.left)
    return short(entry), step.override, changes, step.value, step.local_cost, moved


def own_list(judged: Judgement, words: Words) -> DataTable:
    """A list made by hand beside what could be had instead."""
    scenario, own = judged.portfolio.scenario, judged.portfolio
    beside = (
        (N_("The list made by hand"), own),
        (N_("Better at the same cost"), judged.better),
        (N_("Best that meets the rules at the same cost"), judged.within_rules),
        (N_("Cheaper at the same value"), judged.cheaper),
    )
    rows: list[Row] = [
        (
            words(name),
            found.value,
            len(found.actions),
            found.cost,
            found.local_cost,
            sum(not verdict.holds for verdict in found.verdicts),
            "" if found is own else moves(_less(found, own), _less(own, found)),
        )
        for name, found in beside
        if found is not None
    ]
    heads = (
        columns.text(N_("Portfolio"), words),
        columns.points(N_("Points"), words),
        columns.count(N_("Actions"), words),
        *(columns.money(scenario, h, words) for h in (N_("Cost"), N_("Paid by partners"))),
        columns.count(N_("Rules not met"), words),
        columns.text(N_("Enters (+), leaves (−)"), words),
    )
    title = words(N_("The committee's own list"))
    return DataTable("own_list", title, heads, tuple(rows))


def _less(one: Portfolio, other: Portfolio) -> list[str]:
    """Actions that one selects and the other does not."""
    return sorted({*one.actions} - {*other.actions})
