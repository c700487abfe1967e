"""Addresses of the page, each answered for readers and for programs."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from fastapi import APIRouter
from starlette.responses import Response

from mcda.web.contract import Json, at, many, one_of
from mcda.web.question import ID, VARIANT
from mcda.web.reader import API
from mcda.wording import LANGUAGES

Route = Callable[..., Any]
Decorator = Callable[[Route], Route]
JSON = "application/json"
FORM = "application/x-www-form-urlencoded"


def parameter(name: str, schema: Json, description: str, **more: Any) -> Json:
    """One part of an address."""
    return {"name": name, "in": "query", "schema": schema, "description": description, **more}


TEXT: Json = {"type": "string"}
AN_ID: Json = {**TEXT, "pattern": f"^{ID.pattern}$"}
LANGUAGE = parameter("lang", one_of(*LANGUAGES), "Language of messages.")
MOVED: Json = {
    "type": "object",
    "additionalProperties": {**TEXT, "pattern": r"^-?\d{1,12}([.,]\d{1,12})?$"},
    "propertyNames": {"pattern": r"^(weights\.\w+|rules\.\w+(\.\w+)+)$"},
}
QUESTION = [
    parameter("scenario", TEXT, "Name of a scenario that is served; the first without it."),
    parameter(
        "variant", {**TEXT, "pattern": f"^({VARIANT.pattern})?$"}, "A variant, or overrides joined by +."
    ),
    parameter(
        "moved",
        MOVED,
        "Each under its own name: `weights.ID`, swing points of a criterion or branch; "
        "`rules.ID.PARAMETER`, the level of a rule; with `.percent` behind it, in percent.",
        style="form",
        explode=True,
    ),
    parameter("college", {**TEXT, "pattern": f"^({ID.pattern})?$"}, "Whose weights count."),
    parameter("with", many(AN_ID), "Action that must be in (repeatable)."),
    parameter("without", many(AN_ID), "Action that must be out (repeatable)."),
    parameter("portfolio", TEXT, "A list made by hand, judged beside the answer."),
    LANGUAGE,
]
"""Parameters of an address that asks a question."""
ANEW = parameter("anew", TEXT, "Begin again what was stopped.", allowEmptyValue=True)
REFUSED: dict[int | str, Json] = {
    status: {"description": description, "content": {JSON: {"schema": at("Problems")}}}
    for status, description in (
        ("4XX", "Refused: 400 wrong, 403 another site, 404 not there, 405, 408 late, 413 too large."),
        ("5XX", "500 a mistake of the page; 503 busy, or something is not installed."),
    )
}
"""Every refusal says why."""


def answers(
    router: APIRouter,
    path: str,
    summary: str,
    gives: str,
    *,
    asks: bool = False,
    parameters: Iterable[Json] = (),
    responses: dict[int | str, Json] | None = None,
) -> Decorator:
    """A route for readers at `path` and for programs at `/api` + `path`; the latter is documented.

    Parameters
    ----------
    gives
        The schema of the answer, by its name in `mcda.web.contract`.
    asks
        Whether the address asks a question.
    responses
        Others than this answer and refusals.
    """
    told = [*(QUESTION if asks else [LANGUAGE]), *parameters]
    replies = {200: response(gives), **REFUSED, **(responses or {})}

    def decorate(route: Route) -> Route:
        router.add_api_route(path, route, include_in_schema=False, response_model=None)
        router.add_api_route(
            API + path,
            route,
            summary=summary,
            responses=replies,
            openapi_extra={"parameters": told},
            response_model=None,
            response_class=Response,
        )
        return route

    return decorate


def changes(
    router: APIRouter,
    path: str,
    summary: str,
    gives: str,
    fields: dict[str, Json],
    *,
    asks: bool = False,
    needed: tuple[str, ...] = (),
    media_type: str = FORM,
    responses: dict[int | str, Json] | None = None,
) -> Decorator:
    """The same for what a form of these fields is sent to."""
    form = {"type": "object", "properties": fields, "required": [*needed]}
    extra = {
        "parameters": QUESTION if asks else [LANGUAGE],
        "requestBody": {"required": True, "content": {media_type: {"schema": form}}},
    }
    replies = {200: response(gives), **REFUSED, **(responses or {})}

    def decorate(route: Route) -> Route:
        router.post(path, include_in_schema=False, response_model=None)(route)
        return router.post(
            API + path,
            summary=summary,
            responses=replies,
            openapi_extra=extra,
            response_model=None,
            response_class=Response,
        )(route)

    return decorate


def response(gives: str, description: str = "The answer.") -> Json:
    """A response in JSON, by the name of its schema."""
    return {"description": description, "content": {JSON: {"schema": at(gives)}}}
