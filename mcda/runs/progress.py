"""How far a long analysis is, for whoever listens."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Progress:
    """One state of the work."""

    text: str
    """English, marked for translation: what is being done."""
    parameters: Mapping[str, Any] = field(default_factory=dict)
    share: float | None = None
    """Part of the work that is done, 0..1; None where nobody can tell."""


Listener = Callable[[Progress], None]


def unheard(progress: Progress) -> None:
    """Nobody listens."""
