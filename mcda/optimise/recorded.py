"""Proofs in a journal: what is proven once is not asked for again."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from mcda.optimise.prove import Proven
from mcda.optimise.search import Found, Verification
from mcda.runs.journal import Journal

PROVEN = "proven"
"""Kind of facts in the journal."""
SETTLED = ("optimal", "infeasible")


def proven_once(journal: Journal, key: str, prove: Callable[[], Proven]) -> Proven:
    """The answer to the question that `key` names within the journal; noted once it is settled.

    Which of several equals was found, and which cuts the search needed, is not kept apart: only for
    answers whose ties are not broken.
    """
    fact = journal.known(PROVEN).get(key)
    if fact is not None:
        return _read(fact)
    proven = prove()
    if proven.found.status in SETTLED and proven.verification.verified != "no":
        journal.note(PROVEN, key, _fact(proven))
    return proven


def _fact(proven: Proven) -> dict[str, Any]:
    found = proven.found
    return {
        "status": found.status,
        "chosen": None if found.chosen is None else sorted(found.chosen),
        "level": _text(found.level),
        "bound": _text(found.bound),
        "engine": found.engine,
        "verified": proven.verification.verified,
    }


def _read(fact: dict[str, Any]) -> Proven:
    chosen = None if fact["chosen"] is None else frozenset(fact["chosen"])
    level, bound = _number(fact["level"]), _number(fact["bound"])
    found = Found(fact["status"], chosen, level, bound, fact["engine"])
    return Proven(
        found=found,
        verification=Verification(found, fact["verified"]),
        canonical=False,
        interrupted=False,
        seconds=0.0,
    )


def _text(number: Fraction | None) -> str | None:
    return None if number is None else str(number)


def _number(text: str | None) -> Fraction | None:
    return None if text is None else Fraction(text)
