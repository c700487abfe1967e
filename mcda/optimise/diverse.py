"""Portfolios nearly as good as the best that differ from each other as much as possible.

Everything within the tolerance is listed where that is little; then the answer is exact
(`mcda.optimise.dispersion`). Where it is much, portfolios are added one by one, each as far as
possible from those taken (proven). The radius r of the last gives a bound: everything lies within r of
the k - 1 before it, so that of any k two are nearest to the same, and at most 2 r apart (Gonzalez
1985). What is open between the two is then asked of one model that holds k - 1 portfolios at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from mcda.optimise.dispersion import Sets, dispersed, distances_between, most_apart
from mcda.optimise.engines import Clock, heeding_ctrl_c
from mcda.optimise.linear import Bounds, LinearForm, SmallRow, Term
from mcda.optimise.programme import Programme, terms_of
from mcda.optimise.prove import Pair
from mcda.optimise.ranked import actions_of, flips, other_than
from mcda.optimise.search import is_empty, maximise, patience_after
from mcda.portfolio.enumeration import MOST_COMBINATIONS, Enumeration
from mcda.rules.curved import Target
from mcda.rules.orders import Least

Chosen = frozenset[str]
Point = NDArray[np.int64]
MOST_LISTED = 2_000
"""Sets of actions that are listed by enumeration before the list is given up."""
MOST_SOLVED = 40
"""Sets of actions that are listed by an engine, one by one."""


@dataclass(frozen=True)
class Diverse:
    """Portfolios of which the first was given, and how far apart they are."""

    chosen: tuple[Chosen, ...]
    """What they take, in the order in which they were found."""
    distance: int | None
    """Actions that the two most alike do not share; None for a single portfolio."""
    bound: int | None
    """No as many portfolios within the tolerance, the first among them, are farther apart."""
    complete: bool
    """As many as were asked for, or all there are."""

    @property
    def exact(self) -> bool:
        """Whether nothing differs more."""
        return self.complete and self.distance == self.bound


def most_different(
    programme: Programme, objective: Target, best: Chosen, k: int, pair: Pair, clock: Clock
) -> Diverse:
    """The best portfolio and k - 1 others of a programme that holds nothing but near-optimal ones.

    Of several portfolios with the same actions any may stand for them.
    """
    with heeding_ctrl_c(clock):
        pool, whole = _listed(programme, objective, best, pair, clock) if k > 1 else ([best], True)
        if whole:
            return _of_a_list(programme, pool, k, clock)
        return _searched(programme, best, k, pair, clock)


def _of_a_list(programme: Programme, pool: Sequence[Chosen], k: int, clock: Clock) -> Diverse:
    """The k of everything there is."""
    sets = _as_sets(programme, pool)
    if len(pool) <= k:
        distance = _smallest(sets)
        return Diverse(tuple(pool), distance, distance, True)
    if k == 1:
        return Diverse((pool[0],), None, None, True)
    found = dispersed(sets, k, clock)
    return Diverse(tuple(pool[row] for row in found.rows), found.distance, found.bound, True)


def _as_sets(programme: Programme, pool: Iterable[Chosen]) -> Sets:
    actions = list(programme.scores.actions)
    return np.array([[action in chosen for action in actions] for chosen in pool], dtype=bool)


def _smallest(sets: Sets) -> int | None:
    if len(sets) < 2:
        return None
    return int(distances_between(sets)[np.triu_indices(len(sets), 1)].min())


def _listed(
    programme: Programme, objective: Target, best: Chosen, pair: Pair, clock: Clock
) -> tuple[list[Chosen], bool]:
    """Portfolios of different actions, the best first; whether these are all there are."""
    if programme.scores.combinations <= MOST_COMBINATIONS:
        return _enumerated(programme, best)
    pool, first = [best], pair[0]
    others = programme.plus(other_than(programme.q, actions_of(programme, best)))
    while len(pool) < MOST_SOLVED:
        found = maximise(others, objective, first, clock)
        if found.status == "infeasible":
            patience = clock.within(patience_after(1))
            return pool, is_empty(others, pair[1], patience)
        if found.chosen is None:
            break
        pool.append(found.chosen)
        others = others.plus(other_than(programme.q, actions_of(programme, found.chosen)))
    return pool, False


def _enumerated(programme: Programme, best: Chosen) -> tuple[list[Chosen], bool]:
    pool = {actions_of(programme, best): best}
    for chosen in Enumeration(programme.columns, programme.relations).feasible():
        pool.setdefault(actions_of(programme, chosen), chosen)
        if len(pool) > MOST_LISTED:
            return list(pool.values()), False
    return list(pool.values()), True


# ---------------------------------------------------------------- without a list


def _searched(programme: Programme, best: Chosen, k: int, pair: Pair, clock: Clock) -> Diverse:
    """One by one, each as far from the others as possible; then all at once, as far as time allows."""
    taken, radius, reach = [best], None, 0
    while len(taken) < k:
        found = maximise(programme, _distance(programme, taken), pair[0], clock)
        if found.status == "infeasible" or found.level == 0:
            distance = _smallest(_as_sets(programme, taken))
            return Diverse(tuple(taken), distance, distance, True)
        if found.chosen is None or found.bound is None:
            return Diverse(tuple(taken), _smallest(_as_sets(programme, taken)), None, False)
        radius = int(found.bound)
        reach = reach or radius
        taken.append(found.chosen)
    bound = min(2 * (radius or 0), reach, most_apart(len(programme.scores.actions), k))
    taken = _exchanged(programme, taken, bound, pair, clock)
    return _closed(programme, taken, bound, pair, clock)


def _distance(programme: Programme, taken: Sequence[Chosen]) -> Target:
    """How far a portfolio is from the nearest of several."""
    actions = programme.scores.actions
    parts = tuple(flips(programme.q, chosen, actions) for chosen in taken)
    return parts[0] if len(parts) == 1 else Least(parts, (Fraction(1),) * len(parts))


def _exchanged(
    programme: Programme, taken: list[Chosen], bound: int, pair: Pair, clock: Clock
) -> list[Chosen]:
    """Each but the best exchanged for one farther from the others, while that brings them apart."""
    distance = _smallest(_as_sets(programme, taken)) or 0
    improved = True
    while improved and distance < bound and not clock.over:
        improved = False
        for place in range(1, len(taken)):
            others = taken[:place] + taken[place + 1 :]
            found = maximise(programme, _distance(programme, others), pair[0], clock)
            if found.chosen is None:
                continue
            moved = [*others[:place], found.chosen, *others[place:]]
            reached = _smallest(_as_sets(programme, moved)) or 0
            if reached > distance:
                taken, distance, improved = moved, reached, True
    return taken


def _closed(programme: Programme, taken: list[Chosen], bound: int, pair: Pair, clock: Clock) -> Diverse:
    """Farther apart than this? Asked of one model of all portfolios but the best, until nobody knows."""
    patience = clock.within(patience_after(1))
    distance = _smallest(_as_sets(programme, taken)) or 0
    while distance < bound:
        copies = _Copies(programme, taken[0], len(taken) - 1, distance + 1)
        solution = pair[0].solve(copies.form, patience)
        if solution.status == "infeasible":
            bound = distance
        if solution.x is None:
            break
        found = [programme.chosen(x) for x in copies.parts(solution.x)]
        wrong = [chosen for chosen in found if not programme.admits(chosen)]
        if not wrong:
            taken = [taken[0], *found]
            distance = _smallest(_as_sets(programme, taken)) or 0
        for chosen in wrong:
            programme = programme.tighter(chosen)
    return Diverse(tuple(taken), distance, bound, True)


class _Copies:
    """Several portfolios in one form, pairwise so far apart, and as far from the best."""

    def __init__(self, programme: Programme, best: Chosen, number: int, apart: int) -> None:
        self._size, self._number = programme.form.size, number
        one, columns = programme.form, programme.columns
        self._places = [columns.position[action] for action in programme.scores.actions]
        self.form = _repeated(one, number)
        actions = programme.scores.actions
        away = columns.combination(flips(programme.q, best, actions))
        for copy in range(number):
            terms = [Term(v + copy * self._size, c) for v, c in terms_of(away)]
            self.form = self.form.plus(terms, ">=", apart - away.constant)
        for copy in range(number):
            for other in range(copy):
                self._differ(other, copy, apart)

    def _differ(self, one: int, other: int, apart: int) -> None:
        """Two portfolios differ in at least so many actions."""
        switches = []
        for place in self._places:
            a, b = place + one * self._size, place + other * self._size
            switch = self.form.size
            self.form = self.form.with_variable(f"differ{switch}", Bounds(0, 1))
            self.form = self.form.plus([Term(switch, 1), Term(a, -1), Term(b, -1)], "<=", 0)
            self.form = self.form.plus([Term(switch, 1), Term(a, 1), Term(b, 1)], "<=", 2)
            switches.append(Term(switch, 1))
        self.form = self.form.plus(switches, ">=", apart)

    def parts(self, x: Point) -> list[Point]:
        """The solution of each portfolio."""
        return [x[copy * self._size : (copy + 1) * self._size] for copy in range(self._number)]


def _repeated(form: LinearForm, number: int) -> LinearForm:
    """The same variables and rows several times over, without an objective."""
    size = form.size
    rows = tuple(
        SmallRow(tuple(Term(v + copy * size, c) for v, c in row.terms), row.sense, row.bound)
        for copy in range(number)
        for row in form.rows
    )
    return replace(
        form,
        names=tuple(f"{name}_{copy}" for copy in range(number) for name in form.names),
        bounds=form.bounds * number,
        objective=np.zeros(size * number, dtype=np.int64),
        rows=rows,
        loose=frozenset(v + copy * size for copy in range(number) for v in form.loose),
    )
