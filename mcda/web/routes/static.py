"""Style, script and htmx."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from mcda.errors import Problem, UsageProblem
from mcda.web.assets import assets, served

router = APIRouter(include_in_schema=False)


@router.get("/static/{name}", response_model=None)
def static(name: str, request: Request) -> Response:
    """One of the few files."""
    asset = assets().get(name)
    if asset is None:
        raise UsageProblem(Problem("E420", value=f"/static/{name[:80]}"))
    return served(asset, request)
