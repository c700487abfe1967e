"""Participatory budgets in the Pabulib format (`.pb`): sections META, PROJECTS and VOTES.

Each project is an action; what voters gave it is its value, one point of value for one point (or
vote); its category is its theme. The budget of the header is a rule on `cost`.

Source: Faliszewski, Flis, Peters, Pierczyński, Skowron, Stolicki, Szufa, Talmon (2023),
"Participatory budgeting: data, tools, and analysis", IJCAI.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from mcda.errors import InvalidScenario, Place, Problem
from mcda.exact import PLAIN_NUMBER
from mcda.files.raw_table import Cell, RawTable, build
from mcda.files.tree import Tree, tree_of

SECTIONS = ("META", "PROJECTS", "VOTES")
CRITERION = "points"

Lines = list[tuple[int, list[str]]]


@dataclass(frozen=True)
class _Project:
    """A project with the points that voters gave it."""

    line: int
    action: str
    name: str
    theme: str
    cost: str
    points: Fraction


def read_pb(text: str, file: str) -> tuple[Tree, dict[str, RawTable], list[Problem]]:
    """Settings and tables of a participatory budget.

    Raises
    ------
    InvalidScenario
        A section or a field that the scenario needs is not there.

    """
    sections = _sections(text, file)
    meta = {cells[0].strip(): cells[1].strip() for _, cells in sections["META"][1:] if len(cells) > 1}
    if "budget" not in meta:
        raise InvalidScenario([Problem("E131", Place(file), "budget")])
    projects = list(_projects(sections, file))
    place = Place(file)
    return tree_of(_settings(meta), place), _tables(projects, file), []


def _settings(meta: Mapping[str, str]) -> dict[str, Any]:
    words = (meta.get("description"), meta.get("unit"), meta.get("instance"))
    title = next((text for text in words if text), "")
    return {
        "mcda": "1",
        "title": title,
        "money": meta.get("currency", "EUR"),
        "rules": {"budget": {"type": "budget", "of": "cost", "max": meta["budget"].replace(",", ".")}},
    }


def _sections(text: str, file: str) -> dict[str, Lines]:
    """Lines of cells by section; the first line of each is its header."""
    csv_lines = csv.reader(text.splitlines(), delimiter=";", quoting=csv.QUOTE_NONE)
    sections: dict[str, Lines] = {}
    current: Lines = []
    try:
        for cells in csv_lines:
            if len(cells) == 1 and cells[0].strip().upper() in SECTIONS:
                current = sections.setdefault(cells[0].strip().upper(), [])
            elif any(cell.strip() for cell in cells):
                current.append((csv_lines.line_num, cells))
    except csv.Error:
        raise InvalidScenario([Problem("E063", Place(file, row=csv_lines.line_num))]) from None
    missing = [name for name in ("META", "PROJECTS") if len(sections.get(name, [])) < 2]
    if missing:
        raise InvalidScenario([Problem("E130", Place(file), name) for name in missing])
    return sections


def _records(lines: Lines) -> Iterator[tuple[int, dict[str, str]]]:
    (_, header), *body = lines
    names = [name.strip() for name in header]
    for line, cells in body:
        yield line, dict(zip(names, (cell.strip() for cell in cells), strict=False))


def _projects(sections: Mapping[str, Lines], file: str) -> Iterator[_Project]:
    records = list(_records(sections["PROJECTS"]))
    needed = [name for name in ("project_id", "cost") if name not in records[0][1]]
    if needed:
        place = Place(file, row=sections["PROJECTS"][0][0])
        raise InvalidScenario([Problem("E131", place, name) for name in needed])
    has_totals = "score" in records[0][1] or "votes" in records[0][1]
    given = _given_points(sections.get("VOTES", []), counted=not has_totals)
    for line, record in records:
        identifier = record.get("project_id", "")
        yield _Project(
            line,
            "p" + re.sub(r"[^A-Za-z0-9_]", "_", identifier),
            record.get("name") or identifier,
            record.get("category") or "none",
            record.get("cost", ""),
            _points(record, given),
        )


def _points(record: Mapping[str, str], given: Mapping[str, Fraction] | None) -> Fraction:
    """Points of a project: those of the ballots, else its column `score`, else its votes."""
    identifier = record.get("project_id", "")
    if given is not None:
        return given.get(identifier, Fraction(0))
    declared = (_figure(record.get(name, "")) for name in ("score", "votes"))
    return next((figure for figure in declared if figure is not None), Fraction(0))


def _given_points(lines: Lines, *, counted: bool) -> dict[str, Fraction] | None:
    """Points of each project summed over the ballots; None where ballots give no points.

    `counted`: a vote without points counts one.
    """
    ballots = list(_records(lines)) if lines else []
    if not counted and not any(ballot.get("points") for _, ballot in ballots):
        return None
    totals: dict[str, Fraction] = {}
    for _, ballot in ballots:
        chosen = [identifier.strip() for identifier in ballot.get("vote", "").split(",")]
        points = [_figure(part) for part in ballot.get("points", "").split(",")]
        is_weighed = len(points) == len(chosen) and None not in points
        weights = points if is_weighed else [Fraction(1)] * len(chosen)
        for identifier, weight in zip(chosen, weights, strict=True):
            totals[identifier] = totals.get(identifier, Fraction(0)) + (weight or 0)
    return totals


def _figure(text: str) -> Fraction | None:
    return Fraction(text.strip()) if PLAIN_NUMBER.fullmatch(text.strip()) and len(text) < 40 else None


def _tables(projects: list[_Project], file: str) -> dict[str, RawTable]:
    """Tables as raw as others, so that the same checks speak of the same lines."""
    actions: list[tuple[int, list[Cell]]] = [(0, ["action", "name", "theme", "cost"])]
    actions += [(p.line, [p.action, p.name, p.theme, p.cost]) for p in projects]
    impacts: list[tuple[int, list[Cell]]] = [(0, ["action", CRITERION])]
    impacts += [(p.line, [p.action, p.points]) for p in projects]
    criteria: list[tuple[int, list[Cell]]] = [
        (0, ["criterion", "name", "unit", "zero", "full"]),
        (0, [CRITERION, "Points", "points", Fraction(0), Fraction(100)]),
    ]
    return {
        name: build(name, lines, style="english", file=file)[0]
        for name, lines in (("criteria", criteria), ("actions", actions), ("impacts", impacts))
    }
