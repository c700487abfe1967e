"""The application: routes, and the guards before them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from fastapi import FastAPI
from starlette.middleware.gzip import GZipMiddleware

from mcda.problems import hint, message
from mcda.show.html import environment
from mcda.web.desk import Desk
from mcda.web.guards import KnownHosts, Shielded, Sized
from mcda.web.refusals import refuse, tell_failures
from mcda.web.routes import portfolio, scenarios, static

ROUTERS = (scenarios.router, portfolio.router, static.router)


def create_app(
    desk: Desk,
    *,
    language: str = "",
    allowed_hosts: Sequence[str] = (),
    root_path: str = "",
) -> FastAPI:
    """The page, answered by a desk.

    Parameters
    ----------
    language
        Of readers whose address asks for none; empty: their browser's, else the scenario's.
    allowed_hosts
        Names under which it may be asked for, besides those of this machine; `*` for any.
    root_path
        Where a proxy serves it, such as `/mcda`.
    """
    from mcda import __version__

    app = FastAPI(
        title="mcda",
        version=__version__,
        root_path=root_path.rstrip("/"),
        docs_url=None,
        redoc_url=None,
    )
    app.state.desk = desk
    app.state.language = language
    environment("mcda.web").globals.update(message=message, hint=hint)
    for router in ROUTERS:
        app.include_router(router)
    tell_failures(app)
    app.add_middleware(partial(Sized, refuse=refuse))
    app.add_middleware(partial(KnownHosts, allowed=allowed_hosts, refuse=refuse))
    app.add_middleware(GZipMiddleware, compresslevel=5)
    app.add_middleware(Shielded)
    return app
