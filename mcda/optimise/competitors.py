"""Competitors of a portfolio (PROBE: Lourenço, Morton, Bana e Costa 2012).

A competitor satisfies all rules, can cost no more than the proposed portfolio (what enters at its
lowest cost, what leaves at its highest) and is worth more for some admissible data. A gain is linear in
the weights and greatest at an extreme point: one solve for each decides whether there is any.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np

from mcda.optimise.engines import Clock, Engine
from mcda.optimise.guards import another, row_of
from mcda.optimise.programme import Programme
from mcda.optimise.search import Found, contest, verify
from mcda.optimise.uncertain import UncertainModel
from mcda.portfolio.columns import Integers
from mcda.portfolio.dominance import Dominance, Worth
from mcda.portfolio.enumeration import MOST_COMBINATIONS, Enumeration
from mcda.portfolio.portfolio import Proof, assemble
from mcda.portfolio.tally import Tally
from mcda.rules.curved import Target, reaches

Range = tuple[Fraction, Fraction]
"""Least and greatest."""


@dataclass(frozen=True)
class Competitor:
    """A portfolio that may be better. Differences are proposed minus competitor."""

    actions: tuple[str, ...]
    value: Range
    """In points."""
    cost: Range
    """In money."""


@dataclass(frozen=True)
class Competition:
    """The competitors of a portfolio, the most threatening first."""

    proposed: tuple[str, ...]
    competitors: tuple[Competitor, ...]
    number: int | None
    """How many there are in all; None where they were not all looked at."""
    robust: bool | None
    """Whether there is none; None where that is not proven."""
    verified: str
    """Who else found that: `enumeration`, an engine, or `no`."""
    broken: tuple[str, ...] = ()
    """Rules that the proposed portfolio does not meet: whatever its value, it is no choice."""


def competition(
    model: UncertainModel, proposed: frozenset[str], most: int, pair: tuple[Engine, Engine], clock: Clock
) -> Competition:
    """The `most` threatening competitors of a portfolio, given by its options."""
    if model.programme.scores.combinations <= MOST_COMBINATIONS:
        found = _by_enumeration(_Case(model, proposed), most)
    else:
        found = by_solves(model, proposed, most, pair, clock)
    broken = _broken(model, proposed)
    return replace(found, broken=broken, robust=False) if broken else found


def _broken(model: UncertainModel, proposed: frozenset[str]) -> tuple[str, ...]:
    """Rules that a portfolio does not meet, at the costs of the model."""
    portfolio = assemble(model.programme.scores, proposed, Proof("judged"))
    return tuple(found.rule for found in portfolio.verdicts if not found.holds)


@dataclass(frozen=True)
class _Case:
    """A proposed portfolio in a model."""

    model: UncertainModel
    proposed: frozenset[str]

    @property
    def programme(self) -> Programme:
        return self.model.programme

    @property
    def by_value(self) -> Dominance:
        """Without the cost, where it is a criterion: a competitor is worth more."""
        whole = self.model.dominance
        return replace(whole, extremes=tuple(e for e in whole.extremes if not e.is_cost))

    @property
    def actions(self) -> tuple[str, ...]:
        return tuple(sorted(self.proposed & self.programme.scores.actions.keys()))

    def decisions(self, chosen: frozenset[str]) -> Mapping[int, int]:
        return self.programme.columns.decisions(Tally(self.programme.scores, chosen))

    def told(self, rows: Integers) -> tuple[Competitor, ...]:
        """Portfolios as competitors, the most threatening first."""
        value = list(_differences(self.by_value, rows, row_of(self.model, self.proposed)))
        cost = list(_differences(self.model.outlay, rows, row_of(self.model, self.proposed), -1))
        place = self.programme.columns.position
        names = [
            tuple(a for a in self.programme.scores.actions if row[place[a]]) for row in rows.tolist()
        ]
        found = [Competitor(*item) for item in zip(names, value, cost, strict=True)]
        return tuple(sorted(found, key=lambda c: (c.value, c.cost, c.actions)))


def _differences(by: Dominance, rows: Integers, proposed: Integers, sign: int = 1) -> Iterator[Range]:
    """Least and greatest difference of the proposed portfolio to each other one."""
    of, over = by.worth(rows), by.worth(proposed)
    units = [by.unit(extreme) * sign for extreme in by.extremes]
    for best, worst in zip(by.advantage(of, over).tolist(), by.setback(of, over).tolist(), strict=True):
        ends = [-gain * unit for gains in (best, worst) for gain, unit in zip(gains, units, strict=True)]
        yield min(ends), max(ends)


def _by_enumeration(case: _Case, most: int) -> Competition:
    """Every portfolio looked at."""
    programme, by, outlay = case.programme, case.by_value, case.model.outlay
    proposed = row_of(case.model, case.proposed)
    worth, paid = by.worth(proposed), outlay.worth(proposed)
    found: list[Integers] = []
    for rows in Enumeration(programme.columns, programme.relations).admitted():
        affordable = (outlay.advantage(outlay.worth(rows), paid) >= 0).all(axis=1)
        better = (by.advantage(by.worth(rows), worth) > 0).any(axis=1)
        found.append(rows[affordable & better])
    rows = np.concatenate([proposed[:0], *found])
    rows = rows[np.unique(rows[:, : len(programme.scores.actions)], axis=0, return_index=True)[1]]
    told = case.told(_strongest(by, rows, worth, most))
    return Competition(case.actions, told[:most], len(rows), not len(rows), "enumeration")


def _strongest(by: Dominance, rows: Integers, over: Worth, most: int) -> Integers:
    """The rows that gain most, and those that gain as much as the last of them."""
    gains = by.advantage(by.worth(rows), over).astype(float) * [float(by.unit(e)) for e in by.extremes]
    best = gains.max(axis=1, initial=0)
    if len(rows) <= most:
        return rows
    least = np.sort(best)[-most]
    return np.asarray(rows[best >= least - 1e-6 * abs(least)])


def by_solves(
    model: UncertainModel, proposed: frozenset[str], most: int, pair: tuple[Engine, Engine], clock: Clock
) -> Competition:
    """At each extreme point the portfolio that gains most; what was found is cut off, and again."""
    case = _Case(model, proposed)
    decisions, outlay = case.decisions(case.proposed), case.model.outlay
    cheap = reaches("cost", outlay.best_case(outlay.extremes[0], decisions), Fraction(0))
    fair = case.programme.plus(cheap)
    by_value = case.by_value
    aims = [by_value.best_case(extreme, decisions) for extreme in by_value.extremes]
    rivals = [_rival(fair, aim, pair, clock) for aim in aims]
    found: list[frozenset[str]] = []
    while len(found) < most and not any(rival.open for rival in rivals):
        best = max(rivals, key=lambda rival: (rival.level is not None, rival.level or 0))
        if best.chosen is None:
            break
        taken = best.chosen
        found.append(taken)
        if len(found) == most:
            break
        fair = fair.plus(another(case.model, taken))
        rivals = [
            _rival(fair, aim, pair, clock) if _same(case, rival.chosen, taken) else rival
            for aim, rival in zip(aims, rivals, strict=True)
        ]
    found += [r.chosen for r in rivals if r.open and r.chosen is not None and r.chosen not in found]
    rows = np.concatenate(
        [row_of(case.model, case.proposed)[:0], *(row_of(case.model, chosen) for chosen in found)]
    )
    exhausted = not any(rival.open or rival.chosen is not None for rival in rivals)
    robust = False if found else (True if exhausted else None)
    opinions = {rival.verified for rival in rivals}
    verified = "no" if "no" in opinions else min(opinions, default="no")
    return Competition(
        case.actions, case.told(rows), len(found) if exhausted else None, robust, verified
    )


@dataclass(frozen=True)
class _Rival:
    """The portfolio that gains most at one extreme point, None where none gains."""

    chosen: frozenset[str] | None
    level: Fraction | None
    verified: str
    open: bool
    """Whether time was too short to know."""


def _rival(fair: Programme, aim: Target, pair: tuple[Engine, Engine], clock: Clock) -> _Rival:
    if clock.over:
        return _Rival(None, None, "no", open=True)
    ahead = fair.plus(reaches("better", aim, Fraction(0), ">"))
    found: Found = contest(ahead, aim, pair, clock)
    if found.status in ("feasible", "unsolved"):
        return _Rival(found.chosen, found.level, "no", open=True)
    checked = verify(ahead, aim, found, pair, clock)
    return _Rival(checked.found.chosen, checked.found.level, checked.verified, open=False)


def _same(case: _Case, one: frozenset[str] | None, other: frozenset[str]) -> bool:
    actions = case.programme.scores.actions.keys()
    return one is not None and one & actions == other & actions
