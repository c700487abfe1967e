"""The page in a real browser: for every reader, from every keyboard, and with nobody else listening."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from accessibility import violations
from hostile import NAMES, ROOT, hostile_folder
from playwright.sync_api import Browser, Dialog, Page, Request, expect

import mcda
from mcda.wording import words

BREST = "scenarios/brest"
PAGES = {
    "start": "/",
    "portfolio": "/portfolio?scenario=brest",
    "variant": "/portfolio?scenario=brest&variant=frugal&with=N1",
    "impossible": "/portfolio?scenario=brest&rules.budget.max=1",
    "wrong": "/portfolio?scenario=brest&weights.nothing=3",
    "action": "/action/N1?scenario=brest",
    "frontier": "/frontier?scenario=brest",
    "compare": "/compare?of="
    + quote("scenario=brest")
    + "&of="
    + quote("scenario=brest&variant=frugal"),
    "positions": "/positions",
    "upload": "/upload",
    "programs": "/programs",
    "missing": "/nowhere",
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The page as the command serves it, on a free port of this machine."""
    folder = tmp_path_factory.mktemp("site")
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port = one.getsockname()[1]
    hostile = str(hostile_folder(folder))
    line = [
        "serve",
        BREST,
        hostile,
        "--port",
        str(port),
        "--positions",
        str(folder / "positions.sqlite"),
    ]
    server = subprocess.Popen(
        [sys.executable, "cli.py", *line], cwd=ROOT, stderr=subprocess.PIPE, text=True
    )
    try:
        _wait_for(port, server)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.communicate(timeout=20)


def _wait_for(port: int, server: subprocess.Popen[str]) -> None:
    for _ in range(300):
        assert server.poll() is None, server.communicate()[1]
        with socket.socket() as one:
            if one.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise TimeoutError


def settled(page: Page) -> None:
    """Wait until nothing is being computed."""
    expect(page.locator("#result .waiting")).to_have_count(0, timeout=90_000)


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing(
    name: str, language: str, site: str, page: Page, asked: list[Request]
) -> None:
    """In both languages; no request leaves the page's own address."""
    address = PAGES[name]
    page.goto(site + address + ("&" if "?" in address else "?") + f"lang={language}")
    settled(page)
    assert page.get_attribute("html", "lang") == language
    assert violations(page) == []
    assert all(request.url.startswith(site) for request in asked)


def test_the_browser_complains_of_nothing(site: str, page: Page, complaints: list[str]) -> None:
    for name, address in PAGES.items():
        if name not in ("missing", "wrong", "impossible"):  # their status is no success
            page.goto(site + address)
            settled(page)


def test_page_and_library_give_the_same_figures(site: str, page: Page) -> None:
    best, say = mcda.solve(mcda.read(BREST, settings=["rules.budget.max=2000"])), words("en")
    page.goto(f"{site}/portfolio?scenario=brest&rules.budget.max=2000&lang=en")
    settled(page)
    text = page.inner_text("#result")
    assert say.fixed(best.value, 2) in text
    for line in best.ledger.partners:
        assert say.fixed(line.benefit, 2) in text
    shown = page.request.get(f"{site}/api/portfolio?scenario=brest&rules.budget.max=2000").json()
    assert tuple(shown["result"]["actions"]) == best.actions


def test_a_key_on_a_slider_brings_a_new_result(site: str, page: Page) -> None:
    """From the top of the page, with the keyboard alone; the address follows."""
    page.goto(f"{site}/portfolio?scenario=brest&lang=en")
    settled(page)
    before = page.inner_text("#result")
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.type") == "range":
            break
    assert page.evaluate("document.activeElement.type") == "range"
    key = page.evaluate("document.activeElement.name || document.activeElement.dataset.key || ''")
    for _ in range(8):
        page.keyboard.press("PageDown")
    page.wait_for_function("old => document.querySelector('#result').innerText !== old", arg=before)
    settled(page)
    expect(page).to_have_url(re.compile(re.escape(key) if key else "rules"))
    assert page.locator("[aria-live]").count() >= 1


