"""Gathering what a report is about."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from fractions import Fraction

import pytest
from loading import load
from tiny import BASE

from mcda.analysis import dossier
from mcda.analysis.comparison import Comparison, Entry, compare
from mcda.analysis.dossier import Dossier, Extra, gather
from mcda.analysis.doubts import doubts
from mcda.errors import Infeasible, InvalidScenario, Stopped, UsageProblem
from mcda.files.read import read
from mcda.optimise import solve
from mcda.runs.journal import Fact, Journal

SOURCES = ("scenarios/brest", "scenarios/brest:no_equity")


class Noted:
    """A journal in memory."""

    def __init__(self) -> None:
        self.facts: dict[str, dict[str, Fact]] = {}

    def known(self, kind: str) -> Mapping[str, Fact]:
        return dict(self.facts.get(kind, {}))

    def note(self, kind: str, key: str, fact: Fact) -> None:
        self.facts.setdefault(kind, {})[key] = fact


@pytest.fixture(scope="module")
def gathered() -> Dossier:
    return gather(SOURCES, portfolio=["E1", "E2"])


def test_the_proposal_is_the_portfolio_of_solve(gathered: Dossier) -> None:
    for entry, source in zip(gathered.comparison.entries, SOURCES, strict=True):
        assert entry.actions == frozenset(solve(read(source)).actions)
    assert gathered.proposal is gathered.comparison.entries[0].portfolio
    assert gathered.own_list is not None
    assert gathered.own_list.portfolio.actions == ("E1", "E2")


def test_everything_quick_is_there_and_nothing_slow(gathered: Dossier) -> None:
    assert gathered.near is not None
    assert gathered.near.complete
    assert {r.action for r in gathered.reasons} == set(gathered.scenario.action_by_id)
    assert gathered.rule_prices
    assert (gathered.frontier, gathered.curves, gathered.robustness, gathered.sensitivity) == (
        None, (), None, None,
    )  # fmt: skip
    assert not gathered.absences


def test_extras_are_computed_or_told_why_not() -> None:
    tables = {**BASE, "rules": {"budget": {"type": "budget", "max": 250}}}
    found = gather([load(tables)], extras={"frontier", "equity"})
    assert found.frontier is not None
    assert found.curves == ()
    (absent,) = found.absences
    assert (absent.subject, absent.cause) == ("equity", "failure")
    assert isinstance(absent.failure, UsageProblem)


def test_extras_do_not_take_the_facts_of_one_another_for_theirs(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: dict[str, Mapping[str, Fact]] = {}

    def analysis(name: str) -> Callable[..., None]:
        def noting(*_: object, journal: Journal, **how: object) -> None:
            seen[name] = journal.known("zones")
            journal.note("zones", name, [1])

        return noting

    extras: tuple[Extra, ...] = ("frontier", "robust", "sensitivity")
    for name in extras:
        monkeypatch.setattr(dossier, name, analysis(name))
    journal = Noted()
    gather([load(BASE)], extras=extras, journal=journal)
    assert seen == {name: {} for name in extras}
    gather([load(BASE)], extras=extras, journal=journal)
    assert seen == {name: {name: [1]} for name in extras}


def test_without_a_proposal_there_is_no_dossier() -> None:
    with pytest.raises(InvalidScenario):
        gather(["scenarios/nowhere"])
    rules = {
        "budget": {"type": "budget", "max": 50},
        "stated": {"type": "status", "mandatory": ["A1"]},
    }
    impossible = {**BASE, "rules": rules}
    with pytest.raises(Infeasible):
        gather([load(impossible)])
    with pytest.raises(ValueError, match="portfolio"):
        gather([])


def test_a_prompt_comparison_finds_the_same(gathered: Dossier) -> None:
    plain = compare(SOURCES)
    for one, other in zip(plain.entries, gathered.comparison.entries, strict=True):
        assert (one.name, one.actions, one.steps) == (other.name, other.actions, other.steps)


def test_doubts_are_told_with_their_figures(gathered: Dossier) -> None:
    told = {(doubt.kind, doubt.name): doubt for doubt in gathered.doubts}
    fragile = {v.rule for v in gathered.proposal.verdicts if v.verdict == "FRAGILE"}
    assert {name for kind, name in told if kind == "fragile"} == fragile
    known, cost = gathered.scenario.action_by_id, gathered.proposal.cost
    assumed = [x.cost for x in gathered.proposal.by_action if known[x.action].extra["mark"] == "A"]
    assert told["assumed", "costs"].amount == sum(assumed) / cost
    intervals = [a for a in gathered.scenario.actions if a.cost_low or a.cost_high]
    assert told["intervals", "costs"].amount == len(intervals)
    assert told["rounding", ""].amount == gathered.proposal.rounding_bound
    assert told["near_ties", ""].amount is not None


def test_proofs_that_are_missing_are_doubts(gathered: Dossier) -> None:
    best = gathered.proposal
    unverified = replace(best, proof=replace(best.proof, verified="no"))
    stopped = replace(best.proof, status="feasible", bound=best.value * 2)
    entries = (
        Entry("one", best.scenario, unverified),
        Entry("two", best.scenario, replace(best, proof=stopped)),
        Entry("three", best.scenario, failure=Infeasible(["budget"], {})),
        Entry("four", failure=InvalidScenario(())),
        Entry("five", best.scenario, failure=Stopped()),
    )
    found = [(doubt.kind, doubt.name, doubt.amount) for doubt in doubts(Comparison(entries))]
    assert found[:5] == [
        ("unverified", "one", None),
        ("unproven", "two", Fraction(1, 2)),
        ("failed", "three", None),
        ("unreadable", "four", None),
        ("unsolved", "five", None),
    ]
