"""Answers that contradict each other more than the method allows, as warnings."""

from __future__ import annotations

from fractions import Fraction

from mcda.elicitation.weigh import Consistency
from mcda.errors import Problem
from mcda.problems import Term
from mcda.wording import N_


def contradiction(found: Consistency) -> Problem:
    """The warning about answers beyond their limit, without a place."""
    code = {"ahp": "W025", "bwm": "W026", "tradeoff": "W027"}[found.measure]
    percent = 100 if found.measure == "tradeoff" else 1
    details = {
        "family": found.family or Term(N_("all criteria")),
        "ratio": round(Fraction(found.value) * percent, 2),
        "limit": round(Fraction(found.limit), 2),
        "revisit": found.revisit or "-",
        "implied": "-" if found.implied is None else round(Fraction(found.implied), 2),
    }
    return Problem(code, value=found.revisit, details=details)
