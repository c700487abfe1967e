"""Addresses of the page, each answered for readers and for programs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from fastapi import APIRouter

from mcda.web.reader import API

QUESTION = [
    {"name": name, "in": "query", "schema": {"type": "string"}, "description": description}
    for name, description in (
        ("scenario", "Name of a scenario that is served; the first without it."),
        ("variant", "A variant, or overrides joined by +."),
        ("weights.ID", "Swing points of a criterion or branch."),
        ("rules.ID.PARAMETER", "Level of a rule; with .percent behind it, in percent."),
        ("college", "Whose weights count."),
        ("with", "Action that must be in (repeatable)."),
        ("without", "Action that must be out (repeatable)."),
        ("portfolio", "A list made by hand, judged beside the answer."),
        ("lang", "fr or en: language of messages."),
    )
]
"""Parameters of an address that asks a question."""
Route = Callable[..., Any]


def answers(
    router: APIRouter, path: str, summary: str, *, asks: bool = False
) -> Callable[[Route], Route]:
    """A route for readers at `path` and for programs at `/api` + `path`; the latter is documented."""
    extra: dict[str, Any] = {"parameters": QUESTION} if asks else {}

    def decorate(route: Route) -> Route:
        router.add_api_route(path, route, include_in_schema=False, response_model=None)
        router.add_api_route(
            API + path, route, summary=summary, openapi_extra=extra, response_model=None
        )
        return route

    return decorate
