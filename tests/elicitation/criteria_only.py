"""Scenarios of which only the criteria and the weights matter."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from loading import load

from mcda.model import Scenario

Parents = Mapping[str, str | None]
"""Criteria, each with its branch."""
TREE: Parents = {"town": None, "trips": "town", "jobs": "town", "water": None}
"""Branch `town` with leaves `trips` and `jobs`, beside the leaf `water`."""


def tables_of(parents: Parents, leaf: Mapping[str, Mapping[str, Any]] | None = None) -> dict[str, Any]:
    """A scenario with these criteria, some with cells of their own; linear from 0 to 100 if not."""
    branches = {parent for parent in parents.values() if parent}
    cells = {"unit": "u", "zero": 0, "full": 100}
    criteria = [
        {"criterion": name, "name": name, "parent": parent}
        | ({} if name in branches else cells)
        | dict((leaf or {}).get(name, {}))
        for name, parent in parents.items()
    ]
    leaves = [name for name in parents if name not in branches]
    return {
        "mcda": 1,
        "money": "EUR",
        "criteria": criteria,
        "actions": [{"action": "A", "name": "A", "theme": "t", "cost": 1}],
        "impacts": [{"action": "A"} | dict.fromkeys(leaves, 1)],
    }


def scenario_of(
    parents: Parents, leaf: Mapping[str, Mapping[str, Any]] | None = None, **settings: Any
) -> Scenario:
    return load(tables_of(parents, leaf) | settings)


def flat(*names: str, **settings: Any) -> Scenario:
    """Criteria without branches."""
    return scenario_of(dict.fromkeys(names), **settings)
