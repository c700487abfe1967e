"""Problems as JSON and back, for the way between processes: words stay untranslated, numbers exact."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from mcda.errors import Place, Problem
from mcda.exact import plain
from mcda.problems import Term

Json = dict[str, Any]


def problem_json(problem: Problem) -> Json:
    """Everything that a problem holds."""
    return {
        "code": problem.code,
        "place": vars(problem.place),
        "value": problem.value,
        "details": {name: _packed(detail) for name, detail in problem.details.items()},
        "suggestion": problem.suggestion,
    }


def problem_of(record: Json) -> Problem:
    """The problem that `problem_json` wrote."""
    details = {name: _detail(packed) for name, packed in record["details"].items()}
    place = Place(**record["place"])
    return Problem(record["code"], place, record["value"], details, record["suggestion"])


def _packed(detail: Any) -> Json:
    if isinstance(detail, Term):
        return {"term": str(detail)}
    if isinstance(detail, Fraction):
        return {"number": plain(detail)}
    return {"plain": detail if isinstance(detail, int | float | None) else str(detail)}


def _detail(packed: Json) -> Any:
    if "term" in packed:
        return Term(packed["term"])
    return Fraction(packed["number"]) if "number" in packed else packed["plain"]
