"""Reports of small scenarios, and what stands in a page."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from html.parser import HTMLParser
from typing import Any

from loading import load
from tiny import tiny

from mcda.analysis.dossier import Dossier, gather
from mcda.show.report import report
from mcda.show.report.page import page
from mcda.wording import words

DAY = date(2026, 11, 23)
VOID = ("meta", "path", "line", "rect", "br", "use", "circle")


def dossier(ceiling: str = "", **changes: Any) -> Dossier:
    """Everything that is known of the tiny scenario, changed, its one rule named."""
    budget = {"type": "budget", "max": 250} | ({"label": ceiling} if ceiling else {})
    return gather([load(tiny({"budget": budget}, **changes))])


def written(found: Dossier, language: str = "en", *, interactive: bool = False) -> str:
    """Its page."""
    say = words(language)
    return page(report(found, say, day=DAY), say, interactive=interactive)


class Page(HTMLParser):
    """The elements of a page with their attributes, its texts, and what a policy would have to stop."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.texts: list[str] = []
        self._inside: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        self._inside.append(tag)

    def handle_endtag(self, tag: str) -> None:
        while self._inside and self._inside.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        if self._inside[-1:] not in (["style"], ["script"]):
            self.texts.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.texts).split())

    def all(self, *names: str) -> Iterator[dict[str, str]]:
        return (attributes for tag, attributes in self.tags if tag in names)

    @property
    def addresses(self) -> list[str]:
        """What attributes name that a browser could ask for, in-page anchors aside."""
        asking = ("src", "href", "xlink:href", "srcset", "data", "action", "poster", "background")
        found = [a[n] for _, a in self.tags for n in asking if n in a and not a[n].startswith("#")]
        return [address for address in found if not address.startswith("data:")]
