"""Records in a notebook: the figures of the library, every text escaped, nothing asked from outside."""

from __future__ import annotations

import re

import pytest
from loading import load
from tiny import tiny

import mcda
from mcda.model import Scenario
from mcda.show.notebook import html
from mcda.wording import words

BREST = "scenarios/brest"
HOSTILE = "<script>alert(1)</script>\"'{{ 7 * 7 }}\u202e"


@pytest.fixture(scope="module")
def scenario() -> Scenario:
    return mcda.read(BREST)


@pytest.fixture(scope="module")
def shown(scenario: Scenario) -> dict[str, str]:
    """Every kind of record that a notebook shows."""
    best = mcda.solve(scenario)
    return {
        "scenario": scenario._repr_html_(),
        "portfolio": best._repr_html_(),
        "ledger": best.ledger._repr_html_(),
        "comparison": mcda.compare([scenario])._repr_html_(),
        "frontier": mcda.frontier(scenario, ["value", "cost"])._repr_html_(),
    }


def test_a_portfolio_shows_its_exact_figures(scenario: Scenario, shown: dict[str, str]) -> None:
    best, say = mcda.solve(scenario), words("fr")
    assert say.fixed(best.value, 2) in shown["portfolio"]
    for line in best.ledger.partners:
        assert f">{say.fixed(line.benefit, 2)}<" in shown["portfolio"]
        assert f">{say.fixed(line.benefit, 2)}<" in shown["ledger"]


def test_every_record_is_a_table_that_can_be_read_aloud(shown: dict[str, str]) -> None:
    for text in shown.values():
        assert "<caption>" in text
        assert 'scope="col"' in text
        assert 'lang="fr"' in text


def test_nothing_is_asked_from_outside(shown: dict[str, str]) -> None:
    for text in shown.values():
        assert not re.search(r"(?:src|href)\s*=|url\(|@import|<script", text)


def test_hostile_names_are_text(scenario: Scenario) -> None:
    actions = tuple(a.model_copy(update={"name": HOSTILE}) for a in scenario.actions)
    best = mcda.solve(scenario.changed(actions=actions, title=HOSTILE))
    assert "<script" not in best._repr_html_()
    assert "{{ 7 * 7 }}" in best._repr_html_()
    assert "<script" not in best.scenario._repr_html_()


def test_what_is_unknown_is_refused() -> None:
    with pytest.raises(TypeError, match="int cannot be shown"):
        html(3)


def test_a_scenario_without_partners_is_shown() -> None:
    tables = tiny({}, partners=[], shares=[])
    assert "<table" in load(tables)._repr_html_()
