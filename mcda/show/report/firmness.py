"""What is firm, what is negotiable, what is not certain, and what the variants change."""

from __future__ import annotations

from collections.abc import Iterator

from mcda.analysis.comparison import Comparison, Entry
from mcda.analysis.dossier import Dossier
from mcda.portfolio import Portfolio
from mcda.show import labels
from mcda.show.datatables import Column, DataTable
from mcda.show.report.content import Paragraph, Part, Points, Section
from mcda.show.report.short import brief, listed
from mcda.show.side_by_side import STATUSES, short, status
from mcda.wording import N_, Words


def firm(dossier: Dossier, words: Words) -> Section:
    """What stays whatever is discussed, and what does not."""
    found = dossier.proposal
    sentences = list(_across(dossier.comparison, found, words))
    return Section("firm", words(N_("What is firm, what is negotiable")), (Points(tuple(sentences)),))


def _across(compared: Comparison, found: Portfolio, words: Words) -> Iterator[str]:
    if len(compared.solved) < 2:
        return
    names = [labels.action(found.scenario, a, words) for a in compared.in_all]
    if names:
        yield words(
            N_("Firm: in every variant compared, {actions}."), actions=listed(names, words, most=10)
        )
    moving = [a for a in found.actions if a not in compared.in_all]
    if moving:
        names = [labels.action(found.scenario, action, words) for action in moving]
        yield words(
            N_("Negotiable: proposed here, but not in every variant, {actions}."),
            actions=listed(names, words, most=10),
        )


def doubts(found: Portfolio, words: Words) -> Section:
    """Where the proposal could turn out otherwise."""
    sentences = tuple(_fragile(found, words)) or (
        words(N_("No rule hangs on a figure declared uncertain.")),
    )
    return Section("doubts", words(N_("What is not certain")), (Points(sentences),))


def _fragile(found: Portfolio, words: Words) -> Iterator[str]:
    for item in found.verdicts:
        if item.fragility is not None:
            yield words(
                N_("“{rule}” is met, but FRAGILE: it {why}."),
                rule=brief(labels.rule(found.scenario, item.rule, words)),
                why=labels.because(found.scenario, item, words),
            )


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


def _row(entry: Entry, base: Entry, words: Words) -> tuple:  # type: ignore[type-arg]
    name = brief(short(entry), 32)
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
    clauses = []
    for sign, one, other in (("+", entry, base), ("−", base, entry)):
        gone = sorted(one.actions - other.actions)
        if gone and one.scenario is not None:
            names = [brief(labels.action(one.scenario, action, words), 40) for action in gone]
            clauses.append(f"{sign}\u00a0{listed(names, words, most=2)}")
    return "; ".join(clauses)


def _unlike(compared: Comparison, words: Words) -> Iterator[Paragraph]:
    """Points of other weights are other points."""
    if any(c.key.startswith("weights") for e in compared.entries for s in e.steps for c in s.changes):
        text = N_("Where weights change, points are not comparable: look at the actions.")
        yield Paragraph(words(text), "aside")
