"""Which options may be held together, whatever the rules: starts, and tranches of what is taken."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from math import prod

from mcda.scoring.tranches import Sharing


@dataclass(frozen=True)
class Choices:
    """For each action, the sets of its options that a portfolio may hold; the first is empty."""

    owners: Mapping[str, tuple[str, ...]]
    """By action: its starts; where there are no years, the action itself."""
    sharings: Mapping[str, Sharing]
    """By owner: its tranches."""

    @cached_property
    def number(self) -> int:
        """Number of portfolios."""
        ways = (
            1 + sum(self.sharings[owner].number if owner in self.sharings else 1 for owner in owners)
            for owners in self.owners.values()
        )
        return prod(ways)

    @cached_property
    def alternatives(self) -> Mapping[str, tuple[frozenset[str], ...]]:
        """Those of each action, in order of ids; to be asked for where `number` is small."""
        return {action: (frozenset(), *self._alternatives(action)) for action in self.owners}

    def _alternatives(self, action: str) -> Iterator[frozenset[str]]:
        for owner in self.owners[action]:
            sharing = self.sharings.get(owner)
            for tranches in [frozenset[str]()] if sharing is None else sharing.alternatives():
                yield tranches | {action, owner}

    def admits(self, action: str, taken: frozenset[str]) -> bool:
        """Whether the options of an action may be held together."""
        held = [owner for owner in self.owners[action] if owner in taken]
        if not taken or len(held) != 1 or action not in taken:
            return not taken
        tranches, sharing = taken - {action, held[0]}, self.sharings.get(held[0])
        return not tranches if sharing is None else sharing.admits(tranches)
