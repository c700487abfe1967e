"""What the page says of an answer: its figures in words, tables, and ways out of a clash."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from mcda.model import Scenario
from mcda.portfolio import Portfolio
from mcda.show import labels
from mcda.show.datatables import Column, DataTable, columns, shown
from mcda.show.datatables import portfolio as tables
from mcda.web.answer import Answer
from mcda.web.controls import Slider
from mcda.web.question import FORCED, Question
from mcda.web.relief import reliefs
from mcda.wording import N_, Words

STATES = {
    "exact": N_("The best portfolio"),
    "provisional": N_("A portfolio meanwhile, perhaps not the best"),
    "stopped": N_("The best portfolio found before the stop, not proven"),
}


@dataclass(frozen=True)
class Line:
    """One action of a list."""

    action: str
    name: str
    figures: str


@dataclass(frozen=True)
class Theme:
    """Selected actions of one theme."""

    name: str
    actions: tuple[Line, ...]


@dataclass(frozen=True)
class Report:
    """A portfolio, in the reader's language."""

    state: str
    announcement: str
    figures: tuple[tuple[str, str], ...]
    proof: str
    sentences: tuple[str, ...]
    themes: tuple[Theme, ...]
    left: tuple[Line, ...]
    tables: tuple[DataTable, ...]


def report(answer: Answer, words: Words) -> Report | None:
    """What is said of the portfolio of an answer; None where there is none."""
    from mcda.analysis.reading import reading
    from mcda.show.reading import headlines
    from mcda.show.tables import proof

    found = answer.portfolio
    if found is None:
        return None
    scenario = found.scenario
    state = words(STATES[answer.state])
    figures = tuple(_figures(found, words))
    said = proof(found.proof, words).plain if answer.state != "provisional" else ""
    return Report(
        state=state,
        announcement=f"{state}. " + ", ".join(f"{name} {figure}" for name, figure in figures[:2]),
        figures=figures,
        proof=said,
        sentences=tuple(headlines(scenario, reading(found), words)),
        themes=tuple(_themes(found, words)),
        left=tuple(_left(found, words)),
        tables=tuple(_tables(found, words)),
    )


def _figures(found: Portfolio, words: Words) -> Iterator[tuple[str, str]]:
    points = words.plural(N_("{n} point"), N_("{n} points"), found.value, places=2)
    yield words(N_("Value")), points
    yield words(N_("Actions")), words.number(len(found.actions))
    yield words(N_("Cost")), labels.money(found.scenario, found.cost, words)
    yield words(N_("Paid by partners")), labels.money(found.scenario, found.local_cost, words)


def _themes(found: Portfolio, words: Words) -> Iterator[Theme]:
    scenario = found.scenario
    for theme in scenario.themes:
        lines = [
            Line(line.action, labels.action(scenario, line.action, words), _said(found, line, words))
            for line in found.by_action
            if scenario.action_by_id[line.action].theme == theme
        ]
        yield Theme(labels.theme(scenario, theme, words), tuple(lines))


def _said(found: Portfolio, line: Any, words: Words) -> str:
    points = words.plural(N_("{n} point"), N_("{n} points"), line.value, places=2)
    start = f", {line.start}" if line.start is not None else ""
    return f"{points}, {labels.money(found.scenario, line.local_cost, words)}{start}"


def _left(found: Portfolio, words: Words) -> Iterator[Line]:
    for action in found.scenario.actions:
        if action.action not in found.actions:
            theme = labels.theme(found.scenario, action.theme, words)
            name = labels.action(found.scenario, action.action, words)
            yield Line(action.action, name, theme)


def _tables(found: Portfolio, words: Words) -> Iterator[DataTable]:
    if found.ledger.partners:
        yield tables.ledger(found, words)
    yield tables.verdicts(found, words)


@dataclass(frozen=True)
class Way:
    """One rule of a clash, and how it would have to give way."""

    rule: str
    sentence: str
    question: Question | None
    """The question with just that; None where no slider does it."""


def ways(answer: Answer, offered: tuple[Slider, ...], words: Words) -> Iterator[Way]:
    """How each rule of a clash would have to give way, alone."""
    scenario = answer.scenario
    if scenario is None or answer.state != "infeasible":
        return
    moved = reliefs(answer, offered)
    for rule in answer.clash:
        found = answer.relaxation.get(rule)
        sentence = words(N_("To let this rule alone give way does not help."))
        if found is not None:
            sentence = words(
                N_("would have to give way by {amount} ({relation})."),
                amount=_amount(scenario, found.amount, found.unit, words),
                relation=labels.relation(scenario, found.relation, words),
            )
        name = words(N_("actions forced on this page")) if rule == FORCED else None
        yield Way(name or labels.rule(scenario, rule, words), sentence, moved.get(rule))


def _amount(scenario: Scenario, amount: Fraction, unit: str, words: Words) -> str:
    return shown(columns.measured(scenario, unit, amount, words), Column(""), words)
