"""What is firm, what is negotiable, and what the variants change."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mcda.analysis.comparison import Comparison, Entry
from mcda.analysis.dossier import Dossier
from mcda.portfolio import Portfolio
from mcda.rules import Value
from mcda.show import labels
from mcda.show.datatables import Column, DataTable, Row
from mcda.show.report.content import Paragraph, Part, Points, Section
from mcda.show.report.short import brief, listed, moved
from mcda.show.side_by_side import STATUSES, short, status
from mcda.wording import N_, Words


def firm(dossier: Dossier, words: Words) -> Section | None:
    """What stays whatever is discussed, and what does not; None where nothing is known of either."""
    sentences = [
        *_nearly_as_good(dossier, words),
        *_across(dossier.comparison, dossier.proposal, words),
        *_robust(dossier, words),
    ]
    if not sentences:
        return None
    return Section("firm", words(N_("What is firm, what is negotiable")), (Points(tuple(sentences)),))


def _nearly_as_good(dossier: Dossier, words: Words) -> Iterator[str]:
    """The actions of every list nearly as good, and what giving up another would cost."""
    near = dossier.near
    if near is None or not near.complete:
        return
    lists = words.plural(N_("the only list"), N_("all {n} lists"), len(near.portfolios))
    if near.firm:
        yield words(
            N_("Firm, in {lists} within {share} of the value of the proposal, {number}: {actions}."),
            lists=lists,
            share=words.percent(near.within, 0),
            number=words.plural(N_("{n} action"), N_("{n} actions"), len(near.firm)),
            actions=_names(dossier.proposal, near.firm, words),
        )
    chosen = [a for a in near.negotiable if a in near.best.actions]
    open_to = [a for a in near.negotiable if a not in near.best.actions]
    for text, actions in (
        (N_("Negotiable, in the proposal (points lost without it): {actions}."), chosen),
        (N_("Negotiable, outside the proposal (points lost with it): {actions}."), open_to),
    ):
        priced = sorted((near.losses[a], a) for a in actions if a in near.losses)
        if priced:
            scenario = dossier.scenario
            told = [
                f"{brief(labels.action(scenario, a, words), 45)} ({words.fixed(loss, 1)})"
                for loss, a in priced
            ]
            yield words(text, actions=listed(told, words, most=5))


def _across(compared: Comparison, found: Portfolio, words: Words) -> Iterator[str]:
    """What every variant holds."""
    if len(compared.solved) < 2:
        return
    number = words.plural(N_("{n} action"), N_("{n} actions"), len(compared.in_all))
    lists = words.number(len(compared.solved))
    if compared.in_all:
        yield words(
            N_("In all {lists} scenarios compared: {number}, among them {actions}."),
            lists=lists,
            number=number,
            actions=_names(found, compared.in_all, words),
        )
    else:
        yield words(N_("No action is in all {lists} scenarios compared."), lists=lists)


def _robust(dossier: Dossier, words: Words) -> Iterator[str]:
    """What stays whatever the weights and figures that are admitted, where value is the aim."""
    found = dossier.robustness
    if found is None or not isinstance(dossier.scenario.objective, Value):
        return
    core = [action for action, kind in found.classes.items() if kind == "core"]
    if not core:
        return
    yield words(
        N_("Whatever the weights and figures admitted, these stay (core): {actions}."),
        actions=_names(dossier.proposal, core, words),
    )


def _names(found: Portfolio, actions: Sequence[str], words: Words) -> str:
    names = [brief(labels.action(found.scenario, a, words), 45) for a in actions]
    return listed(names, words, most=5)


def variants(compared: Comparison, words: Words) -> Section | None:
    """The variants beside the proposal, in one table; None if there are none."""
    if len(compared.entries) < 2:
        return None
    base = compared.entries[0]
    money = base.scenario.money if base.scenario is not None else ""
    columns = (
        Column(words(N_("Scenario"))),
        Column(words(N_("Points")), "number", places=1),
        Column(words(N_("Actions")), "number", places=0),
        Column(words(N_("Paid by partners")), "money", money, places=0),
        Column(words(N_("Enters (+), leaves (−)"))),
    )
    rows = tuple(_row(entry, base, words) for entry in compared.entries)
    table = DataTable("variants_in_short", words(N_("Variants in short")), columns, rows)
    parts: list[Part] = [table, *_unlike(compared, words)]
    return Section("variants", words(N_("What the variants change")), tuple(parts))


def _row(entry: Entry, base: Entry, words: Words) -> Row:
    name = words(N_("the proposal")).replace(" ", "\u00a0") if entry is base else brief(short(entry), 32)
    if entry.portfolio is None:
        return name, None, None, None, words(STATUSES[status(entry)])
    found = entry.portfolio
    return (
        name,
        found.value,
        len(found.actions),
        found.local_cost,
        "" if entry is base else _moves(entry, base, words),
    )


def _moves(entry: Entry, base: Entry, words: Words) -> str:
    """What enters and leaves, by name, a few of each."""
    return moved(_only(entry, base, words), _only(base, entry, words), words, most=2)


def _only(one: Entry, other: Entry, words: Words) -> list[str]:
    """The names of actions that one has and another has not."""
    if one.scenario is None:
        return []
    scenario, actions = one.scenario, sorted(one.actions - other.actions)
    return [labels.action(scenario, action, words) for action in actions]


def _unlike(compared: Comparison, words: Words) -> Iterator[Paragraph]:
    """Points of other weights are other points."""
    changes = (change for e in compared.entries if e.scenario for change in e.scenario.changes)
    if any(change.key.startswith("weights") for change in changes):
        text = N_("Where weights change, points are not comparable: look at the actions.")
        yield Paragraph(words(text), "aside")
