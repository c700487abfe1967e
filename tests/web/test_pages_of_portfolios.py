"""The workbench shows the figures of the library, in both languages, without any script."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import parse_qsl, urlencode

import pytest
from hostile import NAMES, hostile_folder
from starlette.testclient import TestClient
from web.conftest import browser

import mcda
from mcda.portfolio.result import as_json
from mcda.web.desk import Desk
from mcda.web.question import Question, address
from mcda.wording import words

TIGHT = ["rules.budget.max=2000"]


class Form(HTMLParser):
    """Names and values that a browser sends of the form of questions."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.pairs: list[tuple[str, str]] = []
        self._within = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "form":
            self._within = given.get("id") == "question"
        is_sent = tag == "input" and (given.get("type") != "checkbox" or "checked" in given)
        if self._within and is_sent and given.get("name"):
            self.pairs.append((given["name"] or "", given.get("value") or ""))


def settled(visitor: TestClient, query: str) -> str:
    """The page of a question, when its exact answer is there."""
    for _ in range(100):
        text = visitor.get(f"/portfolio?{query}").text
        if 'class="waiting"' not in text:
            return text
    raise AssertionError("no exact answer")


@pytest.fixture(scope="module")
def solved() -> mcda.Portfolio:
    return mcda.solve(mcda.read("scenarios/brest", settings=TIGHT))


@pytest.mark.parametrize("language", ["fr", "en"])
def test_it_shows_the_portfolio_that_the_library_finds(
    visitor: TestClient, solved: mcda.Portfolio, language: str
) -> None:
    text = settled(visitor, f"scenario=brest&{TIGHT[0]}&lang={language}")
    say = words(language)
    assert f'<html lang="{language}">' in text
    assert f"<dd>{say.number(solved.value, 2)}" in text
    assert f"<dd>{say.money(solved.local_cost, 'k€')}</dd>" in text
    chosen, left = text.split("<details>\n  <summary>", 1)
    found = re.findall(r"/action/(\w+)\?", chosen)
    assert sorted(found) == list(solved.actions)
    assert not {*found} & {*re.findall(r"/action/(\w+)\?", left)}
    for line in solved.ledger.partners:
        assert f'<td class="figure">{say.fixed(line.benefit, 2)}</td>' in text
    assert text.count("RESPECTÉ" if language == "fr" else "\u00a0MET<") >= 1


def test_a_result_says_whose_weights_it_is_by() -> None:
    with Desk(["scenarios/caen"], workers=1, ahead=False) as desk:
        visitor = browser(desk)
        seen = settled(visitor, "scenario=caen&college=Habitants&lang=en")
        plain = visitor.get("/portfolio?scenario=caen&lang=en").text
    assert "The weights are those of “Habitants”." in seen
    assert "The weights are those of" not in plain


def test_json_is_that_of_the_command(visitor: TestClient, solved: mcda.Portfolio) -> None:
    settled(visitor, f"scenario=brest&{TIGHT[0]}")
    by_path = visitor.get(f"/api/portfolio?scenario=brest&{TIGHT[0]}").json()
    by_header = visitor.get(f"/portfolio?{TIGHT[0]}", headers={"Accept": "application/json"}).json()
    assert by_path == by_header
    assert by_path["state"] == "exact"
    expected = as_json(solved)
    for key in ("actions", "value_exact", "cost", "local_cost", "partners", "groups", "rules"):
        assert by_path["result"][key] == expected[key]


def test_the_form_alone_asks_the_same_question(visitor: TestClient) -> None:
    text = settled(visitor, f"scenario=brest&{TIGHT[0]}&without=E1")
    pairs = Form(text).pairs
    assert ("rules.budget.max", "2000") in pairs
    assert ("rules.rural.min.percent", "60") in pairs
    assert ("without", "E1") in pairs
    again = visitor.get("/api/portfolio", params=pairs).json()
    assert again["question"]["address"] == f"scenario=brest&{TIGHT[0]}&without=E1"


def test_scripts_are_told_the_short_address(visitor: TestClient) -> None:
    headers = {"HX-Request": "true", "HX-Trigger": "question"}
    query = f"scenario=brest&{TIGHT[0]}&rules.rural.min.percent=60"
    answer = visitor.get(f"/portfolio?{query}", headers=headers)
    assert answer.headers["HX-Push-Url"] == f"/portfolio?scenario=brest&{TIGHT[0]}"
    assert "<html" not in answer.text
    assert 'id="result"' in answer.text


