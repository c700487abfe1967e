"""What stands before the pages: headers, known hosts, sizes, the same site, plain words."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient
from web.conftest import HERE, browser

from mcda.errors import UsageProblem
from mcda.web.desk import Desk
from mcda.web.guards import HEADERS, MOST_BYTES, host_name
from mcda.web.routes import scenarios

ADDRESSES = [
    "/",
    "/portfolio?scenario=brest",
    "/portfolio?scenario=nix",
    "/api/portfolio?scenario=brest&with=1",
    "/positions",
    "/upload",
    "/programs",
    "/openapi.json",
    "/nowhere",
    "/static/page.css",
    "/static/",
    "/static/..%2Fapp.py",
    "/docs",
    "/redoc",
]


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_response_carries_the_headers(visitor: TestClient, address: str) -> None:
    answer = visitor.get(address)
    for name, value in HEADERS.items():
        assert answer.headers[name] == value
    assert "unsafe" not in answer.headers["Content-Security-Policy"]


def test_a_mistake_of_the_page_is_told_in_plain_words(
    page_desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_: object) -> object:
        raise RuntimeError("secret detail")

    monkeypatch.setattr(scenarios, "_shelves", broken)
    answer = browser(page_desk).get("/?lang=en")
    assert answer.status_code == 500
    assert "E426" in answer.text
    assert "secret" not in answer.text
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("address", ["/nowhere", "/docs", "/redoc", "/static/nix.css", "/static/"])
def test_what_is_not_there_is_said_so(visitor: TestClient, address: str) -> None:
    answer = visitor.get(address)
    assert answer.status_code == 404
    assert "E420" in answer.text
    assert visitor.get(address, headers={"Accept": "application/json"}).json()["problems"]


@pytest.mark.parametrize("address", ["/upload", "/api/upload"])
def test_an_address_tells_what_it_may_be_asked_with(visitor: TestClient, address: str) -> None:
    answer = visitor.put(address)
    assert answer.status_code == 405
    assert answer.headers["Allow"] == "GET, POST"
    assert visitor.delete("/api/cancel").headers["Allow"] == "POST"


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("127.0.0.1:8000", 200),
        ("localhost", 200),
        ("[::1]:8000", 200),
        ("evil.example", 400),
        ("127.0.0.1.evil.example:8000", 400),
        ("<script>", 400),
    ],
)
def test_only_names_of_this_machine_are_answered(visitor: TestClient, host: str, status: int) -> None:
    answer = visitor.get("/upload", headers={"Host": host})
    assert answer.status_code == status
    assert "<script>" not in answer.text.replace("<script src", "")


def test_another_name_can_be_allowed(page_desk: Desk) -> None:
    answer = browser(page_desk, allowed_hosts=["plan.example"])
    assert answer.get("/upload", headers={"Host": "plan.example"}).status_code == 200
    assert answer.get("/upload", headers={"Host": "other.example"}).status_code == 400


def test_names_of_hosts_lose_their_port() -> None:
    assert [host_name(h) for h in ("A:1", "a", "[::1]", "[::1]:80")] == ["a", "a", "[::1]", "[::1]"]


def test_what_is_too_large_is_refused_as_announced_or_as_it_comes(visitor: TestClient) -> None:
    announced = visitor.post(
        "/upload", content=b"x" * 10, headers={"Content-Length": str(MOST_BYTES + 1)}
    )
    chunk = b"x" * 2**20

    def coming() -> object:
        yield b'--b\r\nContent-Disposition: form-data; name="workbook"; filename="a.xlsx"\r\n\r\n'
        for _ in range(MOST_BYTES // len(chunk) + 2):
            yield chunk

    kind = {"Content-Type": "multipart/form-data; boundary=b"}
    streamed = visitor.post("/upload", content=coming(), headers=kind)  # type: ignore[arg-type]
    assert [announced.status_code, streamed.status_code] == [413, 413]
    assert "E421" in announced.text
    assert "E421" in streamed.text


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site", "Origin": HERE},
        {"Origin": "http://127.0.0.1:9999"},
    ],
)
@pytest.mark.parametrize(
    "path",
    [
        "/positions/save",
        "/positions/delete",
        "/upload",
        "/cancel",
        "/frontier/cancel",
        "/action/S1/cancel",
    ],
)
def test_another_site_cannot_change_anything(
    visitor: TestClient, headers: dict[str, str], path: str
) -> None:
    answer = visitor.post(path, data={"name": "stolen", "job": "x"}, headers=headers)
    assert answer.status_code == 403
    assert "stolen" not in visitor.get("/positions").text


def test_a_change_needs_a_post(visitor: TestClient) -> None:
    answer = visitor.get("/positions/delete")
    assert answer.status_code == 405
    assert "E425" in answer.text


def test_the_page_may_stand_below_a_path_of_a_proxy(page_desk: Desk) -> None:
    """Whether the proxy strips the path or not."""
    below = browser(page_desk, root_path="/plan")
    for address in ("/upload", "/plan/upload"):
        text = below.get(address).text
        assert 'action="/plan/upload"' in text
        assert 'href="/plan/static/page.css?v=' in text
    assert below.get("/plan/api/programs").headers["Content-Type"] == "application/json"
    assert below.get("/plan/static/page.css").status_code == 200


def test_files_of_the_page_are_kept_for_ever_by_their_digest(visitor: TestClient) -> None:
    first = visitor.get("/static/htmx-2.0.11.min.js")
    assert "immutable" in first.headers["Cache-Control"]
    again = visitor.get("/static/htmx-2.0.11.min.js", headers={"If-None-Match": first.headers["ETag"]})
    assert (first.status_code, again.status_code, again.content) == (200, 304, b"")
    assert first.headers["Content-Encoding"] == "gzip"


def test_nothing_of_the_page_is_on_another_site(visitor: TestClient) -> None:
    for address in ("/", "/portfolio?scenario=brest", "/positions", "/upload", "/programs"):
        text = visitor.get(address).text
        assert "http://" not in text.replace("http://www.w3.org", "")
        assert "https://" not in text
        assert " style=" not in text
        assert " on" + "click" not in text
    assert issubclass(UsageProblem, Exception)


def test_head_is_answered_as_get_without_a_body(visitor: TestClient) -> None:
    for path in ("/", "/portfolio?scenario=brest", "/static/page.css", "/api/positions"):
        assert visitor.head(path).status_code == 200
    assert visitor.head("/nowhere").status_code == 404
    assert visitor.head("/positions/delete").status_code == 405


def test_a_method_that_is_refused_is_told_which_one_to_use(visitor: TestClient) -> None:
    assert visitor.put("/portfolio").headers["Allow"] == "GET"
    assert visitor.get("/cancel").headers["Allow"] == "POST"


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("multipart/form-data", b"abc"),
        ("multipart/form-data; boundary=b", b"abc"),
        ("application/x-www-form-urlencoded", b"&".join(b"f=1" for _ in range(300))),
    ],
)
@pytest.mark.parametrize("path", ["/positions/save", "/api/cancel", "/upload"])
def test_a_form_that_cannot_be_read_is_no_mistake_of_the_page(
    visitor: TestClient, path: str, kind: str, content: bytes
) -> None:
    answer = visitor.post(path, content=content, headers={"Content-Type": kind})
    assert answer.status_code == 400
    assert "E431" in answer.text


def test_folders_of_this_machine_are_not_told(page_desk: Desk) -> None:
    answer = browser(page_desk).get("/portfolio?scenario=brest&variant=nix")
    assert answer.status_code == 400
    assert "E027" in answer.text
    assert "scenarios/brest" not in answer.text
