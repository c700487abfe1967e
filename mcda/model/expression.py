"""Statements about weights, as planners write them: `trips >= 2*jobs`, `0.1 <= water <= 30 %`.

statement   side (sign side)+                sign   >=  <=  =   (also > and <, read as >= and <=)
side        term (+ or - term)*
term        number, name, number name or number*name; a number may end with %
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Annotated, Any

from pydantic import BeforeValidator, GetPydanticSchema, PlainSerializer, WithJsonSchema
from pydantic_core import PydanticCustomError, core_schema

LONGEST = 500
"""Characters of a statement."""
SIGNS = {"≥": ">=", "≤": "<=", "==": "=", "=>": ">=", "=<": "<=", ">": ">=", "<": "<="}
SIGN = re.compile(r"(>=|<=|=>|=<|==|≥|≤|=|>|<)")
TERM = re.compile(
    r"\s*(?P<sign>[+-])?\s*(?:(?P<number>\d{1,15}(?:[.,]\d{0,15})?|[.,]\d{1,15})\s*(?P<percent>%)?)?"
    r"\s*(?P<times>[*×])?\s*(?P<name>[A-Za-z][A-Za-z0-9_]*)?"
)


@dataclass(frozen=True)
class Linear:
    """`sum of coefficients * names + constant`, exact."""

    coefficients: Mapping[str, Fraction]
    constant: Fraction = Fraction(0)

    def __sub__(self, other: Linear) -> Linear:
        names = {**self.coefficients, **other.coefficients}
        zero = Fraction(0)
        left, right = self.coefficients, other.coefficients
        parts = {name: left.get(name, zero) - right.get(name, zero) for name in names}
        return Linear(parts, self.constant - other.constant)


@dataclass(frozen=True)
class Comparison:
    """`left sign right` between two sides."""

    left: Linear
    sign: str
    """`>=`, `<=` or `=`."""
    right: Linear


@dataclass(frozen=True)
class Statement:
    """One statement; a chain such as `a >= b >= c` makes several comparisons."""

    text: str
    comparisons: tuple[Comparison, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """Names in order of appearance."""
        sides = (side for c in self.comparisons for side in (c.left, c.right))
        return tuple(dict.fromkeys(name for side in sides for name in side.coefficients))


@dataclass(frozen=True)
class Exchange:
    """`amount criterion = other_amount other`: two changes that are worth the same."""

    text: str
    amount: Fraction
    criterion: str
    other_amount: Fraction
    other: str


def read_statement(raw: Any) -> Statement:
    """The statement that a text writes.

    Raises
    ------
    PydanticCustomError
        `bad_statement`.

    """
    if isinstance(raw, Statement):
        return raw
    text = raw.strip() if isinstance(raw, str) else ""
    parts = [part.strip() for part in SIGN.split(text)] if len(text) <= LONGEST else []
    if len(parts) < 3 or not all(parts):
        raise _bad_statement(raw)
    sides = [_side(part, raw) for part in parts[::2]]
    signs = [SIGNS.get(sign, sign) for sign in parts[1::2]]
    comparisons = tuple(
        Comparison(left, sign, right) for (left, right), sign in zip(pairwise(sides), signs, strict=True)
    )
    statement = Statement(" ".join(text.split()), comparisons)
    if not statement.names:
        raise _bad_statement(raw)
    return statement


def read_exchange(raw: Any) -> Exchange:
    """The equality that a text writes: `100 trips = 40 water`.

    Raises
    ------
    PydanticCustomError
        `bad_exchange`.

    """
    if isinstance(raw, Exchange):
        return raw
    text = raw.strip() if isinstance(raw, str) and len(raw) <= LONGEST else ""
    parts = SIGN.split(text)
    if len(parts) != 3 or SIGNS.get(parts[1], parts[1]) != "=":
        raise _bad_exchange(raw)
    (one, other) = (_term(part, raw) for part in parts[::2])
    if one[1] == other[1]:
        raise _bad_exchange(raw)
    return Exchange(" ".join(text.split()), *one, *other)


def _term(text: str, raw: Any) -> tuple[Fraction, str]:
    """The amount and the name of a side that is one term, its amount not zero."""
    found = TERM.fullmatch(text.strip())
    if found is None or not found["name"] or not found["number"] or found["percent"]:
        raise _bad_exchange(raw)
    amount = _number(found["number"]) * (-1 if found["sign"] == "-" else 1)
    if amount == 0:
        raise _bad_exchange(raw)
    return amount, found["name"]


def _side(text: str, raw: Any) -> Linear:
    coefficients: dict[str, Fraction] = {}
    constant = Fraction(0)
    position = 0
    while position < len(text):
        found = TERM.match(text, position)
        if found is None or not _is_term(found, first=position == 0):
            raise _bad_statement(raw)
        size = _number(found["number"] or "1") / (100 if found["percent"] else 1)
        size = -size if found["sign"] == "-" else size
        if found["name"]:
            coefficients[found["name"]] = coefficients.get(found["name"], Fraction(0)) + size
        else:
            constant += size
        position = found.end()
        while position < len(text) and text[position].isspace():
            position += 1
    return Linear(coefficients, constant)


def _number(text: str) -> Fraction:
    """A number with a decimal point or comma."""
    return Fraction(text.replace(",", "."))


def _is_term(found: re.Match[str], *, first: bool) -> bool:
    has_sign = first or found["sign"] is not None
    is_whole = found["number"] is not None or found["name"] is not None
    is_product = found["times"] is None or (found["number"] is not None and found["name"] is not None)
    return has_sign and is_whole and is_product


def _bad_statement(raw: Any) -> PydanticCustomError:
    return PydanticCustomError("bad_statement", "not a statement", {"seen": str(raw)[:80]})


def _bad_exchange(raw: Any) -> PydanticCustomError:
    return PydanticCustomError("bad_exchange", "not an equality", {"seen": str(raw)[:80]})


_ANY = GetPydanticSchema(lambda _type, _handler: core_schema.any_schema())
_TEXT = PlainSerializer(lambda read: read.text, return_type=str, when_used="json")

AnyStatement = Annotated[
    Statement,
    _ANY,
    BeforeValidator(read_statement),
    _TEXT,
    WithJsonSchema({"type": "string", "examples": ["trips >= 2*jobs", "0.1 <= water <= 0.3"]}),
]
AnyExchange = Annotated[
    Exchange,
    _ANY,
    BeforeValidator(read_exchange),
    _TEXT,
    WithJsonSchema({"type": "string", "examples": ["100 trips = 40 water"]}),
]
