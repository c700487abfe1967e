"""The catalogue of problems: what each code says, and how to mend it.

Codes never change meaning. E01x and E07x cells, E02x references, E03x and E08x rules and settings,
E04x tables and structure, E05x and E10x figures that do not fit together, E06x files, E09x
requests, E11x writing and criteria, E12x criteria, E13x participatory budgets, E15x to E17x
rankings, E18x value functions, E19x to E21x weights, E22x and E23x years, E24x and E25x funds, E26x and
E27x analyses of cooperation, E28x and E29x equity, E30x frontiers, E31x alternatives, E32x to E34x
incomplete information, E35x sensitivity, E36x stored runs, E37x many machines,
E38x reports, E40x to E43x the web page, E44x contours; W... warnings.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from mcda.errors import Problem
from mcda.problems.alternatives import ALTERNATIVES
from mcda.problems.contours import CONTOURS
from mcda.problems.cooperation import COOPERATION
from mcda.problems.equity import EQUITY
from mcda.problems.frontiers import FRONTIERS
from mcda.problems.funding import FUNDING
from mcda.problems.general import GENERAL
from mcda.problems.publishing import PUBLISHING
from mcda.problems.robustness import ROBUSTNESS
from mcda.problems.runs import RUNS
from mcda.problems.sensitivity import SENSITIVITY
from mcda.problems.serving import SERVING
from mcda.problems.timing import TIMING
from mcda.problems.web import WEB
from mcda.problems.words import KNOWN, Term, Wording
from mcda.wording import N_, Words

__all__ = ["CATALOGUE", "Term", "Wording", "hint", "line", "message"]

CATALOGUE: dict[str, Wording] = {
    **GENERAL,
    **TIMING,
    **FUNDING,
    **COOPERATION,
    **EQUITY,
    **FRONTIERS,
    **ALTERNATIVES,
    **ROBUSTNESS,
    **SENSITIVITY,
    **RUNS,
    **CONTOURS,
    **PUBLISHING,
    **WEB,
    **SERVING,
}
"""Every code with its words."""


def message(problem: Problem, words: Words) -> str:
    """What is wrong, in the language of `words`."""
    return _said(CATALOGUE[problem.code].message, problem, words)


def hint(problem: Problem, words: Words) -> str:
    """How to mend it, "did you mean" included."""
    return f"{_did_you_mean(problem, words)} {_remedy(problem, words)}".strip()


def line(problem: Problem, words: Words) -> str:
    """One problem as printed: place, message, code, "did you mean", and the remedy below."""
    said = message(problem, words)
    if str(problem.place):
        form = N_("{place}: {message}  [{code}]")
        said = words(form, place=str(problem.place), message=said, code=problem.code)
    else:
        said = f"{said}  [{problem.code}]"
    meant, remedy = _did_you_mean(problem, words), _remedy(problem, words)
    return said + (f"  {meant}" if meant else "") + (f"\n    {remedy}" if remedy else "")


def _did_you_mean(problem: Problem, words: Words) -> str:
    if problem.suggestion is None:
        return ""
    return words(N_("Did you mean “{suggestion}”?"), suggestion=problem.suggestion)


def _remedy(problem: Problem, words: Words) -> str:
    """The remedy; the list of what is known is for those to whom nothing could be suggested."""
    text = CATALOGUE[problem.code].hint
    return "" if text is KNOWN and problem.suggestion else _said(text, problem, words)


def _said(text: str, problem: Problem, words: Words) -> str:
    details = {name: _shown(detail, words) for name, detail in problem.details.items()}
    return words(text, **{**details, "value": problem.value}).strip()


def _shown(detail: Any, words: Words) -> Any:
    """A detail in the language of the reader: marked words, exact figures."""
    if isinstance(detail, Term):
        return words(detail)
    return words.number(detail, 3) if isinstance(detail, Fraction) else detail
