"""Money beyond the neighbours, worked out by hand (see `tiny`)."""

from __future__ import annotations

import pytest
from tiny import Tables, tiny, verdict, verdict_in

FAR = {"type": "contiguity", "min_share": "50 %"}


@pytest.mark.parametrize(
    ("chosen", "expected", "slack"),
    [("A1", "MET", 25), ("A1 A2", "MET", 75), ("A3", "VACUOUS", 0), ("", "VACUOUS", 0)],
)
def test_flows_between_partners_that_do_not_touch(chosen: str, expected: str, slack: int) -> None:
    found = verdict(FAR, chosen)
    assert (found.verdict, found.slack) == (expected, slack)


@pytest.mark.parametrize("border", [{"R": {"contiguous_with": "U"}}, {"U": {"contiguous_with": "V R"}}])
def test_a_common_border_named_by_one_side_is_enough(border: Tables) -> None:
    found = verdict(FAR, "A1", **border)
    assert (found.verdict, found.slack) == ("NOT MET", -25)


def test_contiguity_is_fragile_to_who_receives() -> None:
    """U pays 50 for V, its neighbour, and 50 for R; at worst R receives 40."""
    tables = tiny({"far": FAR})
    unsure = {"receives": 50, "receives.low": 40, "receives.high": 60}
    plain = [row for row in tables["shares"] if row["action"] != "A1"]
    tables["shares"] = [
        {"action": "A1", "partner": "U", "pays": 100, "receives": 0},
        {"action": "A1", "partner": "V", "pays": 0, **unsure},
        {"action": "A1", "partner": "R", "pays": 0, **unsure},
        *plain,
    ]
    found = verdict_in(tables, "far", "A1")
    assert found.fragility is not None
    assert (found.verdict, found.slack, found.fragility.margin) == ("FRAGILE", 0, -10)
