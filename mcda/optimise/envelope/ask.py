"""Whom to ask."""

from __future__ import annotations

from mcda.optimise.engines import Clock, Engine
from mcda.optimise.envelope.labelled import Labelled
from mcda.optimise.envelope.oracles import LeafPoints, Listed, Oracle, Solved
from mcda.optimise.programme import Programme
from mcda.portfolio.enumeration import MOST_COMBINATIONS


def oracle(programme: Programme, pair: tuple[Engine, Engine], clock: Clock) -> Oracle:
    """Everything looked at where that is quick, else labels, else engines."""
    points = LeafPoints(programme)
    if programme.scores.combinations <= MOST_COMBINATIONS:
        return Listed(points)
    engines = Solved(points, pair, clock)
    return Labelled.of(engines) or engines
