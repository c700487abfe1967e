"""How far one figure may go before a portfolio is no longer the best: exact, and proven.

Along one direction every amount is a straight line of the distance d gone. A portfolio challenges the
chosen one where it meets every rule and is worth more; both are linear inequalities in d, so each
challenger has one interval, known exactly. Its beginning is a break point.

1.  The best challenger at the far end is sought; where it begins is the new end, and so on until
    nothing challenges at the end (Newton's method on the upper envelope: Eisner, Severance 1976).
2.  Values alone make a convex envelope: nothing challenges before. Where rules move too, a challenger
    might come and go on the way. That is excluded by relaxations over whole intervals: each row takes
    the loosest coefficients of both ends, and the interval is halved until nothing is left in it.

Every portfolio that an engine brings is judged exactly, and cut off. "Nothing is left" is asked of
both engines.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from math import lcm

from mcda.optimise.emptiness import Small, is_without
from mcda.optimise.engines import Clock, Engine
from mcda.optimise.linear import LIMB, LinearForm, Term, rounded
from mcda.optimise.programme import Programme
from mcda.portfolio.drift import Line
from mcda.portfolio.tally import Tally
from mcda.rules.base import Sense

Pair = tuple[Engine, ...]
ZERO = Fraction(0)
TRIES = 4
"""Portfolios cut off in one interval before it is halved."""


@dataclass(frozen=True)
class Bound:
    """A moving relation: its margin, and what it belongs to."""

    rule: str
    margin: Line
    sense: Sense


@dataclass(frozen=True)
class Ray:
    """One direction of one figure, from distance 0 on."""

    programme: Programme
    """Relations that do not move."""
    bounds: tuple[Bound, ...]
    """Relations that move."""
    value: Line
    """What is maximised."""
    chosen: frozenset[str]
    """A portfolio that is the best at distance 0."""
    length: Fraction
    """How far is looked."""
    needed: str | None = None
    """An action without which nothing moves; None if any portfolio may."""
    suspects: tuple[frozenset[str], ...] = ()
    """Portfolios that may challenge, such as those that did so when other figures moved."""


@dataclass(frozen=True)
class Start:
    """From where on a portfolio challenges the chosen one."""

    at: Fraction
    closed: bool
    """Whether it does so at that very point; if not, it is worth as much there."""


@dataclass(frozen=True)
class Break:
    """Where the chosen portfolio ceases to be the best."""

    at: Fraction | None
    """Distance; None where it stays the best as far as was looked."""
    included: bool = True
    """Whether it is still a best one at that very point."""
    rule: str | None = None
    """The rule that it fails beyond, if it is that."""
    challenger: frozenset[str] | None = None
    """Else a portfolio that is better beyond."""
    proven: bool = True
    """Nothing challenges before; False where the clock stopped."""
    verified: bool = True
    """The second engine agrees."""


def break_of(ray: Ray, pair: Pair, clock: Clock) -> Break:
    """The first break along a ray."""
    return _Walk(ray, pair, clock).run()


def own_break(ray: Ray) -> Break:
    """How far the chosen portfolio itself meets every rule, if not to the very end."""
    decisions = decisions_of(ray.programme, ray.chosen)
    ends = ((_last(bound, decisions), bound.rule) for bound in ray.bounds)
    reached = [(end, rule) for end, rule in ends if end is not None and end < ray.length]
    if not reached:
        return Break(None)
    at, rule = min(reached)
    return Break(at, True, rule)


def _last(bound: Bound, decisions: Mapping[int, int]) -> Fraction | None:
    """How far a margin stays what it must be; None for ever."""
    now, rate = bound.margin.at(decisions)
    if bound.sense == "==":
        return ZERO if rate else None
    return -now / rate if rate < 0 else None


def decisions_of(programme: Programme, chosen: frozenset[str]) -> Mapping[int, int]:
    return programme.columns.decisions(Tally(programme.scores, chosen))


class _Walk:
    """The search along one ray."""

    def __init__(self, ray: Ray, pair: Pair, clock: Clock) -> None:
        self.ray, self.pair, self.clock = ray, pair, clock
        self.own = own_break(ray)
        self.end = ray.length if self.own.at is None else self.own.at
        self.closed = False
        self.challenger: frozenset[str] | None = None
        self.push: Line | None = None
        self.proven = self.verified = True
        self.worth = ray.value.at(decisions_of(ray.programme, ray.chosen))
        self.programme = _without(_narrowed(ray), ray.chosen)

    def run(self) -> Break:
        if self._may_be_challenged():
            self._suspect()
            if self.challenger is None or not self.ray.bounds:
                self._newton()
            if self.ray.bounds:
                self._certify()
        if self.challenger is None:
            return replace(self.own, proven=self.proven, verified=self.verified)
        return Break(self.end, not self.closed, None, self.challenger, self.proven, self.verified)

    def _may_be_challenged(self) -> bool:
        """Whether moving on may do anybody any good."""
        bounds = self.programme.form.bounds
        if any(bound.sense == "==" for bound in self.ray.bounds) or self.worth[1] < 0:
            return True
        lines = (self.ray.value, *(bound.margin for bound in self.ray.bounds))
        rates = ((place, rate) for line in lines for place, (_, rate) in line.terms.items())
        return any(rate > 0 or (rate and bounds[place].low < 0) for place, rate in rates)

    def _suspect(self) -> None:
        """Bring the end nearer by what is known to be good, without any engine."""
        for chosen in self.ray.suspects:
            start, _ = self._start(chosen)
            if start is not None and self._is_sooner(start) and self.ray.programme.admits(chosen):
                self._note(chosen)

    def _newton(self) -> None:
        """Bring the end nearer until nothing challenges at it."""
        pair = self.pair[:1] if self.ray.bounds else self.pair  # what moves is certified below
        while (found := self._challenger(self.end, self.end, pair)) is not None:
            self._note(found)

    def _certify(self) -> None:
        """Exclude challengers on the way; where there is one, it is the new end."""
        open_parts = [(ZERO, self.end)]
        while open_parts and self.proven:
            low, high = open_parts.pop()
            for _ in range(TRIES):
                high = min(high, self.end)
                found = self._challenger(low, high, self.pair) if low <= high else None
                if found is None:
                    break
                self._note(found)
            else:
                middle = (low + high) / 2
                open_parts += [(middle, high), (low, middle)]

    def _note(self, chosen: frozenset[str]) -> None:
        """Judge a portfolio exactly, and cut it off."""
        start, line = self._start(chosen)
        if start is not None and self._is_sooner(start):
            self.end, self.closed, self.challenger, self.push = start.at, start.closed, chosen, line
        self.programme = _without(self.programme, chosen)

    def _is_sooner(self, start: Start) -> bool:
        """Whether a challenger begins before what is known to end the way."""
        if start.at != self.end:
            return start.at < self.end
        return start.closed and not self.closed

    def _start(self, chosen: frozenset[str]) -> tuple[Start | None, Line | None]:
        """Where a portfolio begins to challenge, and the line that decides it."""
        decisions = decisions_of(self.programme, chosen)
        lines: list[tuple[Fraction, Fraction, Sense, Line]] = [
            (*bound.margin.at(decisions), bound.sense, bound.margin) for bound in self.ray.bounds
        ]
        now, rate = self.ray.value.at(decisions)
        lines.append((now - self.worth[0], rate - self.worth[1], ">", self.ray.value))
        return _first(lines)

    def _challenger(self, low: Fraction, high: Fraction, pair: Pair) -> frozenset[str] | None:
        """A portfolio that may challenge between two distances, by the loosest coefficients."""
        ends = sorted({low, high} if self.ray.value.moves else {high}, reverse=True)
        if len(ends) > 1 and self._asked(low, high, self._lead_within(low, high), pair) is None:
            return None
        for distance in ends:
            while (found := self._asked(low, high, self._lead(distance), pair)) is not None:
                if self.programme.admits(found):
                    return found
                self.programme = self.programme.tighter(found)
        return None

    def _asked(self, low: Fraction, high: Fraction, lead: _Row, pair: Pair) -> frozenset[str] | None:
        """A portfolio of the relaxation that leads; None if there is none.

        After the first engine label enumeration is asked, and only where that takes too long the other.
        """
        form = _at_least(self._relaxed(self.programme.form, low, high), lead, strictly=True)
        form = form.maximising(self._aim(lead, high))
        agreed = 0
        for engine in pair:
            if agreed and self._is_without(low, high, lead):
                agreed += 1
                continue
            solution = engine.solve(form, self.clock)
            if solution.x is not None:
                return self.programme.chosen(solution.x)
            agreed += solution.status == "infeasible"
            form = form.maximising(())  # whether anything is left takes half the time without an aim
        self.verified = self.verified and agreed == len(pair)
        self.proven = self.proven and agreed > 0
        return None

    def _is_without(self, low: Fraction, high: Fraction, lead: _Row) -> bool:
        """Whether label enumeration soon finds that nothing of the relaxation leads."""
        form = self.programme.form
        rows = [_small(row, form, strictly=False) for row in self._loosest_rows(low, high)]
        return is_without(self.programme, rows, _small(lead, form, strictly=True), self.clock)

    def _lead(self, distance: Fraction) -> _Row:
        """What a portfolio is worth more than the chosen one, at a distance."""
        line, (now, rate) = self.ray.value, self.worth
        return _Row(_terms_at(line, distance), line.constant - now - distance * rate)

    def _lead_within(self, low: Fraction, high: Fraction) -> _Row:
        """What it is worth more at most, anywhere between two distances."""
        most = _loosest(self.ray.value, 1, low, high, self.programme.form)
        now, rate = self.worth
        return _Row(most.terms, most.constant - now - min(low * rate, high * rate))

    def _aim(self, lead: _Row, distance: Fraction) -> list[Term]:
        """What is maximised: what decided where the last challenger begins."""
        return _coarse(lead.terms if self.push is None else _terms_at(self.push, distance))

    def _relaxed(self, form: LinearForm, low: Fraction, high: Fraction) -> LinearForm:
        for row in self._loosest_rows(low, high):
            form = _at_least(form, row, strictly=False)
        return form

    def _loosest_rows(self, low: Fraction, high: Fraction) -> Iterator[_Row]:
        """What moves, as loose as it is anywhere between two distances."""
        form = self.programme.form
        for bound in self.ray.bounds:
            for sign in (1, -1) if bound.sense == "==" else (1,):
                yield _loosest(bound.margin, sign, low, high, form)


@dataclass(frozen=True)
class _Row:
    """`sum(terms * decisions) + constant`."""

    terms: Mapping[int, Fraction]
    constant: Fraction


def _loosest(line: Line, sign: int, low: Fraction, high: Fraction, form: LinearForm) -> _Row:
    """What a margin is at most between two distances: each term at its better end.

    A decision that may be negative is counted from its least value.
    """
    terms, constant = {}, sign * line.constant
    for place, (now, rate) in line.terms.items():
        ends = [sign * (now + distance * rate) for distance in (low, high)]
        least = form.bounds[place].low
        terms[place] = max(ends)
        if least:
            constant += max(end * least for end in ends) - terms[place] * least
    return _Row(terms, constant)


def _at_least(form: LinearForm, row: _Row, *, strictly: bool) -> LinearForm:
    """A form with a row `>= 0`, or `> 0`, in whole numbers; too much admitted if anything."""
    terms, bound = _whole(row, strictly=strictly)
    if not strictly:
        terms, bound = rounded(terms, bound, form.bounds, LIMB)
    return form.plus(terms, "<=", bound)


def _small(row: _Row, form: LinearForm, *, strictly: bool) -> Small:
    """A row `>= 0`, or `> 0`, in small whole numbers; too much admitted if anything."""
    terms, bound = _whole(row, strictly=strictly)
    return rounded(terms, bound, form.bounds, LIMB)


def _whole(row: _Row, *, strictly: bool) -> tuple[list[Term], int]:
    """The same in whole numbers: `sum(terms) <= bound`."""
    multiple = lcm(row.constant.denominator, *(c.denominator for c in row.terms.values()))
    terms = [Term(place, -int(c * multiple)) for place, c in row.terms.items() if c]
    return terms, int(row.constant * multiple) - strictly


def _terms_at(line: Line, distance: Fraction) -> dict[int, Fraction]:
    return {place: now + distance * rate for place, (now, rate) in line.terms.items()}


def _narrowed(ray: Ray) -> Programme:
    """The programme of those that may challenge: what does not hold the figure's action stays put."""
    if ray.needed is None or (ray.needed in ray.chosen and ray.value.moves):
        return ray.programme
    place = ray.programme.columns.position[ray.needed]
    return replace(ray.programme, form=ray.programme.form.plus([Term(place, 1)], ">=", 1))


