"""One request: who reads, what is asked, who answers; and how the reply is made of it.

A route gets a `Visit` and returns what it replies. Routes are plain functions, which FastAPI runs in
threads: the event loop only passes messages on.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import Depends
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response

from mcda.model import Scenario
from mcda.problems import hint, message
from mcda.show.html import TURNING, environment
from mcda.web.assets import assets
from mcda.web.desk import Desk
from mcda.web.drawings import Drawings
from mcda.web.places import place_of
from mcda.web.positions import Positions
from mcda.web.question import Question, address
from mcda.web.question import read as question_of
from mcda.web.reader import Reader, reader_of
from mcda.wording import LANGUAGES, N_

Json = dict[str, Any]
NAMES = {"fr": "Français", "en": "English"}
"""Of languages, each in itself."""


@dataclass(frozen=True)
class Visit:
    """One request."""

    desk: Desk
    drawings: Drawings
    positions: Positions | None
    """None where nothing may be saved."""
    reader: Reader
    path: str
    """Without the root under which a proxy serves it, and without `/api`."""
    pairs: tuple[tuple[str, str], ...]
    """Of the address."""

    @property
    def query(self) -> str:
        """The address after its `?`, the language aside."""
        return urlencode([pair for pair in self.pairs if pair[0] != "lang"])

    def question(self) -> Question:
        """What the address asks. Raises InvalidScenario: E400 to E403 and E405."""
        return question_of(self.pairs)

    def reply(
        self,
        template: str,
        record: Callable[[], Json],
        *,
        scenario: Scenario | None = None,
        status: int = 200,
        **context: Any,
    ) -> Response:
        """The record as JSON, or the page that a template makes of the context."""
        headers = {"Vary": "Accept, Accept-Language, HX-Request"}
        if self.reader.wants_json:
            return JSONResponse(record(), status, headers)
        return HTMLResponse(self.page(template, scenario=scenario, **context), status, headers)

    def page(self, template: str, *, scenario: Scenario | None = None, **context: Any) -> str:
        """A template in the reader's language."""
        words = self.reader.words(scenario)
        written = (
            environment("mcda.web")
            .get_template(template)
            .render(
                _=words,
                words=words,
                N_=N_,
                message=message,
                hint=hint,
                place=lambda problem: place_of(problem, scenario, words),
                link=self.reader.link,
                address=address,
                asset=self._asset,
                languages=self._languages(),
                part=self.reader.wants_part,
                here=self.path,
                asked_language=self.reader.asked,
                saves=self.positions is not None,
                **context,
            )
        )
        return written.translate(TURNING)

    def _asset(self, name: str) -> str:
        return self.reader.root + assets()[name].address

    def _languages(self) -> list[tuple[str, str, str]]:
        """Of each language its code, its name, and this page in it."""
        link = self.reader.link
        return [(code, NAMES[code], link(self.path, self.query, lang=code)) for code in LANGUAGES]


def visit_of(request: Request) -> Visit:
    """What a request is about."""
    reader = reader_of(request)
    path = request.scope["path"].removeprefix(reader.root)
    return Visit(
        desk=request.app.state.desk,
        drawings=request.app.state.drawings,
        positions=request.app.state.positions,
        reader=reader,
        path=path.removeprefix("/api") or "/",
        pairs=tuple(request.query_params.multi_items()),
    )


Here = Annotated[Visit, Depends(visit_of)]
"""The visit, as a parameter of a route."""
