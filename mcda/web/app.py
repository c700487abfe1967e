"""The application: routes, and the guards before them."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from functools import partial
from threading import Thread
from typing import Any

from anyio.to_thread import run_sync
from fastapi import FastAPI
from starlette.middleware.gzip import GZipMiddleware

from mcda.web.connections import Timely
from mcda.web.contract import SCHEMAS
from mcda.web.desk import Desk
from mcda.web.drawings import Drawings, warm_up
from mcda.web.guards import Below, Headed, KnownHosts, Shielded, Sized
from mcda.web.positions import Positions
from mcda.web.refusals import refuse, tell_failures
from mcda.web.routes import (
    action,
    comparison,
    downloads,
    frontier,
    portfolio,
    positions,
    programs,
    scenarios,
    static,
    uploads,
)

ROUTERS = tuple(
    module.router
    for module in (
        scenarios,
        portfolio,
        frontier,
        action,
        comparison,
        positions,
        uploads,
        downloads,
        programs,
        static,
    )
)

ABOUT = """Questions to scenarios that are served, and their answers.

Amounts are in points and in the scenario's money, shares fractions of 1. A question that takes long
is answered with its `job`: ask again. What is computed once is answered at once from then on.
"""


class Described(FastAPI):
    """With the schemas of what is answered in its OpenAPI document."""

    def openapi(self) -> dict[str, Any]:
        """The document, made once."""
        document = super().openapi()
        document.setdefault("components", {})["schemas"] = SCHEMAS
        return document


def create_app(
    desk: Desk,
    *,
    saved: Positions | None = None,
    language: str = "",
    allowed_hosts: Sequence[str] = (),
    root_path: str = "",
) -> FastAPI:
    """The page, answered by a desk.

    Parameters
    ----------
    saved
        Where positions are saved; without it none can be.
    language
        Of readers whose address asks for none; empty: their browser's, else the scenario's.
    allowed_hosts
        Names under which it may be asked for, besides those of this machine; `*` for any.
    root_path
        Where a proxy serves it, such as `/mcda`.
    """
    from mcda import __version__

    app = Described(
        title="mcda",
        version=__version__,
        description=ABOUT,
        docs_url=None,
        redoc_url=None,
        lifespan=_lifespan,
    )
    app.state.desk = desk
    app.state.positions = saved
    app.state.drawings = Drawings()
    app.state.language = language
    for router in ROUTERS:
        app.include_router(router)
    tell_failures(app)
    app.add_middleware(partial(Sized, refuse=refuse))
    app.add_middleware(Timely)
    app.add_middleware(partial(KnownHosts, allowed=allowed_hosts, refuse=refuse))
    app.add_middleware(Headed)
    app.add_middleware(GZipMiddleware, compresslevel=5)
    app.add_middleware(Shielded)
    app.add_middleware(partial(Below, root=root_path.rstrip("/")))
    return app


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    """Get ready to draw while the first reader is still choosing; end the processes at the end."""
    Thread(target=warm_up, daemon=True).start()
    yield
    await run_sync(app.state.desk.close)
    if app.state.positions is not None:
        app.state.positions.close()
