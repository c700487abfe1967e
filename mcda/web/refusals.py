"""What a reader is told when a request cannot be met: plain words and a status, never a traceback."""

from __future__ import annotations

from collections.abc import Sequence

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Match

from mcda.errors import InvalidScenario, McdaError, MissingComponent, Problem, UsageProblem
from mcda.model import Scenario
from mcda.show import records
from mcda.web.guards import HEADERS
from mcda.web.visit import Visit, visit_of

STATUSES = {
    "E093": 404, "E404": 404, "E412": 404, "E414": 404, "E418": 404, "E420": 404, "E428": 404,
    "E413": 413, "E421": 413, "E435": 408, "E423": 403, "E425": 405, "E426": 500,
    "E406": 503, "E407": 503, "E408": 503, "E417": 503, "E429": 503,
}  # fmt: skip
"""Of responses, by the code of a problem; others are bad requests."""
METHODS = ("GET", "POST")
"""Of routes; HEAD is answered where GET is."""


def status_of(problems: Sequence[Problem]) -> int:
    """Status of the response that tells these problems."""
    return STATUSES.get(problems[0].code, 400) if problems else 503


def problems_of(failure: Exception) -> tuple[Problem, ...]:
    """What went wrong, as problems."""
    if isinstance(failure, InvalidScenario):
        return failure.problems
    if isinstance(failure, UsageProblem):
        return (failure.problem,)
    if isinstance(failure, MissingComponent):
        details = {"component": failure.component, "command": failure.command}
        return (Problem("E429", details=details),)
    return (Problem("E426"),)


def refused(visit: Visit, problems: Sequence[Problem], scenario: Scenario | None = None) -> Response:
    """A page, or a record, that tells problems."""
    words = visit.reader.words(scenario)
    response = visit.reply(
        "refusal.html",
        lambda: records.problems(problems, words),
        scenario=scenario,
        status=status_of(problems),
        problems=problems,
    )
    response.headers.update(HEADERS)
    return response


def refuse(request: Request, failure: Exception) -> Response:
    """A failure, told to whoever asked."""
    return refused(visit_of(request), problems_of(failure))


def _methods(app: FastAPI, request: Request) -> tuple[str, ...]:
    """What an address may be asked with, which may be several routes (RFC 9110, section 10.2.1)."""

    def is_taken(method: str) -> bool:
        asked = {**request.scope, "method": method}
        return any(route.matches(asked)[0] is Match.FULL for route in app.routes)

    return tuple(method for method in METHODS if is_taken(method))


def tell_failures(app: FastAPI) -> None:
    """Tell every failure of the application in plain words."""

    def unfit(request: Request, _: Exception) -> Response:
        return refuse(request, UsageProblem(Problem("E425", value=request.url.path[:80])))

    def http(request: Request, failure: Exception) -> Response:
        status, headers = 500, None
        if isinstance(failure, HTTPException):
            status, headers = failure.status_code, failure.headers
        code = {400: "E431", 404: "E420", 405: "E425"}.get(status, "E426")
        value = request.method if status == 405 else request.url.path[:80]
        response = refuse(request, UsageProblem(Problem(code, value=value)))
        response.headers.update(headers or {})
        if status == 405:
            response.headers["Allow"] = ", ".join(_methods(app, request))
        return response

    app.add_exception_handler(McdaError, refuse)
    app.add_exception_handler(RequestValidationError, unfit)
    app.add_exception_handler(HTTPException, http)
    app.add_exception_handler(Exception, refuse)
