"""The portfolios that are best at some admissible weights, all of them.

Corners of the epigraph are asked one after the other, the widest gap first: either nothing is better
there, or a portfolio is, which is added.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import lcm
from typing import Any

from mcda.elicitation.weight_space import WeightSpace
from mcda.optimise.engines import Clock
from mcda.optimise.envelope.epigraph import Corner, Epigraph, epigraph
from mcda.optimise.envelope.oracles import Answer, Oracle
from mcda.runs.journal import Journal
from mcda.runs.progress import Listener, Progress
from mcda.wording import N_

CORNER = "envelope corner"
"""Kind of the facts: what was answered at some weights."""


@dataclass(frozen=True)
class Met:
    """A portfolio, and what it is worth on each leaf."""

    chosen: frozenset[str]
    points: tuple[int, ...]
    """Units of each leaf, in order of ids."""


@dataclass(frozen=True)
class Envelope:
    """Portfolios, and the corners above them."""

    portfolios: tuple[Met, ...]
    """In the order in which they were found; some may be best nowhere but at a corner."""
    epigraph: Epigraph | None
    """None where no portfolio is possible, or none was found."""
    scale: int
    """Values of corners are in units times this."""
    verified: str
    """Who else agreed at every corner; `no` where somebody did not, or time was short."""
    solves: int
    possible: bool = True
    """False where it is certain that no portfolio meets all rules."""


@dataclass(frozen=True)
class _Asking:
    """Weights as an oracle knows them, answers as a journal does."""

    space: WeightSpace
    oracle: Oracle
    journal: Journal

    @cached_property
    def scale(self) -> int:
        """Common denominator of the corners of the space."""
        return lcm(*(w.denominator for corner in self.space.corners for w in corner))

    def worth(self, points: Sequence[int]) -> tuple[int, ...]:
        """Value at each parameter, in units times the scale."""
        scale = self.scale
        return tuple(
            int(sum((w * z for w, z in zip(corner, points, strict=True)), Fraction(0)) * scale)
            for corner in self.space.corners
        )

    def ask(self, parameters: Sequence[int], least: int | None) -> Answer:
        """The oracle's answer, noted; or the one that is known already."""
        key = " ".join(map(str, (*parameters, least)))
        known = self.journal.known(CORNER).get(key)
        if known is not None:
            return _read(known)
        answer = self.oracle.above(self._weights(parameters), least)
        if answer.chosen is not None or answer.most == least:
            self.journal.note(CORNER, key, _fact(answer))
        return answer

    def bounded(self, shape: Epigraph, known: Epigraph) -> Epigraph:
        """The same corners with a quick bound at those that are new."""
        old = {corner.parameters for corner in known.corners}
        new = [corner.parameters for corner in shape.open if corner.parameters not in old]
        return shape.at_most({parameters: self.bound(parameters) for parameters in new})

    def bound(self, parameters: Sequence[int]) -> int:
        """Of values at some parameters."""
        return self.oracle.bound(self._weights(parameters))

    def _weights(self, parameters: Sequence[int]) -> list[int]:
        """Weights of the leaves in whole numbers, times the scale."""
        columns = zip(*self.space.corners, strict=True)
        return [
            int(sum((p * c for p, c in zip(parameters, column, strict=True)), Fraction(0)) * self.scale)
            for column in columns
        ]


def walk(
    space: WeightSpace,
    oracle: Oracle,
    clock: Clock,
    *,
    within: Fraction = Fraction(0),
    journal: Journal,
    listen: Listener,
) -> Envelope:
    """Every portfolio that is best at some weights of a space.

    Ends when nothing is open, when the regret is no more than `within` (in units), or with the clock.
    """
    asking = _Asking(space, oracle, journal)
    parts = [sum(column) for column in zip(*(ray.direction for ray in space.rays), strict=True)]
    first = asking.ask(parts, None)
    if first.chosen is None:
        return Envelope((), None, asking.scale, first.verified, 1, possible=first.most is not None)
    portfolios = [Met(first.chosen, first.points)]
    most = [asking.bound(ray.direction) for ray in space.rays]
    shape = epigraph(space.rays, space.facets, asking.worth(first.points), most)
    opinions: set[str] = set()
    solves = 1
    while shape.regret > within * asking.scale and not clock.over:
        corner = shape.widest
        answer = asking.ask(corner.parameters, corner.value)
        solves += 1
        if answer.chosen is None and answer.most is None:
            break
        if answer.most is not None:
            shape = shape.at_most({corner.parameters: answer.most})
        if answer.chosen is not None:
            portfolios.append(Met(answer.chosen, answer.points))
            shape = asking.bounded(shape.plus(asking.worth(answer.points)), shape)
        else:
            opinions.add(answer.verified)
        listen(_progress(shape, corner, asking.scale))
    verified = "no" if "no" in opinions else min(opinions, default=oracle.name)
    return Envelope(tuple(portfolios), shape, asking.scale, verified, solves)


def _progress(shape: Epigraph, corner: Corner, scale: int) -> Progress:
    parameters = {"portfolios": shape.portfolios, "open": len(shape.open)}
    done = len(shape.corners) - len(shape.open)
    return Progress(PROGRESS, parameters, done / max(1, len(shape.corners)))


PROGRESS = N_("{portfolios} portfolios, {open} weights to look at")


def _fact(answer: Answer) -> Any:
    chosen = None if answer.chosen is None else sorted(answer.chosen)
    most = None if answer.most is None else str(answer.most)
    return {"chosen": chosen, "points": list(answer.points), "most": most, "verified": answer.verified}


def _read(fact: Any) -> Answer:
    chosen = None if fact["chosen"] is None else frozenset(fact["chosen"])
    most = None if fact["most"] is None else int(fact["most"])
    return Answer(chosen, tuple(fact["points"]), most, fact["verified"])
