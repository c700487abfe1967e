"""A journal: facts that a long analysis has established, so that it need not do so again.

An analysis notes a fact when it is certain (a point is proven, a sample is evaluated) and asks at its
start what is known. A fact is JSON, under a kind and a key that the analysis chooses; what is noted
twice under one key is the same fact.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

Fact = Any
"""What JSON can hold: text, whole numbers, true, false, null, lists, mappings with texts as keys."""


class Journal(Protocol):
    """What one run has established so far."""

    def known(self, kind: str) -> Mapping[str, Fact]:
        """Facts of a kind by key, in the order in which they were noted."""

    def note(self, kind: str, key: str, fact: Fact) -> None:
        """Remember a fact; when this returns, it survives the end of the process."""


@dataclass(frozen=True)
class Forgetful:
    """A journal that keeps nothing."""

    def known(self, kind: str) -> Mapping[str, Fact]:
        """Nothing."""
        return {}

    def note(self, kind: str, key: str, fact: Fact) -> None:
        """Forget it."""


FORGETFUL = Forgetful()


@dataclass(frozen=True)
class Chapter:
    """The part of a journal that one of several analyses writes: its kinds of facts stay apart."""

    name: str
    journal: Journal

    def known(self, kind: str) -> Mapping[str, Fact]:
        """Facts of a kind that this analysis has established."""
        return self.journal.known(f"{self.name}/{kind}")

    def note(self, kind: str, key: str, fact: Fact) -> None:
        """Remember a fact of this analysis."""
        self.journal.note(f"{self.name}/{kind}", key, fact)
