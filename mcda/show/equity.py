"""The price of equity: on a terminal, as JSON, as tidy rows. No price is computed here."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from rich.table import Table
from rich.text import Text

from mcda.analysis.price_of_equity import Curve, Point, PriceOfEquity
from mcda.model import Scenario
from mcda.portfolio.result import Json, number
from mcda.show import labels
from mcda.show.layout import Screen, add_columns, new_table
from mcda.wording import N_, Words

COLUMNS = ("rule", "parameter", "level", "value", "price", "price_share", "marginal", "entered", "left")
"""Of a point in CSV."""
WIDTH = 48
"""Columns of a curve on the chart."""
BLOCKS = " ▁▂▃▄▅▆▇█"


# ---------------------------------------------------------------- on a terminal


def screen(found: PriceOfEquity, words: Words) -> Screen:
    """Each curve in words and as a table, all of them on one chart."""
    scenario = found.scenario
    yield Text(words.label(scenario.title, scenario.name), style="bold")
    for curve in found.curves:
        yield Text()
        yield Text(_name(scenario, curve, words), style="bold")
        for sentence in findings(scenario, curve, words):
            yield Text(sentence)
        if curve.points:
            yield _table(scenario, curve, words)
    yield from _chart(found, words)
    yield Text(words(ABOUT), style="dim")


ABOUT = N_(
    "Price: the best value without that one rule, less the best value with the rule at this level, all "
    "other rules kept."
)


def findings(scenario: Scenario, curve: Curve, words: Words) -> Iterator[str]:
    """What the curve says, in sentences."""
    if not curve.points:
        said = N_("No portfolio meets this rule at any level, the other rules kept.")
        yield words(said if curve.complete else N_("Stopped before the first level was proven."))
        return
    free = curve.last_free_step
    if free is None:
        least = _priced(curve.points[0], words)
        first = curve.steps[0].asked
        if first is None:
            yield words(N_("Even at its loosest the rule costs {price}."), price=least)
        else:
            asked = level(scenario, curve, first, words)
            yield words(N_("At {level} already the rule costs {price}."), level=asked, price=least)
    elif free.level is None:
        yield words(N_("At no level does the rule cost anything."))
    else:
        up_to = N_("Up to {level} the rule costs nothing.")
        said = up_to if curve.rises else N_("Down to {level} the rule costs nothing.")
        yield words(said, level=level(scenario, curve, free.level, words))
    yield from _of_today(scenario, curve, words)
    yield from _of_the_end(scenario, curve, words)
    if not curve.verified:
        yield words(N_("The second engine had no time to confirm every step."))


def _of_today(scenario: Scenario, curve: Curve, words: Words) -> Iterator[str]:
    if curve.current is None:
        return
    today = level(scenario, curve, curve.current, words)
    priced = curve.read([curve.current])
    if priced:
        said = N_("The scenario asks for {level}: that costs {price}.")
        if not priced[0].price:
            said = N_("The scenario asks for {level}: that costs nothing.")
        yield words(said, level=today, price=_priced(priced[0], words))
    elif curve.last_feasible is not None and not curve.levels and curve.steps[0].asked is None:
        yield words(N_("The scenario asks for {level}, which no portfolio reaches."), level=today)


def _of_the_end(scenario: Scenario, curve: Curve, words: Words) -> Iterator[str]:
    last = curve.points[-1]
    if curve.last_feasible is not None:
        end = level(scenario, curve, curve.last_feasible, words)
        said = N_("{level} is the last level that any portfolio reaches; it costs {price}.")
        if not last.price:
            said = N_("{level} is the last level that any portfolio reaches; it costs nothing.")
        yield words(said, level=end, price=_priced(last, words))
    elif not curve.complete:
        yield words(N_("Stopped at the limit: tighter levels were not looked at."))
    elif last.level is None:
        said = N_("Some portfolio meets the rule however tight it is; that costs {price}.")
        if not last.price:
            said = N_("Some portfolio meets the rule however tight it is, and that costs nothing.")
        yield words(said, price=_priced(last, words))


def _priced(point: Point, words: Words) -> str:
    """`7.7 points (10.7%)`."""
    price = words.plural(N_("{n} point"), N_("{n} points"), point.price, places=2)
    return price if point.price_share is None else f"{price} ({words.percent(point.price_share)})"


def _name(scenario: Scenario, curve: Curve, words: Words) -> str:
    return f"{labels.rule(scenario, curve.rule, words)} · {curve.rule}.{curve.parameter}"


def level(scenario: Scenario, curve: Curve, at: Fraction | None, words: Words) -> str:
    """A level in the unit of its parameter."""
    if at is None:
        return words(N_("any"))
    if curve.is_share:
        return words.percent(at, 2)
    if curve.unit == "index":
        return words.number(at, 4)
    places = {"points": 4, "actions": 0}.get(curve.unit, 2)
    figure = words.number(at, places)
    return words.with_unit(figure, scenario.money) if curve.unit == "money" else figure


def _table(scenario: Scenario, curve: Curve, words: Words) -> Table:
    heads = [N_("Level"), N_("Value"), N_("Price"), N_("Price, in percent")]
    rate = N_("Points per percentage point") if curve.is_share else N_("Points per unit")
    table = new_table("")
    add_columns(table, words, [], [*heads, rate])
    add_columns(table, words, [N_("Enter"), N_("Leave")], [])
    for point in curve.points:
        share = "–" if point.price_share is None else words.percent(point.price_share)
        step = Fraction(1, 100) if curve.is_share else 1
        marginal = "–" if point.marginal is None else words.number(point.marginal * step, 3)
        table.add_row(
            level(scenario, curve, point.level, words),
            words.fixed(point.value, 2),
            words.fixed(point.price, 2),
            share,
            marginal,
            " ".join(point.entered),
            " ".join(point.left),
        )
    return table


def _chart(found: PriceOfEquity, words: Words) -> Screen:
    """A line of blocks for each curve: price in percent, from its first step to its last level."""
    read = [(curve, curve.spaced(WIDTH)) for curve in found.curves]
    drawn = [(curve, points) for curve, points in read if points]
    highest = max((p.price_share or 0 for _, points in drawn for p in points), default=0)
    if not highest:
        return
    title = words(
        N_("Price in percent of the value; the full block is {most}"), most=words.percent(highest)
    )
    table = new_table(title)
    add_columns(table, words, [N_("Rule")], [N_("From")])
    add_columns(table, words, [N_("Price")], [])
    add_columns(table, words, [], [N_("To"), N_("Price, in percent")])
    for curve, points in drawn:
        heights = (int((len(BLOCKS) - 1) * (p.price_share or 0) / highest) for p in points)
        ends = (level(found.scenario, curve, p.level, words) for p in (points[0], points[-1]))
        start, end = ends
        bar = "".join(BLOCKS[height] for height in heights)
        table.add_row(
            f"{curve.rule}.{curve.parameter}",
            start,
            bar,
            end,
            words.percent(points[-1].price_share or 0),
        )
    yield table


# ---------------------------------------------------------------- as JSON, as rows


def record(found: PriceOfEquity) -> Json:
    """`mcda equity --json`."""
    return {
        "schema": "mcda/equity/1",
        "scenario": found.scenario.origin,
        "curves": [_curve(found.scenario, curve) for curve in found.curves],
        "complete": found.complete,
    }


def _curve(scenario: Scenario, curve: Curve) -> Json:
    return {
        "rule": curve.rule,
        "type": scenario.all_rules[curve.rule].type,
        "parameter": curve.parameter,
        "stricter": "up" if curve.rises else "down",
        "unit": "share" if curve.is_share else curve.unit,
        "value_without": float(curve.free),
        "actions_without": list(curve.free_actions),
        "current": number(curve.current),
        "current_value": number(curve.current_value),
        "points": [_point(point) for point in curve.points],
        "last_feasible": number(curve.last_feasible),
        "every_step": not curve.levels,
        "complete": curve.complete,
        "verified": curve.verified,
    }


def _point(point: Point) -> Json:
    return {
        "level": number(point.level),
        "value": float(point.value),
        "price": float(point.price),
        "price_share": number(point.price_share),
        "marginal": number(point.marginal),
        "entered": list(point.entered),
        "left": list(point.left),
        "actions": list(point.actions),
    }


def rows(found: PriceOfEquity) -> list[Json]:
    """One row for each point of each curve."""
    pairs = ((curve, _point(point)) for curve in found.curves for point in curve.points)
    return [
        {
            "rule": curve.rule,
            "parameter": curve.parameter,
            **{key: point[key] for key in COLUMNS[2:7]},
            "entered": " ".join(point["entered"]),
            "left": " ".join(point["left"]),
        }
        for curve, point in pairs
    ]
