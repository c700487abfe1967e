"""How the shape of a value function is written: a line, points, an exponential, named levels.

linear   0:0 200:60 500:100   exponential 30   weak:0 fair:40 strong:100
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from fractions import Fraction
from itertools import pairwise
from typing import Any

from mcda.exact import PLAIN_NUMBER, Exact
from mcda.model.curve import is_monotone
from mcda.rules.base import Record

Points = tuple[tuple[Exact, Exact], ...]
"""Pairs of level and points."""
LINEAR = frozenset({"linear", "lineaire", "lineaire par morceaux"})
EXPONENTIAL = re.compile(r"\s*exponenti(?:al|elle|el)\b[\s:=]*(?P<midvalue>.*)", re.IGNORECASE)
BETWEEN_PAIRS = re.compile(r"[;,]\s+|[\s;]+|,(?=[^\W\d_])")
"""What may stand between pairs; a comma between digits is a decimal one."""
NAME = re.compile(r"\w[\w-]*")
LONGEST_NAME = 40


class Exponential(Record):
    """An exponential value function by its midvalue (Keeney and Raiffa 1976; Kirkwood 1997)."""

    midvalue: Exact
    """The level worth 50 points."""


class NamedLevels(Record):
    """Levels that bear names instead of figures."""

    levels: tuple[tuple[str, Exact], ...]
    """Each name with its points."""

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(name for name, _ in self.levels)

    def find(self, text: str) -> str | None:
        """The name that a text writes, capitals and accents aside."""
        return next((name for name in self.names if bare(name) == bare(text)), None)

    def points(self, name: str) -> Fraction:
        return dict(self.levels)[name]


Shape = Points | Exponential | NamedLevels | None
"""None is the straight line from `zero` to `full`."""


class BadShapeError(Exception):
    """A text that is no shape: the code of the problem and its details."""

    def __init__(self, code: str, **details: Any) -> None:
        super().__init__(code)
        self.code = code
        self.details = details


def bare(text: str) -> str:
    """A word without case, accents, `-` or `_`."""
    letters = (c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return " ".join(re.sub(r"[\s_-]+", " ", "".join(letters)).casefold().split())


def read_shape(text: str, number: Callable[[str], Fraction]) -> Shape:
    """The shape that a text writes, its figures read by `number`.

    Raises
    ------
    BadShapeError
        E073 no shape, E074 not monotone, E180 an exponential without a midvalue, E182 names that
        are none, E183 a name or points given twice; and whatever `number` raises.

    """
    if bare(text) in LINEAR:
        return None
    exponential = EXPONENTIAL.fullmatch(text)
    if exponential:
        if not exponential["midvalue"]:
            raise BadShapeError("E180")
        return Exponential(midvalue=number(exponential["midvalue"]))
    joined = re.sub(r"\s*:\s*", ":", text.strip())
    pairs = [item.split(":") for item in BETWEEN_PAIRS.split(joined) if item]
    if len(pairs) < 2 or any(len(pair) != 2 for pair in pairs):
        raise BadShapeError("E073")
    named = [_is_word(left) for left, _ in pairs]
    if not any(named):
        return _points(tuple((number(level), number(points)) for level, points in pairs))
    wrong = next((left for left, _ in pairs if not _is_name(left)), None)
    if wrong is not None:
        raise BadShapeError("E182", name=wrong)
    return _named(tuple((name, number(points)) for name, points in pairs))


def _points(points: Points) -> Points:
    if not is_monotone(points):
        raise BadShapeError("E074")
    return points


def _named(levels: tuple[tuple[str, Fraction], ...]) -> NamedLevels:
    for seen in (sorted(bare(name) for name, _ in levels), sorted(points for _, points in levels)):
        twice = next((str(one) for one, other in pairwise(seen) if one == other), None)
        if twice is not None:
            raise BadShapeError("E183", twice=twice)
    return NamedLevels(levels=levels)


def _is_word(text: str) -> bool:
    return any(c.isalpha() for c in text) and not PLAIN_NUMBER.fullmatch(text)


def _is_name(text: str) -> bool:
    return len(text) <= LONGEST_NAME and NAME.fullmatch(text) is not None and _is_word(text)


def shape_text(shape: Shape, number: Callable[[Fraction], str]) -> str:
    """A shape as it is written, its figures by `number`."""
    if shape is None:
        return "linear"
    if isinstance(shape, Exponential):
        return f"exponential {number(shape.midvalue)}"
    pairs = shape.levels if isinstance(shape, NamedLevels) else shape
    return " ".join(
        f"{left if isinstance(left, str) else number(left)}:{number(points)}" for left, points in pairs
    )
