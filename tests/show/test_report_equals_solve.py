"""The report has the figures of `solve --json`, read back from its tables as a reader would."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

import pytest
from commands.running import run
from report_pages import written

from mcda.analysis.dossier import gather

Rows = dict[str, list[str]]
FOUR = ("benefit", "burden", "received", "net")


class Tables(HTMLParser):
    """The tables of a page by caption, the first of each: cells of a row by its heading."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: dict[str, Rows] = {}
        self._rows: list[list[str]] = []
        self._inside = ""
        self._caption = ""
        self._span = 1
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self._rows, self._caption = [], ""
        elif tag == "tr":
            self._rows.append([])
        elif tag in ("th", "td"):
            self._rows[-1].append("")
            self._span = int(dict(attrs).get("colspan") or 1)
        self._inside = tag

    def handle_endtag(self, tag: str) -> None:
        self._inside = ""
        if tag in ("th", "td"):
            self._rows[-1] += [""] * (self._span - 1)
        if tag == "table":
            self.found.setdefault(self._caption, {row[0]: row[1:] for row in self._rows if row})

    def handle_data(self, data: str) -> None:
        if self._inside == "caption":
            self._caption += data
        elif self._inside in ("th", "td"):
            self._rows[-1][-1] += data


def read(cell: str) -> tuple[float, float]:
    """A figure as it is written in English, and half of its last decimal."""
    digits = re.sub(r"[^0-9.−-]", "", cell).replace("−", "-")
    return float(digits), 0.5 * 10.0 ** -len(digits.partition(".")[2])


def same(cells: list[str], figures: list[float]) -> bool:
    pairs = zip(cells, figures, strict=True)
    return all(abs(read(cell)[0] - figure) <= read(cell)[1] + 1e-9 for cell, figure in pairs)


@pytest.fixture(scope="module")
def tables() -> dict[str, Rows]:
    return Tables(written(gather(["scenarios/brest"]))).found


@pytest.fixture(scope="module")
def solved() -> Any:
    return run("solve", "scenarios/brest", "--json").json


def of_groups(solved: Any) -> Iterator[tuple[str, list[float]]]:
    """What each group has in all themes together."""
    lines = [line for theme in solved["themes"] for line in theme["groups"]]
    for group in {line["group"] for line in lines}:
        yield group, [sum(line[key] for line in lines if line["group"] == group) for key in FOUR]


def test_partners(tables: dict[str, Rows], solved: Any) -> None:
    rows = [*tables["Reciprocity ledger"].values()][1 : 1 + len(solved["partners"])]
    for row, line in zip(rows, solved["partners"], strict=True):
        assert same(row[1:], [line[key] for key in FOUR]), (row, line)
    total = tables["Reciprocity ledger"]["Total"]
    sums = [sum(line[key] for line in solved["partners"]) for key in FOUR[:3]]
    assert same(total[1:4], sums)


def test_groups(tables: dict[str, Rows], solved: Any) -> None:
    found = tables["What each group gets and pays"]
    groups = dict(of_groups(solved))
    assert groups
    for group, figures in groups.items():
        assert same(found[group], figures), group
    for line in solved["groups"]:
        keys = ("benefit_share", "burden_share", "received_share", "population_share")
        shares = [100 * line[key] for key in keys]
        assert same(tables["Groups: shares of the whole"][line["group"]], shares)


def test_actions(tables: dict[str, Rows], solved: Any) -> None:
    found = tables["Selected actions"]
    assert [*found][1:-1] == solved["actions"]
    points = {row[1]: 0.0 for row in [*found.values()][1:-1]}
    for row in [*found.values()][1:-1]:
        points[row[1]] += read(row[3])[0]
    assert sorted(points.values()) == pytest.approx(sorted(solved["value_by_theme"].values()), abs=0.05)
    assert same(found["Total"][3:], [solved["value"], solved["cost"], solved["local_cost"]])
    assert sum(read(row[4])[0] for row in [*found.values()][1:-1]) == solved["cost"]


def test_value_and_cost(tables: dict[str, Rows], solved: Any) -> None:
    found = tables["The portfolio in figures"]
    assert same(found["Value (points)"], [solved["value"]])
    assert same(found["Cost"], [solved["cost"]])
    assert same(found["Paid by partners"], [solved["local_cost"]])
