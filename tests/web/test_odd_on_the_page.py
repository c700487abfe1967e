"""Pages about scenarios that are unlike the usual one: all of them answer."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from commands.running import written
from odd import IMPOSSIBLE, ODD, PABULIB
from starlette.testclient import TestClient
from web.conftest import browser

from mcda.files.read import read
from mcda.optimise import solve
from mcda.web.desk import Desk

PATIENCE = 200
"""Times that an answer is asked for, a twentieth of a second apart or so."""


class Links(HTMLParser):
    """Addresses of this page that a browser could ask for."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name in ("href", "src", "hx-get") and (value or "").startswith("/") and value:
                self.found.add(value.partition("#")[0])


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("odd")
    found = {name: written(tables(), folder / name) for name, tables in ODD.items()}
    found["impossible"] = written(IMPOSSIBLE, folder / "impossible")
    found["pabulib"] = folder / "pabulib.pb"
    found["pabulib"].write_text(PABULIB, encoding="utf-8")
    return found


@pytest.fixture(scope="module")
def reader(sources: dict[str, Path]) -> Iterator[TestClient]:
    with Desk([*map(str, sources.values())], workers=1, ahead=False) as desk:
        yield browser(desk)


def answered(reader: TestClient, address: str) -> Any:
    """What stands at an address, when the work behind it is done."""
    for _ in range(PATIENCE):
        answer = reader.get(address)
        working = answer.status_code == 202 or 'class="waiting"' in answer.text
        if not working and '"job":"' not in answer.text:
            return answer
    raise AssertionError(address)


@pytest.mark.parametrize("name", [*ODD, "pabulib"])
def test_the_page_answers_as_the_library(
    reader: TestClient, sources: dict[str, Path], name: str
) -> None:
    found = solve(read(sources[name]))
    told = answered(reader, f"/api/portfolio?scenario={name}").json()
    assert told["result"]["actions"] == list(found.actions)
    page = answered(reader, f"/portfolio?scenario={name}&lang=en")
    assert page.status_code == 200
    links = Links(page.text).found
    looked_at = [link for link in links if link.startswith(("/action/", "/drawing/", "/frontier"))]
    assert f"/frontier?scenario={name}&lang=en" in looked_at
    for link in sorted(looked_at):
        assert answered(reader, link).status_code == 200, link


def test_what_is_impossible_is_told(reader: TestClient) -> None:
    told = answered(reader, "/api/portfolio?scenario=impossible").json()
    assert (told["state"], told["clash"]) == ("infeasible", ["budget", "stated"])
    for address in ("/portfolio", "/frontier", "/action/A1", "/compare", "/drawing/groups"):
        answer = answered(reader, f"{address}?scenario=impossible&lang=en")
        assert answer.status_code < 500, address
