"""What a cell says: an exact number, an id, a choice ... or why it cannot be read.

French and English habits are both read, and ambiguity is refused: `1.500` may be one and a half
or fifteen hundred. A table has a style: CSV with `;` is French (`1,500` is one and a half), CSV
with `,` is English (`1.500` is), anything else is neutral (both are refused).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cache
from typing import Any

from mcda.exact import PLAIN_NUMBER, plain
from mcda.files.columns import find_choice
from mcda.files.headers import Column, Kind, fold
from mcda.files.raw_table import Cell, Percent, Style, as_text
from mcda.model.scenario import EUROS
from mcda.model.shapes import BadShapeError, NamedLevels, Shape, read_shape
from mcda.rules.base import RESERVED

IDENTIFIER = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,63}")
NUMBER = re.compile(
    r"(?P<sign>[+-]?)(?:(?P<whole>\d{1,3}(?: \d{3})+|\d+)(?:(?P<mark>[.,])(?P<decimals>\d+))?"
    r"|(?P<bare>[.,])(?P<tail>\d+))",
    re.ASCII,
)
THOUSANDS_BY_MARKS = re.compile(r"[+-]?\d{1,3}(?:([.,])\d{3})(?:\1\d{3})+", re.ASCII)
SUFFIX = re.compile(r"(?P<number>[^%€$£]*?\d[.,]?)\s*(?P<unit>%|[^\d\s.,%+-][^\d]*)")
IF_NOT = ".if_not"
"""What follows an action in the row of what happens if it is not done."""
DOING = re.compile(r"(?P<action>[^.\s]+)\s*\.\s*(?P<if_not>\S+)")
NOT_DONE = frozenset({"if_not", "sinon"})
SPACES = str.maketrans({"\u00a0": " ", "\u202f": " ", "\u2009": " ", "\t": " ", "\u2212": "-"})
LONGEST_NUMBER = 40
LARGEST = Fraction(10**15)
FINEST = 10**15

EURO_NAMES = {
    **{name: Fraction(euros) for name, euros in EUROS.items()},
    "K€": Fraction(1_000),
    "kEUR": Fraction(1_000),
    "KEUR": Fraction(1_000),
    "MEUR": Fraction(1_000_000),
    "euro": Fraction(1),
    "euros": Fraction(1),
}
"""Euros in each unit that a cell may name."""

YES = frozenset({"oui", "o", "yes", "y", "vrai", "true", "x", "1"})
NO = frozenset({"non", "n", "no", "faux", "false", "0", ""})


class RefusedError(Exception):
    """A cell that cannot be read: the code of the problem and its details."""

    def __init__(self, code: str, suggestion: str | None = None, **details: Any) -> None:
        super().__init__(code)
        self.code = code
        self.suggestion = suggestion
        self.details = details


@dataclass(frozen=True)
class Habits:
    """How the cells of a column are to be understood."""

    style: Style = "neutral"
    money: str = "k€"
    """The scenario's money."""
    cent: Fraction = field(default=Fraction(1, 100_000))
    unit: str = ""
    """Unit of the criterion, in `impacts`."""
    names: NamedLevels | None = None
    """Named levels of the criterion, in `impacts`."""


def reader(kind: Kind, habits: Habits, column: Column | None = None) -> Callable[[Cell], Any]:
    """The function that reads the cells of a column; it raises `RefusedError`."""
    if kind in ("choice", "id") and column is not None and column.choices:
        return lambda cell: _choice(as_text(cell), column)
    if kind == "text":
        return as_text
    read = _READERS[kind]
    return cache(lambda cell: read(cell, habits))


def number(cell: Cell, style: Style = "neutral") -> Fraction:
    """The exact number that a cell writes, without any unit."""
    if isinstance(cell, Fraction):
        return _within_reason(cell)
    if isinstance(cell, Percent):
        raise RefusedError("E014")
    text = cell.translate(SPACES).strip()
    if text.isascii() and text.isdigit() and len(text) < LONGEST_NUMBER:
        return _within_reason(Fraction(int(text)))
    found = NUMBER.fullmatch(text)
    if len(text) > LONGEST_NUMBER or (found is None and not _is_scientific(text)):
        raise _not_a_number(text)
    if found is None:
        return _within_reason(Fraction(text))
    if _is_ambiguous(found, style):
        raise _ambiguous(text)
    digits = text.replace(" ", "").replace(",", ".")
    return _within_reason(Fraction(digits))


def _is_scientific(text: str) -> bool:
    return PLAIN_NUMBER.fullmatch(text) is not None and text.isascii() and text[-1] != "."


def _is_ambiguous(found: re.Match[str], style: Style) -> bool:
    """Whether the mark may be a thousands separator: `1.500`, but not `0.125` nor `1 234.500`."""
    whole, decimals = found["whole"], found["decimals"]
    if decimals is None or len(decimals) != 3 or len(whole) > 3 or whole.startswith("0"):
        return False
    own = {"french": ",", "english": ".", "neutral": ""}[style]
    return found["mark"] != own


