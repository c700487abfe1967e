"""What is said of criteria valued against the need of each partner (scope `partner`)."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from commands.running import run, written
from small import SMALL, changed, problems_of, rows
from tiny import tiny

from mcda.files.read import read_mapping
from mcda.model.partner import Partner, need_shares


def small(*partners: dict[str, Any], **cells: Any) -> dict[str, Any]:
    """The small scenario with trips valued against needs; `partners` are cells of TOWN and HILL."""
    both = zip(SMALL["partners"], partners or ({"need": 3}, {"need": 1}), strict=True)
    criteria = rows("criteria", **{"scope": "partner", **cells})
    return changed(criteria=criteria, partners=[{**row, **more} for row, more in both])


def told(content: dict[str, Any]) -> list[tuple[str, str, str | None]]:
    return [(p.code, str(p.place), p.value) for p in problems_of(content)]


@pytest.mark.parametrize("word", ["partner", "partenaire"])
def test_a_scope_may_be_partner(word: str) -> None:
    scenario = read_mapping(small(scope=word))
    assert scenario.criterion_by_id["trips"].scope == "partner"
    assert need_shares(scenario.partners, "trips") == {"TOWN": Fraction(3, 4), "HILL": Fraction(1, 4)}


def test_needs_ask_for_partners_who_receive() -> None:
    content = small() | {"rules": {}, "overrides": {}, "variants": {}}
    for table in ("partners", "shares"):
        del content[table]
    assert told(content) == [("E280", "criteria:1:scope", "trips")]


@pytest.mark.parametrize("partners", [({}, {}), ({"need": 0}, {}), ({"need": 5, "need.trips": 0}, {})])
def test_somebody_must_have_a_need(partners: tuple[dict[str, Any], ...]) -> None:
    assert told(small(*partners)) == [("E281", "criteria:1:scope", "trips")]


def test_a_parent_leaves_needs_to_its_members() -> None:
    assert [c for c, *_ in told(small({"need": 5}, {"parent": "TOWN"}))] == ["E281"]


def test_doing_nothing_is_zero() -> None:
    assert [c for c, *_ in told(small(zero=10))] == ["E282"]


def test_effects_of_not_doing_an_action_are_refused() -> None:
    content = small() | {"impacts": rows("impacts", {"action": "A.if_not", "trips": -100})}
    assert [c for c, *_ in told(content)] == ["E187"]


def test_a_column_of_one_criterion_counts_alone() -> None:
    partners = [
        Partner(partner="A", name="A", need=Fraction(9), needs={"trips": Fraction(2)}),
        Partner(partner="B", name="B", need=Fraction(1), parent="A"),
        Partner(partner="C", name="C", need=Fraction(1), needs={"trips": Fraction(5)}),
        Partner(partner="D", name="D", needs={"trips": Fraction(15)}),
    ]
    assert need_shares(partners, "trips") == {"C": Fraction(1, 4), "D": Fraction(3, 4)}
    assert need_shares(partners, "water") == {"B": Fraction(1, 2), "C": Fraction(1, 2)}
    assert need_shares(partners[:1], "water") == {"A": 1}


# ---------------------------------------------------------------- warnings, and what is shown


GAIN = {"scope": "partner", "shape": "0:0 50:80 100:100"}


def lost(tables: dict[str, Any], folder: Path) -> list[tuple[str, str]]:
    """Who receives what it does not need, and the column where that is told."""
    found = run("validate", written(tables, folder), "--json").json["problems"]
    return [(p["value"], p["column"]) for p in found if p["code"] == "W055"]


def test_what_is_received_without_need_is_a_warning(tmp_path: Path) -> None:
    assert lost(tiny(gain=GAIN, U={"need": 6}, V={"need": 3}), tmp_path / "a") == [("R", "receives")]
    needs = {"U": {"need": 6}, "V": {"need": 3}, "R": {"need": 1}}
    assert lost(tiny(gain=GAIN, **needs), tmp_path / "b") == []


def test_rows_that_name_the_criterion_are_those_that_count(tmp_path: Path) -> None:
    tables = tiny(gain=GAIN, U={"need": 6}, V={"need": 3})
    tables["shares"] += [
        {"action": action, "partner": "V", "criterion": "gain", "receives": 100}
        for action in ("A1", "A2")
    ]
    assert lost(tables, tmp_path / "a") == []
    tables["shares"][-1] |= {"partner": "R"}
    assert lost(tables, tmp_path / "b") == [("R", "receives")]


def test_values_of_an_action_alone_and_of_all_together(tmp_path: Path) -> None:
    """A1 alone: 0.6 v(5 / 0.6) + 0.1 v(5 / 0.1) = 8 + 8; all: 8 + 8 + 16."""
    needs = {"U": {"need": 6}, "V": {"need": 3}, "R": {"need": 1}}
    found = run("values", written(tiny(gain=GAIN, **needs), tmp_path / "s"), "--json").json["criteria"]
    gain = found[0]
    assert {item["action"]: item["points"] for item in gain["actions"]} == {"A1": 16, "A2": 14, "A3": 8}
    assert gain["together"] == {"level": 35, "points": 32}
    assert gain["scope"] == "partner"


def test_mavt_ranks_by_needs_met(tmp_path: Path) -> None:
    needs = {"U": {"need": 6}, "V": {"need": 3}, "R": {"need": 1}}
    folder = written(tiny(gain=GAIN, **needs), tmp_path / "s")
    found = run("rank", folder, "--method", "mavt", "--json").json["methods"]["mavt"]
    assert found["scores"] == pytest.approx({"A1": 16, "A2": 14, "A3": 8})


def test_the_screen_says_by_need(tmp_path: Path) -> None:
    needs = {"U": {"need": 6}, "V": {"need": 3}, "R": {"need": 1}}
    folder = written(tiny(gain=GAIN, **needs), tmp_path / "s")
    assert "Gain (by need)" in run("solve", folder, "--lang", "en").out
    assert "valued against its need" in run("values", folder, "--lang", "en").out
