"""Exact numbers: read from text, kept as fractions.

Binary floats are refused a say: `0.4` is two fifths. Everything that a planner writes in
`scenario.yaml` passes here; cells of tables, with their national habits, are read by
`mcda.files.cells` and end here too.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from fractions import Fraction
from math import lcm
from typing import Annotated, Any

from pydantic import BeforeValidator, PlainSerializer, ValidationInfo, WithJsonSchema
from pydantic_core import PydanticCustomError

PLAIN_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,3})?")
PLAIN_RATIO = re.compile(r"-?\d+/[1-9]\d*")
PERCENT = re.compile(r"(?P<number>.*?)\s*%")
ByYear = Fraction | tuple[Fraction, ...]
"""One number for every year, or one for each, from the first year on."""
TYPED = {**str.maketrans("", "", " \u00a0\u202f\u2009"), **str.maketrans("\u2212", "-")}
"""Spaces within a number are left out; a minus sign may be a true one."""


def read_number(raw: Any) -> Fraction:
    """The exact number that `raw` writes.

    Raises
    ------
    PydanticCustomError
        `not_a_number` for booleans, words, nan, infinities and numbers with underscores.

    """
    if isinstance(raw, Fraction):
        return raw
    if isinstance(raw, int) and not isinstance(raw, bool):
        return Fraction(raw)
    text = str(raw).strip() if isinstance(raw, str | float) else ""
    compact = text.translate(TYPED)
    if not PLAIN_NUMBER.fullmatch(compact):
        raise PydanticCustomError("not_a_number", "not a number", {"seen": str(raw)})
    return Fraction(compact)


def read_share(raw: Any) -> Fraction:
    """A share written `50 %` or `0.5`; a bare number above 1 is refused as ambiguous."""
    percent = PERCENT.fullmatch(raw.strip()) if isinstance(raw, str) else None
    if percent:
        return read_number(percent["number"]) / 100
    number = read_number(raw)
    if number > 1:
        raise PydanticCustomError(
            "share_above_one", "a bare number above 1 is not a share", {"seen": str(raw)}
        )
    return number


def read_ratio(raw: Any) -> Fraction:
    """A share that may not be negative."""
    share = read_share(raw)
    if share < 0:
        raise PydanticCustomError("negative", "negative", {"seen": str(raw)})
    return share


def read_amount(raw: Any) -> Fraction:
    """A number that may not be negative."""
    number = read_number(raw)
    if number < 0:
        raise PydanticCustomError("negative", "negative", {"seen": str(raw)})
    return number


def by_year(read: Callable[[Any], Fraction]) -> Callable[[Any], ByYear]:
    """A reader of one number for every year, or a list with one for each."""

    def read_all(raw: Any) -> ByYear:
        if not isinstance(raw, list | tuple):
            return read(raw)
        if not raw:
            raise PydanticCustomError("too_short", "an empty list")
        return tuple(map(read, raw))

    return read_all


def in_year(numbers: ByYear, position: int) -> Fraction:
    """The number of a year, by its position from the first; the last of a list goes on."""
    return numbers if isinstance(numbers, Fraction) else numbers[min(position, len(numbers) - 1)]


def _plain_by_year(numbers: ByYear) -> str | list[str]:
    return plain(numbers) if isinstance(numbers, Fraction) else [plain(number) for number in numbers]


def sum_of_products(terms: Iterable[tuple[Fraction | int, ...]]) -> Fraction:
    """The sum of the products of some numbers, reduced once: much faster than fraction by fraction."""
    top, bottom = 0, 1
    for factors in terms:
        numerator, denominator = 1, 1
        for factor in factors:
            above, below = factor.as_integer_ratio()
            numerator, denominator = numerator * above, denominator * below
        if bottom % denominator:
            common = lcm(bottom, denominator)
            top, bottom = top * (common // bottom), common
        top += numerator * (bottom // denominator)
    return Fraction(top, bottom)


def plain(number: Fraction) -> str:
    """Shortest exact text of a number: a decimal where one exists, else `p/q`."""
    denominator = number.denominator
    twos = fives = 0
    while denominator % 2 == 0:
        denominator, twos = denominator // 2, twos + 1
    while denominator % 5 == 0:
        denominator, fives = denominator // 5, fives + 1
    if denominator != 1:
        return str(number)
    places = max(twos, fives)
    if places == 0:
        return str(number.numerator)
    digits = str(abs(number.numerator) * 10**places // number.denominator).rjust(places + 1, "0")
    sign = "-" if number < 0 else ""
    return f"{sign}{digits[:-places]}.{digits[-places:]}"


def _read_by(read: Callable[[Any], Any]) -> BeforeValidator:
    """A reader of what people write. JSON is what records were written as, exactly: it is taken so."""

    def validated(raw: Any, info: ValidationInfo) -> Any:
        return _as_written(raw) if info.mode == "json" else read(raw)

    return BeforeValidator(validated)


def _as_written(raw: Any) -> ByYear:
    """The inverse of `plain`: `p/q` too, and shares of more than one."""
    if isinstance(raw, list):
        return tuple(map(_as_number, raw))
    return _as_number(raw)


def _as_number(raw: Any) -> Fraction:
    ratio = PLAIN_RATIO.fullmatch(raw) if isinstance(raw, str) else None
    return Fraction(raw) if ratio else read_number(raw)


_AS_TEXT = PlainSerializer(plain, return_type=str, when_used="json")
_AS_TEXTS = PlainSerializer(_plain_by_year, when_used="json")
_A_NUMBER: dict[str, Any] = {"type": ["number", "string"]}
_A_SHARE: dict[str, Any] = {
    "anyOf": [{"type": "number", "maximum": 1}, {"type": "string", "pattern": "%$"}]
}
_NUMBER, _SHARE = WithJsonSchema(_A_NUMBER), WithJsonSchema(_A_SHARE)


def _or_list(one: dict[str, Any]) -> WithJsonSchema:
    return WithJsonSchema({"anyOf": [one, {"type": "array", "items": one, "minItems": 1}]})


Exact = Annotated[Fraction, _read_by(read_number), _AS_TEXT, _NUMBER]
"""Any exact number."""
Amount0 = Annotated[Fraction, _read_by(read_amount), _AS_TEXT, _NUMBER]
"""An exact number that is not negative."""
Share01 = Annotated[Fraction, _read_by(read_ratio), _AS_TEXT, _SHARE]
"""A share: `50 %` or `0.5`; more than one only as a percentage."""
AmountByYear = Annotated[ByYear, _read_by(by_year(read_amount)), _AS_TEXTS, _or_list(_A_NUMBER)]
"""An exact number that is not negative, or a list of them by year."""
ShareByYear = Annotated[ByYear, _read_by(by_year(read_ratio)), _AS_TEXTS, _or_list(_A_SHARE)]
"""A share, or a list of them by year."""
