"""The frontier: on a terminal, as JSON, as tidy rows. Nothing is computed here."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from rich.table import Table
from rich.text import Text

from mcda.analysis.adoption import Adoption
from mcda.analysis.frontier import Frontier, Objective, Point
from mcda.model import Scenario
from mcda.portfolio.result import Json
from mcda.show import labels
from mcda.show.layout import Screen, add_columns, moves, new_table, together
from mcda.wording import N_, Words

ENGINES = {"cpsat": "CP-SAT", "highs": "HiGHS"}
NAMES = {
    "value": N_("value"),
    "cost": N_("cost"),
    "local_cost": N_("paid by partners"),
    "worst_off": N_("least benefit of a partner"),
}
KINDS = {
    "benefit": N_("benefit, {name}"),
    "burden": N_("burden, {name}"),
    "net": N_("net, {name}"),
}
SIGNS = {"max": "↑", "min": "↓"}
MONEY = ("cost", "local_cost", "burden", "net")
"""Kinds of objectives that are amounts of money."""


# ---------------------------------------------------------------- on a terminal


def screen(found: Frontier, words: Words) -> Screen:
    """What is known of the frontier, its points, and the order of adoption where it was asked for."""
    scenario = found.scenario
    yield Text(words.label(scenario.title, scenario.name), style="bold")
    for sentence in findings(found, words):
        yield Text(sentence)
    yield _table(found, words)
    yield Text(words(ABOUT), style="dim")
    if found.adoption is not None:
        yield Text()
        yield _adoption(found, found.adoption, words)
        yield Text(words(ABOUT_ADOPTION), style="dim")


ABOUT = N_(
    "↑ the more the better, ↓ the less. Supported: some weights of the objectives would choose it; "
    "the others only a rule or a budget would. ★ best by the scenario's own objective."
)
ABOUT_ADOPTION = N_(
    "The order ends at the best portfolio and passes through as many efficient ones as can be nested. "
    "Loss: what the frontier has more at this cost. ✗ a stop that breaks a rule: go on to the next."
)


def findings(found: Frontier, words: Words) -> Iterator[str]:
    """What is known, in sentences."""
    points = words.plural(N_("{n} point"), N_("{n} points"), found.number)
    kept = sum(point.supported is True for point in _one_each(found))
    if found.complete:
        text = N_("{points}, none missing, none beaten in every respect; {supported} of them supported.")
        yield words(text, points=points, supported=words.number(kept))
    else:
        text = N_("{points} so far; of {share} of the space around them nothing is known yet.")
        yield words(text, points=points, share=words.percent(found.share_open))
    if found.ties:
        entries = words.plural(N_("{n} portfolio"), N_("{n} portfolios"), len(found.points))
        yield words(N_("Every efficient portfolio is listed: {entries}."), entries=entries)
    yield _checked(found, words)


def _checked(found: Frontier, words: Words) -> str:
    if not found.complete:
        return words(N_("Stopped before the end; every portfolio shown meets all rules."))
    if found.verified == "enumeration":
        return words(N_("Every portfolio was looked at."))
    if found.verified == "bounds":
        return words(N_("Proven by bounds in whole numbers."))
    if found.verified == "no":
        return words(N_("The second engine had no time to confirm that nothing is missing."))
    engine = ENGINES.get(found.verified, found.verified)
    return words(N_("A second engine, {checker}, finds no other point."), checker=engine)


def _one_each(found: Frontier) -> list[Point]:
    return list({point.levels: point for point in found.points}.values())


def _table(found: Frontier, words: Words) -> Table:
    table = new_table(words(N_("Frontier")))
    heads = [_heading(found.scenario, objective, words) for objective in found.objectives]
    add_columns(table, words, [], ["", *heads, N_("Actions")])
    add_columns(table, words, [N_("Supported"), N_("Against the line before")], [])
    for place, point in enumerate(found.points):
        levels = zip(found.objectives, point.levels, strict=True)
        table.add_row(
            "★" if found.is_own_best(point) else "",
            *(together(level(found.scenario, o, amount, words)) for o, amount in levels),
            str(len(point.actions)),
            mark(point.supported),
            moves(point.entered, point.left) if place else "",
        )
    return table


def mark(supported: bool | None) -> str:
    """A dot for a supported point, a question mark where that is not known."""
    return {True: "●", False: "", None: "?"}[supported]


def _heading(scenario: Scenario, objective: Objective, words: Words) -> str:
    return f"{name(scenario, objective.name, words)} {SIGNS[objective.sense]}"


def name(scenario: Scenario, asked: str, words: Words) -> str:
    """An objective in words."""
    kind, _, identifier = asked.partition(":")
    if kind == "impact":
        record = scenario.criterion_by_id[identifier]
        unit = f" ({record.unit})" if record.unit else ""
        return labels.criterion(scenario, identifier, words) + unit
    if not identifier:
        return words(NAMES[kind])
    known = labels.partner if identifier in scenario.partner_by_id else labels.group
    return words(KINDS[kind], name=known(scenario, identifier, words))


def level(scenario: Scenario, objective: Objective, amount: Fraction, words: Words) -> str:
    """A level of an objective, money with its unit."""
    kind, _, identifier = objective.name.partition(":")
    if kind in ("cost", "local_cost", "burden", "net"):
        return labels.money(scenario, amount, words)
    return words.number(amount, 1) if identifier and kind == "impact" else words.fixed(amount, 2)


def _adoption(found: Frontier, order: Adoption, words: Words) -> Table:
    table = new_table(words(N_("Order of adoption")))
    cost, gain = Objective(order.cost, "min"), Objective(order.gain, "max")
    heads = [name(found.scenario, order.cost, words), name(found.scenario, order.gain, words)]
    add_columns(table, words, [], [N_("Step"), *heads])
    add_columns(table, words, [N_("On the frontier")], [N_("Loss")])
    add_columns(table, words, [N_("Enter")], [])
    for number, stop in enumerate(order.stops, start=1):
        mark = "●" if stop.efficient else "" if stop.meets_rules else "✗"
        table.add_row(
            str(number),
            together(level(found.scenario, cost, stop.cost, words)),
            together(level(found.scenario, gain, stop.gain, words)),
            mark,
            together(level(found.scenario, gain, stop.loss, words)) if stop.meets_rules else "–",
            moves(stop.entered, ()) if stop.entered else "–",
        )
    return table


# ---------------------------------------------------------------- as JSON, as rows


def record(found: Frontier) -> Json:
    """`mcda frontier --json`."""
    return {
        "schema": "mcda/frontier/1",
        "scenario": found.scenario.name,
        "objectives": [{"name": o.name, "sense": o.sense} for o in found.objectives],
        "points": [_point(found, point) for point in found.points],
        "complete": found.complete,
        "verified": found.verified,
        "share_open": found.share_open,
        "ties": found.ties,
        "canonical": found.canonical,
        "adoption": None if found.adoption is None else _order(found.adoption),
    }


def _point(found: Frontier, point: Point) -> Json:
    levels = zip(found.objectives, point.levels, strict=True)
    return {
        "objectives": {objective.name: float(amount) for objective, amount in levels},
        "actions": list(point.actions),
        "starts": dict(point.starts),
        "tranches": list(point.tranches),
        "supported": point.supported,
    }


def _order(order: Adoption) -> Json:
    return {
        "cost": order.cost,
        "gain": order.gain,
        "stops": [
            {
                "entered": list(stop.entered),
                "cost": float(stop.cost),
                "gain": float(stop.gain),
                "efficient": stop.efficient,
                "loss": float(stop.loss),
                "meets_rules": stop.meets_rules,
            }
            for stop in order.stops
        ],
    }


def columns(found: Frontier) -> tuple[str, ...]:
    """Of an entry in CSV."""
    return "point", *(objective.name for objective in found.objectives), *LAST


LAST = ("supported", "number", "actions", "entered", "left")
STATES: dict[bool | None, Any] = {True: 1, False: 0, None: ""}


def rows(found: Frontier) -> list[Json]:
    """One row for each entry; entries with ties share the number of their point."""
    numbers = {point.levels: place for place, point in enumerate(_one_each(found), start=1)}
    return [
        {
            "point": numbers[point.levels],
            **_point(found, point)["objectives"],
            "supported": STATES[point.supported],
            "number": len(point.actions),
            "actions": " ".join(point.actions),
            "entered": " ".join(point.entered),
            "left": " ".join(point.left),
        }
        for point in found.points
    ]
