"""Dependencies, imposed and excluded actions, thresholds (see `tiny`)."""

from __future__ import annotations

from typing import Any

import pytest
from tiny import tiny, verdict, verdict_in


@pytest.mark.parametrize(
    ("kind", "chosen", "expected", "slack"),
    [
        ("requires", "A1", "NOT MET", -1),
        ("requires", "A2", "MET", 1),
        ("requires", "A1 A2", "MET", 0),
        ("excludes", "A1 A2", "NOT MET", -1),
        ("excludes", "A1", "MET", 0),
        ("excludes", "", "MET", 1),
        ("together", "A1", "NOT MET", -1),
        ("together", "A2", "NOT MET", -1),
        ("together", "A1 A2", "MET", 0),
        ("together", "", "MET", 0),
    ],
)
def test_links_of_the_table_are_a_rule(kind: str, chosen: str, expected: str, slack: int) -> None:
    tables = tiny(links=[{"type": kind, "action": "A1", "other": "A2"}])
    found = verdict_in(tables, "links", chosen)
    assert (found.verdict, found.slack) == (expected, slack)


def test_a_declared_rule_of_links_is_not_doubled() -> None:
    tables = tiny(
        {"ties": {"type": "links"}}, links=[{"type": "requires", "action": "A1", "other": "A2"}]
    )
    assert verdict_in(tables, "ties", "A1").verdict == "NOT MET"
    with pytest.raises(StopIteration):
        verdict_in(tables, "links", "A1")


@pytest.mark.parametrize(
    ("rule", "chosen", "expected", "relation"),
    [
        ({"mandatory": ["A1"]}, "A2", "NOT MET", "A1"),
        ({"mandatory": ["A1"]}, "A1 A2", "MET", "A1"),
        ({"excluded": ["A3"]}, "A3", "NOT MET", "A3"),
        ({"excluded": ["A3"]}, "", "MET", "A3"),
        ({"mandatory": ["A1"], "excluded": ["A3"]}, "A1 A3", "NOT MET", "A3"),
    ],
)
def test_status(rule: dict[str, Any], chosen: str, expected: str, relation: str) -> None:
    found = verdict({"type": "status", **rule}, chosen)
    assert (found.verdict, found.relation) == (expected, relation)


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [("A1", "NOT MET"), ("A2", "NOT MET"), ("A3", "MET"), ("", "MET")],
)
def test_an_action_below_a_threshold_stays_out_with_those_that_require_it(
    chosen: str, expected: str
) -> None:
    ripe = {"criterion": "ripe", "name": "Ripe", "unit": "mark", "role": "threshold", "at_least": 3}
    gain = {"criterion": "gain", "name": "Gain", "unit": "u", "zero": 0, "full": 100}
    levels = [
        {"action": "A1", "gain": 10, "ripe": 2},
        {"action": "A2", "gain": 20, "ripe": 3},
        {"action": "A3", "gain": 5, "ripe": 5},
    ]
    requires = [{"type": "requires", "action": "A2", "other": "A1"}]
    tables = tiny(criteria=[gain, ripe], impacts=levels, links=requires)
    assert verdict_in(tables, "thresholds", chosen).verdict == expected
