"""Words and figures as the reader wants them: French or English.

Messages are written in English in the code, marked with `N_`, and translated when shown
(`locale/<language>/LC_MESSAGES/mcda.po`). Figures follow the habits of each language:
`1 234 567 €` and `12,3 %`, `€1,234,567` and `12.3%`.
"""

from __future__ import annotations

import gettext
import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from functools import cache, cached_property
from pathlib import Path
from typing import Any

LANGUAGES = ("fr", "en")
LOCALE = Path(__file__).parent / "locale"
MINUS = "\u2212"
"""The sign of negative figures: a hyphen is shorter, and lines break after it."""


def N_(text: str) -> str:  # noqa: N802 - the name gettext tools look for
    """Mark a text for translation; it is translated when shown."""
    return text


@dataclass(frozen=True)
class Words:
    """One language: its texts and its figures."""

    language: str

    @cached_property
    def _catalogue(self) -> gettext.NullTranslations:
        return gettext.translation("mcda", LOCALE, [self.language], fallback=True)

    def __call__(self, text: str, /, **parameters: Any) -> str:
        """A marked text, translated, its `{parameters}` filled in."""
        translated = self._catalogue.gettext(text) if text else ""
        return translated.format(**parameters) if parameters else translated

    def plural(
        self, one: str, many: str, number: Fraction | int, /, *, places: int = 0, **parameters: Any
    ) -> str:
        """The form of a text that agrees with `number`, available as `{n}`, rounded to `places`.

        French says "0 action" and "1,5 point", English "0 actions" and "1.5 points".
        """
        single = -2 < number < 2 if self.language == "fr" else number == 1
        return self(one if single else many, n=self.number(number, places), **parameters)

    def label(self, text: str | Mapping[str, str] | None, default: str = "") -> str:
        """A text of the scenario that may be written in several languages."""
        if text is None or text == "" or text == {}:
            return default
        if isinstance(text, str):
            return text
        return text.get(self.language) or next(iter(text.values()))

    def number(self, number: Fraction | float | int, places: int = 0) -> str:
        """A number with at most `places` decimals, grouped by thousands."""
        return self._written(number, places, "#")

    def fixed(self, number: Fraction | float | int, places: int) -> str:
        """A number with exactly `places` decimals."""
        return self._written(number, places, "0")

    def _written(self, number: Fraction | float | int, places: int, digit: str) -> str:
        from babel.numbers import format_decimal

        pattern = "#,##0" + ("." + digit * places if places else "")
        figure = format_decimal(_rounded(number, places), format=pattern, locale=self.language)
        return str(figure).replace("-", MINUS)

    def percent(self, share: Fraction | float, places: int = 1) -> str:
        """A share (0..1) in percent."""
        sign = "\u00a0%" if self.language == "fr" else "%"
        return self.fixed(share * 100, places) + sign

    def date(self, day: date) -> str:
        """A day in full: `23 novembre 2026`."""
        from babel.dates import format_date

        return format_date(day, "long", locale=self.language)

    def moment(self, moment: datetime) -> str:
        """A day and a time of this machine's clock: `23 nov. 2026, 14:30`."""
        from babel.dates import format_datetime

        return format_datetime(moment.astimezone(), "d MMM y, HH:mm", locale=self.language)

    def money(self, amount: Fraction | float | int, unit: str, places: int = 0) -> str:
        """An amount with its unit, on the side where the language puts it."""
        return self.with_unit(self.number(amount, places), unit)

    def with_unit(self, figure: str, unit: str) -> str:
        """A figure with its unit of money, on the side where the language puts it."""
        if self.language == "en" and unit in ("€", "EUR"):
            return f"{MINUS}€{figure[1:]}" if figure.startswith(MINUS) else f"€{figure}"
        return f"{figure}\u00a0{unit}"


def _rounded(number: Fraction | float | int, places: int) -> Any:
    """A decimal that Babel formats without binary noise; -0 is 0."""
    from decimal import Decimal

    exact = round(Fraction(number), places)
    return Decimal(exact.numerator) / Decimal(exact.denominator)


@cache
def words(language: str) -> Words:
    """The words of a language; English for one that is unknown."""
    return Words(language if language in LANGUAGES else "en")


def preferred_language(asked: str | None = None, scenario: str | None = None) -> str:
    """`--lang`, else `MCDA_LANG`, else the scenario's language, else the system's, else French."""
    system = (os.environ.get("LC_ALL") or os.environ.get("LANG") or "")[:2].lower()
    for candidate in (asked, os.environ.get("MCDA_LANG"), scenario, system):
        if candidate in LANGUAGES:
            return candidate
    return "fr"
