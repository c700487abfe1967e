"""A real browser: the system's Chromium, which sees nothing but this machine.

Where there is none these tests are skipped; in CI there must be one (`make browser` installs it).
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext, Page, Request

HOMES = {"127.0.0.1", "localhost", ""}
"""Hosts that a page may ask; files, data and blobs have none."""
SWITCHES = [
    "--no-sandbox",  # in containers the tests run as root
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


def chromium() -> str | None:
    """Where the system's browser is."""
    named = os.environ.get("MCDA_CHROMIUM")
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    return named or next(filter(None, map(shutil.which, names)), None)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Without a browser, skip; in CI, fail: a check that is silently left out is none."""
    if chromium() is not None or os.environ.get("CI"):
        return
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.skip(reason="no Chromium: make browser"))


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    """The system's browser; none is downloaded."""
    return {"executable_path": chromium(), "args": SWITCHES, "headless": True}


@pytest.fixture(scope="session")
def base_url() -> None:
    """No address is the usual one."""


@pytest.fixture
def asked(context: BrowserContext) -> Iterator[list[Request]]:
    """Every request that the pages of a test make; after it, none may have left this machine."""
    seen: list[Request] = []
    context.on("request", lambda request: seen.append(request))  # playwright cannot mark a built-in
    yield seen
    outside = [request.url for request in seen if urlsplit(request.url).hostname not in {*HOMES, None}]
    assert outside == []


@pytest.fixture
def complaints(page: Page) -> Iterator[list[str]]:
    """What the browser complains of: errors of scripts, and what a content policy forbids."""
    heard: list[str] = []
    page.on("pageerror", lambda error: heard.append(str(error)))
    page.on("console", lambda said: heard.append(said.text) if said.type == "error" else None)
    yield heard
    assert heard == []
