"""What the checks look at: everything that could be read, sound or not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any

from mcda.errors import Place, Problem
from mcda.files.cells import nearest
from mcda.files.records import Sheets
from mcda.files.tree import Path, Tree
from mcda.model import Change, Criterion, Scenario
from mcda.problems import Term

UNKNOWN = {
    "criterion": "E021",
    "action": "E022",
    "partner": "E023",
    "group": "E024",
    "theme": "E025",
    "lead": "E026",
    "fund": "E240",
}
"""Code of a reference to something that does not exist."""


@dataclass(frozen=True)
class Draft:
    """A scenario before it is trusted."""

    scenario: Scenario
    """Its records are those that could be read."""
    sheets: Sheets
    settings: Tree
    changes: tuple[Change, ...] = ()

    @cached_property
    def known(self) -> Mapping[str, frozenset[str]]:
        """Ids that may be referred to, by kind; also those of rows that could not be read."""
        scenario, sheets = self.scenario, self.sheets
        unread = texts(self, "actions", "theme"), texts(self, "partners", "group")
        return {
            "criterion": sheets.criteria.ids,
            "action": sheets.actions.ids,
            "partner": sheets.partners.ids,
            "theme": frozenset(scenario.themes) | unread[0],
            "group": frozenset(scenario.groups) | unread[1],
            "fund": sheets.funds.ids,
            "lead": frozenset(texts(self, "actions", "lead")),
        }

    @cached_property
    def levels(self) -> Mapping[tuple[str, str], Fraction]:
        """Levels of the impacts by action and criterion."""
        return {(impact.action, impact.criterion): impact.level for impact in self.scenario.impacts}

    @property
    def marks(self) -> tuple[Criterion, ...]:
        """Criteria whose cells are levels: successes and thresholds."""
        return tuple(c for c in self.scenario.criteria if c.role != "value")

    def table_place(self, name: str, row: int | None = None, column: str | None = None) -> Place:
        """A place in a table."""
        place: Place = getattr(self.sheets, name).table.place(row, column)
        return place

    def unknown(self, kind: str, identifier: str, place: Place, what: str = "") -> Problem:
        """The problem of an id that does not exist; `what` names a criterion's part, if known."""
        known = sorted(self.known[kind])
        details: dict[str, Any] = {"what": Term(what), "known": listed(known)}
        return Problem(UNKNOWN[kind], place, identifier, details, nearest(identifier, known))

    def setting_place(self, path: Path) -> Place:
        """Where an id stands in the settings: the value of a path, or its last key."""
        written = self.settings.value
        for key in path[:-1]:
            written = written[key]
        is_key = (
            isinstance(written, Mapping)
            and str(path[-1]) == path[-1]
            and (not isinstance(written.get(path[-1]), str) or path[0] == "weights" or "terms" in path)
        )
        return self.settings.key_place(path) if is_key else self.settings.place(path)


def listed(names: list[str], most: int = 12) -> str:
    """Names on one line, the first of them where there are many."""
    left = len(names) - most
    return ", ".join(names[:most]) + (f" (+{left})" if left > 0 else "")


def texts(draft: Draft, table: str, column: str) -> frozenset[str]:
    """Texts of a column, also of rows that could not be read."""
    raw = getattr(draft.sheets, table).table
    return frozenset(raw.text(row, column) for row in range(len(raw.rows))) - {""}
