"""Columns that many tables have, and figures in the units of a scenario."""

from __future__ import annotations

from fractions import Fraction

from mcda.model import Scenario
from mcda.show.datatables.datatable import Column, Measured
from mcda.wording import N_, Words

PLACES = {"M€": 2}
"""Decimals of money in large units; none in others."""


def text(heading: str, words: Words) -> Column:
    """A column of texts."""
    return Column(words(heading))


def texts(words: Words, *headings: str) -> tuple[Column, ...]:
    """Several columns of texts."""
    return tuple(text(heading, words) for heading in headings)


def points(heading: str, words: Words) -> Column:
    """A column of points."""
    return Column(words(heading), "number")


def count(heading: str, words: Words) -> Column:
    """A column of whole numbers."""
    return Column(words(heading), "number", places=0)


def year(heading: str, words: Words) -> Column:
    """A column of years."""
    return Column(words(heading), "year", places=0)


def share(heading: str, words: Words) -> Column:
    """A column of shares of 1."""
    return Column(words(heading), "share", places=1)


def money(scenario: Scenario, heading: str, words: Words) -> Column:
    """A column of amounts in the scenario's money."""
    return money_of(scenario, words(heading))


def money_of(scenario: Scenario, name: str) -> Column:
    """The same under a name of the scenario, which is not translated."""
    return Column(name, "money", scenario.money, PLACES.get(scenario.money, 0))


def amount(scenario: Scenario, money: Fraction, before: str = "") -> Measured:
    """An amount of money as a screen shows it: whole above a hundred, to the tenth below."""
    places = 0 if abs(money) >= 100 or not money else 1
    return Measured(money, "money", scenario.money, places, before)


def measured(scenario: Scenario, unit: str, level: Fraction, words: Words, before: str = "") -> Measured:
    """An amount in the unit of a relation: `money`, `points`, `actions`, `index`, `impact:CRITERION`."""
    if unit == "money":
        return amount(scenario, level, before)
    if unit == "index":
        return Measured(level, places=3, before=before)
    if unit == "points":
        return Measured(level, unit=words.plural(N_("point"), N_("points"), level), before=before)
    if unit == "actions":
        return Measured(
            level, unit=words.plural(N_("action"), N_("actions"), level), places=0, before=before
        )
    return effect(scenario, unit.removeprefix("impact:"), level, before)


def effect(scenario: Scenario, criterion: str, level: Fraction, before: str = "") -> Measured:
    """A level of a criterion, in its unit; to the tenth where it is not whole."""
    unit = scenario.criterion_by_id[criterion].unit
    return Measured(level, unit=unit, places=0 if level.denominator == 1 else 1, before=before)
