"""The best choice among a few items, proven: the small problems that come by the thousand.

    maximise    sum of worth x_i + sum of together x_i x_j           whole numbers of any size
    subject to  x_i <= x_j                 requires
                x_i + x_j <= 1             excludes
                sum of weights <= bound    ceilings, over items and pairs

Choosing nothing is always permitted. Most of these problems fall apart into little ones that are
looked at in full; the others are solved by one engine, and another one finds nothing better.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from mcda.optimise.engines import Clock, Engine, Solution
from mcda.optimise.linear import Bounds, LinearForm, Term, in_stages

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


@dataclass(frozen=True)
class Choice:
    """What was chosen, what it is worth, and who found nothing better."""

    chosen: frozenset[int]
    value: int
    verified: str
    """`enumeration`, the name of an engine, or `no`."""


def best_choice(selection: Selection, engines: tuple[Engine, Engine], clock: Clock) -> Choice:
    """The best choice: looked at in full where that is possible, else by the two engines."""
    narrow = _narrowed(selection)
    if all(len(part) <= MOST_ITEMS for part in _parts(narrow, bound=False)):
        chosen = _apart(replace(narrow, ceilings=()), bound=False)
        if narrow.admits(chosen):
            return Choice(chosen, narrow.value(chosen), "enumeration")
    if all(len(part) <= MOST_ITEMS for part in _parts(narrow, bound=True)):
        chosen = _apart(narrow, bound=True)
        return Choice(chosen, narrow.value(chosen), "enumeration")
    return _contested(narrow, engines, clock)


# ---------------------------------------------------------------- what need not be asked


def _narrowed(selection: Selection) -> Selection:
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
    relieving = {item for c in selection.ceilings for item, weight in c.items.items() if weight < 0}
    relieving |= {
        item for c in selection.ceilings for pair, w in c.pairs.items() if w < 0 for item in pair
    }
    return frozenset(item for item, worth in most.items() if worth <= 0) - wanted - relieving


def _parts(selection: Selection, *, bound: bool) -> list[frozenset[int]]:
    """Sets of items that have nothing to do with each other; ceilings count if `bound`."""
    leader = {item: item for item in selection.worth}

    def find(item: int) -> int:
        while leader[item] != item:
            item = leader[item]
        return item

    ties: list[Iterable[int]] = [*selection.together, *selection.requires, *selection.excludes]
    if bound:
        ties += [[*c.items, *(item for pair in c.pairs for item in pair)] for c in selection.ceilings]
    for tie in ties:
        first, *others = tie
        for other in others:
            leader[find(other)] = find(first)
    parts: dict[int, set[int]] = {}
    for item in selection.worth:
        parts.setdefault(find(item), set()).add(item)
    return [frozenset(part) for part in parts.values()]


# ---------------------------------------------------------------- every choice


def _apart(selection: Selection, *, bound: bool) -> frozenset[int]:
    """The best choice in each part."""
    best = (_enumerated(selection.among(part)) for part in _parts(selection, bound=bound))
    return frozenset().union(*best)


def _enumerated(part: Selection) -> frozenset[int]:
    """The best of all choices; of several the one with the smallest number."""
    items = sorted(part.worth)
    if len(items) == 1 and not part.ceilings:
        return frozenset(items) if part.worth[items[0]] > 0 else frozenset()
    place = {item: k for k, item in enumerate(items)}
    choices = _choices(len(items))
    permitted = np.ones(len(choices), dtype=bool)
    for i, j in part.requires:
        permitted &= ~choices[:, place[i]] | choices[:, place[j]]
    for i, j in part.excludes:
        permitted &= ~(choices[:, place[i]] & choices[:, place[j]])
    for ceiling in part.ceilings:
        permitted &= _amounts(choices, ceiling.items, ceiling.pairs, place) <= ceiling.bound
    value = _amounts(choices, part.worth, part.together, place)
    open_choices = np.flatnonzero(permitted)
    best = choices[open_choices[int(np.argmax(value[open_choices]))]]
    return frozenset(item for item, k in place.items() if best[k])


@lru_cache(MOST_ITEMS + 1)
def _choices(size: int) -> NDArray[np.bool_]:
    """Every choice among so many items, one row each."""
    return (np.arange(1 << size)[:, None] >> np.arange(size) & 1).astype(bool)


def _amounts(
    choices: NDArray[np.bool_],
    items: Mapping[int, int],
    pairs: Mapping[Pair, int],
    place: dict[int, int],
) -> NDArray[np.int64] | NDArray[np.object_]:
    """What each choice adds up to, in Python integers where 63 bits are not enough."""
    reach = sum(abs(w) for w in (*items.values(), *pairs.values()))
    dtype = np.int64 if reach < SAFE else object
    total = np.zeros(len(choices), dtype=dtype)
    for item, weight in items.items():
        total += choices[:, place[item]].astype(dtype) * weight
    for (i, j), weight in pairs.items():
        total += (choices[:, place[i]] & choices[:, place[j]]).astype(dtype) * weight
    return total


# ---------------------------------------------------------------- two engines


def _contested(selection: Selection, engines: tuple[Engine, Engine], clock: Clock) -> Choice:
    """One engine's best, until the other one finds nothing that is worth one more.

    What an engine returns counts only if it is permitted and worth more in whole numbers.
    """
    form, terms = _formulated(selection)
    best, value = frozenset[int](), 0
    asked, other = engines
    finder = asked
    items = sorted(selection.worth)
    while not clock.over:
        solution = _ask(form.plus(terms, ">=", value + 1), terms, asked, clock)
        if solution.status == "infeasible" and asked is not finder:
            return Choice(best, value, asked.name)
        if solution.status == "infeasible":
            asked, other = other, asked
            continue
        if solution.x is None:
            break
        found = frozenset(item for k, item in enumerate(items) if solution.x[k])
        if selection.admits(found) and selection.value(found) > value:
            best, value, finder = found, selection.value(found), asked
            asked, other = other, asked
        else:
            cut = [Term(k, 1 if item in found else -1) for k, item in enumerate(items)]
            form = form.plus(cut, "<=", len(found) - 1)
    return Choice(best, value, "no")


def _ask(form: LinearForm, terms: Sequence[Term], engine: Engine, clock: Clock) -> Solution:
    """The best by the leading digits of the objective: what it misses, the next question asks for."""
    form, stages = in_stages(form, terms)
    return engine.solve(form.maximising(stages[0].terms), clock)


def _formulated(selection: Selection) -> tuple[LinearForm, list[Term]]:
    """The rows, and the objective of any size. Products are bounded from both sides."""
    items = sorted(selection.worth)
    pairs = sorted({*selection.together, *(pair for c in selection.ceilings for pair in c.pairs)})
    place = {item: k for k, item in enumerate(items)}
    product = {pair: len(items) + k for k, pair in enumerate(pairs)}
    size = len(items) + len(pairs)
    names = tuple(f"x{k}" for k in range(size))
    form = LinearForm(names, (Bounds(0, 1),) * size, np.zeros(size, dtype=np.int64), ())
    for (i, j), z in product.items():
        form = form.plus([Term(z, 1), Term(place[i], -1)], "<=", 0)
        form = form.plus([Term(z, 1), Term(place[j], -1)], "<=", 0)
        form = form.plus([Term(place[i], 1), Term(place[j], 1), Term(z, -1)], "<=", 1)
    for i, j in selection.requires:
        form = form.plus([Term(place[i], 1), Term(place[j], -1)], "<=", 0)
    for i, j in selection.excludes:
        form = form.plus([Term(place[i], 1), Term(place[j], 1)], "<=", 1)
    for ceiling in selection.ceilings:
        form = form.plus([*_terms(ceiling.items, ceiling.pairs, place, product)], "<=", ceiling.bound)
    return form, [*_terms(selection.worth, selection.together, place, product)]


def _terms(
    items: Mapping[int, int], pairs: Mapping[Pair, int], place: dict[int, int], product: dict[Pair, int]
) -> Iterator[Term]:
    yield from (Term(place[item], weight) for item, weight in items.items() if weight)
    yield from (Term(product[pair], weight) for pair, weight in pairs.items() if weight)


def _within(pairs: Mapping[Pair, int], kept: frozenset[int]) -> dict[Pair, int]:
    return {pair: weight for pair, weight in pairs.items() if kept.issuperset(pair)}


def _sum(items: Mapping[int, int], pairs: Mapping[Pair, int], chosen: frozenset[int]) -> int:
    own = sum(weight for item, weight in items.items() if item in chosen)
    return own + sum(weight for pair, weight in pairs.items() if chosen.issuperset(pair))
