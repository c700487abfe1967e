"""The portfolio that the colleges regret least.

Each college's own best portfolio is found and proven first. The worst regret of a portfolio is the
largest violation of the wishes "worth as much to me as my own best"; the least worst regret is
walked down to exactly, and put to the second engine. Of the portfolios that reach it, the one that
is worth most by the scenario's own weights is taken.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from time import monotonic

from mcda.errors import Stopped
from mcda.optimise.closest import Closest, closer, closest, violation_of, within
from mcda.optimise.engines import Clock, Engine
from mcda.optimise.programme import Programme
from mcda.optimise.prove import Proven, prove
from mcda.optimise.search import Found, Verification, patience_after
from mcda.portfolio.enumeration import MOST_COMBINATIONS, Enumeration
from mcda.portfolio.portfolio import Regret, Status
from mcda.portfolio.tally import Tally
from mcda.rules.base import Amount, Relation, fixed

Pair = tuple[Engine, Engine]


def reconcile(programme: Programme, pair: Pair, clock: Clock) -> Proven:
    """The portfolio with the least worst regret over the colleges; its level is that regret.

    The scores of the programme must hold the eyes of the colleges. Where the clock stops first, the
    least regretted portfolio so far, without a bound.
    """
    started = monotonic()
    own = {
        college: prove(programme, programme.q.value(college), pair, clock, canonical=False)
        for college in programme.scores.views
    }
    proofs = list(own.values())
    known = {c: proven.found for c, proven in own.items() if proven.found.chosen is not None}
    if not known or proofs[0].found.status == "infeasible":
        return proofs[0]
    best = {college: found.level or Fraction(0) for college, found in known.items()}
    wishes = [
        Relation(college, programme.q.value(college), ">=", fixed(level))
        for college, level in best.items()
    ]
    candidates = [found.chosen for found in known.values() if found.chosen is not None]
    start = min(candidates, key=lambda chosen: violation_of(programme.scores, wishes, chosen)[0])
    certain = all(proven.found.status == "optimal" for proven in proofs)
    try:
        nearest, checked = _least_regret(programme, wishes, start, pair, clock)
        settled = _worth_most(programme, wishes, nearest.violation, pair, clock)
        certain = certain and settled.found.status == "optimal"
        opinions = [checked, settled.verification.verified]
        opinions += [proven.verification.verified for proven in proofs]
        chosen = nearest.chosen if settled.found.chosen is None else settled.found.chosen
        canonical = settled.canonical
    except Stopped:
        certain, opinions, chosen, canonical = False, ["no"], start, False
    worst = violation_of(programme.scores, wishes, chosen)[0]
    verified = "no" if "no" in opinions or not certain else opinions[0]
    status: Status = "optimal" if certain else "feasible"
    found = Found(status, chosen, worst, worst if certain else None, proofs[0].found.engine)
    return Proven(
        found=found,
        verification=Verification(found, verified),
        canonical=canonical,
        interrupted=clock.cancelled.is_set(),
        seconds=monotonic() - started,
        regrets=_regrets(programme, best, chosen),
    )


def _least_regret(
    programme: Programme, wishes: Sequence[Relation], start: frozenset[str], pair: Pair, clock: Clock
) -> tuple[Closest, str]:
    """The least worst regret, and who else found nothing less."""
    first, second = pair
    started = monotonic()
    nearest = closest(programme, wishes, start, first, clock)
    while True:
        if programme.scores.combinations <= MOST_COMBINATIONS:
            other, name = _enumerated(programme, wishes, nearest.violation), "enumeration"
        else:
            patience = clock.within(patience_after(monotonic() - started))
            try:
                other, name = closer(programme, wishes, nearest.violation, second, patience), second.name
            except Stopped:
                return nearest, "no"
        if other is None:
            return nearest, name
        nearest = closest(programme, wishes, other, first, clock)


def _enumerated(
    programme: Programme, wishes: Sequence[Relation], regret: Fraction
) -> frozenset[str] | None:
    """A portfolio with less regret among all of them; None if there is none."""
    nearer = within(programme, wishes, regret)
    return Enumeration(programme.columns, programme.relations + nearer).better_than(Amount(), None)


def _worth_most(
    programme: Programme, wishes: Sequence[Relation], regret: Fraction, pair: Pair, clock: Clock
) -> Proven:
    """The portfolio worth most that nobody regrets more than that."""
    agreed = programme.plus(*within(programme, wishes, regret, strictly=False))
    return prove(agreed, programme.q.value(), pair, clock)


def _regrets(
    programme: Programme, best: Mapping[str, Fraction], chosen: frozenset[str]
) -> tuple[Regret, ...]:
    tally = Tally(programme.scores, chosen)
    return tuple(
        Regret(college, tally.of(programme.q.value(college)), level) for college, level in best.items()
    )
