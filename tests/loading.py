"""A scenario from a plain dictionary, as `scenario.yaml` with inline tables loads."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from mcda.model import Scenario

Cells = Mapping[str, Any]


def load(tables: Cells) -> Scenario:
    """The scenario of a dictionary, unchecked."""
    rules = {name: dict(rule) for name, rule in (tables.get("rules") or {}).items() if rule}
    return Scenario(
        title=tables.get("title", ""),
        money=tables.get("money", "k€"),
        point_worth=tables.get("point_worth"),
        weights=tables.get("weights") or {},
        rules=rules,
        partners=_sorted(map(_partner, _rows(tables, "partners")), "partner"),
        criteria=_sorted(map(_criterion, _rows(tables, "criteria")), "criterion"),
        actions=_sorted(
            [_percents(row, "cofinancing") for row in _rows(tables, "actions")], "action"
        ),
        impacts=list(_impacts(tables)),
        shares=[
            _percents(row, "pays", "receives", "receives.low", "receives.high")
            for row in _rows(tables, "shares")
        ],
        links=[_link(row) for row in _rows(tables, "links")],
    )


def _rows(tables: Cells, name: str) -> list[dict[str, Any]]:
    """The rows of a table, blank cells left out."""
    rows = tables.get(name) or []
    return [{k: v for k, v in row.items() if v is not None and v != ""} for row in rows]


def _sorted(rows: Any, key: str) -> list[dict[str, Any]]:
    return sorted(rows, key=lambda row: row[key])


def _percents(row: dict[str, Any], *columns: str) -> dict[str, Any]:
    found = {c: Fraction(str(row[c]).replace("%", "").strip()) / 100 for c in columns if c in row}
    return {**row, **found}


def _partner(row: dict[str, Any]) -> dict[str, Any]:
    groups = {column.removeprefix("group."): cell for column, cell in row.items() if column.startswith("group.")}
    if "group" in row:
        groups = {row["group"]: 1}
    others = {column: cell for column, cell in row.items() if not column.startswith("group")}
    if "contiguous_with" in others:
        others["contiguous_with"] = tuple(others["contiguous_with"].split())
    named = {c.removeprefix("group@"): {cell: 1} for c, cell in row.items() if c.startswith("group@")}
    return {**others, "groups": groups, "classifications": named}


def _criterion(row: dict[str, Any]) -> dict[str, Any]:
    return {**row, "clip": str(row.get("clip", "")).lower() == "true"}


def _impacts(tables: Cells) -> Any:
    criteria = [row["criterion"] for row in _rows(tables, "criteria")]
    for row in _rows(tables, "impacts"):
        for criterion in criteria:
            if criterion in row:
                yield {
                    "action": row["action"],
                    "criterion": criterion,
                    "level": row[criterion],
                    "low": row.get(f"{criterion}.low"),
                    "high": row.get(f"{criterion}.high"),
                }


def _link(row: dict[str, Any]) -> dict[str, Any]:
    if row["type"] != "synergy":
        return row
    return {"on": "value", **_percents(row, "effect")}
