"""The account of reciprocity in words, and in a result that is checked again."""

from __future__ import annotations

from typing import Any

import pytest
from loading import load
from tiny import Tables, tiny

from mcda.optimise import solve
from mcda.portfolio.certify import verify_result
from mcda.portfolio.portfolio import Portfolio
from mcda.portfolio.result import as_json
from mcda.show import labels
from mcda.show.accounts import sentence
from mcda.show.tables import portfolio
from mcda.wording import words

EN = words("en")


def contract(**changes: Any) -> Tables:
    """A1 is paid by the town for both; A3 by the belt for the town."""
    rule = {"type": "ledger", "between": ["urban", ["periurban", "rural"]], "tolerance": "60 %"}
    rules = {"account": rule | changes, "status": {"type": "status", "excluded": ["A2"]}}
    at_once = {"delivers": 0}
    tables = tiny(rules, years=[2027, 2029], A1=at_once, A3=at_once)
    tables["shares"][-1]["receives"] = 0
    tables["shares"].append({"action": "A3", "partner": "U", "pays": 0, "receives": 100})
    return tables


def solved(**changes: Any) -> Portfolio:
    return solve(load(contract(**changes)))


def said(found: Portfolio) -> str:
    return sentence(found.scenario, found.accounts[0], EN).replace("\u00a0", " ")


def test_one_sentence_tells_an_account() -> None:
    assert said(solved()) == (
        "From 2027 to 2029, urban gives €50.0 to periurban, rural and receives €50.0 from it. "
        "The difference stays within 60.0% of the whole from 2027 on."
    )


def test_a_sentence_without_a_rule_tells_who_gave_more() -> None:
    tables = contract()
    tables["rules"] = {"status": {"type": "status", "mandatory": ["A1"], "excluded": ["A2", "A3"]}}
    found = solve(load(tables))
    told = [sentence(found.scenario, a, EN) for a in found.accounts if a.theme is None]
    assert len(told) == 3
    assert any("In the end it has given" in text for text in told)
    assert any("In the end it has received" in text for text in told)


def test_the_screen_shows_starts_and_accounts() -> None:
    titles = [str(getattr(part, "title", "")) for part in portfolio(solved(), EN)]
    assert "Account of reciprocity by year: urban and periurban, rural" in titles
    assert "Account of reciprocity by theme" in titles


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("2028", "2028"),
        ("2028 given", "given in 2028"),
        ("2028 volume", "given and received in 2028"),
        ("2028 theme water", "water, 2028"),
        ("2028 partner U", "Town, 2028"),
    ],
)
def test_relations_about_a_year_have_names(name: str, shown: str) -> None:
    assert labels.relation(load(contract()), name, EN) == shown


def test_starts_and_accounts_of_a_result_are_checked_again() -> None:
    found = solved()
    result = as_json(found)
    assert result["starts"] == dict(found.starts)
    assert {a["theme"] for a in result["account"]} == {None, "food", "water"}
    assert all(check.ok for check in verify_result(result, found.scenario))
    first, *others = found.starts
    later = {first: found.starts[first] + 1, **{a: found.starts[a] for a in others}}
    assert refuted(result | {"starts": later}, found) >= {"account"}
    assert refuted(result | {"starts": {first: 2035}}, found) == {"starts"}
    assert refuted(result | {"starts": {first: "2027"}}, found) == {"starts"}
    without = {key: part for key, part in result.items() if key != "starts"}
    assert "starts" in refuted(without, found)


def refuted(result: dict[str, Any], found: Portfolio) -> set[str]:
    return {check.name for check in verify_result(result, found.scenario) if not check.ok}
