"""The report in a real browser: it asks nothing of anybody, everybody can read it, names stay text."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from accessibility import violations
from hostile import NAMES, hostile_folder
from playwright.sync_api import Dialog, Page, Request, expect

from mcda.commands import group

BREST = "scenarios/brest"
Write = Callable[..., Path]


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Write:
    """A report by the command, written once for the same line."""
    folder, known = tmp_path_factory.mktemp("reports"), {}

    def write(*line: str) -> Path:
        if line not in known:
            target = folder / f"{len(known)}.html"
            code = group.main(["report", *line, "-o", str(target)], standalone_mode=False)
            assert not code
            known[line] = target
        return known[line]

    return write


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> str:
    return str(hostile_folder(tmp_path_factory.mktemp("scenario")))


@pytest.mark.parametrize("language", ["fr", "en"])
def test_axe_finds_nothing_and_nothing_is_asked(
    language: str, written: Write, page: Page, asked: list[Request], complaints: list[str]
) -> None:
    report = written(BREST, f"{BREST}:frugal", "--lang", language)
    page.goto(report.as_uri())
    assert page.get_attribute("html", "lang") == language
    assert violations(page) == []
    assert [request.url for request in asked] == [report.as_uri()]


def test_the_interactive_report_draws_by_itself(
    written: Write, page: Page, asked: list[Request], complaints: list[str]
) -> None:
    report = written(BREST, "--interactive", "--lang", "en")
    page.goto(report.as_uri())
    expect(page.locator("figure .vega-embed svg, figure .vega-embed canvas").first).to_be_attached()
    assert violations(page) == []
    assert [request.url for request in asked] == [report.as_uri()]


@pytest.mark.parametrize("options", [(), ("--interactive",)], ids=["still", "interactive"])
def test_hostile_names_are_text(
    options: tuple[str, ...],
    hostile: str,
    written: Write,
    page: Page,
    asked: list[Request],
    complaints: list[str],
) -> None:
    said: list[str] = []
    page.on("dialog", lambda dialog: _heard(dialog, said))
    page.goto(written(hostile, "--lang", "en", *options).as_uri())
    page.mouse.move(300, 300)
    text = page.inner_text("body")
    shown = [name for name in NAMES if name in text or name[:40] in text]
    assert len(shown) >= 15
    assert page.locator("[onload], [onerror], [onmouseover], img[src=x]").count() == 0
    assert said == []
    assert "49" not in page.title()


def _heard(dialog: Dialog, said: list[str]) -> None:
    said.append(dialog.message)
    dialog.dismiss()


def test_the_report_fits_a_narrow_screen(written: Write, page: Page) -> None:
    """Wide tables scroll by themselves, the page does not."""
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(written(BREST, f"{BREST}:frugal", "--lang", "fr").as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
