"""What programs may ask: a page that reads the OpenAPI document, which stands at `/openapi.json`."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from mcda.web.routes import answers
from mcda.web.visit import Here

router = APIRouter()
Entry = tuple[str, str, str]
"""Method, path, what it does."""


@answers(router, "/programs", "What programs may ask", "Programs")
def programs(visit: Here, request: Request) -> Response:
    """Every address that answers JSON."""
    entries = tuple(_entries(request.app.openapi()))
    keys = ("method", "path", "summary")
    return visit.reply(
        "programs.html",
        lambda: {
            "schema": "mcda/web/programs/1",
            "paths": [dict(zip(keys, entry, strict=True)) for entry in entries],
        },
        entries=entries,
    )


def _entries(document: dict[str, dict[str, dict[str, dict[str, str]]]]) -> Iterator[Entry]:
    for path, methods in document["paths"].items():
        for method, described in methods.items():
            yield method.upper(), path, described.get("summary", "")
