"""Label enumeration: every choice among a few dozen items, looked at or bounded, in whole numbers.

For any multipliers m >= 0 of the rows, a choice x is worth exactly

    bound - sum over items and pairs of what their reduced worth loses - sum of m_row slack_row

(Lagrangian duality), and nothing in it is negative. Choices that lose less than a limit are listed,
item by item; the limit grows until the best one listed is worth as much as anything beyond it could
be. Multipliers come from a linear solver, but only decide how long the list is: they are rounded to
whole numbers first, and all the rest is exact.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from mcda.optimise.selection import Pair, Selection

Integers = NDArray[np.int64]
MOST_LABELS = 100_000
ROOM = 2**55
"""All amounts, times the scale of the multipliers, stay below this."""
FORBIDDEN = 2 * ROOM
FIRST = 1024
"""The first limit is this part of the bound."""
GROWTH = 2


class Row(NamedTuple):
    """`sum of terms <= bound` over the variables: items, then pairs."""

    terms: dict[int, int]
    bound: int


def best_by_labels(selection: Selection) -> frozenset[int] | None:
    """The best choice; None where the list would be too long, or amounts are too large."""
    model = _Model(selection)
    multipliers, scale = model.multipliers()
    if multipliers is None:
        return None
    losses = _Losses(model, multipliers, scale)
    limit = max(1, losses.bound // FIRST)
    while limit < ROOM:
        labels = _listed(model, losses, limit)
        if labels is None:
            return None
        limit *= GROWTH
        if len(labels):
            best = model.best(labels)
            missing = losses.bound - scale * selection.value(best)
            if missing <= limit // GROWTH:
                return best
            limit = min(limit, missing)
    return None


@dataclass(frozen=True)
class _Model:
    """A selection as rows over items and pairs of items."""

    selection: Selection

    @cached_property
    def items(self) -> tuple[int, ...]:
        return tuple(sorted(self.selection.worth))

    @cached_property
    def place(self) -> dict[int, int]:
        return {item: place for place, item in enumerate(self.items)}

    @cached_property
    def pairs(self) -> tuple[Pair, ...]:
        """Pairs that add something, by place of their items."""
        tied = {*self.selection.together, *(p for c in self.selection.ceilings for p in c.pairs)}
        return tuple(sorted((self.place[i], self.place[j]) for i, j in tied))

    @cached_property
    def links(self) -> tuple[tuple[Pair, Row], ...]:
        """Rows of links, each about two items."""
        place = self.place
        requires = [((place[i], place[j]), 1, -1, 0) for i, j in self.selection.requires]
        excludes = [((place[i], place[j]), 1, 1, 1) for i, j in self.selection.excludes]
        return tuple((p, Row({p[0]: a, p[1]: b}, most)) for p, a, b, most in (*requires, *excludes))

    @cached_property
    def products(self) -> tuple[tuple[Pair, Row], ...]:
        """Rows that make the variable of a pair the product of its items, from both sides."""
        found = []
        for number, (i, j) in enumerate(self.pairs, len(self.items)):
            rows = (Row({number: 1, i: -1}, 0), Row({number: 1, j: -1}, 0))
            found += [((i, j), row) for row in (*rows, Row({i: 1, j: 1, number: -1}, 1))]
        return tuple(found)

    @cached_property
    def ceilings(self) -> tuple[Row, ...]:
        return tuple(
            Row({**self._by_place(c.items), **self._by_pair(c.pairs)}, c.bound)
            for c in self.selection.ceilings
        )

    @cached_property
    def worth(self) -> list[int]:
        """Of items, then of pairs."""
        terms = {**self._by_place(self.selection.worth), **self._by_pair(self.selection.together)}
        return [terms.get(k, 0) for k in range(len(self.items) + len(self.pairs))]

    def _by_place(self, items: Any) -> dict[int, int]:
        return {self.place[item]: weight for item, weight in items.items()}

    def _by_pair(self, pairs: Any) -> dict[int, int]:
        number = {pair: k for k, pair in enumerate(self.pairs, len(self.items))}
        return {number[self.place[i], self.place[j]]: weight for (i, j), weight in pairs.items()}

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        return (*(row for _, row in (*self.links, *self.products)), *self.ceilings)

    def best(self, labels: NDArray[np.bool_]) -> frozenset[int]:
        """The choice of greatest worth among labels (a row each, items by place)."""
        worth: Any = labels @ np.array(self.worth[: len(self.items)], dtype=np.int64)
        for (i, j), more in zip(self.pairs, self.worth[len(self.items) :], strict=True):
            worth = worth + np.where(labels[:, i] & labels[:, j], more, 0)
        taken = labels[int(np.argmax(worth))]
        return frozenset(item for item, place in self.place.items() if taken[place])

    def multipliers(self) -> tuple[list[int] | None, int]:
        """Whole multipliers of the rows, near the best ones, and how many make one; None if none do."""
        from scipy.optimize import linprog

        matrix = np.zeros((len(self.rows), len(self.worth)))
        for number, row in enumerate(self.rows):
            matrix[number, list(row.terms)] = list(row.terms.values())
        bounds = np.array([row.bound for row in self.rows], dtype=float)
        worth = np.array(self.worth, dtype=float)
        solved = linprog(-worth, matrix, bounds, bounds=(0, 1), method="highs")
        if not solved.success:
            return None, 1
        dual = np.maximum(0.0, -solved.ineqlin.marginals)
        size = float(abs(worth).sum() + dual @ (abs(matrix).sum(axis=1) + bounds))
        scale = int(ROOM / max(size, 1.0))
        return ([round(m * scale) for m in dual.tolist()], scale) if scale else (None, 1)


class _Losses:
    """What is lost beside the bound: by item and choice, by two items and their choices."""

    def __init__(self, model: _Model, multipliers: Sequence[int], scale: int) -> None:
        reduced = [worth * scale for worth in model.worth]
        for row, m in zip(model.rows, multipliers, strict=True):
            for variable, weight in row.terms.items():
                reduced[variable] -= m * weight
        size = len(model.items)
        pairs = zip(model.rows, multipliers, strict=True)
        self.bound = sum(m * row.bound for row, m in pairs) + sum(max(0, r) for r in reduced)
        self.items = [(max(0, r), max(0, -r)) for r in reduced[:size]]
        """Lost by leaving an item out, and by taking it."""
        self.ties: dict[Pair, Integers] = {}
        """Lost by the choices on two items, by the choice on each."""
        for pair, r in zip(model.pairs, reduced[size:], strict=True):
            table = self._table(pair)
            table += max(0, r)
            table[1, 1] += max(0, -r) - max(0, r)
        two_by_two = (*model.links, *model.products)
        for (pair, row), m in zip(two_by_two, multipliers, strict=False):
            self._slack(pair, row, m)

    def _table(self, pair: Pair) -> Integers:
        return self.ties.setdefault(pair, np.zeros((2, 2), dtype=np.int64))

    def between(self, item: int, done: set[int]) -> Iterator[tuple[int, Integers]]:
        """Items already decided that are tied to this one, with losses by its choice, then theirs."""
        for (i, j), table in self.ties.items():
            if i == item and j in done:
                yield j, table
            elif j == item and i in done:
                yield i, table.T

    def _slack(self, pair: Pair, row: Row, m: int) -> None:
        """What a row about two items loses by its slack; what it forbids."""
        table = self._table(pair)
        for one in (0, 1):
            for other in (0, 1):
                value = {pair[0]: one, pair[1]: other}
                left = sum(w * value.get(v, one * other) for v, w in row.terms.items())
                table[one, other] += m * (row.bound - left) if left <= row.bound else FORBIDDEN
        np.minimum(table, FORBIDDEN, out=table)


class _Room:
    """What is left below the ceilings once the least that is still to be spent is set aside."""

    def __init__(self, model: _Model) -> None:
        size = len(model.worth)
        self._weights = np.zeros((size, len(model.ceilings)), dtype=np.int64)
        for number, row in enumerate(model.ceilings):
            self._weights[list(row.terms), number] = list(row.terms.values())
        self._least = np.minimum(self._weights, 0)
        bounds = np.array([row.bound for row in model.ceilings], dtype=np.int64)
        self.at_first = (bounds - self._least.sum(axis=0))[None, :]
        self._number = {pair: k for k, pair in enumerate(model.pairs, len(model.items))}

    def spent(self, variable: int, taken: Any) -> Any:
        """What a variable spends beyond its least, where it is taken and where not."""
        return np.multiply.outer(taken, self._weights[variable]) - self._least[variable]

    def pairs(self, item: int, done: set[int]) -> Iterator[tuple[int, int]]:
        """The other item, and the variable, of the pairs that this item completes."""
        for pair, number in self._number.items():
            if item in pair and self._weights[number].any():
                other = pair[0] if pair[1] == item else pair[1]
                if other in done:
                    yield other, number


def _listed(model: _Model, losses: _Losses, limit: int) -> NDArray[np.bool_] | None:
    """All choices within the ceilings that lose at most `limit`; None if they are too many.

    Items on which most can be lost are decided first; what pairs lose and spend counts with the
    later of their items.
    """
    room = _Room(model)
    labels = np.zeros((1, len(model.items)), dtype=bool)
    lost, left = np.zeros(1, dtype=np.int64), room.at_first
    done: set[int] = set()
    for item in sorted(range(len(model.items)), key=lambda k: -max(losses.items[k])):
        branches = []
        for taken in (0, 1):
            more = lost + losses.items[item][taken]
            for other, table in losses.between(item, done):
                more = np.minimum(more + table[taken][labels[:, other].astype(np.intp)], FORBIDDEN)
            kept = np.flatnonzero(more <= limit)
            rest = left[kept] - room.spent(item, taken)
            for other, variable in room.pairs(item, done):
                rest -= room.spent(variable, taken * labels[kept, other].astype(np.int64))
            fits = (rest >= 0).all(axis=1)
            branch = labels[kept[fits]]
            branch[:, item] = taken
            branches.append((branch, more[kept[fits]], rest[fits]))
        labels, lost, left = (np.concatenate(both) for both in zip(*branches, strict=True))
        if len(labels) > MOST_LABELS:
            return None
        done.add(item)
    return labels
