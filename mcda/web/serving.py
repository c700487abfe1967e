"""Processes that serve the page: what each of them is told, the socket that they share, their end."""

from __future__ import annotations

import json
import os
import signal
import socket
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from mcda.errors import Problem, UsageProblem
from mcda.problems.system import reason

if TYPE_CHECKING:
    import uvicorn
    from fastapi import FastAPI

TOLD = "MCDA_SERVICE"
"""Environment variable by which a process is told what to serve."""
SWITCHES = 0.001
"""Seconds after which a thread that computes lets another go on: the event loop waits for less."""
INTERRUPTED, TERMINATED = 130, 143
"""Exit codes."""


@dataclass(frozen=True)
class Service:
    """What is served, and how."""

    sources: tuple[str, ...]
    language: str = ""
    allowed_hosts: tuple[str, ...] = ()
    root_path: str = ""
    positions: str | None = None
    """The file; None for the usual one."""
    solvers: int = 2
    limit: float = 30.0
    uploads: str | None = None
    """Folder of uploaded workbooks, which all processes share."""


def run(service: Service, host: str, port: int, workers: int, tell: Callable[[str], None]) -> int:
    """Serve until somebody stops it; the exit code.

    Raises
    ------
    InvalidScenario
        A scenario that is not there.
    UsageProblem
        E424 nothing can listen there; E418 or E432 to E434 of the file of positions.
    """
    import uvicorn

    from mcda.web.connections import MOST, Connection
    from mcda.web.library import Library
    from mcda.web.positions import Positions

    Library(service.sources)
    Positions(service.positions).close()
    with bound(host, port) as listening, TemporaryDirectory(prefix="mcda-") as uploads:
        os.environ[TOLD] = json.dumps({**asdict(service), "uploads": uploads})
        config = uvicorn.Config(
            "mcda.web.serving:application",
            factory=True,
            workers=workers,
            log_level="warning",
            access_log=False,
            server_header=False,
            proxy_headers=True,
            timeout_graceful_shutdown=3,
            http=Connection,
            ws="none",
            limit_concurrency=MOST,
        )
        tell(address_of(listening, service.root_path))
        return _served(config, listening, workers)


def _served(config: uvicorn.Config, listening: socket.socket, workers: int) -> int:
    import uvicorn
    from uvicorn.supervisors import Multiprocess

    signal.signal(signal.SIGTERM, _terminated)
    try:
        if workers > 1:
            signal.signal(signal.SIGINT, signal.default_int_handler)
            Multiprocess(config, sockets=[listening]).run()
        else:
            uvicorn.Server(config).run(sockets=[listening])
    except KeyboardInterrupt:
        return INTERRUPTED
    return 0


def _terminated(*_: object) -> None:
    """End as `kill` asks, but not before uploaded workbooks are removed."""
    sys.exit(TERMINATED)


def bound(host: str, port: int) -> socket.socket:
    """A socket that listens.

    Raises
    ------
    UsageProblem
        E424.
    """
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        return socket.create_server((host, port), family=family, backlog=2048)
    except OSError as wrong:
        details = {"reason": reason(wrong)}
        raise UsageProblem(Problem("E424", value=f"{host}:{port}", details=details)) from None


def address_of(listening: socket.socket, root_path: str) -> str:
    """Where a browser finds the page."""
    host, port = listening.getsockname()[:2]
    name = f"[{host}]" if ":" in host else host
    return f"http://{name}:{port}{root_path.rstrip('/')}/"


def application() -> FastAPI:
    """The application of one process, as `run` has told it."""
    from mcda.web.app import create_app
    from mcda.web.desk import Desk
    from mcda.web.positions import Positions
    from mcda.web.uploads import Uploads

    sys.setswitchinterval(SWITCHES)
    told = json.loads(os.environ[TOLD])
    uploads = Uploads(Path(told["uploads"]))
    desk = Desk(told["sources"], workers=told["solvers"], limit=told["limit"], uploads=uploads)
    return create_app(
        desk,
        saved=Positions(told["positions"]),
        language=told["language"],
        allowed_hosts=told["allowed_hosts"],
        root_path=told["root_path"],
    )
