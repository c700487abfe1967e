"""The OpenAPI document: what the page really answers is what it says."""

from __future__ import annotations

from typing import Any

import pytest
from funds_oracle import draw
from jsonschema import Draft202012Validator
from random_years import years_scenario
from starlette.testclient import TestClient
from tiny import tiny
from web.test_pages_around import settled

from mcda.analysis.explanation import explain
from mcda.files.read import read_mapping
from mcda.files.write import write
from mcda.portfolio.portfolio import Proof, assemble
from mcda.portfolio.result import as_json
from mcda.scoring import score
from mcda.show.explanation import record
from mcda.web.contract import SCHEMAS, at
from mcda.web.reader import API
from mcda.wording import words

Json = dict[str, Any]
BREST = "scenario=brest"
IMPOSSIBLE = f"{BREST}&rules.budget.max=10&with=E1"
ASKED = [
    "/",
    f"/portfolio?{BREST}",
    f"/portfolio?{BREST}&portfolio=E1,E2&lang=en",
    f"/portfolio?{IMPOSSIBLE}",
    f"/portfolio?{BREST}&rules.budget.max=x",
    "/portfolio?scenario=nix",
    f"/frontier?{BREST}",
    f"/frontier?{IMPOSSIBLE}",
    f"/action/E1?{BREST}",
    f"/action/nix?{BREST}",
    "/compare?of=scenario%3Dbrest&of=scenario%3Dbrest%26without%3DE1",
    "/compare",
    "/upload",
    "/upload?scenario=upload:00",
    "/positions",
    "/programs",
    f"/download/results.xlsx?{IMPOSSIBLE}",
    f"/download/nix?{BREST}",
]


@pytest.fixture(scope="module")
def document(visitor: TestClient) -> Json:
    found: Json = visitor.get("/openapi.json").json()
    return found


def closed(schema: Any) -> Any:
    """A schema that takes nothing but what it names."""
    if isinstance(schema, list):
        return [closed(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    parts = {name: closed(part) for name, part in schema.items()}
    return {**parts, "additionalProperties": False} if "required" in schema else parts


def check(schema: Json, answer: Any) -> None:
    """Raise where an answer is not what a schema says, or holds more."""
    told = {**schema, "components": {"schemas": {name: closed(one) for name, one in SCHEMAS.items()}}}
    Draft202012Validator(told).validate(answer)


def described(document: Json, path: str, method: str, status: int) -> Json:
    """The schema of an answer."""
    responses = document["paths"][path][method]["responses"]
    found = responses.get(str(status)) or responses[f"{status // 100}XX"]
    schema: Json = found["content"]["application/json"]["schema"]
    return schema


@pytest.mark.parametrize("address", ASKED)
def test_answers_are_what_the_document_says(visitor: TestClient, document: Json, address: str) -> None:
    visitor.get(API + address)
    if "with=E1" in address:
        settled(visitor, API + address)
    answer = visitor.get(API + address)
    path = API + address.partition("?")[0]
    path = next(p for p in document["paths"] if p.partition("{")[0] == path or _is_below(path, p))
    check(described(document, path, "get", answer.status_code), answer.json())


def _is_below(path: str, template: str) -> bool:
    return "{" in template and path.startswith(template.partition("{")[0])


def test_what_forms_are_answered_is_what_the_document_says(
    visitor: TestClient, document: Json, tmp_path_factory: pytest.TempPathFactory
) -> None:
    book = tmp_path_factory.mktemp("book") / "book.xlsx"
    write("scenarios/brest", book)
    wrong = tmp_path_factory.mktemp("wrong") / "wrong.xlsx"
    wrong.write_bytes(book.read_bytes()[:2000])
    forms: list[tuple[str, Json, Json | None]] = [
        (f"/positions/save?{BREST}", {"name": "A place"}, None),
        (f"/positions/save?{BREST}", {"name": "A place"}, None),
        ("/positions/delete", {"name": "A place"}, None),
        ("/positions/delete", {"name": "nix"}, None),
        ("/positions/delete", {}, None),
        (f"/cancel?{BREST}", {"job": ""}, None),
        ("/upload", {}, {"workbook": ("book.xlsx", book.read_bytes())}),
        ("/upload", {}, {"workbook": ("wrong.xlsx", wrong.read_bytes())}),
        ("/upload", {}, {"workbook": ("wrong.txt", b"nothing")}),
    ]
    for address, fields, files in forms:
        answer = visitor.post(API + address, data=fields, files=files)
        schema = described(document, API + address.partition("?")[0], "post", answer.status_code)
        check(schema, answer.json())


def test_every_answer_of_the_document_has_a_schema(document: Json) -> None:
    told = set()
    for path in document["paths"].values():
        for method in path.values():
            for status, response in method["responses"].items():
                for kind, content in response.get("content", {}).items():
                    assert content["schema"], (method["summary"], status, kind)
                    told.add(content["schema"].get("$ref", "").rpartition("/")[2])
    assert told - {""} <= document["components"]["schemas"].keys()
    for schema in document["components"]["schemas"].values():
        Draft202012Validator.check_schema(schema)


@pytest.mark.parametrize("tables", [draw(2), draw(3), years_scenario(4, 24), years_scenario(7, 24)])
def test_portfolios_with_years_funds_and_accounts_are_as_the_schema_says(tables: Json) -> None:
    scores = score(read_mapping(tables))
    chosen = {min(o for o in scores.options if o.split("@")[0] == a) for a in scores.actions}
    told = as_json(assemble(scores, chosen, Proof("judged")), "judge")
    check(at("Result"), told)
    assert told["financing"] or told["account"]


@pytest.mark.parametrize("action", ["A1", "A3"])
def test_an_explanation_is_as_the_schema_says(action: str) -> None:
    found = explain(read_mapping(tiny({"budget": {"type": "budget", "max": 150}})), action, main=True)
    told = record(found, words("fr"))
    check(at("Explanation"), told)
    assert {**told["enters_if"], **told["leaves_if"]}


@pytest.mark.parametrize("name", ["Result", "Answer", "Work", "Problems"])
def test_a_schema_refuses_what_is_not_one(name: str) -> None:
    assert not Draft202012Validator(
        {"$ref": f"#/components/schemas/{name}", "components": {"schemas": SCHEMAS}}
    ).is_valid({"schema": "mcda/solve/1", "problems": None})
