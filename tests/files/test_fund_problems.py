"""Mistakes about funds, own shares and splits to decide: told in their place."""

from __future__ import annotations

from copy import deepcopy
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from small import SMALL, codes, problems_of, rows

from mcda.files.read import check, read, read_mapping
from mcda.files.write import write
from mcda.model import Scenario

FUND: dict[str, Any] = {"fund": "DETR", "name": "State", "max_rate": 40, "envelope": 100}
OPEN = {"pays.low": 40, "pays.high": 80}
OWN = {"type": "own_share", "min": "20 %", "counting": "lead"}


def small(**tables: Any) -> dict[str, Any]:
    """The small scenario with leads, years, and some of its tables replaced."""
    actions = rows("actions", lead="TOWN")
    actions[1]["lead"] = "HILL"
    return {**deepcopy(SMALL), "years": [2027, 2029], "actions": actions, **tables}


def one(**cells: Any) -> dict[str, Any]:
    """The scenario with one fund."""
    return small(funds=[{**FUND, **cells}])


def split(low: Any, high: Any, **more: Any) -> dict[str, Any]:
    """Who pays for A is to be decided: TOWN 60 % within bounds, HILL the rest."""
    shares = rows("shares", **{"pays.low": low, "pays.high": high})
    shares[1].update({"pays.low": 100 - high, "pays.high": 100 - low})
    return small(shares=shares, **more)


@pytest.mark.parametrize(
    ("content", "code", "row", "column"),
    [
        (one(themes="water; culture"), "E025", 1, "themes"),
        (one(partners="TOWN SEA"), "E023", 1, "partners"),
        (one(not_with="FEDER"), "E240", 1, "not_with"),
        (one(not_with="DETR"), "E028", 1, "not_with"),
        (one(max_rate=120), "E018", 1, "max_rate"),
        (one(envelope=-1), "E016", 1, "envelope"),
        (one(step="2.5"), "E241", 1, "step"),
        (one(step=0), "E241", 1, "step"),
        (one(max_rate=5), "E242", 1, "max_rate"),
        (one(envelope=None), "E243", 1, "envelope"),
        (one(**{"envelope.2035": 10}), "E244", None, "envelope.2035"),
        (one(**{"envelope.2027": 10}) | {"years": None}, "E245", None, "envelope.2027"),
        (small(funds=[FUND, FUND]), "E044", 2, "fund"),
        (split(70, 80), "E052", 1, "pays.low"),
        (split(43, 80), "E253", 1, "pays.low"),
        (split(40, 80, funds=[FUND]), "E250", 1, "pays.low"),
        (split(59, 61, split_step="1 %", funds=[]), None, None, None),
    ],
)
def test_mistakes_are_told_where_they_are(
    content: dict[str, Any], code: str | None, row: int | None, column: str | None
) -> None:
    found = problems_of(content)
    assert {problem.code for problem in found} == ({code} if code else set())
    if found and row is not None:
        assert (found[0].place.row, found[0].place.column) == (row, column)


def test_a_split_in_too_few_steps() -> None:
    """40 % are left above the lows: TOWN can take no step of 20 %, HILL one."""
    shares = rows("shares", **{"pays.low": 50, "pays.high": 60})
    shares[1].update({"pays.low": 10, "pays.high": 49})
    assert codes(small(shares=shares, split_step="10 %")) == set()
    assert codes(small(shares=shares, split_step="20 %")) == {"E254"}


def test_a_split_and_a_synergy_that_lowers_the_cost() -> None:
    link = {"type": "synergy", "action": "A", "other": "B", "on": "cost", "effect": -10}
    assert codes(split(40, 80, links=[link])) == {"E251"}
    assert codes(split(40, 80, links=[{**link, "effect": 10}])) == set()


def test_the_step_of_a_split() -> None:
    assert codes(split(40, 80, split_step="0.5 %")) == {"E255"}


def test_a_row_about_a_criterion_does_not_say_who_pays() -> None:
    row = {"action": "A", "partner": "HILL", "receives": 100, "criterion": "trips", "pays.high": 50}
    assert codes(small(shares=rows("shares", row))) == {"E252"}


