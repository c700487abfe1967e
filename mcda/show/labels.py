"""Names on screen of rules, verdicts, measures and what rules are about."""

from __future__ import annotations

import re
from collections.abc import Mapping
from fractions import Fraction

from mcda.model import Change, Criterion, NamedLevels, Scenario
from mcda.portfolio.portfolio import Portfolio
from mcda.portfolio.verdicts import Verdict
from mcda.rules import ASKED
from mcda.wording import MINUS, N_, Words

VERDICTS = {
    "MET": N_("MET"),
    "NOT MET": N_("NOT MET"),
    "VACUOUS": N_("VACUOUS"),
    "FRAGILE": N_("FRAGILE"),
}
SIGNS = {"MET": "✓", "NOT MET": "✗", "VACUOUS": "○", "FRAGILE": "≈"}
RULES = {
    "atkinson": N_("Atkinson's index"),
    "budget": N_("budget"),
    "burden": N_("burden"),
    "caps": N_("caps of partners"),
    "compensation": N_("compensation"),
    "contiguity": N_("beyond the neighbours"),
    "coverage": N_("coverage"),
    "floor": N_("floor"),
    "funds": N_("funds"),
    "gini": N_("Gini's index"),
    "impact": N_("effect"),
    "jain": N_("Jain's index"),
    "lead": N_("who leads"),
    "ledger": N_("account of reciprocity"),
    "linear": N_("weighted number"),
    "links": N_("links between actions"),
    "no_loser": N_("net of each partner"),
    "own_share": N_("own share"),
    "share": N_("share"),
    "status": N_("imposed and excluded actions"),
    "theil": N_("Theil's index"),
    "thresholds": N_("thresholds"),
}
DOUBTS = {
    "classification": N_("under the classification “{name}”"),
    "receives": N_("within the intervals of who receives"),
    "impacts": N_("within the intervals of effects"),
    "costs": N_("within the intervals of costs"),
    "point_worth": N_("within the interval of the worth of a point"),
}
LINKS = {
    "requires": N_("{a} requires {b}"),
    "excludes": N_("{a} excludes {b}"),
    "together": N_("{a} goes with {b}"),
}
IN_A_YEAR = {
    "given": N_("given in {year}"),
    "received": N_("received in {year}"),
    "volume": N_("given and received in {year}"),
    "theme": N_("{name}, {year}"),
    "partner": N_("{name}, {year}"),
}
RELATIONS = {
    "min": N_("at least"),
    "max": N_("at most"),
    "total": N_("in all"),
    "far": N_("without common border"),
    "transfers": N_("missing after transfers"),
    **dict.fromkeys(("gini", "jain", "theil", "atkinson"), N_("index")),
    "base": N_("total"),
}


def rule(scenario: Scenario, name: str, words: Words) -> str:
    """The rule's own label, else its type with its id."""
    record = scenario.all_rules.get(name)
    if record is None:
        return words(N_("what the objective asks for")) if name == ASKED else name
    kind = words(RULES[record.type])
    return words.label(record.label, kind if name == record.type else f"{kind} ({name})")


def relation(scenario: Scenario, name: str, words: Words) -> str:
    """What a relation is about: a partner, a theme, a link ..."""
    if name in scenario.partner_by_id:
        return partner(scenario, name, words)
    if name in scenario.themes:
        return theme(scenario, name, words)
    if name in scenario.groups:
        return group(scenario, name, words)
    if name in RELATIONS:
        return words(RELATIONS[name])
    if re.match(r"\d+( |$)", name):
        return _in_a_year(scenario, *name.split(" ", 2), words=words)
    kind, *ids = name.split(" ")
    if kind in scenario.fund_by_id:
        return _about_fund(scenario, kind, ids, words)
    return words(LINKS[kind], a=ids[0], b=ids[1]) if kind in LINKS and len(ids) == 2 else name


def _in_a_year(scenario: Scenario, year: str, what: str = "", name: str = "", *, words: Words) -> str:
    """A relation about one year: `2029`, `2029 given`, `2029 theme water` ..."""
    if what not in IN_A_YEAR:
        return year
    known = theme if what == "theme" else partner
    return words(IN_A_YEAR[what], year=year, name=known(scenario, name, words) if name else "")


def _about_fund(scenario: Scenario, name: str, details: list[str], words: Words) -> str:
    """A fund, in all or in a year; or two funds that may not support an action."""
    if len(details) == 2:
        together = N_("{one} and {other} for {action}")
        return words(together, one=name, other=details[0], action=details[1])
    return " ".join([fund(scenario, name, words), *details])


