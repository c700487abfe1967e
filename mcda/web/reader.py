"""Who reads an answer: their language, and whether they want a page, a part of it, or JSON."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from starlette.requests import Request

from mcda.model import Scenario
from mcda.wording import LANGUAGES, Words, words

API = "/api"
"""Before every address that answers JSON."""


@dataclass(frozen=True)
class Reader:
    """What a request says of its reader."""

    asked: str
    """The language that the address asks for; empty if none."""
    preferred: str
    """The language that `mcda serve --lang` or the browser prefers; empty if none."""
    wants_json: bool
    wants_part: bool
    """Whether htmx asks, which replaces a part of the page."""
    root: str
    """Path under which a proxy serves the page; empty if none."""

    def language(self, scenario: Scenario | None = None) -> str:
        """The address, else the browser, else the scenario; French if nothing is said."""
        own = scenario.language if scenario is not None else "fr"
        return self.asked or self.preferred or (own if own in LANGUAGES else "fr")

    def words(self, scenario: Scenario | None = None) -> Words:
        return words(self.language(scenario))

    def link(self, path: str, query: str = "", **more: str) -> str:
        """An address of this page, in the language that was asked for."""
        if self.asked and "lang" not in more:
            more["lang"] = self.asked
        query = "&".join(filter(None, (query, urlencode(more))))
        return f"{self.root}{path}" + (f"?{query}" if query else "")


def reader_of(request: Request) -> Reader:
    """What a request says of its reader."""
    root = request.scope.get("root_path", "").rstrip("/")
    headers = request.headers
    path = request.scope["path"].removeprefix(root)
    asked = request.query_params.get("lang", "")
    return Reader(
        asked=asked if asked in LANGUAGES else "",
        preferred=request.app.state.language or browser_language(headers.get("accept-language", "")),
        wants_json=path.startswith(f"{API}/") or _prefers_json(headers.get("accept", "")),
        wants_part="hx-request" in headers and "hx-history-restore-request" not in headers,
        root=root,
    )


def browser_language(accepted: str) -> str:
    """The language that `Accept-Language` likes best among ours; empty if it names none (RFC 9110)."""
    liked = []
    for part in accepted[:1000].split(","):
        tag, _, quality = part.strip().partition(";q=")
        language = tag.strip().lower().split("-")[0]
        if language in LANGUAGES:
            liked.append((_quality(quality), language))
    liked = [(quality, language) for quality, language in liked if quality > 0]
    return max(liked, key=lambda pair: pair[0])[1] if liked else ""


def _quality(text: str) -> float:
    try:
        return float(text) if text else 1.0
    except ValueError:
        return 0.0


def _prefers_json(accepted: str) -> bool:
    return "application/json" in accepted and "text/html" not in accepted
