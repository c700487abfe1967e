"""Reports about scenarios that are unlike the usual one: no sentence that makes no sense."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest
from commands.running import run
from commands.running import written as on_disk
from loading import load
from odd import IMPOSSIBLE, ODD, PABULIB
from report_pages import DAY, Page, written

from mcda.analysis.dossier import Dossier, gather
from mcda.analysis.value_for_money import candidates
from mcda.files.read import read
from mcda.show import workbook
from mcda.wording import words

NAMES = [*ODD, "pabulib"]
SENSELESS = re.compile(
    r"[{}]|\bNone\b|\bnan\b|\binf\b|Fraction|\b1 actions\b|\b1 candidate actions\b|“”"
)
"""What no reader should meet: an empty or unfilled place, a word of the program, a wrong number."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All of them on a disk."""
    place = tmp_path_factory.mktemp("odd")
    for name, tables in ODD.items():
        on_disk(tables(), place / name)
    (place / "pabulib.pb").write_text(PABULIB, encoding="utf-8")
    return place


def source(folder: Path, name: str) -> Path:
    return folder / ("pabulib.pb" if name == "pabulib" else name)


@cache
def about(place: Path) -> Dossier:
    return gather([read(place)])


def language_of(name: str) -> str:
    return "fr" if name in ("split", "in_kind") else "en"


@cache
def told(place: Path) -> str:
    """The text of its report."""
    return Page(written(about(place), language_of(place.name))).text


@pytest.mark.parametrize("name", NAMES)
def test_nothing_senseless_is_told(folder: Path, name: str) -> None:
    text = told(source(folder, name))
    assert not SENSELESS.search(text), SENSELESS.findall(text)
    found = about(source(folder, name)).proposal
    assert words(language_of(name)).fixed(found.value, 2) in text


@pytest.mark.parametrize("name", NAMES)
def test_a_workbook_of_each(folder: Path, name: str) -> None:
    assert workbook.write(about(source(folder, name)), words("fr"), DAY).startswith(b"PK")


@pytest.mark.parametrize("name", NAMES)
def test_solve_finds_the_proposal_of_the_report(folder: Path, name: str) -> None:
    answer = run("solve", source(folder, name), "--json")
    found = about(source(folder, name)).proposal
    assert answer.code == 0
    assert answer.json["actions"] == list(found.actions)
    assert (answer.json["value"], answer.json["cost"]) == (float(found.value), float(found.cost))


def test_no_portfolio_is_no_report(tmp_path: Path) -> None:
    place = on_disk(IMPOSSIBLE, tmp_path / "impossible")
    for ending in ("html", "xlsx", "pdf"):
        assert run("report", place, "-o", tmp_path / f"x.{ending}").code == 3
    assert [file.name for file in tmp_path.iterdir()] == ["impossible"]


@pytest.mark.parametrize("name", ["consensus", "leximin", "worst_off"])
def test_another_aim_is_told_and_nobody_claims_that_nothing_is_worth_more(
    folder: Path, name: str
) -> None:
    text = told(source(folder, name))
    assert "Objective:" in text
    assert "is worth more" not in text
    assert "does better by this objective" in text


def test_without_partners_nobody_pays(folder: Path) -> None:
    for name in ("alone", "no_partners", "pabulib"):
        assert "all paid by the partners" not in told(source(folder, name))


def test_there_is_no_annex_without_a_table(folder: Path) -> None:
    assert "Rules and their verdicts" not in told(source(folder, "no_rules"))
    assert "Actions proposed" not in told(source(folder, "nothing_selected"))


def test_over_years_what_is_missing_is_told_with_how_to_have_it(folder: Path) -> None:
    text = told(source(folder, "over_years"))
    note = text[: text.index("Annexes")]
    assert "What equity costs" in note
    assert "--with prices" in note
    assert "Other lists nearly as good" in text


def test_a_cost_that_is_split_is_paid_in_full() -> None:
    scenario = load(ODD["split"]())
    paid = {one.action: one.local_cost for one in candidates(scenario, ())}
    assert paid == {action.action: action.cost for action in scenario.actions}
