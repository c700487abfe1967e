"""What stands before every route: known hosts, sizes, the same site, headers for the reader's safety.

Pure ASGI, so that nothing is buffered; what they refuse they refuse in plain words.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from mcda.errors import Problem, UsageProblem

LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
"""Names under which a page of this machine may be asked for."""
MOST_BYTES = 25 * 1024 * 1024
"""Of what is sent to the page: a workbook, or a form."""
POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
"""Of every response."""
Refusal = Callable[[Request, UsageProblem], Response]
"""How a refusal is told."""


class Below:
    """The page below a path, `/mcda`, whether or not the proxy before it takes the path away."""

    def __init__(self, app: ASGIApp, root: str) -> None:
        self._app = app
        self._root = root

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if self._root and scope["type"] == "http":
            scope["root_path"] = self._root
            if not scope["path"].startswith(f"{self._root}/"):
                scope["path"] = self._root + scope["path"]
        await self._app(scope, receive, send)


class Shielded:
    """The headers of `HEADERS` on every response; nothing is kept in caches unless it says so."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(HEADERS)
                headers.setdefault("Cache-Control", "no-store")
            await send(message)

        await self._app(scope, receive, sent if scope["type"] == "http" else send)


class Headed:
    """Answers HEAD as GET (RFC 9110, section 9.3.2); the server leaves the body out."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        is_head = scope["type"] == "http" and scope["method"] == "HEAD"
        await self._app({**scope, "method": "GET"} if is_head else scope, receive, send)


class KnownHosts:
    """Refuses requests for other names, which a foreign page may have made ours (DNS rebinding)."""

    def __init__(self, app: ASGIApp, allowed: Sequence[str], refuse: Refusal) -> None:
        self._app = app
        self._allowed = frozenset(name.lower() for name in (*LOOPBACK, *allowed))
        self._refuse = refuse

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            name = host_name(Headers(scope=scope).get("host", ""))
            if "*" not in self._allowed and name not in self._allowed:
                refusal = UsageProblem(Problem("E422", value=name[:200] or "?"))
                await self._refuse(Request(scope), refusal)(scope, receive, send)
                return
        await self._app(scope, receive, send)


class Sized:
    """Refuses more bytes than `most`: as announced, else as soon as they have come."""

    def __init__(self, app: ASGIApp, refuse: Refusal, most: int = MOST_BYTES) -> None:
        self._app = app
        self._refuse = refuse
        self._most = most

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
        elif self._announced(scope) > self._most:
            await self._refuse(Request(scope), self._too_large())(scope, receive, send)
        else:
            await self._app(scope, self._counted(receive), send)

    def _announced(self, scope: Scope) -> int:
        length = Headers(scope=scope).get("content-length", "0")
        return int(length) if length.isascii() and length.isdigit() else 0

    def _counted(self, receive: Receive) -> Callable[[], Awaitable[Message]]:
        come = 0

        async def received() -> Message:
            nonlocal come
            message = await receive()
            come += len(message.get("body", b""))
            if come > self._most:
                raise self._too_large()
            return message

        return received

    def _too_large(self) -> UsageProblem:
        return UsageProblem(Problem("E421", details={"most": self._most // 2**20}))


def host_name(host: str) -> str:
    """The name of a `Host` header, without its port."""
    return host.lower() if host.endswith("]") else host.lower().rpartition(":")[0] or host.lower()


def from_the_page_itself(request: Request) -> None:
    """Refuse what another site would have the reader's browser do.

    Raises
    ------
    UsageProblem
        E423.
    """
    site = request.headers.get("sec-fetch-site")
    origin = request.headers.get("origin")
    foreign = site not in (None, "same-origin", "none")
    if site is None and origin is not None:  # an older browser
        foreign = urlsplit(origin).netloc.lower() != request.headers.get("host", "").lower()
    if foreign:
        raise UsageProblem(Problem("E423"))
