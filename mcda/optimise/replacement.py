"""What an action is worth to the optimum: the loss when the opposite of the best is forced.

Any portfolio in which an action is selected though the best leaves it out, or the reverse, flips it. The
best portfolio that flips at least one of several actions settles all of those that it flips: so a few
solves serve for all of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from time import monotonic

from mcda.optimise.engines import Clock, heeding_ctrl_c
from mcda.optimise.linear import Bounds, LinearForm, Term
from mcda.optimise.programme import Programme, terms_of
from mcda.optimise.prove import Pair, Proven, prove_in_turn
from mcda.optimise.ranked import actions_of, flips
from mcda.optimise.search import Found, contest, patience_after
from mcda.portfolio.columns import Combination
from mcda.portfolio.enumeration import MOST_COMBINATIONS
from mcda.rules.base import Amount, Relation, fixed
from mcda.rules.curved import Target

Chosen = frozenset[str]


@dataclass(frozen=True)
class Flip:
    """The best portfolio in which an action stands otherwise than in the best of all."""

    chosen: Chosen | None
    """What it takes; None where the opposite is impossible, or nothing was found in time."""
    possible: bool | None
    """Whether the rules allow the opposite; None where the clock stopped first."""
    verified: str
    """Who found nothing better: `enumeration`, an engine, or `no`."""


def forced(programme: Programme, action: str, selected: bool) -> Programme:
    """The programme with an action in every portfolio, or in none."""
    count = programme.q.size("actions", (action,))
    return programme.plus(Relation(action, count, "==", fixed(int(selected))))


def flipping(programme: Programme, best: Chosen, actions: Iterable[str]) -> Programme:
    """The programme of portfolios that flip at least one of some actions."""
    return programme.plus(Relation("flip", flips(programme.q, best, actions), ">=", fixed(1)))


def flip(
    programme: Programme, stages: Sequence[Target], best: Chosen, action: str, pair: Pair, clock: Clock
) -> tuple[Flip, Proven]:
    """The opposite of one action, the portfolio that `solve` would show."""
    other = forced(programme, action, action not in best)
    proven = prove_in_turn(other, stages, pair, clock, gap=programme.tolerance)
    return _flip(proven), proven


def all_flips(
    programme: Programme, stages: Sequence[Target], best: Chosen, pair: Pair, clock: Clock
) -> Mapping[str, Flip]:
    """The opposite of every action, in order of ids; those that the clock leaves open are unknown."""
    linear = len(stages) == 1 and isinstance(stages[0], Amount) and not programme.tolerance
    together = linear and programme.scores.combinations > MOST_COMBINATIONS
    started = monotonic()
    with heeding_ctrl_c(clock):
        found = _settled(programme, stages, best, pair, clock, alone=not together)
        if not together or clock.over or any(one.possible is None for one in found.values()):
            return found
        patience = clock.within(patience_after(monotonic() - started))
        agreed = _agreed(programme, stages[0], best, found, pair, patience)
    if agreed is False:  # the second engine knows better: each on its own
        return _settled(programme, stages, best, pair, clock, alone=True)
    name = pair[1].name if agreed else "no"
    return {action: Flip(one.chosen, one.possible, name) for action, one in found.items()}


def _settled(
    programme: Programme,
    stages: Sequence[Target],
    best: Chosen,
    pair: Pair,
    clock: Clock,
    *,
    alone: bool,
) -> dict[str, Flip]:
    """Solve after solve; each with a second opinion of its own, or none yet."""
    found: dict[str, Flip] = {}
    left = set(programme.scores.actions)
    while left:
        asked = flipping(programme, best, sorted(left))
        answer, flipped = _next(asked, stages, pair, clock, alone=alone)
        if answer.possible is None:
            break
        settled = left if flipped is None else left & (flipped ^ actions_of(programme, best))
        found.update(dict.fromkeys(settled, answer))
        left -= settled
    unknown = Flip(None, None, "no")
    return {action: found.get(action, unknown) for action in programme.scores.actions}


def _next(
    asked: Programme, stages: Sequence[Target], pair: Pair, clock: Clock, *, alone: bool
) -> tuple[Flip, Chosen | None]:
    if alone:
        gap = asked.tolerance
        answer = _flip(prove_in_turn(asked, stages, pair, clock, canonical=False, gap=gap))
    else:
        answer = _unverified(contest(asked, stages[0], pair, clock))
    return answer, None if answer.chosen is None else actions_of(asked, answer.chosen)


def _flip(proven: Proven) -> Flip:
    found = _unverified(proven.found)
    return Flip(found.chosen, found.possible, proven.verification.verified)


def _unverified(found: Found) -> Flip:
    known = {"optimal": True, "infeasible": False}
    return Flip(found.chosen, known.get(found.status), "no")


# ---------------------------------------------------------------- one second opinion on all


def _agreed(
    programme: Programme,
    objective: Target,
    best: Chosen,
    found: Mapping[str, Flip],
    pair: Pair,
    clock: Clock,
) -> bool | None:
    """Whether the second engine finds no portfolio that flips an action and is better than was found.

    One model: a switch names the action that is flipped, and asks for more than its portfolio has; for
    an action that cannot be flipped, for nothing. None where there is no answer in time.
    """
    if not isinstance(objective, Amount):
        return None
    whole = programme.columns.combination(objective)
    asked = {
        action: None
        if one.chosen is None
        else int(programme.level(objective, one.chosen) * whole.multiple) - whole.constant + 1
        for action, one in found.items()
    }
    while True:
        form = _with_switches(programme, whole, best, asked)
        solution = pair[1].solve(form, clock)
        if solution.x is None:
            return True if solution.status == "infeasible" else None
        chosen = programme.chosen(solution.x)
        if programme.admits(chosen) and _is_better(programme, objective, best, found, chosen):
            return False
        tighter = programme.tighter(chosen)
        if tighter.form is programme.form:
            return None
        programme = tighter


def _with_switches(
    programme: Programme, whole: Combination, best: Chosen, asked: Mapping[str, int | None]
) -> LinearForm:
    """The form with a switch for each action: flipped, and with so many units of the objective."""
    form, terms = programme.form, terms_of(whole)
    boxes = form.bounds
    least = sum(min(c * boxes[v].low, c * boxes[v].high) for v, c in terms)
    switches = []
    for action, units in asked.items():
        switch = form.size
        form = form.with_variable(f"flip_{action}", Bounds(0, 1))
        place = programme.columns.position[action]
        sign, bound = (-1, 0) if action not in best else (1, 1)
        form = form.plus([Term(switch, 1), Term(place, sign)], "<=", bound)
        switches.append(Term(switch, least if units is None else units))
    form = form.plus([Term(switch, 1) for switch, _ in switches], "==", 1)
    return form.plus([*terms, *(Term(switch, -units) for switch, units in switches)], ">=", 0)


def _is_better(
    programme: Programme, objective: Amount, best: Chosen, found: Mapping[str, Flip], chosen: Chosen
) -> bool:
    """Whether a portfolio flips some action and is better than the one that was found for it."""
    level = programme.level(objective, chosen)
    for action in actions_of(programme, chosen) ^ actions_of(programme, best):
        known = found[action].chosen
        if known is None or programme.level(objective, known) < level:
            return True
    return False
