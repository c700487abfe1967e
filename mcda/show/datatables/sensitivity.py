"""What the best portfolio hangs on, as tables."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from mcda.analysis.datum import Datum
from mcda.analysis.sensitivity import Sensitivity
from mcda.analysis.stability import End, Stability
from mcda.analysis.tornado import Bar, Tip
from mcda.model import Scenario
from mcda.show import labels
from mcda.show.datatables import columns
from mcda.show.datatables.datatable import Cell, DataTable, Measured, Row
from mcda.show.layout import moves
from mcda.show.sensitivity import ABOUT_ENDS, ABOUT_TORNADO, beyond, narrowness
from mcda.show.sensitivity_names import is_share, name
from mcda.wording import N_, Words


def figure(scenario: Scenario, datum: Datum, amount: Fraction) -> Measured:
    """An amount in the unit of its figure."""
    if datum.table == "weights":
        return Measured(amount, "share", places=1)
    if datum.table in ("actions", "point_worth"):
        places = 0 if amount.denominator == 1 else 1
        return Measured(amount, "money", scenario.money, places)
    if datum.table == "impacts":
        return columns.effect(scenario, datum.field, amount)
    if is_share(scenario, datum):
        return Measured(amount, "share", places=1)
    return Measured(amount, places=0 if amount.denominator == 1 else 2)


def stability(found: Sensitivity, words: Words) -> DataTable | None:
    """How far each figure may move, the narrowest first; None where that was not asked for."""
    if not found.stability:
        return None
    heads = (
        columns.text(N_("Figure"), words),
        *(columns.points(heading, words) for heading in (N_("From"), N_("Now"), N_("To"))),
        *columns.texts(words, N_("Below, better"), N_("Above, better")),
    )
    order = sorted(found.stability, key=narrowness)
    rows = tuple(_stability(found.scenario, one, words) for one in order)
    title = words(N_("How far each figure may move, the others as they are"))
    note, tab = words(ABOUT_ENDS), words(N_("Stability"))
    return DataTable("stability", title, heads, rows, note=note, tab=tab)


def _stability(scenario: Scenario, one: Stability, words: Words) -> Row:
    return (
        name(scenario, one.datum, words),
        _end(scenario, one.datum, one.low),
        figure(scenario, one.datum, one.value),
        _end(scenario, one.datum, one.high),
        beyond(scenario, one.low, words),
        beyond(scenario, one.high, words),
    )


def _end(scenario: Scenario, datum: Datum, end: End) -> Cell:
    if end.at is None:
        return "∞"
    shown = figure(scenario, datum, end.at)
    if end.included:
        return shown
    return replace(shown, before="(", after=")")


def tornado(found: Sensitivity, words: Words) -> DataTable | None:
    """What each figure alone does to the best value; None where that was not asked for."""
    if not found.tornado:
        return None
    ends = (N_("At the low end"), N_("At the high end"))
    moved = (N_("Low: enters, leaves"), N_("High: enters, leaves"), N_("As it is, fails"))
    heads = (
        columns.text(N_("Figure"), words),
        *(columns.points(heading, words) for heading in (N_("From"), N_("To"))),
        *(columns.points(heading, words) for heading in ends),
        *columns.texts(words, *moved),
    )
    rows = tuple(_bar(found.scenario, bar, words) for bar in found.tornado)
    title = words(N_("What each figure alone does to the best value, in points"))
    note, tab = words(ABOUT_TORNADO), words(N_("Tornado"))
    return DataTable("tornado", title, heads, rows, note=note, tab=tab)


def _bar(scenario: Scenario, bar: Bar, words: Words) -> Row:
    datum = bar.factor.datum
    fails = dict.fromkeys((*bar.low.fails, *bar.high.fails))
    return (
        name(scenario, datum, words),
        *(figure(scenario, datum, tip.figure) for tip in (bar.low, bar.high)),
        *(_change(bar, tip, words) for tip in (bar.low, bar.high)),
        *("" if t.best is None else moves(t.entered, t.left) for t in (bar.low, bar.high)),
        ", ".join(labels.rule(scenario, rule, words) for rule in fails),
    )


def _change(bar: Bar, tip: Tip, words: Words) -> Cell:
    """Points that the best value gains at an end."""
    return words(N_("nothing possible")) if tip.best is None else tip.best - bar.value
