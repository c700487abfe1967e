"""The report as a page: what it says is what the library says, and it asks nobody for anything."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

import pytest
from report_pages import DAY, Page, dossier, written

from mcda.analysis.comparison import Comparison, Entry
from mcda.analysis.dossier import Dossier, gather
from mcda.analysis.doubts import doubts
from mcda.errors import InvalidScenario, Problem
from mcda.files.read import read
from mcda.show import labels
from mcda.show.report import report
from mcda.show.report.content import Points, Section
from mcda.show.report.fit import setting
from mcda.show.report.page import digest, stylesheet
from mcda.show.report.uncertain import in_names
from mcda.wording import words


@pytest.fixture(scope="module")
def brest() -> Dossier:
    return gather(["scenarios/brest"])


@pytest.fixture(scope="module")
def french(brest: Dossier) -> str:
    return written(brest, "fr")


@pytest.mark.parametrize("language", ["fr", "en"])
def test_figures_are_those_of_the_library(brest: Dossier, language: str) -> None:
    text, say, found = Page(written(brest, language)).text, words(language), brest.proposal
    assert say.fixed(found.value, 2) in text
    assert " ".join(labels.money(found.scenario, found.local_cost, say).split()) in text
    for line in found.ledger.partners:
        assert labels.partner(found.scenario, line.partner, say) in text
        assert f" {say.fixed(line.benefit, 2)} " in text
    for price in brest.rule_prices:
        if price.is_equity and price.price:
            assert f" {say.fixed(price.price, 2)} " in text


def test_every_action_has_its_reason_and_every_rule_its_verdict(brest: Dossier, french: str) -> None:
    text, say = Page(french).text, words("fr")
    for action in brest.scenario.actions:
        assert labels.action(brest.scenario, action.action, say) in text
    for verdict in brest.proposal.verdicts:
        assert labels.rule(brest.scenario, verdict.rule, say) in text
    assert text.count("≈") == sum(v.verdict == "FRAGILE" for v in brest.proposal.verdicts)


def test_the_page_is_built_for_all_readers(french: str) -> None:
    page = Page(french)
    assert next(page.all("html"))["lang"] == "fr"
    levels = [int(tag[1]) for tag, _ in page.tags if re.fullmatch(r"h[1-6]", tag)]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert all(cell.get("scope") in ("col", "row") for cell in page.all("th"))
    assert all(drawing["aria-label"] for drawing in page.all("svg"))
    ids = [attributes["id"] for _, attributes in page.tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    assert {a["href"].removeprefix("#") for a in page.all("a")} <= set(ids)


def test_nothing_is_asked_of_anybody(french: str) -> None:
    page = Page(french)
    assert page.addresses == []
    assert not any("style" in attributes for _, attributes in page.tags)
    assert not any(name.startswith("on") for _, attributes in page.tags for name in attributes)
    assert "url(" not in french
    assert "@import" not in french


def test_the_policy_lets_in_its_own_style_and_no_script(french: str) -> None:
    policy = next(a["content"] for a in Page(french).all("meta") if "http-equiv" in a)
    assert policy.startswith("default-src 'none';")
    assert f"style-src {digest(stylesheet())};" in policy
    assert "script-src" not in policy
    assert "<script" not in french
    assert f"<style>{stylesheet()}</style>" in french


def test_live_charts_bring_one_script_that_the_policy_names() -> None:
    text = written(dossier(), interactive=True)
    policy = next(a["content"] for a in Page(text).all("meta") if "http-equiv" in a)
    scripts = re.findall(r"<script>(.*?)</script>", text, re.DOTALL)
    assert [f"script-src {digest(script)}" in policy for script in scripts] == [True]


def test_a_scenario_without_partners_has_a_report() -> None:
    text = Page(written(dossier(partners=[], shares=[], A1={"lead": None}, A2={"lead": None},
                                A3={"lead": None}))).text  # fmt: skip
    assert "The proposal" in text
    assert "What each partner gives and receives" not in text


def test_a_variant_that_fails_is_told(brest: Dossier) -> None:
    failed = Entry("scenarios/brest:broken", failure=InvalidScenario([Problem("E060", value="x")]))
    compared = Comparison((*brest.comparison.entries, failed))
    beside = replace(brest, comparison=compared, doubts=doubts(compared))
    text = Page(written(beside)).text
    assert "broken – – – invalid" in text
    assert "“brest:broken” could not be read, and is not compared." in text
    assert "“brest:broken” has no list of actions that meets its rules" not in text


def test_a_warning_of_the_note_calls_criteria_by_their_names(brest: Dossier) -> None:
    one, other = (leaf.criterion for leaf in brest.scenario.leaves[:2])
    doubled = {"other": other, "number": 8, "ratio": 2}
    told = in_names(Problem("W011", value=one, details=doubled), brest.scenario, words("fr"))
    names = [labels.criterion(brest.scenario, criterion, words("fr")) for criterion in (one, other)]
    assert [told.value, told.details["other"]] == names
    assert told.details["number"] == 8
    unknown = Problem("W014", value="x", details={"override": one})
    assert in_names(unknown, brest.scenario, words("fr")) == unknown


def test_a_variant_is_beside_the_proposal_with_its_figures() -> None:
    found = gather(["scenarios/brest", read("scenarios/brest", settings=["rules.budget.max=2000"])])
    other = found.comparison.entries[1].portfolio
    assert other is not None
    row = re.search(r"Variants in short.*?Words", Page(written(found)).text)
    assert row is not None
    assert words("en").fixed(other.value, 1) in row.group()


def test_a_longer_note_is_set_closer() -> None:
    told = Points(("word " * 20,) * 8)
    sections = (Section("question", "The question", (told,)),)
    settings = [setting((sections * n, sections * n)) for n in (1, 7, 8, 9, 20)]
    assert settings[0] == "apart"
    assert settings[-1] == "closest"
    order = ["apart", "", "close", "closer", "closest"]
    assert settings == sorted(settings, key=order.index)


def test_the_note_is_the_same_in_both_languages(brest: Dossier) -> None:
    french, english = (report(brest, words(lang), day=DAY) for lang in ("fr", "en"))
    assert [s.name for s in french.contents] == [s.name for s in english.contents]
