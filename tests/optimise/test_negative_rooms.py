"""What a partner may give is a share of its benefit, and its benefit may be negative."""

from __future__ import annotations

from typing import Any

import pytest
from loading import load
from tiny import tiny

from mcda.optimise import search, solve


def harmful() -> dict[str, Any]:
    """A1 is worth most, but R lacks 10; A3 needs A2, which harms U, whom nobody asks for money."""
    rule = {
        "type": "compensation",
        "margin": -20,
        "cap": "50 %",
        "cap_of": "benefit",
        "forbidden": [["V", "R"], ["V", "U"]],
    }
    tables = tiny({"all": rule}, point_worth=10)
    costs, gains = {"A1": 30, "A2": 18, "A3": 1}, {"A1": 100, "A2": -1, "A3": 50}
    for row in (*tables["actions"], *tables["impacts"]):
        row.update({"cost": costs[row["action"]]} if "cost" in row else {"gain": gains[row["action"]]})
    roles = {"A1": ("R", "V"), "A2": ("R", "U"), "A3": ("V", "V")}
    tables["shares"] = [
        {"action": a, "partner": p, "pays": 100 * (p == payer), "receives": 100 * (p == receiver)}
        for a, (payer, receiver) in roles.items()
        for p in sorted({payer, receiver})
    ]
    tables["links"] = [{"type": "requires", "action": "A3", "other": "A2"}]
    return tables


@pytest.mark.parametrize("engine", ["cpsat", "highs"])
def test_a_partner_with_less_than_nothing_to_give_is_no_obstacle(
    engine: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Found by the engines alone: nobody looks at every portfolio afterwards."""
    monkeypatch.setattr(search, "MOST_COMBINATIONS", 0)
    found = solve(load(harmful()), engine=engine)
    assert found.actions == ("A2", "A3")
    assert found.proof.status == "optimal"
    assert found.proof.verified in {"cpsat", "highs"}
