"""What can go wrong, as data.

    McdaError                     exit code
    ├── InvalidScenario           2   problems of the input, all of them
    ├── UsageProblem              2   a request that cannot be met as it stands
    ├── Infeasible                3   no portfolio meets all rules
    ├── Stopped                   4 or 130   nothing found before the limit, or interrupted
    └── MissingComponent          5   an optional component is not installed

A problem carries a code and parameters; its words are looked up when it is shown
(`mcda.wording`), in the language of the reader.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Severity = Literal["error", "warning"]


@dataclass(frozen=True)
class Place:
    """Where a value stands: `row` is the line in a file (header = 1), `column` the header."""

    file: str | None = None
    sheet: str | None = None
    row: int | None = None
    column: str | None = None
    path: str | None = None

    def __str__(self) -> str:
        parts = (self.file, self.sheet, self.row, self.column)
        return ":".join(str(part) for part in parts if part not in (None, ""))


NOWHERE = Place()


@dataclass(frozen=True)
class Problem:
    """One thing wrong (or suspicious) with the input."""

    code: str
    place: Place = NOWHERE
    value: str | None = None
    details: Mapping[str, Any] = field(default_factory=dict)
    suggestion: str | None = None
    """The existing word nearest to `value`, for "did you mean"."""

    @property
    def severity(self) -> Severity:
        return "warning" if self.code.startswith("W") else "error"


class McdaError(Exception):
    """Base of everything that `mcda` raises on purpose."""

    exit_code = 2

    def __reduce__(self) -> tuple[Any, ...]:
        """Cross to another process as it is: arguments are not what `Exception` believes."""
        return _as_it_was, (type(self), self.args), vars(self)


def _as_it_was(kind: type[McdaError], args: tuple[Any, ...]) -> McdaError:
    error = kind.__new__(kind)
    error.args = args
    return error


class InvalidScenario(McdaError):
    """The input cannot be used; `problems` lists everything that is wrong with it."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(f"{p.code} {p.place} {p.value or ''}" for p in self.problems))


class UsageProblem(McdaError):
    """A request that cannot be met: unknown action in a hand-made list, unknown engine ..."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        super().__init__(f"{problem.code} {problem.place} {problem.value or ''}")


class Infeasible(McdaError):
    """No portfolio meets all rules.

    `clash` names rules that cannot hold together (none can be left out of the list),
    `relaxation` by how much each of them alone would have to give way, in the unit of the
    rule (None where giving way alone does not help).
    """

    exit_code = 3

    def __init__(self, clash: Iterable[str], relaxation: Mapping[str, Any]) -> None:
        self.clash = tuple(clash)
        self.relaxation = dict(relaxation)
        super().__init__(", ".join(self.clash))


class Stopped(McdaError):
    """The limit was reached, or the user interrupted, before any portfolio was found."""

    exit_code = 4

    def __init__(self, *, interrupted: bool = False) -> None:
        self.interrupted = interrupted
        self.exit_code = 130 if interrupted else 4
        super().__init__("interrupted" if interrupted else "limit")


class MissingComponent(McdaError):
    """An optional component is needed; `command` installs it."""

    exit_code = 5

    def __init__(self, component: str, command: str) -> None:
        self.component = component
        self.command = command
        super().__init__(f"{component}: {command}")