def test_an_impossible_question_tells_which_rule_gives_way_and_the_link_does_it(
    visitor: TestClient,
) -> None:
    text = settled(visitor, "scenario=brest&rules.budget.max=100&lang=en")
    assert "No portfolio meets all rules" in text
    link = re.search(r'href="/portfolio\?([^"#]*)#result">Apply', text)
    assert link is not None
    eased = visitor.get(f"/api/portfolio?{link[1].replace('&amp;', '&')}").json()
    for _ in range(100):
        if eased["state"] not in ("provisional",):
            break
        eased = visitor.get(f"/api/portfolio?{link[1].replace('&amp;', '&')}").json()
    assert eased["state"] == "exact"


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("en-GB,en;q=0.9,fr;q=0.5", "en"),
        ("de,fr;q=0.3,en;q=0.2", "fr"),
        ("en;q=0, fr;q=0.1", "fr"),
        ("xx", "fr"),
        ("en;q=much,fr", "fr"),
    ],
)
def test_the_language_is_the_browsers_unless_the_address_says_otherwise(
    visitor: TestClient, header: str, language: str
) -> None:
    accepted = {"Accept-Language": header}
    assert f'<html lang="{language}">' in visitor.get("/", headers=accepted).text
    assert '<html lang="en">' in visitor.get("/?lang=en", headers=accepted).text


HOSTILE = [
    "scenario=<script>alert(1)</script>",
    "variant='; DROP TABLE positions",
    "rules.budget.max=1e999999",
    "rules.budget.max=" + "9" * 400,
    "weights.economy=nan",
    "rules.__class__.max=1",
    "with=" + "E1," * 3000,
    "with=E1&without=E1",
    "college=%00",
    "portfolio=%F0%9F%92%A9",
    urlencode([("rules.budget.max", "5")] * 3000),
]


@pytest.mark.parametrize("query", HOSTILE)
def test_a_hostile_question_gets_a_plain_answer(visitor: TestClient, query: str) -> None:
    answer = visitor.get(f"/portfolio?{query}&lang=en")
    assert answer.status_code in (200, 400, 404)
    assert "Traceback" not in answer.text
    assert "<script>alert" not in answer.text


@pytest.fixture(scope="module")
def spoilt(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    folder: Path = hostile_folder(tmp_path_factory.mktemp("names"))
    with Desk([folder], workers=1, ahead=False) as desk:
        yield browser(desk)


def test_nasty_names_are_text(spoilt: TestClient) -> None:
    text = settled(spoilt, "scenario=hostile&lang=en")
    scripts = re.findall(r"<script[^>]*>", text)
    assert len(scripts) == 2
    assert all("/static/" in script for script in scripts)
    assert not re.search(r"<(svg|img src=x|style)", text)
    assert "49" not in re.findall(r"\{\{.*?\}\}|49\{%", text)
    assert "&lt;script&gt;alert" in text
    assert sum(name[:40] in text for name in NAMES) >= 1


def test_a_language_link_keeps_the_question(visitor: TestClient) -> None:
    text = visitor.get(f"/portfolio?scenario=brest&{TIGHT[0]}&lang=en").text
    link = re.search(r'href="/portfolio\?([^"]*)" lang="fr"', text)
    assert link is not None
    assert dict(parse_qsl(link[1].replace("&amp;", "&"))) == {
        "scenario": "brest",
        "rules.budget.max": "2000",
        "lang": "fr",
    }


def test_asking_again_moves_only_the_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    """While a portfolio is shown meanwhile, its page is not sent again and again."""
    known = Question(source="brest").moving("rules.budget.max", Fraction(2400))
    other = known.moving("weights.transition", Fraction(77))
    with Desk(["scenarios/brest"], workers=1, ahead=False) as desk:
        assert desk.ask(known, 120).state == "exact"
        monkeypatch.setattr(desk._solvers, "_first", lambda: None)  # no process takes anything
        visitor = browser(desk)
        first = visitor.get(f"/portfolio?{address(other)}", headers={"HX-Request": "true"})
        asks = {"HX-Request": "true", "HX-Trigger": "waiting"}
        again = visitor.get(f"/portfolio?{address(other)}", headers=asks)
    assert 'id="result"' in first.text
    assert 'id="waiting"' in first.text
    assert again.text.lstrip().startswith('<div class="waiting" id="waiting"')
    assert 'id="result"' not in again.text
    assert again.headers["HX-Retarget"] == "#waiting"