def _within_reason(amount: Fraction) -> Fraction:
    if abs(amount) > LARGEST or amount.denominator > FINEST:
        raise RefusedError("E019")
    return amount


def _ambiguous(text: str) -> RefusedError:
    decimal = plain(Fraction(text.replace(",", ".")))
    return RefusedError("E013", decimal=decimal, whole=re.sub("[.,]", "", text))


def _not_a_number(text: str) -> RefusedError:
    """The refusal with its remedy: two ways of writing what was probably meant."""
    if THOUSANDS_BY_MARKS.fullmatch(text) or ("." in text and "," in text and _has_no_letter(text)):
        whole, decimals = _guessed_parts(text)
        shown = f"{int(whole or 0):,}".replace(",", " ") + (f",{decimals}" if decimals else "")
        return RefusedError("E078", example=whole + (f".{decimals}" if decimals else ""), grouped=shown)
    guess = text.translate(str.maketrans("OolI", "0011")).replace(" ", "")
    if guess.isascii() and guess.isdigit() and len(guess) < LONGEST_NUMBER and re.search(r"\d", text):
        return RefusedError("E012", example=guess, grouped=f"{int(guess):,}".replace(",", " "))
    return RefusedError("E012", example="1500", grouped="1 500")


def _has_no_letter(text: str) -> bool:
    return len(text) <= LONGEST_NUMBER and re.fullmatch(r"[+-]?\d[\d., ]*", text, re.ASCII) is not None


def _guessed_parts(text: str) -> tuple[str, str]:
    """Whole part and decimals of `1.234,5` or `1,234.5`: the last mark is the decimal one."""
    if THOUSANDS_BY_MARKS.fullmatch(text):
        return re.sub(r"[.,\s]", "", text), ""
    last = max(text.rfind("."), text.rfind(","))
    return re.sub(r"[.,\s]", "", text[:last]), text[last + 1 :].strip()


def split_unit(cell: Cell) -> tuple[Cell, str]:
    """A cell without the `%` or unit that ends it, and that unit."""
    if isinstance(cell, Percent):
        return cell.number, "%"
    if isinstance(cell, Fraction):
        return cell, ""
    found = SUFFIX.fullmatch(cell.translate(SPACES).strip())
    return (found["number"], found["unit"].strip()) if found else (cell, "")


def _unitless(cell: Cell, habits: Habits) -> Fraction:
    bare, unit = split_unit(cell)
    if unit == "%":
        raise RefusedError("E014")
    if unit in EURO_NAMES or unit == habits.money:
        raise RefusedError("E015", unit=unit, money=habits.money)
    return number(cell if unit else bare, habits.style)


def _level(cell: Cell, habits: Habits) -> Fraction:
    bare, unit = split_unit(cell)
    return number(bare, habits.style) if unit and unit == habits.unit else _unitless(cell, habits)


def _amount(cell: Cell, habits: Habits) -> Fraction:
    return _not_negative(_unitless(cell, habits))


def _money(cell: Cell, habits: Habits) -> Fraction:
    bare, unit = split_unit(cell)
    if unit == "%":
        raise RefusedError("E014")
    if not unit or unit == habits.money:
        amount = number(bare, habits.style)
    elif unit in EURO_NAMES and habits.money in EURO_NAMES:
        amount = number(bare, habits.style) * EURO_NAMES[unit] / EURO_NAMES[habits.money]
    elif unit in EURO_NAMES or unit in ("$", "£", "CHF", "USD", "GBP"):
        raise RefusedError("E015", unit=unit, money=habits.money)
    else:
        raise _not_a_number(as_text(cell))
    if (amount / habits.cent).denominator != 1:
        raise RefusedError("E070", money=habits.money)
    return _not_negative(amount)


def _percentage(cell: Cell, habits: Habits) -> Fraction:
    """A share from a number in percent, its sign written or not."""
    bare, unit = split_unit(cell)
    return number(bare if unit == "%" else cell, habits.style) / 100


def _percent(cell: Cell, habits: Habits) -> Fraction:
    share = _not_negative(_percentage(cell, habits))
    if share > 1:
        raise RefusedError("E018")
    return share


def _share(cell: Cell, habits: Habits) -> Fraction:
    bare, unit = split_unit(cell)
    share = number(bare, habits.style) / 100 if unit == "%" else number(cell, habits.style)
    if share > 1:
        raise RefusedError("E018") if unit else RefusedError("E017", percent=f"{plain(share)} %")
    return _not_negative(share)


def _not_negative(amount: Fraction) -> Fraction:
    if amount < 0:
        raise RefusedError("E016")
    return amount


def _whole(cell: Cell, habits: Habits) -> Fraction:
    amount = _amount(cell, habits)
    if amount.denominator != 1:
        raise RefusedError("E071")
    return amount