def fund(scenario: Scenario, fund: str, words: Words) -> str:
    return words.label(scenario.fund_by_id[fund].name, fund)


def partner(scenario: Scenario, partner: str, words: Words) -> str:
    return words.label(scenario.partner_by_id[partner].name, partner)


def action(scenario: Scenario, action: str, words: Words) -> str:
    return words.label(scenario.action_by_id[action].name, action)


def criterion(scenario: Scenario, criterion: str, words: Words) -> str:
    return words.label(scenario.criterion_by_id[criterion].name, criterion)


def swing(criterion: Criterion, words: Words) -> str:
    """From `zero` to `full` in words: figures with their unit, or the names of levels."""
    if isinstance(criterion.shape, NamedLevels):
        names = {points: name for name, points in criterion.shape.levels}
        return f"{names[Fraction(0)]} → {names[Fraction(100)]}"
    ends = (words.number(level or 0, 3) for level in (criterion.zero, criterion.full))
    return f"{' → '.join(ends)} {criterion.unit}".strip()


def one_unit(criterion: Criterion, words: Words) -> str:
    """One unit in the good direction: `1 km`, `−1 dB`, or a point of levels with names."""
    if isinstance(criterion.shape, NamedLevels):
        return words(N_("1 point out of 100"))
    sign = MINUS if criterion.swing < 0 else ""
    return f"{sign}1 {criterion.unit}".strip()


def theme(scenario: Scenario, theme: str, words: Words) -> str:
    return words.label(scenario.labels.themes.get(theme), theme)


def group(scenario: Scenario, group: str, words: Words) -> str:
    return words.label(scenario.labels.groups.get(group), group)


def groups(scenario: Scenario, membership: Mapping[str, Fraction], words: Words) -> str:
    """`rural`, or `rural 55 %, periurban 45 %`."""
    if len(membership) == 1 and sum(membership.values()) == 1:
        return group(scenario, next(iter(membership)), words)
    parts = (f"{group(scenario, name, words)} {words.percent(x)}" for name, x in membership.items())
    return ", ".join(parts)


def because(scenario: Scenario, verdict: Verdict, words: Words) -> str:
    """Why a verdict is FRAGILE, and by how much the rule would fail."""
    found = verdict.fragility
    if found is None:
        return ""
    reading = words(DOUBTS[found.kind], name=found.name)
    about = relation(scenario, found.relation, words)
    by = quantity(scenario, verdict.unit, -found.margin, words)
    return words(N_("fails {reading}: {about}, by {by}"), reading=reading, about=about, by=by)


def quantity(scenario: Scenario, unit: str, amount: Fraction, words: Words) -> str:
    """An amount with its unit (`money`, `points`, `actions`, `index` or `impact:CRITERION`)."""
    if unit == "money":
        return money(scenario, amount, words)
    if unit == "index":
        return words.fixed(amount, 3)
    if unit == "points":
        return words.plural(N_("{n} point"), N_("{n} points"), amount, places=2)
    if unit == "actions":
        return words.plural(N_("{n} action"), N_("{n} actions"), round(amount))
    criterion_id = unit.removeprefix("impact:")
    return f"{words.number(amount, 1)} {scenario.criterion_by_id[criterion_id].unit}".strip()


def money(scenario: Scenario, amount: Fraction, words: Words) -> str:
    """Money of the scenario: whole above a hundred, to the tenth below."""
    figure = words.fixed(amount, 0 if abs(amount) >= 100 or not amount else 1)
    return words.with_unit(figure, scenario.money)


def change(change: Change, words: Words) -> str:
    """One setting, before and after; what is removed or added is not spelt out."""
    if change.new is None:
        return words(N_("{key}: removed"), key=change.key)
    if change.old is None:
        return words(N_("{key}: added, {new}"), key=change.key, new=change.new)
    return f"{change.key}: {change.old} → {change.new}"


def paid_alone(scenario: Scenario) -> str:
    """Heading of what partners would pay for one action: what funds grant depends on the others."""
    return N_("Paid by partners, before funds") if scenario.funds else N_("Paid by partners")


def title(scenario: Scenario, words: Words) -> str:
    """The title of a scenario, and its variant."""
    name = words.label(scenario.title, scenario.name)
    return name if scenario.variant is None else f"{name} ({scenario.variant})"


def worth(found: Portfolio, words: Words) -> str:
    """The value of a portfolio, in points."""
    return quantity(found.scenario, "points", found.value, words)


def paid(found: Portfolio, words: Words) -> str:
    """What partners pay for a portfolio."""
    return money(found.scenario, found.local_cost, words)


def cut(text: str, longest: int) -> str:
    """A text of so many characters at most, `…` where something is missing."""
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"
