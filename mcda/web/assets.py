"""Files that the page needs besides itself: one style sheet, its own script, htmx.

They are few, known by name, and kept in memory: there is no path to wander from. Their address
carries a digest of what they hold, so that browsers may keep them for ever.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import files

from starlette.requests import Request
from starlette.responses import Response

TYPES = {
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "svg": "image/svg+xml",
    "txt": "text/plain; charset=utf-8",
}
FOR_EVER = "public, max-age=31536000, immutable"


@dataclass(frozen=True)
class Asset:
    """One file."""

    name: str
    body: bytes
    digest: str

    @property
    def address(self) -> str:
        return f"/static/{self.name}?v={self.digest}"

    @property
    def type(self) -> str:
        return TYPES[self.name.rpartition(".")[2]]


@cache
def assets() -> dict[str, Asset]:
    """Every file, by name."""
    folder = files("mcda.web") / "static"
    bodies = {file.name: file.read_bytes() for file in folder.iterdir() if _is_served(file.name)}
    return {name: Asset(name, body, sha256(body).hexdigest()[:16]) for name, body in bodies.items()}


def _is_served(name: str) -> bool:
    return name.rpartition(".")[2] in TYPES


def served(asset: Asset, request: Request) -> Response:
    """A file, or word that the browser's copy is still right."""
    headers = {"ETag": f'"{asset.digest}"', "Cache-Control": FOR_EVER}
    if asset.digest in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    return Response(asset.body, media_type=asset.type, headers=headers)