def _coarse(terms: Mapping[int, Fraction]) -> list[Term]:
    """A direction in small whole numbers."""
    largest = max((abs(c) for c in terms.values()), default=ZERO)
    if not largest:
        return []
    factor = Fraction(2**20) / largest
    whole = ((place, round(c * factor)) for place, c in terms.items())
    return [Term(place, c) for place, c in whole if c]


def _without(programme: Programme, chosen: frozenset[str]) -> Programme:
    """The programme without one portfolio."""
    place = programme.columns.position
    terms = [Term(place[option], 1 if option in chosen else -1) for option in place]
    return replace(programme, form=programme.form.plus(terms, "<=", len(chosen) - 1))


def _first(
    lines: Iterable[tuple[Fraction, Fraction, Sense, Line]],
) -> tuple[Start | None, Line | None]:
    """Where all of `now + d rate >= 0` (`> 0`, `== 0`) hold first, d >= 0; and which decides it."""
    low, closed, deciding = ZERO, True, None
    high, high_closed = None, True
    for now, rate, sense, line in lines:
        strict = sense == ">"
        if not rate:
            if now < 0 or (now == 0 and strict) or (now and sense == "=="):
                return None, None
            continue
        zero = -now / rate
        if (rate > 0 or sense == "==") and (zero > low or (zero == low and strict)):
            low, closed, deciding = zero, not strict, line
        if (rate < 0 or sense == "==") and (high is None or zero <= high):
            high_closed = (not strict) if high is None or zero < high else high_closed and not strict
            high = zero
    if high is not None and (low > high or (low == high and not (closed and high_closed))):
        return None, None
    return Start(low, closed), deciding
