"""What a report may take without being asked, and what is left where its time was cut short."""

from __future__ import annotations

import signal
from collections.abc import Mapping
from typing import Any

import pytest
from loading import load
from odd import ODD
from tiny import tiny

from mcda.analysis import dossier, rule_prices
from mcda.analysis.dossier import Dossier, gather
from mcda.analysis.rule_prices import ALLOWANCE, allowance
from mcda.errors import Stopped
from mcda.model import Scenario
from mcda.optimise import solve
from mcda.runs.journal import Fact
from mcda.runs.many import Hands

FAIR = tiny(
    {
        "budget": {"type": "budget", "max": 250},
        "rural": {"type": "share", "of": "benefit", "group": "rural", "min": "50 %"},
    }
)


class Noted:
    """A journal in memory; a full one takes nothing that it does not know."""

    def __init__(self) -> None:
        self.facts: dict[str, dict[str, Fact]] = {}
        self.is_full = False

    def known(self, kind: str) -> Mapping[str, Fact]:
        return dict(self.facts.get(kind, {}))

    def note(self, kind: str, key: str, fact: Fact) -> None:
        assert not self.is_full or key in self.facts[kind]
        self.facts.setdefault(kind, {})[key] = fact


@pytest.fixture(scope="module")
def years() -> Scenario:
    return load(ODD["over_years"]())


def priced(found: Dossier) -> dict[tuple[str, ...], Any]:
    return {price.rules: price.price for price in found.rule_prices}


def test_prices_have_an_allowance_and_none_over_years(years: Scenario) -> None:
    assert allowance(load(FAIR)) == ALLOWANCE
    assert allowance(years) == 0


def test_over_years_nobody_looks_for_prices_unasked(
    years: Scenario, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rule_prices, "_without", None)
    found = gather([years])
    assert found.rule_prices == ()
    absent = found.absent("prices")
    assert absent is not None
    assert absent.cause == "unasked"


def test_over_years_prices_that_are_asked_for_are_those_of_solves(years: Scenario) -> None:
    found = gather([years], extras=["prices"])
    assert found.absent("prices") is None
    assert {name for rules in priced(found) for name in rules} == set(years.rules)
    for (name,), price in priced(found).items():
        kept = {other: rule for other, rule in years.rules.items() if other != name}
        assert price == solve(years.changed(rules=kept)).value - found.proposal.value


def test_prices_that_there_was_no_time_for_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dossier, "allowance", lambda _: 1e-9)
    absent = gather([load(FAIR)]).absent("prices")
    assert absent is not None
    assert (absent.cause, absent.rules) == ("clock", (("rural",), ("budget",)))


def test_nothing_is_established_twice() -> None:
    journal = Noted()
    one = gather([load(FAIR)], extras=["prices", "equity"], journal=journal)
    assert journal.facts.keys() == {"prices/proven", "equity/rural.min/proven"}
    journal.is_full = True
    other = gather([load(FAIR)], extras=["prices", "equity"], journal=journal)
    assert priced(one) == priced(other)
    assert one.curves == other.curves
    assert one.curves[0].complete


def test_what_is_known_is_not_asked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    journal = Noted()
    gather([load(FAIR)], extras=["prices"], journal=journal)
    monkeypatch.setattr(rule_prices, "_proven", None)
    assert priced(gather([load(FAIR)], extras=["prices"], journal=journal))


def test_an_interruption_ends_it_and_keeps_what_was_noted(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object, **__: object) -> None:
        signal.raise_signal(signal.SIGINT)

    monkeypatch.setattr(dossier, "robust", interrupted)
    monkeypatch.setattr(dossier, "sensitivity", None)
    journal = Noted()
    with pytest.raises(Stopped) as stopped:
        gather([load(FAIR)], extras=["equity", "robust", "sensitivity"], journal=journal)
    assert stopped.value.interrupted
    assert journal.facts["equity/rural.min/proven"]


def test_workers_reach_the_analysis_that_shares_its_work(monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[Hands] = []
    monkeypatch.setattr(dossier, "sensitivity", lambda _, hands, **__: given.append(hands))
    gather([load(FAIR)], extras=["sensitivity"], hands=Hands(3))
    assert given == [Hands(3)]
