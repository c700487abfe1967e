"""What the page says of places, of names that somebody typed, and of long work that is stopped."""

from __future__ import annotations

from collections.abc import Iterator
from time import sleep

import pytest
from starlette.testclient import TestClient
from web.conftest import browser

from mcda.web.desk import Desk
from mcda.web.positions import Positions
from mcda.web.question import Question, read

HEBREW = "תיאטרון"


@pytest.mark.parametrize(
    ("query", "language", "said"),
    [
        ("rules.budget.max=-5", "fr", "Budget des partenaires, au plus"),
        ("rules.budget.max=-5", "en", "slider “Partners&#39; budget, at most”"),
        ("rules.budget.max=\u22125", "en", "slider “Partners&#39; budget, at most”"),
        ("weights.nowhere=3", "en", "in the address: weights.nowhere"),
        ("with=ZZ9", "en", "actions forced on this page"),
        ("college=nobody", "en", "the college chosen on this page"),
    ],
)
def test_what_was_moved_is_named_as_the_reader_moved_it(
    visitor: TestClient, query: str, language: str, said: str
) -> None:
    text = visitor.get(f"/portfolio?scenario=brest&{query}&lang={language}").text
    assert said in text
    assert "--set" not in text
    record = visitor.get(f"/api/portfolio?scenario=brest&{query}").json()
    assert {problem["file"] for problem in record["problems"]} == {"address"}


def test_a_true_minus_sign_is_a_minus() -> None:
    assert read([("rules.budget.max", "\u22125")]) == read([("rules.budget.max", "-5")])


def test_names_are_kept_apart_from_the_sentence_around_them(
    page_desk: Desk, tmp_path_factory: pytest.TempPathFactory
) -> None:
    saved = Positions(tmp_path_factory.mktemp("names") / "positions.sqlite")
    saved.save(HEBREW, Question("brest"))
    saved.save("turned \u202e\u2067around", Question("brest"))
    text = browser(page_desk, saved=saved).get("/positions").text
    assert text.count(f"<bdi>{HEBREW}</bdi>") == 3
    assert text.count("<bdi>turned around</bdi>") == 3
    saved.delete("turned around")
    assert [position.name for position in saved.all()] == [HEBREW]
    saved.close()


@pytest.fixture(scope="module")
def busy() -> Iterator[TestClient]:
    """A page whose long analyses do not end by themselves."""
    with Desk(["scenarios/caen"], workers=1, ahead=False) as desk:
        yield browser(desk)


@pytest.mark.parametrize("path", ["/frontier", "/action/W1"])
def test_long_work_can_be_stopped_and_begun_again(busy: TestClient, path: str) -> None:
    address = f"{path}?scenario=caen&lang=en"
    text = busy.get(address).text
    assert f'action="{path}/cancel?scenario=caen&amp;lang=en"' in text
    job = text.split('name="job" value="')[1].split('"')[0]
    stopped = busy.post(f"{path}/cancel?scenario=caen&lang=en", data={"job": job})
    assert (stopped.status_code, stopped.headers["Location"]) == (303, address)
    for _ in range(50):
        text = busy.get(address).text
        if "E419" in text:
            break
        sleep(0.1)
    assert "E419" in text
    assert "/cancel" not in text
    assert "anew=1" in text