def _year(cell: Cell, habits: Habits) -> int:
    year = _unitless(cell, habits)
    if year.denominator != 1 or not 1900 <= year <= 2200:
        raise RefusedError("E072")
    return int(year)


def _identifier(cell: Cell, habits: Habits) -> str:
    text = as_text(cell)
    if not IDENTIFIER.fullmatch(text):
        raise RefusedError("E011", suggestion=suggested_id(text))
    return text


def _doing(cell: Cell, habits: Habits) -> str:
    """An action, or `ACTION.if_not`."""
    text = as_text(cell)
    found = DOING.fullmatch(text)
    if found and not is_if_not(text) and IDENTIFIER.fullmatch(found["action"]):
        raise RefusedError("E011", suggestion=f"{found['action']}{IF_NOT}")
    action = _identifier(action_of(text), habits)
    return f"{action}{IF_NOT}" if is_if_not(text) else action


def is_if_not(text: str) -> bool:
    """Whether a cell names what happens if an action is not done."""
    found = DOING.fullmatch(text)
    return found is not None and found["if_not"].casefold() in NOT_DONE


def action_of(text: str) -> str:
    """The action of a row of impacts, done or not."""
    found = DOING.fullmatch(text)
    return found["action"] if found and is_if_not(text) else text


def doing_of(text: str) -> str:
    """`W1.if_not` however it is written; another text as it is."""
    return f"{action_of(text)}{IF_NOT}" if is_if_not(text) else text


def suggested_id(text: str) -> str | None:
    """An id near to a text that is none: `Été 2` -> `ete_2`."""
    cleaned = re.sub(r"[^A-Za-z0-9]+", "_", fold(text) if not text.isascii() else text).strip("_")[:60]
    if not cleaned:
        return None
    return cleaned if cleaned[0].isalpha() else f"x{cleaned}"


def check_own_id(text: str) -> None:
    """Refuse the ids that mean something else somewhere."""
    if text in RESERVED:
        raise RefusedError("E076", suggestion=f"{text}_1")


def _identifiers(cell: Cell, habits: Habits) -> tuple[str, ...]:
    return tuple(_identifier(word, habits) for word in re.split(r"[\s,;]+", as_text(cell)) if word)


def _choice(text: str, column: Column) -> str:
    found = find_choice(column, text)
    if found is not None:
        return found
    if column.kind == "id":
        return _identifier(text, Habits())
    raise RefusedError("E080", suggestion=nearest(text, column.choices), known=", ".join(column.choices))


def _boolean(cell: Cell, habits: Habits) -> bool:
    folded = fold(as_text(cell))
    if folded in YES:
        return True
    if folded in NO:
        return False
    raise RefusedError("E077")


def _profile(cell: Cell, habits: Habits) -> tuple[Fraction, ...]:
    parts = re.split(r"[\s;]+", as_text(cell).translate(SPACES).replace("%", " ").strip())
    shares = tuple(_percent(part, habits) for part in parts)
    if sum(shares) != 1:
        raise RefusedError("E101", total=100 * sum(shares, Fraction(0)))
    return shares


def _shape(cell: Cell, habits: Habits) -> Shape:
    try:
        return read_shape(as_text(cell).translate(SPACES), lambda text: number(text, habits.style))
    except BadShapeError as bad:
        raise RefusedError(bad.code, **bad.details) from bad


def _name(cell: Cell, habits: Habits) -> str:
    """The name of a level, as the shape of its criterion writes it."""
    known = habits.names.names if habits.names else ()
    found = habits.names.find(as_text(cell)) if habits.names else None
    if found is not None:
        return found
    is_figure = isinstance(cell, Fraction | Percent) or _is_figure(cell, habits)
    suggestion = None if is_figure else nearest(as_text(cell), known)
    raise RefusedError("E186" if is_figure else "E185", suggestion=suggestion, known=", ".join(known))


def _is_figure(text: str, habits: Habits) -> bool:
    try:
        number(split_unit(text)[0], habits.style)
    except RefusedError:
        return False
    return True


def nearest(word: str, known: Any) -> str | None:
    """The known word nearest to a word, if any is near."""
    from difflib import get_close_matches

    names = {str(name).casefold(): str(name) for name in known}
    close = get_close_matches(word.casefold()[:80], names, n=1, cutoff=0.6)
    return names[close[0]] if close else None


_READERS: dict[Kind, Callable[[Cell, Habits], Any]] = {
    "id": _identifier,
    "ids": _identifiers,
    "doing": _doing,
    "number": _unitless,
    "level": _level,
    "name": _name,
    "amount": _amount,
    "money": _money,
    "percent": _percent,
    "effect": _percentage,
    "share": _share,
    "bool": _boolean,
    "whole": _whole,
    "year": _year,
    "shape": _shape,
    "profile": _profile,
}
