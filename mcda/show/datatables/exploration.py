"""What else there is: points of a frontier, order of adoption, alternatives, replacement costs."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from mcda.analysis.alternatives import Alternative, Alternatives
from mcda.analysis.explanation import Importance, Worth
from mcda.analysis.frontier import Frontier, Objective, Point
from mcda.analysis.reasons import Reason
from mcda.model import Scenario
from mcda.show import frontier as screens
from mcda.show import labels
from mcda.show.datatables import columns
from mcda.show.datatables.datatable import Cell, Column, DataTable, Row
from mcda.show.explanation import ABOUT as ABOUT_REPLACEMENT
from mcda.show.layout import moves
from mcda.show.reasons import sentence
from mcda.wording import N_, Words


def frontier(found: Frontier, words: Words) -> DataTable:
    """The points of a frontier, best first in the first objective."""
    heads = (
        columns.text(N_("Best"), words),
        *(_objective(found.scenario, objective, words) for objective in found.objectives),
        columns.count(N_("Actions"), words),
        *columns.texts(words, N_("Supported"), N_("Against the line before"), N_("Selected actions")),
    )
    rows = tuple(_point(found, place, point) for place, point in enumerate(found.points))
    return DataTable("frontier", words(N_("Frontier")), heads, rows, note=words(screens.ABOUT))


def _point(found: Frontier, place: int, point: Point) -> Row:
    return (
        "★" if found.is_own_best(point) else "",
        *point.levels,
        len(point.actions),
        screens.mark(point.supported),
        moves(point.entered, point.left) if place else "",
        " ".join(point.actions),
    )


def _objective(scenario: Scenario, objective: Objective, words: Words) -> Column:
    """A column of levels, its heading with the good direction."""
    kind = objective.name.partition(":")[0]
    heading = f"{screens.name(scenario, objective.name, words)} {screens.SIGNS[objective.sense]}"
    return _levels(scenario, kind, heading)


def _levels(scenario: Scenario, kind: str, heading: str) -> Column:
    if kind in screens.MONEY:
        return columns.money_of(scenario, heading)
    return Column(heading, "number", places=1 if kind == "impact" else 2)


def adoption(found: Frontier, words: Words) -> DataTable | None:
    """In which order to adopt actions as the budget grows; None where that was not asked for."""
    order = found.adoption
    if order is None:
        return None
    scenario = found.scenario
    names = ((asked, screens.name(scenario, asked, words)) for asked in (order.cost, order.gain))
    heads = (
        columns.count(N_("Step"), words),
        *(_levels(scenario, asked.partition(":")[0], heading) for asked, heading in names),
        columns.text(N_("On the frontier"), words),
        columns.points(N_("Loss"), words),
        columns.text(N_("Enter"), words),
    )
    rows: list[Row] = [
        (
            number,
            stop.cost,
            stop.gain,
            "●" if stop.efficient else "" if stop.meets_rules else "✗",
            stop.loss if stop.meets_rules else None,
            " ".join(stop.entered),
        )
        for number, stop in enumerate(order.stops, start=1)
    ]
    note = words(screens.ABOUT_ADOPTION)
    return DataTable("adoption", words(N_("Order of adoption")), heads, tuple(rows), note=note)


def alternatives(found: Alternatives, words: Words) -> DataTable:
    """Portfolios beside the best one, from the best down."""
    scenario = found.scenario
    heads = (
        columns.count(N_("Rank"), words),
        columns.points(N_("Points"), words),
        columns.points(N_("Difference (points)"), words),
        columns.money(scenario, N_("Paid by partners"), words),
        columns.money(scenario, N_("Difference (money)"), words),
        *columns.texts(words, N_("Against the best"), N_("Rules that stand otherwise")),
    )
    rows = tuple(_alternative(found, rank, one, words) for rank, one in enumerate(found.found, start=1))
    return DataTable("alternatives", words(N_("What else could be done")), heads, rows)


def _alternative(found: Alternatives, rank: int, one: Alternative, words: Words) -> Row:
    moved = moves(one.entered, one.left) if rank > 1 else words(N_("the best"))
    portfolio = one.portfolio
    changes = [
        f"{labels.rule(found.scenario, change.rule, words)}: {words(labels.VERDICTS[change.here])}"
        for change in one.verdicts
    ]
    money: tuple[Fraction, Fraction] = (portfolio.local_cost, one.local_cost)
    return rank, portfolio.value, one.value, *money, moved, "\n".join(changes)


def importance(found: Importance, words: Words) -> DataTable:
    """What each action is worth to the optimum: what is lost when the opposite is forced."""
    heads = (
        *columns.texts(words, N_("Id"), N_("Action"), N_("Selected")),
        columns.points(N_("Replacement cost"), words),
        *columns.texts(words, N_("Instead of"), N_("Together with")),
    )
    rows = tuple(_worth(found, worth, words) for worth in found.worths)
    title, note = words(N_("What each action is worth")), words(ABOUT_REPLACEMENT)
    return DataTable("importance", title, heads, rows, note=note)


def _worth(found: Importance, worth: Worth, words: Words) -> Row:
    cost: Cell = worth.cost
    if worth.possible is None:
        cost = words(N_("not known"))
    elif not worth.possible:
        cost = words(N_("demanded by the rules") if worth.selected else N_("excluded by the rules"))
    return (
        worth.action,
        labels.action(found.scenario, worth.action, words),
        "✓" if worth.selected else "",
        cost,
        " ".join(worth.displaces),
        " ".join(worth.brings),
    )


def reasons(scenario: Scenario, found: Sequence[Reason], words: Words) -> DataTable | None:
    """Why each action is in the proposal or not, in a sentence; None where that was not asked for."""
    if not found:
        return None
    heads = (
        *columns.texts(words, N_("Id"), N_("Action"), N_("Selected")),
        columns.points(N_("Points"), words),
        columns.money(scenario, N_("Paid by partners"), words),
        columns.text(N_("Why"), words),
    )
    rows: list[Row] = [
        (
            one.action,
            labels.action(scenario, one.action, words),
            "✓" if one.selected else "",
            one.value,
            one.local_cost,
            sentence(one, scenario, words),
        )
        for one in found
    ]
    return DataTable("reasons", words(N_("Why each action is in or out")), heads, tuple(rows))