def test_focus_can_be_seen_and_the_first_key_skips_to_the_content(site: str, page: Page) -> None:
    page.goto(f"{site}/portfolio?scenario=brest")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#main"
    outline = "getComputedStyle(document.activeElement).outlineStyle"
    assert page.evaluate(outline) != "none"


def test_without_scripts_the_form_works(site: str, browser: Browser) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{site}/portfolio?scenario=brest&lang=en")
        page.fill("input[type=number][name='rules.budget.max']", "2000")
        page.get_by_role("button", name="Compute").click()
        assert "rules.budget.max=2000" in page.url
        best = mcda.solve(mcda.read(BREST, settings=["rules.budget.max=2000"]))
        for _ in range(40):
            if "being computed" not in page.inner_text("#result"):
                break
            time.sleep(0.25)
            page.reload()
        assert words("en").fixed(best.value, 2) in page.inner_text("#result")


def test_the_browsers_language_is_followed(site: str, browser: Browser) -> None:
    for language in ("fr", "en"):
        with browser.new_context(locale=language) as context:
            page = context.new_page()
            page.goto(site)
            assert page.get_attribute("html", "lang") == language


def test_a_position_is_saved_compared_and_deleted(site: str, page: Page, complaints: list[str]) -> None:
    page.goto(f"{site}/portfolio?scenario=brest&rules.budget.max=2200&lang=en")
    settled(page)
    name = "Position <b>one</b> & \u202emore"
    page.locator("input[type=text][name=name]").fill(name)
    page.get_by_role("button", name=re.compile("save", re.IGNORECASE)).click()
    page.goto(f"{site}/positions?lang=en")
    assert "<b>one</b>" in page.inner_text("main")
    assert violations(page) == []
    page.get_by_role("button", name=re.compile("delete", re.IGNORECASE)).first.click()
    page.goto(f"{site}/positions?lang=en")
    assert "<b>one</b>" not in page.inner_text("main")


@pytest.mark.parametrize("address", ["/", "/portfolio?scenario=hostile", "/action/E1?scenario=hostile"])
def test_hostile_names_are_text(
    address: str, site: str, page: Page, asked: list[Request], complaints: list[str]
) -> None:
    said: list[str] = []
    page.on("dialog", lambda dialog: _heard(dialog, said))
    page.goto(site + address)
    settled(page)
    page.mouse.move(400, 300)
    text = page.inner_text("body")
    assert any(name in text for name in NAMES)
    assert page.locator("[onload], [onerror], [onmouseover], img[src=x]").count() == 0
    assert said == []


def _heard(dialog: Dialog, said: list[str]) -> None:
    said.append(dialog.message)
    dialog.dismiss()


def test_the_page_fits_a_narrow_screen(site: str, page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 740})
    for name in ("start", "portfolio", "action", "positions"):
        page.goto(site + PAGES[name])
        settled(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, name


def test_an_uploaded_workbook_is_told_its_problems(site: str, page: Page, tmp_path: Path) -> None:
    """Each with its sheet and cell."""
    workbook = tmp_path / "mine.xlsx"
    subprocess.run(
        [sys.executable, "cli.py", "convert", BREST, str(workbook)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    import openpyxl

    book = openpyxl.load_workbook(workbook)
    book["actions"]["E2"] = "120 OOO"
    book.save(workbook)
    page.goto(f"{site}/upload?lang=en")
    page.set_input_files("input[type=file]", str(workbook))
    page.get_by_role("button").last.click()
    expect(page.locator("main")).to_contain_text("120 OOO", timeout=90_000)
    expect(page.locator("main")).to_contain_text("E012")
    expect(page.locator("main")).to_contain_text("mine.xlsx")
    assert violations(page) == []
