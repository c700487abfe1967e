"""What a run is about, and the name that follows from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from mcda.runs.canonical import digest, settled

PACKAGES = ("mcda-portfolio", "highspy", "numpy", "ortools", "pulp", "scikit-learn", "scipy", "SALib")
"""Their versions may decide a result."""
UNKNOWN = "unknown"
"""Version of a package that is not installed."""


@dataclass(frozen=True)
class Study:
    """A question that can be asked again: the same study has the same key and the same answer."""

    command: str
    """Such as `frontier`."""
    scenario: str
    """Name of the scenario."""
    content: str
    """sha256 of all that decides an answer in the scenario."""
    options: Mapping[str, Any] = field(default_factory=dict)
    """Options that decide the answer, as JSON: not the number of workers, nor the time allowed."""
    seed: int | None = None
    """Of random draws; None where nothing is drawn."""
    versions: Mapping[str, str] = field(default_factory=lambda: versions())

    @cached_property
    def key(self) -> str:
        """sha256 of command, content, options, versions and seed."""
        parts = [self.command, self.content, settled(self.options), dict(self.versions), self.seed]
        return digest(parts)


def versions() -> dict[str, str]:
    """Versions of Python, of mcda and of the packages that may decide a result."""
    from importlib.metadata import PackageNotFoundError, version
    from platform import python_version

    found = {"python": python_version()}
    for package in PACKAGES:
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            found[package] = UNKNOWN
    return found
