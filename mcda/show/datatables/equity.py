"""The price of equity as tables: a line for each rule, and each curve."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from mcda.analysis.price_of_equity import Curve
from mcda.analysis.rule_prices import RulePrice
from mcda.model import Scenario
from mcda.show import labels
from mcda.show.datatables import columns
from mcda.show.datatables.datatable import Cell, Column, DataTable, Measured, Row
from mcda.wording import N_, Words

PLACES = {"points": 4, "actions": 0, "index": 4}
"""Decimals of levels that are neither shares nor money."""


def name(scenario: Scenario, curve: Curve, words: Words) -> str:
    """The rule and its parameter: `Rural share (rural.min)`."""
    return f"{labels.rule(scenario, curve.rule, words)} ({curve.rule}.{curve.parameter})"


def level(scenario: Scenario, curve: Curve, at: Fraction | None) -> Measured | None:
    """A level in the unit of its parameter; None where there is none."""
    if at is None:
        return None
    if curve.is_share:
        return Measured(at, "share", places=1)
    if curve.unit == "money":
        return Measured(at, "money", scenario.money)
    return Measured(at, places=PLACES.get(curve.unit, 2))


def prices(scenario: Scenario, curves: tuple[Curve, ...], words: Words) -> DataTable | None:
    """What each rule costs now, and how far it could be tightened; None without curves."""
    if not curves:
        return None
    heads = (
        columns.text(N_("Rule"), words),
        columns.points(N_("Level now"), words),
        columns.points(N_("Value without the rule"), words),
        columns.points(N_("Value now"), words),
        columns.points(N_("Price"), words),
        columns.share(N_("Price, share of the value"), words),
        columns.points(N_("Free up to"), words),
        columns.points(N_("Tightest level possible"), words),
    )
    rows = tuple(_price(scenario, curve, words) for curve in curves)
    note = words(N_("Price: points lost beside the best portfolio without that one rule."))
    title, tab = words(N_("What each rule of equity costs")), words(N_("Price of each rule"))
    return DataTable("prices", title, heads, rows, note=note, tab=tab)


def _price(scenario: Scenario, curve: Curve, words: Words) -> Row:
    now = None if curve.current is None else next(iter(curve.read([curve.current])), None)
    free = curve.last_free_step
    return (
        name(scenario, curve, words),
        level(scenario, curve, curve.current),
        curve.free,
        *((None, None, None) if now is None else (now.value, now.price, now.price_share)),
        level(scenario, curve, None if free is None else free.level),
        level(scenario, curve, curve.last_feasible),
    )


def curve(scenario: Scenario, found: Curve, words: Words) -> DataTable:
    """The breakpoints of one curve, from loose to tight."""
    rate = N_("Points per percentage point") if found.is_share else N_("Points per unit")
    return DataTable(
        name=f"curve_{found.rule}_{found.parameter}",
        title=words(N_("Price of: {rule}"), rule=name(scenario, found, words)),
        columns=_heads(rate, words),
        rows=tuple(_points(scenario, found, words)),
        tab=words(N_("Price {rule}"), rule=f"{found.rule}.{found.parameter}"),
    )


def curves(scenario: Scenario, found: tuple[Curve, ...], words: Words) -> DataTable | None:
    """The breakpoints of all curves, one after the other; None without curves."""
    if not found:
        return None
    rows = tuple(
        (name(scenario, one, words), *row) for one in found for row in _points(scenario, one, words)
    )
    return DataTable(
        name="curves",
        title=words(N_("What each level of each rule of equity costs")),
        columns=(
            columns.text(N_("Rule"), words),
            *_heads(N_("Points per unit or percentage point"), words),
        ),
        rows=rows,
        tab=words(N_("Price of each level")),
    )


def _heads(rate: str, words: Words) -> tuple[Column, ...]:
    return (
        *(columns.points(heading, words) for heading in (N_("Level"), N_("Value"), N_("Price"))),
        columns.share(N_("Price, share of the value"), words),
        Column(words(rate), "number", places=3),
        *columns.texts(words, N_("Enter"), N_("Leave")),
    )


def _points(scenario: Scenario, found: Curve, words: Words) -> Iterator[Row]:
    step = Fraction(1, 100) if found.is_share else Fraction(1)
    for point in found.points:
        at: Cell = level(scenario, found, point.level) or words(N_("any"))
        marginal = None if point.marginal is None else point.marginal * step
        moved = " ".join(point.entered), " ".join(point.left)
        yield at, point.value, point.price, point.price_share, marginal, *moved


def rule_prices(scenario: Scenario, found: Sequence[RulePrice], words: Words) -> DataTable | None:
    """What the optimum would gain without each rule; None where that was not asked for."""
    if not found:
        return None
    heads = (
        columns.text(N_("Without"), words),
        columns.points(N_("Level reached"), words),
        columns.points(N_("Price"), words),
        columns.share(N_("Price, share of the value"), words),
        *columns.texts(words, N_("Enter"), N_("Leave")),
    )
    rows: list[Row] = [
        (
            ", ".join(labels.rule(scenario, rule, words) for rule in one.rules),
            *(one.level, one.price, one.share),
            *(" ".join(one.entered), " ".join(one.left)),
        )
        for one in found
        if one.level is not None
    ]
    title = words(N_("What the best portfolio would gain without each rule"))
    return DataTable("rule_prices", title, heads, tuple(rows), tab=words(N_("Without each rule")))
