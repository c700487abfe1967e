"""A scenario as a participatory budget (`.pb`), where it says no more than such a file can."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from mcda.errors import InvalidScenario, Problem, UsageProblem
from mcda.files.pabulib import CRITERION, read_pb
from mcda.files.pages import Content, Page, content_of
from mcda.files.sheet_keys import flatten
from mcda.files.sources import Raw
from mcda.files.workbook import shown

DEFAULTS = {("objective", "value"), ("language", "fr")}
"""Settings that say what goes without saying."""


def pb_text(content: Content) -> str:
    """The text of the file; reading it gives the same scenario.

    `UsageProblem` names the first thing for which such a file has no place.
    """
    text = "".join(f"{line}\n" for line in _lines(content))
    lost = next(_differences(content, _read_back(text)), None)
    if lost is not None:
        raise UsageProblem(Problem("E112", value=lost))
    return text


def _lines(content: Content) -> Iterator[str]:
    settings, pages = content.settings, {page.table: page for page in content.pages}
    projects = list(_projects(pages.get("actions"), pages.get("impacts")))
    yield from ("META", "key;value")
    yield f"description;{_one_text(settings.get('title'))}"
    yield f"currency;{settings.get('money', 'k€')}"
    yield f"num_projects;{len(projects)}"
    yield f"budget;{_budget(settings.get('rules'))}"
    yield from ("PROJECTS", "project_id;cost;score;name;category", *projects)


def _projects(actions: Page | None, impacts: Page | None) -> Iterator[str]:
    if actions is None or impacts is None:
        return
    points = dict(zip(impacts.column("action"), impacts.column(CRITERION), strict=False))
    columns = (actions.column(name) for name in ("action", "cost", "name", "theme"))
    for action, cost, name, theme in zip(*columns, strict=True):
        cells = (shown(action)[1:], cost, points.get(action, Fraction(0)), name, theme)
        yield ";".join(map(shown, cells))


def _one_text(title: Any) -> str:
    return title if isinstance(title, str) else ""


def _budget(rules: Any) -> str:
    """The amount of the rule `budget`; 0 where there is none, which reading back will tell."""
    rule = rules.get("budget") if isinstance(rules, dict) else None
    return str(rule.get("max", 0)) if isinstance(rule, dict) else "0"


def _read_back(text: str) -> Content:
    try:
        settings, tables, _ = read_pb(text, "")
    except InvalidScenario:
        return Content({}, ())
    return content_of(Raw(settings, tables))


def _differences(wanted: Content, found: Content) -> Iterator[str]:
    """What one scenario says and the other does not."""
    there = dict(flatten(found.settings))
    for key, value in flatten(wanted.settings):
        if there.get(key) != value and (key, value) not in DEFAULTS:
            yield key
    pages = {page.table: page for page in found.pages}
    for page in wanted.pages:
        if page.table not in pages:
            yield page.table
        else:
            yield from _lost_cells(page, pages[page.table])


def _lost_cells(wanted: Page, found: Page) -> Iterator[str]:
    """Cells of a page that are not on the other, rows matched by their first column."""
    rows = {row[0]: dict(zip(found.columns, row, strict=True)) for row in found.rows}
    for row in wanted.rows:
        there = rows.get(row[0])
        if there is None:
            yield f"{wanted.table}.{shown(row[0])}"
            continue
        for column, cell in zip(wanted.columns, row, strict=True):
            if cell != there.get(column, ""):
                yield f"{wanted.table}.{shown(row[0])}.{column}"
