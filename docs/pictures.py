"""The pictures of report and page in the documentation, taken anew: `python docs/pictures.py`.

It serves the example around Caen on this machine, writes its report, and looks at both with the
system's Chromium (`make browser`), in French and in English.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import which
from urllib.request import urlopen

from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).parents[1]
PICTURES = Path(__file__).parent / "images"
CAEN = "scenarios/caen"
REPORT = (CAEN, f"{CAEN}:frugal", f"{CAEN}:rural_first", f"{CAEN}:no_equity")
PORT = 8765
PATIENCE = 60
SWITCHES = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
PAGES = {
    "page": ("/portfolio?scenario=caen&rules.budget.max=9000", 1280, 1150),
    "action": ("/action/M1?scenario=caen", 1280, 900),
}


def main() -> None:
    PICTURES.mkdir(exist_ok=True)
    with sync_playwright() as started, tempfile.TemporaryDirectory() as folder:
        chromium = which("chromium") or which("chromium-browser") or which("google-chrome")
        browser = started.chromium.launch(executable_path=chromium, args=SWITCHES)
        for language in ("fr", "en"):
            _report(browser, language, Path(folder))
        with _served(Path(folder)) as site:
            for language in ("fr", "en"):
                _pages(browser, language, site)


def _report(browser: Browser, language: str, folder: Path) -> None:
    """The first page of the committee's note."""
    target = folder / f"report-{language}.html"
    command = [sys.executable, "cli.py", "report", *REPORT, "--lang", language, "-o", str(target)]
    subprocess.run(command, cwd=ROOT, check=True)
    page = browser.new_page(viewport={"width": 1000, "height": 1300})
    page.goto(target.as_uri())
    page.screenshot(path=PICTURES / f"report-{language}.png")
    page.close()


def _pages(browser: Browser, language: str, site: str) -> None:
    for name, (address, width, height) in PAGES.items():
        page = browser.new_page(viewport={"width": width, "height": height})
        page.goto(f"{site}{address}&lang={language}")
        page.wait_for_selector("#result .waiting", state="detached", timeout=1000 * PATIENCE)
        page.wait_for_timeout(3000)
        page.screenshot(path=PICTURES / f"{name}-{language}.png")
        page.close()


@contextmanager
def _served(folder: Path) -> Iterator[str]:
    """The page, on this machine alone, until the pictures are taken."""
    site = f"http://127.0.0.1:{PORT}"
    positions = str(folder / "positions.sqlite")
    command = [sys.executable, "cli.py", "serve", CAEN, "--port", str(PORT), "--positions", positions]
    server = subprocess.Popen(command, cwd=ROOT)
    try:
        for _ in range(10 * PATIENCE):
            try:
                urlopen(site, timeout=1).close()
                break
            except OSError:
                time.sleep(0.1)
        yield site
    finally:
        server.terminate()
        server.wait(20)


if __name__ == "__main__":
    main()
