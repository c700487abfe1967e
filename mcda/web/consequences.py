"""What follows for everybody when an action is forced, and which figures would turn it: tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from mcda.analysis.datum import Datum
from mcda.model import Scenario
from mcda.portfolio.ledger import PartnerLine
from mcda.show import labels
from mcda.show.datatables import DataTable, columns
from mcda.show.datatables.datatable import Kind, Measured, Row
from mcda.show.sensitivity_names import figure
from mcda.show.sensitivity_names import name as named
from mcda.web.answer import Effect
from mcda.web.controls import Slider
from mcda.web.question import Question
from mcda.wording import N_, Words


def partners(effect: Effect, words: Words) -> DataTable | None:
    """What each partner gets and pays before and after; None where there is nothing to compare."""
    after = effect.after.portfolio
    if after is None or not effect.partners:
        return None
    scenario = after.scenario
    heads = (
        columns.text(N_("Partner"), words),
        columns.points(N_("Benefit before"), words),
        columns.points(N_("Benefit after"), words),
        columns.points(N_("Difference"), words),
        columns.money(scenario, N_("Pays before"), words),
        columns.money(scenario, N_("Pays after"), words),
        columns.money(scenario, N_("Difference"), words),
    )
    rows = tuple(_line(scenario, before, later, words) for before, later in effect.partners)
    title = words(N_("What each partner gets and gives, before and after"))
    note = words(N_("Benefits in points; payments as the partner's own contribution."))
    return DataTable("effect", title, heads, rows, note=note)


def _line(scenario: Scenario, before: PartnerLine, after: PartnerLine, words: Words) -> Row:
    return (
        labels.partner(scenario, before.partner, words),
        before.benefit,
        after.benefit,
        _signed(after.benefit - before.benefit),
        before.burden,
        after.burden,
        _signed(after.burden - before.burden, scenario.money),
    )


def _signed(difference: Fraction, money: str = "") -> Measured:
    """A difference with its sign, in points or in money."""
    kind: Kind = "money" if money else "number"
    places = 0 if money else 2
    return Measured(difference, kind, money, places, "+" if round(difference, places) > 0 else "")


@dataclass(frozen=True)
class Turn:
    """A figure that would turn an action."""

    name: str
    now: str
    level: str
    change: str
    question: Question | None
    """The question with the slider moved there; None where there is no slider."""


def turning_points(
    record: Mapping[str, Any] | None,
    scenario: Scenario,
    question: Question,
    offered: tuple[Slider, ...],
    words: Words,
) -> tuple[Turn, ...]:
    """Figures whose change would turn an action, the smallest change first."""
    if record is None:
        return ()
    found: Mapping[str, Any] = {**record["enters_if"], **record["leaves_if"]}
    possible = {datum: point for datum, point in found.items() if point["possible"]}
    return tuple(_turns(possible, scenario, question, {s.key: s for s in offered}, words))


def _turns(
    found: Mapping[str, Any],
    scenario: Scenario,
    question: Question,
    offered: Mapping[str, Slider],
    words: Words,
) -> Iterator[Turn]:
    for key, point in found.items():
        datum = Datum(*key.split(".", 2))  # type: ignore[arg-type]
        level, now = _exact(point["level"]), _exact(point["now"])
        slider = offered.get(key) if datum.table == "rules" else None
        yield Turn(
            name=named(scenario, datum, words),
            now=figure(scenario, datum, now, words),
            level=figure(scenario, datum, level, words),
            change=_change(point["relative_change"], words),
            question=None if slider is None else question.moving(key, _within(slider, level, now)),
        )


def _exact(number: float) -> Fraction:
    return Fraction(str(number))


def _within(slider: Slider, level: Fraction, now: Fraction) -> Fraction:
    """The nearest step of a slider at or beyond a level, seen from now."""
    steps = level / slider.step
    beyond = -(-steps // 1) if level > now else steps // 1
    return max(slider.low, beyond * slider.step)


def _change(relative: float | None, words: Words) -> str:
    if relative is None:
        return "–"
    return ("+" if relative > 0 else "") + words.percent(relative)