def test_the_reading_of_own_shares_must_be_declared() -> None:
    unsaid = {key: part for key, part in OWN.items() if key != "counting"}
    assert codes(small(rules={"own": unsaid})) == {"E031"}
    assert codes(small(rules={"own": OWN})) == set()


def test_a_lead_is_needed_where_it_is_counted() -> None:
    content = small(rules={"own": OWN})
    del content["actions"][1]["lead"]
    assert codes(content) == {"E246"}
    assert codes({**content, "rules": {"own": {**OWN, "counting": "partners"}}}) == set()
    del content["actions"][0]["lead"]
    assert codes(content) == {"E035"}


def test_doubts(tmp_path: Path) -> None:
    """Two funds that may support nothing, one whose rate is no whole number of tranches."""
    more = [{**FUND, "fund": "F2", "kinds": "operating"}, {**FUND, "fund": "F3", "max_rate": 45}]
    content = small(funds=[{**FUND, "themes": "water", "partners": "TOWN"}, *more])
    write_yaml(content, tmp_path)
    doubts = [p for p in check(tmp_path) if p.code.startswith("W04")]
    assert [(p.code, p.place.row, p.value) for p in doubts] == [
        ("W045", 2, "DETR"), ("W045", 3, "F2"), ("W046", 4, "45"),
    ]  # fmt: skip


def write_yaml(content: dict[str, Any], folder: Path) -> None:
    """A scenario as a folder, its funds as a French table."""
    import yaml

    funds = content.pop("funds")
    french = {"fund": "fonds", "name": "nom", "max_rate": "taux maximal", "envelope": "enveloppe",
              "themes": "thèmes", "partners": "partenaires", "kinds": "natures"}  # fmt: skip
    lines = [[str(fund.get(name, "")) for name in french] for fund in funds]
    text = "\n".join(";".join(line) for line in [[*french.values()], *lines])
    (folder / "scenario.yaml").write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
    (folder / "fonds.csv").write_text(text, encoding="utf-8")


FULL = {
    **FUND, "name": None, "name.fr": "État", "name.en": "State", "envelope.2027": "10,5",
    "envelope.2029": 20, "step": "5 %", "themes": "water; mobility", "partners": "HILL TOWN",
    "kinds": "investissement", "not_with": "FEDER", "note": "to be asked",
}  # fmt: skip


@pytest.mark.parametrize("suffix", ["", ".xlsx", ".ods"])
def test_funds_go_from_one_form_to_another(suffix: str, tmp_path: Path) -> None:
    content = small(funds=[{**FULL, "themes": "water"}, {**FUND, "fund": "FEDER", "themes": "water"}])
    shares = rows("shares", **OPEN)
    shares[1].update({"pays.low": 20, "pays.high": 60})
    content["shares"] = shares
    first, there = tmp_path / "first", tmp_path / f"there{suffix}"
    first.mkdir()
    (first / "scenario.yaml").write_text(as_yaml(content), encoding="utf-8")
    write(first, there)
    write(there, tmp_path / "back")
    read_once, read_back = read(first), read(tmp_path / "back")
    assert records(read_back) == records(read_once)
    assert read_once.funds[0].envelopes == {2027: 10.5, 2029: 20}
    assert read_once.funds[0].name == {"fr": "État", "en": "State"}


def as_yaml(content: dict[str, Any]) -> str:
    import yaml

    return yaml.safe_dump(content, allow_unicode=True, sort_keys=False)


def records(scenario: Scenario) -> Any:
    return (scenario.funds, scenario.shares)


def test_overrides_reach_the_cells_of_a_fund() -> None:
    content = one(**{"envelope.2027": 10})
    settings = ["funds.DETR.max_rate=60", "funds.DETR.envelope.2028=30", "funds.DETR.envelope.2027="]
    fund = read_mapping(content, settings=settings).funds[0]
    assert (fund.max_rate, fund.envelopes) == (Fraction("0.6"), {2028: 30})
    assert read_mapping(content, settings=["funds.DETR=null"]).funds == ()
