"""The catalogue of problems: what each code says, and how to mend it.

Codes never change meaning. E01x cells, E02x references, E03x rules and settings, E04x tables and
structure, E05x numbers that do not fit together, E06x files, W... warnings.
"""

from __future__ import annotations

from typing import NamedTuple

from mcda.errors import Problem
from mcda.wording import N_, Words


class Term(str):
    """A detail that is a word of the catalogue: translated when the problem is shown."""

    __slots__ = ()


class Wording(NamedTuple):
    """What is wrong and how to mend it; both may use the problem's details and `{value}`."""

    message: str
    hint: str = ""


CATALOGUE: dict[str, Wording] = {
    "E012": Wording(N_("“{value}” is not a number."), N_("Write {example}.")),
    "E021": Wording(N_("{what} “{value}”: unknown criterion."), N_("Known: {known}.")),
}
"""Every code with its words; to be completed in the same form."""


def message(problem: Problem, words: Words) -> str:
    """What is wrong, in the language of `words`."""
    return words(CATALOGUE[problem.code].message, value=problem.value, **problem.details)


def hint(problem: Problem, words: Words) -> str:
    """How to mend it, "did you mean" included."""
    remedy = words(CATALOGUE[problem.code].hint, value=problem.value, **problem.details)
    if problem.suggestion is None:
        return remedy
    return f"{words(N_('Did you mean “{suggestion}”?'), suggestion=problem.suggestion)} {remedy}".strip()


def line(problem: Problem, words: Words) -> str:
    """One problem as printed: place, message, code, and the remedy below."""
    where = f"{problem.place}: " if str(problem.place) else ""
    remedy = hint(problem, words)
    return f"{where}{message(problem, words)}  [{problem.code}]" + (f"\n    {remedy}" if remedy else "")
