"""Connections that are slow to say what they want: closed, so that they do not fill the place.

uvicorn waits for the first request of a connection, and for the rest of one that has begun, for ever.
"""

from __future__ import annotations

from asyncio import Transport, wait_for
from time import monotonic
from typing import TYPE_CHECKING

from starlette.types import ASGIApp, Message, Receive, Scope, Send
from uvicorn.protocols.http.h11_impl import H11Protocol

from mcda.errors import Problem, UsageProblem

if TYPE_CHECKING:
    from asyncio import TimerHandle

MOST = 500
"""Connections of a process at a time; more are refused (503). Each takes a file descriptor, of which
many systems grant 1024, and solving needs some too."""
ASKING = 20.0
"""Seconds for the head of a request, from the connection on or from its first byte."""
SILENT = 20.0
"""Seconds within which some more of a body must come."""
SENDING = 300.0
"""Seconds for a whole body: 25 MB over a slow line."""


class Connection(H11Protocol):
    """A connection that is closed where no request has come in `ASKING` seconds."""

    _late: TimerHandle | None = None

    def connection_made(self, transport: Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._hurry()

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        if self._is_asking:
            self._hurry()
        else:
            self._calm()

    def connection_lost(self, exc: Exception | None) -> None:
        self._calm()
        super().connection_lost(exc)

    @property
    def _is_asking(self) -> bool:
        """Whether no request is being answered."""
        return self.cycle is None or self.cycle.response_complete

    def _hurry(self) -> None:
        if self._late is None:
            self._late = self.loop.call_later(ASKING, self.transport.close)

    def _calm(self) -> None:
        if self._late is not None:
            self._late.cancel()
            self._late = None


class Timely:
    """Refuses a request whose body comes too slowly."""

    def __init__(self, app: ASGIApp, silent: float = SILENT, sending: float = SENDING) -> None:
        self._app = app
        self._silent = silent
        self._sending = sending

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        over = monotonic() + self._sending
        is_coming = scope["type"] == "http"

        async def received() -> Message:
            nonlocal is_coming
            if not is_coming:  # what is awaited now is the end of the connection
                return await receive()
            try:
                left = min(self._silent, max(0.0, over - monotonic()))
                message = await wait_for(receive(), left)
            except TimeoutError:
                raise UsageProblem(Problem("E435")) from None
            is_coming = bool(message.get("more_body", False))
            return message

        await self._app(scope, received, send)
