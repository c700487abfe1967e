"""What a rule asks, its settings in words: `for: rural · at least: 50 % · of: benefit`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction

from mcda.model import Scenario
from mcda.rules import Rule
from mcda.show import labels
from mcda.show.objectives import COMPARED, OF
from mcda.wording import N_, Words

SETTINGS = {
    "criterion": N_("criterion"),
    "group": N_("group"),
    "partner": N_("partner"),
    "between": N_("between"),
    "min": N_("at least"),
    "max": N_("at most"),
    "of": N_("of"),
    "per": N_("for each"),
    "only": N_("only"),
    "share": N_("share of the ceiling in a year"),
    "min_actions": N_("actions, at least"),
    "max_actions": N_("actions, at most"),
    "min_share": N_("share, at least"),
    "max_share": N_("share, at most"),
    "min_effort": N_("effort beside that of all, at least"),
    "max_effort": N_("effort beside that of all, at most"),
    "received_from": N_("an action counts from a share received of"),
    "worth": N_("an action counts from so many points"),
    "return_on_burden": N_("return on what is paid, at least"),
    "by": N_("return counted by"),
    "margin": N_("net, at least"),
    "against": N_("beside"),
    "exempt": N_("without"),
    "tolerance": N_("tolerance"),
    "discount": N_("discount per year"),
    "min_volume": N_("given and received each year, at least"),
    "opening": N_("given more before the first year"),
    "both_ways_each_year": N_("both ways in each year"),
    "by_theme": N_("each theme too"),
    "terms": N_("weights"),
    "mandatory": N_("imposed"),
    "excluded": N_("excluded"),
    "counting": N_("counting what is paid by"),
    "kind": N_("kind"),
    "weighting": N_("weighting"),
    "order": N_("aversion to inequality"),
    "cap": N_("a partner gives at most"),
    "cap_of": N_("as a share of"),
    "fee": N_("lost on the way"),
    "forbidden": N_("forbidden payments"),
    "in_kind_only": N_("in kind only"),
    "at_least_total": N_("total, at least"),
    "allow_empty": N_("an empty portfolio too"),
    "fragile_to": N_("tested against the intervals of"),
}
"""Keys of rules on screen; another one shows as it is written."""
VALUES: Mapping[str, str] = {
    **COMPARED,
    **OF,
    "actions": N_("number of actions"),
    "alone": N_("what it would have alone"),
    "burden": N_("what is paid"),
    "cap": N_("the stated ceiling"),
    "cost": N_("cost"),
    "costs": N_("costs"),
    "equal": N_("every partner alike"),
    "flow": N_("money from partner to partner"),
    "group": N_("group"),
    "investment": N_("investment"),
    "lead": N_("lead"),
    "local_cost": N_("paid by partners"),
    "nothing": N_("doing nothing"),
    "operating": N_("operating"),
    "partners": N_("all partners"),
    "population": N_("every inhabitant alike"),
    "spending": N_("money spent for it"),
    "theme": N_("theme"),
    "value": N_("value"),
    "year": N_("year"),
}
SHARES = frozenset(
    {
        *("min_share", "max_share", "min_effort", "max_effort", "received_from", "return_on_burden"),
        *("tolerance", "discount", "share", "cap", "fee"),
    }
)
"""Keys whose numbers are shares of 1 in every rule."""
OF_A_WHOLE = frozenset(("share", "own_share", "lead", "contiguity"))
"""Rules whose `min` and `max` are shares of 1 too."""
MONEY = frozenset(("opening", "min_volume", "margin"))


def settings(scenario: Scenario, rule: Rule, words: Words) -> str:
    """The settings of a rule that are stated, in words, in the order of their keys."""
    stated = [
        (key, getattr(rule, key))
        for key, field in type(rule).model_fields.items()
        if key not in ("type", "label") and getattr(rule, key) != field.default
    ]
    order = {key: place for place, key in enumerate(SETTINGS)}
    stated.sort(key=lambda pair: order.get(pair[0], len(order)))
    return " · ".join(_setting(scenario, rule, key, value, words) for key, value in stated)


def _setting(scenario: Scenario, rule: Rule, key: str, value: object, words: Words) -> str:
    name = words(SETTINGS[key]) if key in SETTINGS else key
    if value is True:
        return name
    shown = _value(scenario, rule, key, value, words)
    return words(N_("{setting}: {value}"), setting=name, value=shown)


def _value(scenario: Scenario, rule: Rule, key: str, value: object, words: Words) -> str:
    if isinstance(value, Mapping):
        pairs = (f"{n} {_value(scenario, rule, key, one, words)}" for n, one in value.items())
        return ", ".join(pairs)
    if isinstance(value, str):
        return _text(scenario, key, value, words)
    if isinstance(value, Iterable):
        return ", ".join(_value(scenario, rule, key, one, words) for one in value)
    if isinstance(value, Fraction | int):
        return _number(scenario, rule, key, Fraction(value), words)
    return str(value)


def _text(scenario: Scenario, key: str, value: str, words: Words) -> str:
    """The name of what a text stands for; a word of the format otherwise."""
    if key == "criterion":
        return labels.criterion(scenario, value, words)
    if key in ("group", "partner", "between", "only", "exempt", "forbidden"):
        return labels.relation(scenario, value, words)
    return words(VALUES[value]) if value in VALUES else value


def _number(scenario: Scenario, rule: Rule, key: str, number: Fraction, words: Words) -> str:
    bounds = key in ("min", "max")
    if key in SHARES or (bounds and rule.type in OF_A_WHOLE) or _of_potential(rule, key):
        return words.percent(number, 0 if (number * 100).denominator == 1 else 1)
    if key in MONEY or (bounds and (rule.type == "budget" or getattr(rule, "of", "") in _IN_MONEY)):
        return labels.money(scenario, number, words)
    if bounds and rule.type == "impact":
        return labels.quantity(scenario, f"impact:{getattr(rule, 'criterion', '')}", number, words)
    return words.number(number, 3)


_IN_MONEY = ("received", "net")


def _of_potential(rule: Rule, key: str) -> bool:
    """Whether a floor is a share of the most that a partner could get."""
    return key == "min" and getattr(rule, "per", None) == "potential"
