"""What the page answers: records, each with the question that it answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, TypeVar

from mcda.errors import Problem
from mcda.model import Scenario
from mcda.portfolio.ledger import GroupLine, Ledger, PartnerLine
from mcda.portfolio.portfolio import Portfolio
from mcda.runs.progress import Progress
from mcda.web.question import Question

Line = TypeVar("Line", PartnerLine, GroupLine)
State = Literal["exact", "provisional", "infeasible", "wrong", "stopped"]
"""What is known so far.

`exact`: proven and verified. `provisional`: the best known portfolio that meets the changed rules (or
none yet) while the exact one is computed; whether its verdicts are FRAGILE is not looked at.
`infeasible`: no portfolio meets all rules. `wrong`: the question cannot be asked so. `stopped`: a limit
was reached, somebody cancelled or too much is asked; the portfolio, if there is one, is not proven.
"""


@dataclass(frozen=True)
class Answer:
    """The portfolio that a question asks for, or why there is none."""

    question: Question
    state: State
    scenario: Scenario | None = None
    """With everything that the question changes; None where it cannot be read."""
    portfolio: Portfolio | None = None
    own: Portfolio | None = None
    """The list made by hand, judged under the same rules."""
    clash: tuple[str, ...] = ()
    """Rules that cannot hold together."""
    relaxation: Mapping[str, Any] = field(default_factory=dict)
    """By how much each of them alone would have to give way; None where that does not help."""
    problems: tuple[Problem, ...] = ()
    job: str | None = None
    """Key of the computation that is going on."""


@dataclass(frozen=True)
class Work:
    """A long analysis: its record, or how far it is."""

    question: Question
    state: Literal["done", "working", "infeasible", "wrong", "stopped"]
    record: Any = None
    """Where it is done, in the format of the command with `--json`."""
    progress: Progress | None = None
    seconds: float = 0.0
    """Since it began."""
    problems: tuple[Problem, ...] = ()
    job: str | None = None


@dataclass(frozen=True)
class Receipt:
    """An uploaded workbook."""

    name: str
    """By which questions name it; empty where it has errors and is not kept."""
    check: Work
    """Its problems, all of them, with their cells; or how far the check is."""


@dataclass(frozen=True)
class Effect:
    """An action forced in or out: the answers before and after."""

    action: str
    inside: bool
    before: Answer
    after: Answer

    @property
    def partners(self) -> tuple[tuple[PartnerLine, PartnerLine], ...]:
        """Each partner's line of the ledger before and after; none where a portfolio is missing."""
        before, after = self._ledgers
        return () if before is None or after is None else _pairs(before.partners, after.partners)

    @property
    def groups(self) -> tuple[tuple[GroupLine, GroupLine], ...]:
        """The same of each group."""
        before, after = self._ledgers
        return () if before is None or after is None else _pairs(before.groups, after.groups)

    @property
    def _ledgers(self) -> tuple[Ledger | None, Ledger | None]:
        found = (self.before.portfolio, self.after.portfolio)
        before, after = (None if portfolio is None else portfolio.ledger for portfolio in found)
        return before, after


def _pairs(before: Sequence[Line], after: Sequence[Line]) -> tuple[tuple[Line, Line], ...]:
    """Lines of two ledgers of the same scenario: the same partners in the same order."""
    return tuple(zip(before, after, strict=True))
