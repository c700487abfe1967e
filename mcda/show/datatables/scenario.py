"""What a scenario holds, as tables: partners, actions, criteria, rules, links, sources, changes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from mcda.model import Criterion, Scenario
from mcda.model.shapes import Exponential, NamedLevels
from mcda.scoring import leaf_weights
from mcda.show import labels
from mcda.show.datatables import columns
from mcda.show.datatables.datatable import Cell, Column, DataTable, Row
from mcda.show.rule_words import settings
from mcda.wording import N_, Words

LINKS = {
    "requires": N_("requires"),
    "excludes": N_("excludes"),
    "together": N_("goes with"),
    "synergy": N_("synergy"),
}
ROLES = {"value": "", "success": N_("chance of success"), "threshold": N_("threshold")}
SCOPES = {
    "action": N_("each action by itself"),
    "portfolio": N_("all effects together"),
    "partner": N_("by need of the partners"),
}
KINDS = {"investment": N_("investment"), "operating": N_("operating")}
ON = {"value": N_("value"), "cost": N_("cost")}


def filled(
    name: str, title: str, heads: Iterable[Column], rows: Iterable[Row], note: str = "", tab: str = ""
) -> DataTable:
    """A table without the columns in which no row says anything, the first one apart."""
    heads, rows = tuple(heads), tuple(rows)
    kept = [n for n in range(len(heads)) if n == 0 or any(row[n] not in (None, "") for row in rows)]
    lines = tuple(tuple(row[n] for n in kept) for row in rows)
    return DataTable(name, title, tuple(heads[n] for n in kept), lines, note=note, tab=tab)


def partners(scenario: Scenario, words: Words) -> DataTable | None:
    """Who pays and receives; None in a scenario without partners."""
    if not scenario.partners:
        return None
    heads = (
        *columns.texts(words, N_("Id"), N_("Partner"), N_("Group")),
        columns.count(N_("Inhabitants"), words),
        Column(words(N_("Area (km²)")), "number", places=1),
        columns.money(scenario, N_("Ceiling"), words),
        columns.money(scenario, N_("Fiscal capacity"), words),
        columns.points(N_("Need"), words),
        *columns.texts(words, N_("Member of"), N_("College")),
    )
    rows: list[Row] = [
        (
            one.partner,
            labels.partner(scenario, one.partner, words),
            labels.groups(scenario, one.groups, words),
            *(one.population, one.area, one.cap, one.fiscal_capacity, one.need),
            "" if one.parent is None else labels.partner(scenario, one.parent, words),
            one.college,
        )
        for one in scenario.partners
    ]
    return filled("partners", words(N_("Partners")), heads, rows)


def actions(scenario: Scenario, words: Words) -> DataTable:
    """Every action that could be selected."""
    heads = (
        *columns.texts(words, N_("Id"), N_("Action"), N_("Theme"), N_("Lead")),
        columns.money(scenario, N_("Cost"), words),
        columns.money(scenario, N_("Cost, least"), words),
        columns.money(scenario, N_("Cost, greatest"), words),
        columns.share(N_("Co-funding"), words),
        *(columns.year(heading, words) for heading in (N_("Earliest start"), N_("Latest start"))),
        columns.count(N_("Years of work"), words),
        *columns.texts(words, N_("Kind"), N_("Competence"), N_("Legal basis")),
    )
    rows: list[Row] = [
        (
            one.action,
            labels.action(scenario, one.action, words),
            labels.theme(scenario, one.theme, words),
            "" if one.lead is None else labels.partner(scenario, one.lead, words),
            *(one.cost, one.cost_low, one.cost_high, one.cofinancing or None),
            *(one.earliest, one.latest, one.stated_years),
            "" if one.kind is None else words(KINDS[one.kind]),
            *(one.competence, one.legal_basis),
        )
        for one in scenario.actions
    ]
    return filled("all_actions", words(N_("All actions")), heads, rows)


def criteria(scenario: Scenario, words: Words) -> DataTable:
    """What is valued, and how much it weighs; marks and thresholds last, without a weight."""
    weights = leaf_weights(scenario)
    heads = (
        *columns.texts(words, N_("Id"), N_("Criterion"), N_("Family"), N_("From zero to full")),
        columns.share(N_("Weight"), words),
        *columns.texts(words, N_("Shape"), N_("Valued"), N_("Role")),
    )
    told = [one for one in scenario.criteria if one.criterion not in scenario.branches]
    rows: list[Row] = [
        (
            one.criterion,
            labels.criterion(scenario, one.criterion, words),
            "" if one.parent is None else labels.criterion(scenario, one.parent, words),
            labels.swing(one, words) if one.role == "value" else one.unit,
            weights.get(one.criterion),
            shape(one, words) if one.role != "threshold" else _limits(one, words),
            words(SCOPES[one.scope]) if one.role == "value" else "",
            words(ROLES[one.role]),
        )
        for one in sorted(told, key=lambda one: one.role != "value")
    ]
    return filled("all_criteria", words(N_("Criteria and weights")), heads, rows)


def shape(criterion: Criterion, words: Words) -> str:
    """How levels become points, in words."""
    found = criterion.shape
    if found is None:
        return words(N_("straight line"))
    if isinstance(found, Exponential):
        level = words.number(found.midvalue, 3)
        return words(N_("exponential: 50 points at {level}"), level=level)
    if isinstance(found, NamedLevels):
        return ", ".join(f"{name} {words.number(points, 2)}" for name, points in found.levels)
    pairs = (f"{words.number(x, 3)} → {words.number(y, 2)}" for x, y in found)
    return words(N_("through the points {points}"), points=", ".join(pairs))


def _limits(criterion: Criterion, words: Words) -> str:
    ends = (("≥", criterion.at_least), ("≤", criterion.at_most))
    return ", ".join(f"{sign}\u00a0{words.number(end, 3)}" for sign, end in ends if end is not None)


def impacts(scenario: Scenario, words: Words) -> DataTable | None:
    """What each action changes, a column for each criterion in its unit; None without any."""
    if not scenario.impacts:
        return None
    written = {(one.action, one.criterion): one.level for one in scenario.impacts}
    told = [one for one in scenario.criteria if one.criterion not in scenario.branches]
    heads = (
        *columns.texts(words, N_("Id"), N_("Action")),
        *(Column(_with_unit(scenario, one, words), "number", places=2) for one in told),
    )
    rows: list[Row] = [
        (
            action,
            labels.action(scenario, action, words),
            *(written.get((action, one.criterion)) for one in told),
        )
        for action in scenario.action_by_id
    ]
    return filled("impacts", words(N_("Effects of the actions")), heads, rows)


def _with_unit(scenario: Scenario, criterion: Criterion, words: Words) -> str:
    name = labels.criterion(scenario, criterion.criterion, words)
    return f"{name} ({criterion.unit})" if criterion.unit else name


def shares(scenario: Scenario, words: Words) -> DataTable | None:
    """Who pays for each action and who receives it; None without shares."""
    if not scenario.shares:
        return None
    heads = (
        *columns.texts(words, N_("Action"), N_("Partner")),
        *(columns.share(heading, words) for heading in (N_("Pays"), N_("Receives"))),
        columns.text(N_("Criterion"), words),
    )
    rows: list[Row] = [
        (
            one.action,
            labels.partner(scenario, one.partner, words),
            one.pays,
            one.receives,
            "" if one.criterion is None else labels.criterion(scenario, one.criterion, words),
        )
        for one in scenario.shares
    ]
    title = words(N_("Who pays and who receives, by action"))
    return filled("shares", title, heads, rows, tab=words(N_("Shares by action")))


def links(scenario: Scenario, words: Words) -> DataTable | None:
    """Dependencies and synergies between actions; None without any."""
    if not scenario.links:
        return None
    heads = (
        *columns.texts(words, N_("Action"), N_("Link"), N_("Other action")),
        columns.share(N_("Effect"), words),
        columns.text(N_("On"), words),
    )
    rows: list[Row] = [
        (one.action, words(LINKS[one.type]), one.other, one.effect, _on(scenario, one.on, words))
        for one in scenario.links
    ]
    return filled("links", words(N_("Links between actions")), heads, rows)


def _on(scenario: Scenario, on: str | None, words: Words) -> str:
    if on is None:
        return ""
    return words(ON[on]) if on in ON else labels.criterion(scenario, on, words)


def funds(scenario: Scenario, words: Words) -> DataTable | None:
    """Who may co-fund actions, and how much; None without funds."""
    if not scenario.funds:
        return None
    heads = (
        *columns.texts(words, N_("Id"), N_("Fund")),
        *(columns.share(heading, words) for heading in (N_("Highest rate"), N_("Tranche"))),
        columns.money(scenario, N_("Envelope"), words),
        columns.text(N_("Themes"), words),
    )
    rows: list[Row] = [
        (
            one.fund,
            labels.fund(scenario, one.fund, words),
            one.max_rate,
            one.step,
            one.envelope,
            ", ".join(labels.theme(scenario, theme, words) for theme in one.themes),
        )
        for one in scenario.funds
    ]
    return filled("all_funds", words(N_("Funds")), heads, rows)


def rules(scenario: Scenario, words: Words) -> DataTable:
    """What every portfolio must satisfy, its settings in words."""
    rows: list[Row] = [
        (labels.rule(scenario, name, words), words(labels.RULES[rule.type]), said)
        for name, rule in scenario.all_rules.items()
        for said in [settings(scenario, rule, words)]
    ]
    heads = columns.texts(words, N_("Rule"), N_("Kind"), N_("What it asks"))
    return DataTable("all_rules", words(N_("Rules of the scenario")), heads, tuple(rows))


def colleges(scenario: Scenario, words: Words) -> DataTable | None:
    """The weights that each college gives; None without colleges."""
    if not scenario.college_weights:
        return None
    heads = (
        *columns.texts(words, N_("College"), N_("Criterion")),
        columns.points(N_("Weight"), words),
        columns.points(N_("Voice"), words),
    )
    rows: list[Row] = [
        (one.college, labels.criterion(scenario, one.criterion, words), one.weight, one.voice)
        for one in scenario.college_weights
    ]
    return filled("colleges", words(N_("Weights of the colleges")), heads, rows)


def changes(scenario: Scenario, words: Words) -> DataTable | None:
    """What the variant changes; None where it changes nothing."""
    altered = [change for change in scenario.changes if change.new != change.old]
    if not altered:
        return None
    rows: list[Row] = [(one.override, one.key, one.old or "", one.new or "") for one in altered]
    heads = columns.texts(words, N_("Override"), N_("Setting"), N_("Before"), N_("After"))
    return DataTable("changes", words(N_("Changes of the variant")), heads, tuple(rows))


MOST_NAMED = 20
"""Rows that are named one by one."""
Told = tuple[str, str, Mapping[str, str]]
"""Table, id of the row, its other columns."""


def sources(scenario: Scenario, words: Words) -> DataTable | None:
    """Where figures come from: rows that say the same stand together; None where none says anything."""
    grouped: dict[tuple[str, ...], list[str]] = {}
    for table, row, extra in _rows(scenario):
        said = tuple(extra.get(key, "") for key in ("mark", "source", "note"))
        if any(said):
            grouped.setdefault((table, *said), []).append(row)
    if not grouped:
        return None
    heads = columns.texts(words, N_("Table"), N_("Rows"), N_("Kind of source"), N_("Source"), N_("Note"))
    rows = [(words(table), _listed(ids, words), *said) for (table, *said), ids in grouped.items()]
    note = words(N_("S published, V computed from open data, A assumption."))
    return filled("sources", words(N_("Sources")), heads, rows, note)


def _rows(scenario: Scenario) -> Iterator[Told]:
    yield from ((N_("Partners"), one.partner, one.extra) for one in scenario.partners)
    yield from ((N_("Criteria"), one.criterion, one.extra) for one in scenario.criteria)
    yield from ((N_("Actions"), one.action, one.extra) for one in scenario.actions)
    yield from ((N_("Effects"), action, extra) for action, extra in scenario.impact_extra.items())
    yield from ((N_("Shares"), f"{one.action}–{one.partner}", one.extra) for one in scenario.shares)
    yield from ((N_("Links"), f"{one.action}–{one.other}", one.extra) for one in scenario.links)
    yield from ((N_("Funds"), one.fund, one.extra) for one in scenario.funds)


def _listed(ids: list[str], words: Words) -> Cell:
    """The rows by their ids; how many, where they are too many to read."""
    if len(ids) > MOST_NAMED:
        return words.plural(N_("{n} row"), N_("{n} rows"), len(ids))
    return ", ".join(ids)
