"""What everybody is assured of under every sharing, against the worst vector of each action."""

from __future__ import annotations

import pytest
from exploration_oracle import Exploration
from loading import load
from random_exploration import exact
from random_scenarios import Scenario
from robustness_oracle import benefit_at_worst

from mcda.analysis.shares import shares_of
from mcda.scoring import score


def assures(tables: Scenario, chosen: frozenset[str]) -> None:
    exploration = Exploration(tables)
    said = shares_of(score(load(tables)), chosen)
    tally = exploration.oracle.tally(chosen)
    for received in said.received:
        whose = exploration.membership(received.id)
        least, most = (benefit_at_worst(exploration.oracle, chosen, whose, end=end) for end in (0, 1))
        burden = sum(part * tally.burden[p] for p, part in whose.items())
        assert received.stated == sum(part * tally.benefit[p] for p, part in whose.items())
        assert received.benefit == (least, most)
        assert received.net == (200 * least - burden, 200 * most - burden)
    assert {r.id for r in said.received if r.kind == "partner"} == set(exploration.leaves)


@pytest.mark.parametrize("seed", range(15))
def test_what_everybody_is_assured_of(seed: int) -> None:
    tables = exact(25_500 + seed)
    actions = sorted(row["action"] for row in tables["actions"])
    assures(tables, frozenset(actions[seed % 3 :]))
