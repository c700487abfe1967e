"""The best choice of a selection, proven: by looking at everything where that is possible."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from mcda.optimise.engines import Clock, Engine, Solution
from mcda.optimise.labels import best_by_labels
from mcda.optimise.linear import Bounds, LinearForm, Term, in_stages
from mcda.optimise.selection import MOST_ITEMS, Pair, Selection, apart, best_alone, narrowed


@dataclass(frozen=True)
class Choice:
    """What was chosen, what it is worth, and who found nothing better."""

    chosen: frozenset[int]
    value: int
    verified: str
    """`enumeration`, the name of an engine, or `no`."""


def best_choice(selection: Selection, engines: tuple[Engine, Engine], clock: Clock) -> Choice:
    """The best choice.

    What falls apart into little parts is looked at in full, ceilings aside; if that breaks a ceiling, or
    a part is large, all choices are listed or bounded by labels; if they are too many, one engine
    solves and the other finds nothing better.
    """
    narrow = narrowed(selection)
    parts = [narrow.among(part) for part in apart(narrow)]
    if all(len(part.worth) <= MOST_ITEMS for part in parts):
        chosen = frozenset[int]().union(*(best_alone(part) for part in parts))
        if narrow.admits(chosen):
            return Choice(chosen, narrow.value(chosen), "enumeration")
    listed = best_by_labels(narrow)
    if listed is not None:
        return Choice(listed, narrow.value(listed), "enumeration")
    return _contested(narrow, engines, clock)


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
