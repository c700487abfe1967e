"""The best choice among a few items, proven: the small problems that come by the thousand.

    maximise    sum of worth x_i + sum of together x_i x_j           whole numbers of any size
    subject to  x_i <= x_j                 requires
                x_i + x_j <= 1             excludes
                sum of weights <= bound    ceilings, over items and pairs

Choosing nothing is always permitted.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

Pair = tuple[int, int]
MOST_ITEMS = 14
"""Items of which every choice is looked at."""
SAFE = 2**62


@dataclass(frozen=True)
class Ceiling:
    """What chosen items, and pairs of them, add up to is at most `bound` (not negative)."""

    items: Mapping[int, int]
    pairs: Mapping[Pair, int]
    bound: int

    def most(self) -> int:
        """No choice adds up to more."""
        return sum(w for w in (*self.items.values(), *self.pairs.values()) if w > 0)

    def among(self, kept: frozenset[int]) -> Ceiling:
        items = {item: weight for item, weight in self.items.items() if item in kept}
        return Ceiling(items, _within(self.pairs, kept), self.bound)


@dataclass(frozen=True)
class Selection:
    """Items with what they are worth, alone and in pairs, and what binds them."""

    worth: Mapping[int, int]
    together: Mapping[Pair, int] = field(default_factory=dict)
    """What a pair (the smaller first) adds when both are chosen."""
    requires: tuple[Pair, ...] = ()
    """The first only with the second."""
    excludes: tuple[Pair, ...] = ()
    ceilings: tuple[Ceiling, ...] = ()

    def value(self, chosen: frozenset[int]) -> int:
        """What a choice is worth."""
        return _sum(self.worth, self.together, chosen)

    def admits(self, chosen: frozenset[int]) -> bool:
        """Whether a choice meets everything."""
        return (
            all(j in chosen for i, j in self.requires if i in chosen)
            and not any(i in chosen and j in chosen for i, j in self.excludes)
            and all(_sum(c.items, c.pairs, chosen) <= c.bound for c in self.ceilings)
        )

    def among(self, kept: frozenset[int]) -> Selection:
        """The same without the other items, none of which may be required."""
        return Selection(
            {item: worth for item, worth in self.worth.items() if item in kept},
            _within(self.together, kept),
            tuple(pair for pair in self.requires if kept.issuperset(pair)),
            tuple(pair for pair in self.excludes if kept.issuperset(pair)),
            tuple(ceiling.among(kept) for ceiling in self.ceilings),
        )


# ---------------------------------------------------------------- what need not be asked


def narrowed(selection: Selection) -> Selection:
    """Without ceilings that never bind and items that no best choice needs."""
    while True:
        binding = tuple(c for c in selection.ceilings if c.most() > c.bound)
        selection = replace(selection, ceilings=binding)
        kept = frozenset(selection.worth) - _hopeless(selection)
        if len(kept) == len(selection.worth):
            return selection
        selection = selection.among(kept)


def _hopeless(selection: Selection) -> frozenset[int]:
    """Items that add nothing, that no other requires, and whose absence frees room."""
    most = dict(selection.worth)
    for pair, worth in selection.together.items():
        for item in pair:
            most[item] += max(0, worth)
    wanted = {j for _, j in selection.requires}
    relieving: set[int] = set()
    for ceiling in selection.ceilings:
        relieving.update(item for item, weight in ceiling.items.items() if weight < 0)
        relieving.update(item for pair, weight in ceiling.pairs.items() if weight < 0 for item in pair)
    return frozenset(item for item, worth in most.items() if worth <= 0) - wanted - relieving


def apart(selection: Selection) -> list[frozenset[int]]:
    """Sets of items that nothing but ceilings on single items ties together."""
    leader = {item: item for item in selection.worth}

    def find(item: int) -> int:
        while leader[item] != item:
            item = leader[item]
        return item

    paid_together = (pair for ceiling in selection.ceilings for pair in ceiling.pairs)
    for one, other in (*selection.together, *selection.requires, *selection.excludes, *paid_together):
        leader[find(other)] = find(one)
    parts: dict[int, set[int]] = {}
    for item in selection.worth:
        parts.setdefault(find(item), set()).add(item)
    return [frozenset(part) for part in parts.values()]


# ---------------------------------------------------------------- every choice


def best_alone(part: Selection) -> frozenset[int]:
    """The best of all choices in one part, ceilings aside."""
    if len(part.worth) == 1:
        return frozenset(item for item, worth in part.worth.items() if worth > 0)
    choices, values = _permitted(part)
    return _chosen(part, choices[int(np.argmax(values))])


def _permitted(part: Selection) -> tuple[NDArray[np.bool_], NDArray[Any]]:
    """Every choice in a part that its links permit, and what it is worth."""
    choices = _choices(len(part.worth))
    place = _places(part)
    holds = np.ones(len(choices), dtype=bool)
    for i, j in part.requires:
        holds &= ~choices[:, place[i]] | choices[:, place[j]]
    for i, j in part.excludes:
        holds &= ~(choices[:, place[i]] & choices[:, place[j]])
    kept = choices[holds]
    return kept, _amounts(kept, part.worth, part.together, part)


def _chosen(part: Selection, choice: NDArray[np.bool_]) -> frozenset[int]:
    return frozenset(item for item, place in _places(part).items() if choice[place])


def _places(part: Selection) -> dict[int, int]:
    return {item: place for place, item in enumerate(sorted(part.worth))}


@lru_cache(MOST_ITEMS + 1)
def _choices(size: int) -> NDArray[np.bool_]:
    """Every choice among so many items, one row each."""
    return (np.arange(1 << size)[:, None] >> np.arange(size) & 1).astype(bool)


def _amounts(
    choices: NDArray[np.bool_], items: Mapping[int, int], pairs: Mapping[Pair, int], part: Selection
) -> NDArray[Any]:
    """What each choice adds up to, in Python integers where 63 bits are not enough."""
    place = _places(part)
    reach = sum(abs(w) for w in (*items.values(), *pairs.values()))
    dtype = np.int64 if reach < SAFE else object
    total = np.zeros(len(choices), dtype=dtype)
    for item, weight in items.items():
        total += choices[:, place[item]].astype(dtype) * weight
    for (i, j), weight in pairs.items():
        total += (choices[:, place[i]] & choices[:, place[j]]).astype(dtype) * weight
    return total


def _within(pairs: Mapping[Pair, int], kept: frozenset[int]) -> dict[Pair, int]:
    return {pair: weight for pair, weight in pairs.items() if kept.issuperset(pair)}


def _sum(items: Mapping[int, int], pairs: Mapping[Pair, int], chosen: frozenset[int]) -> int:
    own = sum(weight for item, weight in items.items() if item in chosen)
    return own + sum(weight for pair, weight in pairs.items() if chosen.issuperset(pair))
